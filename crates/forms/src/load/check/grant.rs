//! What roles name, and whether a grant makes sense.

use super::World;
use crate::kind::{About, Compartment, FieldType};
use crate::load::draft::Draft;
use crate::load::faults::{Faults, meant};
use crate::load::tree::{Node, Place};
use crate::roles::{Action, Grant, Relation, Role};
use std::collections::BTreeSet;

/// Checks every grant of every role.
pub(super) fn check(faults: &mut Faults, world: &World<'_>) {
    for (role, node) in world.roles {
        second_factor(faults, role, node);
        // Grants that could not be read were left out, so the two lists are paired by reading order
        // only when they are of one length; otherwise their faults are already told.
        let nodes = node.get("grants").map_or(&[][..], Node::items);
        if nodes.len() == role.grants.len() {
            for (grant, node) in role.grants.iter().zip(nodes) {
                Checked { faults, world, grant, node }.check();
            }
        }
    }
}

/// Who reads what is sealed, exports or manages the office signs in with a second factor.
fn second_factor(faults: &mut Faults, role: &Role, node: &Node) {
    let needs = role.grants.iter().any(|grant| {
        let reads = grant.only.is_empty() && grant.see.iter().any(|compartment| *compartment != Compartment::Open);
        reads || !grant.manage.is_empty() || grant.r#do.contains(&Action::Export)
    });
    if needs && !role.second_factor {
        let message = format!("`{}` reads sealed parts, exports or manages; write `second_factor: true`", role.name);
        faults.add(node.at, message);
    }
}

struct Checked<'c, 'w> {
    faults: &'c mut Faults,
    world: &'c World<'w>,
    grant: &'c Grant,
    node: &'c Node,
}

impl<'c, 'w> Checked<'c, 'w> {
    fn check(&mut self) {
        self.names();
        self.sense();
        let reached = self.reached();
        self.only(&reached);
        self.stages(&reached);
        self.since(&reached);
    }

    fn place(&self, key: &str) -> Place {
        self.node.get(key).map_or(self.node.at, |node| node.at)
    }

    fn names(&mut self) {
        for (kind, at) in words(self.node, "kinds") {
            if !self.world.has_kind(kind) {
                self.faults.add(at, self.world.no_kind(kind));
            }
        }
        for (group, at) in words(self.node, "groups") {
            if !self.world.groups.contains(group) {
                let hint = meant(group, self.world.groups.iter().copied());
                self.faults.add(at, format!("no kind has the group `{group}`{hint}"));
            }
        }
    }

    fn sense(&mut self) {
        let grant = self.grant;
        let about_kinds = !grant.kinds.is_empty() || !grant.groups.is_empty();
        if grant.manage.is_empty() && !about_kinds {
            self.faults.add(self.node.at, "a grant needs `kinds`, `groups` or `manage`");
        }
        if about_kinds && self.node.get("do").is_none_or(|node| node.raw().is_none() && node.items().is_empty()) {
            self.faults.add(self.node.at, "a grant about records needs `do`");
        }
        if about_kinds && self.node.get("where").is_none() {
            self.faults.add(self.node.at, "a grant about records needs `where`");
        }
        let only_create = grant.r#do.len() == 1 && grant.r#do.contains(&Action::Create);
        if only_create && grant.r#where != Relation::Site {
            self.faults.add(self.place("where"), "a record is made at the site one works at; write `where: site`");
        }
        if grant.flag.contains(&Compartment::Open) || grant.flag.intersection(&grant.see).next().is_some() {
            self.faults.add(self.place("flag"), "`flag` is for sealed compartments that `see` does not name");
        }
        if self.node.get("since").is_some() && grant.within_days.is_none() {
            self.faults.add(self.place("since"), "`since` needs `within`: how long from then");
        }
        if grant.r#where == Relation::BrokenGlass {
            let seen = grant.see.iter().chain(&grant.flag);
            let beyond = seen.into_iter().any(|c| ![Compartment::Open, Compartment::Identity].contains(c));
            if beyond || grant.r#do.iter().any(|action| *action != Action::View) {
                let message = "behind broken glass one may `view` what is `open` and `identity`, and nothing else";
                self.faults.add(self.place("where"), message);
            }
        }
        if !grant.only.is_empty() && !grant.r#do.contains(&Action::View) {
            self.faults.add(self.place("only"), "`only` is for grants that `view`");
        }
    }

    /// The kinds the grant reaches, by name and by group.
    fn reached(&self) -> Vec<&'w Draft<'w>> {
        let kinds: BTreeSet<&str> = self.grant.kinds.iter().map(String::as_str).collect();
        let groups: BTreeSet<&str> = self.grant.groups.iter().map(String::as_str).collect();
        let drafts = self.world.drafts.iter();
        let reached: Vec<&Draft<'_>> = drafts
            .filter(|draft| kinds.contains(draft.kind.name.as_str()) || groups.contains(draft.kind.group.as_str()))
            .collect();
        reached
    }

    /// Nothing can be said while a named kind could not be read.
    fn is_certain(&self) -> bool {
        !self.grant.kinds.iter().any(|kind| self.world.is_unreadable(kind) || !self.world.has_kind(kind))
    }

    fn only(&mut self, reached: &[&Draft<'_>]) {
        if self.grant.r#where == Relation::Myself {
            let other = reached
                .iter()
                .find(|d| d.kind.about != About::Person && !["person", "user"].contains(&d.kind.name.as_str()));
            if let Some(draft) = other {
                let message = format!("`self` is for records about a person; `{}` is not", draft.kind.name);
                self.faults.add(self.place("where"), message);
            }
        }
        for (name, at) in words(self.node, "only") {
            let there = reached.iter().any(|draft| draft.rows.iter().any(|row| row.name == name));
            if !there && self.is_certain() {
                let names: Vec<&str> =
                    reached.iter().flat_map(|d| d.rows.iter().map(|row| row.name.as_str())).collect();
                self.faults.add(at, format!("none of these kinds has a field `{name}`{}", meant(name, names)));
            }
        }
    }

    fn stages(&mut self, reached: &[&Draft<'_>]) {
        for (name, at) in words(self.node, "stages") {
            self.stage(reached, name, at);
        }
    }

    fn stage(&mut self, reached: &[&Draft<'_>], name: &str, at: Place) {
        if reached.iter().all(|draft| draft.kind.stage(name).is_none()) && self.is_certain() {
            let names = reached.iter().flat_map(|draft| draft.kind.stages.iter().map(|stage| stage.name.as_str()));
            let hint = meant(name, names);
            self.faults.add(at, format!("none of these kinds has a stage `{name}`{hint}"));
        }
    }

    fn since(&mut self, reached: &[&Draft<'_>]) {
        let (since, at) = (self.grant.since.as_str(), self.place("since"));
        if since.is_empty() || since == "created" {
            return;
        }
        if let Some(stage) = since.strip_prefix("stage:") {
            return self.stage(reached, stage, at);
        }
        let dated = |draft: &&Draft<'_>| {
            draft.kind.field(since).is_some_and(|field| field.r#type == FieldType::Date && field.index)
        };
        if !reached.iter().any(dated) && self.is_certain() {
            self.faults
                .add(at, format!("`{since}` is no date: write `created`, `stage:NAME` or a date field of these kinds with `index: true`"));
        }
    }
}

/// The words of a key that holds one or several.
fn words<'n>(node: &'n Node, key: &str) -> Vec<(&'n str, Place)> {
    let Some(value) = node.get(key) else { return Vec::new() };
    let items = if value.raw().is_some() { std::slice::from_ref(value) } else { value.items() };
    items.iter().filter_map(|item| Some((item.raw()?, item.at))).collect()
}
