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
    /// Compartments that may be read. `open` goes with `view` unless the grant gives single fields only.
    pub see: BTreeSet<Compartment>,
    /// Compartments that may be written; empty means those that may be read.
    pub write: BTreeSet<Compartment>,
    /// Compartments of which it may be known that something is there.
    pub flag: BTreeSet<Compartment>,
    /// Single fields or named calculations that may be read although their compartment may not.
    pub only: BTreeSet<String>,
    /// When not empty: the only stages of records it reaches.
    pub stages: BTreeSet<String>,
    /// Days since `since` during which it holds; always when absent.
    pub within_days: Option<u32>,
    /// `created` (also when empty), `stage:X`, or a date field.
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

impl Action {
    /// All of them, in the grammar's order.
    pub const ALL: [Self; 13] = [
        Self::View,
        Self::Create,
        Self::Change,
        Self::Move,
        Self::Approve,
        Self::Assign,
        Self::Share,
        Self::Transfer,
        Self::Resolve,
        Self::Link,
        Self::Export,
        Self::Erase,
        Self::BreakGlass,
    ];

    /// Its name as written in the grammar.
    pub fn name(self) -> &'static str {
        match self {
            Self::View => "view",
            Self::Create => "create",
            Self::Change => "change",
            Self::Move => "move",
            Self::Approve => "approve",
            Self::Assign => "assign",
            Self::Share => "share",
            Self::Transfer => "transfer",
            Self::Resolve => "resolve",
            Self::Link => "link",
            Self::Export => "export",
            Self::Erase => "erase",
            Self::BreakGlass => "break_glass",
        }
    }

    /// The one of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.name() == name)
    }
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
    BrokenGlass,
    Author,
    #[serde(rename = "self")]
    Myself,
}

impl Relation {
    /// All of them, in the grammar's order.
    pub const ALL: [Self; 12] = [
        Self::Tenant,
        Self::Country,
        Self::Site,
        Self::Team,
        Self::Owner,
        Self::CareTeam,
        Self::Assigned,
        Self::Supervised,
        Self::Shared,
        Self::BrokenGlass,
        Self::Author,
        Self::Myself,
    ];

    /// Its name as written in the grammar.
    pub fn name(self) -> &'static str {
        match self {
            Self::Tenant => "tenant",
            Self::Country => "country",
            Self::Site => "site",
            Self::Team => "team",
            Self::Owner => "owner",
            Self::CareTeam => "care_team",
            Self::Assigned => "assigned",
            Self::Supervised => "supervised",
            Self::Shared => "shared",
            Self::BrokenGlass => "broken_glass",
            Self::Author => "author",
            Self::Myself => "self",
        }
    }

    /// The one of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.name() == name)
    }
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

impl Manage {
    /// All of them, in the grammar's order.
    pub const ALL: [Self; 7] =
        [Self::Users, Self::Roles, Self::Devices, Self::Kinds, Self::Settings, Self::Keys, Self::Audit];

    /// Its name as written in the grammar.
    pub fn name(self) -> &'static str {
        match self {
            Self::Users => "users",
            Self::Roles => "roles",
            Self::Devices => "devices",
            Self::Kinds => "kinds",
            Self::Settings => "settings",
            Self::Keys => "keys",
            Self::Audit => "audit",
        }
    }

    /// The one of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.name() == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The name in a file of the mission, in a snapshot and in JSON is one and the same.
    #[test]
    fn names_are_those_of_the_grammar() {
        fn check<T: Serialize + Copy + PartialEq + std::fmt::Debug>(
            all: &[T],
            name: impl Fn(T) -> &'static str,
            from: impl Fn(&str) -> Option<T>,
        ) {
            for one in all {
                assert_eq!(serde_json::to_value(one).unwrap(), name(*one));
                assert_eq!(from(name(*one)), Some(*one));
            }
            assert_eq!(from("myself"), None);
        }
        check(&Action::ALL, Action::name, Action::from_name);
        check(&Relation::ALL, Relation::name, Relation::from_name);
        check(&Manage::ALL, Manage::name, Manage::from_name);
        assert_eq!(Relation::from_name("self"), Some(Relation::Myself));
        assert_eq!(Action::from_name("break_glass"), Some(Action::BreakGlass));
    }
}
