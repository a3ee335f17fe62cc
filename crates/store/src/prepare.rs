//! What can be done for a change before the writer takes it: checks, canonical texts, commitments.

use crate::access::Texts;
use crate::ledger::{self, Hash, Sealed, hex};
use crate::{Change, Error, RecordChange, Result};
use serde::Serialize;
use serde_json::{Map, Value};
use std::collections::{BTreeSet, HashSet};
use uuid::Uuid;

/// Entries one change may hold; larger imports are several changes.
pub const RECORDS_MAX: usize = 5_000;

/// A change ready for the writer.
pub struct Prepared {
    pub tenant: i64,
    pub change: Change,
    pub parts: Vec<Part>,
    pub access: Vec<Texts>,
    /// Roots and records it writes.
    pub written: HashSet<Uuid>,
    /// Roots it read.
    pub read: HashSet<Uuid>,
}

/// The computed parts of one [`RecordChange`].
pub struct Part {
    pub plain: String,
    pub mac: Hash,
    /// Sorted by compartment.
    pub sealed: Vec<(&'static str, Hash)>,
    pub sealed_hashes: String,
    pub entries: String,
    pub state: String,
}

/// Checks and prepares `change`.
///
/// # Errors
/// [`Error::Engine`] naming what the closure stated wrongly.
pub fn prepare(tenant: i64, mut change: Change) -> Result<Prepared> {
    if change.records.len() > RECORDS_MAX || change.read.len() > RECORDS_MAX {
        return Err(wrong(format!("a change holds at most {RECORDS_MAX} entries and as many roots read")));
    }
    let mut parts = Vec::with_capacity(change.records.len());
    for record in &mut change.records {
        tidy(record)?;
        parts.push(part(tenant, record)?);
    }
    let access = change.access.iter().map(Texts::new).collect::<Result<_>>()?;
    let written = change.records.iter().flat_map(|record| [record.row.root, record.row.id]).collect();
    let read = change.read.iter().map(|(root, _)| *root).collect();
    Ok(Prepared { tenant, change, parts, access, written, read })
}

/// Checks one record's part and brings it into the one form it is stored in.
fn tidy(record: &mut RecordChange) -> Result<()> {
    let id = record.row.id;
    if record.erase {
        if !record.sealed.is_empty() || !record.keys.is_empty() || record.new {
            return Err(wrong(format!("record {id}: an erasure seals nothing and is of a record that exists")));
        }
        record.plain.insert("$erased".into(), Value::Bool(true));
        record.row.erased = true;
        record.row.entries = Map::new();
        record.facets.get_or_insert_default();
        record.terms.get_or_insert_default();
    }
    let compartments: BTreeSet<&str> = record.sealed.iter().map(|state| state.compartment).collect();
    if compartments.len() != record.sealed.len() {
        return Err(wrong(format!("record {id}: two states of one compartment in one entry")));
    }
    for state in &record.sealed {
        record.row.entries.insert(state.compartment.into(), Value::String(record.entry.to_string()));
    }
    if let Some(facets) = &mut record.facets {
        if let Some(facet) = facets.iter().find(|facet| !facet.rank.is_finite()) {
            return Err(wrong(format!("record {id}: the rank of facet {} is not a number", facet.field)));
        }
        facets.sort_by(|a, b| (&a.field, &a.value).cmp(&(&b.field, &b.value)));
        facets.dedup_by(|a, b| a.field == b.field && a.value == b.value);
    }
    if let Some(terms) = &mut record.terms {
        terms.sort_by(|a, b| a.0.cmp(&b.0));
        terms.dedup();
    }
    for row in &record.rows {
        let wanted = if row.delete { row.table.key } else { row.table.columns.len() };
        if row.values.len() < wanted || row.values.len() > row.table.columns.len() {
            return Err(wrong(format!("record {id}: a row of {} has {} values", row.table.name, row.values.len())));
        }
    }
    Ok(())
}

fn part(tenant: i64, record: &RecordChange) -> Result<Part> {
    let plain = canonical(&record.plain)?;
    let mut sealed: Vec<(&'static str, Hash)> = record
        .sealed
        .iter()
        .map(|state| {
            let row = Sealed {
                tenant,
                record: record.row.id,
                compartment: state.compartment,
                entry: record.entry,
                key: &state.key,
                nonce: &state.nonce,
                ciphertext: &state.ciphertext,
            };
            (state.compartment, ledger::sealed_hash(&row))
        })
        .collect();
    sealed.sort_unstable();
    Ok(Part {
        mac: ledger::plain_mac(&record.salt, &plain),
        plain,
        sealed_hashes: hashes_text(&sealed)?,
        sealed,
        entries: canonical(&record.row.entries)?,
        state: canonical(&record.row.plain)?,
    })
}

/// The column `entry.sealed_hashes`: JSON object compartment → hexadecimal hash.
pub fn hashes_text(sealed: &[(&str, Hash)]) -> Result<String> {
    let object: Map<String, Value> =
        sealed.iter().map(|(compartment, hash)| ((*compartment).to_owned(), Value::String(hex(hash)))).collect();
    canonical(&object)
}

/// RFC 8785 text of a value.
pub fn canonical(value: &impl Serialize) -> Result<String> {
    serde_json_canonicalizer::to_string(value).map_err(|error| wrong(format!("not writable as JSON: {error}")))
}

fn wrong(what: String) -> Error {
    Error::Engine(what)
}
