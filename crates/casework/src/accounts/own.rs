//! What someone keeps for herself: settings of her account, and the tokens she gave to programs.

use super::Scope;
use crate::{Error, Office, Result};
use serde_json::{Map, Value};
use store::sql;
use uuid::Uuid;

const READ: &str = sql!("SELECT settings FROM account WHERE tenant = $1 AND id = $2");
const WRITE: &str = sql!("UPDATE account SET settings = $3 WHERE tenant = $1 AND id = $2");
const TOKENS: &str = sql!(
    "SELECT id, label, scope, created, expires FROM token \
     WHERE tenant = $1 AND account = $2 AND expires > $3 ORDER BY created DESC LIMIT 100"
);

/// Sets some settings of an account and leaves the others as they are. Names and values are the desk's own words, never
/// typed text.
///
/// # Errors
/// What the store says.
pub fn set_settings(office: &Office, tenant: i64, account: Uuid, wanted: &[(&'static str, String)]) -> Result<()> {
    let wanted = wanted.to_vec();
    office.store.write(move |writes| -> Result<()> {
        let held: Option<String> =
            writes.reads().first(READ, &[tenant.into(), account.into()], |column| column.get(0))?;
        let mut settings: Map<String, Value> =
            held.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default();
        for (name, value) in wanted {
            settings.insert(name.into(), Value::String(value));
        }
        let text = Value::Object(settings).to_string();
        writes.run(WRITE, &[tenant.into(), account.into(), text.into()])?;
        Ok(())
    })
}

/// A token as its holder sees it; its secret is not kept.
#[derive(Clone, Debug, PartialEq)]
pub struct Token {
    /// Hash of its secret: its key.
    pub id: Vec<u8>,
    /// What it is for, in her words.
    pub label: String,
    /// What it may do.
    pub scope: Scope,
    /// When it was made, microseconds.
    pub created: i64,
    /// When it ends, microseconds.
    pub expires: i64,
}

/// The tokens of an account that have not ended, newest first.
///
/// # Errors
/// What the store says.
pub fn tokens(office: &Office, tenant: i64, account: Uuid) -> Result<Vec<Token>> {
    let now = office.now();
    office
        .store
        .read(|reads| {
            reads.all(TOKENS, &[tenant.into(), account.into(), now.into()], |column| {
                let scope: String = column.get(2)?;
                Ok(Token {
                    id: column.get(0)?,
                    label: column.get(1)?,
                    scope: serde_json::from_str(&scope).unwrap_or_default(),
                    created: column.get(3)?,
                    expires: column.get(4)?,
                })
            })
        })
        .map_err(|error: store::Error| Error::from(error))
}
