//! A tenant's keys: one that everything of the tenant hangs on, and one that signs.

use super::aead::{self, Associated, Nonce, Secret};
use super::master::MasterKey;
use crate::{Error, Result};
use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use std::fmt;

/// The keys of a tenant, open. Kept in memory only; make one a tenant and share it.
pub struct TenantKeys {
    pub(super) tenant: i64,
    pub(super) key: Secret,
    signing: SigningKey,
}

/// The row of `tenant_key`: both keys wrapped by the master key, and what verifies signatures.
#[derive(Clone, Debug, PartialEq)]
pub struct WrappedTenantKeys {
    /// The tenant key, wrapped.
    pub wrapped: Vec<u8>,
    /// The signing key, wrapped.
    pub signing: Vec<u8>,
    /// The public half of the signing key (Ed25519).
    pub public: [u8; 32],
}

impl TenantKeys {
    /// New keys for a tenant, open and wrapped.
    pub fn generate(tenant: i64, master: &MasterKey) -> (TenantKeys, WrappedTenantKeys) {
        let keys = TenantKeys::from_secrets(tenant, Secret::random(), &Secret::random());
        let wrapped = keys.wrapped_with(master, &aead::random(), &aead::random());
        (keys, wrapped)
    }

    /// Opens a tenant's keys.
    ///
    /// # Errors
    /// The master key is another one, or the row was changed or belongs to another tenant.
    pub fn open(tenant: i64, master: &MasterKey, wrapped: &WrappedTenantKeys) -> Result<TenantKeys> {
        let wrapping = master.derive(WRAPPING);
        let key = aead::unwrap(&wrapping, &associated_key(tenant), &wrapped.wrapped);
        let signing = aead::unwrap(&wrapping, &associated_signing(tenant, &wrapped.public), &wrapped.signing);
        let (Some(key), Some(signing)) = (key, signing) else {
            return Err(Error::Key(format!(
                "the keys of tenant {tenant} do not open: this is not the master key of this database, or its table \
                 tenant_key was changed"
            )));
        };
        Ok(TenantKeys::from_secrets(tenant, key, &signing))
    }

    /// The tenant they belong to.
    pub fn tenant(&self) -> i64 {
        self.tenant
    }

    /// Signs with the tenant's signing key (Ed25519, RFC 8032). What is signed begins with a text that says what it is,
    /// so that a signature of one thing never passes for another's.
    pub fn sign(&self, bytes: &[u8]) -> [u8; 64] {
        self.signing.sign(bytes).to_bytes()
    }

    /// The public half of the signing key.
    pub fn public(&self) -> [u8; 32] {
        self.signing.verifying_key().to_bytes()
    }

    pub(super) fn from_secrets(tenant: i64, key: Secret, signing: &Secret) -> TenantKeys {
        TenantKeys { tenant, key, signing: SigningKey::from_bytes(signing.bytes()) }
    }

    pub(super) fn wrapped_with(
        &self,
        master: &MasterKey,
        key_nonce: &Nonce,
        signing_nonce: &Nonce,
    ) -> WrappedTenantKeys {
        let wrapping = master.derive(WRAPPING);
        let public = self.public();
        let signing = Secret::from_slice(self.signing.as_bytes()).expect("an Ed25519 seed has 32 bytes");
        WrappedTenantKeys {
            wrapped: aead::wrap(&wrapping, key_nonce, &associated_key(self.tenant), &self.key),
            signing: aead::wrap(&wrapping, signing_nonce, &associated_signing(self.tenant, &public), &signing),
            public,
        }
    }
}

impl fmt::Debug for TenantKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "TenantKeys({})", self.tenant)
    }
}

/// True when `signature` is that of `bytes` by the key whose public half is `public`. Strict: public keys and
/// signatures that several messages or people could claim are refused.
#[must_use]
pub fn verify(public: &[u8; 32], bytes: &[u8], signature: &[u8; 64]) -> bool {
    VerifyingKey::from_bytes(public)
        .is_ok_and(|key| key.verify_strict(bytes, &Signature::from_bytes(signature)).is_ok())
}

/// Derives, from the master key, what wraps tenants' keys.
const WRAPPING: &str = "chautari/wrap/tenant";

fn associated_key(tenant: i64) -> Associated {
    Associated::new("chautari/tenant-key/1").with(&tenant.to_be_bytes())
}

fn associated_signing(tenant: i64, public: &[u8; 32]) -> Associated {
    Associated::new("chautari/signing-key/1").with(&tenant.to_be_bytes()).with(public)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tenants_keys_open_with_their_master_key_and_number_only() {
        let master = MasterKey::generate();
        let (keys, wrapped) = TenantKeys::generate(1, &master);
        let opened = TenantKeys::open(1, &master, &wrapped).unwrap();
        assert_eq!(opened.key.bytes(), keys.key.bytes());
        assert!(verify(&wrapped.public, b"head", &opened.sign(b"head")));

        let error = TenantKeys::open(1, &MasterKey::generate(), &wrapped).unwrap_err().to_string();
        assert!(error.contains("not the master key of this database"), "{error}");
        TenantKeys::open(2, &master, &wrapped).unwrap_err();
    }

    #[test]
    fn exchanged_parts_of_the_row_are_refused() {
        let master = MasterKey::generate();
        let (_, wrapped) = TenantKeys::generate(1, &master);
        let (_, other) = TenantKeys::generate(1, &master);
        let exchanged = [
            WrappedTenantKeys { wrapped: wrapped.signing.clone(), ..wrapped.clone() },
            WrappedTenantKeys { signing: other.signing, ..wrapped.clone() },
            WrappedTenantKeys { public: other.public, ..wrapped.clone() },
            WrappedTenantKeys { wrapped: vec![], ..wrapped },
        ];
        for row in exchanged {
            TenantKeys::open(1, &master, &row).unwrap_err();
        }
    }

    #[test]
    fn only_the_signed_bytes_verify() {
        let master = MasterKey::generate();
        let (keys, _) = TenantKeys::generate(1, &master);
        let (other, _) = TenantKeys::generate(1, &master);
        let signature = keys.sign(b"head");
        assert!(verify(&keys.public(), b"head", &signature));
        assert!(!verify(&keys.public(), b"heads", &signature));
        assert!(!verify(&other.public(), b"head", &signature));
        assert!(!verify(&keys.public(), b"head", &[0; 64]));
        // The neutral point as public key would verify for every message.
        let mut neutral = [0; 32];
        neutral[0] = 1;
        let mut forged = [0; 64];
        forged[0] = 1;
        assert!(!verify(&neutral, b"any", &forged));
    }
}
