//! What waits for her approval: she approves the record as it stands, or sends it back with a reason.

use super::{Frame, render, show};
use crate::answer::{Answer, Reply};
use crate::call::Call;
use askama::Template;
use casework::record::{self, Asked, Awaiting, Wanted};
use casework::{Error, number};
use forms::Kind;
use forms::kind::Approval;
use forms::roles::Action;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use uuid::Uuid;

/// Records of one page.
const PAGE: usize = 25;

#[derive(Template)]
#[template(path = "desk/approvals.html")]
struct ApprovalsPage<'a> {
    frame: Frame<'a>,
    done: String,
    closing: bool,
    items: Vec<Waiting>,
    next: String,
}

struct Waiting {
    id: String,
    version: i64,
    shown: String,
    title: String,
    kind: String,
    number: String,
    facts: String,
    moves: Vec<Move>,
}

struct Move {
    stage: String,
    label: String,
    have: String,
    barred: bool,
}

/// True when a role of hers approves a move of some kind.
pub fn may(call: &Call) -> bool {
    call.app.office.mission().kinds.values().any(|kind| {
        let mut approvals = kind.stages.iter().flat_map(|stage| stage.approve.values());
        approvals.any(|approval| call.actor.holds(&approval.role)) && call.actor.may_ever(kind, Action::Approve)
    })
}

/// `GET /desk/approvals`: what waits for its next stage; with `end`, what may be closed.
pub fn show(call: &Call) -> Answer {
    let w = call.words();
    let closing = call.asked("end") == "yes";
    let (found, next) = record::awaiting(&call.app.office, &call.actor, closing, call.asked("after"), PAGE)?;
    let end = if closing { "end=yes&" } else { "" };
    let done = match call.asked("done") {
        "approved" => w.say("approvals-approved"),
        "sent-back" => w.say("approvals-sent-back"),
        "moved" => w.say("approvals-moved"),
        _ => String::new(),
    };
    let prefix = show::prefix(call);
    let persons = show::persons(call, &found.iter().map(|one| &one.view).collect::<Vec<_>>())?;
    let page = ApprovalsPage {
        frame: Frame::new(call, w.say("approvals-title")),
        done,
        closing,
        items: found.iter().map(|one| waiting(call, &prefix, &persons, one)).collect(),
        next: if next.is_empty() { next } else { format!("/desk/approvals?{end}after={next}") },
    };
    Ok(Reply::page(render(&page)))
}

fn waiting(call: &Call, prefix: &str, persons: &BTreeMap<Uuid, String>, one: &Awaiting) -> Waiting {
    let (w, row, kind) = (call.words(), &one.view.row, &one.view.kind);
    let stage = |name: &str| kind.stage(name).map_or_else(String::new, |s| s.label.get(&call.language).to_owned());
    let owner = row.owner.map(|id| show::staff(call, id));
    let facts: Vec<String> = [Some(stage(&row.stage)), owner, row.site.map(|id| show::site(call, id))]
        .into_iter()
        .flatten()
        .filter(|fact| !fact.is_empty())
        .collect();
    let moves = one.asked.iter().map(|asked: &Asked| Move {
        stage: asked.stage.clone(),
        label: stage(&asked.stage),
        have: w.with_all(
            "approvals-have",
            &[("have", &show::digits(call, asked.have)), ("need", &show::digits(call, asked.need))],
        ),
        barred: asked.barred,
    });
    Waiting {
        id: row.id.to_string(),
        version: row.version,
        shown: show::digits(call, row.version),
        title: show::title(&one.view, persons),
        kind: kind.label.get(&call.language).to_owned(),
        number: number::of(prefix, row),
        facts: facts.join(" · "),
        moves: moves.collect(),
    }
}

/// `POST /desk/approvals/{}`: approves the version she looked at, or sends it back.
pub fn decide(call: &Call) -> Answer {
    let view = record::open(&call.app.office, &call.actor, call.id(0))?;
    let target = call.posted("stage");
    let asked = asked(&view.kind, &view.row.stage, target)
        .filter(|approval| call.actor.holds(&approval.role) && view.access.may(Action::Approve))
        .ok_or_else(|| Error::Forbidden { right: "approve".into() })?;
    let excluded = match asked.not.as_str() {
        "author" => Some(view.row.author),
        "owner" => view.row.owner,
        _ => None,
    };
    if excluded == Some(call.actor.id()) {
        return Err(Error::Forbidden { right: format!("approve (not by its {})", asked.not) });
    }
    if call.posted("version").parse() != Ok(view.row.version) {
        return Ok(Reply::see("/desk/approvals?done=moved"));
    }
    let (decision, done) = match call.posted("decision") {
        "approved" => ("approved", "approved"),
        "sent_back" => ("sent_back", "sent-back"),
        _ => return Err(Error::Request("approve it or send it back".into())),
    };
    let mut changes = BTreeMap::from([
        ("stage".to_owned(), Some(json!(target))),
        ("version".to_owned(), Some(json!(view.row.version))),
        ("decision".to_owned(), Some(json!(decision))),
    ]);
    let reason = call.posted("reason").trim();
    if !reason.is_empty() {
        changes.insert("reason".to_owned(), Some(Value::from(reason)));
    }
    let id = call.app.office.new_id();
    let wanted = Wanted { id, kind: "approval".into(), parent: Some(view.row.id), changes, ..Wanted::default() };
    record::save(&call.app.office, &call.actor, &wanted)?;
    Ok(Reply::see(&format!("/desk/approvals?done={done}")))
}

fn asked<'k>(kind: &'k Kind, from: &str, to: &str) -> Option<&'k Approval> {
    kind.stage(from)?.approve.get(to)
}
