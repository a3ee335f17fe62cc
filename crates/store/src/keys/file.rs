//! Files: pieces of 64 KiB, each sealed, so that an upload can go on where it broke off.
//!
//! A file's key is derived from a data key of its own, which stands in `record_key` under its record, so erasing the
//! record erases its files; it can be there before the record is, whose form is still being filled. A piece is bound to its file, its number and whether it is the last: cutting a file, changing the order of its
//! pieces or taking one of another file is told. Each piece begins with its random nonce, because a piece that is sent
//! again may have other bytes. How long a file is stands in its row anyway, so pieces are not padded.

use super::aead::{self, Associated, NONCE_BYTES, Nonce, Secret, TAG_BYTES};
use super::record::DataKey;
use super::tenant::TenantKeys;
use crate::{Error, Result};
use sha2::{Digest, Sha256};
use std::fmt;
use std::io::{self, ErrorKind, Read, Write};
use uuid::Uuid;
use zeroize::Zeroizing;

/// Bytes of a piece before sealing; only the last may be shorter.
pub const FILE_CHUNK_BYTES: usize = 64 * 1024;

/// The longest file: 20 MiB.
pub const FILE_MAX_BYTES: u64 = 20 * 1024 * 1024;

const MOST_CHUNKS: u32 = (FILE_MAX_BYTES / FILE_CHUNK_BYTES as u64) as u32;

/// Seals and opens the pieces of one file.
pub struct FileSealer {
    tenant: i64,
    record: Uuid,
    file: Uuid,
    key: Secret,
}

/// A sealed piece: a row of `file_chunk`.
#[derive(Clone, PartialEq)]
pub struct Chunk {
    /// Its number in the file, from 0.
    pub n: u32,
    /// SHA-256 of the ciphertext.
    pub id: [u8; 32],
    /// Nonce and sealed bytes.
    pub ciphertext: Vec<u8>,
}

/// How long a file is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FileSize {
    /// Bytes before sealing.
    pub bytes: u64,
    /// Pieces; an empty file has one.
    pub chunks: u32,
}

impl FileSealer {
    /// For the file of that id and its data key.
    pub fn new(keys: &TenantKeys, key: &DataKey, record: Uuid, file: Uuid) -> FileSealer {
        let key = key.root.derive(&format!("chautari/file/{file}"));
        FileSealer { tenant: keys.tenant, record, file, key }
    }

    /// Seals a stream piece by piece and gives each to `put`; holds two pieces in memory.
    ///
    /// # Errors
    /// The stream is longer than [`FILE_MAX_BYTES`] (pieces given to `put` until then are of no use), reading fails, or
    /// `put` does.
    pub fn seal(&self, mut from: impl Read, mut put: impl FnMut(Chunk) -> Result<()>) -> Result<FileSize> {
        let mut size = FileSize { bytes: 0, chunks: 0 };
        let mut next = self.read(&mut from)?;
        loop {
            let piece = next;
            next = if piece.len() < FILE_CHUNK_BYTES { Zeroizing::new(Vec::new()) } else { self.read(&mut from)? };
            let last = next.is_empty();
            put(self.seal_chunk(size.chunks, last, &piece)?)?;
            size.bytes += piece.len() as u64;
            size.chunks += 1;
            if last {
                return Ok(size);
            }
        }
    }

    /// Opens all pieces in order, got by `get` from their number, and writes them to `to`. What was written counts only
    /// when this succeeds.
    ///
    /// # Errors
    /// A piece was changed or is not the one of its place, or reading or writing fails.
    pub fn open(&self, chunks: u32, mut get: impl FnMut(u32) -> Result<Chunk>, mut to: impl Write) -> Result<FileSize> {
        if chunks == 0 || chunks > MOST_CHUNKS {
            return Err(self.fault(format!("a file of {chunks} pieces; there are 1 to {MOST_CHUNKS}")));
        }
        let mut bytes = 0;
        for n in 0..chunks {
            let chunk = get(n)?;
            if chunk.n != n {
                return Err(self.damaged(n, "another piece stands in its place"));
            }
            let piece = self.open_chunk(&chunk, n + 1 == chunks)?;
            to.write_all(&piece).map_err(|source| self.io(source))?;
            bytes += piece.len() as u64;
        }
        Ok(FileSize { bytes, chunks })
    }

    /// Seals one piece, the `n`th from 0.
    ///
    /// # Errors
    /// The piece is longer than [`FILE_CHUNK_BYTES`], shorter though not the last, or beyond [`FILE_MAX_BYTES`].
    pub fn seal_chunk(&self, n: u32, last: bool, plaintext: &[u8]) -> Result<Chunk> {
        self.seal_chunk_with(n, last, plaintext, &aead::random())
    }

    pub(super) fn seal_chunk_with(&self, n: u32, last: bool, plaintext: &[u8], nonce: &Nonce) -> Result<Chunk> {
        if n >= MOST_CHUNKS {
            return Err(self.fault(format!("longer than {} MiB, the most a file may have", FILE_MAX_BYTES >> 20)));
        }
        let length = plaintext.len();
        if length > FILE_CHUNK_BYTES || (length < FILE_CHUNK_BYTES && !last) {
            return Err(self.fault(format!("piece {n} has {length} bytes; all but the last have {FILE_CHUNK_BYTES}")));
        }
        let mut buffer = Vec::with_capacity(length + TAG_BYTES);
        buffer.extend_from_slice(plaintext);
        let sealed = aead::seal(&self.key, nonce, &self.associated(n, last), buffer);
        let ciphertext = [nonce.as_slice(), &sealed].concat();
        Ok(Chunk { n, id: Sha256::digest(&ciphertext).into(), ciphertext })
    }

    /// Opens one piece; `last` says whether the file ends with it.
    ///
    /// # Errors
    /// The piece was changed, or is of another file, another place, or last where it should not be (or the reverse).
    pub fn open_chunk(&self, chunk: &Chunk, last: bool) -> Result<Zeroizing<Vec<u8>>> {
        if Sha256::digest(&chunk.ciphertext).as_slice() != chunk.id {
            return Err(self.damaged(chunk.n, "its bytes are not what its id says"));
        }
        chunk
            .ciphertext
            .split_first_chunk::<NONCE_BYTES>()
            .and_then(|(nonce, sealed)| aead::open(&self.key, nonce, &self.associated(chunk.n, last), sealed))
            .ok_or_else(|| self.damaged(chunk.n, "does not open: of another file or place, or the file was cut"))
    }

    fn associated(&self, n: u32, last: bool) -> Associated {
        Associated::new("chautari/file-chunk/1")
            .with(&self.tenant.to_be_bytes())
            .with(self.record.as_bytes())
            .with(self.file.as_bytes())
            .with(&n.to_be_bytes())
            .with(&[u8::from(last)])
    }

    /// Up to a piece's length.
    fn read(&self, from: &mut impl Read) -> Result<Zeroizing<Vec<u8>>> {
        let mut piece = Zeroizing::new(Vec::with_capacity(FILE_CHUNK_BYTES));
        from.take(FILE_CHUNK_BYTES as u64).read_to_end(&mut piece).map_err(|source| self.io(source))?;
        Ok(piece)
    }

    fn fault(&self, what: String) -> Error {
        self.io(io::Error::new(ErrorKind::InvalidInput, what))
    }

    fn io(&self, source: io::Error) -> Error {
        Error::Io { path: format!("file {}", self.file), source }
    }

    fn damaged(&self, n: u32, what: &str) -> Error {
        Error::Damaged { table: "file_chunk", row: format!("file {} piece {n}", self.file), what: what.to_owned() }
    }
}

impl fmt::Debug for FileSealer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "FileSealer({})", self.file)
    }
}

impl fmt::Debug for Chunk {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Chunk({}, {} bytes)", self.n, self.ciphertext.len())
    }
}

#[cfg(test)]
mod tests {
    use super::super::MasterKey;
    use super::*;

    const RECORD: Uuid = Uuid::from_u128(1);
    const FILE: Uuid = Uuid::from_u128(2);

    fn sealer() -> (TenantKeys, DataKey, FileSealer) {
        let (keys, _) = TenantKeys::generate(1, &MasterKey::generate());
        let key = keys.data_key();
        let sealer = FileSealer::new(&keys, &key, RECORD, FILE);
        (keys, key, sealer)
    }

    fn seal(sealer: &FileSealer, content: &[u8]) -> (FileSize, Vec<Chunk>) {
        let mut chunks = Vec::new();
        let size = sealer.seal(content, |chunk| {
            chunks.push(chunk);
            Ok(())
        });
        (size.unwrap(), chunks)
    }

    fn open(sealer: &FileSealer, chunks: &[Chunk]) -> Result<Vec<u8>> {
        let mut content = Vec::new();
        let count = u32::try_from(chunks.len()).unwrap();
        sealer.open(count, |n| Ok(chunks[n as usize].clone()), &mut content)?;
        Ok(content)
    }

    fn content(length: usize) -> Vec<u8> {
        (0..length).map(|place| (place / 7) as u8).collect()
    }

    #[test]
    fn files_of_every_length_come_back() {
        let (_, _, sealer) = sealer();
        for (length, pieces) in [(0, 1), (1, 1), (65_535, 1), (65_536, 1), (65_537, 2), (131_072, 2), (200_000, 4)] {
            let (size, chunks) = seal(&sealer, &content(length));
            assert_eq!(size, FileSize { bytes: length as u64, chunks: pieces }, "{length}");
            assert_eq!(open(&sealer, &chunks).unwrap(), content(length));
        }
    }

    #[test]
    fn a_cut_or_lengthened_file_is_refused() {
        let (_, _, sealer) = sealer();
        let (_, chunks) = seal(&sealer, &content(200_000));
        for count in 0..4 {
            open(&sealer, &chunks[..count]).unwrap_err();
        }
        let whole = sealer.seal_chunk(3, false, &content(65_536)).unwrap();
        let again = sealer.seal_chunk(4, true, b"more").unwrap();
        open(&sealer, &[&chunks[..3], &[whole, again]].concat()).unwrap();
        let again = sealer.seal_chunk(4, true, b"more").unwrap();
        open(&sealer, &[&chunks[..], &[again]].concat()).unwrap_err();
    }

    #[test]
    fn pieces_in_another_order_or_of_another_file_are_refused() {
        let (keys, key, sealer) = sealer();
        let (_, mut chunks) = seal(&sealer, &content(200_000));
        chunks.swap(0, 1);
        assert!(open(&sealer, &chunks).unwrap_err().to_string().contains("another piece"));
        (chunks[0].n, chunks[1].n) = (0, 1);
        let error = open(&sealer, &chunks).unwrap_err().to_string();
        assert!(error.contains("file_chunk") && error.contains("piece 0"), "{error}");

        let (_, chunks) = seal(&sealer, b"words");
        let other = Uuid::from_u128(3);
        open(&FileSealer::new(&keys, &key, RECORD, other), &chunks).unwrap_err();
        open(&FileSealer::new(&keys, &key, other, FILE), &chunks).unwrap_err();
        open(&FileSealer::new(&keys, &keys.data_key(), RECORD, FILE), &chunks).unwrap_err();
        // The key, but not the associated data, is the same here: the id alone must make the difference.
        let moved = FileSealer { tenant: 1, record: RECORD, file: other, key: sealer.key.derive("x") };
        let same = FileSealer { tenant: 1, record: RECORD, file: FILE, key: sealer.key.derive("x") };
        open(&moved, &seal(&same, b"words").1).unwrap_err();
    }

    #[test]
    fn changed_bytes_are_refused() {
        let (_, _, sealer) = sealer();
        let (_, chunks) = seal(&sealer, b"words");
        let mut changed = chunks.clone();
        changed[0].ciphertext[30] ^= 1;
        assert!(open(&sealer, &changed).unwrap_err().to_string().contains("not what its id says"));
        changed[0].id = Sha256::digest(&changed[0].ciphertext).into();
        assert!(open(&sealer, &changed).unwrap_err().to_string().contains("does not open"));
        changed[0].ciphertext.truncate(5);
        changed[0].id = Sha256::digest(&changed[0].ciphertext).into();
        open(&sealer, &changed).unwrap_err();
    }

    #[test]
    fn a_file_longer_than_the_limit_is_refused() {
        let (_, _, sealer) = sealer();
        let mut pieces = 0;
        let mut count = |_| {
            pieces += 1;
            Ok(())
        };
        let size = sealer.seal(io::repeat(7).take(FILE_MAX_BYTES), &mut count).unwrap();
        assert_eq!(size, FileSize { bytes: FILE_MAX_BYTES, chunks: 320 });
        let error = sealer.seal(io::repeat(7).take(FILE_MAX_BYTES + 1), &mut count).unwrap_err().to_string();
        assert!(error.contains("longer than 20 MiB"), "{error}");
        assert_eq!(pieces, 640);
        sealer.seal_chunk(0, false, b"short").unwrap_err();
        sealer.seal_chunk(0, true, &content(65_537)).unwrap_err();
    }
}
