//! May this app push, and if not, what is missing?
mod assess;
mod prompt;
mod state;

pub use assess::{Answer, Situation, assess, warnings};
pub use prompt::{Ask, Past};
pub use state::{Blocked, State};
