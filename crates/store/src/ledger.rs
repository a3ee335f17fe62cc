//! The bytes that are hashed and signed: pure functions, so that anyone can recompute them.
//!
//! A hash is SHA-256 over a label, the previous hash and the fields in a fixed order. Each field is written as its
//! length (4 bytes, big-endian) and its bytes; integers are 8 bytes big-endian in two's complement, ids 16 bytes, an
//! absent id is a field of length 0. `tests/vectors.py` computes the same values in another language.

use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// A SHA-256 or HMAC-SHA-256 value.
pub type Hash = [u8; 32];

/// What stands before the first entry of a chain.
pub const START: Hash = [0; 32];

/// What an entry commits to.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the columns are described in the migration")]
pub struct Entry<'a> {
    pub tenant: i64,
    pub seq: i64,
    pub id: Uuid,
    pub tx: Uuid,
    pub record: Uuid,
    pub kind: &'a str,
    pub actor: Uuid,
    pub device: Option<Uuid>,
    pub happened: i64,
    pub recorded: i64,
    pub plain_mac: Hash,
    /// Compartment and [`sealed_hash`] of its new state, sorted by compartment.
    pub sealed: &'a [(&'a str, Hash)],
}

/// Hash of an entry, chained to the one before.
pub fn entry_hash(previous: &Hash, entry: &Entry<'_>) -> Hash {
    let mut bytes = Fields::new(b"chautari-entry-1", previous);
    bytes.int(entry.tenant);
    bytes.int(entry.seq);
    bytes.id(Some(entry.id));
    bytes.id(Some(entry.tx));
    bytes.id(Some(entry.record));
    bytes.put(entry.kind.as_bytes());
    bytes.id(Some(entry.actor));
    bytes.id(entry.device);
    bytes.int(entry.happened);
    bytes.int(entry.recorded);
    bytes.put(&entry.plain_mac);
    for (compartment, hash) in entry.sealed {
        bytes.put(compartment.as_bytes());
        bytes.put(hash);
    }
    bytes.hash()
}

/// Commitment to the plain part of an entry: HMAC-SHA-256 by its salt, so that a guess cannot be tested once the salt
/// is erased. `plain` is RFC 8785 text.
pub fn plain_mac(salt: &[u8], plain: &str) -> Hash {
    let mut mac = Hmac::<Sha256>::new_from_slice(salt).expect("HMAC takes a key of any length");
    mac.update(plain.as_bytes());
    mac.finalize().into_bytes().into()
}

/// What an entry commits to for one compartment.
#[derive(Clone, Copy, Debug)]
#[expect(missing_docs, reason = "the columns are described in the migration")]
pub struct Sealed<'a> {
    pub tenant: i64,
    pub record: Uuid,
    pub compartment: &'a str,
    pub entry: Uuid,
    pub key: &'a str,
    pub nonce: &'a [u8],
    pub ciphertext: &'a [u8],
}

/// Hash of a row of `sealed`.
pub fn sealed_hash(row: &Sealed<'_>) -> Hash {
    let mut bytes = Fields::new(b"chautari-sealed-1", &[]);
    bytes.int(row.tenant);
    bytes.id(Some(row.record));
    bytes.put(row.compartment.as_bytes());
    bytes.id(Some(row.entry));
    bytes.put(row.key.as_bytes());
    bytes.put(row.nonce);
    bytes.put(row.ciphertext);
    bytes.hash()
}

/// What a line of the access log commits to. `records` and `detail` are RFC 8785 texts.
#[derive(Clone, Copy, Debug)]
#[expect(missing_docs, reason = "the columns are described in the migration")]
pub struct Access<'a> {
    pub tenant: i64,
    pub seq: i64,
    pub at: i64,
    pub actor: Uuid,
    pub act: &'a str,
    pub records: &'a str,
    pub detail: &'a str,
}

/// Hash of a line of the access log, chained to the one before.
pub fn access_hash(previous: &Hash, line: &Access<'_>) -> Hash {
    let mut bytes = Fields::new(b"chautari-access-1", previous);
    bytes.int(line.tenant);
    bytes.int(line.seq);
    bytes.int(line.at);
    bytes.id(Some(line.actor));
    bytes.put(line.act.as_bytes());
    bytes.put(line.records.as_bytes());
    bytes.put(line.detail.as_bytes());
    bytes.hash()
}

/// Both heads of a tenant at a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the columns are described in the migration")]
pub struct Heads {
    pub tenant: i64,
    pub seq: i64,
    pub hash: Hash,
    pub access_seq: i64,
    pub access_hash: Hash,
}

/// The bytes a checkpoint signs (Ed25519): both heads and the time, microseconds since 1970.
pub fn checkpoint_bytes(heads: &Heads, signed: i64) -> Vec<u8> {
    let mut bytes = b"chautari-checkpoint-1".to_vec();
    for part in [
        &heads.tenant.to_be_bytes()[..],
        &heads.seq.to_be_bytes(),
        &heads.hash,
        &heads.access_seq.to_be_bytes(),
        &heads.access_hash,
        &signed.to_be_bytes(),
    ] {
        bytes.extend_from_slice(&length(part));
        bytes.extend_from_slice(part);
    }
    bytes
}

/// Lower-case hexadecimal digits of `bytes`.
pub fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]).map(|digit| char::from(DIGITS[usize::from(digit)])).collect()
}

struct Fields(Sha256);

impl Fields {
    fn new(label: &[u8], previous: &[u8]) -> Self {
        let mut hasher = Sha256::new();
        hasher.update(label);
        hasher.update(previous);
        Self(hasher)
    }

    fn put(&mut self, bytes: &[u8]) {
        self.0.update(length(bytes));
        self.0.update(bytes);
    }

    fn int(&mut self, value: i64) {
        self.put(&value.to_be_bytes());
    }

    fn id(&mut self, id: Option<Uuid>) {
        self.put(id.as_ref().map_or(&[], |id| id.as_bytes()));
    }

    fn hash(self) -> Hash {
        self.0.finalize().into()
    }
}

fn length(bytes: &[u8]) -> [u8; 4] {
    // Longer fields do not exist: the engines refuse values of more than 1 GB.
    u32::try_from(bytes.len()).unwrap_or(u32::MAX).to_be_bytes()
}
