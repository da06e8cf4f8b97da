//! Raw bindings to what KaiOS has and `web-sys` lacks, after KaiOS' own webidl files.
//!
//! Everything may be missing: the same code runs on every system. Members are therefore optional
//! or fallible.
mod moz_apps;
mod navigator;
mod registration;

pub use moz_apps::MozApp;
pub use navigator::Navigator;
pub use registration::{KaiRegistration, SystemMessageManager};
