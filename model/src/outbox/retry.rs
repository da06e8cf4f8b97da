//! How long to wait before another try.

use super::DAY;

const FIRST: f64 = 1_000.0;
const LONGEST: f64 = 3_600_000.0;

/// Milliseconds until the next try after so many in vain: 1 s, doubled each time, an hour at most.
/// Half of it is left to chance (`random`, 0 to 1), so that the phones of a server that comes back do
/// not all come at once.
///
/// ```
/// use kaipush_model::outbox::backoff;
/// assert_eq!([backoff(1, 1.0), backoff(2, 1.0), backoff(3, 0.0)], [1000.0, 2000.0, 2000.0]);
/// ```
pub fn backoff(tries: u32, random: f64) -> f64 {
    let doubled = FIRST * f64::from(1_u32 << tries.saturating_sub(1).min(20));
    let wait = doubled.min(LONGEST);
    wait / 2.0 + wait / 2.0 * random
}

/// The header `Retry-After` (RFC 9110, section 10.2.3): milliseconds to wait, a day at most, and an hour
/// until a date: phones' clocks are set by hand. `None` for what is neither seconds nor a date.
///
/// ```
/// use kaipush_model::outbox::retry_after;
/// assert_eq!(retry_after("120", 0.0), Some(120_000.0));
/// assert_eq!(retry_after("Thu, 01 Jan 1970 00:01:00 GMT", 50_000.0), Some(10_000.0));
/// ```
pub fn retry_after(text: &str, now: f64) -> Option<f64> {
    let text = text.as_bytes().trim_ascii();
    let wait = match number(text) {
        Some(seconds) => seconds * 1000.0,
        None => (date(text)? - now).clamp(0.0, LONGEST),
    };
    Some(wait.min(DAY))
}

/// `Sun, 06 Nov 1994 08:49:37 GMT`, the one form that servers may send (RFC 9110, section 5.6.7). Each
/// part has its place; searching for them would bring kilobytes of `str` into the worker.
fn date(text: &[u8]) -> Option<f64> {
    const MONTHS: &[u8] = b"JanFebMarAprMayJunJulAugSepOctNovDec";
    let part = |from, to| text.get(from..to);
    let month = MONTHS.chunks(3).position(|known| part(8, 11) == Some(known))? as f64 + 1.0;
    if part(25, 29)? != b" GMT" || text.len() != 29 {
        return None;
    }
    let days = days(number(part(12, 16)?)?, month, number(part(5, 7)?)?);
    let hours = days * 24.0 + number(part(17, 19)?)?;
    let minutes = hours * 60.0 + number(part(20, 22)?)?;
    Some((minutes * 60.0 + number(part(23, 25)?)?) * 1000.0)
}

/// Days since 1970: years begin in March here, so that a leap day is a year's last
/// (Hinnant, "chrono-Compatible Low-Level Date Algorithms").
fn days(year: f64, month: f64, day: f64) -> f64 {
    let (year, month) = if month > 2.0 { (year, month - 3.0) } else { (year - 1.0, month + 9.0) };
    let before = (year / 4.0).floor() - (year / 100.0).floor() + (year / 400.0).floor();
    year * 365.0 + before + ((153.0 * month + 2.0) / 5.0).floor() + day - 1.0 - 719_468.0
}

/// Without `str::parse`, which costs the worker a kilobyte.
fn number(text: &[u8]) -> Option<f64> {
    let digits = !text.is_empty() && text.iter().all(u8::is_ascii_digit);
    digits.then(|| text.iter().fold(0.0, |n, digit| n * 10.0 + f64::from(digit - b'0')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_up_to_an_hour() {
        let waits: Vec<_> = [1, 4, 12, 13, 99].iter().map(|tries| backoff(*tries, 1.0)).collect();
        assert_eq!(waits, [1000.0, 8000.0, 2_048_000.0, 3_600_000.0, 3_600_000.0]);
        assert_eq!(backoff(1, 0.0), 500.0);
    }

    #[test]
    fn seconds_a_day_at_most_or_a_date_an_hour() {
        let at = 946_684_740_000.0; // Fri, 31 Dec 1999 23:59:00 GMT
        for (text, seconds) in [
            (" 120 ", Some(120.0)),
            ("0", Some(0.0)),
            ("99999999999999999999", Some(86_400.0)),
            ("Fri, 31 Dec 1999 23:59:59 GMT", Some(59.0)),
            ("Sat, 01 Jan 2000 00:00:10 GMT", Some(70.0)),
            ("Fri, 31 Dec 1999 23:00:00 GMT", Some(0.0)),
            ("Tue, 29 Feb 2000 00:00:00 GMT", Some(3_600.0)),
            ("", None),
            ("-1", None),
            ("soon", None),
            ("1.5", None),
            ("Fri, 31 Foo 1999 23:59:59 GMT", None),
            ("Fri, 31 Dec 1999 23:59:59", None),
            ("Fri, 31 Dec 1999 23:59:59 CET", None),
            ("Fri, 31 Dec 1999 23:59:59 GMT+1", None),
        ] {
            assert_eq!(retry_after(text, at), seconds.map(|s| s * 1000.0), "{text}");
        }
        assert_eq!(date(b"Tue, 29 Feb 2000 12:00:00 GMT"), Some(951_825_600_000.0));
        assert_eq!(date(b"Mon, 01 Mar 2027 00:00:00 GMT"), Some(1_803_859_200_000.0));
    }
}
