//! The books: what was sent, and what became of it.

use std::collections::HashMap;

use kaipush_browser::{Alert, Closed};

/// One message.
#[derive(Default)]
pub struct Message {
    /// How often it was sent.
    pub sent: usize,
    /// The app's worker has seen it: its first line has run.
    pub ran: bool,
    /// How many notifications it became.
    pub shown: usize,
    /// How many of them stood beside each other.
    pub beside: usize,
    /// The worker was killed while it was on its way.
    pub killed: bool,
}

/// All messages, by their id.
#[derive(Default)]
pub struct Books {
    messages: HashMap<String, Message>,
    /// How often the worker was killed.
    pub kills: usize,
}

impl Books {
    /// The message of this id.
    pub fn of(&mut self, id: &str) -> &mut Message {
        self.messages.entry(id.to_owned()).or_default()
    }

    /// Writes down what was shown. What was replaced stood beside nothing.
    pub fn count(&mut self, alerts: &[Alert]) {
        for message in self.messages.values_mut() {
            (message.shown, message.beside) = (0, 0);
        }
        for alert in alerts {
            let message = self.of(&alert.title);
            message.shown += 1;
            message.beside += usize::from(alert.closed != Some(Closed::Replaced));
        }
    }

    /// How many of these have not been shown yet.
    pub fn missing(&self, ids: &[String]) -> usize {
        ids.iter().filter(|id| self.messages.get(*id).is_none_or(|one| one.shown == 0)).count()
    }

    /// Prints the sums.
    pub fn print(&self) {
        let sum = |what: &dyn Fn(&Message) -> bool| {
            self.messages.values().filter(|message| what(message)).count()
        };
        for (name, count) in [
            ("messages sent", sum(&|_| true)),
            ("of them sent twice", sum(&|one| one.sent > 1)),
            ("kills of the worker", self.kills),
            ("shown", sum(&|one| one.shown > 0)),
            ("killed before the worker's first line ran", sum(&|one| one.lost() && !one.ran)),
            ("killed between first line and notification", sum(&|one| one.lost() && one.ran)),
            ("lost without a kill", sum(&|one| one.shown == 0 && !one.killed)),
            ("doubled", sum(&|one| one.beside > 1)),
        ] {
            println!("{name:<44} {count:>6}");
        }
    }
}

impl Message {
    fn lost(&self) -> bool {
        self.shown == 0 && self.killed
    }
}
