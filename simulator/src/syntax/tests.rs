//! What is refused, and what is not.

use std::collections::BTreeMap;
use std::path::Path;

use kaipush_build::levels;
use kaipush_build::progress::Progress;
use kaipush_build::tools::{Needs, Tools};

use super::features::{ALL, Feature};
use super::{Kind, Reason, Refused, check};
use crate::engine::Engine;

/// A source for every feature: the name begins with the second text, `|` stands where it is found.
const SAMPLES: &[(&str, &str)] = &[
    ("an async function", "|async function f() {}"),
    ("an async function", "f(|async () => {})"),
    ("an async method", "({ |async f() {} })"),
    ("an async method", "class A { |async f() {} }"),
    ("an async generator", "|async function* f() {}"),
    ("`await` outside", "|await a;"),
    ("`await` outside", "f(() => 1); |for await (const a of b) {}"),
    ("`**`", "a |** b"),
    ("`**=`", "a |**= b"),
    ("a comma after", "f(a|,)"),
    ("a comma after", "new F(a, (b) /* , */ |,)"),
    ("a comma after", "function f(a, b = 1|,\n) {}"),
    ("a comma after", "(a|,) => a"),
    ("a pattern as", "function f(|...[a]) {}"),
    ("an unknown escape", "a`|\\u`"),
    ("`...` in an object's", "var { a, |...b } = c"),
    ("`...` in an object's", "({ a, |...b } = c)"),
    ("`...` in an object", "f({ |...b })"),
    ("`catch`", "try {} |catch {}"),
    ("`import()`", "|import('a')"),
    ("`import()` with", "import('a'|, {})"),
    ("`import source`", "|import source a from 'a'"),
    ("`import defer`", "|import defer * as a from 'a'"),
    ("`with`", "import a from 'a' with |{ type: 'json' }"),
    ("a string as", "export { a as |'a b' }; var a"),
    ("a `#!` line", "|#!/bin/node\n1"),
    ("a BigInt", "f(|1n)"),
    ("a class field", "class A { |a = 1 }"),
    ("a static class field", "class A { |static a = 1 }"),
    ("a private class field", "class A { |#a = 1 }"),
    ("a private method", "class A { |#a() {} }"),
    ("`#name in`", "class A { f() { return |#a in this } #a }"),
    ("a `static` block", "class A { |static {} }"),
    ("`_` in a number", "f(|1_0)"),
    ("`??`", "a |?? b"),
    ("`?.`", "a.b |?.c"),
    ("`?.`", "a|?.[0]"),
    ("`?.`", "a|?.()"),
    ("`&&=`", "a |&&= b"),
    ("`||=`", "a |||= b"),
    ("`??=`", "a |??= b"),
    ("`using`", "{ |using a = b; }"),
    ("`await using`", "async () => { |await using a = b; }"),
    ("a decorator", "|@a class A {}"),
    ("an `accessor`", "class A { |accessor a = 1 }"),
    ("`(?<=`", "f(|/(?<=a)b/)"),
    ("`(?<=`", "f(|/(?:(?<!a)b)*/)"),
    ("a named group", "f(|/(?<a>b)/)"),
    ("`\\p`", "f(|/\\p{L}/u)"),
    ("`\\p`", "f(|/[^\\p{L}]/u)"),
    ("two groups", "f(|/(?<a>b)|(?<a>c)/)"),
    ("`(?i:`", "f(|/(?i:a)/)"),
    ("the flag `s`", "f(|/a/s)"),
    ("the flag `d`", "f(|/a/d)"),
    ("the flag `v`", "f(|/a/v)"),
];

/// Fine on Firefox 48, though it looks like what is not.
const OLD: &str = "
    var [a, ...b] = c, { d, e: [f] } = g;
    class A extends B { constructor() { super(); } static f() {} get a() { return 1; } *g() {} }
    function f(a, b = 1, ...c) { 'use strict'; return new.target; }
    f(...a, b => b, [1, ], { a: 1, });
    for (const x of y) { let z = x; }
    var h = async => async, o = { async: 1, async() {}, await: 2, get: 3, [`a${b}`]: 4 };
    try { await(1); } catch (e) {}
    a ? .5 : b; a * b; /\\k/.test('a'); /(?:a)(?=b)(?!c)[\\u{61}]/u; 0b1; 0o7; `\\u0041`; /a/gimuy;
    var using = 1, accessor = 2; f(using);
    (a, b) => ({ a, b });
    label: for (;;) { break label; }
";

fn all(source: &str, engine: Engine, kind: Kind) -> Option<(u32, u32, String, Option<u16>)> {
    let refused = check("a.js", source, engine, kind).err()?;
    match refused.reason {
        Reason::TooNew { feature, since, .. } => {
            Some((refused.line, refused.column, feature.to_owned(), since))
        }
        Reason::Unreadable(message) => panic!("{source}: {message}"),
    }
}

#[test]
fn every_sample_is_refused_at_its_place() {
    for (name, marked) in SAMPLES {
        let at = marked.find('|').unwrap();
        let source = format!("{}{}", &marked[..at], &marked[at + 1..]);
        let place = super::refused::place(&source, at);
        // On one of the engines it is the first thing that is too new, in a script or in a module.
        let answers: Vec<_> = Engine::ALL
            .iter()
            .flat_map(|engine| [(*engine, Kind::PageScript), (*engine, Kind::Module)])
            .filter_map(|(engine, kind)| check("a.js", &source, engine, kind).err())
            .collect();
        let is_it = |answer: &Refused| {
            let feature = matches!(answer.reason,
                Reason::TooNew { feature, .. } if feature.starts_with(name));
            feature && (answer.line, answer.column) == place
        };
        assert!(answers.iter().any(is_it), "{source}: {answers:#?}");
    }
}

#[test]
fn every_feature_has_a_sample() {
    let elsewhere = ["a module", "`let` in a worker", "`import()` in a worker"];
    for feature in ALL.iter().filter(|feature| !elsewhere.contains(&feature.name)) {
        assert!(SAMPLES.iter().any(|(name, _)| feature.name.starts_with(name)), "{}", feature.name);
    }
}

#[test]
fn what_is_old_passes_everywhere() {
    for engine in Engine::ALL {
        assert_eq!(all(OLD, engine, Kind::PageScript), None, "{engine:?}");
    }
}

#[test]
fn every_engine_has_its_own_line() {
    let reads = |source: &str| {
        Engine::ALL.map(|engine| check("a.js", source, engine, Kind::PageScript).is_ok())
    };
    assert_eq!(reads("async () => { for await (const a of b); }"), [false, true, true]);
    assert_eq!(reads("a?.b ?? c"), [false, true, true]);
    assert_eq!(reads("class A { #a; f() { return #a in this } }"), [false, false, true]);
    assert_eq!(reads("class A { a = 1; static b; }"), [false, true, true]);
    assert_eq!(reads("/a/v"), [false, false, true]);
    assert_eq!(reads("{ using a = b; }"), [false, false, false]);
    assert_eq!(reads("import('a')"), [false, true, true]);
}

#[test]
fn the_first_is_told_whatever_is_inside_what() {
    let first = |source| all(source, Engine::Gecko48, Kind::PageScript).unwrap();
    assert_eq!(first("var a = 1;\nf(g(a ?? b), async () => {});").0, 2);
    assert_eq!(first("var a = 1;\nf(g(a ?? b), async () => {});").2, "`??`");
    assert_eq!(first("function f() { a ** b }\nasync () => 1").2, "`**`");
    assert_eq!(first("if (a) { b } else c?.d;\nasync () => 1").2, "`?.`");
}

#[test]
fn workers_and_modules_have_rules_of_their_own() {
    let worker = |source, engine| all(source, engine, Kind::Worker).map(|found| found.2);
    assert_eq!(worker("let a = 1;", Engine::Gecko48).unwrap(), "`let` in a worker");
    assert_eq!(worker("for (let a of b);", Engine::Gecko48).unwrap(), "`let` in a worker");
    assert_eq!(worker("const a = 1; var b;", Engine::Gecko48), None);
    assert_eq!(worker("let a = 1;", Engine::Gecko84), None);
    assert_eq!(worker("import('a')", Engine::Gecko84).unwrap(), "`import()` in a worker");
    assert_eq!(worker("import('a')", Engine::Gecko123), None);
    let module = |engine| all("import a from 'a';", engine, Kind::Module).map(|found| found.2);
    assert_eq!(module(Engine::Gecko48).unwrap(), "a module");
    assert_eq!(module(Engine::Gecko84), None);
}

#[test]
fn what_nobody_can_read_is_told_with_its_place() {
    let refused = check("js/app.js", "a;\n  var = 1;", Engine::Gecko123, Kind::PageScript);
    let refused = refused.unwrap_err();
    assert_eq!((refused.line, refused.column), (2, 7));
    assert!(matches!(&refused.reason, Reason::Unreadable(message) if !message.is_empty()));
    for (source, kind) in [
        ("import a from 'a'", Kind::PageScript),
        ("export default 1", Kind::Worker),
        ("/(/", Kind::PageScript),
        ("'", Kind::Module),
        ("f(", Kind::PageScript),
    ] {
        let refused = check("a.js", source, Engine::Gecko84, kind).unwrap_err();
        assert!(matches!(refused.reason, Reason::Unreadable(_)), "{source}");
    }
}

#[test]
fn columns_are_those_of_a_browser() {
    let found = all("'ä😀'; a ?? b", Engine::Gecko48, Kind::PageScript).unwrap();
    assert_eq!((found.0, found.1), (1, 10));
    let found = all("a\r\nb\u{2028}c ?? d", Engine::Gecko48, Kind::PageScript).unwrap();
    assert_eq!((found.0, found.1), (3, 3));
}

#[test]
fn a_refusal_is_a_script_of_its_own() {
    let refused = check("js/\"a\u{2028}.js", "a ?? b", Engine::Gecko48, Kind::PageScript);
    let script = refused.unwrap_err().script();
    let expected = "throw new SyntaxError(\"js/\\\"a\\u2028.js:1:3: `??`: \
        needs Firefox 72, this engine is of Firefox 48\");\n";
    assert_eq!(script, expected);
    assert_eq!(check("a.js", &script, Engine::Gecko48, Kind::Worker), Ok(()));
}

#[test]
fn versions_are_those_of_the_data() {
    let tools = Tools::locate_or_install(Needs::BUILD, &Progress::stderr()).unwrap();
    let with_key = |feature: &&Feature| !feature.key.is_empty();
    let keys: Vec<_> = ALL.iter().filter(with_key).map(|feature| feature.key).collect();
    let ours: BTreeMap<_, _> =
        ALL.iter().filter(with_key).map(|f| (f.key.to_owned(), f.since)).collect();
    assert_eq!(levels::since(&tools, &keys).unwrap(), ours);
}

#[test]
fn the_template_is_for_all_engines() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../app-template");
    let files: Vec<_> = ["", "js", "js/screens"]
        .iter()
        .flat_map(|below| std::fs::read_dir(folder.join(below)).unwrap())
        .map(|entry| entry.unwrap().path())
        .filter(|file| file.extension().is_some_and(|extension| extension == "js"))
        .collect();
    assert!(files.len() > 3);
    for file in files {
        let kind = if file.ends_with("sw.js") { Kind::Worker } else { Kind::PageScript };
        let source = std::fs::read_to_string(&file).unwrap();
        for engine in Engine::ALL {
            assert_eq!(check(&file.to_string_lossy(), &source, engine, kind), Ok(()));
        }
    }
}

/// Told, not judged: machines differ.
#[test]
fn speed() {
    let part = "function a(b,c){for(var d=0;d<b.length;d++){if(b[d]&&c(b[d],/x+y/g))return{e:[d,1e3],f:\"text\"}}return null}\n";
    let source = part.repeat(250_000 / part.len() + 1);
    let begun = std::time::Instant::now();
    check("a.js", &source, Engine::Gecko48, Kind::PageScript).unwrap();
    println!("{} kB took {:?}", source.len() / 1000, begun.elapsed());
}
