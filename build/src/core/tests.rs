//! The scripts of the chain on small made-up inputs: what they change, and what they refuse.

use std::fs;

use super::*;
use crate::exec;
use crate::tools::Needs;

/// What a script of build/js makes of a text.
fn through(name: &str, text: &str, options: &[&str]) -> Result<String> {
    let tools = Tools::locate_or_install(Needs::BUILD, &Progress::stderr())?;
    let folder = tempfile::tempdir()?;
    let (input, output) = (folder.path().join("in.js"), folder.path().join("out.js"));
    fs::write(&input, text)?;
    exec::run(tools.script(name).arg(&input).arg(&output).args(options))?;
    Ok(fs::read_to_string(output)?)
}

/// Glue with these statements in its middle.
fn glue(middle: &str) -> String {
    format!(
        "let wasm_bindgen = (function(exports) {{
            let script_src;
            if (typeof document !== 'undefined') {{ script_src = new URL(document.currentScript.src).toString(); }}
            {middle}
            async function __wbg_load(module, imports) {{}}
            function __wbg_finalize_init(instance, module) {{ wasm = instance.exports; }}
            function initSync(module) {{ return __wbg_finalize_init(instance, module); }}
            async function __wbg_init(module_or_path) {{}}
            return Object.assign(__wbg_init, {{ initSync }}, exports);
        }})({{ __proto__: null }});"
    )
}

const VIEW: &str = "function getUint8ArrayMemory0() {
    if (cachedUint8ArrayMemory0 === null || cachedUint8ArrayMemory0.byteLength === 0) {
        cachedUint8ArrayMemory0 = new Uint8Array(wasm.memory.buffer);
    }
    return cachedUint8ArrayMemory0;
}";

#[test]
fn the_asynchronous_half_goes_and_views_are_compared() {
    let made = through("glue.mjs", &glue(VIEW), &["js-core"]).unwrap();
    assert!(!made.contains("async") && !made.contains("script_src"), "{made}");
    assert!(made.contains("cachedUint8ArrayMemory0.buffer !== wasm.memory.buffer"), "{made}");
    assert!(!made.contains("byteLength"), "{made}");
    assert!(made.contains("wasm = kaipushWatched(instance.exports, died)"), "{made}");
}

/// A newer wasm-bindgen must not slip through half patched.
#[test]
fn unknown_glue_is_refused() {
    let unknown = [
        (glue(VIEW).replace("__wbg_load", "__wbg_fetch"), "the glue has no __wbg_load"),
        (
            glue(VIEW).replace("(instance, module); }", "(instance); }"),
            "initSync does not end as this build knows it",
        ),
        (
            glue(VIEW).replace("wasm = instance", "exports = instance"),
            "does not keep the module's exports",
        ),
        (
            glue("function getUint8ArrayMemory0() { return view; }"),
            "does not look like a cached view",
        ),
        (
            glue("function f() { return new Uint8Array(wasm.memory.buffer); }"),
            "outside its cached views",
        ),
        ("export function f() {}".to_owned(), "in.js"),
    ];
    for (text, reason) in unknown {
        let error = through("glue.mjs", &text, &["js-core"]).unwrap_err().to_string();
        assert!(error.contains(reason), "{error}");
    }
}

/// What wasm2js writes around a function body.
fn module(body: &str) -> String {
    format!(
        "import * as env from './core_bg.js';
        function asmFunc(imports) {{
            {body}
            return {{ \"memory\": Object.create(Object.prototype, {{ \"grow\": {{ \"value\": g }}, \"buffer\": {{}} }}) }};
        }}
        var retasmFunc = asmFunc({{}});
        export var memory = retasmFunc.memory;"
    )
}

#[test]
fn a_load_waits_for_its_address() {
    let made = through(
        "classic.mjs",
        &module("x = HEAP32[f() + 4 >> 2]; y = HEAP32[Math_imul(a, b) >> 2];"),
        &[],
    );
    let made = made.unwrap();
    assert!(made.contains("(kaipushAddress = f() + 4 >> 2, HEAP32[kaipushAddress])"), "{made}");
    assert!(made.contains("y = HEAP32[Math_imul(a, b) >> 2]"), "{made}");
    assert!(made.contains("Object.create(WebAssembly.Memory.prototype"), "{made}");
    assert!(!made.contains("import *") && !made.contains("export"), "{made}");
}

#[test]
fn every_function_names_its_frame_alike() {
    let function = "function $1($0, $2) { var $3 = 0; $3 = global$0 - 16 | 0; global$0 = $3;
        HEAP32[$3 + 4 >> 2] = $0; global$0 = $3 + 16 | 0; }
        function $2($0) { $0 = $0 - 16 | 0; return $0; }";
    let made = through("classic.mjs", &module(function), &[]).unwrap();
    assert!(made.contains("var $ = 0; $ = global$0 - 16 | 0; global$0 = $;"), "{made}");
    assert!(made.contains("HEAP32[$ + 4 >> 2] = $0; global$0 = $ + 16 | 0;"), "{made}");
    // Another's numbers are none.
    assert!(made.contains("$0 = $0 - 16 | 0; return $0;"), "{made}");
    let core =
        "self.f = function (pointer, a, b) { var $ = pointer() - 16 | 0; return a($) + b($); };";
    let small = through("minify.mjs", core, &["5"]).unwrap();
    assert!(small.contains("$=") && !small.contains("pointer"), "{small}");
}

/// Byte by byte, also those that are no ASCII, behind the minifier.
#[test]
fn data_is_text() {
    let data = "var base64ReverseLookup = new Uint8Array(123);
        base64ReverseLookup[43] = 62;
        function base64DecodeToExistingUint8Array(uint8Array, offset, b64) { return base64ReverseLookup; }
        base64DecodeToExistingUint8Array(self.memory, 3, 'YWIA/yIxDQ==');";
    let made = through("classic.mjs", &format!("{}{data}", module("")), &[]).unwrap();
    assert!(!made.contains("base64ReverseLookup"), "{made}");
    let small = through("minify.mjs", &made, &["5"]).unwrap();
    assert!(small.is_ascii(), "{small}");
    let run = format!("self = {{ memory: [] }};{small};console.log(self.memory.join())");
    let bytes = exec::run(std::process::Command::new("node").args(["--eval", &run])).unwrap();
    assert_eq!(bytes.trim(), ",,,97,98,0,255,34,49,13");
    let other = data.replace("function base64DecodeToExistingUint8Array", "function decode");
    let error = through("classic.mjs", &format!("{}{other}", module("")), &[]).unwrap_err();
    assert!(error.to_string().contains("expected one base64Decode"), "{error}");
}

#[test]
fn a_store_that_waits_for_a_call_is_refused() {
    let error = through("classic.mjs", &module("HEAP32[0] = f();"), &[]).unwrap_err().to_string();
    assert!(
        error.contains("a store waits for a call that may grow memory: HEAP32[0] = f()"),
        "{error}"
    );
}
