//! `roles.yaml`: roles and their grants.

use super::keys;
use super::kind::items;
use super::reader::{Map, Reader, is_name};
use super::tree::{Node, Place, Value};
use crate::kind::Compartment;
use crate::roles::{Action, Grant, Manage, Relation, Role};
use std::collections::BTreeSet;

/// A role and the tree it was read from.
pub(super) type Read<'n> = (Role, &'n Node);

/// Every role of a file.
pub(super) fn read<'n>(reader: &mut Reader<'_>, root: &'n Node) -> Vec<Read<'n>> {
    if !matches!(root.value, Value::Mapping(_)) {
        reader.faults.add(root.at, "roles are written by name: {nurse: {label: …, grants: […]}}");
    }
    root.entries().iter().filter_map(|(key, node)| role(reader, &key.text, key.at, node)).collect()
}

fn role<'n>(reader: &mut Reader<'_>, name: &str, at: Place, node: &'n Node) -> Option<Read<'n>> {
    if !is_name(name) || name == "owner" {
        let message = format!(
            "`{name}` cannot be a role: lower-case letters, digits and `_`, beginning with a letter; `owner` is taken"
        );
        reader.faults.add(at, message);
    }
    let map = Map::open(node, &keys::ROLE, reader.faults)?;
    let role = Role {
        name: name.to_owned(),
        label: reader.needed_label(&map, "label"),
        second_factor: reader.flag_of(&map, "second_factor"),
        grants: items(reader, &map, "grants").iter().filter_map(|node| grant(reader, node)).collect(),
    };
    Some((role, node))
}

/// One grant. A grant whose fields cannot be read in full is left out, so that it never reaches
/// further than what was written.
fn grant(reader: &mut Reader<'_>, node: &Node) -> Option<Grant> {
    let map = Map::open(node, &keys::GRANT, reader.faults)?;
    let see = compartments(reader, &map, "see");
    let write = if map.get("write").is_some() { compartments(reader, &map, "write") } else { see.clone() };
    let relation = map.get("where").map(|node| reader.choice(node, &RELATIONS));
    let within_days = map.get("within").map(|node| days(reader, node));
    Some(Grant {
        kinds: reader.words_of(&map, "kinds"),
        groups: reader.words_of(&map, "groups"),
        r#do: set(reader, &map, "do", &ACTIONS),
        r#where: relation.unwrap_or(Some(Relation::Site))?,
        see,
        write,
        flag: compartments(reader, &map, "flag"),
        only: reader.words_of(&map, "only").into_iter().collect(),
        stages: reader.words_of(&map, "stages").into_iter().collect(),
        within_days: within_days.map_or(Some(None), |days| days.map(Some))?,
        since: reader.text_of(&map, "since"),
        manage: set(reader, &map, "manage", &MANAGE),
    })
}

fn compartments(reader: &mut Reader<'_>, map: &Map<'_>, key: &str) -> BTreeSet<Compartment> {
    let words = Compartment::ALL.map(|compartment| (compartment.name(), compartment));
    set(reader, map, key, &words)
}

fn set<T: Copy + Ord>(reader: &mut Reader<'_>, map: &Map<'_>, key: &str, choices: &[(&str, T)]) -> BTreeSet<T> {
    let words = map.get(key).map_or_else(Vec::new, |node| reader.words(node));
    words.into_iter().filter_map(|(word, at)| reader.choose(&word, at, choices)).collect()
}

/// `P30D` or `P4W`: ISO 8601 durations of whole days; months and years differ in length.
fn days(reader: &mut Reader<'_>, node: &Node) -> Option<u32> {
    let text = reader.text(node)?;
    let count = text.strip_prefix('P').and_then(|rest| {
        let (number, unit) = rest.split_at_checked(rest.len().saturating_sub(1))?;
        let number: u32 = number.parse().ok()?;
        match unit {
            "D" => Some(number),
            "W" => number.checked_mul(7),
            _ => None,
        }
    });
    let count = count.filter(|days| (1..=36_600).contains(days));
    if count.is_none() {
        reader.faults.add(node.at, format!("`{text}` is no number of days; write P30D or P4W"));
    }
    count
}

const ACTIONS: [(&str, Action); 13] = [
    ("view", Action::View),
    ("create", Action::Create),
    ("change", Action::Change),
    ("move", Action::Move),
    ("approve", Action::Approve),
    ("assign", Action::Assign),
    ("share", Action::Share),
    ("transfer", Action::Transfer),
    ("resolve", Action::Resolve),
    ("link", Action::Link),
    ("export", Action::Export),
    ("erase", Action::Erase),
    ("break_glass", Action::BreakGlass),
];

const RELATIONS: [(&str, Relation); 12] = [
    ("tenant", Relation::Tenant),
    ("country", Relation::Country),
    ("site", Relation::Site),
    ("team", Relation::Team),
    ("owner", Relation::Owner),
    ("care_team", Relation::CareTeam),
    ("assigned", Relation::Assigned),
    ("supervised", Relation::Supervised),
    ("shared", Relation::Shared),
    ("broken_glass", Relation::BrokenGlass),
    ("author", Relation::Author),
    ("self", Relation::Myself),
];

const MANAGE: [(&str, Manage); 7] = [
    ("users", Manage::Users),
    ("roles", Manage::Roles),
    ("devices", Manage::Devices),
    ("kinds", Manage::Kinds),
    ("settings", Manage::Settings),
    ("keys", Manage::Keys),
    ("audit", Manage::Audit),
];
