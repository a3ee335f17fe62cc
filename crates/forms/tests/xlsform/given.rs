//! Real forms, where the folder named by `CHAUTARI_DATA` is present.

use crate::support::{english, odk, round_trip};
use calamine::Reader;
use forms::Item;
use forms::xlsform::{Imported, Refusal, import};
use std::path::{Path, PathBuf};

fn folder() -> Option<PathBuf> {
    match std::env::var("CHAUTARI_DATA") {
        Ok(folder) if !folder.is_empty() => Some(folder.into()),
        _ => {
            println!("the given forms were not part of this run: CHAUTARI_DATA is not set");
            None
        }
    }
}

/// File, and what pyxform and ODK Validate say of it, by the table beside the forms.
fn forms(folder: &Path) -> Vec<(PathBuf, String)> {
    let table = std::fs::read_to_string(folder.join("xlsforms/SOURCES.tsv")).unwrap();
    let mut found = vec![(folder.join("htcds/htcds_xlsform.xlsx"), "converts".to_owned())];
    for line in table.lines().skip(1) {
        let columns: Vec<&str> = line.split('\t').collect();
        found.push((folder.join("xlsforms").join(columns[0]), columns[6].to_owned()));
    }
    found
}

fn name(path: &Path) -> String {
    path.file_name().unwrap().to_string_lossy().into_owned()
}

/// Rows of the survey sheet that have a type, by another reader than ours.
fn typed_rows(bytes: &[u8]) -> Vec<u32> {
    let mut book = calamine::open_workbook_auto_from_rs(std::io::Cursor::new(bytes.to_vec())).unwrap();
    let sheet = book.sheet_names().into_iter().find(|n| n.eq_ignore_ascii_case("survey")).unwrap();
    let range = book.worksheet_range(&sheet).unwrap();
    assert_eq!(range.start().unwrap().0, 0, "headings in the first row");
    let head: Vec<String> = range.rows().next().unwrap().iter().map(|c| c.to_string().trim().to_lowercase()).collect();
    let column = head.iter().position(|h| h == "type").unwrap();
    let typed = range.rows().enumerate().skip(1).filter(|(_, row)| !row[column].to_string().trim().is_empty());
    typed
        .filter(|(_, row)| {
            !row[column].to_string().trim().starts_with("end")
                || matches!(row[column].to_string().trim(), "end" | "end time")
        })
        .map(|(row, _)| row as u32 + 1)
        .collect()
}

fn count(items: &[Item]) -> usize {
    let inner = |item: &Item| match item {
        Item::Field(_) => 0,
        Item::Group(group) => count(&group.survey),
        Item::Repeat(repeat) => count(&repeat.survey),
    };
    items.iter().map(|item| 1 + inner(item)).sum()
}

#[test]
fn forms_that_pyxform_converts_come_in_whole_and_go_out_again() {
    let Some(folder) = folder() else { return };
    let mut exported = Vec::new();
    for (path, said) in forms(&folder) {
        if !said.starts_with("converts") {
            continue;
        }
        let bytes = std::fs::read(&path).unwrap();
        let found = import(&name(&path), &bytes, &english()).unwrap_or_else(|e| panic!("{e}"));
        every_row_is_accounted_for(&path, &bytes, &found);
        match round_trip(&found.kind, &found.codes) {
            Ok(bytes) => exported.push((name(&path), bytes)),
            Err(e) => panic!("{}: {e}", path.display()),
        }
    }
    assert!(exported.len() >= 16, "{} forms", exported.len());
    for (name, said) in odk(&exported).unwrap_or_default() {
        assert_eq!(said, None, "{name}");
    }
}

/// Every typed row is an item, unless a line says otherwise; loops and `or_other` add items, with lines.
fn every_row_is_accounted_for(path: &Path, bytes: &[u8], found: &Imported) {
    use forms::xlsform::What;
    let typed = typed_rows(bytes).len();
    let lines = |what: fn(&What) -> bool| found.report.iter().filter(|l| what(&l.what)).count();
    let added = lines(|w| matches!(w, What::OrOther(_)));
    let left_out = lines(|w| *w == What::Disabled);
    let mut looped = 0;
    for line in &found.report {
        // A loop over n codes around k rows gives n groups and n times k rows.
        if let What::Loop(codes) = line.what {
            let inside = (count(&found.kind.survey) - added - 1) / codes;
            looped += codes * inside - (inside - 1);
        }
    }
    let expected = typed - left_out + added + looped;
    assert_eq!(count(&found.kind.survey), expected, "{}", path.display());
}

#[test]
fn forms_that_pyxform_refuses_are_refused() {
    let Some(folder) = folder() else { return };
    let mut refused = 0;
    for (path, said) in forms(&folder) {
        let Some(reason) = said.strip_prefix("error: ") else { continue };
        let bytes = std::fs::read(&path).unwrap();
        let Err(Refusal::Faults(faults)) = import(&name(&path), &bytes, &english()) else {
            panic!("{} was not refused", path.display());
        };
        let fault = &faults[0];
        assert!(fault.sheet.is_some() && fault.line > 0 && !fault.message.is_empty(), "{fault}");
        if let Some(row) = reason.split("[row : ").nth(1).and_then(|rest| rest.split(']').next()) {
            assert_eq!(fault.line.to_string(), row, "{fault}");
        }
        refused += 1;
    }
    assert_eq!(refused, 3);
}

#[test]
fn the_standard_s_form_keeps_its_peculiarities() {
    let Some(folder) = folder() else { return };
    let bytes = std::fs::read(folder.join("htcds/htcds_xlsform.xlsx")).unwrap();
    let found = import("htcds_xlsform.xlsx", &bytes, &english()).unwrap();
    let fields = found.kind.fields();
    assert_eq!(fields.len(), 34);
    let title = fields.iter().find(|f| f.name == "prs_Title").unwrap();
    assert_eq!(title.label.get("en"), "Second Name");
    let list = |name: &str| found.codes.iter().find(|l| l.name == name).unwrap();
    assert_eq!(list("citizenship").code("NO").unwrap().label.get("en"), "Norway");
    assert!(
        list("typeofexploitation").codes.iter().chain(&list("methodsofcontrol").codes).any(|c| c.code == "DebtBondage")
    );
    assert_eq!(found.codes.iter().map(|l| l.codes.len()).sum::<usize>(), 331);
}
