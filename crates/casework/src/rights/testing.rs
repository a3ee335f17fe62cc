//! For tests of a mission's rights: every small widening of a role, and a world in which each shows.

use super::grants::{self, DAY};
use super::{Access, Facts, decide};
use crate::actor::{Actor, Membership, PUBLIC_ROLES, Public, Staff};
use forms::roles::{Action, Grant, Relation, Role};
use forms::{Compartment, Kind, Mission};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use uuid::Uuid;

/// Missions that differ from `mission` in one grant of one role: the grant taken out, or its `where`, `see`, `write`,
/// `flag`, `only`, `stages` or `within` widened by one step; each with a line that says which. They hold kinds and
/// roles only.
pub fn mutants(mission: &Mission) -> Vec<(String, Mission)> {
    let mut found = Vec::new();
    for (name, role) in &mission.roles {
        for index in 0..role.grants.len() {
            for (what, grant) in changed(mission, name, &role.grants[index]) {
                let mut role = Role::clone(role);
                match grant {
                    Some(grant) => role.grants[index] = grant,
                    None => drop(role.grants.remove(index)),
                }
                let mut roles = mission.roles.clone();
                roles.insert(name.clone(), Arc::new(role));
                let mutant = Mission { kinds: mission.kinds.clone(), roles, ..Mission::default() };
                found.push((format!("{name}, grant {}: {what}", index + 1), mutant));
            }
        }
    }
    found
}

/// Records in every relation to someone of each role: of each kind that the role's grants name, one that is hers in
/// that way and no other, at each stage and age that matters, there and about to be made.
pub struct World {
    roles: BTreeMap<String, Arc<Role>>,
    records: BTreeMap<String, Vec<(Arc<Kind>, Facts)>>,
    answers: BTreeMap<String, Vec<Access>>,
}

impl World {
    /// The world of a mission, with its answers.
    pub fn new(mission: &Mission) -> Self {
        let records: BTreeMap<_, _> =
            mission.roles.iter().map(|(name, role)| (name.clone(), records(mission, role))).collect();
        let answers = mission.roles.iter().map(|(name, role)| (name.clone(), answers(role, &records[name]))).collect();
        Self { roles: mission.roles.clone(), records, answers }
    }

    /// True when some record of this world is answered differently under `mutant`.
    pub fn catches(&self, mutant: &Mission) -> bool {
        mutant
            .roles
            .iter()
            .filter(|(name, role)| self.roles.get(*name).is_none_or(|known| !Arc::ptr_eq(known, role)))
            .any(|(name, role)| {
                let records = self.records.get(name).map_or(&[][..], Vec::as_slice);
                Some(&answers(role, records)) != self.answers.get(name)
            })
    }

    /// For each role and kind, how many of its records can be looked at and how many there are.
    pub fn visible(&self) -> BTreeMap<(String, String), (usize, usize)> {
        let mut counts = BTreeMap::new();
        for (role, records) in &self.records {
            for ((kind, _), access) in records.iter().zip(&self.answers[role]) {
                let (visible, all) = counts.entry((role.clone(), kind.name.clone())).or_insert((0, 0));
                *visible += usize::from(access.visible());
                *all += 1;
            }
        }
        counts
    }
}

/// Roles of a mission that must sign in with a second factor and do not say so: those that read a sealed compartment,
/// export, or manage. For single fields (`only`) a registered device is the second factor, and the roles that are held
/// without a membership do not sign in at the desk.
pub fn lacking_second_factor(mission: &Mission) -> Vec<String> {
    let reads = |grant: &Grant| {
        grants::gives(grant, Action::View) && grants::see(grant).into_iter().any(|c| c != Compartment::Open)
    };
    let needs = |grant: &Grant| !grant.manage.is_empty() || grants::gives(grant, Action::Export) || reads(grant);
    let staff = mission.roles.values().filter(|role| !PUBLIC_ROLES.contains(&role.name.as_str()));
    staff.filter(|role| !role.second_factor && role.grants.iter().any(needs)).map(|role| role.name.clone()).collect()
}

/// The ways in which one grant is taken out (`None`) or widened by one step.
fn changed(mission: &Mission, role: &str, grant: &Grant) -> Vec<(String, Option<Grant>)> {
    let mut found = vec![("taken out".to_owned(), None)];
    let mut widened = |what: String, change: &dyn Fn(&mut Grant)| {
        let mut wider = grant.clone();
        change(&mut wider);
        found.push((what, Some(wider)));
    };
    let reaches = !grant.kinds.is_empty() || !grant.groups.is_empty();
    if let Some(relation) = wider(role, grant.r#where).filter(|_| reaches) {
        widened(format!("where {} made {}", grant.r#where.name(), relation.name()), &|g| g.r#where = relation);
    }
    let views = grants::gives(grant, Action::View);
    let writes = grants::gives(grant, Action::Create) || grants::gives(grant, Action::Change);
    let (see, write) = (grants::see(grant), grants::write(grant));
    for compartment in Compartment::ALL {
        let name = compartment.name();
        if !see.contains(&compartment) && (views || (writes && grant.write.is_empty())) {
            widened(format!("see {name} added"), &|g| g.see.extend([compartment]));
        }
        if !write.contains(&compartment) && writes && !grant.write.is_empty() {
            widened(format!("write {name} added"), &|g| g.write.extend([compartment]));
        }
        if !grant.flag.contains(&compartment) && views {
            widened(format!("flag {name} added"), &|g| g.flag.extend([compartment]));
        }
    }
    if views && !grant.only.is_empty() {
        let kinds = mission.kinds.values().filter(|kind| grants::names(grant, kind));
        let fields: Vec<String> = kinds.flat_map(|kind| kind.fields()).map(|field| field.name.clone()).collect();
        if let Some(field) = fields.into_iter().find(|field| !grant.only.contains(field)) {
            widened(format!("only {field} added"), &|g| g.only.extend([field.clone()]));
        }
    }
    if !grant.stages.is_empty() {
        widened("at any stage".to_owned(), &|g| g.stages.clear());
    }
    if grant.within_days.is_some() {
        widened("without end".to_owned(), &|g| g.within_days = None);
    }
    found
}

/// The next wider relation; nothing is wider than the tenant. Who has no membership has no site between.
fn wider(role: &str, relation: Relation) -> Option<Relation> {
    use Relation::{
        Assigned, Author, BrokenGlass, CareTeam, Country, Myself, Owner, Shared, Site, Supervised, Team, Tenant,
    };
    match relation {
        Tenant => None,
        Author | Myself if PUBLIC_ROLES.contains(&role) => Some(Tenant),
        Country => Some(Tenant),
        Site => Some(Country),
        Team | CareTeam | Supervised | Shared | BrokenGlass | Author | Myself => Some(Site),
        Owner | Assigned => Some(CareTeam),
    }
}

/// The moment at which the world is looked at.
const NOW: i64 = 20_000 * DAY + DAY / 2;

const ME: Uuid = Uuid::from_u128(1);
const MATE: Uuid = Uuid::from_u128(2);
const TRAINEE: Uuid = Uuid::from_u128(3);
const STRANGER: Uuid = Uuid::from_u128(4);
const MY_PERSON: Uuid = Uuid::from_u128(5);
const HERE: Uuid = Uuid::from_u128(11);
const NEAR: Uuid = Uuid::from_u128(12);
const ABROAD: Uuid = Uuid::from_u128(13);

/// Someone who holds `role`: at site `HERE`, or as the public role of that name.
fn actor(role: &Arc<Role>) -> Actor {
    let public = || Arc::new(Public { tenant: 1, id: ME, role: Arc::clone(role), language: String::new() });
    match role.name.as_str() {
        "visitor" => Actor::Visitor(public()),
        "member" => Actor::Member(public()),
        "reporter" => Actor::Reporter(public()),
        "device" => Actor::Device(public()),
        "system" => Actor::System(public()),
        _ => Actor::Staff(Arc::new(Staff {
            tenant: 1,
            user: ME,
            version: 1,
            memberships: vec![Membership { role: Arc::clone(role), site: HERE, country: [HERE, NEAR].into() }],
            supervised: [TRAINEE].into(),
            team: [ME, MATE].into(),
            person: Some(MY_PERSON),
            language: String::new(),
            zone: "UTC".into(),
            narrowed: None,
        })),
    }
}

fn answers(role: &Arc<Role>, records: &[(Arc<Kind>, Facts)]) -> Vec<Access> {
    let actor = actor(role);
    records.iter().map(|(kind, facts)| decide(&actor, kind, facts, NOW)).collect()
}

/// The records of the kinds that the role's grants name.
fn records(mission: &Mission, role: &Role) -> Vec<(Arc<Kind>, Facts)> {
    let mut found = Vec::new();
    for kind in mission.kinds.values() {
        let grants: Vec<&Grant> = role.grants.iter().filter(|grant| grants::names(grant, kind)).collect();
        if grants.is_empty() {
            continue;
        }
        let borrows = kind.name == grants::PERSON || grants::hangs_under_person(kind);
        for (stage, age) in stages(kind, &grants).iter().flat_map(|s| ages(&grants).into_iter().map(move |a| (s, a))) {
            for facts in relations().map(|facts| dated(facts, stage, age, &grants)) {
                if borrows {
                    let own = dated(stranger(), stage, age, &grants);
                    found.push((Arc::clone(kind), Facts { about: vec![facts.clone()], ..own }));
                }
                found.push((Arc::clone(kind), Facts { new: true, ..facts.clone() }));
                found.push((Arc::clone(kind), facts));
            }
        }
    }
    found
}

/// A record that nothing but the tenant joins to her.
fn stranger() -> Facts {
    Facts { site: Some(ABROAD), owner: Some(STRANGER), author: STRANGER, ..Facts::default() }
}

/// A record in each relation, and in that one alone.
fn relations() -> impl Iterator<Item = Facts> {
    [
        stranger(),
        Facts { site: Some(NEAR), ..stranger() },
        Facts { site: Some(HERE), ..stranger() },
        Facts { owner: Some(MATE), ..stranger() },
        Facts { owner: Some(ME), ..stranger() },
        Facts { owner: Some(TRAINEE), ..stranger() },
        Facts { author: TRAINEE, ..stranger() },
        Facts { author: ME, ..stranger() },
        Facts { assigned: ["care".to_owned()].into(), ..stranger() },
        Facts { shared: true, lent: Compartment::ALL.into(), ..stranger() },
        Facts { broken_glass: true, ..stranger() },
        Facts { person: Some(MY_PERSON), ..stranger() },
        Facts { person: Some(ME), ..stranger() },
    ]
    .into_iter()
}

/// `facts` at `stage`, with everything that happened to it `age` days ago.
fn dated(facts: Facts, stage: &str, age: i64, grants: &[&Grant]) -> Facts {
    let then = NOW.saturating_sub(age.saturating_mul(DAY));
    let since = grants.iter().map(|grant| (grant.since.clone(), then)).collect();
    Facts { stage: stage.to_owned(), opened: then, since, ..facts }
}

/// The stages to look at: all of them when a grant tells them apart, else the first.
fn stages(kind: &Kind, grants: &[&Grant]) -> BTreeSet<String> {
    let mut stages = BTreeSet::from([kind.initial_stage().to_owned()]);
    if grants.iter().any(|grant| !grant.stages.is_empty()) {
        stages.extend(kind.stages.iter().map(|stage| stage.name.clone()));
        stages.extend(grants.iter().flat_map(|grant| grant.stages.iter().cloned()));
        stages.insert("another".to_owned());
    }
    stages
}

/// The ages to look at, in days: today, and the day after each grant has ended.
fn ages(grants: &[&Grant]) -> BTreeSet<i64> {
    std::iter::once(0)
        .chain(grants.iter().filter_map(|grant| grant.within_days).map(|days| i64::from(days) + 1))
        .collect()
}
