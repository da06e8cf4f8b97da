//! The page's half: permission, subscription, outbox, launches.
//!
//! ```no_run
//! use kaipush::model::{key::Key, permission::State};
//! use kaipush::page::{Config, Push};
//!
//! # async fn run() -> Result<(), kaipush::page::Error> {
//! let key = Key::parse("BF7_KAxbQWoYtHwB7YnL0BlSQ-tvfmWrbp6Z9pUC_8kAdBUDv2QAZ4QScnQjwS982cpV5mqtT6QebWQLP5GpGwM")?;
//! let push = Push::new(Config::new("/sw.js").key(key).report_to("/subscriptions"));
//! push.on_launch(|launched| { let _chat = launched.launch.data; });
//! match push.state().await {
//!     State::Subscribed(..) => {}
//!     State::NeedsPermission { ask: true, .. } => { /* on a key press: */ push.subscribe().await?; }
//!     _ => {}
//! }
//! # Ok(()) }
//! ```
mod address;
mod causes;
mod changes;
mod closings;
mod config;
mod connect;
mod delivery;
mod error;
mod foreground;
mod handlers;
mod history;
mod launches;
mod manifest;
mod notify;
mod outbox;
mod permission;
mod prompt;
mod push;
mod registration;
mod replay;
mod situation;
mod start;
mod subscription;
mod system_messages;
mod unseen;
mod visible;
mod waiting;

pub use crate::request::Request;
pub use config::Config;
pub use delivery::Delivery;
pub use error::Error;
pub use history::{Entry, History};
pub use launches::{Launched, begin};
pub use notify::PageNotification;
pub use push::Push;

#[cfg(feature = "js")]
pub(crate) use {
    changes::Handler as ChangeHandler,
    changes::listen,
    config::{EVENTS_WITHIN, MAX_TIMEOUT, TIMEOUT},
    foreground::{Handler as ForegroundHandler, on_foreground, on_message},
    history::describe,
    launches::from_worker,
    push::to_js,
};
