//! From what can be seen to what it is.

use super::{AppType, System};

/// What page or worker can see of the system. Features weigh more than the user agent, which
/// apps and proxies change.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Evidence {
    /// `Clients.openApp` (worker) or `navigator.mozApps` (page): only KaiOS 2.5.
    pub open_app: bool,
    /// `registration.systemMessageManager` or `navigator.b2g`: KaiOS 3 and 4.
    pub b2g: bool,
    /// `navigator.userAgent`.
    pub user_agent: String,
    /// `location.protocol`, with its colon.
    pub protocol: String,
    /// `location.hostname`.
    pub host: String,
    /// `type` of the app's own manifest, where it could be read.
    pub manifest_type: Option<String>,
}

/// Where the app runs.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Platform {
    /// The system.
    pub system: System,
    /// KaiOS' version as the user agent gives it, such as `2.5.4`; empty where it doesn't.
    pub version: String,
    /// Gecko's major version, 0 where unknown.
    pub gecko: u32,
    /// How the app is installed.
    pub app_type: AppType,
}

impl Platform {
    /// Decides from the evidence.
    ///
    /// ```
    /// use kaipush_model::platform::{Evidence, Platform, System};
    /// let seen = Evidence {
    ///     user_agent: "Mozilla/5.0 (Mobile; X; rv:84.0) Gecko/84.0 Firefox/84.0 KAIOS/3.1".into(),
    ///     ..Evidence::default()
    /// };
    /// assert_eq!(Platform::detect(&seen).system, System::Kaios3);
    /// ```
    pub fn detect(seen: &Evidence) -> Self {
        let version = after(&seen.user_agent, "KAIOS/");
        // KaiOS writes `Gecko/48.0`; other Geckos write a fixed date there, so `Firefox/` it is.
        let gecko = whole_part(after(&seen.user_agent, "Firefox/"));
        let system = if seen.open_app {
            System::Kaios25
        } else if seen.b2g {
            if whole_part(version) >= 4 || gecko >= 123 { System::Kaios4 } else { System::Kaios3 }
        } else {
            match whole_part(version) {
                0 => System::Web,
                1 | 2 => System::Kaios25,
                3 => System::Kaios3,
                _ => System::Kaios4,
            }
        };
        Self { system, version: version.to_owned(), gecko, app_type: app_type(system, seen) }
    }
}

fn app_type(system: System, seen: &Evidence) -> AppType {
    let manifest_type = seen.manifest_type.as_deref().unwrap_or("");
    match system {
        System::Web => AppType::Page,
        System::Kaios25 => match manifest_type {
            "certified" => AppType::Certified,
            "privileged" => AppType::Privileged,
            _ if seen.protocol == "app:" => AppType::Privileged,
            _ => AppType::Hosted,
        },
        System::Kaios3 | System::Kaios4 => match manifest_type {
            "core" => AppType::Certified,
            _ if seen.host == "localhost" || seen.host.ends_with(".localhost") => AppType::Signed,
            _ => AppType::Pwa,
        },
    }
}

/// What stands behind `mark`, up to the next blank.
fn after<'a>(text: &'a str, mark: &str) -> &'a str {
    // Byte by byte and without indexing: `str::find` and its panics cost the worker's core 3 kB.
    let mut starts = text.as_bytes().windows(mark.len());
    let rest = starts.position(|window| window == mark.as_bytes()).map(|at| at + mark.len());
    let rest = rest.and_then(|at| text.get(at..)).unwrap_or("");
    let end = rest.bytes().position(|byte| matches!(byte, b' ' | b')' | b';'));
    rest.get(..end.unwrap_or(rest.len())).unwrap_or("")
}

/// `84.0` → 84, anything else → 0. Without `str::parse`, which costs the worker a kilobyte.
fn whole_part(version: &str) -> u32 {
    version
        .bytes()
        .take_while(u8::is_ascii_digit)
        .fold(0, |n: u32, digit| n.saturating_mul(10).saturating_add(u32::from(digit - b'0')))
}

#[cfg(test)]
mod tests {
    use super::*;

    const UA25: &str =
        "Mozilla/5.0 (Mobile; Nokia_8110_4G; rv:48.0) Gecko/48.0 Firefox/48.0 KAIOS/2.5.4";
    const UA3: &str = "Mozilla/5.0 (Mobile; Nokia 2780; rv:84.0) Gecko/84.0 Firefox/84.0 KAIOS/3.1";
    const UA4: &str = "Mozilla/5.0 (Mobile; TCL; rv:123.0) Gecko/123.0 Firefox/123.0 KAIOS/4.0";
    const DESKTOP: &str = "Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0";

    fn see(user_agent: &str) -> Evidence {
        Evidence {
            user_agent: user_agent.into(),
            protocol: "https:".into(),
            host: "app.example".into(),
            ..Evidence::default()
        }
    }

    #[test]
    fn user_agents_of_all_systems() {
        for (agent, system, version, gecko, app_type) in [
            (UA25, System::Kaios25, "2.5.4", 48, AppType::Hosted),
            (UA3, System::Kaios3, "3.1", 84, AppType::Pwa),
            (UA4, System::Kaios4, "4.0", 123, AppType::Pwa),
            (DESKTOP, System::Web, "", 153, AppType::Page),
            ("", System::Web, "", 0, AppType::Page),
        ] {
            let platform = Platform::detect(&see(agent));
            assert_eq!(
                platform,
                Platform { system, version: version.into(), gecko, app_type },
                "{agent}"
            );
        }
    }

    #[test]
    fn features_win_over_a_changed_user_agent() {
        let spoofed = Evidence { open_app: true, ..see(DESKTOP) };
        assert_eq!(Platform::detect(&spoofed).system, System::Kaios25);
        let spoofed = Evidence { b2g: true, ..see(UA25) };
        assert_eq!(Platform::detect(&spoofed).system, System::Kaios3);
        let four = Evidence { b2g: true, ..see(UA4) };
        assert_eq!(Platform::detect(&four).system, System::Kaios4);
    }

    #[test]
    fn packaged_apps_are_known_by_their_address() {
        let packaged = Evidence { protocol: "app:".into(), ..see(UA25) };
        assert_eq!(Platform::detect(&packaged).app_type, AppType::Privileged);
        let packaged = Evidence { host: "inbox.localhost".into(), ..see(UA3) };
        assert_eq!(Platform::detect(&packaged).app_type, AppType::Signed);
        let certified = Evidence { manifest_type: Some("certified".into()), ..see(UA25) };
        assert_eq!(Platform::detect(&certified).app_type, AppType::Certified);
    }
}
