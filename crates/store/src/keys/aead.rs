//! The one cipher, the one derivation, the one source of randomness.

use super::{hex, padding};
use chacha20poly1305::XChaCha20Poly1305;
use chacha20poly1305::aead::{AeadInOut, KeyInit};
use hkdf::Hkdf;
use sha2::Sha256;
use std::fmt;
use zeroize::{Zeroize, Zeroizing};

/// Bytes of a key.
pub(super) const KEY_BYTES: usize = 32;
/// Bytes of a nonce of XChaCha20.
pub(super) const NONCE_BYTES: usize = 24;
/// Bytes of Poly1305's tag, at the end of each ciphertext.
pub(super) const TAG_BYTES: usize = 16;
/// First byte of a wrapped key: the way it was wrapped.
const WRAPPED_FORM: u8 = 1;
/// Bytes of a wrapped key: form, nonce, key, tag.
pub(super) const WRAPPED_BYTES: usize = 1 + NONCE_BYTES + KEY_BYTES + TAG_BYTES;

/// A nonce of XChaCha20.
pub(super) type Nonce = [u8; NONCE_BYTES];

/// Random bytes of the operating system: for salts, ids of sessions, tokens.
pub fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    fill_random(&mut bytes);
    bytes
}

/// Fills with random bytes of the operating system.
pub(super) fn fill_random(bytes: &mut [u8]) {
    getrandom::fill(bytes).expect("the kernels this program runs on have getrandom(2); without it no key can be made");
}

/// 32 secret bytes, in one place of the heap, overwritten when dropped.
pub(super) struct Secret(Box<[u8; KEY_BYTES]>);

impl Secret {
    pub(super) fn random() -> Secret {
        let mut secret = Secret::zero();
        fill_random(secret.0.as_mut_slice());
        secret
    }

    /// `None` when there are not exactly 32 bytes.
    pub(super) fn from_slice(bytes: &[u8]) -> Option<Secret> {
        if bytes.len() != KEY_BYTES {
            return None;
        }
        let mut secret = Secret::zero();
        secret.0.copy_from_slice(bytes);
        Some(secret)
    }

    /// Another key, by HKDF-SHA256 (RFC 5869) without salt: the key it starts from is uniformly random.
    pub(super) fn derive(&self, info: &str) -> Secret {
        let mut secret = Secret::zero();
        self.expand(info, secret.0.as_mut_slice());
        secret
    }

    pub(super) fn bytes(&self) -> &[u8; KEY_BYTES] {
        &self.0
    }

    /// For what fills a key in place.
    pub(super) fn bytes_mut(&mut self) -> &mut [u8; KEY_BYTES] {
        &mut self.0
    }

    pub(super) fn zero() -> Secret {
        Secret(Box::new([0; KEY_BYTES]))
    }

    fn expand(&self, info: &str, out: &mut [u8]) {
        Hkdf::<Sha256>::new(None, self.bytes())
            .expand(info.as_bytes(), out)
            .expect("HKDF-SHA256 gives up to 8,160 bytes");
    }
}

impl Drop for Secret {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("(secret)")
    }
}

/// What a ciphertext is bound to: a label and fields, each with its length before it (8 bytes, the greatest first), so
/// that no two different lists give the same bytes.
pub(super) struct Associated(Vec<u8>);

impl Associated {
    pub(super) fn new(label: &str) -> Associated {
        Associated(Vec::with_capacity(160)).with(label.as_bytes())
    }

    pub(super) fn with(mut self, field: &[u8]) -> Associated {
        self.0.extend_from_slice(&(field.len() as u64).to_be_bytes());
        self.0.extend_from_slice(field);
        self
    }
}

/// Seals `plaintext`, which becomes the ciphertext in place, so that no copy stays behind.
pub(super) fn seal(key: &Secret, nonce: &Nonce, associated: &Associated, mut plaintext: Vec<u8>) -> Vec<u8> {
    XChaCha20Poly1305::new(key.bytes().into())
        .encrypt_in_place(nonce.into(), &associated.0, &mut plaintext)
        .expect("what fits in memory is below the cipher's limit of 256 GiB");
    plaintext
}

/// `None` when key, nonce, associated data or ciphertext are not those of the sealing.
pub(super) fn open(
    key: &Secret,
    nonce: &Nonce,
    associated: &Associated,
    ciphertext: &[u8],
) -> Option<Zeroizing<Vec<u8>>> {
    let mut plaintext = Zeroizing::new(ciphertext.to_vec());
    XChaCha20Poly1305::new(key.bytes().into()).decrypt_in_place(nonce.into(), &associated.0, &mut *plaintext).ok()?;
    Some(plaintext)
}

/// A key sealed by another: form ‖ nonce ‖ ciphertext.
pub(super) fn wrap(key: &Secret, nonce: &Nonce, associated: &Associated, secret: &Secret) -> Vec<u8> {
    let mut plaintext = Vec::with_capacity(KEY_BYTES + TAG_BYTES);
    plaintext.extend_from_slice(secret.bytes());
    let mut wrapped = Vec::with_capacity(WRAPPED_BYTES);
    wrapped.push(WRAPPED_FORM);
    wrapped.extend_from_slice(nonce);
    wrapped.extend_from_slice(&seal(key, nonce, associated, plaintext));
    wrapped
}

/// `None` when it is not what [`wrap`] made with the same key and associated data.
pub(super) fn unwrap(key: &Secret, associated: &Associated, wrapped: &[u8]) -> Option<Secret> {
    let (form, rest) = wrapped.split_first()?;
    let (nonce, ciphertext) = rest.split_first_chunk::<NONCE_BYTES>()?;
    if *form != WRAPPED_FORM {
        return None;
    }
    Secret::from_slice(&open(key, nonce, associated, ciphertext)?)
}

/// A derived key that seals padded texts, with a name that tells it from every other key.
///
/// The name is derived from the key, so it also commits to it: a ciphertext made to open under two keys (possible with
/// Poly1305) would need two keys of one name.
pub(super) struct SealingKey {
    key: Secret,
    name: String,
}

impl SealingKey {
    pub(super) fn derive(from: &Secret, info: &str) -> SealingKey {
        let key = from.derive(info);
        let mut id = [0; 16];
        key.expand("chautari/name", &mut id);
        SealingKey { key, name: format!("k1.{}", hex::encode(&id)) }
    }

    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// Pads and seals; the key's name is bound as the last field of the associated data.
    pub(super) fn seal(&self, nonce: &Nonce, associated: Associated, plaintext: &[u8]) -> Vec<u8> {
        seal(&self.key, nonce, &associated.with(self.name.as_bytes()), padding::pad(plaintext, TAG_BYTES))
    }

    /// `None` when it was not sealed with this key and these associated data.
    pub(super) fn open(
        &self,
        name: &str,
        nonce: &Nonce,
        associated: Associated,
        ciphertext: &[u8],
    ) -> Option<Zeroizing<Vec<u8>>> {
        if name != self.name {
            return None;
        }
        let mut plaintext = open(&self.key, nonce, &associated.with(name.as_bytes()), ciphertext)?;
        padding::unpad(&mut plaintext)?;
        Some(plaintext)
    }
}

impl fmt::Debug for SealingKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_bytes_cut_differently_are_other_associated_data() {
        let one = Associated::new("a").with(b"bc").with(b"");
        let other = Associated::new("a").with(b"b").with(b"c");
        assert_ne!(one.0, other.0);
        assert_ne!(Associated::new("ab").0, Associated::new("a").with(b"b").0);
    }

    #[test]
    fn a_wrapped_key_of_another_form_or_length_is_refused() {
        let (key, secret) = (Secret::random(), Secret::random());
        let wrapped = wrap(&key, &random(), &Associated::new("x"), &secret);
        assert_eq!(wrapped.len(), WRAPPED_BYTES);
        assert_eq!(unwrap(&key, &Associated::new("x"), &wrapped).unwrap().bytes(), secret.bytes());
        assert!(unwrap(&key, &Associated::new("y"), &wrapped).is_none());
        let mut other = wrapped.clone();
        other[0] = 2;
        assert!(unwrap(&key, &Associated::new("x"), &other).is_none());
        for length in 0..wrapped.len() {
            assert!(unwrap(&key, &Associated::new("x"), &wrapped[..length]).is_none());
        }
    }

    #[test]
    fn a_ciphertext_under_another_name_is_refused() {
        let root = Secret::random();
        let key = SealingKey::derive(&root, "one");
        let other = SealingKey::derive(&root, "two");
        let nonce = random();
        let ciphertext = key.seal(&nonce, Associated::new("x"), b"words");
        assert_eq!(key.open(key.name(), &nonce, Associated::new("x"), &ciphertext).unwrap().as_slice(), b"words");
        assert!(key.open(other.name(), &nonce, Associated::new("x"), &ciphertext).is_none());
        assert!(other.open(other.name(), &nonce, Associated::new("x"), &ciphertext).is_none());
    }
}
