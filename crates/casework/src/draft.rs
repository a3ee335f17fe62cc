//! Forms begun and not saved: kept sealed, seen by their writer alone.

use crate::actor::Actor;
use crate::{Error, Office, Result};
use forms::answers::Answers;
use serde::{Deserialize, Serialize};
use store::Param;
use store::keys::Sealed;
use store::sql;
use uuid::Uuid;

/// A form begun and not saved.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Draft {
    /// The record it is for: its own id, which a new record will bear.
    pub id: Uuid,
    /// Kind of the record.
    pub kind: String,
    /// Version it was begun from; 0 for a new record.
    pub base: i64,
    /// Record it will hang under.
    pub parent: Option<Uuid>,
    /// Person it is about.
    pub person: Option<Uuid>,
    /// The answers so far.
    pub answers: Answers,
    /// Child records begun in the same form.
    pub children: Vec<Draft>,
    /// Pages of the form that were gone through.
    pub seen: Vec<usize>,
}

const KEEP: &str = sql!(
    "INSERT INTO draft (tenant, id, account, kind, record, updated, key, nonce, ciphertext) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (tenant, id) DO UPDATE SET updated = excluded.updated, \
     key = excluded.key, nonce = excluded.nonce, ciphertext = excluded.ciphertext \
     WHERE draft.account = excluded.account"
);
const READ: &str = sql!("SELECT key, nonce, ciphertext FROM draft WHERE tenant = $1 AND id = $2 AND account = $3");
const DROP: &str = sql!("DELETE FROM draft WHERE tenant = $1 AND id = $2 AND account = $3");
const MINE: &str = sql!(
    "SELECT id, kind, record, updated FROM draft WHERE tenant = $1 AND account = $2 ORDER BY updated DESC LIMIT 50"
);

/// A line of the list of one's drafts.
#[derive(Clone, Debug, PartialEq)]
pub struct Begun {
    /// Its id.
    pub id: Uuid,
    /// Kind of the record.
    pub kind: String,
    /// The record, when it exists already.
    pub record: Option<Uuid>,
    /// When it was last kept, microseconds.
    pub updated: i64,
}

/// Keeps a draft; on disk when this returns.
///
/// # Errors
/// What the store says.
pub fn keep(office: &Office, actor: &Actor, draft: &Draft) -> Result<()> {
    let text = serde_json::to_vec(draft).expect("a draft is plain data");
    let tenant = actor.tenant();
    let sealed = office.keys(tenant)?.seal_box("draft", &context(actor, draft.id), &text);
    let params: Vec<Param> = vec![
        tenant.into(),
        draft.id.into(),
        actor.id().into(),
        draft.kind.clone().into(),
        (draft.base > 0).then_some(draft.id).into(),
        office.now().into(),
        sealed.key.into(),
        sealed.nonce.to_vec().into(),
        sealed.ciphertext.into(),
    ];
    office.store.write(move |writes| writes.run(KEEP, &params).map_err(Error::from))?;
    Ok(())
}

/// The draft of that id, if it is the actor's.
///
/// # Errors
/// What the store says, or a draft that does not open.
pub fn read(office: &Office, actor: &Actor, id: Uuid) -> Result<Option<Draft>> {
    let tenant = actor.tenant();
    let params = [tenant.into(), id.into(), actor.id().into()];
    let damaged = || store::Error::Damaged { table: "draft", row: id.to_string(), what: "does not read".into() };
    let sealed = office.store.read(|reads| {
        let found = reads.first(READ, &params, |column| {
            let nonce: Vec<u8> = column.get(1)?;
            let nonce = nonce.try_into().map_err(|_| damaged())?;
            Ok(Sealed { key: column.get(0)?, nonce, ciphertext: column.get(2)? })
        })?;
        Ok::<_, Error>(found)
    })?;
    let Some(sealed) = sealed else { return Ok(None) };
    let text = office.keys(tenant)?.open_box("draft", &context(actor, id), &sealed)?;
    Ok(Some(serde_json::from_slice(&text).map_err(|_| damaged())?))
}

/// Forgets a draft.
///
/// # Errors
/// What the store says.
pub fn forget(office: &Office, actor: &Actor, id: Uuid) -> Result<()> {
    let (tenant, account) = (actor.tenant(), actor.id());
    office
        .store
        .write(move |writes| writes.run(DROP, &[tenant.into(), id.into(), account.into()]).map_err(Error::from))?;
    Ok(())
}

/// The actor's drafts, newest first.
///
/// # Errors
/// What the store says.
pub fn mine(office: &Office, actor: &Actor) -> Result<Vec<Begun>> {
    office.store.read(|reads| {
        let found = reads.all(MINE, &[actor.tenant().into(), actor.id().into()], |column| {
            Ok(Begun { id: column.get(0)?, kind: column.get(1)?, record: column.get(2)?, updated: column.get(3)? })
        })?;
        Ok(found)
    })
}

fn context(actor: &Actor, id: Uuid) -> Vec<u8> {
    [actor.id().as_bytes().as_slice(), id.as_bytes()].concat()
}
