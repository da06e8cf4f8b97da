//! The check of APIs knows whose global scope a name is looked up in.

#![allow(clippy::unwrap_used, reason = "what fails here fails the test")]

mod common;

use std::fs;
use std::path::PathBuf;

use common::tools;
use kaipush_build::levels;

/// What Firefox 48 lacks in these scripts, by name.
fn lacking(pages: &[&str], workers: &[&str]) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    let files = |kind: &str, texts: &[&str]| -> Vec<PathBuf> {
        let write = |(number, text): (usize, &&str)| {
            let path = folder.path().join(format!("{kind}{number}.js"));
            fs::write(&path, text).unwrap();
            path
        };
        texts.iter().enumerate().map(write).collect()
    };
    let (pages, workers) = (files("page", pages), files("worker", workers));
    let problems = levels::apis(tools(), 48, &pages, &workers).unwrap();
    problems.into_iter().map(|one| one.text.split(':').next().unwrap().to_owned()).collect()
}

#[test]
fn what_hangs_on_the_window_is_seen_without_it() {
    let text = "requestIdleCallback(f); customElements.whenDefined(a); visualViewport.scale;
        queueMicrotask(f); structuredClone(a); window.queueMicrotask(f);";
    assert_eq!(
        lacking(&[text], &[]),
        [
            "requestIdleCallback",
            "customElements",
            "whenDefined",
            "visualViewport",
            "queueMicrotask",
            "structuredClone",
            "queueMicrotask"
        ]
    );
    assert_eq!(lacking(&["scrollY; matchMedia(a); speechSynthesisOf(a); name;"], &[]), [""; 0]);
}

#[test]
fn an_apps_own_globals_are_its_own() {
    let inside = "(function (customElements) { var navigation = customElements.a; navigation.b;
        try { c(); } catch (event) { d(event); } }());";
    assert_eq!(lacking(&[inside], &[]), [""; 0]);
    let use_them = "navigation.a(); cookieStore.b(); visualViewport(c);";
    let beside = "var navigation = a; self.cookieStore = b; function visualViewport() {}";
    assert_eq!(lacking(&[beside, use_them], &[]), [""; 0]);
    // A worker sees nothing of a page's.
    assert_eq!(lacking(&[beside], &[use_them]).len(), 3);
    assert_eq!(lacking(&["(function () { var navigation; }());", "navigation.a;"], &[]).len(), 1);
}

#[test]
fn a_constructor_may_be_newer_than_its_class() {
    let text =
        "new EventTarget(); class A extends EventTarget {} new Event(a); new AbortController();
        EventTarget.prototype.addEventListener.call(a); b instanceof EventTarget;";
    let mut found = lacking(&[text], &[]);
    found.sort();
    assert_eq!(found, ["AbortController", "new EventTarget", "new EventTarget"]);
    assert_eq!(lacking(&["function EventTarget() {} new EventTarget();"], &[]), [""; 0]);
}

#[test]
fn a_worker_lacks_what_only_pages_have() {
    let text =
        "document.title; window.a; localStorage.b; new XMLHttpRequest(); new EventSource(c);";
    assert_eq!(
        lacking(&[], &[text]),
        ["document", "window", "localStorage", "XMLHttpRequest", "EventSource"]
    );
    assert_eq!(lacking(&[text], &[]), [""; 0]);
    let own = "self.document; clients.claim(); registration.scope; caches.open(a); fetch(b);
        location.href; navigator.onLine; indexedDB.open(c); setTimeout(d, 1); new Notification(e);";
    assert_eq!(lacking(&[], &[own]), [""; 0]);
    // A script for both asks first.
    let asking = "var all = typeof window === 'object' ? window : self;";
    assert_eq!(lacking(&[], &[asking]), [""; 0]);
}
