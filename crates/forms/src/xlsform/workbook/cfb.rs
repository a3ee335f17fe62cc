//! Compound files, the container of `.xls`: finds the stream that holds the workbook.
//!
//! Written here because the file is a linked list of sectors that may bite its own tail; every walk
//! is bounded by the number of sectors there are. Format: \[MS-CFB\], Compound File Binary.

const END: u32 = 0xFFFF_FFFE;
const FREE: u32 = 0xFFFF_FFFF;
/// Streams shorter than this live in the mini stream.
const MINI_CUTOFF: usize = 4096;
const MINI_SECTOR: usize = 64;
const ENTRY: usize = 128;

/// The bytes of the workbook in the compound file `bytes`.
///
/// # Errors
/// When the container is damaged, encrypted or holds no workbook.
pub(super) fn workbook(bytes: &[u8]) -> Result<Vec<u8>, String> {
    let file = File::open(bytes).ok_or("the workbook is damaged or cut short")?;
    let names: Vec<&str> = file.entries.iter().map(|e| e.name.as_str()).collect();
    if names.iter().any(|n| n.eq_ignore_ascii_case("EncryptedPackage")) {
        return Err("the workbook is protected by a password; save it without one".into());
    }
    let found = ["workbook", "book"]
        .iter()
        .find_map(|wanted| file.entries.iter().find(|e| e.kind == 2 && e.name.eq_ignore_ascii_case(wanted)));
    let entry = found.ok_or("this is an Office file, but not a workbook; save the form as .xlsx")?;
    file.stream(entry).ok_or_else(|| "the workbook is damaged or cut short".into())
}

struct Entry {
    name: String,
    kind: u8,
    start: u32,
    length: usize,
}

struct File<'a> {
    bytes: &'a [u8],
    sector: usize,
    table: Vec<u32>,
    mini_table: Vec<u32>,
    mini: Vec<u8>,
    entries: Vec<Entry>,
}

impl<'a> File<'a> {
    fn open(bytes: &'a [u8]) -> Option<Self> {
        let sector = match word(bytes, 30)? {
            9 => 512,
            12 => 4096,
            _ => return None,
        };
        let mut file =
            File { bytes, sector, table: Vec::new(), mini_table: Vec::new(), mini: Vec::new(), entries: Vec::new() };
        file.table = file.read_table()?;
        let directory = file.chain(long(bytes, 48)?, usize::MAX)?;
        file.entries = directory.chunks_exact(ENTRY).filter_map(entry).collect();
        if long(bytes, 64)? > 0 {
            let root = file.entries.first()?;
            file.mini = file.chain(root.start, root.length)?;
            file.mini_table = longs(&file.chain(long(bytes, 60)?, usize::MAX)?);
        }
        Some(file)
    }

    /// The sectors of the file, at most.
    fn sectors(&self) -> usize {
        self.bytes.len() / self.sector + 1
    }

    fn at(&self, sector: u32) -> Option<&'a [u8]> {
        let start = (sector as usize).checked_add(1)?.checked_mul(self.sector)?;
        // The last sector of real files may be cut short.
        let end = start.checked_add(self.sector)?.min(self.bytes.len());
        self.bytes.get(start..end)
    }

    /// The table that says which sector follows which: its own sectors are listed in the header and,
    /// for large files, in further sectors that end with the number of the next one.
    fn read_table(&self) -> Option<Vec<u32>> {
        let mut places = longs(self.bytes.get(76..512)?);
        let mut next = long(self.bytes, 68)?;
        for _ in 0..self.sectors() {
            if next >= END {
                break;
            }
            let mut more = longs(self.at(next)?);
            next = more.pop()?;
            places.extend(more);
        }
        let mut table = Vec::new();
        for place in places.into_iter().filter(|p| *p != FREE && *p != END).take(self.sectors()) {
            table.extend(longs(self.at(place)?));
        }
        Some(table)
    }

    /// The bytes of the chain of sectors that begins at `start`, at most `length`.
    fn chain(&self, start: u32, length: usize) -> Option<Vec<u8>> {
        let mut found = Vec::new();
        let mut sector = start;
        for _ in 0..self.sectors() {
            if sector == END || found.len() >= length {
                found.truncate(length);
                return Some(found);
            }
            found.extend_from_slice(self.at(sector)?);
            sector = *self.table.get(sector as usize)?;
        }
        (found.len() >= length).then(|| {
            found.truncate(length);
            found
        })
    }

    fn stream(&self, entry: &Entry) -> Option<Vec<u8>> {
        if entry.length >= MINI_CUTOFF {
            return self.chain(entry.start, entry.length);
        }
        let mut found = Vec::new();
        let mut sector = entry.start;
        for _ in 0..=MINI_CUTOFF / MINI_SECTOR {
            if sector == END || found.len() >= entry.length {
                break;
            }
            let start = (sector as usize).checked_mul(MINI_SECTOR)?;
            found.extend_from_slice(self.mini.get(start..start.checked_add(MINI_SECTOR)?.min(self.mini.len()))?);
            sector = *self.mini_table.get(sector as usize)?;
        }
        found.truncate(entry.length);
        Some(found)
    }
}

fn entry(bytes: &[u8]) -> Option<Entry> {
    let length = (word(bytes, 64)? as usize).min(64).saturating_sub(2);
    let units: Vec<u16> = bytes.get(..length)?.chunks_exact(2).map(|c| u16::from_le_bytes([c[0], c[1]])).collect();
    Some(Entry {
        name: String::from_utf16_lossy(&units),
        kind: *bytes.get(66)?,
        start: long(bytes, 116)?,
        length: long(bytes, 120)? as usize,
    })
}

fn word(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..at + 2).map(|b| u16::from_le_bytes([b[0], b[1]]))
}

fn long(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..at + 4).map(|b| u32::from_le_bytes([b[0], b[1], b[2], b[3]]))
}

fn longs(bytes: &[u8]) -> Vec<u32> {
    bytes.chunks_exact(4).map(|b| u32::from_le_bytes([b[0], b[1], b[2], b[3]])).collect()
}
