//! What a record names must be there for who writes it: the person it is about, and what its answers refer to.
//!
//! Whoever may see a record about a person sees the person. So nobody makes a record about someone who is not open to
//! her, and what is not open to her is refused in the same words as what is not there.

use super::load::{self, Loaded};
use super::stage::Staged;
use crate::actor::Actor;
use crate::{Error, Office, Result, reserved};
use forms::answers::{ErrorCode, FieldError};
use forms::{FieldType, Mission};
use std::collections::BTreeMap;
use store::Reads;
use uuid::Uuid;

/// Kinds whose names are known to everyone of the tenant.
const KNOWN: [&str; 2] = ["site", "user"];

/// One thing that a staged record names.
struct Named<'a> {
    staged: usize,
    /// Path of the answer; empty for the person the record is about.
    path: &'a str,
    kind: &'a str,
    id: Uuid,
}

/// Checks what new records and changed answers name. The program itself may name anything.
///
/// # Errors
/// [`Error::Request`] for a person who is not there or not open to the actor, [`Error::Invalid`] for such an answer.
pub fn check(
    office: &Office,
    mission: &Mission,
    actor: &Actor,
    staged: &[Staged],
    reads: &mut Reads<'_>,
) -> Result<()> {
    if matches!(actor, Actor::System(_)) {
        return Ok(());
    }
    let mut named: Vec<Named<'_>> = staged.iter().enumerate().flat_map(|(n, one)| names_of(n, one)).collect();
    named.retain(|name| !staged.iter().any(|one| one.row.id == name.id && one.row.kind == name.kind));
    if named.is_empty() {
        return Ok(());
    }
    let parents = named.iter().filter(|name| name.path.is_empty()).filter_map(|name| staged[name.staged].row.parent);
    let ids: Vec<Uuid> = named.iter().map(|name| name.id).chain(parents).collect();
    let loaded = load::many(reads, actor.tenant(), &ids)?;
    let facts = load::facts_of_many(reads, actor, mission, &loaded, office.now())?;
    let mut open: BTreeMap<Uuid, bool> = BTreeMap::new();
    for (one, facts) in loaded.iter().zip(&facts) {
        let visible = mission
            .kinds
            .get(&one.row.kind)
            .is_some_and(|kind| reserved::access(actor, kind, facts, office.now()).visible());
        let hers = one.row.author == actor.id() || KNOWN.contains(&one.row.kind.as_str());
        open.insert(one.row.id, !one.row.erased && (visible || hers));
    }
    let is = |name: &Named<'_>, one: &Loaded| one.row.id == name.id && one.row.kind == name.kind;
    named.retain(|name| !(open.get(&name.id) == Some(&true) && loaded.iter().any(|one| is(name, one))));
    named.retain(|name| !(name.path.is_empty() && inherited(staged, &loaded, name)));
    if named.iter().any(|name| name.path.is_empty()) {
        return Err(Error::Request("person: there is no such person, or she is not open to you".into()));
    }
    let wrong: Vec<FieldError> = named.iter().map(wrong).collect();
    if wrong.is_empty() { Ok(()) } else { Err(Error::Invalid(wrong)) }
}

/// What a staged record names that it did not name before.
fn names_of(n: usize, one: &Staged) -> impl Iterator<Item = Named<'_>> {
    let person = one.row.person.filter(|_| one.new && !one.repeated);
    let person = person.map(|id| Named { staged: n, path: "", kind: "person", id });
    let changed = one.after.iter().filter(|(path, value)| one.before.get(*path) != Some(*value));
    let answers = changed.filter_map(move |(path, value)| match &one.kind.field(path)?.r#type {
        FieldType::Ref(kind) => Some(Named { staged: n, path, kind, id: value.as_str()?.parse().ok()? }),
        _ => None,
    });
    person.into_iter().chain(answers)
}

/// True for the person that the record's parent is about, or is: whoever may write under it need not see her.
fn inherited(staged: &[Staged], loaded: &[Loaded], name: &Named<'_>) -> bool {
    let parent = staged[name.staged].row.parent;
    let rows = staged.iter().map(|one| &one.row).chain(loaded.iter().map(|one| &one.row));
    rows.filter(|row| Some(row.id) == parent).any(|row| row.id == name.id || row.person == Some(name.id))
}

fn wrong(name: &Named<'_>) -> FieldError {
    let path = if name.staged == 0 { name.path.to_owned() } else { format!("children/{}/{}", name.staged, name.path) };
    FieldError { path, code: ErrorCode::Code(name.id.to_string()), message: forms::Label::default() }
}
