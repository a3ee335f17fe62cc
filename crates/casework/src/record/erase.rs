//! Erasing: the data keys go, and with them all that was sealed; the commitments stay, so that the ledger still verifies.

use super::load::{self, Loaded};
use super::seal::{CONFLICT, salt};
use super::{beside, erasure};
use crate::actor::Actor;
use crate::{Error, Office, Result, follow, reserved};
use forms::Mission;
use forms::roles::Action;
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};
use store::{Change, Param, Reads, RecordChange, RecordRow, Row, Table, sql};
use uuid::Uuid;

/// The whole trees of a record's root and of the roots of all records about it, when it is a person's.
const TREES: &str = sql!(
    "SELECT r.id, r.kind, r.site, r.owner, r.author, r.root, r.parent, r.person, r.stage, r.opened, \
     r.definition, r.first, r.version, r.tree, r.numbered, r.erased, r.entries, r.fields, r.plain, \
     root.id, root.site, root.owner, root.person, root.tree \
     FROM record r JOIN record root ON root.tenant = r.tenant AND root.id = r.root WHERE r.tenant = $1 AND r.root IN \
     (SELECT a.root FROM record a WHERE a.tenant = $1 AND a.id = $2 \
      UNION SELECT b.root FROM record b WHERE b.tenant = $1 AND b.person = $2)"
);
const PUBLISHED: &str = sql!("SELECT language FROM publication WHERE tenant = $1 AND record = $2");
const CONFLICTS: &str = sql!("SELECT id FROM conflict WHERE tenant = $1 AND record = $2");
const DRAFTS: &str =
    sql!("SELECT id FROM draft WHERE tenant = $1 AND record = $2 -- whole: drafts are few and short-lived");

static PUBLICATION: Table = Table { name: "publication", columns: &["record", "language"], key: 2 };
static DRAFT: Table = Table { name: "draft", columns: &["id"], key: 1 };

/// Erases a record, every record under it that is not about someone else, and when it is a person's, every record about
/// her; gives the ids of the records erased. When this returns `Ok`, no key of theirs is in the database.
///
/// # Errors
/// [`Error::NotFound`] when it is not open to the actor; [`Error::Forbidden`] when one of the root records may not be
/// erased by her; [`Error::Refused`] by `legal_hold`, or by `erasure_unapproved` when no second person approved it. Nothing
/// is erased then.
pub fn erase(office: &Office, actor: &Actor, id: Uuid) -> Result<Vec<Uuid>> {
    let mission = office.mission();
    let mut erased = Vec::new();
    office.store.change(actor.tenant(), |reads| {
        let all = trees(reads, actor.tenant(), id)?;
        let chosen = chosen(&all, id);
        allowed(office, &mission, actor, &all, &chosen, id, reads)?;
        if erasure::held(office, &all) {
            return Err(beside::refused("legal_hold"));
        }
        let ground = erasure::ground(&all, id).ok_or_else(|| beside::refused("erasure_unapproved"))?;
        erased = chosen.iter().copied().collect();
        let rows: Vec<&Loaded> = all.iter().filter(|one| chosen.contains(&one.row.id)).collect();
        let mut change = change(office, &mission, actor.tenant(), actor.id(), &rows, Some(&ground), reads)?;
        if let Actor::Staff(staff) = actor {
            change.read.push((staff.user, staff.version));
        }
        Ok::<_, Error>(change)
    })?;
    follow::after(office, actor.tenant())?;
    Ok(erased)
}

/// Erases again what was erased after the moment of a restored database. Whether it may be was decided then.
///
/// # Errors
/// What the store says.
pub(crate) fn again(office: &Office, tenant: i64, id: Uuid) -> Result<()> {
    let mission = office.mission();
    office.store.change(tenant, |reads| {
        let found = load::one(reads, tenant, id)?.ok_or(Error::NotFound)?;
        change(office, &mission, tenant, Uuid::nil(), &[&found], None, reads)
    })?;
    Ok(())
}

/// The trees of a record's root, and of the roots of all records about it.
pub(super) fn trees(reads: &mut Reads<'_>, tenant: i64, id: Uuid) -> Result<Vec<Loaded>> {
    Ok(reads.all(TREES, &[tenant.into(), id.into()], load::loaded)?)
}

/// The record, what lies under it, and for a person what is about her; never what is erased already.
pub(super) fn chosen(all: &[Loaded], id: Uuid) -> BTreeSet<Uuid> {
    let rows: Vec<&RecordRow> = all.iter().map(|one| &one.row).filter(|row| !row.erased).collect();
    let person =
        rows.iter().find(|row| row.id == id).map(|row| if row.kind == "person" { Some(row.id) } else { row.person });
    let Some(person) = person else { return BTreeSet::new() };
    let mut chosen: BTreeSet<Uuid> = rows
        .iter()
        .filter(|row| row.id == id || (person == Some(id) && row.person == person))
        .map(|row| row.id)
        .collect();
    loop {
        let before = chosen.len();
        let under = rows.iter().filter(|row| row.parent.is_some_and(|parent| chosen.contains(&parent)));
        let under: Vec<Uuid> =
            under.filter(|row| row.person.is_none() || row.person == person).map(|row| row.id).collect();
        chosen.extend(under);
        if chosen.len() == before {
            return chosen;
        }
    }
}

fn allowed(
    office: &Office,
    mission: &Mission,
    actor: &Actor,
    all: &[Loaded],
    chosen: &BTreeSet<Uuid>,
    id: Uuid,
    reads: &mut Reads<'_>,
) -> Result<()> {
    let now = office.now();
    let facts = load::facts_of_many(reads, actor, mission, all, now)?;
    let mut accesses = BTreeMap::new();
    for (one, facts) in all.iter().zip(&facts) {
        let kind = mission.kinds.get(&one.row.kind).ok_or(Error::NotFound)?;
        accesses.insert(one.row.id, reserved::access(actor, kind, facts, now));
    }
    if !chosen.contains(&id) || !accesses.get(&id).is_some_and(|access| access.visible()) {
        return Err(Error::NotFound);
    }
    let roots = all.iter().filter(|one| chosen.contains(&one.row.id)).map(|one| one.root.id);
    for root in roots.collect::<BTreeSet<_>>() {
        if !accesses.get(&root).is_some_and(|access| access.may(Action::Erase)) {
            return Err(Error::Forbidden { right: Action::Erase.name().into() });
        }
    }
    Ok(())
}

fn change(
    office: &Office,
    mission: &Mission,
    tenant: i64,
    actor: Uuid,
    rows: &[&Loaded],
    ground: Option<&Value>,
    reads: &mut Reads<'_>,
) -> Result<Change> {
    let read: BTreeMap<Uuid, i64> = rows.iter().map(|one| (one.root.id, one.root.tree)).collect();
    let mut change = Change {
        tx: office.new_id(),
        actor,
        happened: office.now(),
        read: read.into_iter().collect(),
        ..Change::default()
    };
    for one in rows {
        let erased = RecordRow { plain: Map::new(), fields: Map::new(), ..one.row.clone() };
        let mut plain = origin(&one.row);
        plain.extend(ground.map(|ground| ("$erasure".to_owned(), ground.clone())));
        change.records.push(RecordChange {
            entry: office.new_id(),
            new: false,
            // As every entry with a plain part: a reader of the open part sees that something happened.
            changed: vec!["$open".into()],
            plain,
            salt: salt(),
            sealed: Vec::new(),
            keys: Vec::new(),
            facets: None,
            terms: None,
            rows: gone(mission, tenant, &one.row, reads)?,
            erase: true,
            row: erased,
        });
    }
    Ok(change)
}

/// Where the record belongs, said once more: the entries that said so lose their plain parts.
fn origin(row: &RecordRow) -> Map<String, Value> {
    let id = |id: Option<Uuid>| id.map(|id| json!(id));
    [
        ("$site", id(row.site)),
        ("$owner", id(row.owner)),
        ("$root", id(Some(row.root))),
        ("$parent", id(row.parent)),
        ("$person", id(row.person)),
        ("$opened", Some(json!(row.opened))),
        ("$definition", Some(json!(row.definition))),
        ("$numbered", row.numbered.then_some(json!(true))),
        ("$stage", (!row.stage.is_empty()).then(|| json!(row.stage))),
    ]
    .into_iter()
    .filter_map(|(path, value)| Some((path.to_owned(), value?)))
    .collect()
}

/// Rows of other tables that go with the record.
fn gone(mission: &Mission, tenant: i64, row: &RecordRow, reads: &mut Reads<'_>) -> Result<Vec<Row>> {
    let key: [Param; 2] = [tenant.into(), row.id.into()];
    let mut rows = Vec::new();
    if let Some(kind) = mission.kinds.get(&row.kind) {
        rows.extend(
            reserved::rows(kind, row, &load::answers_of(row)).into_iter().map(|row| Row { delete: true, ..row }),
        );
    }
    for language in reads.all(PUBLISHED, &key, |column| column.get::<String>(0))? {
        rows.push(Row { table: &PUBLICATION, values: vec![row.id.into(), language.into()], delete: true });
    }
    for id in reads.all(CONFLICTS, &key, |column| column.get::<Uuid>(0))? {
        rows.push(Row { table: &CONFLICT, values: vec![id.into()], delete: true });
    }
    for id in reads.all(DRAFTS, &key, |column| column.get::<Uuid>(0))? {
        rows.push(Row { table: &DRAFT, values: vec![id.into()], delete: true });
    }
    Ok(rows)
}
