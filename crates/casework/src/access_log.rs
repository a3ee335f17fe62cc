//! The access log: who saw what identity, exports, sign-ins, refusals. Written before the answer is sent.

use crate::actor::Actor;
use crate::{Error, Office, Result};
use forms::roles::Manage;
use serde_json::Value;
use store::NewAccess;
use store::sql;
use uuid::Uuid;

/// One line of the log.
#[derive(Clone, Debug)]
pub struct Seen {
    /// Its place in the chain.
    pub seq: i64,
    /// When, microseconds.
    pub at: i64,
    /// Who.
    pub actor: Uuid,
    /// What was done.
    pub act: String,
    /// The records it was about.
    pub records: Vec<Uuid>,
    /// Codes and counts: nothing personal.
    pub detail: Value,
}

/// Adds lines to a tenant's log; on disk when this returns.
///
/// # Errors
/// What the store says.
pub fn note(office: &Office, tenant: i64, lines: Vec<NewAccess>) -> Result<()> {
    office.store.write(move |writes| writes.access(tenant, &lines)).map_err(Error::from)
}

const NEWEST: &str = sql!(
    "SELECT seq, at, actor, act, records, detail FROM access \
     WHERE tenant = $1 AND seq < $2 ORDER BY seq DESC LIMIT $3"
);

/// The newest lines before `before` (0 for the newest), for who may audit.
///
/// # Errors
/// [`Error::NotFound`] for everyone else.
pub fn newest(office: &Office, actor: &Actor, before: i64, limit: i64) -> Result<Vec<Seen>> {
    if !actor.manages(Manage::Audit) {
        return Err(Error::NotFound);
    }
    let before = if before == 0 { i64::MAX } else { before };
    office.store.read(|reads| {
        let lines = reads.all(NEWEST, &[actor.tenant().into(), before.into(), limit.into()], |column| {
            let records: String = column.get(4)?;
            let detail: String = column.get(5)?;
            Ok(Seen {
                seq: column.get(0)?,
                at: column.get(1)?,
                actor: column.get(2)?,
                act: column.get(3)?,
                records: serde_json::from_str(&records).unwrap_or_default(),
                detail: serde_json::from_str(&detail).unwrap_or_default(),
            })
        })?;
        Ok(lines)
    })
}
