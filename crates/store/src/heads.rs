//! The heads of a tenant's two chains: read under a lock, stored as the last statement of a transaction.

use crate::change::Table;
use crate::engine::Connection;
use crate::ledger::{Hash, START};
use crate::rows::{Rows, Taken};
use crate::sql::{Column, list};
use crate::{Error, Param, Result};
use std::collections::BTreeMap;

/// Where both chains of a tenant end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    pub seq: i64,
    pub hash: Hash,
    pub access_seq: i64,
    pub access_hash: Hash,
    /// Time of the last entry or access line; the next is never earlier.
    pub recorded: i64,
}

/// Heads by tenant.
pub type Heads = BTreeMap<i64, Head>;

static LEDGER_HEAD: Table =
    Table { name: "ledger_head", columns: &["seq", "hash", "access_seq", "access_hash", "recorded"], key: 0 };

/// Reads and locks the heads of `tenants` until the transaction ends; makes those that are absent.
pub fn lock(connection: &mut Connection, tenants: &[i64]) -> Result<Heads> {
    let heads = select(connection, tenants)?;
    if tenants.iter().all(|tenant| heads.contains_key(tenant)) {
        return Ok(heads);
    }
    let mut rows = Rows::new(&LEDGER_HEAD);
    for tenant in tenants.iter().filter(|tenant| !heads.contains_key(tenant)) {
        rows.push(*tenant, values(&Head { seq: 0, hash: START, access_seq: 0, access_hash: START, recorded: 0 }));
    }
    rows.insert(connection, Taken::Keep)?;
    select(connection, tenants)
}

fn select(connection: &mut Connection, tenants: &[i64]) -> Result<Heads> {
    let mut params = Vec::new();
    let tenants = list(&mut params, tenants.iter().map(|tenant| Param::Int(*tenant)));
    let sql = format!(
        "SELECT tenant, seq, hash, access_seq, access_hash, recorded FROM ledger_head
         WHERE tenant IN {tenants} ORDER BY tenant FOR UPDATE"
    );
    let mut heads = Heads::new();
    connection.each(&sql, &params, |row| {
        heads.insert(row.get(0)?, read(row)?);
        Ok::<_, Error>(true)
    })?;
    Ok(heads)
}

fn read(row: &Column<'_>) -> Result<Head> {
    let tenant: i64 = row.get(0)?;
    let hash = |index| {
        Hash::try_from(row.get::<Vec<u8>>(index)?).map_err(|_| Error::Damaged {
            table: "ledger_head",
            row: tenant.to_string(),
            what: "a hash has not 32 bytes".into(),
        })
    };
    Ok(Head { seq: row.get(1)?, hash: hash(2)?, access_seq: row.get(3)?, access_hash: hash(4)?, recorded: row.get(5)? })
}

/// Stores the heads.
pub fn store(connection: &mut Connection, heads: &Heads) -> Result<()> {
    let mut rows = Rows::new(&LEDGER_HEAD);
    for (tenant, head) in heads {
        rows.push(*tenant, values(head));
    }
    rows.insert(connection, Taken::Replace)
}

fn values(head: &Head) -> [Param; 5] {
    [
        head.seq.into(),
        head.hash.to_vec().into(),
        head.access_seq.into(),
        head.access_hash.to_vec().into(),
        head.recorded.into(),
    ]
}
