//! What a kind says of its list, its uniqueness and its claims.

use crate::kind::{Compartment, Field};
use crate::load::draft::Draft;
use crate::load::faults::{Faults, meant};
use crate::load::keys::RECORD_COLUMNS;
use crate::load::tree::{Node, Place};

/// Relations of a record that `unique` may name beside fields.
const RECORD_RELATIONS: [&str; 5] = ["person", "parent", "owner", "site", "stage"];

/// Checks `list`, `unique` and `number`.
pub(super) fn check(faults: &mut Faults, draft: &Draft<'_>) {
    if let Some(list) = draft.root.get("list") {
        for key in ["columns", "filters", "sort"] {
            let Some(node) = list.get(key) else { continue };
            let names = if node.raw().is_some() { std::slice::from_ref(node) } else { node.items() };
            for name in names {
                column(faults, draft, key, name);
            }
        }
    }
    unique(faults, draft);
}

/// A column of a list is one of every record, or an indexed field.
fn column(faults: &mut Faults, draft: &Draft<'_>, key: &str, node: &Node) {
    let Some(name) = node.raw() else { return };
    let name = if key == "sort" { name.strip_prefix('-').unwrap_or(name) } else { name };
    let kind = &draft.kind;
    let message = match name {
        "stage" if kind.stages.is_empty() => "this kind has no stages to list".to_owned(),
        "number" if kind.number.is_none() => "records of this kind have no number".to_owned(),
        "title" if key != "columns" => {
            "a title is worked out when it is shown; a list cannot sort or filter by it".to_owned()
        }
        _ if RECORD_COLUMNS.contains(&name) => return,
        _ => match kind.field(name) {
            Some(field) if field.index => return,
            Some(field) if field.compartment == Compartment::Open => {
                format!("`{name}` is not indexed; write `index: true` at the field")
            }
            Some(_) => {
                format!("`{name}` is sealed and cannot stand in a list; `title` may show it to those who may read it")
            }
            None => {
                let known =
                    RECORD_COLUMNS.into_iter().chain(kind.fields().into_iter().map(|field| field.name.as_str()));
                format!("there is no column or field `{name}`{}", meant(name, known))
            }
        },
    };
    faults.add(node.at, message);
}

fn unique(faults: &mut Faults, draft: &Draft<'_>) {
    let Some(node) = draft.root.get("unique") else { return };
    let names = if node.raw().is_some() { std::slice::from_ref(node) } else { node.items() };
    for (name, at) in names.iter().filter_map(|name| Some((name.raw()?, name.at))) {
        match draft.kind.field(name) {
            Some(field) => sealed_unique(faults, field, at),
            None if RECORD_RELATIONS.contains(&name) => {}
            None => {
                let fields = draft.kind.fields();
                let hint = meant(name, fields.iter().map(|field| field.name.as_str()));
                faults.add(at, format!("the kind `{}` has no field `{name}`{hint}", draft.kind.name));
            }
        }
    }
}

/// Sealed values cannot be compared by the database.
fn sealed_unique(faults: &mut Faults, field: &Field, at: Place) {
    if field.compartment != Compartment::Open {
        faults.add(at, format!("`{}` is sealed and cannot be compared with other records", field.name));
    }
}
