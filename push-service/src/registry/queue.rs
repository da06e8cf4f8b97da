//! The messages that wait for one browser.

use std::time::Instant;

use super::sockets::Outgoing;
use crate::event::Event;
use crate::log::Log;
use crate::message::Message;
use crate::protocol::ServerMessage;

/// The messages that wait for one browser, delivered or not, until acknowledged;
/// in the order they came.
#[derive(Debug, Default)]
pub(super) struct Queue {
    waiting: Vec<Message>,
}

impl Queue {
    /// Adds a message; gives what to send if the browser is there to hear it.
    pub(super) fn add(&mut self, message: Message, there: bool, log: &Log) -> Option<Outgoing> {
        self.replace_topic(&message, log);
        if !there && message.is_now_or_never() {
            expired(&message, log);
            return None;
        }
        self.waiting.push(message);
        let last = self.waiting.last_mut()?;
        there.then(|| send(last))
    }

    /// All that still waits, to be sent to a browser that came back.
    pub(super) fn resend(&mut self, now: Instant, log: &Log) -> Vec<Outgoing> {
        self.waiting.retain(|message| {
            let fresh = message.expires > now;
            if !fresh {
                expired(message, log);
            }
            fresh
        });
        self.waiting.iter_mut().map(send).collect()
    }

    /// Drops a message that was acknowledged.
    pub(super) fn remove(&mut self, version: &str) {
        self.waiting.retain(|message| message.version != version);
    }

    /// Drops all of a subscription that ended.
    pub(super) fn drop_channel(&mut self, channel: &str) {
        self.waiting.retain(|message| message.channel != channel);
    }

    /// A topic has one message at most (RFC 8030 section 5.4).
    fn replace_topic(&mut self, by: &Message, log: &Log) {
        let Some(topic) = &by.topic else { return };
        self.waiting.retain(|message| {
            let replaced = message.channel == by.channel && message.topic.as_ref() == Some(topic);
            if replaced {
                log.push(Event::Replaced {
                    channel: message.channel.clone(),
                    version: message.version.clone(),
                    topic: topic.clone(),
                });
            }
            !replaced
        });
    }
}

fn send(message: &mut Message) -> Outgoing {
    let again = std::mem::replace(&mut message.sent, true);
    Outgoing {
        message: ServerMessage::Notification(message.notification()),
        event: Some(Event::Delivered {
            channel: message.channel.clone(),
            version: message.version.clone(),
            again,
        }),
    }
}

fn expired(message: &Message, log: &Log) {
    log.push(Event::Expired { channel: message.channel.clone(), version: message.version.clone() });
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::headers::PushHeaders;

    fn message(channel: &str, ttl: u64, topic: Option<&str>, now: Instant) -> Message {
        let headers = PushHeaders {
            ttl: Duration::from_secs(ttl),
            topic: topic.map(str::to_owned),
            encryption: None,
        };
        Message::new(channel, headers, &[], now)
    }

    /// Adds to a queue whose browser is away; gives the message's id.
    fn add(queue: &mut Queue, message: Message) -> String {
        let version = message.version.clone();
        assert!(queue.add(message, false, &Log::new()).is_none());
        version
    }

    fn resent(queue: &mut Queue, now: Instant) -> Vec<(String, bool)> {
        let delivered = |outgoing: Outgoing| match outgoing.event {
            Some(Event::Delivered { version, again, .. }) => (version, again),
            other => panic!("{other:?} is no delivery"),
        };
        let outgoing = queue.resend(now, &Log::new());
        outgoing.into_iter().map(delivered).collect()
    }

    #[test]
    fn order_is_kept_until_acknowledged() {
        let (mut queue, now) = (Queue::default(), Instant::now());
        let first = add(&mut queue, message("c", 60, None, now));
        let second = add(&mut queue, message("c", 60, None, now));
        let once = [(first.clone(), false), (second.clone(), false)];
        assert_eq!(resent(&mut queue, now), once);
        let again = [(first.clone(), true), (second.clone(), true)];
        assert_eq!(resent(&mut queue, now), again);
        queue.remove(&first);
        assert_eq!(resent(&mut queue, now), [(second, true)]);
    }

    #[test]
    fn a_topic_has_one_message_per_subscription() {
        let (mut queue, now) = (Queue::default(), Instant::now());
        add(&mut queue, message("c", 60, Some("t"), now));
        let plain = add(&mut queue, message("c", 60, None, now));
        let foreign = add(&mut queue, message("d", 60, Some("t"), now));
        let last = add(&mut queue, message("c", 60, Some("t"), now));
        let kept = [plain, foreign, last].map(|version| (version, false));
        assert_eq!(resent(&mut queue, now), kept);
    }

    #[test]
    fn ttl_ends() {
        let (mut queue, now) = (Queue::default(), Instant::now());
        add(&mut queue, message("c", 0, None, now));
        add(&mut queue, message("c", 1, None, now));
        let longer = add(&mut queue, message("c", 3, None, now));
        let later = now + Duration::from_secs(2);
        assert_eq!(resent(&mut queue, later), [(longer, false)]);
    }

    #[test]
    fn a_browser_that_is_there_gets_it_at_once() {
        let (mut queue, now) = (Queue::default(), Instant::now());
        let log = Log::new();
        let outgoing = queue.add(message("c", 0, None, now), true, &log);
        assert!(outgoing.is_some());
        // Lost on the way, and its TTL of 0 is over.
        assert_eq!(resent(&mut queue, now), []);
    }

    #[test]
    fn an_ended_subscription_waits_for_nothing() {
        let (mut queue, now) = (Queue::default(), Instant::now());
        add(&mut queue, message("c", 60, None, now));
        let other = add(&mut queue, message("d", 60, None, now));
        queue.drop_channel("c");
        assert_eq!(resent(&mut queue, now), [(other, false)]);
    }
}
