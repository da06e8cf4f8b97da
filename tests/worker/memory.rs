//! The allocator: what events leave behind must be there for the next ones.

use wasm_bindgen_test::wasm_bindgen_test;

use crate::common::js;
use crate::core::Worker;

/// How many events are under way at one time.
const AT_ONCE: usize = 7;

/// An event's strings and lists, of sizes that differ from event to event.
fn event(number: usize) -> (Vec<String>, Vec<u8>) {
    // Up to 3 kB of payload, as push services allow.
    let text = |salt: usize| "x".repeat((number * 31 + salt * 977) % 3000);
    let mut list = Vec::new();
    for salt in 0..number % 9 {
        list.push(text(salt));
    }
    let mut grown = Vec::new();
    for byte in 0..number % 500 {
        grown.push(byte as u8);
    }
    (list, grown)
}

#[wasm_bindgen_test]
fn memory_stays_flat_over_ten_thousand_events() {
    let mut under_way = std::collections::VecDeque::new();
    let mut run = |numbers: std::ops::Range<usize>| {
        for number in numbers {
            under_way.push_back(event(number));
            if under_way.len() > AT_ONCE {
                under_way.pop_front();
            }
        }
        std::arch::wasm32::memory_size(0)
    };
    // All that differs has come up once by then.
    let early = run(0..9_000);
    assert_eq!(run(9_000..19_000), early);
}

/// The same of pushes, by what keeps them: what one leaves behind for good is a page of memory soon.
#[wasm_bindgen_test]
async fn memory_stays_flat_over_a_thousand_pushes() {
    let worker = Worker::in_rust();
    let run = async |count: usize| {
        for number in 0..count {
            let body = "x".repeat(number * 31 % 2000);
            let push = format!(r#"'{{"title":"T","id":"m{number}","body":"{body}"}}'"#);
            worker.push(&push).await.unwrap();
            // What the browser's place keeps is not the core's.
            js_sys::Reflect::set(&worker.host, &"shown".into(), &js("[]")).unwrap();
        }
        std::arch::wasm32::memory_size(0)
    };
    run(200).await;
    let early = run(400).await;
    assert_eq!(run(400).await, early);
}
