//! What a VAPID token claims: for whom, until when, who.

use serde_json::Value;

const A_DAY: u64 = 24 * 60 * 60;

/// Checks a VAPID token's claims (RFC 8292 section 2) against the endpoint's origin
/// and the time, in seconds since 1970. The error says which claim is wrong and how.
pub(crate) fn check(claims: &Value, origin: &str, now: u64) -> Result<(), String> {
    check_audience(&claims["aud"], origin)?;
    check_expiry(&claims["exp"], now)?;
    check_subject(&claims["sub"])
}

/// The whole origin counts, port included: a sender that leaves the port out fails
/// at KaiOS' server, which is at port 8443.
fn check_audience(aud: &Value, origin: &str) -> Result<(), String> {
    match aud.as_str() {
        Some(aud) if aud.strip_suffix('/').unwrap_or(aud) == origin => Ok(()),
        _ => Err(format!("aud is {aud} but the endpoint's origin is \"{origin}\"")),
    }
}

fn check_expiry(exp: &Value, now: u64) -> Result<(), String> {
    let Some(exp) = exp.as_u64() else {
        return Err(format!("exp is {exp}, no number of seconds since 1970"));
    };
    if exp <= now {
        return Err(format!("exp is past: the token ended {} s ago", now - exp));
    }
    if exp - now > A_DAY {
        return Err(format!("exp is {} s ahead, more than a day", exp - now));
    }
    Ok(())
}

fn check_subject(sub: &Value) -> Result<(), String> {
    let contact = sub.as_str().unwrap_or_default();
    let rest = ["mailto:", "https:"].iter().find_map(|scheme| contact.strip_prefix(scheme));
    match rest {
        Some(rest) if !rest.is_empty() => Ok(()),
        _ => Err(format!("sub is {sub}, no mailto: or https: contact")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    const ORIGIN: &str = "https://127.0.0.1:8443";

    fn error(claims: Value) -> String {
        check(&claims, ORIGIN, 1000).unwrap_err()
    }

    #[test]
    fn good_claims() {
        for (aud, exp, sub) in [
            (ORIGIN, 1001, "mailto:a@b.example"),
            ("https://127.0.0.1:8443/", 1000 + A_DAY, "https://b.example/"),
        ] {
            let claims = json!({ "aud": aud, "exp": exp, "sub": sub });
            assert_eq!(check(&claims, ORIGIN, 1000), Ok(()));
        }
    }

    #[test]
    fn audience_is_origin_with_port() {
        let aud = |aud| error(json!({ "aud": aud, "exp": 1001, "sub": "mailto:a" }));
        assert!(aud("https://127.0.0.1").contains("endpoint's origin is"));
        assert!(aud("http://127.0.0.1:8443").contains("aud is"));
        assert!(error(json!({ "exp": 1001 })).contains("aud is null"));
    }

    #[test]
    fn expiry_is_within_a_day() {
        let exp = |exp: Value| error(json!({ "aud": ORIGIN, "exp": exp, "sub": "mailto:a" }));
        assert!(exp(json!(1000)).contains("exp is past"));
        assert!(exp(json!(1001 + A_DAY)).contains("more than a day"));
        assert!(exp(json!("1001")).contains("no number"));
        assert!(exp(Value::Null).contains("no number"));
        assert!(exp(json!(u64::MAX)).contains("more than a day"));
    }

    #[test]
    fn subject_is_a_contact() {
        for sub in [json!(""), json!("a@b.example"), json!("mailto:"), Value::Null] {
            let claims = json!({ "aud": ORIGIN, "exp": 1001, "sub": sub });
            assert!(error(claims).contains("contact"));
        }
    }
}
