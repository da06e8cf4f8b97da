//! Whose rules the service follows.

use axum::http::{HeaderMap, StatusCode, header};

use crate::refusal::Refusal;
use crate::vapid::Scheme;

/// Whose rules the service follows.
///
/// KaiOS' own server is of the autopush family but older than the standards: it
/// takes only the first draft of payload encryption and of VAPID. A phone itself
/// can't show this, so the default is the strict one: what passes here passes both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Mode {
    /// KaiOS' push server: `aesgcm` and `Authorization: WebPush <JWT>` only,
    /// and data only for subscriptions made with a key.
    #[default]
    Kaios,
    /// Today's autopush: both encodings, both VAPID schemes, data without a key.
    Standard,
}

impl Mode {
    /// Refuses, by its headers alone, a push that this server would not take.
    ///
    /// The encoding goes first: with both wrong (what `web-push` sends by default)
    /// a KaiOS 2.5.1 phone's endpoint was seen to answer 401 errno 109
    /// (web-push-libs/web-push issue 603), while `aesgcm` with the `vapid` scheme
    /// got a bare 400 (web-push-libs/pywebpush issue 138).
    pub(crate) fn check_headers(self, headers: &HeaderMap) -> Result<(), Refusal> {
        if self == Mode::Standard {
            return Ok(());
        }
        let encoding = headers.get(header::CONTENT_ENCODING);
        if encoding.is_some_and(|value| value.as_bytes().eq_ignore_ascii_case(b"aes128gcm")) {
            return Err(Refusal::unauthorized(
                "KaiOS' push server does not take aes128gcm: encrypt with aesgcm \
                 (web-push: contentEncoding 'aesgcm', --encoding=aesgcm)",
            ));
        }
        if Scheme::of(headers) == Some(Scheme::Vapid) {
            return Err(Refusal::new(
                StatusCode::BAD_REQUEST,
                None,
                "KaiOS' push server does not take 'Authorization: vapid t=…, k=…': send \
                 'Authorization: WebPush <JWT>' and the key as p256ecdsa in Crypto-Key \
                 (web-push does so with contentEncoding 'aesgcm')",
            ));
        }
        Ok(())
    }

    /// Refuses data for a subscription made without `applicationServerKey`: without
    /// a key "only empty push notifications will be allowed" (kaios.dev, Push
    /// Notifications). The status is our choice: what autopush says to a push that
    /// lacks its VAPID.
    pub(crate) fn check_data(self, keyed: bool) -> Result<(), Refusal> {
        if self == Mode::Kaios && !keyed {
            return Err(Refusal::unauthorized(
                "this subscription has no applicationServerKey, so KaiOS' push server takes only \
                 pushes without a body: subscribe with a key to send data",
            ));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        let pair = |&(name, value)| {
            (axum::http::HeaderName::from_static(name), HeaderValue::from_static(value))
        };
        pairs.iter().map(pair).collect()
    }

    fn answer(pairs: &[(&'static str, &'static str)]) -> Option<(u16, Option<u16>)> {
        let refusal = Mode::Kaios.check_headers(&headers(pairs)).err()?;
        Some((refusal.status(), refusal.errno()))
    }

    const NEW: (&str, &str) = ("content-encoding", "aes128gcm");
    const OLD: (&str, &str) = ("content-encoding", "aesgcm");
    const VAPID: (&str, &str) = ("authorization", "vapid t=a.b.c, k=d");
    const WEBPUSH: (&str, &str) = ("authorization", "WebPush a.b.c");

    #[test]
    fn kaios_takes_the_first_drafts_only() {
        assert_eq!(answer(&[NEW, VAPID]), Some((401, Some(109))));
        assert_eq!(answer(&[NEW, WEBPUSH]), Some((401, Some(109))));
        assert_eq!(answer(&[OLD, VAPID]), Some((400, None)));
        assert_eq!(answer(&[VAPID]), Some((400, None)));
        assert_eq!(answer(&[OLD, WEBPUSH]), None);
        assert_eq!(answer(&[]), None);
    }

    #[test]
    fn standard_takes_all() {
        assert!(Mode::Standard.check_headers(&headers(&[NEW, VAPID])).is_ok());
        assert!(Mode::Standard.check_data(false).is_ok());
    }

    #[test]
    fn kaios_takes_data_only_for_a_key() {
        assert!(Mode::Kaios.check_data(true).is_ok());
        let refusal = Mode::Kaios.check_data(false).unwrap_err();
        assert_eq!((refusal.status(), refusal.errno()), (401, Some(109)));
    }
}
