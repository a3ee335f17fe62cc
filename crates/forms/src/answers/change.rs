//! Differences between answers, and answers by compartment.

use super::{Answers, is_row, rows_around};
use crate::kind::{Compartment, FieldType, Item, Kind};
use serde_json::Value as Json;
use std::collections::BTreeMap;

/// Changes of answers: path → the new answer, or nothing for a blank one. The shape of a change in the API.
pub type Changes = BTreeMap<String, Option<Json>>;

/// What makes `new` of `old`.
pub fn diff(old: &Answers, new: &Answers) -> Changes {
    differences(old, new).into_iter().map(|(path, json)| (path.to_owned(), json.cloned())).collect()
}

/// As [`diff`], without copying the answers.
pub fn differences<'a>(old: &'a Answers, new: &'a Answers) -> BTreeMap<&'a str, Option<&'a Json>> {
    let gone = old.keys().filter(|path| !new.contains_key(*path)).map(|path| (path.as_str(), None));
    let come = new.iter().filter(|(path, json)| old.get(*path) != Some(*json));
    gone.chain(come.map(|(path, json)| (path.as_str(), Some(json)))).collect()
}

/// Makes the changes. A row that goes takes its answers along; an answer in a row marks the row as existing.
pub fn apply(answers: &mut Answers, changes: &Changes) {
    take_in(answers, changes.clone());
}

/// As [`apply`], for changes that are not needed afterwards.
pub fn take_in(answers: &mut Answers, changes: Changes) {
    for (path, _) in changes.iter().filter(|(_, json)| json.is_none()) {
        answers.remove(path);
        if is_row(path) {
            let below = format!("{path}/");
            answers.retain(|path, _| !path.starts_with(&below));
        }
    }
    for (path, json) in changes {
        let Some(json) = json else { continue };
        for row in rows_around(&path) {
            if !answers.contains_key(row) {
                answers.insert(row.to_owned(), serde_json::json!({}));
            }
        }
        answers.insert(path, json);
    }
}

/// The answers of each compartment that has any. What the kind does not know is kept in `identity`.
pub fn split_by_compartment(kind: &Kind, answers: &Answers) -> BTreeMap<Compartment, Answers> {
    let mut parts: BTreeMap<Compartment, Answers> = BTreeMap::new();
    for (path, json) in answers {
        parts.entry(compartment(kind, path)).or_default().insert(path.clone(), json.clone());
    }
    parts
}

/// The compartment of an answer or a row's mark. The text of an `other` is `identity`, unless it stands in a sealed
/// repeat, which has one compartment for all; so is what the kind does not know.
pub fn compartment(kind: &Kind, path: &str) -> Compartment {
    let known = kind.field(path).is_some() || is_row(path);
    match kind.compartment(path).filter(|_| known) {
        Some(compartment) => compartment,
        None => match kind.compartment(path) {
            Some(sealed) if sealed != Compartment::Open && is_other_text(kind, path) => sealed,
            _ => Compartment::Identity,
        },
    }
}

fn is_other_text(kind: &Kind, path: &str) -> bool {
    let field = path.strip_suffix("_other").and_then(|base| kind.field(base));
    field.is_some_and(|field| matches!(field.r#type, FieldType::SelectOne(_) | FieldType::SelectMultiple(_)))
}

/// Every field of a survey, repeats and groups entered.
pub(super) fn each_item<'a>(survey: &'a [Item], visit: &mut impl FnMut(&'a Item)) {
    let mut open = vec![survey.iter()];
    while let Some(items) = open.last_mut() {
        let Some(item) = items.next() else {
            open.pop();
            continue;
        };
        visit(item);
        match item {
            Item::Field(_) => {}
            Item::Group(group) => open.push(group.survey.iter()),
            Item::Repeat(repeat) => open.push(repeat.survey.iter()),
        }
    }
}
