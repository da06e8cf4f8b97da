//! A notification, and what is left of it on each system.
mod action;
mod behavior;
pub(crate) mod content;
mod crowd;
mod lower;
mod members;
mod quiet;
mod read;

pub use action::Action;
pub(crate) use behavior::SOUND_FILE;
pub use behavior::{Behavior, LoopControl};
pub use content::{Direction, InPage, Notification, Persistent, ShownBy};
pub use crowd::{FLOOD_TAG, Flood, Place, Standing};
pub use lower::MARKER;
pub(crate) use members::Members;
pub use quiet::Quiet;
