//! What can go wrong, by name.
#[cfg(feature = "texts")]
mod advice;
mod code;
#[cfg(all(test, feature = "texts"))]
mod docs;
mod log;
mod named;
mod note;
mod problem;

pub use code::Code;
pub use log::Log;
pub use note::{Note, Warning};
pub use problem::Problem;
