//! One way to write a record, for the desk, the API, imports and sync: what is wanted, against which version.

use super::stage::{Staged, stage_all};
use super::{conflicts, rules, seal};
use crate::actor::Actor;
use crate::{Error, Office, Result};
use serde_json::Value;
use std::collections::BTreeMap;
use store::Change;
use uuid::Uuid;

/// A record to be made or changed.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// Its id, made by whoever fills the form, so that a second sending makes no second record.
    pub id: Uuid,
    /// Its kind.
    pub kind: String,
    /// The record's `version` the form was filled from; 0 for a new record.
    pub base: i64,
    /// When it happened, microseconds; 0 for now.
    pub happened: i64,
    /// Path → new value; `None` blanks it.
    pub changes: BTreeMap<String, Option<Value>>,
    /// Record it hangs under, for a new one.
    pub parent: Option<Uuid>,
    /// Person it is about, for a new one.
    pub person: Option<Uuid>,
    /// Site; for a new record the first site where its maker may create it, unless named.
    pub site: Option<Uuid>,
    /// Owner, when it changes hands.
    pub owner: Option<Uuid>,
    /// Stage to move to.
    pub stage: Option<String>,
    /// Why, where a rule asks for a reason.
    pub reason: String,
    /// Child records made or changed in the same breath.
    pub children: Vec<Self>,
    /// True for imports and devices: fields changed meanwhile are kept as open conflicts, the others are written.
    pub keep_conflicts: bool,
}

/// What was saved.
#[derive(Clone, Debug, PartialEq)]
pub struct Saved {
    /// The record.
    pub id: Uuid,
    /// Its new version.
    pub version: i64,
    /// Paths that are now in an open conflict.
    pub conflicts: Vec<String>,
}

/// Makes or changes a record and its children in one transaction; when this returns `Ok` it is on disk.
///
/// # Errors
/// [`Error::NotFound`] when the record, its parent or its kind is not open to the actor; [`Error::Forbidden`];
/// [`Error::Invalid`] with one error a field; [`Error::Refused`] by a rule; [`Error::Stale`] with both values;
/// [`Error::Request`] when it makes no sense. Nothing is saved then.
pub fn save(office: &Office, actor: &Actor, wanted: &Wanted) -> Result<Saved> {
    let mission = office.mission();
    let mut kept = Vec::new();
    let mut unchanged = None;
    let mut named = false;
    let mut definitions = Vec::new();
    let outcome = office.store.change(actor.tenant(), |reads| {
        kept.clear();
        unchanged = None;
        let mut staged = stage_all(office, &mission, actor, wanted, reads)?;
        conflicts::prepare(office, actor, &mut staged, reads)?;
        if let Some(saved) = already(&staged, wanted) {
            unchanged = Some(saved);
            return Err(Error::Busy);
        }
        rules::judge(office, &mission, actor, wanted, &mut staged, reads)?;
        named = staged.iter().any(|s| crate::follow::follows(&s.kind.name));
        kept.extend(staged.iter().flat_map(|s| s.conflicts.iter().map(|c| c.path.clone())));
        let change = assemble(office, actor, wanted, &staged)?;
        definitions = change.definitions.iter().map(|(hash, ..)| hash.clone()).collect();
        Ok(change)
    });
    if let Some(saved) = unchanged {
        return Ok(saved);
    }
    let receipt = outcome?;
    office.keep(actor.tenant(), definitions);
    if named {
        crate::follow::after(office, actor.tenant())?;
    }
    Ok(Saved { id: wanted.id, version: receipt.seqs.first().copied().unwrap_or(0), conflicts: kept })
}

/// A sending that arrived before, or that changes nothing, is answered with what stands.
fn already(staged: &[Staged], wanted: &Wanted) -> Option<Saved> {
    let nothing = staged.iter().all(|s| s.repeated || (!s.new && s.is_unchanged() && s.conflicts.is_empty()));
    let row = staged.first().map(|s| &s.row)?;
    nothing.then(|| Saved { id: wanted.id, version: row.version, conflicts: Vec::new() })
}

/// The change that writes what was staged.
pub(super) fn assemble(office: &Office, actor: &Actor, wanted: &Wanted, staged: &[Staged]) -> Result<Change> {
    let now = office.now();
    let mut change = Change {
        tx: office.new_id(),
        actor: actor.id(),
        happened: if wanted.happened == 0 { now } else { wanted.happened },
        ..Change::default()
    };
    if let Actor::Staff(staff) = actor {
        change.read.push((staff.user, staff.version));
    }
    for one in staged {
        let written = one.new || !one.is_unchanged();
        if written && !office.keeps(actor.tenant(), &one.kind.hash) {
            change.definitions.push((one.kind.hash.clone(), one.kind.name.clone(), one.kind.definition()));
        }
        if one.new || !one.is_unchanged() || !one.conflicts.is_empty() {
            change.records.push(seal::record_change(office, actor, one)?);
        }
        if let Some((root, tree)) = one.root_read
            && !change.read.iter().any(|(seen, _)| *seen == root)
        {
            change.read.push((root, tree));
        }
    }
    Ok(change)
}
