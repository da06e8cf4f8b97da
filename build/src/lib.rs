#![doc = include_str!("../README.md")]

pub mod app;
pub mod core;
pub mod dist;
mod exec;
mod hash;
mod js_app;
mod leftovers;
pub mod levels;
mod memo;
pub mod product;
pub mod progress;
mod put;
mod rust_app;
pub mod tools;

pub use js_app::js_app;
pub use rust_app::{RustApp, rust_app};
