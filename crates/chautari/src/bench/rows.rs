//! The measurements, one after the other.

use super::client::Client;
use super::fill::{self, ENTRIES, Filled, KIND, NAME, PASSWORD};
use super::measure::{self, Work};
use super::server::{self, Server};
use super::{Engine, Options, Report, Row, answers, postgres};
use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;
use uuid::Uuid;

/// A folder that goes when it is dropped.
struct Scratch(PathBuf);

impl Drop for Scratch {
    fn drop(&mut self) {
        if let Err(error) = std::fs::remove_dir_all(&self.0) {
            eprintln!("chautari: {}: could not be removed: {error}", self.0.display());
        }
    }
}

/// Makes an installation, fills it in, and measures.
pub fn measure(options: &Options) -> Result<Report> {
    let within = options.dir.clone().unwrap_or_else(std::env::temp_dir);
    let folder = within.join(format!("chautari-bench-{}", std::process::id()));
    std::fs::create_dir(&folder).with_context(|| format!("{}: cannot be made", folder.display()))?;
    let scratch = Scratch(folder);
    let mut server = None;
    let database = match (options.engine, &options.url) {
        (Engine::Sqlite, _) => "sqlite:chautari.db".to_owned(),
        (Engine::Postgres, Some(url)) => url.clone(),
        (Engine::Postgres, None) => server.insert(postgres::Server::start(&within)?).url.clone(),
    };
    let configuration = fill::folder(&scratch.0, &database)?;
    let fdatasync_p50_ms = measure::fdatasync_p50_ms(&scratch.0)?;
    eprintln!("Filling in {} records and {} persons", options.records, options.persons);
    let filled = fill::fill(&configuration, options.records, options.persons)?;
    let mut rows = Vec::new();
    if "verify".contains(&options.only) {
        rows.extend([verify(&scratch.0, true)?, verify(&scratch.0, false)?]);
    }
    let program = Server::start(&scratch.0)?;
    rows.extend(working(&program, options, &filled)?);
    Ok(Report {
        engine: options.engine,
        records: options.records,
        filled_per_second: filled.per_second,
        fdatasync_p50_ms,
        resident_mb: program.resident_mb()?,
        rows,
    })
}

/// One client that reads, as a program and at the desk; then many that submit the form.
fn working(program: &Server, options: &Options, filled: &Filled) -> Result<Vec<Row>> {
    let api = format!("Authorization: Bearer {}\r\n", filled.token);
    let desk = format!("Cookie: {}\r\n", signed_in(program, filled)?);
    let token = token(program, &desk)?;
    let bodies: Vec<String> =
        filled.answers.iter().map(|answers| serde_json::json!({"changes": answers}).to_string()).collect();
    let forms: Vec<String> = filled.answers.iter().map(answers::posted).collect();

    let list = format!("?stage=submitted&site={}", filled.site);
    let get = |path: String| move |client: &mut Client, _: usize, _: usize| client.get(&path)?.expect(200).map(drop);
    let find = |client: &mut Client, _: usize, done: usize| {
        let mut form = format!("csrf={token}");
        answers::pair(&mut form, "text", &filled.names[done % filled.names.len()]);
        client.post_form("/desk/find", &form)?.expect(200).map(drop)
    };
    let submit = |client: &mut Client, number: usize, done: usize| {
        let body = &bodies[(number * 7 + done) % bodies.len()];
        client.post_json(&format!("/api/v1/records/{KIND}"), body)?.expect(201).map(drop)
    };
    let submit_form = |client: &mut Client, number: usize, done: usize| {
        let form = &forms[(number * 7 + done) % forms.len()];
        let own = format!("csrf={token}&_id={}&_kind={KIND}&_base=0&_part=all&_whole=yes&do=save", new_id()?);
        client.post_form("/desk/write", &format!("{own}{form}"))?.expect(303).map(drop)
    };
    let api_list = get(format!("/api/v1/records/{KIND}{list}&sort=-opened"));
    let desk_list = get(format!("/desk/list/{KIND}{list}"));
    let desk_open = get(format!("/desk/r/{}", filled.long));
    let api_open = get(format!("/api/v1/records/{KIND}/{}", filled.long));
    let many = options.clients;
    let works = [
        Work { what: "list of 50 by kind, stage, site: API", clients: 1, headers: &api, ask: &api_list },
        Work { what: "the same list at the desk, 25 a page", clients: 1, headers: &desk, ask: &desk_list },
        Work { what: "open a record of 200 entries: desk", clients: 1, headers: &desk, ask: &desk_open },
        Work { what: "open it without its story: API", clients: 1, headers: &api, ask: &api_open },
        Work { what: "find by name, either script: desk", clients: 1, headers: &desk, ask: &find },
        Work { what: "submit 60 fields: API", clients: many, headers: &api, ask: &submit },
        Work { what: "submit 60 fields: desk", clients: many, headers: &desk, ask: &submit_form },
        Work { what: "submit 60 fields alone: API", clients: 1, headers: &api, ask: &submit },
    ];
    let wanted = works.iter().filter(|work| work.what.contains(&options.only));
    wanted.map(|work| measure::work(program, options.seconds, work)).collect()
}

/// Time and processor time of one entry in `chautari verify`.
fn verify(folder: &Path, chain_only: bool) -> Result<Row> {
    let mut command = Command::new(std::env::current_exe()?);
    command.args(["verify", "--json", "--config"]).arg(folder.join("chautari.toml"));
    if chain_only {
        command.arg("--chain-only");
    }
    let (began, before) = (Instant::now(), server::cpu_of_ended()?);
    let done = command.output().context("verify could not be run")?;
    let (took, cpu) = (began.elapsed().as_secs_f64(), server::cpu_of_ended()? - before);
    let report: serde_json::Value = serde_json::from_slice(&done.stdout).context("verify gave no report")?;
    let entries = report["entries"].as_u64().unwrap_or(0);
    if !done.status.success() || entries < ENTRIES {
        bail!("verify found something wrong: {report}");
    }
    let each = took * 1000.0 / entries as f64;
    Ok(Row {
        what: if chain_only { "verify: an entry, chain alone" } else { "verify: an entry, with the fold" },
        clients: 1,
        operations: entries,
        per_second: entries as f64 / took,
        cpu_ms: cpu.as_secs_f64() * 1000.0 / entries as f64,
        p50_ms: each,
        p99_ms: each,
    })
}

/// Signs in at the desk; gives the cookie.
fn signed_in(program: &Server, filled: &Filled) -> Result<String> {
    let mut form = String::from("next=");
    answers::pair(&mut form, "name", NAME);
    answers::pair(&mut form, "password", PASSWORD);
    answers::pair(&mut form, "code", filled.codes.first().map_or("", String::as_str));
    Ok(Client::connect(program.address, "")?.post_form("/desk/sign-in", &form)?.expect(303)?.cookie)
}

/// The value that forms of a session carry.
fn token(program: &Server, headers: &str) -> Result<String> {
    let page = Client::connect(program.address, headers)?.get("/desk/find")?.expect(200)?;
    let page = String::from_utf8_lossy(&page.body).into_owned();
    let token = page.split_once("name=\"csrf\" value=\"").and_then(|(_, rest)| rest.split_once('"'));
    Ok(token.context("the page has no form")?.0.to_owned())
}

/// A fresh id, as the page of a form makes one.
fn new_id() -> Result<Uuid> {
    let mut random = [0; 10];
    getrandom::fill(&mut random).context("no random bytes")?;
    Ok(casework::id_at(crate::open::clock()(), &random))
}
