//! Rules of a kind and the tasks its events raise. Named through [`crate::kind`].

use crate::expr::Expression;
use crate::label::Label;
use serde::Serialize;

/// One rule of a kind.
#[derive(Clone, Debug, Serialize)]
pub struct Rule {
    /// Stable name; the test of the rule bears it.
    pub id: String,
    /// Requirement it comes from (`PRO-5`).
    pub source: String,
    /// When it is looked at.
    pub on: Vec<Event>,
    /// It applies only when true (always, when absent).
    pub when: Option<Expression>,
    /// What must be true.
    pub require: Option<Expression>,
    /// What happens when it is not.
    pub otherwise: Otherwise,
    /// What people are told.
    pub message: Label,
    /// Fields the message stands beside.
    pub fields: Vec<String>,
    /// An overlay may not drop or weaken it.
    pub safety: bool,
}

/// When a rule is looked at.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Event {
    /// A record is made.
    Create,
    /// A record is changed (also when made).
    Change,
    /// A record moves to this stage.
    Stage(String),
    /// Each day (run with casework).
    Daily,
    /// At the moment a field names (run with casework).
    At(Expression),
}

/// What happens when a rule's requirement is not met.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Otherwise {
    /// Nothing is saved.
    Refuse,
    /// Saved only with a typed reason.
    Warn,
    /// A task is raised.
    Task,
    /// The record moves to a stage.
    Move(String),
    /// Something granted ends (`shares`).
    Revoke(String),
    /// A role is told.
    Notify(String),
}

/// A task raised by an event (run with casework).
#[derive(Clone, Debug, Serialize)]
pub struct TaskRule {
    /// Stable name.
    pub id: String,
    /// What raises it.
    pub on: Event,
    /// When it is due.
    pub due: Expression,
    /// `owner`, or a role.
    pub r#for: String,
    /// Harm if late, 1 to 5.
    pub harm: u8,
    /// It is done when this is true.
    pub until: Option<Expression>,
    /// What is to be done.
    pub label: Label,
}
