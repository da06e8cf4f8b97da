//! Who is known, who is connected, what waits for whom.

mod client;
mod queue;
mod sockets;

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

use tokio::sync::mpsc::UnboundedReceiver;

use crate::event::Event;
use crate::id;
use crate::log::Log;
use crate::message::Message;
use crate::protocol::ServerMessage;
use crate::refusal::Refusal;
use crate::token::Token;
use crate::vapid::ServerKey;
use client::Client;
use sockets::Sockets;
pub(crate) use sockets::{Outgoing, SocketId};

/// All that the service remembers. In memory: a restarted service knows nobody, and
/// browsers cope with that as with a server that forgot them.
#[derive(Debug)]
pub(crate) struct Registry {
    state: Mutex<State>,
    log: Log,
}

#[derive(Debug, Default)]
struct State {
    clients: HashMap<String, Client>,
    sockets: Sockets,
}

impl Registry {
    pub(crate) fn new(log: Log) -> Self {
        let state = Mutex::default();
        Self { state, log }
    }

    /// A browser connected. The receiver ends when the connection must.
    pub(crate) fn connect(&self) -> (SocketId, UnboundedReceiver<Outgoing>) {
        self.with(|state| state.sockets.open())
    }

    /// A connection ended.
    pub(crate) fn disconnect(&self, socket: SocketId) {
        self.with(|state| {
            state.sockets.close(socket);
            state.clients.values_mut().for_each(|client| client.left(socket));
        });
    }

    /// A browser says hello, by its old name if it has one. Gives the name it has now
    /// and what to send: the answer, then all that waits, in order. `None` if the
    /// connection was dropped meanwhile.
    pub(crate) fn hello(
        &self,
        socket: SocketId,
        old: Option<String>,
    ) -> Option<(String, Vec<Outgoing>)> {
        self.with(|state| {
            if !state.sockets.is_open(socket) {
                return None;
            }
            let known = old.filter(|uaid| state.clients.contains_key(uaid));
            let is_known = known.is_some();
            let uaid = known.unwrap_or_else(id::random);
            let client = state.clients.entry(uaid.clone()).or_default();
            if let Some(older) = client.arrived(socket) {
                state.sockets.close(older);
            }
            self.log.push(Event::Hello { uaid: uaid.clone(), known: is_known });
            let mut outgoing = vec![Outgoing::answer(ServerMessage::hello(&uaid))];
            outgoing.extend(client.queue.resend(Instant::now(), &self.log));
            Some((uaid, outgoing))
        })
    }

    /// A page subscribed. `None` if its browser was forgotten meanwhile.
    pub(crate) fn register(
        &self,
        uaid: &str,
        channel: &str,
        key: Option<ServerKey>,
        endpoint: &str,
    ) -> Option<()> {
        self.with(|state| {
            let client = state.clients.get_mut(uaid)?;
            client.subscriptions.insert(channel.to_owned(), key);
            self.log.push(Event::Registered {
                uaid: uaid.to_owned(),
                channel: channel.to_owned(),
                endpoint: endpoint.to_owned(),
                keyed: key.is_some(),
            });
            Some(())
        })
    }

    /// A page unsubscribed: what waits for it is dropped.
    pub(crate) fn unregister(&self, uaid: &str, channel: &str, code: Option<u16>) {
        self.with(|state| {
            if let Some(client) = state.clients.get_mut(uaid) {
                client.subscriptions.remove(channel);
                client.queue.drop_channel(channel);
            }
            let channel = channel.to_owned();
            self.log.push(Event::Unregistered { channel, code });
        });
    }

    /// The browser has a message; whatever it did with it, it does not want it again.
    pub(crate) fn acknowledge(&self, uaid: &str, version: &str) {
        self.with(|state| {
            if let Some(client) = state.clients.get_mut(uaid) {
                client.queue.remove(version);
            }
        });
    }

    /// The key a page subscribed with, if any; an error if there is no such subscription.
    pub(crate) fn subscription(&self, token: &Token) -> Result<Option<ServerKey>, Refusal> {
        self.with(|state| state.subscription(token))
    }

    /// Takes a push: sends it if the browser is there and keeps it until acknowledged.
    pub(crate) fn accept(&self, token: &Token, message: Message) -> Result<(), Refusal> {
        self.with(|state| {
            // The page may have unsubscribed while the body was on its way.
            state.subscription(token)?;
            let client = state.clients.get_mut(&token.uaid);
            let client = client.ok_or_else(Refusal::unknown_client)?;
            self.log.push(Event::Posted(message.post()));
            let socket = client.socket;
            let outgoing = client.queue.add(message, socket.is_some(), &self.log);
            if let (Some(socket), Some(outgoing)) = (socket, outgoing) {
                state.sockets.send(socket, outgoing);
            }
            Ok(())
        })
    }

    /// Forgets all browsers, their subscriptions and messages.
    pub(crate) fn forget_clients(&self) {
        self.with(|state| state.clients.clear());
    }

    /// Ends all connections.
    pub(crate) fn drop_connections(&self) {
        self.with(|state| {
            state.sockets.close_all();
            state.clients.values_mut().for_each(|client| client.socket = None);
        });
    }

    fn with<T>(&self, work: impl FnOnce(&mut State) -> T) -> T {
        work(&mut self.state.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl State {
    fn subscription(&self, token: &Token) -> Result<Option<ServerKey>, Refusal> {
        let client = self.clients.get(&token.uaid);
        let client = client.ok_or_else(Refusal::unknown_client)?;
        let key = client.subscriptions.get(&token.channel);
        key.copied().ok_or_else(Refusal::no_subscription)
    }
}
