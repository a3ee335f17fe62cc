//! One record as this actor may see it.

use super::load;
use crate::actor::Actor;
use crate::rights::Access;
use crate::{Error, Office, Result, access_log, reserved, surroundings};
use forms::answers::Answers;
use forms::expr::Env;
use forms::{Compartment, Kind, Mission};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use store::{NewAccess, Reads, RecordRow};
use uuid::Uuid;

/// A record as an actor may see it.
#[derive(Clone, Debug)]
pub struct View {
    /// Its kind.
    pub kind: Arc<Kind>,
    /// Its columns. `plain`, `fields` and `entries` are not to be shown: use `answers`.
    pub row: RecordRow,
    /// What the actor may do with it.
    pub access: Access,
    /// The answers she may read.
    pub answers: Answers,
    /// Its title, made of what she may read.
    pub title: String,
    /// The parts the kind seals, in the order of the compartments.
    pub parts: Vec<Part>,
    /// The version a change is made against: the newest over the compartments she may read.
    pub version: i64,
}

/// A sealed part of a kind: the same for a reader without the right whether it is filled or empty.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// The compartment.
    pub compartment: Compartment,
    /// True when she may read it.
    pub open: bool,
    /// Roles that may read it, for those who may not.
    pub roles: Vec<String>,
}

/// Opens a record; a reading of a sealed part is in the access log before this returns.
///
/// # Errors
/// [`Error::NotFound`] when it does not exist or is not open to the actor.
pub fn open(office: &Office, actor: &Actor, id: Uuid) -> Result<View> {
    let mission = office.mission();
    let view = office.store.read(|reads| read(office, &mission, actor, id, reads))?;
    note(office, actor, &view)?;
    Ok(view)
}

/// As [`open`], to be printed: what leaves on paper is noted as such, whatever the parts.
///
/// # Errors
/// As [`open`].
pub fn print(office: &Office, actor: &Actor, id: Uuid) -> Result<View> {
    let view = open(office, actor, id)?;
    let line =
        NewAccess { actor: actor.id(), act: "print", records: vec![id], detail: json!({"kind": view.kind.name}) };
    access_log::note(office, actor.tenant(), vec![line])?;
    Ok(view)
}

/// As [`open`], within a reading and without the line in the access log.
pub(crate) fn read(office: &Office, mission: &Mission, actor: &Actor, id: Uuid, reads: &mut Reads<'_>) -> Result<View> {
    let loaded = load::one(reads, actor.tenant(), id)?.ok_or(Error::NotFound)?;
    let kind = mission.kinds.get(&loaded.row.kind).cloned().ok_or(Error::NotFound)?;
    let facts = load::facts(reads, actor, mission, &loaded, office.now())?;
    let access = reserved::access(actor, &kind, &facts, office.now());
    if !access.visible() || loaded.row.erased {
        return Err(Error::NotFound);
    }
    let wanted = wanted(&kind, &loaded.row, &access);
    let sealed = load::open_sealed(office, reads, actor.tenant(), &loaded.row, &wanted)?.answers;
    Ok(build(office, mission, actor, kind, loaded.row, access, sealed))
}

/// What the actor may do with the record of that id and kind; nothing when there is none yet.
///
/// # Errors
/// [`Error::NotFound`] when it is not open to her, is erased, or is of another kind.
pub(crate) fn access_of(
    office: &Office,
    mission: &Mission,
    actor: &Actor,
    kind: &Kind,
    id: Uuid,
    reads: &mut Reads<'_>,
) -> Result<Option<Access>> {
    let Some(loaded) = load::one(reads, actor.tenant(), id)? else { return Ok(None) };
    let facts = load::facts(reads, actor, mission, &loaded, office.now())?;
    let access = reserved::access(actor, kind, &facts, office.now());
    if !access.visible() || loaded.row.erased || loaded.row.kind != kind.name {
        return Err(Error::NotFound);
    }
    Ok(Some(access))
}

/// The first `most` of `ids` that the actor may see, in that order, read together.
pub(crate) fn views(
    office: &Office,
    mission: &Mission,
    actor: &Actor,
    ids: &[Uuid],
    most: usize,
    reads: &mut Reads<'_>,
) -> Result<Vec<View>> {
    let loaded = load::many(reads, actor.tenant(), ids)?;
    let facts = load::facts_of_many(reads, actor, mission, &loaded, office.now())?;
    let mut seen = Vec::new();
    for (loaded, facts) in loaded.into_iter().zip(facts) {
        let Some(kind) = mission.kinds.get(&loaded.row.kind) else { continue };
        let access = reserved::access(actor, kind, &facts, office.now());
        if access.visible() && !loaded.row.erased && seen.len() < most {
            seen.push((kind.clone(), loaded.row, access));
        }
    }
    let parts: Vec<(&RecordRow, BTreeSet<Compartment>)> =
        seen.iter().map(|(kind, row, access)| (row, wanted(kind, row, access))).collect();
    let mut sealed = load::open_sealed_of_many(office, reads, actor.tenant(), &parts)?;
    drop(parts);
    Ok(seen
        .into_iter()
        .map(|(kind, row, access)| {
            let part = sealed.remove(&row.id).unwrap_or_default();
            build(office, mission, actor, kind, row, access, part)
        })
        .collect())
}

/// The filled compartments that the access opens, in whole or for single fields.
fn wanted(kind: &Kind, row: &RecordRow, access: &Access) -> BTreeSet<Compartment> {
    let mut wanted: BTreeSet<Compartment> = load::filled(row).intersection(&access.see).copied().collect();
    for field in &access.only {
        wanted.extend(kind.compartment(field).filter(|c| *c != Compartment::Open));
    }
    wanted
}

fn build(
    office: &Office,
    mission: &Mission,
    actor: &Actor,
    kind: Arc<Kind>,
    row: RecordRow,
    access: Access,
    sealed: BTreeMap<String, Value>,
) -> View {
    let mut answers = load::answers_of(&row);
    answers.extend(sealed);
    answers.retain(|path, _| {
        let name = path.split('/').next().unwrap_or(path);
        access.only.contains(name) || kind.compartment(path).is_some_and(|c| access.see.contains(&c))
    });
    let title = title_of(mission, &surroundings::env(office, mission, actor).env(), &kind, &row, &answers);
    let parts = parts(mission, &kind, &access);
    let version = version_for(&row, &access.see);
    View { kind, access, answers, title, parts, version, row }
}

/// The record's title made of `answers`, or its kind and number where the kind gives none.
pub(crate) fn title_of(mission: &Mission, env: &Env<'_>, kind: &Kind, row: &RecordRow, answers: &Answers) -> String {
    let title = forms::answers::title(kind, mission, answers, env);
    if title.trim().is_empty() { crate::number::short(row) } else { title }
}

fn parts(mission: &Mission, kind: &Kind, access: &Access) -> Vec<Part> {
    kind.sealed()
        .into_iter()
        .map(|compartment| Part {
            compartment,
            open: access.see.contains(&compartment),
            roles: crate::rights::readers(mission, kind, compartment),
        })
        .collect()
}

/// The newest seq over the compartments in `see`: what lies in the others does not show in it.
pub(crate) fn version_for(row: &RecordRow, see: &BTreeSet<Compartment>) -> i64 {
    see.iter()
        .filter_map(|compartment| row.fields.get(&format!("${}", compartment.name())).and_then(Value::as_i64))
        .max()
        .unwrap_or(row.first)
        .max(row.first)
}

fn note(office: &Office, actor: &Actor, view: &View) -> Result<()> {
    let seen: Vec<&str> = view.parts.iter().filter(|p| p.open).map(|p| p.compartment.name()).collect();
    if seen.is_empty() || matches!(actor, Actor::System(_)) {
        return Ok(());
    }
    let line = NewAccess {
        actor: actor.id(),
        act: "view",
        records: vec![view.row.id],
        detail: json!({"kind": view.kind.name, "see": seen}),
    };
    access_log::note(office, actor.tenant(), vec![line])
}
