//! The built-in HTTP client.

use std::sync::Arc;
use std::time::{Duration, Instant};

use http::Request;
use http_body_util::{BodyExt as _, Full};
use hyper::body::{Bytes, Incoming};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::client::legacy::{Client as Pool, Error as PoolError};
use hyper_util::rt::{TokioExecutor, TokioTimer};
use rustls::crypto::ring::default_provider;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;
use rustls::{ClientConfig, RootCertStore};
use tokio::time::timeout;

use crate::{Answer, Error};

/// Of an answer's body more is not read: it explains a status.
const LONGEST: usize = 16 * 1024;

/// Posts pushes over https, on tokio. It keeps connections open for the next push, follows no
/// redirect and sends nothing twice: when to try again is the caller's to say, by the [`Answer`].
///
/// ```no_run
/// # async fn demo(request: http::Request<Vec<u8>>) -> Result<(), kaipush_sender::Error> {
/// let client = kaipush_sender::Client::new()?; // one for the whole server; clones share it
/// let answer = client.send(request).await?;
/// if answer.is_gone() { /* send nothing there any more */ }
/// # Ok(()) }
/// ```
#[derive(Clone, Debug)]
pub struct Client {
    pool: Pool<HttpsConnector<HttpConnector>, Full<Bytes>>,
    timeout: Duration,
}

impl Client {
    /// A client that trusts the authorities that Mozilla trusts (the crate `webpki-roots`, so nothing
    /// needs to be installed).
    ///
    /// # Errors
    /// [`Error::Client`] when TLS can't be set up.
    pub fn new() -> Result<Self, Error> {
        Self::with_roots(RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() })
    }

    /// The same, and it trusts these authorities, too: one or more certificates in PEM, for example
    /// that of a push service in tests.
    ///
    /// # Errors
    /// [`Error::Client`] when there is no certificate in `pem`.
    pub fn trusting(pem: &str) -> Result<Self, Error> {
        let mut roots = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
        let known = roots.len();
        for certificate in CertificateDer::pem_slice_iter(pem.as_bytes()) {
            let added = certificate.map(|certificate| roots.add(certificate));
            if !matches!(added, Ok(Ok(()))) {
                return Err(Error::client("authority", "this PEM has a broken certificate"));
            }
        }
        if roots.len() == known {
            return Err(Error::client("authority", "there is no certificate in this PEM"));
        }
        Self::with_roots(roots)
    }

    fn with_roots(roots: RootCertStore) -> Result<Self, Error> {
        let tls = ClientConfig::builder_with_provider(Arc::new(default_provider()))
            .with_safe_default_protocol_versions()
            .map_err(|error| Error::client("tls", error.to_string()))?
            .with_root_certificates(roots)
            .with_no_client_auth();
        let connector =
            HttpsConnectorBuilder::new().with_tls_config(tls).https_only().enable_http1().build();
        let pool =
            Pool::builder(TokioExecutor::new()).pool_timer(TokioTimer::new()).build(connector);
        Ok(Self { pool, timeout: Duration::from_secs(10) })
    }

    /// How long one push may take, from connecting to the answer; ten seconds if not set.
    #[must_use]
    pub fn timeout(self, timeout: Duration) -> Self {
        Self { timeout, ..self }
    }

    /// Sends a request as [`Push::request`](crate::Push::request) makes it.
    ///
    /// # Errors
    /// [`Error::NoAnswer`] alone; what a push service answers is an [`Answer`], refusals included.
    pub async fn send(&self, request: Request<Vec<u8>>) -> Result<Answer, Error> {
        let host = request.uri().authority().map(ToString::to_string).unwrap_or_default();
        let asked = self.pool.request(request.map(|body| Full::new(body.into())));
        let started = Instant::now();
        let why = match timeout(self.timeout, asked).await {
            Ok(Ok(response)) => {
                let (head, body) = response.into_parts();
                let body = read(body, self.timeout.saturating_sub(started.elapsed())).await;
                return Ok(Answer::from(http::Response::from_parts(head, body)));
            }
            Ok(Err(error)) => chain(&error),
            Err(_) => format!("nothing came within {:?}", self.timeout),
        };
        Err(Error::NoAnswer { host, why })
    }
}

/// The status is there already: of a body that is cut off, endless or late the beginning explains it.
async fn read(mut body: Incoming, within: Duration) -> Vec<u8> {
    let mut begun = Vec::new();
    let reading = async {
        while begun.len() < LONGEST
            && let Some(Ok(frame)) = body.frame().await
        {
            begun.extend_from_slice(frame.data_ref().map_or(&[], |data| data));
        }
    };
    // What has come by then counts.
    let _ = timeout(within, reading).await;
    begun.truncate(LONGEST);
    begun
}

/// hyper's own text hides the cause: a refused connection, a certificate.
fn chain(error: &PoolError) -> String {
    let causes =
        std::iter::successors(Some(error as &dyn std::error::Error), |error| error.source());
    causes.map(ToString::to_string).collect::<Vec<_>>().join(": ")
}
