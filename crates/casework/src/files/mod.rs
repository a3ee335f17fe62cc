//! Files that answers name: a copy of a document, a photograph, a recording.
//!
//! A file is sealed in chunks of 64 KiB as it arrives ([`put`]), under a key of its own that stands in `record_key` beside
//! its record's: erasing the record erases it, also from backups. It belongs to one record and one compartment, and is
//! read as they are. Until a saved answer names it, it belongs to the form it was sent with; [`sweep`] takes away what
//! no form keeps. The entry that names it for the first time commits to its bytes (`$files`), so that the ledger tells a
//! changed file.
//!
//! Its own name is sealed with it: it stands in no address, no log and no other table.

mod claim;
mod media;
mod name;
mod put;
mod read;
mod sweep;

pub(crate) use claim::{claim, commitment};
pub use media::accept;
pub use name::disposition;
pub use put::{Place, put};
pub(crate) use read::chunk;
pub use read::{Content, of_view, open, told};
pub use store::keys::FILE_MAX_BYTES;
pub use sweep::sweep;

use crate::{Error, Result};
use forms::{Compartment, FieldType};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use store::keys::{DataKey, FileSealer, Sealed, TenantKeys};
use store::{Column, Param, Reads, Row, Table, list, sql};
use uuid::Uuid;

/// What is told of a file.
#[derive(Clone, Debug, PartialEq)]
pub struct Told {
    /// Its id, which the answer names.
    pub id: Uuid,
    /// What it is, found out from its bytes (`application/pdf`).
    pub media: String,
    /// Its own name, cleaned; ends as files of its type do.
    pub name: String,
    /// Bytes.
    pub bytes: i64,
    /// When it was sent, microseconds.
    pub created: i64,
}

/// True for a field whose answer is a file.
pub fn is_file(r#type: &FieldType) -> bool {
    use FieldType::{Audio, File, Photo, Signature, Video};
    matches!(r#type, Photo | Audio | Video | File | Signature)
}

static FILE: Table = Table {
    name: "file",
    columns: &[
        "id",
        "record",
        "compartment",
        "media",
        "bytes",
        "chunks",
        "key",
        "nonce",
        "name",
        "complete",
        "created",
    ],
    key: 1,
};
static CHUNK: Table = Table { name: "file_chunk", columns: &["file", "n", "id", "ciphertext"], key: 2 };
static KEY: Table = Table { name: "record_key", columns: &["record", "compartment", "wrapped"], key: 2 };

const ONE: &str = sql!(
    "SELECT id, record, compartment, media, bytes, chunks, key, nonce, name, complete, created \
     FROM file WHERE tenant = $1 AND id = $2"
);
const OF_RECORD: &str = sql!(
    "SELECT id, record, compartment, media, bytes, chunks, key, nonce, name, complete, created \
     FROM file WHERE tenant = $1 AND record = $2 ORDER BY id"
);
/// A row of `file`.
#[derive(Clone)]
pub(crate) struct Stored {
    pub id: Uuid,
    pub record: Uuid,
    pub compartment: String,
    pub media: String,
    pub bytes: i64,
    /// 0 when it did not arrive whole.
    pub chunks: i64,
    pub name: Sealed,
    /// True when a saved answer names it.
    pub complete: bool,
    pub created: i64,
}

/// What is sealed of a file beside its bytes.
#[derive(Serialize, Deserialize)]
struct Label {
    /// Its own name.
    name: String,
    /// The account that sent it.
    by: Uuid,
    /// The draft of the form it was sent with.
    form: Uuid,
}

impl Stored {
    /// Reads the columns of [`FILE`] in their order.
    pub fn read(column: &Column<'_>) -> store::Result<Self> {
        let id: Uuid = column.get(0)?;
        let nonce: Vec<u8> = column.get(7)?;
        let damaged = |_| store::Error::Damaged {
            table: "file",
            row: id.to_string(),
            what: "its nonce has another length".into(),
        };
        Ok(Self {
            id,
            record: column.get(1)?,
            compartment: column.get(2)?,
            media: column.get(3)?,
            bytes: column.get(4)?,
            chunks: column.get(5)?,
            name: Sealed { key: column.get(6)?, nonce: nonce.try_into().map_err(damaged)?, ciphertext: column.get(8)? },
            complete: column.get(9)?,
            created: column.get(10)?,
        })
    }

    /// Its row as named by a saved answer.
    fn named(&self) -> Row {
        Row { table: &FILE, values: self.values(true), delete: false }
    }

    fn values(&self, complete: bool) -> Vec<Param> {
        vec![
            self.id.into(),
            self.record.into(),
            self.compartment.clone().into(),
            self.media.clone().into(),
            self.bytes.into(),
            self.chunks.into(),
            self.name.key.clone().into(),
            self.name.nonce.to_vec().into(),
            self.name.ciphertext.clone().into(),
            complete.into(),
            self.created.into(),
        ]
    }

    /// What the key of this file is called in `record_key`.
    pub fn key_name(&self) -> String {
        key_name(&self.compartment, self.id)
    }

    /// Its data key.
    ///
    /// # Errors
    /// [`Error::NotFound`] for one that is not among `keys`: then the file is erased.
    pub fn key(&self, keys: &TenantKeys, wrapped: &BTreeMap<String, Vec<u8>>) -> Result<DataKey> {
        let name = self.key_name();
        Ok(keys.unwrap(self.record, &name, wrapped.get(&name).ok_or(Error::NotFound)?)?)
    }

    /// What opens its chunks, once its name was opened too.
    ///
    /// # Errors
    /// [`Error::NotFound`] as [`Stored::key`]; a key or a name that was changed.
    pub fn sealer(&self, keys: &TenantKeys, wrapped: &BTreeMap<String, Vec<u8>>) -> Result<FileSealer> {
        let key = self.key(keys, wrapped)?;
        self.label(keys, &key)?;
        Ok(FileSealer::new(keys, &key, self.record, self.id))
    }

    fn label(&self, keys: &TenantKeys, key: &DataKey) -> Result<Label> {
        let text = keys.open_box_under(key, "file-name", &context(self.id, &self.media), &self.name)?;
        let damaged = |_| store::Error::Damaged {
            table: "file",
            row: self.id.to_string(),
            what: "its name does not read".into(),
        };
        Ok(serde_json::from_slice(&text).map_err(damaged)?)
    }

    fn told(&self, label: Label) -> Told {
        Told { id: self.id, media: self.media.clone(), name: label.name, bytes: self.bytes, created: self.created }
    }

    /// True for the compartment it is kept in.
    fn is_in(&self, compartment: Compartment) -> bool {
        self.compartment == compartment.name()
    }
}

fn key_name(compartment: &str, id: Uuid) -> String {
    format!("{compartment}/{id}")
}

/// What a file's sealed name is bound to: with its media type, so that another type put in its row is told.
fn context(id: Uuid, media: &str) -> Vec<u8> {
    [id.as_bytes().as_slice(), media.as_bytes()].concat()
}

/// The wrapped keys of the files of some records, by their names.
pub(crate) fn wrapped_keys(
    reads: &mut Reads<'_>,
    tenant: i64,
    records: impl IntoIterator<Item = Uuid>,
) -> Result<BTreeMap<String, Vec<u8>>> {
    let mut params: Vec<Param> = vec![tenant.into()];
    let places = list(&mut params, records.into_iter().map(Param::Uuid));
    let found = reads.all(&keys_sql(&places), &params, |column| Ok((column.get::<String>(0)?, column.get(1)?)))?;
    Ok(found.into_iter().filter(|(name, _)| name.contains('/')).collect())
}

fn keys_sql(places: &str) -> String {
    format!("SELECT compartment, wrapped FROM record_key WHERE tenant = $1 AND record IN {places}")
}
