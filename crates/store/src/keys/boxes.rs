//! Small things sealed beside the states of records.
//!
//! A box under the tenant's key is for what belongs to no record: a draft, a second factor's secret. A box under a data
//! key is for what belongs to a record's compartment: the value of a conflict, the name of a file. The second is erased
//! with the record, also from backups; so what tells of a person in a record goes there.

use super::aead::{self, Associated, NONCE_BYTES, Nonce, SealingKey};
use super::record::DataKey;
use super::tenant::TenantKeys;
use crate::{Error, Result};
use std::fmt;
use zeroize::Zeroizing;

/// Bytes of a sealing key's name: `k1.` and 32 digits.
const NAME_BYTES: usize = 35;

/// What was put into a box.
#[derive(Clone, PartialEq)]
pub struct Sealed {
    /// Name of the key.
    pub key: String,
    /// The cipher's nonce.
    pub nonce: [u8; 24],
    /// What was sealed, padded.
    pub ciphertext: Vec<u8>,
}

impl TenantKeys {
    /// Seals under the tenant's key. `purpose` says what it is (`draft`, `second-factor`), `context` where it stands: the
    /// id of its row at least, so that it does not open in another row.
    pub fn seal_box(&self, purpose: &'static str, context: &[u8], plaintext: &[u8]) -> Sealed {
        self.fill(&SealingKey::derive(&self.key, &info(purpose)), purpose, context, plaintext, aead::random())
    }

    /// Opens what [`TenantKeys::seal_box`] sealed for the same purpose and context.
    ///
    /// # Errors
    /// The box was changed, or belongs to another tenant, purpose or context.
    pub fn open_box(&self, purpose: &'static str, context: &[u8], sealed: &Sealed) -> Result<Zeroizing<Vec<u8>>> {
        self.empty(&SealingKey::derive(&self.key, &info(purpose)), purpose, context, sealed)
    }

    /// As [`TenantKeys::seal_box`], under the data key of a record's compartment, with which it is erased.
    pub fn seal_box_under(&self, key: &DataKey, purpose: &'static str, context: &[u8], plaintext: &[u8]) -> Sealed {
        self.fill(&SealingKey::derive(&key.root, &info(purpose)), purpose, context, plaintext, aead::random())
    }

    /// Opens what [`TenantKeys::seal_box_under`] sealed with the same key, for the same purpose and context.
    ///
    /// # Errors
    /// The box was changed, or belongs to another tenant, record, compartment, purpose or context.
    pub fn open_box_under(
        &self,
        key: &DataKey,
        purpose: &'static str,
        context: &[u8],
        sealed: &Sealed,
    ) -> Result<Zeroizing<Vec<u8>>> {
        self.empty(&SealingKey::derive(&key.root, &info(purpose)), purpose, context, sealed)
    }

    pub(super) fn fill(
        &self,
        key: &SealingKey,
        purpose: &str,
        context: &[u8],
        plaintext: &[u8],
        nonce: Nonce,
    ) -> Sealed {
        let ciphertext = key.seal(&nonce, self.associated_box(purpose, context), plaintext);
        Sealed { key: key.name().to_owned(), nonce, ciphertext }
    }

    fn empty(&self, key: &SealingKey, purpose: &str, context: &[u8], sealed: &Sealed) -> Result<Zeroizing<Vec<u8>>> {
        key.open(&sealed.key, &sealed.nonce, self.associated_box(purpose, context), &sealed.ciphertext).ok_or_else(
            || Error::Key(format!("sealed {purpose} does not open: changed, or of another tenant, place or key")),
        )
    }

    fn associated_box(&self, purpose: &str, context: &[u8]) -> Associated {
        Associated::new("chautari/box/1").with(&self.tenant.to_be_bytes()).with(purpose.as_bytes()).with(context)
    }
}

impl Sealed {
    /// All in one value, for a table that has one column for it.
    pub fn to_bytes(&self) -> Vec<u8> {
        [self.key.as_bytes(), &self.nonce, &self.ciphertext].concat()
    }

    /// What [`Sealed::to_bytes`] made.
    ///
    /// # Errors
    /// Too short, or it does not begin with a key's name.
    pub fn from_bytes(bytes: &[u8]) -> Result<Sealed> {
        let parts = bytes.split_at_checked(NAME_BYTES).and_then(|(key, rest)| {
            let (nonce, ciphertext) = rest.split_first_chunk::<NONCE_BYTES>()?;
            let key = str::from_utf8(key).ok().filter(|key| key.starts_with("k1."))?;
            Some(Sealed { key: key.to_owned(), nonce: *nonce, ciphertext: ciphertext.to_vec() })
        });
        parts.ok_or_else(|| Error::Key("a sealed value is damaged: it does not begin with a key's name".to_owned()))
    }
}

impl fmt::Debug for Sealed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Sealed({}, {} bytes)", self.key, self.ciphertext.len())
    }
}

pub(super) fn info(purpose: &str) -> String {
    format!("chautari/box/{purpose}")
}

#[cfg(test)]
mod tests {
    use super::super::MasterKey;
    use super::*;

    fn keys() -> TenantKeys {
        TenantKeys::generate(1, &MasterKey::generate()).0
    }

    #[test]
    fn a_box_opens_for_its_purpose_and_place_only() {
        let keys = keys();
        let sealed = keys.seal_box("draft", b"row 1", b"words");
        assert_eq!(keys.open_box("draft", b"row 1", &sealed).unwrap().as_slice(), b"words");
        let error = keys.open_box("draft", b"row 2", &sealed).unwrap_err().to_string();
        assert!(error.contains("sealed draft does not open"), "{error}");
        keys.open_box("second-factor", b"row 1", &sealed).unwrap_err();
        self::keys().open_box("draft", b"row 1", &sealed).unwrap_err();
        keys.open_box_under(&keys.data_key(), "draft", b"row 1", &sealed).unwrap_err();
    }

    #[test]
    fn a_box_under_a_data_key_opens_with_that_key_only() {
        let keys = keys();
        let key = keys.data_key();
        let sealed = keys.seal_box_under(&key, "conflict", b"row 1", b"words");
        assert_eq!(keys.open_box_under(&key, "conflict", b"row 1", &sealed).unwrap().as_slice(), b"words");
        keys.open_box_under(&keys.data_key(), "conflict", b"row 1", &sealed).unwrap_err();
        keys.open_box_under(&key, "conflict", b"row 2", &sealed).unwrap_err();
        keys.open_box("conflict", b"row 1", &sealed).unwrap_err();
    }

    #[test]
    fn a_box_fits_into_one_value() {
        let keys = keys();
        let sealed = keys.seal_box("second-factor", b"row 1", b"secret");
        let bytes = sealed.to_bytes();
        assert_eq!(Sealed::from_bytes(&bytes).unwrap(), sealed);
        for length in 0..NAME_BYTES + NONCE_BYTES {
            Sealed::from_bytes(&bytes[..length]).unwrap_err();
        }
        for place in 0..bytes.len() {
            let mut changed = bytes.clone();
            changed[place] ^= 1;
            let opened =
                Sealed::from_bytes(&changed).and_then(|sealed| keys.open_box("second-factor", b"row 1", &sealed));
            assert!(opened.is_err(), "byte {place}");
        }
    }
}
