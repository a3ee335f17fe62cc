//! Accounts of others, for who manages users: how each stands, a new link, closing and opening again.

use super::invite::Invitation;
use super::{LINK_US, session};
use crate::actor::Actor;
use crate::{Error, Office, Result};
use forms::roles::Manage;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use store::sql;
use store::{NewAccess, Param};
use uuid::Uuid;

/// How an account stands. A user without one is in no map of them: she was never invited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Nobody signs in with it.
    pub closed: bool,
    /// She has chosen a password.
    pub accepted: bool,
    /// A second factor was begun or is in force.
    pub factor: bool,
}

fn standings_sql(places: &str) -> String {
    format!("SELECT id, closed, password <> '', length(factor) > 0 FROM account WHERE tenant = $1 AND id IN {places}")
}
const THERE: &str = sql!("SELECT closed FROM account WHERE tenant = $1 AND id = $2");
const LINK: &str =
    sql!("INSERT INTO one_time_link (tenant, id, account, purpose, expires) VALUES ($1, $2, $3, $4, $5)");
const SET_CLOSED: &str = sql!("UPDATE account SET closed = $3 WHERE tenant = $1 AND id = $2");
/// What ends with a closed account, each by tenant and account.
const ENDS: [&str; 3] = [
    sql!("DELETE FROM session WHERE tenant = $1 AND account = $2"),
    sql!("DELETE FROM token WHERE tenant = $1 AND account = $2"),
    sql!("DELETE FROM one_time_link WHERE tenant = $1 AND account = $2"),
];

/// How the accounts of these users stand.
///
/// # Errors
/// [`Error::NotFound`] for an actor who does not manage users.
pub fn standings(office: &Office, actor: &Actor, users: &[Uuid]) -> Result<BTreeMap<Uuid, Standing>> {
    manages(actor)?;
    if users.is_empty() {
        return Ok(BTreeMap::new());
    }
    let mut params: Vec<Param> = vec![actor.tenant().into()];
    let places = store::list(&mut params, users.iter().copied().map(Param::Uuid));
    let rows = office
        .store
        .read(|reads| {
            reads.all(&standings_sql(&places), &params, |column| {
                let standing = Standing { closed: column.get(1)?, accepted: column.get(2)?, factor: column.get(3)? };
                Ok((column.get::<Uuid>(0)?, standing))
            })
        })
        .map_err(|error: store::Error| Error::from(error))?;
    Ok(rows.into_iter().collect())
}

/// A one-time link to choose a new password, for an account that is there and open. The second factor stays.
///
/// # Errors
/// [`Error::NotFound`] for an actor who does not manage users, or an account that is not there; [`Error::Request`] for
/// a closed one.
pub fn reset(office: &Office, actor: &Actor, account: Uuid) -> Result<Invitation> {
    manages(actor)?;
    let (tenant, by) = (actor.tenant(), actor.id());
    let mut token = [0; 32];
    crate::office::fill(&mut token);
    let (id, expires) = (Sha256::digest(token).to_vec(), office.now() + LINK_US);
    office.store.write(move |writes| -> Result<()> {
        let closed: Option<bool> = writes.reads().first(THERE, &[tenant.into(), account.into()], |c| c.get(0))?;
        if closed.ok_or(Error::NotFound)? {
            return Err(Error::Request("this account is closed; open it again first".into()));
        }
        writes.run(LINK, &[tenant.into(), id.into(), account.into(), "password".into(), expires.into()])?;
        Ok(writes.access(tenant, &[line(by, account, "link")])?)
    })?;
    Ok(Invitation { token: format!("{tenant}.{}", session::hex(&token)), expires })
}

/// Closes an account: its sessions, tokens and links end in the same moment.
///
/// # Errors
/// [`Error::NotFound`] as [`reset`]; [`Error::Forbidden`] for one's own.
pub fn close(office: &Office, actor: &Actor, account: Uuid) -> Result<()> {
    if actor.id() == account {
        return Err(Error::Forbidden { right: "manage:users (of oneself)".into() });
    }
    set_closed(office, actor, account, true)
}

/// Opens a closed account again. Password and second factor are as they were.
///
/// # Errors
/// [`Error::NotFound`] as [`reset`].
pub fn reopen(office: &Office, actor: &Actor, account: Uuid) -> Result<()> {
    set_closed(office, actor, account, false)
}

fn set_closed(office: &Office, actor: &Actor, account: Uuid, closed: bool) -> Result<()> {
    manages(actor)?;
    let (tenant, by) = (actor.tenant(), actor.id());
    office.store.write(move |writes| -> Result<()> {
        if writes.run(SET_CLOSED, &[tenant.into(), account.into(), closed.into()])? == 0 {
            return Err(Error::NotFound);
        }
        if closed {
            for text in ENDS {
                writes.run(text, &[tenant.into(), account.into()])?;
            }
        }
        Ok(writes.access(tenant, &[line(by, account, if closed { "closed" } else { "reopened" })])?)
    })
}

pub(super) fn line(by: Uuid, account: Uuid, what: &str) -> NewAccess {
    NewAccess { actor: by, act: "account", records: vec![account], detail: serde_json::json!({"what": what}) }
}

pub(super) fn manages(actor: &Actor) -> Result<()> {
    if actor.manages(Manage::Users) { Ok(()) } else { Err(Error::NotFound) }
}
