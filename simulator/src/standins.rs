//! The scripts that stand in for KaiOS.

use serde_json::{Value, json};

use crate::product::Product;

const WATCH: &str = include_str!("../standins/watch.js");
const KAIOS25_WORKER: &str = include_str!("../standins/kaios25-worker.js");
const KAIOS25_PAGE: &str = include_str!("../standins/kaios25-page.js");

/// What stands in front of the app's worker.
pub(crate) fn worker(product: Product) -> String {
    match product {
        Product::Kaios25 => format!("{WATCH}\n{KAIOS25_WORKER}"),
        Product::Kaios3 => WATCH.to_owned(),
    }
}

/// What stands in front of the app's page: none where Firefox has all that the system has.
/// `pending` are the system messages that wait.
pub(crate) fn page(product: Product, manifest: &Value, pending: &[Value]) -> Option<String> {
    match product {
        Product::Kaios25 => {
            let system = json!({ "manifest": manifest, "pending": pending });
            Some(KAIOS25_PAGE.replace("/*SYSTEM*/", &system.to_string()))
        }
        Product::Kaios3 => None,
    }
}
