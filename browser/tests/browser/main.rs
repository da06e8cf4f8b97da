//! Tests in a real Firefox. One browser serves them all but those that end it.

// There is no #[test] here from which clippy would know that this is a test.
#![allow(clippy::unwrap_used)]

mod alerts;
mod cleanup;
mod pages;
mod setting;
mod workers;

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
        name: &str,
        test: impl AsyncFnOnce(&Setting<'_>) -> anyhow::Result<()> + Send + 'static,
    ) -> Trial {
        let shared = self.clone();
        Trial::test(name, move || {
            let outcome = shared.runtime.block_on(async {
                let launch = async || Firefox::launch(setting::launch()?).await;
                let firefox = shared.firefox.get_or_try_init(launch).await?;
                let setting = Setting::start(firefox).await?;
                test(&setting).await
            });
            outcome.map_err(|error| format!("{error:#}").into())
        })
    }

    fn alone(
        &self,
        name: &str,
        test: impl AsyncFnOnce() -> anyhow::Result<()> + Send + 'static,
    ) -> Trial {
        let runtime = self.runtime.clone();
        Trial::test(name, move || {
            let outcome = runtime.block_on(test());
            outcome.map_err(|error| format!("{error:#}").into())
        })
    }
}

fn main() -> anyhow::Result<()> {
    let runtime = Arc::new(Runtime::new()?);
    if cleanup::is_victim() {
        return runtime.block_on(cleanup::victim());
    }
    let shared = Shared { runtime, firefox: Arc::new(OnceCell::new()) };
    let mut trials = pages::trials(&shared);
    trials.extend(workers::trials(&shared));
    trials.extend(alerts::trials(&shared));
    trials.extend(cleanup::trials(&shared));

    let mut arguments = Arguments::from_args();
    // There is one tab in front, and some tests are about it.
    arguments.test_threads = Some(1);
    let conclusion = libtest_mimic::run(&arguments, trials);

    let Shared { runtime, firefox } = shared;
    if let Some(firefox) = Arc::into_inner(firefox).and_then(OnceCell::into_inner) {
        runtime.block_on(firefox.quit())?;
    }
    conclusion.exit();
}
