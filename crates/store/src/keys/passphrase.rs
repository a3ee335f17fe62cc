//! A master key under a passphrase.
//!
//! The passphrase is stretched by Argon2id (RFC 9106) and the result wraps the master key in a passphrase file, which
//! holds salt and parameters beside it. So a wrong passphrase is told at once, and a passphrase can be changed by
//! writing another file: the master key, the recovery shares and everything sealed stay as they are.

use super::aead::{self, Associated, Nonce, Secret, WRAPPED_BYTES};
use super::master::MasterKey;
use super::{hex, secret_file};
use crate::{Error, Result};
use argon2::{Algorithm, Argon2, Block, Params, Version};
use std::fmt;
use std::path::Path;
use unicode_normalization::UnicodeNormalization;
use zeroize::{Zeroize, Zeroizing};

/// First line of a passphrase file.
const HEADER: &str = "chautari passphrase 1";
const SALT_BYTES: usize = 16;
/// Fewest and most characters, as for staff's passwords but with room for six or more words.
const LEAST_CHARACTERS: usize = 12;
const MOST_CHARACTERS: usize = 256;

/// How hard the stretching is. One lane: the implementation uses one thread, so more would help only an attacker.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Stretch {
    pub(super) memory_kib: u32,
    pub(super) passes: u32,
}

/// 256 MiB and 3 passes: about a second of one core, once at each start.
const STRETCH: Stretch = Stretch { memory_kib: 256 * 1024, passes: 3 };
/// What a passphrase file may ask for: a file that was tampered with cannot take the machine's memory.
const STRETCH_MOST: Stretch = Stretch { memory_kib: 1024 * 1024, passes: 16 };

/// The master key wrapped by a stretched passphrase: useless without the passphrase.
#[derive(Clone, PartialEq)]
pub struct PassphraseFile {
    stretch: Stretch,
    salt: [u8; SALT_BYTES],
    wrapped: Vec<u8>,
}

impl MasterKey {
    /// Opens a passphrase file. Takes 256 MiB of memory and about a second.
    ///
    /// # Errors
    /// The passphrase is wrong, or the file was changed.
    pub fn from_passphrase(passphrase: &str, file: &PassphraseFile) -> Result<MasterKey> {
        let key = stretch(passphrase, &file.salt, file.stretch)?;
        aead::unwrap(&key, &associated(&file.salt, file.stretch), &file.wrapped)
            .map(MasterKey::from_secret)
            .ok_or_else(|| Error::Key("the passphrase does not fit; mind capital letters and spaces".to_owned()))
    }

    /// Wraps the key by a passphrase, with a new salt; [`PassphraseFile::write`] keeps it.
    ///
    /// # Errors
    /// The passphrase has fewer than 12 or more than 256 characters.
    pub fn under_passphrase(&self, passphrase: &str) -> Result<PassphraseFile> {
        let characters = passphrase.chars().count();
        if !(LEAST_CHARACTERS..=MOST_CHARACTERS).contains(&characters) {
            return Err(Error::Key(format!(
                "the passphrase has {characters} characters; use {LEAST_CHARACTERS} to {MOST_CHARACTERS}, best six or \
                 more words drawn by lot"
            )));
        }
        self.under_passphrase_with(passphrase, STRETCH, aead::random(), &aead::random())
    }

    pub(super) fn under_passphrase_with(
        &self,
        passphrase: &str,
        how: Stretch,
        salt: [u8; SALT_BYTES],
        nonce: &Nonce,
    ) -> Result<PassphraseFile> {
        let key = stretch(passphrase, &salt, how)?;
        let wrapped = aead::wrap(&key, nonce, &associated(&salt, how), self.secret());
        Ok(PassphraseFile { stretch: how, salt, wrapped })
    }
}

impl PassphraseFile {
    /// Reads a passphrase file.
    ///
    /// # Errors
    /// The file is absent, damaged, readable by others, or asks for more memory than 1 GiB.
    pub fn read(path: &Path) -> Result<PassphraseFile> {
        let text = secret_file::read(path, secret_file::NOT_OWNER)?;
        PassphraseFile::parse(&text).map_err(|what| Error::Key(format!("{}: {what}", path.display())))
    }

    /// Writes a new passphrase file (mode 0600).
    ///
    /// # Errors
    /// There is a file already, or it cannot be written.
    pub fn write(&self, path: &Path) -> Result<()> {
        secret_file::write_new(path, &self.text())
    }

    pub(super) fn text(&self) -> String {
        let Stretch { memory_kib, passes } = self.stretch;
        let (salt, key) = (hex::encode(&self.salt), hex::encode(&self.wrapped));
        format!("{HEADER}\nmemory-kib {memory_kib}\npasses {passes}\nsalt {salt}\nkey {key}\n")
    }

    pub(super) fn parse(text: &str) -> std::result::Result<PassphraseFile, String> {
        let mut lines = text.lines();
        if lines.next() != Some(HEADER) {
            return Err(format!("not a passphrase file of this program; its first line would be: {HEADER}"));
        }
        let mut value = |name: &str| {
            lines
                .next()
                .and_then(|line| line.strip_prefix(name)?.strip_prefix(' '))
                .ok_or_else(|| format!("damaged: a line that begins with \"{name} \" is missing; use a copy"))
        };
        let number = |text: &str| text.parse::<u32>().map_err(|_| format!("damaged: {text:?} is not a number"));
        let memory_kib = number(value("memory-kib")?)?;
        let passes = number(value("passes")?)?;
        let salt = hex::decode(value("salt")?).and_then(|salt| salt.as_slice().try_into().ok());
        let wrapped = hex::decode(value("key")?).filter(|wrapped| wrapped.len() == WRAPPED_BYTES);
        if memory_kib > STRETCH_MOST.memory_kib || passes > STRETCH_MOST.passes {
            return Err(format!(
                "asks for {memory_kib} KiB and {passes} passes; more than {} KiB and {} is refused, use a copy",
                STRETCH_MOST.memory_kib, STRETCH_MOST.passes
            ));
        }
        match (salt, wrapped) {
            (Some(salt), Some(wrapped)) => {
                Ok(PassphraseFile { stretch: Stretch { memory_kib, passes }, salt, wrapped: wrapped.to_vec() })
            }
            _ => Err("damaged: salt or key is cut or has a wrong digit; use a copy".to_owned()),
        }
    }
}

impl fmt::Debug for PassphraseFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PassphraseFile").field("stretch", &self.stretch).finish_non_exhaustive()
    }
}

fn associated(salt: &[u8], how: Stretch) -> Associated {
    Associated::new("chautari/passphrase/1")
        .with(&how.memory_kib.to_be_bytes())
        .with(&how.passes.to_be_bytes())
        .with(salt)
}

/// Argon2id of the passphrase in Unicode NFC, so that a keyboard that composes letters and one that does not agree.
fn stretch(passphrase: &str, salt: &[u8], how: Stretch) -> Result<Secret> {
    let fault = |error: argon2::Error| Error::Key(format!("the passphrase cannot be stretched: {error}"));
    let params = Params::new(how.memory_kib, how.passes, 1, Some(aead::KEY_BYTES)).map_err(fault)?;
    let mut typed = Zeroizing::new(String::with_capacity(passphrase.len() * 3));
    typed.extend(passphrase.nfc());
    let mut memory = Vec::new();
    memory.try_reserve_exact(params.block_count()).map_err(|_| {
        Error::Key(format!("not enough memory: opening the master key takes {} MiB", how.memory_kib / 1024))
    })?;
    memory.resize(params.block_count(), Block::default());
    let mut key = Secret::zero();
    let done = Argon2::new(Algorithm::Argon2id, Version::V0x13, params).hash_password_into_with_memory(
        typed.as_bytes(),
        salt,
        key.bytes_mut(),
        &mut memory,
    );
    memory.zeroize();
    done.map_err(fault)?;
    Ok(key)
}

#[cfg(test)]
mod tests {
    use super::super::secret_file::tests::Scratch;
    use super::*;

    const QUICK: Stretch = Stretch { memory_kib: 64, passes: 1 };

    fn quick(master: &MasterKey, passphrase: &str) -> PassphraseFile {
        master.under_passphrase_with(passphrase, QUICK, aead::random(), &aead::random()).unwrap()
    }

    #[test]
    fn the_passphrase_opens_what_it_closed_and_a_wrong_one_is_told() {
        let scratch = Scratch::new();
        let master = MasterKey::generate();
        quick(&master, "six words in a row, é").write(&scratch.path("p")).unwrap();
        let file = PassphraseFile::read(&scratch.path("p")).unwrap();
        let opened = MasterKey::from_passphrase("six words in a row, e\u{301}", &file).unwrap();
        assert_eq!(opened, master);
        for wrong in ["six words in a row, É", "six words in a row, é ", ""] {
            let error = MasterKey::from_passphrase(wrong, &file).unwrap_err().to_string();
            assert!(error.contains("passphrase does not fit"), "{error}");
        }
    }

    #[test]
    fn the_stretching_is_the_decided_one() {
        let master = MasterKey::generate();
        let file = master.under_passphrase("twelve chars").unwrap();
        assert_eq!(file.stretch, Stretch { memory_kib: 262_144, passes: 3 });
        assert_eq!(MasterKey::from_passphrase("twelve chars", &file).unwrap(), master);
        assert!(master.under_passphrase("eleven char").unwrap_err().to_string().contains("11 characters"));
    }

    #[test]
    fn a_changed_passphrase_file_is_refused() {
        let master = MasterKey::generate();
        let file = quick(&master, "six words in a row");
        let text = file.text();
        assert!(PassphraseFile::parse(&text).is_ok_and(|read| read == file));
        for (from, to, told) in [
            ("passphrase 1", "passphrase 2", "not a passphrase file"),
            ("memory-kib 64", "memory-kib 1048577", "asks for 1048577 KiB"),
            ("passes 1", "passes 17", "17 passes"),
            ("passes 1", "passes x", "not a number"),
            ("salt ", "salt 0", "salt or key"),
            ("key ", "key", "\"key \" is missing"),
        ] {
            let error = PassphraseFile::parse(&text.replacen(from, to, 1)).unwrap_err();
            assert!(error.contains(told), "{error}");
        }
        let weaker = PassphraseFile::parse(&text.replacen("memory-kib 64", "memory-kib 32", 1)).unwrap();
        MasterKey::from_passphrase("six words in a row", &weaker).unwrap_err();
    }
}
