//! The few kinds the program itself must understand: sites, users, memberships, assignments, shares, links, approvals.
//! They are records like all others; the tables that scope and rights are joined to are folds of them.

use crate::actor::Actor;
use crate::record::Staged;
use crate::rights::{self, Access, Facts};
use crate::{Error, Result};
use forms::answers::Answers;
use forms::roles::{Action, Manage};
use forms::{Compartment, Kind};
use serde_json::Value;
use store::{Param, RecordRow, Row, Table};
use uuid::Uuid;

/// What the actor may do with a record: her grants, and for the office's own kinds what she may manage.
pub fn access(actor: &Actor, kind: &Kind, facts: &Facts, now: i64) -> Access {
    let mut access = rights::decide(actor, kind, facts, now);
    if let Some(manage) = manage_of(&kind.name)
        && actor.manages(manage)
    {
        let all = whole(kind);
        access.actions.extend([Action::View, Action::Create, Action::Change, Action::Move]);
        access.see.extend(all.see);
        access.write.extend(all.write);
    }
    access
}

/// Everything of a kind.
pub fn whole(kind: &Kind) -> Access {
    let mut see = kind.sealed();
    see.insert(Compartment::Open);
    Access { actions: [Action::View, Action::Create].into(), write: see.clone(), see, ..Access::default() }
}

/// The part of the office a kind belongs to; who may not manage it does not see it.
pub fn manage_of(kind: &str) -> Option<Manage> {
    match kind {
        "user" | "membership" => Some(Manage::Users),
        "site" => Some(Manage::Settings),
        _ => None,
    }
}

/// For kinds that say what may be done with the record they hang under: the right they need on it.
pub fn action_on_parent(kind: &str) -> Option<Action> {
    match kind {
        "assignment" => Some(Action::Assign),
        "share" => Some(Action::Share),
        "approval" => Some(Action::Approve),
        _ => None,
    }
}

/// For kinds whose records are made and changed by an action on another record alone, never by a form: each of these
/// decides who sees what, or who may go on.
pub fn is_made_by_actions(kind: &str) -> bool {
    matches!(kind, "link" | "handover" | "broken_glass" | "erasure")
}

/// Rules that no mission may lift: nobody gives herself a role.
///
/// # Errors
/// [`Error::Forbidden`].
pub fn check(actor: &Actor, staged: &Staged) -> Result<()> {
    if staged.kind.name == "membership"
        && let Actor::Staff(staff) = actor
        && id(&staged.after, "user") == Some(staff.user)
    {
        return Err(Error::Forbidden { right: "manage:users (of oneself)".into() });
    }
    Ok(())
}

static SITE: Table = Table { name: "site", columns: &["id", "name", "site_type", "country", "time_zone"], key: 1 };
static MEMBERSHIP: Table =
    Table { name: "membership", columns: &["id", "account", "site", "role", "team", "supervisor", "until"], key: 1 };
static ASSIGNMENT: Table = Table { name: "assignment", columns: &["id", "root", "account", "task", "until"], key: 1 };
static SHARE: Table = Table { name: "share", columns: &["id", "root", "account", "until"], key: 1 };
static LINK: Table = Table { name: "link", columns: &["id", "kind", "a", "b", "state"], key: 1 };
static APPROVAL: Table =
    Table { name: "approval", columns: &["id", "record", "stage", "version", "account", "decision"], key: 1 };

/// True for a kind whose records are folded into rows of another table.
pub fn has_rows(kind: &Kind) -> bool {
    matches!(kind.name.as_str(), "site" | "membership" | "assignment" | "share" | "link" | "approval")
}

/// The rows of other tables that a record is folded into; none for most kinds.
pub fn rows(kind: &Kind, row: &RecordRow, answers: &Answers) -> Vec<Row> {
    let text = |path: &str| Param::from(string(answers, path));
    let (table, values): (&'static Table, Vec<Param>) = match kind.name.as_str() {
        "site" => (&SITE, vec![row.id.into(), text("name"), text("site_type"), text("country"), text("time_zone")]),
        "membership" => (
            &MEMBERSHIP,
            vec![
                row.id.into(),
                id(answers, "user").into(),
                id(answers, "site").into(),
                text("role"),
                text("team"),
                id(answers, "supervisor").into(),
                until(answers).into(),
            ],
        ),
        "assignment" => (
            &ASSIGNMENT,
            vec![row.id.into(), row.root.into(), id(answers, "account").into(), text("task"), until(answers).into()],
        ),
        "share" => (&SHARE, vec![row.id.into(), row.root.into(), id(answers, "account").into(), until(answers).into()]),
        "link" => {
            let end = |person, case| id(answers, person).or_else(|| id(answers, case));
            let (a, b) = (end("a", "case_a"), end("b", "case_b"));
            (&LINK, vec![row.id.into(), text("kind"), a.into(), b.into(), text("state")])
        }
        "approval" => (
            &APPROVAL,
            vec![
                row.id.into(),
                row.parent.into(),
                text("stage"),
                answers.get("version").and_then(Value::as_i64).unwrap_or(0).into(),
                row.author.into(),
                text("decision"),
            ],
        ),
        _ => return Vec::new(),
    };
    vec![Row { table, values, delete: false }]
}

/// The day after the last day it holds, in microseconds; 0 for open-ended.
pub fn until(answers: &Answers) -> i64 {
    let day = match answers.get("until") {
        Some(Value::Object(date)) => date.get("to").and_then(Value::as_str),
        _ => None,
    };
    day.and_then(|day| day.parse::<jiff::civil::Date>().ok())
        .and_then(|day| day.tomorrow().ok())
        .and_then(|day| day.to_zoned_datetime(jiff::tz::TimeZone::UTC).ok())
        .map_or(0, |at| at.timestamp().as_microsecond())
}

fn string(answers: &Answers, path: &str) -> String {
    answers.get(path).and_then(Value::as_str).unwrap_or_default().to_owned()
}

fn id(answers: &Answers, path: &str) -> Option<Uuid> {
    answers.get(path).and_then(Value::as_str).and_then(|text| text.parse().ok())
}
