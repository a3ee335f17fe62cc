//! `countries/<iso>/places.csv`: provinces, districts, local units.
//!
//! Header: `code,within,level,name_en,name_ne,wards`; other languages as `name_fr`, … .

use super::faults::Faults;
use super::tree::Place as Spot;
use crate::label::Label;
use crate::mission::Place;
use std::collections::BTreeMap;

/// Rows of one file.
const MAX_ROWS: usize = 100_000;

/// Reads the file; each place with where it stands.
pub(super) fn read(faults: &mut Faults, file: u32, text: &str) -> Vec<(Place, Spot)> {
    let mut rows = records(text);
    let at = |line: u32| Spot { file, line, column: 0 };
    let Some((_, header)) = rows.next() else {
        faults.add(at(0), format!("the file is empty; its first line is {HEADER}"));
        return Vec::new();
    };
    let Some(columns) = columns(faults, &header, at(1)) else { return Vec::new() };
    let mut seen: BTreeMap<String, Spot> = BTreeMap::new();
    let mut places = Vec::new();
    for (line, cells) in rows.take(MAX_ROWS) {
        if cells.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        if cells.len() != columns.len() {
            let (given, wanted) = (cells.len(), columns.len());
            faults.add(at(line), format!("this line has {given} cells, the first line has {wanted}"));
            continue;
        }
        let place = place(faults, &columns, &cells, at(line));
        if seen.insert(place.code.clone(), at(line)).is_some() {
            faults.add(at(line), format!("the place `{}` stands here twice", place.code));
        }
        places.push((place, at(line)));
    }
    places
}

const HEADER: &str = "code,within,level,name_en,name_ne,wards";

enum Column {
    Code,
    Within,
    Level,
    Name(String),
    Wards,
}

fn columns(faults: &mut Faults, header: &[String], at: Spot) -> Option<Vec<Column>> {
    let mut columns = Vec::new();
    for cell in header {
        columns.push(match cell.trim() {
            "code" => Column::Code,
            "within" => Column::Within,
            "level" => Column::Level,
            "wards" => Column::Wards,
            name => match name.strip_prefix("name_") {
                Some(language) if !language.is_empty() => Column::Name(language.to_owned()),
                _ => {
                    faults.add(at, format!("there is no column `{name}`; the first line is {HEADER}"));
                    return None;
                }
            },
        });
    }
    for (word, there) in [
        ("code", columns.iter().any(|c| matches!(c, Column::Code))),
        ("within", columns.iter().any(|c| matches!(c, Column::Within))),
        ("level", columns.iter().any(|c| matches!(c, Column::Level))),
        ("name_en", columns.iter().any(|c| matches!(c, Column::Name(language) if language == "en"))),
    ] {
        if !there {
            faults.add(at, format!("the column `{word}` is missing; the first line is {HEADER}"));
            return None;
        }
    }
    Some(columns)
}

fn place(faults: &mut Faults, columns: &[Column], cells: &[String], at: Spot) -> Place {
    let mut place = Place::default();
    for (column, cell) in columns.iter().zip(cells) {
        let cell = cell.trim();
        match column {
            Column::Code => place.code = cell.to_owned(),
            Column::Within => place.within = cell.to_owned(),
            Column::Level => place.level = cell.to_owned(),
            Column::Name(language) if !cell.is_empty() => {
                place.label.0.insert(language.clone(), cell.to_owned());
            }
            Column::Name(_) => {}
            Column::Wards if cell.is_empty() => {}
            Column::Wards => match cell.parse::<u16>() {
                Ok(wards) => place.wards = wards,
                Err(_) => faults.add(at, format!("`{cell}` is no number of wards")),
            },
        }
    }
    if place.code.is_empty() {
        faults.add(at, "this place has no code");
    }
    if place.level.is_empty() {
        faults.add(at, format!("the place `{}` has no level (province, district, local_unit)", place.code));
    }
    if place.label == Label::default() {
        faults.add(at, format!("the place `{}` has no name", place.code));
    }
    place
}

/// Records with the line each begins on. Cells are separated by commas; a cell in `"` may hold
/// commas, doubled quotes and line ends (RFC 4180).
fn records(text: &str) -> impl Iterator<Item = (u32, Vec<String>)> {
    let mut rest = text.strip_prefix('\u{feff}').unwrap_or(text).chars().peekable();
    let mut line = 1;
    std::iter::from_fn(move || {
        rest.peek()?;
        let begins = line;
        let (mut cells, mut cell, mut quoted) = (Vec::new(), String::new(), false);
        while let Some(c) = rest.next() {
            line += u32::from(c == '\n');
            match c {
                '"' if quoted && rest.peek() == Some(&'"') => {
                    rest.next();
                    cell.push('"');
                }
                '"' if quoted || cell.is_empty() => quoted = !quoted,
                ',' if !quoted => cells.push(std::mem::take(&mut cell)),
                '\r' if !quoted && rest.peek() == Some(&'\n') => {}
                '\n' if !quoted => break,
                _ => cell.push(c),
            }
        }
        cells.push(cell);
        Some((begins, cells))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_text(text: &str) -> (Vec<Place>, Vec<String>) {
        let mut faults = Faults::default();
        let file = faults.file("places.csv", 0, text.to_owned());
        let places = read(&mut faults, file, text).into_iter().map(|(place, _)| place).collect();
        (places, faults.lines())
    }

    #[test]
    fn places_are_read_with_their_names_and_wards() {
        let (places, faults) = read_text(
            "code,within,level,name_en,name_ne,wards\r\nNP01,,province,\"Koshi, east\",कोशी,\nNP0101,NP01,district,Taplejung,ताप्लेजुङ,\nNP010101,NP0101,local_unit,\"Aathrai \"\"T\"\"\",आठराई,7\n",
        );
        assert_eq!(faults, Vec::<String>::new());
        assert_eq!(places[0].label.get("en"), "Koshi, east");
        assert_eq!(places[2].label.get("en"), "Aathrai \"T\"");
        assert_eq!((places[2].wards, places[2].within.as_str()), (7, "NP0101"));
    }

    #[test]
    fn each_bad_line_is_named() {
        let (_, faults) =
            read_text("code,within,level,name_en,name_ne,wards\nA,,province,A,,\nA,,province,A,,x\n,,,,,1\nB,B\n");
        assert_eq!(
            faults,
            [
                "places.csv:3: `x` is no number of wards",
                "places.csv:3: the place `A` stands here twice",
                "places.csv:4: the place `` has no level (province, district, local_unit)",
                "places.csv:4: the place `` has no name",
                "places.csv:4: this place has no code",
                "places.csv:5: this line has 2 cells, the first line has 6",
            ]
        );
        assert!(read_text("code,name\n").1[0].contains("no column `name`"));
        assert!(read_text("code,within,level,name_ne\n").1[0].contains("`name_en` is missing"));
    }
}
