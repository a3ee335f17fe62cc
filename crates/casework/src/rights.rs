//! What an actor may do with a record, decided in one place from the grants of her roles, and the same rule as SQL.
//! The rule in words: `docs/rights.md`.

mod grants;
mod matrix;
mod readers;
mod scope;
pub mod testing;

#[cfg(test)]
mod tests;

pub use matrix::matrix;
pub use readers::readers;
pub use scope::{Scope, scope};

use crate::actor::{Actor, Narrowing};
use forms::roles::{Action, Grant, Manage};
use forms::{Compartment, Kind};
use grants::Standing;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// How long broken glass stays open, in microseconds: 2 hours, the domain's rule on rights (C1.2).
pub const BROKEN_GLASS: i64 = 2 * 3_600_000_000;

/// What `decide` needs to know of a record: stage, author and times are its own, the rest is its root record's.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// Id of the record.
    pub record: Uuid,
    /// True for a record that is about to be made; only then is [`Action::Create`] judged. Its facts are those it
    /// would have: the site and owner of its root, or those chosen for it when it is to stand alone.
    pub new: bool,
    /// Site of the root record.
    pub site: Option<Uuid>,
    /// Owner of the root record.
    pub owner: Option<Uuid>,
    /// Author of the record itself.
    pub author: Uuid,
    /// Person the root record is about; the root's own id when the root is a person's record.
    pub person: Option<Uuid>,
    /// Stage of the record itself.
    pub stage: String,
    /// When the record was made, microseconds.
    pub opened: i64,
    /// When it reached each stage (`stage:X`, microseconds), and its date fields by name (midnight UTC of the day,
    /// microseconds).
    pub since: BTreeMap<String, i64>,
    /// She is assigned to the root record (care team), with this task (`owner`, `care`, `psychologist`, …).
    pub assigned: BTreeSet<String>,
    /// The root record is shared with her and the share is current.
    pub shared: bool,
    /// The sealed compartments her current shares name: a grant `where: shared` opens no other.
    pub lent: BTreeSet<Compartment>,
    /// She broke the glass before the root record, and her time is not over.
    pub broken_glass: bool,
    /// When the root is a person's record: the facts of each root record about her that is not erased. Else empty.
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

impl Access {
    /// True when the record may be looked at. When it may not, it is answered as one that does not exist.
    pub fn visible(&self) -> bool {
        self.may(Action::View)
    }

    /// True when `action` is granted.
    pub fn may(&self, action: Action) -> bool {
        self.actions.contains(&action)
    }
}

/// True when some grant lets the actor make records of the kind with this compartment filled: enough to begin one.
/// Whether she may make it here and now is decided when it is saved.
pub fn may_fill(actor: &Actor, kind: &Kind, compartment: Compartment) -> bool {
    let kept =
        grants::narrowing(actor).is_none_or(|to| grants::keeps_kind(to, kind) && to.actions.contains(&Action::Create));
    let managed = crate::reserved::manage_of(&kind.name).is_some_and(|part| actor.manages(part));
    let granted = actor.roles().flat_map(|role| &role.grants).any(|grant| {
        grants::names(grant, kind)
            && grant.r#do.contains(&Action::Create)
            && grants::write(grant).contains(&compartment)
    });
    kept && (managed || granted)
}

/// Decides for one record. An empty `actions` means that the record does not exist for this actor.
pub fn decide(actor: &Actor, kind: &Kind, facts: &Facts, now: i64) -> Access {
    let mut access = Access::default();
    for standing in grants::standings(actor) {
        for grant in standing.role.grants.iter().filter(|grant| grants::names(grant, kind)) {
            access.add(&standing, grant, kind, facts, now);
        }
    }
    if let Some(narrowing) = grants::narrowing(actor) {
        access.narrow(narrowing, kind);
    }
    access
}

/// The sites at which a member of staff may make a record of `kind` that stands alone, in the order of their ids.
pub fn sites_to_create(actor: &Actor, kind: &Kind, now: i64) -> Vec<Uuid> {
    let Actor::Staff(staff) = actor else { return Vec::new() };
    let sites: BTreeSet<Uuid> = staff.memberships.iter().map(|membership| membership.site).collect();
    let at = |site| Facts {
        new: true,
        site: Some(site),
        owner: Some(staff.user),
        author: staff.user,
        stage: kind.initial_stage().to_owned(),
        opened: now,
        ..Facts::default()
    };
    sites.into_iter().filter(|&site| decide(actor, kind, &at(site), now).may(Action::Create)).collect()
}

/// True when a role of the actor manages this part of the office. A token never does.
pub fn manages(actor: &Actor, part: Manage) -> bool {
    grants::narrowing(actor).is_none()
        && grants::standings(actor).iter().any(|standing| standing.role.grants.iter().any(|g| g.manage.contains(&part)))
}

impl Access {
    /// Adds what `grant` gives, if it applies.
    fn add(&mut self, standing: &Standing<'_>, grant: &Grant, kind: &Kind, facts: &Facts, now: i64) {
        let applies = |relation| grants::applies(standing, grant, relation, kind, facts, now);
        if applies(grant.r#where) {
            self.actions.extend(grant.r#do.iter().filter(|&&action| action != Action::Create));
            if grant.r#do.contains(&Action::View) {
                self.see.extend(grants::opened(grant, kind, facts));
                self.flag.extend(&grant.flag);
                self.only.extend(grant.only.iter().cloned());
            }
            if grant.r#do.contains(&Action::Change) && !facts.new {
                self.write.extend(grants::write(grant));
            }
        }
        let creates = facts.new && grant.r#do.contains(&Action::Create);
        if creates && applies(grants::relation_to_create(standing, kind, grant.r#where)) {
            self.actions.insert(Action::Create);
            self.write.extend(grants::write(grant));
        }
    }

    /// Keeps what a token keeps. A compartment stays only with the action that uses it.
    fn narrow(&mut self, narrowing: &Narrowing, kind: &Kind) {
        if !grants::keeps_kind(narrowing, kind) {
            *self = Self::default();
            return;
        }
        self.actions.retain(|action| narrowing.actions.contains(action));
        let reads = self.visible();
        let writes = self.may(Action::Create) || self.may(Action::Change);
        self.see.retain(|compartment| reads && narrowing.see.contains(compartment));
        self.flag.retain(|compartment| reads && narrowing.see.contains(compartment));
        self.only.retain(|field| reads && kind.compartment(field).is_some_and(|c| narrowing.see.contains(&c)));
        self.write.retain(|compartment| writes && narrowing.see.contains(compartment));
    }
}
