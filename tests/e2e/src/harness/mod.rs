//! What every scenario stands on.

mod bare;
mod certain;
mod cut;
mod first;
mod own_firefox;
mod preference;
mod proxy;
mod register;
mod scenario;
mod scene;
mod seen;
mod theatre;
mod told;
mod unheard;
mod workshop;

pub use bare::{Bare, copy_manifest};
pub use certain::Certain;
pub use cut::{CUT, Cut, Journey, MOST, cut, cut_everywhere, dead_before_each, there};
pub use first::{LOOKED, quick_looks, run_first};
pub use own_firefox::in_own_firefox;
pub use preference::with_preference;
pub use proxy::{Fault, Proxy};
pub use register::register;
pub(crate) use scenario::scenarios;
pub use scenario::{Scenario, also_on_254, once_per_core, once_per_system, only};
pub use scene::Scene;
pub use theatre::{STAGES, Theatre, Troubles, product_folder, repository};
pub use told::{none_told_twice, tell_launches, told, told_once};
pub use unheard::subscribe_unheard;
pub use workshop::Workshop;

use std::time::Duration;

/// Far more than anything takes on a busy machine.
pub const SOON: Duration = Duration::from_secs(15);
/// Long enough for what must not come to have come: a push takes tens of milliseconds, and the shim's
/// fallback comes at `kaipush.deadline`, which scenarios about it set below this.
pub const QUIET: Duration = Duration::from_millis(700);
