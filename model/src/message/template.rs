//! Texts with places for others.

/// Fills `{name}` with the value of that name. `{{` is a brace; a name that nobody knows stays as
/// it is. Values are put in as they are: a brace in them is a brace.
///
/// ```
/// use kaipush_model::message::fill;
/// let values = ["Ada".to_owned(), "3".to_owned()];
/// assert_eq!(fill("{title} ({count})", &["title", "count"], &values), "Ada (3)");
/// ```
pub fn fill(template: &str, names: &[&str], values: &[String]) -> String {
    let mut filled = String::new();
    let mut rest = template;
    // By bytes: Rust's own ways to split texts weigh most of a kilobyte in the worker's core.
    while let Some(at) = rest.bytes().position(|byte| byte == b'{') {
        filled.push_str(rest.get(..at).unwrap_or(""));
        rest = rest.get(at + 1..).unwrap_or("");
        let end = rest.bytes().position(|byte| byte == b'}').unwrap_or(0);
        let name = rest.get(..end).unwrap_or("");
        match names.iter().position(|known| *known == name).and_then(|known| values.get(known)) {
            Some(value) => {
                filled.push_str(value);
                rest = rest.get(end + 1..).unwrap_or("");
            }
            None => {
                filled.push('{');
                rest = rest.strip_prefix('{').unwrap_or(rest);
            }
        }
    }
    filled.push_str(rest);
    filled
}

/// A number in digits, without the kilobyte of Rust's own way.
pub fn digits(mut number: u32) -> String {
    let mut text = String::new();
    loop {
        text.insert(0, char::from(b'0' + (number % 10) as u8));
        number /= 10;
        if number == 0 {
            return text;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_filled_and_the_rest_stays() {
        let values = ["A".to_owned(), "{0}".to_owned()];
        for (template, filled) in [
            ("", ""),
            ("plain", "plain"),
            ("{0}", "A"),
            ("<{0}{1}>", "<A{0}>"),
            ("{{0}", "{0}"),
            ("{{{0}", "{A"),
            ("{{{{0}", "{{0}"),
            ("{2} {x} { {", "{2} {x} { {"),
            ("{0", "{0"),
        ] {
            assert_eq!(fill(template, &["0", "1"], &values), filled, "{template}");
        }
    }

    #[test]
    fn numbers_are_written_in_digits() {
        for number in [0, 7, 10, 4_294_967_295] {
            assert_eq!(digits(number), number.to_string());
        }
    }
}
