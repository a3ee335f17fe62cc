//! When one grant applies to one record.

use super::Facts;
use crate::actor::{Actor, Membership, Narrowing, Staff};
use forms::roles::{Action, Grant, Relation, Role};
use forms::{Compartment, Kind};
use std::collections::BTreeSet;
use uuid::Uuid;

/// The kind whose records are human beings.
pub(super) const PERSON: &str = "person";

/// Microseconds of a day.
pub(super) const DAY: i64 = 86_400_000_000;

/// One role of an actor, with who she is and where she has it.
pub(super) struct Standing<'a> {
    /// The role.
    pub role: &'a Role,
    /// Her id.
    pub me: Uuid,
    /// Her own record of kind `person`.
    pub person: Option<Uuid>,
    /// For staff: who else is hers, and the membership that gives the role.
    pub office: Option<(&'a Staff, &'a Membership)>,
}

/// The roles of an actor: one a membership for staff, the one that stands for everybody else.
pub(super) fn standings(actor: &Actor) -> Vec<Standing<'_>> {
    match actor {
        Actor::Staff(staff) => staff
            .memberships
            .iter()
            .map(|membership| Standing {
                role: &membership.role,
                me: staff.user,
                person: staff.person,
                office: Some((staff, membership)),
            })
            .collect(),
        Actor::Visitor(p) | Actor::Member(p) | Actor::Reporter(p) | Actor::Device(p) | Actor::System(p) => {
            let person = (!p.id.is_nil()).then_some(p.id);
            vec![Standing { role: &p.role, me: p.id, person, office: None }]
        }
    }
}

/// What a token keeps, for an actor that came by one.
pub(super) fn narrowing(actor: &Actor) -> Option<&Narrowing> {
    match actor {
        Actor::Staff(staff) => staff.narrowed.as_ref(),
        _ => None,
    }
}

/// True when a token reaches records of `kind`.
pub(super) fn keeps_kind(narrowing: &Narrowing, kind: &Kind) -> bool {
    narrowing.kinds.is_empty() || narrowing.kinds.contains(&kind.name)
}

/// True when `grant` names `kind`, by its name or by its group. A grant that names nothing reaches nothing.
pub(super) fn names(grant: &Grant, kind: &Kind) -> bool {
    grant.kinds.contains(&kind.name) || grant.groups.contains(&kind.group)
}

/// Compartments that the grant opens to a reader.
pub(super) fn see(grant: &Grant) -> BTreeSet<Compartment> {
    let mut see = grant.see.clone();
    if !see.is_empty() || grant.only.is_empty() {
        see.insert(Compartment::Open);
    }
    see
}

/// Those of them that it opens of this record: of a record that is shared, what the shares name.
pub(super) fn opened(grant: &Grant, kind: &Kind, facts: &Facts) -> BTreeSet<Compartment> {
    let mut see = see(grant);
    if grant.r#where == Relation::Shared {
        let borrows = kind.name == PERSON || hangs_under_person(kind);
        let about = || facts.about.iter().filter(|_| borrows);
        let lent = |part: &Compartment| facts.lent.contains(part) || about().any(|facts| facts.lent.contains(part));
        see.retain(|part| *part == Compartment::Open || lent(part));
    }
    see
}

/// Compartments that the grant opens to a writer.
pub(super) fn write(grant: &Grant) -> BTreeSet<Compartment> {
    if grant.write.is_empty() { see(grant) } else { grant.write.clone() }
}

/// What stands for `relation` when a record is to be made. Nobody is yet assigned to a record that stands alone,
/// so it is asked for the membership's site instead; its author is whoever makes it, so `author` says nothing.
pub(super) fn relation_to_create(standing: &Standing<'_>, kind: &Kind, relation: Relation) -> Relation {
    use Relation::{
        Assigned, Author, BrokenGlass, CareTeam, Country, Myself, Owner, Shared, Site, Supervised, Team, Tenant,
    };
    match relation {
        _ if standing.office.is_none() => relation,
        Tenant | Country | Site | Myself => relation,
        Author => Site,
        Team | Owner | CareTeam | Assigned | Supervised | Shared | BrokenGlass if kind.parent.is_empty() => Site,
        Team | Owner | CareTeam | Assigned | Supervised | Shared | BrokenGlass => relation,
    }
}

/// True when `grant` reaches the record of `facts` by `relation`.
pub(super) fn applies(
    standing: &Standing<'_>,
    grant: &Grant,
    relation: Relation,
    kind: &Kind,
    facts: &Facts,
    now: i64,
) -> bool {
    let fits = within_limits(grant, facts, now);
    if fits && holds(standing, relation, facts, !kind.parent.is_empty()) {
        return true;
    }
    if kind.name == PERSON {
        // A person has no stages of her own, so a record about her answers for stage and time as well.
        return facts
            .about
            .iter()
            .any(|about| within_limits(grant, about, now) && holds(standing, relation, about, false));
    }
    fits && hangs_under_person(kind)
        && !own_only(relation)
        && facts.about.iter().any(|about| holds(standing, relation, about, false))
}

/// True for a kind that can hang under a person's record, and so is reached by records about that person too.
pub(super) fn hangs_under_person(kind: &Kind) -> bool {
    kind.parent.iter().any(|parent| parent == PERSON)
}

/// Relations that a record under a person never borrows from another record about her.
pub(super) fn own_only(relation: Relation) -> bool {
    matches!(relation, Relation::Author | Relation::Myself)
}

/// True when the record is in the grant's stages and time.
fn within_limits(grant: &Grant, facts: &Facts, now: i64) -> bool {
    (grant.stages.is_empty() || grant.stages.contains(&facts.stage)) && within_time(grant, facts, now)
}

/// True while `now` is within the grant's days of the moment they are counted from. Dates count in whole days.
fn within_time(grant: &Grant, facts: &Facts, now: i64) -> bool {
    let Some(days) = grant.within_days.map(i64::from) else { return true };
    let event = Event::of(grant);
    let since = match &event {
        Event::Created => Some(facts.opened),
        Event::Stage(_) | Event::Date(_) => facts.since.get(&grant.since).copied(),
    };
    match (event, since) {
        (_, None) => false,
        (Event::Date(_), Some(since)) => (0..=days).contains(&(now.div_euclid(DAY) - since.div_euclid(DAY))),
        (_, Some(since)) => since <= now && since >= now.saturating_sub(days.saturating_mul(DAY)),
    }
}

/// What the days of a grant are counted from.
pub(super) enum Event<'a> {
    /// The record was made.
    Created,
    /// It reached this stage.
    Stage(&'a str),
    /// The day that this field says.
    Date(&'a str),
}

impl<'a> Event<'a> {
    /// The event that `since` of the grant names.
    pub(super) fn of(grant: &'a Grant) -> Self {
        match grant.since.as_str() {
            "" | "created" => Self::Created,
            since => since.strip_prefix("stage:").map_or(Self::Date(since), Self::Stage),
        }
    }
}

/// True when the record stands in `relation` to her. `hangs` says that it is of a kind that hangs under another.
fn holds(standing: &Standing<'_>, relation: Relation, facts: &Facts, hangs: bool) -> bool {
    match relation {
        Relation::Tenant => return true,
        Relation::Author => return !standing.me.is_nil() && facts.author == standing.me,
        Relation::Myself => return standing.person.is_some() && facts.person == standing.person,
        _ => {}
    }
    let Some((staff, membership)) = standing.office else { return false };
    let owned_by = |users: &BTreeSet<Uuid>| facts.owner.is_some_and(|owner| users.contains(&owner));
    match relation {
        Relation::Site => facts.site == Some(membership.site),
        Relation::Country => facts.site.is_some_and(|site| membership.country.contains(&site)),
        Relation::Owner => facts.owner == Some(staff.user),
        Relation::Team => owned_by(&staff.team),
        Relation::Assigned => !facts.assigned.is_empty(),
        Relation::CareTeam => facts.owner == Some(staff.user) || !facts.assigned.is_empty(),
        Relation::Supervised => owned_by(&staff.supervised) || (hangs && staff.supervised.contains(&facts.author)),
        Relation::Shared => facts.shared,
        Relation::BrokenGlass => facts.broken_glass,
        Relation::Tenant | Relation::Author | Relation::Myself => false,
    }
}

/// True when the grant gives `action`.
pub(super) fn gives(grant: &Grant, action: Action) -> bool {
    grant.r#do.contains(&action)
}
