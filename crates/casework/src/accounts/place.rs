//! An account with a password hashed beforehand: for the demonstration, whose accounts share one.

use super::sign_in;
use crate::{Error, Office, Result};
use store::sql;
use uuid::Uuid;

const ACCOUNT: &str = sql!(
    "INSERT INTO account (tenant, id, password, factor, settings, failures, retry, closed) \
     VALUES ($1, $2, $3, $4, $5, 0, 0, FALSE)"
);
const NAME: &str = sql!("INSERT INTO sign_in (name, tenant, account) VALUES ($1, $2, $3)");

/// Gives a record of kind `user` an account.
///
/// # Errors
/// What the store says, for a name or an account that is there already.
pub fn place(office: &Office, tenant: i64, account: Uuid, name: &str, hash: &str, settings: &str) -> Result<()> {
    let lookup = office.master().lookup(&sign_in::normal(name)).to_vec();
    let (hash, settings, nothing) = (hash.to_owned(), settings.to_owned(), Vec::<u8>::new());
    office.store.write(move |writes| {
        writes.run(ACCOUNT, &[tenant.into(), account.into(), hash.into(), nothing.into(), settings.into()])?;
        writes.run(NAME, &[lookup.into(), tenant.into(), account.into()]).map_err(Error::from)
    })?;
    Ok(())
}
