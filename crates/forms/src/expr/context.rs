//! What an expression is evaluated in: answers, the row, the environment.

use super::Value;
use calendar::Table;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// Where an expression stands.
#[derive(Clone)]
pub struct Context<'a> {
    /// The answers.
    pub answers: &'a dyn Reader,
    /// Path of the row of a repeat it stands in, `repeat/<row id>` to any depth; empty outside repeats.
    pub row: &'a str,
    /// What `.` is.
    pub current: Value,
    /// Columns of the choice looked at by a choice filter; a bare name means one of them before it means a field.
    pub columns: Option<&'a BTreeMap<String, String>>,
    /// What does not depend on the record.
    pub env: &'a Env<'a>,
}

/// What expressions may know beside the record. Nothing here is read from the system: callers hand it in.
#[derive(Clone)]
pub struct Env<'a> {
    /// The day `today()` gives.
    pub today: Date,
    /// The moment `now()` gives, at the offset of `zone`.
    pub now: Timestamp,
    /// The site's time zone.
    pub zone: TimeZone,
    /// Source of `uuid()`.
    pub uuid: &'a dyn Fn() -> Uuid,
    /// `setting('name')`.
    pub settings: &'a BTreeMap<String, serde_json::Value>,
    /// Roles that `role('name')` is true for.
    pub roles: &'a BTreeSet<String>,
    /// Language of `jr:choice-name()` and of month names.
    pub language: &'a str,
    /// Month lengths of Bikram Sambat.
    pub table: &'a Table,
    /// Answers the functions of rules.
    pub host: &'a dyn Host,
}

/// Gives the answers an expression reads.
pub trait Reader {
    /// What `${name}` stands for, seen from `row`: one value in the same row or outside of repeats, else
    /// [`Value::Nodes`] with one value a row. `None` when there is no such field.
    fn field(&self, name: &str, row: &str) -> Option<Value>;

    /// Paths of the rows of the repeat `name` that belong to the place `row`, in order. `None` when there is no such
    /// repeat.
    fn rows(&self, name: &str, row: &str) -> Option<Vec<String>>;

    /// The number of a row among its repeat's rows, from 1.
    fn position(&self, row: &str) -> Option<usize>;

    /// The label of a code of a field's list.
    fn choice_name(&self, field: &str, code: &str, language: &str) -> Option<String>;

    /// `unknown`, `not_asked` or `refused`, when that was answered.
    fn missing(&self, field: &str, row: &str) -> Option<String>;
}

/// Answers the functions that need more than the record: `records latest count-of consent person approvals
/// distinct-approvers working-days-since ref`.
pub trait Host {
    /// The value of `function` called with these arguments.
    ///
    /// # Errors
    /// [`EvalError::NotHere`] when it cannot be known here, or another [`EvalError`].
    fn call(&self, function: &str, arguments: &[Value]) -> Result<Value, EvalError>;
}

/// A host that knows nothing: for forms away from their records.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoHost;

impl Host for NoHost {
    fn call(&self, function: &str, _arguments: &[Value]) -> Result<Value, EvalError> {
        Err(EvalError::NotHere(function.to_owned()))
    }
}

/// Why an expression has no value.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EvalError {
    /// A text, number or boolean where a date that exists is needed.
    #[error("'{0}' is not a date that exists; write year-month-day, as 2024-01-31")]
    NotADate(String),
    /// A sign of a date format that is not known.
    #[error("'{0}' is not a sign of a date format")]
    Format(String),
    /// A pattern that is not supported, and why.
    #[error("the pattern '{0}' cannot be used: {1}")]
    Pattern(String, String),
    /// A function called with a number of arguments it does not take.
    #[error("{0}() is called with a number of arguments it does not take")]
    Arguments(String),
    /// A field that the form does not have.
    #[error("there is no field or repeat named {0} here")]
    NoSuchField(String),
    /// A setting that the mission does not have.
    #[error("there is no setting named {0}")]
    NoSuchSetting(String),
    /// A function that only a record's surroundings can answer.
    #[error("{0}() is worked out when the record is saved")]
    NotHere(String),
    /// A text longer than [`MAX_TEXT`].
    #[error("the text it gives is longer than {MAX_TEXT} bytes")]
    TooLong,
    /// Anything else a host has to say.
    #[error("{0}")]
    Host(String),
}

/// Longest text an expression may build, in bytes.
pub const MAX_TEXT: usize = 1024 * 1024;
