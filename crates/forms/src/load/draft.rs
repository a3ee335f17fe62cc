//! A kind as read, with the places later checks need.

use super::tree::{Node, Place, Scalar};
use crate::expr::Expression;
use crate::kind::{Field, Kind};

/// A kind read from its tree, before it is compared with the rest of the mission.
pub(super) struct Draft<'n> {
    /// The kind.
    pub(super) kind: Kind,
    /// Its file's tree.
    pub(super) root: &'n Node,
    /// Rows of its survey, groups and repeats entered, in order.
    pub(super) rows: Vec<Row<'n>>,
    /// Expressions in it.
    pub(super) uses: Vec<Use<'n>>,
    /// What it names outside itself.
    pub(super) references: Vec<(Place, Reference)>,
}

/// One row of a survey and where it stands.
pub(super) struct Row<'n> {
    /// Repeats it stands in, outermost first, joined by `/`; empty outside repeats.
    pub(super) scope: String,
    /// Its name.
    pub(super) name: String,
    /// Its mapping.
    pub(super) node: &'n Node,
    /// The field, for a row that is neither group nor repeat.
    pub(super) field: Option<Field>,
    /// True for a repeat.
    pub(super) repeat: bool,
}

impl Row<'_> {
    /// Where a key's value stands, or the row if it has no such key.
    pub(super) fn place(&self, key: &str) -> Place {
        self.node.get(key).map_or(self.node.at, |node| node.at)
    }

    /// The scope of what stands inside this row, if it is a repeat.
    pub(super) fn inner_scope(&self) -> String {
        join(&self.scope, &self.name)
    }
}

/// `a` and `a/b` from a scope and a name.
pub(super) fn join(scope: &str, name: &str) -> String {
    if scope.is_empty() { name.to_owned() } else { format!("{scope}/{name}") }
}

/// An expression in a kind.
pub(super) struct Use<'n> {
    /// The expression.
    pub(super) expression: Expression,
    /// Its text in the file.
    pub(super) scalar: &'n Scalar,
    /// The key it stands under (`relevant`, `calculation`, …).
    pub(super) key: &'static str,
    /// Scope of the row it stands in.
    pub(super) scope: String,
    /// Name of the row; empty for a rule, a task or the kind itself.
    pub(super) row: String,
    /// For a choice filter: the list whose columns plain names mean.
    pub(super) list: Option<String>,
    /// Where it is worked out: forms know fewer functions than rules.
    pub(super) rule: bool,
}

/// Something named that must exist elsewhere.
#[derive(Clone, Debug)]
pub(super) enum Reference {
    /// A code list.
    List(String),
    /// A kind, as a parent.
    Parent(String),
    /// A kind, `user`, `site` or `team`, as the target of a `ref`.
    Target(String),
    /// A kind whose records are made below this one.
    Child(String),
    /// A role.
    Role(String),
    /// A consent purpose.
    Purpose(String),
    /// A stage of this kind.
    Stage(String),
    /// A rule of a shared file.
    Rule(String),
    /// A field of this kind, outside repeats.
    Field(String),
}
