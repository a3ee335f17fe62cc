//! Reading and writing rows in one SQL text on both engines.

use crate::change::{NewAccess, Table};
use crate::engine::{Connection, Row, postgres, sqlite};
use crate::rows::{Rows, Taken};
use crate::{Error, Result, access};
use std::borrow::Cow;
use uuid::Uuid;

/// A SQL text in the subset of `docs/sql.md`. Every text in a `sql!` is prepared on both engines, and its plan checked,
/// by `testing::check_texts`, which also finds texts that are not in one.
#[macro_export]
macro_rules! sql {
    ($text:literal) => {
        $text
    };
}
pub(crate) use sql;

/// A value bound to `$n`.
#[derive(Clone, Debug, PartialEq)]
pub enum Param {
    /// text
    Text(Cow<'static, str>),
    /// bigint
    Int(i64),
    /// double precision
    Real(f64),
    /// boolean
    Bool(bool),
    /// bytea
    Bytes(Vec<u8>),
    /// uuid
    Uuid(Uuid),
    /// NULL of any type
    Null,
}

macro_rules! into_param {
    ($($from:ty => $make:expr),* $(,)?) => { $(impl From<$from> for Param {
        fn from(value: $from) -> Self { $make(value) }
    })* };
}
into_param! {
    &'static str => |v| Self::Text(Cow::Borrowed(v)),
    String => |v| Self::Text(Cow::Owned(v)),
    i64 => Self::Int,
    f64 => Self::Real,
    bool => Self::Bool,
    Vec<u8> => Self::Bytes,
    Uuid => Self::Uuid,
}

impl<T: Into<Param>> From<Option<T>> for Param {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

/// One row of an answer; columns are read by position from 0.
pub struct Column<'a> {
    row: Row<'a>,
}

impl<'a> Column<'a> {
    pub(crate) fn new(row: Row<'a>) -> Self {
        Self { row }
    }

    /// The value of column `index`.
    ///
    /// # Errors
    /// [`Error::Engine`] when the column is not of that type.
    pub fn get<T: FromColumn>(&self, index: usize) -> Result<T> {
        T::from_column(self, index)
    }
}

/// What a column can be read as: `String`, `i64`, `f64`, `bool`, `Vec<u8>`, `Uuid`, and `Option` of each.
pub trait FromColumn: Sized {
    /// Reads column `index` of `row`.
    ///
    /// # Errors
    /// [`Error::Engine`] when the column is not of that type.
    fn from_column(row: &Column<'_>, index: usize) -> Result<Self>;
}

macro_rules! from_column {
    ($($kind:ty => $read:ident),* $(,)?) => { $(
        impl FromColumn for Option<$kind> {
            fn from_column(row: &Column<'_>, index: usize) -> Result<Self> {
                match row.row {
                    Row::Sqlite(inner) => sqlite::$read(inner, index),
                    Row::Postgres(inner) => postgres::$read(inner, index),
                }
            }
        }

        impl FromColumn for $kind {
            fn from_column(row: &Column<'_>, index: usize) -> Result<Self> {
                Option::<$kind>::from_column(row, index)?
                    .ok_or_else(|| Error::Engine(format!("column {index} is NULL, not {}", stringify!($read))))
            }
        }
    )* };
}
from_column! {
    String => string,
    i64 => integer,
    f64 => real,
    bool => boolean,
    Vec<u8> => bytes,
    Uuid => uuid,
}

/// Reading: a snapshot on SQLite, single statements on PostgreSQL.
pub struct Reads<'a> {
    connection: &'a mut Connection,
}

impl<'a> Reads<'a> {
    pub(crate) fn new(connection: &'a mut Connection) -> Self {
        Self { connection }
    }

    pub(crate) fn connection(&mut self) -> &mut Connection {
        self.connection
    }

    /// All rows of `sql`, each turned by `row`.
    ///
    /// # Errors
    /// What the engine says, or what `row` says.
    pub fn all<T>(
        &mut self,
        sql: &str,
        params: &[Param],
        mut row: impl FnMut(&Column<'_>) -> Result<T>,
    ) -> Result<Vec<T>> {
        let mut found = Vec::new();
        self.connection.each(sql, params, |column| {
            found.push(row(column)?);
            Ok::<_, Error>(true)
        })?;
        Ok(found)
    }

    /// The first row of `sql`, if there is one.
    ///
    /// # Errors
    /// What the engine says, or what `row` says.
    pub fn first<T>(
        &mut self,
        sql: &str,
        params: &[Param],
        mut row: impl FnMut(&Column<'_>) -> Result<T>,
    ) -> Result<Option<T>> {
        let mut found = None;
        self.connection.each(sql, params, |column| {
            found = Some(row(column)?);
            Ok::<_, Error>(false)
        })?;
        Ok(found)
    }

    /// Hands each row of `sql` to `row` without keeping them; for exports and verification.
    ///
    /// # Errors
    /// What the engine says, or what `row` says; an error of `row` stops the reading.
    pub fn each<E: From<Error>>(
        &mut self,
        sql: &str,
        params: &[Param],
        mut row: impl FnMut(&Column<'_>) -> std::result::Result<(), E>,
    ) -> std::result::Result<(), E> {
        self.connection.each(sql, params, |column| row(column).map(|()| true))
    }
}

/// Writing outside the ledger, in one transaction; also reads.
pub struct Writes<'a> {
    reads: Reads<'a>,
    now: i64,
}

impl<'a> Writes<'a> {
    pub(crate) fn new(connection: &'a mut Connection, now: i64) -> Self {
        Self { reads: Reads::new(connection), now }
    }

    /// Microseconds since 1970 when the transaction began, by the store's clock.
    pub fn now(&self) -> i64 {
        self.now
    }

    /// Runs `sql`; gives the number of rows it touched.
    ///
    /// # Errors
    /// What the engine says; [`Error::Exists`] when a unique key is taken.
    pub fn run(&mut self, sql: &str, params: &[Param]) -> Result<u64> {
        self.reads.connection.run(sql, params)
    }

    /// Adds rows to a table, each with the values of its columns after the tenant, by one statement.
    ///
    /// # Errors
    /// What the engine says; [`Error::Exists`] when a key is taken.
    pub fn add(&mut self, table: &'static Table, tenant: i64, rows: Vec<Vec<Param>>) -> Result<()> {
        let mut all = Rows::new(table);
        for row in rows {
            all.push(tenant, row);
        }
        all.insert(self.reads.connection, Taken::Fail)
    }

    /// Reading within the transaction.
    pub fn reads(&mut self) -> &mut Reads<'a> {
        &mut self.reads
    }

    /// Adds rows to the access log of `tenant`, chained after the ones before (head locked as for a change).
    ///
    /// # Errors
    /// What the engine says.
    pub fn access(&mut self, tenant: i64, rows: &[NewAccess]) -> Result<()> {
        access::write(self.reads.connection, tenant, self.now, rows)
    }
}

/// Longer lists are rare, and filled up they could pass what a statement takes.
const FILLED_UP_MAX: usize = 1_024;

/// Placeholders for a list, `($2, $3, …)`, pushing its items on `params`: `sql!("… IN {}")` texts are made with it.
/// A list of up to 1,024 items is filled up to the next power of two with its last one, so that few different texts
/// arise; an empty one gives `(NULL)`, which nothing is in.
pub fn list(params: &mut Vec<Param>, items: impl IntoIterator<Item = Param>) -> String {
    let first = params.len();
    params.extend(items);
    let count = params.len() - first;
    let Some(last) = params.last().filter(|_| count > 0).cloned() else {
        return "(NULL)".into();
    };
    if count <= FILLED_UP_MAX {
        params.resize(first + count.next_power_of_two(), last);
    }
    let places: Vec<String> = (first + 1..=params.len()).map(|number| format!("${number}")).collect();
    format!("({})", places.join(", "))
}
