//! Expressions of forms and rules: ODK's XPath subset, parsed once into a tree.
//!
//! [`Expression::parse`] turns a text into a checked tree, or says at which column it is wrong. The tree is
//! evaluated here and, as JSON, by the browser; `docs/kinds.md` 4 says what each form means.

mod calls;
mod context;
mod date_calls;
mod dates;
mod eval;
mod functions;
mod lexer;
mod number;
mod number_calls;
mod parser;
mod pattern;
mod text_calls;
mod tree;
mod value;

pub use context::{Context, Env, EvalError, Host, MAX_TEXT, NoHost, Reader};
pub use dates::{Days, Moment};
pub use eval::eval;
pub use functions::{Function, Origin, function};
pub use parser::{MAX_LENGTH, MAX_NESTING};
pub use tree::{Expr, Operator, Path, Start};
pub use value::Value;

pub(crate) use dates::{clock_of, day_number};
pub(crate) use functions::distance;
pub(crate) use value::whole;

use serde::{Serialize, Serializer};
use std::collections::BTreeSet;
use std::sync::Arc;

/// A parsed expression with its text and what it reads.
#[derive(Clone, Debug, PartialEq)]
pub struct Expression {
    /// As written.
    pub source: Arc<str>,
    /// The tree.
    pub tree: Arc<Expr>,
    /// Names of the fields it reads with `${…}`.
    pub reads: BTreeSet<String>,
    /// Bare names and last names of paths it reads: columns of a choice, else fields.
    pub names: BTreeSet<String>,
    /// Functions it calls.
    pub calls: BTreeSet<String>,
    /// It reads the answer it belongs to: `.`, or `once(…)`.
    pub current: bool,
    /// It uses `..` or a path.
    pub paths: bool,
}

impl Serialize for Expression {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.source)
    }
}

impl Expression {
    /// Parses `source`. Every function must be known and called with as many arguments as it takes.
    ///
    /// # Errors
    /// A [`ParseError`] with the column of the first thing that is not understood.
    pub fn parse(source: &str) -> Result<Self, ParseError> {
        let (expression, notes) = Self::parse_noting(source)?;
        match notes.into_iter().find(|note| note.kind == NoteKind::Arguments) {
            Some(note) => Err(ParseError { column: note.column, message: note.message, unknown_function: None }),
            None => Ok(expression),
        }
    }

    /// Parses `source` as an importer does: what can be read but deserves a line in the report comes back as
    /// notes. A call with the wrong number of arguments is such a note; evaluating it is an error.
    ///
    /// # Errors
    /// A [`ParseError`] with the column of the first thing that is not understood.
    pub fn parse_noting(source: &str) -> Result<(Self, Vec<Note>), ParseError> {
        let (tree, notes) = parser::parse(source)?;
        Ok((Self::new(source.into(), tree), notes))
    }

    /// The expression that always gives `text`, for a literal default.
    pub fn literal(text: &str) -> Self {
        Self::new(text.into(), Expr::Text(text.into()))
    }

    /// True when the whole expression is one field or `.`, so that, read as yes or no, programs differ on what
    /// a blank answer means (here: no).
    pub fn ambiguous_as_boolean(&self) -> bool {
        parser::ambiguous(&self.tree).is_some()
    }

    fn new(source: Arc<str>, tree: Expr) -> Self {
        let mut expression = Self {
            source,
            tree: Arc::new(Expr::Current),
            reads: BTreeSet::new(),
            names: BTreeSet::new(),
            calls: BTreeSet::new(),
            current: false,
            paths: false,
        };
        expression.note_reads(&tree);
        expression.tree = Arc::new(tree);
        expression
    }

    fn note_reads(&mut self, tree: &Expr) {
        tree.walk(&mut |node| match node {
            Expr::Field(name) => {
                self.reads.insert(name.clone());
            }
            Expr::Current => self.current = true,
            Expr::Name(name) => {
                self.names.insert(name.clone());
            }
            Expr::Path(path) => {
                self.paths = true;
                self.names.extend(path.names.last().cloned());
                if let Start::Field(name) = &path.start {
                    self.reads.insert(name.clone());
                }
            }
            Expr::Call(name, arguments) => {
                self.calls.insert(name.clone());
                self.current |= name == "once";
                if name == "jr:choice-name"
                    && let Some(Expr::Text(field)) = arguments.get(1)
                {
                    self.reads.insert(tree::last_name(field).to_owned());
                }
            }
            Expr::Text(_) | Expr::Number(_) | Expr::Negate(_) | Expr::Chain(..) => {}
        });
    }
}

/// Why a text is not an expression of ours.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("column {column}: {message}")]
pub struct ParseError {
    /// Character at which it goes wrong, from 1.
    pub column: u32,
    /// What is wrong, and what would be right.
    pub message: String,
    /// The function that is not one of ours, when that is the reason.
    pub unknown_function: Option<String>,
}

/// Something an importer should tell about an expression that it could read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// Character it is about, from 1.
    pub column: u32,
    /// What sort of remark it is.
    pub kind: NoteKind,
    /// The remark, in English.
    pub message: String,
}

/// The sorts of [`Note`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoteKind {
    /// Typographic quotes were made straight.
    Quotes,
    /// An answer that may be blank is used as yes or no, on which programs differ; here blank is no.
    BlankAsBoolean,
    /// A function is called with a number of arguments it does not take.
    Arguments,
}

#[cfg(test)]
mod tests;
