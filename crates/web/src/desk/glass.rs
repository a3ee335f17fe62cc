//! Opening a record in an emergency, and looking at what others opened.

use super::ask::{Ask, asks, refusal};
use super::{Frame, render, show};
use crate::answer::{Answer, Reply};
use crate::call::Call;
use askama::Template;
use axum::http::StatusCode;
use casework::Error;
use casework::number;
use casework::record::{self, Query, Undecided, Which};
use forms::roles::Action;
use std::collections::BTreeSet;
use uuid::Uuid;

const KIND: &str = "broken_glass";

#[derive(Template)]
#[template(path = "desk/glass.html")]
struct GlassPage<'a> {
    frame: Frame<'a>,
    wrong: Vec<String>,
    /// A record she can see some of already, instead of a typed number.
    record: String,
    shown: String,
    number: String,
    asks: Vec<Ask>,
    mine: Vec<Mine>,
}

struct Mine {
    address: String,
    text: String,
    more: String,
}

/// True when a role of hers may break the glass before some record.
pub fn may(call: &Call) -> bool {
    let mission = call.app.office.mission();
    let kinds = mission.kinds.get(KIND).map(|kind| kind.parent.clone()).unwrap_or_default();
    kinds.iter().filter_map(|name| mission.kinds.get(name)).any(|kind| call.actor.may_ever(kind, Action::BreakGlass))
}

/// True when a role of hers looks at what others opened.
pub fn reviews(call: &Call) -> bool {
    let mission = call.app.office.mission();
    mission.kinds.get(KIND).is_some_and(|kind| call.actor.may_ever(kind, Action::Approve))
}

/// `GET /desk/break-glass`: which record, what kind of emergency, and why.
pub fn ask(call: &Call) -> Answer {
    let record = call.asked("record").parse::<Uuid>().ok();
    Ok(Reply::page(render(&page(call, record, Vec::new())?)))
}

fn page<'a>(call: &'a Call, id: Option<Uuid>, wrong: Vec<String>) -> Result<GlassPage<'a>, Error> {
    if !may(call) {
        return Err(Error::NotFound);
    }
    let w = call.words();
    let prefix = show::prefix(call);
    let named = match id {
        Some(id) => Some(record::open(&call.app.office, &call.actor, id)?),
        None => None,
    };
    let mine = record::list(&call.app.office, &call.actor, KIND, &Query { limit: 10, ..Query::default() });
    let mine = mine.map(|page| page.items).unwrap_or_default();
    Ok(GlassPage {
        frame: Frame::new(call, w.say("glass-title")),
        wrong,
        record: named.as_ref().map_or_else(String::new, |view| view.row.id.to_string()),
        shown: named.map_or_else(String::new, |view| number::of(&prefix, &view.row)),
        number: call.posted("number").to_owned(),
        asks: asks(call, KIND, &["category", "reason"]),
        mine: mine
            .iter()
            .filter(|item| item.row.author == call.actor.id())
            .map(|item| Mine {
                address: format!("/desk/r/{}", item.row.id),
                text: show::moment(call, item.row.opened),
                more: item.kind.stage(&item.row.stage).map_or("", |stage| stage.label.get(&call.language)).to_owned(),
            })
            .collect(),
    })
}

/// `POST /desk/break-glass`: opens the record for two hours. A number that is not there and one she may not open so get
/// the same answer.
pub fn open(call: &Call) -> Answer {
    if !may(call) {
        return Err(Error::NotFound);
    }
    let id = call.posted("record").parse::<Uuid>().ok();
    let which = id.map_or(Which::Number(call.posted("number")), Which::Id);
    let (office, actor) = (&call.app.office, &call.actor);
    match record::break_glass(office, actor, which, call.posted("category"), call.posted("reason")) {
        Ok(root) => Ok(Reply::see(&format!("/desk/r/{root}"))),
        Err(Error::NotFound) if id.is_none() => {
            let wrong = vec![call.words().say("glass-not-found")];
            Ok(Reply::page_with(StatusCode::NOT_FOUND, render(&page(call, None, wrong)?)))
        }
        Err(error) => {
            let wrong = refusal(call, KIND, error)?;
            Ok(Reply::page_with(StatusCode::UNPROCESSABLE_ENTITY, render(&page(call, id, wrong)?)))
        }
    }
}

#[derive(Template)]
#[template(path = "desk/glass_reviews.html")]
struct ReviewsPage<'a> {
    frame: Frame<'a>,
    done: bool,
    items: Vec<Item>,
    asks: Vec<Ask>,
}

struct Item {
    id: String,
    title: String,
    address: String,
    facts: String,
    reason: String,
    due: String,
    late: bool,
}

/// `GET /desk/break-glass/reviews`: openings that wait to be looked at, the oldest first.
pub fn waiting(call: &Call) -> Answer {
    let found = record::openings(&call.app.office, &call.actor)?;
    let roots: Vec<Uuid> = found.iter().map(|one| one.of.id).collect();
    let visible = record::visible(&call.app.office, &call.actor, &roots)?;
    let prefix = show::prefix(call);
    let page = ReviewsPage {
        frame: Frame::new(call, call.words().say("glass-reviews-title")),
        done: call.asked("done") == "yes",
        items: found.iter().map(|one| item(call, &prefix, &visible, one)).collect(),
        asks: asks(call, KIND, &["finding"]),
    };
    Ok(Reply::page(render(&page)))
}

fn item(call: &Call, prefix: &str, visible: &BTreeSet<Uuid>, one: &Undecided) -> Item {
    let mission = call.app.office.mission();
    let (w, row) = (call.words(), &one.view.row);
    let kind = mission.kinds.get(&one.of.kind).map_or("", |kind| kind.label.get(&call.language));
    let due = row.opened + record::REVIEW;
    let category = one.view.kind.field("category").zip(one.view.answers.get("category"));
    let category = category.map(|(field, answer)| show::value(call, &mission, field, answer)).unwrap_or_default();
    let reason = one.view.answers.get("reason").and_then(|reason| reason.as_str()).unwrap_or_default();
    Item {
        id: row.id.to_string(),
        title: format!("{kind} {}", number::of(prefix, &one.of)),
        address: if visible.contains(&one.of.id) { format!("/desk/r/{}", one.of.id) } else { String::new() },
        facts: format!("{} · {} · {category}", show::staff(call, row.author), show::moment(call, row.opened)),
        reason: reason.to_owned(),
        due: w.with("glass-due", "when", show::moment(call, due)),
        late: due < call.app.office.now(),
    }
}

/// `POST /desk/break-glass/{}`: what was found.
pub fn review(call: &Call) -> Answer {
    let (finding, words) = (call.posted("finding"), call.posted("words"));
    record::review(&call.app.office, &call.actor, call.id(0), finding, words)?;
    Ok(Reply::see("/desk/break-glass/reviews?done=yes"))
}

/// Until when the record is open to her because she broke the glass; empty when it is not.
pub fn until(call: &Call, root: Uuid) -> Result<String, Error> {
    if !may(call) {
        return Ok(String::new());
    }
    let until = record::broken_until(&call.app.office, &call.actor, root)?;
    Ok(until.map_or_else(String::new, |until| call.words().with("glass-open-until", "when", show::moment(call, until))))
}
