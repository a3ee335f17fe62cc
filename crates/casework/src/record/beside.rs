//! Records of the office's own kinds (share, handover, broken glass, erasure) that an action on another record makes or
//! ends. The right is the action's, so no grant on these kinds lets anybody write them by a form.

use super::load::{self, Loaded};
use super::stage::{self, Staged};
use super::view::{self, View};
use super::{Filter, Query, list, rules, save};
use crate::actor::Actor;
use crate::rights::Access;
use crate::{Error, Office, Result, access_log, reserved};
use calendar::PartialDate;
use forms::Mission;
use forms::answers::Answers;
use forms::roles::Action;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::{Value, json};
use store::{NewAccess, Reads, RecordRow};
use uuid::Uuid;

/// A record with what the actor may do with it; [`Error::NotFound`] when she may not see it.
pub(super) fn seen(
    office: &Office,
    mission: &Mission,
    actor: &Actor,
    id: Uuid,
    reads: &mut Reads<'_>,
) -> Result<(Loaded, Access)> {
    let (loaded, access) = known(office, mission, actor, id, reads)?;
    if access.visible() { Ok((loaded, access)) } else { Err(Error::NotFound) }
}

/// As [`seen`], for whoever has any right to it.
pub(super) fn known(
    office: &Office,
    mission: &Mission,
    actor: &Actor,
    id: Uuid,
    reads: &mut Reads<'_>,
) -> Result<(Loaded, Access)> {
    let loaded = load::one(reads, actor.tenant(), id)?.filter(|one| !one.row.erased).ok_or(Error::NotFound)?;
    let kind = mission.kinds.get(&loaded.row.kind).ok_or(Error::NotFound)?;
    let facts = load::facts(reads, actor, mission, &loaded, office.now())?;
    let access = reserved::access(actor, kind, &facts, office.now());
    Ok((loaded, access))
}

/// [`Error::Forbidden`] unless the access has the action.
pub(super) fn needs(access: &Access, action: Action) -> Result<()> {
    if access.may(action) { Ok(()) } else { Err(Error::Forbidden { right: action.name().into() }) }
}

/// A refusal by a rule of the program itself, which the page says in its own words.
pub(super) fn refused(rule: &str) -> Error {
    let broken =
        crate::Broken { rule: rule.to_owned(), message: forms::Label::default(), fields: Vec::new(), reason: false };
    Error::Refused(vec![broken])
}

/// A new record of a reserved kind under `parent`, or alone at its site, with these answers. Its moment is now.
pub(super) fn fresh(
    office: &Office,
    mission: &Mission,
    actor: &Actor,
    kind: &str,
    parent: &Loaded,
    answers: Answers,
) -> Result<Staged> {
    let kind = mission.kinds.get(kind).cloned().ok_or(Error::NotFound)?;
    let hangs = !kind.parent.is_empty();
    if hangs && !kind.parent.contains(&parent.row.kind) {
        return Err(Error::NotFound);
    }
    let (id, now) = (office.new_id(), office.now());
    let about = if parent.row.kind == "person" { Some(parent.row.id) } else { parent.row.person };
    let row = RecordRow {
        id,
        kind: kind.name.clone(),
        site: parent.root.site,
        owner: Some(actor.id()),
        author: actor.id(),
        root: if hangs { parent.row.root } else { id },
        parent: hangs.then_some(parent.row.id),
        person: about.filter(|_| hangs),
        stage: kind.initial_stage().to_owned(),
        opened: now,
        definition: kind.hash.clone(),
        ..RecordRow::default()
    };
    let access = reserved::whole(&kind);
    let root_read = hangs.then_some((parent.root.id, parent.root.tree));
    let mut staged = Staged { after: answers, root_read, ..Staged::new(kind, row, access) };
    staged.note_origin(now);
    Ok(staged)
}

/// A record as it stands, to be changed as a consequence of the action.
pub(super) fn standing(
    office: &Office,
    mission: &Mission,
    actor: &Actor,
    loaded: Loaded,
    reads: &mut Reads<'_>,
) -> Result<Staged> {
    let kind = mission.kinds.get(&loaded.row.kind).ok_or(Error::NotFound)?;
    stage::standing(office, actor, kind, loaded, reserved::whole(kind), reads)
}

/// Moves a staged record to a stage.
pub(super) fn moved(staged: &mut Staged, stage: &str) {
    staged.moved_from = Some(std::mem::replace(&mut staged.row.stage, stage.to_owned()));
    staged.reserved.insert("$stage".into(), json!(stage));
}

/// Judges the first of them by its kind, as any record, and puts all of them in one change.
pub(super) fn change(
    office: &Office,
    mission: &Mission,
    actor: &Actor,
    first: Staged,
    others: Vec<Staged>,
    reads: &mut Reads<'_>,
) -> Result<store::Change> {
    let wanted = save::Wanted { id: first.row.id, ..save::Wanted::default() };
    let mut staged = vec![first];
    rules::judge(office, mission, actor, &wanted, &mut staged, reads)?;
    staged.extend(others);
    save::assemble(office, actor, &wanted, &staged)
}

/// A second person's decision on a record of a reserved kind: she has `approve` on it and did not make it.
///
/// # Errors
/// [`Error::NotFound`] when it is not open to her or was decided; [`Error::Forbidden`]; [`Error::Invalid`].
pub(super) fn decide(
    office: &Office,
    actor: &Actor,
    kind: &str,
    id: Uuid,
    stage: &str,
    answers: &[(&str, Value)],
) -> Result<()> {
    let mission = office.mission();
    office.store.change(actor.tenant(), |reads| {
        let (loaded, access) = seen(office, &mission, actor, id, reads)?;
        if loaded.row.kind != kind {
            return Err(Error::NotFound);
        }
        needs(&access, Action::Approve)?;
        if loaded.row.author == actor.id() {
            return Err(Error::Forbidden { right: "approve (not by its author)".into() });
        }
        let decided = loaded.row.stage != mission.kinds.get(kind).map_or("", |kind| kind.initial_stage());
        if decided {
            return Err(Error::NotFound);
        }
        let mut staged = standing(office, &mission, actor, loaded, reads)?;
        staged.after.insert("decided_by".into(), json!(actor.id()));
        let given = answers.iter().filter(|(_, answer)| answer.as_str().is_none_or(|text| !text.is_empty()));
        staged.after.extend(given.map(|(path, answer)| ((*path).to_owned(), answer.clone())));
        moved(&mut staged, stage);
        change(office, &mission, actor, staged, Vec::new(), reads)
    })?;
    Ok(())
}

/// Answers from texts; a blank one is left out.
pub(super) fn texts(pairs: &[(&str, &str)]) -> Answers {
    let said = pairs.iter().filter(|(_, text)| !text.trim().is_empty());
    said.map(|(path, text)| ((*path).to_owned(), json!(text.trim()))).collect()
}

/// The last day of what ends now. Days end at midnight UTC (`reserved::rows`), so it is the day before today's in UTC,
/// whatever the day is where the actor works.
pub(super) fn last_day(office: &Office) -> Result<Value> {
    let today = Timestamp::from_microsecond(office.now()).ok().map(|at| at.to_zoned_datetime(TimeZone::UTC).date());
    let last = today.and_then(|day| day.yesterday().ok()).and_then(|day| PartialDate::from_day(day).ok());
    last.map(|day| json!(day))
        .ok_or_else(|| Error::Request("the day before today is no day that can be written".into()))
}

/// A record beside another that waits for someone's decision: a proposal to erase, an opening in an emergency.
#[derive(Clone, Debug)]
pub struct Undecided {
    /// It, with its reason.
    pub view: View,
    /// The row of the record it speaks of, for its number and kind.
    pub of: RecordRow,
}

/// Records of `kind` at `stage` that the actor may decide on, oldest first; her own are not hers to decide.
///
/// # Errors
/// [`Error::NotFound`] for an actor who decides on none.
pub(super) fn undecided(office: &Office, actor: &Actor, kind: &str, stage: &str) -> Result<Vec<Undecided>> {
    let mission = office.mission();
    if !mission.kinds.get(kind).is_some_and(|kind| actor.may_ever(kind, Action::Approve)) {
        return Err(Error::NotFound);
    }
    let filters = vec![Filter { field: "stage".into(), values: vec![stage.into()] }];
    let page = list(office, actor, kind, &Query { filters, sort: "opened".into(), limit: 100, ..Query::default() })?;
    let hers = page.items.iter().filter(|one| one.access.may(Action::Approve) && one.row.author != actor.id());
    let ids: Vec<Uuid> = hers.map(|item| item.row.id).collect();
    let found = office.store.read(|reads| -> Result<_> {
        let views = view::views(office, &mission, actor, &ids, usize::MAX, reads)?;
        let roots = load::rows_of(reads, actor.tenant(), &views.iter().map(|view| view.row.root).collect())?;
        let of = |root: Uuid| roots.iter().find(|row| row.id == root).cloned();
        Ok(views.into_iter().filter_map(|view| Some(Undecided { of: of(view.row.root)?, view })).collect::<Vec<_>>())
    })?;
    if !found.is_empty() {
        let records = found.iter().map(|one| one.view.row.id).collect();
        let line = NewAccess { actor: actor.id(), act: "list", records, detail: json!({"kind": kind}) };
        access_log::note(office, actor.tenant(), vec![line])?;
    }
    Ok(found)
}
