//! `chautari init`: an association's folder, keys, site and first administrator.

use crate::configuration::{Configuration, Hosts};
use crate::say;
use crate::{Outcome, keys, mission, open, pages, people};
use anyhow::{Context, Result, bail};
use casework::{accounts, tenants};
use serde_json::json;
use std::io::{BufRead, IsTerminal};
use std::path::{Path, PathBuf};
use store::keys::MasterKey;

/// Begin a real association.
#[derive(clap::Args)]
#[command(
    after_help = "Example: chautari init office --name 'Chautari' --prefix CH --country np,fr --admin 'Maya Gurung'"
)]
pub struct Options {
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
    /// As JSON, recovery shares and one-time link in it; shares are not asked back
    #[arg(long)]
    pub json: bool,
}

/// What an association begins with.
struct Answers {
    name: String,
    prefix: String,
    countries: Vec<String>,
    languages: Vec<String>,
    zone: String,
    admin: String,
}

/// Makes an installation; when it fails, or is not gone through with, nothing is left of it.
pub fn run(options: &Options) -> Result<Outcome> {
    let answers = Answers::asked(options)?;
    std::fs::create_dir(&options.dir)
        .with_context(|| format!("{}: is there already, or cannot be made", options.dir.display()))?;
    let mut half = Half { dir: &options.dir, whole: false };
    begin(options, answers)?;
    half.whole = true;
    Ok(Outcome::Well)
}

/// The folder while it is made; deleted when it did not become an installation.
struct Half<'a> {
    dir: &'a Path,
    whole: bool,
}

impl Drop for Half<'_> {
    fn drop(&mut self) {
        if !self.whole
            && let Err(error) = std::fs::remove_dir_all(self.dir)
        {
            eprintln!("chautari: {}: cannot be deleted: {error}. Delete it by hand", self.dir.display());
        }
    }
}

fn begin(options: &Options, answers: Answers) -> Result<()> {
    let Answers { name, prefix, countries, languages, zone, admin } = answers;
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
    let shares = master.shares(3, 2)?;
    if !options.json {
        keys::print_shares(&shares);
        if !options.trust_shares && std::io::stdin().is_terminal() {
            keys::ask_back(&master, &mut std::io::stdin().lock())?;
        }
    }
    let office = open::office(&Configuration::read(&file)?)?;
    let tenant = tenants::add(&office, office.new_id(), &prefix, &name)?.tenant;
    let site = people::add_site(&office, tenant, &name, "office", &countries[0].to_uppercase(), &zone)?;
    let added = people::add(&office, tenant, &admin, &[("administrator", site)])?;
    pages::seed(&office, tenant, &configuration.languages)?;
    mission::note(&office, tenant, &options.dir.join("overlay"))?;
    let sign_in = admin.to_lowercase().split_whitespace().collect::<Vec<_>>().join(".");
    let link = accounts::invite(&office, tenant, added, &sign_in, "{}")?;
    let address = format!("http://{}/desk/link/{}", configuration.listen, link.token);
    if options.json {
        return say::json(&json!({
            "configuration": file, "sign_in_name": sign_in, "link": address, "hours": 72,
            "shares": keys::shares_as_json(&shares),
        }));
    }
    println!("\nStart:          chautari serve --config {}", file.display());
    println!("Sign-in name:   {sign_in}");
    println!("One-time link:  {address}");
    println!("The link works once, for three days. Keep master.key apart from the backups.");
    Ok(())
}

impl Answers {
    /// What was given, and what is asked for at a terminal; all of it checked before anything is made.
    fn asked(options: &Options) -> Result<Self> {
        let answers = Self {
            name: ask(options.name.as_deref(), "Name of the association", "")?,
            prefix: ask(options.prefix.as_deref(), "Case numbers begin with (1 to 4 capital letters)", "CH")?,
            countries: ask_list(&options.country, "Countries (ISO 3166, with commas)", "np")?,
            languages: ask_list(&options.language, "Languages (en, fr, ne; the first is the fallback)", "en,fr,ne")?,
            zone: ask(options.time_zone.as_deref(), "Time zone of the main office", "Asia/Kathmandu")?,
            admin: ask(options.admin.as_deref(), "Name of the first administrator", "")?,
        };
        if answers.name.is_empty() || answers.admin.is_empty() {
            bail!("the association and its first administrator need a name");
        }
        if let Some(other) = answers.languages.iter().find(|language| !["en", "fr", "ne"].contains(&language.as_str()))
        {
            bail!("{other}: there are texts in en, fr and ne");
        }
        if answers.languages.is_empty() || answers.countries.is_empty() {
            bail!("an association needs a country and a language");
        }
        if !tenants::is_prefix(&answers.prefix) {
            bail!("{}: case numbers begin with one to four capital letters, A to Z", answers.prefix);
        }
        let codes = mission::load(&mission::Files::new())?.codes;
        let known = |code: &String| codes.get("country").is_some_and(|list| list.code(&code.to_uppercase()).is_some());
        if let Some(other) = answers.countries.iter().find(|code| !known(code)) {
            bail!("{other}: no such country; write two letters such as np or fr");
        }
        if jiff::tz::TimeZone::get(&answers.zone).is_err() {
            bail!("{}: no such time zone; write a name such as Asia/Kathmandu or Europe/Paris", answers.zone);
        }
        Ok(answers)
    }
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
    // Questions are not what the command gives.
    eprint!("{what}: ");
    let mut answer = String::new();
    std::io::stdin().lock().read_line(&mut answer)?;
    Ok(answer.trim().to_owned())
}
