//! Publishing: what visitors read is frozen (record, language, seq, body), so that editing never shows half a page.

use crate::actor::Actor;
use crate::record::Staged;
use crate::{Error, Office, Result};
use forms::answers::Answers;
use serde_json::{Map, Value, json};
use store::{RecordRow, Row, Table};
use uuid::Uuid;

/// The stage whose records visitors read.
pub const PUBLISHED: &str = "published";

static PUBLICATION: Table = Table {
    name: "publication",
    columns: &["record", "language", "seq", "slug", "title", "body", "published"],
    key: 2,
};

/// The rows that a move to or from `published` writes or deletes; none for other changes.
///
/// # Errors
/// [`Error::Request`] for a page without an address in some language it has a title in.
pub fn rows(staged: &Staged, row: &RecordRow) -> Result<Vec<Row>> {
    let moved = staged.moved_from.is_some() || staged.new;
    if !staged.kind.publishes || !moved {
        return Ok(Vec::new());
    }
    let delete = row.stage != PUBLISHED;
    if delete && staged.moved_from.as_deref() != Some(PUBLISHED) {
        return Ok(Vec::new());
    }
    languages(&staged.after)
        .into_iter()
        .map(|language| {
            let (slug, title) = (text(&staged.after, "slug", &language), text(&staged.after, "title", &language));
            if slug.is_empty() {
                return Err(Error::Request(format!("a page needs an address in {language} before it is published")));
            }
            let body = in_language(staged, &language).to_string();
            Ok(Row {
                table: &PUBLICATION,
                values: vec![
                    row.id.into(),
                    language.into(),
                    row.version.into(),
                    slug.into(),
                    title.into(),
                    body.into(),
                    row.opened.into(),
                ],
                delete,
            })
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
fn in_language(staged: &Staged, language: &str) -> Value {
    let mut body = Map::new();
    for (path, value) in &staged.after {
        if !staged.kind.field(path).is_some_and(|field| field.translated) {
            body.insert(path.clone(), value.clone());
        } else if let Some(text) = said(value, language) {
            body.insert(path.clone(), json!(text));
        }
    }
    json!(body)
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
    /// When the page was first made, microseconds.
    pub published: i64,
}

const ALL: &str = "SELECT record, language, slug, title, body, published FROM publication WHERE tenant = $1";

/// All that is published of a tenant, in every language: what the public site is drawn from.
///
/// # Errors
/// What the store says.
pub fn all(office: &Office, actor: &Actor) -> Result<Vec<Published>> {
    office.store.read(|reads| {
        let pages = reads.all(ALL, &[actor.tenant().into()], |column| {
            let body: String = column.get(4)?;
            Ok(Published {
                record: column.get(0)?,
                language: column.get(1)?,
                slug: column.get(2)?,
                title: column.get(3)?,
                body: serde_json::from_str(&body).unwrap_or_default(),
                published: column.get(5)?,
            })
        })?;
        Ok(pages)
    })
}
