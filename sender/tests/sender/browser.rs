//! A browser as far as the push service can tell: it subscribes, and hears of pushes.

use std::time::Duration;

use futures_util::{SinkExt as _, StreamExt as _};
use kaipush_push_service::PushService;
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::IntoClientRequest as _;
use tokio_tungstenite::{WebSocketStream, client_async};

const SOON: Duration = Duration::from_secs(10);

pub struct Connection(WebSocketStream<TcpStream>);

impl Connection {
    pub async fn open(service: &PushService) -> Self {
        let url = service.websocket_url();
        let address = url.trim_start_matches("ws://").trim_end_matches('/');
        let stream = TcpStream::connect(address).await.unwrap();
        let mut request = url.as_str().into_client_request().unwrap();
        let protocol = "push-notification".parse().unwrap();
        request.headers_mut().insert("sec-websocket-protocol", protocol);
        let mut connection = Self(client_async(request, stream).await.unwrap().0);
        connection.ask(json!({ "messageType": "hello", "use_webpush": true })).await;
        connection
    }

    /// Subscribes with a key, padded as Firefox does; the endpoint.
    pub async fn subscribe(&mut self, channel: u8, key: &str) -> String {
        let channel = format!("c0ffee00-0000-4000-8000-{channel:012}");
        let register =
            json!({ "messageType": "register", "channelID": channel, "key": format!("{key}=") });
        self.ask(register).await["pushEndpoint"].as_str().unwrap().to_owned()
    }

    pub async fn unsubscribe(&mut self, channel: u8) {
        let channel = format!("c0ffee00-0000-4000-8000-{channel:012}");
        self.ask(json!({ "messageType": "unregister", "channelID": channel, "code": 200 })).await;
    }

    async fn ask(&mut self, message: Value) -> Value {
        self.0.send(Message::text(message.to_string())).await.unwrap();
        self.hear().await
    }

    pub async fn hear(&mut self) -> Value {
        let frame = timeout(SOON, self.0.next()).await.expect("in time").expect("a frame").unwrap();
        serde_json::from_str(frame.to_text().unwrap()).unwrap()
    }
}
