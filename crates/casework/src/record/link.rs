//! Links between two records: made, settled and taken back by a person; nothing moves.

use super::load::{self, Loaded};
use super::{beside, visible};
use crate::actor::Actor;
use crate::{Error, Office, Result};
use forms::answers::Answers;
use forms::roles::Action;
use serde_json::json;
use store::{Change, Reads, sql};
use uuid::Uuid;

/// The kind of link that says two records of persons are of one human being.
pub const SAME: &str = "same_person";

/// A link as it is seen from one of its records.
#[derive(Clone, Debug, PartialEq)]
pub struct Linked {
    /// The record of kind `link`.
    pub id: Uuid,
    /// Its kind (`same_person`, `mother_of`, …).
    pub kind: String,
    /// Its state (`suggested`, `same`, `holds`, …).
    pub state: String,
    /// The record at the other end.
    pub other: Uuid,
    /// True when this record is the first of the two: the mother, the later case.
    pub first: bool,
}

const LINKS: &str = sql!(
    "SELECT id, kind, state, b, TRUE FROM link WHERE tenant = $1 AND a = $2 AND state <> 'ended' \
     UNION ALL SELECT id, kind, state, a, FALSE FROM link WHERE tenant = $1 AND b = $2 AND state <> 'ended' \
     ORDER BY 1 LIMIT 200"
);
const ONE: &str = sql!("SELECT a, b FROM link WHERE tenant = $1 AND id = $2");

/// The links of a record whose other end the actor may see too; those that were taken back are left out.
///
/// # Errors
/// [`Error::NotFound`] when the record itself is not open to her.
pub fn links(office: &Office, actor: &Actor, id: Uuid) -> Result<Vec<Linked>> {
    let mission = office.mission();
    let all = office.store.read(|reads| -> Result<_> {
        beside::seen(office, &mission, actor, id, reads)?;
        of(reads, actor.tenant(), id)
    })?;
    let seen = visible(office, actor, &all.iter().map(|one| one.other).collect::<Vec<_>>())?;
    Ok(all.into_iter().filter(|one| seen.contains(&one.other)).collect())
}

fn of(reads: &mut Reads<'_>, tenant: i64, id: Uuid) -> Result<Vec<Linked>> {
    Ok(reads.all(LINKS, &[tenant.into(), id.into()], |column| {
        Ok(Linked {
            id: column.get(0)?,
            kind: column.get(1)?,
            state: column.get(2)?,
            other: column.get(3)?,
            first: column.get(4)?,
        })
    })?)
}

/// A link to be made.
#[derive(Clone, Copy, Debug)]
pub struct NewLink<'a> {
    /// The record one stands at: on it the actor needs `link`.
    pub from: Uuid,
    /// The other; she must see it.
    pub to: Uuid,
    /// [`SAME`], or one of the links the record's kind names.
    pub kind: &'a str,
    /// `suggested`, `same`, `not_same`, `unsure` for [`SAME`]; `holds` for the others.
    pub state: &'a str,
    /// Why she thinks so.
    pub why: &'a str,
}

/// Links two records of one kind.
///
/// # Errors
/// [`Error::NotFound`] when one of them is not open to the actor; [`Error::Forbidden`]; [`Error::Request`] for a link of a
/// record to itself, to one of another kind, or of a kind that is none; [`Error::Refused`] by `link_there`.
pub fn link(office: &Office, actor: &Actor, new: NewLink<'_>) -> Result<Uuid> {
    let mission = office.mission();
    let mut made = Uuid::nil();
    office.store.change(actor.tenant(), |reads| -> Result<Change> {
        let (from, access) = beside::seen(office, &mission, actor, new.from, reads)?;
        let (to, _) = beside::seen(office, &mission, actor, new.to, reads)?;
        beside::needs(&access, Action::Link)?;
        let kind = mission.kinds.get(&from.row.kind).ok_or(Error::NotFound)?;
        if from.row.id == to.row.id || from.row.kind != to.row.kind {
            return Err(Error::Request("a link joins two different records of one kind".into()));
        }
        let same = kind.name == "person" && new.kind == SAME;
        if !same && !kind.links.contains_key(new.kind) {
            return Err(Error::Request(format!("records of {} are not joined so", kind.name)));
        }
        if of(reads, actor.tenant(), from.row.id)?.iter().any(|one| one.other == to.row.id && one.kind == new.kind) {
            return Err(beside::refused("link_there"));
        }
        let state = if same { new.state } else { "holds" };
        let staged = beside::fresh(office, &mission, actor, "link", &from, answers(actor, &from, &to, &new, state))?;
        made = staged.row.id;
        let mut change = beside::change(office, &mission, actor, staged, Vec::new(), reads)?;
        for end in [&from, &to] {
            if !change.read.iter().any(|(root, _)| *root == end.root.id) {
                change.read.push((end.root.id, end.root.tree));
            }
        }
        Ok(change)
    })?;
    Ok(made)
}

fn answers(actor: &Actor, from: &Loaded, to: &Loaded, new: &NewLink<'_>, state: &str) -> Answers {
    let (a, b) = if from.row.kind == "case" { ("case_a", "case_b") } else { ("a", "b") };
    let mut answers = beside::texts(&[("kind", new.kind), ("state", state), ("why", new.why)]);
    answers.insert(a.into(), json!(from.row.id));
    answers.insert(b.into(), json!(to.row.id));
    answers.insert("by".into(), json!(actor.id()));
    answers
}

/// Settles a link, or takes it back with the state `ended`. The right is `link` on one of its records, and seeing both.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Forbidden`]; [`Error::Invalid`] for a state that is none.
pub fn settle_link(office: &Office, actor: &Actor, id: Uuid, state: &str) -> Result<()> {
    let mission = office.mission();
    let tenant = actor.tenant();
    office.store.change(tenant, |reads| -> Result<Change> {
        let ends: Option<(Option<Uuid>, Option<Uuid>)> =
            reads.first(ONE, &[tenant.into(), id.into()], |column| Ok((column.get(0)?, column.get(1)?)))?;
        let Some((Some(a), Some(b))) = ends else { return Err(Error::NotFound) };
        let (a, of_a) = beside::seen(office, &mission, actor, a, reads)?;
        let (b, of_b) = beside::seen(office, &mission, actor, b, reads)?;
        if !of_a.may(Action::Link) {
            beside::needs(&of_b, Action::Link)?;
        }
        let loaded = load::one(reads, tenant, id)?.ok_or(Error::NotFound)?;
        let mut staged = beside::standing(office, &mission, actor, loaded, reads)?;
        staged.after.insert("state".into(), json!(state));
        staged.after.insert("by".into(), json!(actor.id()));
        let mut change = beside::change(office, &mission, actor, staged, Vec::new(), reads)?;
        change.read.extend([&a, &b].map(|end| (end.root.id, end.root.tree)));
        Ok(change)
    })?;
    Ok(())
}
