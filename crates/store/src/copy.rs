//! From one database to another, of either engine, with every row, number and hash as it is.

use crate::schema::{self, Shape};
use crate::{Error, Param, Reads, Result, Store, Writes};
use std::fmt::Write as _;

/// Parameters of one insertion; keeps a batch small when rows have many columns.
const BATCH_PARAMS: usize = 4_000;
/// Rows of one insertion of chunks of files, which have 64 KiB each.
const BATCH_CHUNKS: usize = 32;

/// Copies all tables of `from` into `to`, which must be empty, in one transaction; gives the number of rows. `progress`
/// hears the table and how many rows are copied so far. Verify afterwards.
///
/// # Errors
/// [`Error::Engine`] when `to` is not empty, or what an engine says; `to` is then still empty.
pub fn copy(from: &Store, to: &Store, mut progress: impl FnMut(&str, u64) + Send + 'static) -> Result<u64> {
    let from = from.clone();
    to.write(move |writes| {
        let tables = schema::tables()?;
        for table in &tables {
            let sql = format!("SELECT 1 FROM {} LIMIT 1", table.name);
            if writes.reads().first(&sql, &[], |_| Ok(()))?.is_some() {
                return Err(Error::Engine(format!("the database to copy to is not empty: {} has rows", table.name)));
            }
        }
        let mut rows = 0;
        from.snapshot(|reads| {
            for table in &tables {
                copy_table(reads, writes, table, |copied| {
                    rows += copied;
                    progress(&table.name, rows);
                })?;
            }
            Ok(())
        })?;
        Ok(rows)
    })
}

/// Copies one table in the order of its key, a batch at a time.
fn copy_table(
    reads: &mut Reads<'_>,
    writes: &mut Writes<'_>,
    table: &Shape,
    mut copied: impl FnMut(u64),
) -> Result<()> {
    let batch = if table.name == "file_chunk" { BATCH_CHUNKS } else { BATCH_PARAMS / table.columns.len() };
    let names: Vec<&str> = table.columns.iter().map(|(name, _)| name.as_str()).collect();
    let key = table.key.join(", ");
    let place = |name: &String| names.iter().position(|column| column == name);
    let places: Vec<usize> = table.key.iter().filter_map(place).collect();
    let mut after: Vec<Param> = Vec::new();
    loop {
        let mut sql = format!("SELECT {} FROM {}", names.join(", "), table.name);
        if !after.is_empty() {
            let numbers: Vec<String> = (1..=after.len()).map(|number| format!("${number}")).collect();
            write!(sql, " WHERE ({key}) > ({})", numbers.join(", ")).expect("a String takes any text");
        }
        write!(sql, " ORDER BY {key} LIMIT {batch}").expect("a String takes any text");
        let mut params: Vec<Param> = Vec::new();
        reads.each(&sql, &after, |row| {
            for (index, (_, word)) in table.columns.iter().enumerate() {
                params.push(match word.as_str() {
                    "uuid" => row.get::<Option<uuid::Uuid>>(index)?.into(),
                    "bigint" => row.get::<Option<i64>>(index)?.into(),
                    "boolean" => row.get::<Option<bool>>(index)?.into(),
                    "bytea" => row.get::<Option<Vec<u8>>>(index)?.into(),
                    "double precision" => row.get::<Option<f64>>(index)?.into(),
                    _ => row.get::<Option<String>>(index)?.into(),
                });
            }
            Ok::<_, Error>(())
        })?;
        let rows = params.len() / names.len();
        if rows == 0 {
            return Ok(());
        }
        let last = &params[(rows - 1) * names.len()..];
        after = places.iter().map(|index| last[*index].clone()).collect();
        writes.reads().connection().insert(&table.name, &names, "", &params)?;
        copied(rows as u64);
        if rows < batch {
            return Ok(());
        }
    }
}
