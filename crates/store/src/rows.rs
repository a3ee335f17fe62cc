//! Many rows in one statement, in a text both engines take.

use crate::Param;
use crate::Result;
use crate::change::Table;
use crate::engine::Connection;
use std::fmt::Write as _;

/// Parameters of one statement: SQLite takes 32,766, PostgreSQL 65,535.
const PARAMS_MAX: usize = 30_000;
/// Rows of one deletion: each is a branch of an `OR`, and SQLite allows a depth of 1,000.
const BRANCHES_MAX: usize = 250;

/// What happens to a row whose key is there already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taken {
    /// The statement fails.
    Fail,
    /// The row stays as it is.
    Keep,
    /// The row is replaced, but for the tenant and the key.
    Replace,
}

/// Rows for one table, all with the tenant first.
pub struct Rows {
    table: &'static Table,
    params: Vec<Param>,
}

impl Rows {
    pub fn new(table: &'static Table) -> Self {
        Self { table, params: Vec::new() }
    }

    pub fn push(&mut self, tenant: i64, values: impl IntoIterator<Item = Param>) {
        self.params.push(Param::Int(tenant));
        self.params.extend(values);
        debug_assert_eq!(
            self.params.len() % (self.table.columns.len() + 1),
            0,
            "{} has other columns",
            self.table.name
        );
    }

    /// Writes all rows by one statement (several when they do not fit in one).
    pub fn insert(&self, connection: &mut Connection, taken: Taken) -> Result<()> {
        let columns: Vec<&str> = std::iter::once("tenant").chain(self.table.columns.iter().copied()).collect();
        for part in self.params.chunks(PARAMS_MAX / columns.len() * columns.len()) {
            connection.insert(self.table.name, &columns, &on_taken(self.table, taken), part)?;
        }
        Ok(())
    }
}

fn on_taken(table: &Table, taken: Taken) -> String {
    let key = table.columns[..table.key].join(", ");
    let key = if key.is_empty() { "tenant".to_owned() } else { format!("tenant, {key}") };
    let values = &table.columns[table.key..];
    match taken {
        Taken::Fail => String::new(),
        Taken::Replace if !values.is_empty() => {
            let sets: Vec<String> = values.iter().map(|column| format!("{column} = excluded.{column}")).collect();
            format!(" ON CONFLICT ({key}) DO UPDATE SET {}", sets.join(", "))
        }
        Taken::Keep | Taken::Replace => format!(" ON CONFLICT ({key}) DO NOTHING"),
    }
}

/// Writes `($1, $2), ($3, $4), …`.
pub fn tuples(sql: &mut String, rows: usize, width: usize) {
    let mut number = 0;
    for row in 0..rows {
        sql.push_str(if row == 0 { "(" } else { ", (" });
        for column in 0..width {
            number += 1;
            let comma = if column == 0 { "" } else { ", " };
            write!(sql, "{comma}${number}").expect("a String takes any text");
        }
        sql.push(')');
    }
}

/// Deletes the rows of `table` whose `columns` have one of the `keys` (each the tenant and the columns' values).
pub fn delete(connection: &mut Connection, table: &str, columns: &[&str], keys: &[Vec<Param>]) -> Result<()> {
    for part in keys.chunks(BRANCHES_MAX) {
        let mut params = Vec::with_capacity(part.len() * (columns.len() + 1));
        let mut branches = Vec::with_capacity(part.len());
        for key in part {
            let mut branch = format!("tenant = ${}", params.len() + 1);
            for (index, column) in columns.iter().enumerate() {
                write!(branch, " AND {column} = ${}", params.len() + index + 2).expect("a String takes any text");
            }
            branches.push(format!("({branch})"));
            params.extend(key.iter().cloned());
        }
        connection.run(&format!("DELETE FROM {table} WHERE {}", branches.join(" OR ")), &params)?;
    }
    Ok(())
}
