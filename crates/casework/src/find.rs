//! Finding a person by name in any spelling and either script, a record by its number, or by words of its open texts.

use crate::actor::Actor;
use crate::record::{self, View};
use crate::{Error, Office, Result, access_log, follow, number};
use forms::answers;
use forms::kind::Search;
use forms::roles::Action;
use serde_json::json;
use store::{NewAccess, Param, sql};
use uuid::Uuid;

/// Most results of one search.
const MOST: usize = 30;

/// The record of a number.
pub(crate) const BY_NUMBER: &str = sql!("SELECT id FROM record WHERE tenant = $1 AND first = $2 AND numbered = TRUE");

/// Records whose open texts hold every word, newest first.
fn by_words_sql(words: &str, kinds: &str) -> String {
    format!(
        "SELECT record FROM term WHERE tenant = $1 AND term IN {words} AND kind IN {kinds} \
         GROUP BY record HAVING count(*) = $2 ORDER BY record DESC LIMIT $3"
    )
}

/// Most words of a search by words.
const WORDS_MOST: usize = 8;

/// What a search found, best first: by number, by name, then by words. Only what the actor may see; the names shown are in the access log before this
/// returns, and the typed text is in no log.
///
/// # Errors
/// What the store says.
pub fn find(office: &Office, actor: &Actor, text: &str) -> Result<Vec<View>> {
    let text: String = text.chars().take(200).collect();
    let tenant = actor.tenant();
    follow::after(office, tenant)?;
    let mut open = Vec::new();
    if let Some(first) = number::parse(&text) {
        open.extend(office.store.read(|reads| {
            reads
                .first(BY_NUMBER, &[tenant.into(), first.into()], |column| column.get::<uuid::Uuid>(0))
                .map_err(Error::from)
        })?);
    }
    let numbered = open.len();
    open.extend(by_words(office, actor, &text)?);
    let named = office.with_names(tenant, |names| names.persons.find(&text, MOST * 4));
    let mut ids = open.clone();
    ids.splice(numbered..numbered, named.into_iter().map(|found| found.id));
    let mission = office.mission();
    let mut found = office
        .store
        .read(|reads| -> Result<Vec<View>> { record::views(office, &mission, actor, &ids, MOST, reads) })?;
    found.retain(|view| open.contains(&view.row.id) || reads_names(view));
    if !found.is_empty() {
        let records = found.iter().map(|view| view.row.id).collect();
        let line = NewAccess { actor: actor.id(), act: "find", records, detail: json!({"kind": "person"}) };
        access_log::note(office, tenant, vec![line])?;
    }
    Ok(found)
}

/// That a name fits says who a record is about: it is told only to who reads a name there.
fn reads_names(view: &View) -> bool {
    let is_name = |path: &String| view.kind.field(path).is_some_and(|field| field.search == Some(Search::Name));
    view.answers.keys().any(is_name)
}

/// Records of the kinds that the actor may view whose open texts hold every word of `text`.
fn by_words(office: &Office, actor: &Actor, text: &str) -> Result<Vec<Uuid>> {
    let (mission, words) = (office.mission(), answers::words(text));
    let kinds: Vec<Param> = mission
        .kinds
        .values()
        .filter(|kind| actor.may_ever(kind, Action::View))
        .map(|kind| kind.name.clone().into())
        .collect();
    if words.is_empty() || words.len() > WORDS_MOST {
        return Ok(Vec::new());
    }
    let count = i64::try_from(words.len()).unwrap_or(0);
    let mut params: Vec<Param> = vec![actor.tenant().into(), count.into(), (MOST as i64 * 4).into()];
    let words = store::list(&mut params, words.into_iter().map(Param::from));
    let kinds = store::list(&mut params, kinds);
    let sql = by_words_sql(&words, &kinds);
    office.store.read(|reads| reads.all(&sql, &params, |column| column.get(0)).map_err(Error::from))
}
