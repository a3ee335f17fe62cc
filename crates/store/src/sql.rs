//! Reading and writing rows in one SQL text on both engines.

use crate::{Error, Result};
use std::borrow::Cow;
use uuid::Uuid;

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
    _inner: std::marker::PhantomData<&'a ()>,
}

impl Column<'_> {
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

macro_rules! from_column_todo { ($($t:ty),*) => { $(impl FromColumn for $t {
    fn from_column(_row: &Column<'_>, _index: usize) -> Result<Self> { unimplemented!() }
})* } }
from_column_todo!(
    String,
    i64,
    f64,
    bool,
    Vec<u8>,
    Uuid,
    Option<String>,
    Option<i64>,
    Option<f64>,
    Option<Uuid>,
    Option<Vec<u8>>
);

/// Reading: a snapshot on SQLite, single statements on PostgreSQL.
pub struct Reads<'a> {
    _inner: std::marker::PhantomData<&'a mut ()>,
}

impl Reads<'_> {
    /// All rows of `sql`, each turned by `row`.
    ///
    /// # Errors
    /// What the engine says, or what `row` says.
    pub fn all<T>(&mut self, sql: &str, params: &[Param], row: impl FnMut(&Column<'_>) -> Result<T>) -> Result<Vec<T>> {
        let _ = (sql, params, row);
        unimplemented!()
    }

    /// The first row of `sql`, if there is one.
    ///
    /// # Errors
    /// What the engine says, or what `row` says.
    pub fn first<T>(
        &mut self,
        sql: &str,
        params: &[Param],
        row: impl FnMut(&Column<'_>) -> Result<T>,
    ) -> Result<Option<T>> {
        let _ = (sql, params, row);
        unimplemented!()
    }

    /// Hands each row of `sql` to `row` without keeping them; for exports and verification.
    ///
    /// # Errors
    /// What the engine says, or what `row` says; an error of `row` stops the reading.
    pub fn each<E: From<Error>>(
        &mut self,
        sql: &str,
        params: &[Param],
        row: impl FnMut(&Column<'_>) -> std::result::Result<(), E>,
    ) -> std::result::Result<(), E> {
        let _ = (sql, params, row);
        unimplemented!()
    }
}

/// Writing outside the ledger, in one transaction; also reads.
pub struct Writes<'a> {
    _inner: std::marker::PhantomData<&'a mut ()>,
}

impl Writes<'_> {
    /// Runs `sql`; gives the number of rows it touched.
    ///
    /// # Errors
    /// What the engine says.
    pub fn run(&mut self, sql: &str, params: &[Param]) -> Result<u64> {
        let _ = (sql, params);
        unimplemented!()
    }

    /// Reading within the transaction.
    pub fn reads(&mut self) -> &mut Reads<'_> {
        unimplemented!()
    }

    /// Adds rows to the access log of `tenant`, chained after the ones before (head locked as for a change).
    ///
    /// # Errors
    /// What the engine says.
    pub fn access(&mut self, tenant: i64, rows: &[crate::change::NewAccess]) -> Result<()> {
        let _ = (tenant, rows);
        unimplemented!()
    }
}
