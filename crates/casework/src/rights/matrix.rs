//! All rights of a mission as lines of text, to be committed and read in review.

use super::grants;
use forms::roles::{Action, Grant, Relation};
use forms::{Kind, Mission};
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// The table role × kind × action × relation × compartment: one line a fact, in an order that only a change of rights
/// changes. `see` and `write` name a compartment, `flag` one of which it is known that it is there, `only` a field.
pub fn matrix(mission: &Mission) -> String {
    let mut text = "role | kind | action | where | limits | what\n".to_owned();
    for (name, role) in &mission.roles {
        if role.second_factor {
            let _ = writeln!(text, "{name} | - | signs in with a second factor | - | - | -");
        }
        let parts: BTreeSet<_> = role.grants.iter().flat_map(|grant| &grant.manage).collect();
        for part in parts {
            let _ = writeln!(text, "{name} | - | manage | - | - | {}", part.name());
        }
        for kind in mission.kinds.values() {
            for action in Action::ALL {
                for (relation, limits, what) in facts(&role.grants, kind, action) {
                    let _ = writeln!(
                        text,
                        "{name} | {} | {} | {} | {limits} | {what}",
                        kind.name,
                        action.name(),
                        relation.name()
                    );
                }
            }
        }
    }
    text
}

/// What `grants` say of `action` on `kind`: relation, limits, compartment or field.
fn facts(grants: &[Grant], kind: &Kind, action: Action) -> BTreeSet<(Relation, String, String)> {
    let mut facts = BTreeSet::new();
    for grant in grants.iter().filter(|grant| grants::names(grant, kind) && grants::gives(grant, action)) {
        for what in what(grant, action) {
            facts.insert((grant.r#where, limits(grant), what));
        }
    }
    facts
}

/// What the grant opens for the action.
fn what(grant: &Grant, action: Action) -> Vec<String> {
    match action {
        Action::View => {
            let see = grants::see(grant).into_iter().map(|c| format!("see {}", c.name()));
            let flag = grant.flag.iter().map(|c| format!("flag {}", c.name()));
            let only = grant.only.iter().map(|field| format!("only {field}"));
            see.chain(flag).chain(only).collect()
        }
        Action::Create | Action::Change => {
            grants::write(grant).into_iter().map(|c| format!("write {}", c.name())).collect()
        }
        _ => vec!["-".to_owned()],
    }
}

/// The grant's stages and time in words.
fn limits(grant: &Grant) -> String {
    let mut limits: Vec<String> = Vec::new();
    if !grant.stages.is_empty() {
        limits.push(format!("at {}", Vec::from_iter(grant.stages.iter().map(String::as_str)).join(" ")));
    }
    if let Some(days) = grant.within_days {
        let since = if grant.since.is_empty() { "created" } else { &grant.since };
        limits.push(format!("{days} days from {since}"));
    }
    if limits.is_empty() { "-".to_owned() } else { limits.join(", ") }
}
