//! From the one SQL text, written in PostgreSQL's words, to what SQLite understands.

use crate::{Error, Result};

/// The text of a statement for SQLite: `$n` becomes `?n`, `CAST($n AS uuid)` and `CAST($n AS bytea)` become `?n`
/// (both are kept as blobs, which SQLite's own `CAST` would spoil), and row locks disappear (it has one writer).
/// Texts in quotes and comments stay as they are.
pub fn for_sqlite(sql: &str) -> String {
    let mut out = String::with_capacity(sql.len());
    let mut rest = sql;
    while let Some(character) = rest.chars().next() {
        let (taken, written) = match character {
            '\'' | '"' => quoted(rest, character),
            '-' if rest.starts_with("--") => whole(rest.find('\n').map_or(rest, |end| &rest[..end])),
            '$' if rest[1..].starts_with(|next: char| next.is_ascii_digit()) => (1, "?"),
            'C' if rest.starts_with("CAST($") => cast(rest),
            'F' => lock(rest),
            other => (other.len_utf8(), &rest[..other.len_utf8()]),
        };
        if let Some(number) = written.strip_prefix('$') {
            out.push('?');
            out.push_str(number);
        } else {
            out.push_str(written);
        }
        rest = &rest[taken..];
    }
    out
}

fn whole(piece: &str) -> (usize, &str) {
    (piece.len(), piece)
}

fn quoted(text: &str, mark: char) -> (usize, &str) {
    whole(text[1..].find(mark).map_or(text, |end| &text[..end + 2]))
}

/// `CAST($3 AS uuid)` gives `$3`; any other cast stays.
fn cast(text: &str) -> (usize, &str) {
    let parameter = &text[5..];
    let digits = parameter[1..].bytes().take_while(u8::is_ascii_digit).count();
    let after = &parameter[1 + digits..];
    for end in [" AS uuid)", " AS bytea)"] {
        if after.starts_with(end) {
            return (5 + 1 + digits + end.len(), &parameter[..=digits]);
        }
    }
    (1, &text[..1])
}

fn lock(text: &str) -> (usize, &str) {
    for words in ["FOR UPDATE SKIP LOCKED", "FOR UPDATE"] {
        if text.starts_with(words) {
            return (words.len(), "");
        }
    }
    (1, &text[..1])
}

/// The statements of a migration, without comments and empty ones.
pub fn statements(script: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut current = String::new();
    let mut rest = script;
    while let Some(character) = rest.chars().next() {
        let (taken, piece) = match character {
            '\'' | '"' => quoted(rest, character),
            '-' if rest.starts_with("--") => (rest.find('\n').unwrap_or(rest.len()), ""),
            other => (other.len_utf8(), &rest[..other.len_utf8()]),
        };
        rest = &rest[taken..];
        if piece == ";" {
            found.push(std::mem::take(&mut current));
        } else {
            current.push_str(piece);
        }
    }
    found.push(current);
    found.into_iter().map(|statement| statement.trim().to_owned()).filter(|statement| !statement.is_empty()).collect()
}

/// Which engine a table is made for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    Sqlite,
    Postgres,
}

/// The words for types in a migration, SQLite's and PostgreSQL's word for each.
const TYPES: [(&str, &str, &str); 6] = [
    ("double precision", "REAL", "double precision"),
    ("bigint", "INTEGER", "bigint"),
    ("boolean", "INTEGER", "boolean"),
    ("bytea", "BLOB", "bytea"),
    // Text sorts by its bytes on both engines, whatever language the cluster was made in.
    ("text", "TEXT", "text COLLATE \"C\""),
    ("uuid", "BLOB", "uuid"),
];

/// One statement of a migration in an engine's words: types of `CREATE TABLE` and `ALTER TABLE … ADD COLUMN`.
///
/// # Errors
/// [`Error::Engine`] naming the column whose type is none of `TYPES`.
pub fn definition(statement: &str, dialect: Dialect) -> Result<String> {
    if statement.starts_with("CREATE TABLE") {
        return table(statement, dialect);
    }
    if statement.starts_with("ALTER TABLE")
        && let Some((before, column)) = statement.split_once(" ADD COLUMN ")
    {
        return Ok(format!("{before} ADD COLUMN {}", item(column, dialect)?));
    }
    Ok(match dialect {
        Dialect::Sqlite => for_sqlite(statement),
        Dialect::Postgres => statement.to_owned(),
    })
}

fn table(statement: &str, dialect: Dialect) -> Result<String> {
    let bad = || Error::Engine(format!("not a CREATE TABLE the seam can read: {statement}"));
    let (head, body) = statement.split_once('(').ok_or_else(bad)?;
    let body = body.trim_end().strip_suffix(')').ok_or_else(bad)?;
    let items = top_level(body).into_iter().map(|text| item(text.trim(), dialect)).collect::<Result<Vec<_>>>()?;
    let strict = if dialect == Dialect::Sqlite { " STRICT" } else { "" };
    Ok(format!("{}({}){strict}", head, items.join(", ")))
}

/// Parts between the commas that stand in no bracket.
pub fn top_level(body: &str) -> Vec<&str> {
    let (mut depth, mut start, mut parts) = (0_i32, 0, Vec::new());
    for (at, character) in body.char_indices() {
        match character {
            '(' => depth += 1,
            ')' => depth -= 1,
            ',' if depth == 0 => {
                parts.push(&body[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&body[start..]);
    parts
}

fn item(text: &str, dialect: Dialect) -> Result<String> {
    let (name, rest) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
    if ["PRIMARY", "UNIQUE", "FOREIGN", "CHECK", "CONSTRAINT"].contains(&name) {
        return Ok(text.to_owned());
    }
    let rest = rest.trim_start();
    let Some((word, sqlite, postgres)) = type_of(rest) else {
        return Err(Error::Engine(format!(
            "column {name}: type {rest:?} is none of uuid, bigint, boolean, text, bytea, double precision"
        )));
    };
    let written = if dialect == Dialect::Sqlite { sqlite } else { postgres };
    Ok(format!("{name} {written}{}", &rest[word.len()..]))
}

fn type_of(rest: &str) -> Option<(&'static str, &'static str, &'static str)> {
    TYPES.into_iter().find(|(word, _, _)| {
        rest.strip_prefix(word).is_some_and(|after| {
            !after.starts_with(|next: char| next.is_alphanumeric() || next == '_' || next == '(' || next == '[')
        })
    })
}

/// The type a column's definition starts with, in the migrations' words.
pub fn type_word(rest: &str) -> Option<&'static str> {
    type_of(rest).map(|(word, _, _)| word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_keep_their_numbers_outside_quotes_and_comments() {
        assert_eq!(for_sqlite("SELECT $2 - $1"), "SELECT ?2 - ?1");
        assert_eq!(for_sqlite("SELECT '$1 it''s $2', \"$3\", $4"), "SELECT '$1 it''s $2', \"$3\", ?4");
        assert_eq!(for_sqlite("SELECT $1 -- $2 costs\n, $12"), "SELECT ?1 -- $2 costs\n, ?12");
        assert_eq!(for_sqlite("SELECT 'चौतारी $1' = $1"), "SELECT 'चौतारी $1' = ?1");
        assert_eq!(for_sqlite("SELECT 'open $1"), "SELECT 'open $1", "an unclosed quote ends with the text");
    }

    #[test]
    fn casts_of_blobs_and_locks_disappear() {
        assert_eq!(for_sqlite("SELECT CAST($12 AS uuid), CAST($1 AS bytea)"), "SELECT ?12, ?1");
        assert_eq!(
            for_sqlite("SELECT CAST($1 AS text), CAST(a AS bigint)"),
            "SELECT CAST(?1 AS text), CAST(a AS bigint)"
        );
        assert_eq!(for_sqlite("(SELECT a FROM t FOR UPDATE SKIP LOCKED)"), "(SELECT a FROM t )");
        assert_eq!(for_sqlite("SELECT FALSE FROM t FOR UPDATE"), "SELECT FALSE FROM t ");
    }

    #[test]
    fn scripts_split_at_semicolons_outside_quotes() {
        let script = "-- one; two\nCREATE TABLE a (b text); INSERT INTO a VALUES (';--');\n\n-- end";
        assert_eq!(statements(script), ["CREATE TABLE a (b text)", "INSERT INTO a VALUES (';--')"]);
    }

    #[test]
    fn types_become_the_engines_words() {
        let text =
            "CREATE TABLE t (\n a uuid NOT NULL,\n b double precision,\n c text NOT NULL,\n PRIMARY KEY (a, c)\n)";
        assert_eq!(
            definition(text, Dialect::Sqlite).unwrap(),
            "CREATE TABLE t (a BLOB NOT NULL, b REAL, c TEXT NOT NULL, PRIMARY KEY (a, c)) STRICT"
        );
        assert!(definition(text, Dialect::Postgres).unwrap().contains("c text COLLATE \"C\" NOT NULL"));
        assert_eq!(
            definition("ALTER TABLE t ADD COLUMN d boolean", Dialect::Sqlite).unwrap(),
            "ALTER TABLE t ADD COLUMN d INTEGER"
        );
        for word in ["jsonb", "integer", "text[]", "bigints", "timestamptz"] {
            let error = definition(&format!("CREATE TABLE t (a {word})"), Dialect::Sqlite).unwrap_err();
            assert!(error.to_string().contains("column a"), "{error}");
        }
    }
}
