//! A real Firefox that plays KaiOS' engines. One browser serves all tests.

// There is no #[test] here from which clippy would know that this is a test.
#![allow(clippy::unwrap_used)]

mod app;
mod names;

mod setting;

use std::sync::Arc;

use kaipush_browser::Firefox;
use libtest_mimic::{Arguments, Trial};
use tokio::runtime::Runtime;
use tokio::sync::OnceCell;

use setting::Setting;

/// The browser all tests share, started by the first.
#[derive(Clone)]
struct Shared {
    runtime: Arc<Runtime>,
    firefox: Arc<OnceCell<Firefox>>,
}

impl Shared {
    fn trial(
        &self,
        name: impl Into<String>,
        test: impl AsyncFnOnce(&Setting<'_>) -> anyhow::Result<()> + Send + 'static,
    ) -> Trial {
        let shared = self.clone();
        Trial::test(name, move || {
            let outcome = shared.runtime.block_on(async {
                let launch = async || Firefox::launch(setting::launch()?).await;
                let firefox = shared.firefox.get_or_try_init(launch).await?;
                test(&Setting { firefox }).await
            });
            outcome.map_err(|error| format!("{error:#}").into())
        })
    }
}

fn main() -> anyhow::Result<()> {
    let shared = Shared { runtime: Arc::new(Runtime::new()?), firefox: Arc::new(OnceCell::new()) };
    let mut trials = app::trials(&shared);
    trials.extend(names::trials(&shared));
    let conclusion = libtest_mimic::run(&Arguments::from_args(), trials);

    let Shared { runtime, firefox } = shared;
    if let Some(firefox) = Arc::into_inner(firefox).and_then(OnceCell::into_inner) {
        runtime.block_on(firefox.quit())?;
    }
    conclusion.exit();
}
