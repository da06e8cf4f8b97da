//! Which system this is, and what it can do.
mod app_type;
mod detect;
mod features;
mod system;

pub use app_type::AppType;
pub use detect::{Evidence, Platform};
pub use features::Features;
pub use system::System;
