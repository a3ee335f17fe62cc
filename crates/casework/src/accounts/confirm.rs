//! The password once more: before what is grave, and before it is changed.

use super::sign_in::{Refused, failed};
use super::{Session, password};
use crate::{Error, Office, Result};
use store::sql;

const SECRET: &str =
    sql!("SELECT password, failures, retry FROM account WHERE tenant = $1 AND id = $2 AND closed = FALSE");
const RIGHT: &str = sql!("UPDATE account SET failures = 0, retry = 0 WHERE tenant = $1 AND id = $2");
const CHANGE: &str = sql!("UPDATE account SET password = $3, failures = 0, retry = 0 WHERE tenant = $1 AND id = $2");
const OTHERS: &str = sql!("DELETE FROM session WHERE tenant = $1 AND account = $2 AND id <> $3");

/// Checks the password of the session's account. Wrong tries count as those of signing in, with the same wait.
///
/// # Errors
/// [`Refused::Wrong`], [`Refused::Wait`], or a fault of the program.
pub fn confirm(office: &Office, session: &Session, given: &str) -> std::result::Result<(), Refused> {
    let (tenant, account, now) = (session.tenant, session.account, office.now());
    let found = office.store.read(|reads| {
        reads
            .first(SECRET, &[tenant.into(), account.into()], |column| {
                Ok((column.get::<String>(0)?, column.get::<i64>(1)?, column.get::<i64>(2)?))
            })
            .map_err(Error::from)
    })?;
    let (stored, failures, retry) = found.unwrap_or_default();
    if retry > now {
        return Err(Refused::Wait((retry - now) / 1_000_000 + 1));
    }
    if !password::verify(given, &stored) {
        failed(office, (tenant, account), failures, now, "password")?;
        return Err(Refused::Wrong);
    }
    office
        .store
        .write(move |writes| writes.run(RIGHT, &[tenant.into(), account.into()]).map_err(Error::from))
        .map_err(Refused::Casework)?;
    Ok(())
}

/// Gives the session's account a new password; all its other sessions end. The old one was confirmed before.
///
/// # Errors
/// [`Error::Request`] naming why the password is not taken.
pub fn change_password(office: &Office, session: &Session, new: &str) -> Result<()> {
    password::judge(new).map_err(|weak| Error::Request(format!("weak-password:{weak:?}")))?;
    let (tenant, account, id) = (session.tenant, session.account, session.id.clone());
    let hash = password::hash(new)?;
    office.store.write(move |writes| -> Result<()> {
        writes.run(CHANGE, &[tenant.into(), account.into(), hash.into()])?;
        writes.run(OTHERS, &[tenant.into(), account.into(), id.into()])?;
        Ok(())
    })
}
