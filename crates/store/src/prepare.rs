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
        // What is now text is not needed as a tree; here it is freed by the caller's thread and not by the writer's.
        record.plain = Map::new();
        record.row.plain = Map::new();
        record.row.entries = Map::new();
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
    let plain = canonical_object(&record.plain)?;
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
        entries: canonical_object(&record.row.entries)?,
        state: canonical_object(&record.row.plain)?,
    })
}

/// The column `entry.sealed_hashes`: JSON object compartment → hexadecimal hash.
pub fn hashes_text(sealed: &[(&str, Hash)]) -> Result<String> {
    let object: Map<String, Value> =
        sealed.iter().map(|(compartment, hash)| ((*compartment).to_owned(), Value::String(hex(hash)))).collect();
    canonical_object(&object)
}

/// RFC 8785 text of a value.
pub fn canonical(value: &impl Serialize) -> Result<String> {
    serde_json_canonicalizer::to_string(value).map_err(|error| wrong(format!("not writable as JSON: {error}")))
}

/// RFC 8785 text of an object. The plain writer gives it for nearly all of them, several times as fast.
pub fn canonical_object(object: &Map<String, Value>) -> Result<String> {
    if object.iter().all(|(key, value)| key.is_ascii() && is_written_canonically(value)) {
        return serde_json::to_string(object).map_err(|error| wrong(format!("not writable as JSON: {error}")));
    }
    canonical(object)
}

/// True when `serde_json` writes a value as RFC 8785 wants it: keys of ASCII, which it sorts by their bytes, and whole
/// numbers that a double holds exactly. Texts are escaped alike by both.
fn is_written_canonically(value: &Value) -> bool {
    const EXACT: u64 = 1 << 53;
    match value {
        Value::Null | Value::Bool(_) | Value::String(_) => true,
        Value::Number(number) => number.as_i64().is_some_and(|number| number.unsigned_abs() < EXACT),
        Value::Array(values) => values.iter().all(is_written_canonically),
        Value::Object(object) => object.iter().all(|(key, value)| key.is_ascii() && is_written_canonically(value)),
    }
}

fn wrong(what: String) -> Error {
    Error::Engine(what)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn an_object_is_written_as_rfc_8785_wants_it_whichever_writer_is_taken() {
        let texts = ["", "ne: नेपाली", "\u{10FFFF}", "\"\\/\u{8}\u{c}\n\r\t\u{1f}\u{7f}\u{2028}", "<&>'"];
        let numbers = [json!(0), json!(-7), json!(9_007_199_254_740_991_i64), json!(u64::MAX), json!(1.5), json!(1e21)];
        let values = texts.iter().map(|text| json!(text)).chain(numbers).chain([json!(null), json!(true)]);
        for value in values {
            for key in ["b", "A", "$x", "names/0190/latin", "é", "\u{FFFF}", "\u{10000}"] {
                let inner = json!({"z": value, key: [value, {"b": 1, "a": value}]});
                let object =
                    Map::from_iter([(key.to_owned(), inner), ("a".into(), value.clone()), ("Z".into(), json!(2))]);
                assert_eq!(canonical_object(&object).unwrap(), canonical(&object).unwrap());
            }
        }
    }
}
