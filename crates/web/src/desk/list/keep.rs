//! Lists that are kept: named, shared with a role, renamed, forgotten.

use super::super::me::Pick;
use super::super::render;
use super::asked::Asked;
use super::{ViewLink, asked, page, plain, roles};
use crate::answer::{Answer, Reply};
use crate::call::Call;
use axum::http::StatusCode;
use casework::{Error, views};
use forms::Kind;

/// What may be done with the list as it is narrowed now.
#[derive(Default)]
pub(super) struct Opened {
    /// Where keeping is posted.
    pub keep: String,
    /// Where it is forgotten; empty for one that is not hers or has no name.
    pub drop: String,
    /// Its name, or what was typed.
    pub name: String,
    /// Roles it may be shared with.
    pub roles: Vec<Pick>,
}

/// The views she may choose from, after the whole list.
pub(super) fn links(call: &Call, kind: &Kind, now: &Asked) -> Result<Vec<ViewLink>, Error> {
    let mission = call.app.office.mission();
    let views = views::named(&call.app.office, &call.actor, &kind.name)?;
    if views.is_empty() {
        return Ok(Vec::new());
    }
    let shown = now.view.as_ref().map(|view| view.id);
    let all = ViewLink {
        address: plain(kind),
        label: call.words().say("view-all"),
        here: now.view.is_none() && now.kept.filters.is_empty(),
        role: String::new(),
    };
    let own = views.into_iter().map(|view| ViewLink {
        address: format!("{}?view={}", plain(kind), view.id),
        here: Some(view.id) == shown,
        label: view.name,
        role: mission.roles.get(&view.role).map(|r| r.label.get(&call.language).to_owned()).unwrap_or_default(),
    });
    Ok(std::iter::once(all).chain(own).collect())
}

/// What may be done with the list of the address.
pub(super) fn opened(call: &Call, kind: &Kind, now: &Asked) -> Opened {
    let view = now.view.as_ref().filter(|view| !view.name.is_empty());
    let hers = view.is_some_and(|view| view.account == call.actor.id());
    let typed = call.posted("name");
    Opened {
        keep: super::address(kind, now, "/keep", ""),
        drop: if hers { super::address(kind, now, "/drop", "") } else { String::new() },
        name: if typed.is_empty() { view.map(|view| view.name.clone()).unwrap_or_default() } else { typed.to_owned() },
        roles: roles(call, view.map_or("", |view| view.role.as_str())),
    }
}

/// `POST /desk/list/{}/keep`: keeps the list of the address under a name.
pub fn keep(call: &Call) -> Answer {
    let (kind, now) = asked(call)?;
    let (office, name) = (&call.app.office, &kind.name);
    let id = match &now.view {
        Some(view) => view.id,
        None => views::narrow(office, &call.actor, name, now.kept.clone())?,
    };
    match views::keep(office, &call.actor, name, id, call.posted("name"), call.posted("role")) {
        Ok(id) => Ok(Reply::see(&format!("{}?view={id}", plain(&kind)))),
        Err(Error::Request(why)) => {
            let page = page(call, &kind, &now, call.words().say(&why))?;
            Ok(Reply::page_with(StatusCode::UNPROCESSABLE_ENTITY, render(&page)))
        }
        Err(error) => Err(error),
    }
}

/// `POST /desk/list/{}/drop`: forgets the view of the address, which is hers.
pub fn drop(call: &Call) -> Answer {
    let (kind, now) = asked(call)?;
    let view = now.view.ok_or(Error::NotFound)?;
    views::drop(&call.app.office, &call.actor, &kind.name, view.id)?;
    Ok(Reply::see(&plain(&kind)))
}
