//! PostgreSQL 15 or newer, by the blocking client.

use super::bound::{Bound, array_of, fits, type_of};
use super::{wrong_count, wrong_type};
use crate::{Error, Param, Result};
use ::postgres::error::SqlState;
use ::postgres::fallible_iterator::FallibleIterator;
use ::postgres::types::{FromSql, ToSql, Type};
use ::postgres::{Client, Config, NoTls, Row, Statement};
use std::collections::HashMap;
use std::error::Error as StdError;
use std::time::Duration;
use uuid::Uuid;

/// Prepared statements kept by a connection.
const STATEMENTS_MAX: usize = 512;
/// Longer texts (many rows at once) are prepared each time: there are too many of them to keep.
const CACHED_TEXT_BYTES_MAX: usize = 4096;
/// Oldest server this program is tested with.
const OLDEST: i64 = 150_000;

/// Number of the advisory lock on the schema: the bytes `chautari` as an integer.
const SCHEMA_LOCK: &str = "SELECT pg_advisory_xact_lock(7163094399394443881)";

pub struct Connection {
    client: Client,
    statements: HashMap<String, Statement>,
    /// Whether a reading holds a transaction open.
    snapshot: bool,
    /// Whether the server was heard to end the connection.
    ended: bool,
}

impl Connection {
    /// Connects; the session reads only, until a transaction says otherwise.
    pub fn open(config: &Config) -> Result<Self> {
        let mut client = config.connect(NoTls).map_err(engine)?;
        client
            .batch_execute(
                "SET default_transaction_read_only = on; SET lock_timeout = '10s'; SET jit = off;
                 SET idle_in_transaction_session_timeout = '60s'; SET client_min_messages = warning;",
            )
            .map_err(engine)?;
        let mut this = Self { client, statements: HashMap::new(), snapshot: false, ended: false };
        this.check()?;
        Ok(this)
    }

    /// Refuses a server that is too old; makes commits durable where the server's own setting is not.
    fn check(&mut self) -> Result<()> {
        let sql = "SELECT CAST(current_setting('server_version_num') AS bigint), current_setting('synchronous_commit')";
        let row = self.client.query_one(sql, &[]).map_err(engine)?;
        let version: i64 = row.try_get(0).map_err(engine)?;
        if version < OLDEST {
            return Err(Error::Engine(format!("PostgreSQL {} is too old: 15 or newer is needed", version / 10_000)));
        }
        if row.try_get::<_, String>(1).map_err(engine)? == "off" {
            self.control("SET synchronous_commit = on")?;
        }
        Ok(())
    }

    /// False when the connection is known to be lost.
    pub fn alive(&self) -> bool {
        !self.ended && !self.client.is_closed()
    }

    /// Asks the server whether the connection still lives.
    pub fn answers(&mut self) -> bool {
        self.client.is_valid(Duration::from_secs(5)).is_ok()
    }

    pub fn run(&mut self, sql: &str, params: &[Param]) -> Result<u64> {
        let statement = self.statement(sql, params)?;
        let bound: Vec<Bound<'_>> = params.iter().map(Bound).collect();
        let references: Vec<&(dyn ToSql + Sync)> = bound.iter().map(|param| param as _).collect();
        let result = self.client.execute(&statement, &references);
        self.heard(result)
    }

    /// Inserts many rows by one text, whatever their number: each column is an array.
    pub fn insert(&mut self, table: &str, columns: &[&str], suffix: &str, params: &[Param]) -> Result<u64> {
        let width = columns.len();
        let types = columns.iter().map(|column| array_of(table, column)).collect::<Result<Vec<_>>>()?;
        for (index, (member, _)) in types.iter().enumerate() {
            if let Some(wrong) = params.iter().skip(index).step_by(width).find(|param| !fits(param, member)) {
                let given = type_of(wrong);
                return Err(Error::Engine(format!("column {} of {table} was given {given}", columns[index])));
            }
        }
        let places: Vec<String> = (1..=width).map(|number| format!("${number}")).collect();
        let sql =
            format!("INSERT INTO {table} ({}) SELECT * FROM unnest({}){suffix}", columns.join(", "), places.join(", "));
        if !self.statements.contains_key(&sql) {
            let arrays: Vec<Type> = types.into_iter().map(|(_, array)| array).collect();
            let prepared = self.client.prepare_typed(&sql, &arrays);
            let statement = self.heard(prepared)?;
            self.keep(&sql, statement);
        }
        let arrays: Vec<Vec<Bound<'_>>> =
            (0..width).map(|index| params.iter().skip(index).step_by(width).map(Bound).collect()).collect();
        let references: Vec<&(dyn ToSql + Sync)> = arrays.iter().map(|array| array as _).collect();
        let result = self.client.execute(&self.statements[&sql], &references);
        self.heard(result)
    }

    pub fn each<E: From<Error>>(
        &mut self,
        sql: &str,
        params: &[Param],
        mut row: impl FnMut(&Row) -> std::result::Result<bool, E>,
    ) -> std::result::Result<(), E> {
        let statement = self.statement(sql, params)?;
        let failed = match self.client.query_raw(&statement, params.iter().map(Bound)) {
            Ok(mut rows) => loop {
                match rows.next() {
                    Ok(Some(found)) if row(&found)? => {}
                    Ok(_) => return Ok(()),
                    Err(error) => break error,
                }
            },
            Err(error) => error,
        };
        Ok(self.heard(Err(failed))?)
    }

    /// Starts a reading that sees one moment.
    pub fn begin_snapshot(&mut self) -> Result<()> {
        self.snapshot = true;
        self.control("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
    }

    /// Ends a reading, whether it was a snapshot or single statements.
    pub fn end_read(&mut self) -> Result<()> {
        if std::mem::take(&mut self.snapshot) { self.control("ROLLBACK") } else { Ok(()) }
    }

    pub fn lock_schema(&mut self) -> Result<()> {
        self.control(SCHEMA_LOCK)
    }

    pub fn control(&mut self, words: &str) -> Result<()> {
        let result = self.client.batch_execute(words);
        self.heard(result)
    }

    /// Turns the client's answer into the seam's, and notes when the server ends the connection: the client itself
    /// learns it only at its next use.
    fn heard<T>(&mut self, result: std::result::Result<T, ::postgres::Error>) -> Result<T> {
        result.map_err(|error| {
            let code = error.code().map(SqlState::code);
            self.ended |= code.is_none_or(|code| code.starts_with("57P") || code.starts_with("08"));
            engine(error)
        })
    }

    #[cfg(any(test, feature = "testing"))]
    pub fn prepare(&mut self, sql: &str) -> Result<()> {
        self.client.prepare(sql).map(drop).map_err(engine)
    }

    /// The prepared statement for a text; the parameters' own types are told to the server, so that no cast is needed
    /// where it could not guess them.
    fn statement(&mut self, sql: &str, params: &[Param]) -> Result<Statement> {
        if let Some(statement) = self.statements.get(sql) {
            if statement.params().len() != params.len() {
                return Err(wrong_count(sql, statement.params().len(), params.len()));
            }
            if statement.params().iter().zip(params).all(|(wanted, given)| fits(given, wanted)) {
                return Ok(statement.clone());
            }
        }
        let types: Vec<Type> = params.iter().map(type_of).collect();
        let prepared = self.client.prepare_typed(sql, &types);
        let statement = self.heard(prepared)?;
        if statement.params().len() != params.len() {
            return Err(wrong_count(sql, statement.params().len(), params.len()));
        }
        if sql.len() <= CACHED_TEXT_BYTES_MAX {
            self.keep(sql, statement.clone());
        }
        Ok(statement)
    }

    fn keep(&mut self, sql: &str, statement: Statement) {
        if self.statements.len() >= STATEMENTS_MAX {
            self.statements.clear();
        }
        self.statements.insert(sql.to_owned(), statement);
    }
}

struct Id(Uuid);

impl<'a> FromSql<'a> for Id {
    fn from_sql(_ty: &Type, raw: &'a [u8]) -> std::result::Result<Self, Box<dyn StdError + Sync + Send>> {
        Ok(Self(Uuid::from_slice(raw)?))
    }

    fn accepts(ty: &Type) -> bool {
        *ty == Type::UUID
    }
}

fn get<'r, T: FromSql<'r>>(row: &'r Row, index: usize, wanted: &str) -> Result<Option<T>> {
    row.try_get::<_, Option<T>>(index).map_err(|_| {
        let found = row.columns().get(index).map_or("absent", |column| column.type_().name());
        wrong_type(index, wanted, found)
    })
}

/// Also reads the narrower integers that functions such as `length` give.
pub fn integer(row: &Row, index: usize) -> Result<Option<i64>> {
    match row.columns().get(index).map(|column| column.type_()) {
        Some(&Type::INT4) => Ok(get::<i32>(row, index, "bigint")?.map(i64::from)),
        Some(&Type::INT2) => Ok(get::<i16>(row, index, "bigint")?.map(i64::from)),
        _ => get(row, index, "bigint"),
    }
}

pub fn real(row: &Row, index: usize) -> Result<Option<f64>> {
    get(row, index, "double precision")
}

pub fn boolean(row: &Row, index: usize) -> Result<Option<bool>> {
    get(row, index, "boolean")
}

pub fn string(row: &Row, index: usize) -> Result<Option<String>> {
    get(row, index, "text")
}

pub fn bytes(row: &Row, index: usize) -> Result<Option<Vec<u8>>> {
    get(row, index, "bytea")
}

pub fn uuid(row: &Row, index: usize) -> Result<Option<Uuid>> {
    Ok(get::<Id>(row, index, "uuid")?.map(|id| id.0))
}

/// What PostgreSQL says, as an error of the seam. Messages about values (classes 22 and 23) are left out, because they
/// can repeat the value.
pub fn engine(error: ::postgres::Error) -> Error {
    let Some(said) = error.as_db_error() else {
        return Error::Engine(StdError::source(&error).map_or(error.to_string(), |cause| format!("{error}: {cause}")));
    };
    let code = said.code();
    if *code == SqlState::UNIQUE_VIOLATION {
        return Error::Exists { table: said.table().unwrap_or_default().to_owned() };
    }
    if [SqlState::LOCK_NOT_AVAILABLE, SqlState::T_R_DEADLOCK_DETECTED, SqlState::T_R_SERIALIZATION_FAILURE]
        .contains(code)
    {
        return Error::Busy;
    }
    let place = [said.table(), said.column(), said.constraint()].into_iter().flatten().collect::<Vec<_>>().join(" ");
    if code.code().starts_with("22") || code.code().starts_with("23") {
        return Error::Engine(format!("a value does not fit ({} {place})", code.code()));
    }
    Error::Engine(format!("{} ({} {place})", said.message(), code.code()))
}

/// Makes the database a configuration names, when the server does not have it.
pub fn make_database(config: &Config) -> Result<()> {
    match config.connect(NoTls) {
        Ok(_) => Ok(()),
        Err(error) if error.code() == Some(&SqlState::INVALID_CATALOG_NAME) => {
            let name = config.get_dbname().unwrap_or_default().replace('"', "\"\"");
            let mut client = config.clone().dbname("postgres").connect(NoTls).map_err(engine)?;
            client
                .batch_execute(&format!("CREATE DATABASE \"{name}\" ENCODING 'UTF8' TEMPLATE template0"))
                .map_err(engine)
        }
        Err(error) => Err(engine(error)),
    }
}
