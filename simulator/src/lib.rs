#![doc = include_str!("../README.md")]

mod app;
mod product;
mod server;
mod stage;
mod standins;
mod system;
pub mod template;

pub use app::{App, Process};
pub use product::Product;
pub use server::{ReferenceServer, Sent, ServerConfig};
pub use stage::{Stage, StageConfig};
