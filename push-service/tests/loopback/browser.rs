//! A browser as far as the service can tell.

use futures_util::{SinkExt, StreamExt};
use kaipush_push_service::PushService;
use serde_json::{Value, json};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::{Error, Message};
use tokio_tungstenite::{WebSocketStream, client_async};

use crate::TIMEOUT;
use crate::sender::Sender;

/// What TCP and TLS streams have in common.
pub trait Stream: AsyncRead + AsyncWrite + Unpin + Send {}
impl<T: AsyncRead + AsyncWrite + Unpin + Send> Stream for T {}

pub struct Browser {
    web_socket: WebSocketStream<Box<dyn Stream>>,
    pub uaid: String,
}

/// What a page gets from `subscribe`.
pub struct Subscription {
    pub channel: String,
    pub endpoint: String,
}

impl Browser {
    /// Connects and says hello as a new browser.
    pub async fn new(service: &PushService) -> Self {
        let mut browser = Self::connect(service).await.unwrap();
        browser.hello(None).await;
        browser
    }

    /// Connects and says hello by an older name.
    pub async fn back(service: &PushService, uaid: &str) -> Self {
        let mut browser = Self::connect(service).await.unwrap();
        browser.hello(Some(uaid)).await;
        browser
    }

    pub async fn connect(service: &PushService) -> Result<Self, Error> {
        let url = service.websocket_url();
        let address = url.trim_start_matches("ws://").trim_end_matches('/');
        let stream = TcpStream::connect(address).await.unwrap();
        Self::over(Box::new(stream), &url).await
    }

    pub async fn over(stream: Box<dyn Stream>, url: &str) -> Result<Self, Error> {
        let mut request = url.into_client_request()?;
        let protocol = "push-notification".parse().unwrap();
        request.headers_mut().insert("sec-websocket-protocol", protocol);
        let (web_socket, response) = client_async(request, stream).await?;
        assert_eq!(response.headers()["sec-websocket-protocol"], "push-notification");
        let uaid = String::new();
        Ok(Self { web_socket, uaid })
    }

    pub async fn hello(&mut self, uaid: Option<&str>) {
        let mut hello = json!({ "messageType": "hello", "broadcasts": {}, "use_webpush": true });
        if let Some(uaid) = uaid {
            hello["uaid"] = uaid.into();
        }
        self.say(hello).await;
        let answer = self.hear().await;
        assert_eq!(answer["messageType"], "hello");
        assert_eq!(answer["status"], 200);
        assert_eq!(answer["use_webpush"], true);
        assert_eq!(answer["broadcasts"], json!({}));
        self.uaid = answer["uaid"].as_str().unwrap().to_owned();
        assert!((1..=128).contains(&self.uaid.len()));
    }

    /// Subscribes as Firefox does: with the key padded.
    pub async fn subscribe(&mut self, sender: Option<&Sender>) -> Subscription {
        let channel = format!("c0ffee00-0000-4000-8000-{:012}", next_number());
        let mut register = json!({ "messageType": "register", "channelID": channel });
        if let Some(sender) = sender {
            register["key"] = format!("{}=", sender.key()).into();
        }
        self.say(register).await;
        let answer = self.hear().await;
        assert_eq!(answer["messageType"], "register");
        assert_eq!(answer["channelID"], channel.as_str());
        assert_eq!(answer["status"], 200);
        let endpoint = answer["pushEndpoint"].as_str().unwrap().to_owned();
        Subscription { channel, endpoint }
    }

    pub async fn unsubscribe(&mut self, channel: &str) {
        self.say(json!({ "messageType": "unregister", "channelID": channel, "code": 200 })).await;
        let answer = self.hear().await;
        let wanted = json!({ "messageType": "unregister", "channelID": channel, "status": 200 });
        assert_eq!(answer, wanted);
    }

    /// The next message, which must be a push.
    pub async fn pushed(&mut self) -> Value {
        let message = self.hear().await;
        assert_eq!(message["messageType"], "notification", "{message}");
        message
    }

    pub async fn ack(&mut self, pushed: &Value, code: u16) {
        let (channel, version) = (&pushed["channelID"], &pushed["version"]);
        let update = json!({ "channelID": channel, "version": version, "code": code });
        self.say(json!({ "messageType": "ack", "updates": [update] })).await;
    }

    /// Nothing more was sent to it: a ping's answer is the next thing it hears.
    pub async fn hears_nothing(&mut self) {
        self.say(json!({})).await;
        assert_eq!(self.hear().await, json!({}));
    }

    pub async fn say(&mut self, message: Value) {
        self.say_text(&message.to_string()).await;
    }

    pub async fn say_text(&mut self, text: &str) {
        self.web_socket.send(Message::text(text)).await.unwrap();
    }

    pub async fn hear(&mut self) -> Value {
        let next = timeout(TIMEOUT, self.web_socket.next()).await;
        let frame = next.expect("an answer in time").expect("a connection").unwrap();
        serde_json::from_str(frame.to_text().unwrap()).unwrap()
    }

    /// The service ended the connection.
    pub async fn is_dropped(&mut self) {
        let next = timeout(TIMEOUT, self.web_socket.next()).await;
        match next.expect("an end in time") {
            None | Some(Err(_) | Ok(Message::Close(_))) => {}
            Some(Ok(frame)) => panic!("still connected: {frame}"),
        }
    }
}

fn next_number() -> u32 {
    use std::sync::atomic::{AtomicU32, Ordering};
    static COUNT: AtomicU32 = AtomicU32::new(1);
    COUNT.fetch_add(1, Ordering::Relaxed)
}
