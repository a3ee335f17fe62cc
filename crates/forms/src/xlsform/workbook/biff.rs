//! `.xls` workbooks of Excel 97 and later: records of a type, a length and data. Format: \[MS-XLS\].
//!
//! Read here within bounds, because forms of the field are often old and sometimes hostile: a record
//! may claim a sheet of four thousand million cells, and nothing is set aside for what is not there.

use super::{Collector, MAX_CELLS, MAX_SHEETS, Sheet, Workbook, cfb, day_and_time, number, settle};

const BOF: u16 = 0x0809;
const EOF: u16 = 0x000A;
const CONTINUE: u16 = 0x003C;

/// Reads an `.xls` workbook.
pub(super) fn read(bytes: &[u8]) -> Result<Workbook, String> {
    let stream = cfb::workbook(bytes)?;
    let globals = globals(&stream)?;
    let mut collector = Collector::default();
    let mut workbook = Workbook::default();
    for (name, at) in &globals.sheets {
        let mut sheet = Sheet { name: name.clone(), rows: Vec::new() };
        let mut cells = Cells { globals: &globals, sheet: &mut sheet, collector: &mut collector, formula: None };
        cells.read(&stream, *at)?;
        settle(&mut sheet);
        workbook.sheets.push(sheet);
    }
    Ok(workbook)
}

/// What the workbook's first part says for all sheets.
#[derive(Default)]
struct Globals {
    sheets: Vec<(String, usize)>,
    strings: Vec<String>,
    /// Number format of each cell style.
    styles: Vec<u16>,
    /// Own formats that show a date or a time.
    dates: Vec<u16>,
    from_1904: bool,
}

struct Record<'a> {
    kind: u16,
    data: &'a [u8],
    /// Position of the record after this one.
    next: usize,
}

fn record(stream: &[u8], at: usize) -> Option<Record<'_>> {
    let kind = word(stream, at)?;
    let length = word(stream, at + 2)? as usize;
    Some(Record { kind, data: stream.get(at + 4..at + 4 + length)?, next: at + 4 + length })
}

fn globals(stream: &[u8]) -> Result<Globals, String> {
    let mut found = Globals::default();
    let mut at = 0;
    while let Some(record) = record(stream, at) {
        let data = record.data;
        match record.kind {
            BOF if word(data, 0) != Some(0x0600) => {
                return Err("the workbook is older than Excel 97; save the form as .xlsx".into());
            }
            0x002F => return Err("the workbook is protected by a password; save it without one".into()),
            0x0022 => found.from_1904 = word(data, 0) == Some(1),
            0x00E0 => found.styles.push(word(data, 2).unwrap_or(0)),
            0x041E => {
                let shown = Strings::new(vec![data.get(2..).unwrap_or_default()]).text(true);
                if let (Some(id), Some(shown)) = (word(data, 0), shown)
                    && shows_date(&shown)
                {
                    found.dates.push(id);
                }
            }
            // A sheet of cells; charts and macro sheets have another type.
            0x0085 if data.get(5) == Some(&0) => {
                let at = data.get(..4).map(|b| u32::from_le_bytes([b[0], b[1], b[2], b[3]]) as usize);
                let name = Strings::new(vec![data.get(6..).unwrap_or_default()]).text(false);
                let (Some(at), Some(name)) = (at, name) else { return Err(damaged()) };
                if found.sheets.len() >= MAX_SHEETS {
                    return Err(format!("the workbook has more than {MAX_SHEETS} sheets"));
                }
                found.sheets.push((name, at));
            }
            0x00FC => {
                let mut parts = vec![data.get(8..).unwrap_or_default()];
                let mut next = record.next;
                while let Some(more) = self::record(stream, next).filter(|r| r.kind == CONTINUE) {
                    parts.push(more.data);
                    next = more.next;
                }
                let mut strings = Strings::new(parts);
                while let Some(text) = strings.text(true) {
                    if found.strings.len() >= MAX_CELLS {
                        return Err(format!("the workbook has more than {MAX_CELLS} texts"));
                    }
                    found.strings.push(text);
                }
            }
            EOF => return Ok(found),
            _ => {}
        }
        at = record.next;
    }
    Err(damaged())
}

fn damaged() -> String {
    "the workbook is damaged or cut short".into()
}

/// True when a number format shows days or hours: a letter of a date outside quotes and brackets.
fn shows_date(format: &str) -> bool {
    let (mut quoted, mut bracket, mut escaped) = (false, false, false);
    for c in format.chars() {
        match c {
            _ if escaped => escaped = false,
            '\\' | '_' | '*' if !quoted => escaped = true,
            '"' => quoted = !quoted,
            '[' if !quoted => bracket = true,
            ']' if !quoted => bracket = false,
            'd' | 'm' | 'y' | 'h' | 's' | 'D' | 'M' | 'Y' | 'H' | 'S' if !quoted && !bracket => return true,
            _ => {}
        }
    }
    false
}

/// Texts that may be cut by the end of a record and go on in the next.
struct Strings<'a> {
    parts: Vec<&'a [u8]>,
    part: usize,
    at: usize,
}

impl<'a> Strings<'a> {
    fn new(parts: Vec<&'a [u8]>) -> Self {
        Self { parts, part: 0, at: 0 }
    }

    fn byte(&mut self) -> Option<u8> {
        while self.at >= self.parts.get(self.part)?.len() {
            self.part += 1;
            self.at = 0;
        }
        self.at += 1;
        self.parts[self.part].get(self.at - 1).copied()
    }

    fn word(&mut self) -> Option<u16> {
        Some(u16::from_le_bytes([self.byte()?, self.byte()?]))
    }

    /// The next text, whose length is two bytes when `wide`, else one.
    fn text(&mut self, wide: bool) -> Option<String> {
        let length = if wide { self.word()? } else { u16::from(self.byte()?) };
        let flags = self.byte()?;
        let runs = if flags & 8 != 0 { self.word()? as usize } else { 0 };
        let extra = if flags & 4 != 0 { u32::from(self.word()?) | u32::from(self.word()?) << 16 } else { 0 };
        let mut units = Vec::new();
        let mut broad = flags & 1 != 0;
        for _ in 0..length {
            if self.at >= self.parts.get(self.part)?.len() {
                // A text cut by the record's end says anew, in one byte, how its letters are stored.
                self.part += 1;
                self.at = 0;
                broad = self.byte()? & 1 != 0;
            }
            units.push(if broad { self.word()? } else { u16::from(self.byte()?) });
        }
        for _ in 0..runs.checked_mul(4)?.checked_add(extra as usize)? {
            self.byte()?;
        }
        Some(String::from_utf16_lossy(&units))
    }
}

/// The cells of one sheet.
struct Cells<'a> {
    globals: &'a Globals,
    sheet: &'a mut Sheet,
    collector: &'a mut Collector,
    /// Place of a formula whose text comes in the next record.
    formula: Option<(u32, u32)>,
}

impl Cells<'_> {
    fn read(&mut self, stream: &[u8], mut at: usize) -> Result<(), String> {
        let mut depth = 0u32;
        while let Some(record) = record(stream, at) {
            match record.kind {
                BOF => depth += 1,
                EOF if depth <= 1 => return Ok(()),
                EOF => depth -= 1,
                // Charts inside the sheet have cells of their own.
                _ if depth != 1 => {}
                kind => self.cell(kind, record.data)?,
            }
            at = record.next;
        }
        Err(damaged())
    }

    fn cell(&mut self, kind: u16, data: &[u8]) -> Result<(), String> {
        let (Some(row), Some(column)) = (word(data, 0), word(data, 2)) else { return Ok(()) };
        let (row, column) = (u32::from(row) + 1, u32::from(column) + 1);
        if !matches!(kind, 0x0207 | 0x0006) && Collector::enough(&self.sheet.name, row) {
            return Ok(());
        }
        match kind {
            0x0203 => {
                let text = double(data, 6).map(|v| self.number(v, data)).unwrap_or_default();
                self.collector.add(self.sheet, row, column, &text, false)
            }
            0x027E => {
                let text = data.get(6..10).map(|b| self.number(packed(b), data)).unwrap_or_default();
                self.collector.add(self.sheet, row, column, &text, false)
            }
            0x00BD => {
                // Several packed numbers in a row: style and value each, then the last column.
                let cells = data.get(4..data.len().saturating_sub(2)).unwrap_or_default();
                for (offset, cell) in (0u32..).zip(cells.chunks_exact(6)) {
                    let text = self.styled(packed(&cell[2..]), word(cell, 0).unwrap_or(0));
                    self.collector.add(self.sheet, row, column + offset, &text, false)?;
                }
                Ok(())
            }
            0x00FD => {
                let place = data.get(6..10).map(|b| u32::from_le_bytes([b[0], b[1], b[2], b[3]]) as usize);
                let text = place.and_then(|p| self.globals.strings.get(p)).ok_or_else(damaged)?;
                self.collector.add(self.sheet, row, column, text, false)
            }
            0x0204 | 0x00D6 => {
                let text = Strings::new(vec![data.get(6..).unwrap_or_default()]).text(true).unwrap_or_default();
                self.collector.add(self.sheet, row, column, &text, false)
            }
            0x0205 => self.collector.add(self.sheet, row, column, truth(data.get(6), data.get(7)), false),
            0x0006 => self.formula(row, column, data),
            0x0207 => {
                let Some((row, column)) = self.formula.take() else { return Ok(()) };
                let text = Strings::new(vec![data]).text(true).unwrap_or_default();
                if Collector::enough(&self.sheet.name, row) {
                    return Ok(());
                }
                self.collector.add(self.sheet, row, column, &text, true)
            }
            _ => Ok(()),
        }
    }

    /// A formula's last value: a number, or marked as text (in the next record), truth or fault.
    fn formula(&mut self, row: u32, column: u32, data: &[u8]) -> Result<(), String> {
        self.formula = None;
        let Some(value) = data.get(6..14) else { return Ok(()) };
        let text = match (word(value, 6), value[0]) {
            (Some(0xFFFF), 0) => {
                self.formula = Some((row, column));
                return Ok(());
            }
            (Some(0xFFFF), 1) => truth(value.get(2), Some(&0)).to_owned(),
            (Some(0xFFFF), 2) => truth(value.get(2), Some(&1)).to_owned(),
            (Some(0xFFFF), _) => String::new(),
            _ => double(data, 6).map(|v| self.number(v, data)).unwrap_or_default(),
        };
        if Collector::enough(&self.sheet.name, row) {
            return Ok(());
        }
        self.collector.add(self.sheet, row, column, &text, true)
    }

    fn number(&self, value: f64, data: &[u8]) -> String {
        self.styled(value, word(data, 4).unwrap_or(0))
    }

    fn styled(&self, value: f64, style: u16) -> String {
        let format = self.globals.styles.get(style as usize).copied().unwrap_or(0);
        // 14 to 22 and 45 to 47 are the built-in formats of days and times.
        if matches!(format, 14..=22 | 45..=47) || self.globals.dates.contains(&format) {
            day_and_time(value, self.globals.from_1904)
        } else {
            number(value)
        }
    }
}

fn truth(value: Option<&u8>, fault: Option<&u8>) -> &'static str {
    match (fault, value) {
        (Some(0), Some(0)) => "FALSE",
        (Some(0), Some(_)) => "TRUE",
        (Some(_), Some(0x17)) => "#REF!",
        (Some(_), Some(0x1D)) => "#NAME?",
        (Some(_), Some(0x2A)) => "#N/A",
        (Some(_), Some(_)) => "#VALUE!",
        _ => "",
    }
}

/// A number packed in four bytes: a whole number or the upper half of a double, perhaps times 100.
fn packed(bytes: &[u8]) -> f64 {
    let raw = bytes.get(..4).map_or(0, |b| u32::from_le_bytes([b[0], b[1], b[2], b[3]]));
    let value =
        if raw & 2 != 0 { f64::from((raw as i32) >> 2) } else { f64::from_bits(u64::from(raw & 0xFFFF_FFFC) << 32) };
    if raw & 1 != 0 { value / 100.0 } else { value }
}

fn double(bytes: &[u8], at: usize) -> Option<f64> {
    bytes.get(at..at + 8).map(|b| f64::from_le_bytes([b[0], b[1], b[2], b[3], b[4], b[5], b[6], b[7]]))
}

fn word(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..at + 2).map(|b| u16::from_le_bytes([b[0], b[1]]))
}
