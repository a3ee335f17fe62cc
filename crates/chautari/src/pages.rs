//! The pages a new site begins with, made as the records they are.

use crate::mission;
use anyhow::{Context, Result};
use casework::publish::{self, PUBLISHED};
use casework::record::{self, Wanted};
use casework::{Office, accounts, id_at};
use serde_json::Value;
use uuid::Uuid;

/// Makes the pages of `response/site/content/` as published records of kind `page`, by the program itself, in the
/// languages of the association.
///
/// # Errors
/// A file that does not read, with its name; what the record service says, with the page's name.
pub fn seed(office: &Office, tenant: i64, languages: &[String]) -> Result<()> {
    let actor = accounts::system(office, tenant)?;
    let mut rows = Rows { office, next: office.now() };
    for starter in publish::starters(&mission::pages(), &mut || office.new_id(), &mut || rows.id())? {
        let wanted = Wanted {
            id: starter.id,
            kind: "page".into(),
            changes: starter.answers.into_iter().map(|(path, answer)| (path, of(answer, languages))).collect(),
            stage: Some(PUBLISHED.into()),
            ..Wanted::default()
        };
        record::save(office, &actor, &wanted).with_context(|| format!("site/content/{}.yaml", starter.name))?;
    }
    Ok(())
}

/// An answer in these languages: of a translated one, whose every member says a text, the others are left out. Nothing
/// when none is left; the mark of a row, which has no members, stays.
fn of(mut answer: Value, languages: &[String]) -> Option<Value> {
    if let Value::Object(texts) = &mut answer
        && !texts.is_empty()
    {
        texts.retain(|language, text| text.get("text").is_none() || languages.contains(language));
        return (!texts.is_empty()).then_some(answer);
    }
    Some(answer)
}

/// Ids of rows. Rows stand in the order of their ids, so each is a millisecond later than the one before.
struct Rows<'a> {
    office: &'a Office,
    next: i64,
}

impl Rows<'_> {
    fn id(&mut self) -> Uuid {
        let mut random = [0; 10];
        random.copy_from_slice(&self.office.new_id().as_bytes()[6..]);
        self.next += 1000;
        id_at(self.next, &random)
    }
}
