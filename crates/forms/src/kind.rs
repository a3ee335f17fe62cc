//! A kind of record: its form, compartments, stages, rules and labels, as loaded and checked.

mod kept;
mod paths;

use crate::expr::Expression;
use crate::label::Label;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

pub use crate::rule::{Event, Otherwise, Rule, TaskRule};
pub use kept::Kept;

/// Which part of a record a field belongs to. Everything but `Open` is sealed before it is stored.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Compartment {
    /// Coded, non-identifying.
    #[default]
    Open,
    /// Who she is and where.
    Identity,
    /// Legal file.
    Legal,
    /// Health.
    Health,
    /// Psychological notes.
    Mind,
    /// Suspects, recruiters, routes.
    Network,
    /// A story told for the public, before it is published.
    Story,
    /// Self-declared ethnicity, for equality figures alone.
    Equality,
    /// Words of the community's members.
    Member,
}

impl Compartment {
    /// All of them, `Open` first.
    pub const ALL: [Self; 9] = [
        Self::Open,
        Self::Identity,
        Self::Legal,
        Self::Health,
        Self::Mind,
        Self::Network,
        Self::Story,
        Self::Equality,
        Self::Member,
    ];

    /// Its name as written in the grammar.
    pub fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Identity => "identity",
            Self::Legal => "legal",
            Self::Health => "health",
            Self::Mind => "mind",
            Self::Network => "network",
            Self::Story => "story",
            Self::Equality => "equality",
            Self::Member => "member",
        }
    }

    /// The compartment of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|c| c.name() == name)
    }
}

/// What a record is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum About {
    /// A person.
    Person,
    /// A household.
    Household,
    /// An organisation.
    Organisation,
    /// Nobody.
    #[default]
    None,
}

/// One kind of record. Immutable once loaded.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Kind {
    /// File name without ending; unique over all strands.
    pub name: String,
    /// Folder: `prevention`, `protection`, `reintegration`, `training`, `advocacy`, `shared`, `site`.
    pub strand: String,
    /// What people call it.
    pub label: Label,
    /// One line that says what it is for, shown on empty lists.
    pub hint: Label,
    /// Text of a record in headings, links and pickers.
    pub title: Option<Expression>,
    /// What it is about.
    pub about: About,
    /// Kinds it can hang under; empty for a kind that stands alone.
    pub parent: Vec<String>,
    /// What grants name it by.
    pub group: String,
    /// How long it is kept.
    pub retain: Option<Retain>,
    /// Columns, order and filters of its list.
    pub list: ListSpec,
    /// Stages in order; empty for a kind without stages.
    pub stages: Vec<Stage>,
    /// The form.
    pub survey: Vec<Item>,
    /// Rules of this kind and of shared rule files that name it.
    pub rules: Vec<Rule>,
    /// Tasks raised by events (run with casework).
    pub tasks: Vec<TaskRule>,
    /// Mapping to other standards: standard → our field → its field.
    pub export: BTreeMap<String, BTreeMap<String, String>>,
    /// Name of the number series given at acceptance (`case`), if numbered.
    pub number: Option<String>,
    /// At most one current record of these values.
    pub unique: Vec<String>,
    /// When a record counts as current.
    pub valid: Option<Expression>,
    /// Makes or extends the person from a flat form.
    pub claims: Option<Claims>,
    /// Typed links to other records.
    pub links: BTreeMap<String, LinkKind>,
    /// True when fields may hold one answer a language.
    pub translated: bool,
    /// True when publishing freezes what visitors read.
    pub publishes: bool,
    /// Whether siblings see each other's records.
    pub visible: Visible,
    /// XLSForm settings and columns we keep but do not interpret, for round trips.
    pub settings: BTreeMap<String, String>,
    /// SHA-256 of the canonical JSON of the effective definition, hexadecimal.
    pub hash: String,
    /// What is worked out of the rest when it is first needed.
    #[serde(skip)]
    pub kept: Kept,
}

/// Whether records of a kind below the same parent are seen by those who write the others.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Visible {
    /// As rights say.
    #[default]
    Always,
    /// A sibling is hidden from lists, history and exports until both are closed: two readers judge
    /// without knowing each other's answer.
    WhenBothClosed,
}

/// How long a record is kept.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Retain {
    /// `root.closed` or `last(about)`.
    pub after: String,
    /// Years after that event.
    pub years: u16,
    /// Or until the person is of this age, whichever is later.
    pub or_until_age: Option<u16>,
}

/// The list of a kind.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ListSpec {
    /// Record columns (`stage`, `site`, `owner`, `opened`, `number`, `title`) and indexed fields.
    pub columns: Vec<String>,
    /// Column to sort by, `-` before it for newest or largest first.
    pub sort: String,
    /// Record columns and indexed fields to filter by.
    pub filters: Vec<String>,
}

/// One stage of a kind.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Stage {
    /// Its code.
    pub name: String,
    /// What people read.
    pub label: Label,
    /// A new record starts here.
    pub initial: bool,
    /// The record's work is over here.
    pub r#final: bool,
    /// Stages it may move to.
    pub to: Vec<String>,
    /// Approvals a move from here needs: target stage → who approves.
    pub approve: BTreeMap<String, Approval>,
    /// Role that may take a record out of this final stage.
    pub reopen: Option<String>,
}

/// Who must approve a move.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Approval {
    /// Role that approves.
    pub role: String,
    /// How many distinct people.
    pub count: u16,
    /// `author` or `owner`: who may not be among them; empty for nobody.
    pub not: String,
}

/// One row of a form.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Item {
    /// A question, note, calculation or hidden value.
    Field(Box<Field>),
    /// A heading around some rows; it does not change the paths of its fields.
    Group(Box<Group>),
    /// Rows that can be given many times.
    Repeat(Box<Repeat>),
}

/// A heading around rows.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Group {
    /// Name, unique within the kind.
    pub name: String,
    /// Heading.
    pub label: Label,
    /// Text below the heading.
    pub hint: Label,
    /// Shown only when true.
    pub relevant: Option<Expression>,
    /// XLSForm appearance (`field-list`, `table-list`, …).
    pub appearance: String,
    /// Rows inside.
    pub survey: Vec<Item>,
    /// Columns of the sheet we keep but do not interpret.
    pub other: BTreeMap<String, String>,
}

/// Rows that can be given many times. Its answers live at `name/<row id>/<field>`.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Repeat {
    /// Name, unique within its scope.
    pub name: String,
    /// Heading of one row.
    pub label: Label,
    /// Text below the heading.
    pub hint: Label,
    /// Shown only when true.
    pub relevant: Option<Expression>,
    /// How many rows, when fixed by an answer (XLSForm `repeat_count`).
    pub count: Option<Expression>,
    /// XLSForm appearance.
    pub appearance: String,
    /// The one compartment of all its fields.
    pub compartment: Compartment,
    /// Rows inside.
    pub survey: Vec<Item>,
    /// Columns of the sheet we keep but do not interpret.
    pub other: BTreeMap<String, String>,
}

/// How two changes of one field made from the same version are brought together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Merge {
    /// A person decides.
    #[default]
    Review,
    /// The later one stands, the other is kept in history.
    Latest,
    /// Sets are joined.
    Set,
    /// The larger value stands.
    Max,
    /// The smaller value stands.
    Min,
}

/// One question, note, calculation or hidden value.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Field {
    /// Name, unique within its scope (the kind, or the repeat it stands in).
    pub name: String,
    /// What kind of answer it takes.
    pub r#type: FieldType,
    /// The question.
    pub label: Label,
    /// A line below it.
    pub hint: Label,
    /// Advice for the one who asks, folded away.
    pub guidance_hint: Label,
    /// Asked only when true.
    pub relevant: Option<Expression>,
    /// Must be answered (a missing-answer code satisfies it) when true.
    pub required: Option<Expression>,
    /// Said when it is required and blank.
    pub required_message: Label,
    /// Must be true of an answer.
    pub constraint: Option<Expression>,
    /// Said when it is not.
    pub constraint_message: Label,
    /// How the value is worked out.
    pub calculation: Option<Expression>,
    /// Which choices are offered, evaluated with a choice's columns as fields.
    pub choice_filter: Option<Expression>,
    /// First value, literal or expression.
    pub default: Option<Expression>,
    /// XLSForm appearance.
    pub appearance: String,
    /// May not be typed.
    pub read_only: bool,
    /// XLSForm parameters (`start`, `end`, `step`, `max-pixels`, `randomize`, …).
    pub parameters: BTreeMap<String, String>,
    /// `image`, `audio`, `video`, … by language (empty language = all) → file name.
    pub media: BTreeMap<String, Label>,
    /// Where the answer is kept.
    pub compartment: Compartment,
    /// Value goes to `facet`.
    pub index: bool,
    /// How the answer can be searched.
    pub search: Option<Search>,
    /// Sealed fields this open calculation reads, declared and reviewed.
    pub declassifies: Vec<String>,
    /// Written again each day by System.
    pub recompute_daily: bool,
    /// How concurrent changes are brought together.
    pub merge: Merge,
    /// Consent purpose it is collected for (CL-32).
    pub purpose: String,
    /// An overlay may not drop or weaken it.
    pub safety: bool,
    /// Holds one answer a language.
    pub translated: bool,
    /// Earlier names.
    pub was: Vec<String>,
    /// An overlay hides it: no longer asked or shown in forms; answers it has are kept and read.
    pub hidden: bool,
    /// Columns of the sheet we keep but do not interpret.
    pub other: BTreeMap<String, String>,
}

/// How an answer can be searched.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Search {
    /// Words of an open field, stored in `term`.
    Text,
    /// A name, in the in-memory index only.
    Name,
    /// A phone number, in the in-memory index only.
    Phone,
    /// A code or number, in the in-memory index only.
    Code,
}

/// Type of a field's answer. In brackets: how the answer is stored in JSON.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FieldType {
    /// Free text \[string\].
    #[default]
    Text,
    /// Whole number \[number\].
    Integer,
    /// Decimal number, its text kept \[string\].
    Decimal,
    /// Number within `parameters` start, end, step \[string\].
    Range,
    /// Day in either calendar, perhaps known in part \[object, [`calendar::PartialDate`]\].
    Date,
    /// Time of day \[string `HH:MM` or `HH:MM:SS`\].
    Time,
    /// Moment with offset \[string, RFC 3339\].
    Datetime,
    /// One code of a list \[string\].
    SelectOne(String),
    /// Several codes of a list \[array of strings in the list's order\].
    SelectMultiple(String),
    /// Codes in order of preference (XLSForm `rank`) \[array of strings\].
    Rank(String),
    /// yes or no \[string `yes` or `no`\].
    YesNo,
    /// A confirmation \[string `OK`\].
    Acknowledge,
    /// Text shown, no answer.
    Note,
    /// Value worked out \[string, number or array as the expression gives\].
    Calculate,
    /// Value not shown \[string\].
    Hidden,
    /// A photograph \[string, UUID of the file\].
    Photo,
    /// A recording \[string, UUID\].
    Audio,
    /// A film \[string, UUID\].
    Video,
    /// Any file \[string, UUID\].
    File,
    /// A drawn signature \[string, UUID\].
    Signature,
    /// A place of the country's list by P-code \[string\].
    Place,
    /// A point \[string `latitude longitude altitude accuracy`\].
    Geopoint,
    /// A line of points \[string\].
    Geotrace,
    /// An area \[string\].
    Geoshape,
    /// A code read by the camera \[string\].
    Barcode,
    /// Another record of that kind, or `user`, `site`, `team` \[string, UUID\].
    Ref(String),
    /// Child records of that kind, shown and made here; nothing is stored by the field.
    Children(String),
    /// Filled by the program when the form was begun \[string, RFC 3339\].
    Start,
    /// Filled by the program when the form was saved \[string, RFC 3339\].
    End,
    /// Filled by the program with the day \[object as `Date`\].
    Today,
    /// Filled by the program with the device's id \[string\].
    Deviceid,
    /// Filled by the program with the account \[string\].
    Username,
    /// A type of another program we keep but do not ask (`audit`, `xml-external`, …).
    Foreign(String),
}

/// How a flat form makes or extends a person.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Claims {
    /// The person's claim (`name`, `birth`, `sex`, `origin`) → how it is filled.
    pub claims: BTreeMap<String, Claim>,
}

/// One claim made from fields of the form.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Claim {
    /// Column of the claim (`latin`, `native`, `value`) → fields whose texts are joined by a space.
    pub from: BTreeMap<String, Vec<String>>,
    /// Who said it (`self`, `family`, …).
    pub source: String,
}

/// A typed link to other records.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct LinkKind {
    /// Its name seen from the other side.
    pub inverse: String,
    /// What people read.
    pub label: Label,
    /// What people read on the other side.
    pub inverse_label: Label,
}
