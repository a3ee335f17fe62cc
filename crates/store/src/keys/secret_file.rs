//! Small text files that hold a secret: read only when others cannot, never overwritten.

use crate::{Error, Result};
use std::fs::{self, File, OpenOptions};
use std::io::{Read, Write};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::Path;
use zeroize::Zeroizing;

/// More than any file read here has.
const MAX_BYTES: u64 = 4096;

/// Permission bits of group and others, who may not read a key file.
pub(super) const NOT_OWNER: u32 = 0o077;
/// Permission bits of others. systemd gives a credential to the service by an access list where it cannot give it the
/// file, and the group bits then show the list's mask (systemd.exec(5), CREDENTIALS).
pub(super) const OTHERS: u32 = 0o007;

/// The text of the file at `path`, refused when one of the permission bits `refused` is set.
pub(super) fn read(path: &Path, refused: u32) -> Result<Zeroizing<String>> {
    let io = |source| Error::Io { path: path.display().to_string(), source };
    // Asked before opening: opening a pipe would wait for ever.
    if !fs::metadata(path).map_err(io)?.is_file() {
        return Err(Error::Key(format!("{}: not a file; a key is read from a plain file", path.display())));
    }
    let file = File::open(path).map_err(io)?;
    let mode = file.metadata().map_err(io)?.mode() & 0o777;
    if mode & refused != 0 {
        return Err(Error::Key(format!(
            "{path}: other users of this machine can read this key (mode {mode:04o}); run: chmod 600 {path}",
            path = path.display()
        )));
    }
    let mut bytes = Zeroizing::new(Vec::with_capacity(4096 + 1));
    file.take(MAX_BYTES + 1).read_to_end(&mut bytes).map_err(io)?;
    if bytes.len() as u64 > MAX_BYTES {
        return Err(Error::Key(format!("{}: longer than a key file; is it another file?", path.display())));
    }
    let text = std::str::from_utf8(&bytes)
        .map_err(|_| Error::Key(format!("{}: not a text; is it another file?", path.display())))?;
    Ok(Zeroizing::new(text.to_owned()))
}

/// Writes a new file that only its owner may read; refuses to overwrite. It is on disk when this returns.
pub(super) fn write_new(path: &Path, text: &str) -> Result<()> {
    let io = |source| Error::Io { path: path.display().to_string(), source };
    let mut file = match OpenOptions::new().write(true).create_new(true).mode(0o600).open(path) {
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
            return Err(Error::Key(format!(
                "{}: is there already; a key is never overwritten, move the old file away first",
                path.display()
            )));
        }
        other => other.map_err(io)?,
    };
    if let Err(source) = file.write_all(text.as_bytes()).and_then(|()| file.sync_all()) {
        // Half a key is worse than none; if it cannot be removed either, the first error says more.
        let _ = fs::remove_file(path);
        return Err(io(source));
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    File::open(folder).and_then(|folder| folder.sync_all()).map_err(io)
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use std::path::PathBuf;

    /// A folder of its own for one test, removed afterwards.
    pub(in crate::keys) struct Scratch(PathBuf);

    impl Scratch {
        pub(in crate::keys) fn new() -> Scratch {
            let name = super::super::hex::encode(&super::super::aead::random::<8>());
            let folder = std::env::temp_dir().join(format!("chautari-keys-{name}"));
            fs::create_dir(&folder).unwrap();
            Scratch(folder)
        }

        pub(in crate::keys) fn path(&self, name: &str) -> PathBuf {
            self.0.join(name)
        }
    }

    impl Drop for Scratch {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    #[test]
    fn what_is_not_a_small_text_file_is_told() {
        let scratch = Scratch::new();
        let long = scratch.path("long");
        write_new(&long, &"x".repeat(5000)).unwrap();
        assert!(read(&long, NOT_OWNER).unwrap_err().to_string().contains("longer than a key file"));
        let binary = scratch.path("binary");
        write_new(&binary, "").unwrap();
        fs::write(&binary, [0xff, 0xfe]).unwrap();
        assert!(read(&binary, NOT_OWNER).unwrap_err().to_string().contains("not a text"));
        assert!(read(&scratch.path(""), NOT_OWNER).unwrap_err().to_string().contains("not a file"));
        assert!(matches!(read(&scratch.path("absent"), NOT_OWNER), Err(Error::Io { .. })));
    }
}
