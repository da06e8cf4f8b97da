//! The documentation names every code and every warning, and says what the code says.

use std::path::Path;

use super::{Code, Note};

fn read(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(name);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The rows of the table under a heading, without its two first lines.
fn rows(heading: &str) -> Vec<String> {
    let text = read("docs/errors.md");
    let (_, part) = text.split_once(&format!("\n## {heading}\n")).expect("the heading");
    let table = part.lines().skip_while(|line| !line.starts_with('|'));
    table.take_while(|line| line.starts_with('|')).skip(2).map(str::to_owned).collect()
}

/// A doc comment as one line.
fn line(meaning: &str) -> &str {
    meaning.trim()
}

fn compare(heading: &str, expected: &[String]) {
    let rows = rows(heading);
    for row in expected {
        assert!(rows.contains(row), "docs/errors.md lacks this row under {heading}:\n{row}");
    }
    assert_eq!(rows, expected, "docs/errors.md has other rows under {heading}");
}

#[test]
fn every_error_stands_in_the_docs() {
    let row = |(code, meaning): (&Code, &&str)| {
        let retry = if code.retryable() { "yes" } else { "no" };
        format!("| `{}` | {} | {} | {retry} |", code.as_str(), line(meaning), code.advice())
    };
    let expected: Vec<_> = Code::ALL.iter().zip(Code::MEANINGS).map(row).collect();
    compare("Errors", &expected);
}

#[test]
fn every_warning_stands_in_the_docs() {
    let row = |(note, meaning): (&Note, &&str)| {
        format!("| `{}` | {} | {} |", note.as_str(), line(meaning), note.advice())
    };
    let expected: Vec<_> = Note::ALL.iter().zip(Note::MEANINGS).map(row).collect();
    compare("Warnings", &expected);
}

/// Who reads what happened wants to know what to do.
#[test]
fn no_advice_only_repeats_what_happened() {
    for (note, meaning) in Note::ALL.iter().zip(Note::MEANINGS) {
        assert_ne!(note.advice(), line(meaning), "{}", note.as_str());
    }
}

#[test]
fn the_types_for_javascript_name_them_all() {
    let types = read("npm/index.d.ts");
    let union = |name: &str| {
        let (_, rest) = types.split_once(&format!("export type {name} =")).expect("the type");
        let (members, _) = rest.split_once(';').expect("its end");
        members.split('"').skip(1).step_by(2).map(str::to_owned).collect::<Vec<_>>()
    };
    let codes: Vec<_> = Code::ALL.iter().map(|code| code.as_str()).collect();
    assert_eq!(union("ErrorCode"), codes);
    let notes: Vec<_> = Note::ALL.iter().map(|note| note.as_str()).collect();
    assert_eq!(union("WarningCode"), notes);
}

/// The page's loader has the texts of what goes wrong before there is a core.
#[test]
fn the_loader_says_what_the_code_says() {
    let loader = read("npm/page.js");
    for code in [Code::CoreFailed, Code::CoreLoading] {
        let said = ["\"", code.as_str(), "\", \"", code.advice()].concat();
        assert!(loader.contains(&said), "npm/page.js lacks {said}");
    }
}

/// What an app's tests have fail is as retryable as in a phone.
#[test]
fn the_stand_in_for_tests_knows_what_can_be_tried_again() {
    let stand_in = read("npm/testing/failure.js");
    let (_, rest) = stand_in.split_once("const RETRYABLE = [").expect("the list");
    let (list, _) = rest.split_once(']').expect("its end");
    let named: Vec<_> = list.split('"').skip(1).step_by(2).collect();
    let retryable = Code::ALL.iter().filter(|code| code.retryable()).map(|code| code.as_str());
    assert_eq!(named, retryable.collect::<Vec<_>>());
}

/// The scripts that lie in a folder itself.
fn scripts(folder: &str) -> Vec<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(folder);
    let names = std::fs::read_dir(path).expect("the folder").map(|entry| {
        let name = entry.expect("its entry").file_name();
        format!("{folder}/{}", name.to_string_lossy())
    });
    names.filter(|name| name.ends_with(".js")).collect()
}

/// The hand-written JavaScript warns under the same names.
#[test]
fn the_shims_warnings_are_among_them() {
    for file in ["sw", "npm"].into_iter().flat_map(scripts) {
        let text = read(&file);
        let calls = text.split("warn(\"").skip(1).filter_map(|rest| rest.split('"').next());
        // `tell("event", "warning", event)`
        let told = text.split("tell(\"").skip(1).filter_map(|rest| rest.split('"').nth(2));
        for name in calls
            .chain(told)
            .map(|name| name.trim_start_matches("kaipush: ").trim_end_matches(": "))
        {
            let is_known = Note::ALL.iter().any(|note| note.as_str() == name);
            assert!(is_known || name.is_empty(), "{file} warns of `{name}`");
        }
    }
}
