//! The report to the app's server (README, "The report").

use gloo::net::http::{Method, RequestBuilder};
use kaipush_model::error::Code;
use kaipush_model::subscription::{Outcome, Report, outcome};
use serde::Serialize;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::future_to_promise;

use super::Error;
use super::limit::{Limited, within};
use crate::foreign::Js;
use crate::page::push::to_js;

/// Posts a subscription.
///
/// # Errors
/// [`Code::ReportFailed`] or [`Code::ReportRefused`].
pub(crate) async fn post(url: &str, report: &Report, limit: u32) -> Result<(), Error> {
    judge(send(Method::POST, url, report, limit).await?)
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
    match send(Method::DELETE, url, &Gone { endpoint }, limit).await? {
        404 => Ok(()),
        status => judge(status),
    }
}

async fn send(method: Method, url: &str, body: &impl Serialize, limit: u32) -> Result<u16, Error> {
    let failed = |error: gloo::net::Error| JsValue::from(error.to_string());
    let json = Js(to_js(body)).to_json();
    let url = url.to_owned();
    let sent = future_to_promise(async move {
        let request = RequestBuilder::new(&url)
            .method(method)
            .header("Content-Type", "application/json")
            .body(json)
            .map_err(failed)?;
        request.send().await.map(|answer| JsValue::from(answer.status())).map_err(failed)
    });
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
