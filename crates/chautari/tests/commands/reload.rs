//! A kind that comes as one file while the office serves, and a new association's public pages.

use crate::support::{Installation, MISUSED, WELL, WRONG};
use casework::accounts::{self, Scope};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fs;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

const VISIT: &str = r#"
label: {en: Market visit}
title: "${market}"
about: none
group: casework
list: {columns: [stalls, opened], sort: -opened, filters: []}
survey:
  - {type: text, name: market, search: text, required: true, label: {en: Which market}}
  - {type: integer, name: stalls, index: true, label: {en: Stalls seen}}
"#;

/// The program as it serves an installation; stopped when dropped.
struct Served {
    child: Child,
    address: String,
}

impl Served {
    fn start(here: &Installation) -> Self {
        // Free a moment ago, which is as much as can be known.
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let address = format!("127.0.0.1:{port}");
        let child = Command::new(env!("CARGO_BIN_EXE_chautari"))
            .args(["serve", "--config", "office/chautari.toml"])
            .current_dir(here.folder.path())
            .env("CHAUTARI_LISTEN", &address)
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        let served = Self { child, address };
        until(|| TcpStream::connect(&served.address).is_ok());
        served
    }

    /// Status, place it leads to, and body.
    fn ask(&self, method: &str, path: &str, token: &str, body: &str) -> (u16, String, String) {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        let authorised = if token.is_empty() { String::new() } else { format!("Authorization: Bearer {token}\r\n") };
        let request = format!(
            "{method} {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\nContent-Type: application/json\r\n\
             {authorised}Content-Length: {}\r\n\r\n{body}",
            self.address,
            body.len()
        );
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        let answer = String::from_utf8_lossy(&answer).into_owned();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        let location = head.lines().find_map(|line| line.to_lowercase().strip_prefix("location: ").map(str::to_owned));
        (head[9..12].parse().unwrap(), location.unwrap_or_default(), body.to_owned())
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

/// Waits until a condition holds, at most half a minute.
fn until(condition: impl Fn() -> bool) {
    let end = Instant::now() + Duration::from_secs(30);
    while !condition() {
        assert!(Instant::now() < end, "it did not come about in time");
        std::thread::sleep(Duration::from_millis(20));
    }
}

fn token(here: &Installation, user: &str) -> String {
    let office = here.office();
    let actions = ["view", "create", "change", "export"].map(str::to_owned).into();
    let scope = Scope { actions, see: vec!["open".into()], ..Scope::default() };
    accounts::issue(&office, 1, user.parse().unwrap(), "test", &scope, office.now() + 3_600_000_000).unwrap()
}

fn write(here: &Installation, name: &str, text: &str) {
    let path = here.path("office/overlay").join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

#[test]
fn a_kind_of_one_file_comes_into_force_while_the_office_serves() {
    let here = Installation::new();
    let rita = here.colleague("Rita Kumal", "rita", "social_worker");
    here.colleague("Bikram Thapa", "bikram", "monitoring_officer");
    let (token, served) = (token(&here, &rita), Served::start(&here));
    let list = || served.ask("GET", "/api/v1/records/market_visit", &token, "").0;
    assert_eq!(list(), 404);
    write(&here, "protection/market_visit.yaml", VISIT);
    let reloaded = here.run(&["kinds", "reload"], WELL);
    assert!(reloaded.out.contains("new: kinds/market_visit"), "{}", reloaded.out);
    until(|| list() == 200);

    let body = json!({"changes": {"market": "Rupaidiha", "stalls": 7}}).to_string();
    let (status, _, made) = served.ask("POST", "/api/v1/records/market_visit", &token, &body);
    assert_eq!(status, 201, "{made}");
    let described = served.ask("GET", "/api/v1/openapi.json", &token, "").2;
    assert!(described.contains("MarketVisit") && described.contains("stalls"));
    let exported = here.run(&["export", "market_visit", "--as", "Bikram Thapa"], WELL).out;
    assert!(exported.contains("Rupaidiha"), "{exported}");
    let file = here.path("visits.csv");
    fs::write(&file, "market,stalls\nNepalgunj,3\n").unwrap();
    here.run(&["import", "market_visit", file.to_str().unwrap()], WELL);
    assert!(here.run(&["verify", "--open"], WELL).out.contains("all is well"));

    // A file that is faulty is refused whole, with its line; what is in force stays, also for a new process.
    write(&here, "protection/market_visit.yaml", &VISIT.replace("type: integer", "type: integre"));
    write(&here, "protection/other.yaml", &VISIT.replace("Market visit", "Other visit"));
    let refused = here.run(&["kinds", "reload"], WRONG);
    assert!(refused.out.contains("overlay/protection/market_visit.yaml:9:"), "{}", refused.out);
    assert!(refused.out.contains("integer"), "the nearest known word is named: {}", refused.out);
    let told: Value = serde_json::from_str(&here.run(&["kinds", "reload", "--json"], WRONG).out).unwrap();
    assert_eq!(told["reloaded"], json!(false));
    assert!(told["faults"].as_array().unwrap().iter().any(|fault| fault["line"] == 9), "{told}");
    assert_eq!(list(), 200);
    assert_eq!(served.ask("GET", "/api/v1/records/other", &token, "").0, 404, "nothing of it came into force");
    here.run(&["user", "list"], WELL);

    // Nor may a question go that has answers.
    let renamed = VISIT.replace("name: stalls", "name: stands").replace("[stalls,", "[stands,");
    write(&here, "protection/market_visit.yaml", &renamed);
    let refused = here.run(&["kinds", "reload"], WRONG);
    assert!(refused.out.contains("protection/market_visit.yaml: stalls: is gone"), "{}", refused.out);
    write(&here, "protection/market_visit.yaml", &VISIT.replace("Stalls seen", "Stalls counted"));
    let reloaded = here.run(&["kinds", "reload"], WELL);
    assert!(reloaded.out.contains("changed: kinds/market_visit") && reloaded.out.contains("new: kinds/other"));
    until(|| served.ask("GET", "/api/v1/records/other", &token, "").0 == 200);
    assert!(here.run(&["kinds", "reload"], WELL).out.contains("Nothing changed"));
}

#[test]
fn the_kinds_in_force_travel_in_backup_and_copy() {
    let here = Installation::new();
    write(&here, "protection/market_visit.yaml", VISIT);
    here.run(&["kinds", "reload"], WELL);
    let file = here.path("visits.csv");
    fs::write(&file, "market,stalls\nNepalgunj,3\n").unwrap();
    here.run(&["import", "market_visit", file.to_str().unwrap()], WELL);
    let backup = here.path("backup");
    here.run(&["backup", backup.to_str().unwrap()], WELL);
    // The folder is half written again; the office goes by what is in force.
    write(&here, "protection/market_visit.yaml", "label: {en: Mark");
    here.run(&["import", "market_visit", file.to_str().unwrap()], WELL);
    assert!(here.run(&["verify", "--open"], WELL).out.contains("all is well"));
    let restored = here.restore(&backup, "restored", WELL);
    assert!(restored.out.contains("all is well"), "{}", restored.out);
    here.at("restored", &["import", "market_visit", file.to_str().unwrap()], WELL);
    here.sql(
        "UPDATE definition SET body = '{}' WHERE tenant = $1 AND kind = '$overlay' AND length(body) > 9",
        &[1.into()],
    );
    let found = here.run(&["verify"], WRONG);
    assert!(
        found.out.contains("definition") && found.out.contains("is not the text that its hash names"),
        "{}",
        found.out
    );
    assert!(here.run(&["user", "list"], MISUSED).err.contains("is not what the ledger names"));
}

#[test]
fn a_new_association_has_true_pages_in_its_languages_and_no_link_leads_nowhere() {
    let here = Installation::with(&["--language", "ne,en"]);
    let served = Served::start(&here);
    let (status, location, _) = served.ask("GET", "/", "", "");
    assert_eq!((status, location.as_str()), (302, "/ne/"));
    let (mut seen, mut next) = (BTreeSet::new(), vec!["/ne/".to_owned(), "/en/".to_owned()]);
    while let Some(path) = next.pop() {
        if !seen.insert(path.clone()) {
            continue;
        }
        let (status, location, body) = served.ask("GET", &path, "", "");
        assert!((200..400).contains(&status), "{path}: {status}");
        assert!(!path.starts_with("/fr"), "{path}: the association has no French");
        next.extend(Some(location).filter(|to| to.starts_with('/')));
        let links = body.split("href=\"").skip(1).filter_map(|rest| rest.split(['"', '#', '?']).next());
        next.extend(links.filter(|link| link.starts_with('/') && !link.starts_with("/desk")).map(str::to_owned));
    }
    for page in ["/en/get-help", "/en/privacy"] {
        assert!(seen.contains(page), "{page} is reached: {seen:?}");
    }
    assert!(seen.len() > 30, "{seen:?}");
    let home = served.ask("GET", "/en/", "", "").2;
    assert!(home.contains("Sathi") && !home.contains("lang=\"fr\""), "{home}");
    assert!(Path::new(&here.database()).exists());
}
