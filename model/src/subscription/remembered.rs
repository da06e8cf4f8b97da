//! What is kept between an app's starts.

/// What the page subscribed with last, and who knows of it; compared at every start.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Remembered {
    /// The endpoint; empty while a first subscription is being made.
    pub endpoint: String,
    /// The key it was subscribed with, as base64url; `None` without key.
    pub key: Option<String>,
    /// Where it was reported to, once the server has stored it.
    pub reported_to: Option<String>,
    /// When it did, or refused it, in milliseconds since 1970.
    pub reported_at: f64,
    /// Where the report was refused for good.
    pub refused_by: Option<String>,
    /// The endpoint that the server stored last: an older one, which it may still hold in this one's
    /// place, or this one, of which it has said since that it does not know it.
    pub replaces: Option<String>,
    /// The server says that nothing can be sent to it any more.
    pub dead: bool,
    /// The user has unsubscribed; it is not done yet.
    pub leaving: bool,
}

/// Whether the app's server knows the subscription.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Reported {
    /// It has stored it.
    Yes,
    /// The report waits in the outbox, which tries again by itself.
    Pending,
    /// It does not want it; pushes can't arrive. Subscribing again tries again.
    Refused,
    /// The app has named no server: nobody knows it.
    NoServer,
}

impl Reported {
    /// The name in JavaScript; none where there is no server.
    pub const fn as_str(self) -> Option<&'static str> {
        match self {
            Reported::Yes => Some("yes"),
            Reported::Pending => Some("pending"),
            Reported::Refused => Some("refused"),
            Reported::NoServer => None,
        }
    }
}

/// What a renewal comes upon when it is done.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Renewal {
    /// The user has unsubscribed meanwhile: it has to go.
    Left,
    /// It is known: another page, or the worker, was quicker, and has told the server of it.
    Known,
    /// It takes the place of the one that was lost.
    New,
}

impl Remembered {
    /// A new subscription, of which the app's server knows nothing yet.
    pub fn unreported(endpoint: &str, key: Option<String>, before: Option<&Remembered>) -> Self {
        let known = before.and_then(|before| match before.reported_to {
            Some(_) => Some(&before.endpoint),
            None => before.replaces.as_ref(),
        });
        Self { endpoint: endpoint.into(), key, replaces: known.cloned(), ..Self::default() }
    }

    /// A subscription is about to be made, and the one with the endpoint `instead_of`, if any, to be ended for it.
    /// Where nobody remembers what the server holds, as after the storage was cleared, it may hold that one; a
    /// server that does not has nothing to forget.
    pub fn begun(key: Option<String>, instead_of: Option<&str>, before: Option<Self>) -> Self {
        match before {
            // It may only not have been readable.
            Some(known) if !known.leaving => known,
            before => {
                let new = Self::unreported("", key, before.as_ref());
                let replaces = new.replaces.or_else(|| instead_of.map(str::to_owned));
                Self { replaces, ..new }
            }
        }
    }

    /// Subscribed with this key just now. What is only told once more the server may know meanwhile.
    pub fn subscribed(endpoint: &str, key: Option<&str>, before: Option<Self>) -> Self {
        match before {
            Some(same)
                if same.endpoint == endpoint
                    && same.key.as_deref() == key
                    && same.reported_to.is_some() =>
            {
                Self { refused_by: None, dead: false, leaving: false, ..same }
            }
            other => Self::unreported(endpoint, key.map(str::to_owned), other.as_ref()),
        }
    }

    /// Subscribed again without anybody's wish, and what that comes upon.
    pub fn renewed(
        endpoint: &str,
        key: Option<&str>,
        before: Option<Self>,
    ) -> (Option<Self>, Renewal) {
        match before {
            Some(known) if !known.leaving => {
                if known.endpoint == endpoint && !known.dead {
                    return (Some(known), Renewal::Known);
                }
                let new = Self::unreported(endpoint, key.map(str::to_owned), Some(&known));
                (Some(new), Renewal::New)
            }
            left => (left, Renewal::Left),
        }
    }

    /// A start finds this endpoint, and tells the server of it. What was remembered may not have been readable
    /// when that was decided, so nothing else of it changes: neither the key, which only subscribing tells, nor
    /// that the user has unsubscribed. Out of nothing comes nothing.
    pub fn found(endpoint: &str, before: Option<Self>) -> Option<Self> {
        let before = before?;
        Some(if before.leaving {
            before
        } else if before.endpoint == endpoint {
            Self { refused_by: None, ..before }
        } else {
            Self::unreported(endpoint, before.key.clone(), Some(&before))
        })
    }

    /// The server at this address has stored it.
    #[must_use]
    pub fn reported(mut self, to: &str, at: f64) -> Self {
        self.reported_to = Some(to.into());
        self.reported_at = at;
        self.refused_by = None;
        self.replaces = None;
        self
    }

    /// The server knows nothing of it, or nothing any more. What stood beside it there may still go with
    /// the next one. One that calls it dead has known it, though its answer to the report may not have come.
    #[must_use]
    pub fn forgotten(mut self) -> Self {
        if self.reported_to.take().is_some() || self.dead {
            self.replaces = Some(self.endpoint.clone());
        }
        self
    }

    /// The server at this address does not want it. What it held before, it still holds.
    #[must_use]
    pub fn refused(mut self, by: &str, at: f64) -> Self {
        self.refused_by = Some(by.into());
        self.reported_at = at;
        self
    }

    /// A server has stored this endpoint. If another has taken its place meanwhile, that one replaces
    /// it.
    #[must_use]
    pub fn confirmed(mut self, endpoint: &str, to: &str, at: f64) -> Self {
        if self.endpoint == endpoint {
            return self.reported(to, at);
        }
        self.replaces = Some(endpoint.into());
        self
    }

    /// Whether the server at this address knows it.
    pub fn reported_as(&self, report_to: Option<&str>) -> Reported {
        match report_to {
            None => Reported::NoServer,
            _ if self.refused_by.as_deref() == report_to => Reported::Refused,
            _ if self.reported_to.as_deref() != report_to => Reported::Pending,
            _ => Reported::Yes,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Remembered, Renewal};

    #[test]
    fn what_a_start_could_not_read_is_not_made_up() {
        let known = Remembered::unreported("https://1", Some("K".into()), None).reported("/r", 1.0);
        let leaving = Remembered { leaving: true, ..known.clone() };
        for before in [known.clone(), leaving.clone()] {
            assert_eq!(Remembered::found("https://1", Some(before.clone())), Some(before));
        }
        let refused = known.clone().refused("/r", 1.0);
        assert_eq!(Remembered::found("https://1", Some(refused)), Some(known.clone()));
        let another = Remembered::found("https://2", Some(known.clone())).unwrap();
        assert_eq!(
            (another.key.as_deref(), another.replaces.as_deref()),
            (Some("K"), Some("https://1"))
        );
        assert_eq!(Remembered::found("https://2", Some(leaving.clone())), Some(leaving.clone()));
        assert_eq!(Remembered::found("https://1", None), None);
        // Whoever subscribes knows the key, and stays.
        let again = |key| Remembered::subscribed("https://1", Some(key), Some(leaving.clone()));
        assert_eq!(again("K"), known);
        assert_eq!((again("L").leaving, again("L").reported_to), (false, None));
    }

    #[test]
    fn what_is_ended_for_a_new_one_may_be_what_the_server_holds() {
        let begun = |before| Remembered::begun(None, Some("https://1"), before);
        let nothing_known = begun(None);
        assert_eq!(
            (nothing_known.endpoint.as_str(), nothing_known.replaces.as_deref()),
            ("", Some("https://1"))
        );
        // Nor is it lost where the page dies then, or the first try fails.
        assert_eq!(begun(Some(nothing_known.clone())), nothing_known);
        let ended = Remembered::subscribed("https://2", Some("K"), Some(nothing_known.clone()));
        assert_eq!(ended.replaces.as_deref(), Some("https://1"));
        let (renewed, _) = Remembered::renewed("https://2", Some("K"), Some(nothing_known));
        assert_eq!(renewed, Some(ended));
        // Of what is remembered, more is known.
        let known = Remembered::unreported("https://0", Some("K".into()), None).reported("/r", 1.0);
        assert_eq!(begun(Some(known.clone())), known);
        let leaving = Remembered { leaving: true, ..known };
        assert_eq!(begun(Some(leaving)).replaces.as_deref(), Some("https://0"));
        let nowhere = Remembered { leaving: true, ..Remembered::default() };
        assert_eq!(begun(Some(nowhere)).replaces.as_deref(), Some("https://1"));
        // A first one ends none.
        assert_eq!(Remembered::begun(Some("K".into()), None, None).replaces, None);
    }

    #[test]
    fn who_has_unsubscribed_is_not_subscribed_again() {
        let known = Remembered::unreported("https://1", Some("K".into()), None).reported("/r", 1.0);
        let leaving = Remembered { leaving: true, ..known.clone() };
        let renewed = |before| Remembered::renewed("https://2", Some("K"), before);
        assert_eq!(renewed(None), (None, Renewal::Left));
        assert_eq!(renewed(Some(leaving.clone())), (Some(leaving), Renewal::Left));
        let (again, came_upon) = renewed(Some(known));
        let again = again.unwrap();
        assert_eq!(
            (again.endpoint.as_str(), again.replaces.as_deref()),
            ("https://2", Some("https://1"))
        );
        assert_eq!(came_upon, Renewal::New);
        // Whoever comes second has nothing to tell.
        let reported = again.reported("/r", 2.0);
        assert_eq!(renewed(Some(reported.clone())), (Some(reported), Renewal::Known));
    }

    #[test]
    fn the_endpoint_that_the_server_holds_is_not_forgotten() {
        let first = Remembered::unreported("https://1", None, None);
        assert_eq!((&first.replaces, &first.reported_to), (&None, &None));
        let known = first.reported("/report", 1.0);
        assert_eq!(known.reported_to.as_deref(), Some("/report"));
        let second = Remembered::unreported("https://2", None, Some(&known));
        assert_eq!(second.replaces.as_deref(), Some("https://1"));
        // That report failed; the next subscription still replaces the first.
        let third =
            Remembered::unreported("https://3", None, Some(&second.refused("/report", 2.0)));
        assert_eq!(third.replaces.as_deref(), Some("https://1"));
        assert_eq!(third.reported("/report", 2.0).replaces, None);
        // A report of an older one came through late.
        let second = Remembered::unreported("https://2", None, Some(&known));
        let late = second.confirmed("https://0", "/report", 3.0);
        assert_eq!((late.replaces.as_deref(), &late.reported_to), (Some("https://0"), &None));
        let told = late.confirmed("https://2", "/report", 3.0);
        assert_eq!(told.reported_to.as_deref(), Some("/report"));
        // The server has lost it, is told again, and has called it dead: the next one replaces it.
        let lost = known.forgotten();
        let again = Remembered::unreported("https://1", None, Some(&lost)).forgotten();
        assert_eq!((&again.reported_to, again.replaces.as_deref()), (&None, Some("https://1")));
        let next = Remembered::unreported("https://2", None, Some(&again));
        assert_eq!(next.replaces.as_deref(), Some("https://1"));
        // It has stored the next one, its answer was lost, and it calls that one dead: it knows it.
        let dead = Remembered { dead: true, ..next }.forgotten();
        assert_eq!(dead.replaces.as_deref(), Some("https://2"));
    }
}
