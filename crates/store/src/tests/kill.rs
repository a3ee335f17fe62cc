//! A process that writes is killed in the middle, again and again: what it was told is written, is written.

use super::sample::*;
use crate::testing::{self, Databases};
use crate::*;
use std::io::{BufRead as _, BufReader};
use std::process::{Command, Stdio};
use std::thread;
use uuid::Uuid;

/// Address of the database, for the child.
const URL: &str = "CHAUTARI_KILL_TEST_URL";
const ROUNDS: usize = 4;

/// The child: four threads write new records and say each one's id once it is acknowledged. Without the variable set
/// by the parent it is no test and does nothing.
#[test]
fn child_that_writes() {
    let Ok(url) = std::env::var(URL) else { return };
    let process = u128::from(std::process::id());
    let store = Store::open(&url, testing::clock().0).unwrap();
    thread::scope(|scope| {
        for writer in 0..4_u128 {
            let store = &store;
            scope.spawn(move || {
                for number in 0..100_000_u128 {
                    let record = Uuid::from_u128(process << 64 | writer << 32 | number);
                    let new = |_: &mut Reads<'_>| Ok::<_, Error>(change(vec![new_record(record, record)], vec![]));
                    store.change(TENANT, new).unwrap();
                    println!("\nwritten {record}");
                }
            });
        }
    });
}

#[test]
fn acknowledged_changes_survive_kill_9() {
    let databases = Databases::new();
    for url in databases.urls() {
        let mut acknowledged: Vec<Uuid> = Vec::new();
        for round in 0..ROUNDS {
            let mut child = Command::new(std::env::current_exe().unwrap())
                .args(["--exact", "tests::kill::child_that_writes", "--nocapture", "--test-threads=1"])
                .env(URL, &url)
                .stdout(Stdio::piped())
                .spawn()
                .unwrap();
            let lines = BufReader::new(child.stdout.take().unwrap()).lines();
            let enough = acknowledged.len() + 20 + round * 7;
            for line in lines {
                let Ok(line) = line else { break };
                if let Some(record) = line.strip_prefix("written ") {
                    acknowledged.push(record.parse().unwrap());
                }
                if acknowledged.len() == enough {
                    // The signal 9, by Rust's own words for it; what it said before is still read from the pipe.
                    child.kill().unwrap();
                }
            }
            child.wait().unwrap();
            assert!(acknowledged.len() >= enough, "the child ended by itself");
            let store = Store::open(&url, testing::clock().0).unwrap();
            assert_eq!(store.verify_chain(TENANT, |_, _| {}).unwrap(), [], "round {round} on {url}");
            for record in &acknowledged {
                let found = store.read(|reads| row(reads, TENANT, *record)).unwrap();
                assert!(found.is_some(), "{record} was acknowledged and is gone, round {round} on {url}");
            }
        }
    }
}
