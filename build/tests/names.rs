//! The names that versions of Firefox lack, and the simulator's tables of them.

#![allow(clippy::unwrap_used, reason = "what fails here fails the test")]

mod common;

use std::path::Path;

use common::tools;
use kaipush_build::levels;
use serde_json::Value;

fn table(firefox: u16) -> Value {
    serde_json::from_str(&levels::gone(tools(), firefox).unwrap()).unwrap()
}

fn has(list: &Value, name: &str) -> bool {
    let words = |value: &Value| value.as_str().unwrap_or_default().split(' ').any(|w| w == name);
    words(list) || list.as_array().is_some_and(|list| list.iter().any(words))
}

#[test]
fn committed_tables_are_what_the_data_says() {
    for firefox in levels::FIREFOXES {
        let file = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join(format!("../simulator/engines/firefox{firefox}.json"));
        let committed = std::fs::read_to_string(&file).unwrap_or_default();
        let same = committed == levels::gone(tools(), firefox).unwrap();
        assert!(same, "firefox{firefox}.json is of another day: run `cargo xtask engines`");
    }
}

#[test]
fn names_are_gone_by_their_own_dates() {
    let (old, middle, new) = (table(48), table(84), table(123));
    assert!(has(&old["globals"], "WebAssembly") && !has(&middle["globals"], "WebAssembly"));
    assert!(has(&middle["globals"], "structuredClone") && !has(&new["globals"], "structuredClone"));
    // A younger member of an older object, static or not.
    assert!(has(&middle["builtins"]["Array"], "at") && has(&old["builtins"]["Promise"], "finally"));
    assert!(has(&old["members"]["NodeList"], "forEach"));
    assert!(has(&middle["statics"]["Response"], "json"));
    assert!(!has(&old["members"]["Response"], "json"));
    // What goes with its object is not told twice.
    assert!(old["members"]["AbortController"].is_null());
    // A handler stands for its event, wherever it is.
    assert!(has(&old["handlers"], "onpointerdown") && !has(&old["handlers"], "onload"));
    // An old name of something newer has its own date.
    assert!(has(&old["globals"], "WebKitCSSMatrix") && !has(&middle["globals"], "WebKitCSSMatrix"));
}

#[test]
fn what_is_no_name_is_not_in_the_table() {
    let text = levels::gone(tools(), 48).unwrap();
    for remark in ["worker_support", "options_parameter", "@@replace", "EXT_", "\"constructor"] {
        assert!(!text.contains(remark), "{remark}");
    }
}

#[test]
fn kaios_has_some_things_early() {
    let old = table(48);
    assert!(old["members"]["NotificationEvent"].is_null());
    assert!(has(&old["members"]["Notification"], "silent"));
    assert!(!has(&old["members"]["Notification"], "actions"));
    assert!(!has(&table(84)["members"]["Notification"], "silent"));
}

#[test]
fn dates_are_asked_for_by_key() {
    let keys = ["javascript.operators.await", "javascript.statements.let#in workers"];
    let since = levels::since(tools(), &keys).unwrap();
    assert_eq!(since[keys[0]], Some(52));
    assert_eq!(since[keys[1]], Some(54));
    assert!(levels::since(tools(), &["javascript.nothing"]).is_err());
}
