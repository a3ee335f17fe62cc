//! What expressions name: fields in scope, columns of choices, and the arguments of calls.

use super::World;
use super::calls;
use super::scope::{Found, Scopes};
use crate::codes::CodeList;
use crate::expr::{Expr, Origin, Start, function};
use crate::load::draft::{Draft, Use};
use crate::load::faults::meant;
use crate::load::reader::Reader;
use crate::load::tree::Place;

/// Checks every expression of a kind.
pub(super) fn check(reader: &mut Reader<'_>, world: &World<'_>, draft: &Draft<'_>, scopes: &Scopes<'_>) {
    for expression in &draft.uses {
        let mut found: Vec<(usize, String)> = Vec::new();
        let mut alone: Vec<(usize, String)> = Vec::new();
        let list = expression.list.as_ref().and_then(|list| reader.lists.get(list));
        expression.expression.tree.walk(&mut |node| {
            let wrong = match node {
                Expr::Field(name) => {
                    field(name, expression, scopes, reader).map(|message| (offset(expression, &["${", name]), message))
                }
                Expr::Name(name) => {
                    let message = column(name, expression, list.map(AsRef::as_ref), scopes);
                    alone.extend(message.map(|message| (offset(expression, &[name]), message)));
                    None
                }
                Expr::Path(path) => match (&path.start, path.names.last()) {
                    (Start::Field(name), _) if field(name, expression, scopes, reader).is_some() => {
                        field(name, expression, scopes, reader).map(|message| (offset(expression, &["${", name]), message))
                    }
                    (_, Some(last)) if !scopes.has(last) => {
                        Some((offset(expression, &[last]), no_field(last, scopes)))
                    }
                    _ => None,
                },
                Expr::Call(name, arguments) => {
                    if !expression.rule && function(name).is_some_and(|f| f.origin == Origin::Rule) {
                        let message = format!(
                            "`{name}` looks at other records and works in rules, tasks, `title` and `valid`, not in a form"
                        );
                        Some((offset(expression, &[name]), message))
                    } else {
                        for (text, message) in calls::check(world, reader, draft, scopes, name, arguments) {
                            found.push((offset(expression, &[&text]), message));
                        }
                        None
                    }
                }
                _ => None,
            };
            found.extend(wrong);
        });
        for (offset, message) in found {
            let at = reader.faults.inside(expression.scalar, offset);
            reader.faults.add(at, message);
        }
        for (offset, message) in alone {
            let at = reader.faults.inside(expression.scalar, offset);
            reader.faults.demand(at, message);
        }
    }
}

/// What is wrong with `${name}`, if anything.
fn field(name: &str, expression: &Use<'_>, scopes: &Scopes<'_>, reader: &Reader<'_>) -> Option<String> {
    match scopes.find(name, &expression.scope, reader.lists) {
        Found::Row(_) | Found::OtherText(_) => None,
        Found::Several => {
            Some(format!("`{name}` stands in several repeats; from outside it is not clear which is meant"))
        }
        Found::Nothing => Some(no_field(name, scopes)),
    }
}

fn no_field(name: &str, scopes: &Scopes<'_>) -> String {
    format!("there is no field `{name}` here{}", meant(name, scopes.names()))
}

/// A bare name means a column of a choice in a choice filter, and nothing elsewhere.
fn column(name: &str, expression: &Use<'_>, list: Option<&CodeList>, scopes: &Scopes<'_>) -> Option<String> {
    if expression.list.is_none() {
        let hint = if scopes.has(name) {
            format!("; write ${{{name}}}")
        } else {
            format!("; write '{name}' if a text is meant")
        };
        return Some(format!("the word `{name}` stands alone{hint}"));
    }
    let list = list?;
    let known = ["name", "label"].contains(&name)
        || list.codes.iter().any(|code| code.columns.contains_key(name) || code.export.contains_key(name));
    (!known).then(|| {
        let columns = list.codes.iter().flat_map(|code| code.columns.keys()).map(String::as_str);
        format!("the choices of `{}` have no column `{name}`{}", list.name, meant(name, columns))
    })
}

/// Where a part of an expression stands in its text, in characters from 0; 0 when it is not found.
pub(super) fn offset(expression: &Use<'_>, parts: &[&str]) -> usize {
    let text = &expression.scalar.text;
    let whole = parts.concat();
    text.find(&whole).map_or(0, |bytes| text[..bytes].chars().count())
}

/// The place of the first character of an expression's text.
pub(super) fn place(reader: &Reader<'_>, expression: &Use<'_>) -> Place {
    reader.faults.inside(expression.scalar, 0)
}
