//! Telling of files and reading them: as their record and compartment are read.

use super::{OF_RECORD, ONE, Stored, Told, is_file, wrapped_keys};
use crate::actor::Actor;
use crate::record::{View, read_view};
use crate::{Error, Office, Result, access_log};
use forms::Compartment;
use serde_json::json;
use std::collections::BTreeMap;
use store::keys::{Chunk, FileSealer};
use store::{NewAccess, Reads, sql};
use uuid::Uuid;

const CHUNKS: &str =
    sql!("SELECT n, id, ciphertext FROM file_chunk WHERE tenant = $1 AND file = $2 AND n >= $3 AND n < $4 ORDER BY n");
/// Chunks read at once.
const BATCH: u32 = 8;

/// The files that the answers of a record name, as far as its reader may read them.
///
/// # Errors
/// What the store says, or a name that does not open.
pub fn of_view(office: &Office, actor: &Actor, view: &View) -> Result<BTreeMap<Uuid, Told>> {
    let named = |(path, value): (&String, &serde_json::Value)| {
        let field = view.kind.field(path).filter(|field| is_file(&field.r#type));
        field.and_then(|_| value.as_str()?.parse::<Uuid>().ok())
    };
    let wanted: Vec<Uuid> = view.answers.iter().filter_map(named).collect();
    if wanted.is_empty() {
        return Ok(BTreeMap::new());
    }
    let (tenant, record) = (actor.tenant(), view.row.id);
    let (stored, wrapped) = office.store.read(|reads| -> Result<_> {
        let stored = reads.all(OF_RECORD, &[tenant.into(), record.into()], Stored::read)?;
        Ok((stored, wrapped_keys(reads, tenant, [record])?))
    })?;
    let keys = office.keys(tenant)?;
    let mut told = BTreeMap::new();
    for one in stored.iter().filter(|one| wanted.contains(&one.id)) {
        let label = one.label(&keys, &one.key(&keys, &wrapped)?)?;
        told.insert(one.id, one.told(label));
    }
    Ok(told)
}

/// What is told of one file in a form: of a file that a saved answer names to who may read that, of another to who sent
/// it.
///
/// # Errors
/// [`Error::NotFound`].
pub fn told(office: &Office, actor: &Actor, id: Uuid) -> Result<Told> {
    let (stored, wrapped) = office.store.read(|reads| -> Result<_> {
        let stored = one(reads, actor.tenant(), id)?;
        if stored.complete {
            readable(office, actor, &stored, reads)?;
        }
        let wrapped = wrapped_keys(reads, actor.tenant(), [stored.record])?;
        Ok((stored, wrapped))
    })?;
    let keys = office.keys(actor.tenant())?;
    let label = stored.label(&keys, &stored.key(&keys, &wrapped)?)?;
    if stored.complete || label.by == actor.id() { Ok(stored.told(label)) } else { Err(Error::NotFound) }
}

/// A file that is being read.
pub struct Content {
    /// What is told of it.
    pub told: Told,
    tenant: i64,
    chunks: u32,
    next: u32,
    sealer: FileSealer,
}

/// Opens a file that a saved answer names; the line in the access log is there before this returns.
///
/// # Errors
/// [`Error::NotFound`] when there is none, when it is not open to the actor, or when it was erased: all the same.
pub fn open(office: &Office, actor: &Actor, id: Uuid) -> Result<Content> {
    let tenant = actor.tenant();
    let (stored, wrapped, view) = office.store.read(|reads| -> Result<_> {
        let stored = one(reads, tenant, id)?;
        if !stored.complete {
            return Err(Error::NotFound);
        }
        let view = readable(office, actor, &stored, reads)?;
        let wrapped = wrapped_keys(reads, tenant, [stored.record])?;
        Ok((stored, wrapped, view))
    })?;
    let keys = office.keys(tenant)?;
    let key = stored.key(&keys, &wrapped)?;
    let label = stored.label(&keys, &key)?;
    let line = NewAccess {
        actor: actor.id(),
        act: "file",
        records: vec![stored.record],
        detail: json!({"kind": view.kind.name, "see": [stored.compartment], "file": stored.id}),
    };
    access_log::note(office, tenant, vec![line])?;
    Ok(Content {
        sealer: FileSealer::new(&keys, &key, stored.record, id),
        told: stored.told(label),
        tenant,
        chunks: u32::try_from(stored.chunks).unwrap_or(0),
        next: 0,
    })
}

impl Content {
    /// The next bytes, at most half a megabyte; nothing after the last.
    ///
    /// # Errors
    /// [`Error::Store`] for chunks that were changed or are not there: what was given so far is then of no use.
    pub fn read(&mut self, office: &Office) -> Result<Option<Vec<u8>>> {
        if self.next == self.chunks {
            return Ok(None);
        }
        let until = (self.next + BATCH).min(self.chunks);
        let params = [self.tenant.into(), self.told.id.into(), i64::from(self.next).into(), i64::from(until).into()];
        let chunks = office.store.read(|reads| reads.all(CHUNKS, &params, chunk))?;
        let mut bytes = Vec::new();
        for n in self.next..until {
            let chunk = chunks.iter().find(|chunk| chunk.n == n).ok_or_else(|| store::Error::Damaged {
                table: "file_chunk",
                row: format!("file {} piece {n}", self.told.id),
                what: "is missing".into(),
            })?;
            bytes.extend_from_slice(&self.sealer.open_chunk(chunk, n + 1 == self.chunks)?);
        }
        self.next = until;
        Ok(Some(bytes))
    }
}

/// Reads `n`, `id` and `ciphertext` of a chunk.
pub(crate) fn chunk(column: &store::Column<'_>) -> store::Result<Chunk> {
    let n: i64 = column.get(0)?;
    let id: Vec<u8> = column.get(1)?;
    // An id of another length fits no bytes.
    let id = id.try_into().unwrap_or_default();
    Ok(Chunk { n: u32::try_from(n).unwrap_or(u32::MAX), id, ciphertext: column.get(2)? })
}

fn one(reads: &mut Reads<'_>, tenant: i64, id: Uuid) -> Result<Stored> {
    let found = reads.first(ONE, &[tenant.into(), id.into()], Stored::read)?;
    found.filter(|stored| stored.chunks > 0).ok_or(Error::NotFound)
}

/// The record of a file, when the actor may read the compartment, or the very answer, that the file is of.
fn readable(office: &Office, actor: &Actor, stored: &Stored, reads: &mut Reads<'_>) -> Result<View> {
    let view = read_view(office, &office.mission(), actor, stored.record, reads)?;
    let sees = |part: &Compartment| stored.is_in(*part);
    let id = stored.id.to_string();
    let named = || view.answers.values().any(|answer| answer.as_str() == Some(id.as_str()));
    if view.access.see.iter().any(sees) || named() { Ok(view) } else { Err(Error::NotFound) }
}
