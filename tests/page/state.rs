//! The six states and their faces; what is missing is taken away, not imagined.

use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::common::{Placed, forget, js, json, member};
use crate::core::{Core, Push};

const NO_KEY: &str = r#"[{"code":"no-key","about":"key","text":"No VAPID key is set, so only empty pushes can arrive. Set the public key of your server."}]"#;

async fn state() -> JsValue {
    Push::start().await.state().await.unwrap()
}

/// Kind and code.
async fn reached() -> (String, String) {
    let state = state().await;
    let text = |name| member(&state, name).as_string().unwrap_or_default();
    if text("kind") == "unsupported" {
        assert!(text("text").ends_with('.'), "{}", text("text"));
    }
    (text("kind"), text("code"))
}

fn unsupported(code: &str) -> (String, String) {
    ("unsupported".to_owned(), code.to_owned())
}

/// `mozApps` of KaiOS 2.5, with the app's manifest.
fn installed(manifest: &str) -> Placed {
    installed_at(manifest, "undefined")
}

fn installed_at(manifest: &str, url: &str) -> Placed {
    Placed::new(
        "navigator",
        "mozApps",
        &format!(
            "{{ getSelf() {{
                const request = {{}};
                setTimeout(() => {{
                    request.result = {{ manifest: {manifest}, manifestURL: {url} }};
                    request.onsuccess();
                }});
                return request;
            }} }}"
        ),
    )
}

#[wasm_bindgen_test]
async fn with_permission_and_without_subscription_it_is_ready() {
    forget().await;
    assert_eq!(json(&state().await), format!(r#"{{"kind":"ready","warnings":{NO_KEY}}}"#));
}

#[wasm_bindgen_test]
async fn without_an_answer_permission_is_needed() {
    let _asked = Placed::new("Notification", "permission", "'default'");
    let expected =
        format!(r#"{{"kind":"needs-permission","gesture":true,"ask":true,"warnings":{NO_KEY}}}"#);
    assert_eq!(json(&state().await), expected);
}

#[wasm_bindgen_test]
async fn what_is_blocked_says_where_to_allow_it() {
    let _denied = Placed::new("Notification", "permission", "'denied'");
    let here = state().await;
    assert_eq!(member(&here, "kind"), "blocked");
    assert_eq!(member(&here, "code"), "permission-blocked");
    assert!(member(&here, "text").as_string().unwrap().contains("beside the page's address"));

    let _b2g = Placed::new("navigator", "b2g", "{}");
    let phone = member(&state().await, "text").as_string().unwrap();
    assert!(phone.contains("Settings > Privacy & Security"), "{phone}");
}

#[wasm_bindgen_test]
async fn what_the_browser_lacks_is_named() {
    {
        let _hidden = Placed::new("navigator", "serviceWorker", "undefined");
        assert_eq!(reached().await, unsupported("no-service-worker"));
    }
    {
        let _hidden = Placed::new("window", "PushManager", "undefined");
        assert_eq!(reached().await, unsupported("no-push"));
    }
    let _hidden = Placed::new("window", "Notification", "undefined");
    assert_eq!(reached().await, unsupported("no-notification"));
}

#[wasm_bindgen_test]
async fn what_an_installed_apps_manifest_lacks_is_named() {
    let messages = "messages: [{ 'serviceworker-notification': '/' }]";
    {
        let _app = installed("{ permissions: { push: {} } }");
        let _hidden = Placed::new("navigator", "serviceWorker", "undefined");
        assert_eq!(reached().await, unsupported("serviceworker-permission-missing"));
    }
    {
        let _app = installed("{ permissions: { serviceworker: {} } }");
        assert_eq!(reached().await, unsupported("push-permission-missing"));
    }
    {
        let _app = installed("{ permissions: { serviceworker: {}, push: {} } }");
        let _asked = Placed::new("Notification", "permission", "'default'");
        assert_eq!(reached().await, unsupported("notification-permission-missing"));
    }
    let all = "permissions: { serviceworker: {}, push: {}, 'desktop-notification': {} }";
    {
        let _app = installed(&format!("{{ {all} }}"));
        let warnings = json(&member(&state().await, "warnings"));
        assert!(warnings.contains("messages-entry-missing"), "{warnings}");
    }
    let _app = installed(&format!("{{ {all}, {messages} }}"));
    assert_eq!(json(&state().await), format!(r#"{{"kind":"ready","warnings":{NO_KEY}}}"#));
}

/// `openApp` finds the app by the worker's scope and `manifest.webapp`.
#[wasm_bindgen_test]
async fn on_25_the_scope_must_be_the_manifests_folder() {
    forget().await;
    let manifest = "{ permissions: { serviceworker: {}, push: {}, 'desktop-notification': {} } }";
    let asked = "() => { self.registered = true; return Promise.reject(new Error('asked')); }";
    let _asked = Placed::new("navigator.serviceWorker", "register", asked);
    for (url, scope, kind) in [
        ("location.origin + '/manifest.webapp'", "/", "ready"),
        ("location.origin + '/manifest.webapp'", "/push/", "unsupported"),
        ("location.origin + '/app/manifest.webapp'", "/", "unsupported"),
        ("'https://store.example/7/manifest.webapp'", "/push/", "ready"),
        ("undefined", "/push/", "ready"),
    ] {
        let _app = installed_at(manifest, url);
        let core = Core::start().await;
        let config = format!("{{ worker: '/sw.js', scope: '{scope}' }}");
        let push = core.create(&config).unwrap();
        let state = push.state().await.unwrap();
        assert_eq!(member(&state, "kind"), kind, "{url} {scope}");
        if kind == "unsupported" {
            assert_eq!(member(&state, "code"), "scope-not-root");
            let text = member(&state, "text").as_string().unwrap();
            let origin = js("location.origin").as_string().unwrap();
            assert!(text.contains(&format!("{origin}{scope}, ")), "{text}");
            push.subscribe().await.unwrap();
            assert!(js("self.registered").is_undefined());
        }
    }
}

/// 3.x has no `mozApps`; the manifest is the one that the page links to.
#[wasm_bindgen_test]
async fn a_linked_manifest_is_read() {
    let link = js("document.head.appendChild(Object.assign(document.createElement('link'), {
        rel: 'manifest', href: 'data:application/json,{\"b2g_features\":{}}' }))");
    let _b2g = Placed::new("navigator", "b2g", "{}");
    let warnings = json(&member(&state().await, "warnings"));
    member(&link, "remove").unchecked_into::<js_sys::Function>().call0(&link).unwrap();
    assert!(warnings.contains("permissions-entry-missing"), "{warnings}");
}

/// A registration of `/` with a subscription, as far as a page can tell.
fn subscribed(json: &str) -> Placed {
    registered(
        "location.origin + '/'",
        &format!(
            "Promise.resolve(
        {{ endpoint: 'https://push.example/1', toJSON: () => ({json}) }})"
        ),
    )
}

fn registered(scope: &str, subscription: &str) -> Placed {
    let registration = format!(
        "() => Promise.resolve({{ scope: {scope},
            pushManager: {{ getSubscription: () => {subscription} }} }})"
    );
    Placed::new("navigator.serviceWorker", "getRegistration", &registration)
}

#[wasm_bindgen_test]
async fn a_subscription_is_current_if_kaipush_made_it() {
    forget().await;
    const PLAIN: &str =
        r#"{"endpoint":"https://push.example/1","keys":{"auth":"AA","p256dh":"BB"}}"#;
    // Nothing is said of a server, where there is none.
    let face = |kind| format!(r#"{{"kind":"{kind}","subscription":{PLAIN},"warnings":{NO_KEY}}}"#);
    {
        let _subscribed = subscribed(PLAIN);
        let (stale, current) = (face("stale"), face("subscribed"));
        for (remembered, expected) in [
            ("", &stale),
            (r#"{"endpoint":"https://push.example/1"}"#, &current),
            // The worker's doing, or another page's: it is ours all the same.
            (r#"{"endpoint":"https://push.example/0"}"#, &current),
            (r#"{"endpoint":"https://push.example/1","reportedTo":"/elsewhere"}"#, &current),
            ("{broken", &stale),
        ] {
            assert_eq!(with_memory(remembered).await, *expected, "{remembered}");
        }
    }
    // The browser has dropped it, and there is no worker here with which it could be renewed.
    let dropped = with_memory(r#"{"endpoint":"https://push.example/1"}"#).await;
    assert_eq!(dropped, format!(r#"{{"kind":"stale","warnings":{NO_KEY}}}"#));
}

/// The state of a page that remembers this of an earlier start.
async fn with_memory(record: &str) -> String {
    js(&format!("localStorage.setItem('kaipush.subscription', '{record}')"));
    let state = state().await;
    js("localStorage.removeItem('kaipush.subscription')");
    forget().await;
    json(&state)
}

/// A worker of the app's own, with a subscription of its own, is none of our business.
#[wasm_bindgen_test]
async fn the_registration_of_another_scope_is_not_ours() {
    forget().await;
    let asked = "(() => { throw new Error('asked') })()";
    let _other = registered("location.origin + '/other/'", asked);
    assert_eq!(member(&state().await, "kind"), "ready");
}

/// Browsers' own checks are not reliable on KaiOS; one a page is enough.
#[wasm_bindgen_test]
async fn a_new_worker_is_looked_for_once_a_page() {
    js("self.looked = 0");
    let registration = "() => Promise.resolve({ scope: location.origin + '/',
        update: () => { looked++; return Promise.reject(new TypeError('offline')); },
        pushManager: { getSubscription: () => Promise.resolve(null) } })";
    let _registered = Placed::new("navigator.serviceWorker", "getRegistration", registration);
    let push = Push::start().await;
    push.state().await.unwrap();
    push.state().await.unwrap();
    assert_eq!(js("looked"), 1);
    Push::start().await.state().await.unwrap();
    assert_eq!(js("looked"), 2, "a page that was opened anew");
}

/// The very first worker comes fresh from the network.
#[wasm_bindgen_test]
async fn the_first_registration_looks_for_no_other() {
    js("self.looked = 0");
    let registration = |active: &str| {
        format!(
            "() => Promise.resolve({{ scope: location.origin + '/', active: {active},
            installing: {active} ? null : {{ state: 'activated' }},
            update: () => {{ looked++; return new Promise(() => 0); }},
            pushManager: {{ getSubscription: () => Promise.resolve(null),
                subscribe: () => Promise.reject(new DOMException('no', 'AbortError')) }} }})"
        )
    };
    for (active, looked) in [("null", 0), ("{}", 1)] {
        let _register = Placed::new("navigator.serviceWorker", "register", &registration(active));
        let push = Push::start().await;
        let thrown = push.subscribe().await.unwrap_err();
        assert_eq!(member(&thrown, "code"), "subscribe-failed");
        assert_eq!(js("looked"), looked, "active: {active}");
    }
}

/// KaiOS 2.5 may never answer an app without the permission `push`.
#[wasm_bindgen_test]
async fn nobody_is_asked_who_would_not_answer() {
    let _app = installed("{ permissions: { serviceworker: {} } }");
    let _hanging = registered("location.origin + '/'", "new Promise(() => { self.wasAsked = 1; })");
    assert_eq!(reached().await, unsupported("push-permission-missing"));
    assert!(js("self.wasAsked").is_undefined());
}

/// Gecko gives such ones where the push service has no keys for it: nothing can be sent to it.
#[wasm_bindgen_test]
async fn a_subscription_without_keys_is_none() {
    forget().await;
    let _subscribed = subscribed("{}");
    assert_eq!(member(&state().await, "kind"), "ready");
}

#[wasm_bindgen_test]
async fn a_registration_that_never_comes_is_not_waited_for() {
    let hanging = "() => new Promise(() => 0)";
    let _hanging = Placed::new("navigator.serviceWorker", "getRegistration", hanging);
    let core = Core::start().await;
    let push = core.create("{ worker: '/sw.js', timeout: 50 }").unwrap();
    assert_eq!(member(&push.state().await.unwrap(), "kind"), "ready");
}

/// There is always an answer, whatever throws on the way to it.
#[wasm_bindgen_test]
async fn it_never_rejects() {
    for (target, name) in [
        ("navigator", "serviceWorker"),
        ("navigator", "mozApps"),
        ("navigator", "b2g"),
        ("navigator", "userAgent"),
        ("navigator.serviceWorker", "getRegistration"),
        ("window", "Notification"),
        ("Notification", "permission"),
        ("window", "PushManager"),
        ("window", "indexedDB"),
        ("window", "localStorage"),
        ("window", "sessionStorage"),
    ] {
        // Who is connected to the storage would not miss it.
        forget().await;
        let push = {
            let _trap = Placed::throwing(target, name);
            Push::start().await
        };
        let _trap = Placed::throwing(target, name);
        let state = push.state().await;
        assert!(member(&state.unwrap(), "kind").is_string(), "{name}");
    }
    for (target, name, value) in [
        ("navigator.serviceWorker", "getRegistration", "() => { throw new Error('no'); }"),
        ("navigator.serviceWorker", "getRegistration", "() => 'no promise'"),
        ("navigator", "mozApps", "{ getSelf() { throw new Error('no'); } }"),
        ("navigator", "mozApps", "{ getSelf: () => Object.freeze({}) }"),
        ("window", "fetch", "() => { throw new Error('no'); }"),
        ("window", "indexedDB", "{ open() { throw new Error('no'); } }"),
        ("window", "indexedDB", "{ open: () => ({}) }"),
    ] {
        // Who is connected to the storage would not miss it.
        forget().await;
        let _odd = Placed::new(target, name, value);
        let state = Push::start().await.state().await;
        assert!(member(&state.unwrap(), "kind").is_string(), "{name}: {value}");
    }
}
