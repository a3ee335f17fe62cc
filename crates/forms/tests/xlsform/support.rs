//! What the tests of XLSForm share: workbooks written by hand, definitions compared, pyxform asked.

use forms::kind::Kind;
use forms::xlsform::{ImportOptions, Imported, export, import};
use forms::{CodeList, FieldType, Item};
use rust_xlsxwriter::Workbook;
use std::collections::BTreeMap;
use std::io::Write;
use std::process::{Command, Stdio};
use std::sync::Arc;

/// A workbook of sheets, each with its rows of cells.
pub fn workbook(sheets: &[(&str, &[&[&str]])]) -> Vec<u8> {
    let mut book = Workbook::new();
    for (name, rows) in sheets {
        let sheet = book.add_worksheet();
        sheet.set_name(*name).unwrap();
        for (number, row) in (0u32..).zip(*rows) {
            for (column, text) in (0u16..).zip(*row) {
                if let Some(formula) = text.strip_prefix('=') {
                    sheet.write_formula(number, column, formula).unwrap();
                } else if !text.is_empty() {
                    sheet.write_string(number, column, *text).unwrap();
                }
            }
        }
    }
    book.save_to_buffer().unwrap()
}

/// Options with English for texts without a language.
pub fn english() -> ImportOptions {
    ImportOptions { default_language: "en".into(), ..ImportOptions::default() }
}

/// The form in `sheets`, imported.
pub fn imported(sheets: &[(&str, &[&[&str]])]) -> Imported {
    import("form.xlsx", &workbook(sheets), &english()).unwrap_or_else(|e| panic!("{e}"))
}

/// Lists by name.
pub fn by_name(lists: &[CodeList]) -> BTreeMap<String, Arc<CodeList>> {
    lists.iter().map(|l| (l.name.clone(), Arc::new(l.clone()))).collect()
}

/// Says where two definitions differ: in the survey, or in a list the first one's survey uses.
pub fn same_definition(a: (&Kind, &[CodeList]), b: (&Kind, &[CodeList])) -> Result<(), String> {
    let differ = |what: &str, a: String, b: String| {
        let at = a.lines().zip(b.lines()).position(|(a, b)| a != b);
        let at = at.unwrap_or_else(|| a.lines().count().min(b.lines().count()));
        let lines = |text: &str| text.lines().skip(at.saturating_sub(12)).take(18).collect::<Vec<_>>().join("\n");
        Err(format!("{what} differs:\n{}\n--- and ---\n{}", lines(&a), lines(&b)))
    };
    let (one, two) = (format!("{:#?}", a.0.survey), format!("{:#?}", b.0.survey));
    if one != two {
        return differ("the survey", one, two);
    }
    if (&a.0.name, &a.0.label, a.0.about, &a.0.parent) != (&b.0.name, &b.0.label, b.0.about, &b.0.parent) {
        return differ("the kind", format!("{:#?}", a.0.label), format!("{:#?}", b.0.label));
    }
    let mut used = Vec::new();
    lists_of(&a.0.survey, &mut used);
    for name in used {
        let one = format!("{:#?}", a.1.iter().find(|l| l.name == name));
        let two = format!("{:#?}", b.1.iter().find(|l| l.name == name));
        if one != two {
            return differ(&format!("the list {name}"), one, two);
        }
    }
    Ok(())
}

fn lists_of(items: &[Item], found: &mut Vec<String>) {
    for item in items {
        match item {
            Item::Field(field) => match &field.r#type {
                FieldType::SelectOne(list) | FieldType::SelectMultiple(list) | FieldType::Rank(list) => {
                    found.push(list.clone());
                }
                _ => {}
            },
            Item::Group(group) => lists_of(&group.survey, found),
            Item::Repeat(repeat) => lists_of(&repeat.survey, found),
        }
    }
}

/// Exports, imports again and compares. Gives the workbook.
pub fn round_trip(kind: &Kind, codes: &[CodeList]) -> Result<Vec<u8>, String> {
    let bytes = export(kind, &by_name(codes)).map_err(|e| e.to_string())?;
    let again = import("again.xlsx", &bytes, &ImportOptions::default()).map_err(|e| e.to_string())?;
    same_definition((kind, codes), (&again.kind, &again.codes))?;
    Ok(bytes)
}

/// What pyxform and ODK Validate say of each workbook: nothing, or their words. None when the variable
/// `CHAUTARI_PYXFORM`, which names a Python that has pyxform, is not set.
pub fn odk(forms: &[(String, Vec<u8>)]) -> Option<Vec<(String, Option<String>)>> {
    let python = match std::env::var("CHAUTARI_PYXFORM") {
        Ok(python) if !python.is_empty() => python,
        _ => {
            println!("pyxform and ODK Validate were not asked: CHAUTARI_PYXFORM is not set");
            return None;
        }
    };
    const SCRIPT: &str = "
import sys
from pyxform.xls2xform import convert
for path in sys.stdin.read().split():
    try:
        convert(path, validate=True)
        print('ok')
    except Exception as e:
        print('no', ' '.join(str(e).split()))
";
    let folder = std::env::temp_dir().join(format!("chautari-odk-{}-{:p}", std::process::id(), forms.as_ptr()));
    std::fs::create_dir_all(&folder).unwrap();
    let mut paths = Vec::new();
    for (number, (_, bytes)) in forms.iter().enumerate() {
        let path = folder.join(format!("f{number}.xlsx"));
        std::fs::write(&path, bytes).unwrap();
        paths.push(path.display().to_string());
    }
    let mut child = Command::new(&python)
        .args(["-c", SCRIPT])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap_or_else(|e| panic!("CHAUTARI_PYXFORM={python}: {e}"));
    child.stdin.take().unwrap().write_all(paths.join("\n").as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    std::fs::remove_dir_all(&folder).unwrap();
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let said: Vec<&str> = said.lines().collect();
    assert_eq!(said.len(), forms.len(), "pyxform did not answer for each form");
    let names = forms.iter().map(|(name, _)| name.clone());
    Some(names.zip(said.into_iter().map(|s| s.strip_prefix("no ").map(str::to_owned))).collect())
}
