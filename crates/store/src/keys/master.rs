//! The master key, and the places it may come from.

use super::aead::{KEY_BYTES, Secret};
use super::{hex, secret_file};
use crate::{Error, Result};
use sha2::{Digest, Sha256};
use std::fmt;
use std::path::Path;
use zeroize::Zeroizing;

/// First line of a key file.
const HEADER: &str = "chautari master key 1";

/// Name of the master key in the folder of systemd's credentials: `LoadCredential=chautari-master-key:…`.
pub const CREDENTIAL_NAME: &str = "chautari-master-key";

/// The key of an installation: whoever has it and the database can read everything.
///
/// It comes from a key file, from a passphrase ([`MasterKey::from_passphrase`]), from systemd, or from recovery shares
/// ([`MasterKey::recover`]).
pub struct MasterKey(Secret);

impl MasterKey {
    /// A new key, from the operating system.
    pub fn generate() -> MasterKey {
        MasterKey(Secret::random())
    }

    /// Reads a key file.
    ///
    /// # Errors
    /// The file is absent, not a key file, damaged, or readable by others than its owner.
    pub fn from_key_file(path: &Path) -> Result<MasterKey> {
        parse(path, &secret_file::read(path, secret_file::NOT_OWNER)?)
    }

    /// Writes a new key file that only its owner may read (mode 0600); it is on disk when this returns.
    ///
    /// # Errors
    /// There is a file already (it is never overwritten), or it cannot be written.
    pub fn write_key_file(&self, path: &Path) -> Result<()> {
        let digits = Zeroizing::new(hex::encode(self.0.bytes()));
        let text = Zeroizing::new(format!("{HEADER}\n{}\ncheck {}\n", *digits, check(self.0.bytes())));
        secret_file::write_new(path, &text)
    }

    /// Reads the key file that systemd put into the folder of credentials (`$CREDENTIALS_DIRECTORY`), under the name
    /// [`CREDENTIAL_NAME`].
    ///
    /// # Errors
    /// As for a key file; here the group may read it, because that is how systemd hands a credential to a service whose
    /// user it makes up.
    pub fn from_credential(folder: &Path) -> Result<MasterKey> {
        let path = folder.join(CREDENTIAL_NAME);
        parse(&path, &secret_file::read(&path, secret_file::OTHERS)?)
    }

    pub(super) fn from_secret(secret: Secret) -> MasterKey {
        MasterKey(secret)
    }

    pub(super) fn secret(&self) -> &Secret {
        &self.0
    }

    pub(super) fn derive(&self, info: &str) -> Secret {
        self.0.derive(info)
    }
}

/// Whether two keys are the same, as after a rehearsal of recovery; takes the same time wherever they differ.
impl PartialEq for MasterKey {
    fn eq(&self, other: &MasterKey) -> bool {
        self.0.bytes().iter().zip(other.0.bytes()).fold(0, |differs, (a, b)| differs | (a ^ b)) == 0
    }
}

impl fmt::Debug for MasterKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MasterKey")
    }
}

fn parse(path: &Path, text: &str) -> Result<MasterKey> {
    let fault = |what: &str| Error::Key(format!("{}: {what}", path.display()));
    let mut lines = text.lines();
    if lines.next() != Some(HEADER) {
        return Err(fault("not a key file of this program; its first line would be: chautari master key 1"));
    }
    let damaged =
        || fault("damaged: the key is not what its check says; use a copy of the file or the recovery shares");
    let key = lines.next().and_then(hex::decode).filter(|key| key.len() == KEY_BYTES).ok_or_else(damaged)?;
    if lines.next() != Some(format!("check {}", check(&key)).as_str()) || lines.next().is_some() {
        return Err(damaged());
    }
    Ok(MasterKey(Secret::from_slice(&key).ok_or_else(damaged)?))
}

/// Tells a damaged key file at once, rather than by "nothing opens".
fn check(key: &[u8]) -> String {
    let digest = Sha256::new().chain_update("chautari/key-file").chain_update(key).finalize();
    hex::encode(&digest[..4])
}

#[cfg(test)]
mod tests {
    use super::super::secret_file::tests::Scratch;
    use super::*;
    use std::fs;
    use std::os::unix::fs::PermissionsExt;

    fn allow(path: &Path, mode: u32) {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    }

    #[test]
    fn a_key_file_is_private_read_back_and_never_overwritten() {
        let scratch = Scratch::new();
        let path = scratch.path("key");
        let master = MasterKey::generate();
        master.write_key_file(&path).unwrap();
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!(MasterKey::from_key_file(&path).unwrap(), master);

        let error = MasterKey::generate().write_key_file(&path).unwrap_err().to_string();
        assert!(error.contains("never overwritten"), "{error}");
        assert_eq!(MasterKey::from_key_file(&path).unwrap(), master);
    }

    #[test]
    fn a_key_file_that_others_can_read_is_refused() {
        let scratch = Scratch::new();
        let path = scratch.path("key");
        MasterKey::generate().write_key_file(&path).unwrap();
        for mode in [0o640, 0o604, 0o620, 0o601] {
            allow(&path, mode);
            let error = MasterKey::from_key_file(&path).unwrap_err().to_string();
            assert!(error.contains(&format!("mode {mode:04o}")) && error.contains("chmod 600"), "{error}");
        }
        allow(&path, 0o400);
        MasterKey::from_key_file(&path).unwrap();
    }

    #[test]
    fn systemd_may_let_the_group_read() {
        let scratch = Scratch::new();
        let path = scratch.path(CREDENTIAL_NAME);
        let master = MasterKey::generate();
        master.write_key_file(&path).unwrap();
        allow(&path, 0o440);
        assert_eq!(MasterKey::from_credential(&scratch.path("")).unwrap(), master);
        allow(&path, 0o444);
        MasterKey::from_credential(&scratch.path("")).unwrap_err();
    }

    #[test]
    fn every_changed_digit_of_a_key_file_is_told() {
        let scratch = Scratch::new();
        let path = scratch.path("key");
        MasterKey::generate().write_key_file(&path).unwrap();
        let text = fs::read_to_string(&path).unwrap();
        for place in HEADER.len() + 1..text.len() - 1 {
            let mut bytes = text.clone().into_bytes();
            bytes[place] = if bytes[place] == b'0' { b'1' } else { b'0' };
            let error = parse(&path, std::str::from_utf8(&bytes).unwrap()).unwrap_err().to_string();
            assert!(error.contains("damaged"), "{error}");
        }
        let error = parse(&path, "something else\n").unwrap_err().to_string();
        assert!(error.contains("not a key file"), "{error}");
    }
}
