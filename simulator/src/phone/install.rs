//! The app comes onto the phone.

use std::time::Instant;

use anyhow::Result;

use super::state::{Installed, is_fullscreen};
use super::{FULLSCREEN, Phone, SCREEN, State};
use crate::app::App;
use crate::manifest::Refused;
use crate::profile::{Profile, System};

impl Phone {
    /// Installs the app on a phone and opens it, or says why not.
    pub(super) async fn put_app(&mut self, profile: Profile) -> Result<()> {
        self.config.profile = profile;
        self.tray.reset();
        self.state = State { offline: self.state.offline, ..State::new(profile) };
        let folder = self.config.folder(profile)?;
        match App::install_on(&self.stage, profile, self.config.build, &folder).await {
            Ok(app) => {
                self.note(format!("{profile}, KAIOS/{}", profile.version(app.build())));
                self.app = Some(app);
                self.watched.other_app();
                self.configure();
                self.installed().await?;
                self.open().await
            }
            Err(error) => self.refuse(error),
        }
    }

    /// Takes the app off this phone and puts it on another.
    pub(super) async fn switch(&mut self, profile: Profile) -> Result<()> {
        let begun = Instant::now();
        self.take_app().await?;
        self.put_app(profile).await?;
        self.note(format!("changed to {profile} in {:.1} s", begun.elapsed().as_secs_f32()));
        Ok(())
    }

    /// The same app as its folder is now. An installer ends a running app first.
    pub(super) async fn update(&mut self) -> Result<()> {
        let Some(app) = &mut self.app else {
            // It was refused; perhaps it is not now.
            return self.put_app(self.config.profile).await;
        };
        app.leave().await?;
        let folder = self.config.folder(app.profile())?;
        match app.update(&folder).await {
            Ok(()) => {
                let told = match app.profile().system {
                    System::Kaios25 => {
                        "updated; worker and subscription stay, until a page is opened"
                    }
                    System::Kaios3 | System::Kaios4 => {
                        "updated; the worker went with the old version, and its subscription"
                    }
                };
                self.note(told);
                self.configure();
                self.installed().await
            }
            Err(error) => {
                let refused = error.downcast::<Refused>()?;
                self.fail(format!("{refused}. The old version stays."));
                Ok(())
            }
        }
    }

    /// Tells the app of its server, where it is made like the template.
    pub(super) fn configure(&self) {
        if let (Some(app), Some(server)) = (&self.app, &self.server)
            && self.takes_config()
        {
            app.configure(server.public_key(), &server.report_url());
        }
    }

    /// Whether the app has its key and server from `js/config.js`.
    pub(super) fn takes_config(&self) -> bool {
        self.app.as_ref().is_some_and(|app| app.folder().join("js/config.js").is_file())
    }

    /// What the window has to know of it.
    async fn installed(&mut self) -> Result<()> {
        let Some(app) = &self.app else {
            return Ok(());
        };
        self.state.app = Some(Installed::of(app));
        let fullscreen = is_fullscreen(&app.installed().manifest);
        self.state.fullscreen = fullscreen;
        let (size, bar) = if fullscreen { (FULLSCREEN, "0px") } else { (SCREEN, "26px") };
        let firefox = self.stage.firefox();
        firefox.set_viewport(Some(size)).await?;
        let style = "document.documentElement.style.setProperty('--kp-bar', arguments[0]);";
        firefox.chrome(style, &[bar.into()]).await.map(drop)
    }

    fn refuse(&mut self, error: anyhow::Error) -> Result<()> {
        let refused = error.downcast::<Refused>()?;
        self.fail(refused.to_string());
        self.state.refused = Some(refused.into());
        Ok(())
    }

    async fn take_app(&mut self) -> Result<()> {
        let Some(app) = self.app.take() else {
            return Ok(());
        };
        for alert in app.alerts().showing().await? {
            // The app may have closed it meanwhile.
            let _ = app.alerts().close(&alert).await;
        }
        let scope = app.scope();
        app.close().await?;
        // And with it its subscription: what is sent from now on is for the other phone.
        self.stage.firefox().unregister_worker(&scope).await?;
        Ok(())
    }
}
