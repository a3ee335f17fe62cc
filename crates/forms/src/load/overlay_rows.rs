//! Rows an overlay adds or hides, and finding rows in a survey's tree.

use super::draft::join;
use super::edit::is_list;
use super::faults::{Faults, meant};
use super::overlay::at_most;
use super::tree::{Node, Place, Scalar, Value};
use std::collections::BTreeSet;

/// Adds rows, each after the row its `after` names, else at the end.
pub(super) fn add(faults: &mut Faults, base: &mut Node, rows: &Node) {
    is_list(faults, "add", rows);
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
            None => {
                if let Some(items) = survey.list_mut() {
                    items.push(row);
                }
            }
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

pub(super) fn hide(faults: &mut Faults, base: &Node, names: &Node, hidden: &mut BTreeSet<String>) {
    is_list(faults, "hide", names);
    let all = row_names(base);
    for name in at_most(faults, names, names.items()) {
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

pub(super) fn row_names(base: &Node) -> Vec<String> {
    let mut names = Vec::new();
    walk(base.get("survey"), "", &mut |path, _| names.push(path.to_owned()));
    names
}

/// The row at a path, groups entered.
pub(super) fn find_row<'n>(survey: &'n mut Node, path: &str) -> Option<&'n mut Node> {
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
    let Some(items) = survey.list_mut() else { return false };
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
