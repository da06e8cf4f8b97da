//! Whom a push is for.

use std::io::Read as _;
use std::path::Path;

use anyhow::{Context as _, Result, ensure};
use kaipush_sender::Subscription;
use serde_json::Value;

/// A subscription, and where it stands, to name it where it can't be sent to.
pub struct Recipient {
    pub subscription: Subscription,
    /// The file, and the number in its list.
    pub place: String,
}

/// Reads a file, or standard input where it is named `-`.
///
/// # Errors
/// When one of the subscriptions is none, with its number in the list.
pub fn read(file: &Path) -> Result<Vec<Recipient>> {
    let is_input = file == Path::new("-");
    let name = if is_input { "standard input".to_owned() } else { file.display().to_string() };
    let text = if is_input {
        let mut text = String::new();
        std::io::stdin().read_to_string(&mut text).map(|_| text)
    } else {
        std::fs::read_to_string(file)
    };
    let text = text.with_context(|| format!("cannot read {name}"))?;
    let found = all(&text).with_context(|| name.clone())?;
    let placed = |(number, subscription): (Option<usize>, _)| Recipient {
        subscription,
        place: number.map_or_else(|| name.clone(), |number| format!("{name}: number {number}")),
    };
    Ok(found.into_iter().map(placed).collect())
}

/// Each with its number, if they are a list.
fn all(text: &str) -> Result<Vec<(Option<usize>, Subscription)>> {
    // Editors write a mark at the beginning.
    let text = text.trim_start_matches('\u{feff}');
    let value: Value = serde_json::from_str(text).context("is no JSON")?;
    let Value::Array(listed) = value else {
        ensure!(!is_gone(&value), "the push service has called this subscription gone");
        return Ok(vec![(None, Subscription::try_from(&value)?)]);
    };
    // The reference server keeps what stands beside an endpoint that is gone, until the next is reported.
    let live = listed.iter().enumerate().filter(|(_, report)| !is_gone(report));
    let live = live.map(|(at, report)| {
        let number = at + 1;
        let read = Subscription::try_from(report).with_context(|| format!("number {number}"));
        read.map(|subscription| (Some(number), subscription))
    });
    let live = live.collect::<Result<Vec<_>>>()?;
    ensure!(!live.is_empty(), "there is no subscription in this list");
    Ok(live)
}

/// As the reference server marks it.
fn is_gone(report: &Value) -> bool {
    report["gone"] == true
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn subscription(end: &str) -> Value {
        let keys = kaipush_sender::KeyPair::generate().unwrap();
        json!({
            "endpoint": format!("https://push.kaiostech.com:8443/wpush/v2/{end}"),
            "keys": { "p256dh": keys.public(), "auth": "BTBZMqHH6r4Tts7J_aSIgg" }
        })
    }

    #[test]
    fn one_or_many_are_read_and_dead_ones_left_out() {
        let (one, two) = (subscription("one"), subscription("two"));
        assert_eq!(all(&format!("\u{feff}{one}")).unwrap().len(), 1);
        let report = json!({ "subscription": two, "encodings": ["aesgcm"], "vapid": "draft-01" });
        let list = json!([{ "subscription": two, "gone": true }, one, report]);
        let ends: Vec<_> = all(&list.to_string())
            .unwrap()
            .iter()
            .map(|(number, one)| (number.unwrap(), one.endpoint().path().to_owned()))
            .collect();
        assert_eq!(ends, [(2, "/wpush/v2/one".to_owned()), (3, "/wpush/v2/two".to_owned())]);
    }

    #[test]
    fn what_is_wrong_is_named() {
        let list = json!([subscription("one"), { "endpoint": "https://push.example" }]);
        for (text, says) in [
            ("{", "is no JSON"),
            ("[]", "there is no subscription in this list"),
            ("[{\"gone\": true}]", "there is no subscription in this list"),
            (&list.to_string(), "number 2: keys: "),
            ("3", "subscription: "),
            ("{\"gone\": true}", "gone"),
        ] {
            let error = format!("{:#}", all(text).unwrap_err());
            assert!(error.contains(says), "{text}: {error}");
        }
    }
}
