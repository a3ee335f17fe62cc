//! The demonstration: a whole office with made-up people, on this computer only.
//!
//! It binds first and answers a page at once; the office fills in behind. What it holds is a function of the seed and
//! the day; keys, nonces and salts always come from the operating system.

mod cases;
pub mod chance;
mod office;
pub mod words;

use crate::configuration::{Configuration, Hosts};
use crate::{Outcome, mission, open, say, serve};
use anyhow::{Context, Result, bail};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde_json::json;
use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use store::keys::MasterKey;
use web::{Demo, Settings};

/// A whole office with made-up people.
#[derive(clap::Args)]
#[command(after_help = "Example: chautari demo --listen 127.0.0.1:8080")]
pub struct Options {
    /// Folder it lives in; made when absent
    #[arg(long, default_value = "chautari-demo")]
    pub dir: PathBuf,
    /// Address; a taken port moves to the next free one
    #[arg(long, default_value = "127.0.0.1:8080")]
    pub listen: SocketAddr,
    /// What its people and cases are made from
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// The day its story ends (the day of the first run, when absent)
    #[arg(long)]
    pub today: Option<Date>,
    /// Address, folder and accounts as JSON
    #[arg(long)]
    pub json: bool,
}

/// Runs the demonstration until the process is told to stop.
pub fn run(options: &Options) -> Result<Outcome> {
    if !options.listen.ip().is_loopback() {
        bail!("{}: a demonstration is for this computer alone; listen on 127.0.0.1", options.listen);
    }
    let listener = bind(options.listen)?;
    let address = listener.local_addr()?;
    let new = !options.dir.join("chautari.toml").exists();
    let configuration = folder(&options.dir, address)?;
    let office = open::office(&configuration)?;
    let accounts = office::accounts();
    let settings = Settings {
        tenant: 1,
        origin: format!("http://{address}"),
        languages: configuration.languages.clone(),
        name: configuration.name.clone(),
        demo: Some(Demo {
            accounts: accounts.clone(),
            password: office::PASSWORD.into(),
            folder: options.dir.display().to_string(),
        }),
        secure: false,
        security_contact: String::new(),
        hosts: web::Hosts::default(),
        limits: web::Limits::default(),
    };
    let app = Arc::new(serve::app(office, settings)?);
    announce(options, address, &accounts)?;
    if new {
        std::fs::write(options.dir.join("accounts.json"), serde_json::to_string_pretty(&accounts)?)
            .context("accounts.json: cannot be written")?;
        let (behind, story) = (Arc::clone(&app), Story { seed: options.seed, today: today(options.today, &app) });
        let overlay = configuration.overlay;
        std::thread::Builder::new()
            .name("demonstration".into())
            .spawn(move || {
                match office::fill(&behind.office, &story).and_then(|()| mission::note(&behind.office, 1, &overlay)) {
                    Ok(()) => {
                        eprintln!("The office is filled in. Stop with Ctrl-C; the next start finds it as it was.")
                    }
                    Err(error) => eprintln!("chautari: the demonstration could not be filled in: {error:#}"),
                }
            })
            .context("the thread that fills in the office could not be started")?;
    }
    serve::until_stopped(listener, app)?;
    Ok(Outcome::Well)
}

/// Says where it is and how one gets in.
fn announce(options: &Options, address: SocketAddr, accounts: &[web::DemoAccount]) -> Result<()> {
    let (site, desk) = (format!("http://{address}/"), format!("http://{address}/desk/"));
    if options.json {
        return say::json(&json!({
            "site": site, "desk": desk, "folder": options.dir, "password": office::PASSWORD, "accounts": accounts,
        }));
    }
    println!("Chautari, a demonstration: {site}");
    println!("The desk:                 {desk}   (pick an account, or any with password {})", office::PASSWORD);
    println!("Its folder:               {}", options.dir.display());
    Ok(())
}

/// What the demonstration's content is a function of.
#[derive(Clone, Copy, Debug)]
pub struct Story {
    /// What people and cases are made from.
    pub seed: u64,
    /// The day the story ends.
    pub today: Date,
}

fn today(given: Option<Date>, app: &web::App) -> Date {
    given.unwrap_or_else(|| {
        jiff::Timestamp::from_microsecond(app.office.now()).unwrap_or_default().to_zoned_datetime(TimeZone::UTC).date()
    })
}

/// The asked address, or the next of twenty ports after it that is free.
fn bind(asked: SocketAddr) -> Result<TcpListener> {
    let mut address = asked;
    for _ in 0..20 {
        match TcpListener::bind(address) {
            Ok(listener) => return Ok(listener),
            Err(error) if error.kind() == std::io::ErrorKind::AddrInUse && address.port() < u16::MAX => {
                address.set_port(address.port() + 1);
            }
            Err(error) => return Err(error).with_context(|| format!("{address}: cannot be listened on")),
        }
    }
    bail!("{asked}: this port and the twenty after it are taken; give another with --listen")
}

/// The folder with key and configuration, made at the first start.
fn folder(dir: &Path, address: SocketAddr) -> Result<Configuration> {
    let file = dir.join("chautari.toml");
    if !file.exists() {
        std::fs::create_dir_all(dir.join("overlay")).with_context(|| format!("{}: cannot be made", dir.display()))?;
        MasterKey::generate().write_key_file(&dir.join("master.key"))?;
        let configuration = Configuration {
            name: "Chautari".into(),
            database: "sqlite:chautari.db".into(),
            key_file: "master.key".into(),
            overlay: "overlay".into(),
            listen: address.to_string(),
            tenant: 1,
            languages: office::LANGUAGES.map(String::from).to_vec(),
            security_contact: String::new(),
            hosts: Hosts::default(),
        };
        configuration.write_new(&file)?;
    }
    Configuration::read(&file)
}
