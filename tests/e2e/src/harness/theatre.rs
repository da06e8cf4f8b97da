//! What all scenarios share: tools, products, and a stage for each product.

use std::path::{Path, PathBuf};

use anyhow::{Result, ensure};
use kaipush_simulator::{Product, ServerConfig, Stage, StageConfig};
use tempfile::TempDir;
use tokio::sync::{Mutex, OnceCell};

use super::{Scenario, Scene, Workshop, seen};

/// Everything is made when the first scenario needs it, and stays for the others.
#[derive(Default)]
pub struct Theatre {
    workshop: OnceCell<Workshop>,
    houses: [Mutex<Option<House>>; 2],
}

/// One product: its stage, and the template app with it inside.
struct House {
    stage: Stage,
    template: TempDir,
}

impl Theatre {
    /// Plays a scenario on a scene of its own, one at a time for each product: a browser has one tab
    /// in front, one network and one push connection. A failure comes with all that was seen.
    pub async fn play(&self, product: Product, scenario: &Scenario) -> Result<()> {
        let workshop = self.workshop.get_or_try_init(async || Workshop::open()).await?;
        let at = Product::ALL.iter().position(|one| *one == product).unwrap_or_default();
        let mut house = self.houses[at].lock().await;
        let house = match &*house {
            Some(house) => house,
            None => &*house.insert(open(workshop, product).await?),
        };
        let server = ServerConfig {
            script: repository().join("examples/server/server.js"),
            node_modules: workshop.tools().node_modules(),
            certificate: house.stage.certificate().into(),
        };
        let scene = Scene::set(workshop, &house.stage, house.template.path(), server).await?;
        let mut played = (scenario.play)(&scene).await;
        if let Err(error) = played {
            let seen = seen::all(&scene).await;
            played = Err(anyhow::anyhow!("{error:#}\n\n{seen}"));
        }
        let struck = scene.strike().await;
        played.and(struck)
    }

    /// Ends all browsers and push services.
    pub async fn close(self) -> Result<()> {
        for house in self.houses.into_iter().filter_map(Mutex::into_inner) {
            house.stage.stop().await?;
        }
        Ok(())
    }
}

async fn open(workshop: &Workshop, product: Product) -> Result<House> {
    let template = TempDir::with_prefix("kaipush-e2e-")?;
    let app = repository().join("app-template");
    kaipush_build::app::install(&product_folder(product)?, &app, template.path())?;
    let tools = workshop.tools();
    let config = StageConfig::new(product, tools.geckodriver()?, tools.firefox()?);
    Ok(House { stage: Stage::start(config).await?, template })
}

/// The product's folder in `dist/`, or in what KAIPUSH_DIST names.
pub fn product_folder(product: Product) -> Result<PathBuf> {
    let dist = match std::env::var_os("KAIPUSH_DIST") {
        Some(dist) => PathBuf::from(dist),
        None => repository().join("dist"),
    };
    let folder = dist.join(product.folder());
    ensure!(
        folder.join("sw.js").is_file(),
        "there is no product in {}: run `cargo xtask dist` first",
        folder.display()
    );
    Ok(folder)
}

/// The root of the repository.
pub fn repository() -> &'static Path {
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    own.ancestors().nth(2).unwrap_or(own)
}
