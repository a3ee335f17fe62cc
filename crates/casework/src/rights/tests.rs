mod modifiers;
mod relations;
mod review;
mod worlds;

use super::{Access, Facts, decide};
use crate::actor::{Actor, Membership, Narrowing, Public, Staff};
use forms::roles::{Action, Grant, Relation, Role};
use forms::{Compartment, Field, Item, Kind, Stage};
use std::collections::BTreeSet;
use std::sync::Arc;
use uuid::Uuid;

const DAY: i64 = 86_400_000_000;
const NOW: i64 = 20_500 * DAY + DAY / 3;

/// A fixed id.
fn id(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

const ME: Uuid = Uuid::from_u128(1);
const MATE: Uuid = Uuid::from_u128(2);
const TRAINEE: Uuid = Uuid::from_u128(3);
const STRANGER: Uuid = Uuid::from_u128(4);
const HERE: Uuid = Uuid::from_u128(11);
const NEAR: Uuid = Uuid::from_u128(12);
const ABROAD: Uuid = Uuid::from_u128(13);

/// A grant on kind `case` that sees and writes open answers.
fn grant(relation: Relation, actions: &[Action]) -> Grant {
    Grant {
        kinds: vec!["case".to_owned()],
        r#do: actions.iter().copied().collect(),
        r#where: relation,
        see: [Compartment::Open].into(),
        ..Grant::default()
    }
}

fn role(name: &str, grants: Vec<Grant>) -> Arc<Role> {
    Arc::new(Role { name: name.to_owned(), grants, ..Role::default() })
}

/// Staff with these memberships, in a country of the sites `HERE` and `NEAR`.
fn staff(memberships: Vec<(Arc<Role>, Uuid)>) -> Staff {
    Staff {
        tenant: 1,
        user: ME,
        version: 1,
        memberships: memberships
            .into_iter()
            .map(|(role, site)| Membership {
                role,
                site,
                country: if site == ABROAD { [ABROAD].into() } else { [HERE, NEAR].into() },
            })
            .collect(),
        supervised: [TRAINEE].into(),
        team: [ME, MATE].into(),
        person: Some(id(50)),
        language: String::new(),
        zone: "UTC".into(),
        narrowed: None,
    }
}

/// Someone at `HERE` with one role of these grants.
fn someone(grants: Vec<Grant>) -> Actor {
    Actor::Staff(Arc::new(staff(vec![(role("worker", grants), HERE)])))
}

fn public(role: &Arc<Role>, id: Uuid) -> Arc<Public> {
    Arc::new(Public { tenant: 1, id, role: Arc::clone(role), language: String::new() })
}

/// A kind with the stages draft and closed, an open field `risk` and a sealed field `given_name`.
fn kind(name: &str, group: &str, parent: &[&str]) -> Kind {
    let field = |name: &str, compartment| {
        Item::Field(Box::new(Field { name: name.to_owned(), compartment, ..Field::default() }))
    };
    Kind {
        name: name.to_owned(),
        group: group.to_owned(),
        parent: parent.iter().map(|&parent| parent.to_owned()).collect(),
        stages: ["draft", "closed"].map(|stage| Stage { name: stage.to_owned(), ..Stage::default() }).into(),
        survey: vec![field("risk", Compartment::Open), field("given_name", Compartment::Identity)],
        ..Kind::default()
    }
}

fn case() -> Kind {
    kind("case", "casework", &[])
}

/// A record that is joined to `ME` by nothing but the tenant.
fn elsewhere() -> Facts {
    Facts {
        record: id(100),
        site: Some(ABROAD),
        owner: Some(STRANGER),
        author: STRANGER,
        stage: "draft".to_owned(),
        opened: NOW - 100 * DAY,
        ..Facts::default()
    }
}

fn set<T: Ord + Copy>(values: &[T]) -> BTreeSet<T> {
    values.iter().copied().collect()
}

fn narrowed(actor: Actor, narrowing: Narrowing) -> Actor {
    let Actor::Staff(staff) = actor else { panic!("only staff has tokens") };
    Actor::Staff(Arc::new(Staff { narrowed: Some(narrowing), ..Staff::clone(&staff) }))
}

/// What `decide` answers for a record of kind `case`.
fn asked(actor: &Actor, facts: &Facts) -> Access {
    decide(actor, &case(), facts, NOW)
}
