//! What phones tell the reference server.

use axum::Router;
use axum::body::Bytes;
use axum::extract::{Request, State};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{MethodRouter, post};
use http::StatusCode;
use http::uri::{PathAndQuery, Uri};
use http_body_util::{BodyExt as _, Full, Limited};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;

/// Longer than whatever the reference server takes.
const LONGEST: usize = 1024 * 1024;

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
    client: Client<HttpConnector, Full<Bytes>>,
}

async fn forward(State(server): State<Server>, request: Request) -> Response {
    let told = format!("{} {}", request.method(), request.uri().path());
    let response = match server.ask(request).await {
        Ok(response) => response,
        Err(error) => (StatusCode::BAD_GATEWAY, format!("{error:#}")).into_response(),
    };
    println!("{told}: {}", response.status().as_u16());
    response
}

impl Server {
    async fn ask(&self, request: Request) -> anyhow::Result<Response> {
        let (mut head, body) = request.into_parts();
        let path = head.uri.path_and_query().map_or("/", PathAndQuery::as_str);
        head.uri = format!("{}{path}", self.url).parse::<Uri>()?;
        // The server's own, which the client writes.
        head.headers.remove(http::header::HOST);
        let body =
            Limited::new(body, LONGEST).collect().await.map_err(anyhow::Error::from_boxed)?;
        let request = http::Request::from_parts(head, Full::new(body.to_bytes()));
        Ok(self.client.request(request).await?.map(axum::body::Body::new))
    }
}
