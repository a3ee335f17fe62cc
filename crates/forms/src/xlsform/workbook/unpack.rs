//! `.xlsx` workbooks: a zip of XML, looked through for its true size before anything is parsed.

use super::{Collector, MAX_SHEETS, Sheet, Workbook, day_and_time, number, settle};
use calamine::{Data, DataRef, Reader, Xlsx};
use std::io::{Cursor, Read};

/// Most bytes all parts of the workbook may have once unpacked.
const MAX_UNPACKED: u64 = 32 << 20;
/// Most parts of the workbook.
const MAX_PARTS: usize = 2_000;
/// Most XML tags over all parts: each costs memory in the reader, however short it is.
const MAX_TAGS: usize = 4_000_000;

/// Reads an `.xlsx` workbook.
pub(super) fn read(bytes: &[u8]) -> Result<Workbook, String> {
    let macros = measure(bytes)?;
    let mut book = Xlsx::new(Cursor::new(bytes)).map_err(|e| format!("the workbook cannot be read: {e}"))?;
    let mut workbook = Workbook { sheets: Vec::new(), macros };
    let mut collector = Collector::default();
    if book.sheet_names().len() > MAX_SHEETS {
        return Err(format!("the workbook has more than {MAX_SHEETS} sheets"));
    }
    for name in book.sheet_names() {
        let mut sheet = Sheet { name: name.clone(), rows: Vec::new() };
        match book.worksheet_cells_reader(&name) {
            Ok(mut cells) => loop {
                let next = cells.next_cell_with_formula_metadata();
                let Some(cell) = next.map_err(|e| format!("sheet {name:?} cannot be read: {e}"))? else { break };
                let (row, column) = (cell.pos.0.saturating_add(1), cell.pos.1.saturating_add(1));
                if Collector::enough(&name, row) {
                    break;
                }
                collector.add(&mut sheet, row, column, &text(&cell.value), cell.formula.is_some())?;
            },
            // Charts and macro sheets have a name but no cells.
            Err(e) if super::FORM_SHEETS.contains(&name.to_lowercase().as_str()) => {
                return Err(format!("sheet {name:?} cannot be read: {e}"));
            }
            Err(_) => {}
        }
        settle(&mut sheet);
        workbook.sheets.push(sheet);
    }
    Ok(workbook)
}

/// Unpacks every part once, counting only, and tells whether there are macros. What a zip says of its
/// own sizes may be a lie, so both the word and the fact are held against the bound.
fn measure(bytes: &[u8]) -> Result<bool, String> {
    let broken = |e: &dyn std::fmt::Display| format!("the workbook is damaged or cut short: {e}");
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|e| broken(&e))?;
    if archive.len() > MAX_PARTS {
        return Err(format!("the workbook has {} parts, more than {MAX_PARTS}", archive.len()));
    }
    let too_large = || format!("the workbook unpacks to more than {MAX_UNPACKED} bytes");
    let (mut unpacked, mut tags, mut macros, mut book) = (0u64, 0usize, false, false);
    let mut buffer = vec![0u8; 64 << 10];
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).map_err(|e| broken(&e))?;
        let part_name = part.name().map_err(|e| broken(&e))?.into_owned();
        match part_name.as_str() {
            name if name.ends_with("vbaProject.bin") => macros = true,
            name if name.ends_with("workbook.xml") => book = true,
            "content.xml" => return Err("this is an OpenDocument sheet; save the form as .xlsx".into()),
            name if name.ends_with("workbook.bin") => {
                return Err("this is a binary workbook (.xlsb); save the form as .xlsx".into());
            }
            _ => {}
        }
        if unpacked.saturating_add(part.size()) > MAX_UNPACKED {
            return Err(too_large());
        }
        loop {
            let read = part.read(&mut buffer).map_err(|e| broken(&e))?;
            if read == 0 {
                break;
            }
            unpacked += read as u64;
            tags += buffer[..read].iter().filter(|b| **b == b'<').count();
            if unpacked > MAX_UNPACKED {
                return Err(too_large());
            }
            if tags > MAX_TAGS {
                return Err(format!("the workbook has more than {MAX_TAGS} XML tags"));
            }
        }
    }
    if book { Ok(macros) } else { Err("this is a zip, but not a workbook; save the form as .xlsx".into()) }
}

/// A cell's value as text.
fn text(value: &DataRef<'_>) -> String {
    match value {
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::Int(whole) => whole.to_string(),
        DataRef::Float(value) => number(*value),
        DataRef::Bool(value) => if *value { "TRUE" } else { "FALSE" }.into(),
        DataRef::DateTime(moment) if moment.is_datetime() => {
            // The reader has already moved days of the 1904 epoch for us to tell; it gives the parts.
            let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
            if moment.as_f64() < 1.0 {
                day_and_time(moment.as_f64(), false)
            } else {
                format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}")
            }
        }
        DataRef::DateTime(length) => number(length.as_f64()),
        DataRef::Error(_) => Data::from(value.clone()).to_string(),
        DataRef::Empty => String::new(),
    }
}
