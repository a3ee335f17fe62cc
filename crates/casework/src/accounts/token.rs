//! Bearer tokens of the API: a membership narrowed to kinds, actions and compartments, with an end.

use super::{acting, session};
use crate::actor::{Actor, Narrowing};
use crate::{Error, Office, Result};
use forms::Compartment;
use forms::roles::Action;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::sync::Arc;
use store::sql;
use uuid::Uuid;

/// What a token may do: never more than its holder.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Scope {
    /// Kinds, empty for all.
    pub kinds: Vec<String>,
    /// Actions by name (`view`, `create`, …).
    pub actions: Vec<String>,
    /// Compartments by name.
    pub see: Vec<String>,
    /// The membership it acts under.
    #[serde(default)]
    pub membership: Option<Uuid>,
}

const ADD: &str =
    sql!("INSERT INTO token (tenant, id, account, label, scope, created, expires) VALUES ($1, $2, $3, $4, $5, $6, $7)");
const READ: &str = sql!("SELECT account, scope FROM token WHERE tenant = $1 AND id = $2 AND expires > $3");
const END: &str = sql!("DELETE FROM token WHERE tenant = $1 AND id = $2 AND account = $3");

/// Makes a token for an account; gives it to be shown once.
///
/// # Errors
/// [`Error::Request`] for an unknown action or compartment, or an end more than a year away.
pub fn issue(office: &Office, tenant: i64, account: Uuid, label: &str, scope: &Scope, expires: i64) -> Result<String> {
    narrowing(scope)?;
    let now = office.now();
    if expires <= now || expires - now > 366 * 86_400 * 1_000_000 {
        return Err(Error::Request("a token ends within a year from now".into()));
    }
    let mut token = [0; 32];
    crate::office::fill(&mut token);
    let id = Sha256::digest(token).to_vec();
    let label: String = label.chars().take(80).collect();
    let scope = serde_json::to_string(scope).expect("a scope is plain data");
    office.store.write(move |writes| {
        let params = [tenant.into(), id.into(), account.into(), label.into(), scope.into(), now.into(), expires.into()];
        writes.run(ADD, &params).map_err(Error::from)
    })?;
    Ok(format!("{tenant}.{}", session::hex(&token)))
}

/// The actor of a token, while it has not ended.
///
/// # Errors
/// What the store says.
pub fn bearer(office: &Office, token: &str) -> Result<Option<Actor>> {
    let Some((tenant, text)) = token.split_once('.') else { return Ok(None) };
    let (Ok(tenant), Some(bytes)) = (tenant.parse::<i64>(), session::unhex(text)) else { return Ok(None) };
    let (id, now) = (Sha256::digest(bytes).to_vec(), office.now());
    let found = office.store.read(|reads| {
        let params = [tenant.into(), id.into(), now.into()];
        reads.first(READ, &params, |column| Ok((column.get::<Uuid>(0)?, column.get::<String>(1)?))).map_err(Error::from)
    })?;
    let Some((account, scope)) = found else { return Ok(None) };
    let scope: Scope = serde_json::from_str(&scope).unwrap_or_default();
    match acting::acting(office, tenant, account, scope.membership)? {
        Actor::Staff(staff) => {
            let mut staff = Arc::unwrap_or_clone(staff);
            staff.narrowed = Some(narrowing(&scope)?);
            Ok(Some(Actor::Staff(Arc::new(staff))))
        }
        _ => Ok(None),
    }
}

/// Ends a token of an account.
///
/// # Errors
/// What the store says.
pub fn revoke(office: &Office, tenant: i64, account: Uuid, id: Vec<u8>) -> Result<()> {
    office
        .store
        .write(move |writes| writes.run(END, &[tenant.into(), id.into(), account.into()]).map_err(Error::from))?;
    Ok(())
}

fn narrowing(scope: &Scope) -> Result<Narrowing> {
    let mut narrowing = Narrowing { kinds: scope.kinds.iter().cloned().collect(), ..Narrowing::default() };
    for name in &scope.actions {
        let action = Action::from_name(name);
        narrowing.actions.insert(action.ok_or_else(|| Error::Request(format!("{name}: no such action")))?);
    }
    for name in &scope.see {
        let compartment = Compartment::from_name(name);
        narrowing.see.insert(compartment.ok_or_else(|| Error::Request(format!("{name}: no such compartment")))?);
    }
    Ok(narrowing)
}
