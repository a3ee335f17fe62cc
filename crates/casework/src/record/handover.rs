//! Handing a case to another worker, perhaps at another site: one offers it, the other takes it. Who had it, from when
//! and why stands in the records of kind `handover`.

use super::beside;
use super::load::{self, Loaded, Root};
use super::stage::Staged;
use crate::actor::Actor;
use crate::rights;
use crate::{Error, Office, Result, access_log, accounts};
use forms::answers::Answers;
use forms::roles::Action;
use forms::{Compartment, Mission};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use store::{Change, NewAccess, Param, Reads, RecordRow, sql};
use uuid::Uuid;

/// The kind of its records.
const KIND: &str = "handover";

/// To whom a case is offered.
#[derive(Clone, Copy, Debug)]
pub struct NewHandover<'a> {
    /// The case.
    pub case: Uuid,
    /// The colleague.
    pub to: Uuid,
    /// The site at which she will work on it, one of hers.
    pub site: Uuid,
    /// Why, and what she needs to know.
    pub why: &'a str,
}

const OPEN: &str =
    sql!("SELECT id FROM record WHERE tenant = $1 AND root = $2 AND kind = 'handover' AND stage = 'offered'");
const MINE: &str = sql!(
    "SELECT r.id, r.kind, r.site, r.owner, r.author, r.root, r.parent, r.person, r.stage, r.opened, \
     r.definition, r.first, r.version, r.tree, r.numbered, r.erased, r.entries, r.fields, r.plain \
     FROM facet f JOIN record r ON r.tenant = f.tenant AND r.id = f.record WHERE f.tenant = $1 AND f.kind = 'handover' \
     AND f.field = 'to' AND f.value = $2 AND r.stage = 'offered' AND r.erased = FALSE ORDER BY r.opened, r.id LIMIT 50"
);
const WAITING: &str = sql!(
    "SELECT count(*) FROM facet f JOIN record r ON r.tenant = f.tenant AND r.id = f.record WHERE f.tenant = $1 \
     AND f.kind = 'handover' AND f.field = 'to' AND f.value = $2 AND r.stage = 'offered' AND r.erased = FALSE"
);
const TASKS: &str = sql!(
    "SELECT id FROM assignment WHERE tenant = $1 AND root = $2 AND account = $3 AND task = 'owner' \
     AND (until = 0 OR until > $4)"
);

/// Offers a case to a colleague. The right is `transfer` on it; nothing changes until she takes it.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Forbidden`]; [`Error::Refused`] by `handover_waiting` when it is offered to someone
/// already, `handover_same` when she has it, `handover_cannot` when her roles there could not work on it;
/// [`Error::Invalid`] without a reason.
pub fn hand_over(office: &Office, actor: &Actor, new: NewHandover<'_>) -> Result<()> {
    let mission = office.mission();
    let tenant = actor.tenant();
    let receiver = accounts::staff(office, tenant, new.to)?;
    office.store.change(tenant, |reads| -> Result<Change> {
        let (case, access) = beside::seen(office, &mission, actor, new.case, reads)?;
        beside::needs(&access, Action::Transfer)?;
        if case.root.owner == Some(new.to) {
            return Err(beside::refused("handover_same"));
        }
        if !could_work(office, &mission, &receiver, &case, new.site) {
            return Err(beside::refused("handover_cannot"));
        }
        if reads.first(OPEN, &[tenant.into(), case.root.id.into()], |column| column.get::<Uuid>(0))?.is_some() {
            return Err(beside::refused("handover_waiting"));
        }
        let mut answers = beside::texts(&[("why", new.why)]);
        answers.insert("to".into(), json!(new.to));
        answers.insert("to_site".into(), json!(new.site));
        answers.extend(case.root.owner.map(|owner| ("from".to_owned(), json!(owner))));
        let staged = beside::fresh(office, &mission, actor, KIND, &case, answers)?;
        beside::change(office, &mission, actor, staged, Vec::new(), reads)
    })?;
    Ok(())
}

/// True when someone works at the site and could change the case were it hers.
fn could_work(office: &Office, mission: &Mission, receiver: &Actor, case: &Loaded, site: Uuid) -> bool {
    let Actor::Staff(staff) = receiver else { return false };
    let Some(kind) = mission.kinds.get(&case.row.kind) else { return false };
    let root = Root { owner: Some(staff.user), site: Some(site), ..case.root.clone() };
    let facts = load::plain_facts(kind, &case.row, &root);
    staff.memberships.iter().any(|held| held.site == site)
        && rights::decide(receiver, kind, &facts, office.now()).may(Action::Change)
}

/// A case that is offered to the actor.
#[derive(Clone, Debug)]
pub struct Offer {
    /// The record of kind `handover`.
    pub id: Uuid,
    /// The row of the case, for its number and stage; nothing else of it is hers yet.
    pub case: RecordRow,
    /// Who offers it.
    pub by: Uuid,
    /// Who has it.
    pub from: Option<Uuid>,
    /// The site at which she would work on it.
    pub site: Option<Uuid>,
    /// Why, in the words of who offers it.
    pub why: String,
    /// When it was offered, microseconds.
    pub at: i64,
}

/// Cases that are offered to the actor, oldest first. What was written to her is in the access log before this returns.
///
/// # Errors
/// What the store says.
pub fn offers(office: &Office, actor: &Actor) -> Result<Vec<Offer>> {
    let tenant = actor.tenant();
    let found = office.store.read(|reads| -> Result<_> {
        let rows = reads.all(MINE, &[tenant.into(), Param::from(actor.id().to_string())], load::row)?;
        let wanted: Vec<_> = rows.iter().map(|row| (row, [Compartment::Identity].into())).collect();
        let mut sealed = load::open_sealed_of_many(office, reads, tenant, &wanted)?;
        let cases = load::rows_of(reads, tenant, &rows.iter().map(|row| row.root).collect())?;
        let cases: BTreeMap<Uuid, RecordRow> = cases.into_iter().map(|row| (row.id, row)).collect();
        let offer = |row: &RecordRow| {
            let why = sealed.remove(&row.id).and_then(|mut part| part.remove("why"));
            Some(Offer {
                id: row.id,
                case: cases.get(&row.root).cloned()?,
                by: row.author,
                from: id_in(&load::answers_of(row), "from"),
                site: id_in(&load::answers_of(row), "to_site"),
                why: why.as_ref().and_then(Value::as_str).unwrap_or_default().to_owned(),
                at: row.opened,
            })
        };
        Ok(rows.iter().filter_map(offer).collect::<Vec<Offer>>())
    })?;
    if !found.is_empty() {
        let records = found.iter().map(|one| one.id).collect();
        let line = NewAccess { actor: actor.id(), act: "list", records, detail: json!({"kind": KIND}) };
        access_log::note(office, tenant, vec![line])?;
    }
    Ok(found)
}

/// How many cases are offered to the actor.
///
/// # Errors
/// What the store says.
pub fn offers_waiting(office: &Office, actor: &Actor) -> Result<usize> {
    let params = [actor.tenant().into(), Param::from(actor.id().to_string())];
    let count: Option<i64> = office.store.read(|reads| reads.first(WAITING, &params, |column| column.get(0)))?;
    Ok(usize::try_from(count.unwrap_or(0)).unwrap_or(0))
}

fn id_in(answers: &Answers, path: &str) -> Option<Uuid> {
    answers.get(path).and_then(Value::as_str).and_then(|text| text.parse().ok())
}

/// The actor's answer to a case offered to her. When she takes it, it is hers in the same transaction, at the site that
/// was named, with the person's record if that was with the case worker before; her task as case worker ends. Gives the
/// case.
///
/// # Errors
/// [`Error::NotFound`] when it is not offered to her; [`Error::Refused`] by `handover_moved` when the case changed hands
/// meanwhile, `handover_cannot` when her roles there cannot work on it any more.
pub fn answer_handover(office: &Office, actor: &Actor, id: Uuid, takes: bool, words: &str) -> Result<Uuid> {
    let mission = office.mission();
    let mut root = Uuid::nil();
    office.store.change(actor.tenant(), |reads| -> Result<Change> {
        let offer = offered(reads, actor.tenant(), id)?;
        let said = load::answers_of(&offer.row);
        if id_in(&said, "to") != Some(actor.id()) {
            return Err(Error::NotFound);
        }
        root = offer.root.id;
        let case = load::one(reads, actor.tenant(), root)?.filter(|one| !one.row.erased).ok_or(Error::NotFound)?;
        let mut staged = beside::standing(office, &mission, actor, offer, reads)?;
        staged.after.extend(beside::texts(&[("answer", words)]));
        beside::moved(&mut staged, if takes { "accepted" } else { "declined" });
        let mut others = Vec::new();
        if takes {
            let site = id_in(&said, "to_site").ok_or(Error::NotFound)?;
            if case.root.owner != id_in(&said, "from") {
                return Err(beside::refused("handover_moved"));
            }
            if !could_work(office, &mission, actor, &case, site) {
                return Err(beside::refused("handover_cannot"));
            }
            others = taken(office, &mission, actor, case, site, reads)?;
        }
        beside::change(office, &mission, actor, staged, others, reads)
    })?;
    Ok(root)
}

/// The case, the person's record, and the task of who had it, as they become.
fn taken(
    office: &Office,
    mission: &Mission,
    actor: &Actor,
    case: Loaded,
    site: Uuid,
    reads: &mut Reads<'_>,
) -> Result<Vec<Staged>> {
    let (before, person) = (case.root.owner, case.root.person);
    let tenant = actor.tenant();
    let mut ids = Vec::new();
    if let Some(before) = before {
        let params = [tenant.into(), case.root.id.into(), before.into(), office.now().into()];
        ids = reads.all(TASKS, &params, |column| column.get::<Uuid>(0))?;
    }
    let mut staged = vec![owned(office, mission, actor, case, site, reads)?];
    for task in load::many(reads, tenant, &ids)? {
        let mut task = beside::standing(office, mission, actor, task, reads)?;
        task.after.insert("until".into(), beside::last_day(office)?);
        staged.push(task);
    }
    let person = match person {
        Some(person) => load::one(reads, tenant, person)?,
        None => None,
    };
    if let Some(person) = person.filter(|one| !one.row.erased && before.is_some() && one.row.owner == before) {
        staged.push(owned(office, mission, actor, person, site, reads)?);
    }
    Ok(staged)
}

/// A root record in the actor's hands, at a site.
fn owned(
    office: &Office,
    mission: &Mission,
    actor: &Actor,
    loaded: Loaded,
    site: Uuid,
    reads: &mut Reads<'_>,
) -> Result<Staged> {
    let mut staged = beside::standing(office, mission, actor, loaded, reads)?;
    staged.row.owner = Some(actor.id());
    staged.reserved.insert("$owner".into(), json!(actor.id()));
    if staged.row.site != Some(site) {
        staged.row.site = Some(site);
        staged.reserved.insert("$site".into(), json!(site));
    }
    Ok(staged)
}

fn offered(reads: &mut Reads<'_>, tenant: i64, id: Uuid) -> Result<Loaded> {
    let offer = load::one(reads, tenant, id)?;
    offer.filter(|one| one.row.kind == KIND && one.row.stage == "offered" && !one.row.erased).ok_or(Error::NotFound)
}

/// Takes an offer back; who may transfer the case may do so. Gives the case.
///
/// # Errors
/// [`Error::NotFound`] when nothing is offered or it is not open to the actor; [`Error::Forbidden`].
pub fn withdraw_handover(office: &Office, actor: &Actor, id: Uuid) -> Result<Uuid> {
    let mission = office.mission();
    let mut root = Uuid::nil();
    office.store.change(actor.tenant(), |reads| -> Result<Change> {
        let offer = offered(reads, actor.tenant(), id)?;
        root = offer.root.id;
        let (_, access) = beside::seen(office, &mission, actor, root, reads)?;
        beside::needs(&access, Action::Transfer)?;
        let mut staged = beside::standing(office, &mission, actor, offer, reads)?;
        beside::moved(&mut staged, "withdrawn");
        beside::change(office, &mission, actor, staged, Vec::new(), reads)
    })?;
    Ok(root)
}
