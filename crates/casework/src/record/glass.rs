//! Opening a record in an emergency: for two hours, in what is open and in identity, with a reason that others read.
//! The numbers are those of the domain's rules on rights (C1.2) and of the decisions on them.

use super::beside::{self, Undecided};
use crate::actor::Actor;
use crate::{Error, Office, Result, access_log, number};
use forms::Compartment;
use forms::roles::Action;
use serde_json::json;
use std::sync::{Mutex, PoisonError};
use store::{Change, NewAccess, Reads, sql};
use uuid::Uuid;

const HOUR: i64 = 3_600_000_000;
/// How long the people who are told have to look at an opening.
pub const REVIEW: i64 = 48 * HOUR;
/// The span in which [`MOST`] openings are the most.
const WEEK: i64 = 7 * 24 * HOUR;
/// Most openings of one person in a week.
const MOST: usize = 2;

/// The kind of its records.
const KIND: &str = "broken_glass";
/// One opening at a time in this process, so that the quota is counted before the next.
static ONE: Mutex<()> = Mutex::new(());

/// Which record is to be opened.
#[derive(Clone, Copy, Debug)]
pub enum Which<'a> {
    /// The one whose number was typed.
    Number(&'a str),
    /// One she can see some of already.
    Id(Uuid),
}

const BY_NUMBER: &str = sql!("SELECT id FROM record WHERE tenant = $1 AND first = $2 AND numbered = TRUE");
const MINE: &str = sql!(
    "SELECT opened, stage FROM record WHERE tenant = $1 AND kind = 'broken_glass' AND author = $2 AND erased = FALSE \
     AND (opened > $3 OR stage = 'open') ORDER BY opened DESC LIMIT 50"
);

/// Opens a root record to the actor for two hours and gives its id. In one transaction it is noted under the record,
/// and a line stands in the access log.
///
/// # Errors
/// [`Error::NotFound`] for a number or record that is not there or that she may not open so: the same for both.
/// [`Error::Refused`] by `glass_overdue` (an opening of hers waits for review for more than 48 hours), `glass_quota` (two in
/// seven days) or `glass_needless` (who the record is about is open to her already); [`Error::Invalid`] for a missing
/// category or reason.
pub fn break_glass(office: &Office, actor: &Actor, which: Which<'_>, category: &str, reason: &str) -> Result<Uuid> {
    let mission = office.mission();
    let mut opened = Uuid::nil();
    // Two openings of one person share no root, so nothing else makes the second see the first.
    let _one = ONE.lock().unwrap_or_else(PoisonError::into_inner);
    let done = office.store.change(actor.tenant(), |reads| -> Result<Change> {
        let id = match which {
            Which::Id(id) => id,
            Which::Number(text) => numbered(actor, text, reads)?.ok_or(Error::NotFound)?,
        };
        let (one, _) = beside::known(office, &mission, actor, id, reads)?;
        let (root, access) = beside::known(office, &mission, actor, one.root.id, reads)?;
        if !access.may(Action::BreakGlass) {
            return Err(if access.visible() { missing() } else { Error::NotFound });
        }
        if access.see.contains(&Compartment::Identity) {
            return Err(beside::refused("glass_needless"));
        }
        allowed(office, actor, reads)?;
        opened = root.row.id;
        let answers = beside::texts(&[("category", category), ("reason", reason)]);
        let staged = beside::fresh(office, &mission, actor, KIND, &root, answers)?;
        let mut change = beside::change(office, &mission, actor, staged, Vec::new(), reads)?;
        change.access.push(NewAccess {
            actor: actor.id(),
            act: "break_glass",
            records: vec![opened],
            detail: json!({"kind": root.row.kind, "category": category.chars().take(40).collect::<String>()}),
        });
        Ok(change)
    });
    match done {
        Ok(_) => Ok(opened),
        Err(error) => {
            if matches!(error, Error::NotFound) {
                let detail = json!({"kind": KIND});
                let line = NewAccess { actor: actor.id(), act: "refused", records: Vec::new(), detail };
                access_log::note(office, actor.tenant(), vec![line])?;
            }
            Err(error)
        }
    }
}

fn missing() -> Error {
    Error::Forbidden { right: Action::BreakGlass.name().into() }
}

fn numbered(actor: &Actor, text: &str, reads: &mut Reads<'_>) -> Result<Option<Uuid>> {
    let Some(first) = number::parse(text) else { return Ok(None) };
    Ok(reads.first(BY_NUMBER, &[actor.tenant().into(), first.into()], |column| column.get(0))?)
}

/// No opening of hers waits too long for its review, and she had fewer than two in seven days.
fn allowed(office: &Office, actor: &Actor, reads: &mut Reads<'_>) -> Result<()> {
    let now = office.now();
    let params = [actor.tenant().into(), actor.id().into(), (now - WEEK).into()];
    let mine: Vec<(i64, String)> = reads.all(MINE, &params, |column| Ok((column.get(0)?, column.get(1)?)))?;
    if mine.iter().any(|(opened, stage)| stage == "open" && *opened < now - REVIEW) {
        return Err(beside::refused("glass_overdue"));
    }
    if mine.iter().filter(|(opened, _)| *opened > now - WEEK).count() >= MOST {
        return Err(beside::refused("glass_quota"));
    }
    Ok(())
}

/// Openings that wait for the actor's look, oldest first; her own are not hers to look at.
///
/// # Errors
/// [`Error::NotFound`] for an actor who looks at none.
pub fn openings(office: &Office, actor: &Actor) -> Result<Vec<Undecided>> {
    beside::undecided(office, actor, KIND, "open")
}

/// How many openings wait for the actor's look, up to a hundred; 0 for who looks at none. Nothing sealed is read.
///
/// # Errors
/// What the store says.
pub fn openings_waiting(office: &Office, actor: &Actor) -> Result<usize> {
    super::waiting(office, actor, KIND, "open")
}

/// Says that an opening was looked at, and what was found.
///
/// # Errors
/// [`Error::NotFound`] when it is not open to the actor or was looked at; [`Error::Forbidden`], also for who broke the
/// glass; [`Error::Invalid`] for a finding that is none.
pub fn review(office: &Office, actor: &Actor, id: Uuid, finding: &str, words: &str) -> Result<()> {
    if finding.is_empty() {
        return Err(Error::Request("say what you found".into()));
    }
    beside::decide(office, actor, KIND, id, "reviewed", &[("finding", json!(finding)), ("words", json!(words.trim()))])
}

/// Until when the record is open to the actor because she broke the glass, microseconds; `None` when it is not.
///
/// # Errors
/// What the store says.
pub fn broken_until(office: &Office, actor: &Actor, root: Uuid) -> Result<Option<i64>> {
    let since = office.now() - crate::rights::BROKEN_GLASS;
    let params = [actor.tenant().into(), actor.id().into(), since.into(), root.into()];
    let opened: Option<i64> = office.store.read(|reads| reads.first(OPEN, &params, |column| column.get(0)))?;
    Ok(opened.map(|opened| opened + crate::rights::BROKEN_GLASS))
}

const OPEN: &str = sql!(
    "SELECT opened FROM record WHERE tenant = $1 AND kind = 'broken_glass' AND author = $2 AND opened > $3 AND root = $4 \
     AND erased = FALSE ORDER BY opened DESC LIMIT 1"
);
