//! Which of some records the actor may see at all, and what they are called.

use super::{load, view};
use crate::actor::Actor;
use crate::{Office, Result, access_log, reserved};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use store::NewAccess;
use uuid::Uuid;

/// Those of `ids` that are open to the actor. Nothing sealed is read.
///
/// # Errors
/// What the store says.
pub fn visible(office: &Office, actor: &Actor, ids: &[Uuid]) -> Result<BTreeSet<Uuid>> {
    let (mission, now) = (office.mission(), office.now());
    office.store.read(|reads| {
        let loaded = load::many(reads, actor.tenant(), ids)?;
        let facts = load::facts_of_many(reads, actor, &mission, &loaded, now)?;
        let seen = loaded.iter().zip(facts).filter(|(one, facts)| {
            let kind = mission.kinds.get(&one.row.kind);
            !one.row.erased && kind.is_some_and(|kind| reserved::access(actor, kind, facts, now).visible())
        });
        Ok(seen.map(|(one, _)| one.row.id).collect())
    })
}

/// Titles of those of `ids` that are open to the actor, read together; in the access log before this returns.
///
/// # Errors
/// What the store says.
pub fn titles(office: &Office, actor: &Actor, ids: &[Uuid]) -> Result<BTreeMap<Uuid, String>> {
    let mission = office.mission();
    let views = office.store.read(|reads| view::views(office, &mission, actor, ids, usize::MAX, reads))?;
    let opened = views.iter().filter(|view| view.parts.iter().any(|part| part.open));
    let records: Vec<Uuid> = opened.map(|view| view.row.id).collect();
    if !records.is_empty() {
        let line = NewAccess { actor: actor.id(), act: "list", records, detail: json!({"kind": "person"}) };
        access_log::note(office, actor.tenant(), vec![line])?;
    }
    Ok(views.into_iter().map(|view| (view.row.id, view.title)).collect())
}
