//! Cells of a workbook, read within bounds, whatever its name says and whatever hides in it.
//!
//! The kind of file is told by its first bytes: forms in the field carry the old binary format under
//! `.xlsx` names and the other way round. Macros are never looked at. Only sheets that belong to an
//! XLSForm are read whole; of others the first rows are kept, to tell what they are.

mod biff;
mod cfb;
mod unpack;

use crate::Fault;

/// Largest file taken, in bytes.
pub(super) const MAX_FILE: usize = 16 << 20;
/// Most cells taken over all sheets.
pub(super) const MAX_CELLS: usize = 500_000;
/// Most columns of a sheet: a form has dozens, a hundred with ten languages.
pub(super) const MAX_COLUMNS: u32 = 1_000;
/// Longest text of one cell: Excel's own limit.
pub(super) const MAX_CELL_TEXT: usize = 32_767;
/// Most text over all cells, in bytes.
pub(super) const MAX_TEXT: usize = 16 << 20;
/// Most sheets of a workbook.
const MAX_SHEETS: usize = 200;
/// Rows kept of a sheet that is no part of an XLSForm.
const PEEK_ROWS: u32 = 40;
/// Sheets of an XLSForm, in lower case; `external_choices` holds lists for large selects, the last two
/// are what our own export adds.
pub(super) const FORM_SHEETS: [&str; 7] =
    ["survey", "choices", "settings", "entities", "external_choices", "chautari_lists", "chautari_codes"];

/// A workbook's sheets in order.
#[derive(Clone, Debug, Default)]
pub(super) struct Workbook {
    /// Sheets, hidden ones too.
    pub sheets: Vec<Sheet>,
    /// True when the file carries macros.
    pub macros: bool,
}

/// One sheet; rows without a cell are left out.
#[derive(Clone, Debug, Default)]
pub(super) struct Sheet {
    /// Its name as written.
    pub name: String,
    /// Rows in order.
    pub rows: Vec<Row>,
}

/// One row with at least one cell that is not blank.
#[derive(Clone, Debug, Default)]
pub(super) struct Row {
    /// Number from 1.
    pub number: u32,
    /// Cells in order of columns.
    pub cells: Vec<Cell>,
}

/// One cell that is not blank.
#[derive(Clone, Debug, Default)]
pub(super) struct Cell {
    /// Column from 1.
    pub column: u32,
    /// Its text: no-break blanks made plain, line ends `\n`, outer blanks kept.
    pub text: String,
    /// True when a formula gave the value.
    pub formula: bool,
}

impl Row {
    /// Text of the cell in `column`, without outer blanks; empty when there is none.
    pub(super) fn text(&self, column: u32) -> &str {
        self.cells.iter().find(|c| c.column == column).map_or("", |c| c.text.trim())
    }
}

impl Workbook {
    /// The sheet of that name, in whatever case.
    pub(super) fn sheet(&self, name: &str) -> Option<&Sheet> {
        self.sheets.iter().find(|s| s.name.trim().eq_ignore_ascii_case(name))
    }
}

/// Reads the cells of `bytes`.
///
/// # Errors
/// What the file is, when it is no workbook; which bound it passes, when it is too large.
pub(super) fn read(bytes: &[u8]) -> Result<Workbook, String> {
    if bytes.len() > MAX_FILE {
        return Err(format!("the file has {} bytes, more than the {MAX_FILE} taken for a form", bytes.len()));
    }
    if bytes.starts_with(b"PK\x03\x04") {
        unpack::read(bytes)
    } else if bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) {
        biff::read(bytes)
    } else if bytes.is_empty() {
        Err("the file is empty".into())
    } else {
        Err("this is neither an .xlsx nor an .xls workbook; save the form as .xlsx".into())
    }
}

/// A fault of the whole file.
pub(super) fn whole(file: &str, message: String) -> Fault {
    Fault { file: file.into(), sheet: None, line: 0, column: 0, message }
}

/// Collects cells into rows and keeps to the bounds.
#[derive(Default)]
struct Collector {
    cells: usize,
    text: usize,
}

impl Collector {
    /// True when rows of this sheet past the first few are of no interest.
    fn enough(name: &str, row: u32) -> bool {
        row > PEEK_ROWS && !FORM_SHEETS.iter().any(|known| name.trim().eq_ignore_ascii_case(known))
    }

    /// Adds a cell at `row` and `column` from 1; a blank one is left out.
    fn add(&mut self, sheet: &mut Sheet, row: u32, column: u32, text: &str, formula: bool) -> Result<(), String> {
        let at = || format!("sheet {:?}, row {row}, column {column}", sheet.name);
        if text.trim().is_empty() {
            return Ok(());
        }
        if column > MAX_COLUMNS {
            return Err(format!("{}: more than {MAX_COLUMNS} columns", at()));
        }
        self.cells += 1;
        if self.cells > MAX_CELLS {
            return Err(format!("{}: more than {MAX_CELLS} cells", at()));
        }
        if text.len() > MAX_CELL_TEXT && text.chars().count() > MAX_CELL_TEXT {
            return Err(format!("{}: more than {MAX_CELL_TEXT} characters in one cell", at()));
        }
        self.text += text.len();
        if self.text > MAX_TEXT {
            return Err(format!("{}: more than {MAX_TEXT} bytes of text", at()));
        }
        let cell = Cell { column, text: plain(text), formula };
        // Cells come in order from any program that writes workbooks; a file that mixes them is sorted.
        match sheet.rows.last_mut() {
            Some(last) if last.number == row => last.cells.push(cell),
            _ => sheet.rows.push(Row { number: row, cells: vec![cell] }),
        }
        Ok(())
    }
}

/// Brings rows and cells into order; of two cells in one place the later one holds.
fn settle(sheet: &mut Sheet) {
    sheet.rows.sort_by_key(|r| r.number);
    let mut rows: Vec<Row> = Vec::with_capacity(sheet.rows.len());
    for row in sheet.rows.drain(..) {
        match rows.last_mut() {
            Some(last) if last.number == row.number => last.cells.extend(row.cells),
            _ => rows.push(row),
        }
    }
    for row in &mut rows {
        row.cells.sort_by_key(|c| c.column);
        row.cells.reverse();
        row.cells.dedup_by_key(|c| c.column);
        row.cells.reverse();
    }
    sheet.rows = rows;
}

/// No-break blanks become blanks (they hide in forms written in word processors), line ends `\n`.
fn plain(text: &str) -> String {
    text.replace('\u{a0}', " ").replace("\r\n", "\n").replace('\r', "\n")
}

/// A number as people typed it: no point and zero behind a whole number.
fn number(value: f64) -> String {
    if value == value.trunc() && value.abs() < 1e15 { format!("{value:.0}") } else { format!("{value}") }
}

/// A spreadsheet's day number as `YYYY-MM-DD HH:MM:SS`, or `HH:MM:SS` for a time of day alone.
fn day_and_time(serial: f64, from_1904: bool) -> String {
    if !serial.is_finite() || !(0.0..2_958_466.0).contains(&serial) {
        return number(serial);
    }
    let seconds = (serial.fract() * 86_400.0).round() as i64;
    let time = format!("{:02}:{:02}:{:02}", seconds / 3_600 % 24, seconds / 60 % 60, seconds % 60);
    if serial < 1.0 && !from_1904 {
        return time;
    }
    // Serial 60 is the 29 February 1900 that never was, which spreadsheets keep for old times' sake.
    let days = serial.trunc() as i64 + seconds / 86_400;
    let (epoch, days) = if from_1904 {
        (jiff::civil::date(1904, 1, 1), days)
    } else {
        (jiff::civil::date(1899, 12, 30), if days < 60 { days + 1 } else { days })
    };
    match epoch.checked_add(jiff::Span::new().days(days)) {
        Ok(day) => format!("{day} {time}"),
        Err(_) => number(serial),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_typed() {
        assert_eq!(number(8.0), "8");
        assert_eq!(number(18.31), "18.31");
        assert_eq!(number(3_004_557_141.0), "3004557141");
        assert_eq!(number(-0.5), "-0.5");
    }

    #[test]
    fn day_numbers_are_read_in_both_epochs() {
        assert_eq!(day_and_time(43_361.0, false), "2018-09-18 00:00:00");
        assert_eq!(day_and_time(1.0, false), "1900-01-01 00:00:00");
        assert_eq!(day_and_time(0.5, false), "12:00:00");
        assert_eq!(day_and_time(41_899.0, true), "2018-09-18 00:00:00");
    }

    #[test]
    fn cells_out_of_order_are_settled() {
        let mut sheet = Sheet { name: "survey".into(), rows: Vec::new() };
        let mut collector = Collector::default();
        for (row, column, text) in [(2, 2, "d"), (1, 2, "b"), (1, 1, "a"), (2, 2, "later"), (2, 1, "c")] {
            collector.add(&mut sheet, row, column, text, false).unwrap();
        }
        settle(&mut sheet);
        let texts: Vec<_> = sheet.rows.iter().map(|r| (r.number, r.text(1), r.text(2))).collect();
        assert_eq!(texts, [(1, "a", "b"), (2, "c", "later")]);
    }
}
