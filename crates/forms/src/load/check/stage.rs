//! The graph of a kind's stages.

use super::World;
use crate::load::draft::Draft;
use crate::load::faults::Faults;
use crate::load::tree::{Node, Place};
use crate::roles::Action;
use std::collections::BTreeSet;

/// One stage is first, every stage can be reached from it, and a final one among them. (That the
/// stages named exist is checked with the other names.)
pub(super) fn check(faults: &mut Faults, world: &World<'_>, draft: &Draft<'_>) {
    approvers(faults, world, draft);
    let stages = &draft.kind.stages;
    let Some(node) = draft.root.get("stages").filter(|_| !stages.is_empty()) else { return };
    let initial: Vec<&str> = stages.iter().filter(|stage| stage.initial).map(|stage| stage.name.as_str()).collect();
    let [first] = initial.as_slice() else {
        let message = format!("one stage is `initial: true`; here there are {}", initial.len());
        faults.add(node.at, message);
        return;
    };
    let reached = reached(draft, first);
    for stage in stages {
        let at = place(node, &stage.name);
        if !reached.contains(stage.name.as_str()) {
            faults.add(at, format!("no way leads from `{first}` to the stage `{}`", stage.name));
        }
        if stage.reopen.is_some() && !stage.r#final {
            faults.add(at, format!("`{}` is not final, so there is nothing to `reopen`", stage.name));
        }
        if !stage.r#final && stage.to.is_empty() {
            faults.add(at, format!("`{}` leads nowhere and is not `final: true`", stage.name));
        }
    }
    if !stages.iter().any(|stage| stage.r#final && reached.contains(stage.name.as_str())) {
        faults.add(node.at, "no stage that can be reached is `final: true`; a record would never end");
    }
}

/// Whoever must approve a move has a grant to approve records of the kind, or it would never be made.
fn approvers(faults: &mut Faults, world: &World<'_>, draft: &Draft<'_>) {
    let kind = &draft.kind;
    for (stage, approval) in kind.stages.iter().flat_map(|stage| stage.approve.values().map(move |a| (stage, a))) {
        let Some((role, _)) = world.roles.iter().find(|(role, _)| role.name == approval.role) else { continue };
        let may = role.grants.iter().any(|grant| {
            grant.r#do.contains(&Action::Approve)
                && (grant.kinds.contains(&kind.name) || grant.groups.contains(&kind.group))
        });
        if !may {
            let at = draft.root.get("stages").map_or(draft.root.at, |stages| place(stages, &stage.name));
            let message = format!(
                "`{}` has no grant to approve records of `{}`, so this move would wait for ever",
                role.name, kind.name
            );
            faults.add(at, message);
        }
    }
}

fn reached<'d>(draft: &'d Draft<'_>, first: &'d str) -> BTreeSet<&'d str> {
    let mut reached = BTreeSet::new();
    let mut open = vec![first];
    while let Some(name) = open.pop() {
        if reached.insert(name) {
            let to = draft.kind.stage(name).map_or(&[][..], |stage| &stage.to);
            open.extend(to.iter().map(String::as_str));
        }
    }
    reached
}

fn place(stages: &Node, name: &str) -> Place {
    stages.entries().iter().find(|(key, _)| key.text == name).map_or(stages.at, |(key, _)| key.at)
}
