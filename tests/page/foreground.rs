//! The worker's question whether the page in front takes a push.

use wasm_bindgen_test::wasm_bindgen_test;

use crate::common::{Placed, js, json, pass};
use crate::core::{Push, message};

/// Counts the ports that are closed.
const CLOSE: &str = "(close => function () { self.ends += 1; return close.call(this); })(
    MessagePort.prototype.close)";

/// Asks the page; gives what its handler got, what it answered, and how many ports it has closed.
async fn asked(policy: &str, until: &str) -> String {
    let _close = Placed::new("MessagePort.prototype", "close", CLOSE);
    js("(self.got = [], self.answers = [], self.ends = 0, self.channel = new MessageChannel())");
    js("channel.port1.onmessage = ({ data }) => answers.push(data)");
    message(&format!(
        "{{ kaipush: 'foreground', policy: '{policy}', message: {{ title: 'Ada' }},
            port: channel.port2, until: {until} }}"
    ));
    pass(100).await;
    json(&js("[got, answers, ends]"))
}

/// What comes too late was shown by then: the user has it already.
#[wasm_bindgen_test]
async fn it_is_answered_in_time_or_not_at_all() {
    let push = Push::start().await;
    push.set_onmessage(&js("message => { got.push(message.title); }"));
    push.set_onforeground(&js("message => { got.push(message.title); return false; }"));
    let (taken, nothing) = (r#"[["Ada"],[false],1]"#, "[[],[],1]");
    for policy in ["hidden", "ask"] {
        assert_eq!(asked(policy, "Date.now() + 500").await, taken, "{policy}");
        // An older worker's.
        assert_eq!(asked(policy, "undefined").await, taken, "{policy}");
        assert_eq!(asked(policy, "Date.now() - 1").await, nothing, "{policy}");
    }
}

#[wasm_bindgen_test]
async fn without_a_handler_it_is_shown() {
    let _push = Push::start().await;
    for policy in ["hidden", "ask"] {
        assert_eq!(asked(policy, "undefined").await, "[[],[true],1]", "{policy}");
    }
}

/// What has not happened in time has not happened: the user would see nothing.
#[wasm_bindgen_test]
async fn a_handler_that_promises_takes_it_when_that_is_kept() {
    let push = Push::start().await;
    // The browser tells of the rejection; here it is expected.
    let _expected =
        Placed::new("window", "onunhandledrejection", "event => event.preventDefault()");
    for (handler, answers) in [
        ("async () => {}", "[false]"),
        ("async () => true", "[false]"),
        ("async () => { throw new Error('no network'); }", "[true]"),
        ("() => { throw new Error('no element'); }", "[true]"),
        ("() => new Promise(() => {})", "[]"),
    ] {
        push.set_onmessage(&js(handler));
        let seen = asked("hidden", "Date.now() + 500").await;
        assert!(seen.contains(&format!("],{answers},")), "{handler}: {seen}");
    }
}
