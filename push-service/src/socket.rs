//! One browser's connection.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use axum::extract::State;
use axum::extract::ws::{Message as Frame, WebSocket, WebSocketUpgrade};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use crate::event::Event;
use crate::protocol::{ClientMessage, Empty, SUBPROTOCOL, Said, ServerMessage};
use crate::registry::{Outgoing, SocketId};
use crate::state::Shared;
use crate::vapid::ServerKey;

/// A browser's messages are short; the longest is an ack of many.
const MAX_FRAME: usize = 1 << 20;

/// Takes a browser's connection, unless told to refuse.
pub(crate) async fn connect(
    State(shared): State<Arc<Shared>>,
    upgrade: WebSocketUpgrade,
) -> Response {
    if shared.refusing.load(Ordering::SeqCst) {
        shared.log.push(Event::ConnectionRefused);
        let text = "this push service was told to refuse connections\n";
        return (StatusCode::SERVICE_UNAVAILABLE, text).into_response();
    }
    upgrade
        .protocols([SUBPROTOCOL])
        .max_message_size(MAX_FRAME)
        .on_upgrade(|web_socket| Connection::run(shared, web_socket))
}

/// One browser's connection, nameless until it says hello.
struct Connection {
    shared: Arc<Shared>,
    socket: SocketId,
    uaid: Option<String>,
}

/// Why the service ends a connection.
enum End {
    /// The registry let go of it.
    Dropped,
    /// The browser left the protocol.
    Bad(String),
}

impl Connection {
    async fn run(shared: Arc<Shared>, mut web_socket: WebSocket) {
        let (socket, mut outbox) = shared.registry.connect();
        if shared.refusing.load(Ordering::SeqCst) {
            // Refusing began while this connection was being made.
            shared.registry.disconnect(socket);
            shared.log.push(Event::ConnectionRefused);
            return;
        }
        let uaid = None;
        let mut this = Self { shared, socket, uaid };
        loop {
            let outgoing = tokio::select! {
                biased;
                outgoing = outbox.recv() => match outgoing {
                    Some(outgoing) => vec![outgoing],
                    // The registry let go of this connection.
                    None => break,
                },
                frame = web_socket.recv() => match frame {
                    Some(Ok(Frame::Text(text))) => match this.answer(&text) {
                        Ok(outgoing) => outgoing,
                        Err(End::Dropped) => break,
                        Err(End::Bad(reason)) => {
                            this.shared.log.push(Event::BadFrame { reason });
                            break;
                        }
                    },
                    Some(Ok(Frame::Ping(_) | Frame::Pong(_))) => vec![],
                    Some(Ok(Frame::Binary(_) | Frame::Close(_)) | Err(_)) | None => break,
                },
            };
            if this.write(&mut web_socket, outgoing).await.is_err() {
                break;
            }
        }
        this.shared.registry.disconnect(this.socket);
        let uaid = this.uaid;
        this.shared.log.push(Event::Disconnected { uaid });
    }

    async fn write(
        &self,
        web_socket: &mut WebSocket,
        outgoing: Vec<Outgoing>,
    ) -> Result<(), axum::Error> {
        for Outgoing { message, event } in outgoing {
            let text = serde_json::to_string(&message).map_err(axum::Error::new)?;
            web_socket.send(Frame::Text(text.into())).await?;
            if let Some(event) = event {
                self.shared.log.push(event);
            }
        }
        Ok(())
    }

    /// What to answer, or why to end the connection.
    fn answer(&mut self, text: &str) -> Result<Vec<Outgoing>, End> {
        let said = match ClientMessage::parse(text).map_err(|error| End::Bad(error.to_string()))? {
            ClientMessage::Ping => {
                return Ok(vec![Outgoing::answer(ServerMessage::Pong(Empty {}))]);
            }
            ClientMessage::Said(said) => said,
        };
        match (said, &self.uaid) {
            (Said::Hello { uaid: old }, None) => {
                let answer = self.shared.registry.hello(self.socket, old);
                let (uaid, outgoing) = answer.ok_or(End::Dropped)?;
                self.uaid = Some(uaid);
                Ok(outgoing)
            }
            (Said::Hello { .. }, Some(_)) => Err(End::Bad("a second hello".to_owned())),
            (_, None) => Err(End::Bad("the first message is not hello".to_owned())),
            (Said::Register { channel, key }, Some(uaid)) => {
                let answer = self.register(uaid, channel, key.as_deref())?;
                Ok(vec![Outgoing::answer(answer)])
            }
            (Said::Unregister { channel, code }, Some(uaid)) => {
                self.shared.registry.unregister(uaid, &channel, code);
                let status = 200;
                let answer = ServerMessage::Unregister { channel, status };
                Ok(vec![Outgoing::answer(answer)])
            }
            (Said::Ack { updates }, Some(uaid)) => {
                for update in updates {
                    self.shared.registry.acknowledge(uaid, &update.version);
                    self.shared.log.push(Event::Acked {
                        channel: update.channel,
                        version: update.version,
                        code: update.code,
                    });
                }
                Ok(vec![])
            }
            (Said::Nack { version, code }, Some(_)) => {
                self.shared.log.push(Event::Nacked { version, code });
                Ok(vec![])
            }
            (Said::BroadcastSubscribe {}, Some(_)) => Ok(vec![]),
        }
    }

    /// Answers a subscription. A key that is none gets status 400, as from autopush.
    fn register(
        &self,
        uaid: &str,
        channel: String,
        key: Option<&str>,
    ) -> Result<ServerMessage, End> {
        let Ok(key) = key.map(ServerKey::parse).transpose() else {
            return Ok(ServerMessage::Register { channel, status: 400, endpoint: String::new() });
        };
        let endpoint = self.shared.endpoint(uaid, &channel, key.is_some());
        let known = self.shared.registry.register(uaid, &channel, key, &endpoint);
        // A browser that was forgotten has to say hello again.
        known.ok_or(End::Dropped)?;
        Ok(ServerMessage::Register { channel, status: 200, endpoint })
    }
}
