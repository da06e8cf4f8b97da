//! Who may ask: nothing but this machine's own names. A page of anywhere could else read the site
//! under a name that leads to 127.0.0.1.

use axum::extract::Request;
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use http::header::HOST;
use http::{HeaderMap, HeaderName, StatusCode};

/// Lets requests for this machine's names pass.
pub(super) async fn only_own(request: Request, next: Next) -> Response {
    if header(request.headers(), &HOST).is_some_and(is_own) {
        return next.run(request).await;
    }
    let why = "this site is at 127.0.0.1, localhost and NAME.localhost only";
    (StatusCode::MISDIRECTED_REQUEST, why).into_response()
}

/// Whether an origin (`http://127.0.0.1:8080`) is one of this machine, whatever its port.
pub(super) fn is_own_origin(origin: &str) -> bool {
    origin.split_once("://").is_some_and(|(_, host)| is_own(host))
}

/// A header as text; what is none is there, and nobody's name.
pub(super) fn header<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    headers.get(name).map(|value| value.to_str().unwrap_or_default())
}

fn is_own(host: &str) -> bool {
    let name = host.split(':').next().unwrap_or_default();
    matches!(name, "127.0.0.1" | "localhost") || name.ends_with(".localhost")
}
