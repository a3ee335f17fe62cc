//! Questions with two answers: both side by side, and who settles them chooses one or writes a third.

use super::me::Pick;
use super::{Frame, render, show};
use crate::answer::{Answer, Reply};
use crate::call::Call;
use askama::Template;
use casework::Error;
use casework::record::{self, OpenConflict, Settled};
use forms::roles::Action;
use forms::{Field, FieldType, Mission};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use uuid::Uuid;

/// Conflicts of one page.
const PAGE: usize = 20;

#[derive(Template)]
#[template(path = "desk/conflicts.html")]
struct ConflictsPage<'a> {
    frame: Frame<'a>,
    settled: bool,
    items: Vec<Both>,
    next: String,
}

struct Both {
    id: String,
    base: i64,
    address: String,
    title: String,
    kind: String,
    question: String,
    stands: Side,
    aside: Side,
    mine: bool,
    input: &'static str,
    choices: Vec<Pick>,
    edit: String,
}

struct Side {
    text: String,
    when: String,
    who: String,
}

/// True when she may settle conflicts of some kind.
pub fn may(call: &Call) -> bool {
    let mission = call.app.office.mission();
    let grants = || call.actor.roles().flat_map(|role| &role.grants);
    grants().any(|grant| grant.r#do.contains(&Action::Resolve))
        && mission.kinds.values().any(|kind| call.actor.may_ever(kind, Action::Resolve))
}

/// `GET /desk/conflicts`.
pub fn show(call: &Call) -> Answer {
    let (found, next) = record::open_conflicts(&call.app.office, &call.actor, call.asked("after"), PAGE)?;
    let mission = call.app.office.mission();
    let persons = show::persons(call, &found.iter().map(|one| &one.view).collect::<Vec<_>>())?;
    let page = ConflictsPage {
        frame: Frame::new(call, call.words().say("conflict-title")),
        settled: call.asked("done") == "settled",
        items: found.iter().filter_map(|one| both(call, &mission, &persons, one)).collect(),
        next: if next.is_empty() { next } else { format!("/desk/conflicts?after={next}") },
    };
    Ok(Reply::page(render(&page)))
}

fn both(call: &Call, mission: &Mission, persons: &BTreeMap<Uuid, String>, one: &OpenConflict) -> Option<Both> {
    let field = one.view.kind.field(&one.path)?;
    let side = |value: &Option<Value>, (who, at)| Side {
        text: value
            .as_ref()
            .map_or_else(|| call.words().say("blank"), |value| show::value(call, mission, field, value)),
        when: show::moment(call, at),
        who: show::staff(call, who),
    };
    let (input, choices) = input(call, mission, field);
    Some(Both {
        id: one.id.to_string(),
        base: one.view.row.version,
        address: format!("/desk/r/{}", one.view.row.id),
        title: show::title(&one.view, persons),
        kind: one.view.kind.label.get(&call.language).to_owned(),
        question: field.label.get(&call.language).to_owned(),
        stands: side(&one.stands, one.stands_by),
        aside: side(&one.aside, one.aside_by),
        mine: one.aside_by.0 == call.actor.id(),
        input,
        choices,
        edit: match one.view.access.may(Action::Change) {
            true => format!("/desk/r/{}/edit", one.view.row.id),
            false => String::new(),
        },
    })
}

/// How a third answer is written here: one of some choices, several, a number, a text; or in the form alone.
fn input(call: &Call, mission: &Mission, field: &Field) -> (&'static str, Vec<Pick>) {
    let pick = |code: &str, label: String| Pick { code: code.to_owned(), label, chosen: false };
    let list = |list: &String| {
        let codes = mission.codes.get(list).into_iter().flat_map(|list| &list.codes);
        codes.map(|code| pick(&code.code, code.label.get(&call.language).to_owned())).collect()
    };
    match &field.r#type {
        FieldType::SelectOne(name) if field.choice_filter.is_none() => ("one", list(name)),
        FieldType::SelectMultiple(name) if field.choice_filter.is_none() => ("several", list(name)),
        FieldType::YesNo => {
            ("one", ["yes", "no"].iter().map(|code| pick(code, call.words().say(&format!("answer-{code}")))).collect())
        }
        FieldType::Integer => ("number", Vec::new()),
        FieldType::Text if !field.translated => ("text", Vec::new()),
        _ => ("", Vec::new()),
    }
}

/// `POST /desk/conflicts/{}`.
pub fn settle(call: &Call) -> Answer {
    let office = &call.app.office;
    let one = record::open_conflict(office, &call.actor, call.id(0))?;
    let how = match call.posted("choice") {
        "stands" => Settled::Stands,
        "aside" => Settled::Aside,
        "other" => Settled::Other(other(call, &one)?),
        _ => return Err(Error::Request("say which answer is to stand".into())),
    };
    let base = call.posted("base").parse().unwrap_or(0);
    record::resolve(office, &call.actor, one.id, base, &how)?;
    Ok(Reply::see("/desk/conflicts?done=settled"))
}

/// The third answer as it is stored; whether it fits is judged where it is saved.
fn other(call: &Call, one: &OpenConflict) -> Result<Option<Value>, Error> {
    let mission = call.app.office.mission();
    let field = one.view.kind.field(&one.path).ok_or(Error::NotFound)?;
    let typed: Vec<&str> =
        call.form.iter().filter(|(name, _)| name == "answer").map(|(_, value)| value.trim()).collect();
    let first = typed.first().copied().unwrap_or_default();
    Ok(match input(call, &mission, field).0 {
        "" => return Err(Error::Request("write this answer in the form of the record".into())),
        "several" => (!typed.is_empty()).then(|| json!(typed)),
        _ if first.is_empty() => None,
        "number" => {
            Some(json!(first.parse::<i64>().map_err(|_| Error::Request(call.words().say("form-error-integer")))?))
        }
        _ => Some(json!(first)),
    })
}
