#![doc = include_str!("../README.md")]

use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};

mod build;
mod check;
mod keys;
mod new;
mod out;
mod package;
mod phone;
mod root;
mod send;
mod serve;
mod unbuilt;

/// Push notifications for KaiOS apps, from the first file to the package.
#[derive(Debug, Parser)]
#[command(name = "kaipush", version, arg_required_else_help = true)]
struct CommandLine {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    New(new::Arguments),
    Build(build::Arguments),
    Check(check::Arguments),
    Package(package::Arguments),
    Phone(phone::Arguments),
    Serve(serve::Arguments),
    Keys(keys::Arguments),
    Send(send::Arguments),
}

fn main() -> ExitCode {
    match run(CommandLine::parse().command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> Result<()> {
    match command {
        Command::New(arguments) => new::run(&arguments),
        Command::Build(arguments) => build::run(&arguments),
        Command::Check(arguments) => check::run(&arguments),
        Command::Package(arguments) => package::run(&arguments),
        Command::Phone(arguments) => phone::run(&arguments),
        Command::Serve(arguments) => serve::run(&arguments),
        Command::Keys(arguments) => keys::run(&arguments),
        Command::Send(arguments) => send::run(&arguments),
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    #[test]
    fn the_command_line_is_sound() {
        super::CommandLine::command().debug_assert();
    }
}
