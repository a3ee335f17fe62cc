//! Reading a record's row, what it means for an actor, and its sealed parts.

use super::stage::Staged;
use crate::actor::{Actor, Staff};
use crate::rights::Facts;
use crate::{Error, Office, Result};
use forms::{Compartment, FieldType, Kind, Mission};
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};
use store::keys::DataKey;
use store::sql;
use store::{Column, Param, Reads, RecordRow};
use uuid::Uuid;

/// A record's row beside that of its root.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// The record.
    pub row: RecordRow,
    /// What scope and access come from.
    pub root: Root,
}

/// The part of the root's row that scope and access come from.
#[derive(Clone, Debug, Default)]
pub struct Root {
    /// Its id.
    pub id: Uuid,
    /// Its site.
    pub site: Option<Uuid>,
    /// Its owner.
    pub owner: Option<Uuid>,
    /// The person it is about.
    pub person: Option<Uuid>,
    /// Seq of the last entry in its tree: what a change states as read.
    pub tree: i64,
}

/// Columns of `record` in the order [`row`] reads them.
pub const COLUMNS: &str = "r.id, r.kind, r.site, r.owner, r.author, r.root, r.parent, r.person, r.stage, r.opened, \
     r.definition, r.first, r.version, r.tree, r.numbered, r.erased, r.entries, r.fields, r.plain";

const ONE: &str = sql!(
    "SELECT r.id, r.kind, r.site, r.owner, r.author, r.root, r.parent, r.person, r.stage, r.opened, \
     r.definition, r.first, r.version, r.tree, r.numbered, r.erased, r.entries, r.fields, r.plain, \
     root.id, root.site, root.owner, root.person, root.tree \
     FROM record r JOIN record root ON root.tenant = r.tenant AND root.id = r.root \
     WHERE r.tenant = $1 AND r.id = $2"
);

fn sealed_sql(places: &str) -> String {
    format!(
        "SELECT s.compartment, s.entry, s.key, s.nonce, s.ciphertext, k.wrapped \
     FROM sealed s JOIN record_key k ON k.tenant = s.tenant AND k.record = s.record AND k.compartment = s.compartment \
     WHERE s.tenant = $1 AND s.record = $2 AND s.entry IN ({places})"
    )
}

/// The roots of the records about some persons, each with the person it was found for.
fn about_sql(places: &str) -> String {
    format!(
        "SELECT DISTINCT r.id, r.kind, r.site, r.owner, r.author, r.root, r.parent, r.person, r.stage, r.opened, \
     r.definition, r.first, r.version, r.tree, r.numbered, r.erased, r.entries, r.fields, r.plain, a.person \
     FROM record a JOIN record r ON r.tenant = a.tenant AND r.id = a.root WHERE a.tenant = $1 AND r.erased = FALSE AND a.person IN ({places})"
    )
}

fn many_sql(places: &str) -> String {
    format!(
        "SELECT r.id, r.kind, r.site, r.owner, r.author, r.root, r.parent, r.person, r.stage, r.opened, \
     r.definition, r.first, r.version, r.tree, r.numbered, r.erased, r.entries, r.fields, r.plain, \
     root.id, root.site, root.owner, root.person, root.tree \
     FROM record r JOIN record root ON root.tenant = r.tenant AND root.id = r.root \
     WHERE r.tenant = $1 AND r.id IN ({places})"
    )
}

/// Reads the columns of [`COLUMNS`].
///
/// # Errors
/// A column that is not of its type, or JSON that does not read.
pub fn row(column: &Column<'_>) -> store::Result<RecordRow> {
    Ok(RecordRow {
        id: column.get(0)?,
        kind: column.get(1)?,
        site: column.get(2)?,
        owner: column.get(3)?,
        author: column.get(4)?,
        root: column.get(5)?,
        parent: column.get(6)?,
        person: column.get(7)?,
        stage: column.get(8)?,
        opened: column.get(9)?,
        definition: column.get(10)?,
        first: column.get(11)?,
        version: column.get(12)?,
        tree: column.get(13)?,
        numbered: column.get(14)?,
        erased: column.get(15)?,
        entries: json(column, 16)?,
        fields: json(column, 17)?,
        plain: json(column, 18)?,
    })
}

/// Reads a JSON object column.
pub(crate) fn json(column: &Column<'_>, index: usize) -> store::Result<Map<String, Value>> {
    let text: String = column.get(index)?;
    serde_json::from_str(&text).map_err(|error| store::Error::Damaged {
        table: "record",
        row: format!("column {index}"),
        what: error.to_string(),
    })
}

/// The record `id` with its root, if it exists.
///
/// # Errors
/// What the store says.
pub fn one(reads: &mut Reads<'_>, tenant: i64, id: Uuid) -> Result<Option<Loaded>> {
    Ok(reads.first(ONE, &[tenant.into(), id.into()], loaded)?)
}

/// Reads the columns of a record and of its root.
pub(crate) fn loaded(column: &Column<'_>) -> store::Result<Loaded> {
    let root = Root {
        id: column.get(19)?,
        site: column.get(20)?,
        owner: column.get(21)?,
        person: column.get(22)?,
        tree: column.get(23)?,
    };
    Ok(Loaded { row: row(column)?, root })
}

/// What [`crate::rights::decide`] needs to know of a record that exists.
///
/// # Errors
/// What the store says.
pub fn facts(reads: &mut Reads<'_>, actor: &Actor, mission: &Mission, loaded: &Loaded, now: i64) -> Result<Facts> {
    let mut all = facts_of_many(reads, actor, mission, std::slice::from_ref(loaded), now)?;
    Ok(all.pop().unwrap_or_default())
}

/// The facts that stand in the rows themselves.
pub fn plain_facts(kind: &Kind, row: &RecordRow, root: &Root) -> Facts {
    let mut since: BTreeMap<String, i64> = BTreeMap::new();
    if let Some(Value::Object(reached)) = row.plain.get("$reached") {
        for (stage, at) in reached {
            since.insert(format!("stage:{stage}"), at.as_i64().unwrap_or(0));
        }
    }
    let is_day = |path: &str| kind.field(path).is_some_and(|field| field.index && field.r#type == FieldType::Date);
    let days = row.plain.iter().filter(|(path, _)| is_day(path)).map(|(p, v)| (p.clone(), v.clone())).collect();
    for (field, _, rank) in forms::answers::facets(kind, &days) {
        since.insert(field, (rank * 86_400_000_000.0) as i64);
    }
    Facts {
        record: row.id,
        site: root.site,
        owner: root.owner,
        author: row.author,
        person: root.person,
        stage: row.stage.clone(),
        opened: row.opened,
        since,
        ..Facts::default()
    }
}

/// The open answers of a row, without its reserved paths.
pub fn answers_of(row: &RecordRow) -> forms::answers::Answers {
    row.plain.iter().filter(|(path, _)| !path.starts_with('$')).map(|(p, v)| (p.clone(), v.clone())).collect()
}

/// How she stands to a root record by a row of another record.
enum Relation {
    /// Assigned to it, with this task.
    Assigned(String),
    /// It is shared with her: the compartments that are named.
    Shared(BTreeSet<Compartment>),
    /// She broke the glass before it.
    BrokenGlass,
}

impl Relation {
    fn add(&self, facts: &mut Facts) {
        match self {
            Self::Assigned(task) => {
                facts.assigned.insert(task.clone());
            }
            Self::Shared(parts) => {
                facts.shared = true;
                facts.lent.extend(parts);
            }
            Self::BrokenGlass => facts.broken_glass = true,
        }
    }
}

/// The sealed compartments of a record that hold something.
pub fn filled(row: &RecordRow) -> BTreeSet<Compartment> {
    row.entries.keys().filter_map(|name| Compartment::from_name(name)).collect()
}

/// What was sealed, opened.
#[derive(Default)]
pub struct Opened {
    /// Path → value.
    pub answers: BTreeMap<String, Value>,
    /// The data key of each compartment that has one.
    pub keys: BTreeMap<Compartment, DataKey>,
}

/// Opens the current sealed state of `wanted` compartments of a record.
///
/// # Errors
/// [`Error::Store`] when a row is missing, is not the one the record names, or does not open.
pub fn open_sealed(
    office: &Office,
    reads: &mut Reads<'_>,
    tenant: i64,
    row: &RecordRow,
    wanted: &BTreeSet<Compartment>,
) -> Result<Opened> {
    let mut entries: Vec<(Compartment, Uuid)> = Vec::new();
    for compartment in wanted {
        if let Some(entry) = row.entries.get(compartment.name()).and_then(Value::as_str) {
            entries.push((*compartment, parse_id(entry)?));
        }
    }
    if entries.is_empty() {
        return Ok(Opened::default());
    }
    let rows = sealed_rows(reads, tenant, row.id, &entries)?;
    let keys = office.keys(tenant)?;
    let mut opened = Opened::default();
    for (compartment, entry) in entries {
        let (state, wrapped) =
            rows.get(&(compartment.name(), entry)).ok_or_else(|| damaged(row, compartment, "is missing"))?;
        let key = keys.unwrap(row.id, compartment.name(), wrapped)?;
        let text = keys.open_state(&key, row.id, entry, state)?;
        let part: BTreeMap<String, Value> =
            serde_json::from_slice(&text).map_err(|_| damaged(row, compartment, "does not read"))?;
        opened.answers.extend(part);
        opened.keys.insert(compartment, key);
    }
    Ok(opened)
}

const KEYS: &str = sql!("SELECT compartment, wrapped FROM record_key WHERE tenant = $1 AND record = $2");

/// Adds the data keys of a staged record that are not opened yet.
///
/// # Errors
/// [`Error::Store`] for a key that does not open.
pub fn missing_keys(office: &Office, reads: &mut Reads<'_>, tenant: i64, staged: &mut Staged) -> Result<()> {
    let id = staged.row.id;
    let rows: Vec<(String, Vec<u8>)> =
        reads.all(KEYS, &[tenant.into(), id.into()], |column| Ok((column.get(0)?, column.get(1)?)))?;
    let keys = office.keys(tenant)?;
    for (name, wrapped) in rows {
        if let Some(compartment) = Compartment::from_name(&name)
            && !staged.keys.contains_key(&compartment)
        {
            staged.keys.insert(compartment, keys.unwrap(id, compartment.name(), &wrapped)?);
        }
    }
    Ok(())
}

type SealedRows = BTreeMap<(&'static str, Uuid), (store::SealedState, Vec<u8>)>;

fn sealed_rows(
    reads: &mut Reads<'_>,
    tenant: i64,
    record: Uuid,
    entries: &[(Compartment, Uuid)],
) -> Result<SealedRows> {
    let distinct: BTreeSet<Uuid> = entries.iter().map(|(_, entry)| *entry).collect();
    let mut params: Vec<Param> = vec![tenant.into(), record.into()];
    let sql = sealed_sql(&places(3, distinct.len()));
    params.extend(distinct.into_iter().map(Param::Uuid));
    let rows = reads.all(&sql, &params, |column| {
        let state = sealed_state(column, 0, 2)?;
        Ok(((state.compartment, column.get::<Uuid>(1)?), (state, column.get::<Vec<u8>>(5)?)))
    })?;
    Ok(rows.into_iter().collect())
}

fn damaged(row: &RecordRow, compartment: Compartment, what: &str) -> Error {
    Error::Store(store::Error::Damaged {
        table: "sealed",
        row: format!("{} {}", row.id, compartment.name()),
        what: format!("the state its record names {what}"),
    })
}

/// Reads an id out of a JSON text.
pub(crate) fn parse_id(text: &str) -> Result<Uuid> {
    text.parse().map_err(|_| {
        Error::Store(store::Error::Damaged {
            table: "record",
            row: text.chars().take(40).collect(),
            what: "not an id".into(),
        })
    })
}

fn rows_sql(places: &str) -> String {
    format!(
        "SELECT r.id, r.kind, r.site, r.owner, r.author, r.root, r.parent, r.person, r.stage, r.opened, \
     r.definition, r.first, r.version, r.tree, r.numbered, r.erased, r.entries, r.fields, r.plain \
     FROM record r WHERE r.tenant = $1 AND r.erased = FALSE AND r.id IN ({places})"
    )
}

/// The rows of `ids` that exist.
///
/// # Errors
/// What the store says.
pub fn rows_of(reads: &mut Reads<'_>, tenant: i64, ids: &BTreeSet<Uuid>) -> Result<Vec<RecordRow>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let (places, mut params) = (places(2, ids.len()), vec![tenant.into()]);
    params.extend(ids.iter().copied().map(Param::Uuid));
    Ok(reads.all(&rows_sql(&places), &params, row)?)
}

/// The records of `ids` that exist, with their roots, in the order of `ids`.
///
/// # Errors
/// What the store says.
pub fn many(reads: &mut Reads<'_>, tenant: i64, ids: &[Uuid]) -> Result<Vec<Loaded>> {
    let distinct: BTreeSet<Uuid> = ids.iter().copied().collect();
    if distinct.is_empty() {
        return Ok(Vec::new());
    }
    let sql = many_sql(&places(2, distinct.len()));
    let mut params: Vec<Param> = vec![tenant.into()];
    params.extend(distinct.into_iter().map(Param::Uuid));
    let mut found: BTreeMap<Uuid, Loaded> =
        reads.all(&sql, &params, loaded)?.into_iter().map(|loaded| (loaded.row.id, loaded)).collect();
    Ok(ids.iter().filter_map(|id| found.remove(id)).collect())
}

/// The facts of many records, read with a fixed number of statements.
///
/// # Errors
/// What the store says.
pub fn facts_of_many(
    reads: &mut Reads<'_>,
    actor: &Actor,
    mission: &Mission,
    loaded: &[Loaded],
    now: i64,
) -> Result<Vec<Facts>> {
    let nothing = Kind::default();
    let mut facts: Vec<Facts> = loaded
        .iter()
        .map(|one| plain_facts(mission.kinds.get(&one.row.kind).map_or(&nothing, |kind| kind), &one.row, &one.root))
        .collect();
    let Actor::Staff(staff) = actor else { return Ok(facts) };
    let relations = relations_of(reads, staff, loaded.iter().map(|one| one.root.id).collect(), now)?;
    for (one, facts) in loaded.iter().zip(facts.iter_mut()) {
        relations.iter().filter(|(root, _)| *root == one.root.id).for_each(|(_, relation)| relation.add(facts));
    }
    let persons: BTreeSet<Uuid> = loaded.iter().filter(|one| one.row.kind == "person").map(|one| one.row.id).collect();
    let mut about = about_many(reads, staff, &persons, now)?;
    for (one, facts) in loaded.iter().zip(facts.iter_mut()) {
        facts.about = about.remove(&one.row.id).unwrap_or_default();
    }
    Ok(facts)
}

fn relations_sql(list: &str) -> String {
    format!(
        "SELECT root, 'assignment', task FROM assignment WHERE tenant = $1 AND account = $2 \
         AND (until = 0 OR until > $3) AND root IN ({list}) \
         UNION ALL SELECT s.root, 'share', r.plain FROM share s JOIN record r ON r.tenant = s.tenant AND r.id = s.id \
         WHERE s.tenant = $1 AND s.account = $2 AND (s.until = 0 OR s.until > $3) AND s.root IN ({list}) \
         UNION ALL SELECT root, 'broken_glass', '' FROM record WHERE tenant = $1 AND kind = 'broken_glass' \
         AND author = $2 AND opened > $4 AND erased = FALSE AND root IN ({list})"
    )
}

/// Current assignments, shares and broken glass of the person who asks, to any of `roots`.
fn relations_of(
    reads: &mut Reads<'_>,
    staff: &Staff,
    roots: BTreeSet<Uuid>,
    now: i64,
) -> Result<Vec<(Uuid, Relation)>> {
    if roots.is_empty() {
        return Ok(Vec::new());
    }
    let since = now.saturating_sub(crate::rights::BROKEN_GLASS);
    let mut params: Vec<Param> = vec![staff.tenant.into(), staff.user.into(), now.into(), since.into()];
    let list = places(5, roots.len());
    params.extend(roots.into_iter().map(Param::Uuid));
    let found = reads.all(&relations_sql(&list), &params, |column| {
        let (kind, text): (String, String) = (column.get(1)?, column.get(2)?);
        let relation = match kind.as_str() {
            "assignment" => Relation::Assigned(text),
            "share" => Relation::Shared(parts_of(&json(column, 2)?)),
            _ => Relation::BrokenGlass,
        };
        Ok((column.get(0)?, relation))
    })?;
    Ok(found)
}

/// The compartments a share names.
fn parts_of(plain: &Map<String, Value>) -> BTreeSet<Compartment> {
    let parts = plain.get("parts").and_then(Value::as_array).into_iter().flatten();
    parts.filter_map(Value::as_str).filter_map(Compartment::from_name).collect()
}

/// Facts of the root records about each person, other than her own.
fn about_many(
    reads: &mut Reads<'_>,
    staff: &Staff,
    persons: &BTreeSet<Uuid>,
    now: i64,
) -> Result<BTreeMap<Uuid, Vec<Facts>>> {
    let mut found: BTreeMap<Uuid, Vec<Facts>> = BTreeMap::new();
    if persons.is_empty() {
        return Ok(found);
    }
    let mut params: Vec<Param> = vec![staff.tenant.into()];
    params.extend(persons.iter().copied().map(Param::Uuid));
    let sql = about_sql(&places(2, persons.len()));
    let roots = reads.all(&sql, &params, |column| {
        let row = row(column)?;
        let root = Root { id: row.id, site: row.site, owner: row.owner, person: row.person, tree: row.tree };
        Ok((column.get::<Uuid>(19)?, plain_facts(&Kind::default(), &row, &root)))
    })?;
    let relations = relations_of(reads, staff, roots.iter().map(|(_, facts)| facts.record).collect(), now)?;
    for (person, mut facts) in roots {
        if facts.record == person {
            continue;
        }
        let root = facts.record;
        relations.iter().filter(|(of, _)| *of == root).for_each(|(_, relation)| relation.add(&mut facts));
        found.entry(person).or_default().push(facts);
    }
    Ok(found)
}

/// Opens the wanted compartments of many records with one reading: record → path → value.
///
/// # Errors
/// As [`open_sealed`].
pub fn open_sealed_of_many(
    office: &Office,
    reads: &mut Reads<'_>,
    tenant: i64,
    wanted: &[(&RecordRow, BTreeSet<Compartment>)],
) -> Result<BTreeMap<Uuid, BTreeMap<String, Value>>> {
    let mut current: BTreeMap<(Uuid, String), Uuid> = BTreeMap::new();
    for (row, compartments) in wanted {
        for compartment in compartments {
            if let Some(entry) = row.entries.get(compartment.name()).and_then(Value::as_str) {
                current.insert((row.id, compartment.name().to_owned()), parse_id(entry)?);
            }
        }
    }
    let mut found: BTreeMap<Uuid, BTreeMap<String, Value>> = BTreeMap::new();
    if current.is_empty() {
        return Ok(found);
    }
    let records: BTreeSet<Uuid> = current.keys().map(|(record, _)| *record).collect();
    let mut params: Vec<Param> = vec![tenant.into()];
    let list = places(2, records.len());
    params.extend(records.into_iter().map(Param::Uuid));
    let rows = reads.all(&sealed_of_many_sql(&list), &params, |column| {
        Ok((
            column.get::<Uuid>(0)?,
            column.get::<String>(1)?,
            column.get::<Uuid>(2)?,
            sealed_state(column, 1, 3)?,
            column.get::<Vec<u8>>(6)?,
        ))
    })?;
    let keys = office.keys(tenant)?;
    for (record, compartment, entry, state, wrapped) in rows {
        if current.get(&(record, compartment.clone())) == Some(&entry) {
            let key = keys.unwrap(record, state.compartment, &wrapped)?;
            let text = keys.open_state(&key, record, entry, &state)?;
            let part: BTreeMap<String, Value> = serde_json::from_slice(&text).map_err(|_| store::Error::Damaged {
                table: "sealed",
                row: format!("{record} {compartment}"),
                what: "does not read".into(),
            })?;
            found.entry(record).or_default().extend(part);
        }
    }
    Ok(found)
}

fn sealed_of_many_sql(places: &str) -> String {
    format!(
        "SELECT s.record, s.compartment, s.entry, s.key, s.nonce, s.ciphertext, k.wrapped \
     FROM sealed s JOIN record_key k ON k.tenant = s.tenant AND k.record = s.record AND k.compartment = s.compartment \
     WHERE s.tenant = $1 AND s.record IN ({places})"
    )
}

/// Reads a sealed state: its compartment at `name`, then key, nonce and ciphertext from `first`.
pub(crate) fn sealed_state(column: &Column<'_>, name: usize, first: usize) -> store::Result<store::SealedState> {
    let compartment: String = column.get(name)?;
    let nonce: Vec<u8> = column.get(first + 1)?;
    let damaged = |what: &str| store::Error::Damaged {
        table: "sealed",
        row: compartment.chars().take(20).collect(),
        what: what.into(),
    };
    Ok(store::SealedState {
        compartment: Compartment::from_name(&compartment).ok_or_else(|| damaged("names no compartment"))?.name(),
        key: column.get(first)?,
        nonce: nonce.try_into().map_err(|_| damaged("has a nonce of another length"))?,
        ciphertext: column.get(first + 2)?,
    })
}

/// `$first, $first+1, …` for `count` parameters.
pub(crate) fn places(first: usize, count: usize) -> String {
    (first..first + count).map(|n| format!("${n}")).collect::<Vec<_>>().join(", ")
}
