//! The app's files, as a phone takes them from a site.

use std::path::Path;

use axum::Router;
use axum::extract::Request;
use axum::middleware::{Next, from_fn};
use axum::response::Response;
use axum::routing::get;
use http::HeaderValue;
use http::header::{CACHE_CONTROL, CONTENT_TYPE};
use serde_json::Value;
use tower_http::services::ServeDir;

use super::forward;

/// Where apps like the template have key and address.
const CONFIG: &str = "js/config.js";

/// The site: what phones report goes on to `server`, all else is a file.
pub fn router(folder: &Path, config: &Value, server: &str) -> Router {
    let mut site = Router::new().fallback_service(ServeDir::new(folder));
    if folder.join(CONFIG).is_file() {
        let script = format!("var config = {config};\n");
        let answer = move || async move { ([(CONTENT_TYPE, "text/javascript")], script) };
        site = site.route(&format!("/{CONFIG}"), get(answer));
    }
    // Each file as it is now: a worker is updated where it has changed.
    site.layer(from_fn(headers)).merge(forward::router(server))
}

async fn headers(request: Request, next: Next) -> Response {
    // No list of types has it, and KaiOS 2.5 installs a site by no other.
    let is_legacy = request.uri().path().ends_with(".webapp");
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if is_legacy {
        let kind = HeaderValue::from_static("application/x-web-app-manifest+json");
        headers.insert(CONTENT_TYPE, kind);
    }
    response
}
