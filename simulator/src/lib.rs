#![doc = include_str!("../README.md")]

mod app;
mod build;
mod dictionary;
pub mod engine;
mod installation;
pub mod manifest;
mod markup;
mod page;
pub mod phone;
mod prelude;
mod profile;
mod reader;
mod server;
mod stage;
pub mod syntax;
mod system;
pub mod template;

pub use app::App;
pub use build::{Build, UnknownBuild};
pub use engine::Engine;
pub use page::{PageCode, page_code};
pub use phone::{Action, Phone, PhoneConfig};
pub use profile::{Product, Profile, System, UnknownProfile};
pub use server::{ReferenceServer, Sent, ServerConfig};
pub use stage::{Stage, StageConfig};
