//! Ending a share before its last day.

use super::{beside, save};
use crate::actor::Actor;
use crate::{Error, Office, Result};
use forms::roles::Action;
use store::Change;
use uuid::Uuid;

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
