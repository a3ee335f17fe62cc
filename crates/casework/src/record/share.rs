//! With whom a record may be shared, and ending a share before its last day.

use super::stage::Staged;
use super::{beside, load, save};
use crate::actor::Actor;
use crate::{Error, Office, Result};
use forms::roles::Action;
use serde_json::Value;
use store::{Change, Reads};
use uuid::Uuid;

/// Purposes for which a record goes to another organisation.
const BEYOND: [&str; 2] = ["share", "justice"];

/// A new share is with a colleague; with one of another organisation it names that organisation, so that the consent
/// that is asked for is the one to share with it, or to go to the police or a court.
///
/// # Errors
/// [`Error::Request`] for somebody who is no colleague; [`Error::Refused`] by `share_organisation`.
pub(super) fn fits(tenant: i64, share: &Staged, reads: &mut Reads<'_>) -> Result<()> {
    let said = |path: &str| share.after.get(path).and_then(Value::as_str);
    let Some(account) = said("account").and_then(|id| id.parse().ok()) else { return Ok(()) };
    let colleague = load::one(reads, tenant, account)?.filter(|one| one.row.kind == "user" && !one.row.erased);
    let colleague = colleague.ok_or_else(|| Error::Request("a record is shared with a colleague".into()))?;
    let theirs = load::answers_of(&colleague.row);
    let Some(organisation) = theirs.get("organisation").and_then(Value::as_str) else { return Ok(()) };
    let named = said("organisation") == Some(organisation);
    if named && said("purpose").is_some_and(|purpose| BEYOND.contains(&purpose)) {
        Ok(())
    } else {
        Err(beside::refused("share_organisation"))
    }
}

/// Ends a share; the next request of whom it was for finds the record closed. Who may share the record may end it.
///
/// # Errors
/// [`Error::NotFound`] when the share, or the record it is of, is not open to the actor; [`Error::Forbidden`].
pub fn end_share(office: &Office, actor: &Actor, id: Uuid) -> Result<Uuid> {
    let mission = office.mission();
    let mut root = Uuid::nil();
    office.store.change(actor.tenant(), |reads| -> Result<Change> {
        let (share, _) = beside::seen(office, &mission, actor, id, reads)?;
        if share.row.kind != "share" {
            return Err(Error::NotFound);
        }
        root = share.row.root;
        let (_, access) = beside::seen(office, &mission, actor, root, reads)?;
        beside::needs(&access, Action::Share)?;
        let mut staged = beside::standing(office, &mission, actor, share, reads)?;
        staged.after.insert("until".into(), beside::last_day(office)?);
        save::assemble(office, actor, &save::Wanted { id, ..save::Wanted::default() }, &[staged])
    })?;
    Ok(root)
}
