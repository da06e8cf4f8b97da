//! One operation on its way.

use std::rc::Rc;

use js_sys::Promise;
use kaipush_model::error::Note;
use kaipush_model::outbox::{self, Answer, Operation, REDIRECT, retry_after};
use kaipush_model::{Sink, Value};

use super::now;
use crate::console::warn;
use crate::foreign::Js;
use crate::http;
use crate::limit::within;

/// The app's function that shapes requests: it gets one, and gives one or nothing.
pub(crate) type Shape = Rc<dyn Fn(&Js) -> Promise>;

/// Sends an operation within `limit` milliseconds, the app's function included. Whatever goes wrong
/// before there is an answer is status 0.
pub(super) async fn send(
    operation: &Operation,
    endpoint: &str,
    shape: Option<&Shape>,
    limit: u32,
) -> Answer {
    let end = now() + f64::from(limit);
    let Some(request) = shaped(request(operation, endpoint), shape, limit).await else {
        return Answer::default();
    };
    let left = (end - now()).max(0.0) as u32;
    match within(&http::send(&request), left).await.or_rejected() {
        Ok(response) => {
            let response = Js(response);
            let wait = http::header(&response, "Retry-After");
            let status = response.number("status").unwrap_or_default() as u32;
            Answer {
                // Only a redirect that was not followed has none: it shows nothing of itself.
                status: if status == 0 { REDIRECT } else { status },
                wait: wait.and_then(|wait| retry_after(&wait, now())),
            }
        }
        Err(_) => Answer::default(),
    }
}

fn request(operation: &Operation, endpoint: &str) -> Js {
    let given = Js::parse(&operation.body);
    let body: Js = outbox::body(operation, given.as_ref(), endpoint);
    let headers = Js::empty();
    headers.set_text("Content-Type", "application/json");
    let request = Js::empty();
    request.set_text("kind", operation.kind.as_str());
    request.set_text("name", &operation.name);
    request.set_text("url", &operation.to);
    request.set_text("method", outbox::method(operation.kind));
    request.set_object("headers", headers);
    request.set_text("body", &body.to_json());
    request
}

/// `None` where the app's function failed: another try may find it well.
async fn shaped(request: Js, shape: Option<&Shape>, limit: u32) -> Option<Js> {
    let Some(shape) = shape else { return Some(request) };
    match within(&shape(&request), limit).await.or_rejected() {
        // What it leaves out stays as it was.
        Ok(given) => {
            for name in ["url", "method", "headers", "body"] {
                request.copy(name, &Js(given.clone()));
            }
            Some(request)
        }
        Err(thrown) => {
            let thrown = Js(thrown);
            let said = thrown.text("message").or_else(|| thrown.as_text());
            warn(Note::RequestHandlerFailed, &said.unwrap_or_default());
            None
        }
    }
}
