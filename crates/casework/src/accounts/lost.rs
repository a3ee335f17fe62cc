//! A second factor that its owner lost: one administrator asks that it be dropped, another confirms, and its owner is
//! told. Neither of them can do it alone, and no command can.

use super::manage::{line, manages};
use super::{LINK_US, recovery_left};
use crate::actor::Actor;
use crate::{Error, Office, Result};
use forms::roles::Manage;
use store::sql;
use store::{Column, Writes};
use uuid::Uuid;

/// That a second factor is lost, as two administrators say.
#[derive(Clone, Debug, PartialEq)]
pub struct Lost {
    /// Whose it is: her record of kind `user`.
    pub account: Uuid,
    /// Who asked.
    pub asked: Uuid,
    /// When, microseconds.
    pub asked_at: i64,
    /// Who confirmed; the factor is gone then.
    pub confirmed: Option<Uuid>,
    /// When, microseconds; 0 before.
    pub confirmed_at: i64,
}

const ASK: &str = sql!(
    "INSERT INTO factor_request (tenant, account, asked, asked_at, confirmed, confirmed_at) \
     VALUES ($1, $2, $3, $4, NULL, 0) ON CONFLICT (tenant, account) DO UPDATE SET asked = excluded.asked, \
     asked_at = excluded.asked_at, confirmed = NULL, confirmed_at = 0"
);
const ONE: &str = sql!(
    "SELECT account, asked, asked_at, confirmed, confirmed_at FROM factor_request WHERE tenant = $1 AND account = $2"
);
const OPEN: &str = sql!(
    "SELECT account, asked, asked_at, confirmed, confirmed_at FROM factor_request \
     WHERE tenant = $1 AND confirmed_at = 0 AND asked_at > $2 ORDER BY asked_at DESC LIMIT 50"
);
const CONFIRM: &str =
    sql!("UPDATE factor_request SET confirmed = $3, confirmed_at = $4 WHERE tenant = $1 AND account = $2");
const DROP: &str = sql!("UPDATE account SET factor = $3 WHERE tenant = $1 AND id = $2");
const SESSIONS: &str = sql!("DELETE FROM session WHERE tenant = $1 AND account = $2");
const SETTLED: &str = sql!("DELETE FROM factor_request WHERE tenant = $1 AND account = $2");

/// What is said of the second factor of an account: asked within the last three days, or dropped and not yet read.
///
/// # Errors
/// What the store says.
pub fn lost(office: &Office, tenant: i64, account: Uuid) -> Result<Option<Lost>> {
    let now = office.now();
    let found = office.store.read(|reads| reads.first(ONE, &[tenant.into(), account.into()], read))?;
    Ok(found.filter(|lost| lost.confirmed.is_some() || !lost.is_over(now)))
}

/// Requests that wait for a second administrator, newest first.
///
/// # Errors
/// [`Error::NotFound`] for an actor who does not manage users.
pub fn open_requests(office: &Office, actor: &Actor) -> Result<Vec<Lost>> {
    manages(actor)?;
    let after = office.now() - LINK_US;
    Ok(office.store.read(|reads| reads.all(OPEN, &[actor.tenant().into(), after.into()], read))?)
}

/// Asks that a colleague's second factor be dropped. Nothing is dropped by this.
///
/// # Errors
/// [`Error::NotFound`] for an actor who does not manage users, [`Error::Forbidden`] for one's own,
/// [`Error::Request`] where no factor is in force.
pub fn ask_drop(office: &Office, actor: &Actor, account: Uuid) -> Result<()> {
    other(actor, account)?;
    let (tenant, by, now) = (actor.tenant(), actor.id(), office.now());
    if recovery_left(office, tenant, account)?.is_none() {
        return Err(Error::Request("there is no second factor in force".into()));
    }
    office.store.write(move |writes| -> Result<()> {
        writes.access(tenant, &[line(by, account, "factor_asked")])?;
        writes.run(ASK, &[tenant.into(), account.into(), by.into(), now.into()])?;
        Ok(())
    })
}

/// Confirms what another administrator asked within three days: the second factor is gone and the account's sessions
/// end. She sets up a new one when she next signs in, with her password.
///
/// # Errors
/// [`Error::NotFound`] for an actor who does not manage users, or where nobody asked; [`Error::Forbidden`] for who
/// asked, and for one's own.
pub fn confirm_drop(office: &Office, actor: &Actor, account: Uuid) -> Result<()> {
    other(actor, account)?;
    let (tenant, by, now) = (actor.tenant(), actor.id(), office.now());
    office.store.write(move |writes| -> Result<()> {
        let asked = open(writes, tenant, account, now)?;
        if asked == by {
            return Err(Error::Forbidden { right: "confirm what one asked oneself".into() });
        }
        writes.access(tenant, &[line(by, account, "factor_dropped")])?;
        writes.run(CONFIRM, &[tenant.into(), account.into(), by.into(), now.into()])?;
        writes.run(DROP, &[tenant.into(), account.into(), Vec::<u8>::new().into()])?;
        writes.run(SESSIONS, &[tenant.into(), account.into()])?;
        Ok(())
    })
}

/// Takes the request back, or, after it was confirmed, says that its owner has read it: she herself at any time,
/// an administrator while it is open.
///
/// # Errors
/// [`Error::NotFound`] where there is nothing to take back, or for somebody else.
pub fn settle(office: &Office, actor: &Actor, account: Uuid) -> Result<()> {
    let (tenant, by) = (actor.tenant(), actor.id());
    let found = lost(office, tenant, account)?.ok_or(Error::NotFound)?;
    if by != account && (found.confirmed.is_some() || !actor.manages(Manage::Users)) {
        return Err(Error::NotFound);
    }
    let what = if found.confirmed.is_some() { "factor_read" } else { "factor_kept" };
    office.store.write(move |writes| -> Result<()> {
        writes.access(tenant, &[line(by, account, what)])?;
        writes.run(SETTLED, &[tenant.into(), account.into()])?;
        Ok(())
    })
}

impl Lost {
    fn is_over(&self, now: i64) -> bool {
        self.asked_at + LINK_US <= now
    }
}

/// Who asked, while it waits for a second one.
fn open(writes: &mut Writes<'_>, tenant: i64, account: Uuid, now: i64) -> Result<Uuid> {
    let found = writes.reads().first(ONE, &[tenant.into(), account.into()], read)?;
    let open = found.filter(|lost| lost.confirmed.is_none() && !lost.is_over(now));
    Ok(open.ok_or(Error::NotFound)?.asked)
}

fn other(actor: &Actor, account: Uuid) -> Result<()> {
    manages(actor)?;
    if actor.id() == account {
        return Err(Error::Forbidden { right: "manage:users (of oneself)".into() });
    }
    Ok(())
}

fn read(column: &Column<'_>) -> store::Result<Lost> {
    Ok(Lost {
        account: column.get(0)?,
        asked: column.get(1)?,
        asked_at: column.get(2)?,
        confirmed: column.get(3)?,
        confirmed_at: column.get(4)?,
    })
}
