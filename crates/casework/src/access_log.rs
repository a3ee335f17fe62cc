//! The access log: who saw what identity, exports, sign-ins, refusals. Written before the answer is sent.

use crate::actor::Actor;
use crate::{Error, Office, Result, find, number};
use forms::roles::Manage;
use serde_json::Value;
use store::sql;
use store::{Column, NewAccess, Param};
use uuid::Uuid;

/// One line of the log.
#[derive(Clone, Debug)]
pub struct Seen {
    /// Its place in the chain.
    pub seq: i64,
    /// When, microseconds.
    pub at: i64,
    /// Who.
    pub actor: Uuid,
    /// What was done.
    pub act: String,
    /// The records it was about.
    pub records: Vec<Uuid>,
    /// Codes and counts: nothing personal.
    pub detail: Value,
}

/// Adds lines to a tenant's log; on disk when this returns.
///
/// # Errors
/// What the store says.
pub fn note(office: &Office, tenant: i64, lines: Vec<NewAccess>) -> Result<()> {
    office.store.write(move |writes| writes.access(tenant, &lines)).map_err(Error::from)
}

/// What is looked for in the log; nothing said means all of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sought {
    /// Lines of this person.
    pub actor: Option<Uuid>,
    /// Lines about the record whose id ends in these digits, as the log shows it.
    pub record: Option<String>,
    /// Lines from this moment on, to before that one, microseconds.
    pub within: Option<(i64, i64)>,
    /// Lines before this place in the chain; 0 for the newest.
    pub before: i64,
}

/// Lines that were found, newest first.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// The lines.
    pub lines: Vec<Seen>,
    /// Where to look on ([`Sought::before`]); 0 at the end. There may be more even where `lines` are few: a record is
    /// looked for among so many lines at a time.
    pub before: i64,
}

/// Lines that one request looks through for a record.
const LOOKED: i64 = 20_000;

const NEWEST: &str = sql!(
    "SELECT seq, at, actor, act, records, detail FROM access \
     WHERE tenant = $1 AND seq < $2 AND seq >= $3 ORDER BY seq DESC LIMIT $4"
);
const OF_ACTOR: &str = sql!(
    "SELECT seq, at, actor, act, records, detail FROM access \
     WHERE tenant = $1 AND seq < $2 AND seq >= $3 AND actor = $5 ORDER BY seq DESC LIMIT $4"
);
const WITHIN: &str =
    sql!("SELECT COALESCE(min(seq), 0), COALESCE(max(seq), 0) FROM access WHERE tenant = $1 AND at >= $2 AND at < $3");

/// How the log shows a record: the last eight digits of its id.
pub fn short(record: Uuid) -> String {
    record.simple().to_string()[24..].to_uppercase()
}

/// The record that a number or the digits of the log mean, as digits of the log; for who may audit.
///
/// # Errors
/// [`Error::NotFound`] for everyone else, and where nothing has that number.
pub fn record_of(office: &Office, actor: &Actor, text: &str) -> Result<String> {
    audits(actor)?;
    let text: String = text.trim().chars().take(60).collect();
    if text.len() == 8 && text.bytes().all(|b| b.is_ascii_hexdigit()) {
        return Ok(text.to_uppercase());
    }
    if let Ok(id) = text.parse::<Uuid>() {
        return Ok(short(id));
    }
    let first = number::parse(&text).ok_or(Error::NotFound)?;
    let params = [actor.tenant().into(), first.into()];
    let found = office.store.read(|reads| reads.first(find::BY_NUMBER, &params, |column| column.get::<Uuid>(0)))?;
    found.map(short).ok_or(Error::NotFound)
}

fn audits(actor: &Actor) -> Result<()> {
    if actor.manages(Manage::Audit) { Ok(()) } else { Err(Error::NotFound) }
}

/// Looks into the log, for who may audit.
///
/// # Errors
/// [`Error::NotFound`] for everyone else.
pub fn look(office: &Office, actor: &Actor, sought: &Sought, limit: usize) -> Result<Found> {
    audits(actor)?;
    let tenant = actor.tenant();
    let rows = if sought.record.is_some() { LOOKED } else { i64::try_from(limit).unwrap_or(LOOKED) + 1 };
    office.store.read(|reads| -> Result<Found> {
        let mut before = if sought.before == 0 { i64::MAX } else { sought.before };
        let mut from = 0;
        if let Some((start, end)) = sought.within {
            let span = reads.first(WITHIN, &[tenant.into(), start.into(), end.into()], |column| {
                Ok((column.get::<i64>(0)?, column.get::<i64>(1)?))
            })?;
            let (first, last) = span.unwrap_or_default();
            (from, before) = (first, before.min(last + 1));
        }
        let mut params: Vec<Param> = vec![tenant.into(), before.into(), from.into(), rows.into()];
        params.extend(sought.actor.map(Param::from));
        let text = if sought.actor.is_some() { OF_ACTOR } else { NEWEST };
        let (mut found, mut looked, mut last) = (Found::default(), 0, 0);
        let wanted = sought.record.as_ref().map(|digits| format!("{}\"", digits.to_lowercase()));
        reads.each(text, &params, |column| -> store::Result<()> {
            (looked, last) = (looked + 1, column.get(0)?);
            let records: String = column.get(4)?;
            let fits = wanted.as_ref().is_none_or(|wanted| records.contains(wanted.as_str()));
            if fits && found.lines.len() <= limit {
                found.lines.push(seen(column, &records)?);
            }
            Ok(())
        })?;
        found.before = if looked == rows { last } else { 0 };
        if found.lines.len() > limit {
            found.lines.truncate(limit);
            found.before = found.lines.last().map_or(0, |line| line.seq);
        }
        Ok(found)
    })
}

fn seen(column: &Column<'_>, records: &str) -> store::Result<Seen> {
    let detail: String = column.get(5)?;
    Ok(Seen {
        seq: column.get(0)?,
        at: column.get(1)?,
        actor: column.get(2)?,
        act: column.get(3)?,
        records: serde_json::from_str(records).unwrap_or_default(),
        detail: serde_json::from_str(&detail).unwrap_or_default(),
    })
}
