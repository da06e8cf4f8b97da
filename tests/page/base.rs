//! A page whose addresses have another base than its own: `<base href>`, or one that changes.

use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::common::{Placed, js, json, member};
use crate::core::Core;

/// What the app's addresses come to: the scope that is asked for, and the one that the state would name.
#[wasm_bindgen_test]
async fn it_holds_for_worker_and_scope() {
    for (config, expected) in [
        ("worker: 'sw.js'", "/app/"),
        ("worker: '/sw.js'", "/"),
        ("worker: 'js/sw.js?v=1'", "/app/js/"),
        ("worker: '/sw.js', scope: 'push/'", "/app/push/"),
        ("worker: '/sw.js', scope: './'", "/app/"),
    ] {
        let core = Core::start().await;
        let _asked = Placed::new(
            "navigator.serviceWorker",
            "getRegistration",
            "scope => { self.asked = new URL(scope).pathname; return Promise.resolve(); }",
        );
        let base = js("document.head.appendChild(Object.assign(
            document.createElement('base'), { href: '/app/index.html' }))");
        let push = core.create(&format!("{{ {config} }}"));
        push.unwrap().state().await.unwrap();
        let remove: js_sys::Function = member(&base, "remove").unchecked_into();
        remove.call0(&base).unwrap();
        assert_eq!(js("self.asked"), expected, "{config}");
    }
}

/// The worker, elsewhere at home, has to know it, too.
#[wasm_bindgen_test]
async fn it_holds_for_the_apps_server() {
    crate::common::forget().await;
    let core = Core::start().await;
    let _fetch = Placed::new(
        "window",
        "fetch",
        "url => { self.asked.push(new URL(url).pathname);
            return Promise.resolve(new Response('')); }",
    );
    js("self.asked = []");
    js("localStorage.setItem('kaipush.subscription', '{\"endpoint\":\"https://push.example/9\"}')");
    let base = js("document.head.appendChild(Object.assign(
        document.createElement('base'), { href: '/app/index.html' }))");
    let push = core.create("{ worker: '/sw.js', reportTo: 'report' }").unwrap();
    push.unsubscribe().await.unwrap();
    let remove: js_sys::Function = member(&base, "remove").unchecked_into();
    remove.call0(&base).unwrap();
    assert_eq!(json(&js("self.asked")), r#"["/app/report"]"#);
    crate::common::forget().await;
}

/// An app's router changes the page's address, and its worker stays where it is.
#[wasm_bindgen_test]
async fn an_address_that_changes_does_not_move_the_worker() {
    for (config, script, scope) in [
        ("worker: 'sw.js'", "/sw.js", "/"),
        ("worker: 'sw.js', scope: 'push/'", "/sw.js", "/push/"),
    ] {
        crate::common::forget().await;
        let core = Core::start().await;
        let path = "new URL(given, document.baseURI).pathname";
        let _asked = Placed::new(
            "navigator.serviceWorker",
            "getRegistration",
            &format!("given => {{ self.asked = {path}; return Promise.resolve(); }}"),
        );
        let _registered = Placed::new(
            "navigator.serviceWorker",
            "register",
            &format!(
                "(given, options) => {{ self.script = {path};
                    given = options ? options.scope : '/'; self.covered = {path};
                    return Promise.reject(new TypeError('as far as it comes')); }}"
            ),
        );
        let push = core.create(&format!("{{ {config} }}")).unwrap();
        js("self.home = location.href, history.pushState(null, '', '/list/7/')");
        let state = push.state().await;
        let subscribed = push.subscribe().await;
        js("history.replaceState(null, '', self.home)");
        state.unwrap();
        subscribed.unwrap_err();
        assert_eq!(js("self.asked"), scope, "{config}");
        assert_eq!(js("self.script"), script, "{config}");
        assert_eq!(js("self.covered"), scope, "{config}");
    }
}
