//! Workbooks in the binary format of Excel 97, written here record by record.

use crate::support::english;
use forms::xlsform::{Refusal, What, import};
use proptest::prelude::*;

/// A cell of a sheet.
#[derive(Clone, Copy)]
pub enum Cell<'a> {
    /// A text of the shared table.
    Text(&'a str),
    /// A number.
    Number(f64),
    /// A whole number in its packed form.
    Packed(i32),
    /// A day, as a number in the style of a date.
    Day(f64),
    /// A truth.
    Truth(bool),
    /// A formula with a text as its value.
    Formula(&'a str),
    /// Nothing.
    Blank,
}

fn record(kind: u16, data: &[u8]) -> Vec<u8> {
    let mut bytes = kind.to_le_bytes().to_vec();
    bytes.extend(u16::try_from(data.len()).unwrap().to_le_bytes());
    bytes.extend(data);
    bytes
}

fn wide(text: &str) -> Vec<u8> {
    let units: Vec<u16> = text.encode_utf16().collect();
    let mut bytes = u16::try_from(units.len()).unwrap().to_le_bytes().to_vec();
    bytes.push(1);
    bytes.extend(units.iter().flat_map(|u| u.to_le_bytes()));
    bytes
}

fn cell(row: u16, column: u16, style: u16, rest: &[u8]) -> Vec<u8> {
    let mut data: Vec<u8> = [row, column, style].iter().flat_map(|v| v.to_le_bytes()).collect();
    data.extend(rest);
    data
}

fn sheet_stream(rows: &[Vec<Cell<'_>>], texts: &mut Vec<String>) -> Vec<u8> {
    let mut stream = record(0x0809, &[0, 6, 0x10, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    for (row, cells) in (0u16..).zip(rows) {
        for (column, value) in (0u16..).zip(cells) {
            match value {
                Cell::Text(text) => {
                    texts.push((*text).to_owned());
                    let index = u32::try_from(texts.len() - 1).unwrap();
                    stream.extend(record(0x00FD, &cell(row, column, 0, &index.to_le_bytes())));
                }
                Cell::Number(value) => stream.extend(record(0x0203, &cell(row, column, 0, &value.to_le_bytes()))),
                Cell::Day(value) => stream.extend(record(0x0203, &cell(row, column, 1, &value.to_le_bytes()))),
                Cell::Packed(value) => {
                    stream.extend(record(0x027E, &cell(row, column, 0, &(value << 2 | 2).to_le_bytes())));
                }
                Cell::Truth(value) => stream.extend(record(0x0205, &cell(row, column, 0, &[u8::from(*value), 0]))),
                Cell::Formula(text) => {
                    let mut rest = vec![0, 0, 0, 0, 0, 0, 0xFF, 0xFF];
                    rest.extend([0; 8]);
                    stream.extend(record(0x0006, &cell(row, column, 0, &rest)));
                    stream.extend(record(0x0207, &wide(text)));
                }
                Cell::Blank => {}
            }
        }
    }
    stream.extend(record(0x000A, &[]));
    stream
}

/// The workbook's stream, then the container around it.
pub fn workbook(sheets: &[(&str, Vec<Vec<Cell<'_>>>)]) -> Vec<u8> {
    let mut texts = Vec::new();
    let streams: Vec<Vec<u8>> = sheets.iter().map(|(_, rows)| sheet_stream(rows, &mut texts)).collect();
    let bound = |offsets: &[usize]| -> Vec<u8> {
        let sheet = |((name, _), at): (&(&str, Vec<Vec<Cell<'_>>>), &usize)| {
            let mut data = u32::try_from(*at).unwrap().to_le_bytes().to_vec();
            data.extend([0, 0, u8::try_from(name.len()).unwrap(), 0]);
            data.extend(name.bytes());
            record(0x0085, &data)
        };
        sheets.iter().zip(offsets).flat_map(sheet).collect()
    };
    let mut before = record(0x0809, &[0, 6, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    before.extend(record(0x00E0, &[0; 20]));
    before.extend(record(0x00E0, &[0, 0, 14, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]));
    let mut after = shared(&texts);
    after.extend(record(0x000A, &[]));
    let mut at = before.len() + bound(&vec![0; sheets.len()]).len() + after.len();
    let mut offsets = Vec::new();
    for stream in &streams {
        offsets.push(at);
        at += stream.len();
    }
    let mut stream = before;
    stream.extend(bound(&offsets));
    stream.extend(after);
    stream.extend(streams.concat());
    contain(&stream)
}

/// The table of shared texts, cut in the middle of a text when it is too long for one record.
fn shared(texts: &[String]) -> Vec<u8> {
    let count = u32::try_from(texts.len()).unwrap().to_le_bytes();
    let mut found = Vec::new();
    let mut data: Vec<u8> = count.iter().chain(&count).copied().collect();
    let mut kind = 0x00FC;
    for text in texts {
        let units: Vec<u16> = text.encode_utf16().collect();
        data.extend(u16::try_from(units.len()).unwrap().to_le_bytes());
        data.push(1);
        for unit in units {
            if data.len() + 2 > 8_000 {
                found.extend(record(kind, &data));
                kind = 0x003C;
                data = vec![1];
            }
            data.extend(unit.to_le_bytes());
        }
    }
    found.extend(record(kind, &data));
    found
}

/// A compound file with one stream `Workbook`.
fn contain(stream: &[u8]) -> Vec<u8> {
    let mut stream = stream.to_vec();
    stream.resize(stream.len().max(4096).next_multiple_of(512), 0);
    let sectors = stream.len() / 512;
    let tables = (sectors + 2).div_ceil(127);
    let mut header = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    header.resize(512, 0);
    let mut put = |at: usize, bytes: &[u8]| header[at..at + bytes.len()].copy_from_slice(bytes);
    put(24, &[0x3E, 0, 3, 0, 0xFE, 0xFF, 9, 0, 6, 0]);
    put(44, &u32::try_from(tables).unwrap().to_le_bytes());
    put(48, &0u32.to_le_bytes());
    put(56, &4096u32.to_le_bytes());
    put(60, &0xFFFF_FFFEu32.to_le_bytes());
    put(68, &0xFFFF_FFFEu32.to_le_bytes());
    for slot in 0..109 {
        let place = if slot < tables { u32::try_from(1 + slot).unwrap() } else { u32::MAX };
        put(76 + slot * 4, &place.to_le_bytes());
    }
    let mut directory = Vec::new();
    for (name, kind, start, length) in
        [("Root Entry", 5u8, 0xFFFF_FFFEu32, 0usize), ("Workbook", 2, u32::try_from(1 + tables).unwrap(), stream.len())]
    {
        let mut entry = vec![0u8; 128];
        for (at, unit) in name.encode_utf16().enumerate() {
            entry[at * 2..at * 2 + 2].copy_from_slice(&unit.to_le_bytes());
        }
        entry[64] = u8::try_from(name.len() * 2 + 2).unwrap();
        entry[66] = kind;
        entry[116..120].copy_from_slice(&start.to_le_bytes());
        entry[120..124].copy_from_slice(&u32::try_from(length).unwrap().to_le_bytes());
        directory.extend(entry);
    }
    directory.resize(512, 0);
    let mut table: Vec<u32> = vec![0xFFFF_FFFE];
    table.extend(vec![0xFFFF_FFFD; tables]);
    let first = u32::try_from(1 + tables).unwrap();
    table.extend((1..u32::try_from(sectors).unwrap()).map(|n| first + n));
    table.push(0xFFFF_FFFE);
    table.resize(tables * 128, u32::MAX);
    let table: Vec<u8> = table.iter().flat_map(|v| v.to_le_bytes()).collect();
    [header, directory, table, stream].concat()
}

fn form<'a>() -> Vec<(&'a str, Vec<Vec<Cell<'a>>>)> {
    use Cell::{Blank, Day, Formula, Number, Packed, Text, Truth};
    vec![
        (
            "survey",
            vec![
                vec![Text("type"), Text("name"), Text("label"), Text("required"), Text("default"), Text("since")],
                vec![Text("select_one l"), Text("a"), Text("नाम\u{a0}?"), Truth(true), Packed(8), Day(43_361.0)],
                vec![Text("decimal"), Text("b"), Formula("worked out"), Blank, Number(18.31)],
                vec![Blank, Blank, Formula("0")],
            ],
        ),
        (
            "choices",
            vec![vec![Text("list name"), Text("name"), Text("label")], vec![Text("l"), Packed(8), Text("eight")]],
        ),
    ]
}

#[test]
fn a_binary_workbook_under_another_name_is_read() {
    let found = import("form.xlsx", &workbook(&form()), &english()).unwrap();
    let fields = found.kind.fields();
    assert_eq!(fields[0].label.get("en"), "नाम ?");
    assert_eq!(&*fields[0].required.as_ref().unwrap().source, "true()");
    assert_eq!(&*fields[0].default.as_ref().unwrap().source, "8");
    assert_eq!(fields[0].other["since"], "2018-09-18 00:00:00");
    assert_eq!(&*fields[1].default.as_ref().unwrap().source, "18.31");
    assert_eq!(fields[1].label.get("en"), "worked out");
    assert_eq!(found.codes[0].codes[0].code, "8");
    assert!(found.report.iter().any(|l| l.what == What::OnlyFormulas && l.row == 4));
}

#[test]
fn texts_that_go_on_in_the_next_record_are_whole() {
    let long: Vec<String> = (0..6).map(|n| format!("{n}{}", "चौतारी ".repeat(500))).collect();
    let mut sheets = form();
    for (n, text) in long.iter().enumerate() {
        let name = ["q0", "q1", "q2", "q3", "q4", "q5"][n];
        sheets[0].1.push(vec![Cell::Text("text"), Cell::Text(name), Cell::Text(text)]);
    }
    let found = import("form.xls", &workbook(&sheets), &english()).unwrap();
    for (field, text) in found.kind.fields()[2..].iter().zip(&long) {
        assert_eq!(field.label.get("en"), text.trim());
    }
}

#[test]
fn a_chain_that_bites_its_tail_ends() {
    let mut bytes = workbook(&form());
    // The table of sectors is the second sector; make the directory's chain follow itself.
    bytes[1024..1028].copy_from_slice(&0u32.to_le_bytes());
    assert!(matches!(import("f.xls", &bytes, &english()), Err(Refusal::Faults(_))));
}

#[test]
fn a_binary_workbook_cut_anywhere_is_refused() {
    let whole = workbook(&form());
    for cut in (8..whole.len() - 4096).step_by(97) {
        assert!(import("f.xls", &whole[..cut], &english()).is_err(), "{cut}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 400, rng_seed: proptest::test_runner::RngSeed::Fixed(1), failure_persistence: None, ..ProptestConfig::default()
    })]

    #[test]
    fn a_binary_workbook_with_any_bytes_changed_never_panics(changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12)) {
        let mut bytes = workbook(&form());
        for (at, byte) in changes {
            let at = 8 + at.index(bytes.len() - 8);
            bytes[at] = byte;
        }
        let _ = import("f.xls", &bytes, &english());
    }
}
