//! Whose push service an endpoint belongs to.

/// The operator of the push service; it decides what the server may send.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub enum PushHost {
    /// KaiOS Technologies (`push.kaiostech.com`).
    Kaios,
    /// JioPhone (`update.kai.jiophone.net`).
    Jio,
    /// Mozilla (`updates.push.services.mozilla.com`).
    Mozilla,
    /// Anybody else, a test's own push service included.
    Other,
}

impl PushHost {
    /// Reads it off the endpoint.
    ///
    /// ```
    /// use kaipush_model::subscription::PushHost;
    /// let endpoint = "https://push.kaiostech.com:8443/wpush/v2/abc";
    /// assert_eq!(PushHost::of(endpoint), PushHost::Kaios);
    /// ```
    pub fn of(endpoint: &str) -> Self {
        // Byte by byte: `str`'s searches cost the worker's core 3 kB.
        let text = endpoint.as_bytes();
        let scheme = text.windows(3).position(|window| window == b"://");
        let authority = scheme.and_then(|at| text.get(at + 3..)).unwrap_or_default();
        let ends = |byte: &u8| matches!(byte, b'/' | b':' | b'?' | b'#');
        let host = authority.split(ends).next().unwrap_or_default();
        let under = |domain: &str| {
            host.strip_suffix(domain.as_bytes())
                .is_some_and(|front| front.is_empty() || front.ends_with(b"."))
        };
        if under("kaiostech.com") {
            PushHost::Kaios
        } else if under("jiophone.net") {
            PushHost::Jio
        } else if under("mozilla.com") {
            PushHost::Mozilla
        } else {
            PushHost::Other
        }
    }

    /// The name used in reports.
    pub const fn as_str(self) -> &'static str {
        match self {
            PushHost::Kaios => "kaios",
            PushHost::Jio => "jio",
            PushHost::Mozilla => "mozilla",
            PushHost::Other => "other",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::PushHost;

    #[test]
    fn only_the_host_counts() {
        for (endpoint, host) in [
            ("https://update.kai.jiophone.net:8443/wpush/v1/x", PushHost::Jio),
            ("https://updates.push.services.mozilla.com/wpush/v2/x", PushHost::Mozilla),
            ("https://127.0.0.1:4000/wpush/v2/push.kaiostech.com", PushHost::Other),
            ("https://evilkaiostech.com/x", PushHost::Other),
            ("rubbish", PushHost::Other),
        ] {
            assert_eq!(PushHost::of(endpoint), host, "{endpoint}");
        }
    }
}
