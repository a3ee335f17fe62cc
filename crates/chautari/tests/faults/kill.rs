//! The program is killed at random moments while 32 clients write: what a client was told is saved, is there.

use super::{Chance, amount};
use crate::support::http::Client;
use crate::support::served::Served;
use crate::support::{Installation, WELL, person, store};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::Sender;
use std::thread;
use std::time::Duration;
use store::testing::Databases;
use uuid::Uuid;

/// Clients that write at once.
const CLIENTS: u128 = 32;
/// How often the program is killed: `cargo xtask faults kill --rounds 200`.
const ROUNDS: &str = "CHAUTARI_FAULTS_ROUNDS";

#[test]
fn what_was_acknowledged_survives_kill_9_on_sqlite() {
    let here = Installation::new();
    let url = format!("sqlite:{}", here.database().display());
    let token = here.token("Rita Kumal", "social_worker");
    rounds(&here, &url, &token, amount(ROUNDS, 20));
}

#[test]
fn what_was_acknowledged_survives_kill_9_on_postgresql() {
    let here = Installation::new();
    let databases = Databases::new();
    let [_, url] = databases.urls();
    let token = here.token("Rita Kumal", "social_worker");
    here.move_to(&url);
    rounds(&here, &url, &token, amount(ROUNDS, 5));
}

/// Kills the program so many times; after each, every acknowledged version is there and the ledger verifies.
fn rounds(here: &Installation, url: &str, token: &str, rounds: usize) {
    let mut chance = Chance::new(1);
    let mut acknowledged: BTreeMap<Uuid, i64> = BTreeMap::new();
    for round in 0..rounds {
        let served = Served::start(here);
        let before = acknowledged.len();
        round_of_writing(served, token, round, &mut chance, &mut acknowledged);
        let stored = versions(&store(url)).unwrap();
        let lost: Vec<_> = acknowledged.iter().filter(|(id, version)| stored.get(id) < Some(version)).collect();
        assert!(lost.is_empty(), "round {round}: acknowledged and not there: {lost:?}");
        here.run(&["verify"], WELL);
        if round % 10 == 9 {
            let (all, new) = (acknowledged.len(), acknowledged.len() - before);
            println!("{} rounds: {all} records acknowledged, {new} in the last, 0 lost", round + 1);
        }
    }
    assert!(acknowledged.len() > rounds, "hardly anything was written");
    here.run(&["verify", "--open"], WELL);
    println!("{rounds} rounds on {}: {} records acknowledged, 0 lost", &url[..6], acknowledged.len());
}

/// Lets the clients write until a random number of answers has come, kills the program a random moment later, and adds
/// what was acknowledged.
fn round_of_writing(
    served: Served,
    token: &str,
    round: usize,
    chance: &mut Chance,
    acknowledged: &mut BTreeMap<Uuid, i64>,
) {
    let heard = AtomicUsize::new(0);
    let (tell, told) = std::sync::mpsc::channel();
    let (enough, wait) = (chance.below(150), Duration::from_micros(chance.below(20_000) as u64));
    thread::scope(|scope| {
        for client in 0..CLIENTS {
            let (tell, heard, address) = (tell.clone(), &heard, served.address);
            let ids = (round as u128) << 64 | client << 48 | 1;
            // It ends with the first request that the program does not answer.
            scope.spawn(move || drop(write(address, token, ids, heard, usize::MAX, &tell)));
        }
        while heard.load(Ordering::Relaxed) < enough {
            thread::sleep(Duration::from_micros(200));
        }
        thread::sleep(wait);
        served.kill();
    });
    drop(tell);
    for (id, version) in told {
        let kept = acknowledged.entry(id).or_default();
        *kept = version.max(*kept);
    }
}

/// Lets so many clients write until so many answers have come.
pub fn write_all(
    address: SocketAddr,
    token: &str,
    round: u128,
    clients: u128,
    enough: usize,
    tell: &Sender<(Uuid, i64)>,
) {
    let heard = AtomicUsize::new(0);
    thread::scope(|scope| {
        for client in 0..clients {
            let (tell, heard, ids) = (tell.clone(), &heard, round << 64 | client << 48 | 1);
            scope.spawn(move || write(address, token, ids, heard, enough, &tell).expect("the program goes on"));
        }
    });
}

/// Makes persons and changes each of them, and tells what was acknowledged, until there were enough answers or the
/// program goes away.
fn write(
    address: SocketAddr,
    token: &str,
    ids: u128,
    heard: &AtomicUsize,
    enough: usize,
    tell: &Sender<(Uuid, i64)>,
) -> std::io::Result<()> {
    let mut client = Client::with_token(address, token)?;
    let mut number = ids;
    while heard.load(Ordering::Relaxed) < enough {
        number += 1;
        let made = client.json("POST", "/api/v1/records/person", &person(number, "Asha Tamang"))?;
        if made.status == 503 {
            continue;
        }
        assert_eq!(made.status, 201, "{}", made.body);
        let (id, version) = saved(&made.body);
        tell.send((id, version)).expect("someone listens");
        heard.fetch_add(1, Ordering::Relaxed);
        let change = json!({"base": version, "changes": {"sex": "male"}}).to_string();
        let changed = client.json("PATCH", &format!("/api/v1/records/person/{id}"), &change)?;
        if changed.status == 503 {
            continue;
        }
        assert_eq!(changed.status, 200, "{}", changed.body);
        tell.send(saved(&changed.body)).expect("someone listens");
        heard.fetch_add(1, Ordering::Relaxed);
    }
    Ok(())
}

/// Id and version of a record that was acknowledged.
pub fn saved(body: &str) -> (Uuid, i64) {
    let body: Value = serde_json::from_str(body).expect("the API answers JSON");
    let id = body["id"].as_str().and_then(|id| id.parse().ok());
    (id.expect("an id"), body["version"].as_i64().expect("a version"))
}

/// Every record with its version, read beside the program.
pub fn versions(store: &store::Store) -> Result<BTreeMap<Uuid, i64>, store::Error> {
    let sql = "SELECT id, version FROM record WHERE tenant = $1";
    let rows = store.read(|reads| reads.all(sql, &[1.into()], |row| Ok((row.get(0)?, row.get(1)?))));
    Ok(rows?.into_iter().collect())
}
