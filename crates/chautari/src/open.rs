//! Beginning an installation and opening one.

use crate::configuration::{Configuration, Hosts};
use crate::{Outcome, mission, people};
use anyhow::{Context, Result, bail};
use casework::{Office, accounts, tenants};
use jiff::Timestamp;
use std::io::{BufRead, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use store::Store;
use store::keys::{MasterKey, Share};

/// Begin a real association.
#[derive(clap::Args)]
#[command(
    after_help = "Example: chautari init office --name 'Chautari' --prefix CH --country np,fr --admin 'Maya Gurung'"
)]
pub struct InitOptions {
    /// Folder to make
    pub dir: PathBuf,
    /// Name of the association
    #[arg(long)]
    pub name: Option<String>,
    /// What case numbers begin with: one to four capital letters
    #[arg(long)]
    pub prefix: Option<String>,
    /// Countries it works in, the first with its main office (ISO 3166, np,fr)
    #[arg(long, value_delimiter = ',')]
    pub country: Vec<String>,
    /// Languages of site and desk, the first is the fallback
    #[arg(long, value_delimiter = ',')]
    pub language: Vec<String>,
    /// Time zone of the main office
    #[arg(long)]
    pub time_zone: Option<String>,
    /// Name of the first administrator
    #[arg(long)]
    pub admin: Option<String>,
    /// Do not ask for two recovery shares back (they are still printed)
    #[arg(long)]
    pub trust_shares: bool,
}

/// The program's own clock: microseconds since 1970.
pub fn clock() -> store::Clock {
    #[expect(clippy::disallowed_methods, reason = "this is the one place where the program reads the time")]
    Arc::new(|| Timestamp::now().as_microsecond())
}

/// Opens an installation: database, master key, mission.
///
/// # Errors
/// What is missing or does not fit, and what to do.
pub fn office(configuration: &Configuration) -> Result<Office> {
    let mission = mission::load(Some(&configuration.overlay))?;
    let master = MasterKey::from_key_file(&configuration.key_file)?;
    let store = Store::open(&configuration.database, clock())?;
    let office = Office::new(store, master, mission);
    for tenant in tenants::all(&office.store)? {
        casework::catch_up(&office, tenant.tenant)?;
    }
    Ok(office)
}

/// Refuses a SQLite file that is not there: opening it would make an empty one.
///
/// # Errors
/// Its path.
pub fn must_exist(url: &str) -> Result<()> {
    match url.strip_prefix("sqlite:") {
        Some(path) if !Path::new(path).is_file() => bail!("{path}: no database is there"),
        _ => Ok(()),
    }
}

/// Prints recovery shares, each with its place in its set.
pub fn print_shares(shares: &[Share]) {
    let needed = shares.first().map_or(0, Share::needed);
    println!("{} recovery shares. Any {needed} bring the key back; give each to another person:", shares.len());
    for share in shares {
        println!("\nShare {} of {}, set {}", share.number(), share.count(), share.set());
        println!("{}", share.text().as_str());
    }
}

/// Makes an installation.
pub fn init(options: &InitOptions) -> Result<Outcome> {
    let name = ask(options.name.as_deref(), "Name of the association", "")?;
    let prefix = ask(options.prefix.as_deref(), "Case numbers begin with (1 to 4 capital letters)", "CH")?;
    let countries = ask_list(&options.country, "Countries (ISO 3166, with commas)", "np")?;
    let languages = ask_list(&options.language, "Languages (en, fr, ne; the first is the fallback)", "en,fr,ne")?;
    let zone = ask(options.time_zone.as_deref(), "Time zone of the main office", "Asia/Kathmandu")?;
    let admin = ask(options.admin.as_deref(), "Name of the first administrator", "")?;
    if name.is_empty() || admin.is_empty() {
        bail!("the association and its first administrator need a name");
    }
    if let Some(other) = languages.iter().find(|language| !["en", "fr", "ne"].contains(&language.as_str())) {
        bail!("{other}: there are texts in en, fr and ne");
    }
    std::fs::create_dir(&options.dir)
        .with_context(|| format!("{}: is there already, or cannot be made", options.dir.display()))?;
    std::fs::create_dir(options.dir.join("overlay")).context("overlay: cannot be made")?;
    let configuration = Configuration {
        name: name.clone(),
        database: "sqlite:chautari.db".into(),
        key_file: "master.key".into(),
        overlay: "overlay".into(),
        listen: "127.0.0.1:8080".into(),
        tenant: 1,
        languages,
        security_contact: String::new(),
        hosts: Hosts::default(),
    };
    let file = options.dir.join("chautari.toml");
    configuration.write_new(&file)?;
    let master = MasterKey::generate();
    master.write_key_file(&options.dir.join("master.key"))?;
    shares(&master, options.trust_shares)?;
    let office = office(&Configuration::read(&file)?)?;
    let tenant = tenants::add(&office, office.new_id(), &prefix, &name)?.tenant;
    let site = people::add_site(&office, tenant, &name, "office", &countries[0].to_uppercase(), &zone)?;
    let added = people::add(&office, tenant, &admin, &[("administrator", site)])?;
    let sign_in = admin.to_lowercase().split_whitespace().collect::<Vec<_>>().join(".");
    let link = accounts::invite(&office, tenant, added, &sign_in, "{}")?;
    println!("\nStart:          chautari serve --config {}", file.display());
    println!("Sign-in name:   {sign_in}");
    println!("One-time link:  http://{}/desk/link/{}", configuration.listen, link.token);
    println!("The link works once, for three days. Keep master.key apart from the backups.");
    Ok(Outcome::Well)
}

/// Prints three recovery shares and asks for two of them back, so that they exist somewhere else than here.
fn shares(master: &MasterKey, trust: bool) -> Result<()> {
    let shares = master.shares(3, 2)?;
    print_shares(&shares);
    if trust || !std::io::stdin().is_terminal() {
        return Ok(());
    }
    println!("\nType two of them back:");
    let given = [Share::from_text(&line("share")?)?, Share::from_text(&line("another share")?)?];
    let recovered = MasterKey::recover(&given)?;
    if recovered.lookup("") != master.lookup("") {
        bail!("these shares give another key; begin again");
    }
    println!("They give the key back.");
    Ok(())
}

fn ask(given: Option<&str>, what: &str, default: &str) -> Result<String> {
    if let Some(given) = given {
        return Ok(given.trim().to_owned());
    }
    if !std::io::stdin().is_terminal() {
        if default.is_empty() {
            bail!("{what}: not given; see chautari init --help");
        }
        return Ok(default.to_owned());
    }
    let hint = if default.is_empty() { String::new() } else { format!(" [{default}]") };
    let answer = line(&format!("{what}{hint}"))?;
    Ok(if answer.is_empty() { default.to_owned() } else { answer })
}

fn ask_list(given: &[String], what: &str, default: &str) -> Result<Vec<String>> {
    let text = if given.is_empty() { ask(None, what, default)? } else { given.join(",") };
    Ok(text.split(',').map(|part| part.trim().to_lowercase()).filter(|part| !part.is_empty()).collect())
}

fn line(what: &str) -> Result<String> {
    print!("{what}: ");
    std::io::stdout().flush()?;
    let mut answer = String::new();
    std::io::stdin().lock().read_line(&mut answer)?;
    Ok(answer.trim().to_owned())
}
