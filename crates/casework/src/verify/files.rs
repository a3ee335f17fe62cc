//! Files against the entries that name them: every file an entry named is there, its chunks are those it had, and no
//! other file passes for one. Needs no key.

use super::{Batch, Found, Report};
use crate::Result;
use crate::files::{Stored, chunk, commitment, wrapped_keys};
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use store::keys::{FileSealer, TenantKeys};
use store::ledger::hex;
use store::{Param, Reads, sql};
use uuid::Uuid;

const FILES: &str = sql!(
    "SELECT id, record, compartment, media, bytes, chunks, key, nonce, name, complete, created FROM file \
     WHERE tenant = $1 AND record >= $2 AND record <= $3"
);
const CHUNKS: &str = sql!(
    "SELECT c.file, c.n, c.id, c.ciphertext FROM file f JOIN file_chunk c ON c.tenant = f.tenant AND c.file = f.id \
     WHERE f.tenant = $1 AND f.record >= $2 AND f.record <= $3 ORDER BY c.file, c.n"
);

/// Bytes that sealing adds to a chunk: its nonce and its tag.
const ADDED: i64 = 24 + 16;

/// What stands in `file_chunk` of one file.
#[derive(Default)]
struct Chunks {
    count: i64,
    bytes: i64,
    hash: Sha256,
    wrong: bool,
}

/// Checks the files of a batch of records, and adds what is wrong with them.
pub(super) fn check(reads: &mut Reads<'_>, tenant: i64, batch: &Batch, report: &mut Report) -> Result<()> {
    let (Some(first), Some(last)) = (batch.rows.first(), batch.rows.last()) else { return Ok(()) };
    let range: [Param; 3] = [tenant.into(), first.id.into(), last.id.into()];
    let stored: BTreeMap<Uuid, Stored> =
        reads.all(FILES, &range, Stored::read)?.into_iter().map(|one| (one.id, one)).collect();
    let mut chunks: BTreeMap<Uuid, Chunks> = BTreeMap::new();
    reads.each(CHUNKS, &range, |column| -> store::Result<()> {
        let (n, id, ciphertext): (i64, Vec<u8>, Vec<u8>) = (column.get(1)?, column.get(2)?, column.get(3)?);
        let one = chunks.entry(column.get(0)?).or_default();
        one.wrong |= n != one.count || Sha256::digest(&ciphertext).as_slice() != id.as_slice();
        one.count += 1;
        one.bytes += i64::try_from(ciphertext.len()).unwrap_or(i64::MAX) - ADDED;
        one.hash.update(&id);
        Ok(())
    })?;
    for row in batch.rows.iter().filter(|row| !row.erased) {
        let named = named(batch, row.id);
        let mut found = |table: &str, file: &str, what: &str| {
            report.faults.push(Found {
                table: table.into(),
                row: row.id.to_string(),
                seq: row.version,
                what: format!("file {file}: {what}"),
            });
        };
        for (id, said) in &named {
            let one = id.parse::<Uuid>().ok().and_then(|id| stored.get(&id));
            let Some(one) = one.filter(|one| one.record == row.id) else {
                found("file", id, "an entry names it and it is not there");
                continue;
            };
            let chunks = chunks.remove(&one.id).unwrap_or_default();
            if chunks.wrong || chunks.count != one.chunks || chunks.bytes != one.bytes {
                found("file_chunk", id, "its chunks are not what their hashes say, or not all there");
            }
            if *said != commitment(one, &hex(&chunks.hash.finalize())) || !one.complete {
                found("file", id, "it is not the one its entry names");
            }
        }
        let of_record = stored.values().filter(|one| one.record == row.id && one.complete);
        for one in of_record.filter(|one| !named.contains_key(&one.id.to_string())) {
            found("file", &one.id.to_string(), "no entry names it");
        }
    }
    Ok(())
}

const OF_RECORD: &str = sql!(
    "SELECT id, record, compartment, media, bytes, chunks, key, nonce, name, complete, created FROM file \
     WHERE tenant = $1 AND record = $2 AND complete"
);
const CHUNKS_OF_RECORD: &str = sql!(
    "SELECT c.n, c.id, c.ciphertext, c.file FROM file f JOIN file_chunk c ON c.tenant = f.tenant AND c.file = f.id \
     WHERE f.tenant = $1 AND f.record = $2 AND f.complete ORDER BY c.file, c.n"
);

/// Opens the files of a record, and adds those that do not open.
pub(super) fn open(reads: &mut Reads<'_>, keys: &TenantKeys, record: Uuid, report: &mut Report) -> Result<()> {
    let key: [Param; 2] = [keys.tenant().into(), record.into()];
    let stored = reads.all(OF_RECORD, &key, Stored::read)?;
    if stored.is_empty() {
        return Ok(());
    }
    let wrapped = wrapped_keys(reads, keys.tenant(), [record])?;
    let mut sealers = BTreeMap::new();
    let mut closed = BTreeSet::new();
    for one in &stored {
        match one.sealer(keys, &wrapped) {
            Ok(sealer) => drop(sealers.insert(one.id, (sealer, one.chunks))),
            Err(_) => drop(closed.insert(one.id)),
        }
    }
    reads.each(CHUNKS_OF_RECORD, &key, |column| -> store::Result<()> {
        let (chunk, id) = (chunk(column)?, column.get::<Uuid>(3)?);
        let opens =
            |(sealer, chunks): &(FileSealer, i64)| sealer.open_chunk(&chunk, i64::from(chunk.n) + 1 == *chunks).is_ok();
        if sealers.get(&id).is_some_and(|sealer| !opens(sealer)) {
            closed.insert(id);
        }
        Ok(())
    })?;
    report.faults.extend(closed.into_iter().map(|id| Found {
        table: "file".into(),
        row: record.to_string(),
        seq: 0,
        what: format!("file {id}: it does not open"),
    }));
    Ok(())
}

/// The files that a record's entries name: id → what they say of it.
fn named(batch: &Batch, record: Uuid) -> Map<String, Value> {
    let entries = batch.entries.get(&record).map(Vec::as_slice).unwrap_or_default();
    let files = entries.iter().filter_map(|entry| entry.plain.as_ref()?.get("$files")?.as_object());
    files.flat_map(|files| files.iter().map(|(id, said)| (id.clone(), said.clone()))).collect()
}
