//! The rows of a group of changes, gathered from their decisions before the first write.

use super::tables::{self, DEFINITION, ENTRY, ENTRY_PLAIN, JOB, RECORD_KEY, SEALED};
use super::{Known, Outcome, RecordId};
use crate::change::{RecordRow, Row};
use crate::engine::Connection;
use crate::heads::Head;
use crate::ledger::{self, Entry};
use crate::prepare::{Part, Prepared, canonical};
use crate::rows::{Rows, Taken};
use crate::{Error, Param, Receipt, RecordChange, Result, access};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use uuid::Uuid;

/// The rows of a group, gathered before the first write.
pub struct Group<'a> {
    known: HashMap<RecordId, Known>,
    entry: Rows,
    entry_plain: Rows,
    /// Last state of each record; the columns `first`, `version`, `tree` and `fields` are already the store's.
    records: BTreeMap<RecordId, (RecordRow, &'a Part)>,
    /// Roots that moved without being changed themselves.
    trees: BTreeMap<RecordId, i64>,
    sealed: Rows,
    keys: Rows,
    facets: BTreeMap<RecordId, &'a RecordChange>,
    terms: BTreeMap<RecordId, &'a RecordChange>,
    /// Records whose facets and terms may be in the database.
    old: BTreeSet<RecordId>,
    /// Rows of folded tables by table and key, the last one wins.
    folds: BTreeMap<&'static str, BTreeMap<String, (i64, &'a Row)>>,
    jobs: Rows,
    access: Rows,
    definitions: Rows,
    /// Records erased, with the seq of the entry that does it.
    erased: Vec<(RecordId, i64)>,
}

impl<'a> Group<'a> {
    pub fn new(known: HashMap<RecordId, Known>) -> Self {
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
    pub fn refuses(&self, change: &Prepared) -> Option<Outcome> {
        let tree = |root: Uuid| self.known.get(&(change.tenant, root)).map_or(0, |known| known.tree);
        if change.change.read.iter().any(|(root, read)| tree(*root) != *read) {
            return Some(Outcome::Moved);
        }
        let mut made = change.change.records.iter().filter(|record| record.new).map(|record| record.row.id);
        made.any(|id| self.known.contains_key(&(change.tenant, id))).then_some(Outcome::Exists)
    }

    pub fn add(&mut self, change: &'a Prepared, head: &mut Head, now: i64) -> Result<Receipt> {
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

    pub fn write(self, connection: &mut Connection) -> Result<()> {
        self.definitions.insert(connection, Taken::Keep)?;
        self.entry.insert(connection, Taken::Fail)?;
        self.entry_plain.insert(connection, Taken::Fail)?;
        tables::write_records(connection, &self.records)?;
        tables::move_trees(connection, &self.trees)?;
        self.sealed.insert(connection, Taken::Fail)?;
        self.keys.insert(connection, Taken::Replace)?;
        tables::write_facets(connection, &self.facets, &self.old)?;
        tables::write_terms(connection, &self.terms, &self.old)?;
        tables::write_folds(connection, &self.folds)?;
        self.jobs.insert(connection, Taken::Fail)?;
        self.access.insert(connection, Taken::Fail)?;
        for ((tenant, record), seq) in &self.erased {
            tables::erase(connection, *tenant, *record, *seq)?;
        }
        Ok(())
    }
}
