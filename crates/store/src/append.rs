//! The one place that writes to the ledger and to the state it changes: a group of changes, one statement a table.

use crate::change::{RecordRow, Row, Table};
use crate::engine::Connection;
use crate::heads::{self, Head};
use crate::ledger::{self, Entry};
use crate::prepare::{Part, Prepared, canonical};
use crate::rows::{self, Rows, Taken};
use crate::sql::{list, sql};
use crate::{Error, Param, Receipt, RecordChange, Result, access};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use uuid::Uuid;

/// What became of a change.
pub enum Outcome {
    /// It is written (and durable once the transaction commits).
    Done(Receipt),
    /// A root it read has moved: the closure must run again.
    Moved,
    /// A record it calls new is there already: the closure must run again and see it.
    Exists,
}

/// Writes a group of changes within the current transaction; the heads are locked first and stored last.
///
/// # Errors
/// What the engine says, or [`Error::Engine`] for a change that contradicts the state; the transaction is then unfit.
pub fn append(connection: &mut Connection, now: i64, changes: &[&Prepared]) -> Result<Vec<Outcome>> {
    let tenants: Vec<i64> = changes.iter().map(|change| change.tenant).collect::<BTreeSet<_>>().into_iter().collect();
    let mut heads = heads::lock(connection, &tenants)?;
    let known = known(connection, changes)?;
    let mut group = Group::new(known);
    let mut outcomes = Vec::with_capacity(changes.len());
    for change in changes {
        if let Some(refused) = group.refuses(change) {
            outcomes.push(refused);
            continue;
        }
        let head = heads
            .get_mut(&change.tenant)
            .ok_or_else(|| Error::Engine(format!("tenant {} has no head", change.tenant)))?;
        outcomes.push(Outcome::Done(group.add(change, head, now)?));
    }
    if outcomes.iter().any(|outcome| matches!(outcome, Outcome::Done(_))) {
        group.write(connection)?;
        heads::store(connection, &heads)?;
    }
    Ok(outcomes)
}

/// What the database says of a record before the group.
#[derive(Clone, Copy)]
struct Known {
    first: i64,
    tree: i64,
}

type RecordKey = (i64, Uuid);

/// One statement for the `tree` of every root read and for the records of the group.
fn known(connection: &mut Connection, changes: &[&Prepared]) -> Result<HashMap<RecordKey, Known>> {
    let mut wanted: BTreeMap<i64, BTreeSet<Uuid>> = BTreeMap::new();
    for change in changes {
        wanted.entry(change.tenant).or_default().extend(change.written.iter().chain(&change.read));
    }
    wanted.retain(|_, ids| !ids.is_empty());
    let mut found = HashMap::new();
    if wanted.is_empty() {
        return Ok(found);
    }
    let mut params = Vec::new();
    let mut branches = Vec::new();
    for (tenant, ids) in wanted {
        params.push(Param::Int(tenant));
        let number = params.len();
        let ids = list(&mut params, ids.into_iter().map(Param::Uuid));
        branches.push(format!("(tenant = ${number} AND id IN {ids})"));
    }
    let sql = format!("SELECT tenant, id, first, tree FROM record WHERE {}", branches.join(" OR "));
    connection.each(&sql, &params, |row| {
        found.insert((row.get(0)?, row.get(1)?), Known { first: row.get(2)?, tree: row.get(3)? });
        Ok::<_, Error>(true)
    })?;
    Ok(found)
}

macro_rules! table {
    ($name:ident, $text:literal, $key:literal, [$($column:literal),* $(,)?]) => {
        static $name: Table = Table { name: $text, columns: &[$($column),*], key: $key };
    };
}
table!(
    ENTRY,
    "entry",
    1,
    [
        "seq",
        "id",
        "tx",
        "record",
        "kind",
        "actor",
        "device",
        "happened",
        "recorded",
        "plain_mac",
        "sealed_hashes",
        "previous",
        "hash",
    ]
);
table!(ENTRY_PLAIN, "entry_plain", 1, ["seq", "salt", "plain"]);
table!(
    RECORD,
    "record",
    1,
    [
        "id",
        "kind",
        "site",
        "owner",
        "author",
        "root",
        "parent",
        "person",
        "stage",
        "opened",
        "definition",
        "first",
        "version",
        "tree",
        "numbered",
        "erased",
        "entries",
        "fields",
        "plain",
    ]
);
table!(SEALED, "sealed", 3, ["record", "compartment", "entry", "key", "nonce", "ciphertext"]);
table!(RECORD_KEY, "record_key", 2, ["record", "compartment", "wrapped"]);
table!(FACET, "facet", 3, ["record", "field", "value", "kind", "rank"]);
table!(TERM, "term", 2, ["record", "term", "kind"]);
table!(JOB, "job", 1, ["id", "name", "payload", "due", "tries", "state", "error"]);
table!(DEFINITION, "definition", 1, ["hash", "kind", "body", "created"]);

/// The rows of a group, gathered before the first write.
struct Group<'a> {
    known: HashMap<RecordKey, Known>,
    entry: Rows,
    entry_plain: Rows,
    /// Last state of each record; the columns `first`, `version`, `tree` and `fields` are already the store's.
    records: BTreeMap<RecordKey, (RecordRow, &'a Part)>,
    /// Roots that moved without being changed themselves.
    trees: BTreeMap<RecordKey, i64>,
    sealed: Rows,
    keys: Rows,
    facets: BTreeMap<RecordKey, &'a RecordChange>,
    terms: BTreeMap<RecordKey, &'a RecordChange>,
    /// Records whose facets and terms may be in the database.
    old: BTreeSet<RecordKey>,
    /// Rows of folded tables by table and key, the last one wins.
    folds: BTreeMap<&'static str, BTreeMap<String, (i64, &'a Row)>>,
    jobs: Rows,
    access: Rows,
    definitions: Rows,
    /// Records erased, with the seq of the entry that does it.
    erased: Vec<(RecordKey, i64)>,
}

impl<'a> Group<'a> {
    fn new(known: HashMap<RecordKey, Known>) -> Self {
        Self {
            known,
            entry: Rows::new(&ENTRY),
            entry_plain: Rows::new(&ENTRY_PLAIN),
            records: BTreeMap::new(),
            trees: BTreeMap::new(),
            sealed: Rows::new(&SEALED),
            keys: Rows::new(&RECORD_KEY),
            facets: BTreeMap::new(),
            terms: BTreeMap::new(),
            old: BTreeSet::new(),
            folds: BTreeMap::new(),
            jobs: Rows::new(&JOB),
            access: access::rows(),
            definitions: Rows::new(&DEFINITION),
            erased: Vec::new(),
        }
    }

    /// Why a change cannot be written as it was decided, if it cannot.
    fn refuses(&self, change: &Prepared) -> Option<Outcome> {
        let tree = |root: Uuid| self.known.get(&(change.tenant, root)).map_or(0, |known| known.tree);
        if change.change.read.iter().any(|(root, read)| tree(*root) != *read) {
            return Some(Outcome::Moved);
        }
        let mut made = change.change.records.iter().filter(|record| record.new).map(|record| record.row.id);
        made.any(|id| self.known.contains_key(&(change.tenant, id))).then_some(Outcome::Exists)
    }

    fn add(&mut self, change: &'a Prepared, head: &mut Head, now: i64) -> Result<Receipt> {
        head.recorded = head.recorded.max(now);
        let mut seqs = Vec::with_capacity(change.parts.len());
        for (record, part) in change.change.records.iter().zip(&change.parts) {
            self.check(change, record)?;
            self.add_entry(change, record, part, head);
            self.add_state(change.tenant, record, part, head.seq)?;
            seqs.push(head.seq);
        }
        for (root, seq) in change.change.records.iter().map(|record| record.row.root).zip(&seqs) {
            let root = (change.tenant, root);
            if let Some((row, _)) = self.records.get_mut(&root) {
                row.tree = *seq;
            } else {
                self.trees.insert(root, *seq);
            }
        }
        for job in &change.change.jobs {
            let values: [Param; 7] = [
                job.id.into(),
                job.name.clone().into(),
                canonical(&job.payload)?.into(),
                job.due.into(),
                0.into(),
                "waiting".into(),
                "".into(),
            ];
            self.jobs.push(change.tenant, values);
        }
        for (line, texts) in change.change.access.iter().zip(&change.access) {
            access::chain(change.tenant, head, line, texts, &mut self.access);
        }
        for (hash, kind, body) in &change.change.definitions {
            let values: [Param; 4] =
                [hash.clone().into(), kind.clone().into(), body.clone().into(), head.recorded.into()];
            self.definitions.push(change.tenant, values);
        }
        Ok(Receipt { seqs, recorded: head.recorded })
    }

    /// A record that is not new exists, and its root was read, so that no rule was judged on a stale reading.
    fn check(&self, change: &Prepared, record: &RecordChange) -> Result<()> {
        let (id, root) = (record.row.id, record.row.root);
        let made = |id: Uuid| self.records.contains_key(&(change.tenant, id));
        if !record.new && !made(id) && !self.known.contains_key(&(change.tenant, id)) {
            return Err(Error::Engine(format!("record {id} is changed and does not exist")));
        }
        if !change.read.contains(&root) && !made(root) && self.known.contains_key(&(change.tenant, root)) {
            return Err(Error::Engine(format!("record {id} is changed without a reading of its root {root}")));
        }
        Ok(())
    }

    fn add_entry(&mut self, change: &Prepared, record: &RecordChange, part: &Part, head: &mut Head) {
        let seq = head.seq + 1;
        let fields = Entry {
            tenant: change.tenant,
            seq,
            id: record.entry,
            tx: change.change.tx,
            record: record.row.id,
            kind: &record.row.kind,
            actor: change.change.actor,
            device: change.change.device,
            happened: change.change.happened,
            recorded: head.recorded,
            plain_mac: part.mac,
            sealed: &part.sealed,
        };
        let hash = ledger::entry_hash(&head.hash, &fields);
        let values: [Param; 13] = [
            seq.into(),
            record.entry.into(),
            change.change.tx.into(),
            record.row.id.into(),
            record.row.kind.clone().into(),
            change.change.actor.into(),
            change.change.device.into(),
            change.change.happened.into(),
            head.recorded.into(),
            part.mac.to_vec().into(),
            part.sealed_hashes.clone().into(),
            head.hash.to_vec().into(),
            hash.to_vec().into(),
        ];
        self.entry.push(change.tenant, values);
        let plain: [Param; 3] = [seq.into(), record.salt.to_vec().into(), part.plain.clone().into()];
        self.entry_plain.push(change.tenant, plain);
        head.seq = seq;
        head.hash = hash;
    }

    fn add_state(&mut self, tenant: i64, record: &'a RecordChange, part: &'a Part, seq: i64) -> Result<()> {
        let id = record.row.id;
        let key = (tenant, id);
        let mut row = record.row.clone();
        if let Some((before, _)) = self.records.get(&key) {
            row.first = before.first;
            row.fields.extend(before.fields.clone());
        } else {
            row.first = self.known.get(&key).map_or(seq, |known| known.first);
        }
        row.version = seq;
        row.tree = seq;
        if !record.new {
            row.fields.extend(record.changed.iter().map(|path| (path.clone(), Value::from(seq))));
            self.old.insert(key);
        }
        self.records.insert(key, (row, part));
        for state in &record.sealed {
            let values: [Param; 6] = [
                id.into(),
                state.compartment.into(),
                record.entry.into(),
                state.key.clone().into(),
                state.nonce.to_vec().into(),
                state.ciphertext.clone().into(),
            ];
            self.sealed.push(tenant, values);
        }
        for key in &record.keys {
            let values: [Param; 3] = [id.into(), key.compartment.into(), key.wrapped.clone().into()];
            self.keys.push(tenant, values);
        }
        if record.facets.is_some() {
            self.facets.insert(key, record);
        }
        if record.terms.is_some() {
            self.terms.insert(key, record);
        }
        for row in &record.rows {
            let name = format!("{tenant} {:?}", &row.values[..row.table.key]);
            self.folds.entry(row.table.name).or_default().insert(name, (tenant, row));
        }
        if record.erase {
            self.erased.push((key, seq));
        }
        Ok(())
    }

    fn write(self, connection: &mut Connection) -> Result<()> {
        self.definitions.insert(connection, Taken::Keep)?;
        self.entry.insert(connection, Taken::Fail)?;
        self.entry_plain.insert(connection, Taken::Fail)?;
        write_records(connection, &self.records)?;
        move_trees(connection, &self.trees)?;
        self.sealed.insert(connection, Taken::Fail)?;
        self.keys.insert(connection, Taken::Replace)?;
        write_facets(connection, &self.facets, &self.old)?;
        write_terms(connection, &self.terms, &self.old)?;
        write_folds(connection, &self.folds)?;
        self.jobs.insert(connection, Taken::Fail)?;
        self.access.insert(connection, Taken::Fail)?;
        for ((tenant, record), seq) in &self.erased {
            erase(connection, *tenant, *record, *seq)?;
        }
        Ok(())
    }
}

fn write_records(connection: &mut Connection, records: &BTreeMap<RecordKey, (RecordRow, &Part)>) -> Result<()> {
    let mut rows = Rows::new(&RECORD);
    for ((tenant, _), (row, part)) in records {
        let values: [Param; 19] = [
            row.id.into(),
            row.kind.clone().into(),
            row.site.into(),
            row.owner.into(),
            row.author.into(),
            row.root.into(),
            row.parent.into(),
            row.person.into(),
            row.stage.clone().into(),
            row.opened.into(),
            row.definition.clone().into(),
            row.first.into(),
            row.version.into(),
            row.tree.into(),
            row.numbered.into(),
            row.erased.into(),
            part.entries.clone().into(),
            canonical(&row.fields)?.into(),
            part.state.clone().into(),
        ];
        rows.push(*tenant, values);
    }
    rows.insert(connection, Taken::Replace)
}

/// Moves roots that were not changed themselves.
fn move_trees(connection: &mut Connection, trees: &BTreeMap<RecordKey, i64>) -> Result<()> {
    if trees.is_empty() {
        return Ok(());
    }
    let mut sql = String::from("UPDATE record SET tree = moved.column3 FROM (VALUES ");
    rows::tuples(&mut sql, trees.len(), 3);
    sql.push_str(") AS moved WHERE record.tenant = moved.column1 AND record.id = moved.column2");
    let params: Vec<Param> =
        trees.iter().flat_map(|((tenant, root), seq)| [(*tenant).into(), (*root).into(), (*seq).into()]).collect();
    connection.run(&sql, &params).map(drop)
}

fn keys_of(keys: impl IntoIterator<Item = RecordKey>) -> Vec<Vec<Param>> {
    keys.into_iter().map(|(tenant, record)| vec![tenant.into(), record.into()]).collect()
}

fn write_facets(
    connection: &mut Connection,
    facets: &BTreeMap<RecordKey, &RecordChange>,
    old: &BTreeSet<RecordKey>,
) -> Result<()> {
    let outdated = keys_of(facets.keys().filter(|key| old.contains(key)).copied());
    rows::delete(connection, "facet", &["record"], &outdated)?;
    let mut rows = Rows::new(&FACET);
    for ((tenant, record), change) in facets {
        for facet in change.facets.iter().flatten() {
            let values: [Param; 5] = [
                (*record).into(),
                facet.field.clone().into(),
                facet.value.clone().into(),
                change.row.kind.clone().into(),
                facet.rank.into(),
            ];
            rows.push(*tenant, values);
        }
    }
    rows.insert(connection, Taken::Fail)
}

fn write_terms(
    connection: &mut Connection,
    terms: &BTreeMap<RecordKey, &RecordChange>,
    old: &BTreeSet<RecordKey>,
) -> Result<()> {
    let outdated = keys_of(terms.keys().filter(|key| old.contains(key)).copied());
    rows::delete(connection, "term", &["record"], &outdated)?;
    let mut rows = Rows::new(&TERM);
    for ((tenant, record), change) in terms {
        for term in change.terms.iter().flatten() {
            let values: [Param; 3] = [(*record).into(), term.0.clone().into(), change.row.kind.clone().into()];
            rows.push(*tenant, values);
        }
    }
    rows.insert(connection, Taken::Fail)
}

fn write_folds(
    connection: &mut Connection,
    folds: &BTreeMap<&'static str, BTreeMap<String, (i64, &Row)>>,
) -> Result<()> {
    for rows_by_key in folds.values() {
        let Some((_, first)) = rows_by_key.values().next() else { continue };
        let table = first.table;
        let mut kept = Rows::new(table);
        let mut gone = Vec::new();
        for (tenant, row) in rows_by_key.values() {
            if row.delete {
                let key = row.values[..table.key].iter().cloned();
                gone.push(std::iter::once(Param::Int(*tenant)).chain(key).collect());
            } else {
                kept.push(*tenant, row.values.iter().cloned());
            }
        }
        rows::delete(connection, table.name, &table.columns[..table.key], &gone)?;
        kept.insert(connection, Taken::Replace)?;
    }
    Ok(())
}

/// Deletes what an erasure takes away: data keys, sealed states, salts and plain parts of earlier entries. The
/// commitments in `entry` stay, so the chain still verifies.
fn erase(connection: &mut Connection, tenant: i64, record: Uuid, seq: i64) -> Result<()> {
    let key = [vec![Param::Int(tenant), Param::Uuid(record)]];
    rows::delete(connection, "record_key", &["record"], &key)?;
    rows::delete(connection, "sealed", &["record"], &key)?;
    connection.run(
        sql!(
            "DELETE FROM entry_plain WHERE tenant = $1
         AND seq IN (SELECT seq FROM entry WHERE tenant = $1 AND record = $2 AND seq < $3)"
        ),
        &[tenant.into(), record.into(), seq.into()],
    )?;
    Ok(())
}
