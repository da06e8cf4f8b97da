//! What the browser holds.

use std::fs;

use anyhow::{Context as _, Result};
use kaipush_browser::Firefox;

/// Kilobytes in memory of all processes that run content, after the browser has cleaned up: the
/// worker's is one of them.
pub async fn content(firefox: &Firefox) -> Result<u64> {
    const CLEAN: &str = "await new Promise(done => Cc['@mozilla.org/memory-reporter-manager;1']
        .getService(Ci.nsIMemoryReporterManager).minimizeMemoryUsage(done));";
    firefox.chrome(CLEAN, &[]).await?;
    let mut family = vec![u64::from(firefox.pid().context("Firefox has no pid")?)];
    let processes = all()?;
    let mut sum = 0;
    // Some are started by a helper process, so children of children count; a child may be listed
    // before its parent.
    while let Some(parent) = family.pop() {
        for process in processes.iter().filter(|process| process.parent == parent) {
            family.push(process.pid);
            sum += process.resident;
        }
    }
    Ok(sum)
}

struct Process {
    pid: u64,
    parent: u64,
    resident: u64,
}

fn all() -> Result<Vec<Process>> {
    let mut all = Vec::new();
    for process in fs::read_dir("/proc")?.flatten() {
        // Processes come and go while this looks.
        let Ok(status) = fs::read_to_string(process.path().join("status")) else { continue };
        if let (Some(pid), Some(parent)) = (field(&status, "Pid:"), field(&status, "PPid:")) {
            let resident = field(&status, "VmRSS:").unwrap_or_default();
            all.push(Process { pid, parent, resident });
        }
    }
    Ok(all)
}

fn field(status: &str, name: &str) -> Option<u64> {
    let line = status.lines().find(|line| line.starts_with(name))?;
    line.split_whitespace().nth(1)?.parse().ok()
}
