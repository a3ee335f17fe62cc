//! Passwords: Argon2id with 64 MiB, three passes, one lane; two at a time, so that sign-ins cannot exhaust memory.

use crate::{Error, Result};
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use std::sync::{Condvar, Mutex};

/// Why a password is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weak {
    /// Fewer than 12 characters.
    Short,
    /// More than 128 characters.
    Long,
    /// One of those tried first by whoever guesses.
    Common,
}

/// Words and runs that make a password one of the first to be guessed, whatever is put around them.
const COMMON: [&str; 30] = [
    "password",
    "passwort",
    "motdepasse",
    "azerty",
    "qwerty",
    "123456",
    "654321",
    "111111",
    "000000",
    "abcdef",
    "letmein",
    "welcome",
    "bienvenue",
    "namaste",
    "kathmandu",
    "nepal",
    "admin",
    "iloveyou",
    "jetaime",
    "football",
    "dragon",
    "monkey",
    "sunshine",
    "princess",
    "soleil",
    "bonjour",
    "chautari",
    "changeme",
    "secret",
    "superman",
];

/// Whether a password may be chosen: 12 to 128 characters, and more than half of it something else than a common word.
///
/// # Errors
/// [`Weak`].
pub fn judge(password: &str) -> std::result::Result<(), Weak> {
    let length = password.chars().count();
    if length < 12 {
        return Err(Weak::Short);
    }
    if length > 128 {
        return Err(Weak::Long);
    }
    let lower = password.to_lowercase();
    let mut rest = lower.clone();
    for word in COMMON {
        rest = rest.replace(word, "");
    }
    let distinct: std::collections::BTreeSet<char> = lower.chars().collect();
    if rest.chars().count() * 2 < length || distinct.len() < 5 {
        return Err(Weak::Common);
    }
    Ok(())
}

/// Hashes a password, in the form of a PHC string.
///
/// # Errors
/// [`Error::Request`] when the hashing itself fails (no memory).
pub fn hash(password: &str) -> Result<String> {
    let _turn = Turn::take();
    let mut salt = [0; 16];
    crate::office::fill(&mut salt);
    hasher()
        .hash_password_with_salt(password.as_bytes(), &salt)
        .map(|hash| hash.to_string())
        .map_err(|error| Error::Request(format!("the password could not be hashed: {error}")))
}

/// True when the password is the one of the hash. An empty hash takes as long and is never right.
pub(super) fn verify(password: &str, stored: &str) -> bool {
    let _turn = Turn::take();
    let known = PasswordHash::new(stored);
    let decoy = PasswordHash::new(DECOY).expect("the decoy is a PHC string");
    let right = hasher().verify_password(password.as_bytes(), known.as_ref().unwrap_or(&decoy)).is_ok();
    right && known.is_ok()
}

/// What an unknown name is checked against, so that it takes as long as a known one. Nobody's password.
const DECOY: &str = "$argon2id$v=19$m=65536,t=3,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

fn hasher() -> Argon2<'static> {
    let params = Params::new(64 * 1024, 3, 1, None).expect("these parameters are within Argon2's bounds");
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

/// One of two turns at hashing.
struct Turn;

static FREE: Mutex<u8> = Mutex::new(2);
static FREED: Condvar = Condvar::new();

impl Turn {
    fn take() -> Self {
        let mut free = FREE.lock().expect("nothing panics while holding it");
        while *free == 0 {
            free = FREED.wait(free).expect("nothing panics while holding it");
        }
        *free -= 1;
        Self
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        *FREE.lock().expect("nothing panics while holding it") += 1;
        FREED.notify_one();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_right_or_wrong() {
        let stored = hash("three goats on the roof").unwrap();
        assert!(verify("three goats on the roof", &stored));
        assert!(!verify("three goats on the rooF", &stored));
        assert!(!verify("", ""));
    }

    #[test]
    fn common_and_short_ones_are_refused() {
        assert_eq!(judge("eleven char"), Err(Weak::Short));
        assert_eq!(judge(&"long enough ".repeat(11)), Err(Weak::Long));
        assert_eq!(judge("Password123456"), Err(Weak::Common));
        assert_eq!(judge("aaaaaaaaaaaaaaaa"), Err(Weak::Common));
        assert_eq!(judge("three goats on the roof"), Ok(()));
        assert_eq!(judge("छानामाथि तीन बाख्रा"), Ok(()));
    }
}
