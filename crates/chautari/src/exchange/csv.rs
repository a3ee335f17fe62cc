//! Comma-separated values (RFC 4180): UTF-8, quotes doubled, lines of a cell kept.
//!
//! A cell that a spreadsheet would take for a formula gets an apostrophe before it when written, and loses it when read.

use anyhow::{Result, bail};
use std::io::{self, BufRead, Write};

/// Most bytes of a row.
const ROW_MOST: usize = 4 * 1024 * 1024;
/// Most cells of a row.
const CELLS_MOST: usize = 4_000;

/// Writes a row.
pub fn write<'a>(to: &mut dyn Write, cells: impl Iterator<Item = &'a str>) -> io::Result<()> {
    for (number, cell) in cells.enumerate() {
        if number > 0 {
            to.write_all(b",")?;
        }
        let guard = if is_formula(cell.trim_start_matches('\'')) { "'" } else { "" };
        if cell.contains([',', '"', '\n', '\r']) || cell.starts_with(' ') || cell.ends_with(' ') {
            write!(to, "\"{guard}{}\"", cell.replace('"', "\"\""))?;
        } else {
            write!(to, "{guard}{cell}")?;
        }
    }
    to.write_all(b"\r\n")
}

/// What a spreadsheet may run instead of show (OWASP, "CSV Injection").
fn is_formula(cell: &str) -> bool {
    cell.starts_with(['=', '+', '-', '@', '\t', '\r'])
}

/// Rows of a file, each with the number of its first line.
pub struct Rows<R: BufRead> {
    from: R,
    line: u64,
}

impl<R: BufRead> Rows<R> {
    /// Rows of `from`.
    pub fn new(from: R) -> Self {
        Self { from, line: 0 }
    }

    /// The next row that is not empty.
    ///
    /// # Errors
    /// A quote that does not end, text after one, bytes that are not UTF-8, a row that is too long: the file is not read
    /// further then.
    pub fn next(&mut self) -> Result<Option<(u64, Vec<String>)>> {
        loop {
            let first = self.line + 1;
            let Some(text) = self.row(first)? else { return Ok(None) };
            let text = if first == 1 { text.trim_start_matches('\u{feff}') } else { &text };
            let text = text.trim_end_matches(['\n', '\r']);
            if !text.is_empty() {
                return cells(text, first).map(|cells| Some((first, cells)));
            }
        }
    }

    /// The lines up to one at whose end no quote is open.
    fn row(&mut self, first: u64) -> Result<Option<String>> {
        let (mut text, mut quotes) = (Vec::new(), 0);
        loop {
            let begun = text.len();
            let most = (ROW_MOST - begun) as u64;
            let read = io::Read::take(&mut self.from, most).read_until(b'\n', &mut text)?;
            quotes += text[begun..].iter().filter(|byte| **byte == b'"').count();
            if text.len() >= ROW_MOST {
                bail!("line {first}: a row of more than {ROW_MOST} bytes; is a quote left open?");
            }
            self.line += 1;
            match (read, quotes % 2) {
                (0, 0) if text.is_empty() => return Ok(None),
                (0, 1) => bail!("line {first}: a quote is left open"),
                (_, 0) => break,
                _ => {}
            }
        }
        match String::from_utf8(text) {
            Ok(text) => Ok(Some(text)),
            Err(_) => bail!("line {first}: not UTF-8; save the table as \"CSV UTF-8\""),
        }
    }
}

fn cells(row: &str, line: u64) -> Result<Vec<String>> {
    let mut cells = Vec::new();
    let mut rest = row;
    loop {
        let (cell, after) = match rest.strip_prefix('"') {
            Some(quoted) => unquote(quoted),
            None => {
                let end = rest.find(',').unwrap_or(rest.len());
                Some((rest[..end].to_owned(), &rest[end..]))
            }
        }
        .filter(|(_, after)| after.is_empty() || after.starts_with(','))
        .ok_or_else(|| anyhow::anyhow!("line {line}: text after a closing quote, in cell {}", cells.len() + 1))?;
        cells.push(match cell.strip_prefix('\'') {
            Some(bare) if is_formula(bare.trim_start_matches('\'')) => bare.to_owned(),
            _ => cell,
        });
        if cells.len() > CELLS_MOST {
            bail!("line {line}: more than {CELLS_MOST} cells");
        }
        match after.strip_prefix(',') {
            Some(after) => rest = after,
            None => return Ok(cells),
        }
    }
}

/// A quoted cell after its first quote, and what stands after its last.
fn unquote(text: &str) -> Option<(String, &str)> {
    let mut cell = String::new();
    let mut rest = text;
    loop {
        let end = rest.find('"')?;
        cell.push_str(&rest[..end]);
        rest = &rest[end + 1..];
        match rest.strip_prefix('"') {
            Some(after) => {
                cell.push('"');
                rest = after;
            }
            None => return Some((cell, rest)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Vec<(u64, Vec<String>)>> {
        let mut rows = Rows::new(text.as_bytes());
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            found.push(row);
        }
        Ok(found)
    }

    #[test]
    fn rows_are_read_with_their_lines() {
        let text = "\u{feff}a,\"b\"\"c\"\r\n\r\n\"two\nlines\",\n,x,";
        let rows = read(text).unwrap();
        let cells: Vec<(u64, Vec<&str>)> =
            rows.iter().map(|(line, cells)| (*line, cells.iter().map(String::as_str).collect())).collect();
        assert_eq!(cells, [(1, vec!["a", "b\"c"]), (3, vec!["two\nlines", ""]), (5, vec!["", "x", ""])]);
        for bad in ["a\n\"b", "\"a\"b", "\"a\" ,b"] {
            assert!(read(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn what_is_written_reads_back_and_is_no_formula() {
        let cells = ["", "=1+1", "'=x", "''-", "'tis", "-3", " a ", "b,\"c\"\nd", "आशा", "@x"];
        let mut text = Vec::new();
        write(&mut text, cells.into_iter()).unwrap();
        let text = String::from_utf8(text).unwrap();
        assert!(text.starts_with(",'=1+1,''=x,"), "{text}");
        assert_eq!(read(&text).unwrap()[0].1, cells);
    }
}
