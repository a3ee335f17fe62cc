//! What an overlay does to a kind of a lower layer: relabel, translate, hide, add, tighten.
//!
//! Patches are applied to the tree, so that whatever they bring keeps its own file and line.

use super::draft::join;
use super::faults::{Faults, meant};
use super::keys::{self, Table};
use super::reader::Map;
use super::tree::{Node, Place, Scalar, Value};
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
            "tasks" => append(base, key, value.items()),
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
    if !matches!(patches.value, Value::Mapping(_)) {
        faults.add(patches.at, "`fields` is written by name: {feels_safe: {label: …}}");
    }
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
    for patch in patches.items() {
        let id = patch.get("id").and_then(Node::raw).unwrap_or_default().to_owned();
        let known = base.get_mut("rules").and_then(|rules| rules.items_mut().iter_mut().find(|rule| rule.has_id(&id)));
        match known {
            None => append(base, key, std::slice::from_ref(patch)),
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
    for name in names.items() {
        let id = name.raw().unwrap_or_default();
        let Some(rules) = base.get_mut("rules").map(Node::items_mut) else {
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

fn append(base: &mut Node, key: &Scalar, rows: &[Node]) {
    match base.get_mut(&key.text).map(Node::items_mut) {
        Some(items) => items.extend_from_slice(rows),
        None => base.set(key.clone(), Node { at: key.at, value: Value::Sequence(rows.to_vec()) }),
    }
}

/// Adds rows, each after the row its `after` names, else at the end.
fn add(faults: &mut Faults, base: &mut Node, rows: &Node) {
    if !matches!(rows.value, Value::Sequence(_)) {
        faults.add(rows.at, "`add` is a list of rows");
    }
    let names = row_names(base);
    for row in at_most(faults, rows, rows.items()) {
        prefixed(faults, row);
        let mut row = row.clone();
        let after = row.take("after");
        let place = after.as_ref().map_or(row.at, |node| node.at);
        let after = after.as_ref().and_then(Node::raw).map(str::to_owned);
        if base.get("survey").is_none() {
            let key = Scalar { text: "survey".into(), plain: true, at: row.at, bytes: 0..0 };
            base.set(key, Node { at: row.at, value: Value::Sequence(Vec::new()) });
        }
        let Some(survey) = base.get_mut("survey") else { continue };
        match after {
            None => survey.items_mut().push(row),
            Some(name) => {
                if !insert_after(survey, &name, row) {
                    let hint = meant(&name, names.iter().map(String::as_str));
                    faults.add(place, format!("there is no row `{name}` to stand after{hint}"));
                }
            }
        }
    }
}

/// What an overlay adds begins with `x_`, so that no later version of ours takes the name.
fn prefixed(faults: &mut Faults, row: &Node) {
    if let Some(name) = row.get("name") {
        let text = name.raw().unwrap_or_default();
        if !text.starts_with("x_") {
            faults.add(name.at, format!("a field added by an overlay begins with `x_`: `x_{text}`"));
        }
    }
    for inner in row.get("survey").map_or(&[][..], Node::items) {
        prefixed(faults, inner);
    }
}

fn hide(faults: &mut Faults, base: &Node, names: &Node, hidden: &mut BTreeSet<String>) {
    let items = if names.raw().is_some() { std::slice::from_ref(names) } else { names.items() };
    let all = row_names(base);
    for name in at_most(faults, names, items) {
        let path = name.raw().unwrap_or_default();
        let mut found = Vec::new();
        walk(base.get("survey"), "", &mut |at, row| {
            if at == path {
                found.push((at.to_owned(), row.clone()));
            }
        });
        let Some((at, row)) = found.first() else {
            let hint = meant(path, all.iter().map(String::as_str));
            faults.add(name.at, format!("the kind has no field `{path}` to hide{hint}"));
            continue;
        };
        hide_row(faults, row, at, name.at, hidden);
    }
}

fn path_of_group(row: &Node) -> bool {
    row.get("type").and_then(Node::raw) == Some("group")
}

/// Hides a row and, for a group or repeat, all within it; refuses what is required or for safety.
fn hide_row(faults: &mut Faults, row: &Node, path: &str, at: Place, hidden: &mut BTreeSet<String>) {
    let required = row.get("required").and_then(Node::raw).is_some_and(|text| text != "false");
    if required || row.is_true("safety") {
        let why = if required { "required" } else { "there for safety" };
        faults.add(at, format!("`{path}` is {why}; an overlay may not hide it"));
        return;
    }
    hidden.insert(path.to_owned());
    let scope = if path_of_group(row) { path.rsplit_once('/').map_or("", |(scope, _)| scope) } else { path };
    for inner in row.get("survey").map_or(&[][..], Node::items) {
        let name = inner.get("name").and_then(Node::raw).unwrap_or_default();
        hide_row(faults, inner, &join(scope, name), at, hidden);
    }
}

/// Visits every row of a survey with its path (`repeat/field`; groups add nothing to a path).
fn walk(survey: Option<&Node>, scope: &str, visit: &mut impl FnMut(&str, &Node)) {
    for row in survey.map_or(&[][..], Node::items) {
        let name = row.get("name").and_then(Node::raw).unwrap_or_default();
        let path = join(scope, name);
        visit(&path, row);
        let inner = if row.get("type").and_then(Node::raw) == Some("repeat") { path.as_str() } else { scope };
        walk(row.get("survey"), inner, visit);
    }
}

fn row_names(base: &Node) -> Vec<String> {
    let mut names = Vec::new();
    walk(base.get("survey"), "", &mut |path, _| names.push(path.to_owned()));
    names
}

/// The row at a path, groups entered.
fn find_row<'n>(survey: &'n mut Node, path: &str) -> Option<&'n mut Node> {
    let (first, rest) = path.split_once('/').map_or((path, None), |(first, rest)| (first, Some(rest)));
    for row in survey.items_mut() {
        let named = row.get("name").and_then(Node::raw) == Some(first);
        match rest {
            None if named => return Some(row),
            Some(rest) if named => return row.get_mut("survey").and_then(|inner| find_row(inner, rest)),
            _ if path_of_group(row) => {
                let has = row.get("survey").is_some_and(|inner| {
                    let mut there = false;
                    walk(Some(inner), "", &mut |at, _| there |= at == path);
                    there
                });
                if has {
                    return row.get_mut("survey").and_then(|inner| find_row(inner, path));
                }
            }
            _ => {}
        }
    }
    None
}

fn insert_after(survey: &mut Node, name: &str, row: Node) -> bool {
    let items = survey.items_mut();
    if let Some(at) = items.iter().position(|item| item.get("name").and_then(Node::raw) == Some(name)) {
        items.insert(at + 1, row);
        return true;
    }
    for item in items {
        let holds = {
            let mut there = false;
            walk(item.get("survey"), "", &mut |path, _| there |= path.rsplit('/').next() == Some(name));
            there
        };
        if holds && let Some(inner) = item.get_mut("survey") {
            return insert_after(inner, name, row);
        }
    }
    false
}

impl Node {
    /// The value of a key, to change it.
    pub(super) fn get_mut(&mut self, key: &str) -> Option<&mut Node> {
        match &mut self.value {
            Value::Mapping(entries) => entries.iter_mut().find(|(k, _)| k.text == key).map(|(_, node)| node),
            _ => None,
        }
    }

    /// The items of a list, to change them; an empty list for anything else.
    pub(super) fn items_mut(&mut self) -> &mut Vec<Node> {
        if !matches!(self.value, Value::Sequence(_)) {
            self.value = Value::Sequence(Vec::new());
        }
        match &mut self.value {
            Value::Sequence(items) => items,
            _ => unreachable!("the value was made a list above"),
        }
    }

    /// Gives a key its value, replacing the one it has.
    pub(super) fn set(&mut self, key: Scalar, node: Node) {
        if let Value::Mapping(entries) = &mut self.value {
            match entries.iter_mut().find(|(k, _)| k.text == key.text) {
                Some(entry) => *entry = (key, node),
                None => entries.push((key, node)),
            }
        }
    }

    /// Removes a key and gives its value.
    fn take(&mut self, key: &str) -> Option<Node> {
        match &mut self.value {
            Value::Mapping(entries) => {
                let at = entries.iter().position(|(k, _)| k.text == key)?;
                Some(entries.remove(at).1)
            }
            _ => None,
        }
    }

    /// True when a key is `true`.
    pub(super) fn is_true(&self, key: &str) -> bool {
        self.get(key).and_then(Node::raw) == Some("true")
    }

    fn has_id(&self, id: &str) -> bool {
        self.get("id").and_then(Node::raw) == Some(id)
    }
}
