//! One browser.

use std::collections::HashMap;

use super::queue::Queue;
use super::sockets::SocketId;
use crate::vapid::ServerKey;

/// One browser: its subscriptions, what waits for it, and where it is connected.
#[derive(Debug, Default)]
pub(super) struct Client {
    /// Each with the key the page subscribed with, if any.
    pub(super) subscriptions: HashMap<String, Option<ServerKey>>,
    pub(super) queue: Queue,
    pub(super) socket: Option<SocketId>,
}

impl Client {
    /// It connected; gives an older connection, which the new one takes the place of.
    pub(super) fn arrived(&mut self, socket: SocketId) -> Option<SocketId> {
        self.socket.replace(socket).filter(|older| *older != socket)
    }

    /// A connection ended, perhaps this one's.
    pub(super) fn left(&mut self, socket: SocketId) {
        if self.socket == Some(socket) {
            self.socket = None;
        }
    }
}
