//! `verify --open`: every current sealed state and every file opens with its key.

use super::{BATCH, Found, RECORDS, Report, files};
use crate::record::row as record_row;
use crate::{Result, tenants};
use serde_json::Value;
use std::collections::BTreeMap;
use store::keys::{MasterKey, TenantKeys};
use store::{Column, Reads, RecordRow, SealedState, Store, sql};
use uuid::Uuid;

const STATES: &str = sql!(
    "SELECT s.compartment, s.entry, s.key, s.nonce, s.ciphertext, k.wrapped FROM sealed s LEFT JOIN record_key k \
     ON k.tenant = s.tenant AND k.record = s.record AND k.compartment = s.compartment \
     WHERE s.tenant = $1 AND s.record = $2"
);

/// Opens the current states of a tenant's records that are not erased, and adds those that do not open.
pub fn check(
    store: &Store,
    master: &MasterKey,
    tenant: i64,
    report: &mut Report,
    progress: &mut dyn FnMut(i64),
) -> Result<()> {
    let mut after = Uuid::nil();
    let mut keys = None;
    loop {
        // A record that does not read is named by the fold.
        let rows = store.read(|reads| {
            let read = |column: &Column<'_>| Ok((column.get::<Uuid>(0)?, record_row(column).ok()));
            reads.all(RECORDS, &[tenant.into(), after.into(), BATCH.into()], read)
        })?;
        // In a damaged file, which the fold names, an index may lead back.
        let Some((last, _)) = rows.last().filter(|(last, _)| *last > after) else { return Ok(()) };
        after = *last;
        let rows = rows.iter().filter_map(|(_, row)| row.as_ref());
        for row in rows.filter(|row| !row.erased && !row.entries.is_empty()) {
            if keys.is_none() {
                keys = Some(tenants::open_keys(store, master, tenant)?);
            }
            let Some(keys) = &keys else { continue };
            store.read(|reads| record(reads, keys, row, report))?;
            store.read(|reads| files::open(reads, keys, row.id, report))?;
            report.opened += 1;
        }
        progress(report.opened);
    }
}

/// A compartment's row and its wrapped key.
type State = (SealedState, Option<Vec<u8>>);

fn record(reads: &mut Reads<'_>, keys: &TenantKeys, row: &RecordRow, report: &mut Report) -> Result<()> {
    let mut states: BTreeMap<(String, Uuid), State> = BTreeMap::new();
    reads.each(STATES, &[keys.tenant().into(), row.id.into()], |column| -> store::Result<()> {
        let (name, entry): (String, Uuid) = (column.get(0)?, column.get(1)?);
        let nonce: Vec<u8> = column.get(3)?;
        let state = SealedState {
            compartment: forms::Compartment::from_name(&name).map_or("", |compartment| compartment.name()),
            key: column.get(2)?,
            // A nonce of another length opens nothing, as this one.
            nonce: nonce.try_into().unwrap_or_default(),
            ciphertext: column.get(4)?,
        };
        states.insert((name, entry), (state, column.get(5)?));
        Ok(())
    })?;
    for (name, entry) in &row.entries {
        let what = match entry.as_str().and_then(|id| id.parse::<Uuid>().ok()) {
            Some(entry) => opens(keys, row.id, name, entry, states.get(&(name.clone(), entry))),
            None => Some("its record names no entry"),
        };
        if let Some(what) = what {
            report.faults.push(Found {
                table: "sealed".into(),
                row: row.id.to_string(),
                seq: row.version,
                what: format!("{name}: {what}"),
            });
        }
    }
    Ok(())
}

/// What keeps a state from opening; nothing when it opens to answers.
fn opens(keys: &TenantKeys, record: Uuid, name: &str, entry: Uuid, state: Option<&State>) -> Option<&'static str> {
    let Some((state, wrapped)) = state else { return Some("the state its record names is missing") };
    let Some(wrapped) = wrapped else { return Some("its key is missing") };
    let Ok(key) = keys.unwrap(record, name, wrapped) else { return Some("its key does not open") };
    let Ok(text) = keys.open_state(&key, record, entry, state) else { return Some("it does not open") };
    serde_json::from_slice::<BTreeMap<String, Value>>(&text).is_err().then_some("what was sealed does not read")
}
