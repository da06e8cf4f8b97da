//! The service as browsers and senders see it: a real WebSocket client and real
//! VAPID-signed requests, over plain sockets and TLS.

// Helpers count as test code; the lint knows only functions marked as tests.
#![allow(clippy::unwrap_used)]

mod browser;
mod client;
mod delivery;
mod endpoint;
mod http;
mod kaios;
mod lifecycle;
mod refusals;
mod sender;
mod tls;

use std::time::Duration;

use kaipush_push_service::{Mode, Options, PushService};

/// More than anything here takes, on a machine that is busy with other things.
const TIMEOUT: Duration = Duration::from_secs(10);

async fn start(mode: Mode) -> PushService {
    let options = Options { mode, ..Options::default() };
    PushService::start(options).await.unwrap()
}
