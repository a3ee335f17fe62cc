//! Records out of the office and into it: one shape for both, `{id, kind, base, …, changes: {"path": value}}`.

use crate::actor::Actor;
use crate::record::{self, Query, Saved, Wanted};
use crate::{Error, Office, Result, access_log};
use forms::roles::Action;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use store::NewAccess;
use uuid::Uuid;

/// A record as it is given out and taken in. Absent columns are left as they are.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Line {
    /// Its id; a new one when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<Uuid>,
    /// Its kind.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub kind: String,
    /// The version that the changes are made against; 0 for a new record.
    pub base: i64,
    /// When it was opened, microseconds since 1970; 0 for now.
    #[serde(skip_serializing_if = "is_zero")]
    pub opened: i64,
    /// Record it hangs under.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parent: Option<Uuid>,
    /// Person it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub person: Option<Uuid>,
    /// Its site.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub site: Option<Uuid>,
    /// Its owner.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner: Option<Uuid>,
    /// Its stage.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stage: Option<String>,
    /// Path → value; `null` blanks it.
    pub changes: BTreeMap<String, Option<Value>>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde gives a reference")]
fn is_zero(number: &i64) -> bool {
    *number == 0
}

/// Gives every record of a kind that the actor may export, with what she may read of it. An export is the decision of a
/// person: the program itself may make none. Each page is in the access log before it is given. Returns how many were
/// given.
///
/// # Errors
/// [`Error::NotFound`] for a kind that is not open to her; [`Error::Forbidden`] when she may export none of it; what
/// `give` says.
pub fn export(office: &Office, actor: &Actor, kind: &str, give: &mut dyn FnMut(&Line) -> Result<()>) -> Result<u64> {
    let mission = office.mission();
    let definition = mission.kinds.get(kind).ok_or(Error::NotFound)?;
    if !actor.may_ever(definition, Action::Export) {
        return Err(Error::Forbidden { right: "export".into() });
    }
    let mut query = Query { sort: "opened".into(), limit: 200, ..Query::default() };
    let mut given = 0;
    loop {
        let page = record::list(office, actor, kind, &query)?;
        let ids: Vec<Uuid> = page.items.iter().map(|item| item.row.id).collect();
        let most = ids.len();
        let mut views = office.store.read(|reads| record::views(office, &mission, actor, &ids, most, reads))?;
        views.retain(|view| view.access.may(Action::Export));
        if !views.is_empty() {
            let records = views.iter().map(|view| view.row.id).collect();
            let line = NewAccess { actor: actor.id(), act: "export", records, detail: json!({"kind": kind}) };
            access_log::note(office, actor.tenant(), vec![line])?;
        }
        for view in views {
            give(&Line {
                id: Some(view.row.id),
                kind: view.row.kind,
                base: view.version,
                opened: view.row.opened,
                parent: view.row.parent,
                person: view.row.person,
                site: view.row.site,
                owner: view.row.owner,
                stage: (!view.row.stage.is_empty()).then_some(view.row.stage),
                changes: view.answers.into_iter().map(|(path, value)| (path, Some(value))).collect(),
            })?;
            given += 1;
        }
        if page.next.is_empty() {
            return Ok(given);
        }
        query.after = page.next;
    }
}

/// Makes or changes one record, whole or not at all. Fields that were changed meanwhile become open conflicts.
///
/// # Errors
/// As [`record::save`].
pub fn import(office: &Office, actor: &Actor, line: &Line) -> Result<Saved> {
    let wanted = Wanted {
        id: line.id.unwrap_or_else(|| office.new_id()),
        kind: line.kind.clone(),
        base: line.base,
        // A change happens now; when the record was opened is said by its first entry.
        happened: if line.base == 0 { line.opened } else { 0 },
        changes: line.changes.clone(),
        parent: line.parent,
        person: line.person,
        site: line.site,
        owner: line.owner,
        stage: line.stage.clone(),
        keep_conflicts: true,
        ..Wanted::default()
    };
    record::save(office, actor, &wanted)
}
