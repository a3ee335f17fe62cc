//! Roles and their grants, as data. What they mean for a record is decided in `casework::rights`.

use crate::kind::Compartment;
use crate::label::Label;
use serde::Serialize;
use std::collections::BTreeSet;

/// One role of `roles.yaml`.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Role {
    /// Its name (`border_counsellor`).
    pub name: String,
    /// What people read.
    pub label: Label,
    /// Signing in needs a second factor.
    pub second_factor: bool,
    /// What it may do; grants add up, nothing subtracts.
    pub grants: Vec<Grant>,
}

/// One grant of a role.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Grant {
    /// Kinds it is about, by name.
    pub kinds: Vec<String>,
    /// Kinds it is about, by group.
    pub groups: Vec<String>,
    /// What may be done.
    pub r#do: BTreeSet<Action>,
    /// Which records, by their relation to the person.
    pub r#where: Relation,
    /// Compartments that may be read.
    pub see: BTreeSet<Compartment>,
    /// Compartments that may be written.
    pub write: BTreeSet<Compartment>,
    /// Compartments of which it may be known that something is there.
    pub flag: BTreeSet<Compartment>,
    /// When not empty: the only fields or named calculations that may be read.
    pub only: BTreeSet<String>,
    /// When not empty: the only stages of records it reaches.
    pub stages: BTreeSet<String>,
    /// Days since `since` during which it holds.
    pub within_days: Option<u32>,
    /// `created`, `stage:X`, or a date field.
    pub since: String,
    /// Parts of the office it may manage.
    pub manage: BTreeSet<Manage>,
}

/// What can be done with a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names are the grammar's own words")]
pub enum Action {
    View,
    Create,
    Change,
    Move,
    Approve,
    Assign,
    Share,
    Transfer,
    Resolve,
    Link,
    Export,
    Erase,
    BreakGlass,
}

/// How a record stands to the person who asks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names are the grammar's own words")]
pub enum Relation {
    Tenant,
    Country,
    #[default]
    Site,
    Team,
    Owner,
    CareTeam,
    Assigned,
    Supervised,
    Shared,
    Author,
    Myself,
}

/// Parts of the office that can be managed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names are the grammar's own words")]
pub enum Manage {
    Users,
    Roles,
    Devices,
    Kinds,
    Settings,
    Keys,
    Audit,
}
