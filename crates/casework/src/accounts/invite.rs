//! Invitations and resets: a link that works once, for three days.

use super::{LINK_US, password, session, sign_in};
use crate::{Error, Office, Result};
use sha2::{Digest, Sha256};
use store::sql;
use uuid::Uuid;

/// A link that was just made. Its token is shown once and not kept.
#[derive(Clone, Debug, PartialEq)]
pub struct Invitation {
    /// What stands in the link.
    pub token: String,
    /// Until when it works, microseconds.
    pub expires: i64,
}

const ACCOUNT: &str = sql!(
    "INSERT INTO account (tenant, id, password, factor, settings, failures, retry, closed) \
     VALUES ($1, $2, '', $3, $4, 0, 0, FALSE) ON CONFLICT (tenant, id) DO NOTHING"
);
const NAME: &str =
    sql!("INSERT INTO sign_in (name, tenant, account) VALUES ($1, $2, $3) ON CONFLICT (name) DO NOTHING");
const TAKEN: &str = sql!("SELECT account FROM sign_in WHERE name = $1");
const LINK: &str =
    sql!("INSERT INTO one_time_link (tenant, id, account, purpose, expires) VALUES ($1, $2, $3, $4, $5)");
const PENDING: &str = sql!("SELECT account, purpose FROM one_time_link WHERE tenant = $1 AND id = $2 AND expires > $3");
const USED: &str = sql!("DELETE FROM one_time_link WHERE tenant = $1 AND id = $2 AND expires > $3");

/// Makes the account of a record of kind `user` where there is none, gives it the sign-in name, and a one-time link
/// to set a password. For an account that is there the link is a reset; it never drops the second factor.
///
/// # Errors
/// [`Error::Request`] when the name is another account's.
pub fn invite(office: &Office, tenant: i64, account: Uuid, name: &str, settings: &str) -> Result<Invitation> {
    let name = sign_in::normal(name);
    if name.chars().count() < 3 {
        return Err(Error::Request("a sign-in name has at least three characters".into()));
    }
    let lookup = office.master().lookup(&name).to_vec();
    let settings = settings.to_owned();
    let mut token = [0; 32];
    crate::office::fill(&mut token);
    let (id, expires) = (Sha256::digest(token).to_vec(), office.now() + LINK_US);
    office.store.write(move |writes| -> Result<()> {
        let holder: Option<Uuid> = writes.reads().first(TAKEN, &[lookup.clone().into()], |column| column.get(0))?;
        if holder.is_some_and(|holder| holder != account) {
            return Err(Error::Request("this sign-in name is taken".into()));
        }
        let nothing: Vec<u8> = Vec::new();
        writes.run(ACCOUNT, &[tenant.into(), account.into(), nothing.into(), settings.into()])?;
        writes.run(NAME, &[lookup.into(), tenant.into(), account.into()])?;
        writes.run(LINK, &[tenant.into(), id.into(), account.into(), "password".into(), expires.into()])?;
        Ok(())
    })?;
    Ok(Invitation { token: format!("{tenant}.{}", session::hex(&token)), expires })
}

/// The account a link is for, while it works.
///
/// # Errors
/// What the store says.
pub fn pending(office: &Office, token: &str) -> Result<Option<(i64, Uuid)>> {
    let Some((tenant, id)) = key(token) else { return Ok(None) };
    let now = office.now();
    office.store.read(|reads| {
        let found = reads.first(PENDING, &[tenant.into(), id.into(), now.into()], |column| column.get::<Uuid>(0))?;
        Ok(found.map(|account| (tenant, account)))
    })
}

/// Uses a link: sets the password. The second use finds nothing.
///
/// # Errors
/// [`Error::NotFound`] for a link that does not work (any more); [`Error::Request`] naming why the password is not
/// taken, and the link still works then.
pub fn accept(office: &Office, token: &str, new: &str) -> Result<(i64, Uuid)> {
    let (tenant, account) = pending(office, token)?.ok_or(Error::NotFound)?;
    password::judge(new).map_err(|weak| Error::Request(format!("weak-password:{weak:?}")))?;
    let (_, id) = key(token).ok_or(Error::NotFound)?;
    let now = office.now();
    let used = office
        .store
        .write(move |writes| writes.run(USED, &[tenant.into(), id.into(), now.into()]).map_err(Error::from))?;
    if used == 0 {
        return Err(Error::NotFound);
    }
    sign_in::set_password(office, tenant, account, new)?;
    Ok((tenant, account))
}

fn key(token: &str) -> Option<(i64, Vec<u8>)> {
    let (tenant, text) = token.split_once('.')?;
    let bytes = session::unhex(text).filter(|bytes| bytes.len() == 32)?;
    Some((tenant.parse().ok()?, Sha256::digest(bytes).to_vec()))
}
