//! Runs other programs and turns their failures into something readable.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};

/// How much of a failed program's output an error repeats. All of cargo's: what a developer has to
/// mend stands in its first error.
const LINES: usize = 25;

/// Runs `command` to its end and gives its standard output.
pub(crate) fn run(command: &mut Command) -> Result<String> {
    let program = command.get_program().to_string_lossy().into_owned();
    let output = command
        .output()
        .with_context(|| format!("cannot start `{program}`: is it installed and on PATH?"))?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    if output.status.success() {
        return Ok(text);
    }
    let errors = String::from_utf8_lossy(&output.stderr);
    let is_cargo = Path::new(&program).file_name().is_some_and(|name| name == "cargo");
    let lines = if is_cargo { usize::MAX } else { LINES };
    bail!("`{}` failed ({})\n{}", shown(command), output.status, tail(&errors, lines))
}

/// The command as a person would type it, without the folders of its programs and scripts.
fn shown(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    let short = words.map(|word| {
        let word = word.to_string_lossy();
        word.rsplit('/').next().unwrap_or_default().to_owned()
    });
    short.collect::<Vec<_>>().join(" ")
}

fn tail(text: &str, count: usize) -> String {
    let lines: Vec<_> = text.lines().filter(|line| !line.trim().is_empty()).collect();
    lines[lines.len().saturating_sub(count)..].join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_cargo_all_is_repeated_and_of_others_the_end() {
        let folder = tempfile::tempdir().unwrap();
        for (program, first) in [("cargo", "\n1\n2\n"), ("terser", "\n16\n17\n")] {
            let program = folder.path().join(program);
            std::os::unix::fs::symlink("/bin/sh", &program).unwrap();
            let script = "for line in $(seq 40); do echo $line; done >&2; exit 1";
            let error = run(Command::new(&program).args(["-c", script])).unwrap_err().to_string();
            assert!(error.contains(first) && error.ends_with("\n40"), "{error}");
        }
    }
}
