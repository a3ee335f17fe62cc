//! What an actor may do with a record, decided in one place from the grants of her roles, and the same rule as SQL.

use crate::actor::Actor;
use forms::roles::Action;
use forms::{Compartment, Kind};
use std::collections::{BTreeMap, BTreeSet};
use store::Param;
use uuid::Uuid;

/// What `decide` needs to know of a record: its own stage and author, and the rest from its root record.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// Id of the record.
    pub record: Uuid,
    /// Site of the root record.
    pub site: Option<Uuid>,
    /// Owner of the root record.
    pub owner: Option<Uuid>,
    /// Author of the record itself.
    pub author: Uuid,
    /// Person the root record is about.
    pub person: Option<Uuid>,
    /// Stage of the record itself.
    pub stage: String,
    /// When the record was made, microseconds.
    pub opened: i64,
    /// When it reached each stage, or what its date fields say, microseconds: `stage:X` and field names.
    pub since: BTreeMap<String, i64>,
    /// She is assigned to the root record (care team), with this task (`owner`, `care`, `psychologist`, …).
    pub assigned: BTreeSet<String>,
    /// The root record is shared with her and the share is current.
    pub shared: bool,
    /// For a person's record: the visible records about her give these facts; empty for other kinds.
    pub about: Vec<Facts>,
}

/// What may be done with one record.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Access {
    /// Actions.
    pub actions: BTreeSet<Action>,
    /// Compartments to read.
    pub see: BTreeSet<Compartment>,
    /// Compartments to write.
    pub write: BTreeSet<Compartment>,
    /// Compartments of which it may be known that something is there.
    pub flag: BTreeSet<Compartment>,
    /// Single fields that may be read although their compartment may not.
    pub only: BTreeSet<String>,
}

/// Decides for one record. An empty `actions` means that the record does not exist for this actor.
pub fn decide(actor: &Actor, kind: &Kind, facts: &Facts, now: i64) -> Access {
    let _ = (actor, kind, facts, now);
    unimplemented!()
}

/// A condition over `r` (the record) and `root` (its root's row), with its parameters.
#[derive(Clone, Debug, PartialEq)]
pub struct Scope {
    /// SQL text; parameters are numbered from the `first` that was asked for.
    pub sql: String,
    /// Values of those parameters, in order.
    pub params: Vec<Param>,
    /// True when the condition names `root`, so that the list must join it.
    pub joins_root: bool,
}

/// The same rule as a condition, for `action` over records of `kind`; `None` when nothing is reached.
/// Equal to asking [`decide`] of every record: held so by a test on random worlds.
pub fn scope(actor: &Actor, kind: &Kind, action: Action, now: i64, first: usize) -> Option<Scope> {
    let _ = (actor, kind, action, now, first);
    unimplemented!()
}
