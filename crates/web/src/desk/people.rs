//! Colleagues: who they are, which roles they hold where, and their accounts. Nobody changes her own here.

use super::me::{self, Pick};
use super::qr::{self, Qr};
use super::{Frame, render, show};
use crate::answer::{Answer, Reply};
use crate::call::Call;
use askama::Template;
use casework::Error;
use casework::accounts::{self, Invitation, Standing};
use casework::people::{self, Held};
use casework::record::{self, Query, Wanted};
use forms::roles::Manage;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use uuid::Uuid;

#[derive(Template)]
#[template(path = "desk/people.html")]
struct PeoplePage<'a> {
    frame: Frame<'a>,
    new: String,
    /// Colleagues whose second factor waits for a second administrator.
    lost: Vec<(String, String)>,
    rows: Vec<Row>,
    next: String,
}

struct Row {
    id: String,
    name: String,
    roles: Vec<String>,
    state: State,
}

struct State {
    icon: &'static str,
    look: &'static str,
    text: String,
}

/// `GET /desk/people`.
pub fn show(call: &Call) -> Answer {
    may(call)?;
    let office = &call.app.office;
    let query = Query { after: call.asked("after").to_owned(), limit: 25, ..Query::default() };
    let page = record::list(office, &call.actor, "user", &query)?;
    let ids: Vec<Uuid> = page.items.iter().map(|item| item.row.id).collect();
    let held = people::held(office, &call.actor, &ids)?;
    let standings = accounts::standings(office, &call.actor, &ids)?;
    let now = office.now();
    let rows = page
        .items
        .iter()
        .map(|item| Row {
            id: item.row.id.to_string(),
            name: item.title.clone(),
            roles: held
                .iter()
                .filter(|held| held.account == item.row.id && held.is_current(now))
                .map(|held| role_at(call, held))
                .collect(),
            state: state(call, standings.get(&item.row.id)),
        })
        .collect();
    let page = PeoplePage {
        frame: Frame::new(call, call.words().say("people-title")),
        new: "/desk/new/user".into(),
        lost: accounts::open_requests(office, &call.actor)?
            .into_iter()
            .map(|lost| (lost.account.to_string(), show::staff(call, lost.account)))
            .collect(),
        rows,
        next: if page.next.is_empty() { page.next } else { format!("/desk/people?after={}", page.next) },
    };
    Ok(Reply::page(render(&page)))
}

fn may(call: &Call) -> Result<(), Error> {
    if call.actor.manages(Manage::Users) { Ok(()) } else { Err(Error::NotFound) }
}

fn state(call: &Call, standing: Option<&Standing>) -> State {
    let (icon, look, key) = match standing {
        None => ("i-todo", "sealed", "account-none"),
        Some(standing) if standing.closed => ("i-cross", "late", "account-closed"),
        Some(standing) if standing.accepted => ("i-met", "met", "account-open"),
        Some(_) => ("i-clock", "", "account-invited"),
    };
    State { icon, look, text: call.words().say(key) }
}

fn role_at(call: &Call, held: &Held) -> String {
    let mission = call.app.office.mission();
    let role = mission.roles.get(&held.role).map_or(held.role.as_str(), |role| role.label.get(&call.language));
    call.words().with_all("acting-as", &[("role", role), ("site", &show::site(call, held.site))])
}

#[derive(Template)]
#[template(path = "desk/colleague.html")]
struct ColleaguePage<'a> {
    frame: Frame<'a>,
    id: String,
    me: bool,
    state: State,
    factor: bool,
    known: bool,
    closed: bool,
    link: String,
    qr: Option<Qr>,
    lost: Option<Lost>,
    until: String,
    wrong: String,
    held: Vec<Role>,
    ended: Vec<Role>,
    roles: Vec<Pick>,
    sites: Vec<Pick>,
    colleagues: Vec<Pick>,
}

/// A request that her second factor be dropped.
struct Lost {
    text: String,
    /// It waits for someone else than who asked.
    open: bool,
    mine: bool,
}

struct Role {
    id: String,
    text: String,
    more: String,
}

/// `GET /desk/people/{}`.
pub fn one(call: &Call) -> Answer {
    Ok(Reply::page(render(&page(call, None, String::new())?)))
}

fn page(call: &Call, link: Option<Invitation>, wrong: String) -> Result<ColleaguePage<'_>, Error> {
    may(call)?;
    let office = &call.app.office;
    let view = record::open(office, &call.actor, call.id(0)).ok().filter(|view| view.kind.name == "user");
    let view = view.ok_or(Error::NotFound)?;
    let id = view.row.id;
    let (w, now) = (call.words(), office.now());
    let (held, ended): (Vec<Held>, Vec<Held>) =
        people::held(office, &call.actor, &[id])?.into_iter().partition(|held| held.is_current(now));
    let standing = accounts::standings(office, &call.actor, &[id])?.remove(&id);
    let (sites, colleagues) = office.with_names(call.actor.tenant(), |names| {
        let pick = |(id, name): (&Uuid, &String)| Pick { code: id.to_string(), label: name.clone(), chosen: false };
        let others = names.staff.iter().filter(|(other, _)| **other != id);
        (names.sites.iter().map(pick).collect::<Vec<_>>(), others.map(pick).collect::<Vec<_>>())
    });
    let frame = Frame::new(call, view.title.clone());
    let until = link.as_ref().map(|link| show::moment(call, link.expires)).unwrap_or_default();
    let link = link.map(|link| address(call, &link)).unwrap_or_default();
    let lost = accounts::lost(office, call.actor.tenant(), id)?.map(|lost| Lost {
        text: me::lost_in_words(call, &lost),
        open: lost.confirmed.is_none(),
        mine: lost.asked == call.actor.id(),
    });
    Ok(ColleaguePage {
        frame: frame.under(vec![("/desk/people".into(), w.say("people-title"))]),
        id: id.to_string(),
        me: id == call.actor.id(),
        state: state(call, standing.as_ref()),
        factor: standing.is_some_and(|standing| standing.factor),
        known: standing.is_some(),
        closed: standing.is_some_and(|standing| standing.closed),
        until,
        qr: (!link.is_empty()).then(|| qr::code(&link, w.say("invite-qr"))).flatten(),
        link,
        lost,
        wrong,
        held: held.iter().map(|held| role(call, held)).collect(),
        ended: ended.iter().map(|held| role(call, held)).collect(),
        roles: roles(call),
        sites,
        colleagues,
    })
}

/// Roles that are held through a membership, by label.
fn roles(call: &Call) -> Vec<Pick> {
    let mission = call.app.office.mission();
    let mut roles: Vec<Pick> = mission
        .roles
        .values()
        .filter(|role| !casework::actor::PUBLIC_ROLES.contains(&role.name.as_str()))
        .map(|role| Pick { code: role.name.clone(), label: role.label.get(&call.language).to_owned(), chosen: false })
        .collect();
    roles.sort_by(|a, b| a.label.cmp(&b.label));
    roles
}

fn role(call: &Call, held: &Held) -> Role {
    let w = call.words();
    let team = (!held.team.is_empty()).then(|| w.with("people-team", "team", held.team.as_str()));
    let supervisor = held.supervisor.map(|id| w.with("people-supervisor", "name", show::staff(call, id)));
    let until = (held.until != 0).then(|| w.with("people-until", "date", show::day_of(call, held.until - 1)));
    let more: Vec<String> = [team, supervisor, until].into_iter().flatten().collect();
    Role { id: held.id.to_string(), text: role_at(call, held), more: more.join(" · ") }
}

/// The whole address of a link, as it is handed over.
fn address(call: &Call, link: &Invitation) -> String {
    let hosts = &call.app.settings.hosts;
    let origin =
        if hosts.desk.is_empty() { call.app.settings.origin.clone() } else { format!("https://{}", hosts.desk) };
    format!("{origin}/desk/link/{}", link.token)
}

/// The colleague of the address, who is not herself.
fn other(call: &Call) -> Result<Uuid, Error> {
    may(call)?;
    let view = record::open(&call.app.office, &call.actor, call.id(0))?;
    if view.kind.name != "user" {
        return Err(Error::NotFound);
    }
    if view.row.id == call.actor.id() {
        return Err(Error::Forbidden { right: "manage:users (of oneself)".into() });
    }
    Ok(view.row.id)
}

/// `POST /desk/people/{}/invite`: an account with a sign-in name, and its link, shown once.
pub fn invite(call: &Call) -> Answer {
    let id = other(call)?;
    if accounts::standings(&call.app.office, &call.actor, &[id])?.contains_key(&id) {
        return Err(Error::Request(call.words().say("account-open")));
    }
    match accounts::invite(&call.app.office, call.actor.tenant(), id, call.posted("name"), "{}") {
        Ok(link) => Ok(Reply::page(render(&page(call, Some(link), String::new())?))),
        Err(Error::Request(_)) => {
            let short = call.posted("name").trim().chars().count() < 3;
            let wrong = call.words().say(if short { "invite-short" } else { "invite-taken" });
            let page = page(call, None, wrong)?;
            Ok(Reply::page_with(axum::http::StatusCode::UNPROCESSABLE_ENTITY, render(&page)))
        }
        Err(error) => Err(error),
    }
}

/// `POST /desk/people/{}/reset`: a link to choose a new password, shown once.
pub fn reset(call: &Call) -> Answer {
    let link = accounts::reset(&call.app.office, &call.actor, other(call)?)?;
    Ok(Reply::page(render(&page(call, Some(link), String::new())?)))
}

/// `POST /desk/people/{}/account`: closes or opens it.
pub fn account(call: &Call) -> Answer {
    let id = other(call)?;
    match call.posted("do") {
        "close" => accounts::close(&call.app.office, &call.actor, id)?,
        "open" => accounts::reopen(&call.app.office, &call.actor, id)?,
        _ => return Err(Error::Request("close it or open it".into())),
    }
    Ok(Reply::see(&format!("/desk/people/{id}")))
}

/// `POST /desk/people/{}/factor`: asks that her second factor be dropped, confirms what another administrator asked,
/// or takes it back.
pub fn factor(call: &Call) -> Answer {
    let (id, office) = (other(call)?, &call.app.office);
    match call.posted("do") {
        "ask" => accounts::ask_drop(office, &call.actor, id)?,
        "confirm" => accounts::confirm_drop(office, &call.actor, id)?,
        "back" => accounts::settle(office, &call.actor, id)?,
        _ => return Err(Error::Request("ask, confirm or take it back".into())),
    }
    Ok(Reply::see(&format!("/desk/people/{id}")))
}

/// `POST /desk/people/{}/role`: a role at a site. One she held before is held again.
pub fn give(call: &Call) -> Answer {
    let (id, office) = (other(call)?, &call.app.office);
    let (role, site) = (call.posted("role"), call.posted("site"));
    if !roles(call).iter().any(|known| known.code == role) {
        return Err(Error::Request(call.words().say("form-error-code")));
    }
    let before = people::held(office, &call.actor, &[id])?;
    let same = before.iter().find(|held| held.role == role && held.site.to_string() == site);
    let answer = |text: &str| (!text.trim().is_empty()).then(|| json!(text.trim()));
    let mut changes: BTreeMap<String, Option<Value>> = BTreeMap::from([
        ("team".to_owned(), answer(call.posted("team"))),
        ("supervisor".to_owned(), answer(call.posted("supervisor"))),
        ("until".to_owned(), None),
    ]);
    let mut wanted = Wanted { id: office.new_id(), kind: "membership".into(), parent: Some(id), ..Wanted::default() };
    match same {
        Some(held) => (wanted.id, wanted.base, wanted.parent) = (held.id, held.version, None),
        None => {
            changes.extend([
                ("user".to_owned(), Some(json!(id))),
                ("site".to_owned(), answer(site)),
                ("role".to_owned(), Some(json!(role))),
            ]);
            changes.retain(|_, value| value.is_some());
        }
    }
    wanted.changes = changes;
    record::save(office, &call.actor, &wanted)?;
    Ok(Reply::see(&format!("/desk/people/{id}")))
}

/// `POST /desk/people/{}/role/end`: a role holds no more, from this moment.
pub fn take(call: &Call) -> Answer {
    let (id, office) = (other(call)?, &call.app.office);
    let held = people::held(office, &call.actor, &[id])?;
    let held = held.into_iter().find(|held| held.id.to_string() == call.posted("id")).ok_or(Error::NotFound)?;
    let wanted = Wanted {
        id: held.id,
        kind: "membership".into(),
        base: held.version,
        changes: BTreeMap::from([("until".to_owned(), Some(yesterday(office.now())?))]),
        ..Wanted::default()
    };
    record::save(office, &call.actor, &wanted)?;
    Ok(Reply::see(&format!("/desk/people/{id}")))
}

/// The day before, as an answer: a role holds to the end of its last day, in universal time.
fn yesterday(now: i64) -> Result<Value, Error> {
    let day = Timestamp::from_microsecond(now).ok().map(|now| now.to_zoned_datetime(TimeZone::UTC).date());
    let date = day.and_then(|day| day.yesterday().ok()).and_then(|day| calendar::PartialDate::from_day(day).ok());
    date.and_then(|date| serde_json::to_value(date).ok())
        .ok_or_else(|| Error::Request("the clock stands outside the calendar".into()))
}
