//! A record as a row of cells: one a field, the reserved columns with a `$`, all rows of repeats in one.

use super::csv::Rows;
use anyhow::{Context, Result, bail};
use calendar::PartialDate;
use casework::exchange::Line;
use forms::{FieldType, Kind};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::io::BufRead;

const RESERVED: [&str; 8] = ["$id", "$base", "$opened", "$parent", "$person", "$site", "$owner", "$stage"];
/// Answers of repeats, as one JSON object path → value.
const ROWS: &str = "$rows";

/// The columns of a kind.
pub fn columns(kind: &Kind) -> Vec<String> {
    let fields = kind.fields().into_iter().filter(|field| !matches!(field.r#type, FieldType::Note));
    let mut columns: Vec<String> = RESERVED.iter().map(|&name| name.to_owned()).collect();
    columns.extend(fields.map(|field| field.name.clone()));
    columns.push(ROWS.into());
    columns
}

/// The cells of a record in the order of `columns`.
pub fn of(line: &Line, columns: &[String]) -> Vec<String> {
    let id = |id: Option<uuid::Uuid>| id.map(|id| id.to_string()).unwrap_or_default();
    let cell = |column: &String| match column.as_str() {
        "$id" => id(line.id),
        "$base" => line.base.to_string(),
        "$opened" => line.opened.to_string(),
        "$parent" => id(line.parent),
        "$person" => id(line.person),
        "$site" => id(line.site),
        "$owner" => id(line.owner),
        "$stage" => line.stage.clone().unwrap_or_default(),
        ROWS => {
            let rows: BTreeMap<_, _> = line.changes.iter().filter(|(path, _)| path.contains('/')).collect();
            if rows.is_empty() { String::new() } else { json!(rows).to_string() }
        }
        path => line.changes.get(path).and_then(Option::as_ref).map(text).unwrap_or_default(),
    };
    columns.iter().map(cell).collect()
}

/// A value as it stands in a cell; anything but a text and a whole day is JSON.
fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Object(_) => match serde_json::from_value::<PartialDate>(value.clone()) {
            Ok(date) if day(&date.from.to_string()).as_ref() == Some(value) => date.from.to_string(),
            _ => value.to_string(),
        },
        other => other.to_string(),
    }
}

/// A day of the Gregorian calendar as a date.
fn day(text: &str) -> Option<Value> {
    let date = PartialDate::from_day(text.parse().ok()?).ok()?;
    serde_json::to_value(date).ok()
}

/// Reads a table; a row that does not read is handed on as such.
///
/// # Errors
/// No row of names, or a name the kind does not have; a table that cannot be read further.
pub fn read(
    from: impl BufRead,
    kind: &Kind,
    take: &mut dyn FnMut(u64, std::result::Result<Line, String>),
) -> Result<()> {
    let mut rows = Rows::new(from);
    let (_, names) = rows.next()?.context("it is empty; its first row holds the names of the fields")?;
    let mut seen = BTreeSet::new();
    for name in &names {
        if !RESERVED.contains(&name.as_str()) && name != ROWS && (name.contains('/') || kind.field(name).is_none()) {
            bail!("line 1: {name:?} is no field of {}; `chautari export` writes the names", kind.name);
        }
        if !seen.insert(name) {
            bail!("line 1: {name:?} stands there twice");
        }
    }
    while let Some((number, cells)) = rows.next()? {
        if cells.len() == names.len() {
            take(number, line(kind, names.iter().map(String::as_str).zip(&cells)));
        } else {
            take(number, Err(format!("it has {} cells, the first row has {}", cells.len(), names.len())));
        }
    }
    Ok(())
}

/// A row as a record; empty cells say nothing.
fn line<'a>(kind: &Kind, cells: impl Iterator<Item = (&'a str, &'a String)>) -> std::result::Result<Line, String> {
    let mut line = Line::default();
    for (name, cell) in cells.filter(|(_, cell)| !cell.is_empty()) {
        let id = || cell.trim().parse::<uuid::Uuid>().map(Some).map_err(|_| format!("{name}: not an id"));
        let number = || cell.trim().parse::<i64>().map_err(|_| format!("{name}: not a whole number"));
        match name {
            "$id" => line.id = id()?,
            "$base" => line.base = number()?,
            "$opened" => line.opened = number()?,
            "$parent" => line.parent = id()?,
            "$person" => line.person = id()?,
            "$site" => line.site = id()?,
            "$owner" => line.owner = id()?,
            "$stage" => line.stage = Some(cell.clone()),
            ROWS => {
                let rows: BTreeMap<String, Option<Value>> =
                    serde_json::from_str(cell).map_err(|_| format!("{name}: not a JSON object of paths"))?;
                line.changes.extend(rows);
            }
            field => {
                line.changes.insert(field.to_owned(), Some(value(kind, field, cell)));
            }
        }
    }
    Ok(line)
}

/// A cell as the value of a field. What is not of its type is left as it is, for the form to say so.
fn value(kind: &Kind, name: &str, cell: &str) -> Value {
    let parsed = || serde_json::from_str::<Value>(cell).ok();
    let object = || parsed().filter(|value| value.is_object());
    let found = match kind.field(name).map(|field| &field.r#type) {
        // A missing answer stands as an object also where a text is asked for.
        None | Some(FieldType::Text) => object().filter(|value| value.get("missing").is_some()),
        Some(FieldType::Integer) => parsed().filter(|value| value.is_number() || value.is_object()),
        Some(FieldType::Date) => day(cell.trim()).or_else(object),
        Some(FieldType::SelectMultiple(_) | FieldType::Rank(_)) => parsed()
            .filter(|value| value.is_array() || value.is_object())
            .or_else(|| Some(json!(cell.split([' ', ';']).filter(|code| !code.is_empty()).collect::<Vec<_>>()))),
        Some(_) => parsed().filter(|value| value.is_array() || value.is_object()),
    };
    found.unwrap_or_else(|| Value::String(cell.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use forms::Field;
    use forms::kind::Item;

    fn kind() -> Kind {
        let field = |name: &str, r#type| Item::Field(Box::new(Field { name: name.into(), r#type, ..Field::default() }));
        let survey = vec![
            field("note", FieldType::Text),
            field("age", FieldType::Integer),
            field("born", FieldType::Date),
            field("signs", FieldType::SelectMultiple("sign".into())),
        ];
        Kind { name: "visit".into(), survey, ..Kind::default() }
    }

    fn table(text: &str) -> Result<Vec<(u64, std::result::Result<Line, String>)>> {
        let mut found = Vec::new();
        read(text.as_bytes(), &kind(), &mut |number, line| found.push((number, line)))?;
        Ok(found)
    }

    #[test]
    fn a_record_reads_back_from_its_row() {
        let born = day("2012-03-04").unwrap();
        let about = json!({"cal": "gregorian", "y": 2012, "precision": "year", "from": "2012-01-01", "to": "2012-12-31", "table": 0});
        for (born, note) in [(born, json!("{\"not\": \"JSON to us\"}")), (about, json!({"missing": "refused"}))] {
            let changes = [
                ("note", note),
                ("age", json!(14)),
                ("born", born),
                ("signs", json!(["bruise", "fear"])),
                ("names/0/latin", json!("Asha")),
            ];
            let line = Line {
                id: Some(uuid::Uuid::from_u128(7)),
                base: 3,
                stage: Some("open".into()),
                changes: changes.into_iter().map(|(path, value)| (path.to_owned(), Some(value))).collect(),
                ..Line::default()
            };
            let columns = columns(&kind());
            let mut text = Vec::new();
            super::super::csv::write(&mut text, columns.iter().map(String::as_str)).unwrap();
            super::super::csv::write(&mut text, of(&line, &columns).iter().map(String::as_str)).unwrap();
            let read = table(std::str::from_utf8(&text).unwrap()).unwrap();
            assert_eq!(read, [(2, Ok(line))]);
        }
    }

    #[test]
    fn codes_may_stand_side_by_side_and_bad_rows_are_named() {
        let read = table("signs,age\nbruise fear,\n,x\na\n").unwrap();
        let changes = |number: usize| read[number].1.as_ref().unwrap().changes.clone();
        assert_eq!(changes(0), [("signs".to_owned(), Some(json!(["bruise", "fear"])))].into());
        assert_eq!(changes(1), [("age".to_owned(), Some(json!("x")))].into(), "left for the form to refuse");
        assert_eq!(read[2], (4, Err("it has 1 cells, the first row has 2".into())));
        assert!(table("signs,size\n").is_err() && table("age,age\n").is_err() && table("").is_err());
        assert!(table("$id\nx\n").unwrap()[0].1.is_err());
    }
}
