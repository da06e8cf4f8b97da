//! A click opens the app, by the first way that works.
//!
//! These clicks are not a user's, so Firefox refuses to focus and to open: what is left of the way
//! shows in the warnings. What KaiOS has and Firefox lacks is a stand-in.

use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::common::{Placed, js, json, member, storage};
use crate::core::{Worker, notification};

const ALL_FAILED: &str = r#"["open-failed focus","open-failed openWindow"]"#;
const MARKED: &str = "{ data: { kaipush: 1, data: { n: 1 }, url: '/chat/7',
    actions: { help: { url: 'https://help.example/faq' }, evil: { url: 'https://evil.example/' } } } }";

/// Keeps what it is called with in `opened`.
fn opener(name: &str) -> Placed {
    js("self.opened = undefined");
    let keep = "(...args) => { self.opened = args; return Promise.resolve(null); }";
    Placed::new("clients", name, keep)
}

/// The launch inside an opened address.
fn launch_of(url: &JsValue) -> JsValue {
    let url = url.as_string().unwrap();
    let (_, encoded) = url.split_once("#kaipush=").unwrap();
    js(&format!("JSON.parse(decodeURIComponent({encoded:?}))"))
}

#[wasm_bindgen_test]
async fn each_failure_falls_to_the_next_way() {
    let worker = Worker::new("{}").await;
    worker.click(&notification("falls", MARKED).await, "").await.unwrap();
    assert_eq!(worker.warnings(), ALL_FAILED, "told without focus: late, but not lost");
}

#[wasm_bindgen_test]
async fn open_app_gets_the_launch_as_a_text() {
    let worker = Worker::new("{}").await;
    let _open_app = opener("openApp");
    worker.click(&notification("open app", MARKED).await, "reply").await.unwrap();
    let message = member(&js("opened[0]"), "msg").as_string().unwrap();
    let launch = js(&format!("JSON.parse({message:?})"));
    assert_eq!(member(&launch, "action"), "reply");
    assert_eq!(member(&launch, "title"), "About open app");
    assert_eq!(member(&launch, "tag"), "open app");
    assert_eq!(json(&member(&launch, "data")), r#"{"n":1}"#);
    assert_eq!(member(&launch, "url"), js("new URL('/chat/7', location).href"));
    assert!(member(&launch, "id").as_string().unwrap().len() > 10);
    assert_eq!(worker.warnings(), r#"["open-failed focus"]"#);
}

/// After about a second the app may not be opened any more.
#[wasm_bindgen_test]
async fn who_is_not_told_of_pages_opens_the_app() {
    let worker = Worker::new("{}").await;
    let _silent = Placed::new("clients", "matchAll", "() => new Promise(() => 0)");
    let keep = "options => { self.opened = [options, Date.now()]; return Promise.resolve(null); }";
    let _open_app = Placed::new("clients", "openApp", keep);
    let clicked = notification("no pages", MARKED).await;
    let begun = js_sys::Date::now();
    worker.click(&clicked, "").await.unwrap();
    assert_eq!(js("JSON.parse(opened[0].msg).tag"), "no pages");
    // The shim takes a core that has begun nothing after 600 ms for dead.
    let took = js("opened[1]").as_f64().unwrap() - begun;
    assert!(took < 600.0, "{took} ms");
}

#[wasm_bindgen_test]
async fn two_clicks_are_two_launches() {
    let worker = Worker::new("{}").await;
    let _open_app = opener("openApp");
    let clicked = notification("twice", MARKED).await;
    worker.click(&clicked, "").await.unwrap();
    let first = js("JSON.parse(opened[0].msg).id");
    worker.click(&clicked, "").await.unwrap();
    assert_ne!(first, js("JSON.parse(opened[0].msg).id"));
}

#[wasm_bindgen_test]
async fn open_window_gets_it_in_the_address() {
    let worker = Worker::new("{}").await;
    let _window = opener("openWindow");
    worker.click(&notification("window", MARKED).await, "").await.unwrap();
    let launch = launch_of(&js("opened[0]"));
    assert_eq!(json(&member(&launch, "data")), r#"{"n":1}"#);
    assert_eq!(js("new URL(opened[0]).pathname"), "/chat/7");
    assert_eq!(json(&js("opened[1]")), "{}", "no disposition outside KaiOS 3");

    let _kaios3 = Placed::new("registration", "systemMessageManager", "{}");
    worker.click(&notification("window", MARKED).await, "").await.unwrap();
    assert_eq!(json(&js("opened[1]")), r#"{"disposition":"window"}"#);
}

#[wasm_bindgen_test]
async fn without_a_target_the_apps_start_is_opened() {
    let _window = opener("openWindow");
    let bare = notification("bare", "{ data: { kaipush: 1 } }").await;
    Worker::new("{}").await.click(&bare, "").await.unwrap();
    assert_eq!(js("opened[0].split('#')[0]"), js("registration.scope"));
    Worker::new("{ start: '/index.html' }").await.click(&bare, "").await.unwrap();
    assert_eq!(js("opened[0].split('#')[0]"), "/index.html");
}

#[wasm_bindgen_test]
async fn a_foreign_target_opens_nothing_foreign() {
    let worker = Worker::new("{ allow: ['https://help.example/'] }").await;
    let _window = opener("openWindow");
    let clicked = notification("foreign", MARKED).await;
    worker.click(&clicked, "evil").await.unwrap();
    assert_eq!(js("opened[0].split('#')[0]"), js("registration.scope"));
    assert!(worker.warnings().contains("target-refused https://evil.example/"));
    assert!(member(&launch_of(&js("opened[0]")), "url").is_undefined());

    // Allowed, and without the launch: it is none of that origin's business.
    worker.click(&clicked, "help").await.unwrap();
    assert_eq!(js("opened[0]"), "https://help.example/faq");
}

/// Whichever way the app writes it.
#[wasm_bindgen_test]
async fn an_allowed_origin_is_that_of_the_address() {
    let _window = opener("openWindow");
    let clicked = notification("allowed", MARKED).await;
    for allowed in ["https://help.example:443", "HTTPS://Help.Example/docs?x#y"] {
        let worker = Worker::new(&format!("{{ allow: [5, '', '{allowed}'] }}")).await;
        worker.click(&clicked, "help").await.unwrap();
        assert_eq!(js("opened[0]"), "https://help.example/faq", "{allowed}");
    }
    for other in ["https://help.example:8443", "http://help.example", "help.example"] {
        let worker = Worker::new(&format!("{{ allow: ['{other}'] }}")).await;
        worker.click(&clicked, "help").await.unwrap();
        assert_ne!(js("opened[0]"), "https://help.example/faq", "{other}");
    }
}

#[wasm_bindgen_test]
async fn scripts_and_nonsense_are_no_targets() {
    let _window = opener("openWindow");
    for (at, url) in
        ["javascript:alert(1)", "data:text/html,x", "//evil.example", "https://", "blob:x"]
            .iter()
            .enumerate()
    {
        let worker = Worker::new("{}").await;
        let options = format!("{{ data: {{ kaipush: 1, url: '{url}' }} }}");
        worker.click(&notification(&format!("target {at}"), &options).await, "").await.unwrap();
        assert_eq!(js("opened[0].split('#')[0]"), js("registration.scope"), "{url}");
        assert!(worker.warnings().contains("target-refused"), "{url}");
    }
}

/// Structured clones may be what JSON can't write; the click must not be lost with them.
#[wasm_bindgen_test]
async fn data_without_json_stays_behind() {
    let worker = Worker::new("{}").await;
    let _open_app = opener("openApp");
    let clicked = notification("big", "{ data: { kaipush: 1, data: 1n } }").await;
    worker.click(&clicked, "").await.unwrap();
    let launch = js("JSON.parse(opened[0].msg)");
    assert_eq!(member(&launch, "title"), "About big");
    assert!(member(&launch, "data").is_undefined());
}

/// `openApp` ends its text at a NUL (ServiceWorkerClients.cpp); JSON never has one in it.
#[wasm_bindgen_test]
async fn texts_with_nul_arrive_whole() {
    let worker = Worker::new("{}").await;
    let _open_app = opener("openApp");
    let options = r"{ body: 'a\0b', data: { kaipush: 'nul', data: { 'k\0': 'v\0w' } } }";
    worker.click(&notification("nul", options).await, "x\0y").await.unwrap();
    assert_eq!(js("opened[0].msg.indexOf('\\0')"), -1);
    assert_eq!(js("typeof opened[0].msg"), "string", "an object would arrive as [object Object]");
    let launch = js("JSON.parse(opened[0].msg)");
    assert_eq!(member(&launch, "body"), "a\0b");
    assert_eq!(member(&launch, "action"), "x\0y");
    assert_eq!(json(&member(&launch, "data")), r#"{"k\u0000":"v\u0000w"}"#);
}

/// The right to open ends after about a second on 2.5: nothing else is waited for before.
#[wasm_bindgen_test]
async fn neither_storage_nor_network_is_waited_for() {
    let worker = Worker::poor("{}").await;
    let options = "{ data: { kaipush: 'named', actions: { a: { post: '/a', open: true } } } }";
    let clicked = notification("unhindered", options).await;
    let _nobody = Placed::new("clients", "matchAll", "() => Promise.resolve([])");
    let _storage = storage("self", "{ open: () => ({}) }").await;
    let _network = Placed::new("self", "fetch", "() => new Promise(() => 0)");
    let _window = opener("openWindow");
    worker.click(&clicked, "a").await.unwrap();
    assert_eq!(js("new URL(opened[0]).hash.indexOf('#kaipush=')"), 0);
}

#[wasm_bindgen_test]
async fn of_two_pages_the_one_in_use_gets_the_launch() {
    let worker = Worker::new("{}").await;
    let pages = "self.told = [], () => Promise.resolve(['a', 'b', 'c'].map((name) => ({
        url: registration.scope + name, focused: name === 'b',
        visibilityState: name === 'a' ? 'hidden' : 'visible',
        focus: () => (told.push('focus ' + name), Promise.resolve()),
        postMessage: () => told.push('post ' + name) })))";
    let _pages = Placed::new("clients", "matchAll", pages);
    worker.click(&notification("pages of the app", MARKED).await, "").await.unwrap();
    assert_eq!(json(&js("told")), r#"["focus b","post b"]"#, "and no other");
}

/// 2.5 knows no other type than `window`, and no page is controlled in the first session.
#[wasm_bindgen_test]
async fn uncontrolled_pages_are_asked_for() {
    let worker = Worker::new("{}").await;
    let asked = "(options) => (self.askedFor = options, Promise.resolve([]))";
    let _asked = Placed::new("clients", "matchAll", asked);
    let _window = opener("openWindow");
    worker.click(&notification("uncontrolled", MARKED).await, "").await.unwrap();
    assert_eq!(json(&js("askedFor")), r#"{"includeUncontrolled":true,"type":"window"}"#);
}

#[wasm_bindgen_test]
async fn with_no_way_left_it_rejects() {
    let worker = Worker::new("{}").await;
    let _nobody = Placed::new("clients", "matchAll", "() => Promise.resolve([])");
    worker.click(&notification("nobody", MARKED).await, "").await.unwrap_err();
    assert_eq!(worker.warnings(), r#"["open-failed openWindow"]"#);
}

#[wasm_bindgen_test]
async fn only_the_apps_own_pages_count() {
    let worker = Worker::new("{}").await;
    let foreign =
        "() => Promise.resolve([{ url: 'https://elsewhere.example/', focus() { throw 1; } }])";
    let _foreign = Placed::new("clients", "matchAll", foreign);
    let _window = opener("openWindow");
    worker.click(&notification("pages", MARKED).await, "").await.unwrap();
    assert_eq!(worker.warnings(), "[]");
}

/// Ads and help pages in frames are clients, too.
#[wasm_bindgen_test]
async fn frames_inside_a_page_do_not_count() {
    let worker = Worker::new("{}").await;
    let frames =
        "self.told = [], () => Promise.resolve(['nested', 'top-level'].map((frameType) => ({
        url: registration.scope, frameType, focused: frameType === 'nested',
        visibilityState: 'visible', focus: () => Promise.resolve(),
        postMessage: () => told.push(frameType) })))";
    let _frames = Placed::new("clients", "matchAll", frames);
    worker.click(&notification("frames", MARKED).await, "").await.unwrap();
    assert_eq!(json(&js("told")), r#"["top-level"]"#);
}

/// Some of Gecko 48's ways to open never settle; the launch is not lost with them.
#[wasm_bindgen_test]
async fn a_way_that_hangs_is_given_up() {
    let worker = Worker::new("{}").await;
    let told = "self.told = [], () => Promise.resolve([{
        url: registration.scope, visibilityState: 'hidden', focused: false,
        focus: () => new Promise(() => 0),
        postMessage: (message) => self.told.push(message.launch.title) }])";
    let _page = Placed::new("clients", "matchAll", told);
    let _open_app = Placed::new("clients", "openApp", "() => new Promise(() => 0)");
    let _window = Placed::new("clients", "openWindow", "() => new Promise(() => 0)");
    worker.click(&notification("hangs", MARKED).await, "").await.unwrap();
    assert_eq!(json(&js("told")), r#"["About hangs"]"#);
    let given_up = r#"["open-failed focus","open-failed openApp","open-failed openWindow"]"#;
    assert_eq!(worker.warnings(), given_up);
}

/// It may still come: the shim must not open another one.
#[wasm_bindgen_test]
async fn a_slow_window_is_no_failure() {
    let worker = Worker::new("{}").await;
    let _nobody = Placed::new("clients", "matchAll", "() => Promise.resolve([])");
    let _window = Placed::new("clients", "openWindow", "() => new Promise(() => 0)");
    worker.click(&notification("slow", MARKED).await, "").await.unwrap();
    assert_eq!(worker.warnings(), r#"["open-failed openWindow"]"#);
}

/// It is on its way, and loads: neither the app's page nor a second window comes over it.
#[wasm_bindgen_test]
async fn a_slow_window_is_the_last_way() {
    let worker = Worker::new("{ allow: ['https://help.example'] }").await;
    let _kaios3 = Placed::new("registration", "systemMessageManager", "{}");
    let pages = "self.told = [], () => Promise.resolve([{
        url: registration.scope, visibilityState: 'hidden', focused: false,
        focus: () => (told.push('focus'), Promise.reject(new Error('refused'))),
        postMessage: () => told.push('post') }])";
    let _page = Placed::new("clients", "matchAll", pages);
    let _window = Placed::new("clients", "openWindow", "() => new Promise(() => 0)");
    let clicked = notification("slow window", MARKED).await;
    worker.click(&clicked, "help").await.unwrap();
    assert_eq!(json(&js("told")), "[]", "another origin's page");
    worker.click(&clicked, "").await.unwrap();
    assert_eq!(json(&js("told")), r#"["focus"]"#, "a page of the app");
}
