//! `kaipush serve`.

mod forward;
mod site;

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, ensure};
use clap::Args;
use kaipush_build::app::is_outside;
use kaipush_build::progress::Progress;
use kaipush_build::tools::{Needs, Tools};
use kaipush_simulator::{ReferenceServer, ServerConfig};
use serde_json::json;
use tokio::net::TcpListener;
use tokio::runtime::Runtime;

use crate::check::CONFIG;
use crate::keys::Keys;
use crate::out::{folder_of, line};
use crate::root::root;
use crate::send::CONTACT;
use crate::unbuilt::take_kaipush;

/// Serves a built app on this machine, with a server that takes what it reports.
///
/// On a phone at the cable it is there after `adb reverse tcp:8080 tcp:8080`. The site has the key and the
/// server's address from here, if it has them from js/config.js; a package is given them before it is packed.
#[derive(Debug, Args)]
pub struct Arguments {
    /// The app's folder, OUT/kaios25 or OUT/kaios3 of `kaipush build`
    folder: PathBuf,
    /// Where it listens, on this machine only; 0 is any free port
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// The key pair, as `kaipush keys` wrote it; else from VAPID_PUBLIC and VAPID_PRIVATE, or a new one
    #[arg(long, value_name = "FILE")]
    keys: Option<PathBuf>,
    /// Keeps the subscriptions, for the next time and for `kaipush send`
    #[arg(long, value_name = "FILE", default_value = "subscriptions.json")]
    store: PathBuf,
}

/// Serves until it is ended.
pub fn run(arguments: &Arguments) -> Result<()> {
    let folder = &arguments.folder;
    ensure!(
        folder.join("index.html").is_file(),
        "there is no index.html in {}: name the folder of a built app",
        folder.display()
    );
    ensure!(
        !take_kaipush(folder),
        "kaipush is not in {} yet: name what `kaipush build` has made of it",
        folder.display()
    );
    let store = folder_of(&arguments.store);
    ensure!(store.is_dir(), "--store: there is no folder {}", store.display());
    // It holds what lets others send, and a site is open to all that run here.
    is_outside(folder, &arguments.store).context("--store")?;
    let tools = Tools::locate_or_install(Needs::BUILD, &Progress::stderr())?;
    let config = arguments.server(&root()?, &tools)?;
    Runtime::new()?.block_on(async {
        let listener =
            TcpListener::bind(("127.0.0.1", arguments.port)).await.with_context(|| {
                format!("cannot listen on port {}: choose another with --port", arguments.port)
            })?;
        let own = format!("http://localhost:{}", listener.local_addr()?.port());
        let server = ReferenceServer::start(&config).await?;
        line(format_args!("{own}/: {}", folder.display()))?;
        line(format_args!("Key: {}", server.public_key()))?;
        if config.keys.is_none() {
            line(format_args!(
                "It is new, and gone with this command: what subscribes now can be reached only by \
                 `POST {}/send`. `--keys FILE` keeps one.",
                server.url()
            ))?;
        }
        let store = arguments.store.display();
        line(format_args!("Subscriptions: {}/subscriptions, kept in {store}", server.url()))?;
        if !folder.join(CONFIG).is_file() {
            line(format_args!(
                "There is no {CONFIG} in {}: the app must name this key and address itself",
                folder.display()
            ))?;
        }
        let app_config = json!({
            "key": server.public_key(),
            "reportTo": format!("{own}/subscriptions"),
            "eventsTo": format!("{own}/events"),
        });
        let site = site::router(folder, &app_config, server.url());
        // Whoever is still connected is let go of: it may be a phone that has fallen asleep.
        tokio::select! {
            served = axum::serve(listener, site).into_future() => Ok(served?),
            ended = tokio::signal::ctrl_c() => Ok(ended?),
        }
    })
}

impl Arguments {
    fn server(&self, root: &Path, tools: &Tools) -> Result<ServerConfig> {
        let named = self.keys.is_some() || std::env::var_os("VAPID_PUBLIC").is_some();
        let keys = named.then(|| Keys::find(self.keys.as_deref())).transpose()?;
        if let Some(keys) = &keys {
            // No phone is to subscribe with what nothing can be sent by.
            keys.vapid(CONTACT)?;
        }
        Ok(ServerConfig {
            script: root.join("examples/server/server.js"),
            node_modules: tools.node_modules(),
            certificate: None,
            keys: keys.map(|keys| (keys.public, keys.private)),
            store: Some(self.store.clone()),
            print: true,
        })
    }
}
