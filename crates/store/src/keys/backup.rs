//! Sealing of backup files: what is written through a [`BackupWriter`] is read through a [`BackupReader`] by the same
//! master key only.
//!
//! A file begins with a line that names the form, what it holds, and a random key wrapped by the association's backup key
//! (derived from the master key). Pieces of 64 KiB follow, each sealed under that key with a nonce that says its number
//! and whether it is the last (the STREAM construction of Hoang, Reyhanitabar, Rogaway and Vizár, "Online
//! Authenticated-Encryption and its Nonce-Reuse Misuse-Resistance", 2015). So a file that was cut, also between two
//! pieces, is told; the key is used for one file, so counting nonces never repeat.

use super::aead::{self, Associated, NONCE_BYTES, Nonce, Secret, TAG_BYTES, WRAPPED_BYTES};
use super::master::MasterKey;
use std::fmt;
use std::io::{self, ErrorKind, Read, Write};
use zeroize::Zeroizing;

const MAGIC: &[u8] = b"chautari backup 1\n";
const CHUNK_BYTES: usize = 64 * 1024;
const SEALED_BYTES: usize = CHUNK_BYTES + TAG_BYTES;

/// Seals what is written to it. [`BackupWriter::finish`] must be called: a file without its end is refused.
pub struct BackupWriter<W: Write> {
    to: W,
    key: Secret,
    n: u64,
    piece: Zeroizing<Vec<u8>>,
}

/// Opens what a [`BackupWriter`] sealed. What was read counts only when the end was reached without an error.
pub struct BackupReader<R: Read> {
    from: R,
    holds: String,
    key: Secret,
    n: u64,
    /// Read, not yet opened.
    sealed: Vec<u8>,
    /// Opened; `given` bytes of it were handed out.
    piece: Zeroizing<Vec<u8>>,
    given: usize,
    ended: bool,
}

impl<W: Write> BackupWriter<W> {
    /// Begins a file; `holds` says what of a backup it is (`data`, `keys`) and is readable without a key.
    ///
    /// # Errors
    /// Writing fails, or `holds` is longer than 255 bytes.
    pub fn new(to: W, master: &MasterKey, holds: &str) -> io::Result<BackupWriter<W>> {
        BackupWriter::new_with(to, master, holds, Secret::random(), &aead::random())
    }

    pub(super) fn new_with(mut to: W, master: &MasterKey, holds: &str, key: Secret, nonce: &Nonce) -> io::Result<Self> {
        let length = u8::try_from(holds.len())
            .map_err(|_| io::Error::new(ErrorKind::InvalidInput, "what a backup file holds is said in 255 bytes"))?;
        to.write_all(MAGIC)?;
        to.write_all(&[length])?;
        to.write_all(holds.as_bytes())?;
        to.write_all(&aead::wrap(&backup_key(master), nonce, &associated_key(holds), &key))?;
        Ok(BackupWriter { to, key, n: 0, piece: Zeroizing::new(Vec::with_capacity(SEALED_BYTES)) })
    }

    /// Seals the rest as the last piece, and gives back what was written to.
    ///
    /// # Errors
    /// Writing fails; the file is of no use then.
    pub fn finish(mut self) -> io::Result<W> {
        self.seal(true)?;
        self.to.flush()?;
        Ok(self.to)
    }

    fn seal(&mut self, last: bool) -> io::Result<()> {
        let piece = std::mem::replace(&mut *self.piece, Vec::with_capacity(SEALED_BYTES));
        let sealed = aead::seal(&self.key, &nonce(self.n, last), &associated_chunk(), piece);
        self.n += 1;
        self.to.write_all(&sealed)
    }
}

impl<W: Write> Write for BackupWriter<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        // A full piece waits for the next byte, because the last one is sealed as such.
        if self.piece.len() == CHUNK_BYTES && !bytes.is_empty() {
            self.seal(false)?;
        }
        let taken = bytes.len().min(CHUNK_BYTES - self.piece.len());
        self.piece.extend_from_slice(&bytes[..taken]);
        Ok(taken)
    }

    /// Passes on whole pieces; a begun one waits for [`BackupWriter::finish`].
    fn flush(&mut self) -> io::Result<()> {
        self.to.flush()
    }
}

impl<R: Read> BackupReader<R> {
    /// Reads the beginning of a file.
    ///
    /// # Errors
    /// Reading fails, or it is not a backup file, or one of another master key.
    pub fn new(mut from: R, master: &MasterKey) -> io::Result<BackupReader<R>> {
        let mut magic = [0; MAGIC.len()];
        let mut length = [0];
        from.read_exact(&mut magic).or_else(no_end)?;
        if magic != MAGIC {
            return Err(refused("not a backup file of this program, or of a newer one"));
        }
        from.read_exact(&mut length).or_else(no_end)?;
        let mut holds = vec![0; usize::from(length[0])];
        let mut wrapped = [0; WRAPPED_BYTES];
        from.read_exact(&mut holds).and_then(|()| from.read_exact(&mut wrapped)).or_else(no_end)?;
        let holds = String::from_utf8(holds).map_err(|_| refused("its beginning was changed"))?;
        let key = aead::unwrap(&backup_key(master), &associated_key(&holds), &wrapped)
            .ok_or_else(|| refused("sealed with another master key, or its beginning was changed"))?;
        let sealed = Vec::with_capacity(SEALED_BYTES + 1);
        let piece = Zeroizing::new(Vec::new());
        Ok(BackupReader { from, holds, key, n: 0, sealed, piece, given: 0, ended: false })
    }

    /// What of a backup it is, as given to [`BackupWriter::new`].
    pub fn holds(&self) -> &str {
        &self.holds
    }

    /// Opens the next piece. It is the last when nothing comes after it.
    fn next(&mut self) -> io::Result<()> {
        let wanted = SEALED_BYTES + 1 - self.sealed.len();
        (&mut self.from).take(wanted as u64).read_to_end(&mut self.sealed)?;
        let last = self.sealed.len() <= SEALED_BYTES;
        let length = self.sealed.len().min(SEALED_BYTES);
        let opened = aead::open(&self.key, &nonce(self.n, last), &associated_chunk(), &self.sealed[..length]);
        // What does not open stays in `sealed`, so that whoever reads on is refused again.
        self.piece = opened.ok_or_else(|| self.broken())?;
        self.sealed.drain(..length);
        self.n += 1;
        self.given = 0;
        self.ended = last;
        Ok(())
    }

    fn broken(&self) -> io::Error {
        refused(&format!("changed or cut off after {} bytes; use another backup", self.n * CHUNK_BYTES as u64))
    }
}

impl<R: Read> Read for BackupReader<R> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        while self.given == self.piece.len() {
            if self.ended {
                return Ok(0);
            }
            self.next()?;
        }
        let given = to.len().min(self.piece.len() - self.given);
        to[..given].copy_from_slice(&self.piece[self.given..self.given + given]);
        self.given += given;
        Ok(given)
    }
}

impl<W: Write> fmt::Debug for BackupWriter<W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "BackupWriter({} pieces)", self.n)
    }
}

impl<R: Read> fmt::Debug for BackupReader<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "BackupReader({}, {} pieces)", self.holds, self.n)
    }
}

fn backup_key(master: &MasterKey) -> Secret {
    master.derive("chautari/backup")
}

fn associated_key(holds: &str) -> Associated {
    Associated::new("chautari/backup-key/1").with(holds.as_bytes())
}

fn associated_chunk() -> Associated {
    Associated::new("chautari/backup-chunk/1")
}

/// Zeros, the piece's number, and 1 for the last.
fn nonce(n: u64, last: bool) -> Nonce {
    let mut nonce = [0; NONCE_BYTES];
    nonce[NONCE_BYTES - 9..NONCE_BYTES - 1].copy_from_slice(&n.to_be_bytes());
    nonce[NONCE_BYTES - 1] = u8::from(last);
    nonce
}

fn refused(what: &str) -> io::Error {
    io::Error::new(ErrorKind::InvalidData, what)
}

/// An end within the beginning, in plain words.
fn no_end(error: io::Error) -> io::Result<()> {
    Err(if error.kind() == ErrorKind::UnexpectedEof { refused("cut off, or not a backup file") } else { error })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn content(length: usize) -> Vec<u8> {
        (0..length).map(|place| (place / 5) as u8).collect()
    }

    fn write(master: &MasterKey, content: &[u8]) -> Vec<u8> {
        let mut writer = BackupWriter::new(Vec::new(), master, "data").unwrap();
        // Written in odd portions, as a database's copy comes.
        for portion in content.chunks(10_007) {
            writer.write_all(portion).unwrap();
            writer.flush().unwrap();
        }
        writer.finish().unwrap()
    }

    fn read(master: &MasterKey, file: &[u8]) -> io::Result<Vec<u8>> {
        let mut content = Vec::new();
        BackupReader::new(file, master)?.read_to_end(&mut content)?;
        Ok(content)
    }

    #[test]
    fn backups_of_every_length_come_back() {
        let master = MasterKey::generate();
        for length in [0, 1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 2 * CHUNK_BYTES, 200_000] {
            let file = write(&master, &content(length));
            assert_eq!(read(&master, &file).unwrap(), content(length), "{length}");
            let pieces = length.div_ceil(CHUNK_BYTES).max(1);
            assert_eq!(file.len(), MAGIC.len() + 1 + 4 + WRAPPED_BYTES + length + pieces * TAG_BYTES);
        }
        assert_eq!(BackupReader::new(write(&master, b"").as_slice(), &master).unwrap().holds(), "data");
    }

    #[test]
    fn a_cut_backup_is_refused_wherever_it_was_cut() {
        let master = MasterKey::generate();
        let file = write(&master, &content(2 * CHUNK_BYTES));
        let start = file.len() - 2 * SEALED_BYTES;
        let cuts = (0..=start + 20).chain([start + SEALED_BYTES - 1, start + SEALED_BYTES, start + SEALED_BYTES + 1]);
        for cut in cuts.chain(file.len() - 20..file.len()) {
            let error = read(&master, &file[..cut]).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::InvalidData, "{cut}: {error}");
        }
        let mut unfinished = BackupWriter::new(Vec::new(), &master, "data").unwrap();
        unfinished.write_all(&content(2 * CHUNK_BYTES)).unwrap();
        read(&master, &unfinished.to).unwrap_err();
    }

    #[test]
    fn changed_exchanged_and_added_bytes_are_refused() {
        let master = MasterKey::generate();
        let file = write(&master, &content(3 * CHUNK_BYTES));
        let start = file.len() - 3 * SEALED_BYTES;
        for place in (0..start + 2).chain((start..file.len()).step_by(9973)) {
            let mut changed = file.clone();
            changed[place] ^= 4;
            assert_eq!(read(&master, &changed).unwrap_err().kind(), ErrorKind::InvalidData, "{place}");
        }
        let mut exchanged = file.clone();
        exchanged[start..].rotate_left(SEALED_BYTES);
        read(&master, &exchanged).unwrap_err();
        read(&master, &[&file[..], b"x"].concat()).unwrap_err();
        read(&master, &[&file[..], &file[start..]].concat()).unwrap_err();
    }

    #[test]
    fn another_master_key_or_file_is_told() {
        let master = MasterKey::generate();
        let file = write(&master, b"words");
        let error = read(&MasterKey::generate(), &file).unwrap_err().to_string();
        assert!(error.contains("another master key"), "{error}");
        let error = read(&master, b"SQLite format 3\0 and more of it").unwrap_err().to_string();
        assert!(error.contains("not a backup file"), "{error}");
        let renamed = [MAGIC, &[4], b"keys", &file[MAGIC.len() + 5..]].concat();
        read(&master, &renamed).unwrap_err();
        BackupWriter::new(Vec::new(), &master, &"x".repeat(256)).unwrap_err();
    }

    #[test]
    fn a_refused_backup_stays_refused() {
        let master = MasterKey::generate();
        let mut file = write(&master, &content(2 * CHUNK_BYTES));
        let length = file.len();
        file[length - 1] ^= 1;
        let mut reader = BackupReader::new(file.as_slice(), &master).unwrap();
        let mut piece = vec![0; CHUNK_BYTES];
        reader.read_exact(&mut piece).unwrap();
        assert_eq!(piece, content(CHUNK_BYTES));
        for _ in 0..2 {
            let error = reader.read(&mut piece).unwrap_err().to_string();
            assert!(error.contains("after 65536 bytes"), "{error}");
        }
    }
}
