//! The HTTP side of the site.

use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::middleware;
use axum::response::{IntoResponse as _, Response};
use axum::routing::post;
use http::header::{CACHE_CONTROL, CONTENT_TYPE, ORIGIN};
use http::{HeaderMap, HeaderValue, Method, StatusCode, Uri};
use tokio::net::TcpListener;
use tokio::sync::oneshot;

use super::asked::{Asked, Purpose, is_service_worker};
use super::files;
use super::hosts;
use super::html;
use super::mime::content_type;
use super::reports::Reports;
use super::rules::Rules;

/// The routes of a site.
pub(super) fn router(rules: Arc<Rules>, reports: Arc<Reports>) -> Router {
    let site = Router::new().route("/__report", post(report)).with_state(reports).fallback(
        move |method: Method, uri: Uri, headers: HeaderMap| {
            let rules = rules.clone();
            async move { answer(&rules, &method, uri.path(), &headers).await }
        },
    );
    site.layer(middleware::from_fn(hosts::only_own))
}

/// Serves until the site is dropped; open connections are closed then.
pub(super) async fn serve(listener: TcpListener, app: Router, stop: oneshot::Receiver<()>) {
    let stopped = async {
        // The sender is never used, only dropped.
        let _ = stop.await;
    };
    if let Err(error) = axum::serve(listener, app).with_graceful_shutdown(stopped).await {
        eprintln!("the site server stopped: {error}");
    }
}

async fn report(
    State(reports): State<Arc<Reports>>,
    headers: HeaderMap,
    body: Bytes,
) -> StatusCode {
    let origin = hosts::header(&headers, &ORIGIN);
    if !origin.is_none_or(hosts::is_own_origin) {
        return StatusCode::FORBIDDEN;
    }
    reports.add(&body, origin.map(str::to_owned));
    StatusCode::NO_CONTENT
}

async fn answer(rules: &Rules, method: &Method, path: &str, headers: &HeaderMap) -> Response {
    let worker = is_service_worker(headers);
    let (delay, failure) = rules.change(|rules| {
        *rules.hits.entry(path.to_owned()).or_default() += 1;
        if worker {
            rules.workers.insert(path.to_owned());
        }
        (rules.delays.get(path).copied().unwrap_or_default(), rules.failures.get(path).copied())
    });
    tokio::time::sleep(delay).await;
    let mut response = if let Some(status) = failure {
        (status, "this failure was asked for by a test").into_response()
    } else if *method != Method::GET && *method != Method::HEAD {
        (StatusCode::METHOD_NOT_ALLOWED, "GET and HEAD only").into_response()
    } else {
        file(rules, path, headers).await
    };
    let answered = response.headers_mut();
    answered.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    rules.read(|rules| {
        for (only, name, value) in &rules.headers {
            if only.as_deref().is_none_or(|only| only == path) {
                answered.insert(name, value.clone());
            }
        }
    });
    response
}

async fn file(rules: &Rules, path: &str, headers: &HeaderMap) -> Response {
    let Some((name, mut content)) = files::find(rules, path).await else {
        return (StatusCode::NOT_FOUND, format!("nothing at {path}")).into_response();
    };
    let kind = content_type(&name);
    // Outside of the lock: the function may take its time, or ask the site something.
    if let Some(rewrite) = rules.read(|rules| rules.rewrite.clone())
        && name != html::PRELUDE
    {
        let purpose = rules.read(|rules| Purpose::of(headers, &rules.workers));
        content = (rewrite.0)(Asked { path: &name, content_type: kind, purpose }, content);
    }
    rules.read(|rules| {
        if rules.page_prelude && kind.starts_with("text/html") {
            content = html::insert_prelude(&content);
        }
        if let (true, Some(prelude)) = (is_service_worker(headers), &rules.worker_prelude) {
            content = [prelude.as_bytes(), b"\n", &content].concat();
        }
    });
    ([(CONTENT_TYPE, kind)], content).into_response()
}
