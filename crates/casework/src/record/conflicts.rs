//! Fields with two answers: what stands, and what someone else wrote from the same version.

use super::load::{self, parse_id};
use super::stage::{Staged, version_of};
use super::view::{self, View};
use crate::actor::Actor;
use crate::{Error, Office, Result, access_log, rights};
use forms::Compartment;
use forms::roles::Action;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use store::keys::Sealed;
use store::sql;
use store::{Column, NewAccess, Param, Reads};
use uuid::Uuid;

/// An open conflict that the actor may settle.
#[derive(Clone, Debug)]
pub struct OpenConflict {
    /// Its id.
    pub id: Uuid,
    /// The record, as the actor sees it.
    pub view: View,
    /// The field.
    pub path: String,
    /// What stands there now.
    pub stands: Option<Value>,
    /// Who wrote what stands, and when it happened (microseconds).
    pub stands_by: (Uuid, i64),
    /// What was written from the same version and kept aside.
    pub aside: Option<Value>,
    /// Who wrote it, and when (microseconds).
    pub aside_by: (Uuid, i64),
}

/// A row of the table, as it stands there.
#[derive(Clone, Debug)]
pub(super) struct Stored {
    pub id: Uuid,
    pub record: Uuid,
    pub path: String,
    pub compartment: String,
    pub base: i64,
    pub account: Uuid,
    pub at: i64,
    pub sealed: Sealed,
    /// The record's key of that compartment, wrapped; absent when it was deleted.
    pub wrapped: Option<Vec<u8>>,
}

fn of_scope_sql(condition: &str, limit: usize) -> String {
    format!(
        "SELECT c.id, c.record, c.path, c.compartment, c.base, c.account, c.at, c.key, c.nonce, c.value, k.wrapped \
     FROM conflict c JOIN record r ON r.tenant = c.tenant AND r.id = c.record \
     JOIN record root ON root.tenant = r.tenant AND root.id = r.root \
     LEFT JOIN record_key k ON k.tenant = c.tenant AND k.record = c.record AND k.compartment = c.compartment \
     WHERE c.tenant = $1 AND c.open = TRUE AND (c.at < $2 OR (c.at = $2 AND c.id < $3)) AND r.erased = FALSE AND ({condition}) ORDER BY c.at DESC, c.id DESC LIMIT {limit}"
    )
}
const ONE: &str = sql!(
    "SELECT c.id, c.record, c.path, c.compartment, c.base, c.account, c.at, c.key, c.nonce, c.value, k.wrapped \
     FROM conflict c LEFT JOIN record_key k ON k.tenant = c.tenant AND k.record = c.record \
     AND k.compartment = c.compartment WHERE c.tenant = $1 AND c.open = TRUE AND c.id = $2"
);
fn writers_sql(places: &str) -> String {
    format!("SELECT seq, actor, happened FROM entry WHERE tenant = $1 AND seq IN {places}")
}

/// Open conflicts that the actor may settle, newest first, after the one that `after` names (empty for the first page);
/// with what names the next page, empty on the last. Openings of sealed parts are in the access log before this returns.
///
/// # Errors
/// [`Error::NotFound`] for an actor who may settle no conflict of any kind; what the store says.
pub fn open_conflicts(
    office: &Office,
    actor: &Actor,
    after: &str,
    limit: usize,
) -> Result<(Vec<OpenConflict>, String)> {
    let mission = office.mission();
    let (at, id) = after
        .split_once('.')
        .and_then(|(at, id)| Some((at.parse::<i64>().ok()?, parse_id(id).ok()?)))
        .unwrap_or((i64::MAX, Uuid::nil()));
    let mut params: Vec<Param> = vec![actor.tenant().into(), at.into(), id.into()];
    let mut terms = Vec::new();
    for kind in mission.kinds.values() {
        let name = params.len() + 1;
        if let Some(scope) = rights::scope(actor, kind, Action::Resolve, office.now(), name + 1) {
            params.push(kind.name.clone().into());
            params.extend(scope.params);
            terms.push(format!("(r.kind = ${name} AND {})", scope.sql));
        }
    }
    if terms.is_empty() {
        return Err(Error::NotFound);
    }
    let text = of_scope_sql(&terms.join(" OR "), limit + 1);
    let (found, next) = office.store.read(|reads| -> Result<_> {
        let mut rows = reads.all(&text, &params, stored)?;
        let more = rows.len() > limit;
        rows.truncate(limit);
        let next = rows.last().filter(|_| more).map(|row| format!("{}.{}", row.at, row.id.simple()));
        Ok((seen(office, actor, rows, reads)?, next.unwrap_or_default()))
    })?;
    note(office, actor, &found)?;
    Ok((found, next))
}

/// One open conflict that the actor may settle.
///
/// # Errors
/// [`Error::NotFound`].
pub fn open_conflict(office: &Office, actor: &Actor, id: Uuid) -> Result<OpenConflict> {
    let found = office.store.read(|reads| -> Result<_> {
        let rows = one(reads, actor.tenant(), id)?.into_iter().collect();
        seen(office, actor, rows, reads)
    })?;
    note(office, actor, &found)?;
    found.into_iter().next().ok_or(Error::NotFound)
}

const KNOWN: &str = sql!("SELECT path, base FROM conflict WHERE tenant = $1 AND record = $2 AND account = $3");

/// Leaves out conflicts that were kept when the same change was sent before, and reads the keys for those that stay: an
/// open answer is in no sealed state, so its key was not opened with the record.
pub(super) fn prepare(office: &Office, actor: &Actor, staged: &mut [Staged], reads: &mut Reads<'_>) -> Result<()> {
    for one in staged.iter_mut().filter(|one| !one.conflicts.is_empty()) {
        let params = [actor.tenant().into(), one.row.id.into(), actor.id().into()];
        let known: Vec<(String, i64)> = reads.all(KNOWN, &params, |column| Ok((column.get(0)?, column.get(1)?)))?;
        one.conflicts.retain(|new| !known.iter().any(|(path, base)| *path == new.path && *base == new.base));
        if one.conflicts.iter().any(|new| !one.keys.contains_key(&new.compartment)) {
            load::missing_keys(office, reads, actor.tenant(), one)?;
        }
    }
    Ok(())
}

/// The open conflict of that id.
pub(super) fn one(reads: &mut Reads<'_>, tenant: i64, id: Uuid) -> Result<Option<Stored>> {
    Ok(reads.first(ONE, &[tenant.into(), id.into()], stored)?)
}

/// The value that was kept aside, sealed under the record's own key: without it nobody reads it, in no copy.
pub(super) fn aside(office: &Office, tenant: i64, row: &Stored) -> Result<Option<Value>> {
    let wrapped = row.wrapped.as_ref().ok_or_else(|| damaged(row.id, "has no key"))?;
    let keys = office.keys(tenant)?;
    let key = keys.unwrap(row.record, &row.compartment, wrapped)?;
    let text = keys.open_box_under(&key, "conflict", row.id.as_bytes(), &row.sealed)?;
    serde_json::from_slice(&text).map_err(|_| damaged(row.id, "does not read"))
}

fn damaged(id: Uuid, what: &str) -> Error {
    Error::Store(store::Error::Damaged { table: "conflict", row: id.to_string(), what: what.into() })
}

fn stored(column: &Column<'_>) -> store::Result<Stored> {
    let id: Uuid = column.get(0)?;
    let nonce: Vec<u8> = column.get(8)?;
    let nonce = nonce.try_into().map_err(|_| store::Error::Damaged {
        table: "conflict",
        row: id.to_string(),
        what: "its nonce has another length".into(),
    })?;
    Ok(Stored {
        id,
        record: column.get(1)?,
        path: column.get(2)?,
        compartment: column.get(3)?,
        base: column.get(4)?,
        account: column.get(5)?,
        at: column.get(6)?,
        sealed: Sealed { key: column.get(7)?, nonce, ciphertext: column.get(9)? },
        wrapped: column.get(10)?,
    })
}

/// Those rows whose record and field the actor may see and settle, opened.
fn seen(office: &Office, actor: &Actor, rows: Vec<Stored>, reads: &mut Reads<'_>) -> Result<Vec<OpenConflict>> {
    let ids: Vec<Uuid> = rows.iter().map(|row| row.record).collect();
    let mission = office.mission();
    let views: BTreeMap<Uuid, View> = view::views(office, &mission, actor, &ids, usize::MAX, reads)?
        .into_iter()
        .map(|view| (view.row.id, view))
        .collect();
    let mut found = Vec::new();
    for row in rows {
        let Some(view) = views.get(&row.record).filter(|view| settles(view, &row)) else { continue };
        found.push(OpenConflict {
            id: row.id,
            stands: view.answers.get(&row.path).cloned(),
            stands_by: (Uuid::nil(), version_of(&view.row, &row.path)),
            aside: aside(office, actor.tenant(), &row)?,
            aside_by: (row.account, row.at),
            view: view.clone(),
            path: row.path,
        });
    }
    writers(reads, actor.tenant(), &mut found)?;
    Ok(found)
}

fn settles(view: &View, row: &Stored) -> bool {
    let compartment = Compartment::from_name(&row.compartment);
    view.access.may(Action::Resolve) && compartment.is_some_and(|c| view.access.see.contains(&c))
}

/// Puts in the place of the entry that wrote what stands who wrote it and when it happened.
fn writers(reads: &mut Reads<'_>, tenant: i64, found: &mut [OpenConflict]) -> Result<()> {
    if found.is_empty() {
        return Ok(());
    }
    let mut params: Vec<Param> = vec![tenant.into()];
    let places = store::list(&mut params, found.iter().map(|one| Param::Int(one.stands_by.1)));
    let entries: BTreeMap<i64, (Uuid, i64)> =
        reads.all(&writers_sql(&places), &params, |c| Ok((c.get(0)?, (c.get(1)?, c.get(2)?))))?.into_iter().collect();
    for one in found {
        one.stands_by = entries.get(&one.stands_by.1).copied().unwrap_or_default();
    }
    Ok(())
}

fn note(office: &Office, actor: &Actor, found: &[OpenConflict]) -> Result<()> {
    let opened = found.iter().filter(|one| one.view.parts.iter().any(|part| part.open));
    let records: Vec<Uuid> = opened.map(|one| one.view.row.id).collect();
    if records.is_empty() {
        return Ok(());
    }
    let line = NewAccess { actor: actor.id(), act: "list", records, detail: json!({"kind": "conflict"}) };
    access_log::note(office, actor.tenant(), vec![line])
}
