//! Before a record is erased: who proposes it on which ground, who approves, what holds it back; and what is left to say
//! of it afterwards.

use super::beside::{self, Undecided};
use super::load::{self, Loaded};
use crate::actor::Actor;
use crate::{Error, Office, Result, reserved};
use forms::roles::Action;
use forms::{Kind, Mission};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde_json::{Value, json};
use std::sync::Arc;
use store::{Reads, RecordRow, sql};
use uuid::Uuid;

/// The kind of its records.
pub(super) const KIND: &str = "erasure";

/// How far the erasure of a record has come.
#[derive(Clone, Debug, PartialEq)]
pub enum Progress {
    /// Nobody has proposed it.
    None,
    /// It waits for a second person: the record of the proposal.
    Proposed(Uuid),
    /// It may be carried out.
    Approved,
}

/// What stands before the erasure of a root record.
#[derive(Clone, Debug, PartialEq)]
pub struct Standing {
    /// How far it has come.
    pub progress: Progress,
    /// A legal hold keeps it.
    pub held: bool,
    /// Kinds of the records that would go, with how many of each; those of the office's own kinds left out.
    pub goes: Vec<(String, usize)>,
}

/// What stands before the erasure of a record, for who may erase it.
///
/// # Errors
/// [`Error::NotFound`] when it is not open to the actor; [`Error::Forbidden`].
pub fn erasure(office: &Office, actor: &Actor, id: Uuid) -> Result<Standing> {
    let mission = office.mission();
    office.store.read(|reads| {
        let (one, access) = beside::seen(office, &mission, actor, id, reads)?;
        beside::needs(&access, Action::Erase)?;
        if one.root.id != id {
            return Err(Error::NotFound);
        }
        let all = super::erase::trees(reads, actor.tenant(), id)?;
        let chosen = super::erase::chosen(&all, id);
        let mut goes: Vec<(String, usize)> = Vec::new();
        for row in all.iter().map(|one| &one.row).filter(|row| chosen.contains(&row.id)) {
            let office = mission.kinds.get(&row.kind).is_none_or(|kind| kind.group == "office");
            match goes.iter_mut().find(|(kind, _)| *kind == row.kind) {
                Some((_, count)) => *count += 1,
                None if office => {}
                None => goes.push((row.kind.clone(), 1)),
            }
        }
        Ok(Standing { progress: progress(&all, id), held: held(office, &all), goes })
    })
}

/// How far it has come by the proposals under it: a refused one is over, so that another may be made.
pub(super) fn progress(all: &[Loaded], id: Uuid) -> Progress {
    let of = |stage: &str| {
        let here = |row: &&RecordRow| row.kind == KIND && row.parent == Some(id) && row.stage == stage && !row.erased;
        all.iter().map(|one| &one.row).find(here)
    };
    match (of("approved"), of("proposed")) {
        (Some(_), _) => Progress::Approved,
        (None, Some(row)) => Progress::Proposed(row.id),
        (None, None) => Progress::None,
    }
}

/// True while a legal hold stands in any of the trees.
pub(super) fn held(office: &Office, all: &[Loaded]) -> bool {
    let today = Timestamp::from_microsecond(office.now()).map(|at| at.to_zoned_datetime(TimeZone::UTC).date());
    all.iter().map(|one| &one.row).filter(|row| row.kind == "legal_hold" && !row.erased).any(|row| {
        let last = row.plain.get("until").and_then(|until| until.get("to")).and_then(Value::as_str);
        let last = last.and_then(|day| day.parse::<Date>().ok());
        // Where the day cannot be told, the hold stands.
        !matches!((last, &today), (Some(last), Ok(today)) if last < *today)
    })
}

/// Who proposed and who approved it, and on which ground: kept in the entries of what is erased.
pub(super) fn ground(all: &[Loaded], id: Uuid) -> Option<Value> {
    let here = |row: &&RecordRow| row.kind == KIND && row.parent == Some(id) && row.stage == "approved" && !row.erased;
    let row = all.iter().map(|one| &one.row).find(here)?;
    Some(json!({
        "ground": row.plain.get("ground"),
        "proposed_by": row.author,
        "approved_by": row.plain.get("decided_by"),
    }))
}

/// Proposes the erasure of a root record.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Forbidden`]; [`Error::Refused`] by `erasure_waiting` when it is proposed already, or by
/// `legal_hold`; [`Error::Invalid`] without ground or reason.
pub fn propose_erasure(office: &Office, actor: &Actor, id: Uuid, ground: &str, reason: &str) -> Result<()> {
    let mission = office.mission();
    office.store.change(actor.tenant(), |reads| {
        let (one, access) = beside::seen(office, &mission, actor, id, reads)?;
        beside::needs(&access, Action::Erase)?;
        let all = super::erase::trees(reads, actor.tenant(), id)?;
        if one.root.id != id {
            return Err(Error::NotFound);
        }
        if held(office, &all) {
            return Err(beside::refused("legal_hold"));
        }
        if progress(&all, id) != Progress::None {
            return Err(beside::refused("erasure_waiting"));
        }
        let answers = beside::texts(&[("ground", ground), ("reason", reason)]);
        let staged = beside::fresh(office, &mission, actor, KIND, &one, answers)?;
        beside::change(office, &mission, actor, staged, Vec::new(), reads)
    })?;
    Ok(())
}

/// Proposals that the actor may approve, oldest first; her own are not hers to approve.
///
/// # Errors
/// [`Error::NotFound`] for an actor who approves none.
pub fn erasures(office: &Office, actor: &Actor) -> Result<Vec<Undecided>> {
    beside::undecided(office, actor, KIND, "proposed")
}

/// Approves a proposal, or does not.
///
/// # Errors
/// [`Error::NotFound`] when it is not open to the actor or was decided; [`Error::Forbidden`], also for who proposed it.
pub fn decide_erasure(office: &Office, actor: &Actor, id: Uuid, approved: bool, words: &str) -> Result<()> {
    let stage = if approved { "approved" } else { "refused" };
    beside::decide(office, actor, KIND, id, stage, &[("words", json!(words.trim()))])
}

/// What is left to say of an erased record.
#[derive(Clone, Debug)]
pub struct Erased {
    /// Its kind.
    pub kind: Arc<Kind>,
    /// Its row, for its number.
    pub row: RecordRow,
    /// When, microseconds.
    pub at: i64,
    /// Who carried it out.
    pub by: Uuid,
    /// On which ground, a code of `erasure_ground`; empty where none was kept.
    pub ground: String,
    /// Who approved it.
    pub approved_by: Option<Uuid>,
}

const LAST: &str = sql!(
    "SELECT e.actor, e.happened, p.plain FROM entry e JOIN entry_plain p ON p.tenant = e.tenant AND p.seq = e.seq \
     WHERE e.tenant = $1 AND e.seq = $2"
);

/// That a record was erased, for who could see it before: that it was, never what it said.
///
/// # Errors
/// [`Error::NotFound`] for a record that is not there, is not erased, or would not be open to the actor.
pub fn erased(office: &Office, actor: &Actor, id: Uuid) -> Result<Erased> {
    let mission = office.mission();
    office.store.read(|reads| gone(office, &mission, actor, id, reads))
}

fn gone(office: &Office, mission: &Mission, actor: &Actor, id: Uuid, reads: &mut Reads<'_>) -> Result<Erased> {
    let loaded = load::one(reads, actor.tenant(), id)?.filter(|one| one.row.erased).ok_or(Error::NotFound)?;
    let kind = mission.kinds.get(&loaded.row.kind).cloned().ok_or(Error::NotFound)?;
    let facts = load::facts(reads, actor, mission, &loaded, office.now())?;
    if !reserved::access(actor, &kind, &facts, office.now()).visible() {
        return Err(Error::NotFound);
    }
    let params = [actor.tenant().into(), loaded.row.version.into()];
    let (by, at, plain) = reads
        .first(LAST, &params, |column| Ok((column.get(0)?, column.get(1)?, load::json(column, 2)?)))?
        .ok_or(Error::NotFound)?;
    let kept = plain.get("$erasure").cloned().unwrap_or_default();
    Ok(Erased {
        kind,
        row: loaded.row,
        at,
        by,
        ground: kept["ground"].as_str().unwrap_or_default().to_owned(),
        approved_by: kept["approved_by"].as_str().and_then(|id| id.parse().ok()),
    })
}

/// How many proposals wait for the actor, up to a hundred.
///
/// # Errors
/// What the store says.
pub fn erasures_waiting(office: &Office, actor: &Actor) -> Result<usize> {
    super::waiting(office, actor, KIND, "proposed")
}
