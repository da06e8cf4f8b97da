//! The systems that an app can be installed on, and as what.

use std::fmt;
use std::str::FromStr;

use crate::build::Build;
use crate::engine::Engine;

/// A KaiOS, by what differs for push.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum System {
    /// KaiOS 2.5, on Gecko 48.
    Kaios25,
    /// KaiOS 3.0 to 3.2, on Gecko 84.
    Kaios3,
    /// KaiOS 4.0, on Gecko 123.
    Kaios4,
}

/// A product, as `dist/` has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Product {
    /// For KaiOS 2.5: JavaScript only.
    Kaios25,
    /// For KaiOS 3 and 4: WebAssembly.
    Kaios3,
}

impl Product {
    /// The folder in `dist/`.
    pub const fn folder(self) -> &'static str {
        match self {
            Self::Kaios25 => "kaios25",
            Self::Kaios3 => "kaios3",
        }
    }
}

/// A system, and how the app came onto it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Profile {
    /// The system.
    pub system: System,
    /// Whether the app is a package on the phone; else it is hosted on its site (from 3.0 on: a PWA).
    pub packaged: bool,
}

impl Profile {
    /// All six, the most common installation of each system first.
    pub const ALL: [Self; 6] = [
        Self::packaged(System::Kaios25),
        Self::hosted(System::Kaios3),
        Self::packaged(System::Kaios4),
        Self::hosted(System::Kaios25),
        Self::packaged(System::Kaios3),
        Self::hosted(System::Kaios4),
    ];

    /// A package on this system.
    pub const fn packaged(system: System) -> Self {
        Self { system, packaged: true }
    }

    /// A hosted app on this system.
    pub const fn hosted(system: System) -> Self {
        Self { system, packaged: false }
    }

    /// Its name, as [`Profile::from_str`] reads it.
    pub const fn name(self) -> &'static str {
        match (self.system, self.packaged) {
            (System::Kaios25, false) => "kaios25-hosted",
            (System::Kaios25, true) => "kaios25-packaged",
            (System::Kaios3, false) => "kaios3-hosted",
            (System::Kaios3, true) => "kaios3-packaged",
            (System::Kaios4, false) => "kaios4-hosted",
            (System::Kaios4, true) => "kaios4-packaged",
        }
    }

    /// The product that is made for it.
    pub const fn product(self) -> Product {
        match self.system {
            System::Kaios25 => Product::Kaios25,
            System::Kaios3 | System::Kaios4 => Product::Kaios3,
        }
    }

    /// The core that runs there: Gecko 48 has no WebAssembly, and Gecko 123 refuses it under the
    /// policy of packaged apps.
    pub const fn core(self) -> &'static str {
        match (self.system, self.packaged) {
            (System::Kaios25, _) | (System::Kaios4, true) => "js",
            (System::Kaios3, _) | (System::Kaios4, false) => "wasm",
        }
    }

    /// The engine of the system.
    pub const fn engine(self) -> Engine {
        match self.system {
            System::Kaios25 => Engine::Gecko48,
            System::Kaios3 => Engine::Gecko84,
            System::Kaios4 => Engine::Gecko123,
        }
    }

    /// A phone's version of KaiOS; on 2.5, that of this build.
    pub const fn version(self, build: Build) -> &'static str {
        match self.system {
            System::Kaios25 => build.version,
            System::Kaios3 => "3.1",
            System::Kaios4 => "4.0",
        }
    }

    /// A phone's user agent; on 2.5, one of this build.
    pub fn user_agent(self, build: Build) -> String {
        let phone = match self.system {
            System::Kaios25 => "Nokia_8110_4G",
            System::Kaios3 => "Nokia 2780",
            System::Kaios4 => "TCL FLIP 4",
        };
        let version = self.version(build);
        let gecko = self.engine().firefox();
        format!(
            "Mozilla/5.0 (Mobile; {phone}; rv:{gecko}.0) Gecko/{gecko}.0 Firefox/{gecko}.0 KAIOS/{version}"
        )
    }

    /// The `Content-Security-Policy` that the system gives to every package, for 2.5 to privileged
    /// and certified ones. A hosted app has what its own site sends.
    ///
    /// That of 3.x is api-daemon's (daemon/config-device.toml). Gecko 84 does not ask it about
    /// WebAssembly, as Firefox does from 102 on: hence the additional source, which means the same.
    pub const fn policy(self) -> Option<&'static str> {
        match (self.system, self.packaged) {
            (_, false) => None,
            (System::Kaios25, true) => Some(
                "default-src * data: blob:; \
                 script-src 'self' http://127.0.0.1:8081 http://local-device.kaiostech.com:8081; \
                 object-src 'none'; style-src 'self' 'unsafe-inline'",
            ),
            (System::Kaios3, true) => Some(
                "default-src * data: blob:; \
                 script-src 'self' 'wasm-unsafe-eval' http://127.0.0.1 http://shared.localhost; \
                 object-src 'none'; style-src 'self' 'unsafe-inline' http://shared.localhost",
            ),
            (System::Kaios4, true) => Some(
                "default-src * data: blob:; \
                 script-src 'self' http://127.0.0.1 http://shared.localhost; \
                 object-src 'none'; style-src 'self' 'unsafe-inline' http://shared.localhost",
            ),
        }
    }
}

impl System {
    /// The system as kaipush's page API names it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Kaios25 => "kaios2.5",
            Self::Kaios3 => "kaios3",
            Self::Kaios4 => "kaios4",
        }
    }
}

impl fmt::Display for System {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Kaios25 => "KaiOS 2.5",
            Self::Kaios3 => "KaiOS 3",
            Self::Kaios4 => "KaiOS 4",
        })
    }
}

impl fmt::Display for Profile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Profile {
    type Err = UnknownProfile;

    /// Reads a name; without its ending it means the system's most common installation.
    fn from_str(name: &str) -> Result<Self, UnknownProfile> {
        let is = |profile: &Self| profile.name().split('-').next() == Some(name);
        let exact = Self::ALL.into_iter().find(|profile| profile.name() == name);
        exact.or_else(|| Self::ALL.into_iter().find(is)).ok_or_else(|| UnknownProfile(name.into()))
    }
}

/// There is no profile of this name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownProfile(String);

impl fmt::Display for UnknownProfile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let known = Profile::ALL.map(Profile::name).join(", ");
        write!(f, "there is no profile `{}`; there are {known}", self.0)
    }
}

impl std::error::Error for UnknownProfile {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lead_back_to_their_profiles() {
        for profile in Profile::ALL {
            assert_eq!(profile.name().parse(), Ok(profile));
        }
        assert_eq!("kaios25".parse(), Ok(Profile::packaged(System::Kaios25)));
        assert_eq!("kaios3".parse(), Ok(Profile::hosted(System::Kaios3)));
        assert_eq!("kaios4".parse(), Ok(Profile::packaged(System::Kaios4)));
        let error = "kaios5".parse::<Profile>().unwrap_err().to_string();
        assert!(error.contains("`kaios5`") && error.contains("kaios4-packaged"), "{error}");
        assert!("".parse::<Profile>().is_err());
    }

    #[test]
    fn user_agents_name_the_version() {
        let agent = Profile::packaged(System::Kaios25).user_agent(Build::V254);
        assert_eq!(
            agent,
            "Mozilla/5.0 (Mobile; Nokia_8110_4G; rv:48.0) Gecko/48.0 Firefox/48.0 KAIOS/2.5.4"
        );
        let agent = Profile::hosted(System::Kaios3).user_agent(Build::V254);
        assert!(agent.ends_with("Gecko/84.0 Firefox/84.0 KAIOS/3.1"), "{agent}");
    }
}
