//! The table of what each system has. What follows from more than that stands where it is decided: the ways to open
//! the app in [`click::route`](crate::click), what may be asked in [`permission::assess()`](crate::permission::assess()),
//! and the time that a click leaves for them, once more, in the worker's scripts (sw/host.js, sw/rescue.js).

use super::{Platform, System};

/// What a system understands, as far as push is concerned.
///
/// Sources: `dom/webidl/{Notification,Clients,NotificationEvent}.webidl` and `b2g/app/b2g.js` of
/// the Gecko trees of KaiOS 2.5 (`roytam1/gecko-kaios`), 2.5.4 (`bmndc/nokia-leo`) and 3 (`kaiostech/gecko-b2g`).
///
/// ```
/// use kaipush_model::platform::System;
/// assert!(System::Kaios25.features().mozbehavior);
/// assert!(!System::Kaios25.features().loop_control);
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Features {
    /// The option `mozbehavior` of notifications.
    pub mozbehavior: bool,
    /// `mozbehavior.loopControl`.
    pub loop_control: bool,
    /// The option `image`.
    pub image: bool,
    /// The option `silent`.
    pub silent: bool,
    /// Without a pattern it vibrates by its own, also where it is silent: one that begins with 0 counts as none
    /// (`notification_toaster`).
    pub always_vibrates: bool,
    /// The option `vibrate`; every KaiOS takes `mozbehavior.vibrationPattern` instead.
    pub vibrate: bool,
    /// How many actions a notification shows (`Notification.maxActions`).
    pub max_actions: usize,
    /// `openWindow(url, {disposition})`.
    pub disposition: bool,
    /// Milliseconds that one way to open the app may take before the next is tried. The right to
    /// open ends about a second after the click on 2.5 (`dom.disable_open_click_delay`), after five
    /// on 3 (`dom.serviceWorkers.disable_open_click_delay`).
    pub patience: u32,
    /// Push and service workers need permissions in the manifest.
    pub push_permissions: bool,
    /// Asking for permission needs a user's gesture (Firefox 72).
    pub gesture: bool,
    /// The system's push service takes `aes128gcm` and `vapid t=,k=`; KaiOS' own refuses both
    /// (web-push-libs/pywebpush issue 138, web-push-libs/web-push issue 603).
    pub modern_encoding: bool,
}

impl System {
    /// The system's row of the table; KaiOS 2.5 has another since 2.5.4 ([`Platform::features`]).
    pub const fn features(self) -> &'static Features {
        match self {
            System::Kaios25 => &KAIOS_25,
            System::Kaios3 | System::Kaios4 => &KAIOS_3,
            System::Web => &WEB,
        }
    }
}

impl Platform {
    /// The row of the table for this version of the system.
    ///
    /// ```
    /// use kaipush_model::platform::{Evidence, Platform};
    /// let phone = |version| Platform::detect(&Evidence {
    ///     user_agent: ["Gecko/48.0 Firefox/48.0 KAIOS/", version].concat(),
    ///     ..Evidence::default()
    /// });
    /// assert!(phone("2.5.4.1").features().silent);
    /// assert!(!phone("2.5.1").features().silent);
    /// ```
    pub fn features(&self) -> &'static Features {
        // Their parts have one digit each.
        if self.system == System::Kaios25 && *self.version >= *"2.5.4" {
            return &KAIOS_254;
        }
        self.system.features()
    }
}

const KAIOS_254: Features = Features { loop_control: true, image: true, silent: true, ..KAIOS_25 };

const KAIOS_25: Features = Features {
    mozbehavior: true,
    loop_control: false,
    image: false,
    silent: false,
    always_vibrates: true,
    vibrate: false,
    max_actions: 2,
    disposition: false,
    patience: 400,
    push_permissions: true,
    gesture: false,
    modern_encoding: false,
};

const KAIOS_3: Features = Features {
    mozbehavior: true,
    loop_control: true,
    image: true,
    silent: true,
    always_vibrates: false,
    vibrate: false,
    max_actions: 2,
    disposition: true,
    patience: 2000,
    push_permissions: false,
    gesture: true,
    modern_encoding: false,
};

const WEB: Features = Features {
    mozbehavior: false,
    loop_control: false,
    image: true,
    silent: true,
    always_vibrates: false,
    vibrate: true,
    max_actions: 2,
    disposition: false,
    patience: 2000,
    push_permissions: false,
    gesture: true,
    modern_encoding: true,
};
