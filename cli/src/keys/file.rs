//! A key pair as it is written to a file, and read again.

use std::path::Path;

use anyhow::{Context as _, Result, bail};
use kaipush_sender::Vapid;
use serde_json::{Value, json};

const PUBLIC: &str = "VAPID_PUBLIC";
const PRIVATE: &str = "VAPID_PRIVATE";

/// A pair as base64url. Whether it is one is for [`Keys::vapid`] to say.
#[derive(PartialEq, Eq)]
pub struct Keys {
    /// For the app.
    pub public: String,
    /// For the server alone.
    pub private: String,
    /// Where they are from, to name it where they are no pair.
    pub place: String,
}

impl Keys {
    /// What signs with them.
    ///
    /// # Errors
    /// Where they are no pair, with their place, or where the contact is none.
    pub fn vapid(&self, contact: &str) -> Result<Vapid> {
        Vapid::new(contact, &self.public, &self.private).map_err(|error| {
            let is_contact = error.field() == Some("subject");
            let error = anyhow::Error::from(error);
            if is_contact { error } else { error.context(self.place.clone()) }
        })
    }

    /// As npm's `web-push generate-vapid-keys --json` writes it.
    pub fn json(&self) -> String {
        json!({ "publicKey": self.public, "privateKey": self.private }).to_string()
    }

    /// As the reference server and `kaipush send` take it from their environment.
    pub fn lines(&self) -> String {
        format!("{PUBLIC}={}\n{PRIVATE}={}", self.public, self.private)
    }

    /// From a file in either form, or else from the environment.
    ///
    /// # Errors
    /// Where one of the two is in neither.
    pub fn find(file: Option<&Path>) -> Result<Self> {
        let Some(file) = file else {
            let place = format!("{PUBLIC} and {PRIVATE}");
            return Self::from(place, |name| std::env::var(name).ok()).with_context(|| {
                format!(
                    "there are no keys: name a file with `--keys FILE` (`kaipush keys > FILE` makes \
                     it), or set {PUBLIC} and {PRIVATE}"
                )
            });
        };
        let text = std::fs::read_to_string(file)
            .with_context(|| format!("cannot read {}", file.display()))?;
        let place = file.display().to_string();
        Self::read(place, &text).with_context(|| format!("{} has no keys", file.display()))
    }

    fn read(place: String, text: &str) -> Result<Self> {
        // Editors write it.
        let text = text.trim_start_matches('\u{feff}');
        if text.trim_start().starts_with('{') {
            let value: Value = serde_json::from_str(text).context("it is no JSON")?;
            let member = |name: &str| value[name].as_str().map(|text| text.trim().to_owned());
            let both = member("publicKey").zip(member("privateKey"));
            let both = both.map(|(public, private)| Self { public, private, place });
            return both.context("`publicKey` or `privateKey` is missing, or is no text");
        }
        // The last one holds, as in a shell: `kaipush keys >> FILE` puts a new pair behind the old one.
        Self::from(place, |name| text.lines().rev().find_map(|line| assigned(line, name)))
    }

    fn from(place: String, find: impl Fn(&str) -> Option<String>) -> Result<Self> {
        match (find(PUBLIC), find(PRIVATE)) {
            (Some(public), Some(private)) => Ok(Self { public, private, place }),
            (Some(_), None) => bail!("{PRIVATE} is missing"),
            (None, _) => bail!("{PUBLIC} is missing"),
        }
    }
}

/// What a line of a file for shells gives to this name.
fn assigned(line: &str, name: &str) -> Option<String> {
    let line = line.trim();
    let line = line.strip_prefix("export ").unwrap_or(line);
    let value = line.trim_start().strip_prefix(name)?.trim_start().strip_prefix('=')?;
    // What a shell takes for a comment.
    let value = value.split_once(" #").map_or(value, |(value, _)| value);
    Some(value.trim().trim_matches(['"', '\'']).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys() -> Keys {
        Keys { public: "B_-0".into(), private: "x=1".into(), place: String::new() }
    }

    #[test]
    fn what_is_written_is_read() {
        for text in [keys().json(), keys().lines()] {
            assert!(Keys::read(String::new(), &text).unwrap() == keys(), "{text}");
        }
    }

    #[test]
    fn files_for_shells_are_read() {
        let text =
            "\u{feff}# keys\r\nexport VAPID_PUBLIC =\"B_-0\"\r\n  VAPID_PRIVATE='x=1' # secret\r\n";
        assert!(Keys::read(String::new(), text).unwrap() == keys());
    }

    #[test]
    fn the_last_pair_of_a_file_holds_as_in_a_shell() {
        let text = format!("VAPID_PUBLIC=old\nVAPID_PRIVATE=old\n{}\n", keys().lines());
        assert!(Keys::read(String::new(), &text).unwrap() == keys());
    }

    #[test]
    fn what_is_missing_is_named() {
        for (text, says) in [
            ("", "VAPID_PUBLIC is missing"),
            ("VAPID_PUBLIC=B\nVAPID_PRIVATES=x", "VAPID_PRIVATE is missing"),
            ("{\"publicKey\": \"B\"}", "`privateKey` is missing"),
            ("{\"publicKey\"", "no JSON"),
        ] {
            let error = Keys::read(String::new(), text).err().unwrap();
            assert!(format!("{error:#}").contains(says), "{text}: {error:#}");
        }
    }
}
