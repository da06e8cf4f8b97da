//! What the workers may weigh, in bytes after `gzip -9`.

use anyhow::{Result, ensure};
use kaipush_build::product::Shipped;

use crate::sizes::plain;

/// A file's budget.
struct Budget {
    /// The file, a `*` in the place of its hash.
    file: &'static str,
    /// What it is meant to weigh.
    goal: usize,
    /// What it may weigh as long as the goal is not reached. It only ever goes down, except for a
    /// feature that is worth it.
    ceiling: usize,
}

const BUDGETS: [Budget; 4] = [
    Budget { file: "kaios25/kaipush-sw-*.js", goal: 27_000, ceiling: 71_050 },
    Budget { file: "kaios25/kaipush-sw-small-*.js", goal: 19_000, ceiling: 36_400 },
    Budget { file: "kaios3/kaipush-sw-*.js", goal: 20_000, ceiling: 59_480 },
    Budget { file: "kaios3/kaipush-sw-small-*.js", goal: 14_000, ceiling: 31_500 },
];

impl Budget {
    fn of(file: &Shipped) -> Option<&'static Self> {
        let name = plain(&file.path);
        BUDGETS.iter().find(|budget| budget.file == name)
    }

    fn limit(&self) -> usize {
        self.goal.max(self.ceiling)
    }
}

/// What is said of a file's budget beside its size.
pub fn remark(file: &Shipped) -> String {
    Budget::of(file)
        .map_or(String::new(), |budget| format!("goal {}, at most {}", budget.goal, budget.limit()))
}

/// Every budget has its file, and no file is above it.
pub fn check(shipped: &[Shipped]) -> Result<()> {
    let budgeted = shipped.iter().filter_map(|file| Some((file, Budget::of(file)?)));
    let budgeted: Vec<_> = budgeted.collect();
    ensure!(
        budgeted.len() == BUDGETS.len(),
        "of {} files with a budget only {} ship; the budgets are in xtask/src/budgets.rs",
        BUDGETS.len(),
        budgeted.len()
    );
    let above = budgeted.iter().filter(|(file, budget)| file.gzip > budget.limit());
    let above: Vec<_> = above
        .map(|(file, budget)| {
            format!("{} weighs {}, its budget is {}", file.path, file.gzip, budget.limit())
        })
        .collect();
    ensure!(
        above.is_empty(),
        "{}; make it smaller, or change xtask/src/budgets.rs",
        above.join("\n")
    );
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shipped(gzip: usize) -> Vec<Shipped> {
        let file =
            |budget: &Budget| Shipped { path: budget.file.replace('*', "01234567"), raw: 0, gzip };
        BUDGETS.iter().map(file).collect()
    }

    #[test]
    fn a_file_above_its_budget_is_named() {
        check(&shipped(1)).unwrap();
        let error = check(&shipped(60_000)).unwrap_err().to_string();
        assert!(error.contains("kaios3/kaipush-sw-01234567.js weighs 60000"), "{error}");
        assert!(!error.contains("kaios25/kaipush-sw-01234567.js"), "{error}");
    }

    #[test]
    fn a_budget_without_a_file_is_noticed() {
        assert!(check(&shipped(1)[1..]).unwrap_err().to_string().contains("only 3 ship"));
    }
}
