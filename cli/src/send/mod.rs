//! `kaipush send`.

mod payload;
mod recipients;
mod request;

use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use clap::builder::PossibleValuesParser;
use clap::{Args, builder::TypedValueParser as _};
use kaipush_sender::{Client, Error, Push, Scheme, Subscription, Urgency};
use tokio::runtime::Runtime;

use crate::keys::Keys;
use crate::out::line;

/// Who answers for pushes where nobody is named, as the reference server has it.
pub const CONTACT: &str = "mailto:push@example.org";

/// Sends one push, encrypted and signed as the push service of each subscription takes it.
///
/// What is wrong in subscriptions, keys or payload is said before anything is sent.
#[derive(Debug, Args)]
pub struct Arguments {
    /// A file with the JSON that the app reported, a PushSubscription, or a list of either (the reference
    /// server's STORE); - reads it from standard input
    subscription: PathBuf,
    /// What the app gets: JSON such as {"title": "Ada", "body": "See you at eight"}, or a text; nothing at
    /// all is an empty push
    payload: Option<String>,
    /// The payload from a file, as it is
    #[arg(long, value_name = "FILE", conflicts_with = "payload")]
    file: Option<PathBuf>,
    /// The key pair, as `kaipush keys` wrote it; else from VAPID_PUBLIC and VAPID_PRIVATE
    #[arg(long, value_name = "FILE")]
    keys: Option<PathBuf>,
    /// Who answers for the pushes, mailto: or https:; else VAPID_SUBJECT
    #[arg(long, value_name = "CONTACT")]
    subject: Option<String>,
    /// For how many seconds the push service keeps it for a phone that is off
    #[arg(long, value_name = "SECONDS", default_value_t = 3600)]
    ttl: u64,
    /// Replaces a push of the same topic that the phone has not fetched yet
    #[arg(long)]
    topic: Option<String>,
    /// How much of a phone's battery it is worth
    #[arg(long, value_parser = urgency(), default_value = "normal")]
    urgency: Urgency,
    /// Encrypted so, whatever the push service takes; KaiOS' takes aesgcm alone
    #[arg(long, value_parser = scheme())]
    encoding: Option<Scheme>,
    /// Trusts this certificate, too (PEM): for a push service of your own
    #[arg(long, value_name = "FILE")]
    authority: Option<PathBuf>,
    /// Shows what would be sent, and what a phone would show, and sends nothing
    #[arg(long)]
    dry_run: bool,
}

/// Sends to one subscription after the other.
pub fn run(arguments: &Arguments) -> Result<()> {
    let recipients = recipients::read(&arguments.subscription)?;
    let keys = Keys::find(arguments.keys.as_deref())?;
    let vapid = keys.vapid(&arguments.contact())?;
    let payload = arguments.payload()?;
    let push = arguments.push(payload.clone());
    let requests = recipients.iter().map(|one| {
        push.request(&one.subscription, &vapid).map_err(|error| match error {
            // Whether a key is a point of the curve is seen only where it is used.
            Error::Subscription(_) => anyhow::Error::from(error).context(one.place.clone()),
            _ => error.into(),
        })
    });
    let requests = requests.collect::<Result<Vec<_>>>()?;

    for warning in payload::warnings(&payload) {
        eprintln!("warning: {warning}");
    }
    if arguments.dry_run {
        requests.iter().try_for_each(|request| line(request::head(request)))?;
        line(payload::shown(&payload))?;
        eprintln!("Nothing was sent.");
        return Ok(());
    }
    let client = arguments.client()?;
    Runtime::new()?.block_on(async {
        let (mut failed, mut told) = (0, Ok(()));
        for (recipient, request) in recipients.iter().zip(requests) {
            let (taken, text) = match client.send(request).await {
                Ok(answer) => (answer.is_taken(), answer.to_string()),
                Err(error) => (false, error.to_string()),
            };
            failed += u32::from(!taken);
            // Who can't be told any more has the rest sent all the same.
            told = told.and(line(format_args!("{}: {text}", name(&recipient.subscription))));
        }
        match failed {
            0 => told,
            _ => bail!("{failed} of {} pushes were not taken", recipients.len()),
        }
    })
}

impl Arguments {
    fn contact(&self) -> String {
        let named = self
            .subject
            .clone()
            .or_else(|| std::env::var("VAPID_SUBJECT").ok().filter(|set| !set.is_empty()));
        named.unwrap_or_else(|| CONTACT.to_owned())
    }

    fn payload(&self) -> Result<Vec<u8>> {
        match (&self.payload, &self.file) {
            (Some(text), _) => Ok(text.clone().into()),
            (None, Some(file)) => {
                std::fs::read(file).with_context(|| format!("cannot read {}", file.display()))
            }
            (None, None) => Ok(Vec::new()),
        }
    }

    fn push(&self, payload: Vec<u8>) -> Push {
        let mut push = Push::new().payload(payload).urgency(self.urgency);
        push = push.ttl(Duration::from_secs(self.ttl));
        if let Some(topic) = &self.topic {
            push = push.topic(topic);
        }
        match self.encoding {
            Some(scheme) => push.scheme(scheme),
            None => push,
        }
    }

    fn client(&self) -> Result<Client> {
        let Some(file) = &self.authority else {
            return Ok(Client::new()?);
        };
        let pem = std::fs::read_to_string(file)
            .with_context(|| format!("cannot read {}", file.display()))?;
        Ok(Client::trusting(&pem)?)
    }
}

/// An endpoint is a secret between server and push service: its end tells two apart.
fn name(subscription: &Subscription) -> String {
    let endpoint = subscription.endpoint().to_string();
    let host = subscription.endpoint().authority().map(ToString::to_string).unwrap_or_default();
    let end: String = endpoint.chars().rev().take(8).collect();
    format!("{host}/…{}", end.chars().rev().collect::<String>())
}

fn urgency() -> impl clap::builder::TypedValueParser<Value = Urgency> {
    const ALL: [Urgency; 4] = [Urgency::VeryLow, Urgency::Low, Urgency::Normal, Urgency::High];
    by_name(ALL, Urgency::as_str)
}

fn scheme() -> impl clap::builder::TypedValueParser<Value = Scheme> {
    by_name([Scheme::Legacy, Scheme::Standard], Scheme::encoding)
}

fn by_name<T, const N: usize>(
    all: [T; N],
    name: fn(T) -> &'static str,
) -> impl clap::builder::TypedValueParser<Value = T>
where
    T: Copy + Send + Sync + 'static,
{
    PossibleValuesParser::new(all.map(name)).try_map(move |text| {
        all.into_iter().find(|one| name(*one) == text).ok_or("is none of these")
    })
}
