//! Values in the place of a template's own.

/// A text of the template, and what stands in its place.
pub type Placed = (&'static str, String);

/// The text with all of them replaced, in one go: what was placed is never looked at again.
pub fn place(text: &str, all: &[Placed]) -> String {
    let mut done = String::with_capacity(text.len());
    let mut rest = text;
    loop {
        let found = all.iter().filter_map(|(old, new)| rest.find(old).map(|at| (at, old, new)));
        // Of two at one place the longer one.
        let Some((at, old, new)) = found.min_by_key(|(at, old, _)| (*at, usize::MAX - old.len()))
        else {
            return done + rest;
        };
        done.push_str(&rest[..at]);
        done.push_str(new);
        rest = &rest[at + old.len()..];
    }
}

#[cfg(test)]
mod tests {
    use super::place;

    #[test]
    fn what_was_placed_stays() {
        let all = [("a", "b".to_owned()), ("b", "a".to_owned()), ("ab", "-".to_owned())];
        assert_eq!(place("a b ab c", &all), "b a - c");
        assert_eq!(place("", &all), "");
    }
}
