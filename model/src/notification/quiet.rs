//! Hours in which nothing wakes the user.

/// From a time of the day to another, by the phone's own clock; over midnight where the second is the
/// earlier.
///
/// ```
/// use kaipush_model::notification::Quiet;
/// let night = Quiet::parse("22:00", "7:30").unwrap();
/// assert!(night.covers(23 * 60) && night.covers(0) && !night.covers(7 * 60 + 30));
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Quiet {
    from: u32,
    to: u32,
}

impl Quiet {
    /// Reads two times such as `22:00`; `None` for anything else.
    pub fn parse(from: &str, to: &str) -> Option<Self> {
        Some(Self { from: minute(from)?, to: minute(to)? })
    }

    /// Whether this minute of the day is one of them. Two times that are the same cover nothing.
    pub const fn covers(self, minute: u32) -> bool {
        let (begun, goes_on) = (minute >= self.from, minute < self.to);
        if self.from <= self.to { begun && goes_on } else { begun || goes_on }
    }
}

/// The minute of the day.
fn minute(text: &str) -> Option<u32> {
    let colon = text.bytes().position(|byte| byte == b':')?;
    let hours = number(text.get(..colon)?, 23)?;
    Some(hours * 60 + number(text.get(colon + 1..).filter(|text| text.len() == 2)?, 59)?)
}

/// One or two digits.
fn number(text: &str, most: u32) -> Option<u32> {
    let mut number = 0;
    for byte in text.bytes() {
        if !byte.is_ascii_digit() {
            return None;
        }
        number = number * 10 + u32::from(byte - b'0');
    }
    (matches!(text.len(), 1 | 2) && number <= most).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_day_and_over_midnight() {
        let covers = |from, to, times: &[&str]| {
            let quiet = Quiet::parse(from, to).unwrap();
            times.iter().map(|time| quiet.covers(minute(time).unwrap())).collect::<Vec<_>>()
        };
        assert_eq!(
            covers("13:00", "14:30", &["12:59", "13:00", "14:29", "14:30"]),
            [false, true, true, false]
        );
        assert_eq!(
            covers("22:00", "6:00", &["21:59", "22:00", "0:00", "5:59", "6:00"]),
            [false, true, true, true, false]
        );
        assert_eq!(covers("8:00", "8:00", &["7:59", "8:00", "8:01"]), [false; 3]);
    }

    #[test]
    fn only_times_are_times() {
        for wrong in [
            "", "22", "24:00", "7:60", "7:5", "7:005", "-1:00", "123:00", ":00", "7:", "7.30",
            "ab:cd",
        ] {
            assert_eq!(Quiet::parse(wrong, "7:00"), None, "{wrong}");
            assert_eq!(Quiet::parse("7:00", wrong), None, "{wrong}");
        }
    }
}
