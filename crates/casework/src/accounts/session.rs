//! Sessions: a random token in a cookie, its hash in the database, an end that always comes.

use super::{ABSOLUTE_US, IDLE_US, STEP_UP_US, acting, own};
use crate::{Error, Office, Result};
use sha2::{Digest, Sha256};
use std::fmt::Write as _;
use store::{NewAccess, sql};
use uuid::Uuid;

/// A session that has not ended.
#[derive(Clone, Debug, PartialEq)]
pub struct Session {
    /// Its tenant.
    pub tenant: i64,
    /// Hash of its token: its key.
    pub id: Vec<u8>,
    /// Whose it is: her record of kind `user`.
    pub account: Uuid,
    /// Value that her forms carry.
    pub csrf: String,
    /// When it began, microseconds.
    pub created: i64,
    /// When it was last used, to a quarter of a minute.
    pub seen: i64,
    /// When she last gave her password.
    pub stepped_up: i64,
    /// What her browser says it is, shortened.
    pub agent: String,
    /// Her settings as JSON: language, calendar, theme.
    pub settings: String,
    /// The membership it acts under, as she chose it; none before she held any.
    pub membership: Option<Uuid>,
}

impl Session {
    /// True while she need not give her password again for what is grave.
    pub fn is_stepped_up(&self, now: i64) -> bool {
        now - self.stepped_up < STEP_UP_US
    }
}

const ADD: &str = sql!(
    "INSERT INTO session (tenant, id, account, csrf, created, seen, stepped_up, expires, agent, membership) \
     VALUES ($1, $2, $3, $4, $5, $5, $5, $6, $7, $8)"
);
const READ: &str = sql!(
    "SELECT s.account, s.csrf, s.created, s.seen, s.stepped_up, s.agent, a.settings, s.membership FROM session s \
     JOIN account a ON a.tenant = s.tenant AND a.id = s.account AND a.closed = FALSE \
     WHERE s.tenant = $1 AND s.id = $2 AND s.expires > $3 AND s.seen > $4"
);
const SEEN: &str = sql!("UPDATE session SET seen = $3 WHERE tenant = $1 AND id = $2");
const UNDER: &str = sql!("UPDATE session SET membership = $3 WHERE tenant = $1 AND id = $2");
const SETTINGS: &str = sql!("SELECT settings FROM account WHERE tenant = $1 AND id = $2");
const STEP: &str = sql!("UPDATE session SET stepped_up = $3 WHERE tenant = $1 AND id = $2");
const END: &str = sql!("DELETE FROM session WHERE tenant = $1 AND id = $2");
const END_OTHERS: &str = sql!("DELETE FROM session WHERE tenant = $1 AND account = $2 AND id <> $3");
const OF_ACCOUNT: &str = sql!(
    "SELECT s.id, s.csrf, s.created, s.seen, s.stepped_up, s.agent, s.membership FROM session s \
     WHERE s.tenant = $1 AND s.account = $2 AND s.expires > $3 AND s.seen > $4 ORDER BY s.seen DESC"
);

/// A use is noted when the last one is older: a page that counts fifteen minutes itself is then not far off.
const SEEN_US: i64 = 15_000_000;

/// Begins a session; gives the token for the cookie: the tenant's short id, a point, 64 hexadecimal digits.
pub(super) fn begin(office: &Office, tenant: i64, account: Uuid, agent: &str) -> Result<String> {
    let (mut token, mut csrf) = ([0; 32], [0; 16]);
    crate::office::fill(&mut token);
    crate::office::fill(&mut csrf);
    let now = office.now();
    let id = Sha256::digest(token).to_vec();
    let agent: String = agent.chars().filter(|c| !c.is_control()).take(80).collect();
    let membership = last_post(office, tenant, account)?;
    office.store.write(move |writes| {
        let params = [
            tenant.into(),
            id.into(),
            account.into(),
            csrf.to_vec().into(),
            now.into(),
            (now + ABSOLUTE_US).into(),
            agent.into(),
            membership.into(),
        ];
        writes.run(ADD, &params).map_err(Error::from)
    })?;
    Ok(format!("{tenant}.{}", hex(&token)))
}

/// The session of a token, if it has not ended. Notes at most four times a minute that it is used.
///
/// # Errors
/// What the store says.
pub fn read(office: &Office, token: &str) -> Result<Option<Session>> {
    let now = office.now();
    let session = find(office, token, now - IDLE_US)?;
    if let Some(session) = &session
        && now - session.seen > SEEN_US
    {
        let (tenant, id) = (session.tenant, session.id.clone());
        office
            .store
            .write(move |writes| writes.run(SEEN, &[tenant.into(), id.into(), now.into()]).map_err(Error::from))?;
    }
    Ok(session)
}

/// The session of a token that has not ended and was seen after a moment.
fn find(office: &Office, token: &str, seen_after: i64) -> Result<Option<Session>> {
    let Some((tenant, id)) = key(token) else { return Ok(None) };
    let params = [tenant.into(), id.clone().into(), office.now().into(), seen_after.into()];
    office.store.read(|reads| {
        let found = reads.first(READ, &params, |column| {
            Ok(Session {
                tenant,
                id: id.clone(),
                account: column.get(0)?,
                csrf: hex(&column.get::<Vec<u8>>(1)?),
                created: column.get(2)?,
                seen: column.get(3)?,
                stepped_up: column.get(4)?,
                agent: column.get(5)?,
                settings: column.get(6)?,
                membership: column.get(7)?,
            })
        })?;
        Ok::<_, Error>(found)
    })
}

/// The session of a token that nobody used for fifteen minutes, within its twelve hours: good for nothing but to keep
/// what its owner had typed (`docs/decisions`, sign-in).
///
/// # Errors
/// What the store says.
pub fn idle(office: &Office, token: &str) -> Result<Option<Session>> {
    find(office, token, i64::MIN)
}

/// The membership she acted under last, where it still holds, else the first of those that do.
fn last_post(office: &Office, tenant: i64, account: Uuid) -> Result<Option<Uuid>> {
    let settings: Option<String> =
        office.store.read(|reads| reads.first(SETTINGS, &[tenant.into(), account.into()], |column| column.get(0)))?;
    let settings: serde_json::Value = settings.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default();
    let last: Option<Uuid> = settings.get("membership").and_then(|id| id.as_str()?.parse().ok());
    let posts = acting::posts(office, tenant, account)?;
    Ok(posts.iter().find(|post| Some(post.id) == last).or(posts.first()).map(|post| post.id))
}

/// From now on the session acts under another of her memberships, and begins with it when she next signs in. It is in
/// the access log.
///
/// # Errors
/// [`Error::NotFound`] for a membership that is not hers or holds no more.
pub fn switch(office: &Office, session: &Session, membership: Uuid) -> Result<()> {
    let (tenant, account) = (session.tenant, session.account);
    let posts = acting::posts(office, tenant, account)?;
    let post = posts.into_iter().find(|post| post.id == membership).ok_or(Error::NotFound)?;
    let id = session.id.clone();
    office.store.write(move |writes| -> Result<()> {
        let detail = serde_json::json!({"role": post.role});
        writes.access(tenant, &[NewAccess { actor: account, act: "switch", records: vec![membership], detail }])?;
        writes.run(UNDER, &[tenant.into(), id.into(), membership.into()])?;
        Ok(())
    })?;
    own::set_settings(office, tenant, account, &[("membership", membership.to_string())])
}

/// Notes that she gave her password again.
///
/// # Errors
/// What the store says.
pub fn step_up(office: &Office, session: &Session) -> Result<()> {
    let (tenant, id, now) = (session.tenant, session.id.clone(), office.now());
    office.store.write(move |writes| writes.run(STEP, &[tenant.into(), id.into(), now.into()]).map_err(Error::from))?;
    Ok(())
}

/// Ends a session of an account, by its key.
///
/// # Errors
/// What the store says.
pub fn end(office: &Office, tenant: i64, id: Vec<u8>) -> Result<()> {
    office.store.write(move |writes| writes.run(END, &[tenant.into(), id.into()]).map_err(Error::from))?;
    Ok(())
}

/// Ends all sessions of the account but this one.
///
/// # Errors
/// What the store says.
pub fn end_others(office: &Office, session: &Session) -> Result<()> {
    let (tenant, account, id) = (session.tenant, session.account, session.id.clone());
    office.store.write(move |writes| {
        writes.run(END_OTHERS, &[tenant.into(), account.into(), id.into()]).map_err(Error::from)
    })?;
    Ok(())
}

/// The sessions of an account that have not ended, last used first.
///
/// # Errors
/// What the store says.
pub fn sessions(office: &Office, tenant: i64, account: Uuid) -> Result<Vec<Session>> {
    let now = office.now();
    office.store.read(|reads| {
        let found =
            reads.all(OF_ACCOUNT, &[tenant.into(), account.into(), now.into(), (now - IDLE_US).into()], |column| {
                Ok(Session {
                    tenant,
                    id: column.get(0)?,
                    account,
                    csrf: hex(&column.get::<Vec<u8>>(1)?),
                    created: column.get(2)?,
                    seen: column.get(3)?,
                    stepped_up: column.get(4)?,
                    agent: column.get(5)?,
                    settings: String::new(),
                    membership: column.get(6)?,
                })
            })?;
        Ok(found)
    })
}

/// Tenant and key of a token; `None` when it is not of a token's form.
fn key(token: &str) -> Option<(i64, Vec<u8>)> {
    let (tenant, text) = token.split_once('.')?;
    let bytes = unhex(text)?;
    (bytes.len() == 32).then(|| Some((tenant.parse().ok()?, Sha256::digest(bytes).to_vec())))?
}

/// Lower-case hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// The bytes of a hexadecimal text of at most 1,000 digits.
pub fn unhex(text: &str) -> Option<Vec<u8>> {
    if text.len() > 1000 || !text.len().is_multiple_of(2) || !text.is_ascii() {
        return None;
    }
    (0..text.len()).step_by(2).map(|i| u8::from_str_radix(&text[i..i + 2], 16).ok()).collect()
}
