//! The tables that a change writes, and how each is written.

use super::RecordId;
use crate::change::{RecordRow, Row, Table};
use crate::engine::Connection;
use crate::prepare::{Part, canonical_object};
use crate::rows::{self, Rows, Taken};
use crate::sql::sql;
use crate::{Param, RecordChange, Result};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

macro_rules! table {
    ($name:ident, $text:literal, $key:literal, [$($column:literal),* $(,)?]) => {
        pub static $name: Table = Table { name: $text, columns: &[$($column),*], key: $key };
    };
}
table!(
    ENTRY,
    "entry",
    1,
    [
        "seq",
        "id",
        "tx",
        "record",
        "kind",
        "actor",
        "device",
        "happened",
        "recorded",
        "plain_mac",
        "sealed_hashes",
        "previous",
        "hash",
    ]
);
table!(ENTRY_PLAIN, "entry_plain", 1, ["seq", "salt", "plain"]);
table!(
    RECORD,
    "record",
    1,
    [
        "id",
        "kind",
        "site",
        "owner",
        "author",
        "root",
        "parent",
        "person",
        "stage",
        "opened",
        "definition",
        "first",
        "version",
        "tree",
        "numbered",
        "erased",
        "entries",
        "fields",
        "plain",
    ]
);
table!(SEALED, "sealed", 3, ["record", "compartment", "entry", "key", "nonce", "ciphertext"]);
table!(RECORD_KEY, "record_key", 2, ["record", "compartment", "wrapped"]);
table!(FACET, "facet", 3, ["record", "field", "value", "kind", "rank"]);
table!(TERM, "term", 2, ["record", "term", "kind"]);
table!(JOB, "job", 1, ["id", "name", "payload", "due", "tries", "state", "error"]);
table!(DEFINITION, "definition", 1, ["hash", "kind", "body", "created"]);

pub fn write_records(connection: &mut Connection, records: &BTreeMap<RecordId, (RecordRow, &Part)>) -> Result<()> {
    let mut rows = Rows::new(&RECORD);
    for ((tenant, _), (row, part)) in records {
        let values: [Param; 19] = [
            row.id.into(),
            row.kind.clone().into(),
            row.site.into(),
            row.owner.into(),
            row.author.into(),
            row.root.into(),
            row.parent.into(),
            row.person.into(),
            row.stage.clone().into(),
            row.opened.into(),
            row.definition.clone().into(),
            row.first.into(),
            row.version.into(),
            row.tree.into(),
            row.numbered.into(),
            row.erased.into(),
            part.entries.clone().into(),
            canonical_object(&row.fields)?.into(),
            part.state.clone().into(),
        ];
        rows.push(*tenant, values);
    }
    rows.insert(connection, Taken::Replace)
}

/// Moves roots that were not changed themselves.
pub fn move_trees(connection: &mut Connection, trees: &BTreeMap<RecordId, i64>) -> Result<()> {
    if trees.is_empty() {
        return Ok(());
    }
    let mut sql = String::from("UPDATE record SET tree = moved.column3 FROM (VALUES ");
    rows::tuples(&mut sql, trees.len(), 3);
    sql.push_str(") AS moved WHERE record.tenant = moved.column1 AND record.id = moved.column2");
    let params: Vec<Param> =
        trees.iter().flat_map(|((tenant, root), seq)| [(*tenant).into(), (*root).into(), (*seq).into()]).collect();
    connection.run(&sql, &params).map(drop)
}

fn keys_of(keys: impl IntoIterator<Item = RecordId>) -> Vec<Vec<Param>> {
    keys.into_iter().map(|(tenant, record)| vec![tenant.into(), record.into()]).collect()
}

pub fn write_facets(
    connection: &mut Connection,
    facets: &BTreeMap<RecordId, &RecordChange>,
    old: &BTreeSet<RecordId>,
) -> Result<()> {
    let outdated = keys_of(facets.keys().filter(|key| old.contains(key)).copied());
    rows::delete(connection, "facet", &["record"], &outdated)?;
    let mut rows = Rows::new(&FACET);
    for ((tenant, record), change) in facets {
        for facet in change.facets.iter().flatten() {
            let values: [Param; 5] = [
                (*record).into(),
                facet.field.clone().into(),
                facet.value.clone().into(),
                change.row.kind.clone().into(),
                facet.rank.into(),
            ];
            rows.push(*tenant, values);
        }
    }
    rows.insert(connection, Taken::Fail)
}

pub fn write_terms(
    connection: &mut Connection,
    terms: &BTreeMap<RecordId, &RecordChange>,
    old: &BTreeSet<RecordId>,
) -> Result<()> {
    let outdated = keys_of(terms.keys().filter(|key| old.contains(key)).copied());
    rows::delete(connection, "term", &["record"], &outdated)?;
    let mut rows = Rows::new(&TERM);
    for ((tenant, record), change) in terms {
        for term in change.terms.iter().flatten() {
            let values: [Param; 3] = [(*record).into(), term.0.clone().into(), change.row.kind.clone().into()];
            rows.push(*tenant, values);
        }
    }
    rows.insert(connection, Taken::Fail)
}

pub fn write_folds(
    connection: &mut Connection,
    folds: &BTreeMap<&'static str, BTreeMap<String, (i64, &Row)>>,
) -> Result<()> {
    for rows_by_key in folds.values() {
        let Some((_, first)) = rows_by_key.values().next() else { continue };
        let table = first.table;
        let mut kept = Rows::new(table);
        let mut gone = Vec::new();
        for (tenant, row) in rows_by_key.values() {
            if row.delete {
                let key = row.values[..table.key].iter().cloned();
                gone.push(std::iter::once(Param::Int(*tenant)).chain(key).collect());
            } else {
                kept.push(*tenant, row.values.iter().cloned());
            }
        }
        rows::delete(connection, table.name, &table.columns[..table.key], &gone)?;
        kept.insert(connection, Taken::Replace)?;
    }
    Ok(())
}

/// Deletes what an erasure takes away: data keys, sealed states, files, notices, salts and plain parts of earlier entries. The
/// commitments in `entry` stay, so the chain still verifies.
pub fn erase(connection: &mut Connection, tenant: i64, record: Uuid, seq: i64) -> Result<()> {
    let key = [vec![Param::Int(tenant), Param::Uuid(record)]];
    rows::delete(connection, "record_key", &["record"], &key)?;
    rows::delete(connection, "sealed", &["record"], &key)?;
    connection.run(
        sql!(
            "DELETE FROM file_chunk WHERE tenant = $1 AND file IN (SELECT id FROM file WHERE tenant = $1 AND record = $2)"
        ),
        &key[0],
    )?;
    for table in ["file", "notice", "notice_read"] {
        rows::delete(connection, table, &["record"], &key)?;
    }
    connection.run(
        sql!(
            "DELETE FROM entry_plain WHERE tenant = $1
         AND seq IN (SELECT seq FROM entry WHERE tenant = $1 AND record = $2 AND seq < $3)"
        ),
        &[tenant.into(), record.into(), seq.into()],
    )?;
    Ok(())
}
