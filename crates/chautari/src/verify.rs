//! `chautari verify`: is the ledger whole, and is every row what its entries say?

use crate::configuration::Configuration;
use crate::{Outcome, open};
use anyhow::Result;
use std::path::PathBuf;

/// Check the ledger.
#[derive(clap::Args)]
#[command(after_help = "Example: chautari verify --config chautari-demo/chautari.toml")]
pub struct Options {
    /// The installation's configuration
    #[arg(long, default_value = "chautari.toml")]
    pub config: PathBuf,
    /// Leave out the comparison of every row with the fold of its entries
    #[arg(long)]
    pub chain_only: bool,
    /// As JSON
    #[arg(long)]
    pub json: bool,
}

/// Runs it: exit 0 when all is well, 1 when something is found.
pub fn run(options: &Options) -> Result<Outcome> {
    let configuration = Configuration::read(&options.config)?;
    let office = open::office(&configuration)?;
    let report = casework::verify::run(&office, !options.chain_only, &mut |_| {})?;
    if options.json {
        println!("{}", serde_json::to_string_pretty(&report)?);
    } else {
        for fault in &report.faults {
            println!("{} {} (entry {}): {}", fault.table, fault.row, fault.seq, fault.what);
        }
        println!(
            "{} entries, {} records, {} access lines looked at: {}",
            report.entries,
            report.records,
            report.access,
            if report.faults.is_empty() {
                "all is well".into()
            } else {
                format!("{} found wrong", report.faults.len())
            },
        );
    }
    Ok(if report.faults.is_empty() { Outcome::Well } else { Outcome::FoundWrong })
}
