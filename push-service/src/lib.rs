#![doc = include_str!("../README.md")]

mod base64url;
mod endpoint;
mod event;
mod headers;
mod id;
mod log;
mod loopback;
mod message;
mod mode;
mod params;
mod protocol;
mod refusal;
mod registry;
mod service;
mod socket;
mod state;
mod tls;
mod token;
mod vapid;

pub use event::{Event, Post};
pub use log::{Entry, Log, NotSeen};
pub use mode::Mode;
pub use service::{Options, PushService, StartError};
pub use tls::TlsError;
