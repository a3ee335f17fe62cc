//! Chautari: the working system of an association that protects children against trafficking.
//!
//! Commands and wiring; what they do is in the crates below.

mod accounts;
mod archive;
mod backup;
mod bench;
mod configuration;
mod copy;
mod demo;
mod exchange;
mod init;
mod keys;
mod kinds;
mod mission;
mod open;
mod pages;
mod people;
mod restore;
mod say;
mod serve;
mod tenants;
mod verify;

use clap::{Parser, Subcommand};
use std::process::ExitCode;

/// A record is many small texts: a third of the time of saving one was the system's own allocator.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// The working system of an association that protects children against trafficking.
#[derive(Parser)]
#[command(version, after_help = "Example: chautari demo")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// A whole office with made-up people, on this computer only
    Demo(demo::Options),
    /// Begin a real association: its folder, keys and first administrator
    Init(init::Options),
    /// Serve the public site, the desk and the API
    Serve(serve::Options),
    /// Check that the ledger is whole and that every row is what its entries say
    Verify(verify::Options),
    /// Write a backup while the office works
    Backup(backup::Options),
    /// Make an installation from the newest files of a backup
    Restore(restore::Options),
    /// Copy the database, also to the other engine
    Copy(copy::Options),
    /// Give out the records of a kind as JSON Lines or CSV
    Export(exchange::ExportOptions),
    /// Take in records of a kind from JSON Lines or CSV
    Import(exchange::ImportOptions),
    /// The master key: recovery shares
    #[command(subcommand)]
    Key(keys::Command),
    /// How much work this machine does: made-up records, measured over HTTP
    #[command(subcommand)]
    Bench(bench::Command),
    /// Legal entities of the installation: add, list
    #[command(subcommand)]
    Tenant(tenants::Command),
    /// The kinds of record: check, reload, bring in and give out as XLSForm
    #[command(subcommand)]
    Kinds(kinds::Command),
    /// People of the office: add, reset, list
    #[command(subcommand)]
    User(accounts::Command),
}

/// How a command ended well: nothing to say, or something found wrong.
pub enum Outcome {
    /// Exit 0.
    Well,
    /// Exit 1: what was asked about is not as it should be.
    FoundWrong,
}

fn main() -> ExitCode {
    tracing_subscriber::fmt()
        .with_env_filter(tracing_subscriber::EnvFilter::try_from_default_env().unwrap_or_else(|_| "warn".into()))
        .with_writer(std::io::stderr)
        .init();
    let outcome = match Arguments::parse().command {
        Command::Demo(options) => demo::run(&options),
        Command::Init(options) => init::run(&options),
        Command::Serve(options) => serve::run(&options),
        Command::Verify(options) => verify::run(&options),
        Command::Backup(options) => backup::run(&options),
        Command::Restore(options) => restore::run(&options),
        Command::Copy(options) => copy::run(&options),
        Command::Export(options) => exchange::export(&options),
        Command::Import(options) => exchange::import(&options),
        Command::Key(command) => keys::run(&command),
        Command::Bench(command) => bench::run(&command),
        Command::Tenant(command) => tenants::run(&command),
        Command::Kinds(command) => kinds::run(&command),
        Command::User(command) => accounts::run(&command),
    };
    match outcome {
        Ok(Outcome::Well) => ExitCode::SUCCESS,
        Ok(Outcome::FoundWrong) => ExitCode::from(1),
        Err(error) => {
            eprintln!("chautari: {error:#}");
            ExitCode::from(2)
        }
    }
}
