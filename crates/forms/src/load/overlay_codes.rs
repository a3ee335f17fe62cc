//! What an overlay does to code lists, countries and rights of a lower layer.

use super::edit::{is_list, is_mapping};
use super::faults::{Faults, meant};
use super::keys;
use super::overlay::{at_most, label, open};
use super::tree::{Node, Value};

/// Applies one patch to a code list's tree.
pub(super) fn list(faults: &mut Faults, base: &mut Node, patch: &Node) {
    if open(patch, &keys::CODE_LIST_PATCH, &keys::CODE_LIST, faults).is_none() {
        return;
    }
    match patch.get("codes") {
        Some(codes) if matches!(codes.value, Value::Mapping(_)) => {
            let known: Vec<String> = code_names(base);
            for (code, changes) in at_most(faults, codes, codes.entries()) {
                match find_code(base, &code.text) {
                    Some(found) => change(faults, found, changes),
                    None => {
                        let hint = meant(&code.text, known.iter().map(String::as_str));
                        faults.add(code.at, format!("the list has no code `{}`{hint}; new codes go under `add`", code.text));
                    }
                }
            }
        }
        Some(codes) => faults.add(
            codes.at,
            "a lower layer has this list: write `codes` as {code: {label: …}} to change codes, and new ones under `add`",
        ),
        None => {}
    }
    add(faults, base, patch);
}

fn add(faults: &mut Faults, base: &mut Node, patch: &Node) {
    let Some(rows) = patch.get("add").filter(|rows| is_list(faults, "add", rows)) else { return };
    if base.is_true("closed") || base.is_true("foreign") {
        faults.add(rows.at, "this list is closed or another body's; nothing is added to it");
        return;
    }
    let known = code_names(base);
    for row in at_most(faults, rows, rows.items()) {
        let at = row.get("code").map_or(row.at, |code| code.at);
        let code = row.get("code").and_then(Node::raw).unwrap_or_default();
        if known.iter().any(|there| there == code) {
            faults.add(at, format!("the list has or had the code `{code}`; a code is never used again"));
            continue;
        }
        if !code.starts_with("x_") {
            faults.add(at, format!("a code added by an overlay begins with `x_`: `x_{code}`"));
        }
        if let Some(codes) = base.get_mut("codes").and_then(Node::list_mut) {
            codes.push(row.clone());
        }
    }
}

fn change(faults: &mut Faults, code: &mut Node, changes: &Node) {
    if open(changes, &keys::CODE_PATCH, &keys::CODE, faults).is_none() {
        return;
    }
    for (key, value) in changes.entries() {
        match key.text.as_str() {
            "label" | "hint" => label(code, key, value),
            word if keys::CODE_PATCH.keys.contains(&word) => code.set(key.clone(), value.clone()),
            _ => {}
        }
    }
}

fn code_names(base: &Node) -> Vec<String> {
    let codes = base.get("codes").map_or(&[][..], Node::items);
    codes.iter().filter_map(|code| code.get("code").and_then(Node::raw)).map(str::to_owned).collect()
}

fn find_code<'n>(base: &'n mut Node, code: &str) -> Option<&'n mut Node> {
    let codes = base.get_mut("codes")?.items_mut();
    codes.iter_mut().find(|node| node.get("code").and_then(Node::raw) == Some(code))
}

/// Puts a country's file of a higher layer over the one below: texts language by language, settings
/// name by name, the rest whole.
pub(super) fn country(faults: &mut Faults, base: &mut Node, over: &Node) {
    is_mapping(faults, "a country", over);
    for (key, value) in over.entries() {
        match key.text.as_str() {
            "label" => label(base, key, value),
            "settings" if base.get("settings").is_some() => {
                if let Some(settings) = base.get_mut("settings") {
                    value.entries().iter().for_each(|(name, value)| settings.set(name.clone(), value.clone()));
                }
            }
            _ => base.set(key.clone(), value.clone()),
        }
    }
}

/// Puts the roles of a higher layer over those below: a role named again is replaced whole.
pub(super) fn roles(faults: &mut Faults, base: &mut Node, over: &Node) {
    is_mapping(faults, "`roles.yaml`", over);
    over.entries().iter().for_each(|(name, role)| base.set(name.clone(), role.clone()));
}

/// Puts settings of a higher layer over those below; a setting keeps its sort of value.
pub(super) fn settings(faults: &mut Faults, base: &mut Node, over: &Node) {
    is_mapping(faults, "`settings.yaml`", over);
    for (name, value) in over.entries() {
        if base.get(&name.text).is_some_and(|old| sort(old) != sort(value)) {
            let message = format!(
                "the setting `{}` is {} in the layer below; give it the same sort of value",
                name.text,
                base.get(&name.text).map_or("", sort)
            );
            faults.add(value.at, message);
            continue;
        }
        base.set(name.clone(), value.clone());
    }
}

/// What sort of value a setting has, in words.
pub(super) fn sort(node: &Node) -> &'static str {
    match &node.value {
        Value::Scalar(scalar) if !scalar.plain => "a text",
        Value::Scalar(scalar) if matches!(scalar.text.as_str(), "true" | "false") => "true or false",
        Value::Scalar(scalar) if scalar.text.parse::<f64>().is_ok() => "a number",
        Value::Scalar(_) => "a text",
        Value::Sequence(_) => "a list",
        Value::Mapping(_) => "keys with values",
    }
}

/// Puts the words of a higher layer over the rights below; there are six, and no layer adds one.
pub(super) fn rights(faults: &mut Faults, base: &mut Node, over: &Node) {
    is_list(faults, "rights.yaml", over);
    for right in over.items() {
        let code = right.get("code").and_then(Node::raw).unwrap_or_default();
        let known = base.items_mut().iter_mut().find(|old| old.get("code").and_then(Node::raw) == Some(code));
        let Some(old) = known else {
            faults
                .add(right.at, format!("there is no right `{code}`; an overlay may give other words, not add a right"));
            continue;
        };
        for (key, value) in right.entries().iter().filter(|(key, _)| key.text != "code") {
            label(old, key, value);
        }
    }
}
