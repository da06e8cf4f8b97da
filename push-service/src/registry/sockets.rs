//! The open connections.

use std::collections::HashMap;

use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

use crate::event::Event;
use crate::protocol::ServerMessage;

/// Names a connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct SocketId(u64);

/// A message to write to a connection.
#[derive(Debug)]
pub(crate) struct Outgoing {
    pub(crate) message: ServerMessage,
    /// What to log once it is written.
    pub(crate) event: Option<Event>,
}

impl Outgoing {
    /// An answer, which the log does not hear of.
    pub(crate) fn answer(message: ServerMessage) -> Self {
        Self { message, event: None }
    }
}

/// The open connections. One that is taken out here ends itself.
#[derive(Debug, Default)]
pub(super) struct Sockets {
    open: HashMap<SocketId, UnboundedSender<Outgoing>>,
    count: u64,
}

impl Sockets {
    pub(super) fn open(&mut self) -> (SocketId, UnboundedReceiver<Outgoing>) {
        let (sender, receiver) = unbounded_channel();
        self.count += 1;
        let socket = SocketId(self.count);
        self.open.insert(socket, sender);
        (socket, receiver)
    }

    pub(super) fn is_open(&self, socket: SocketId) -> bool {
        self.open.contains_key(&socket)
    }

    pub(super) fn send(&self, socket: SocketId, outgoing: Outgoing) {
        if let Some(sender) = self.open.get(&socket) {
            // A connection that ended meanwhile loses nothing: unacknowledged is kept.
            let _ = sender.send(outgoing);
        }
    }

    pub(super) fn close(&mut self, socket: SocketId) {
        self.open.remove(&socket);
    }

    pub(super) fn close_all(&mut self) {
        self.open.clear();
    }
}
