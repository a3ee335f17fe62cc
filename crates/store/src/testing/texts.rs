//! Every SQL text in a `sql!` is prepared on both engines, and SQLite's plan for it reads no large table whole.

use super::Databases;
use crate::Store;
use std::path::{Path, PathBuf};

/// Tables that grow with the work: reading one whole is a fault.
const LARGE: [&str; 8] = ["record", "entry", "entry_plain", "sealed", "facet", "term", "access", "file_chunk"];
/// What a text says that reads a large table whole on purpose (`-- whole: why`).
const ON_PURPOSE: &str = "-- whole: ";

/// A SQL text found in a source file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// Where it starts: file and line.
    pub place: String,
    /// The text.
    pub sql: String,
    /// Whether it stands in a `sql!`.
    pub registered: bool,
}

/// Prepares every text of the crate at `folder` (its `CARGO_MANIFEST_DIR`) on both engines and checks its plan. Folders
/// of tests and of engines are left out; texts made by `format!` are checked by [`check_text`] where they are made.
///
/// # Panics
/// With one line a fault: a text that an engine refuses, that reads a large table whole, or that is in no `sql!`.
pub fn check_texts(folder: &str) {
    let mut texts = Vec::new();
    for file in files(&Path::new(folder).join("src")) {
        let source = std::fs::read_to_string(&file).expect("a source file can be read");
        texts.extend(find(&file.display().to_string(), &source));
    }
    let databases = Databases::new();
    let stores = databases.urls().map(|url| Store::open(&url, super::clock().0).expect("a fresh database opens"));
    let mut faults = Vec::new();
    for text in texts {
        if !text.registered {
            faults.push(format!("{}: a SQL text in no sql!: {}", text.place, text.sql));
        }
        faults.extend(
            stores.iter().filter_map(|store| fault(store, &text.sql)).map(|said| format!("{}: {said}", text.place)),
        );
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Checks one text that the program makes.
///
/// # Panics
/// When an engine refuses it or it reads a large table whole.
pub fn check_text(store: &Store, sql: &str) {
    if let Some(fault) = fault(store, sql) {
        panic!("{fault}");
    }
}

fn fault(store: &Store, sql: &str) -> Option<String> {
    match store.plan(sql) {
        Err(error) => Some(format!("{error}: {sql}")),
        Ok(_) if sql.contains(ON_PURPOSE) => None,
        Ok(plan) => plan.iter().find(|line| reads_whole(line)).map(|line| format!("{line}: {sql}")),
    }
}

/// Whether a line of SQLite's plan reads a large table whole, or the whole part of one tenant.
fn reads_whole(line: &str) -> bool {
    let mut words = line.split_whitespace();
    let (Some(way), Some(table)) = (words.next(), words.next()) else { return false };
    let large = LARGE.contains(&table);
    large && (way == "SCAN" || (way == "SEARCH" && line.ends_with("(tenant=?)")))
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).expect("the source folder can be read").flatten() {
        let path = entry.path();
        let name = entry.file_name();
        if path.is_dir() && !["tests", "testing", "engine"].contains(&name.to_str().unwrap_or_default()) {
            found.extend(files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") && name != "tests.rs" {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// The SQL texts of a Rust source, up to its module of tests.
pub fn find(file: &str, source: &str) -> Vec<Text> {
    let source = source.split("\n#[cfg(test)]\nmod ").next().unwrap_or_default();
    let mut texts = Vec::new();
    let mut at = 0;
    while let Some(step) = source[at..].find(['"', '\'', '/']) {
        let start = at + step;
        let rest = &source[start..];
        if rest.starts_with("//") {
            at = start + rest.find('\n').unwrap_or(rest.len());
        } else if rest.starts_with('"') {
            let raw = source[..start].trim_end_matches('#').ends_with('r');
            let hashes = if raw { source[..start].len() - source[..start].trim_end_matches('#').len() } else { 0 };
            let (length, text) = literal(rest, raw, hashes);
            texts.extend(text_at(file, &source[..start], text));
            at = start + length;
        } else if let Some(length) = character(rest) {
            at = start + length;
        } else {
            at = start + 1;
        }
    }
    texts
}

/// The length of the string literal at the start of `rest`, and its value.
fn literal(rest: &str, raw: bool, hashes: usize) -> (usize, String) {
    if raw {
        let end = format!("\"{}", "#".repeat(hashes));
        let length = rest[1..].find(&end).map_or(rest.len(), |at| at + 1);
        return ((length + end.len()).min(rest.len()), rest[1..length].to_owned());
    }
    let mut value = String::new();
    let mut characters = rest.char_indices().skip(1).peekable();
    while let Some((at, character)) = characters.next() {
        match character {
            '"' => return (at + 1, value),
            '\\' => match characters.next() {
                Some((_, '\n')) => while characters.next_if(|(_, next)| next.is_whitespace()).is_some() {},
                Some((_, 'n')) => value.push('\n'),
                Some((_, other)) => value.push(other),
                None => {}
            },
            other => value.push(other),
        }
    }
    (rest.len(), value)
}

/// The length of a character literal at the start of `rest`; `None` for a lifetime.
fn character(rest: &str) -> Option<usize> {
    let mut characters = rest.char_indices().skip(1);
    let (_, first) = characters.next()?;
    if first == '\\' {
        return rest[2..].find('\'').map(|at| if at == 0 { 4 } else { at + 3 });
    }
    characters.next().filter(|(_, second)| *second == '\'').map(|(at, _)| at + 1)
}

fn text_at(file: &str, before: &str, sql: String) -> Option<Text> {
    let before_trimmed = before.trim_end_matches(['r', '#']).trim_end();
    let registered = before_trimmed.ends_with("sql!(");
    let verb = ["SELECT ", "INSERT INTO ", "UPDATE ", "DELETE FROM ", "WITH "].iter().any(|verb| sql.starts_with(verb));
    let made = before_trimmed.ends_with("format!(") || before_trimmed.ends_with("String::from(");
    let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
    (registered || (verb && !made)).then(|| Text { place: format!("{file}:{line}"), sql, registered })
}
