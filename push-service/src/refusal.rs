//! The answer to a push that is not taken.

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::json;

/// Where autopush explains its error numbers; its answers carry this address.
const MORE_INFO: &str = "http://autopush.readthedocs.io/en/latest/http.html#error-codes";

/// A push that is not taken: autopush's status and number, and what is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Refusal {
    status: StatusCode,
    errno: Option<u16>,
    message: String,
}

impl Refusal {
    pub(crate) fn new(status: StatusCode, errno: Option<u16>, message: impl Into<String>) -> Self {
        let message = message.into();
        Self { status, errno, message }
    }

    /// 404 errno 102: the URL is no endpoint of this service.
    pub(crate) fn bad_token(message: impl Into<String>) -> Self {
        Self::new(StatusCode::NOT_FOUND, Some(102), message)
    }

    /// 410 errno 103: the browser the endpoint belongs to is unknown.
    pub(crate) fn unknown_client() -> Self {
        let message = "this service does not know the browser of this endpoint (any more): \
                       send nothing there, the page must subscribe again";
        Self::new(StatusCode::GONE, Some(103), message)
    }

    /// 410 errno 106: unsubscribed.
    pub(crate) fn no_subscription() -> Self {
        let message = "no such subscription (any more): send nothing there, the page must \
                       subscribe again";
        Self::new(StatusCode::GONE, Some(106), message)
    }

    /// 413 errno 104: the body is too long.
    pub(crate) fn too_large(message: impl Into<String>) -> Self {
        Self::new(StatusCode::PAYLOAD_TOO_LARGE, Some(104), message)
    }

    /// 401 errno 109: VAPID is missing or wrong.
    pub(crate) fn unauthorized(message: impl Into<String>) -> Self {
        Self::new(StatusCode::UNAUTHORIZED, Some(109), message)
    }

    /// 400 with one of 110 (encryption headers), 111 (no TTL), 113 (topic), 114 (negative TTL).
    pub(crate) fn bad_request(errno: u16, message: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, Some(errno), message)
    }

    pub(crate) fn status(&self) -> u16 {
        self.status.as_u16()
    }

    pub(crate) fn errno(&self) -> Option<u16> {
        self.errno
    }

    pub(crate) fn message(&self) -> &str {
        &self.message
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let body = json!({
            "code": self.status(),
            "errno": self.errno,
            "error": self.status.canonical_reason(),
            "message": self.message,
            "more_info": MORE_INFO,
        });
        let mut response = (self.status, Json(body)).into_response();
        if self.status == StatusCode::GONE {
            // As autopush does: gone stays gone, a sender may remember it for a day.
            let for_a_day = HeaderValue::from_static("max-age=86400");
            response.headers_mut().insert(header::CACHE_CONTROL, for_a_day);
        }
        response
    }
}
