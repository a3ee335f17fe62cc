//! The one place that writes to the ledger and to the state it changes: a group of changes, one statement a table.

mod group;
mod tables;

use crate::engine::Connection;
use crate::heads;
use crate::prepare::Prepared;
use crate::sql::list;
use crate::{Error, Param, Receipt, Result};
use group::Group;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use uuid::Uuid;

/// What became of a change.
pub enum Outcome {
    /// It is written (and durable once the transaction commits).
    Done(Receipt),
    /// A root it read has moved: the closure must run again.
    Moved,
    /// A record it calls new is there already: the closure must run again and see it.
    Exists,
}

/// Writes a group of changes within the current transaction; the heads are locked first and stored last.
///
/// # Errors
/// What the engine says, or [`Error::Engine`] for a change that contradicts the state; the transaction is then unfit.
pub fn append(connection: &mut Connection, now: i64, changes: &[&Prepared]) -> Result<Vec<Outcome>> {
    let tenants: Vec<i64> = changes.iter().map(|change| change.tenant).collect::<BTreeSet<_>>().into_iter().collect();
    let mut heads = heads::lock(connection, &tenants)?;
    let known = known(connection, changes)?;
    let mut group = Group::new(known);
    let mut outcomes = Vec::with_capacity(changes.len());
    for change in changes {
        if let Some(refused) = group.refuses(change) {
            outcomes.push(refused);
            continue;
        }
        let head = heads
            .get_mut(&change.tenant)
            .ok_or_else(|| Error::Engine(format!("tenant {} has no head", change.tenant)))?;
        outcomes.push(Outcome::Done(group.add(change, head, now)?));
    }
    if outcomes.iter().any(|outcome| matches!(outcome, Outcome::Done(_))) {
        group.write(connection)?;
        heads::store(connection, &heads)?;
    }
    Ok(outcomes)
}

/// What the database says of a record before the group.
#[derive(Clone, Copy)]
struct Known {
    first: i64,
    tree: i64,
}

/// Tenant and id.
type RecordId = (i64, Uuid);

/// One statement for the `tree` of every root read and for the records of the group.
fn known(connection: &mut Connection, changes: &[&Prepared]) -> Result<HashMap<RecordId, Known>> {
    let mut wanted: BTreeMap<i64, BTreeSet<Uuid>> = BTreeMap::new();
    for change in changes {
        wanted.entry(change.tenant).or_default().extend(change.written.iter().chain(&change.read));
    }
    wanted.retain(|_, ids| !ids.is_empty());
    let mut found = HashMap::new();
    if wanted.is_empty() {
        return Ok(found);
    }
    let mut params = Vec::new();
    let mut branches = Vec::new();
    for (tenant, ids) in wanted {
        params.push(Param::Int(tenant));
        let number = params.len();
        let ids = list(&mut params, ids.into_iter().map(Param::Uuid));
        branches.push(format!("(tenant = ${number} AND id IN {ids})"));
    }
    let sql = format!("SELECT tenant, id, first, tree FROM record WHERE {}", branches.join(" OR "));
    connection.each(&sql, &params, |row| {
        found.insert((row.get(0)?, row.get(1)?), Known { first: row.get(2)?, tree: row.get(3)? });
        Ok::<_, Error>(true)
    })?;
    Ok(found)
}
