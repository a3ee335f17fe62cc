//! Tenants: legal entities with a key of their own.

use crate::{Error, Office, Result};
use serde::{Deserialize, Serialize};
use store::Store;
use store::keys::{MasterKey, TenantKeys, WrappedTenantKeys};
use store::sql;
use uuid::Uuid;

/// A tenant as it stands in its table.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Tenant {
    /// Short id: the first part of every key.
    pub tenant: i64,
    /// Lasting id.
    pub id: Uuid,
    /// What its numbers begin with (`BK`).
    pub prefix: String,
    /// Its name.
    pub name: String,
}

const ALL: &str = sql!("SELECT tenant, id, prefix, name FROM tenant ORDER BY tenant");
const KEYS: &str = sql!("SELECT wrapped, signing, public FROM tenant_key WHERE tenant = $1");
const ADD: &str = sql!("INSERT INTO tenant (tenant, id, prefix, name, created) VALUES ($1, $2, $3, $4, $5)");
const ADD_KEYS: &str =
    sql!("INSERT INTO tenant_key (tenant, wrapped, signing, public, created) VALUES ($1, $2, $3, $4, $5)");

/// All tenants. No query spans their records; this list is the program's own.
///
/// # Errors
/// What the store says.
pub fn all(store: &Store) -> Result<Vec<Tenant>> {
    store.read(|reads| {
        let found = reads.all(ALL, &[], |column| {
            Ok(Tenant { tenant: column.get(0)?, id: column.get(1)?, prefix: column.get(2)?, name: column.get(3)? })
        })?;
        Ok(found)
    })
}

/// True for what numbers may begin with: one to four capital letters, A to Z.
pub fn is_prefix(text: &str) -> bool {
    (1..=4).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// Adds a tenant with keys of its own.
///
/// # Errors
/// [`Error::Request`] for a prefix that is not one to four capital letters; what the store says.
pub fn add(office: &Office, id: Uuid, prefix: &str, name: &str) -> Result<Tenant> {
    if !is_prefix(prefix) {
        return Err(Error::Request("a tenant's prefix is one to four capital letters, A to Z".into()));
    }
    let taken = all(&office.store)?;
    let tenant = Tenant {
        tenant: taken.iter().map(|t| t.tenant).max().unwrap_or(0) + 1,
        id,
        prefix: prefix.into(),
        name: name.into(),
    };
    if taken.iter().any(|t| t.prefix == prefix) {
        return Err(Error::Request(format!("the prefix {prefix} is another tenant's")));
    }
    let (_, wrapped) = TenantKeys::generate(tenant.tenant, office.master());
    let (row, now) = (tenant.clone(), office.now());
    office.store.write(move |writes| -> store::Result<()> {
        writes.run(ADD, &[row.tenant.into(), row.id.into(), row.prefix.into(), row.name.into(), now.into()])?;
        let keys = [
            row.tenant.into(),
            wrapped.wrapped.into(),
            wrapped.signing.into(),
            wrapped.public.to_vec().into(),
            now.into(),
        ];
        writes.run(ADD_KEYS, &keys)?;
        Ok(())
    })?;
    Ok(tenant)
}

/// Opens the keys of a tenant with the master key.
pub(crate) fn open_keys(store: &Store, master: &MasterKey, tenant: i64) -> Result<TenantKeys> {
    let wrapped = store.read(|reads| {
        reads.first(KEYS, &[tenant.into()], |column| {
            let public: Vec<u8> = column.get(2)?;
            let public = public.try_into().map_err(|_| store::Error::Damaged {
                table: "tenant_key",
                row: tenant.to_string(),
                what: "its public key has another length".into(),
            })?;
            Ok(WrappedTenantKeys { wrapped: column.get(0)?, signing: column.get(1)?, public })
        })
    })?;
    let wrapped = wrapped.ok_or_else(|| {
        Error::Store(store::Error::Key(format!(
            "tenant {tenant} has no keys in this database; restore its keys-* file"
        )))
    })?;
    Ok(TenantKeys::open(tenant, master, &wrapped)?)
}
