//! Whether an address belongs to an origin.

use url::Url;

/// True when `address` is of `origin` (`http://127.0.0.1:8000`).
pub(crate) fn is_of(address: &str, origin: &str) -> bool {
    match (Url::parse(address), Url::parse(origin)) {
        (Ok(address), Ok(origin)) => address.origin() == origin.origin(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::is_of;

    #[test]
    fn a_longer_port_is_another_origin() {
        assert!(is_of("http://127.0.0.1:80/sw.js", "http://127.0.0.1"));
        assert!(is_of("http://127.0.0.1:81/", "http://127.0.0.1:81"));
        assert!(!is_of("http://127.0.0.1:8100/", "http://127.0.0.1:81"));
        assert!(!is_of("chrome://browser/x.js", "http://127.0.0.1:81"));
        assert!(!is_of("", "http://127.0.0.1:81"));
    }
}
