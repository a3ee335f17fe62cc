//! What an import says of the sheet it read: lines for what was changed, kept apart or left out, and
//! refusals for what cannot be taken.

use crate::Fault;
use std::fmt;

/// One thing the person who imports should know. Nothing is dropped without such a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Sheet of the workbook.
    pub sheet: String,
    /// Row from 1; 0 when the whole sheet is meant.
    pub row: u32,
    /// Column from 1; 0 when the whole row is meant.
    pub column: u32,
    /// The text it is about, as it stands in the sheet.
    pub text: String,
    /// What happened to it.
    pub what: What,
}

/// What happened to a part of an imported sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// An expression calls a function we do not have: kept apart in `other`, the field comes in.
    UnknownFunction(String),
    /// An expression is not understood, for this reason: kept apart in `other`, the field comes in.
    NotUnderstood(String),
    /// A column whose meaning is not known: its cells are kept in `other` and go out again on export.
    UnknownColumn,
    /// A sheet that is no part of an XLSForm.
    UnknownSheet,
    /// A cell below no heading.
    NoHeading,
    /// A row without type and name: a remark, not a question.
    Remark,
    /// A row whose cells are all worked out by formulas: no record.
    OnlyFormulas,
    /// A row switched off by the column `disabled`.
    Disabled,
    /// A type of another program: kept, but not asked.
    ForeignType,
    /// Old or unusual words for a type, read as this one.
    ReadAs(String),
    /// Typographic quotes made straight in an expression.
    Quotes,
    /// Outer blanks taken off a code or a name.
    Trimmed,
    /// A name that was taken in its scope, or that cannot be a name with us: renamed to this.
    Renamed(String),
    /// A reference by a name that stands twice: read as the nearest one, which is called this.
    Nearest(String),
    /// `or_other`: a code `other` and a field for its text were added, called this.
    OrOther(String),
    /// A loop over a list: one group a code, so many.
    Loop(usize),
    /// Texts without a language, taken to be in this one because the form does not say.
    Language(String),
    /// A language not known by name, given this tag.
    LanguageTag(String),
    /// A second text for the same language and place; the other one was taken.
    SecondText,
    /// A blank answer read as true or false counts as false here; other programs disagree.
    BlankAsFalse,
    /// A list for large selects in a sheet of its own, taken as a list like others.
    ExternalList,
    /// Macros, which are never run or kept.
    Macros,
}

impl fmt::Display for What {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownFunction(name) => {
                write!(
                    f,
                    "the function {name}() is not known here; the expression is kept apart, its field comes in without it"
                )
            }
            Self::NotUnderstood(why) => {
                write!(f, "not understood ({why}); the expression is kept apart, its field comes in without it")
            }
            Self::UnknownColumn => write!(f, "column not known; its cells are kept and go out again on export"),
            Self::UnknownSheet => write!(f, "sheet is no part of a form and was not read"),
            Self::NoHeading => write!(f, "cell below no heading, left out"),
            Self::Remark => write!(f, "row without type and name, taken for a remark and left out"),
            Self::OnlyFormulas => write!(f, "row of formulas alone, left out"),
            Self::Disabled => write!(f, "row switched off in column disabled, left out"),
            Self::ForeignType => write!(f, "type of another program; kept, but not asked here"),
            Self::ReadAs(name) => write!(f, "type read as {name}"),
            Self::Quotes => write!(f, "typographic quotes made straight"),
            Self::Trimmed => write!(f, "outer blanks taken off"),
            Self::Renamed(name) => write!(f, "renamed to {name}, for the name is taken or cannot be used"),
            Self::Nearest(name) => write!(f, "name stands more than once; read as the nearest one, {name}"),
            Self::OrOther(name) => write!(f, "code other and field {name} added for its text"),
            Self::Loop(count) => write!(f, "loop written out as {count} groups, one a code"),
            Self::Language(tag) => write!(f, "no language given; taken to be {tag}"),
            Self::LanguageTag(tag) => write!(f, "language not known by name; its tag is {tag}"),
            Self::SecondText => write!(f, "second text for the same language; the other one was taken"),
            Self::BlankAsFalse => {
                write!(f, "an answer used as true or false: a blank one counts as false here, elsewhere perhaps not")
            }
            Self::ExternalList => write!(f, "list of external choices taken as a list like others"),
            Self::Macros => write!(f, "the workbook has macros; they were neither run nor kept"),
        }
    }
}

impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "[{}]", self.sheet)?;
        if self.row > 0 {
            write!(f, ":{}", self.row)?;
        }
        if self.column > 0 {
            write!(f, ":{}", self.column)?;
        }
        write!(f, ": {} ({:?})", self.what, self.text)
    }
}

/// Why a workbook was not taken as a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It is a table of cases, not a form: the import of rows takes it.
    TableOfRows {
        /// Sheet with the table.
        sheet: String,
        /// Its headings.
        headings: Vec<String>,
    },
    /// It is a form with faults, or no form at all; each fault names its place and what would be right.
    Faults(Vec<Fault>),
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TableOfRows { sheet, headings } => write!(
                f,
                "sheet {sheet:?} is a table of rows ({}), not a form; import it as records",
                headings.iter().take(5).map(String::as_str).collect::<Vec<_>>().join(", ")
            ),
            Self::Faults(faults) => {
                for (index, fault) in faults.iter().enumerate() {
                    write!(f, "{}{fault}", if index > 0 { "\n" } else { "" })?;
                }
                Ok(())
            }
        }
    }
}

impl std::error::Error for Refusal {}

/// Faults beyond this many are not listed: the rest follow from the same cause.
const MAX_FAULTS: usize = 200;
/// Lines beyond this many are not kept, so that a hostile sheet cannot make a report of gigabytes.
const MAX_LINES: usize = 20_000;

/// Lines and faults of one import as they arise.
#[derive(Debug, Default)]
pub(super) struct Report {
    /// Name of the file.
    pub file: String,
    /// What people should know.
    pub lines: Vec<Line>,
    /// What forbids the import.
    pub faults: Vec<Fault>,
}

/// A place in a sheet.
#[derive(Clone, Copy, Debug)]
pub(super) struct At<'a> {
    /// Sheet.
    pub sheet: &'a str,
    /// Row from 1, or 0.
    pub row: u32,
    /// Column from 1, or 0.
    pub column: u32,
}

/// The place in `sheet` at `row` and `column`.
pub(super) fn at(sheet: &str, row: u32, column: u32) -> At<'_> {
    At { sheet, row, column }
}

impl Report {
    /// Notes what happened to `text` at a place.
    pub(super) fn line(&mut self, place: At<'_>, text: &str, what: What) {
        if self.lines.len() < MAX_LINES {
            let (sheet, text) = (place.sheet.into(), text.into());
            self.lines.push(Line { sheet, row: place.row, column: place.column, text, what });
        }
    }

    /// Notes a fault at a place.
    pub(super) fn fault(&mut self, place: At<'_>, message: impl Into<String>) {
        if self.faults.len() < MAX_FAULTS {
            let sheet = (!place.sheet.is_empty()).then(|| place.sheet.to_owned());
            let (file, message) = (self.file.clone(), message.into());
            self.faults.push(Fault { file, sheet, line: place.row, column: place.column, message });
        }
    }
}
