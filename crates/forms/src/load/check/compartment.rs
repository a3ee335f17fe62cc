//! What a calculation may show of what it reads.

use super::expression::place;
use super::scope::Scopes;
use crate::expr::{Expr, Start};
use crate::kind::{Compartment, Field};
use crate::load::draft::{Draft, Use};
use crate::load::reader::Reader;
use std::collections::{BTreeMap, BTreeSet};

/// An open calculation that reads a sealed field names it in `declassifies`; a sealed one that
/// reads another seal is a warning.
pub(super) fn check(reader: &mut Reader<'_>, draft: &Draft<'_>, scopes: &Scopes<'_>) {
    let calculated: BTreeMap<(&str, &str), &Use<'_>> = draft
        .uses
        .iter()
        .filter(|expression| expression.key == "calculation")
        .map(|expression| ((expression.scope.as_str(), expression.row.as_str()), expression))
        .collect();
    for row in &draft.rows {
        let Some(field) = &row.field else { continue };
        let calculation = calculated.get(&(row.scope.as_str(), row.name.as_str()));
        let read = calculation.map_or_else(BTreeMap::new, |expression| sealed_reads(reader, draft, scopes, expression));
        if let Some(expression) = calculation {
            shown(reader, field, expression, &read);
        }
        if !field.declassifies.is_empty() && reader.faults.layer(row.node.at) > 0 {
            let message =
                format!("`{}`, added by an overlay, shows something sealed in the open; have it reviewed", field.name);
            reader.faults.warn(row.place("declassifies"), message);
        }
        for name in &field.declassifies {
            if field.compartment != Compartment::Open || !read.contains_key(name) {
                let message = format!(
                    "`{name}` is not a sealed field that an open calculation `{}` reads; remove it",
                    field.name
                );
                reader.faults.add(row.place("declassifies"), message);
            }
        }
    }
}

/// The sealed fields an expression reads, with their compartments.
fn sealed_reads(
    reader: &Reader<'_>,
    draft: &Draft<'_>,
    scopes: &Scopes<'_>,
    expression: &Use<'_>,
) -> BTreeMap<String, Compartment> {
    let names = read_names(&expression.expression.tree, &expression.expression.reads);
    names
        .into_iter()
        .filter_map(|name| {
            let found = scopes.find(&name, &expression.scope, reader.lists);
            found.compartment(draft).filter(|compartment| *compartment != Compartment::Open).map(|c| (name, c))
        })
        .collect()
}

/// Every name an expression may take a value from: fields, and each step of its paths.
pub(super) fn read_names(tree: &Expr, reads: &BTreeSet<String>) -> BTreeSet<String> {
    let mut names = reads.clone();
    tree.walk(&mut |node| match node {
        Expr::Path(path) => {
            names.extend(path.names.last().cloned());
            if let Start::Field(name) = &path.start {
                names.insert(name.clone());
            }
        }
        Expr::Name(name) => {
            names.insert(name.clone());
        }
        _ => {}
    });
    names
}

fn shown(reader: &mut Reader<'_>, field: &Field, expression: &Use<'_>, read: &BTreeMap<String, Compartment>) {
    for (name, compartment) in read {
        if field.compartment == Compartment::Open && !field.declassifies.contains(name) {
            let message = format!(
                "`{0}` is open and reads `{name}`, which is kept in `{1}`; seal `{0}`, or write `declassifies: [{name}]` after a review",
                field.name,
                compartment.name()
            );
            reader.faults.add(place(reader, expression), message);
        }
        if field.compartment != Compartment::Open && field.compartment != *compartment {
            let message = format!(
                "`{}` in `{}` shows something of `{name}` in `{}` to whoever may read the first",
                field.name,
                field.compartment.name(),
                compartment.name()
            );
            reader.faults.warn(place(reader, expression), message);
        }
    }
}
