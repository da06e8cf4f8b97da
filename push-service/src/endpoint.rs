//! Pushing: `POST /wpush/v2/TOKEN`.

use std::sync::Arc;
use std::time::{Instant, SystemTime, UNIX_EPOCH};

use axum::body::Bytes;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::http::{HeaderMap, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};

use crate::event::{Event, Post};
use crate::headers::PushHeaders;
use crate::message::Message;
use crate::refusal::Refusal;
use crate::state::{Shared, version};
use crate::token::Token;
use crate::vapid::Authorization;

/// autopush's `max_data_bytes`.
const MAX_BODY: usize = 4096;

/// How much of a body is read before giving up on it. One that is only somewhat too
/// long is read to its end, else the sender would see a broken connection instead of
/// the answer.
pub(crate) const MAX_READ: usize = 4 << 20;

/// Takes or refuses a push, and logs which.
pub(crate) async fn push(
    State(shared): State<Arc<Shared>>,
    uri: Uri,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Response {
    let token = token_in(uri.path());
    let answer = match &token {
        Ok((version, token)) => receive(&shared, version, token, &headers, body),
        Err(refusal) => Err(refusal.clone()),
    };
    answer.unwrap_or_else(|refusal| {
        shared.log.push(Event::Posted(Post {
            status: refusal.status(),
            errno: refusal.errno(),
            message: Some(refusal.message().to_owned()),
            channel: token.ok().map(|(_, token)| token.channel),
            ..Post::default()
        }));
        refusal.into_response()
    })
}

/// Answers what is neither a push nor a browser's connection.
pub(crate) async fn not_here() -> Refusal {
    let message = "nothing is here: POST /wpush/v2/TOKEN pushes, a WebSocket at / is for browsers";
    Refusal::new(StatusCode::NOT_FOUND, None, message)
}

/// Answers other methods than POST.
pub(crate) async fn not_so() -> Refusal {
    let message = "a push is a POST";
    Refusal::new(StatusCode::METHOD_NOT_ALLOWED, None, message)
}

/// The checks in autopush's order: may the sender push here at all, then what.
fn receive(
    shared: &Shared,
    asked_version: &str,
    token: &Token,
    headers: &HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, Refusal> {
    shared.mode.check_headers(headers)?;
    let key = shared.registry.subscription(token)?;
    if asked_version != version(key.is_some()) {
        let right = version(key.is_some());
        let message = format!("this endpoint is a {right} one, not {asked_version}");
        return Err(Refusal::bad_token(message));
    }
    match Authorization::read(headers)? {
        Some(authorization) => authorization.check(key.as_ref(), &shared.origin, unix_time())?,
        None if key.is_some() => {
            let message = "VAPID: the Authorization header is missing; this subscription was made \
                           with an applicationServerKey, its owner must sign";
            return Err(Refusal::unauthorized(message));
        }
        None => {}
    }
    let body = checked(body)?;
    if !body.is_empty() {
        shared.mode.check_data(key.is_some())?;
    }
    let headers = PushHeaders::read(headers, !body.is_empty())?;
    let ttl = headers.ttl.as_secs();
    let message = Message::new(&token.channel, headers, &body, Instant::now());
    let location = format!("{}/m/{}", shared.origin, message.version);
    shared.registry.accept(token, message)?;
    let headers = [(header::LOCATION.as_str(), location), ("ttl", ttl.to_string())];
    Ok((StatusCode::CREATED, headers).into_response())
}

fn token_in(path: &str) -> Result<(String, Token), Refusal> {
    let rest = path.strip_prefix("/wpush/").unwrap_or_default();
    let (version, token) = rest.split_once('/').unwrap_or_default();
    if !matches!(version, "v1" | "v2") {
        return Err(Refusal::bad_token("an endpoint is /wpush/v1/… or /wpush/v2/…"));
    }
    let garbled = || Refusal::bad_token("no endpoint of this service: the token is garbled");
    let token = Token::decode(token).ok_or_else(garbled)?;
    Ok((version.to_owned(), token))
}

fn checked(body: Result<Bytes, BytesRejection>) -> Result<Bytes, Refusal> {
    let too_large = |bytes| {
        let message = format!("the body has {bytes} bytes, {MAX_BODY} are taken");
        Refusal::too_large(message)
    };
    match body {
        Ok(body) if body.len() <= MAX_BODY => Ok(body),
        Ok(body) => Err(too_large(body.len().to_string())),
        Err(error) if error.status() == StatusCode::PAYLOAD_TOO_LARGE => {
            Err(too_large(format!("more than {MAX_READ}")))
        }
        Err(error) => Err(Refusal::new(error.status(), None, error.body_text())),
    }
}

fn unix_time() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    since.map_or(0, |since| since.as_secs())
}
