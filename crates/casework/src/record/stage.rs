//! Working out a record's new state in memory: rights, versions, answers. Nothing is written here.

use super::load::{self, Loaded, Root};
use super::save::Wanted;
use super::share;
use crate::actor::Actor;
use crate::error::Clash;
use crate::rights::{Access, Facts};
use crate::{Error, Office, Result, claims, reserved, rights};
use forms::answers::{self, Answers};
use forms::kind::Merge;
use forms::roles::Action;
use forms::{Compartment, Kind, Mission};
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use store::keys::DataKey;
use store::{Reads, RecordRow, Row};
use uuid::Uuid;

/// A record's state before and after, not yet written.
pub struct Staged {
    /// Its kind.
    pub kind: Arc<Kind>,
    /// Its row after the change.
    pub row: RecordRow,
    /// True when it is new.
    pub new: bool,
    /// True when a new record was sent a second time.
    pub repeated: bool,
    /// All answers before.
    pub before: Answers,
    /// All answers after.
    pub after: Answers,
    /// Reserved paths of the entry (`$site`, `$stage`, …).
    pub reserved: Map<String, Value>,
    /// Fields that stay in an open conflict.
    pub conflicts: Vec<Conflict>,
    /// Rows of other tables that follow from it: files that its answers name first, and who is told.
    pub rows: Vec<Row>,
    /// The root that was read, with the `tree` it had; absent for a record that is its own new root.
    pub root_read: Option<(Uuid, i64)>,
    /// The stage before, when the record moves.
    pub moved_from: Option<String>,
    /// Data keys of the compartments that were sealed before.
    pub keys: BTreeMap<Compartment, DataKey>,
    /// What the actor may do with it.
    pub access: Access,
}

/// A value kept aside because someone else changed the field meanwhile.
pub struct Conflict {
    /// The field.
    pub path: String,
    /// Where it is kept.
    pub compartment: Compartment,
    /// The version it was filled from.
    pub base: i64,
    /// What was wanted.
    pub value: Option<Value>,
}

impl Staged {
    /// A new record without answers.
    pub fn new(kind: Arc<Kind>, row: RecordRow, access: Access) -> Self {
        Self {
            kind,
            row,
            access,
            new: true,
            repeated: false,
            before: Answers::new(),
            after: Answers::new(),
            reserved: Map::new(),
            conflicts: Vec::new(),
            rows: Vec::new(),
            root_read: None,
            moved_from: None,
            keys: BTreeMap::new(),
        }
    }

    /// True when neither an answer nor a reserved path changes.
    pub fn is_unchanged(&self) -> bool {
        self.reserved.is_empty() && self.before == self.after
    }
}

/// Stages the wanted record, the person its form makes, and its children, in the order they are written.
pub fn stage_all(
    office: &Office,
    mission: &Mission,
    actor: &Actor,
    wanted: &Wanted,
    reads: &mut Reads<'_>,
) -> Result<Vec<Staged>> {
    let mut staged = vec![stage(office, mission, actor, wanted, None, reads)?];
    if staged[0].new
        && !staged[0].repeated
        && let Some(person) = claims::person(office, mission, actor, &mut staged[0])?
    {
        staged.push(person);
    }
    for child in &wanted.children {
        let parent =
            Parent { row: staged[0].row.clone(), root_read: staged[0].root_read, access: staged[0].access.clone() };
        staged.push(stage(office, mission, actor, child, Some(parent), reads)?);
    }
    Ok(staged)
}

/// What a new child needs to know of the record it hangs under.
struct Parent {
    row: RecordRow,
    root_read: Option<(Uuid, i64)>,
    access: Access,
}

fn stage(
    office: &Office,
    mission: &Mission,
    actor: &Actor,
    wanted: &Wanted,
    parent: Option<Parent>,
    reads: &mut Reads<'_>,
) -> Result<Staged> {
    let kind = mission.kinds.get(&wanted.kind).cloned().ok_or(Error::NotFound)?;
    let mut staged = match load::one(reads, actor.tenant(), wanted.id)? {
        Some(loaded) => existing(office, mission, actor, &kind, wanted, loaded, reads)?,
        None if wanted.base == 0 => fresh(office, mission, actor, &kind, wanted, parent, reads)?,
        None => return Err(Error::NotFound),
    };
    if staged.repeated {
        return Ok(staged);
    }
    apply(actor, &kind, wanted, &mut staged)?;
    reserved::check(actor, &staged)?;
    if staged.new && kind.name == "share" {
        share::fits(actor.tenant(), &staged, reads)?;
    }
    Ok(staged)
}

/// A record that is there, before anything changes.
pub(super) fn existing(
    office: &Office,
    mission: &Mission,
    actor: &Actor,
    kind: &Arc<Kind>,
    wanted: &Wanted,
    loaded: Loaded,
    reads: &mut Reads<'_>,
) -> Result<Staged> {
    let now = office.now();
    let facts = load::facts(reads, actor, mission, &loaded, now)?;
    let access = reserved::access(actor, kind, &facts, now);
    if loaded.row.kind != kind.name || !access.visible() || loaded.row.erased {
        return Err(Error::NotFound);
    }
    let repeated = wanted.base == 0 && loaded.row.author == actor.id() && loaded.row.version == loaded.row.first;
    if wanted.base == 0 && !repeated {
        return Err(Error::Request(
            "a record of this id is there already; send the version it was changed from".into(),
        ));
    }
    Ok(Staged { repeated, ..standing(office, actor, kind, loaded, access, reads)? })
}

/// A record as it stands, all of it.
pub(super) fn standing(
    office: &Office,
    actor: &Actor,
    kind: &Arc<Kind>,
    loaded: Loaded,
    access: Access,
    reads: &mut Reads<'_>,
) -> Result<Staged> {
    let mut before = load::answers_of(&loaded.row);
    let opened = load::open_sealed(office, reads, actor.tenant(), &loaded.row, &load::filled(&loaded.row))?;
    before.extend(opened.answers);
    Ok(Staged {
        root_read: Some((loaded.root.id, loaded.root.tree)),
        new: false,
        after: before.clone(),
        before,
        keys: opened.keys,
        ..Staged::new(kind.clone(), loaded.row, access)
    })
}

fn fresh(
    office: &Office,
    mission: &Mission,
    actor: &Actor,
    kind: &Arc<Kind>,
    wanted: &Wanted,
    parent: Option<Parent>,
    reads: &mut Reads<'_>,
) -> Result<Staged> {
    let now = office.now();
    let parent = match (parent, wanted.parent) {
        (Some(parent), _) => Some(parent),
        (None, Some(id)) => Some(load_parent(office, mission, actor, id, reads)?),
        (None, None) => None,
    };
    match &parent {
        Some(p) if !kind.parent.contains(&p.row.kind) => {
            return Err(Error::Request(format!("{} does not hang under {}", kind.name, p.row.kind)));
        }
        None if !kind.parent.is_empty() => {
            return Err(Error::Request(format!("{} hangs under {}; say which", kind.name, kind.parent.join(" or "))));
        }
        _ => {}
    }
    let mut row = RecordRow {
        id: wanted.id,
        kind: kind.name.clone(),
        author: actor.id(),
        owner: wanted.owner.or_else(|| matches!(actor, Actor::Staff(_)).then(|| actor.id())),
        root: parent.as_ref().map_or(wanted.id, |p| p.row.root),
        parent: parent.as_ref().map(|p| p.row.id),
        person: wanted.person.or_else(|| parent.as_ref().and_then(|p| about_person(&p.row))),
        site: parent.as_ref().and_then(|p| p.row.site).or(wanted.site),
        opened: if wanted.happened == 0 { now } else { wanted.happened },
        definition: kind.hash.clone(),
        numbered: kind.number.is_some(),
        ..RecordRow::default()
    };
    let access = creation(actor, kind, &mut row, parent.as_ref(), now)?;
    row.stage = kind.initial_stage().to_owned();
    let root_read = parent.as_ref().and_then(|p| p.root_read);
    let mut staged = Staged { root_read, ..Staged::new(kind.clone(), row, access) };
    staged.note_origin(now);
    Ok(staged)
}

/// Notes when the record reached the stage it is in.
fn reach(staged: &mut Staged, now: i64) {
    let stage = staged.row.stage.clone();
    let mut reached = match staged.row.plain.get("$reached") {
        Some(Value::Object(map)) => map.clone(),
        _ => Map::new(),
    };
    reached.insert(stage, json!(now));
    staged.row.plain.insert("$reached".into(), Value::Object(reached.clone()));
    staged.reserved.insert("$reached".into(), Value::Object(reached));
}

fn about_person(parent: &RecordRow) -> Option<Uuid> {
    if parent.kind == "person" { Some(parent.id) } else { parent.person }
}

fn load_parent(office: &Office, mission: &Mission, actor: &Actor, id: Uuid, reads: &mut Reads<'_>) -> Result<Parent> {
    let loaded = load::one(reads, actor.tenant(), id)?.ok_or(Error::NotFound)?;
    let kind = mission.kinds.get(&loaded.row.kind).cloned().ok_or(Error::NotFound)?;
    let now = office.now();
    let facts = load::facts(reads, actor, mission, &loaded, now)?;
    let access = reserved::access(actor, &kind, &facts, now);
    if !access.visible() || loaded.row.erased {
        return Err(Error::NotFound);
    }
    Ok(Parent { row: loaded.row, root_read: Some((loaded.root.id, loaded.root.tree)), access })
}

/// Whether the actor may make this record, and at which site; sets the row's site.
fn creation(actor: &Actor, kind: &Kind, row: &mut RecordRow, parent: Option<&Parent>, now: i64) -> Result<Access> {
    if let (Some(action), Some(parent)) = (reserved::action_on_parent(&kind.name), parent) {
        if !parent.access.actions.contains(&action) {
            return Err(Error::Forbidden { right: action.name().into() });
        }
        return Ok(reserved::whole(kind));
    }
    let sites: Vec<Option<Uuid>> = match (row.site, actor) {
        (Some(site), _) => vec![Some(site)],
        (None, Actor::Staff(staff)) => staff.memberships.iter().map(|m| Some(m.site)).collect(),
        (None, _) => vec![None],
    };
    for site in sites {
        let facts = Facts {
            new: true,
            record: row.id,
            site,
            owner: row.owner,
            author: row.author,
            person: row.person,
            stage: kind.initial_stage().to_owned(),
            opened: now,
            ..Facts::default()
        };
        let access = reserved::access(actor, kind, &facts, now);
        if access.actions.contains(&Action::Create) {
            row.site = site;
            return Ok(access);
        }
    }
    let sees = rights::scope(actor, kind, Action::View, now, 1).is_some_and(|scope| scope.sql != "FALSE");
    if sees || parent.is_some() { Err(Error::Forbidden { right: "create".into() }) } else { Err(Error::NotFound) }
}

/// Brings the wanted changes onto the answers: rights of compartments, versions, moves.
fn apply(actor: &Actor, kind: &Kind, wanted: &Wanted, staged: &mut Staged) -> Result<()> {
    if reserved::is_made_by_actions(&kind.name) && !matches!(actor, Actor::System(_)) {
        return Err(Error::Forbidden { right: "change".into() });
    }
    let mut changes = BTreeMap::new();
    let mut clashes = Vec::new();
    for (path, value) in &wanted.changes {
        if staged.after.get(path) == value.as_ref() {
            continue;
        }
        let compartment = kind
            .compartment(path)
            .ok_or_else(|| Error::Request(format!("{}: {} has no such field", clean(path), kind.name)))?;
        if !staged.access.write.contains(&compartment) && !matches!(actor, Actor::System(_)) {
            return Err(Error::Forbidden { right: format!("write:{}", compartment.name()) });
        }
        match meanwhile(kind, staged, wanted, path, value.as_ref()) {
            Meanwhile::Write(value) => {
                changes.insert(path.clone(), value);
            }
            Meanwhile::Clash if wanted.keep_conflicts => staged.conflicts.push(Conflict {
                path: path.clone(),
                compartment,
                base: wanted.base,
                value: value.clone(),
            }),
            Meanwhile::Clash => clashes.push(Clash {
                record: staged.row.id,
                path: path.clone(),
                theirs: staged.access.see.contains(&compartment).then(|| staged.after.get(path).cloned()).flatten(),
                yours: value.clone(),
                by: Uuid::nil(),
                at: version_of(&staged.row, path),
            }),
        }
    }
    if !clashes.is_empty() {
        return Err(Error::Stale(clashes));
    }
    if !staged.new && !changes.is_empty() && !staged.access.actions.contains(&Action::Change) {
        return Err(Error::Forbidden { right: "change".into() });
    }
    answers::take_in(&mut staged.after, changes);
    move_and_hand_over(actor, kind, wanted, staged)
}

enum Meanwhile {
    Write(Option<Value>),
    Clash,
}

/// Whether the field moved since the form was rendered, and what its way of merging makes of that.
fn meanwhile(kind: &Kind, staged: &Staged, wanted: &Wanted, path: &str, value: Option<&Value>) -> Meanwhile {
    if staged.new || version_of(&staged.row, path) <= wanted.base {
        return Meanwhile::Write(value.cloned());
    }
    let theirs = staged.after.get(path);
    match (kind.field(path).map(|f| f.merge).unwrap_or_default(), theirs, value) {
        (Merge::Latest, ..) => Meanwhile::Write(value.cloned()),
        (Merge::Set, Some(Value::Array(theirs)), Some(Value::Array(yours))) => {
            let joined: BTreeSet<String> =
                theirs.iter().chain(yours.iter()).filter_map(|v| v.as_str().map(str::to_owned)).collect();
            Meanwhile::Write(Some(json!(joined)))
        }
        (Merge::Max, Some(theirs), Some(yours)) => Meanwhile::Write(Some(larger(theirs, yours, true))),
        (Merge::Min, Some(theirs), Some(yours)) => Meanwhile::Write(Some(larger(theirs, yours, false))),
        _ => Meanwhile::Clash,
    }
}

fn larger(a: &Value, b: &Value, largest: bool) -> Value {
    let number = |value: &Value| match value {
        Value::Number(n) => n.as_f64().unwrap_or(f64::NAN),
        Value::String(s) => s.parse().unwrap_or(f64::NAN),
        _ => f64::NAN,
    };
    if (number(a) >= number(b)) == largest { a.clone() } else { b.clone() }
}

/// The seq at which a field last changed.
pub fn version_of(row: &RecordRow, path: &str) -> i64 {
    row.fields.get(path).and_then(Value::as_i64).unwrap_or(row.first)
}

fn move_and_hand_over(actor: &Actor, kind: &Kind, wanted: &Wanted, staged: &mut Staged) -> Result<()> {
    if let Some(target) = &wanted.stage
        && *target != staged.row.stage
    {
        let stage = kind.stage(target).ok_or_else(|| {
            let known: Vec<&str> = kind.stages.iter().map(|stage| stage.name.as_str()).collect();
            Error::Request(format!("{} has no such stage; its stages: {}", kind.name, known.join(", ")))
        })?;
        if !matches!(actor, Actor::System(_)) {
            may_move(actor, kind, staged, &stage.name)?;
        }
        staged.moved_from = Some(std::mem::replace(&mut staged.row.stage, stage.name.clone()));
        staged.reserved.insert("$stage".into(), json!(stage.name));
    }
    if !staged.new
        && let Some(owner) = wanted.owner
        && staged.row.owner != Some(owner)
    {
        if !staged.access.actions.contains(&Action::Transfer) {
            return Err(Error::Forbidden { right: "transfer".into() });
        }
        staged.row.owner = Some(owner);
        staged.reserved.insert("$owner".into(), json!(owner));
    }
    Ok(())
}

fn may_move(actor: &Actor, kind: &Kind, staged: &Staged, target: &str) -> Result<()> {
    if staged.new {
        return Err(Error::Request(format!("a new {} starts at {}", kind.name, kind.initial_stage())));
    }
    let from = kind.stage(&staged.row.stage);
    let reopens = from.is_some_and(|s| s.r#final && s.reopen.as_ref().is_some_and(|role| actor.holds(role)));
    if !staged.access.actions.contains(&Action::Move) && !reopens {
        return Err(Error::Forbidden { right: "move".into() });
    }
    if from.is_some_and(|s| s.to.iter().any(|to| to == target)) || reopens {
        return Ok(());
    }
    Err(Error::Request(format!("{} does not go from {} to {}", kind.name, staged.row.stage, clean(target))))
}

impl Staged {
    /// The reserved paths of a new record's entry.
    pub fn note_origin(&mut self, now: i64) {
        let row = &self.row;
        let id = |value: Option<Uuid>| value.map(|id| json!(id));
        for (path, value) in [
            ("$site", id(row.site)),
            ("$owner", id(row.owner)),
            ("$root", id(Some(row.root))),
            ("$parent", id(row.parent)),
            ("$person", id(row.person)),
            ("$opened", Some(json!(row.opened))),
            ("$definition", Some(json!(row.definition))),
            ("$numbered", row.numbered.then_some(json!(true))),
            ("$stage", (!row.stage.is_empty()).then(|| json!(row.stage))),
        ] {
            if let Some(value) = value {
                self.reserved.insert(path.into(), value);
            }
        }
        if !self.row.stage.is_empty() {
            reach(self, now);
        }
    }

    /// Notes in the row when it reached its stage, after the rules let the move pass.
    pub fn note_stage(&mut self, now: i64) {
        if self.moved_from.is_some() {
            reach(self, now);
        }
    }

    /// The facts of the record as it will be.
    pub fn root(&self) -> Root {
        Root {
            id: self.row.root,
            site: self.row.site,
            owner: self.row.owner,
            person: self.row.person,
            tree: self.row.tree,
        }
    }
}

/// The name of a field or stage, for an error text; what cannot be a name may be an answer and is not repeated.
fn clean(text: &str) -> &str {
    let named = text.len() <= 200 && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_./-$".contains(&byte));
    if named { text } else { "…" }
}
