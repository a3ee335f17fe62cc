//! The tables as the migrations make them.

use crate::engine::text;
use crate::migrate::MIGRATIONS;
use crate::{Error, Result};
use std::sync::OnceLock;

/// A table of the schema.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shape {
    pub name: String,
    /// Name and type of each column, in the migrations' words.
    pub columns: Vec<(String, String)>,
    /// Columns of the primary key.
    pub key: Vec<String>,
    /// Columns of each unique key.
    pub unique: Vec<Vec<String>>,
}

/// The type of a column, in the migrations' words.
///
/// # Errors
/// [`Error::Engine`] when the migrations make no such column.
pub fn word(table: &str, column: &str) -> Result<&'static str> {
    static TABLES: OnceLock<Vec<Shape>> = OnceLock::new();
    let tables = match TABLES.get() {
        Some(tables) => tables,
        None => {
            let made = tables()?;
            TABLES.get_or_init(|| made)
        }
    };
    let shape = tables.iter().find(|shape| shape.name == table);
    let found = shape.and_then(|shape| shape.columns.iter().find(|(name, _)| name == column));
    found.map(|(_, word)| word.as_str()).ok_or_else(|| Error::Engine(format!("there is no column {column} in {table}")))
}

/// All tables in the order they are made in.
///
/// # Errors
/// [`Error::Engine`] for a migration that cannot be read.
pub fn tables() -> Result<Vec<Shape>> {
    let mut tables: Vec<Shape> = Vec::new();
    for statement in MIGRATIONS.iter().flat_map(|migration| text::statements(migration.script)) {
        if let Some(rest) = statement.strip_prefix("CREATE TABLE ") {
            tables.push(shape(rest)?);
        } else if let Some((table, column)) =
            statement.strip_prefix("ALTER TABLE ").and_then(|rest| rest.split_once(" ADD COLUMN "))
        {
            let table = tables.iter_mut().find(|shape| shape.name == table.trim());
            table.ok_or_else(|| unreadable(&statement))?.columns.push(column_of(column)?);
        } else if let Some(table) = statement.strip_prefix("DROP TABLE ") {
            tables.retain(|shape| shape.name != table.trim());
        }
    }
    Ok(tables)
}

pub fn shape(rest: &str) -> Result<Shape> {
    let (name, body) = rest.split_once('(').ok_or_else(|| unreadable(rest))?;
    let body = body.trim_end().strip_suffix(')').ok_or_else(|| unreadable(rest))?;
    let mut shape = Shape { name: name.trim().to_owned(), columns: Vec::new(), key: Vec::new(), unique: Vec::new() };
    for item in text::top_level(body).into_iter().map(str::trim) {
        if let Some(columns) = item.strip_prefix("PRIMARY KEY") {
            shape.key = names(columns);
        } else if let Some(columns) = item.strip_prefix("UNIQUE") {
            shape.unique.push(names(columns));
        } else {
            shape.columns.push(column_of(item)?);
        }
    }
    Ok(shape)
}

fn names(list: &str) -> Vec<String> {
    list.trim().trim_matches(['(', ')']).split(',').map(|name| name.trim().to_owned()).collect()
}

fn column_of(item: &str) -> Result<(String, String)> {
    let (name, rest) = item.trim().split_once(char::is_whitespace).ok_or_else(|| unreadable(item))?;
    let word = text::type_word(rest.trim_start()).ok_or_else(|| unreadable(item))?;
    Ok((name.to_owned(), word.to_owned()))
}

fn unreadable(what: &str) -> Error {
    Error::Engine(format!("a migration the seam cannot read: {what}"))
}
