//! Handing a case over: it is offered on its own page, and taken or declined on the receiver's.

use super::ask::{Ask, asks, refusal};
use super::me::Pick;
use super::{Frame, render, show};
use crate::answer::{Answer, Reply};
use crate::call::Call;
use askama::Template;
use axum::http::StatusCode;
use casework::record::{self, NewHandover, Offer, View};
use casework::{Error, number};
use forms::roles::Action;
use uuid::Uuid;

const KIND: &str = "handover";

#[derive(Template)]
#[template(path = "desk/handover.html")]
struct HandoverPage<'a> {
    frame: Frame<'a>,
    wrong: Vec<String>,
    action: String,
    back: String,
    now: String,
    asks: Vec<Ask>,
}

/// True when this record may be handed over by her.
pub fn may(call: &Call, view: &View) -> bool {
    let mission = call.app.office.mission();
    let hangs = mission.kinds.get(KIND).is_some_and(|kind| kind.parent.contains(&view.kind.name));
    hangs && view.access.may(Action::Transfer)
}

/// `GET /desk/r/{}/handover`.
pub fn ask(call: &Call) -> Answer {
    let view = record::open(&call.app.office, &call.actor, call.id(0))?;
    Ok(Reply::page(render(&page(call, &view, Vec::new())?)))
}

fn page<'a>(call: &'a Call, view: &View, wrong: Vec<String>) -> Result<HandoverPage<'a>, Error> {
    if !may(call, view) {
        return Err(Error::Forbidden { right: Action::Transfer.name().into() });
    }
    let w = call.words();
    let id = view.row.id;
    let mut questions = asks(call, KIND, &["to", "to_site", "why"]);
    let owner = view.row.owner.unwrap_or(Uuid::nil());
    call.app.office.with_names(call.actor.tenant(), |names| {
        let people = names.staff.iter().filter(|(id, _)| **id != owner);
        choose(&mut questions, "to", people.map(|(id, name)| (*id, name.clone())).collect());
        choose(&mut questions, "to_site", names.sites.iter().map(|(id, name)| (*id, name.clone())).collect());
    });
    let back = (format!("/desk/r/{id}"), number::of(&show::prefix(call), &view.row));
    Ok(HandoverPage {
        frame: Frame::new(call, w.say("handover-title")).under(vec![back.clone()]),
        wrong,
        action: format!("/desk/r/{id}/handover"),
        back: back.0,
        now: view.row.owner.map_or_else(String::new, |id| show::staff(call, id)),
        asks: questions,
    })
}

/// Offers these people or sites in one of the questions, by name.
fn choose(asks: &mut [Ask], name: &str, mut all: Vec<(Uuid, String)>) {
    all.sort_by(|a, b| a.1.cmp(&b.1));
    if let Some(ask) = asks.iter_mut().find(|ask| ask.name == name) {
        let chosen = ask.value.clone();
        let pick = |(id, label): (Uuid, String)| Pick { chosen: id.to_string() == chosen, code: id.to_string(), label };
        ask.choices = all.into_iter().map(pick).collect();
    }
}

/// `POST /desk/r/{}/handover`: offers it.
pub fn offer(call: &Call) -> Answer {
    let (office, actor) = (&call.app.office, &call.actor);
    let view = record::open(office, actor, call.id(0))?;
    let id = |name| call.posted(name).parse().unwrap_or(Uuid::nil());
    let new = NewHandover { case: view.row.id, to: id("to"), site: id("to_site"), why: call.posted("why") };
    match record::hand_over(office, actor, new) {
        Ok(()) => Ok(Reply::see(&format!("/desk/r/{}", view.row.id))),
        Err(error) => {
            let wrong = refusal(call, KIND, error)?;
            Ok(Reply::page_with(StatusCode::UNPROCESSABLE_ENTITY, render(&page(call, &view, wrong)?)))
        }
    }
}

/// `POST /desk/handovers/{}/withdraw`: takes an offer back.
pub fn withdraw(call: &Call) -> Answer {
    let case = record::withdraw_handover(&call.app.office, &call.actor, call.id(0))?;
    Ok(Reply::see(&format!("/desk/r/{case}")))
}

#[derive(Template)]
#[template(path = "desk/handovers.html")]
struct HandoversPage<'a> {
    frame: Frame<'a>,
    done: String,
    wrong: Vec<String>,
    items: Vec<Waiting>,
}

struct Waiting {
    id: String,
    title: String,
    facts: String,
    why: String,
}

/// True when cases can be handed to her.
pub fn receives(call: &Call) -> bool {
    let mission = call.app.office.mission();
    let kinds = mission.kinds.get(KIND).map(|kind| kind.parent.clone()).unwrap_or_default();
    kinds.iter().filter_map(|name| mission.kinds.get(name)).any(|kind| call.actor.may_ever(kind, Action::Change))
}

/// `GET /desk/handovers`: cases offered to her.
pub fn waiting(call: &Call) -> Answer {
    Ok(Reply::page(render(&list(call, Vec::new())?)))
}

fn list<'a>(call: &'a Call, wrong: Vec<String>) -> Result<HandoversPage<'a>, Error> {
    if !receives(call) {
        return Err(Error::NotFound);
    }
    let found = record::offers(&call.app.office, &call.actor)?;
    let prefix = show::prefix(call);
    Ok(HandoversPage {
        frame: Frame::new(call, call.words().say("handovers-title")),
        done: if call.asked("done") == "declined" { call.words().say("handovers-declined") } else { String::new() },
        wrong,
        items: found.iter().map(|offer| item(call, &prefix, offer)).collect(),
    })
}

fn item(call: &Call, prefix: &str, offer: &Offer) -> Waiting {
    let (w, mission) = (call.words(), call.app.office.mission());
    let kind = mission.kinds.get(&offer.case.kind);
    let stage = kind.and_then(|kind| kind.stage(&offer.case.stage)).map(|stage| stage.label.get(&call.language));
    let facts = [
        stage.map(str::to_owned),
        offer.site.map(|id| show::site(call, id)),
        offer.from.map(|id| w.with("handover-from", "name", show::staff(call, id))),
        Some(w.with_all(
            "handover-by",
            &[("name", &show::staff(call, offer.by)), ("when", &show::moment(call, offer.at))],
        )),
    ];
    let facts: Vec<String> = facts.into_iter().flatten().filter(|fact| !fact.is_empty()).collect();
    Waiting {
        id: offer.id.to_string(),
        title: format!(
            "{} {}",
            kind.map_or("", |kind| kind.label.get(&call.language)),
            number::of(prefix, &offer.case)
        ),
        facts: facts.join(" · "),
        why: offer.why.clone(),
    }
}

/// `POST /desk/handovers/{}`: takes the case, or declines it.
pub fn answer(call: &Call) -> Answer {
    let takes = match call.posted("answer") {
        "take" => true,
        "decline" => false,
        _ => return Err(Error::Request("take it or decline it".into())),
    };
    match record::answer_handover(&call.app.office, &call.actor, call.id(0), takes, call.posted("words")) {
        Ok(case) if takes => Ok(Reply::see(&format!("/desk/r/{case}"))),
        Ok(_) => Ok(Reply::see("/desk/handovers?done=declined")),
        Err(error) => {
            let wrong = refusal(call, KIND, error)?;
            Ok(Reply::page_with(StatusCode::UNPROCESSABLE_ENTITY, render(&list(call, wrong)?)))
        }
    }
}
