//! The ledger as an auditor looks at it: where it stands, and the signed checkpoints.

use crate::actor::Actor;
use crate::{Error, Office, Result};
use forms::roles::Manage;
use store::sql;

/// Where both chains of a tenant stand.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Head {
    /// Entries of the ledger.
    pub seq: i64,
    /// Hash of the last, hexadecimal.
    pub hash: String,
    /// Lines of the access log.
    pub access_seq: i64,
    /// Hash of the last, hexadecimal.
    pub access_hash: String,
    /// When the last of either was written, microseconds.
    pub recorded: i64,
}

/// A signed head.
#[derive(Clone, Debug, PartialEq)]
pub struct Signed {
    /// Where both chains stood; `recorded` is when it was signed.
    pub head: Head,
    /// Public half of the key it was signed with, hexadecimal.
    pub public: String,
}

const HEAD: &str = sql!("SELECT seq, hash, access_seq, access_hash, recorded FROM ledger_head WHERE tenant = $1");
const CHECKPOINTS: &str = sql!(
    "SELECT seq, hash, access_seq, access_hash, signed, public FROM checkpoint \
     WHERE tenant = $1 AND (seq < $2 OR (seq = $2 AND access_seq < $3)) ORDER BY seq DESC, access_seq DESC LIMIT $4"
);

/// Where the ledger of the actor's tenant stands.
///
/// # Errors
/// [`Error::NotFound`] for an actor who may not audit.
pub fn head(office: &Office, actor: &Actor) -> Result<Head> {
    audits(actor)?;
    let found = office
        .store
        .read(|reads| reads.first(HEAD, &[actor.tenant().into()], read_head))
        .map_err(|error: store::Error| Error::from(error))?;
    Ok(found.unwrap_or_default())
}

/// The newest checkpoints before (`seq`, `access_seq`); `None` for the newest of all.
///
/// # Errors
/// [`Error::NotFound`] for an actor who may not audit.
pub fn checkpoints(office: &Office, actor: &Actor, before: Option<(i64, i64)>, limit: i64) -> Result<Vec<Signed>> {
    audits(actor)?;
    let (seq, access_seq) = before.unwrap_or((i64::MAX, 0));
    let params = [actor.tenant().into(), seq.into(), access_seq.into(), limit.into()];
    office
        .store
        .read(|reads| {
            reads.all(CHECKPOINTS, &params, |column| {
                let public: Vec<u8> = column.get(5)?;
                Ok(Signed { head: read_head(column)?, public: store::ledger::hex(&public) })
            })
        })
        .map_err(|error: store::Error| Error::from(error))
}

fn read_head(column: &store::Column<'_>) -> store::Result<Head> {
    let (hash, access_hash): (Vec<u8>, Vec<u8>) = (column.get(1)?, column.get(3)?);
    Ok(Head {
        seq: column.get(0)?,
        hash: store::ledger::hex(&hash),
        access_seq: column.get(2)?,
        access_hash: store::ledger::hex(&access_hash),
        recorded: column.get(4)?,
    })
}

fn audits(actor: &Actor) -> Result<()> {
    if actor.manages(Manage::Audit) { Ok(()) } else { Err(Error::NotFound) }
}
