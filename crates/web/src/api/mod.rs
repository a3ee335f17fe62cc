//! The API: records as JSON, errors as problem JSON (RFC 9457). The same service as the desk's: no rule stands here.

mod body;
pub mod files;
mod openapi;
mod problem;

use crate::answer::{Answer, Reply};
use crate::call::Call;
use axum::http::{StatusCode, header};
use body::Sent;
use casework::record::{self, Filter, Query, View, Wanted};
use casework::{Error, reserved, surroundings};
use forms::Kind;
use forms::answers::{self, Answers};
use forms::roles::Action;
use serde::Serialize;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use uuid::Uuid;

pub use openapi::openapi;
pub use problem::{problem, refused, unauthorised};

/// `GET /api/v1/records/{kind}`: a page of a list. Filters are pairs of the query; `after` is the page's place.
pub fn list(call: &Call) -> Answer {
    let mission = call.app.office.mission();
    let kind = mission.kinds.get(call.part(0)).ok_or(Error::NotFound)?;
    let mut query = Query { after: call.asked("after").into(), sort: call.asked("sort").into(), ..Query::default() };
    for (name, value) in &call.query {
        match name.as_str() {
            "after" | "sort" => {}
            "limit" => {
                query.limit = value.parse().map_err(|_| Error::Request("limit: a number from 1 to 200".into()))?
            }
            field => query.filters.push(Filter { field: field.into(), values: vec![value.clone()] }),
        }
    }
    let page = record::list(&call.app.office, &call.actor, &kind.name, &query)?;
    let items = page.items.iter().map(|item| one(&item.row, &item.answers, item.version, &item.title)).collect();
    let next = (!page.next.is_empty()).then_some(page.next.as_str());
    Ok(Reply::json(StatusCode::OK, &Given { items, next }))
}

/// `GET /api/v1/records/{kind}/{id}`.
pub fn open(call: &Call) -> Answer {
    let view = visible(call)?;
    Ok(Reply::json(StatusCode::OK, &one(&view.row, &view.answers, view.version, &view.title)))
}

/// `POST /api/v1/records/{kind}`: makes a record. The same id sent twice makes one.
pub fn create(call: &Call) -> Answer {
    let kind = call.app.office.kind(call.part(0))?;
    if !call.actor.may_ever(&kind, Action::Create) && reserved::action_on_parent(&kind.name).is_none() {
        return Err(call.no_making(&kind));
    }
    let sent = body::read(&call.body)?;
    if sent.base != 0 {
        return Err(Error::Request("base: a new record has none; PATCH changes one that is there".into()));
    }
    save(call, &kind, sent.id.unwrap_or_else(|| call.app.office.new_id()), sent, StatusCode::CREATED)
}

/// `PATCH /api/v1/records/{kind}/{id}`: changes a record against the version it was read at.
pub fn change(call: &Call) -> Answer {
    let view = visible(call)?;
    let sent = body::read(&call.body)?;
    if sent.base == 0 {
        return Err(Error::Request("base: the version the change is made against is missing".into()));
    }
    if sent.id.is_some_and(|id| id != view.row.id) {
        return Err(Error::Request("id: not the one of the address".into()));
    }
    save(call, &view.kind.clone(), view.row.id, sent, StatusCode::OK)
}

fn visible(call: &Call) -> Result<View, Error> {
    let view = record::open(&call.app.office, &call.actor, call.id(1))?;
    if view.kind.name == call.part(0) { Ok(view) } else { Err(Error::NotFound) }
}

/// A page of a list as it is given.
#[derive(Serialize)]
struct Given<'a> {
    items: Vec<One<'a>>,
    next: Option<&'a str>,
}

/// A record as it is given.
#[derive(Serialize)]
struct One<'a> {
    answers: &'a Answers,
    id: Uuid,
    kind: &'a str,
    opened: i64,
    owner: Option<Uuid>,
    parent: Option<Uuid>,
    person: Option<Uuid>,
    site: Option<Uuid>,
    stage: &'a str,
    title: &'a str,
    version: i64,
}

fn one<'a>(row: &'a record::Row, answers: &'a Answers, version: i64, title: &'a str) -> One<'a> {
    One {
        answers,
        id: row.id,
        kind: &row.kind,
        opened: row.opened,
        owner: row.owner,
        parent: row.parent,
        person: row.person,
        site: row.site,
        stage: &row.stage,
        title,
        version,
    }
}

fn save(call: &Call, kind: &Kind, id: Uuid, sent: Sent, status: StatusCode) -> Answer {
    let office = &call.app.office;
    let mut wanted = Wanted {
        id,
        kind: kind.name.clone(),
        base: sent.base,
        happened: sent.happened,
        changes: changes(call, kind, &sent.changes.0)?,
        parent: sent.parent,
        person: sent.person,
        site: sent.site,
        owner: sent.owner,
        stage: sent.stage,
        reason: sent.reason,
        ..Wanted::default()
    };
    for child in sent.children {
        let child = body::child(child)?;
        let kind = office.kind(&child.kind)?;
        wanted.children.push(Wanted {
            id: child.id.unwrap_or_else(|| office.new_id()),
            changes: changes(call, &kind, &child.changes.0)?,
            kind: child.kind,
            person: sent.person,
            ..Wanted::default()
        });
    }
    let saved = record::save(office, &call.actor, &wanted)?;
    let address = format!("/api/v1/records/{}/{}", kind.name, saved.id);
    let body = json!({"id": saved.id, "version": saved.version, "conflicts": saved.conflicts});
    Ok(Reply::json(status, &body).with(header::LOCATION, &address))
}

fn changes(call: &Call, kind: &Kind, sent: &Map<String, Value>) -> Result<BTreeMap<String, Option<Value>>, Error> {
    let mission = call.app.office.mission();
    let around = surroundings::env(&call.app.office, &mission, &call.actor);
    answers::read_changes(kind, &mission, sent, &around.env()).map_err(Error::Invalid)
}
