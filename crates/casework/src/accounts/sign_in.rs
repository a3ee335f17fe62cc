//! Signing in: name and password, then a code where a role asks for one. Wrong tries slow down and never lock for good.

use super::{acting, password, session};
use crate::actor::Actor;
use crate::{Error, Office, Result};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use store::NewAccess;
use store::keys::Sealed;
use store::sql;
use totp_rs::{Builder, Secret, Totp};
use uuid::Uuid;

/// A sign-in that went well.
#[derive(Clone, Debug, PartialEq)]
pub struct SignedIn {
    /// For the cookie.
    pub token: String,
    /// Whose it is.
    pub account: Uuid,
    /// In which tenant.
    pub tenant: i64,
}

/// Why nobody was signed in.
#[derive(Debug, thiserror::Error)]
pub enum Refused {
    /// Name or password is wrong; which of the two is not said.
    #[error("name or password is not right")]
    Wrong,
    /// Too many wrong tries.
    #[error("too many tries; wait {0} seconds")]
    Wait(i64),
    /// The password is right; now the code of the second factor.
    #[error("the code of the second factor is asked for")]
    Code,
    /// The code is wrong or was used before.
    #[error("the code is not right")]
    WrongCode,
    /// A fault of the program.
    #[error(transparent)]
    Casework(#[from] Error),
}

/// A second factor: six digits that change every thirty seconds, and ten recovery codes that work once.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Factor {
    /// Its secret in base 32.
    pub secret: String,
    /// True once a first code was given.
    pub confirmed: bool,
    /// SHA-256 of the recovery codes left, hexadecimal.
    pub recovery: Vec<String>,
    /// Step of the last code used: a code works once.
    pub last: u64,
}

const NAME: &str = sql!(
    "SELECT s.tenant, s.account, a.password, a.factor, a.failures, a.retry FROM sign_in s \
     JOIN account a ON a.tenant = s.tenant AND a.id = s.account AND a.closed = FALSE WHERE s.name = $1"
);
const FAILED: &str = sql!("UPDATE account SET failures = failures + 1, retry = $3 WHERE tenant = $1 AND id = $2");
const WENT_WELL: &str = sql!("UPDATE account SET failures = 0, retry = 0, factor = $3 WHERE tenant = $1 AND id = $2");
const FACTOR: &str = sql!("UPDATE account SET factor = $3 WHERE tenant = $1 AND id = $2");
const READ_FACTOR: &str = sql!("SELECT factor FROM account WHERE tenant = $1 AND id = $2");
const PASSWORD: &str = sql!("UPDATE account SET password = $3, failures = 0, retry = 0 WHERE tenant = $1 AND id = $2");

struct Known {
    tenant: i64,
    account: Uuid,
    password: String,
    factor: Vec<u8>,
    failures: i64,
    retry: i64,
}

/// Signs in. `code` is empty unless it was asked for; `agent` is what the browser says it is.
///
/// # Errors
/// [`Refused`]. A wrong try is in the access log, without what was typed.
pub fn sign_in(
    office: &Office,
    name: &str,
    given: &str,
    code: &str,
    agent: &str,
) -> std::result::Result<SignedIn, Refused> {
    let lookup = office.master().lookup(&normal(name)).to_vec();
    let known = office.store.read(|reads| {
        reads
            .first(NAME, &[lookup.into()], |column| {
                Ok(Known {
                    tenant: column.get(0)?,
                    account: column.get(1)?,
                    password: column.get(2)?,
                    factor: column.get(3)?,
                    failures: column.get(4)?,
                    retry: column.get(5)?,
                })
            })
            .map_err(Error::from)
    })?;
    let now = office.now();
    let Some(known) = known else {
        password::verify(given, "");
        return Err(Refused::Wrong);
    };
    if known.retry > now {
        return Err(Refused::Wait((known.retry - now) / 1_000_000 + 1));
    }
    if !password::verify(given, &known.password) {
        failed(office, (known.tenant, known.account), known.failures, now, "password")?;
        return Err(Refused::Wrong);
    }
    let factor = second_factor(office, &known, code, now)?;
    let (tenant, account) = (known.tenant, known.account);
    let sealed = match &factor {
        Some(factor) => seal(office, tenant, account, factor)?,
        None => known.factor,
    };
    office.store.write(move |writes| -> Result<()> {
        writes.run(WENT_WELL, &[tenant.into(), account.into(), sealed.into()])?;
        let line = NewAccess { actor: account, act: "sign_in", records: vec![], detail: serde_json::json!({}) };
        Ok(writes.access(tenant, &[line])?)
    })?;
    let token = session::begin(office, tenant, account, agent)?;
    Ok(SignedIn { token, account, tenant })
}

/// Names are compared without case and outer blanks.
pub(super) fn normal(name: &str) -> String {
    name.trim().to_lowercase()
}

/// Checks the code where there is a factor; gives the factor as it is to be kept.
fn second_factor(office: &Office, known: &Known, code: &str, now: i64) -> std::result::Result<Option<Factor>, Refused> {
    let Some(mut factor) = open(office, known.tenant, known.account, &known.factor)?.filter(|f| f.confirmed) else {
        return Ok(None);
    };
    if code.trim().is_empty() {
        return Err(Refused::Code);
    }
    if takes(&mut factor, code, now) {
        Ok(Some(factor))
    } else {
        failed(office, (known.tenant, known.account), known.failures, now, "code")?;
        Err(Refused::WrongCode)
    }
}

/// Whether the code is the one of this moment, or a recovery code; either works once.
fn takes(factor: &mut Factor, code: &str, now: i64) -> bool {
    let code: String = code.chars().filter(|c| c.is_ascii_alphanumeric()).collect::<String>().to_lowercase();
    if let Some(step) = totp(&factor.secret).and_then(|totp| totp.check(&code, seconds(now)))
        && step > factor.last
    {
        factor.last = step;
        return true;
    }
    let digest = session::hex(&Sha256::digest(code.as_bytes()));
    let before = factor.recovery.len();
    factor.recovery.retain(|kept| *kept != digest);
    factor.recovery.len() < before
}

fn totp(secret: &str) -> Option<Totp> {
    Builder::new().with_secret(Secret::try_from_base32(secret).ok()?).build().ok()
}

fn seconds(now: i64) -> u64 {
    u64::try_from(now / 1_000_000).unwrap_or(0)
}

/// From the fifth wrong try on, each doubles the wait, up to fifteen minutes.
pub(super) fn failed(
    office: &Office,
    (tenant, account): (i64, Uuid),
    before: i64,
    now: i64,
    what: &'static str,
) -> Result<()> {
    let failures = before + 1;
    let wait = if failures < 5 { 0 } else { (1_i64 << (failures - 5).min(10)).min(900) };
    let retry = if wait == 0 { 0 } else { now + wait * 1_000_000 };
    office.store.write(move |writes| -> Result<()> {
        writes.run(FAILED, &[tenant.into(), account.into(), retry.into()])?;
        let detail = serde_json::json!({"wrong": what, "tries": failures});
        Ok(writes.access(tenant, &[NewAccess { actor: account, act: "refused", records: vec![], detail }])?)
    })
}

/// True when a role of the account asks for a second factor and there is none yet.
///
/// # Errors
/// What the store says.
pub fn demand_factor(office: &Office, tenant: i64, account: Uuid) -> Result<bool> {
    lacks_factor(office, &acting::staff(office, tenant, account)?)
}

/// As [`demand_factor`], for an actor that was read already.
///
/// # Errors
/// What the store says.
pub fn lacks_factor(office: &Office, actor: &Actor) -> Result<bool> {
    Ok(actor.roles().any(|role| role.second_factor) && recovery_left(office, actor.tenant(), actor.id())?.is_none())
}

/// How many recovery codes are left of the factor in force; `None` when none is in force.
///
/// # Errors
/// What the store says.
pub fn recovery_left(office: &Office, tenant: i64, account: Uuid) -> Result<Option<usize>> {
    Ok(factor_of(office, tenant, account)?.filter(|factor| factor.confirmed).map(|factor| factor.recovery.len()))
}

fn factor_of(office: &Office, tenant: i64, account: Uuid) -> Result<Option<Factor>> {
    let stored = office.store.read(|reads| {
        reads
            .first(READ_FACTOR, &[tenant.into(), account.into()], |column| column.get::<Vec<u8>>(0))
            .map_err(Error::from)
    })?;
    open(office, tenant, account, &stored.unwrap_or_default())
}

/// Makes a new factor, not yet in force; gives its secret and ten recovery codes to be shown once.
///
/// # Errors
/// [`Error::Forbidden`] when a factor is in force already: it takes two administrators to drop one.
pub fn start_factor(office: &Office, tenant: i64, account: Uuid) -> Result<(String, Vec<String>)> {
    if factor_of(office, tenant, account)?.is_some_and(|factor| factor.confirmed) {
        return Err(Error::Forbidden { right: "replace a second factor that is in force".into() });
    }
    let mut bytes = [0; 20];
    crate::office::fill(&mut bytes);
    let secret = Secret::from(bytes.as_slice()).to_base32();
    let codes: Vec<String> = (0..10).map(|_| recovery_code()).collect();
    let recovery = codes.iter().map(|code| session::hex(&Sha256::digest(code.replace('-', "").as_bytes()))).collect();
    let factor = Factor { secret: secret.clone(), confirmed: false, recovery, last: 0 };
    keep(office, tenant, account, &factor)?;
    Ok((secret, codes))
}

/// Puts the factor into force with its first code.
///
/// # Errors
/// [`Error::Request`] when no factor was begun; false when the code is wrong.
pub fn confirm_factor(office: &Office, tenant: i64, account: Uuid, code: &str) -> Result<bool> {
    let mut factor = factor_of(office, tenant, account)?
        .ok_or_else(|| Error::Request("begin with a new second factor first".into()))?;
    let recovery = factor.recovery.clone();
    if !takes(&mut factor, code, office.now()) || factor.recovery != recovery {
        return Ok(false);
    }
    factor.confirmed = true;
    keep(office, tenant, account, &factor)?;
    Ok(true)
}

fn recovery_code() -> String {
    let mut bytes = [0; 5];
    crate::office::fill(&mut bytes);
    let text = session::hex(&bytes);
    format!("{}-{}", &text[..5], &text[5..])
}

fn keep(office: &Office, tenant: i64, account: Uuid, factor: &Factor) -> Result<()> {
    let sealed = seal(office, tenant, account, factor)?;
    office.store.write(move |writes| {
        writes.run(FACTOR, &[tenant.into(), account.into(), sealed.into()]).map_err(Error::from)
    })?;
    Ok(())
}

fn seal(office: &Office, tenant: i64, account: Uuid, factor: &Factor) -> Result<Vec<u8>> {
    let text = serde_json::to_vec(factor).expect("a factor is plain data");
    Ok(office.keys(tenant)?.seal_box("factor", account.as_bytes(), &text).to_bytes())
}

fn open(office: &Office, tenant: i64, account: Uuid, stored: &[u8]) -> Result<Option<Factor>> {
    if stored.is_empty() {
        return Ok(None);
    }
    let text = office.keys(tenant)?.open_box("factor", account.as_bytes(), &Sealed::from_bytes(stored)?)?;
    let damaged =
        |_| store::Error::Damaged { table: "account", row: account.to_string(), what: "factor does not read".into() };
    Ok(Some(serde_json::from_slice(&text).map_err(damaged)?))
}

/// Gives an account a new password; all its sessions end.
///
/// # Errors
/// [`Error::Request`] naming why the password is not taken.
pub fn set_password(office: &Office, tenant: i64, account: Uuid, new: &str) -> Result<()> {
    password::judge(new).map_err(|weak| Error::Request(format!("weak-password:{weak:?}")))?;
    let hash = password::hash(new)?;
    office.store.write(move |writes| -> Result<()> {
        writes.run(PASSWORD, &[tenant.into(), account.into(), hash.into()])?;
        writes.run(sql!("DELETE FROM session WHERE tenant = $1 AND account = $2"), &[tenant.into(), account.into()])?;
        Ok(())
    })
}
