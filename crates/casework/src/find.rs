//! Finding a person by name in any spelling and either script, or a record by its number.

use crate::actor::Actor;
use crate::record::{self, View};
use crate::{Error, Office, Result, access_log, follow, number};
use serde_json::json;
use store::NewAccess;
use store::sql;

/// Most results of one search.
const MOST: usize = 30;

/// The record of a number.
pub(crate) const BY_NUMBER: &str = sql!("SELECT id FROM record WHERE tenant = $1 AND first = $2 AND numbered = TRUE");

/// What a search found, best first. Only what the actor may see; the names shown are in the access log before this
/// returns, and the typed text is in no log.
///
/// # Errors
/// What the store says.
pub fn find(office: &Office, actor: &Actor, text: &str) -> Result<Vec<View>> {
    let text: String = text.chars().take(200).collect();
    let tenant = actor.tenant();
    follow::after(office, tenant)?;
    let mut ids = Vec::new();
    if let Some(first) = number::parse(&text) {
        ids.extend(office.store.read(|reads| {
            reads
                .first(BY_NUMBER, &[tenant.into(), first.into()], |column| column.get::<uuid::Uuid>(0))
                .map_err(Error::from)
        })?);
    }
    ids.extend(office.with_names(tenant, |names| {
        names.persons.find(&text, MOST * 4).into_iter().map(|found| found.id).collect::<Vec<_>>()
    }));
    let mission = office.mission();
    let found = office
        .store
        .read(|reads| -> Result<Vec<View>> { record::views(office, &mission, actor, &ids, MOST, reads) })?;
    if !found.is_empty() {
        let records = found.iter().map(|view| view.row.id).collect();
        let line = NewAccess { actor: actor.id(), act: "find", records, detail: json!({"kind": "person"}) };
        access_log::note(office, tenant, vec![line])?;
    }
    Ok(found)
}
