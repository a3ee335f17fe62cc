//! The installation that is measured: its folder, its people, and its records, each made as every record is made.

use super::answers;
use crate::configuration::{Configuration, Hosts};
use crate::demo::chance::Chance;
use crate::{open, people};
use anyhow::{Context, Result, anyhow, bail};
use casework::record::{self, Wanted};
use casework::{Office, accounts, actor::Actor, tenants};
use forms::Kind;
use rust_embed::RustEmbed;
use serde_json::{Map, Value, json};
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::Instant;
use store::keys::MasterKey;
use uuid::Uuid;

#[derive(RustEmbed)]
#[folder = "../../bench/"]
struct Overlay;

/// The kind of record.
pub const KIND: &str = "sixty_fields";
/// Sign-in name of the one who works.
pub const NAME: &str = "maya";
/// Her password.
pub const PASSWORD: &str = "a password of made-up people";
/// Entries of the record with a long history.
pub const ENTRIES: u64 = 200;
/// Threads that fill in.
const THREADS: u64 = 32;
/// Sites; she works at the first.
const SITES: usize = 4;

/// An installation filled in.
pub struct Filled {
    /// Her bearer token.
    pub token: String,
    /// Codes of her second factor, each for one sign-in.
    pub codes: Vec<String>,
    /// Her site.
    pub site: Uuid,
    /// The record with a long history.
    pub long: Uuid,
    /// Names of persons, in both scripts by turns.
    pub names: Vec<String>,
    /// Answers to the form, made up.
    pub answers: Vec<Map<String, Value>>,
    /// Records filled in a second.
    pub per_second: f64,
}

/// Makes the folder of an installation, without a database.
pub fn folder(folder: &Path, database: &str) -> Result<Configuration> {
    for path in Overlay::iter() {
        let (to, file) = (folder.join("overlay").join(&*path), Overlay::get(&path).context("an embedded file")?);
        std::fs::create_dir_all(to.parent().unwrap_or(folder))?;
        std::fs::write(&to, file.data).with_context(|| format!("{}: cannot be written", to.display()))?;
    }
    let configuration = Configuration {
        name: "Bench".into(),
        database: database.into(),
        key_file: "master.key".into(),
        overlay: "overlay".into(),
        listen: "127.0.0.1:0".into(),
        tenant: 1,
        languages: vec!["en".into()],
        security_contact: String::new(),
        hosts: Hosts::default(),
    };
    configuration.write_new(&folder.join("chautari.toml"))?;
    MasterKey::generate().write_key_file(&folder.join("master.key"))?;
    Configuration::read(&folder.join("chautari.toml"))
}

/// Fills an installation in.
pub fn fill(configuration: &Configuration, records: u64, persons: u64) -> Result<Filled> {
    let office = open::office(configuration)?;
    let tenant = tenants::add(&office, office.new_id(), "BE", "Bench")?.tenant;
    let mut sites = Vec::new();
    for number in 0..SITES {
        sites.push(people::add_site(&office, tenant, &format!("Post {number}"), "post", "NP", "Asia/Kathmandu")?);
    }
    let user = people::add(&office, tenant, "Maya Gurung", &[("form_filler", sites[0])])?;
    accounts::place(&office, tenant, user, NAME, &accounts::hash(PASSWORD)?, "{}")?;
    let codes = second_factor(&office, tenant, user)?;
    let scope = accounts::Scope {
        kinds: Vec::new(),
        actions: ["view", "create", "change"].map(String::from).into(),
        see: ["open", "identity", "legal"].map(String::from).into(),
        membership: None,
    };
    let token = accounts::issue(&office, tenant, user, "bench", &scope, office.now() + 86_400_000_000)?;
    let actor = accounts::system(&office, tenant)?;
    let kind = office.kind(KIND)?;
    let mut chance = Chance::new(1);
    let answers: Vec<_> = (0..256).map(|_| answers::of(&kind, &office.mission(), &mut chance)).collect();

    let names = fill_persons(&office, &actor, sites[0], persons)?;
    let long = long_record(&office, &actor, sites[0], &answers[0])?;
    let began = Instant::now();
    spread(records, |number| {
        let site = sites[usize::try_from(number)? % SITES];
        let answers = answers[usize::try_from(number)? % answers.len()].clone();
        make(&office, &actor, &kind, site, answers).map(drop)
    })?;
    let per_second = records as f64 / began.elapsed().as_secs_f64();
    Ok(Filled { token, codes, site: sites[0], long, names, answers, per_second })
}

/// Sets up her second factor; gives its recovery codes.
fn second_factor(office: &Office, tenant: i64, user: Uuid) -> Result<Vec<String>> {
    let (secret, codes) = accounts::start_factor(office, tenant, user)?;
    let totp = totp_rs::Builder::new().with_secret(totp_rs::Secret::try_from_base32(&secret)?).build()?;
    let code = totp.generate(u64::try_from(office.now() / 1_000_000)?);
    if !accounts::confirm_factor(office, tenant, user, &code.to_string())? {
        bail!("the second factor was refused");
    }
    Ok(codes)
}

fn make(office: &Office, actor: &Actor, kind: &Kind, site: Uuid, answers: Map<String, Value>) -> Result<Uuid> {
    let wanted = Wanted {
        id: office.new_id(),
        kind: kind.name.clone(),
        site: Some(site),
        changes: people::changes(Value::Object(answers)),
        ..Wanted::default()
    };
    Ok(record::save(office, actor, &wanted)?.id)
}

fn fill_persons(office: &Office, actor: &Actor, site: Uuid, persons: u64) -> Result<Vec<String>> {
    let kind = office.kind("person")?;
    let mut chance = Chance::new(2);
    let made: Vec<_> = (0..persons).map(|number| answers::person(number, &mut chance)).collect();
    spread(persons, |number| make(office, actor, &kind, site, made[usize::try_from(number)?].2.clone()).map(drop))?;
    let in_turn = made.into_iter().enumerate().step_by(97);
    Ok(in_turn.map(|(n, (latin, native, _))| if n % 2 == 0 { latin } else { native }).collect())
}

/// A record whose history has [`ENTRIES`] entries.
fn long_record(office: &Office, actor: &Actor, site: Uuid, answers: &Map<String, Value>) -> Result<Uuid> {
    let kind = office.kind(KIND)?;
    let id = make(office, actor, &kind, site, answers.clone())?;
    let mut base = record::open(office, actor, id)?.version;
    for number in 1..ENTRIES {
        let changes =
            people::changes(json!({"companions": number % 90, "remarks": format!("Seen again, time {number}.")}));
        base =
            record::save(office, actor, &Wanted { id, kind: KIND.into(), base, changes, ..Wanted::default() })?.version;
    }
    Ok(id)
}

/// Does `one` for every number below `count`, on several threads, so that commits share a transaction.
fn spread(count: u64, one: impl Fn(u64) -> Result<()> + Sync) -> Result<()> {
    let next = AtomicU64::new(0);
    let work = || -> Result<()> {
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            if number >= count {
                return Ok(());
            }
            one(number)?;
        }
    };
    thread::scope(|scope| {
        let threads: Vec<_> = (0..THREADS).map(|_| scope.spawn(work)).collect();
        threads.into_iter().try_for_each(|thread| thread.join().map_err(|_| anyhow!("filling in panicked"))?)
    })
}
