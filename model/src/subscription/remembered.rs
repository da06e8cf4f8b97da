//! What is kept between an app's starts.

/// What the page subscribed with last, and who knows of it; compared at every start.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Remembered {
    /// The endpoint.
    pub endpoint: String,
    /// The key it was subscribed with, as base64url; `None` without key.
    pub key: Option<String>,
    /// Where it was reported to, once the server has stored it.
    pub reported_to: Option<String>,
    /// The endpoint that the server may still hold in its place.
    pub replaces: Option<String>,
}

impl Remembered {
    /// A new subscription, of which the app's server knows nothing yet.
    pub fn unreported(endpoint: &str, key: Option<String>, before: Option<&Remembered>) -> Self {
        let known = before.and_then(|before| match before.reported_to {
            Some(_) => Some(&before.endpoint),
            None => before.replaces.as_ref(),
        });
        let replaces = known.filter(|known| *known != endpoint).cloned();
        Self { endpoint: endpoint.into(), key, reported_to: None, replaces }
    }

    /// The server at this address has stored it.
    #[must_use]
    pub fn reported(self, to: &str) -> Self {
        Self { reported_to: Some(to.into()), replaces: None, ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::Remembered;

    #[test]
    fn the_endpoint_that_the_server_holds_is_not_forgotten() {
        let first = Remembered::unreported("https://1", None, None);
        assert_eq!(first.replaces, None);
        let known = first.reported("/report");
        let second = Remembered::unreported("https://2", None, Some(&known));
        assert_eq!(second.replaces.as_deref(), Some("https://1"));
        // That report failed; the next subscription still replaces the first.
        let third = Remembered::unreported("https://3", None, Some(&second));
        assert_eq!(third.replaces.as_deref(), Some("https://1"));
        assert_eq!(third.reported("/report").replaces, None);
        // Reported again to another server, nothing is replaced.
        assert_eq!(Remembered::unreported("https://1", None, Some(&known)).replaces, None);
    }
}
