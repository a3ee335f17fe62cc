//! Expressions of forms and rules: ODK's XPath subset, parsed once into a tree.

use serde::{Serialize, Serializer};
use std::collections::BTreeSet;
use std::sync::Arc;

/// A parsed expression with its text and the fields it reads.
#[derive(Clone, Debug, PartialEq)]
pub struct Expression {
    /// As written.
    pub source: Arc<str>,
    /// The tree.
    pub tree: Arc<Expr>,
    /// Names of the fields it reads with `${…}`.
    pub reads: BTreeSet<String>,
}

impl Serialize for Expression {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.source)
    }
}

/// The tree of an expression. Its JSON is what the browser evaluates.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Expr;
