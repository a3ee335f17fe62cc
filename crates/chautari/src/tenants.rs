//! `chautari tenant`: the legal entities of an installation, each with a key of its own.

use crate::configuration::Configuration;
use crate::{Outcome, mission, open, say};
use anyhow::{Result, bail};
use casework::tenants;
use std::path::PathBuf;

/// Legal entities, each with a key and a ledger of its own.
#[derive(clap::Subcommand)]
pub enum Command {
    /// Add one
    #[command(after_help = "Example: chautari tenant add 'Sathi Nepal' --prefix SN --config office/chautari.toml")]
    Add {
        /// Its name
        name: String,
        /// What its case numbers begin with: one to four capital letters
        #[arg(long)]
        prefix: String,
        /// As JSON
        #[arg(long)]
        json: bool,
        /// The installation's configuration
        #[arg(long, default_value = "chautari.toml")]
        config: PathBuf,
    },
    /// List all
    #[command(after_help = "Example: chautari tenant list --json")]
    List {
        /// As JSON
        #[arg(long)]
        json: bool,
        /// The installation's configuration
        #[arg(long, default_value = "chautari.toml")]
        config: PathBuf,
    },
}

/// Runs the command.
pub fn run(command: &Command) -> Result<Outcome> {
    match command {
        Command::Add { name, prefix, json, config } => {
            if name.trim().is_empty() {
                bail!("a tenant needs a name");
            }
            let configuration = Configuration::read(config)?;
            let office = open::office(&configuration)?;
            let tenant = tenants::add(&office, office.new_id(), prefix, name.trim())?;
            mission::note(&office, configuration.tenant, &configuration.overlay)?;
            if *json { say::json(&tenant)? } else { print(&tenant) }
        }
        Command::List { json, config } => {
            let all = tenants::all(&open::office(&Configuration::read(config)?)?.store)?;
            if *json { say::json(&all)? } else { all.iter().for_each(print) }
        }
    }
    Ok(Outcome::Well)
}

fn print(tenant: &tenants::Tenant) {
    println!("{}  {}  {}", tenant.tenant, tenant.prefix, tenant.name);
}
