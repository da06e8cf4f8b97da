//! The faces for JavaScript, which knows nothing of Rust.
#[cfg(feature = "page")]
mod config;
#[cfg(feature = "page")]
mod page;
#[cfg(feature = "page")]
mod state;
