//! Walks a tree and gives its value.

use super::value::compare;
use super::{Context, EvalError, Expr, Expression, Operator, Path, Start, Value, calls};

impl Expression {
    /// Its value in `context`.
    ///
    /// # Errors
    /// As [`eval`].
    pub fn eval(&self, context: &Context) -> Result<Value, EvalError> {
        eval(&self.tree, context)
    }

    /// Its value read as yes or no; blank is no.
    ///
    /// # Errors
    /// As [`eval`].
    pub fn is_true(&self, context: &Context) -> Result<bool, EvalError> {
        self.eval(context).map(|value| value.truth())
    }
}

/// The value of `tree` in `context`.
///
/// # Errors
/// [`EvalError`]: a date that does not exist, a pattern that is not supported, a field or setting that is not there.
pub fn eval(tree: &Expr, context: &Context) -> Result<Value, EvalError> {
    match tree {
        Expr::Text(text) => Ok(Value::Text(text.clone())),
        Expr::Number(number) => Ok(Value::Number(*number)),
        Expr::Field(name) => field(name, context.row, context),
        Expr::Current => Ok(context.current.clone()),
        Expr::Name(name) => bare_name(name, context),
        Expr::Path(at) => path(at, context),
        Expr::Negate(inner) => Ok(Value::Number(-eval(inner, context)?.number(&context.env.zone))),
        Expr::Chain(first, rest) => chain(first, rest, context),
        Expr::Call(name, arguments) => calls::call(name, arguments, context),
    }
}

/// A row of operators of one precedence, from the left. `and` and `or` stop as soon as the outcome is known.
fn chain(first: &Expr, rest: &[(Operator, Expr)], context: &Context) -> Result<Value, EvalError> {
    let mut left = eval(first, context)?;
    for (operator, operand) in rest {
        left = match operator {
            Operator::Or | Operator::And => {
                let decided = left.truth() == (*operator == Operator::Or);
                Value::Boolean(if decided { left.truth() } else { eval(operand, context)?.truth() })
            }
            Operator::Add | Operator::Subtract | Operator::Multiply | Operator::Divide | Operator::Modulo => {
                let right = eval(operand, context)?.number(&context.env.zone);
                Value::Number(arithmetic(*operator, left.number(&context.env.zone), right))
            }
            comparison => {
                let right = eval(operand, context)?;
                Value::Boolean(compare(*comparison, &left, &right, &context.env.zone))
            }
        };
    }
    Ok(left)
}

fn arithmetic(operator: Operator, left: f64, right: f64) -> f64 {
    match operator {
        Operator::Add => left + right,
        Operator::Subtract => left - right,
        Operator::Multiply => left * right,
        Operator::Divide => left / right,
        _ => left % right,
    }
}

/// What `${name}` stands for, seen from `row`; a repeat gives one value a row.
pub(super) fn field(name: &str, row: &str, context: &Context) -> Result<Value, EvalError> {
    if let Some(value) = context.answers.field(name, row) {
        return Ok(value);
    }
    let rows = context.answers.rows(name, row).ok_or_else(|| EvalError::NoSuchField(name.to_owned()))?;
    Ok(Value::Nodes(rows.into_iter().map(Value::Text).collect()))
}

fn bare_name(name: &str, context: &Context) -> Result<Value, EvalError> {
    if let Some(text) = context.columns.and_then(|columns| columns.get(name)) {
        return Ok(Value::Text(text.clone()));
    }
    match field(name, context.row, context) {
        // A choice without that column has it blank.
        Err(EvalError::NoSuchField(_)) if context.columns.is_some() => Ok(Value::blank()),
        found => found,
    }
}

/// Groups do not change what a name means, so a path is its last name, seen from where it begins.
fn path(at: &Path, context: &Context) -> Result<Value, EvalError> {
    let Some(name) = at.names.last() else { return Err(EvalError::NoSuchField("..".into())) };
    let Start::Field(repeat) = &at.start else { return field(name, context.row, context) };
    let rows = context.answers.rows(repeat, context.row).ok_or_else(|| EvalError::NoSuchField(repeat.clone()))?;
    let mut values = Vec::new();
    for row in rows {
        match field(name, &row, context)? {
            Value::Nodes(inner) => values.extend(inner),
            value => values.push(value),
        }
    }
    Ok(Value::Nodes(values))
}
