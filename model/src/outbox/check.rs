//! What an app's start has to mend.

use super::DAY;
use crate::subscription::Remembered;

/// A server may lose what it was told, and may have refused it for a reason that is gone; after so many days
/// it is told again.
pub const REFRESH: f64 = 7.0 * DAY;

/// What a start finds.
#[derive(Clone, PartialEq, Debug)]
pub struct Start<'a> {
    /// The endpoint of the browser's subscription.
    pub endpoint: Option<&'a str>,
    /// What an earlier start subscribed with.
    pub remembered: Option<&'a Remembered>,
    /// The key of the configuration.
    pub key: Option<&'a str>,
    /// Where the configuration wants subscriptions reported to.
    pub report_to: Option<&'a str>,
    /// Now.
    pub now: f64,
}

/// What is to be done.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Check {
    /// Nothing.
    Keep,
    /// The server is to be told of the subscription there is.
    Report,
    /// Subscribe again.
    Renew {
        /// The old subscription must go first, or the browser would give it back, or refuse.
        unsubscribe_first: bool,
    },
    /// The user has unsubscribed, and something came between.
    Leave,
}

impl Check {
    /// Compares. A subscription that kaipush knows nothing of is somebody else's until the user
    /// subscribes.
    pub fn of(start: &Start<'_>) -> Self {
        let Some(remembered) = start.remembered else { return Check::Keep };
        if remembered.leaving {
            return Check::Leave;
        }
        let Some(endpoint) = start.endpoint else {
            // KaiOS 3 drops subscriptions when it updates an app.
            return Check::Renew { unsubscribe_first: false };
        };
        if remembered.dead || remembered.key.as_deref() != start.key {
            return Check::Renew { unsubscribe_first: true };
        }
        if remembered.endpoint != endpoint {
            return Check::Report;
        }
        let Some(report_to) = start.report_to else { return Check::Keep };
        let is_there = |url: &Option<String>| url.as_deref() == Some(report_to);
        let answered = is_there(&remembered.reported_to) || is_there(&remembered.refused_by);
        let age = start.now - remembered.reported_at;
        // A report from the future: the clock was wrong, then or now.
        match answered && (-DAY..=REFRESH).contains(&age) {
            true => Check::Keep,
            false => Check::Report,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: f64 = 1_800_000_000_000.0;

    fn known() -> Remembered {
        Remembered::unreported("https://1", Some("K".into()), None).reported("/r", NOW)
    }

    fn check(remembered: &Remembered, change: impl FnOnce(&mut Start<'_>)) -> Check {
        let mut start = Start {
            endpoint: Some("https://1"),
            remembered: Some(remembered),
            key: Some("K"),
            report_to: Some("/r"),
            now: NOW,
        };
        change(&mut start);
        Check::of(&start)
    }

    #[test]
    fn what_is_as_it_was_is_kept() {
        assert_eq!(check(&known(), |_| ()), Check::Keep);
        assert_eq!(check(&known(), |start| start.now = NOW + REFRESH), Check::Keep);
        assert_eq!(check(&known(), |start| start.now = NOW + 6.9 * DAY), Check::Keep);
        assert_eq!(check(&known(), |start| start.report_to = None), Check::Keep);
        assert_eq!(check(&known().refused("/r", NOW), |_| ()), Check::Keep);
        assert_eq!(check(&known(), |start| start.remembered = None), Check::Keep);
    }

    #[test]
    fn the_server_is_told_what_it_does_not_know() {
        assert_eq!(check(&known(), |start| start.endpoint = Some("https://2")), Check::Report);
        assert_eq!(check(&known(), |start| start.now = NOW + REFRESH + 1.0), Check::Report);
        assert_eq!(check(&known(), |start| start.now = NOW + 7.1 * DAY), Check::Report);
        assert_eq!(check(&known(), |start| start.now = NOW - 2.0 * DAY), Check::Report);
        assert_eq!(check(&known(), |start| start.report_to = Some("/other")), Check::Report);
        let unreported = Remembered::unreported("https://1", Some("K".into()), None);
        assert_eq!(check(&unreported, |_| ()), Check::Report);
        assert_eq!(check(&unreported.clone().refused("/other", NOW), |_| ()), Check::Report);
        let refused = unreported.refused("/r", NOW);
        assert_eq!(check(&refused, |_| ()), Check::Keep);
        assert_eq!(check(&refused, |start| start.now = NOW + REFRESH + 1.0), Check::Report);
    }

    #[test]
    fn what_is_gone_is_renewed() {
        let renewed = |unsubscribe_first| Check::Renew { unsubscribe_first };
        assert_eq!(check(&known(), |start| start.endpoint = None), renewed(false));
        assert_eq!(check(&known(), |start| start.key = Some("L")), renewed(true));
        assert_eq!(check(&known(), |start| start.key = None), renewed(true));
        let dead = Remembered { dead: true, ..known() };
        assert_eq!(check(&dead, |_| ()), renewed(true));
        let leaving = Remembered { leaving: true, ..known() };
        assert_eq!(check(&leaving, |_| ()), Check::Leave);
    }
}
