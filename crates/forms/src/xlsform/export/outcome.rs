//! What an expression gives, as far as its form tells: ODK Validate works expressions out on a blank
//! form and refuses a number where a day is expected.

use crate::FieldType;
use crate::expr::{Expr, Operator};

/// What an expression gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    Number,
    Truth,
    Words,
    Day,
    /// It depends on answers.
    Open,
}

/// True when the value of `tree` fits an answer of that type, as far as can be told.
pub(super) fn fits(tree: &Expr, r#type: &FieldType) -> bool {
    let wanted: &[Outcome] = match r#type {
        FieldType::Date | FieldType::Datetime | FieldType::Today => &[Outcome::Day],
        FieldType::Integer | FieldType::Decimal | FieldType::Range => &[Outcome::Number, Outcome::Truth],
        FieldType::Time | FieldType::Geopoint | FieldType::Geotrace | FieldType::Geoshape => &[],
        _ => return true,
    };
    outcomes(tree).iter().all(|outcome| *outcome == Outcome::Open || wanted.contains(outcome))
}

/// Everything the expression may give.
fn outcomes(tree: &Expr) -> Vec<Outcome> {
    match tree {
        Expr::Text(text) if text.is_empty() => vec![Outcome::Open],
        Expr::Text(_) => vec![Outcome::Words],
        Expr::Number(_) | Expr::Negate(_) => vec![Outcome::Number],
        Expr::Field(_) | Expr::Current | Expr::Name(_) | Expr::Path(_) => vec![Outcome::Open],
        Expr::Chain(first, rest) => match rest.first() {
            None => outcomes(first),
            Some((
                Operator::Add | Operator::Subtract | Operator::Multiply | Operator::Divide | Operator::Modulo,
                _,
            )) => {
                vec![Outcome::Number]
            }
            Some(_) => vec![Outcome::Truth],
        },
        Expr::Call(name, arguments) => call(name, arguments),
    }
}

fn call(name: &str, arguments: &[Expr]) -> Vec<Outcome> {
    match name {
        "if" => arguments.iter().skip(1).flat_map(outcomes).collect(),
        "coalesce" | "once" => arguments.iter().flat_map(outcomes).collect(),
        "today" | "now" | "date" | "date-time" => vec![Outcome::Day],
        "true"
        | "false"
        | "not"
        | "boolean"
        | "boolean-from-string"
        | "selected"
        | "contains"
        | "starts-with"
        | "ends-with"
        | "regex"
        | "checklist"
        | "weighted-checklist" => vec![Outcome::Truth],
        "string" | "jr:choice-name" | "indexed-repeat" | "selected-at" | "substring-before" | "substring-after"
        | "substr" | "normalize-space" | "translate" => vec![Outcome::Open],
        "uuid" | "concat" | "join" | "format-date" | "format-date-time" => vec![Outcome::Words],
        _ => vec![Outcome::Number],
    }
}
