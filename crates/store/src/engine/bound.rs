//! Values on their way to PostgreSQL.

use crate::{Error, Param, Result, schema};
use ::postgres::types::{IsNull, ToSql, Type, to_sql_checked};
use bytes::BytesMut;
use std::error::Error as StdError;
use std::fmt;

/// The type of a column of the schema, and of an array of it.
///
/// # Errors
/// [`Error::Engine`] when the migrations make no such column.
pub fn array_of(table: &str, column: &str) -> Result<(Type, Type)> {
    Ok(match schema::word(table, column)? {
        "uuid" => (Type::UUID, Type::UUID_ARRAY),
        "bigint" => (Type::INT8, Type::INT8_ARRAY),
        "boolean" => (Type::BOOL, Type::BOOL_ARRAY),
        "text" => (Type::TEXT, Type::TEXT_ARRAY),
        "bytea" => (Type::BYTEA, Type::BYTEA_ARRAY),
        "double precision" => (Type::FLOAT8, Type::FLOAT8_ARRAY),
        other => return Err(Error::Engine(format!("column {column} of {table} is {other}"))),
    })
}

/// PostgreSQL's type of a value; `unknown` for NULL, which the server then infers.
pub fn type_of(param: &Param) -> Type {
    match param {
        Param::Text(_) => Type::TEXT,
        Param::Int(_) => Type::INT8,
        Param::Real(_) => Type::FLOAT8,
        Param::Bool(_) => Type::BOOL,
        Param::Bytes(_) => Type::BYTEA,
        Param::Uuid(_) => Type::UUID,
        Param::Null => Type::UNKNOWN,
    }
}

/// Whether a value can be given where `wanted` is expected.
pub fn fits(param: &Param, wanted: &Type) -> bool {
    matches!(param, Param::Null) || type_of(param) == *wanted
}

/// A parameter on its way out. Its `Debug` shows the type alone: the client logs parameters at level debug.
pub struct Bound<'a>(pub &'a Param);

impl fmt::Debug for Bound<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(type_of(self.0).name())
    }
}

impl ToSql for Bound<'_> {
    fn to_sql(&self, ty: &Type, out: &mut BytesMut) -> std::result::Result<IsNull, Box<dyn StdError + Sync + Send>> {
        match self.0 {
            Param::Text(value) => value.as_ref().to_sql(ty, out),
            Param::Int(value) => value.to_sql(ty, out),
            Param::Real(value) => value.to_sql(ty, out),
            Param::Bool(value) => value.to_sql(ty, out),
            Param::Bytes(value) => value.to_sql(ty, out),
            Param::Uuid(value) => {
                out.extend_from_slice(value.as_bytes());
                Ok(IsNull::No)
            }
            Param::Null => Ok(IsNull::Yes),
        }
    }

    /// Every type: a statement is only run with parameters that fit (see `statement`).
    fn accepts(_ty: &Type) -> bool {
        true
    }

    to_sql_checked!();
}
