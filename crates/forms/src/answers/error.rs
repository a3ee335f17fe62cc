//! What is wrong with an answer.

use crate::label::Label;
use calendar::DateError;
use serde::{Serialize, Serializer};

/// One answer that is not accepted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FieldError {
    /// Path of the answer; empty when what was sent as one cannot be one, so that an answer put in its place is not
    /// repeated.
    pub path: String,
    /// What is wrong.
    pub code: ErrorCode,
    /// The form's own words for it; empty when it has none and the program's are to be used.
    pub message: Label,
}

/// What is wrong, for the program's own words in every language. Its text form is English.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ErrorCode {
    /// It must be answered.
    #[error("an answer is required")]
    Required,
    /// The form's condition on the answer is not met.
    #[error("the answer does not meet the form's condition")]
    Constraint,
    /// It is of another type; what is expected, in English.
    #[error("{0} is expected")]
    Type(&'static str),
    /// It is not a date; why.
    #[error("{0}")]
    Date(DateError),
    /// It is not one of the codes.
    #[error("'{0}' is not one of the choices")]
    Code(String),
    /// It is a code that may not be used now.
    #[error("'{0}' is not in use on this day")]
    CodeNotInUse(String),
    /// It is a code that is not offered beside the other answers.
    #[error("'{0}' does not go with the other answers")]
    CodeFiltered(String),
    /// `other` is answered and its text is not.
    #[error("write what the other is")]
    OtherText,
    /// It lies outside the range; first, last, step.
    #[error("a number from {0} to {1} in steps of {2} is expected")]
    Range(String, String, String),
    /// The text is too long; its limit in bytes.
    #[error("the text is longer than {0} bytes")]
    TooLong(usize),
    /// There are too many rows; their limit.
    #[error("there are more than {0} rows")]
    TooManyRows(usize),
    /// The form has no such path; the nearest name, or nothing.
    #[error("the form has no such field{}", nearest(.0))]
    UnknownField(String),
    /// A row's id is not a UUID in lower case.
    #[error("the id of a row is a UUID in lower case")]
    RowId,
    /// A condition, calculation or filter of the form cannot be worked out; why.
    #[error("the form's expression fails: {0}")]
    Expression(String),
}

impl ErrorCode {
    /// A stable name for the program's texts and for clients.
    pub fn key(&self) -> &'static str {
        match self {
            Self::Required => "required",
            Self::Constraint => "constraint",
            Self::Type(_) => "type",
            Self::Date(_) => "date",
            Self::Code(_) => "code",
            Self::CodeNotInUse(_) => "code_not_in_use",
            Self::CodeFiltered(_) => "code_filtered",
            Self::OtherText => "other_text",
            Self::Range(..) => "range",
            Self::TooLong(_) => "too_long",
            Self::TooManyRows(_) => "too_many_rows",
            Self::UnknownField(_) => "unknown_field",
            Self::RowId => "row_id",
            Self::Expression(_) => "expression",
        }
    }
}

impl Serialize for ErrorCode {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.key())
    }
}

impl FieldError {
    /// An error the form has no words of its own for.
    pub(super) fn new(path: impl Into<String>, code: ErrorCode) -> Self {
        let path: String = path.into();
        let named =
            path.len() <= 500 && path.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-./".contains(&byte));
        Self { path: if named { path } else { String::new() }, code, message: Label::default() }
    }
}

fn nearest(name: &str) -> String {
    if name.is_empty() { String::new() } else { format!("; did you mean {name}?") }
}
