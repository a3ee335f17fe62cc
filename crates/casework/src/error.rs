//! What can go wrong, in the words of those who meet it. One place in `web` turns it into an answer.

use forms::Label;
use forms::answers::FieldError;
use serde_json::Value;
use uuid::Uuid;

/// Result of casework.
pub type Result<T> = std::result::Result<T, Error>;

/// Why something was not done. Nothing was saved then.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// It does not exist, or is not open to this actor: the same answer for both.
    #[error("not found, or not open to you")]
    NotFound,
    /// It is visible, but this may not be done with it.
    #[error("you may see this but not {right} it")]
    Forbidden {
        /// The right that is missing (`change`, `move`, `write:legal`, `manage:users`).
        right: String,
    },
    /// Answers are not as the form asks.
    #[error("{} answers need another look", .0.len())]
    Invalid(Vec<FieldError>),
    /// A rule of the kind is not met.
    #[error("a rule is not met")]
    Refused(Vec<Broken>),
    /// Someone changed the same fields meanwhile.
    #[error("{} fields were changed by someone else meanwhile", .0.len())]
    Stale(Vec<Clash>),
    /// What was asked for makes no sense (an unknown kind, a stage that cannot be reached, a broken id).
    #[error("{0}")]
    Request(String),
    /// Too much is going on; try again shortly.
    #[error("too much is going on; try again in a moment")]
    Busy,
    /// A fault of the program or of the stored data.
    #[error("{0}")]
    Store(store::Error),
}

/// A rule that is not met.
#[derive(Clone, Debug, PartialEq)]
pub struct Broken {
    /// Id of the rule.
    pub rule: String,
    /// What people are told.
    pub message: Label,
    /// Fields it stands beside.
    pub fields: Vec<String>,
    /// True when a typed reason lets it pass.
    pub reason: bool,
}

/// One field that two people changed from the same version.
#[derive(Clone, Debug, PartialEq)]
pub struct Clash {
    /// The record.
    pub record: Uuid,
    /// The field's path.
    pub path: String,
    /// What stands there now; absent when it is blank.
    pub theirs: Option<Value>,
    /// What this person wanted there.
    pub yours: Option<Value>,
    /// Who wrote what stands there, and when (microseconds).
    pub by: Uuid,
    /// When it was written, microseconds.
    pub at: i64,
}

impl From<store::Error> for Error {
    fn from(error: store::Error) -> Self {
        match error {
            store::Error::Busy => Self::Busy,
            other => Self::Store(other),
        }
    }
}
