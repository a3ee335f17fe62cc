//! Keys, sealing, recovery shares: what makes a stolen disk, database or backup unreadable.
//!
//! ```text
//! master key            a key file, a passphrase, a systemd credential, or 2 of 3 recovery shares
//! ├─ tenant key         random, wrapped by the master key
//! │  ├─ wrapping key    one a compartment, derived (HKDF-SHA256)
//! │  │  └─ data key     random, one a record and compartment, in `record_key`; deleting it is erasure
//! │  │     ├─ state     what a compartment of a record says
//! │  │     └─ box       what stands beside a state: gone with the record
//! │  ├─ file's key      random, one a file, in `record_key` beside its record's
//! │  │     ├─ box       the file's name
//! │  │     └─ file      its chunks
//! │  └─ box             drafts, second factors: not part of a record
//! ├─ signing key        Ed25519, random, wrapped by the master key, signs checkpoints
//! ├─ lookup key         HMAC of sign-in names, derived
//! └─ backup key         wraps the key of each backup file, derived
//! ```
//!
//! **One cipher**: XChaCha20-Poly1305 with associated data that says where the ciphertext belongs, so that a row moved
//! to another tenant, record, compartment or entry does not open. Names of keys begin with `k1.`: the 1 stands for all
//! of cipher, associated data and padding, so that a later way can be told from this one.
//!
//! **Randomness**: every key, nonce and salt here comes from the operating system ([`getrandom`]), never from a seed
//! or a parameter, also in a demonstration whose content is a function of a seed. Nonces are 192 random bits, so two
//! never meet. The functions that take a nonce exist for known-answer tests and are not public.
//!
//! **Lengths**: what is sealed is padded first (see `padding`), so that a ciphertext's length tells little.
//!
//! **Memory**: keys live on the heap in one place, are overwritten when dropped, and print as nothing. What was
//! opened is handed out as [`zeroize::Zeroizing`]. Against someone who reads the memory of a running server there is
//! no protection here.
//!
//! This module never touches the database.

mod aead;
mod backup;
mod boxes;
mod file;
mod hex;
mod lookup;
mod master;
mod padding;
mod passphrase;
mod record;
mod secret_file;
mod shamir;
mod share;
mod tenant;

#[cfg(test)]
mod vectors;

pub use aead::random;
pub use backup::{BackupReader, BackupWriter};
pub use boxes::Sealed;
pub use file::{Chunk, FILE_CHUNK_BYTES, FILE_MAX_BYTES, FileSealer, FileSize};
pub use master::{CREDENTIAL_NAME, MasterKey};
pub use passphrase::PassphraseFile;
pub use record::DataKey;
pub use share::Share;
pub use tenant::{TenantKeys, WrappedTenantKeys, verify};
