//! SQLite: one file, WAL, every commit on disk before it is answered.

use super::{text, wrong_count, wrong_type};
use crate::{Error, Param, Result};
use rusqlite::backup::{Backup, StepResult};
use rusqlite::types::{ToSqlOutput, Value, ValueRef};
use rusqlite::{OpenFlags, Row, Statement, ToSql, config::DbConfig, ffi};
use std::collections::HashMap;
use std::path::Path;
use std::time::Duration;
use uuid::Uuid;

/// Prepared statements kept by a connection.
const STATEMENTS_MAX: usize = 256;
/// Longer texts (many rows at once) are prepared each time: there are too many of them to keep.
const CACHED_TEXT_BYTES_MAX: usize = 4096;
/// How long another process may hold the file.
const BUSY_WAIT: Duration = Duration::from_secs(5);

/// What a connection is for; all caches together stay within 16 MB (one writer, four readers).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    Reader,
    Writer,
}

pub struct Connection {
    inner: rusqlite::Connection,
    rewritten: HashMap<String, String>,
}

impl Connection {
    /// Opens the file, made when absent and then readable by its owner alone.
    pub fn open(path: &Path, role: Role) -> Result<Self> {
        make_private(path)?;
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let inner = rusqlite::Connection::open_with_flags(path, flags).map_err(engine)?;
        inner.busy_timeout(BUSY_WAIT).map_err(engine)?;
        inner.set_prepared_statement_cache_capacity(STATEMENTS_MAX);
        let cache_kib = if role == Role::Writer { 4096 } else { 3072 };
        // case_sensitive_like: as PostgreSQL compares, and so that an index serves a search by beginning.
        // secure_delete: an erased key must not linger in a free page of the file.
        // temp_store: what a statement may have to take back is kept in memory, not written to a file.
        let settings = format!(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON;
             PRAGMA temp_store = MEMORY; PRAGMA case_sensitive_like = ON; PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA journal_size_limit = 16777216;
             PRAGMA cache_size = -{cache_kib};"
        );
        inner.execute_batch(&settings).map_err(engine)?;
        inner.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true).map_err(engine)?;
        // Without it SQLite prepares a statement anew whenever a value is bound that a plan might depend on.
        inner.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true).map_err(engine)?;
        if role == Role::Reader {
            inner.execute_batch("PRAGMA query_only = ON").map_err(engine)?;
        }
        Ok(Self { inner, rewritten: HashMap::new() })
    }

    pub fn run(&mut self, sql: &str, params: &[Param]) -> Result<u64> {
        self.with(sql, params, |statement| Ok(statement.raw_execute().map_err(engine)? as u64))
    }

    /// Inserts rows of `width` values each. One short statement is kept and run for each row: that is several times
    /// faster than preparing a long one for all rows, and there is no way to a server that counts.
    pub fn insert(&mut self, sql: &str, width: usize, params: &[Param]) -> Result<()> {
        self.with(sql, &params[..width.min(params.len())], |statement| {
            statement.raw_execute().map_err(engine)?;
            for row in params.chunks_exact(width).skip(1) {
                bind(sql, statement, row)?;
                statement.raw_execute().map_err(engine)?;
            }
            Ok(())
        })
    }

    pub fn each<E: From<Error>>(
        &mut self,
        sql: &str,
        params: &[Param],
        mut row: impl FnMut(&Row<'_>) -> std::result::Result<bool, E>,
    ) -> std::result::Result<(), E> {
        self.with(sql, params, |statement| {
            let mut rows = statement.raw_query();
            while let Some(found) = rows.next().map_err(engine)? {
                if !row(found)? {
                    break;
                }
            }
            Ok(())
        })
    }

    /// Takes back the open transaction, if SQLite has not done so by itself (it does when the disk is full).
    pub fn roll_back(&mut self) -> Result<()> {
        if self.inner.is_autocommit() { Ok(()) } else { self.control("ROLLBACK") }
    }

    pub fn control(&mut self, words: &str) -> Result<()> {
        // Outside a transaction SQLite would take this for the beginning of one.
        if words.starts_with("SAVEPOINT") && self.inner.is_autocommit() {
            return Err(Error::Engine("the transaction was taken back by the engine".into()));
        }
        self.inner.execute_batch(words).map_err(engine)
    }

    /// Moves the write-ahead log into the file and empties it, unless a reader still needs it (then SQLite overwrites
    /// it in time; waiting would hold up all writers).
    pub fn empty_log(&mut self) {
        let emptied = self
            .inner
            .busy_timeout(Duration::ZERO)
            .and_then(|()| self.inner.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get::<_, i64>(0)));
        if !matches!(emptied, Ok(0)) {
            tracing::info!("the write-ahead log is in use and was not emptied after an erasure");
        }
        if let Err(error) = self.inner.busy_timeout(BUSY_WAIT) {
            tracing::warn!(%error, "the time to wait for a busy file could not be set");
        }
    }

    /// Lines of SQLite's own check of tables against indexes; the first is `ok` when there is nothing to say.
    pub fn check_file(&mut self) -> Result<Vec<String>> {
        let mut statement = self.inner.prepare("PRAGMA integrity_check(100)").map_err(engine)?;
        let mut rows = statement.raw_query();
        let mut lines = Vec::new();
        while let Some(row) = rows.next().map_err(engine)? {
            lines.push(row.get::<_, String>(0).map_err(engine)?);
        }
        lines.retain(|line| line != "ok");
        Ok(lines)
    }

    /// Copies the file as it is now into a new one. All pages in one step: in several, each write of another process
    /// would begin the copy anew.
    pub fn backup_to(&self, path: &Path) -> Result<()> {
        make_private(path)?;
        let mut to = rusqlite::Connection::open(path).map_err(engine)?;
        let backup = Backup::new(&self.inner, &mut to).map_err(engine)?;
        match backup.step(-1).map_err(engine)? {
            StepResult::Done => Ok(()),
            _ => Err(Error::Busy),
        }
    }

    #[cfg(any(test, feature = "testing"))]
    pub fn plan(&mut self, sql: &str) -> Result<Vec<String>> {
        let explained = format!("EXPLAIN QUERY PLAN {}", text::for_sqlite(sql));
        let mut statement = self.inner.prepare(&explained).map_err(engine)?;
        let mut rows = statement.raw_query();
        let mut lines = Vec::new();
        while let Some(row) = rows.next().map_err(engine)? {
            lines.push(row.get::<_, String>(3).map_err(engine)?);
        }
        Ok(lines)
    }

    fn with<T, E: From<Error>>(
        &mut self,
        sql: &str,
        params: &[Param],
        work: impl FnOnce(&mut Statement<'_>) -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        if sql.len() > CACHED_TEXT_BYTES_MAX {
            let mut statement = self.inner.prepare(&text::for_sqlite(sql)).map_err(engine)?;
            bind(sql, &mut statement, params)?;
            return work(&mut statement);
        }
        if !self.rewritten.contains_key(sql) {
            if self.rewritten.len() >= STATEMENTS_MAX {
                self.rewritten.clear();
            }
            self.rewritten.insert(sql.to_owned(), text::for_sqlite(sql));
        }
        let mut statement = self.inner.prepare_cached(&self.rewritten[sql]).map_err(engine)?;
        bind(sql, &mut statement, params)?;
        work(&mut statement)
    }
}

fn make_private(path: &Path) -> Result<()> {
    let io = |source| Error::Io { path: path.display().to_string(), source };
    if path.exists() {
        return Ok(());
    }
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map_err(io)?;
    Ok(())
}

fn bind(sql: &str, statement: &mut Statement<'_>, params: &[Param]) -> Result<()> {
    if statement.parameter_count() != params.len() {
        return Err(wrong_count(sql, statement.parameter_count(), params.len()));
    }
    for (index, param) in params.iter().enumerate() {
        statement.raw_bind_parameter(index + 1, param).map_err(engine)?;
    }
    Ok(())
}

impl ToSql for Param {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(match self {
            Self::Text(value) => ToSqlOutput::Borrowed(ValueRef::Text(value.as_bytes())),
            Self::Int(value) => ToSqlOutput::Owned(Value::Integer(*value)),
            Self::Real(value) => ToSqlOutput::Owned(Value::Real(*value)),
            Self::Bool(value) => ToSqlOutput::Owned(Value::Integer(i64::from(*value))),
            Self::Bytes(value) => ToSqlOutput::Borrowed(ValueRef::Blob(value)),
            Self::Uuid(value) => ToSqlOutput::Borrowed(ValueRef::Blob(value.as_bytes())),
            Self::Null => ToSqlOutput::Owned(Value::Null),
        })
    }
}

fn value<'r>(row: &'r Row<'_>, index: usize) -> Result<ValueRef<'r>> {
    row.get_ref(index).map_err(engine)
}

fn other<T>(index: usize, wanted: &str, found: ValueRef<'_>) -> Result<T> {
    Err(wrong_type(index, wanted, &found.data_type().to_string().to_lowercase()))
}

pub fn integer(row: &Row<'_>, index: usize) -> Result<Option<i64>> {
    match value(row, index)? {
        ValueRef::Null => Ok(None),
        ValueRef::Integer(value) => Ok(Some(value)),
        found => other(index, "bigint", found),
    }
}

pub fn real(row: &Row<'_>, index: usize) -> Result<Option<f64>> {
    match value(row, index)? {
        ValueRef::Null => Ok(None),
        ValueRef::Real(value) => Ok(Some(value)),
        found => other(index, "double precision", found),
    }
}

pub fn boolean(row: &Row<'_>, index: usize) -> Result<Option<bool>> {
    match value(row, index)? {
        ValueRef::Null => Ok(None),
        ValueRef::Integer(value @ (0 | 1)) => Ok(Some(value == 1)),
        found => other(index, "boolean", found),
    }
}

pub fn string(row: &Row<'_>, index: usize) -> Result<Option<String>> {
    match value(row, index)? {
        ValueRef::Null => Ok(None),
        ValueRef::Text(bytes) => match std::str::from_utf8(bytes) {
            Ok(text) => Ok(Some(text.to_owned())),
            Err(_) => Err(wrong_type(index, "text", "not UTF-8")),
        },
        found => other(index, "text", found),
    }
}

pub fn bytes(row: &Row<'_>, index: usize) -> Result<Option<Vec<u8>>> {
    match value(row, index)? {
        ValueRef::Null => Ok(None),
        ValueRef::Blob(bytes) => Ok(Some(bytes.to_vec())),
        found => other(index, "bytea", found),
    }
}

pub fn uuid(row: &Row<'_>, index: usize) -> Result<Option<Uuid>> {
    match value(row, index)? {
        ValueRef::Null => Ok(None),
        ValueRef::Blob(bytes) => match Uuid::from_slice(bytes) {
            Ok(id) => Ok(Some(id)),
            Err(_) => Err(wrong_type(index, "uuid", "bytes of another length")),
        },
        found => other(index, "uuid", found),
    }
}

/// What SQLite says, as an error of the seam. Its texts name tables and columns, never values.
pub fn engine(error: rusqlite::Error) -> Error {
    let rusqlite::Error::SqliteFailure(code, message) = &error else {
        return Error::Engine(error.to_string());
    };
    match code.extended_code {
        ffi::SQLITE_CONSTRAINT_UNIQUE | ffi::SQLITE_CONSTRAINT_PRIMARYKEY => {
            let what = message.clone().unwrap_or_default();
            let columns = what.rsplit(": ").next().unwrap_or_default();
            return Error::Exists { table: columns.split('.').next().unwrap_or_default().to_owned() };
        }
        _ => {}
    }
    match code.code {
        rusqlite::ErrorCode::DatabaseBusy | rusqlite::ErrorCode::DatabaseLocked => Error::Busy,
        _ => Error::Engine(error.to_string()),
    }
}
