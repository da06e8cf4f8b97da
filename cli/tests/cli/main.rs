//! The command as it is called: what it writes, what it refuses, and an app from its first file to a push
//! on a phone.

#![allow(clippy::unwrap_used)]

mod apps;
mod command;
mod journey;
mod packages;
mod phone;
mod pushes;
mod serve;
