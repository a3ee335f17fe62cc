//! The power goes at any moment: from a trace of what the program wrote, synced and answered, the states a disk could
//! be in are made; in each of them all that was acknowledged is there, and the ledger verifies.

use super::disk::{self, Disk, Files};
use super::trace::{self, Step};
use super::{Chance, amount, kill};
use crate::support::served::Served;
use crate::support::{Installation, binary, mission};
use casework::verify::{self, Wanted};
use std::path::{Path, PathBuf};
use std::sync::mpsc::channel;
use uuid::Uuid;

/// States looked at: `cargo xtask faults powercut --states 10000`.
const STATES: &str = "CHAUTARI_FAULTS_STATES";
/// Acknowledged writes of the traced program, in each of its two lives.
const WRITES: &str = "CHAUTARI_FAULTS_WRITES";

#[test]
fn what_was_acknowledged_survives_a_power_cut() {
    let traced = Traced::new(&[]);
    let states = amount(STATES, 300);
    let found = traced.look(states);
    println!("{states} states of {}: {found:?}", traced.said());
    assert_eq!((found.lost, found.wrong), (0, 0), "{}", found.first);
}

/// The check of the check: when syncing does nothing, as with `synchronous = OFF`, acknowledged writes must be missing.
#[test]
fn a_program_that_does_not_sync_is_found_out() {
    let traced = Traced::new(&["-e", "inject=fdatasync,fsync:retval=0"]);
    let found = traced.look(100);
    println!("100 states of {} without syncs: {found:?}", traced.said());
    assert!(found.lost > 30, "only {} of 100 states lost something: {}", found.lost, found.first);
}

/// The program, traced over two lives: it is killed and begins again with what it left, then stops as it is told.
struct Traced {
    here: Installation,
    before: Files,
    steps: Vec<Step>,
}

/// How many states were as they must not be.
#[derive(Debug, Default)]
struct Found {
    /// Something acknowledged was not there.
    lost: usize,
    /// The ledger did not verify.
    wrong: usize,
    /// What was wrong with the first.
    first: String,
}

impl Traced {
    fn new(more: &[&str]) -> Self {
        let here = Installation::new();
        let token = here.token("Rita Kumal", "social_worker");
        let database = here.database();
        let before = disk::read(&database);
        let mut steps = Vec::new();
        for life in 0..2 {
            let trace = here.path(&format!("trace.{life}"));
            let served = Served::start_by(&here, |_| trace::strace(&trace, more, &binary()));
            let (tell, _told) = channel();
            kill::write_all(served.address, &token, life, 8, amount(WRITES, 150), &tell);
            let process = served.id();
            if life == 0 {
                served.kill();
            } else {
                served.stop();
            }
            trace::ended(&trace, process);
            trace::read(&trace, &database, &mut steps);
            let mut disk = Disk::new(before.clone(), &steps);
            disk.take(steps.len());
            assert!(disk.with_power() == disk::read(&database), "the trace does not say all that was written");
        }
        let brought_home = |step: &Step| matches!(step, Step::Write { file, .. } if file.is_empty());
        assert!(steps.iter().any(brought_home), "nothing was brought from the log into the database meanwhile");
        Self { here, before, steps }
    }

    fn said(&self) -> String {
        let count = |wanted: fn(&Step) -> bool| self.steps.iter().filter(|step| wanted(step)).count();
        let (writes, syncs) = (count(|s| matches!(s, Step::Write { .. })), count(|s| matches!(s, Step::Synced { .. })));
        format!("{writes} writes, {syncs} syncs, {} answers", count(|s| matches!(s, Step::Acknowledged { .. })))
    }

    /// Looks at so many states.
    fn look(&self, states: usize) -> Found {
        let (mut chance, mission) = (Chance::new(1), mission());
        let mut cuts: Vec<usize> = (0..states).map(|_| chance.below(self.steps.len()) + 1).collect();
        cuts.sort_unstable();
        let folder = Memory::new();
        let database = folder.0.join("chautari.db");
        let mut disk = Disk::new(self.before.clone(), &self.steps);
        let mut found = Found::default();
        for (number, cut) in cuts.into_iter().enumerate() {
            disk.take(cut);
            disk::write(&disk.without_power(&mut chance), &database);
            let (lost, wrong) = judge(&database, &disk, &mission);
            found.lost += usize::from(!lost.is_empty());
            found.wrong += usize::from(!wrong.is_empty());
            if found.first.is_empty() && !(lost.is_empty() && wrong.is_empty()) {
                found.first = format!("state {number} after step {cut}: {lost} {wrong}");
            }
            if number % 1_000 == 999 {
                println!("{} states: {} lost something, {} do not verify", number + 1, found.lost, found.wrong);
            }
        }
        // The installation stays until its states were looked at, for whoever wants to see what is wrong.
        assert!(self.here.database().exists());
        found
    }
}

/// What is lost in a state and what does not verify; empty when all is well.
fn judge(database: &Path, disk: &Disk<'_>, mission: &forms::Mission) -> (String, String) {
    let url = format!("sqlite:{}", database.display());
    let Ok(store) = crate::support::try_store(&url) else {
        return ("the database does not open".into(), String::new());
    };
    let there = match kill::versions(&store) {
        Ok(there) => there,
        Err(error) => return (error.to_string(), String::new()),
    };
    let lost: Vec<&Uuid> =
        disk.acknowledged.iter().filter(|(id, v)| there.get(id) < Some(v)).map(|(id, _)| id).collect();
    let wanted = Wanted { fold: true, ..Wanted::default() };
    let report = verify::stored(&store, mission, &wanted, &mut |_| {}).expect("no key is asked for");
    let said = |things: String| if things == "[]" { String::new() } else { things };
    (said(format!("{lost:?}")), said(format!("{:?}", report.faults)))
}

/// A folder in memory where the system has one, so that looking at a state waits for no disk.
struct Memory(PathBuf);

impl Memory {
    fn new() -> Self {
        static NUMBER: std::sync::atomic::AtomicUsize = std::sync::atomic::AtomicUsize::new(0);
        let number = NUMBER.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        let memory = PathBuf::from("/dev/shm");
        let place = if memory.is_dir() { memory } else { std::env::temp_dir() };
        let path = place.join(format!("chautari-states-{}-{number}", std::process::id()));
        std::fs::create_dir(&path).expect("the folder can be made");
        Self(path)
    }
}

impl Drop for Memory {
    fn drop(&mut self) {
        drop(std::fs::remove_dir_all(&self.0));
    }
}
