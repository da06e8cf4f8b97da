#![doc = include_str!("../README.md")]

mod alerts;
mod command;
mod console;
mod deadline;
mod driver;
mod firefox;
mod guard;
mod home;
mod keys;
mod launch;
mod network;
mod origin;
mod page;
mod permission;
mod preferences;
mod prompt;
mod push;
mod run;
mod script;
mod session;
mod setup;
mod site;
mod tabs;
mod worker;

pub use alerts::{Alert, AlertAction, Alerts, Closed, TELL_REPLACED};
pub use console::Message;
pub use firefox::Firefox;
pub use home::own_home;
pub use launch::Launch;
pub use page::Page;
pub use permission::Permission;
pub use prompt::Answer;
pub use script::ScriptError;
pub use site::{Asked, Purpose, Report, Site};
pub use tabs::Tab;
