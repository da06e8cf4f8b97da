//! The notification permission of an origin.

use anyhow::Result;
use serde_json::json;

use crate::firefox::Firefox;

/// A permission's state, as stored by Firefox.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Permission {
    /// Allowed.
    Granted,
    /// Forbidden; the page can't ask again.
    Denied,
    /// The user is asked (`"default"` for the page). Also removes a stored
    /// choice where the browser's own default is to ask.
    Prompt,
}

impl Permission {
    /// Firefox' number of it (`nsIPermissionManager.*_ACTION`); 0 means that
    /// nothing is decided, which as a default preference means "ask".
    pub(crate) fn action(self) -> u32 {
        match self {
            Self::Prompt => 0,
            Self::Granted => 1,
            Self::Denied => 2,
        }
    }
}

impl Firefox {
    /// Sets what `origin` may do; `name` is the web's name of the permission
    /// (`notifications` and `push` are one in Firefox).
    ///
    /// [`Permission::Prompt`] is stored as "ask always", so it also holds in a
    /// browser whose default is granted.
    pub async fn set_permission(&self, origin: &str, name: &str, state: Permission) -> Result<()> {
        const ASK_ALWAYS: u32 = 3;
        let kind = match name {
            "notifications" | "push" => "desktop-notification",
            other => other,
        };
        let action = match state {
            Permission::Prompt => ASK_ALWAYS,
            other => other.action(),
        };
        let script = "const [origin, kind, action] = arguments;
            const principal =
                Services.scriptSecurityManager.createContentPrincipalFromOrigin(origin);
            Services.perms.addFromPrincipal(principal, kind, action);";
        self.chrome(script, &[json!(origin), json!(kind), json!(action)]).await?;
        Ok(())
    }
}
