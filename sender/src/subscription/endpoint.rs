//! Where a push is posted.

use http::Uri;
use kaipush_model::subscription::PushHost;

use crate::Error;

const FIELD: &str = "endpoint";

/// An address that can be posted to, and its origin.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Endpoint {
    uri: Uri,
    audience: String,
}

impl Endpoint {
    pub(crate) fn parse(text: &str) -> Result<Self, Error> {
        let bad = |why: String| Error::subscription(FIELD, why);
        let uri: Uri =
            text.parse().map_err(|error| bad(format!("is no URL ({error}): {text:?}")))?;
        let authority = uri.authority().filter(|_| uri.scheme_str() == Some("https"));
        let Some(authority) = authority else {
            return Err(bad(format!("push services are https only: {text:?}")));
        };
        if authority.as_str().contains('@') || authority.host().is_empty() {
            return Err(bad(format!("has a user name, or no host: {text:?}")));
        }
        if !has_valid_port(authority) {
            return Err(bad(format!("has a port that is no number from 1 to 65535: {text:?}")));
        }
        let audience = audience(authority);
        Ok(Self { uri, audience })
    }

    pub(crate) fn uri(&self) -> &Uri {
        &self.uri
    }

    /// The `aud` of a VAPID token: the origin (RFC 8292 section 2), **with its port**, which other
    /// senders leave out; KaiOS' is 8443.
    pub(crate) fn audience(&self) -> &str {
        &self.audience
    }

    pub(crate) fn host(&self) -> PushHost {
        PushHost::of(&self.audience)
    }
}

/// `Uri` takes whatever digits there are for a port, and then has none: the audience would be that of
/// another server.
fn has_valid_port(authority: &http::uri::Authority) -> bool {
    let after_host =
        authority.as_str().rsplit_once(']').map_or(authority.as_str(), |(_, rest)| rest);
    match after_host.rsplit_once(':') {
        // An empty one is the scheme's own (RFC 3986 section 3.2.3).
        None | Some((_, "")) => true,
        Some(_) => authority.port_u16().is_some_and(|port| port > 0),
    }
}

/// An origin is in lower case, and without the port that its scheme has anyway (RFC 6454 section 6).
fn audience(authority: &http::uri::Authority) -> String {
    let host = authority.host().to_ascii_lowercase();
    match authority.port_u16() {
        None | Some(443) => format!("https://{host}"),
        Some(port) => format!("https://{host}:{port}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_audience_is_the_origin_with_its_port() {
        for (endpoint, audience) in [
            ("https://push.kaiostech.com:8443/wpush/v2/x", "https://push.kaiostech.com:8443"),
            ("https://Push.Example/x?y#z", "https://push.example"),
            ("https://push.example:443/x", "https://push.example"),
            ("https://push.example:/x", "https://push.example"),
            ("https://push.example:65535/x", "https://push.example:65535"),
            ("https://[::1]:4000/x", "https://[::1]:4000"),
            ("https://[::1]/x", "https://[::1]"),
        ] {
            assert_eq!(Endpoint::parse(endpoint).unwrap().audience(), audience);
        }
    }

    #[test]
    fn a_host_is_known_in_any_case() {
        let endpoint = Endpoint::parse("https://PUSH.KaiOSTech.com:8443/wpush/v2/x").unwrap();
        assert_eq!(endpoint.host(), PushHost::Kaios);
    }

    #[test]
    fn anything_else_is_named() {
        for endpoint in [
            "",
            "x",
            "/wpush/v2/x",
            "http://push.example/x",
            "https://a@b/x",
            "https://",
            "https://push.example:99999/x",
            "https://push.example:65536/x",
            "https://push.example:0/x",
            "https://push.example:abc/x",
            "https://push.example:84a3/x",
            "https://push.example:-1/x",
            "https://[::1]:99999/x",
        ] {
            let error = Endpoint::parse(endpoint).unwrap_err();
            assert_eq!(error.field(), Some("endpoint"), "{endpoint}: {error}");
        }
    }
}
