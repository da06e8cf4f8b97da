//! The worker's half in a real service worker: `wasm-pack test --headless --firefox`.
//!
//! The exports that `sw/shim.js` calls, with a stand-in for the shim (`host.js`). Events are made
//! here, which browsers allow; real pushes and clicks are the end-to-end tests' matter.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, reason = "what fails here fails the test")]

mod action;
mod capabilities;
mod click;
mod close;
#[path = "../common/mod.rs"]
mod common;
mod core;
mod handler;
mod kept;
mod log;
mod memory;
mod payload;
mod platform;
mod renew;
mod reports;
mod rust_handler;
mod system_message;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_service_worker);
