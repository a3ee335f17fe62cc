//! The tree of an expression and its JSON, which the browser's evaluator walks.

use serde::ser::SerializeSeq;
use serde::{Serialize, Serializer};

/// The tree of an expression.
///
/// Its JSON is a text or a number for a literal, else an array whose first element says what it is:
/// `["$", name]` a field · `["."]` the answer itself · `["name", name]` a bare name · `["path", start, names…]` with
/// `start` `"/"`, the number of `..`, or `["$", name]` · `["-", x]` · `["op", a, "+", b, "-", c]`, read from the left ·
/// `["call", function, arguments…]`.
#[derive(Clone, Debug, PartialEq)]
pub enum Expr {
    /// A text in quotes.
    Text(String),
    /// A number.
    Number(f64),
    /// `${name}`.
    Field(String),
    /// `.`, the answer the expression belongs to.
    Current,
    /// A bare name: a column of the choice looked at, else a field.
    Name(String),
    /// `..`, `../name`, `/form/group/name`, `${repeat}/name`.
    Path(Path),
    /// Unary minus.
    Negate(Box<Expr>),
    /// Operators of one precedence in a row, read from the left. Flat, so that a long row is not a deep tree.
    Chain(Box<Expr>, Vec<(Operator, Expr)>),
    /// A function with its arguments.
    Call(String, Vec<Expr>),
}

/// A path to a field or a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Path {
    /// Where it begins.
    pub start: Start,
    /// The names that follow; none for `..`.
    pub names: Vec<String>,
}

/// Where a path begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Start {
    /// At the form.
    Root,
    /// So many levels up (`..`) from the field; 0 for a path that begins with a name.
    Up(u32),
    /// At a field or repeat, `${name}/…`.
    Field(String),
}

/// A binary operator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are the operators' own")]
pub enum Operator {
    Or,
    And,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Add,
    Subtract,
    Multiply,
    Divide,
    Modulo,
}

impl Operator {
    /// As written.
    pub fn text(self) -> &'static str {
        match self {
            Self::Or => "or",
            Self::And => "and",
            Self::Equal => "=",
            Self::NotEqual => "!=",
            Self::Less => "<",
            Self::LessOrEqual => "<=",
            Self::Greater => ">",
            Self::GreaterOrEqual => ">=",
            Self::Add => "+",
            Self::Subtract => "-",
            Self::Multiply => "*",
            Self::Divide => "div",
            Self::Modulo => "mod",
        }
    }

    /// How tightly it binds, from 1 (`or`) to 6 (`*`), as in XPath 1.0 section 3.
    pub(super) fn precedence(self) -> u8 {
        match self {
            Self::Or => 1,
            Self::And => 2,
            Self::Equal | Self::NotEqual => 3,
            Self::Less | Self::LessOrEqual | Self::Greater | Self::GreaterOrEqual => 4,
            Self::Add | Self::Subtract => 5,
            Self::Multiply | Self::Divide | Self::Modulo => 6,
        }
    }
}

impl Expr {
    /// Calls `visit` with this node and each node below it.
    pub fn walk(&self, visit: &mut impl FnMut(&Expr)) {
        visit(self);
        match self {
            Self::Negate(inner) => inner.walk(visit),
            Self::Chain(first, rest) => {
                first.walk(visit);
                for (_, operand) in rest {
                    operand.walk(visit);
                }
            }
            Self::Call(_, arguments) => {
                for argument in arguments {
                    argument.walk(visit);
                }
            }
            Self::Text(_) | Self::Number(_) | Self::Field(_) | Self::Current | Self::Name(_) | Self::Path(_) => {}
        }
    }
}

/// The field a reference written as a text means: `${name}`, a path's last name, or the name itself.
pub(super) fn last_name(reference: &str) -> &str {
    let reference = reference.trim();
    let inner = reference.strip_prefix("${").and_then(|rest| rest.strip_suffix('}')).unwrap_or(reference);
    inner.rsplit('/').next().unwrap_or(inner).trim()
}

impl Serialize for Expr {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(text) => serializer.serialize_str(text),
            Self::Number(number) => serializer.serialize_f64(*number),
            Self::Field(name) => ("$", name).serialize(serializer),
            Self::Current => ["."; 1].serialize(serializer),
            Self::Name(name) => ("name", name).serialize(serializer),
            Self::Path(path) => path.serialize(serializer),
            Self::Negate(inner) => ("-", inner).serialize(serializer),
            Self::Chain(first, rest) => {
                let mut seq = serializer.serialize_seq(Some(2 + 2 * rest.len()))?;
                seq.serialize_element("op")?;
                seq.serialize_element(first)?;
                for (operator, operand) in rest {
                    seq.serialize_element(operator.text())?;
                    seq.serialize_element(operand)?;
                }
                seq.end()
            }
            Self::Call(name, arguments) => {
                let mut seq = serializer.serialize_seq(Some(2 + arguments.len()))?;
                seq.serialize_element("call")?;
                seq.serialize_element(name)?;
                for argument in arguments {
                    seq.serialize_element(argument)?;
                }
                seq.end()
            }
        }
    }
}

impl Serialize for Path {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut seq = serializer.serialize_seq(Some(2 + self.names.len()))?;
        seq.serialize_element("path")?;
        match &self.start {
            Start::Root => seq.serialize_element("/")?,
            Start::Up(levels) => seq.serialize_element(levels)?,
            Start::Field(name) => seq.serialize_element(&("$", name))?,
        }
        for name in &self.names {
            seq.serialize_element(name)?;
        }
        seq.end()
    }
}
