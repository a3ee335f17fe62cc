//! The access log: who saw what, as a chain of its own.

use crate::change::{NewAccess, Table};
use crate::engine::Connection;
use crate::heads::{self, Head};
use crate::ledger;
use crate::prepare::canonical;
use crate::rows::{Rows, Taken};
use crate::{Error, Param, Result};
use serde_json::Value;

static ACCESS: Table =
    Table { name: "access", columns: &["seq", "at", "actor", "act", "records", "detail", "previous", "hash"], key: 1 };

/// Adds lines to the log of `tenant` in a transaction of their own kind: lock, write, move the head.
pub fn write(connection: &mut Connection, tenant: i64, now: i64, lines: &[NewAccess]) -> Result<()> {
    if lines.is_empty() {
        return Ok(());
    }
    let mut heads = heads::lock(connection, &[tenant])?;
    let head = heads.get_mut(&tenant).ok_or_else(|| Error::Engine(format!("tenant {tenant} has no head")))?;
    head.recorded = head.recorded.max(now);
    let mut rows = Rows::new(&ACCESS);
    for line in lines {
        let texts = Texts::new(line)?;
        chain(tenant, head, line, &texts, &mut rows);
    }
    rows.insert(connection, Taken::Fail)?;
    heads::store(connection, &heads)
}

/// Rows for the log, to be filled by [`chain`].
pub fn rows() -> Rows {
    Rows::new(&ACCESS)
}

/// The JSON columns of a line.
pub struct Texts {
    records: String,
    detail: String,
}

impl Texts {
    pub fn new(line: &NewAccess) -> Result<Self> {
        let records = line.records.iter().map(|id| Value::String(id.to_string())).collect::<Vec<_>>();
        Ok(Self { records: canonical(&records)?, detail: canonical(&line.detail)? })
    }
}

/// Adds one line after the head and moves the head; its time is `head.recorded`.
pub fn chain(tenant: i64, head: &mut Head, line: &NewAccess, texts: &Texts, rows: &mut Rows) {
    let seq = head.access_seq + 1;
    let fields = ledger::Access {
        tenant,
        seq,
        at: head.recorded,
        actor: line.actor,
        act: line.act,
        records: &texts.records,
        detail: &texts.detail,
    };
    let hash = ledger::access_hash(&head.access_hash, &fields);
    let values: [Param; 8] = [
        seq.into(),
        head.recorded.into(),
        line.actor.into(),
        line.act.into(),
        texts.records.clone().into(),
        texts.detail.clone().into(),
        head.access_hash.to_vec().into(),
        hash.to_vec().into(),
    ];
    rows.push(tenant, values);
    head.access_seq = seq;
    head.access_hash = hash;
}
