#![doc = include_str!("../README.md")]

mod app;
pub mod engine;
mod product;
mod server;
mod stage;
mod standins;
pub mod syntax;
mod system;
pub mod template;

pub use app::{App, Process};
pub use engine::Engine;
pub use product::Product;
pub use server::{ReferenceServer, Sent, ServerConfig};
pub use stage::{Stage, StageConfig};
