//! A click on a notification: where it leads, and what the app gets.
mod fragment;
mod launch;
mod route;
mod target;

pub use fragment::{attach, detach};
pub use launch::{Launch, Via};
pub use route::{Client, Situation, Step, route};
pub use target::{Target, target};
