//! `chautari verify`: is the ledger whole, and is every row what its entries say?

use crate::configuration::Configuration;
use crate::say::{self, Progress};
use crate::{Outcome, mission, open};
use anyhow::{Context, Result, bail};
use casework::verify::{Found, Report, Wanted};
use casework::witness;
use std::path::{Path, PathBuf};
use store::keys::MasterKey;
use store::{Checkpoint, Store};

/// Check the ledger.
#[derive(clap::Args)]
#[command(after_help = "Example: chautari verify --config office/chautari.toml --witness witness.jsonl --open\n\n\
    Needs no key, unless every sealed part is to be opened too. Exit 0: all is well; 1: something is wrong; 2: used \
    wrongly.")]
pub struct Options {
    /// The installation's configuration
    #[arg(long, default_value = "chautari.toml")]
    pub config: PathBuf,
    /// Leave out the comparison of every row with the fold of its entries
    #[arg(long)]
    pub chain_only: bool,
    /// Checkpoints kept elsewhere, as `chautari backup` printed them: finds a ledger that was cut short
    #[arg(long)]
    pub witness: Option<PathBuf>,
    /// Also open every sealed part as it stands; needs the master key
    #[arg(long)]
    pub open: bool,
    /// As JSON
    #[arg(long)]
    pub json: bool,
}

/// Runs it: exit 0 when all is well, 1 when something is found.
pub fn run(options: &Options) -> Result<Outcome> {
    let configuration = Configuration::read(&options.config)?;
    let witnesses = options.witness.as_deref().map(witnesses).transpose()?.unwrap_or_default();
    let master = options.open.then(|| MasterKey::from_key_file(&configuration.key_file)).transpose()?;
    let wanted = Wanted { fold: !options.chain_only, witnesses: &witnesses, open: master.as_ref() };
    let report = match opened(&configuration.database)? {
        Ok(store) => {
            let mission = mission::for_comparison(&store, configuration.tenant, Some(&configuration.overlay))?;
            let progress = Progress::of("entries and records");
            casework::verify::stored(&store, &mission, &wanted, &mut |done| progress.at(done))?
        }
        Err(fault) => Report { faults: vec![fault], ..Report::default() },
    };
    if options.json {
        say::json(&report)?;
    } else {
        print(&report);
    }
    Ok(if report.faults.is_empty() { Outcome::Well } else { Outcome::FoundWrong })
}

/// Prints what was found, and what was looked at.
pub fn print(report: &Report) {
    for fault in &report.faults {
        println!("{} {} (entry {}): {}", fault.table, fault.row, fault.seq, fault.what);
    }
    println!(
        "{} entries, {} records, {} access lines looked at, {} records opened: {}",
        report.entries,
        report.records,
        report.access,
        report.opened,
        if report.faults.is_empty() { "all is well".into() } else { format!("{} found wrong", report.faults.len()) },
    );
}

/// The checkpoints of a file.
fn witnesses(path: &Path) -> Result<Vec<Checkpoint>> {
    let text = std::fs::read_to_string(path).with_context(|| format!("{}: cannot be read", path.display()))?;
    let found = witness::read(&text).with_context(|| format!("{}", path.display()))?;
    if found.is_empty() {
        bail!("{}: holds no checkpoint; give the lines that `chautari backup` printed", path.display());
    }
    Ok(found)
}

/// The database, or what keeps its file from being one.
fn opened(url: &str) -> Result<std::result::Result<Store, Found>> {
    open::must_exist(url)?;
    match Store::open(url, open::clock()) {
        Ok(store) => Ok(Ok(store)),
        Err(store::Error::Engine(what)) if url.starts_with("sqlite:") => {
            Ok(Err(Found { table: "the database file".into(), row: String::new(), seq: 0, what }))
        }
        Err(error) => Err(error.into()),
    }
}
