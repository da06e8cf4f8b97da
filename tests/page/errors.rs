//! Errors as an app's JavaScript catches them.

use js_sys::Array;
use kaipush::model::error::{Code, Note, Problem};
use kaipush::page::Error;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::common::{Placed, assert_thrown, forget, js, json, member, names};
use crate::core::{Core, Push};

const KEY: &str =
    "BF7_KAxbQWoYtHwB7YnL0BlSQ-tvfmWrbp6Z9pUC_8kAdBUDv2QAZ4QScnQjwS982cpV5mqtT6QebWQLP5GpGwM";

/// What stand-ins for apps' own tests have to refuse as well (npm/testing/push.test.js).
const CONFIGS: &str = include_str!("../../npm/testing/support/configs.json");

#[wasm_bindgen_test]
async fn a_wrong_configuration_names_its_field() {
    let core = Core::start().await;
    let cases = js(CONFIGS);
    for case in Array::from(&member(&cases, "refused")) {
        let of = |name| member(&case, name).as_string().unwrap();
        let code = Code::ALL.iter().find(|code| code.as_str() == of("1")).unwrap();
        let thrown = core.create(&json(&member(&case, "0"))).unwrap_err();
        assert_thrown(&thrown, *code, &of("2"));
    }
    for config in Array::from(&member(&cases, "taken")) {
        core.create(&json(&config)).unwrap();
    }
    for (config, field) in [
        ("undefined", "no object"),
        ("{ get worker() { throw new Error('trap'); } }", "worker"),
        ("{ worker: '/sw.js', reportTo: new URL(location) }", "reportTo"),
        ("{ worker: '/sw.js', timeout: NaN }", "timeout"),
    ] {
        let thrown = core.create(config).unwrap_err();
        assert_thrown(&thrown, Code::ConfigWrong, field);
    }
}

/// An address without a host leads to the package itself there.
#[wasm_bindgen_test]
async fn in_a_package_of_2_5_the_servers_address_is_a_whole_one() {
    let core = Core::start().await;
    let _base = Placed::new("document", "baseURI", "'app://inbox/index.html'");
    let thrown = core.create("{ worker: '/sw.js', reportTo: '/push' }").unwrap_err();
    let detail = "reportTo is app://inbox/push, which is no address of a server";
    assert_thrown(&thrown, Code::ConfigWrong, detail);
    core.create("{ worker: '/sw.js', reportTo: 'https://app.example/push' }").unwrap();
}

#[wasm_bindgen_test]
async fn what_is_no_function_is_no_handler() {
    let push = Push::start().await;
    let setter = js("(push, name, handler) => { push[name] = handler; }");
    let set = |name: &str, handler: &str| {
        let setter: &js_sys::Function = setter.unchecked_ref();
        let all = Array::of3(push.as_ref(), &name.into(), &js(handler));
        setter.apply(&JsValue::UNDEFINED, &all)
    };
    for name in [
        "onlaunch",
        "onchange",
        "onreceived",
        "onmessage",
        "onforeground",
        "onrequest",
        "ondelivery",
    ] {
        for wrong in ["false", "{}", "5", "'open'"] {
            let thrown = set(name, wrong).unwrap_err();
            assert_thrown(&thrown, Code::ConfigWrong, &format!("{name} is no function"));
        }
        for right in ["() => {}", "null", "undefined"] {
            set(name, right).unwrap();
        }
    }
}

/// What the page writes of its steps meanwhile.
#[wasm_bindgen_test]
async fn each_step_is_told_to_who_asks_for_it() {
    let _console = Placed::new(
        "console",
        "log",
        "(() => { self.said = []; return line => self.said.push(line); })()",
    );
    let said = || json(&js("self.said.splice(0)"));
    let push = Core::start().await.create("{ worker: '/nothing.js', log: 'all' }").unwrap();
    push.state().await.unwrap();
    assert_eq!(said(), r#"["kaipush: state: ready"]"#);
    push.subscribe().await.unwrap_err();
    let script = js("location.origin + '/nothing.js'").as_string().unwrap();
    assert_eq!(
        said(),
        format!(r#"["kaipush: worker: {script}","kaipush: failed: worker-register-failed"]"#)
    );
    forget().await;
}

/// What the page warns of a configuration.
async fn warned(config: &str) -> String {
    let _console = Placed::new(
        "console",
        "warn",
        "(() => { self.warned = []; return line => self.warned.push(line); })()",
    );
    Core::start().await.create(config).unwrap();
    let said =
        "self.warned.filter(line => line.includes('option-ignored')).map(line => line.slice(25))";
    json(&js(said))
}

#[wasm_bindgen_test]
async fn what_nobody_reads_of_a_configuration_is_told() {
    let advice = format!(". {}", Note::OptionIgnored.advice());
    for (config, told) in [
        ("{ worker: '/sw.js', reportto: '/push' }", "reportto, meant is perhaps reportTo"),
        ("{ worker: '/sw.js', vapid: 'B' }", "vapid"),
        ("{ worker: '/sw.js', ask: { visit: 3 } }", "ask.visit, meant is perhaps ask.visits"),
    ] {
        assert_eq!(warned(config).await, format!("[{:?}]", [told, &advice].concat()), "{config}");
    }
    for config in [
        "{ worker: '/sw.js', reportto: undefined, ask: { visits: 1, after: 0, again: [] } }",
        "{ worker: '/sw.js', reportto: '/push', log: 'none' }",
        "{ worker: '/sw.js', eventsTo: '/events', eventsWithin: 1, timeout: 1, scope: '/' }",
    ] {
        assert_eq!(warned(config).await, "[]", "{config}");
    }
}

#[wasm_bindgen_test]
async fn a_wrong_key_is_named_for_what_it_is() {
    let core = Core::start().await;
    let private = "4cjKnRevSuxLh6KHBEQzG9I3pzM_LFZwyxkqBsW1Kdg";
    let short = &KEY[..KEY.len() - 4];
    for (key, code, detail) in [
        ("", Code::KeyEmpty, ""),
        ("-----BEGIN PUBLIC KEY-----", Code::KeyIsDer, "PEM"),
        ("-----BEGIN PRIVATE KEY-----", Code::KeyIsPrivate, "PEM"),
        ("not a key!", Code::KeyNotBase64, "'!' at character 8"),
        (private, Code::KeyIsPrivate, "32 bytes"),
        (short, Code::KeyWrongLength, "62 bytes"),
    ] {
        let thrown = core.create(&format!("{{ worker: '/sw.js', key: '{key}' }}")).unwrap_err();
        assert_thrown(&thrown, code, detail);
    }
    core.create(&format!("{{ worker: '/sw.js', key: ' <{KEY}> ' }}")).unwrap();
}

#[wasm_bindgen_test]
async fn a_worker_that_is_not_there_is_no_riddle() {
    let core = Core::start().await;
    let push = core.create("{ worker: '/nothing.js' }").unwrap();
    let thrown = push.subscribe().await.unwrap_err();
    let cause = member(&thrown, "cause");
    let seen = format!("{}: {}", text(&cause, "name"), text(&cause, "message"));
    assert_thrown(&thrown, Code::WorkerRegisterFailed, &seen);
    forget().await;
}

/// On KaiOS some promises never settle.
#[wasm_bindgen_test]
async fn a_step_that_hangs_ends_in_time() {
    let _hanging = Placed::new("navigator.serviceWorker", "register", "() => new Promise(() => 0)");
    let core = Core::start().await;
    let push = core.create("{ worker: '/sw.js', timeout: 50 }").unwrap();
    let thrown = push.subscribe().await.unwrap_err();
    assert_thrown(&thrown, Code::WorkerTimeout, "");
    assert_eq!(member(&thrown, "retryable"), true);
    forget().await;
}

#[wasm_bindgen_test]
async fn a_notification_without_permission_is_not_shown() {
    let push = Push::start().await;
    let _denied = Placed::new("Notification", "permission", "'denied'");
    let thrown = push.notify(&"Hi".into(), &JsValue::UNDEFINED).await.unwrap_err();
    assert_thrown(&thrown, Code::PermissionNotGranted, "");
}

#[wasm_bindgen_test]
async fn what_the_browser_says_stays_with_the_error() {
    let push = Push::start().await;
    let refusing =
        "class { static permission = 'granted'; constructor() { throw new TypeError('no'); } }";
    let _refusing = Placed::new("window", "Notification", refusing);
    let thrown = push.notify(&"Hi".into(), &JsValue::UNDEFINED).await.unwrap_err();
    assert_thrown(&thrown, Code::NotifyFailed, "TypeError: no");
    assert!(member(&thrown, "cause").is_instance_of::<js_sys::TypeError>());
}

#[wasm_bindgen_test]
async fn a_notification_needs_a_title() {
    let push = Push::start().await;
    for title in ["undefined", "7", "{}"] {
        let thrown = push.notify(&js(title), &JsValue::UNDEFINED).await.unwrap_err();
        assert_thrown(&thrown, Code::NotifyFailed, "title");
    }
}

#[wasm_bindgen_test]
fn rust_and_javascript_say_the_same() {
    for code in Code::ALL {
        let error = Error::from(Problem::with(*code, "seen"));
        let text = error.to_string();
        let thrown = JsValue::from(error);
        assert_thrown(&thrown, *code, "seen");
        assert_eq!(text, member(&thrown, "message").as_string().unwrap());
        assert_eq!(names(&thrown), r#"["name","code","retryable","cause"]"#);
    }
}

fn text(object: &JsValue, name: &str) -> String {
    member(object, name).as_string().unwrap()
}
