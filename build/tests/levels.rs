//! The level checks: each finds what it is there to find, and passes what is right.

#![allow(clippy::unwrap_used, reason = "what fails here fails the test")]

mod common;

use std::fs;

use common::{cores, file, tools};
use kaipush_build::levels::{self, Problem};
use kaipush_build::product;
use kaipush_build::progress::Progress;

/// Place and text of every problem, as far as a test cares.
fn found(problems: &[Problem]) -> Vec<String> {
    problems.iter().map(|one| format!("{}:{} {}", one.line, one.column, one.text)).collect()
}

fn syntax(ecma: u16, name: &str, text: &str) -> Vec<String> {
    let (_folder, files) = file(name, text);
    found(&levels::syntax(tools(), ecma, &files).unwrap())
}

fn apis(firefox: u16, text: &str) -> Vec<String> {
    let (_folder, files) = file("a.js", text);
    found(&levels::apis(tools(), firefox, &files, &[]).unwrap())
}

fn css(text: &str) -> Vec<String> {
    let (_folder, files) = file("a.css", text);
    found(&levels::css(tools(), 48, &files).unwrap())
}

#[test]
fn syntax_is_that_of_the_level() {
    assert_eq!(syntax(5, "a.js", "var a = 1;\nlet b = 2;").len(), 1);
    assert!(
        syntax(5, "a.js", "var a = 1;\nlet b = 2;")[0]
            .starts_with("2:5 Unexpected token: not in ES5, which a.js")
    );
    assert_eq!(syntax(2015, "a.js", "let b = (c) => `${c}`;"), [""; 0]);
    assert_eq!(syntax(2015, "a.js", "async function a() {}").len(), 1);
    assert_eq!(syntax(2020, "a.js", "a ??= 1").len(), 1);
    assert_eq!(syntax(2020, "a.js", "a?.b ?? c"), [""; 0]);
}

#[test]
fn a_module_may_export_and_no_more() {
    assert_eq!(syntax(5, "a.mjs", "export var a = 1;\nexport { a as b };"), [""; 0]);
    assert_eq!(syntax(5, "a.mjs", "export var a = () => 1;").len(), 1);
}

#[test]
fn newer_apis_are_named_with_their_version() {
    assert_eq!(
        apis(48, "var a;\na.b.finally(c);"),
        ["2:5 finally: needs Firefox 58, this has to run in Firefox 48"]
    );
    assert_eq!(
        apis(48, "Object.fromEntries([])"),
        ["1:8 Object.fromEntries: needs Firefox 63, this has to run in Firefox 48"]
    );
    assert_eq!(
        apis(48, "new AbortController()"),
        ["1:5 AbortController: needs Firefox 57, this has to run in Firefox 48"]
    );
    assert_eq!(apis(48, "new WebAssembly.Module(x)").len(), 2);
    assert_eq!(apis(84, "new WebAssembly.Module(x); new AbortController()"), [""; 0]);
    assert_eq!(
        apis(84, "structuredClone(x)"),
        ["1:1 structuredClone: needs Firefox 94, this has to run in Firefox 84"]
    );
}

#[test]
fn modules_are_read_and_what_cannot_be_is_a_problem() {
    let late = "needs Firefox 58, this has to run in Firefox 48";
    assert_eq!(
        apis(48, "import { a } from './a.js';\na.finally(c);"),
        [format!("2:3 finally: {late}")]
    );
    assert_eq!(apis(48, "#!/usr/bin/env node\na.finally(c);"), [format!("2:3 finally: {late}")]);
    assert_eq!(apis(48, "import a from './a.js';\nlet {"), ["2:6 Unexpected token"]);
    assert_eq!(apis(48, "var a;\nvar b c;"), ["2:7 Unexpected token"]);
}

#[test]
fn old_names_on_newer_things_are_seen() {
    assert_eq!(apis(48, "document.querySelectorAll('a').forEach(f)").len(), 1);
    assert_eq!(apis(48, "document.body.append(a)").len(), 1);
    assert_eq!(apis(48, "[].forEach(f); new FormData().append(a, b)"), [""; 0]);
}

#[test]
fn an_apps_own_names_are_its_own() {
    assert_eq!(apis(48, "var entry = { flat: 1 }; use(entry.flat, entry.at)"), [""; 0]);
    assert_eq!(apis(48, "list.flat()").len(), 1);
    // kaipush's errors have one.
    assert_eq!(
        apis(48, "push.state().then(show, ({ code, cause }) => log(code, cause));"),
        [""; 0]
    );
}

/// The reason of an exception has to hold where it is used.
#[test]
fn an_exception_needs_its_guard() {
    let guarded =
        "var f = typeof FinalizationRegistry === 'undefined' ? null : new FinalizationRegistry(g);";
    assert_eq!(apis(48, guarded), [""; 0]);
    assert_eq!(apis(48, "new FinalizationRegistry(g)").len(), 1);
}

#[test]
fn newer_css_is_named_with_its_version() {
    assert_eq!(
        css("a {\n  display: grid;\n}"),
        ["2:12 display: grid: needs Firefox 52, this has to run in Firefox 48"]
    );
    assert_eq!(css("a:focus-visible { inset: 0; width: min(1px, 2px) }").len(), 3);
    assert_eq!(css("a { colour: red }").len(), 1);
    assert_eq!(css("@layer x { a { top: 0 } }").len(), 1);
    assert_eq!(
        css("a { gap: 0; aspect-ratio: 1 } a:is(b) { width: clamp(1px, 2px, 3px) }").len(),
        4
    );
    assert_eq!(
        css("a { display: flex; word-wrap: break-word; outline: none; width: calc(1px + 2vh) }"),
        [""; 0]
    );
}

#[test]
fn newer_forms_of_css_are_seen() {
    assert_eq!(
        css("a { color: #11223344 }"),
        ["1:12 #11223344: needs Firefox 49, this has to run in Firefox 48"]
    );
    for newer in [
        "a { background: url(a.png) #1234 }",
        "a { color: rgb(0 0 0 / 50%) }",
        "a { color: rgb(0, 0, 0, .5) }",
        "a { color: hsl(120deg 10% 10%) }",
        "a { color: revert }",
        "a { height: 1dvh }",
        "a { width: 1cqw }",
        "a { transition-timing-function: linear(0, 1) }",
        "a:not(b, c) { top: 0 }",
        "a:nth-child(1 of b) { top: 0 }",
        "a { &:hover { top: 0 } }",
        "@media (width >= 240px) { a { top: 0 } }",
        "@font-face { font-family: a; src: url(a.woff); font-display: swap }",
    ] {
        assert_eq!(css(newer).len(), 1, "{newer}");
    }
    for older in [
        "#abcd { color: #123456; background: #123 }",
        "a { color: rgb(0, 0, 0); background: rgba(0, 0, 0, .5); border-color: rgb(var(--rgb)) }",
        "a:not(b):nth-child(2n + 1) { color: inherit; height: 1vh }",
        "@media (min-width: 240px) { a { top: 0 } }",
        "@keyframes a { from { top: 0 } to { top: 1px } }",
        "@font-face { font-family: a; src: url(a.woff) format('woff') }",
    ] {
        assert_eq!(css(older), [""; 0], "{older}");
    }
}

#[test]
fn wasm_is_that_of_gecko_84() {
    assert_eq!(levels::wasm("core".as_ref(), &cores().wasm), []);
    // (module (func (result v128) (v128.const i64x2 0 0))): SIMD came with Firefox 89.
    let simd = [
        &b"\0asm\x01\0\0\0\x01\x05\x01\x60\0\x01\x7b\x03\x02\x01\0\x0a\x16\x01\x14\0\xfd\x0c"[..],
        &[0; 16],
        &b"\x0b"[..],
    ];
    let problems = levels::wasm("core.wasm".as_ref(), &simd.concat());
    assert_eq!(problems.len(), 1);
    assert!(problems[0].to_string().contains("SIMD"), "{}", problems[0]);
}

#[test]
fn a_whole_product_passes_and_a_spoiled_one_does_not() {
    let folder = tempfile::tempdir().unwrap();
    product::write(tools(), &common::product(), folder.path(), &Progress::stderr()).unwrap();
    levels::check_product(tools(), folder.path(), "echo", "echo-sw").unwrap();

    let page = folder.path().join("kaios25/echo.js");
    fs::write(&page, fs::read_to_string(&page).unwrap() + "\nconst late = Object.fromEntries([]);")
        .unwrap();
    let error =
        levels::check_product(tools(), folder.path(), "echo", "echo-sw").unwrap_err().to_string();
    for part in ["kaios25/echo.js:3:1", "not in ES5", "Object.fromEntries: needs Firefox 63"] {
        assert!(error.contains(part), "{error}");
    }
}

#[test]
fn an_app_is_checked_as_worker_and_page() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("page.js"), "let a = () => 1;").unwrap();
    fs::write(folder.path().join("sw.js"), "var a = 1;").unwrap();
    levels::check_app(tools(), folder.path()).unwrap();
    fs::write(folder.path().join("sw.js"), "let a = 1;").unwrap();
    let error = levels::check_app(tools(), folder.path()).unwrap_err().to_string();
    assert!(error.contains("sw.js:1:5"), "{error}");
}

#[test]
fn what_a_worker_imports_is_checked_as_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    fs::create_dir(folder.path().join("js")).unwrap();
    write(
        "sw.js",
        "importScripts('kaipush-sw.js', './js/one.js?v=2'); self.importScripts('https://a.example/b.js');",
    );
    write("js/one.js", "importScripts('/js/two.js', 'js/three.js');");
    write("js/two.js", "importScripts('/sw.js'); var a = 1;");
    write("js/three.js", "var b = a;");
    write("js/page.js", "let c = () => document.title;");
    levels::check_app(tools(), folder.path()).unwrap();

    write("js/two.js", "let a = 1;");
    write("js/three.js", "document.title;");
    let error = levels::check_app(tools(), &folder.path().join("js/..")).unwrap_err().to_string();
    for part in ["2 level problem(s)", "two.js:1:5", "three.js:1:1: document: only pages"] {
        assert!(error.contains(part), "{error}");
    }
}
