//! May this app push, and if not, what is missing?
mod assess;
mod state;

pub use assess::{Answer, Situation, assess, warnings};
pub use state::{Blocked, State};
