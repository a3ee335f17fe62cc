//! The matrix and the world of a small mission made by hand.

use super::*;
use crate::rights::matrix;
use crate::rights::testing::{World, lacking_second_factor, mutants};
use Action::{Approve, Change, Create, View};
use Compartment::{Identity, Mind, Open};
use forms::Mission;
use forms::roles::Manage;

fn mission(roles: Vec<Role>) -> Mission {
    let mut mission = Mission::default();
    for kind in [
        kind("person", "person", &[]),
        kind("portrait", "person", &["person"]),
        case(),
        kind("note", "casework", &["case"]),
        kind("page", "site", &[]),
    ] {
        mission.kinds.insert(kind.name.clone(), Arc::new(kind));
    }
    for role in roles {
        mission.roles.insert(role.name.clone(), Arc::new(role));
    }
    mission
}

fn on(kinds: &[&str], relation: Relation, actions: &[Action], see: &[Compartment]) -> Grant {
    Grant {
        kinds: kinds.iter().map(|&kind| kind.to_owned()).collect(),
        r#do: set(actions),
        r#where: relation,
        see: set(see),
        ..Grant::default()
    }
}

/// Every relation, limit and kind of role once.
fn example() -> Mission {
    let role = |name: &str, grants| Role { name: name.to_owned(), grants, ..Role::default() };
    let worker = vec![
        on(&["case"], Relation::Site, &[View], &[Open]),
        Grant {
            kinds: vec![],
            groups: vec!["casework".to_owned()],
            flag: set(&[Mind]),
            ..on(&[], Relation::CareTeam, &[View, Create, Change], &[Open, Identity])
        },
        on(&["portrait"], Relation::Assigned, &[View], &[Open, Identity]),
    ];
    let volunteer = vec![
        Grant { write: set(&[Open, Identity]), ..on(&["case"], Relation::Site, &[Create], &[Open]) },
        Grant { within_days: Some(3), ..on(&["case"], Relation::Author, &[View], &[Open, Identity]) },
    ];
    let counsellor = vec![Grant {
        within_days: Some(30),
        since: "stage:handed_over".to_owned(),
        ..on(&["case", "person"], Relation::Site, &[View], &[Open, Identity])
    }];
    let mother =
        vec![Grant { only: ["given_name".to_owned()].into(), ..on(&["person"], Relation::Site, &[View], &[]) }];
    let psychologist = vec![
        on(&["note"], Relation::Supervised, &[View], &[Open, Mind]),
        on(&["note"], Relation::Owner, &[View, Change], &[Open, Mind]),
    ];
    let supervisor = vec![
        on(&["case", "note"], Relation::Team, &[View, Approve], &[Open]),
        on(&["person"], Relation::Shared, &[View], &[Open]),
    ];
    let director = vec![on(&["case"], Relation::Country, &[View, Action::Export], &[Open])];
    let own = vec![on(&["person", "case"], Relation::Myself, &[View], &[Open, Identity])];
    let published = Grant { stages: ["closed".to_owned()].into(), ..on(&["page"], Relation::Tenant, &[View], &[Open]) };
    let administrator = vec![Grant { manage: [Manage::Users, Manage::Keys].into(), ..Grant::default() }];
    mission(vec![
        role("worker", worker),
        role("volunteer", volunteer),
        role("counsellor", counsellor),
        role("mother", mother),
        role("psychologist", psychologist),
        role("supervisor", supervisor),
        role("director", director),
        role("own", own),
        role("visitor", vec![published.clone()]),
        role("member", vec![published, on(&["page"], Relation::Author, &[View], &[Open])]),
        role("administrator", administrator),
    ])
}

#[test]
fn the_matrix_says_each_fact_on_one_line() {
    let role = Role {
        name: "worker".to_owned(),
        second_factor: true,
        grants: vec![
            Grant { manage: [Manage::Audit].into(), ..Grant::default() },
            Grant {
                flag: set(&[Mind]),
                only: ["risk".to_owned()].into(),
                stages: ["draft".to_owned(), "closed".to_owned()].into(),
                within_days: Some(3),
                write: set(&[Identity]),
                groups: vec!["casework".to_owned()],
                ..on(&["page"], Relation::Myself, &[View, Create, Approve], &[Identity])
            },
        ],
        ..Role::default()
    };
    let lines = |kind: &str| {
        let limits = "at closed draft, 3 days from created";
        [
            format!("worker | {kind} | view | self | {limits} | flag mind"),
            format!("worker | {kind} | view | self | {limits} | only risk"),
            format!("worker | {kind} | view | self | {limits} | see identity"),
            format!("worker | {kind} | view | self | {limits} | see open"),
            format!("worker | {kind} | create | self | {limits} | write identity"),
            format!("worker | {kind} | approve | self | {limits} | -"),
        ]
    };
    let mut expected = vec![
        "role | kind | action | where | limits | what".to_owned(),
        "worker | - | signs in with a second factor | - | - | -".to_owned(),
        "worker | - | manage | - | - | audit".to_owned(),
    ];
    expected.extend(["case", "note", "page"].iter().flat_map(|kind| lines(kind)));
    assert_eq!(matrix(&mission(vec![role])).lines().collect::<Vec<_>>(), expected);
}

/// The world alone shows every widening of every grant; taking out what only manages shows in the matrix.
#[test]
fn every_mutant_is_caught() {
    let mission = example();
    let (world, before) = (World::new(&mission), matrix(&mission));
    let mutants = mutants(&mission);
    assert!(mutants.len() > 150, "only {} mutants", mutants.len());
    let unseen: Vec<&str> =
        mutants.iter().filter(|(_, mutant)| !world.catches(mutant)).map(|(what, _)| what.as_str()).collect();
    assert_eq!(unseen, ["administrator, grant 1: taken out"]);
    for (what, mutant) in &mutants {
        assert_ne!(matrix(mutant), before, "{what}");
    }
}

/// In the world each role finds some record of each kind it may look at, and not all of them unless tenant-wide.
#[test]
fn the_world_has_records_to_find_and_records_not_to_find() {
    let world = World::new(&example());
    assert!(!world.catches(&example()), "the same roles answer the same");
    for ((role, kind), (visible, all)) in world.visible() {
        assert!(visible > 0 && visible < all, "{role} finds {visible} of {all} of {kind}");
    }
}

/// A grant that says nothing beyond another is found as a mutant that nothing catches.
#[test]
fn an_empty_widening_is_not_caught() {
    let wide = on(&["case"], Relation::Tenant, &[View], &[Open]);
    let narrow = on(&["case"], Relation::Site, &[View], &[Open]);
    let twice = mission(vec![Role { name: "worker".to_owned(), grants: vec![wide, narrow], ..Role::default() }]);
    let world = World::new(&twice);
    let unseen: Vec<String> =
        mutants(&twice).into_iter().filter(|(_, mutant)| !world.catches(mutant)).map(|(what, _)| what).collect();
    assert_eq!(unseen, ["worker, grant 2: taken out", "worker, grant 2: where site made country"]);
}

#[test]
fn roles_with_sealed_parts_exports_or_the_office_need_a_second_factor() {
    assert_eq!(
        lacking_second_factor(&example()),
        ["administrator", "counsellor", "director", "own", "psychologist", "volunteer", "worker"]
    );
}
