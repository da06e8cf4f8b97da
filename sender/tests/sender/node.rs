//! npm's `web-push` and `http_ece`, asked.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

use base64::prelude::*;
use http::Request;
use kaipush_build::progress::Progress;
use kaipush_build::tools::{Needs, Tools};
use kaipush_sender::Subscription;
use serde_json::{Value, json};

/// What judge.js answers to an order.
pub fn ask(order: &str, request: &Value) -> Value {
    static MODULES: OnceLock<PathBuf> = OnceLock::new();
    let modules = MODULES.get_or_init(|| {
        Tools::locate_or_install(Needs::BUILD, &Progress::stderr()).unwrap().node_modules()
    });
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sender/judge.js");
    let mut node = Command::new("node")
        .arg(script)
        .env("NODE_PATH", modules)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let question = json!([order, request]).to_string();
    node.stdin.take().unwrap().write_all(question.as_bytes()).unwrap();
    let output = node.wait_with_output().unwrap();
    assert!(output.status.success(), "judge.js failed at {order}");
    serde_json::from_slice(&output.stdout).unwrap()
}

/// A browser's keys, the private one included.
pub struct Browser(Value);

impl Browser {
    pub fn new() -> Self {
        Self(ask("make", &Value::Null))
    }

    pub fn keys(&self) -> Value {
        json!({ "p256dh": self.0["p256dh"], "auth": self.0["auth"] })
    }

    pub fn subscription(&self, endpoint: &str) -> Subscription {
        let json = json!({ "endpoint": endpoint, "keys": self.keys() });
        Subscription::try_from(json).unwrap()
    }

    /// What it reads in a body that came with these headers.
    pub fn open(&self, encoding: &str, headers: &Value, body: &str) -> Vec<u8> {
        let opened = ask(
            "open",
            &json!({
                "private": self.0["private"], "auth": self.0["auth"],
                "encoding": encoding, "headers": headers, "body": body,
            }),
        );
        BASE64_URL_SAFE_NO_PAD.decode(opened.as_str().unwrap()).unwrap()
    }

    /// What it reads in a request.
    pub fn read(&self, request: &Request<Vec<u8>>) -> Vec<u8> {
        let headers = headers(request);
        let encoding = headers["content-encoding"].as_str().unwrap();
        self.open(encoding, &headers, &BASE64_URL_SAFE_NO_PAD.encode(request.body()))
    }
}

/// A request's headers as an object.
pub fn headers(request: &Request<Vec<u8>>) -> Value {
    let text = |(name, value): (&http::HeaderName, &http::HeaderValue)| {
        (name.to_string(), value.to_str().unwrap().into())
    };
    Value::Object(request.headers().iter().map(text).collect())
}
