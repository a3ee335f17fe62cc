//! What a compartment of a record says, sealed under a key of its own.

use super::aead::{self, Associated, Nonce, SealingKey, Secret};
use super::tenant::TenantKeys;
use crate::{Error, Result, SealedState};
use std::fmt;
use uuid::Uuid;
use zeroize::Zeroizing;

/// The key of one compartment of one record. It is random, so deleting its wrapped form from `record_key` makes unreadable
/// everything sealed under it, here and in every copy without that row.
pub struct DataKey {
    pub(super) root: Secret,
    state: SealingKey,
}

impl DataKey {
    pub(super) fn from_secret(root: Secret) -> DataKey {
        let state = SealingKey::derive(&root, "chautari/state");
        DataKey { root, state }
    }
}

impl fmt::Debug for DataKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DataKey")
    }
}

impl TenantKeys {
    /// A new data key, for one compartment of one record.
    pub fn data_key(&self) -> DataKey {
        DataKey::from_secret(Secret::random())
    }

    /// The data key for `record_key`, wrapped by the compartment's key and bound to tenant, record and compartment.
    pub fn wrap(&self, record: Uuid, compartment: &str, key: &DataKey) -> Vec<u8> {
        self.wrap_with(record, compartment, key, &aead::random())
    }

    pub(super) fn wrap_with(&self, record: Uuid, compartment: &str, key: &DataKey, nonce: &Nonce) -> Vec<u8> {
        aead::wrap(&self.wrapping(compartment), nonce, &self.associated_key(record, compartment), &key.root)
    }

    /// The data key of a row of `record_key`.
    ///
    /// # Errors
    /// The row was changed or belongs to another tenant, record or compartment.
    pub fn unwrap(&self, record: Uuid, compartment: &str, wrapped: &[u8]) -> Result<DataKey> {
        aead::unwrap(&self.wrapping(compartment), &self.associated_key(record, compartment), wrapped)
            .map(DataKey::from_secret)
            .ok_or_else(|| Error::Damaged {
                table: "record_key",
                row: format!("record {record} {compartment}"),
                what: "does not open: changed, or of another tenant, record or compartment".to_owned(),
            })
    }

    /// Seals the whole of a compartment as it stands after `entry`, padded, bound to tenant, record, compartment, key
    /// and entry.
    pub fn seal_state(
        &self,
        key: &DataKey,
        record: Uuid,
        compartment: &'static str,
        entry: Uuid,
        plaintext: &[u8],
    ) -> SealedState {
        let nonce = aead::random();
        let ciphertext = self.seal_state_with(key, record, compartment, entry, plaintext, &nonce);
        SealedState { compartment, key: key.state.name().to_owned(), nonce, ciphertext }
    }

    pub(super) fn seal_state_with(
        &self,
        key: &DataKey,
        record: Uuid,
        compartment: &str,
        entry: Uuid,
        plaintext: &[u8],
        nonce: &Nonce,
    ) -> Vec<u8> {
        key.state.seal(nonce, self.associated_state(record, compartment, entry), plaintext)
    }

    /// Opens the state of a compartment after `entry`, which is the one the record names as current: an older state
    /// put in its place does not open.
    ///
    /// # Errors
    /// The row was changed, sealed with another key, or belongs to another tenant, record, compartment or entry.
    pub fn open_state(
        &self,
        key: &DataKey,
        record: Uuid,
        entry: Uuid,
        state: &SealedState,
    ) -> Result<Zeroizing<Vec<u8>>> {
        let associated = self.associated_state(record, state.compartment, entry);
        key.state.open(&state.key, &state.nonce, associated, &state.ciphertext).ok_or_else(|| Error::Damaged {
            table: "sealed",
            row: format!("record {record} {} entry {entry}", state.compartment),
            what: "does not open: changed, or of another tenant, record, compartment, entry or key".to_owned(),
        })
    }

    fn wrapping(&self, compartment: &str) -> Secret {
        self.key.derive(&format!("chautari/wrap/{compartment}"))
    }

    fn associated_key(&self, record: Uuid, compartment: &str) -> Associated {
        Associated::new("chautari/record-key/1")
            .with(&self.tenant.to_be_bytes())
            .with(record.as_bytes())
            .with(compartment.as_bytes())
    }

    fn associated_state(&self, record: Uuid, compartment: &str, entry: Uuid) -> Associated {
        Associated::new("chautari/state/1")
            .with(&self.tenant.to_be_bytes())
            .with(record.as_bytes())
            .with(compartment.as_bytes())
            .with(entry.as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::super::MasterKey;
    use super::*;
    use proptest::prelude::*;

    const RECORD: Uuid = Uuid::from_u128(1);
    const ENTRY: Uuid = Uuid::from_u128(2);
    const OTHER: Uuid = Uuid::from_u128(3);

    fn sealed() -> (MasterKey, TenantKeys, DataKey, SealedState) {
        let master = MasterKey::generate();
        let (keys, _) = TenantKeys::generate(1, &master);
        let key = keys.data_key();
        let state = keys.seal_state(&key, RECORD, "identity", ENTRY, b"{\"name\":\"Maya\"}");
        (master, keys, key, state)
    }

    #[test]
    fn a_state_opens_where_it_was_sealed_and_nowhere_else() {
        let (_, keys, key, state) = sealed();
        assert_eq!(keys.open_state(&key, RECORD, ENTRY, &state).unwrap().as_slice(), b"{\"name\":\"Maya\"}");

        let error = keys.open_state(&key, OTHER, ENTRY, &state).unwrap_err();
        assert!(matches!(&error, Error::Damaged { table: "sealed", row, .. } if row.contains("identity")), "{error}");
        keys.open_state(&key, RECORD, OTHER, &state).unwrap_err();
        keys.open_state(&key, RECORD, ENTRY, &SealedState { compartment: "legal", ..state.clone() }).unwrap_err();
        keys.open_state(&keys.data_key(), RECORD, ENTRY, &state).unwrap_err();
        let elsewhere = TenantKeys::from_secrets(2, Secret::from_slice(keys.key.bytes()).unwrap(), &Secret::random());
        elsewhere.open_state(&key, RECORD, ENTRY, &state).unwrap_err();
    }

    #[test]
    fn an_older_state_put_in_place_of_the_current_one_is_refused() {
        let (_, keys, key, old) = sealed();
        let current = keys.seal_state(&key, RECORD, "identity", OTHER, b"{\"name\":\"Mina\"}");
        keys.open_state(&key, RECORD, OTHER, &current).unwrap();
        keys.open_state(&key, RECORD, OTHER, &old).unwrap_err();
        keys.open_state(&key, RECORD, OTHER, &SealedState { ciphertext: old.ciphertext, ..current }).unwrap_err();
    }

    #[test]
    fn a_wrapped_data_key_opens_where_it_was_wrapped_and_nowhere_else() {
        let (master, keys, key, _) = sealed();
        let wrapped = keys.wrap(RECORD, "identity", &key);
        assert_eq!(keys.unwrap(RECORD, "identity", &wrapped).unwrap().root.bytes(), key.root.bytes());
        keys.unwrap(OTHER, "identity", &wrapped).unwrap_err();
        keys.unwrap(RECORD, "legal", &wrapped).unwrap_err();
        TenantKeys::generate(1, &master).0.unwrap(RECORD, "identity", &wrapped).unwrap_err();
        let elsewhere = TenantKeys::from_secrets(2, Secret::from_slice(keys.key.bytes()).unwrap(), &Secret::random());
        elsewhere.unwrap(RECORD, "identity", &wrapped).unwrap_err();
    }

    #[test]
    fn the_same_text_never_seals_to_the_same_bytes() {
        let (_, keys, key, state) = sealed();
        let again = keys.seal_state(&key, RECORD, "identity", ENTRY, b"{\"name\":\"Maya\"}");
        assert_ne!(again.nonce, state.nonce);
        assert_ne!(again.ciphertext, state.ciphertext);
        assert_eq!(again.key, state.key);
        assert_ne!(keys.wrap(RECORD, "identity", &key), keys.wrap(RECORD, "identity", &key));
    }

    #[test]
    fn lengths_tell_little() {
        let (_, keys, key, _) = sealed();
        let length = |text: &str| keys.seal_state(&key, RECORD, "mind", ENTRY, text.as_bytes()).ciphertext.len();
        assert_eq!(length("{}"), length("{\"name\":\"a name of many letters and more\"}"));
        assert_eq!(length(""), 64 + 16);
    }

    proptest! {
        #![proptest_config(ProptestConfig {
            cases: 256,
            rng_seed: proptest::test_runner::RngSeed::Fixed(1),
            failure_persistence: None,
            ..ProptestConfig::default()
        })]

        #[test]
        fn a_flipped_bit_is_refused(text in proptest::collection::vec(any::<u8>(), 0..300), place: usize, bit in 0u8..8) {
            let (_, keys, key, _) = sealed();
            let state = keys.seal_state(&key, RECORD, "identity", ENTRY, &text);
            prop_assert_eq!(&*keys.open_state(&key, RECORD, ENTRY, &state).unwrap(), &text);

            let mut changed = state.clone();
            let place_in = place % changed.ciphertext.len();
            changed.ciphertext[place_in] ^= 1 << bit;
            prop_assert!(keys.open_state(&key, RECORD, ENTRY, &changed).is_err());
            let mut changed = state.clone();
            changed.nonce[place % 24] ^= 1 << bit;
            prop_assert!(keys.open_state(&key, RECORD, ENTRY, &changed).is_err());
            let mut changed = state.clone();
            changed.ciphertext.truncate(place % changed.ciphertext.len());
            prop_assert!(keys.open_state(&key, RECORD, ENTRY, &changed).is_err());
            let mut wrapped = keys.wrap(RECORD, "identity", &key);
            let place_in = place % wrapped.len();
            wrapped[place_in] ^= 1 << bit;
            prop_assert!(keys.unwrap(RECORD, "identity", &wrapped).is_err());
        }
    }
}
