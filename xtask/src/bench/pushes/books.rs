//! The books: what was sent, and what became of it.

use std::collections::{HashMap, HashSet};

use anyhow::{Result, ensure};
use kaipush_browser::{Alert, Closed};
use serde_json::Value;

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
    /// The user has dismissed it.
    pub closed: bool,
    /// The keys of the reports that it was delivered.
    pub delivered: HashSet<String>,
    /// The keys of the reports that the user dismissed it.
    pub dismissed: HashSet<String>,
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

    /// Writes down what the app's server was told. It may forget older ones, the books don't.
    pub fn told(&mut self, events: &[Value]) {
        for event in events {
            let text = |name| event[name].as_str().unwrap_or_default();
            // The end of a fallback, which knows no id.
            let Some(message) = self.messages.get_mut(text("id")) else { continue };
            let kind = match text("type") {
                "delivered" => &mut message.delivered,
                _ => &mut message.dismissed,
            };
            kind.insert(text("key").to_owned());
        }
    }

    /// How many reports of these are still to come: that they were shown, that they were dismissed.
    pub fn untold(&self, ids: &[String]) -> usize {
        let known = ids.iter().filter_map(|id| self.messages.get(id));
        known.map(|one| usize::from(one.untold()) + usize::from(one.kept_back())).sum()
    }

    /// How many of these have not been shown yet.
    pub fn missing(&self, ids: &[String]) -> usize {
        ids.iter().filter(|id| self.messages.get(*id).is_none_or(|one| one.shown == 0)).count()
    }

    /// Prints the sums.
    pub fn print(&self) {
        let sum = |what: &dyn Fn(&Message) -> bool| self.sum(what);
        for (name, count) in [
            ("messages sent", sum(&|_| true)),
            ("of them sent twice", sum(&|one| one.sent > 1)),
            ("kills of the worker", self.kills),
            ("shown", sum(&|one| one.shown > 0)),
            ("killed before the worker's first line ran", sum(&|one| one.lost() && !one.ran)),
            ("killed between first line and notification", sum(&|one| one.lost() && one.ran)),
            ("lost without a kill", sum(&|one| one.shown == 0 && !one.killed)),
            ("doubled", sum(&|one| one.beside > 1)),
            ("replaced by itself without a kill", sum(&Message::repeated)),
            ("reported as delivered", sum(&|one| !one.delivered.is_empty())),
            ("dismissed", sum(&|one| one.closed)),
            ("reported as dismissed", sum(&|one| !one.dismissed.is_empty())),
            ("dismissed and not reported", sum(&Message::kept_back)),
            ("reported as dismissed, and not dismissed", sum(&Message::made_up)),
            (
                "killed after the notification, never reported",
                sum(&|one| one.untold() && one.killed),
            ),
            ("shown and not reported without a kill", sum(&|one| one.untold() && !one.killed)),
            ("reported and not shown", sum(&|one| !one.delivered.is_empty() && one.shown == 0)),
            ("reported twice", sum(&|one| one.delivered.len() > 1 || one.dismissed.len() > 1)),
        ] {
            println!("{name:<44} {count:>6}");
        }
    }

    /// What may not be, whatever is killed.
    ///
    /// # Errors
    /// Says what there was.
    pub fn check(&self) -> Result<()> {
        let lost = self.sum(&|one| one.shown == 0 && !one.killed);
        let untold = self.sum(&|one| one.untold() && !one.killed);
        let twice = self.sum(&|one| one.beside > 1 || one.repeated());
        // Nothing is killed while it is dismissed.
        let kept_back = self.sum(&Message::kept_back);
        let made_up = self.sum(&Message::made_up);
        ensure!(
            (lost, untold, twice, kept_back, made_up) == (0, 0, 0, 0, 0),
            "without a kill: {lost} lost, {untold} not reported; {twice} shown twice; {kept_back} dismissed and \
             not reported, {made_up} reported and not dismissed"
        );
        Ok(())
    }

    fn sum(&self, what: &dyn Fn(&Message) -> bool) -> usize {
        self.messages.values().filter(|message| what(message)).count()
    }
}

impl Message {
    fn lost(&self) -> bool {
        self.shown == 0 && self.killed
    }

    fn untold(&self) -> bool {
        self.shown > 0 && self.delivered.is_empty()
    }

    fn kept_back(&self) -> bool {
        self.closed && self.dismissed.is_empty()
    }

    fn made_up(&self) -> bool {
        !self.closed && !self.dismissed.is_empty()
    }

    /// The user has seen one, but heard two.
    fn repeated(&self) -> bool {
        self.shown > 1 && !self.killed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn books(message: Message) -> Books {
        Books { messages: HashMap::from([("m1".into(), message)]), kills: 0 }
    }

    #[test]
    fn what_may_not_be_is_said() {
        let told = || HashSet::from(["key".to_owned()]);
        let well = || Message { shown: 1, beside: 1, delivered: told(), ..Message::default() };
        books(well()).check().unwrap();
        for wrong in [
            Message { shown: 0, ..well() },
            Message { delivered: HashSet::new(), ..well() },
            Message { shown: 2, ..well() },
            Message { shown: 2, beside: 2, killed: true, ..well() },
            Message { closed: true, killed: true, ..well() },
            Message { dismissed: told(), killed: true, ..well() },
        ] {
            books(wrong).check().unwrap_err();
        }
        for right in [
            Message { shown: 0, killed: true, ..well() },
            Message { delivered: HashSet::new(), killed: true, ..well() },
            Message { shown: 2, killed: true, ..well() },
            Message { closed: true, dismissed: told(), ..well() },
        ] {
            books(right).check().unwrap();
        }
    }
}
