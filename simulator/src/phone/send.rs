//! A push to the app, the way that there is to it.

use anyhow::{Result, ensure};
use serde_json::{Value, json};

use super::{Kind, NO_WORKER, Phone, Push};
use crate::server::Sent;

impl Phone {
    /// Sends through the app's server where it has one on this phone, and with it encrypted, by way
    /// of the push service. Another app's subscription is for another's key, so its worker gets the
    /// payload as it is.
    pub(super) async fn send(&mut self, push: &Push) -> Result<()> {
        let payload = push.payload().map_err(anyhow::Error::msg)?;
        ensure!(!self.app()?.site().workers().is_empty(), "{NO_WORKER}");
        match &self.server {
            Some(server) if self.takes_config() => {
                let sent = server.send(&json!({ "payload": payload })).await?;
                ensure!(
                    !sent.is_empty(),
                    "the app's server knows no subscription: the app has to subscribe and report it"
                );
                self.note("the app's server sends a push");
                self.hear_push_service();
                sent.iter().for_each(|one| self.answered(one));
                Ok(())
            }
            _ => self.hand_over(&payload).await,
        }
    }

    async fn hand_over(&mut self, payload: &Value) -> Result<()> {
        let bytes = match payload {
            Value::Null => None,
            Value::String(text) => Some(text.clone().into_bytes()),
            other => Some(other.to_string().into_bytes()),
        };
        let scope = self.app()?.scope();
        self.stage.firefox().notify_push(&scope, bytes.as_deref()).await?;
        let text = "handed to the worker, past the push service: only the app's own server has the key for it";
        self.journal.add(Kind::Push, text);
        Ok(())
    }

    fn answered(&mut self, sent: &Sent) {
        match sent.status {
            // Why it was refused stands above it.
            201 => {}
            0 => self.fail(format!("the push service was not reached: {}", sent.body)),
            404 | 410 => self.fail("the address is void, and the app's server forgets it"),
            status => self.fail(format!("the app's server was answered {status}")),
        }
    }
}
