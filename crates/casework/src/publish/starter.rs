//! Pages a new site begins with: from their files to the answers of records.
//!
//! A file names other pages by their file names; a record names them by id, and a text by the address, which an editor
//! can read and type.

use crate::{Error, Result};
use forms::answers::Answers;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use uuid::Uuid;

/// A page to begin with.
#[derive(Clone, Debug, PartialEq)]
pub struct Starter {
    /// Name of its file, without ending.
    pub name: String,
    /// Its record.
    pub id: Uuid,
    /// Its answers.
    pub answers: Answers,
}

/// The records of the pages in `files` (name and YAML), in the order given. `row` makes the ids of rows, each later
/// than the one before; `page` those of the pages.
///
/// # Errors
/// [`Error::Request`] with the file's name: YAML that does not read, or a page that no file describes.
pub fn starters(
    files: &[(String, String)],
    page: &mut dyn FnMut() -> Uuid,
    row: &mut dyn FnMut() -> Uuid,
) -> Result<Vec<Starter>> {
    let mut pages = Pages::default();
    let mut read = Vec::new();
    for (name, text) in files {
        let fields: Map<String, Value> =
            serde_saphyr::from_str(text).map_err(|error| wrong(name, &error.to_string()))?;
        let slugs = fields.get("slug").and_then(Value::as_object).cloned().unwrap_or_default();
        let id = page();
        pages.0.insert(name, (id, slugs));
        read.push((name, id, fields));
    }
    read.into_iter()
        .map(|(name, id, fields)| {
            let mut answers = Answers::new();
            pages.collect(name, "", fields, row, &mut answers)?;
            Ok(Starter { name: name.clone(), id, answers })
        })
        .collect()
}

fn wrong(name: &str, what: &str) -> Error {
    Error::Request(format!("site/content/{name}.yaml: {what}"))
}

/// Name of a page → its record and its address in each language.
#[derive(Default)]
struct Pages<'a>(BTreeMap<&'a str, (Uuid, Map<String, Value>)>);

impl Pages<'_> {
    /// Adds the answers of one form or row whose paths begin with `at`.
    fn collect(
        &self,
        file: &str,
        at: &str,
        fields: Map<String, Value>,
        row: &mut dyn FnMut() -> Uuid,
        answers: &mut Answers,
    ) -> Result<()> {
        for (field, value) in fields {
            let path = format!("{at}{field}");
            match value {
                Value::Array(items) if items.iter().all(Value::is_object) => {
                    for item in items {
                        let Value::Object(item) = item else { continue };
                        let at = format!("{path}/{}", row());
                        answers.insert(at.clone(), json!({}));
                        self.collect(file, &format!("{at}/"), item, row, answers)?;
                    }
                }
                Value::Object(texts) => {
                    answers.insert(path, self.translated(file, texts)?);
                }
                Value::String(name) if field == "parent" || field == "page" => {
                    answers.insert(path, json!(self.page(file, &name)?.0));
                }
                value => {
                    answers.insert(path, value);
                }
            }
        }
        Ok(())
    }

    fn page(&self, file: &str, name: &str) -> Result<&(Uuid, Map<String, Value>)> {
        self.0.get(name).ok_or_else(|| wrong(file, &format!("{name}: no file describes that page")))
    }

    /// One answer a language; the links of each text lead by address.
    fn translated(&self, file: &str, texts: Map<String, Value>) -> Result<Value> {
        let mut answer = Map::new();
        for (language, text) in texts {
            let text = text.as_str().ok_or_else(|| wrong(file, &format!("a text in {language} is no text")))?;
            let text = self.by_address(file, text.trim_end(), &language)?;
            answer.insert(language, json!({"text": text, "state": "reviewed"}));
        }
        Ok(Value::Object(answer))
    }

    /// `](page:get_help)` becomes `](page:get-help)`, with the address in that language.
    fn by_address(&self, file: &str, text: &str, language: &str) -> Result<String> {
        let mut parts = text.split("](page:");
        let mut made = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let (name, rest) = part.split_once(')').ok_or_else(|| wrong(file, "a link has no closing bracket"))?;
            let (_, slugs) = self.page(file, name)?;
            let slug = slugs.get(language).and_then(Value::as_str);
            let slug = slug.ok_or_else(|| wrong(file, &format!("{name} has no address in {language}")))?;
            made.push_str(&format!("](page:{slug}){rest}"));
        }
        Ok(made)
    }
}
