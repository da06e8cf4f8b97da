//! What all scenarios share: tools, products, and the stages they are played on.

use std::path::{Path, PathBuf};

use anyhow::{Result, ensure};
use kaipush_build::tools::Tools;
use kaipush_simulator::{
    App, Product, Profile, ReferenceServer, ServerConfig, Stage, StageConfig, System, template,
};
use tempfile::TempDir;
use tokio::sync::{Mutex, OnceCell, Semaphore};

use super::{Certain, Scenario, Scene, Workshop, none_told_twice, seen, tell_launches};

/// So many browsers at once. A scenario waits more than it computes.
pub const STAGES: usize = 3;

/// Everything is made when the first scenario needs it, and stays for the others.
pub struct Theatre {
    workshop: OnceCell<Workshop>,
    templates: OnceCell<Templates>,
    free: Semaphore,
    /// Those that nobody plays in.
    houses: Mutex<Vec<House>>,
    troubles: Mutex<Troubles>,
}

/// What did not go as it should, each with its scenario.
#[derive(Debug, Default)]
pub struct Troubles {
    pub failed: Vec<String>,
    /// Failed first, and passed then.
    pub unsteady: Vec<String>,
}

impl Theatre {
    pub fn new() -> Self {
        Self {
            workshop: OnceCell::new(),
            templates: OnceCell::new(),
            free: Semaphore::new(STAGES),
            houses: Mutex::default(),
            troubles: Mutex::default(),
        }
    }

    /// Plays a scenario on a scene of its own, and alone on its stage: a browser has one tab in front,
    /// one network and one push connection. A failure comes with all that was seen.
    ///
    /// Whoever fails may try once more: a thousand scenarios in real browsers on a shared machine meet
    /// a moment that is too long now and then. It is told at the end, and many of them are a failure. What came
    /// [certain](Certain) is one at once.
    pub async fn play(&self, profile: Profile, scenario: &Scenario) -> Result<()> {
        let played = self.play_at_most_twice(profile, scenario).await;
        if let Err(last) = &played {
            self.troubles.lock().await.failed.push(told(profile, scenario, last));
        }
        played
    }

    async fn play_at_most_twice(&self, profile: Profile, scenario: &Scenario) -> Result<()> {
        let workshop = self.workshop.get_or_try_init(async || Workshop::open()).await?;
        let templates = self.templates.get_or_try_init(async || Templates::install()).await?;
        let _free = self.free.acquire().await?;
        let house = self.houses.lock().await.pop();
        let house = match house {
            Some(house) => house,
            None => House::open(workshop.tools()).await?,
        };
        let template = templates.of(profile);
        let mut played = house.play(workshop, profile, &template, scenario).await;
        if let Err(first) = &played
            && !first.is::<Certain>()
        {
            let first = told(profile, scenario, first);
            played = house.play(workshop, profile, &template, scenario).await;
            if played.is_ok() {
                self.troubles.lock().await.unsteady.push(first);
            }
        }
        self.houses.lock().await.push(house);
        played
    }

    /// Ends all browsers and push services.
    pub async fn close(self) -> Result<Troubles> {
        for house in self.houses.into_inner() {
            house.stage.stop().await?;
        }
        Ok(self.troubles.into_inner())
    }
}

fn told(profile: Profile, scenario: &Scenario, error: &anyhow::Error) -> String {
    format!("{}: {error:#}", scenario.title(profile))
}

/// A stage, and the server of the apps on it.
struct House {
    stage: Stage,
    server: ReferenceServer,
    config: ServerConfig,
}

impl House {
    async fn open(tools: &Tools) -> Result<Self> {
        let stage = Stage::start(StageConfig::new(tools.geckodriver()?, tools.firefox()?)).await?;
        let config = ServerConfig {
            script: repository().join("examples/server/server.js"),
            node_modules: tools.node_modules(),
            certificate: Some(stage.certificate().into()),
            keys: None,
            store: None,
            print: false,
        };
        let server = ReferenceServer::start(&config).await?;
        Ok(Self { stage, server, config })
    }

    async fn play(
        &self,
        workshop: &Workshop,
        profile: Profile,
        template: &Path,
        scenario: &Scenario,
    ) -> Result<()> {
        let Self { stage, server, config } = self;
        server.forget_all().await?;
        let app = App::install_on(stage, profile, scenario.build, template).await?;
        let scene = Scene::set(workshop, stage, server, config, app);
        let played = (scenario.play)(&scene).await;
        let mut played = played.and_then(|()| none_told_twice(&scene.app));
        if let Err(error) = played {
            let text = format!("{error:#}\n\n{}", seen::all(&scene).await);
            played = Err(match error.is::<Certain>() {
                true => Certain(text).into(),
                false => anyhow::anyhow!(text),
            });
        }
        let struck = scene.strike().await;
        played.and(struck)
    }
}

/// The template app with each product inside.
struct Templates(TempDir);

impl Templates {
    fn install() -> Result<Self> {
        let templates = Self(TempDir::with_prefix("kaipush-e2e-")?);
        let app = repository().join("app-template");
        for profile in Profile::ALL {
            let folder = templates.of(profile);
            if !folder.is_dir() {
                kaipush_build::app::install(&product_folder(profile.product())?, &app, &folder)?;
                tell_launches(&folder)?;
            }
            template::fit(profile, &folder)?;
        }
        Ok(templates)
    }

    fn of(&self, profile: Profile) -> PathBuf {
        let hosted = profile == Profile::hosted(System::Kaios25);
        self.0.path().join(if hosted { "hosted" } else { profile.product().folder() })
    }
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
