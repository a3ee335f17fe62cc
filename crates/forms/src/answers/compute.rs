//! Works out calculations and relevance, and sets first values.

use super::convert::from_value;
use super::shape::{Node, Shape, What};
use super::view::AnswersView;
use super::{Answers, ErrorCode, FieldError, join};
use crate::expr::{Env, EvalError, Expression};
use crate::kind::{Field, Kind};
use crate::mission::Mission;
use serde_json::Value as Json;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What working out a record did to its answers.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Recomputed {
    /// Paths that have another answer than before, calculated or gone.
    pub changed: BTreeSet<String>,
    /// Answers that were removed because their question is not relevant, so that a page can say so.
    pub removed: BTreeMap<String, Json>,
    /// Expressions of the form that could not be worked out.
    pub errors: Vec<FieldError>,
    /// Paths of the fields, groups and repeats that are relevant.
    pub relevant: BTreeSet<String>,
}

/// Sets the defaults of a new record where nothing is answered, outside repeats and in the rows there are. Then
/// [`recompute`] is due.
pub fn begin(kind: &Kind, mission: &Mission, answers: &mut Answers, env: &Env) -> Vec<FieldError> {
    set_defaults(kind, mission, answers, env, None)
}

/// Sets the defaults of a new row, `repeat/<row id>`, where nothing is answered, and marks the row as existing.
pub fn begin_row(kind: &Kind, mission: &Mission, answers: &mut Answers, row: &str, env: &Env) -> Vec<FieldError> {
    answers.entry(row.to_owned()).or_insert_with(|| serde_json::json!({}));
    set_defaults(kind, mission, answers, env, Some(row))
}

fn set_defaults(
    kind: &Kind,
    mission: &Mission,
    answers: &mut Answers,
    env: &Env,
    only: Option<&str>,
) -> Vec<FieldError> {
    let shape = Arc::new(Shape::of(kind, mission));
    let mut errors = Vec::new();
    for node in &shape.nodes {
        let Some((field, default)) = node.field().and_then(|field| Some((field, field.default.as_ref()?))) else {
            continue;
        };
        let rows = AnswersView::of(shape.clone(), mission, answers, env).rows_through("", &node.scope);
        for row in rows.iter().filter(|row| only.is_none_or(|only| *row == only)) {
            let path = join(row, &node.name);
            if answers.contains_key(&path) {
                continue;
            }
            match value_of(&shape, mission, answers, env, &path, field, default) {
                Ok(Some(json)) => drop(answers.insert(path, json)),
                Ok(None) | Err(EvalError::NotHere(_)) => {}
                Err(error) => errors.push(FieldError::new(path, ErrorCode::Expression(error.to_string()))),
            }
        }
    }
    errors
}

/// The value of an expression of a field, as its answer is stored.
fn value_of(
    shape: &Arc<Shape>,
    mission: &Mission,
    answers: &Answers,
    env: &Env,
    path: &str,
    field: &Field,
    expression: &Expression,
) -> Result<Option<Json>, EvalError> {
    let view = AnswersView::of(shape.clone(), mission, answers, env);
    let value = expression.eval(&view.context(path))?;
    Ok(super::check::stored(field, mission, from_value(field, &value, &env.zone)))
}

/// Works out all calculations, each after what it reads, and removes answers whose question is not relevant.
///
/// A calculation that only the record's surroundings can answer keeps the value it has; one that fails is blank and
/// reported. A question whose relevance cannot be worked out is relevant: nothing is lost to a faulty form.
pub fn recompute(kind: &Kind, mission: &Mission, answers: &mut Answers, env: &Env) -> Recomputed {
    let shape = Arc::new(Shape::of(kind, mission));
    // A loader refuses cycles; a form that has one is worked out in the order of its rows.
    let in_rows = || (0..shape.nodes.len()).collect();
    let order = shape.order().map_or_else(|_| Cow::Owned(in_rows()), Cow::Borrowed);
    let mut pass = Pass { shape: shape.clone(), mission, env, done: Recomputed::default() };
    for at in order.iter() {
        pass.node(*at, answers);
    }
    pass.done
}

/// Paths of the fields, groups and repeats that are relevant.
pub fn relevant(kind: &Kind, mission: &Mission, answers: &Answers, env: &Env) -> BTreeSet<String> {
    recompute(kind, mission, &mut answers.clone(), env).relevant
}

struct Pass<'a> {
    shape: Arc<Shape<'a>>,
    mission: &'a Mission,
    env: &'a Env<'a>,
    done: Recomputed,
}

impl Pass<'_> {
    fn node(&mut self, at: usize, answers: &mut Answers) {
        let shape = self.shape.clone();
        let node = &shape.nodes[at];
        let rows = AnswersView::of(shape.clone(), self.mission, answers, self.env).rows_through("", &node.scope);
        for row in rows {
            let path = join(&row, &node.name);
            if self.is_relevant(node, &row, &path, answers) {
                self.done.relevant.insert(path.clone());
                if let Some((field, calculation)) = node.field().and_then(|f| Some((f, f.calculation.as_ref()?))) {
                    self.calculate(&path, field, calculation, answers);
                }
            } else {
                self.remove(node, &path, answers);
            }
        }
    }

    fn is_relevant(&mut self, node: &Node, row: &str, path: &str, answers: &Answers) -> bool {
        let around = node.parent.map(|parent| &self.shape.nodes[parent]);
        let inside = around.is_none_or(|parent| {
            let row =
                if matches!(parent.what, What::Repeat(_)) { row.rsplit_once('/').map_or("", |(r, _)| r) } else { row };
            let path = if matches!(parent.what, What::Repeat(_)) { row.to_owned() } else { join(row, &parent.name) };
            self.done.relevant.contains(&path)
        });
        let condition = match node.what {
            What::Field(field) => field.relevant.as_ref(),
            What::Group(group) => group.relevant.as_ref(),
            What::Repeat(repeat) => repeat.relevant.as_ref(),
            What::OtherText(field) => {
                let chosen = answers.get(&join(row, &field.name)).is_some_and(has_other);
                return inside && chosen;
            }
        };
        inside && condition.is_none_or(|condition| self.holds(condition, path, answers))
    }

    fn holds(&mut self, condition: &Expression, path: &str, answers: &Answers) -> bool {
        let view = AnswersView::of(self.shape.clone(), self.mission, answers, self.env);
        match condition.is_true(&view.context(path)) {
            Ok(truth) => truth,
            Err(EvalError::NotHere(_)) => true,
            Err(error) => {
                self.done.errors.push(FieldError::new(path, ErrorCode::Expression(error.to_string())));
                true
            }
        }
    }

    fn calculate(&mut self, path: &str, field: &Field, calculation: &Expression, answers: &mut Answers) {
        let found = value_of(&self.shape, self.mission, answers, self.env, path, field, calculation);
        let value = match found {
            Ok(value) => value,
            Err(EvalError::NotHere(_)) => return,
            Err(error) => {
                self.done.errors.push(FieldError::new(path, ErrorCode::Expression(error.to_string())));
                None
            }
        };
        if answers.get(path) == value.as_ref() {
            return;
        }
        self.done.changed.insert(path.to_owned());
        match value {
            Some(value) => drop(answers.insert(path.to_owned(), value)),
            None => drop(answers.remove(path)),
        }
    }

    /// Removes what stands at a path that is not relevant, the rows of a repeat included.
    fn remove(&mut self, node: &Node, path: &str, answers: &mut Answers) {
        let below = format!("{path}/");
        let gone: Vec<String> = match node.what {
            What::Group(_) => Vec::new(),
            What::Repeat(_) => answers
                .range(below.clone()..)
                .map_while(|(key, _)| key.starts_with(&below).then(|| key.clone()))
                .collect(),
            What::Field(_) | What::OtherText(_) => vec![path.to_owned()],
        };
        for path in gone {
            if let Some(json) = answers.remove(&path) {
                self.done.changed.insert(path.clone());
                self.done.removed.insert(path, json);
            }
        }
    }
}

/// Whether `other` is the answer, or one of the answers.
pub(super) fn has_other(answer: &Json) -> bool {
    match answer {
        Json::String(code) => code == "other",
        Json::Array(codes) => codes.iter().any(|code| code == "other"),
        _ => false,
    }
}
