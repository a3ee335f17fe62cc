//! Measures writing and verifying a ledger: `cargo run --release -p store --example ledger_speed -- URL [ENTRIES]`.
//! The database must be empty; each entry has a plain part of 300 bytes, every tenth a sealed state.

use serde_json::{Map, Value};
use std::sync::Arc;
use std::time::Instant;
use store::{Change, Error, RecordChange, RecordRow, SealedState, Store};
use uuid::Uuid;

/// Entries of one change.
const BATCH: u64 = 500;

fn main() -> Result<(), Error> {
    let mut arguments = std::env::args().skip(1);
    let (Some(url), entries) = (arguments.next(), arguments.next()) else {
        eprintln!("usage: ledger_speed URL [ENTRIES]");
        std::process::exit(2);
    };
    let entries: u64 = entries.and_then(|count| count.parse().ok()).unwrap_or(200_000);
    let store = Store::open(&url, Arc::new(|| 1_767_225_600_000_000))?;
    let began = Instant::now();
    for batch in 0..entries / BATCH {
        store.change(1, |_| Ok::<_, Error>(change(batch)))?;
    }
    report("written", entries, began);
    let began = Instant::now();
    let faults = store.verify_chain(1, |_, _| {})?;
    report("verified", entries, began);
    println!("{} faults", faults.len());
    let began = Instant::now();
    for number in 0..200 {
        store.change(1, |_| Ok::<_, Error>(Change { records: vec![record(entries + number)], ..change_of(vec![]) }))?;
    }
    report("written one by one", 200, began);
    Ok(())
}

fn report(what: &str, entries: u64, began: Instant) {
    let seconds = began.elapsed().as_secs_f64();
    println!("{entries} entries {what} in {seconds:.2} s: {:.0} a second", entries as f64 / seconds);
}

fn change(batch: u64) -> Change {
    change_of((batch * BATCH..(batch + 1) * BATCH).map(record).collect())
}

fn change_of(records: Vec<RecordChange>) -> Change {
    Change { tx: Uuid::from_u128(1), actor: Uuid::from_u128(2), happened: 1, records, ..Change::default() }
}

fn record(number: u64) -> RecordChange {
    let id = Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0000 + u128::from(number));
    let plain = Map::from_iter([("text".to_owned(), Value::String("x".repeat(288)))]);
    let sealed = SealedState { compartment: "identity", key: "k".into(), nonce: [1; 24], ciphertext: vec![1; 300] };
    RecordChange {
        entry: id,
        row: RecordRow {
            id,
            root: id,
            kind: "case_note".into(),
            stage: "open".into(),
            definition: "d".into(),
            plain: plain.clone(),
            ..RecordRow::default()
        },
        new: true,
        changed: vec![],
        plain,
        salt: [3; 32],
        sealed: if number.is_multiple_of(10) { vec![sealed] } else { vec![] },
        keys: vec![],
        facets: None,
        terms: None,
        rows: vec![],
        erase: false,
    }
}
