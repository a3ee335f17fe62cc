//! Linking a record with another of its kind: found by name or number, or proposed because the names are alike.

use super::ask::{Ask, asks, refusal};
use super::me::Pick;
use super::{Frame, render, show};
use crate::answer::{Answer, Reply};
use crate::call::Call;
use askama::Template;
use axum::http::StatusCode;
use casework::record::{self, NewLink, Query, SAME, View};
use casework::{Error, find, number};
use forms::roles::Action;
use uuid::Uuid;

const KIND: &str = "link";
/// Most records offered.
const MOST: usize = 12;

#[derive(Template)]
#[template(path = "desk/link_record.html")]
struct LinkPage<'a> {
    frame: Frame<'a>,
    wrong: Vec<String>,
    action: String,
    back: String,
    person: bool,
    /// The records offered were looked for; else they are proposed.
    searched: bool,
    found: Vec<Found>,
    kinds: Vec<Pick>,
    asks: Vec<Ask>,
}

struct Found {
    id: String,
    title: String,
    facts: String,
    address: String,
    chosen: bool,
}

/// True when she may link this record with another.
pub fn may(view: &View) -> bool {
    view.access.may(Action::Link) && (view.kind.name == "person" || !view.kind.links.is_empty())
}

/// `GET /desk/r/{}/link`: those that may be the same, or belong together, are offered first.
pub fn ask(call: &Call) -> Answer {
    let view = record::open(&call.app.office, &call.actor, call.id(0))?;
    let found = proposed(call, &view)?;
    Ok(Reply::page(render(&page(call, &view, found, false, Vec::new())?)))
}

/// Persons whose names are alike; cases about the same person.
fn proposed(call: &Call, view: &View) -> Result<Vec<View>, Error> {
    let (office, actor) = (&call.app.office, &call.actor);
    if view.kind.name == "person" {
        return if view.title.is_empty() { Ok(Vec::new()) } else { find::find(office, actor, &view.title) };
    }
    let Some(person) = view.row.person else { return Ok(Vec::new()) };
    let query = Query { person: Some(person), limit: MOST, ..Query::default() };
    let items = record::list(office, actor, &view.kind.name, &query)?.items;
    items.iter().map(|item| record::open(office, actor, item.row.id)).collect()
}

fn page<'a>(
    call: &'a Call,
    view: &View,
    found: Vec<View>,
    searched: bool,
    wrong: Vec<String>,
) -> Result<LinkPage<'a>, Error> {
    if !may(view) {
        return Err(Error::Forbidden { right: Action::Link.name().into() });
    }
    let (w, id, prefix) = (call.words(), view.row.id, show::prefix(call));
    let found: Vec<&View> =
        found.iter().filter(|one| one.row.id != id && one.kind.name == view.kind.name).take(MOST).collect();
    let persons = show::persons(call, &found)?;
    let named = view.kind.title.is_some();
    let back = (format!("/desk/r/{id}"), if named { view.title.clone() } else { number::of(&prefix, &view.row) });
    Ok(LinkPage {
        frame: Frame::new(call, w.say("link-record-title")).under(vec![back.clone()]),
        wrong,
        action: format!("/desk/r/{id}/link"),
        back: back.0,
        person: view.kind.name == "person",
        searched,
        found: found
            .into_iter()
            .map(|one| Found {
                id: one.row.id.to_string(),
                title: show::title(one, &persons),
                facts: facts(call, &prefix, one),
                address: format!("/desk/r/{}", one.row.id),
                chosen: call.posted("to") == one.row.id.to_string(),
            })
            .collect(),
        kinds: kinds(call, view),
        asks: asks(call, KIND, &["why"]),
    })
}

fn facts(call: &Call, prefix: &str, view: &View) -> String {
    let stage = view.kind.stage(&view.row.stage).map(|stage| stage.label.get(&call.language).to_owned());
    let facts = [
        Some(number::of(prefix, &view.row)),
        stage,
        view.row.site.map(|id| show::site(call, id)),
        Some(show::day_of(call, view.row.opened)),
    ];
    facts.into_iter().flatten().filter(|fact| !fact.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// How the two may be joined: for persons also that they are, or may be, the same.
fn kinds(call: &Call, view: &View) -> Vec<Pick> {
    let w = call.words();
    let chosen = call.posted("kind");
    let pick = |code: String, label: String| Pick { chosen: chosen == code, code, label };
    let same = ["suggested", "same", "not_same"].into_iter().filter(|_| view.kind.name == "person");
    let same = same.map(|state| pick(format!("{SAME}:{state}"), w.say(&format!("link-{}", state.replace('_', "-")))));
    let links = view.kind.links.iter();
    same.chain(links.map(|(name, link)| pick(format!("{name}:"), link.label.get(&call.language).to_owned()))).collect()
}

/// `POST /desk/r/{}/link`: looks for the other record, or makes the link.
pub fn make(call: &Call) -> Answer {
    let (office, actor) = (&call.app.office, &call.actor);
    let view = record::open(office, actor, call.id(0))?;
    if call.posted("do") == "find" {
        let found = if may(&view) { find::find(office, actor, call.posted("text"))? } else { Vec::new() };
        return Ok(Reply::page(render(&page(call, &view, found, true, Vec::new())?)));
    }
    let (kind, state) = call.posted("kind").split_once(':').unwrap_or_default();
    let to = call.posted("to").parse::<Uuid>().ok();
    let refused = match to {
        Some(to) if !kind.is_empty() => {
            match record::link(office, actor, NewLink { from: view.row.id, to, kind, state, why: call.posted("why") }) {
                Ok(_) => return Ok(Reply::see(&format!("/desk/r/{}", view.row.id))),
                Err(error) => refusal(call, KIND, error)?,
            }
        }
        _ => vec![call.words().say("link-choose-both")],
    };
    let mut found = proposed(call, &view)?;
    if let Some(to) = to.filter(|to| !found.iter().any(|one| one.row.id == *to)) {
        found.push(record::open(office, actor, to)?);
    }
    Ok(Reply::page_with(StatusCode::UNPROCESSABLE_ENTITY, render(&page(call, &view, found, false, refused)?)))
}

/// `POST /desk/links/{}`: settles a link, or takes it back; returns to the record it was pressed on.
pub fn settle(call: &Call) -> Answer {
    record::settle_link(&call.app.office, &call.actor, call.id(0), call.posted("state"))?;
    let back = call.posted("back").parse::<Uuid>().unwrap_or(Uuid::nil());
    Ok(Reply::see(&if back.is_nil() { "/desk/".to_owned() } else { format!("/desk/r/{back}") }))
}
