//! A browser that can't say what there is.

use js_sys::Promise;
use kaipush_model::error::Code;
use wasm_bindgen::JsValue;

use super::Error;
use crate::limit::{TooLate, within};

/// Why it can't be said what registration or subscription there is.
#[derive(Debug)]
pub(crate) enum Unseen {
    /// Gecko could not look: its push service is not up yet, or its records can't be read. There may be one.
    Refused(JsValue),
    /// There was no answer in time.
    TooLate,
}

impl Unseen {
    /// The error of whoever had to know.
    pub(crate) fn error(self, refused: Code, too_late: Code) -> Error {
        match self {
            Unseen::Refused(thrown) => Error::caused(refused, thrown),
            Unseen::TooLate => too_late.into(),
        }
    }
}

/// What the browser answers within `limit` milliseconds.
pub(crate) async fn answer(asked: &Promise, limit: u32) -> Result<JsValue, Unseen> {
    let settled = within(asked, limit).await.in_time().map_err(|TooLate| Unseen::TooLate)?;
    settled.map_err(Unseen::Refused)
}
