//! `verify`: the chain is whole, and every row of state is the fold of its entries. Needs no key, unless every sealed
//! state is to be opened too.

mod definitions;
mod files;
mod notices;
mod open;
mod strays;

use crate::actor::Actor;
use crate::record::{answers_of, facets_of, row as record_row, shows};
use crate::{Error, Office, Result, reserved, tenants};
use forms::answers;
use forms::roles::Manage;
use forms::{Kind, Mission};
use serde::Serialize;
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};
use store::keys::MasterKey;
use store::sql;
use store::{Checkpoint, Param, Reads, RecordRow, Row, Store};
use uuid::Uuid;

/// What a check found.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Report {
    /// Entries looked at.
    pub entries: i64,
    /// Records compared with the fold of their entries.
    pub records: i64,
    /// Lines of the access log looked at.
    pub access: i64,
    /// Records whose sealed states were opened.
    pub opened: i64,
    /// What is wrong, in the order it was found.
    pub faults: Vec<Found>,
}

/// One thing that is wrong.
#[derive(Clone, Debug, Serialize)]
pub struct Found {
    /// Table.
    pub table: String,
    /// Record or row.
    pub row: String,
    /// First entry that does not fit; 0 when no entry is meant.
    pub seq: i64,
    /// What is wrong.
    pub what: String,
}

/// Records folded at a time.
const BATCH: i64 = 400;

/// How much is checked.
#[derive(Clone, Copy, Default)]
pub struct Wanted<'a> {
    /// Compare every row of state with the fold of its entries.
    pub fold: bool,
    /// Checkpoints kept elsewhere, which the chains must contain.
    pub witnesses: &'a [Checkpoint],
    /// With the master key, every current sealed state is opened too.
    pub open: Option<&'a MasterKey>,
}

/// Checks every tenant: chains, signatures, and with `fold` every row of state. `progress` hears how many entries and
/// records are done.
///
/// # Errors
/// What the store says when the file itself cannot be read.
pub fn run(office: &Office, fold: bool, progress: &mut dyn FnMut(i64)) -> Result<Report> {
    stored(&office.store, &office.mission(), &Wanted { fold, ..Wanted::default() }, progress)
}

/// As [`run`], over a database alone: the file itself, then every tenant that has a row in the ledger or a witness. A
/// file too damaged to be read is a fault, not an error.
///
/// # Errors
/// Keys that do not open with the master key.
pub fn stored(store: &Store, mission: &Mission, wanted: &Wanted<'_>, progress: &mut dyn FnMut(i64)) -> Result<Report> {
    let mut report = Report::default();
    match checked(store, mission, wanted, &mut report, progress) {
        Err(Error::Store(error @ (store::Error::Engine(_) | store::Error::Damaged { .. }))) => {
            report.faults.push(file(error.to_string()));
        }
        other => other?,
    }
    Ok(report)
}

fn checked(
    store: &Store,
    mission: &Mission,
    wanted: &Wanted<'_>,
    report: &mut Report,
    progress: &mut dyn FnMut(i64),
) -> Result<()> {
    report.faults.extend(store.check_file()?.into_iter().map(file));
    let mut all: BTreeSet<i64> = store.read(|reads| reads.ledger_tenants())?.into_iter().collect();
    all.extend(tenants::all(store)?.iter().map(|tenant| tenant.tenant));
    all.extend(wanted.witnesses.iter().map(|witness| witness.heads.tenant));
    for tenant in all {
        check(store, mission, tenant, wanted, report, progress)?;
        if let Some(master) = wanted.open {
            open::check(store, master, tenant, report, progress)?;
        }
    }
    Ok(())
}

/// Damage to the file, as something found.
fn file(what: String) -> Found {
    Found { table: "the database file".into(), row: String::new(), seq: 0, what }
}

/// Checks the actor's own tenant, for who may audit.
///
/// # Errors
/// [`Error::NotFound`] for everyone else; else as [`run`].
pub fn own(office: &Office, actor: &Actor) -> Result<Report> {
    if !actor.manages(Manage::Audit) {
        return Err(Error::NotFound);
    }
    let mut report = Report::default();
    let wanted = Wanted { fold: true, ..Wanted::default() };
    check(&office.store, &office.mission(), actor.tenant(), &wanted, &mut report, &mut |_| {})?;
    Ok(report)
}

/// Checks one tenant and adds what is found to `report`.
fn check(
    store: &Store,
    mission: &Mission,
    tenant: i64,
    wanted: &Wanted<'_>,
    report: &mut Report,
    progress: &mut dyn FnMut(i64),
) -> Result<()> {
    let heads = store.read(|reads| counts(reads, tenant))?;
    report.entries += heads.0;
    report.access += heads.1;
    for fault in store.verify_against(tenant, wanted.witnesses, |_, _| {})? {
        report.faults.push(Found {
            table: fault.table.to_string(),
            row: fault.record.map(|id| id.to_string()).unwrap_or_default(),
            seq: fault.seq,
            what: fault.what,
        });
    }
    progress(report.entries);
    if wanted.fold {
        definitions::check(store, tenant, report)?;
        folds(store, mission, tenant, report, progress)?;
    }
    Ok(())
}

const COUNTS: &str = sql!("SELECT seq, access_seq FROM ledger_head WHERE tenant = $1");

fn counts(reads: &mut Reads<'_>, tenant: i64) -> Result<(i64, i64)> {
    Ok(reads.first(COUNTS, &[tenant.into()], |c| Ok((c.get(0)?, c.get(1)?)))?.unwrap_or((0, 0)))
}

const RECORDS: &str = sql!(
    "SELECT r.id, r.kind, r.site, r.owner, r.author, r.root, r.parent, r.person, r.stage, r.opened, \
     r.definition, r.first, r.version, r.tree, r.numbered, r.erased, r.entries, r.fields, r.plain \
     FROM record r WHERE r.tenant = $1 AND r.id > $2 ORDER BY r.id LIMIT $3"
);
const ENTRIES: &str = sql!(
    "SELECT e.record, e.seq, e.id, e.kind, e.actor, e.sealed_hashes, p.plain FROM entry e \
     LEFT JOIN entry_plain p ON p.tenant = e.tenant AND p.seq = e.seq \
     WHERE e.tenant = $1 AND e.record >= $2 AND e.record <= $3 ORDER BY e.record, e.seq"
);
const TREES: &str =
    sql!("SELECT root, max(version) FROM record WHERE tenant = $1 AND root >= $2 AND root <= $3 GROUP BY root");
const FACETS: &str =
    sql!("SELECT record, field, value, rank, kind FROM facet WHERE tenant = $1 AND record >= $2 AND record <= $3");

fn folds(
    store: &Store,
    mission: &Mission,
    tenant: i64,
    report: &mut Report,
    progress: &mut dyn FnMut(i64),
) -> Result<()> {
    let mut after = Uuid::nil();
    loop {
        let mut batch = store.read(|reads| Batch::read(reads, tenant, after))?;
        let Some(last) = batch.last else { break };
        if last <= after {
            batch.found(last, "follows itself: the file is damaged".into(), report);
            break;
        }
        for (id, what) in &batch.unreadable {
            batch.found(*id, format!("cannot be read: {what}"), report);
        }
        store.read(|reads| files::check(reads, tenant, &batch, report))?;
        store.read(|reads| notices::check(reads, tenant, &batch, report))?;
        let mut entries = std::mem::take(&mut batch.entries);
        for row in &batch.rows {
            batch.compare(mission, row, entries.remove(&row.id).unwrap_or_default(), report);
        }
        report.records += i64::try_from(batch.rows.len()).unwrap_or(0);
        store.read(|reads| tables(reads, mission, tenant, &batch, report))?;
        progress(report.entries + report.records);
        after = last;
    }
    store.read(|reads| strays::check(reads, tenant, report))
}

/// Some records with their entries and facets.
#[derive(Default)]
struct Batch {
    rows: Vec<RecordRow>,
    /// The last record of the batch, whether or not it can be read.
    last: Option<Uuid>,
    /// Records with a column that does not read, and why.
    unreadable: Vec<(Uuid, String)>,
    /// The columns `entries`, `fields` and `plain` of each row as they are stored.
    texts: BTreeMap<Uuid, [String; 3]>,
    entries: BTreeMap<Uuid, Vec<Entry>>,
    /// The last entry of each record, which its row must be the state after.
    last_entries: BTreeMap<Uuid, i64>,
    trees: BTreeMap<Uuid, i64>,
    facets: BTreeMap<Uuid, BTreeSet<IndexedAnswer>>,
}

/// Field, value, rank as bits, kind.
type IndexedAnswer = (String, String, u64, String);

struct Entry {
    seq: i64,
    id: Uuid,
    kind: String,
    actor: Uuid,
    sealed: Map<String, Value>,
    plain: Option<Map<String, Value>>,
}

impl Batch {
    fn read(reads: &mut Reads<'_>, tenant: i64, after: Uuid) -> Result<Self> {
        let mut batch = Self::default();
        let read = reads.all(RECORDS, &[tenant.into(), after.into(), BATCH.into()], |column| {
            let texts = || Ok::<_, store::Error>([column.get(16)?, column.get(17)?, column.get(18)?]);
            Ok((column.get::<Uuid>(0)?, record_row(column).and_then(|row| Ok((row, texts()?)))))
        })?;
        let (Some((first, _)), Some((last, _))) = (read.first(), read.last()) else { return Ok(batch) };
        batch.last = Some(*last);
        let range: [Param; 3] = [tenant.into(), (*first).into(), (*last).into()];
        for (id, row) in read {
            match row {
                Ok((row, texts)) => {
                    batch.texts.insert(id, texts);
                    batch.rows.push(row);
                }
                Err(error) => batch.unreadable.push((id, error.to_string())),
            }
        }
        // What of an entry does not read, was named with the chain.
        for (record, entry) in reads.all(ENTRIES, &range, |column| {
            let sealed: String = column.get(5).unwrap_or_default();
            let plain: Option<String> = column.get(6).unwrap_or_default();
            let entry = Entry {
                seq: column.get(1)?,
                id: column.get(2)?,
                kind: column.get(3).unwrap_or_default(),
                actor: column.get(4)?,
                sealed: serde_json::from_str(&sealed).unwrap_or_default(),
                plain: plain.and_then(|text| serde_json::from_str(&text).ok()),
            };
            Ok((column.get::<Uuid>(0)?, entry))
        })? {
            batch.last_entries.insert(record, entry.seq);
            batch.entries.entry(record).or_default().push(entry);
        }
        batch.trees = reads.all(TREES, &range, |column| Ok((column.get(0)?, column.get(1)?)))?.into_iter().collect();
        for (record, facet) in reads.all(FACETS, &range, |column| {
            let rank: f64 = column.get(3)?;
            // A text that does not read is the text of no answer.
            let text = |index| column.get(index).unwrap_or_else(|error| error.to_string());
            Ok((column.get::<Uuid>(0)?, (text(1), text(2), rank.to_bits(), text(4))))
        })? {
            batch.facets.entry(record).or_default().insert(facet);
        }
        Ok(batch)
    }

    /// Compares a row with the fold of its entries, column by column.
    fn compare(&self, mission: &Mission, row: &RecordRow, entries: Vec<Entry>, report: &mut Report) {
        let mut found = |what: &str| self.found(row.id, format!("{what} is not what its entries say"), report);
        let Some(folded) = fold(entries) else {
            return found("the record");
        };
        let stored = self.texts.get(&row.id).map(|texts| texts.each_ref().map(String::as_str)).unwrap_or_default();
        let written = [&folded.entries, &folded.fields, &folded.plain]
            .map(|object| store::canonical_object(object).unwrap_or_default());
        let [same_entries, same_fields, same_plain] = std::array::from_fn(|n| written[n] == stored[n]);
        for (what, same) in [
            ("kind", row.kind == folded.kind),
            ("site", row.site == folded.site),
            ("owner", row.owner == folded.owner),
            ("author", row.author == folded.author),
            ("root", row.root == folded.root),
            ("parent", row.parent == folded.parent),
            ("person", row.person == folded.person),
            ("stage", row.stage == folded.stage),
            ("opened", row.opened == folded.opened),
            ("definition", row.definition == folded.definition),
            ("first", row.first == folded.first),
            ("version", row.version == folded.version),
            ("tree", row.tree == self.trees.get(&row.id).copied().unwrap_or(row.version).max(row.version)),
            ("numbered", row.numbered == folded.numbered),
            ("erased", row.erased == folded.erased),
            ("entries", same_entries),
            ("fields", same_fields),
            ("plain", same_plain),
        ] {
            if !same {
                found(what);
            }
        }
        let Some(kind) = mission.kinds.get(&row.kind) else { return };
        // What another definition indexed cannot be told from this one.
        if (row.erased || kind.hash == row.definition) && self.facets_differ(kind, row) {
            report.faults.push(Found {
                table: "facet".into(),
                row: row.id.to_string(),
                seq: self.seq(row.id),
                what: "the indexed answers are not those of the record".into(),
            });
        }
    }

    /// Adds what is wrong with a row of `record`.
    fn found(&self, id: Uuid, what: String, report: &mut Report) {
        report.faults.push(Found { table: "record".into(), row: id.to_string(), seq: self.seq(id), what });
    }

    fn seq(&self, id: Uuid) -> i64 {
        self.last_entries.get(&id).copied().unwrap_or(0)
    }

    fn facets_differ(&self, kind: &Kind, row: &RecordRow) -> bool {
        let answers = if row.erased { Vec::new() } else { facets_of(kind, &row.plain) };
        let wanted: BTreeSet<IndexedAnswer> =
            answers.into_iter().map(|f| (f.field, f.value, f.rank.to_bits(), kind.name.clone())).collect();
        self.facets.get(&row.id).map_or(!wanted.is_empty(), |stored| *stored != wanted)
    }
}

/// The row that a record's entries give; `None` without a first entry.
fn fold(entries: Vec<Entry>) -> Option<RecordRow> {
    let first = entries.first()?;
    let made = first.seq;
    let mut row = RecordRow { kind: first.kind.clone(), author: first.actor, first: made, ..RecordRow::default() };
    let mut open = answers::Answers::new();
    for entry in entries {
        row.version = entry.seq;
        let Some(plain) = entry.plain else { continue };
        for name in entry.sealed.keys() {
            row.entries.insert(name.clone(), json!(entry.id));
        }
        if entry.seq != made {
            note_versions(&mut row, entry.seq, &entry.sealed, &plain);
        }
        let mut changes = answers::Changes::new();
        for (path, value) in plain {
            match path.strip_prefix('$') {
                Some(reserved) => reserve(&mut row, reserved, &value),
                None => drop(changes.insert(path, (!value.is_null()).then_some(value))),
            }
        }
        answers::take_in(&mut open, changes);
    }
    let reached = row.plain.remove("$reached");
    row.plain = open.into_iter().collect();
    if let Some(reached) = reached {
        row.plain.insert("$reached".into(), reached);
    }
    Some(row)
}

/// Notes which versions an entry moves: of its fields, of the sealed parts it touches, of the open part where it shows.
fn note_versions(row: &mut RecordRow, seq: i64, sealed: &Map<String, Value>, plain: &Map<String, Value>) {
    let open = plain.keys().filter(|path| !path.starts_with('$')).cloned();
    let touched = sealed.keys().map(|name| format!("${name}"));
    let shown = shows(plain).then(|| "$open".to_owned());
    let changed = plain.get("$changed").and_then(Value::as_array);
    let changed = changed.into_iter().flatten().filter_map(|path| path.as_str().map(str::to_owned));
    for path in open.chain(touched).chain(shown).chain(changed) {
        row.fields.insert(path, json!(seq));
    }
}

/// A reserved path of an entry, brought into its column.
fn reserve(row: &mut RecordRow, path: &str, value: &Value) {
    let id = || value.as_str().and_then(|text| text.parse::<Uuid>().ok());
    let text = || value.as_str().unwrap_or_default().to_owned();
    match path {
        "site" => row.site = id(),
        "owner" => row.owner = id(),
        "root" => row.root = id().unwrap_or_default(),
        "parent" => row.parent = id(),
        "person" => row.person = id(),
        "stage" => row.stage = text(),
        "opened" => row.opened = value.as_i64().unwrap_or(0),
        "definition" => row.definition = text(),
        "numbered" => row.numbered = value.as_bool().unwrap_or(false),
        "erased" => row.erased = value.as_bool().unwrap_or(false),
        "reached" => {
            row.plain.insert("$reached".into(), value.clone());
        }
        _ => {}
    }
}

/// Rows of another table looked for by one statement.
const ROWS: usize = 100;

/// Compares the rows of other tables that are folds of records (site, membership, assignment, share, link, approval).
fn tables(reads: &mut Reads<'_>, mission: &Mission, tenant: i64, batch: &Batch, report: &mut Report) -> Result<()> {
    let mut wanted: BTreeMap<&'static str, Vec<(&RecordRow, Row)>> = BTreeMap::new();
    for row in batch.rows.iter().filter(|row| !row.erased) {
        let Some(kind) = mission.kinds.get(&row.kind).filter(|kind| reserved::has_rows(kind)) else { continue };
        for folded in reserved::rows(kind, row, &answers_of(row)) {
            wanted.entry(folded.table.name).or_default().push((row, folded));
        }
    }
    for rows in wanted.values().flat_map(|rows| rows.chunks(ROWS)) {
        let folded: Vec<&Row> = rows.iter().map(|(_, folded)| folded).collect();
        if there(reads, tenant, &folded)? == folded.len() {
            continue;
        }
        // Only where some are missing is it asked which.
        for (row, folded) in rows {
            if there(reads, tenant, &[folded])? == 0 {
                report.faults.push(Found {
                    table: folded.table.name.into(),
                    row: row.id.to_string(),
                    seq: row.version,
                    what: "the row is not what its record says".into(),
                });
            }
        }
    }
    Ok(())
}

/// How many of some rows of one table stand there exactly so.
fn there(reads: &mut Reads<'_>, tenant: i64, rows: &[&Row]) -> Result<usize> {
    let mut params: Vec<Param> = vec![tenant.into()];
    let mut table = "";
    let mut each = Vec::with_capacity(rows.len());
    for row in rows {
        table = row.table.name;
        let mut conditions = vec!["tenant = $1".to_owned()];
        for (column, value) in row.table.columns.iter().zip(&row.values) {
            match value {
                Param::Null => conditions.push(format!("{column} IS NULL")),
                value => {
                    params.push(value.clone());
                    conditions.push(format!("{column} = ${}", params.len()));
                }
            }
        }
        each.push(format!("({})", conditions.join(" AND ")));
    }
    let sql = format!("SELECT count(*) FROM {table} WHERE {}", each.join(" OR "));
    let count: i64 = reads.first(&sql, &params, |column| column.get(0))?.unwrap_or(0);
    Ok(usize::try_from(count).unwrap_or(0))
}
