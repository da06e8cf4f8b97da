//! The report to the app's server (README, "The report").

use kaipush_model::error::Code;
use kaipush_model::subscription::{Outcome, Report, outcome};
use serde::Serialize;

use super::limit::{Limited, within};
use super::{Error, http};
use crate::foreign::Js;
use crate::page::push::to_js;

/// Posts a subscription.
///
/// # Errors
/// [`Code::ReportFailed`] or [`Code::ReportRefused`].
pub(crate) async fn post(url: &str, report: &Report, limit: u32) -> Result<(), Error> {
    judge(send("POST", url, report, limit).await?)
}

#[derive(Serialize)]
struct Gone<'a> {
    endpoint: &'a str,
}

/// Tells the server that an endpoint is gone. That it did not know it is fine.
///
/// # Errors
/// [`Code::ReportFailed`] or [`Code::ReportRefused`].
pub(crate) async fn delete(url: &str, endpoint: &str, limit: u32) -> Result<(), Error> {
    match send("DELETE", url, &Gone { endpoint }, limit).await? {
        404 => Ok(()),
        status => judge(status),
    }
}

async fn send(method: &str, url: &str, body: &impl Serialize, limit: u32) -> Result<u16, Error> {
    let sent = http::send(method, url, &Js(to_js(body)).to_json());
    match within(&sent, limit).await {
        Limited::Settled(Ok(status)) => Ok(status.as_f64().unwrap_or_default() as u16),
        Limited::Settled(Err(thrown)) => Err(Error::caused(Code::ReportFailed, thrown)),
        Limited::TooLate => Err(Code::ReportFailed.into()),
    }
}

fn judge(status: u16) -> Result<(), Error> {
    match outcome(status) {
        Outcome::Stored => Ok(()),
        Outcome::Failed(code) => Err(Error::caused(code, status.to_string().into())),
    }
}
