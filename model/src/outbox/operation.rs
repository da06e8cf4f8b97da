//! One thing that the app's server has to be told.

use crate::{Sink, Value, clock};

/// What the server is told.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// A subscription to send to.
    Subscription,
    /// An endpoint that is no more.
    Unsubscription,
    /// A value of the app's own, kept beside the subscription: topics, a user's id.
    App,
    /// What became of a push.
    Event,
    /// What a button of a notification posts.
    Answer,
}

/// Operations of one lane are sent one at a time; lanes don't wait for each other.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Lane {
    /// Subscriptions and unsubscriptions.
    Subscription,
    /// The app's values.
    App,
    /// Events.
    Event,
    /// What buttons post.
    Answer,
}

impl Kind {
    /// The name in storage and in JavaScript.
    pub const fn as_str(self) -> &'static str {
        match self {
            Kind::Subscription => "subscription",
            Kind::Unsubscription => "unsubscription",
            Kind::App => "app",
            Kind::Event => "event",
            Kind::Answer => "answer",
        }
    }

    fn parse(text: &str) -> Option<Self> {
        [Kind::Subscription, Kind::Unsubscription, Kind::App, Kind::Event, Kind::Answer]
            .into_iter()
            .find(|kind| kind.as_str() == text)
    }

    /// Where it waits.
    pub const fn lane(self) -> Lane {
        match self {
            Kind::Subscription | Kind::Unsubscription => Lane::Subscription,
            Kind::App => Lane::App,
            Kind::Event => Lane::Event,
            Kind::Answer => Lane::Answer,
        }
    }
}

/// One thing that the app's server has to be told. Times are milliseconds since 1970, 0 for none.
#[derive(Clone, PartialEq, Debug)]
pub struct Operation {
    /// Its name, unlike any other's.
    pub id: String,
    /// What it tells.
    pub kind: Kind,
    /// The value's name, of [`Kind::App`].
    pub name: String,
    /// The address of the server.
    pub to: String,
    /// Of subscriptions and unsubscriptions. The app's values are sent with the endpoint that holds
    /// when they are sent.
    pub endpoint: String,
    /// Of subscriptions: the endpoints that the server may still hold in its place. The first is
    /// the one that it confirmed last, if it ever confirmed one.
    pub olds: Vec<String>,
    /// JSON: the report without `old`, the value, the event, or the answer.
    pub body: String,
    /// How often it was sent in vain.
    pub tries: u32,
    /// How often that was for want of a good sign-in (401), or of an endpoint that the server knows (404,
    /// 410).
    pub denied: u32,
    /// The status it was given up with, for the app to be told; 0 while it waits.
    pub refused: u32,
    /// When it was made; orders the lane.
    pub made: f64,
    /// Nothing is sent before.
    pub due: f64,
    /// What the server itself has asked to wait for (`Retry-After`).
    pub held: f64,
    /// Until then somebody is sending it.
    pub lease: f64,
}

impl Operation {
    /// One that waits to be sent.
    pub fn new(kind: Kind, id: String, to: &str, now: f64) -> Self {
        Self {
            id,
            kind,
            name: String::new(),
            to: to.into(),
            endpoint: String::new(),
            olds: Vec::new(),
            body: String::new(),
            tries: 0,
            denied: 0,
            refused: 0,
            made: now,
            due: now,
            held: 0.0,
            lease: 0.0,
        }
    }

    /// Reads a record of the storage; `None` for what no kaipush has written.
    pub fn read<V: Value>(record: &V) -> Option<Self> {
        let text = |name| record.text(name).unwrap_or_default();
        let number = |name| record.number(name).unwrap_or_default();
        let olds = record.list("olds").unwrap_or_default();
        Some(Self {
            id: record.text("id")?,
            kind: Kind::parse(&record.text("kind")?)?,
            name: text("name"),
            to: record.text("to")?,
            endpoint: text("endpoint"),
            olds: olds.iter().filter_map(V::as_text).collect(),
            body: text("body"),
            tries: number("tries") as u32,
            denied: number("denied") as u32,
            refused: number("refused") as u32,
            made: number("made"),
            due: number("due"),
            held: number("held"),
            lease: number("lease"),
        })
    }

    /// Writes it for the storage.
    pub fn write<S: Sink>(&self, out: &S) {
        for (name, text) in [
            ("id", &self.id),
            ("name", &self.name),
            ("to", &self.to),
            ("endpoint", &self.endpoint),
            ("body", &self.body),
        ] {
            out.set_text(name, text);
        }
        out.set_text("kind", self.kind.as_str());
        out.set_texts("olds", &self.olds);
        for (name, number) in
            [("tries", self.tries), ("denied", self.denied), ("refused", self.refused)]
        {
            out.set_number(name, number);
        }
        for (name, time) in
            [("made", self.made), ("due", self.due), ("held", self.held), ("lease", self.lease)]
        {
            out.set_time(name, time);
        }
    }

    /// Whether it would be wrong before one that was made earlier: both tell of one endpoint, of what counts as
    /// the subscription, or are values of one name.
    pub(super) fn follows(&self, earlier: &Self) -> bool {
        let both_are = |kind| self.kind == kind && earlier.kind == kind;
        let same = match self.kind.lane() {
            Lane::Subscription => self.endpoint == earlier.endpoint || both_are(Kind::Subscription),
            Lane::App => self.name == earlier.name,
            Lane::Event | Lane::Answer => false,
        };
        same && self.made > earlier.made
    }

    /// Whether somebody is sending it.
    pub fn is_leased(&self, now: f64) -> bool {
        is_within(self.lease, now, LONGEST)
    }

    /// Whether a 401 counts as one of the five that [`outcome`](super::outcome()) allows. It does where requests are
    /// shaped; elsewhere not before so many milliseconds have passed, in which somebody may come who shapes them, and
    /// never where the clock was set in between.
    pub fn sign_in_counts(&self, is_shaped: bool, patience: f64, now: f64) -> bool {
        let known = clock::comparable(self.made / 1000.0, now / 1000.0);
        is_shaped || known && now > self.made + patience
    }

    /// Whether it may have reached the server.
    pub fn was_sent(&self) -> bool {
        self.tries > 0 || self.lease > 0.0
    }
}

/// Milliseconds that nobody takes an operation for: a request may take ten minutes, and a little more. What is
/// leased for longer was so before the clock was set back.
const LONGEST: f64 = 900_000.0;

/// Until when the server at this address wants to be left alone, as it has answered something; 0 if it
/// does not.
pub(super) fn held(all: &[Operation], to: &str, now: f64) -> f64 {
    let asked = all.iter().filter(|one| one.refused == 0 && one.to == to).map(|one| one.held);
    asked.filter(|held| is_ahead(*held, now)).fold(0.0, f64::max)
}

/// Whether a time is still to come. None of ours is further than a day ahead: then the clock was set
/// back since, as phones do that have lost their battery.
pub(super) fn is_ahead(time: f64, now: f64) -> bool {
    is_within(time, now, 2.0 * super::DAY)
}

/// Whether a time is still to come, in so many milliseconds at most.
fn is_within(time: f64, now: f64, most: f64) -> bool {
    time > now && time <= now + most
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::JsonSink;

    #[test]
    fn what_was_written_is_read_back() {
        let operation = Operation {
            name: "topics".into(),
            endpoint: "https://e".into(),
            olds: vec!["https://x".into(), "https://y".into()],
            body: "[1]".into(),
            tries: 3,
            denied: 1,
            refused: 400,
            due: 1_800_000_000_001.0,
            held: 5.0,
            lease: 7.0,
            ..Operation::new(Kind::App, "id".into(), "/report", 1_800_000_000_000.0)
        };
        let sink = JsonSink::empty();
        operation.write(&sink);
        let written = sink.finish();
        assert_eq!(Operation::read(&written), Some(operation));
        for field in ["id", "kind", "to"] {
            let mut broken = written.clone();
            broken[field] = serde_json::json!(7);
            assert_eq!(Operation::read(&broken), None, "{field}");
        }
    }

    #[test]
    fn who_signs_in_later_has_a_day_for_it() {
        use crate::outbox::DAY;
        let made = Operation::new(Kind::App, "id".into(), "/report", 1000.0);
        assert!(made.sign_in_counts(true, DAY, 1000.0));
        assert!(!made.sign_in_counts(false, DAY, 1000.0 + DAY));
        assert!(made.sign_in_counts(false, DAY, 1001.0 + DAY));
        // A worker that can't sign leaves it to the page.
        assert!(!made.sign_in_counts(false, f64::INFINITY, 1001.0 + DAY));
        // Made before the phone's clock was set.
        assert!(!made.sign_in_counts(false, DAY, 1_800_000_000_000.0));
    }

    #[test]
    fn nobody_has_it_for_longer_than_a_request_takes() {
        let new = Operation::new(Kind::Event, "e".into(), "/r", 0.0);
        let leased = |lease: f64| Operation { lease, ..new.clone() }.is_leased(1e12);
        assert!(leased(1e12 + 1.0) && leased(1e12 + 605_000.0));
        // The clock was ten hours ahead when that was taken.
        assert!(!leased(1e12) && !leased(1e12 + 36_025_000.0));
    }

    #[test]
    fn a_clock_that_was_set_back_holds_nothing_up() {
        assert!(is_ahead(1000.0, 999.0) && !is_ahead(1000.0, 1000.0));
        assert!(!is_ahead(1_800_000_000_000.0, 1000.0));
        let days = |count: f64| 1000.0 + count * crate::outbox::DAY;
        assert!(is_ahead(days(1.0), 1000.0) && is_ahead(days(2.0), 1000.0));
        assert!(!is_ahead(days(2.5), 1000.0));
    }
}
