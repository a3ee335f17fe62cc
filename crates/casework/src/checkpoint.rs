//! When checkpoints are signed: at the start, then after 100 entries or 60 seconds (docs/operations.md).

use crate::{Office, Result, tenants};
use std::collections::HashMap;
use store::{Checkpoint, sql};

/// Entries and access lines after which a checkpoint is due.
pub const ENTRIES: i64 = 100;
/// Microseconds after which one is due when anything was written.
pub const TIME: i64 = 60 * 1_000_000;

/// Signs checkpoints when they are due; one a process.
#[derive(Default)]
pub struct Watch {
    /// Sum of both heads' numbers and the time of each tenant's last checkpoint.
    last: HashMap<i64, (i64, i64)>,
}

const HEADS: &str = sql!("SELECT tenant, seq, access_seq FROM ledger_head -- whole: a row a tenant");

impl Watch {
    /// Signs what is due now; gives how many were signed. At the first look every chain without a checkpoint at its
    /// head is due.
    ///
    /// # Errors
    /// What the store says; keys that do not open.
    pub fn look(&mut self, office: &Office) -> Result<usize> {
        let heads = office.store.read(|reads| {
            reads.all(HEADS, &[], |column| Ok((column.get::<i64>(0)?, column.get::<i64>(1)? + column.get::<i64>(2)?)))
        })?;
        let mut signed = 0;
        for (tenant, written) in heads {
            let due = match self.last.get(&tenant) {
                Some((last, at)) => written - last >= ENTRIES || (written > *last && office.now() - at >= TIME),
                None => !stands(office, tenant, written)?,
            };
            if due {
                let checkpoint = sign(office, tenant)?;
                self.last.insert(tenant, (sum(&checkpoint), checkpoint.signed));
                signed += 1;
            } else {
                self.last.entry(tenant).or_insert_with(|| (written, office.now()));
            }
        }
        Ok(signed)
    }
}

/// Signs where the chains of every tenant stand now, for a backup and for the end of a process.
///
/// # Errors
/// What the store says; keys that do not open.
pub fn all(office: &Office) -> Result<Vec<Checkpoint>> {
    tenants::all(&office.store)?.into_iter().map(|tenant| sign(office, tenant.tenant)).collect()
}

fn stands(office: &Office, tenant: i64, written: i64) -> Result<bool> {
    let last = office.store.read(|reads| reads.checkpoint(tenant))?;
    Ok(last.is_some_and(|last| sum(&last) == written))
}

fn sum(checkpoint: &Checkpoint) -> i64 {
    checkpoint.heads.seq + checkpoint.heads.access_seq
}

fn sign(office: &Office, tenant: i64) -> Result<Checkpoint> {
    let keys = office.keys(tenant)?;
    Ok(office.store.write(move |writes| writes.checkpoint(tenant, keys.public(), |bytes| keys.sign(bytes)))?)
}
