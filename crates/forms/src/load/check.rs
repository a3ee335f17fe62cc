//! Comparing what was read: names that must exist, what expressions may read, stages, rights.

mod calls;
mod choice;
mod compartment;
mod cycle;
mod expression;
pub(super) mod field;
mod grant;
mod kind;
mod reference;
mod scope;
mod stage;

use super::draft::Draft;
use super::faults::{Faults, meant};
use super::files::Files;
use super::reader::Reader;
use super::tree::{Node, Place};
use super::{keys, roles};
use crate::mission::Country;
use scope::Scopes;
use std::collections::{BTreeMap, BTreeSet};

/// Everything that was read, as the checks look it up.
pub(super) struct World<'w> {
    files: &'w Files,
    drafts: &'w [Draft<'w>],
    by_name: BTreeMap<&'w str, (&'w Draft<'w>, Scopes<'w>)>,
    roles: &'w [roles::Read<'w>],
    settings: BTreeSet<&'w str>,
    groups: BTreeSet<&'w str>,
    rule_ids: BTreeMap<&'w str, Place>,
}

impl<'w> World<'w> {
    /// Gathers the names.
    pub(super) fn new(
        files: &'w Files,
        drafts: &'w [Draft<'w>],
        roles: &'w [roles::Read<'w>],
        settings: &'w BTreeMap<String, serde_json::Value>,
        countries: &'w BTreeMap<String, Country>,
    ) -> Self {
        let of_countries = countries.values().flat_map(|country| country.settings.keys());
        let shared = files.rules.values().flat_map(|file| file.get("rules").map_or(&[][..], Node::items));
        Self {
            files,
            drafts,
            by_name: drafts.iter().map(|draft| (draft.kind.name.as_str(), (draft, Scopes::new(&draft.rows)))).collect(),
            roles,
            settings: settings.keys().chain(of_countries).map(String::as_str).collect(),
            groups: drafts.iter().map(|draft| draft.kind.group.as_str()).collect(),
            rule_ids: shared.filter_map(|rule| rule.get("id")).filter_map(|id| Some((id.raw()?, id.at))).collect(),
        }
    }

    fn has_kind(&self, name: &str) -> bool {
        self.files.kind_names.contains_key(name)
    }

    /// A kind that has a file but could not be read: nothing can be said about what it holds.
    fn is_unreadable(&self, name: &str) -> bool {
        self.has_kind(name) && !self.by_name.contains_key(name)
    }

    /// Kinds at the top of what a kind can hang under; the kind itself when it stands alone.
    fn roots(&self, name: &'w str) -> BTreeSet<&'w str> {
        let (mut roots, mut seen, mut open) = (BTreeSet::new(), BTreeSet::new(), vec![name]);
        while let Some(name) = open.pop() {
            let parents = self.by_name.get(name).map_or(&[][..], |(draft, _)| &draft.kind.parent);
            if parents.is_empty() {
                roots.insert(name);
            } else if seen.insert(name) {
                open.extend(parents.iter().map(String::as_str));
            }
        }
        roots
    }

    fn has_role(&self, name: &str) -> bool {
        self.roles.iter().any(|(role, _)| role.name == name)
    }

    fn no_kind(&self, name: &str) -> String {
        format!("there is no kind `{name}`{}", meant(name, self.files.kind_names.keys().map(String::as_str)))
    }

    fn no_role(&self, name: &str) -> String {
        format!("there is no role `{name}`{}", meant(name, self.roles.iter().map(|(role, _)| role.name.as_str())))
    }
}

/// Checks the whole mission.
pub(super) fn mission(reader: &mut Reader<'_>, world: &World<'_>) {
    for (draft, scopes) in world.by_name.values() {
        scope::unique_names(reader, draft);
        reference::check(reader, world, draft, scopes);
        expression::check(reader, world, draft, scopes);
        choice::check(reader, world, draft, scopes);
        compartment::check(reader, draft, scopes);
        cycle::check(reader.faults, draft, scopes);
        stage::check(reader.faults, world, draft);
        kind::check(reader.faults, draft);
    }
    unique_ids(reader.faults, world, "rules");
    unique_ids(reader.faults, world, "tasks");
    shared_rules(reader, world);
    grant::check(reader.faults, world);
}

/// An id of a rule or a task stands once in the whole mission, because its test bears it.
fn unique_ids(faults: &mut Faults, world: &World<'_>, key: &str) {
    let own = world.drafts.iter().map(|draft| draft.root);
    let nodes = own.chain(world.files.rules.values()).flat_map(|root| root.get(key).map_or(&[][..], Node::items));
    let mut seen = BTreeSet::new();
    for id in nodes.filter_map(|node| node.get("id")) {
        let name = id.raw().unwrap_or_default();
        if !seen.insert(name) {
            faults.add(id.at, format!("the id `{name}` is used by another of the {key}; give this one its own"));
        }
    }
}

/// Files of shared rules: their keys, and the kinds they name.
fn shared_rules(reader: &mut Reader<'_>, world: &World<'_>) {
    for root in world.files.rules.values() {
        super::reader::Map::open(root, &keys::RULES_FILE, reader.faults);
        for (key, node) in ["rules", "tasks"].iter().flat_map(|key| root.get(key).map(|node| (key, node))) {
            for rule in node.items() {
                let id = rule.get("id").and_then(Node::raw).unwrap_or_default();
                let kinds = rule.get("kinds").map_or_else(Vec::new, |kinds| reader.words(kinds));
                for (kind, at) in &kinds {
                    if !world.has_kind(kind) {
                        reader.faults.add(*at, world.no_kind(kind));
                    }
                }
                let named = world.drafts.iter().any(|draft| {
                    draft.kind.rules.iter().any(|rule| rule.id == id)
                        || draft.kind.tasks.iter().any(|task| task.id == id)
                });
                if kinds.is_empty() && !named {
                    let message =
                        format!("no kind uses this one of the {key}; write `kinds: […]` or name `{id}` in a kind");
                    reader.faults.add(rule.at, message);
                }
            }
        }
    }
}
