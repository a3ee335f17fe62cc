//! What an overlay does to a kind of a lower layer: relabel, translate, hide, add, tighten.
//!
//! Patches are applied to the tree, so that whatever they bring keeps its own file and line.

use super::edit::{is_list, is_mapping};
use super::faults::{Faults, meant};
use super::keys::{self, Table};
use super::overlay_rows::{add, find_row, hide, row_names};
use super::reader::Map;
use super::tree::{Node, Scalar, Value};
use std::collections::BTreeSet;

/// Applies one patch to a kind's tree; `hidden` gains the paths of the fields it hides.
pub(super) fn kind(faults: &mut Faults, base: &mut Node, patch: &Node, hidden: &mut BTreeSet<String>) {
    if open(patch, &keys::KIND_PATCH, &keys::KIND, faults).is_none() {
        return;
    }
    for (key, value) in patch.entries() {
        match key.text.as_str() {
            "label" | "hint" => label(base, key, value),
            "list" => base.set(key.clone(), value.clone()),
            "retain" => retain(faults, base, key, value),
            "fields" => fields(faults, base, value),
            "stages" => stages(faults, base, value),
            "rules" => rules(faults, base, key, value),
            "drop" => drop_rules(faults, base, value),
            "tasks" => append(faults, base, key, value),
            _ => {}
        }
    }
    if let Some(rows) = patch.get("add") {
        add(faults, base, rows);
    }
    if let Some(names) = patch.get("hide") {
        hide(faults, base, names, hidden);
    }
}

/// Changes of one sort in one patch.
const MAX_CHANGES: usize = 2_000;

/// The changes of a patch, or none of them when there are too many to be one.
pub(super) fn at_most<'n, T>(faults: &mut Faults, node: &Node, changes: &'n [T]) -> &'n [T] {
    if changes.len() <= MAX_CHANGES {
        return changes;
    }
    faults.add(node.at, format!("a patch holds at most {MAX_CHANGES} changes of a sort"));
    &[]
}

/// Opens a patch; a key that exists but may not be changed is told apart from one nobody knows.
pub(super) fn open<'n>(node: &'n Node, patch: &Table, full: &Table, faults: &mut Faults) -> Option<Map<'n>> {
    let fixed = |key: &str| full.keys.contains(&key) && !patch.keys.contains(&key);
    for (key, _) in node.entries().iter().filter(|(key, _)| fixed(&key.text)) {
        let message =
            format!("an overlay may not change `{}` of {}; it may give {}", key.text, full.what, patch.keys.join(", "));
        faults.add(key.at, message);
    }
    Map::open_with(node, patch, fixed, faults)
}

/// Puts the texts of a label over those of the layer below, language by language.
pub(super) fn label(base: &mut Node, key: &Scalar, value: &Node) {
    match base.get_mut(&key.text) {
        Some(old) if matches!((&old.value, &value.value), (Value::Mapping(_), Value::Mapping(_))) => {
            for (language, text) in value.entries() {
                old.set(language.clone(), text.clone());
            }
        }
        _ => base.set(key.clone(), value.clone()),
    }
}

fn retain(faults: &mut Faults, base: &mut Node, key: &Scalar, value: &Node) {
    let years = |node: &Node| node.get("years").and_then(Node::raw).and_then(|text| text.parse::<u16>().ok());
    if let (Some(old), Some(new)) = (base.get("retain").and_then(years), years(value))
        && new > old
    {
        faults
            .add(value.at, format!("records are kept {old} years here; an overlay may keep them shorter, not longer"));
    }
    base.set(key.clone(), value.clone());
}

fn fields(faults: &mut Faults, base: &mut Node, patches: &Node) {
    is_mapping(faults, "`fields`", patches);
    let names = row_names(base);
    for (name, patch) in at_most(faults, patches, patches.entries()) {
        match base.get_mut("survey").and_then(|survey| find_row(survey, &name.text)) {
            Some(row) => field(faults, row, &name.text, patch),
            None => {
                let hint = meant(&name.text, names.iter().map(String::as_str));
                faults.add(name.at, format!("the kind has no field `{}`{hint}", name.text));
            }
        }
    }
}

/// Applies a patch to one row.
fn field(faults: &mut Faults, row: &mut Node, name: &str, patch: &Node) {
    if open(patch, &keys::FIELD_PATCH, &keys::FIELD, faults).is_none() {
        return;
    }
    for (key, value) in patch.entries() {
        match key.text.as_str() {
            "label" | "hint" | "guidance_hint" | "required_message" | "constraint_message" => label(row, key, value),
            "constraint" => tighter_constraint(row, key, value),
            "required" => tighter_required(faults, row, name, key, value),
            "compartment" => higher_compartment(faults, row, name, key, value),
            "safety" | "read_only" if row.is_true(&key.text) && value.raw() != Some("true") => {
                faults.add(value.at, format!("`{name}` is `{}: true`; an overlay may not weaken it", key.text));
            }
            _ if keys::FIELD_PATCH.keys.contains(&key.text.as_str()) => row.set(key.clone(), value.clone()),
            _ => {}
        }
    }
}

/// Both constraints must hold: the one below and the overlay's.
fn tighter_constraint(row: &mut Node, key: &Scalar, value: &Node) {
    let both = match (row.get("constraint").and_then(Node::raw), value.raw()) {
        (Some(old), Some(new)) => format!("({old}) and ({new})"),
        _ => return row.set(key.clone(), value.clone()),
    };
    let scalar = Scalar { text: both, plain: false, at: value.at, bytes: 0..0 };
    row.set(key.clone(), Node { at: value.at, value: Value::Scalar(scalar) });
}

fn tighter_required(faults: &mut Faults, row: &mut Node, name: &str, key: &Scalar, value: &Node) {
    let required = row.get("required").and_then(Node::raw).is_some_and(|old| old != "false");
    if required && value.raw() != Some("true") {
        faults.add(value.at, format!("`{name}` is required; an overlay may write `required: true`, not less"));
        return;
    }
    row.set(key.clone(), value.clone());
}

/// From open to sealed; never back, and never from one seal to another, because rights were given
/// for the one.
fn higher_compartment(faults: &mut Faults, row: &mut Node, name: &str, key: &Scalar, value: &Node) {
    let stated = row.get("compartment").and_then(Node::raw).unwrap_or("open").to_owned();
    let new = value.raw().unwrap_or_default();
    if stated != "open" && new != stated {
        let message = format!(
            "`{name}` is kept in `{stated}`; an overlay may seal what is open, not lower or change a compartment"
        );
        faults.add(value.at, message);
        return;
    }
    if row.get("compartment").is_none() && new == "open" {
        faults.add(value.at, format!("the compartment of `{name}` may be raised by an overlay, not written as `open`"));
        return;
    }
    row.set(key.clone(), value.clone());
}

fn stages(faults: &mut Faults, base: &mut Node, patches: &Node) {
    is_mapping(faults, "`stages`", patches);
    for (name, patch) in patches.entries() {
        if open(patch, &keys::STAGE_PATCH, &keys::STAGE, faults).is_none() {
            continue;
        }
        let Some(stage) = base.get_mut("stages").and_then(|stages| stages.get_mut(&name.text)) else {
            faults.add(name.at, format!("the kind has no stage `{}`; an overlay may not add one", name.text));
            continue;
        };
        for (key, value) in patch.entries() {
            match key.text.as_str() {
                "label" => label(stage, key, value),
                "approve" => approvals(faults, stage, key, value),
                _ => {}
            }
        }
    }
}

/// More people may have to approve, and new moves may need approval; never fewer or others.
fn approvals(faults: &mut Faults, stage: &mut Node, key: &Scalar, value: &Node) {
    if stage.get("approve").is_none() {
        return stage.set(key.clone(), value.clone());
    }
    let Some(old) = stage.get_mut("approve") else { return };
    for (target, approval) in value.entries() {
        if let Some(before) = old.get(&target.text) {
            let count =
                |node: &Node| node.get("count").and_then(Node::raw).and_then(|n| n.parse::<u16>().ok()).unwrap_or(1);
            let same = |key: &str| before.get(key).and_then(Node::raw) == approval.get(key).and_then(Node::raw);
            if !same("role") || (before.get("not").is_some() && !same("not")) || count(approval) < count(before) {
                let message =
                    format!("an overlay may raise the `count` of an approval, nothing less: `{}`", target.text);
                faults.add(approval.at, message);
                continue;
            }
        }
        old.set(target.clone(), approval.clone());
    }
}

/// Rules of a patch: a new id adds a rule, a known one changes it; of a safety rule only the words.
pub(super) fn rules(faults: &mut Faults, base: &mut Node, key: &Scalar, patches: &Node) {
    is_list(faults, "rules", patches);
    for patch in at_most(faults, patches, patches.items()) {
        let id = patch.get("id").and_then(Node::raw).unwrap_or_default().to_owned();
        let known = base.get_mut("rules").and_then(|rules| rules.items_mut().iter_mut().find(|rule| rule.has_id(&id)));
        match known {
            None => push(base, key, std::slice::from_ref(patch)),
            Some(rule) => {
                let safety = rule.is_true("safety");
                for (key, value) in patch.entries() {
                    match key.text.as_str() {
                        "id" => {}
                        "message" => label(rule, key, value),
                        _ if safety => {
                            let message = format!("`{id}` is a safety rule; an overlay may change its `message` only");
                            faults.add(key.at, message);
                        }
                        _ => rule.set(key.clone(), value.clone()),
                    }
                }
            }
        }
    }
}

fn drop_rules(faults: &mut Faults, base: &mut Node, names: &Node) {
    is_list(faults, "drop", names);
    for name in at_most(faults, names, names.items()) {
        let id = name.raw().unwrap_or_default();
        let Some(rules) = base.get_mut("rules").and_then(Node::list_mut) else {
            faults.add(name.at, format!("the kind has no rule `{id}`"));
            continue;
        };
        match rules.iter().position(|rule| rule.has_id(id) || rule.raw() == Some(id)) {
            None => faults.add(name.at, format!("the kind has no rule `{id}`")),
            Some(at) if rules[at].is_true("safety") || rules[at].raw().is_some() => {
                let why = if rules[at].raw().is_some() { "stands in a shared file" } else { "is a safety rule" };
                faults.add(name.at, format!("`{id}` {why}; an overlay may not drop it"));
            }
            Some(at) => {
                rules.remove(at);
            }
        }
    }
}

/// Adds the items of a patch's list.
pub(super) fn append(faults: &mut Faults, base: &mut Node, key: &Scalar, rows: &Node) {
    if is_list(faults, &key.text, rows) {
        push(base, key, rows.items());
    }
}

fn push(base: &mut Node, key: &Scalar, rows: &[Node]) {
    match base.get_mut(&key.text) {
        Some(there) => {
            if let Some(items) = there.list_mut() {
                items.extend_from_slice(rows);
            }
        }
        None => base.set(key.clone(), Node { at: key.at, value: Value::Sequence(rows.to_vec()) }),
    }
}
