//! Who may read a sealed part: said to those who may not.

use super::grants;
use crate::actor::PUBLIC_ROLES;
use forms::roles::Action;
use forms::{Compartment, Kind, Mission};

/// Names of the office's roles with a grant to read that compartment of a kind, in the order of the mission.
pub fn readers(mission: &Mission, kind: &Kind, compartment: Compartment) -> Vec<String> {
    mission
        .roles
        .values()
        .filter(|role| !PUBLIC_ROLES.contains(&role.name.as_str()))
        .filter(|role| {
            role.grants.iter().any(|grant| {
                grant.r#do.contains(&Action::View) && grants::names(grant, kind) && grant.see.contains(&compartment)
            })
        })
        .map(|role| role.name.clone())
        .collect()
}
