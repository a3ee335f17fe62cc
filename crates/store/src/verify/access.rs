//! The access log.

use super::checkpoints::{Along, Marks};
use super::{End, Faults, PAGE, hash};
use crate::ledger::{self, Access, START};
use crate::sql::{Column, sql};
use crate::{Reads, Result};
use uuid::Uuid;

struct Line {
    seq: i64,
    at: i64,
    actor: Uuid,
    act: String,
    records: String,
    detail: String,
    previous: Vec<u8>,
    hash: Vec<u8>,
}

/// Checks all lines in order; says where the chain ended.
pub fn check(
    reads: &mut Reads<'_>,
    tenant: i64,
    marks: &Marks,
    faults: &mut Faults,
    mut progress: impl FnMut(i64),
) -> Result<End> {
    let sql = sql!(
        "SELECT seq, at, actor, act, records, detail, previous, hash FROM access
         WHERE tenant = $1 AND seq > $2 ORDER BY seq LIMIT $3"
    );
    let mut along = Along::new(&marks.access, &START, faults);
    let mut end = End::default();
    let (mut done, mut last) = (0, i64::MIN);
    while !faults.full() {
        let lines = reads.all(sql, &[tenant.into(), last.into(), PAGE.into()], |row| {
            let seq = row.get(0)?;
            Ok((seq, line(row, seq).map_err(|error| error.to_string())))
        })?;
        let Some((reached, _)) = lines.last() else { break };
        last = *reached;
        done += lines.len() as i64;
        for (seq, line) in lines {
            if seq != end.seq + 1 {
                faults.add("access", None, seq, format!("follows line {}: lines are missing", end.seq));
            }
            end.seq = seq;
            match line {
                Ok(line) => follow(tenant, &line, &mut end, faults),
                Err(what) => faults.add("access", None, seq, format!("cannot be read: {what}")),
            }
            along.pass(seq, &end.hash, faults);
        }
        progress(done);
    }
    along.end(faults);
    Ok(end)
}

fn line(row: &Column<'_>, seq: i64) -> Result<Line> {
    Ok(Line {
        seq,
        at: row.get(1)?,
        actor: row.get(2)?,
        act: row.get(3)?,
        records: row.get(4)?,
        detail: row.get(5)?,
        previous: row.get(6)?,
        hash: row.get(7)?,
    })
}

fn follow(tenant: i64, line: &Line, end: &mut End, faults: &mut Faults) {
    if line.previous != end.hash {
        faults.add("access", None, line.seq, "does not follow the line before it");
    }
    let fields = Access {
        tenant,
        seq: line.seq,
        at: line.at,
        actor: line.actor,
        act: &line.act,
        records: &line.records,
        detail: &line.detail,
    };
    if ledger::access_hash(&hash(&line.previous), &fields)[..] != line.hash[..] {
        faults.add("access", None, line.seq, "its hash does not fit its content");
    }
    if line.at < end.at {
        faults.add("access", None, line.seq, "was written before the line before it");
    }
    end.at = end.at.max(line.at);
    end.hash = hash(&line.hash);
}
