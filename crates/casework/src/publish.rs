//! Publishing: what visitors read is frozen (record, language, seq, body), so that editing never shows half a page.

mod standing;
mod starter;

pub use standing::{Stamp, all, head, head_at_once, stamp, withdrawn};
pub use starter::{Starter, starters};

use crate::record::Staged;
use crate::{Error, Result};
use forms::Kind;
use forms::answers::Answers;
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;
use store::{RecordRow, Row, Table};
use uuid::Uuid;

/// The stage whose records visitors read.
pub const PUBLISHED: &str = "published";

static PUBLICATION: Table = Table {
    name: "publication",
    columns: &["record", "language", "seq", "slug", "title", "body", "published"],
    key: 2,
};

/// The rows that a move writes or deletes; none for other changes.
///
/// A move to `published` freezes the page anew, and takes away the languages it no longer has. A move to a final stage
/// takes it off the site. Between the two the frozen page stays: someone who corrects a page does not take it down.
///
/// # Errors
/// [`Error::Request`] for a page without an address in some language it has a title in.
pub fn rows(staged: &Staged, row: &RecordRow) -> Result<Vec<Row>> {
    let moved = staged.moved_from.is_some() || staged.new;
    if !staged.kind.publishes || !moved {
        return Ok(Vec::new());
    }
    let mut frozen = Vec::new();
    if row.stage == PUBLISHED {
        frozen = freeze(&staged.kind, row.id, &staged.after, published_at(row))?;
    } else if !staged.kind.stage(&row.stage).is_some_and(|stage| stage.r#final) {
        return Ok(Vec::new());
    }
    let kept: BTreeSet<&str> = frozen.iter().map(|page| page.language.as_str()).collect();
    let gone =
        languages(&staged.before).into_iter().chain(["en", "fr", "ne"].map(String::from)).collect::<BTreeSet<_>>();
    let gone = gone.into_iter().filter(|language| !kept.contains(language.as_str()));
    let deleted = gone.map(|language| Published::nothing(row.id, language).row(0, true)).collect::<Vec<_>>();
    Ok(frozen.into_iter().map(|page| page.row(row.version, false)).chain(deleted).collect())
}

/// When the record reached the stage it is in, microseconds.
fn published_at(row: &RecordRow) -> i64 {
    let reached = row.plain.get("$reached").and_then(|reached| reached.get(PUBLISHED));
    reached.and_then(Value::as_i64).unwrap_or(row.opened)
}

/// A record as each of the languages it has a title in shows it.
///
/// # Errors
/// [`Error::Request`] for a page without an address in one of these languages.
pub fn freeze(kind: &Kind, record: Uuid, answers: &Answers, published: i64) -> Result<Vec<Published>> {
    languages(answers)
        .into_iter()
        .map(|language| {
            let (slug, title) = (text(answers, "slug", &language), text(answers, "title", &language));
            if slug.is_empty() {
                return Err(Error::Request(format!("a page needs an address in {language} before it is published")));
            }
            let body = in_language(kind, answers, &language);
            Ok(Published { record, language, slug, title, body, published })
        })
        .collect()
}

/// Languages a page has a title in.
fn languages(answers: &Answers) -> Vec<String> {
    let title = answers.get("title").and_then(Value::as_object);
    title.map(|languages| languages.keys().cloned().collect()).unwrap_or_default()
}

fn text(answers: &Answers, field: &str, language: &str) -> String {
    answers.get(field).and_then(|value| said(value, language)).unwrap_or_default().to_owned()
}

/// What a translated answer says in a language.
fn said<'a>(value: &'a Value, language: &str) -> Option<&'a str> {
    value.get(language)?.get("text")?.as_str()
}

/// The answers as one language shows them: of a translated answer its text there, other answers as they are.
fn in_language(kind: &Kind, answers: &Answers, language: &str) -> Map<String, Value> {
    let mut body = Map::new();
    for (path, value) in answers {
        if !kind.field(path).is_some_and(|field| field.translated) {
            body.insert(path.clone(), value.clone());
        } else if let Some(text) = said(value, language) {
            body.insert(path.clone(), json!(text));
        }
    }
    body
}

/// What visitors read at one address.
#[derive(Clone, Debug, PartialEq)]
pub struct Published {
    /// The page's record.
    pub record: Uuid,
    /// Its language.
    pub language: String,
    /// Its address in that language.
    pub slug: String,
    /// Its title.
    pub title: String,
    /// Its answers in that language, by path.
    pub body: Map<String, Value>,
    /// When it was last published, microseconds.
    pub published: i64,
}

impl Published {
    fn nothing(record: Uuid, language: String) -> Self {
        Self { record, language, slug: String::new(), title: String::new(), body: Map::new(), published: 0 }
    }

    fn row(self, seq: i64, delete: bool) -> Row {
        let body = Value::Object(self.body).to_string();
        Row {
            table: &PUBLICATION,
            values: vec![
                self.record.into(),
                self.language.into(),
                seq.into(),
                self.slug.into(),
                self.title.into(),
                body.into(),
                self.published.into(),
            ],
            delete,
        }
    }
}
