//! Taking a file in: sealed chunk by chunk as it arrives, with two chunks of it in memory and a few on their way.

use super::{CHUNK, FILE, KEY, Label, Stored, Told, context, is_file, key_name, media, name};
use crate::actor::Actor;
use crate::record::access_of;
use crate::{Error, Office, Result, rights};
use forms::answers::{ErrorCode, FieldError};
use forms::roles::Action;
use forms::{Compartment, FieldType, Label as Words};
use std::io::Read;
use store::keys::{Chunk, FILE_CHUNK_BYTES, FILE_MAX_BYTES, FileSealer};
use store::sql;
use uuid::Uuid;

/// Chunks written by one transaction.
const BATCH: usize = 8;

const ARRIVED: &str = sql!("UPDATE file SET bytes = $3, chunks = $4 WHERE tenant = $1 AND id = $2");

/// The answer that is to name a file.
#[derive(Clone, Copy, Debug)]
pub struct Place<'a> {
    /// Its record, which need not be there yet.
    pub record: Uuid,
    /// The record's kind.
    pub kind: &'a str,
    /// Path of the answer.
    pub path: &'a str,
    /// Id of the draft the form is kept in; the record's, where the form is of it alone.
    pub form: Uuid,
}

/// Takes a file in. It is on disk when this returns, and goes with the form it was sent with unless a saved answer names
/// it. `given` is the name it came with.
///
/// # Errors
/// [`Error::NotFound`] and [`Error::Forbidden`] as for writing the answer; [`Error::Invalid`] for a file of a type that
/// the field does not take, or longer than [`FILE_MAX_BYTES`]; [`Error::Store`] when reading it fails. Nothing of it is
/// kept then.
pub fn put(office: &Office, actor: &Actor, place: &Place<'_>, given: &str, mut from: impl Read) -> Result<Told> {
    let (r#type, compartment) = right(office, actor, place)?;
    let mut head = Vec::new();
    let piece = FILE_CHUNK_BYTES as u64;
    from.by_ref().take(piece).read_to_end(&mut head).map_err(unread)?;
    let media = media::of(&head).filter(|media| media::fits(&r#type, media));
    let media = media.ok_or_else(|| invalid(place, ErrorCode::Type(media::wanted(&r#type))))?;
    let tenant = actor.tenant();
    let keys = office.keys(tenant)?;
    let (id, key) = (office.new_id(), keys.data_key());
    let label = Label { name: name::clean(given, media), by: actor.id(), form: place.form };
    let text = serde_json::to_vec(&label).expect("a name is plain data");
    let mut stored = Stored {
        id,
        record: place.record,
        compartment: compartment.name().to_owned(),
        media: media.to_owned(),
        bytes: 0,
        chunks: 0,
        name: keys.seal_box_under(&key, "file-name", &context(id, media), &text),
        complete: false,
        created: office.now(),
    };
    let wrapped = keys.wrap(place.record, &stored.key_name(), &key);
    let rows =
        (vec![place.record.into(), key_name(compartment.name(), id).into(), wrapped.into()], stored.values(false));
    office.store.write(move |writes| -> store::Result<()> {
        writes.add(&KEY, tenant, vec![rows.0])?;
        writes.add(&FILE, tenant, vec![rows.1])
    })?;
    let mut whole = head.chain(from).take(FILE_MAX_BYTES + 1);
    let sealer = FileSealer::new(&keys, &key, place.record, id);
    let arrived = chunks(office, tenant, id, &sealer, &mut whole);
    let longer = whole.limit() == 0;
    match arrived {
        Ok((bytes, chunks)) if !longer => (stored.bytes, stored.chunks) = (bytes, chunks),
        failed => {
            super::sweep::remove(office, tenant, &stored)?;
            return Err(match failed {
                Err(error) if !longer => error,
                _ => invalid(place, ErrorCode::TooLong(FILE_MAX_BYTES as usize)),
            });
        }
    }
    Ok(stored.told(label))
}

/// Seals what arrives, writes it a few chunks at a time, and notes how long it is.
fn chunks(office: &Office, tenant: i64, id: Uuid, sealer: &FileSealer, from: &mut impl Read) -> Result<(i64, i64)> {
    let mut waiting: Vec<Chunk> = Vec::with_capacity(BATCH);
    let write = |chunks: Vec<Chunk>| {
        let row = |chunk: Chunk| {
            vec![id.into(), i64::from(chunk.n).into(), chunk.id.to_vec().into(), chunk.ciphertext.into()]
        };
        let rows = chunks.into_iter().map(row).collect();
        office.store.write(move |writes| writes.add(&CHUNK, tenant, rows))
    };
    let size = sealer.seal(from, |chunk| {
        waiting.push(chunk);
        if waiting.len() == BATCH { write(std::mem::take(&mut waiting)) } else { Ok(()) }
    })?;
    if !waiting.is_empty() {
        write(waiting)?;
    }
    let (bytes, chunks) = (i64::try_from(size.bytes).unwrap_or(i64::MAX), i64::from(size.chunks));
    let touched = office
        .store
        .write(move |writes| writes.run(ARRIVED, &[tenant.into(), id.into(), bytes.into(), chunks.into()]))?;
    // Its record was erased meanwhile.
    if touched == 0 { Err(Error::NotFound) } else { Ok((bytes, chunks)) }
}

fn unread(source: std::io::Error) -> Error {
    Error::Store(store::Error::Io { path: "a file that is sent".into(), source })
}

fn invalid(place: &Place<'_>, code: ErrorCode) -> Error {
    Error::Invalid(vec![FieldError { path: place.path.to_owned(), code, message: Words::default() }])
}

/// The type and compartment of the answer, when the actor may write it. Whether a new record may be made here and now is
/// decided when it is saved.
fn right(office: &Office, actor: &Actor, place: &Place<'_>) -> Result<(FieldType, Compartment)> {
    let mission = office.mission();
    let kind = mission.kinds.get(place.kind).ok_or(Error::NotFound)?;
    let field = kind.field(place.path).filter(|field| is_file(&field.r#type) && field.calculation.is_none());
    let (Some(field), Some(compartment)) = (field, kind.compartment(place.path)) else {
        return Err(if actor.may_ever(kind, Action::View) {
            Error::Request(format!("{} has no such field that takes a file", kind.name))
        } else {
            Error::NotFound
        });
    };
    let access = office.store.read(|reads| access_of(office, &mission, actor, kind, place.record, reads));
    // A record that is there and not open to her is answered as one that is not: its file would be of no use.
    let access = match access {
        Err(Error::NotFound) => None,
        other => other?,
    };
    match access {
        Some(access) if !access.may(Action::Change) => Err(Error::Forbidden { right: "change".into() }),
        Some(access) if !access.write.contains(&compartment) => {
            Err(Error::Forbidden { right: format!("write:{}", compartment.name()) })
        }
        None if !rights::may_fill(actor, kind, compartment) => Err(Error::NotFound),
        _ => Ok((field.r#type.clone(), compartment)),
    }
}
