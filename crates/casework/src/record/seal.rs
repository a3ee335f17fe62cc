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
    let difference = answers::differences(&staged.before, &staged.after);
    let (mut plain, sealed) = split(&staged.kind, &difference);
    let touched: BTreeSet<Compartment> = sealed.values().copied().collect();
    let open_changed = !plain.is_empty();
    plain.extend(staged.reserved.clone());
    if !staged.new && !sealed.is_empty() {
        plain.insert("$changed".into(), json!(sealed.keys().collect::<Vec<_>>()));
    }
    let parts = by_compartment(&staged.kind, &staged.after);
    let mut row = staged.row.clone();
    // What is written from here on is written under the definition that is in force now.
    let renewed = !staged.is_unchanged() && row.definition != staged.kind.hash;
    if renewed {
        row.definition.clone_from(&staged.kind.hash);
        plain.insert("$definition".into(), json!(row.definition));
    }
    let reached = row.plain.remove("$reached");
    row.plain =
        parts.get(&Compartment::Open).into_iter().flatten().map(|(p, v)| (p.to_string(), (*v).clone())).collect();
    row.plain.extend(reached.map(|reached| ("$reached".to_owned(), reached)));
    let mut rows = reserved::rows(&staged.kind, &row, &staged.after);
    rows.extend(publish::rows(staged, &row)?);
    rows.extend(staged.rows.clone());
    let mut change = RecordChange {
        entry,
        new: staged.new,
        changed: if staged.new { Vec::new() } else { changed(&difference, &touched, shows(&plain)) },
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
    seal_parts(office, actor, staged, &touched, &parts, &mut change)?;
    keep_conflicts(office, actor, staged, &mut change)?;
    if staged.new || open_changed || !staged.reserved.is_empty() || renewed {
        change.facets = Some(facets(&staged.kind, &change.row.plain));
        let (before, after) = [&staged.before, &staged.after].map(|of| answers::terms(&staged.kind, of)).into();
        change.terms = (renewed || before != after).then(|| after.into_iter().map(Term).collect());
    }
    Ok(change)
}

/// Path → the new value, nothing where it was blanked.
type Difference<'a> = BTreeMap<&'a str, Option<&'a Value>>;
/// Answers of one compartment.
type Part<'a> = BTreeMap<&'a str, &'a Value>;

/// The open changes, and the compartment of each sealed one.
fn split<'a>(kind: &Kind, difference: &Difference<'a>) -> (Map<String, Value>, BTreeMap<&'a str, Compartment>) {
    let mut plain = Map::new();
    let mut sealed = BTreeMap::new();
    for (path, value) in difference {
        match kind.compartment(path) {
            Some(Compartment::Open) => {
                plain.insert((*path).to_owned(), value.cloned().unwrap_or(Value::Null));
            }
            Some(compartment) => drop(sealed.insert(*path, compartment)),
            None => {}
        }
    }
    (plain, sealed)
}

/// The answers of each compartment.
fn by_compartment<'a>(kind: &Kind, answers: &'a Answers) -> BTreeMap<Compartment, Part<'a>> {
    let mut parts: BTreeMap<Compartment, Part<'a>> = BTreeMap::new();
    for (path, value) in answers {
        if let Some(compartment) = kind.compartment(path) {
            parts.entry(compartment).or_default().insert(path, value);
        }
    }
    parts
}

/// True when the plain part holds something that a reader of the open part sees.
pub fn shows(plain: &Map<String, Value>) -> bool {
    let silent = ["$changed", "$conflicts", "$definition", "$files", "$resolved", "$told"];
    plain.keys().any(|path| !silent.contains(&path.as_str()))
}

/// The paths whose version moves: the fields, and each compartment as a whole (`$identity`), so that a reader's
/// version is the newest over the compartments she may see.
fn changed(difference: &Difference<'_>, touched: &BTreeSet<Compartment>, open: bool) -> Vec<String> {
    let mut paths: Vec<String> = difference.keys().map(|path| (*path).to_owned()).collect();
    paths.extend(touched.iter().map(|compartment| format!("${}", compartment.name())));
    if open {
        paths.push(format!("${}", Compartment::Open.name()));
    }
    paths
}

fn seal_parts(
    office: &Office,
    actor: &Actor,
    staged: &Staged,
    touched: &BTreeSet<Compartment>,
    parts: &BTreeMap<Compartment, Part<'_>>,
    change: &mut RecordChange,
) -> Result<()> {
    if touched.is_empty() {
        return Ok(());
    }
    let keys = office.keys(actor.tenant())?;
    let nothing = Part::new();
    for compartment in touched {
        let part = parts.get(compartment).unwrap_or(&nothing);
        let text = serde_json::to_vec(part).expect("answers are JSON already");
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
    let indexed = |path: &str| kind.field(path).is_some_and(|field| field.index);
    let open: Answers = plain.iter().filter(|(path, _)| indexed(path)).map(|(p, v)| (p.clone(), v.clone())).collect();
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
