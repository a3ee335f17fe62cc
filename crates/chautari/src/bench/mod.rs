//! `chautari bench`: how much work one machine does, measured from outside.
//!
//! The program runs as another process over an installation of its own, is asked over HTTP as people and programs ask
//! it, and the processor time is what the system says that process used. What is measured and what should be reached
//! stands in `docs/benchmarks.md`.

mod answers;
mod client;
mod fill;
mod measure;
mod postgres;
mod rows;
mod server;

use crate::Outcome;
use anyhow::{Result, bail};
use serde::Serialize;
use std::path::PathBuf;

/// What to measure.
#[derive(clap::Subcommand)]
pub enum Command {
    /// Submitting, listing, finding and opening records, and verifying the ledger
    Records(Options),
}

/// Measure the work with records.
#[derive(clap::Args)]
#[command(after_help = "Example: chautari bench records --engine sqlite --records 100000\n\n\
    Makes an installation in a temporary folder, fills it, measures, and removes it. Use a release build on a machine \
    that does nothing else.")]
pub struct Options {
    /// Database that is measured
    #[arg(long, value_enum, default_value = "sqlite")]
    pub engine: Engine,
    /// Records of the form that stand in the database before anything is measured
    #[arg(long, default_value_t = 100_000)]
    pub records: u64,
    /// Persons whose names are found
    #[arg(long, default_value_t = 20_000)]
    pub persons: u64,
    /// Clients that submit at once
    #[arg(long, default_value_t = 32)]
    pub clients: usize,
    /// Seconds of each measurement
    #[arg(long, default_value_t = 10)]
    pub seconds: u64,
    /// Folder to make the temporary folder in: it says which disk is measured
    #[arg(long)]
    pub dir: Option<PathBuf>,
    /// PostgreSQL: an empty database to use instead of a server of its own
    #[arg(long)]
    pub url: Option<String>,
    /// Measure only what has this in its name
    #[arg(long, default_value = "")]
    pub only: String,
    /// As JSON
    #[arg(long)]
    pub json: bool,
}

/// Databases that can be measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Engine {
    /// One file
    Sqlite,
    /// A server
    Postgres,
}

/// What was measured.
#[derive(Serialize)]
pub struct Report {
    engine: Engine,
    records: u64,
    /// Records filled in a second, by the same way every record takes.
    filled_per_second: f64,
    /// The disk: median of `fdatasync` after 4 KiB, milliseconds.
    fdatasync_p50_ms: f64,
    /// Resident memory of the program after all requests, MB.
    resident_mb: f64,
    rows: Vec<Row>,
}

/// One measurement.
#[derive(Serialize)]
pub struct Row {
    what: &'static str,
    clients: usize,
    operations: u64,
    per_second: f64,
    /// Processor time of the program for one operation, milliseconds.
    cpu_ms: f64,
    p50_ms: f64,
    p99_ms: f64,
}

/// Runs a measurement.
pub fn run(command: &Command) -> Result<Outcome> {
    let Command::Records(options) = command;
    if options.url.is_some() && options.engine == Engine::Sqlite {
        bail!("--url is for --engine postgres");
    }
    if options.clients == 0 || options.seconds == 0 {
        bail!("--clients and --seconds are at least 1");
    }
    if cfg!(debug_assertions) {
        eprintln!("chautari: this is a build for development; a release build is several times faster");
    }
    let report = rows::measure(options)?;
    if options.json {
        println!("{}", serde_json::to_string_pretty(&report)?);
    } else {
        print(&report);
    }
    Ok(Outcome::Well)
}

fn print(report: &Report) {
    println!(
        "{:?}, {} records (filled in at {:.0} a second), fdatasync {:.2} ms, {:.0} MB resident at the end\n",
        report.engine, report.records, report.filled_per_second, report.fdatasync_p50_ms, report.resident_mb
    );
    println!("{:<44} {:>7} {:>10} {:>8} {:>8} {:>8}", "", "clients", "a second", "CPU ms", "p50 ms", "p99 ms");
    for row in &report.rows {
        println!(
            "{:<44} {:>7} {:>10.0} {:>8.3} {:>8.2} {:>8.2}",
            row.what, row.clients, row.per_second, row.cpu_ms, row.p50_ms, row.p99_ms
        );
    }
}
