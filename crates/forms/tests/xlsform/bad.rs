//! Files that are damaged, hostile or no forms: a clear fault within bounds, never a panic.

use crate::support::{english, imported, workbook};
use forms::xlsform::{Refusal, import};
use rust_xlsxwriter::Workbook;
use std::io::{Cursor, Write};
use std::time::{Duration, Instant};
use zip::write::SimpleFileOptions;

/// The fault's words; the refusal must come in time.
fn refused(bytes: &[u8]) -> String {
    let start = Instant::now();
    let refusal = import("bad.xlsx", bytes, &english()).map(|f| f.kind.name).unwrap_err();
    assert!(start.elapsed() < Duration::from_secs(10), "took {:?}", start.elapsed());
    match refusal {
        Refusal::Faults(faults) => {
            assert!(faults.iter().all(|f| f.file == "bad.xlsx" && !f.message.is_empty()));
            faults[0].message.clone()
        }
        Refusal::TableOfRows { .. } => panic!("taken for a table of rows"),
    }
}

fn form() -> Vec<u8> {
    workbook(&[
        ("survey", &[&["type", "name", "label"], &["text", "a", "A"], &["select_one l", "b", "B"]]),
        ("choices", &[&["list_name", "name", "label"], &["l", "x", "X"]]),
    ])
}

/// A zip with these parts; `stored` leaves them as they are.
fn packed(parts: &[(&str, Vec<u8>)], stored: bool) -> Vec<u8> {
    let method = if stored { zip::CompressionMethod::Stored } else { zip::CompressionMethod::Deflated };
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        writer.start_file(*name, SimpleFileOptions::default().compression_method(method)).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

#[test]
fn what_is_no_workbook_says_so() {
    assert!(refused(b"").contains("empty"));
    assert!(refused(b"type,name,label\ntext,a,A\n").contains("neither"));
    assert!(refused(&[0u8; 4096]).contains("neither"));
    assert!(refused(&packed(&[("word/document.xml", b"<a/>".to_vec())], false)).contains("not a workbook"));
    assert!(refused(&packed(&[("content.xml", b"<a/>".to_vec())], false)).contains("OpenDocument"));
    assert!(refused(&vec![b'P'; (16 << 20) + 1]).contains("bytes"));
}

#[test]
fn a_workbook_cut_anywhere_is_refused() {
    let whole = form();
    for cut in (4..whole.len()).step_by(whole.len() / 40) {
        let said = refused(&whole[..cut]);
        assert!(said.contains("damaged or cut short"), "{cut}: {said}");
    }
}

#[test]
fn a_bomb_is_refused_by_what_it_says_and_by_what_it_is() {
    let bomb = packed(&[("xl/workbook.xml", b"<a/>".to_vec()), ("xl/sharedStrings.xml", vec![b' '; 40 << 20])], false);
    assert!(bomb.len() < 1 << 20);
    assert!(refused(&bomb).contains("unpacks to more than"));
    // The same with a lie: both headers say that it unpacks to ten bytes.
    let mut lie = bomb.clone();
    let size = (40u32 << 20).to_le_bytes();
    while let Some(at) = lie.windows(4).position(|w| w == size) {
        lie[at..at + 4].copy_from_slice(&10u32.to_le_bytes());
    }
    let said = refused(&lie);
    assert!(said.contains("unpacks to more than") || said.contains("damaged"), "{said}");
    let many: Vec<(String, Vec<u8>)> = (0..2_100).map(|n| (format!("p{n}"), Vec::new())).collect();
    let many: Vec<(&str, Vec<u8>)> = many.iter().map(|(n, b)| (n.as_str(), b.clone())).collect();
    assert!(refused(&packed(&many, false)).contains("parts"));
    let tags =
        packed(&[("xl/workbook.xml", b"<a/>".to_vec()), ("xl/sharedStrings.xml", b"<si/>".repeat(5_000_000))], false);
    assert!(refused(&tags).contains("XML tags"));
}

#[test]
fn headings_without_end_are_refused() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name("survey").unwrap();
    for column in 0..1_500u16 {
        sheet.write_string(0, column, format!("label::{}{column}", "x".repeat(1_400))).unwrap();
    }
    assert!(refused(&book.save_to_buffer().unwrap()).contains("columns"));
}

#[test]
fn one_text_in_very_many_cells_is_refused() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name("survey").unwrap();
    let text = "x".repeat(30_000);
    for row in 0..1_000u32 {
        sheet.write_string(row, 0, &text).unwrap();
    }
    let bytes = book.save_to_buffer().unwrap();
    assert!(bytes.len() < 1 << 20);
    assert!(refused(&bytes).contains("bytes of text"));
}

#[test]
fn groups_nested_without_end_are_refused() {
    let mut rows: Vec<Vec<String>> = vec![vec!["type".into(), "name".into(), "label".into()]];
    rows.extend((0..3_000).map(|n| vec!["begin group".into(), format!("g{n}"), "G".into()]));
    let rows: Vec<Vec<&str>> = rows.iter().map(|r| r.iter().map(String::as_str).collect()).collect();
    let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
    assert!(refused(&workbook(&[("survey", &rows)])).contains("deep"));
}

#[test]
fn loops_within_loops_are_bounded() {
    let mut survey: Vec<Vec<String>> = vec![vec!["type".into(), "name".into(), "label".into()]];
    survey.extend((0..4).map(|n| vec!["begin loop over l".into(), format!("g{n}"), "G".into()]));
    survey.push(vec!["text".into(), "a".into(), "A".into()]);
    survey.extend((0..4).map(|_| vec!["end loop".into()]));
    let mut choices: Vec<Vec<String>> = vec![vec!["list_name".into(), "name".into(), "label".into()]];
    choices.extend((0..100).map(|n| vec!["l".into(), format!("c{n}"), "C".into()]));
    let texts = |rows: &[Vec<String>]| -> Vec<Vec<String>> { rows.to_vec() };
    let (survey, choices) = (texts(&survey), texts(&choices));
    let survey: Vec<Vec<&str>> = survey.iter().map(|r| r.iter().map(String::as_str).collect()).collect();
    let choices: Vec<Vec<&str>> = choices.iter().map(|r| r.iter().map(String::as_str).collect()).collect();
    let survey: Vec<&[&str]> = survey.iter().map(Vec::as_slice).collect();
    let choices: Vec<&[&str]> = choices.iter().map(Vec::as_slice).collect();
    assert!(refused(&workbook(&[("survey", &survey), ("choices", &choices)])).contains("loops written out"));
}

#[test]
fn an_expression_nested_without_end_only_costs_itself() {
    let deep = format!("{}1{}", "(".repeat(10_000), ")".repeat(10_000));
    let found = imported(&[("survey", &[&["type", "name", "label", "relevant"], &["text", "a", "A", deep.as_str()]])]);
    assert_eq!(found.kind.fields()[0].other["relevant"], deep);
}
