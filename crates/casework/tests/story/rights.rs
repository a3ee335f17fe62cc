//! The rights of the mission we ship, read in review, and shown to be held by every one of its grants.

use crate::office::mission;
use casework::rights::matrix;
use casework::rights::testing::{World, lacking_second_factor, mutants};
use forms::roles::{Action, Grant, Relation};

#[test]
fn the_matrix_of_rights_is_what_was_reviewed() {
    insta::assert_snapshot!(matrix(&mission()));
}

#[test]
fn every_grant_counts() {
    let mission = mission();
    let (world, before) = (World::new(&mission), matrix(&mission));
    let missed: Vec<String> = mutants(&mission)
        .into_iter()
        .filter(|(_, mutant)| !world.catches(mutant) && matrix(mutant) == before)
        .map(|(name, _)| name)
        .collect();
    assert!(missed.is_empty(), "{missed:#?}");
}

#[test]
fn roles_that_read_sealed_parts_ask_for_a_second_factor() {
    assert_eq!(lacking_second_factor(&mission()), Vec::<String>::new());
}

/// What a role may look at it finds, and only a grant over the whole tenant without a limit leaves nothing unfound: in
/// every relation of every kind there is a record to find and one not to find.
#[test]
fn the_world_of_each_grant_has_what_it_finds_and_what_it_does_not() {
    let mission = mission();
    let counts = World::new(&mission).visible();
    for (name, role) in &mission.roles {
        for (kind, definition) in &mission.kinds {
            let names = |grant: &&Grant| grant.kinds.contains(kind) || grant.groups.contains(&definition.group);
            let views = role.grants.iter().filter(names).filter(|grant| grant.r#do.contains(&Action::View));
            let views: Vec<&Grant> = views.collect();
            let (seen, all) = counts.get(&(name.clone(), kind.clone())).copied().unwrap_or_default();
            let whole = |grant: &&&Grant| {
                grant.r#where == Relation::Tenant && grant.stages.is_empty() && grant.within_days.is_none()
            };
            match views.iter().find(whole) {
                _ if views.is_empty() => assert_eq!(seen, 0, "{name} finds {kind}"),
                Some(_) => assert!(seen > 0 && seen == all, "{name} finds {seen} of {all} of {kind}"),
                None => assert!(seen > 0 && seen < all, "{name} finds {seen} of {all} of {kind}"),
            }
        }
    }
}
