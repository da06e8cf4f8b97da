//! One round of one candidate: makes requests for some seconds of processor time and prints how many it
//! made in one such second. `CANDIDATE SECONDS INPUT`, the input as JSON; see xtask/src/bench.

use std::error::Error;

use cpu_time::ProcessTime;
use kaipush_sender::{Push, Scheme, Subscription, Vapid};
use serde_json::Value;

type Done = Result<(), Box<dyn Error>>;

fn main() -> Done {
    let arguments: Vec<_> = std::env::args().skip(1).collect();
    let [candidate, seconds, input] = &arguments[..] else {
        return Err("CANDIDATE SECONDS INPUT".into());
    };
    let (seconds, input) = (seconds.parse()?, serde_json::from_str(input)?);
    match &**candidate {
        "kaipush" => kaipush(&input, seconds, false),
        "kaipush-signing" => kaipush(&input, seconds, true),
        #[cfg(feature = "web-push")]
        "web-push" => web_push(&input, seconds),
        other => Err(format!("no candidate is called {other}").into()),
    }
}

/// `signing`: with a new token for each request, as the others have it. The subscription is read anew for
/// each, too, as they do.
fn kaipush(input: &Value, seconds: f64, signing: bool) -> Done {
    let vapid = Vapid::new(text(input, "subject"), text(input, "public"), text(input, "private"))?;
    let payload = text(input, "payload");
    let lifetime = std::time::Duration::from_secs(12 * 60 * 60);
    measure(seconds, || {
        // Setting the lifetime forgets the tokens.
        let vapid = if signing { &vapid.clone().lifetime(lifetime)? } else { &vapid };
        let subscription = Subscription::try_from(input)?;
        let push = Push::new().payload(payload).scheme(Scheme::Legacy);
        Ok(push.request(&subscription, vapid)?.body().len())
    })
}

#[cfg(feature = "web-push")]
fn web_push(input: &Value, seconds: f64) -> Done {
    use web_push::request_builder::build_request;
    use web_push::{
        ContentEncoding, SubscriptionInfo, VapidSignatureBuilder, WebPushMessageBuilder,
    };
    let keys = &input["keys"];
    let subscription =
        SubscriptionInfo::new(text(input, "endpoint"), text(keys, "p256dh"), text(keys, "auth"));
    // Its documentation's way to sign many: the key is read once.
    let signer = VapidSignatureBuilder::from_base64_no_sub(text(input, "private"))?;
    let payload = text(input, "payload");
    measure(seconds, || {
        let mut signature = signer.clone().add_sub_info(&subscription);
        signature.add_claim("sub", text(input, "subject"));
        let mut message = WebPushMessageBuilder::new(&subscription);
        message.set_payload(ContentEncoding::AesGcm, payload.as_bytes());
        message.set_vapid_signature(signature.build()?);
        Ok(build_request::<Vec<u8>>(message.build()?).body().len())
    })
}

/// Processor time of the whole process, so that what else runs on the machine counts little.
fn measure(seconds: f64, mut request: impl FnMut() -> Result<usize, Box<dyn Error>>) -> Done {
    for _ in 0..200 {
        request()?;
    }
    let (start, mut made) = (ProcessTime::now(), 0_u32);
    while start.elapsed().as_secs_f64() < seconds {
        for _ in 0..50 {
            std::hint::black_box(request()?);
            made += 1;
        }
    }
    println!("{}", f64::from(made) / start.elapsed().as_secs_f64());
    Ok(())
}

fn text<'a>(object: &'a Value, name: &str) -> &'a str {
    object[name].as_str().unwrap_or_default()
}
