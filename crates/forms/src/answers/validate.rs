//! Whether answers may be saved as they are.

use super::choices::refusal;
use super::compute::has_other;
use super::read::{field_of, read_one};
use super::shape::{Node, Shape, What, list_of};
use super::view::AnswersView;
use super::{Answers, ErrorCode, FieldError, Recomputed, is_row, join, missing, recompute};
use crate::Label;
use crate::expr::{Env, EvalError, Expression, Value};
use crate::kind::{Field, FieldType, Kind, Repeat};
use crate::mission::Mission;
use serde_json::Value as Json;
use std::sync::Arc;

/// Most rows of one repeat.
pub const MAX_ROWS: usize = 1000;

/// Longest text of an answer, in bytes.
pub const MAX_TEXT_ANSWER: usize = 64 * 1024;

/// All that keeps answers from being saved, in the order of the form. What is not relevant is not looked at.
///
/// The answers are those [`super::recompute`] leaves. A code that is no longer in use is an error here; a caller that
/// changes an old record leaves out such errors ([`ErrorCode::CodeNotInUse`]) for paths it did not change.
pub fn validate(kind: &Kind, mission: &Mission, answers: &Answers, env: &Env) -> Vec<FieldError> {
    let done = recompute(kind, mission, &mut answers.clone(), env);
    validate_recomputed(kind, mission, answers, done, env)
}

/// As [`validate`], for who has just worked the answers out: `done` is what [`super::recompute`] said of them.
pub fn validate_recomputed(
    kind: &Kind,
    mission: &Mission,
    answers: &Answers,
    done: Recomputed,
    env: &Env,
) -> Vec<FieldError> {
    let shape = Arc::new(Shape::of(kind, mission));
    let view = AnswersView::of(shape.clone(), mission, answers, env);
    let mut errors: Vec<FieldError> = answers
        .keys()
        .filter(|path| shape.at(path).is_none())
        .map(|path| FieldError::new(path.clone(), ErrorCode::UnknownField(shape.nearest(path))))
        .collect();
    errors.extend(done.errors);
    for node in &shape.nodes {
        for row in view.rows_through("", &node.scope) {
            let path = join(&row, &node.name);
            if done.relevant.contains(&path) {
                Check { mission, answers, env, view: &view, errors: &mut errors }.node(node, &path);
            }
        }
    }
    for path in answers.keys().filter(|path| is_row(path) && shape.at(path).is_some()) {
        if let Err(code) = read_one(&shape, mission, path, &answers[path], env) {
            errors.push(FieldError::new(path.clone(), code));
        }
    }
    errors
}

struct Check<'c> {
    mission: &'c Mission,
    answers: &'c Answers,
    env: &'c Env<'c>,
    view: &'c AnswersView<'c>,
    errors: &'c mut Vec<FieldError>,
}

impl Check<'_> {
    fn node(&mut self, node: &Node, path: &str) {
        match node.what {
            What::Group(_) => {}
            What::Repeat(repeat) => self.repeat(repeat, path),
            What::OtherText(_) => match self.answers.get(path) {
                Some(json) => drop(self.typed(node, path, json)),
                None => self.fail(path, ErrorCode::OtherText, &Label::default()),
            },
            What::Field(field) => match self.answers.get(path) {
                None => self.required(field, path),
                Some(json) => self.answer(node, field, path, json),
            },
        }
    }

    fn fail(&mut self, path: &str, code: ErrorCode, message: &Label) {
        self.errors.push(FieldError { path: path.to_owned(), code, message: message.clone() });
    }

    fn repeat(&mut self, repeat: &Repeat, path: &str) {
        let rows = super::view::rows_of(self.answers, path).len();
        let wanted = repeat.count.as_ref().and_then(|count| {
            let number = count.eval(&self.view.context(path)).ok()?.number(&self.env.zone);
            Value::Number(number.trunc()).text().parse().ok()
        });
        let most = MAX_ROWS.min(wanted.unwrap_or(MAX_ROWS));
        if rows > most {
            self.fail(path, ErrorCode::TooManyRows(most), &Label::default());
        }
    }

    fn required(&mut self, field: &Field, path: &str) {
        let asked = !matches!(
            field.r#type,
            FieldType::Note | FieldType::Calculate | FieldType::Hidden | FieldType::Children(_) | FieldType::Foreign(_)
        );
        let Some(required) = field.required.as_ref().filter(|_| asked) else { return };
        if self.holds(required, path, false) {
            self.fail(path, ErrorCode::Required, &field.required_message);
        }
    }

    /// Whether a condition is true; one that only the record's surroundings can answer is taken as `unknown`.
    fn holds(&mut self, condition: &Expression, path: &str, unknown: bool) -> bool {
        match condition.is_true(&self.view.context(path)) {
            Ok(truth) => truth,
            Err(EvalError::NotHere(_)) => unknown,
            Err(error) => {
                self.fail(path, ErrorCode::Expression(error.to_string()), &Label::default());
                unknown
            }
        }
    }

    fn answer(&mut self, node: &Node, field: &Field, path: &str, json: &Json) {
        if !self.typed(node, path, json) || missing(json).is_some() {
            return;
        }
        self.codes(field, path, json);
        self.range(field, path, json);
        if let Some(constraint) = &field.constraint
            && !self.holds(constraint, path, true)
        {
            self.fail(path, ErrorCode::Constraint, &field.constraint_message);
        }
    }

    /// Whether the answer is stored as its type is.
    fn typed(&mut self, node: &Node, path: &str, json: &Json) -> bool {
        let field = field_of(node);
        let code = match super::check::check(&field, self.mission, json, self.env) {
            Ok(Some(stored)) if stored == *json => return true,
            Ok(_) => ErrorCode::Type("an answer as it is stored"),
            Err(code) => code,
        };
        self.fail(path, code, &Label::default());
        false
    }

    fn codes(&mut self, field: &Field, path: &str, json: &Json) {
        let Some(list) = list_of(field, self.mission) else { return };
        let codes: Vec<&str> = match json {
            Json::Array(codes) => codes.iter().filter_map(Json::as_str).collect(),
            other => other.as_str().into_iter().collect(),
        };
        for code in codes {
            let fault = match list.code(code) {
                Some(known) => refusal(field, known, self.view, path, self.env),
                None if code == "other" && !list.closed && has_other(json) => None,
                None => Some(ErrorCode::Code(code.to_owned())),
            };
            if let Some(fault) = fault {
                self.fail(path, fault, &Label::default());
            }
        }
    }

    /// The parameters of a range: XLSForm's `start`, `end`, `step`, by default 0, 10, 1.
    fn range(&mut self, field: &Field, path: &str, json: &Json) {
        if field.r#type != FieldType::Range {
            return;
        }
        let parameter = |name: &str, otherwise: &str| {
            let text = field.parameters.get(name).map_or(otherwise, String::as_str).to_owned();
            (Value::Text(text.clone()).number(&self.env.zone), text)
        };
        let (start, end, step) = (parameter("start", "0"), parameter("end", "10"), parameter("step", "1"));
        let value = Value::Text(json.as_str().unwrap_or_default().to_owned()).number(&self.env.zone);
        let (low, high) = (start.0.min(end.0), start.0.max(end.0));
        let steps = (value - start.0) / step.0.abs();
        let on_step = step.0 == 0.0 || step.0.is_nan() || (steps - steps.round()).abs() < 1e-9;
        if !(value >= low && value <= high && on_step) {
            self.fail(path, ErrorCode::Range(start.1, end.1, step.1), &Label::default());
        }
    }
}
