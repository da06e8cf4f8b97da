//! A click on a notification: where it leads, and what the app gets.
mod closed;
mod fragment;
mod launch;
mod route;
mod target;
mod waiting;
mod wish;

pub use closed::{How, Traces, how};
pub use fragment::{attach, detach};
pub use launch::{Launch, Via};
pub use route::{Client, Situation, Step, route};
pub use target::{Target, target};
pub use waiting::{crowded_out, is_fresh};
pub use wish::Wish;
