//! Which of some records the actor may see at all.

use super::load;
use crate::actor::Actor;
use crate::{Office, Result, reserved};
use std::collections::BTreeSet;
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
