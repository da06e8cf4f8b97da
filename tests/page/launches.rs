//! Launches from the worker and from the address: each once, in order, to whoever listens.

use js_sys::Array;
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::common::{Placed, js, json, member};
use crate::core::{Core, Push, click, each, later, message};

/// Opens the page at this address, without a load.
fn visit(url: &str) {
    js(&format!("history.replaceState({{ own: 1 }}, '', {url})"));
}

fn address() -> String {
    js("location.pathname + location.search + location.hash").as_string().unwrap()
}

#[wasm_bindgen_test]
async fn a_launch_in_the_address_is_taken_out_of_it() {
    visit(
        r#"'/?room=1#/chat/7&kaipush=' + encodeURIComponent('{"id":"in address","action":"reply","title":"Grüße","data":{"n":1}}')"#,
    );
    let push = Push::start().await;
    assert_eq!(address(), "/?room=1#/chat/7");
    assert_eq!(json(&js("history.state")), r#"{"own":1}"#, "the app's own state stays");

    let heard = push.launches();
    let launch = heard.get(0);
    assert_eq!(each(&heard, "id"), ["in address"]);
    assert_eq!(each(&heard, "via"), ["url"]);
    assert_eq!(member(&launch, "action"), "reply");
    assert_eq!(member(&launch, "title"), "Grüße");
    assert_eq!(json(&member(&launch, "data")), r#"{"n":1}"#);
    assert!(member(&launch, "at").as_f64().unwrap() > 1.6e12);

    // A reload, and then the same address from the browser's history.
    assert_eq!(Push::start().await.launches().length(), 0);
    visit(r#"'/#kaipush=' + encodeURIComponent('{"id":"in address","action":"reply"}')"#);
    assert_eq!(Push::start().await.launches().length(), 0);
    assert_eq!(address(), "/");
}

#[wasm_bindgen_test]
async fn a_broken_launch_in_the_address_goes_too() {
    for broken in ["%7B", "%", "%E0%A4%A", "{}", "[]", "null", ""] {
        visit(&format!("'/#/here&kaipush={broken}'"));
        assert_eq!(Push::start().await.launches().length(), 0, "{broken}");
        assert_eq!(address(), "/#/here", "{broken}");
    }
    visit("'/#/chat'");
    Push::start().await;
    assert_eq!(address(), "/#/chat", "the app's own fragment is none of our business");
}

/// Anybody may link to the app with a launch in the address; apps navigate to `url`.
#[wasm_bindgen_test]
async fn a_launch_in_the_address_leads_nowhere_else() {
    for (at, (url, kept)) in [
        ("location.origin + '/chat'", true),
        ("'https://evil.example/'", false),
        ("'javascript:alert(1)'", false),
        ("location.origin.replace('http', 'https') + '/'", false),
        ("'/chat'", false),
    ]
    .into_iter()
    .enumerate()
    {
        visit(&format!(
            "'/#kaipush=' + encodeURIComponent(JSON.stringify(
                {{ id: 'linked {at}', action: '', url: {url} }}))"
        ));
        let heard = Push::start().await.launches();
        assert_eq!(each(&heard, "id"), [format!("linked {at}")]);
        assert_eq!(!member(&heard.get(0), "url").is_undefined(), kept, "{url}");
    }
}

#[wasm_bindgen_test]
async fn what_comes_before_the_handler_waits_in_order() {
    let push = Push::start().await;
    for id in ["early 1", "early 2", "early 3"] {
        click(id);
    }
    let heard = push.launches();
    click("then 4");
    assert_eq!(each(&heard, "id"), ["early 1", "early 2", "early 3", "then 4"]);
    assert_eq!(each(&heard, "via"), ["message"; 4]);
}

/// A page that reloads itself, or goes elsewhere, before it listens.
#[wasm_bindgen_test]
async fn what_was_not_taken_waits_for_the_next_page() {
    visit(
        r#"'/#kaipush=' + encodeURIComponent('{"id":"left in address","action":"","data":[1]}')"#,
    );
    Push::start().await;
    click("left by message");
    let heard = Push::start().await.launches();
    assert_eq!(each(&heard, "id"), ["left in address", "left by message"]);
    assert_eq!(each(&heard, "via"), ["url", "message"]);
    assert_eq!(json(&member(&heard.get(0), "data")), "[1]");
    assert_eq!(Push::start().await.launches().length(), 0, "once");

    // Of another day, or of somebody else's making.
    for left in [
        r#"[{"id":"old","action":"","via":"url","at":1}]"#,
        r#"[{"id":"odd","action":"","via":"pigeon","at":9e15},7,null]"#,
        "{}",
        "{broken",
    ] {
        js(&format!("sessionStorage.setItem('kaipush.waiting', '{left}')"));
        assert_eq!(Push::start().await.launches().length(), 0, "{left}");
    }
    js("sessionStorage.removeItem('kaipush.waiting')");
}

#[wasm_bindgen_test]
async fn what_the_loader_heard_is_taken_over() {
    let core = Core::start().await;
    let early =
        js("[{ kaipush: 'launch', launch: { id: 'loader', action: '' } }, null, 'own', {}]");
    core.begin(&early.unchecked_into::<Array>());
    let heard = core.create("{ worker: '/sw.js' }").unwrap().launches();
    assert_eq!(each(&heard, "id"), ["loader"]);
}

#[wasm_bindgen_test]
async fn the_same_launch_comes_once() {
    let push = Push::start().await;
    let heard = push.launches();
    click("twice");
    click("twice");
    assert_eq!(each(&heard, "id"), ["twice"]);
    let after_reload = Push::start().await.launches();
    click("twice");
    assert_eq!(after_reload.length(), 0);
}

#[wasm_bindgen_test]
async fn messages_of_the_apps_own_are_left_alone() {
    let push = Push::start().await;
    let heard = push.launches();
    for own in [
        "null",
        "'launch'",
        "{ kaipush: 1 }",
        "{ kaipush: 'launch' }",
        "{ kaipush: 'launch', launch: 'now' }",
        "{ kaipush: 'launch', launch: { id: 1, action: '' } }",
        "{ launch: { id: 'mine', action: '' } }",
    ] {
        message(own);
    }
    assert_eq!(heard.length(), 0);
}

#[wasm_bindgen_test]
async fn a_second_handler_takes_over() {
    let push = Push::start().await;
    let first = push.launches();
    click("to the first");
    let second = push.launches();
    click("to the second");
    push.set_onlaunch(&JsValue::NULL);
    click("to nobody yet");
    assert_eq!(each(&first, "id"), ["to the first"]);
    assert_eq!(each(&second, "id"), ["to the second"]);
    assert_eq!(each(&push.launches(), "id"), ["to nobody yet"]);
}

/// Handlers by their source: `(push, heard) => (launch) => …`.
fn handler(push: &Push, heard: &Array, source: &str) -> JsValue {
    let make: js_sys::Function = js(source).unchecked_into();
    make.call2(&JsValue::UNDEFINED, push, heard).unwrap()
}

#[wasm_bindgen_test]
async fn a_handler_may_hand_over_to_another() {
    let push = Push::start().await;
    let heard = Array::new();
    click("hand over 1");
    click("hand over 2");
    push.set_onlaunch(&handler(
        &push,
        &heard,
        "(push, heard) => (launch) => {
            heard.push('first: ' + launch.id);
            push.onlaunch = (launch) => heard.push('second: ' + launch.id);
        }",
    ));
    click("hand over 3");
    let expected = r#"["first: hand over 1","second: hand over 2","second: hand over 3"]"#;
    assert_eq!(json(&heard), expected);
}

#[wasm_bindgen_test]
async fn a_handler_may_take_itself_away() {
    let push = Push::start().await;
    let heard = Array::new();
    click("one only");
    click("left waiting");
    push.set_onlaunch(&handler(
        &push,
        &heard,
        "(push, heard) => (launch) => { heard.push(launch.id); push.onlaunch = null; }",
    ));
    assert_eq!(json(&heard), r#"["one only"]"#);
    assert_eq!(each(&push.launches(), "id"), ["left waiting"]);
}

#[wasm_bindgen_test]
async fn a_handler_that_throws_gets_the_next_one_too() {
    let push = Push::start().await;
    let heard = Array::new();
    // Unhandled rejections are how the app hears of it; here the runner would count them.
    js("window.addEventListener('unhandledrejection', (event) => event.preventDefault())");
    push.set_onlaunch(&handler(
        &push,
        &heard,
        "(push, heard) => (launch) => { heard.push(launch.id); throw new Error('own'); }",
    ));
    click("thrown at");
    click("and again");
    later().await;
    assert_eq!(json(&heard), r#"["thrown at","and again"]"#);
}

#[wasm_bindgen_test]
async fn a_push_that_came_is_told() {
    let push = Push::start().await;
    let heard = Array::new();
    message("{ kaipush: 'received' }");
    push.set_onreceived(&handler(
        &push,
        &heard,
        "(push, heard) => () => {
            heard.push('first');
            push.onreceived = () => heard.push('second');
            push.onlaunch = () => heard.push('launch');
        }",
    ));
    message("{ kaipush: 'received' }");
    message("{ kaipush: 'received' }");
    click("after a push");
    push.set_onreceived(&JsValue::UNDEFINED);
    message("{ kaipush: 'received' }");
    assert_eq!(json(&heard), r#"["first","second","launch"]"#);
}

/// A page may redirect itself before it listens, and a full storage remembers no launch.
#[wasm_bindgen_test]
async fn what_waited_over_a_reload_comes_once_also_where_the_storage_is_full() {
    let _full = Placed::throwing("window", "localStorage");
    Push::start().await;
    click("before the reload");
    let heard = Push::start().await.launches();
    click("before the reload");
    assert_eq!(each(&heard, "id"), ["before the reload"]);
}
