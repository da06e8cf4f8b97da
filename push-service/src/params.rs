//! Headers of the form `name=value;name=value,name=value`: `Encryption`, `Crypto-Key`.

use std::fmt;

use axum::http::HeaderMap;

/// The parameters of an `Encryption` or `Crypto-Key` header: groups split by `,`,
/// pairs in them split by `;`.
///
/// Quotes and `=` padding are taken off while reading, because Firefox rejects a
/// padded value where autopush passes a clean one (Firefox's own PushCrypto).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Params(Vec<Vec<(String, String)>>);

impl Params {
    /// Reads a header, several of one name as one joined by `,`. `None` without the header.
    pub(crate) fn of(headers: &HeaderMap, name: &str) -> Option<Self> {
        let values: Vec<String> = headers
            .get_all(name)
            .iter()
            .map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned())
            .collect();
        (!values.is_empty()).then(|| Self::parse(&values.join(",")))
    }

    /// Reads a header's text. What is no `name=value` is left out.
    pub(crate) fn parse(text: &str) -> Self {
        let pair = |text: &str| {
            let (name, value) = text.split_once('=')?;
            let value = value.trim().trim_matches('"').trim_end_matches('=');
            Some((name.trim().to_ascii_lowercase(), value.to_owned()))
        };
        let group = |text: &str| text.split(';').filter_map(pair).collect();
        Self(text.split(',').map(group).collect())
    }

    /// The first value of that name.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        let mut pairs = self.0.iter().flatten();
        let (_, value) = pairs.find(|(known, _)| known == name)?;
        Some(value)
    }
}

impl fmt::Display for Params {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let pair = |(name, value): &(String, String)| format!("{name}={value}");
        let group = |pairs: &Vec<_>| pairs.iter().map(pair).collect::<Vec<_>>().join(";");
        let groups: Vec<String> = self.0.iter().map(group).filter(|g| !g.is_empty()).collect();
        f.write_str(&groups.join(","))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_and_padding_are_taken_off() {
        let params = Params::parse(r#"keyid="p256dh"; dh="BNcR-_8=="; p256ecdsa=BAbc="#);
        assert_eq!(params.get("dh"), Some("BNcR-_8"));
        assert_eq!(params.to_string(), "keyid=p256dh;dh=BNcR-_8;p256ecdsa=BAbc");
    }

    #[test]
    fn groups_are_kept() {
        let params = Params::parse("keyid=a;dh=one, p256ecdsa=two");
        assert_eq!(params.get("p256ecdsa"), Some("two"));
        assert_eq!(params.to_string(), "keyid=a;dh=one,p256ecdsa=two");
    }

    #[test]
    fn what_is_no_pair_is_left_out() {
        assert_eq!(Params::parse(" ,;; nonsense ,").to_string(), "");
        assert_eq!(Params::parse("salt").get("salt"), None);
        assert_eq!(Params::parse("salt=").get("salt"), Some(""));
    }

    #[test]
    fn headers_of_one_name_are_one() {
        let mut headers = HeaderMap::new();
        assert_eq!(Params::of(&headers, "crypto-key"), None);
        headers.append("crypto-key", "dh=one".parse().unwrap());
        headers.append("crypto-key", "p256ecdsa=two".parse().unwrap());
        let params = Params::of(&headers, "crypto-key").unwrap();
        assert_eq!(params.to_string(), "dh=one,p256ecdsa=two");
    }
}
