//! The rights of the mission we ship, read in review, and shown to be held by every one of its grants.

use crate::office::mission;
use casework::rights::matrix;
use casework::rights::testing::{World, lacking_second_factor, mutants};

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
