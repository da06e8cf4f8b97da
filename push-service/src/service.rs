//! The service: started, asked, commanded, stopped.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};
use axum_server::Handle;
use axum_server::tls_rustls::RustlsConfig;
use tokio::task::JoinHandle;

use crate::event::Event;
use crate::log::{Entry, Log, NotSeen};
use crate::loopback::LoopbackPort;
use crate::mode::Mode;
use crate::state::Shared;
use crate::tls::{Tls, TlsError};
use crate::{endpoint, socket};

/// How to start. The default: KaiOS' rules, free ports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Options {
    /// Whose rules to follow.
    pub mode: Mode,
    /// The port for `ws:` and `http:`, 0 for a free one.
    pub port: u16,
    /// The port for `wss:` and `https:`, 0 for a free one. It is part of all
    /// endpoints, so subscriptions outlive a restart only with a fixed one.
    pub tls_port: u16,
}

/// The service could not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// Somebody has the port.
    #[error(
        "port {0} on 127.0.0.1 is in use: stop the program that has it or choose another port \
         (0 takes a free one)"
    )]
    PortBusy(u16),
    /// The port can't be had for another reason.
    #[error("port {0} on 127.0.0.1 can't be opened: {1}")]
    Port(u16, io::Error),
    /// No certificate.
    #[error("the push service's certificate can't be made: {0}")]
    Tls(#[from] TlsError),
}

/// A running push service. It stops when dropped.
#[derive(Debug)]
pub struct PushService {
    shared: Arc<Shared>,
    port: u16,
    tls_port: u16,
    certificate_pem: String,
    handles: [Handle<SocketAddr>; 2],
    tasks: Vec<JoinHandle<io::Result<()>>>,
}

impl PushService {
    /// Starts a service on the running tokio runtime.
    ///
    /// # Errors
    /// When a port can't be had or the certificate can't be made.
    pub async fn start(options: Options) -> Result<Self, StartError> {
        let plain = LoopbackPort::take(options.port)?;
        let secure = LoopbackPort::take(options.tls_port)?;
        let (port, tls_port) = (plain.number()?, secure.number()?);
        let tls = Tls::new()?;

        let shared = Shared::new(options.mode, format!("https://127.0.0.1:{tls_port}"));
        let shared = Arc::new(shared);
        let app = router(shared.clone()).into_make_service();
        let handles = [Handle::new(), Handle::new()];
        let server = axum_server::from_tcp(plain.into_listener())
            .map_err(|error| StartError::Port(port, error))?
            .handle(handles[0].clone());
        let config = RustlsConfig::from_config(tls.config);
        let tls_server = axum_server::from_tcp_rustls(secure.into_listener(), config)
            .map_err(|error| StartError::Port(tls_port, error))?
            .handle(handles[1].clone());
        let tasks =
            vec![tokio::spawn(server.serve(app.clone())), tokio::spawn(tls_server.serve(app))];
        Ok(Self { shared, port, tls_port, certificate_pem: tls.authority_pem, handles, tasks })
    }

    /// For a browser's `dom.push.serverURL` (with
    /// `dom.push.testing.allowInsecureServerURL`): `ws://127.0.0.1:PORT/`.
    pub fn websocket_url(&self) -> String {
        format!("ws://127.0.0.1:{}/", self.port)
    }

    /// The same over TLS, for a browser that trusts the certificate:
    /// `wss://127.0.0.1:PORT/`.
    pub fn secure_websocket_url(&self) -> String {
        format!("wss://127.0.0.1:{}/", self.tls_port)
    }

    /// Where endpoints can be posted to without TLS: `http://127.0.0.1:PORT`, with an
    /// endpoint's path. The VAPID audience stays [`Self::https_origin`].
    pub fn http_origin(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// The origin of all endpoints: `https://127.0.0.1:PORT`.
    pub fn https_origin(&self) -> &str {
        &self.shared.origin
    }

    /// The authority a sender has to trust, in PEM. It is made anew at each start;
    /// write it to a file for Node's `NODE_EXTRA_CA_CERTS`.
    pub fn certificate_pem(&self) -> &str {
        &self.certificate_pem
    }

    /// Forgets all browsers: endpoints answer 410, and at its next hello a browser gets
    /// a new name and tells its apps by `pushsubscriptionchange`. For that to happen now
    /// call [`Self::drop_connections`] after it.
    pub fn forget_clients(&self) {
        self.shared.registry.forget_clients();
    }

    /// Ends all connections of browsers. They come back by themselves.
    pub fn drop_connections(&self) {
        self.shared.registry.drop_connections();
    }

    /// Turns new connections of browsers away, or stops doing so. Open ones stay; to
    /// have a browser offline refuse first, then [`Self::drop_connections`].
    pub fn refuse(&self, refuse: bool) {
        self.shared.refusing.store(refuse, Ordering::SeqCst);
    }

    /// What happened so far, and what will.
    pub fn log(&self) -> Log {
        self.shared.log.clone()
    }

    /// Waits on the whole log, see [`Log::wait_for`].
    ///
    /// # Errors
    /// [`NotSeen`] with everything seen, when the time is over.
    pub async fn wait_for(
        &self,
        wanted: impl Fn(&Event) -> bool,
        timeout: Duration,
    ) -> Result<Entry, NotSeen> {
        self.shared.log.wait_for(wanted, timeout).await
    }

    /// Stops the service and waits until its ports are free.
    pub async fn stop(mut self) {
        self.end();
        for task in std::mem::take(&mut self.tasks) {
            // How a server ends that is told to end does not matter.
            let _ = task.await;
        }
    }

    fn end(&self) {
        self.refuse(true);
        self.drop_connections();
        self.handles.iter().for_each(Handle::shutdown);
    }
}

impl Drop for PushService {
    fn drop(&mut self) {
        self.end();
    }
}

fn router(shared: Arc<Shared>) -> Router {
    Router::new()
        .route("/", get(socket::connect))
        .route("/wpush/{*token}", post(endpoint::push).fallback(endpoint::not_so))
        .fallback(endpoint::not_here)
        .layer(DefaultBodyLimit::max(endpoint::MAX_READ))
        .with_state(shared)
}
