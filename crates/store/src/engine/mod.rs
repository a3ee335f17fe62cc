//! One connection of either engine. Nothing above this folder knows which one it is.

mod bound;
pub mod open;
pub mod postgres;
pub mod sqlite;
pub mod text;

use crate::rows::tuples;
use crate::sql::Column;
use crate::{Error, Param, Result};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// A connection that counts the statements it runs (not `BEGIN`, `COMMIT` and the like).
pub struct Connection {
    engine: Engine,
    statements: Arc<AtomicU64>,
    /// A statement of the open transaction has failed. PostgreSQL then refuses all others and answers a `COMMIT` by
    /// rolling back without a word; SQLite would go on. Here both refuse, and say so.
    failed: bool,
}

enum Engine {
    Sqlite(sqlite::Connection),
    Postgres(postgres::Connection),
}

/// One row of an answer of either engine.
#[derive(Clone, Copy)]
pub enum Row<'a> {
    Sqlite(&'a rusqlite::Row<'a>),
    Postgres(&'a ::postgres::Row),
}

impl Connection {
    pub fn sqlite(connection: sqlite::Connection, statements: Arc<AtomicU64>) -> Self {
        Self { engine: Engine::Sqlite(connection), statements, failed: false }
    }

    pub fn postgres(connection: postgres::Connection, statements: Arc<AtomicU64>) -> Self {
        Self { engine: Engine::Postgres(connection), statements, failed: false }
    }

    /// Which words a definition of a table must be written in.
    pub fn dialect(&self) -> text::Dialect {
        match self.engine {
            Engine::Sqlite(_) => text::Dialect::Sqlite,
            Engine::Postgres(_) => text::Dialect::Postgres,
        }
    }

    /// False when the connection is known to be lost.
    pub fn alive(&self) -> bool {
        match &self.engine {
            Engine::Sqlite(_) => true,
            Engine::Postgres(connection) => connection.alive(),
        }
    }

    /// Asks the server whether the connection still lives.
    pub fn answers(&mut self) -> bool {
        match &mut self.engine {
            Engine::Sqlite(_) => true,
            Engine::Postgres(connection) => connection.answers(),
        }
    }

    /// Runs a statement; gives the number of rows it touched.
    pub fn run(&mut self, sql: &str, params: &[Param]) -> Result<u64> {
        admit(&self.statements, self.failed, params)?;
        let result = match &mut self.engine {
            Engine::Sqlite(connection) => connection.run(sql, params),
            Engine::Postgres(connection) => connection.run(sql, params),
        };
        self.failed = result.is_err();
        result
    }

    /// Inserts rows given one after the other, as one statement; `suffix` says what happens when a key is taken.
    pub fn insert(&mut self, table: &str, columns: &[&str], suffix: &str, params: &[Param]) -> Result<()> {
        if params.is_empty() {
            return Ok(());
        }
        admit(&self.statements, self.failed, params)?;
        let mut one = format!("INSERT INTO {table} ({}) VALUES ", columns.join(", "));
        tuples(&mut one, 1, columns.len());
        one.push_str(suffix);
        let result = match &mut self.engine {
            Engine::Sqlite(connection) => connection.insert(&one, columns.len(), params),
            Engine::Postgres(connection) if params.len() == columns.len() => connection.run(&one, params).map(drop),
            Engine::Postgres(connection) => connection.insert(table, columns, suffix, params).map(drop),
        };
        self.failed = result.is_err();
        result
    }

    /// Hands each row to `row` until it answers `false` or fails.
    pub fn each<E: From<Error>>(
        &mut self,
        sql: &str,
        params: &[Param],
        mut row: impl FnMut(&Column<'_>) -> std::result::Result<bool, E>,
    ) -> std::result::Result<(), E> {
        admit(&self.statements, self.failed, params)?;
        let mut refused = false;
        let mut hand = |inner: Row<'_>| {
            let result = row(&Column::new(inner));
            refused = result.is_err();
            result
        };
        let result = match &mut self.engine {
            Engine::Sqlite(connection) => connection.each(sql, params, |inner| hand(Row::Sqlite(inner))),
            Engine::Postgres(connection) => connection.each(sql, params, |inner| hand(Row::Postgres(inner))),
        };
        self.failed = result.is_err() && !refused;
        result
    }

    /// Starts a reading: a snapshot on SQLite, nothing on PostgreSQL.
    pub fn begin_read(&mut self) -> Result<()> {
        self.failed = false;
        match &mut self.engine {
            Engine::Sqlite(connection) => connection.control("BEGIN"),
            Engine::Postgres(_) => Ok(()),
        }
    }

    /// Ends a reading.
    pub fn end_read(&mut self) -> Result<()> {
        match &mut self.engine {
            Engine::Sqlite(connection) => connection.control("ROLLBACK"),
            Engine::Postgres(connection) => connection.end_read(),
        }
    }

    /// Starts a reading that sees one moment on both engines.
    pub fn begin_snapshot(&mut self) -> Result<()> {
        self.failed = false;
        match &mut self.engine {
            Engine::Sqlite(connection) => connection.control("BEGIN"),
            Engine::Postgres(connection) => connection.begin_snapshot(),
        }
    }

    /// Starts a transaction that writes.
    pub fn begin_write(&mut self) -> Result<()> {
        self.failed = false;
        match &mut self.engine {
            Engine::Sqlite(connection) => connection.control("BEGIN IMMEDIATE"),
            Engine::Postgres(connection) => connection.control("BEGIN READ WRITE"),
        }
    }

    /// Whether a statement of the open transaction has failed.
    pub fn has_failed(&self) -> bool {
        self.failed
    }

    /// Ends a transaction that writes; when this returns `Ok`, it is on disk.
    ///
    /// # Errors
    /// What the engine says; [`Error::Engine`], after rolling back, when one of its statements had failed.
    pub fn commit(&mut self) -> Result<()> {
        if self.failed {
            self.roll_back()?;
            return Err(Error::Engine("a statement had failed, so nothing was written".into()));
        }
        self.control("COMMIT")
    }

    /// Ends a transaction and takes back what it wrote; also fine when the engine has done so by itself.
    pub fn roll_back(&mut self) -> Result<()> {
        self.failed = false;
        match &mut self.engine {
            Engine::Sqlite(connection) => connection.roll_back(),
            Engine::Postgres(connection) => connection.control("ROLLBACK"),
        }
    }

    /// Keeps other processes from changing the schema until the transaction ends (on SQLite it keeps them already).
    pub fn lock_schema(&mut self) -> Result<()> {
        match &mut self.engine {
            Engine::Sqlite(_) => Ok(()),
            Engine::Postgres(connection) => connection.lock_schema(),
        }
    }

    /// A word that moves within a transaction (`SAVEPOINT x`, …), or one statement of a migration.
    pub fn control(&mut self, words: &str) -> Result<()> {
        if words.starts_with("ROLLBACK") {
            self.failed = false;
        }
        match &mut self.engine {
            Engine::Sqlite(connection) => connection.control(words),
            Engine::Postgres(connection) => connection.control(words),
        }
    }

    /// After an erasure was committed: lets nothing of it linger in SQLite's write-ahead log. (On PostgreSQL old row
    /// versions go with the next vacuum.)
    pub fn after_erasure(mut self) -> Self {
        if let Engine::Sqlite(connection) = &mut self.engine {
            connection.empty_log();
        }
        self
    }

    /// What the engine finds wrong with its own file.
    pub fn check_file(&mut self) -> Result<Vec<String>> {
        match &mut self.engine {
            Engine::Sqlite(connection) => connection.check_file(),
            Engine::Postgres(_) => Ok(Vec::new()),
        }
    }

    /// Copies a SQLite file whole to a new one; false on PostgreSQL, which has no file to copy.
    pub fn backup_to(&mut self, path: &Path) -> Result<bool> {
        match &mut self.engine {
            Engine::Sqlite(connection) => connection.backup_to(path).map(|()| true),
            Engine::Postgres(_) => Ok(false),
        }
    }

    /// Prepares `sql` and gives SQLite's plan for it (nothing on PostgreSQL).
    #[cfg(any(test, feature = "testing"))]
    pub fn plan(&mut self, sql: &str) -> Result<Vec<String>> {
        match &mut self.engine {
            Engine::Sqlite(connection) => connection.plan(sql),
            Engine::Postgres(connection) => connection.prepare(sql).map(|()| Vec::new()),
        }
    }
}

/// Counts a statement and refuses what one of the engines would refuse.
fn admit(statements: &AtomicU64, failed: bool, params: &[Param]) -> Result<()> {
    statements.fetch_add(1, Ordering::Relaxed);
    if failed {
        return Err(Error::Engine("an earlier statement of the transaction has failed".into()));
    }
    // PostgreSQL cannot keep a NUL in a text and SQLite can; so neither does.
    if params.iter().any(|param| matches!(param, Param::Text(text) if text.contains('\0'))) {
        return Err(Error::Engine("a text holds the character NUL, which cannot be stored".into()));
    }
    Ok(())
}

/// The error for a wrong number of parameters, the same on both engines.
fn wrong_count(sql: &str, expected: usize, given: usize) -> Error {
    Error::Engine(format!("the statement takes {expected} parameters, {given} were given: {sql}"))
}

/// The error for a column of another type than was asked for.
fn wrong_type(index: usize, wanted: &str, found: &str) -> Error {
    Error::Engine(format!("column {index} is {found}, not {wanted}"))
}
