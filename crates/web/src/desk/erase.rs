//! Erasing: proposed with a ground, approved by a second person, carried out with the number typed; and what the page of
//! an erased record says.

use super::ask::{Ask, asks, refusal};
use super::{Frame, render, show};
use crate::answer::{Answer, Reply};
use crate::call::Call;
use askama::Template;
use axum::http::StatusCode;
use casework::actor::PUBLIC_ROLES;
use casework::record::{self, Progress, Undecided, View};
use casework::{Error, number};
use forms::roles::{Action, Grant};
use std::collections::BTreeSet;
use uuid::Uuid;

const KIND: &str = "erasure";

#[derive(Template)]
#[template(path = "desk/erase.html")]
struct ErasePage<'a> {
    frame: Frame<'a>,
    wrong: Vec<String>,
    action: String,
    back: String,
    held: bool,
    /// `none`, `proposed` or `approved`.
    progress: &'static str,
    number: String,
    goes: Vec<String>,
    who: String,
    asks: Vec<Ask>,
}

/// True when this record may be erased by her.
pub fn may(call: &Call, view: &View) -> bool {
    let mission = call.app.office.mission();
    let hangs = mission.kinds.get(KIND).is_some_and(|kind| kind.parent.contains(&view.kind.name));
    hangs && view.row.root == view.row.id && view.access.may(Action::Erase)
}

/// `GET /desk/r/{}/erase`: what would go, and how far it has come.
pub fn ask(call: &Call) -> Answer {
    let view = record::open(&call.app.office, &call.actor, call.id(0))?;
    Ok(Reply::page(render(&page(call, &view, Vec::new())?)))
}

fn page<'a>(call: &'a Call, view: &View, wrong: Vec<String>) -> Result<ErasePage<'a>, Error> {
    let id = view.row.id;
    let standing = record::erasure(&call.app.office, &call.actor, id)?;
    let (w, mission) = (call.words(), call.app.office.mission());
    let number = number::of(&show::prefix(call), &view.row);
    let goes = standing.goes.iter().map(|(name, count)| {
        let kind = mission.kinds.get(name);
        let label = kind.map_or_else(String::new, |kind| match count {
            1 => kind.label.get(&call.language).to_owned(),
            _ => show::plural(&w, kind, &call.language),
        });
        format!("{label}: {}", show::digits(call, count))
    });
    let back = (format!("/desk/r/{id}"), number.clone());
    Ok(ErasePage {
        frame: Frame::new(call, w.say("erase-title")).under(vec![back.clone()]),
        wrong,
        action: format!("/desk/r/{id}/erase"),
        back: back.0,
        held: standing.held,
        progress: match standing.progress {
            Progress::None => "none",
            Progress::Proposed(_) => "proposed",
            Progress::Approved => "approved",
        },
        number,
        goes: goes.collect(),
        who: w.with("erase-who", "roles", approvers(call)),
        asks: asks(call, KIND, &["ground", "reason"]),
    })
}

/// Names of the office's roles that approve erasures.
fn approvers(call: &Call) -> String {
    let mission = call.app.office.mission();
    let approves = |grant: &Grant| grant.r#do.contains(&Action::Approve) && grant.kinds.iter().any(|kind| kind == KIND);
    let roles = mission.roles.values().filter(|role| !PUBLIC_ROLES.contains(&role.name.as_str()));
    let roles = roles.filter(|role| role.grants.iter().any(approves));
    roles.map(|role| role.label.get(&call.language)).collect::<Vec<_>>().join(", ")
}

/// `POST /desk/r/{}/erase`: proposes it, or carries it out once the record's number is typed.
pub fn act(call: &Call) -> Answer {
    let (office, actor) = (&call.app.office, &call.actor);
    let view = record::open(office, actor, call.id(0))?;
    let id = view.row.id;
    let done = match call.posted("do") {
        "propose" => record::propose_erasure(office, actor, id, call.posted("ground"), call.posted("reason")),
        "erase" if typed(call) != number::of(&show::prefix(call), &view.row) => Err(mistyped(call, &view)?),
        "erase" => record::erase(office, actor, id).map(drop),
        _ => return Err(Error::Request("propose it or carry it out".into())),
    };
    match done {
        Ok(()) if call.posted("do") == "erase" => Ok(Reply::see(&format!("/desk/r/{id}"))),
        Ok(()) => Ok(Reply::see(&format!("/desk/r/{id}/erase"))),
        Err(error) => {
            let wrong = refusal(call, KIND, error)?;
            Ok(Reply::page_with(StatusCode::UNPROCESSABLE_ENTITY, render(&page(call, &view, wrong)?)))
        }
    }
}

fn typed(call: &Call) -> String {
    let latin = |c: char| {
        if ('०'..='९').contains(&c) { char::from_digit(c as u32 - '०' as u32, 10).unwrap_or(c) } else { c }
    };
    call.posted("number").trim().chars().map(latin).collect::<String>().to_uppercase()
}

/// Whether she may is asked first, so that a wrong number says nothing to who may not.
fn mistyped(call: &Call, view: &View) -> Result<Error, Error> {
    record::erasure(&call.app.office, &call.actor, view.row.id)?;
    Ok(Error::Refused(vec![casework::Broken {
        rule: "erasure_number".into(),
        message: forms::Label::default(),
        fields: Vec::new(),
        reason: false,
    }]))
}

#[derive(Template)]
#[template(path = "desk/erased.html")]
struct ErasedPage<'a> {
    frame: Frame<'a>,
    text: String,
    facts: Vec<(String, String)>,
}

/// The page of an erased record, for who could see it before: that it was, never what it said.
pub fn gone(call: &Call, id: Uuid) -> Answer {
    let erased = record::erased(&call.app.office, &call.actor, id)?;
    let (w, mission) = (call.words(), call.app.office.mission());
    let ground = mission.codes.get("erasure_ground").and_then(|list| list.code(&erased.ground));
    let mut facts = vec![
        (w.say("column-number"), number::of(&show::prefix(call), &erased.row)),
        (w.say("erased-on"), show::moment(call, erased.at)),
        (w.say("erased-by"), show::staff(call, erased.by)),
    ];
    facts.extend(ground.map(|code| (w.say("erased-ground"), code.label.get(&call.language).to_owned())));
    facts.extend(erased.approved_by.map(|id| (w.say("erased-approved"), show::staff(call, id))));
    let kind = erased.kind.label.get(&call.language);
    let list = (format!("/desk/list/{}", erased.kind.name), show::plural(&w, &erased.kind, &call.language));
    let frame = Frame::new(call, w.with("erased-title", "kind", kind)).under(vec![list]);
    let page = ErasedPage { frame, text: w.say("erased-text"), facts };
    Ok(Reply::page_with(StatusCode::GONE, render(&page)))
}

#[derive(Template)]
#[template(path = "desk/erasures.html")]
struct ErasuresPage<'a> {
    frame: Frame<'a>,
    done: String,
    items: Vec<Item>,
}

struct Item {
    id: String,
    title: String,
    address: String,
    facts: String,
    reason: String,
}

/// True when a role of hers approves erasures.
pub fn approves(call: &Call) -> bool {
    let mission = call.app.office.mission();
    mission.kinds.get(KIND).is_some_and(|kind| call.actor.may_ever(kind, Action::Approve))
}

/// `GET /desk/erasures`: proposals that wait for a second person.
pub fn waiting(call: &Call) -> Answer {
    let found = record::erasures(&call.app.office, &call.actor)?;
    let roots: Vec<Uuid> = found.iter().map(|one| one.of.id).collect();
    let visible = record::visible(&call.app.office, &call.actor, &roots)?;
    let (w, prefix) = (call.words(), show::prefix(call));
    let page = ErasuresPage {
        frame: Frame::new(call, w.say("erasures-title")),
        done: match call.asked("done") {
            "approved" => w.say("erasures-approved"),
            "refused" => w.say("erasures-refused"),
            _ => String::new(),
        },
        items: found.iter().map(|one| item(call, &prefix, &visible, one)).collect(),
    };
    Ok(Reply::page(render(&page)))
}

fn item(call: &Call, prefix: &str, visible: &BTreeSet<Uuid>, one: &Undecided) -> Item {
    let mission = call.app.office.mission();
    let kind = mission.kinds.get(&one.of.kind).map_or("", |kind| kind.label.get(&call.language));
    let ground = one.view.kind.field("ground").zip(one.view.answers.get("ground"));
    let ground = ground.map(|(field, answer)| show::value(call, &mission, field, answer)).unwrap_or_default();
    let row = &one.view.row;
    Item {
        id: row.id.to_string(),
        title: format!("{kind} {}", number::of(prefix, &one.of)),
        address: if visible.contains(&one.of.id) { format!("/desk/r/{}", one.of.id) } else { String::new() },
        facts: format!("{ground} · {} · {}", show::staff(call, row.author), show::moment(call, row.opened)),
        reason: one.view.answers.get("reason").and_then(|text| text.as_str()).unwrap_or_default().to_owned(),
    }
}

/// `POST /desk/erasures/{}`: approves a proposal, or does not.
pub fn decide(call: &Call) -> Answer {
    let (approved, done) = match call.posted("decision") {
        "approved" => (true, "approved"),
        "refused" => (false, "refused"),
        _ => return Err(Error::Request("approve it or do not".into())),
    };
    record::decide_erasure(&call.app.office, &call.actor, call.id(0), approved, call.posted("words"))?;
    Ok(Reply::see(&format!("/desk/erasures?done={done}")))
}
