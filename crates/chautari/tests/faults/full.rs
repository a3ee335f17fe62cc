//! The disk is full, or fails to sync, while clients write: each is told that it was not saved, nothing is half there,
//! and once there is space the program goes on by itself.

use super::{kill, trace};
use crate::support::http::Client;
use crate::support::served::Served;
use crate::support::{Installation, WELL, binary, person, store};
use std::collections::BTreeMap;
use uuid::Uuid;

/// Writes of the writer's thread that find no space; those before and after do.
const FULL: &str = "inject=pwrite64:error=ENOSPC:when=150..400";
/// Syncs of the writer's thread that fail.
const UNSYNCED: &str = "inject=fdatasync,fsync:error=EIO:when=12..20";

#[test]
fn a_full_disk_is_said_and_nothing_is_half_written() {
    fail_for_a_while(FULL, "full");
}

#[test]
fn a_disk_that_does_not_sync_is_said_and_nothing_is_half_written() {
    fail_for_a_while(UNSYNCED, "disk I/O");
}

/// Lets clients write while `fault` is injected, until some were refused and then some were taken again.
fn fail_for_a_while(fault: &str, said: &str) {
    let here = Installation::new();
    let token = here.token("Rita Kumal", "social_worker");
    let served = Served::start_by(&here, |_| trace::strace(&here.path("trace"), &["-e", fault], &binary()));
    let mut client = Client::with_token(served.address, &token).unwrap();
    let mut acknowledged: BTreeMap<Uuid, i64> = BTreeMap::new();
    let (mut refused, mut since) = (0, 0);
    for number in 1..1_000 {
        let answered = client.json("POST", "/api/v1/records/person", &person(number, "Asha Tamang")).unwrap();
        if answered.status == 201 {
            let (id, version) = kill::saved(&answered.body);
            acknowledged.insert(id, version);
            since += usize::from(refused > 0);
        } else {
            assert!((500..600).contains(&answered.status), "{}: {}", answered.status, answered.body);
            (refused, since) = (refused + 1, 0);
        }
        if since == 40 {
            break;
        }
    }
    assert!(refused > 0 && since == 40, "{refused} refused, then {since} taken: the fault did not come and go");
    let log = std::fs::read_to_string(Served::log(&here)).unwrap();
    assert!(log.contains(said), "the log says what was wrong: {log}");
    served.stop();
    let there = kill::versions(&store(&format!("sqlite:{}", here.database().display()))).unwrap();
    assert!(acknowledged.iter().all(|(id, version)| there.get(id) >= Some(version)), "something acknowledged is lost");
    here.run(&["verify", "--open"], WELL);
    println!("{said}: {} saved, {refused} refused", acknowledged.len());
}
