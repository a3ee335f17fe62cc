//! Arguments of functions that name something of the mission.

use super::World;
use super::scope::Scopes;
use crate::expr::{Expr, Expression};
use crate::kind::FieldType;
use crate::load::draft::Draft;
use crate::load::faults::meant;
use crate::load::reader::Reader;

/// What a function may ask of the person a record is about beside the fields of her kind.
const OF_A_PERSON: [&str; 3] = ["age_low", "age_high", "id"];

/// What is wrong with the arguments of a call: the part of the text it is about, and the message.
pub(super) fn check(
    world: &World<'_>,
    reader: &Reader<'_>,
    draft: &Draft<'_>,
    scopes: &Scopes<'_>,
    name: &str,
    arguments: &[Expr],
) -> Vec<(String, String)> {
    let word = |at: usize| match arguments.get(at) {
        Some(Expr::Text(text)) => Some(text.as_str()),
        _ => None,
    };
    let names_something =
        ["setting", "role", "approvals", "consent", "person", "records", "latest", "count-of"].contains(&name);
    let Some(first) = word(0) else {
        if name == "ref" {
            return referred(world, reader, draft, scopes, arguments).into_iter().collect();
        }
        let message = format!("`{name}` takes a name in quotes, so that it can be checked");
        return if names_something { vec![(name.to_owned(), message)] } else { Vec::new() };
    };
    let wrong = match name {
        "setting" => (!world.settings.contains(first))
            .then(|| format!("there is no setting `{first}`{}", meant(first, world.settings.iter().copied()))),
        "role" | "approvals" => (!world.has_role(first)).then(|| world.no_role(first)),
        "consent" => reader.lists.get("consent_purpose").filter(|list| list.code(first).is_none()).map(|list| {
            let hint = meant(first, list.codes.iter().map(|code| code.code.as_str()));
            format!("there is no consent purpose `{first}`{hint}")
        }),
        "person" if OF_A_PERSON.contains(&first) => None,
        "person" => field_of(world, "person", first),
        "records" | "latest" | "count-of" if !world.has_kind(first) => Some(world.no_kind(first)),
        "records" | "latest" | "count-of" if !under_one_root(world, &draft.kind.name, first) => Some(format!(
            "records of `{first}` never stand under one root with those of `{}`, so none would be found",
            draft.kind.name
        )),
        "latest" => match word(1) {
            Some(field) => return field_of(world, first, field).map(|m| (field.to_owned(), m)).into_iter().collect(),
            None => Some("`latest` takes the field's name in quotes".to_owned()),
        },
        "count-of" => {
            return word(1).map_or_else(Vec::new, |text| condition(world, reader, first, text));
        }
        _ => None,
    };
    wrong.map(|message| (first.to_owned(), message)).into_iter().collect()
}

/// True when records of both kinds can hang under one root, which is as far as a rule looks.
fn under_one_root(world: &World<'_>, kind: &str, other: &str) -> bool {
    let named = |name: &str| world.by_name.get_key_value(name).map(|(name, _)| *name);
    let (Some(kind), Some(other)) = (named(kind), named(other)) else { return true };
    !world.roots(kind).is_disjoint(&world.roots(other))
}

/// `ref(${field}, 'other')`: the other field is looked up in the kind the field refers to.
fn referred(
    world: &World<'_>,
    reader: &Reader<'_>,
    draft: &Draft<'_>,
    scopes: &Scopes<'_>,
    arguments: &[Expr],
) -> Option<(String, String)> {
    let [Expr::Field(field), Expr::Text(other)] = arguments else {
        return Some(("ref".to_owned(), "write ref(${field}, 'field of the other record')".to_owned()));
    };
    let row = scopes.find(field, "", reader.lists).row()?;
    match row.field.as_ref().map(|field| &field.r#type) {
        Some(FieldType::Ref(kind)) => field_of(world, kind, other).map(|message| (other.clone(), message)),
        _ => Some((
            field.clone(),
            format!("`{field}` of {} does not refer to a record (type `ref KIND`)", draft.kind.name),
        )),
    }
}

/// What is wrong with a field of another kind, if anything. Kinds without a file of their own
/// (`user`, `site`, `team`) and kinds that could not be read are not looked into.
fn field_of(world: &World<'_>, kind: &str, field: &str) -> Option<String> {
    let (_, scopes) = world.by_name.get(kind)?;
    let column = ["stage", "site", "owner", "opened", "person", "number"].contains(&field);
    (!column && !scopes.has(field))
        .then(|| format!("the kind `{kind}` has no field `{field}`{}", meant(field, scopes.names())))
}

/// The condition of `count-of('kind', 'condition')` is an expression over that kind's fields.
fn condition(world: &World<'_>, reader: &Reader<'_>, kind: &str, text: &str) -> Vec<(String, String)> {
    if world.is_unreadable(kind) {
        return Vec::new();
    }
    let expression = match Expression::parse(text) {
        Ok(expression) => expression,
        Err(error) => return vec![(text.to_owned(), format!("in this condition: {}", error.message))],
    };
    let mut found = Vec::new();
    for name in expression.names.iter().chain(&expression.reads) {
        let plain = name.strip_suffix("_other").unwrap_or(name);
        if let (Some(message), Some(_)) = (field_of(world, kind, name), field_of(world, kind, plain)) {
            found.push((name.clone(), message));
        }
    }
    expression.tree.walk(&mut |node| {
        if let Expr::Call(function, arguments) = node
            && let Some((draft, scopes)) = world.by_name.get(kind)
            && function != "count-of"
        {
            found.extend(check(world, reader, draft, scopes, function, arguments));
        }
    });
    found
}
