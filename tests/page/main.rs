//! The page's half in a real page: `wasm-pack test --headless --firefox`.
//!
//! Everything that needs a browser but no push service. Each file in tests/ with a `main.rs` starts
//! one Firefox, so there are two of them: this one and `worker`.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, reason = "what fails here fails the test")]

mod apart;
mod base;
mod browser;
mod changes;
#[path = "../common/mod.rs"]
mod common;
mod core;
mod errors;
mod foreground;
mod history;
mod hostile;
mod kept;
mod key;
mod launches;
mod outbox;
mod own;
mod platform;
mod prompt;
mod requests;
mod start;
mod state;
mod system;
mod system_messages;
mod values;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
