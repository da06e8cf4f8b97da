//! Names that are not known, and which one may be meant.

/// The one of these names that this one is most likely to be: they differ in upper and lower case, or in
/// one place of a letter or two.
///
/// ```
/// use kaipush_model::meant;
/// assert_eq!(meant("reportto", &["worker", "reportTo"]), Some("reportTo"));
/// assert_eq!(meant("vapid", &["worker", "reportTo"]), None);
/// ```
pub fn meant<'a>(name: &str, known: &[&'a str]) -> Option<&'a str> {
    known.iter().copied().find(|known| {
        let equal = |(a, b): &(u8, u8)| a.eq_ignore_ascii_case(b);
        let head = name.bytes().zip(known.bytes()).take_while(equal).count();
        let (name, known) = (&name.as_bytes()[head..], &known.as_bytes()[head..]);
        let ends = name.iter().copied().rev().zip(known.iter().copied().rev());
        let tail = ends.take_while(equal).count();
        let other = name.len().max(known.len()) - tail;
        other <= 2 && other < head + tail
    })
}

#[cfg(test)]
mod tests {
    use super::meant;

    const KNOWN: [&str; 5] = ["worker", "key", "reportTo", "eventsTo", "log"];

    #[test]
    fn a_slip_is_seen_and_another_word_is_not() {
        for (name, expected) in [
            ("reportto", "reportTo"),
            ("report_to", "reportTo"),
            ("reportsTo", "reportTo"),
            ("reprotTo", "reportTo"),
            ("eventTo", "eventsTo"),
            ("wroker", "worker"),
            ("KEY", "key"),
            ("keys", "key"),
        ] {
            assert_eq!(meant(name, &KNOWN), Some(expected), "{name}");
        }
        for name in ["", "to", "vapidKey", "tag", "workerScript", "Ärger", "server"] {
            assert_eq!(meant(name, &KNOWN), None, "{name}");
        }
    }
}
