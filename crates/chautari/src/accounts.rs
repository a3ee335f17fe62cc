//! `chautari user`: people who sign in.

use crate::configuration::Configuration;
use crate::{Outcome, open, people};
use anyhow::{Context, Result, bail};
use casework::accounts;
use std::path::PathBuf;

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
        Command::Add { person, name, role, site, config } => {
            let configuration = Configuration::read(config)?;
            let (office, tenant) = (open::office(&configuration)?, configuration.tenant);
            if !office.mission().roles.contains_key(role) {
                bail!("{role}: no such role; the roles are {}", roles(&office));
            }
            let site = office
                .with_names(tenant, |names| names.sites.iter().find(|(_, name)| *name == site).map(|(id, _)| *id))
                .with_context(|| format!("{site}: no site of that name"))?;
            let user = people::add(&office, tenant, person, &[(role, site)])?;
            print_link(&configuration, &accounts::invite(&office, tenant, user, name, "{}")?);
        }
        Command::Reset { person, name, config } => {
            let configuration = Configuration::read(config)?;
            let (office, tenant) = (open::office(&configuration)?, configuration.tenant);
            let user = office
                .with_names(tenant, |names| names.staff.iter().find(|(_, name)| *name == person).map(|(id, _)| *id))
                .with_context(|| format!("{person}: nobody of that name"))?;
            print_link(&configuration, &accounts::invite(&office, tenant, user, name, "{}")?);
        }
        Command::List { json, config } => {
            let configuration = Configuration::read(config)?;
            let office = open::office(&configuration)?;
            let everyone = office.with_names(configuration.tenant, |names| names.staff.clone());
            if *json {
                println!("{}", serde_json::to_string_pretty(&everyone)?);
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

fn print_link(configuration: &Configuration, link: &accounts::Invitation) {
    println!("One-time link:  http://{}/desk/link/{}", configuration.listen, link.token);
    println!("It works once, for three days.");
}
