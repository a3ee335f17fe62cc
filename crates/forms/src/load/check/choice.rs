//! Codes that expressions and defaults name: a slip of the hand here would leave a rule silent.

use super::World;
use super::scope::Scopes;
use crate::codes::CodeList;
use crate::expr::{Expr, Expression, Operator};
use crate::kind::{Field, FieldType};
use crate::load::draft::{Draft, Use};
use crate::load::faults::meant;
use crate::load::keys::MISSING;
use crate::load::reader::Reader;

/// What a code is compared with: the field, or the choice a filter looks at.
enum Asked<'a> {
    Field(&'a Field),
    List(&'a CodeList),
}

/// Checks the codes of all expressions and defaults of a kind.
pub(super) fn check(reader: &mut Reader<'_>, world: &World<'_>, draft: &Draft<'_>, scopes: &Scopes<'_>) {
    for expression in &draft.uses {
        let own = draft.rows.iter().find(|row| row.scope == expression.scope && row.name == expression.row);
        let own = own.filter(|_| !expression.row.is_empty()).and_then(|row| row.field.as_ref());
        let list = expression.list.as_ref().and_then(|list| reader.lists.get(list)).cloned();
        let found = compared(&expression.expression, &mut |operand| match operand {
            Expr::Current => own.map(Asked::Field),
            Expr::Name(name) if name == "name" => list.as_deref().map(Asked::List),
            Expr::Field(name) => scopes
                .find(name, &expression.scope, reader.lists)
                .plain_row()
                .and_then(|row| row.field.as_ref())
                .map(Asked::Field),
            _ => None,
        });
        let mut wrong: Vec<(String, String)> = found
            .into_iter()
            .filter_map(|(asked, code)| Some((code.clone(), unknown(reader, &asked, &code)?)))
            .collect();
        wrong.extend(conditions(reader, world, expression));
        for (part, message) in wrong {
            let at = reader.faults.inside(expression.scalar, super::expression::offset(expression, &["'", &part]));
            reader.faults.demand(at, message);
        }
    }
    for row in &draft.rows {
        let Some(field) = &row.field else { continue };
        let Some(Expr::Text(default)) = field.default.as_ref().map(|default| &*default.tree) else { continue };
        let several = matches!(field.r#type, FieldType::SelectMultiple(_) | FieldType::Rank(_));
        let codes: Vec<&str> = if several { default.split_whitespace().collect() } else { vec![default] };
        for code in codes {
            if let Some(message) = unknown(reader, &Asked::Field(field), code) {
                reader.faults.demand(row.place("default"), message);
            }
        }
    }
}

/// Codes in the conditions of `count-of('kind', 'condition')`, which speak of that kind's fields.
fn conditions(reader: &Reader<'_>, world: &World<'_>, expression: &Use<'_>) -> Vec<(String, String)> {
    let mut wrong = Vec::new();
    expression.expression.tree.walk(&mut |node| {
        if let Expr::Call(name, arguments) = node
            && name == "count-of"
            && let [Expr::Text(kind), Expr::Text(condition)] = arguments.as_slice()
            && let Some((_, scopes)) = world.by_name.get(kind.as_str())
            && let Ok(condition) = Expression::parse(condition)
        {
            let found = compared(&condition, &mut |operand| match operand {
                Expr::Name(name) | Expr::Field(name) => {
                    scopes.find(name, "", reader.lists).plain_row().and_then(|row| row.field.as_ref()).map(Asked::Field)
                }
                _ => None,
            });
            wrong.extend(
                found.into_iter().filter_map(|(asked, code)| Some((code.clone(), unknown(reader, &asked, &code)?))),
            );
        }
    });
    wrong
}

/// Pairs of what is compared and the text it is compared with: `${f} = 'code'`, `'code' != ${f}`,
/// `selected(${f}, 'code')`.
fn compared<'a>(
    expression: &Expression,
    asked: &mut impl FnMut(&Expr) -> Option<Asked<'a>>,
) -> Vec<(Asked<'a>, String)> {
    let mut found = Vec::new();
    let mut pair = |left: &Expr, right: &Expr| {
        if let Expr::Text(code) = right
            && let Some(asked) = asked(left)
        {
            found.push((asked, code.clone()));
        }
    };
    expression.tree.walk(&mut |node| match node {
        Expr::Chain(first, rest) => {
            if let [(Operator::Equal | Operator::NotEqual, second)] = rest.as_slice() {
                pair(first, second);
                pair(second, first);
            }
        }
        Expr::Call(name, arguments) if name == "selected" => {
            if let [left, right] = arguments.as_slice() {
                pair(left, right);
            }
        }
        _ => {}
    });
    found
}

/// What is wrong with a code for a field or list, if anything.
fn unknown(reader: &Reader<'_>, asked: &Asked<'_>, code: &str) -> Option<String> {
    if code.is_empty() {
        return None;
    }
    let list = match asked {
        Asked::List(list) => list,
        Asked::Field(field) => match &field.r#type {
            FieldType::YesNo => return yes_no(field, code),
            FieldType::SelectOne(list) | FieldType::SelectMultiple(list) | FieldType::Rank(list) => {
                reader.lists.get(list)?.as_ref()
            }
            _ => return None,
        },
    };
    if list.code(code).is_some() || (list.takes_other() && code == "other") {
        return None;
    }
    if list.takes_other() && MISSING.contains(&code) {
        return Some(missing(code));
    }
    let hint = meant(code, list.codes.iter().map(|code| code.code.as_str()));
    Some(format!("codes/{}.yaml has no code `{code}`{hint}", list.name))
}

fn yes_no(field: &Field, code: &str) -> Option<String> {
    match code {
        "yes" | "no" => None,
        _ if MISSING.contains(&code) => Some(missing(code)),
        _ => Some(format!("`{}` is answered yes or no, not `{code}`", field.name)),
    }
}

fn missing(code: &str) -> String {
    format!("`{code}` is a missing answer and blank in expressions; write missing(${{…}}) = '{code}'")
}
