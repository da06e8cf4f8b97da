//! A proxy before the reference server, which answers as a scenario wants.

use std::collections::VecDeque;
use std::net::Ipv4Addr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderName, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse as _, Response};
use http_body_util::Full;
use hyper_util::client::legacy::Client;
use hyper_util::rt::TokioExecutor;
use kaipush_simulator::ReferenceServer;
use serde_json::Value;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use super::SOON;

/// What happens to one request.
#[derive(Clone, Debug)]
pub enum Fault {
    /// It is answered so, and does not reach the server.
    Status(u16),
    /// The same, with `Retry-After`.
    RetryAfter(u16, String),
    /// It is led on to the same address by this status.
    Redirect(u16),
    /// It does not reach the server, and is never answered.
    Silence,
    /// The server gets it; its answer is lost.
    Lost,
}

/// A request that came, preflights left out.
#[derive(Clone, Debug)]
pub struct Asked {
    pub method: String,
    pub body: Value,
    /// The header `Authorization`.
    pub authorization: Option<String>,
    pub at: Instant,
}

/// Ends when dropped.
pub struct Proxy {
    url: String,
    inner: Arc<Inner>,
    serving: JoinHandle<()>,
}

#[derive(Default)]
struct Inner {
    server: String,
    /// For the next requests, one each.
    once: Mutex<VecDeque<Fault>>,
    /// For all others.
    always: Mutex<Option<Fault>>,
    asked: Mutex<Vec<Asked>>,
}

impl Proxy {
    /// Starts one that hides nothing yet.
    pub async fn before(server: &ReferenceServer) -> Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let url = format!("http://{}/subscriptions", listener.local_addr()?);
        let inner = Arc::new(Inner { server: server.report_url(), ..Inner::default() });
        let router = Router::new().fallback(answer).with_state(inner.clone());
        let serving = tokio::spawn(async move {
            // Ends with the task.
            let _ = axum::serve(listener, router).await;
        });
        Ok(Self { url, inner, serving })
    }

    /// Where the app reports to.
    pub fn report_url(&self) -> &str {
        &self.url
    }

    /// Where events are told.
    pub fn events_url(&self) -> String {
        self.url("/events")
    }

    /// Another path of the app's server.
    pub fn url(&self, path: &str) -> String {
        self.url.replace("/subscriptions", path)
    }

    /// What happens to the next requests, in this order; those after them reach the server.
    pub fn next(&self, faults: impl IntoIterator<Item = Fault>) {
        lock(&self.inner.once).extend(faults);
    }

    /// What happens to every request, until this is called with `None`.
    pub fn always(&self, fault: Option<Fault>) {
        *lock(&self.inner.always) = fault;
    }

    /// What came so far.
    pub fn asked(&self) -> Vec<Asked> {
        lock(&self.inner.asked).clone()
    }

    /// What came by this method.
    pub fn asked_to(&self, method: &str) -> Vec<Asked> {
        self.asked().into_iter().filter(|one| one.method == method).collect()
    }

    /// Waits for this many requests in all.
    pub async fn wait(&self, count: usize) -> Result<Vec<Asked>> {
        let end = Instant::now() + 2 * SOON;
        loop {
            let asked = self.asked();
            if asked.len() >= count {
                return Ok(asked);
            }
            ensure!(Instant::now() < end, "{} requests instead of {count}: {asked:?}", asked.len());
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

async fn answer(
    State(inner): State<Arc<Inner>>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    if method == Method::OPTIONS {
        // What the app's server has beside the reference server's, such as for a button's answer.
        return match uri.path() {
            "/subscriptions" | "/events" => forward(&inner, method, uri, body).await,
            _ => allow(),
        };
    }
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok().map(str::to_owned));
    lock(&inner.asked).push(Asked {
        method: method.to_string(),
        body: serde_json::from_slice(&body).unwrap_or_default(),
        authorization: text(header::AUTHORIZATION),
        at: Instant::now(),
    });
    let once = lock(&inner.once).pop_front();
    let fault = once.or_else(|| lock(&inner.always).clone());
    match fault {
        None => forward(&inner, method, uri, body).await,
        Some(Fault::Status(status)) => refuse(status, None),
        Some(Fault::RetryAfter(status, after)) => {
            refuse(status, Some((header::RETRY_AFTER, &after)))
        }
        Some(Fault::Redirect(status)) => refuse(status, Some((header::LOCATION, uri.path()))),
        Some(Fault::Silence) => std::future::pending().await,
        Some(Fault::Lost) => {
            forward(&inner, method, uri, body).await;
            std::future::pending().await
        }
    }
}

/// Lets a page of another origin send here, as the reference server does.
fn allow() -> Response {
    let allowed = [
        (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
        (header::ACCESS_CONTROL_ALLOW_METHODS, "POST"),
        (header::ACCESS_CONTROL_ALLOW_HEADERS, "Content-Type, Authorization"),
    ];
    (StatusCode::NO_CONTENT, allowed).into_response()
}

/// As the reference server's answers, which a page of another origin may read.
fn refuse(status: u16, more: Option<(HeaderName, &str)>) -> Response {
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut response = status.into_response();
    let mut set = |name, value: &str| {
        if let Ok(value) = value.parse() {
            response.headers_mut().insert(name, value);
        }
    };
    set(header::ACCESS_CONTROL_ALLOW_ORIGIN, "*");
    set(header::ACCESS_CONTROL_EXPOSE_HEADERS, "Retry-After");
    if let Some((name, value)) = more {
        set(name, value);
    }
    response
}

async fn forward(inner: &Inner, method: Method, uri: Uri, body: Bytes) -> Response {
    let server = inner.server.trim_end_matches("/subscriptions");
    let request = axum::http::Request::builder()
        .method(method)
        .uri(format!("{server}{}", uri.path()))
        .body(Full::from(body));
    let client = Client::builder(TokioExecutor::new()).build_http::<Full<Bytes>>();
    match request {
        Ok(request) => match client.request(request).await {
            Ok(answer) => answer.into_response(),
            Err(_) => StatusCode::BAD_GATEWAY.into_response(),
        },
        Err(_) => StatusCode::BAD_GATEWAY.into_response(),
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
