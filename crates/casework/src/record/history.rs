//! What happened to a record, read from the ledger: its timeline, and the history of one field.

use super::load;
use super::view;
use crate::actor::Actor;
use crate::rights::Access;
use crate::{Error, Office, Result, reserved};
use forms::{Compartment, Kind, Mission};
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::sync::Arc;
use store::sql;
use store::{Column, Reads};
use uuid::Uuid;

/// One entry of the ledger as an actor may see it.
#[derive(Clone, Debug)]
pub struct Line {
    /// Its place in the ledger.
    pub seq: i64,
    /// The record it changed.
    pub record: Uuid,
    /// That record's kind.
    pub kind: Arc<Kind>,
    /// Who.
    pub actor: Uuid,
    /// When it happened, microseconds.
    pub happened: i64,
    /// When it was recorded, microseconds.
    pub recorded: i64,
    /// True for the entry that made the record.
    pub made: bool,
    /// The stage it moved to, if it moved.
    pub stage: Option<String>,
    /// Open fields that changed: path → new value, null where it was blanked.
    pub changed: Map<String, Value>,
    /// Sealed parts that changed and that the actor may read.
    pub parts: Vec<Compartment>,
}

/// One value a field had.
#[derive(Clone, Debug, PartialEq)]
pub struct Version {
    /// Seq of the entry that gave it.
    pub seq: i64,
    /// Who wrote it.
    pub actor: Uuid,
    /// When it happened, microseconds.
    pub happened: i64,
    /// The value; absent where it was blanked.
    pub value: Option<Value>,
}

// The entries of one tree are few and those of the ledger many: `CROSS JOIN` has SQLite begin with the tree's records,
// and `+e.seq` keeps PostgreSQL from going through the ledger from its end.
const TIMELINE: &str = sql!(
    "SELECT e.seq, e.record, e.kind, e.actor, e.happened, e.recorded, e.sealed_hashes, p.plain, \
     r.first, r.site, r.owner, r.author, r.person, r.stage, r.opened \
     FROM record r CROSS JOIN entry e \
     LEFT JOIN entry_plain p ON p.tenant = e.tenant AND p.seq = e.seq \
     WHERE r.tenant = $1 AND r.root = $2 AND e.tenant = r.tenant AND e.record = r.id AND e.seq < $3 \
     ORDER BY +e.seq DESC LIMIT $4"
);

/// The newest entries of a record and of all that hangs under its root, before `before` (0 for the newest).
///
/// Entries that touch only parts the actor may not read are left out.
///
/// # Errors
/// [`Error::NotFound`] when the record is not open to the actor.
pub fn timeline(office: &Office, actor: &Actor, id: Uuid, before: i64, limit: i64) -> Result<Vec<Line>> {
    let mission = office.mission();
    office.store.read(|reads| {
        let view = view::read(office, &mission, actor, id, reads)?;
        let before = if before == 0 { i64::MAX } else { before };
        let params = [actor.tenant().into(), view.row.root.into(), before.into(), limit.into()];
        let rows = reads.all(TIMELINE, &params, raw)?;
        let mut facts = crate::rights::Facts::default();
        if let Some(loaded) = load::one(reads, actor.tenant(), view.row.root)? {
            facts = load::facts(reads, actor, &mission, &loaded, office.now())?;
        }
        Ok(rows.into_iter().filter_map(|raw| seen(office, &mission, actor, &facts, raw)).collect())
    })
}

struct Raw {
    line: (i64, Uuid, String, Uuid, i64, i64),
    sealed: Map<String, Value>,
    plain: Map<String, Value>,
    first: i64,
    author: Uuid,
    stage: String,
    opened: i64,
}

fn raw(column: &Column<'_>) -> store::Result<Raw> {
    let plain: Option<String> = column.get(7)?;
    Ok(Raw {
        line: (column.get(0)?, column.get(1)?, column.get(2)?, column.get(3)?, column.get(4)?, column.get(5)?),
        sealed: load::json(column, 6)?,
        plain: plain.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default(),
        first: column.get(8)?,
        author: column.get(11)?,
        stage: column.get(13)?,
        opened: column.get(14)?,
    })
}

/// The entry as the actor may see it; nothing when it touches only what she may not read.
fn seen(office: &Office, mission: &Mission, actor: &Actor, root: &crate::rights::Facts, raw: Raw) -> Option<Line> {
    let (seq, record, kind, who, happened, recorded) = raw.line;
    let kind = mission.kinds.get(&kind)?.clone();
    let facts =
        crate::rights::Facts { record, author: raw.author, stage: raw.stage, opened: raw.opened, ..root.clone() };
    let access = reserved::access(actor, &kind, &facts, office.now());
    if !access.visible() {
        return None;
    }
    let made = seq == raw.first;
    let stage = raw.plain.get("$stage").and_then(Value::as_str).map(str::to_owned);
    let changed: Map<String, Value> =
        raw.plain.into_iter().filter(|(path, _)| !path.starts_with('$') && may_read(&kind, &access, path)).collect();
    let parts: Vec<Compartment> = raw
        .sealed
        .keys()
        .filter_map(|name| Compartment::from_name(name))
        .filter(|compartment| access.see.contains(compartment))
        .collect();
    let shows = made || stage.is_some() || !changed.is_empty() || !parts.is_empty();
    shows.then_some(Line { seq, record, kind, actor: who, happened, recorded, made, stage, changed, parts })
}

fn may_read(kind: &Kind, access: &Access, path: &str) -> bool {
    access.only.contains(path) || kind.compartment(path).is_some_and(|c| access.see.contains(&c))
}

const PLAIN_VERSIONS: &str = sql!(
    "SELECT e.seq, e.actor, e.happened, p.plain FROM entry e \
     JOIN entry_plain p ON p.tenant = e.tenant AND p.seq = e.seq \
     WHERE e.tenant = $1 AND e.record = $2 ORDER BY e.seq"
);

const SEALED_VERSIONS: &str = sql!(
    "SELECT e.seq, e.actor, e.happened, s.entry, s.compartment, s.key, s.nonce, s.ciphertext, k.wrapped \
     FROM entry e JOIN sealed s ON s.tenant = e.tenant AND s.record = e.record AND s.entry = e.id \
     JOIN record_key k ON k.tenant = s.tenant AND k.record = s.record AND k.compartment = s.compartment \
     WHERE e.tenant = $1 AND e.record = $2 AND s.compartment = $3 ORDER BY e.seq"
);

/// Every value a field had, oldest first.
///
/// # Errors
/// [`Error::NotFound`] when the record or the field is not open to the actor.
pub fn history(office: &Office, actor: &Actor, id: Uuid, path: &str) -> Result<Vec<Version>> {
    let view = view::open(office, actor, id)?;
    let compartment = view.kind.compartment(path).ok_or(Error::NotFound)?;
    if !may_read(&view.kind, &view.access, path) {
        return Err(Error::NotFound);
    }
    office.store.read(|reads| match compartment {
        Compartment::Open => open_versions(reads, actor.tenant(), id, path),
        sealed => sealed_versions(office, reads, actor.tenant(), id, sealed, path),
    })
}

fn open_versions(reads: &mut Reads<'_>, tenant: i64, id: Uuid, path: &str) -> Result<Vec<Version>> {
    let mut found = Vec::new();
    reads.each(PLAIN_VERSIONS, &[tenant.into(), id.into()], |column| -> Result<()> {
        let plain = load::json(column, 3)?;
        if let Some(value) = plain.get(path) {
            found.push(Version {
                seq: column.get(0)?,
                actor: column.get(1)?,
                happened: column.get(2)?,
                value: (!value.is_null()).then(|| value.clone()),
            });
        }
        Ok(())
    })?;
    Ok(found)
}

fn sealed_versions(
    office: &Office,
    reads: &mut Reads<'_>,
    tenant: i64,
    id: Uuid,
    compartment: Compartment,
    path: &str,
) -> Result<Vec<Version>> {
    let keys = office.keys(tenant)?;
    let mut found: Vec<Version> = Vec::new();
    reads.each(SEALED_VERSIONS, &[tenant.into(), id.into(), compartment.name().into()], |column| -> Result<()> {
        let entry: Uuid = column.get(3)?;
        let state = load::sealed_state(column, 4, 5)?;
        let key = keys.unwrap(id, state.compartment, &column.get::<Vec<u8>>(8)?)?;
        let text = keys.open_state(&key, id, entry, &state)?;
        let part: BTreeMap<String, Value> = serde_json::from_slice(&text).unwrap_or_default();
        let value = part.get(path).cloned();
        if found.last().map(|v| &v.value) != Some(&value) && !(found.is_empty() && value.is_none()) {
            found.push(Version { seq: column.get(0)?, actor: column.get(1)?, happened: column.get(2)?, value });
        }
        Ok(())
    })?;
    Ok(found)
}
