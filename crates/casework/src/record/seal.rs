//! From a staged record to its entry: the plain part, the sealed parts, and the rows that follow from them.

use super::stage::Staged;
use crate::actor::Actor;
use crate::{Office, Result, publish, reserved};
use forms::answers::{self, Answers};
use forms::{Compartment, Kind};
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};
use store::keys::DataKey;
use store::{Facet, Param, RecordChange, RecordKey, Row, Table, Term};

/// The entry of a staged record, with its new state sealed.
///
/// # Errors
/// What sealing says.
pub fn record_change(office: &Office, actor: &Actor, staged: &Staged) -> Result<RecordChange> {
    let entry = office.new_id();
    let difference = answers::diff(&staged.before, &staged.after);
    let (mut plain, touched) = split(&staged.kind, &difference);
    plain.extend(staged.reserved.clone());
    let sealed: Vec<&String> = difference
        .keys()
        .filter(|path| staged.kind.compartment(path).is_some_and(|c| c != Compartment::Open))
        .collect();
    if !staged.new && !sealed.is_empty() {
        plain.insert("$changed".into(), json!(sealed));
    }
    let mut row = staged.row.clone();
    // What is written from here on is written under the definition that is in force now.
    let renewed = !staged.is_unchanged() && row.definition != staged.kind.hash;
    if renewed {
        row.definition.clone_from(&staged.kind.hash);
        plain.insert("$definition".into(), json!(row.definition));
    }
    row.plain = open_state(&staged.kind, &staged.after);
    if let Some(reached) = staged.row.plain.get("$reached") {
        row.plain.insert("$reached".into(), reached.clone());
    }
    let mut rows = reserved::rows(&staged.kind, &row, &staged.after);
    rows.extend(publish::rows(staged, &row)?);
    rows.extend(staged.files.clone());
    let mut change = RecordChange {
        entry,
        new: staged.new,
        changed: changed(&difference, &touched, shows(&plain)),
        salt: salt(),
        sealed: Vec::new(),
        keys: Vec::new(),
        facets: None,
        terms: None,
        erase: false,
        rows,
        plain,
        row,
    };
    seal_parts(office, actor, staged, &touched, &mut change)?;
    keep_conflicts(office, actor, staged, &mut change)?;
    if staged.new
        || difference.keys().any(|p| staged.kind.compartment(p) == Some(Compartment::Open))
        || !staged.reserved.is_empty()
        || renewed
    {
        change.facets = Some(facets(&staged.kind, &change.row.plain));
        let (before, after) = [&staged.before, &staged.after].map(|of| answers::terms(&staged.kind, of)).into();
        change.terms = (renewed || before != after).then(|| after.into_iter().map(Term).collect());
    }
    Ok(change)
}

/// The open changes, and the compartments that changes fall into.
fn split(kind: &Kind, difference: &BTreeMap<String, Option<Value>>) -> (Map<String, Value>, BTreeSet<Compartment>) {
    let mut plain = Map::new();
    let mut touched = BTreeSet::new();
    for (path, value) in difference {
        match kind.compartment(path) {
            Some(Compartment::Open) => {
                plain.insert(path.clone(), value.clone().unwrap_or(Value::Null));
            }
            Some(compartment) => {
                touched.insert(compartment);
            }
            None => {}
        }
    }
    (plain, touched)
}

/// True when the plain part holds something that a reader of the open part sees.
pub fn shows(plain: &Map<String, Value>) -> bool {
    let silent = ["$changed", "$conflicts", "$definition", "$files", "$resolved"];
    plain.keys().any(|path| !silent.contains(&path.as_str()))
}

/// The paths whose version moves: the fields, and each compartment as a whole (`$identity`), so that a reader's
/// version is the newest over the compartments she may see.
fn changed(difference: &BTreeMap<String, Option<Value>>, touched: &BTreeSet<Compartment>, open: bool) -> Vec<String> {
    let mut paths: Vec<String> = difference.keys().cloned().collect();
    paths.extend(touched.iter().map(|compartment| format!("${}", compartment.name())));
    if open {
        paths.push(format!("${}", Compartment::Open.name()));
    }
    paths
}

fn open_state(kind: &Kind, answers: &Answers) -> Map<String, Value> {
    answers
        .iter()
        .filter(|(path, _)| kind.compartment(path) == Some(Compartment::Open))
        .map(|(path, value)| (path.clone(), value.clone()))
        .collect()
}

fn seal_parts(
    office: &Office,
    actor: &Actor,
    staged: &Staged,
    touched: &BTreeSet<Compartment>,
    change: &mut RecordChange,
) -> Result<()> {
    if touched.is_empty() {
        return Ok(());
    }
    let keys = office.keys(actor.tenant())?;
    for compartment in touched {
        let part: BTreeMap<&String, &Value> =
            staged.after.iter().filter(|(path, _)| staged.kind.compartment(path) == Some(*compartment)).collect();
        let text = serde_json::to_vec(&part).expect("answers are JSON already");
        let name = compartment.name();
        let id = staged.row.id;
        let state = match staged.keys.get(compartment) {
            Some(key) => keys.seal_state(key, id, name, change.entry, &text),
            None => {
                let key = keys.data_key();
                change.keys.push(RecordKey { compartment: name, wrapped: keys.wrap(id, name, &key) });
                keys.seal_state(&key, id, name, change.entry, &text)
            }
        };
        change.sealed.push(state);
        change.row.entries.insert(name.into(), json!(change.entry));
    }
    Ok(())
}

pub(super) static CONFLICT: Table = Table {
    name: "conflict",
    columns: &["id", "record", "path", "compartment", "base", "account", "at", "key", "nonce", "value", "open"],
    key: 1,
};

/// What was wanted for a field that someone else changed meanwhile, sealed whatever its compartment, under the record's
/// own key: erasing the record makes it unreadable, in backups too.
fn keep_conflicts(office: &Office, actor: &Actor, staged: &Staged, change: &mut RecordChange) -> Result<()> {
    let keys = office.keys(actor.tenant())?;
    let mut noted = Vec::new();
    let mut made: BTreeMap<Compartment, DataKey> = BTreeMap::new();
    for conflict in &staged.conflicts {
        let id = office.new_id();
        let text = serde_json::to_vec(&conflict.value).expect("answers are JSON already");
        let key = match staged.keys.get(&conflict.compartment) {
            Some(key) => key,
            None => made.entry(conflict.compartment).or_insert_with(|| {
                let (key, compartment) = (keys.data_key(), conflict.compartment.name());
                change.keys.push(RecordKey { compartment, wrapped: keys.wrap(staged.row.id, compartment, &key) });
                key
            }),
        };
        let sealed = keys.seal_box_under(key, "conflict", id.as_bytes(), &text);
        noted.push(json!({"id": id, "path": conflict.path, "base": conflict.base}));
        change.rows.push(Row {
            table: &CONFLICT,
            values: vec![
                id.into(),
                staged.row.id.into(),
                conflict.path.clone().into(),
                conflict.compartment.name().into(),
                conflict.base.into(),
                actor.id().into(),
                office.now().into(),
                sealed.key.into(),
                Param::Bytes(sealed.nonce.to_vec()),
                sealed.ciphertext.into(),
                true.into(),
            ],
            delete: false,
        });
    }
    if !noted.is_empty() {
        change.plain.insert("$conflicts".into(), Value::Array(noted));
    }
    Ok(())
}

/// Indexed answers and the moments its stages were reached.
pub fn facets(kind: &Kind, plain: &Map<String, Value>) -> Vec<Facet> {
    let open: Answers =
        plain.iter().filter(|(p, _)| !p.starts_with('$')).map(|(p, v)| (p.clone(), v.clone())).collect();
    let mut found: Vec<Facet> =
        answers::facets(kind, &open).into_iter().map(|(field, value, rank)| Facet { field, value, rank }).collect();
    if let Some(Value::Object(reached)) = plain.get("$reached") {
        found.extend(reached.iter().map(|(stage, at)| Facet {
            field: format!("$stage:{stage}"),
            value: String::new(),
            rank: at.as_f64().unwrap_or(0.0),
        }));
    }
    found.dedup_by(|a, b| a.field == b.field && a.value == b.value);
    found
}

/// A salt for a plain part, from the operating system.
pub(super) fn salt() -> [u8; 32] {
    let mut salt = [0; 32];
    crate::office::fill(&mut salt);
    salt
}
