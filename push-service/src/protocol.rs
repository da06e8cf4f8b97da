//! autopush's client protocol: JSON text frames over a WebSocket.

use serde::{Deserialize, Serialize};

/// The WebSocket subprotocol browsers ask for; unechoed they hang up.
pub(crate) const SUBPROTOCOL: &str = "push-notification";

/// What a browser says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum ClientMessage {
    /// `{}`
    Ping,
    Said(Said),
}

/// What a browser says other than ping. Fields not needed here are ignored.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(tag = "messageType", rename_all = "snake_case")]
pub(crate) enum Said {
    /// The first message. `uaid` comes only from a browser with subscriptions.
    Hello {
        uaid: Option<String>,
    },
    Register {
        #[serde(rename = "channelID")]
        channel: String,
        /// `applicationServerKey`, base64url with padding.
        key: Option<String>,
    },
    Unregister {
        #[serde(rename = "channelID")]
        channel: String,
        code: Option<u16>,
    },
    Ack {
        updates: Vec<Update>,
    },
    Nack {
        version: String,
        code: Option<u16>,
    },
    /// Mozilla's own announcements; nothing to answer.
    BroadcastSubscribe {},
}

/// One acknowledged message.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub(crate) struct Update {
    #[serde(rename = "channelID")]
    pub(crate) channel: String,
    pub(crate) version: String,
    pub(crate) code: Option<u16>,
}

impl ClientMessage {
    /// Reads a frame. The error says what is wrong with it.
    pub(crate) fn parse(text: &str) -> Result<Self, serde_json::Error> {
        if text.trim() == "{}" {
            return Ok(Self::Ping);
        }
        serde_json::from_str(text).map(Self::Said)
    }
}

/// What the service says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "messageType", rename_all = "snake_case")]
pub(crate) enum ServerMessage {
    Hello {
        uaid: String,
        status: u16,
        /// Without it Firefox takes no data and hands out no keys.
        use_webpush: bool,
        broadcasts: Empty,
    },
    Register {
        #[serde(rename = "channelID")]
        channel: String,
        status: u16,
        #[serde(rename = "pushEndpoint")]
        endpoint: String,
    },
    Unregister {
        #[serde(rename = "channelID")]
        channel: String,
        status: u16,
    },
    Notification(Notification),
    /// `{}`
    #[serde(untagged)]
    Pong(Empty),
}

/// `{}`
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Empty {}

/// A push on its way to the browser.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Notification {
    #[serde(rename = "channelID")]
    pub(crate) channel: String,
    pub(crate) version: String,
    pub(crate) ttl: u64,
    /// base64url; a push without a body has neither this nor headers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) data: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) headers: Option<CryptoHeaders>,
}

/// What the browser needs to decrypt a push.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct CryptoHeaders {
    pub(crate) encoding: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) encryption: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) crypto_key: Option<String>,
}

impl ServerMessage {
    pub(crate) fn hello(uaid: &str) -> Self {
        Self::Hello { uaid: uaid.to_owned(), status: 200, use_webpush: true, broadcasts: Empty {} }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn said(text: &str) -> Said {
        match ClientMessage::parse(text).unwrap() {
            ClientMessage::Said(said) => said,
            ClientMessage::Ping => panic!("{text} is a ping"),
        }
    }

    #[test]
    fn what_firefox_says_is_understood() {
        assert_eq!(ClientMessage::parse("{}").unwrap(), ClientMessage::Ping);
        let hello = r#"{"messageType":"hello","broadcasts":{"a":"b"},"use_webpush":true}"#;
        assert_eq!(said(hello), Said::Hello { uaid: None });
        let register = r#"{"messageType":"register","channelID":"c"}"#;
        let (channel, key) = ("c".to_owned(), None);
        assert_eq!(said(register), Said::Register { channel, key });
        let ack = r#"{"messageType":"ack","updates":[{"channelID":"c","version":"v","code":100}]}"#;
        assert!(matches!(said(ack), Said::Ack { updates } if updates[0].code == Some(100)));
        let broadcast = r#"{"messageType":"broadcast_subscribe","broadcasts":{}}"#;
        assert_eq!(said(broadcast), Said::BroadcastSubscribe {});
    }

    #[test]
    fn what_is_not_in_the_protocol_is_an_error() {
        for text in ["", "[]", "{", r#"{"messageType":"dance"}"#, r#"{"messageType":"ack"}"#] {
            assert!(ClientMessage::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn what_firefox_hears() {
        let json = |message: &ServerMessage| serde_json::to_value(message).unwrap();
        assert_eq!(json(&ServerMessage::Pong(Empty {})), json!({}));
        assert_eq!(
            json(&ServerMessage::hello("u")),
            json!({ "messageType": "hello", "uaid": "u", "status": 200,
                    "use_webpush": true, "broadcasts": {} })
        );
        let empty = ServerMessage::Notification(Notification {
            channel: "c".into(),
            version: "v".into(),
            ttl: 5,
            data: None,
            headers: None,
        });
        assert_eq!(
            json(&empty),
            json!({ "messageType": "notification", "channelID": "c", "version": "v", "ttl": 5 })
        );
    }
}
