//! `chautari user`: people who sign in.

use crate::configuration::Configuration;
use crate::{Outcome, open, people, say};
use anyhow::{Context, Result, bail};
use casework::accounts;
use serde_json::json;
use std::path::PathBuf;
use uuid::Uuid;

/// People of the office.
#[derive(clap::Subcommand)]
pub enum Command {
    /// Add someone, with a role at a site; prints a one-time link
    #[command(
        after_help = "Example: chautari user add 'Rita Kumal' --name rita --role social_worker --site 'Banke home'"
    )]
    Add {
        /// Her name
        person: String,
        /// What she types to sign in
        #[arg(long)]
        name: String,
        /// Her role
        #[arg(long)]
        role: String,
        /// Her site, by its name
        #[arg(long)]
        site: String,
        /// As JSON
        #[arg(long)]
        json: bool,
        /// The installation's configuration
        #[arg(long, default_value = "chautari.toml")]
        config: PathBuf,
    },
    /// Give someone a one-time link for a new password; her second factor stays
    #[command(after_help = "Example: chautari user reset 'Rita Kumal' --name rita")]
    Reset {
        /// Her name
        person: String,
        /// What she types to sign in
        #[arg(long)]
        name: String,
        /// As JSON
        #[arg(long)]
        json: bool,
        /// The installation's configuration
        #[arg(long, default_value = "chautari.toml")]
        config: PathBuf,
    },
    /// List everyone
    #[command(after_help = "Example: chautari user list --json")]
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
        Command::Add { person, name, role, site, json, config } => {
            let configuration = Configuration::read(config)?;
            let (office, tenant) = (open::office(&configuration)?, configuration.tenant);
            if !office.mission().roles.contains_key(role) {
                bail!("{role}: no such role; the roles are {}", roles(&office));
            }
            let site = office
                .with_names(tenant, |names| names.sites.iter().find(|(_, name)| *name == site).map(|(id, _)| *id))
                .with_context(|| format!("{site}: no site of that name"))?;
            let user = people::add(&office, tenant, person, &[(role, site)])?;
            print_link(&configuration, user, &accounts::invite(&office, tenant, user, name, "{}")?, *json)?;
        }
        Command::Reset { person, name, json, config } => {
            let configuration = Configuration::read(config)?;
            let (office, tenant) = (open::office(&configuration)?, configuration.tenant);
            let user = office
                .with_names(tenant, |names| names.staff.iter().find(|(_, name)| *name == person).map(|(id, _)| *id))
                .with_context(|| format!("{person}: nobody of that name"))?;
            print_link(&configuration, user, &accounts::invite(&office, tenant, user, name, "{}")?, *json)?;
        }
        Command::List { json, config } => {
            let configuration = Configuration::read(config)?;
            let office = open::office(&configuration)?;
            let everyone = office.with_names(configuration.tenant, |names| names.staff.clone());
            if *json {
                say::json(&everyone)?;
            } else {
                everyone.iter().for_each(|(id, name)| println!("{id}  {name}"));
            }
        }
    }
    Ok(Outcome::Well)
}

fn roles(office: &casework::Office) -> String {
    office.mission().roles.keys().cloned().collect::<Vec<_>>().join(", ")
}

fn print_link(configuration: &Configuration, user: Uuid, link: &accounts::Invitation, json: bool) -> Result<()> {
    let address = format!("http://{}/desk/link/{}", configuration.listen, link.token);
    if json {
        return say::json(&json!({"user": user, "link": address, "hours": 72}));
    }
    println!("One-time link:  {address}");
    println!("It works once, for three days.");
    Ok(())
}
