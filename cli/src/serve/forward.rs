//! What phones tell the reference server.

use std::time::Duration;

use anyhow::{Context as _, Result};
use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{MethodRouter, post};
use http::StatusCode;
use http::header::HOST;
use http::uri::{PathAndQuery, Uri};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use tokio::time::timeout;

use crate::out::line;

/// Far more than the reference server takes on this machine.
const SOON: Duration = Duration::from_secs(20);

/// The phones' routes, at the app's own origin. What only a developer does (`/send`) stays at the server's.
pub fn router(server: &str) -> Router {
    let client = Client::builder(TokioExecutor::new()).build_http();
    let state = Server { url: server.to_owned(), client };
    let phones = || -> MethodRouter<Server> {
        post(forward).delete(forward).patch(forward).options(forward)
    };
    Router::new().route("/subscriptions", phones()).route("/events", phones()).with_state(state)
}

#[derive(Clone)]
struct Server {
    url: String,
    client: Client<HttpConnector, Body>,
}

async fn forward(State(server): State<Server>, request: Request) -> Response {
    let told = format!("{} {}", request.method(), request.uri().path());
    let response = match server.ask(request).await {
        Ok(response) => response,
        // kaipush tries it again.
        Err(error) => (StatusCode::BAD_GATEWAY, format!("{error:#}")).into_response(),
    };
    // Nobody has to listen.
    let _ = line(format_args!("{told}: {}", response.status().as_u16()));
    response
}

impl Server {
    async fn ask(&self, mut request: Request) -> Result<Response> {
        let path = request.uri().path_and_query().map_or("/", PathAndQuery::as_str);
        *request.uri_mut() = format!("{}{path}", self.url).parse::<Uri>()?;
        // The client writes the server's own.
        request.headers_mut().remove(HOST);
        let answer = timeout(SOON, self.client.request(request)).await;
        Ok(answer.context("the reference server does not answer")??.map(Body::new))
    }
}
