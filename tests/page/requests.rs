//! How the app's server is told what waits, as far as a page without a push service can show it.

use js_sys::Function;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::browser::{EXISTING, registering};
use crate::common::{Placed, forget, js, json, member, pass, until};
use crate::core::{Core, Push};
use crate::outbox::{LISTEN, event, push, wait, waiting};

/// The worker had nobody to sign in, and waits half an hour by now. What the server asked to wait holds.
#[wasm_bindgen_test]
async fn a_page_that_starts_waits_for_no_backoff() {
    let later = "tries: 9, denied: 3, due: Date.now() + 1800000";
    let held = format!("{later}, held: Date.now() + 1800000");
    wait(&[&event("waits", later), &event("held", &held)]).await;
    js("self.asked = []");
    let _server = Placed::new(
        "window",
        "fetch",
        "async url => { self.asked.push(new URL(url).pathname); return new Response(''); }",
    );
    let _page = push().await;
    until(async || js("self.asked.length") == 1).await;
    pass(300).await;
    assert_eq!(json(&js("self.asked")), r#"["/waits"]"#);
    forget().await;
}

/// Such as when the user has signed in.
#[wasm_bindgen_test]
async fn what_was_refused_unsigned_goes_when_the_page_signs() {
    wait(&[&event("waits", "tries: 9, due: Date.now() + 1800000")]).await;
    js("self.signed = []");
    let _server = Placed::new(
        "window",
        "fetch",
        "async (url, init) => {
            self.signed.push(init.headers.Authorization || '');
            return new Response('', { status: init.headers.Authorization ? 201 : 401 });
        }",
    );
    let page = push().await;
    some_in("self.signed").await;
    pass(300).await;
    assert_eq!(json(&js("self.signed")), r#"[""]"#);
    page.set_onrequest(&js("(request) => { request.headers.Authorization = 'Bearer 1'; }"));
    until(async || waiting().await == "[]").await;
    page.set_onrequest(&JsValue::NULL);
    assert_eq!(json(&js("self.signed")), r#"["","Bearer 1"]"#);
    forget().await;
}

/// Waits until something stands in this list.
async fn some_in(list: &str) {
    while js(&format!("{list}.length")) == 0 {
        pass(20).await;
    }
}

/// An unsubscription of a server's that answers so; gives how it was asked.
async fn unsubscribed(push: &Push, fetch: &str) -> JsValue {
    js("self.asked = []");
    let _server = Placed::new("window", "fetch", fetch);
    js("localStorage.setItem('kaipush.subscription', '{\"endpoint\":\"https://push.example/9\"}')");
    push.unsubscribe().await.unwrap();
    js("self.asked")
}

#[wasm_bindgen_test]
async fn the_app_shapes_requests_and_hears_of_them() {
    forget().await;
    let push = push().await;
    push.set_onrequest(&js("async request => {
        request.headers.Authorization = 'Bearer ' + request.kind;
        const body = JSON.stringify({ ...JSON.parse(request.body), by: 'app' });
        return { ...request, url: request.url + '?v=2', method: 'PUT', body };
    }"));
    js("self.told = []");
    push.set_ondelivery(&js(
        "delivery => { self.told.push(delivery); throw new Error('ignored'); }",
    ));
    let server = "(url, init) => {
        self.asked.push([new URL(url).search, init.method, init.headers.Authorization, init.body]);
        return Promise.resolve(new Response('', { status: 400 }));
    }";
    let asked = unsubscribed(&push, server).await;
    let body = r#""{\"endpoint\":\"https://push.example/9\",\"by\":\"app\"}""#;
    assert_eq!(json(&asked), format!(r#"[["?v=2","PUT","Bearer unsubscription",{body}]]"#));
    let told = r#"[{"kind":"unsubscription","name":"","outcome":"refused","status":400,"code":"report-refused"}]"#;
    assert_eq!(json(&js("self.told")), told);
    assert_eq!(waiting().await, "[]");
    forget().await;
}

/// Any `Push` of the page sends what is due, whoever put it there.
#[wasm_bindgen_test]
async fn what_shapes_requests_is_the_whole_pages() {
    forget().await;
    let core = Core::start().await;
    let create = || core.create("{ worker: '/sw.js', reportTo: '/report' }").unwrap();
    let (one, other) = (create(), create());
    one.set_onrequest(&js(
        "({ headers, ...request }) => ({ ...request, headers: { ...headers, By: 'app' } })",
    ));
    js("self.told = []");
    one.set_ondelivery(&js("delivery => { self.told.push(delivery.outcome); }"));
    let server = "(url, init) => {
        self.asked.push(init.headers.By);
        return Promise.resolve(new Response(''));
    }";
    let asked = unsubscribed(&other, server).await;
    assert_eq!(json(&js("[self.asked, self.told]")), r#"[["app"],["done"]]"#, "{asked:?}");
    forget().await;
}

/// The new server may have it, too: its answer was lost.
#[wasm_bindgen_test]
async fn an_app_whose_server_has_moved_leaves_both() {
    forget().await;
    js("self.asked = []");
    let _server = Placed::new(
        "window",
        "fetch",
        "(url, init) => { self.asked.push([init.method, new URL(url).pathname, init.body]);
            return Promise.resolve(new Response('')); }",
    );
    js("localStorage.setItem('kaipush.subscription', JSON.stringify({
        endpoint: 'https://push.example/9', reportedTo: location.origin + '/before' }))");
    push().await.unsubscribe().await.unwrap();
    let body = r#""{\"endpoint\":\"https://push.example/9\"}""#;
    let expected = format!(r#"[["DELETE","/before",{body}],["DELETE","/report",{body}]]"#);
    assert_eq!(json(&js("self.asked.sort()")), expected);
    assert_eq!(waiting().await, "[]");
    forget().await;
}

/// An app that signs its requests can't before its user has signed in.
#[wasm_bindgen_test]
async fn who_signs_in_later_loses_nothing() {
    wait(&[&event("event", "tries: 5, denied: 5, made: Date.now()")]).await;
    js("self.told = []");
    let _server =
        Placed::new("window", "fetch", "() => Promise.resolve(new Response('', { status: 401 }))");
    let push = push().await;
    push.set_ondelivery(&js("delivery => self.told.push([delivery.outcome, delivery.status])"));
    some_in("self.told").await;
    assert_eq!(json(&js("self.told")), r#"[["retry",401]]"#);
    forget().await;
}

/// Two servers, or two kinds of things to tell.
#[wasm_bindgen_test]
async fn a_server_that_hangs_holds_up_nobody_else() {
    wait(&[&event("hangs", "")]).await;
    js("self.asked = [], self.told = []");
    let _server = Placed::new(
        "window",
        "fetch",
        "url => {
            const { pathname } = new URL(url);
            self.asked.push(pathname);
            return pathname === '/hangs' ? new Promise(() => {}) : Promise.resolve(new Response(''));
        }",
    );
    let config = "{ worker: '/sw.js', reportTo: '/report', timeout: 5000 }";
    let push = Core::start().await.create(config).unwrap();
    push.set_ondelivery(&js("delivery => self.told.push(delivery.kind)"));
    some_in("self.asked").await;
    js("localStorage.setItem('kaipush.subscription', '{\"endpoint\":\"https://push.example/9\"}')");
    push.unsubscribe().await.unwrap();
    assert_eq!(
        json(&js("[self.asked, self.told]")),
        r#"[["/hangs","/report"],["unsubscription"]]"#
    );
    forget().await;
}

/// The page's start may be at it when the app subscribes, and takes along what comes: it is under way then, and
/// what becomes of it is not known yet.
#[wasm_bindgen_test]
async fn a_report_that_the_start_sends_is_waited_for() {
    wait(&[&event("event", "")]).await;
    js("self.asked = [], self.answer = null");
    let _granted = Placed::new("Notification", "permission", "'granted'");
    let _registered = registering(&format!(
        "{{ getSubscription: () => Promise.resolve(null), subscribe: () => Promise.resolve({EXISTING}) }}"
    ));
    // The start is done with the event when the report is written down, and looks for more.
    js("self.put = IDBObjectStore.prototype.put");
    let _put = Placed::new(
        "IDBObjectStore.prototype",
        "put",
        "function (record) {
            if (record.kind === 'subscription' && self.answer) self.answer(new Response(''));
            return self.put.call(this, record);
        }",
    );
    let _server = Placed::new(
        "window",
        "fetch",
        "async url => {
            const { pathname } = new URL(url);
            self.asked.push(pathname);
            if (pathname === '/event') return new Promise(answer => { self.answer = answer; });
            await new Promise(done => setTimeout(done, 500));
            return new Response('');
        }",
    );
    let config = "{ worker: '/sw.js', reportTo: '/report', timeout: 5000 }";
    let push = Core::start().await.create(config).unwrap();
    some_in("self.asked").await;
    let state = push.subscribe().await;
    forget().await;
    assert_eq!(json(&member(&state.unwrap(), "reported")), r#""yes""#);
    assert_eq!(json(&js("self.asked")), r#"["/event","/report"]"#);
}

/// Whoever tries: what comes of a report is another state also for the others.
#[wasm_bindgen_test]
async fn other_pages_hear_what_became_of_a_report() {
    let report = "kind: 'subscription', endpoint: 'https://push.example/9'";
    wait(&[&event("report", report)]).await;
    js("self.heard = [], self.channel = new BroadcastChannel('kaipush'),
        self.channel.onmessage = ({ data }) => self.heard.push(data.kaipush)");
    let _server =
        Placed::new("window", "fetch", "() => Promise.resolve(new Response('', { status: 201 }))");
    let _push = push().await;
    until(async || js("self.heard.length") != 0).await;
    assert_eq!(json(&js("self.channel.close() || self.heard")), r#"["changed"]"#);
    forget().await;
}

/// What a redirect leads to has not been told.
#[wasm_bindgen_test]
async fn a_redirect_is_not_followed() {
    forget().await;
    let push = push().await;
    js("self.told = []");
    push.set_ondelivery(&js("delivery => self.told.push([delivery.outcome, delivery.status])"));
    let server = "(url, init) => {
        self.asked.push(init.redirect);
        return Promise.resolve({ type: 'opaqueredirect', status: 0, headers: new Headers() });
    }";
    let asked = unsubscribed(&push, server).await;
    assert_eq!(json(&asked), r#"["manual"]"#);
    assert_eq!(json(&js("self.told")), r#"[["retry",302]]"#);
    forget().await;
}

#[wasm_bindgen_test]
async fn a_shaping_function_that_fails_means_later() {
    forget().await;
    let push = push().await;
    js("self.told = []");
    push.set_ondelivery(&js("delivery => self.told.push([delivery.outcome, delivery.status])"));
    for shape in ["() => { throw new Error('no token') }", "async () => { throw 'no token' }"] {
        let _console = Placed::new("console", "warn", LISTEN);
        push.set_onrequest(&js(shape));
        let asked = unsubscribed(&push, "() => { self.asked.push(1); }").await;
        assert_eq!(json(&asked), "[]", "{shape}");
        let said = js("self.warned.some(line =>
            line.startsWith('kaipush: request-handler-failed: no token'))");
        assert_eq!(said, true, "{shape}");
        assert_eq!(json(&js("self.told.splice(0)")), r#"[["retry",0]]"#, "{shape}");
        forget().await;
    }
    forget().await;
}

/// A handler may be taken back.
#[wasm_bindgen_test]
async fn handlers_are_optional() {
    let push = push().await;
    push.set_onrequest(&JsValue::NULL);
    push.set_ondelivery(&JsValue::NULL);
    push.set_ondelivery(js("() => 0").unchecked_ref::<Function>());
    push.set_ondelivery(&JsValue::NULL);
    assert_eq!(member(&push.state().await.unwrap(), "kind"), "ready");
    forget().await;
}
