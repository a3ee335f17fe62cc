//! Everything that is stored, so that a test can say that nothing was changed.

use crate::office::Desk;
use sha2::{Digest, Sha256};
use std::fmt::Write as _;

const SCHEMA: &str = include_str!("../../../../../migrations/schema.sql");
/// What may change when someone only looks: the access log with its head, and when she was last seen.
const LOOKED: [(&str, &str); 4] =
    [("ledger_head", "access_seq"), ("ledger_head", "access_hash"), ("ledger_head", "recorded"), ("session", "seen")];

/// A text to read one table by, with the types of its columns.
pub struct Table {
    name: String,
    sql: String,
    types: Vec<String>,
}

/// All tables but the access log.
pub fn tables() -> Vec<Table> {
    let statements = SCHEMA.split(';').filter_map(|statement| statement.split_once("CREATE TABLE "));
    statements
        .filter_map(|(_, statement)| statement.split_once(" ("))
        .filter(|(name, _)| *name != "access")
        .map(|(name, body)| {
            let lines = body.lines().map(str::trim).filter(|line| line.starts_with(|c: char| c.is_ascii_lowercase()));
            let (names, types): (Vec<&str>, Vec<String>) = lines
                .filter_map(|line| line.trim_end_matches(',').split_once(' '))
                .filter(|(column, _)| !LOOKED.contains(&(name, column)))
                .map(|(column, rest)| (column, rest.replace(" NOT NULL", "")))
                .unzip();
            Table { name: name.to_owned(), sql: format!("SELECT {} FROM {name}", names.join(", ")), types }
        })
        .collect()
}

/// A digest of every row of each table, in no order; table by table, so that a difference names its table.
pub fn stored(desk: &Desk, tables: &[Table]) -> Vec<(String, String)> {
    let read = |reads: &mut store::Reads<'_>| tables.iter().map(|table| rows(reads, table)).collect();
    desk.app.office.store.read(read).unwrap()
}

fn rows(reads: &mut store::Reads<'_>, table: &Table) -> store::Result<(String, String)> {
    let mut rows: Vec<String> = Vec::new();
    reads.each(&table.sql, &[], |column| -> store::Result<()> {
        let mut row = String::new();
        for (n, kind) in table.types.iter().enumerate() {
            match kind.as_str() {
                "bigint" => write!(row, "{:?} ", column.get::<Option<i64>>(n)?),
                "uuid" => write!(row, "{:?} ", column.get::<Option<uuid::Uuid>>(n)?),
                "bytea" => write!(row, "{:?} ", column.get::<Option<Vec<u8>>>(n)?),
                "boolean" => write!(row, "{:?} ", column.get::<Option<bool>>(n)?),
                "double precision" => write!(row, "{:?} ", column.get::<Option<f64>>(n)?),
                _ => write!(row, "{:?} ", column.get::<Option<String>>(n)?),
            }
            .unwrap();
        }
        rows.push(row);
        Ok(())
    })?;
    rows.sort();
    let digest = rows.iter().fold(Sha256::new(), |hash, row| hash.chain_update(row)).finalize();
    Ok((table.name.clone(), digest.iter().fold(format!("{} rows ", rows.len()), |text, b| text + &format!("{b:02x}"))))
}

#[test]
fn a_table_is_read_with_all_its_columns_but_those_of_looking() {
    let tables = tables();
    assert!(tables.len() > 25, "{}", tables.len());
    let session = tables.iter().find(|table| table.name == "session").unwrap();
    assert_eq!(
        session.sql,
        "SELECT tenant, id, account, csrf, created, stepped_up, expires, agent, membership FROM session"
    );
    assert_eq!(session.types[1], "bytea");
}
