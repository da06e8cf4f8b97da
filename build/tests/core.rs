//! Both cores of the fixture crate, in today's node and in the one of 2016.

#![allow(clippy::unwrap_used, reason = "what fails here fails the test")]

mod common;

use std::path::Path;

use common::{cores, run, tools};
use kaipush_build::core::Core;
use kaipush_build::progress::Progress;

/// Calls everything the fixture has; both cores must say the same.
const USE: &str = r#"
var out = [];
out.push(core.product(4000000000, 4000000000), Array.from(core.next(new Uint8Array([1, 255]))));
out.push(core.echo("héllo ✓"));
var count = core.counter();
out.push([count(), count()]);
try { core.tell({ tell: function (text) { throw new Error(text); } }, "thrown"); } catch (error) { out.push(error.message); }
try { core.trap(); } catch (error) { out.push(error.name); }
console.log(JSON.stringify(out));
"#;

const SAID: &str = r#"["16000000000000000000",[2,0],"héllo ✓",[1,2],"thrown","RuntimeError"]"#;

/// Rust's `as`: out of range is the nearest there is, not-a-number is 0. A lowering made for C says
/// otherwise.
const INTEGERS: &str = r#"
console.log([1e300, -1e300, NaN, Infinity, -2.9, 2147483648, 4294967295, 9e18].map(core.integers).join("\n"));
"#;

fn integers() -> String {
    let lines = [1e300, -1e300, f64::NAN, f64::INFINITY, -2.9, 2147483648.0, 4294967295.0, 9e18]
        .map(|number: f64| {
            let small = number as f32;
            format!(
                "{} {} {} {} {} {} {} {}",
                number as i32,
                number as u32,
                number as i64,
                number as u64,
                small as i32,
                small as u32,
                small as i64,
                small as u64,
            )
        });
    lines.join("\n")
}

#[test]
fn floats_become_the_integers_rust_means() {
    assert_eq!(wasm(INTEGERS), integers());
    assert_eq!(js(Path::new("node"), INTEGERS), integers());
    assert_eq!(js(&tools().node6().unwrap(), INTEGERS), integers());
}

/// 400 kB there and back: memory has to grow several times. ASCII goes the short way, the rest through
/// the encoder; the counter lives in the old memory and has to survive.
const GROW: &str = r#"
var count = core.counter();
count();
var same = ["abcd", "äbcd"].map(function (piece) {
  var long = new Array(100001).join(piece);
  return core.echo(long) === long;
});
console.log(JSON.stringify([same, count()]));
"#;

fn wasm(code: &str) -> String {
    run(Path::new("node"), &format!("{}\nvar core = kaipushWasmCore();", cores().wasm_script), code)
}

fn js(node: &Path, code: &str) -> String {
    run(node, &format!("{}\nvar core = kaipushJsCore();", cores().js_script), code)
}

#[test]
fn the_wasm_core_works() {
    assert_eq!(wasm(USE), SAID);
}

#[test]
fn the_js_core_works_today_and_in_2016() {
    assert_eq!(js(Path::new("node"), USE), SAID);
    assert_eq!(js(&tools().node6().unwrap(), USE), SAID);
}

/// A trap is told once, whatever is left of that core does nothing, and another one is whole.
const RECOVER: &str = r#"
var deaths = [];
var first = start(function (error) { deaths.push(error.name); });
var count = first.counter();
var counted = [count(), count()];
try { first.trap(); } catch (error) { counted.push(error.name); }
// Three, if anything still counted there.
counted.push(count());
try { first.trap(); } catch (error) { counted.push("again"); }
var second = start(function (error) { deaths.push("second"); });
count = second.counter();
counted.push(count(), second.echo("héllo ✓"));
console.log(JSON.stringify([counted, deaths]));
"#;

/// Fifty deaths, and the memory of each goes: 6 MiB would be left otherwise.
const FORGET: &str = r#"
function life() {
  var core = start(function () {});
  core.echo("x");
  try { core.trap(); } catch (error) {}
}
function used() {
  gc();
  return process.memoryUsage().arrayBuffers + process.memoryUsage().external;
}
function fifty(done) {
  for (var number = 0; number < 50; number++) life();
  // Instances of wasm are given up in a later turn.
  setTimeout(function () { gc(); setTimeout(done, 50); }, 50);
}
fifty(function () {
  var before = used();
  fifty(function () { console.log(used() - before < 1 << 20 ? "flat" : "grew by " + (used() - before)); });
});
"#;

#[test]
fn a_core_that_trapped_is_dead_and_the_next_one_whole() {
    let said = r#"[[1,2,"RuntimeError",0,1,"héllo ✓"],["RuntimeError"]]"#;
    let wasm = format!("{}\nvar start = kaipushWasmCore;", cores().wasm_script);
    let js = format!("{}\nvar start = kaipushJsCore;", cores().js_script);
    assert_eq!(run(Path::new("node"), &wasm, RECOVER), said);
    assert_eq!(run(Path::new("node"), &js, RECOVER), said);
    assert_eq!(run(&tools().node6().unwrap(), &js, RECOVER), said);
    let collect = "require('v8').setFlagsFromString('--expose-gc'); var gc = require('vm').runInNewContext('gc');";
    assert_eq!(run(Path::new("node"), &format!("{collect}\n{wasm}"), FORGET), "flat");
    assert_eq!(run(Path::new("node"), &format!("{collect}\n{js}"), FORGET), "flat");
}

#[test]
fn panics_say_nothing_unless_told_to() {
    let says = |core: &Core, what: &[u8]| core.wasm.windows(what.len()).any(|text| text == what);
    assert!(!says(cores(), b"on purpose") && !says(cores(), b".rs"));
    let spec = common::echo().panic_messages();
    let telling = Core::build(tools(), &spec, &Progress::stderr()).unwrap();
    assert!(says(&telling, b"on purpose") && says(&telling, b".rs"));
}

#[test]
fn memory_grows_without_loss() {
    assert_eq!(wasm(GROW), "[[true,true],2]");
    assert_eq!(js(Path::new("node"), GROW), "[[true,true],2]");
    assert_eq!(js(&tools().node6().unwrap(), GROW), "[[true,true],2]");
}

/// The same test with the glue's own check of its views: if this no longer fails, the patch is not
/// needed any more, or the test above does not force memory to grow.
#[test]
fn without_the_patch_growth_loses_data() {
    // The memory's own name is one that binaryen chose.
    const TEST: &str = ".buffer !== wasm.";
    let script = &cores().js_script;
    let memory = script.split(TEST).nth(1).unwrap().split('.').next().unwrap();
    let unpatched = script.replace(&format!("{TEST}{memory}.buffer"), ".byteLength === 0");
    assert_ne!(unpatched, cores().js_script);
    let code = format!("{unpatched}\nvar core = kaipushJsCore();");
    let guarded = format!("try {{ {GROW} }} catch (error) {{ console.log('lost'); }}");
    assert_ne!(run(Path::new("node"), &code, &guarded), "[[true,true],2]");
}

#[test]
fn a_core_starts_small() {
    assert!(cores().memory_pages <= 2, "{} pages", cores().memory_pages);
}

#[test]
fn the_js_core_is_a_fresh_one_at_every_call() {
    let code = "try { core.trap(); } catch (error) {} console.log(kaipushJsCore().echo('again'));";
    assert_eq!(js(Path::new("node"), code), "again");
}

#[test]
fn no_folder_of_this_machine_is_inside() {
    let text = String::from_utf8_lossy(&cores().wasm);
    for folder in [env!("CARGO_MANIFEST_DIR"), "/.cargo/", "/home/"] {
        assert!(!text.contains(folder), "{folder}");
    }
}
