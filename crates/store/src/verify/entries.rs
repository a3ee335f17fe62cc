//! The ledger: one thread reads pages, another checks them.

use super::checkpoints::{Along, Marks};
use super::{End, Faults, PAGE};
use crate::ledger::{self, Entry, Hash, START, Sealed};
use crate::prepare::hashes_text;
use crate::rows::tuples;
use crate::sql::{Column, sql};
use crate::{Error, Param, Reads, Result};
use std::collections::{BTreeMap, HashMap};
use std::sync::mpsc::{Receiver, sync_channel};
use std::thread;
use uuid::Uuid;

/// One entry with its plain part, as stored.
struct Line {
    seq: i64,
    id: Uuid,
    tx: Uuid,
    record: Uuid,
    kind: String,
    actor: Uuid,
    device: Option<Uuid>,
    happened: i64,
    recorded: i64,
    plain_mac: Vec<u8>,
    sealed_hashes: String,
    previous: Vec<u8>,
    hash: Vec<u8>,
    plain: Option<(Vec<u8>, String)>,
    /// `sealed_hashes` read: compartment → hexadecimal hash.
    commitments: BTreeMap<String, String>,
}

/// An entry, or its number and record, the table and why it cannot be read.
type Read = std::result::Result<Line, (i64, Uuid, &'static str, String)>;
/// Record, compartment, entry.
type State = (Uuid, String, Uuid);
/// Key id, nonce, ciphertext.
type Sealing = (String, Vec<u8>, Vec<u8>);

struct Page {
    lines: Vec<Read>,
    /// The sealed states the page commits to.
    sealed: HashMap<State, Sealing>,
}

/// Checks all entries in order; says where the chain ended.
pub fn check(
    reads: &mut Reads<'_>,
    tenant: i64,
    marks: &Marks,
    faults: &mut Faults,
    mut progress: impl FnMut(i64),
) -> Result<End> {
    let (pages, waiting) = sync_channel::<Page>(2);
    let (end, counted) = thread::scope(|scope| {
        let checking = scope.spawn(|| Checker::new(tenant, marks, faults).run(waiting));
        let mut done = 0;
        let mut last = i64::MIN;
        loop {
            let page = page(reads, tenant, last)?;
            let Some(reached) =
                page.lines.last().map(|line| line.as_ref().map_or_else(|(seq, ..)| *seq, |line| line.seq))
            else {
                break;
            };
            last = reached;
            done += page.lines.len() as i64;
            if pages.send(page).is_err() {
                break;
            }
            progress(done);
        }
        drop(pages);
        checking.join().map_err(|_| Error::Engine("checking the ledger panicked".into()))
    })?;
    for (table, sql, expected) in [
        (
            "entry_plain",
            sql!("SELECT count(*) FROM entry_plain WHERE tenant = $1 -- whole: verification"),
            counted.plain,
        ),
        ("sealed", sql!("SELECT count(*) FROM sealed WHERE tenant = $1 -- whole: verification"), counted.sealed),
    ] {
        let found = reads.first(sql, &[tenant.into()], |row| row.get::<i64>(0))?.unwrap_or_default();
        if found > expected && !faults.full() {
            faults.add(table, None, end.seq, format!("{} rows that no entry commits to", found - expected));
        }
    }
    Ok(end)
}

fn page(reads: &mut Reads<'_>, tenant: i64, after: i64) -> Result<Page> {
    let sql = sql!(
        "SELECT entry.seq, entry.id, tx, record, kind, actor, device, happened, recorded, plain_mac, sealed_hashes,
             previous, hash, salt, plain
         FROM entry LEFT JOIN entry_plain ON entry_plain.tenant = entry.tenant AND entry_plain.seq = entry.seq
         WHERE entry.tenant = $1 AND entry.seq > $2 ORDER BY entry.seq LIMIT $3"
    );
    let lines = reads.all(sql, &[tenant.into(), after.into(), PAGE.into()], |row| {
        let (seq, record) = (row.get(0)?, row.get(3)?);
        let plain = plain(row).map_err(|error| (seq, record, "entry_plain", error.to_string()));
        Ok(plain.and_then(|plain| line(row, seq, plain).map_err(|error| (seq, record, "entry", error.to_string()))))
    })?;
    let wanted: Vec<State> = lines
        .iter()
        .flatten()
        .flat_map(|line| line.commitments.keys().map(|compartment| (line.record, compartment.clone(), line.id)))
        .collect();
    Ok(Page { sealed: sealed(reads, tenant, &wanted)?, lines })
}

/// Salt and plain part, if they are there.
fn plain(row: &Column<'_>) -> Result<Option<(Vec<u8>, String)>> {
    let salt: Option<Vec<u8>> = row.get(13)?;
    salt.map(|salt| Ok((salt, row.get(14)?))).transpose()
}

fn line(row: &Column<'_>, seq: i64, plain: Option<(Vec<u8>, String)>) -> Result<Line> {
    let sealed_hashes: String = row.get(10)?;
    let commitments = match sealed_hashes.as_str() {
        "{}" => BTreeMap::new(),
        text => serde_json::from_str(text).map_err(|_| Error::Engine("sealed_hashes is no object of hashes".into()))?,
    };
    Ok(Line {
        seq,
        id: row.get(1)?,
        tx: row.get(2)?,
        record: row.get(3)?,
        kind: row.get(4)?,
        actor: row.get(5)?,
        device: row.get(6)?,
        happened: row.get(7)?,
        recorded: row.get(8)?,
        plain_mac: row.get(9)?,
        sealed_hashes,
        previous: row.get(11)?,
        hash: row.get(12)?,
        plain,
        commitments,
    })
}

/// The sealed states of a page.
fn sealed(reads: &mut Reads<'_>, tenant: i64, wanted: &[State]) -> Result<HashMap<State, Sealing>> {
    let mut found = HashMap::with_capacity(wanted.len());
    for part in wanted.chunks(PAGE as usize) {
        let mut params: Vec<Param> = Vec::with_capacity(part.len() * 3 + 1);
        for (record, compartment, entry) in part {
            params.extend([(*record).into(), compartment.clone().into(), (*entry).into()]);
        }
        let mut values = String::new();
        tuples(&mut values, part.len(), 3);
        let sql = format!(
            "SELECT record, compartment, entry, key, nonce, ciphertext FROM (VALUES {values}) AS wanted
             JOIN sealed ON tenant = ${} AND record = column1 AND compartment = column2 AND entry = column3",
            params.len() + 1
        );
        params.push(tenant.into());
        let rows = reads.all(&sql, &params, |row| {
            // A key id that is no text any more fits no commitment.
            let key = row.get::<String>(3).unwrap_or_default();
            Ok(((row.get(0)?, row.get(1)?, row.get(2)?), (key, row.get(4)?, row.get(5)?)))
        })?;
        found.extend(rows);
    }
    Ok(found)
}

/// How many rows of other tables the entries account for.
#[derive(Default)]
struct Counted {
    plain: i64,
    sealed: i64,
}

struct Checker<'a> {
    tenant: i64,
    faults: &'a mut Faults,
    along: Along<'a>,
    end: End,
    counted: Counted,
    /// Records with parts gone and no erasure seen yet: table and entry of the first.
    gone: BTreeMap<Uuid, (&'static str, i64)>,
}

impl<'a> Checker<'a> {
    fn new(tenant: i64, marks: &'a Marks, faults: &'a mut Faults) -> Self {
        let along = Along::new(&marks.ledger, &START, faults);
        Self { tenant, along, faults, end: End::default(), counted: Counted::default(), gone: BTreeMap::new() }
    }

    fn run(mut self, pages: Receiver<Page>) -> (End, Counted) {
        for page in pages {
            for read in page.lines {
                match read {
                    Ok(line) => self.line(&line, &page.sealed),
                    Err((seq, record, table, what)) => {
                        self.number(seq, Some(record));
                        self.faults.add(table, Some(record), seq, format!("cannot be read: {what}"));
                    }
                }
            }
            if self.faults.full() {
                break;
            }
        }
        for (record, (table, seq)) in &self.gone {
            self.faults.add(table, Some(*record), *seq, "is gone and no erasure of the record says so");
        }
        self.along.end(self.faults);
        (self.end, self.counted)
    }

    fn number(&mut self, seq: i64, record: Option<Uuid>) {
        if seq != self.end.seq + 1 {
            self.faults.add("entry", record, seq, format!("follows entry {}: entries are missing", self.end.seq));
        }
        self.end.seq = seq;
    }

    fn line(&mut self, line: &Line, sealed: &HashMap<State, Sealing>) {
        let record = Some(line.record);
        self.number(line.seq, record);
        if line.previous != self.end.hash {
            self.faults.add("entry", record, line.seq, "does not follow the entry before it");
        }
        let hashes = self.sealed(line, sealed);
        let borrowed: Vec<(&str, Hash)> = hashes.iter().map(|(name, hash)| (name.as_str(), *hash)).collect();
        let entry = Entry {
            tenant: self.tenant,
            seq: line.seq,
            id: line.id,
            tx: line.tx,
            record: line.record,
            kind: &line.kind,
            actor: line.actor,
            device: line.device,
            happened: line.happened,
            recorded: line.recorded,
            plain_mac: super::hash(&line.plain_mac),
            sealed: &borrowed,
        };
        let canonical =
            line.sealed_hashes == "{}" || hashes_text(&borrowed).is_ok_and(|text| text == line.sealed_hashes);
        let computed = ledger::entry_hash(&super::hash(&line.previous), &entry);
        if !canonical || computed[..] != line.hash[..] {
            self.faults.add("entry", record, line.seq, "its hash does not fit its content");
        }
        self.plain(line);
        if line.recorded < self.end.at {
            self.faults.add("entry", record, line.seq, "was recorded before the entry before it");
        }
        self.end.at = self.end.at.max(line.recorded);
        self.end.hash = super::hash(&line.hash);
        self.along.pass(line.seq, &self.end.hash, self.faults);
    }

    fn plain(&mut self, line: &Line) {
        let Some((salt, plain)) = &line.plain else {
            self.gone.entry(line.record).or_insert(("entry_plain", line.seq));
            return;
        };
        self.counted.plain += 1;
        if ledger::plain_mac(salt, plain)[..] != line.plain_mac[..] {
            self.faults.add("entry_plain", Some(line.record), line.seq, "the plain part is not the one committed to");
        } else if erases(plain) {
            self.gone.remove(&line.record);
        }
    }

    /// Checks the sealed states of an entry; gives its commitments as stored.
    fn sealed(&mut self, line: &Line, found: &HashMap<State, Sealing>) -> Vec<(String, Hash)> {
        let mut hashes = Vec::with_capacity(line.commitments.len());
        for (compartment, committed) in &line.commitments {
            let committed = unhex(committed);
            hashes.push((compartment.clone(), committed));
            let Some((key, nonce, ciphertext)) = found.get(&(line.record, compartment.clone(), line.id)) else {
                self.gone.entry(line.record).or_insert(("sealed", line.seq));
                continue;
            };
            self.counted.sealed += 1;
            let row = Sealed {
                tenant: self.tenant,
                record: line.record,
                compartment,
                entry: line.id,
                key,
                nonce,
                ciphertext,
            };
            if ledger::sealed_hash(&row) != committed {
                let what = format!("the sealed state of {compartment} is not the one committed to");
                self.faults.add("sealed", Some(line.record), line.seq, what);
            }
        }
        hashes
    }
}

/// Whether a plain part is that of an erasure.
fn erases(plain: &str) -> bool {
    plain.contains("\"$erased\"")
        && serde_json::from_str::<serde_json::Value>(plain).is_ok_and(|value| value["$erased"] == true)
}

/// Hexadecimal digits as a hash; anything else becomes one that fits nothing.
fn unhex(text: &str) -> Hash {
    let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    let bytes: Option<Vec<u8>> =
        text.as_bytes().chunks(2).map(|pair| Some(digit(pair[0])? << 4 | digit(*pair.get(1)?)?)).collect();
    super::hash(&bytes.unwrap_or_default())
}
