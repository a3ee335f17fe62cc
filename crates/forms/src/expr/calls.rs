//! Calls: those that do not evaluate all their arguments first, those about rows, and the way to the others.

use super::eval::field;
use super::tree::last_name;
use super::{Context, EvalError, Expr, Start, Value, date_calls, eval, function, number_calls, text_calls};
use super::{MAX_TEXT, Origin};

/// The value of the function `name` called with `arguments`.
pub(super) fn call(name: &str, arguments: &[Expr], context: &Context) -> Result<Value, EvalError> {
    let refused = || EvalError::Arguments(name.to_owned());
    let found = function(name).ok_or_else(refused)?;
    if !found.takes(arguments.len()) {
        return Err(refused());
    }
    match (name, arguments) {
        ("if", [condition, yes, no]) => {
            let chosen = if eval(condition, context)?.truth() { yes } else { no };
            eval(chosen, context)
        }
        ("coalesce", _) => first_answered(arguments, context),
        ("once", [inner]) if context.current.is_blank() => eval(inner, context),
        ("once", _) => Ok(context.current.clone()),
        ("count", [nodes]) => Ok(count(&eval(nodes, context)?, false)),
        ("count-non-empty", [nodes]) => Ok(count(&eval(nodes, context)?, true)),
        ("position", [path]) => Ok(Value::Number(position(path, context))),
        ("indexed-repeat", [wanted, steps @ ..]) => indexed_repeat(wanted, steps, context),
        ("missing", [wanted]) => {
            Ok(Value::Text(node_name(wanted).and_then(|n| context.answers.missing(n, context.row)).unwrap_or_default()))
        }
        _ => {
            let values: Vec<Value> =
                arguments.iter().map(|argument| eval(argument, context)).collect::<Result<_, _>>()?;
            if found.origin == Origin::Rule {
                context.env.host.call(name, &values)
            } else {
                known(name, &values, context)
            }
        }
    }
}

/// The functions that take values.
fn known(name: &str, values: &[Value], context: &Context) -> Result<Value, EvalError> {
    match name {
        "true" => Ok(Value::Boolean(true)),
        "false" => Ok(Value::Boolean(false)),
        "not" => Ok(Value::Boolean(!values[0].truth())),
        "boolean" => Ok(Value::Boolean(values[0].truth())),
        "boolean-from-string" => Ok(Value::Boolean(matches!(values[0].text().as_str(), "true" | "1"))),
        "setting" => setting(&values[0].text(), context),
        "role" => Ok(Value::Boolean(context.env.roles.contains(&values[0].text()))),
        "uuid" => Ok(Value::Text((context.env.uuid)().to_string())),
        "jr:choice-name" => Ok(Value::Text(choice_name(&values[0].text(), &values[1].text(), context))),
        _ => {
            let text = text_calls::call(name, values, context)?;
            let number = || number_calls::call(name, values, context);
            let date = || date_calls::call(name, values, context);
            match text.or_else(number) {
                Some(value) => Ok(value),
                None => date()?.ok_or_else(|| EvalError::Arguments(name.to_owned())),
            }
        }
    }
}

fn first_answered(arguments: &[Expr], context: &Context) -> Result<Value, EvalError> {
    for argument in arguments {
        let value = eval(argument, context)?;
        if !value.text().is_empty() {
            return Ok(value);
        }
    }
    Ok(Value::blank())
}

fn count(nodes: &Value, answered: bool) -> Value {
    let one = std::slice::from_ref(nodes);
    let nodes = if let Value::Nodes(nodes) = nodes { nodes.as_slice() } else { one };
    Value::Number(super::value::count(nodes.iter().filter(|node| !answered || !node.is_blank()).count()))
}

/// The number of the row the expression stands in. With `../..` and more it is the row around that one, if there is
/// one: a level up may also be a group, which has no number.
fn position(path: &Expr, context: &Context) -> f64 {
    let levels = match path {
        Expr::Path(path) if path.names.is_empty() => match path.start {
            Start::Up(levels) => usize::try_from(levels).unwrap_or(usize::MAX),
            _ => 1,
        },
        _ => 1,
    };
    let parts: Vec<&str> = context.row.split('/').collect();
    let rows = (parts.len() / 2).saturating_sub(levels - 1).max(1);
    let row = parts[..parts.len().min(2 * rows)].join("/");
    context.answers.position(&row).map_or(1.0, super::value::count)
}

/// `indexed-repeat(${field}, ${repeat}, number, …)`: blank where there is no such row.
fn indexed_repeat(wanted: &Expr, steps: &[Expr], context: &Context) -> Result<Value, EvalError> {
    let mut row = context.row.to_owned();
    for pair in steps.chunks_exact(2) {
        let repeat = node_name(&pair[0]).unwrap_or_default();
        let index = eval(&pair[1], context)?.number(&context.env.zone);
        let rows = context.answers.rows(repeat, &row).ok_or_else(|| EvalError::NoSuchField(repeat.to_owned()))?;
        let Some(found) = super::value::index(index - 1.0).and_then(|index| rows.get(index)) else {
            return Ok(Value::blank());
        };
        row.clone_from(found);
    }
    field(node_name(wanted).unwrap_or_default(), &row, context)
}

fn node_name(tree: &Expr) -> Option<&str> {
    match tree {
        Expr::Field(name) | Expr::Name(name) => Some(name),
        Expr::Path(path) => path.names.last().map(String::as_str),
        _ => None,
    }
}

fn setting(name: &str, context: &Context) -> Result<Value, EvalError> {
    use serde_json::Value as Json;
    match context.env.settings.get(name) {
        Some(Json::String(text)) => Ok(Value::Text(text.clone())),
        Some(Json::Number(number)) => Ok(Value::Number(number.as_f64().unwrap_or(f64::NAN))),
        Some(Json::Bool(truth)) => Ok(Value::Boolean(*truth)),
        Some(Json::Array(codes)) => {
            let codes: Vec<&str> = codes.iter().filter_map(Json::as_str).collect();
            Ok(Value::Text(codes.join(" ")))
        }
        _ => Err(EvalError::NoSuchSetting(name.to_owned())),
    }
}

/// The labels of the codes in `codes`; a code without a label stands for itself.
fn choice_name(codes: &str, reference: &str, context: &Context) -> String {
    let field = last_name(reference);
    let label = |code: &str| context.answers.choice_name(field, code, context.env.language);
    if let Some(whole) = label(codes) {
        return whole;
    }
    let labels = text_calls::words(codes).map(|code| label(code).unwrap_or_else(|| code.to_owned()));
    labels.collect::<Vec<_>>().join(", ")
}

/// Each single value of the arguments, rows one by one.
pub(super) fn flat(values: &[Value]) -> impl Iterator<Item = &Value> {
    values.iter().flat_map(|value| match value {
        Value::Nodes(nodes) => nodes.as_slice(),
        single => std::slice::from_ref(single),
    })
}

/// The texts with `separator` between them.
///
/// # Errors
/// [`EvalError::TooLong`].
pub(super) fn joined<'a>(values: impl Iterator<Item = &'a Value>, separator: &str) -> Result<Value, EvalError> {
    let mut all = String::new();
    for (index, value) in values.enumerate() {
        if index > 0 {
            all.push_str(separator);
        }
        all.push_str(&value.text());
        if all.len() > MAX_TEXT {
            return Err(EvalError::TooLong);
        }
    }
    Ok(Value::Text(all))
}
