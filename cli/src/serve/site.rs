//! The app's files, as a phone takes them from a site.

use std::fs;
use std::path::Path;

use axum::Router;
use axum::extract::Request;
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use http::header::{CACHE_CONTROL, CONTENT_TYPE};
use http::{HeaderValue, StatusCode};
use kaipush_build::app::is_part;
use percent_encoding::percent_decode_str;
use serde_json::Value;
use tower_http::services::ServeDir;

use super::forward;
use crate::check::CONFIG;

/// The site: what phones report goes on to `server`, all else is a file.
pub fn router(folder: &Path, config: &Value, server: &str) -> Router {
    let mut site = Router::new().fallback_service(ServeDir::new(folder));
    let file = folder.join(CONFIG);
    if file.is_file() {
        let script =
            format!("if (typeof config === \"object\") Object.assign(config, {config});\n");
        // As it is now, and what is of here behind it.
        let answer = move || async move {
            let own = fs::read_to_string(&file).unwrap_or_default();
            ([(CONTENT_TYPE, "text/javascript")], own + "\n" + &script)
        };
        site = site.route(&format!("/{CONFIG}"), get(answer));
    }
    site.layer(from_fn(judge)).merge(forward::router(server))
}

/// Refuses what is no part of an app, and gives the rest its headers.
async fn judge(request: Request, next: Next) -> Response {
    let path = percent_decode_str(request.uri().path()).decode_utf8_lossy().into_owned();
    if !path.split('/').all(is_part) {
        return StatusCode::NOT_FOUND.into_response();
    }
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    // Each file as it is now: a worker is updated where it has changed.
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    // No list of types has it, and KaiOS 2.5 installs a site by no other.
    if path.ends_with(".webapp") {
        let kind = HeaderValue::from_static("application/x-web-app-manifest+json");
        headers.insert(CONTENT_TYPE, kind);
    }
    response
}
