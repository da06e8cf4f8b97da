//! How long a push takes until it is shown, by kaipush and by workers written by hand.

use std::fs;
use std::path::Path;
use std::time::Duration;

use anyhow::Result;
use kaipush_build::product::SMALL_ENTRY;
use kaipush_build::progress::Progress;
use kaipush_build::tools::{Needs, Tools};
use kaipush_sender::KeyPair;
use kaipush_simulator::{App, Profile, Stage, StageConfig, System};
use serde_json::json;
use tempfile::TempDir;
use tokio::runtime::Runtime;
use tokio::time::sleep;

use crate::dist;
use crate::house::subscribe;
use crate::root::root;

/// One phone for each core.
const PHONES: [Profile; 2] =
    [Profile::packaged(System::Kaios25), Profile::packaged(System::Kaios3)];

/// Each worker gets one push a round, so that a machine's mood is everybody's.
const ROUNDS: usize = 40;

/// What a worker does after it has shown, and what its end costs, must not count for the next.
const REST: Duration = Duration::from_millis(150);

/// An app's worker.
#[derive(Clone, Copy)]
enum Worker {
    /// The template's.
    Full,
    /// The product's `sw-small.js`.
    Small,
    /// This script.
    Script(&'static str),
}

/// By their names in the table.
const WORKERS: [(&str, Worker); 4] = [
    ("kaipush, full", Worker::Full),
    ("kaipush, small", Worker::Small),
    ("the same by hand", Worker::Script(include_str!("by_hand.js"))),
    ("the least by hand", Worker::Script(include_str!("least.js"))),
];
/// What the others are compared with.
const BY_HAND: usize = 2;

/// Prints the times to show a push with a worker that has to start, and with one that runs.
pub fn run() -> Result<()> {
    let progress = Progress::stderr();
    let tools = Tools::locate_or_install(Needs::BROWSER, &progress)?;
    dist::make(&tools, &progress)?;
    println!("milliseconds from a push until its notification is shown, {ROUNDS} each, in turns");
    Runtime::new()?.block_on(async {
        for profile in PHONES {
            println!("\n{profile} ({}, core {})", profile.system, profile.core());
            let stage =
                Stage::start(StageConfig::new(tools.geckodriver()?, tools.firefox()?)).await?;
            let played = play(&stage, profile).await;
            played.and(stage.stop().await)?;
        }
        Ok(())
    })
}

async fn play(stage: &Stage, profile: Profile) -> Result<()> {
    let installed = TempDir::with_prefix("kaipush-push-")?;
    let folder = root().join("dist").join(profile.product().folder());
    kaipush_build::app::install(&folder, &root().join("app-template"), installed.path())?;
    let mut apps = Vec::new();
    for (_, worker) in WORKERS {
        let app = App::install(stage, profile, installed.path()).await?;
        put(&app, worker, &folder)?;
        // Nobody sends: the pushes are handed to Firefox.
        app.configure_with(&json!({ "key": KeyPair::generate()?.public() }));
        subscribe(stage, &app).await?;
        apps.push(app);
    }
    for is_cold in [true, false] {
        let times = times(stage, &apps, is_cold).await;
        print(if is_cold { "the worker starts" } else { "the worker runs" }, times?);
    }
    for app in apps {
        app.close().await?;
    }
    Ok(())
}

/// Gives the app this worker; `product` has the small one.
fn put(app: &App, worker: Worker, product: &Path) -> Result<()> {
    match worker {
        Worker::Full => {}
        Worker::Script(text) => app.site().put("/sw.js", text),
        Worker::Small => {
            // The app was installed with the full one only.
            app.site().mount("/", product)?;
            app.site().put("/sw.js", fs::read_to_string(product.join(SMALL_ENTRY))?);
        }
    }
    Ok(())
}

/// The times of each app.
async fn times(stage: &Stage, apps: &[App], is_cold: bool) -> Result<Vec<Vec<f64>>> {
    let mut times = vec![Vec::new(); apps.len()];
    // The first round wakes the workers, and is not counted.
    for round in 0..=ROUNDS {
        for (app, times) in apps.iter().zip(&mut times) {
            if is_cold {
                stage.firefox().terminate_worker(&app.scope()).await?;
            }
            sleep(REST).await;
            let id = format!("{is_cold}{round}");
            let push = json!({
                "id": id, "title": "Ada", "body": "Lunch?", "url": "/chats/7", "data": { "chat": 7 },
            });
            let took = stage.firefox().time_push(&app.scope(), push.to_string().as_bytes()).await?;
            if round > 0 {
                times.push(took);
            }
            for alert in app.alerts().showing().await? {
                app.alerts().close(&alert).await?;
            }
        }
    }
    Ok(times)
}

fn print(how: &str, mut times: Vec<Vec<f64>>) {
    times.iter_mut().for_each(|times| times.sort_by(f64::total_cmp));
    let by_hand = times[BY_HAND][ROUNDS / 2];
    println!("{how:<26} {:>8} {:>8} {:>8} {:>12}", "min", "median", "max", "of by hand");
    for ((name, _), times) in WORKERS.iter().zip(times) {
        let [min, median, max] = [0, ROUNDS / 2, ROUNDS - 1].map(|at| times[at]);
        let share = median / by_hand;
        println!("  {name:<24} {min:>8.1} {median:>8.1} {max:>8.1} {share:>12.2}");
    }
}
