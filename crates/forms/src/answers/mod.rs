//! Answers: read from a posted page or JSON, worked out, validated against a kind, folded from changes.
//!
//! A record's answers are one flat map from path to JSON. A path is `field`, or `repeat/<row id>/field` to any depth;
//! groups do not appear in it. The key `repeat/<row id>` with the value `{}` marks that the row exists; rows are in the
//! order of their ids (UUIDv7). How each type is written is told at [`crate::FieldType`]; a blank answer is the absence
//! of its key, a missing one is `{"missing": "unknown" | "not_asked" | "refused"}`. A field that holds one answer a
//! language is `{"en": {"text": "…", "state": "draft" | "outdated" | "reviewed"}, …}`.

mod change;
mod check;
mod choices;
mod compute;
mod convert;
mod error;
mod facets;
mod order;
mod posted;
mod read;
mod shape;
mod validate;
mod view;

pub use change::{Changes, apply, compartment, diff, differences, split_by_compartment, take_in};
pub use choices::{choices, is_in_use};
pub use compute::{Recomputed, begin, begin_row, recompute, relevant};
pub use error::{ErrorCode, FieldError};
pub use facets::{facets, terms, title, words};
pub use order::calculation_order;
pub use posted::{Posted, read_posted};
pub use read::{read_changes, read_json};
pub use shape::{bikram_table, shape_json};
pub use validate::{MAX_ROWS, MAX_TEXT_ANSWER, validate, validate_recomputed};
pub use view::AnswersView;

pub(crate) use shape::Plan;

use serde_json::Value as Json;
use std::collections::BTreeMap;

/// The answers of one record, by path.
pub type Answers = BTreeMap<String, Json>;

/// Ways an answer can be missing.
pub const MISSING: [&str; 3] = ["unknown", "not_asked", "refused"];

/// Why an answer is missing, if it is.
pub fn missing(answer: &Json) -> Option<&str> {
    answer.as_object().filter(|object| object.len() == 1)?.get("missing")?.as_str()
}

/// The answer that says why there is none.
fn missing_answer(why: &str) -> Json {
    serde_json::json!({ "missing": why })
}

/// The paths of rows around a path, outermost first: of `a/1/b/2/c`, `a/1` and `a/1/b/2`.
fn rows_around(path: &str) -> impl Iterator<Item = &str> {
    let slashes = path.match_indices('/').map(|(at, _)| at);
    slashes.enumerate().filter(|(index, _)| index % 2 == 1).map(|(_, at)| &path[..at])
}

/// True for the path of a row's mark, `repeat/<row id>`.
fn is_row(path: &str) -> bool {
    path.matches('/').count() % 2 == 1
}

fn join(row: &str, name: &str) -> String {
    if row.is_empty() { name.to_owned() } else { format!("{row}/{name}") }
}
