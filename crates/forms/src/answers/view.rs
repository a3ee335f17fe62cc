//! Answers as expressions read them.

use super::convert::to_value;
use super::shape::{Shape, What, code_label, shared};
use super::{Answers, join, missing};
use crate::expr::{Context, Env, Reader, Value};
use crate::kind::Kind;
use crate::mission::Mission;
use std::collections::BTreeMap;
use std::ops::Bound;
use std::sync::Arc;

/// The answers of a record of one kind, for [`Context::answers`].
#[derive(Clone)]
pub struct AnswersView<'a> {
    shape: Arc<Shape<'a>>,
    mission: &'a Mission,
    answers: &'a Answers,
    env: &'a Env<'a>,
}

impl<'a> AnswersView<'a> {
    /// A view of `answers` to a form of `kind`.
    pub fn new(kind: &'a Kind, mission: &'a Mission, answers: &'a Answers, env: &'a Env<'a>) -> Self {
        Self::of(Arc::new(Shape::of(kind, mission)), mission, answers, env)
    }

    pub(super) fn of(shape: Arc<Shape<'a>>, mission: &'a Mission, answers: &'a Answers, env: &'a Env<'a>) -> Self {
        Self { shape, mission, answers, env }
    }

    /// The context of an expression that belongs to the answer at `path`, or to the whole record where `path` is empty.
    pub fn context<'c>(&'c self, path: &'c str) -> Context<'c> {
        let row = path.rsplit_once('/').map_or("", |(row, _)| row);
        let current = self.value_at(path);
        Context { answers: self, row, current, columns: None, env: self.env }
    }

    /// The value of the answer at `path`; blank where there is none.
    pub(super) fn value_at(&self, path: &str) -> Value {
        let Some(json) = self.answers.get(path) else { return Value::blank() };
        let field = self.shape.at(path).and_then(|node| node.field());
        to_value(field, json, &self.env.zone, self.env.language)
    }

    /// The rows below `row` through all the repeats `names`.
    pub(super) fn rows_through(&self, row: &str, names: &[&str]) -> Vec<String> {
        names.iter().fold(vec![row.to_owned()], |rows, name| {
            rows.iter().flat_map(|row| rows_of(self.answers, &join(row, name))).collect()
        })
    }
}

/// The rows of the repeat at `path`, in order of their ids.
pub(super) fn rows_of(answers: &Answers, path: &str) -> Vec<String> {
    let mut rows = Vec::new();
    let prefix = format!("{path}/");
    let mut from = Bound::Included(prefix.clone());
    while let Some((key, _)) = answers.range((from.clone(), Bound::Unbounded)).next() {
        let Some(rest) = key.strip_prefix(&prefix) else { break };
        let id = rest.split('/').next().unwrap_or(rest);
        let row = format!("{prefix}{id}");
        // '0' is the sign after '/': the next key from here is past everything in this row.
        from = Bound::Included(format!("{row}0"));
        if answers.contains_key(&row) {
            rows.push(row);
        }
    }
    rows
}

/// The repeats on the way to `row`, outermost first.
pub(super) fn repeats_of(row: &str) -> Vec<&str> {
    if row.is_empty() { Vec::new() } else { row.split('/').step_by(2).collect() }
}

/// The part of `row` that goes through its first `depth` repeats.
pub(super) fn outer(row: &str, depth: usize) -> &str {
    if depth == 0 {
        return "";
    }
    row.match_indices('/').nth(2 * depth - 1).map_or(row, |(at, _)| &row[..at])
}

impl Reader for AnswersView<'_> {
    fn field(&self, name: &str, row: &str) -> Option<Value> {
        let from = repeats_of(row);
        let at = self.shape.find(name, &from, |node| !matches!(node.what, What::Repeat(_)))?;
        let scope = &self.shape.nodes[at].scope;
        let depth = shared(scope, &from);
        let base = outer(row, depth);
        if depth == scope.len() {
            return Some(self.value_at(&join(base, name)));
        }
        let rows = self.rows_through(base, &scope[depth..]);
        Some(Value::Nodes(rows.iter().map(|row| self.value_at(&join(row, name))).collect()))
    }

    fn rows(&self, name: &str, row: &str) -> Option<Vec<String>> {
        let from = repeats_of(row);
        let at = self.shape.find(name, &from, |node| matches!(node.what, What::Repeat(_)))?;
        let scope = &self.shape.nodes[at].scope;
        let depth = shared(scope, &from);
        let mut names: Vec<&str> = scope[depth..].to_vec();
        names.push(name);
        Some(self.rows_through(outer(row, depth), &names))
    }

    fn position(&self, row: &str) -> Option<usize> {
        let (repeat, _) = row.rsplit_once('/')?;
        rows_of(self.answers, repeat).iter().position(|other| other == row).map(|at| at + 1)
    }

    fn choice_name(&self, field: &str, code: &str, language: &str) -> Option<String> {
        let at = self.shape.find(field, &[], |node| node.field().is_some())?;
        let label = code_label(self.shape.nodes[at].field()?, code, self.mission)?;
        Some(label.get(language).to_owned()).filter(|text| !text.is_empty())
    }

    fn missing(&self, field: &str, row: &str) -> Option<String> {
        let from = repeats_of(row);
        let at = self.shape.find(field, &from, |node| node.field().is_some())?;
        let scope = &self.shape.nodes[at].scope;
        let depth = shared(scope, &from);
        let path = (depth == scope.len()).then(|| join(outer(row, depth), field))?;
        missing(self.answers.get(&path)?).map(str::to_owned)
    }
}

/// The columns of a choice as a choice filter reads them.
pub(super) fn columns(code: &crate::Code) -> BTreeMap<String, String> {
    let mut columns = code.columns.clone();
    columns.insert("name".into(), code.code.clone());
    columns
}
