//! Checking both chains of a tenant against what they commit to. It needs no key and names every bad row.

mod access;
mod checkpoints;
mod entries;

use crate::heads::Head;
use crate::ledger::{Hash, START};
use crate::sql::sql;
use crate::{Checkpoint, Error, Reads, Result, Store};
use std::collections::BTreeSet;
use std::fmt;
use uuid::Uuid;

/// After this many faults the rest is not worth naming.
const FAULTS_MAX: usize = 1_000;
/// Rows read at once.
const PAGE: i64 = 1_000;

/// Something that is not as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Table of the bad row.
    pub table: &'static str,
    /// Record it belongs to, when it belongs to one.
    pub record: Option<Uuid>,
    /// Number of the entry or access line where it shows.
    pub seq: i64,
    /// What is wrong.
    pub what: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} {}", self.table, self.seq)?;
        if let Some(record) = self.record {
            write!(formatter, " (record {record})")?;
        }
        write!(formatter, ": {}", self.what)
    }
}

impl Store {
    /// Checks the ledger, the access log and the checkpoints of `tenant` in one snapshot: numbers without a gap, every
    /// hash, every plain part and sealed state against its commitment, heads, signatures. `progress` hears how many of
    /// how many lines are done. At most 1,000 faults are named.
    ///
    /// # Errors
    /// What the engine says; [`Error::Engine`] also for a file so damaged that it cannot be read.
    pub fn verify_chain(&self, tenant: i64, progress: impl FnMut(i64, i64)) -> Result<Vec<Fault>> {
        self.verify_against(tenant, &[], progress)
    }

    /// As [`Store::verify_chain`], and holds both chains against checkpoints kept elsewhere: a ledger that was cut
    /// short or written anew does not contain their heads.
    ///
    /// # Errors
    /// As [`Store::verify_chain`].
    pub fn verify_against(
        &self,
        tenant: i64,
        witnesses: &[Checkpoint],
        mut progress: impl FnMut(i64, i64),
    ) -> Result<Vec<Fault>> {
        self.snapshot(|reads| {
            let mut faults = Faults::default();
            let head = head(reads, tenant, &mut faults)?;
            let total = head.seq + head.access_seq;
            let marks = checkpoints::read(reads, tenant, witnesses, &mut faults)?;
            let ledger = entries::check(reads, tenant, &marks, &mut faults, |done| progress(done, total))?;
            let log = access::check(reads, tenant, &marks, &mut faults, |done| progress(head.seq + done, total))?;
            let mut claim = |right: bool, seq: i64, what: &str| {
                if !right {
                    faults.add("ledger_head", None, seq, what);
                }
            };
            claim(
                (head.seq, head.hash) == (ledger.seq, ledger.hash),
                ledger.seq,
                "the ledger does not end at its head",
            );
            claim(
                (head.access_seq, head.access_hash) == (log.seq, log.hash),
                log.seq,
                "the access log does not end at its head",
            );
            claim(head.recorded == ledger.at.max(log.at), ledger.seq, "the head has another time than the last line");
            Ok(faults.0)
        })
    }
}

impl Reads<'_> {
    /// Every tenant that has a row in a table of the ledger or of the state that is its fold, whether or not there is
    /// such a tenant: verifying all of these leaves no row out, not even one whose tenant was changed.
    ///
    /// # Errors
    /// What the engine says.
    pub fn ledger_tenants(&mut self) -> Result<Vec<i64>> {
        let mut tenants = BTreeSet::new();
        for next in [
            sql!("SELECT min(tenant) FROM ledger_head WHERE tenant > $1"),
            sql!("SELECT min(tenant) FROM entry WHERE tenant > $1"),
            sql!("SELECT min(tenant) FROM entry_plain WHERE tenant > $1"),
            sql!("SELECT min(tenant) FROM sealed WHERE tenant > $1"),
            sql!("SELECT min(tenant) FROM access WHERE tenant > $1"),
            sql!("SELECT min(tenant) FROM checkpoint WHERE tenant > $1"),
            sql!("SELECT min(tenant) FROM record WHERE tenant > $1"),
            sql!("SELECT min(tenant) FROM facet WHERE tenant > $1"),
            sql!("SELECT min(tenant) FROM site WHERE tenant > $1"),
            sql!("SELECT min(tenant) FROM membership WHERE tenant > $1"),
            sql!("SELECT min(tenant) FROM assignment WHERE tenant > $1"),
            sql!("SELECT min(tenant) FROM share WHERE tenant > $1"),
            sql!("SELECT min(tenant) FROM link WHERE tenant > $1"),
            sql!("SELECT min(tenant) FROM approval WHERE tenant > $1"),
        ] {
            let mut last = i64::MIN;
            // In a damaged file an index may lead back.
            while let Some(tenant) = self
                .first(next, &[last.into()], |row| row.get::<Option<i64>>(0))?
                .flatten()
                .filter(|tenant| *tenant > last)
            {
                tenants.insert(tenant);
                last = tenant;
            }
        }
        Ok(tenants.into_iter().collect())
    }
}

impl Store {
    /// What the engine itself finds wrong with its file: a line each, at most 100, none when it is whole. PostgreSQL
    /// checks its pages when it reads them, so there is nothing to ask.
    ///
    /// # Errors
    /// What the engine says when the file cannot be read at all.
    pub fn check_file(&self) -> Result<Vec<String>> {
        self.read(|reads| reads.connection().check_file())
    }
}

/// Where a chain ended as it was read.
struct End {
    seq: i64,
    hash: Hash,
    at: i64,
}

impl Default for End {
    fn default() -> Self {
        Self { seq: 0, hash: START, at: 0 }
    }
}

/// Faults found so far.
#[derive(Default)]
struct Faults(Vec<Fault>);

impl Faults {
    fn add(&mut self, table: &'static str, record: Option<Uuid>, seq: i64, what: impl Into<String>) {
        if self.0.len() < FAULTS_MAX {
            self.0.push(Fault { table, record, seq, what: what.into() });
        }
    }

    fn full(&self) -> bool {
        self.0.len() >= FAULTS_MAX
    }
}

fn head(reads: &mut Reads<'_>, tenant: i64, faults: &mut Faults) -> Result<Head> {
    let sql = sql!("SELECT seq, hash, access_seq, access_hash, recorded FROM ledger_head WHERE tenant = $1");
    let found = reads.first(sql, &[tenant.into()], |row| {
        Ok(Head {
            seq: row.get(0)?,
            hash: hash(&row.get::<Vec<u8>>(1)?),
            access_seq: row.get(2)?,
            access_hash: hash(&row.get::<Vec<u8>>(3)?),
            recorded: row.get(4)?,
        })
    });
    match found {
        Ok(head) => Ok(head.unwrap_or(Head { seq: 0, hash: START, access_seq: 0, access_hash: START, recorded: 0 })),
        Err(Error::Engine(what)) => {
            faults.add("ledger_head", None, 0, what);
            Ok(Head { seq: 0, hash: START, access_seq: 0, access_hash: START, recorded: 0 })
        }
        Err(error) => Err(error),
    }
}

/// Stored bytes as a hash; bytes of another length become one that fits nothing.
fn hash(bytes: &[u8]) -> Hash {
    Hash::try_from(bytes).unwrap_or([0xff; 32])
}
