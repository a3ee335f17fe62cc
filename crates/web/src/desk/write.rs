//! Writing a record: the form, begun and kept as a sealed draft until it is saved.
//!
//! A form is filled over several requests without JavaScript, in one with it. Both post the same inputs to the same
//! address; `do` says what is to happen. Nothing is a record before [`casework::record::save`] says so.

mod begun;
mod clash;
mod done;
mod files;
mod known;
mod press;
mod start;
#[cfg(test)]
mod tests;

use super::{Frame, render, show};
use crate::answer::{Answer, Reply};
use crate::call::Call;
use crate::form::{self, Around, Html, Part, Shown};
use askama::Template;
use axum::http::StatusCode;
use begun::Begun;
use casework::{Error, draft, record};
pub use files::take_files;
use press::Press;
use std::collections::BTreeSet;
use uuid::Uuid;

#[derive(Template)]
#[template(path = "desk/write.html")]
struct WritePage<'a> {
    frame: Frame<'a>,
    title: String,
    form: Html,
}

/// `GET /desk/new/{}`: a form for a new record that stands alone; with `draft`, one that was begun before.
pub fn new(call: &Call) -> Answer {
    let draft = call.asked("draft").parse::<Uuid>().ok();
    let begun = match draft {
        Some(id) => match Begun::again(call, id) {
            // Saved or thrown away meanwhile, or never kept: a form to begin with.
            Err(Error::NotFound) => Begun::new(call, call.part(0), None)?,
            begun => begun?,
        },
        None => Begun::new(call, call.part(0), None)?,
    };
    first(call, &begun)
}

/// `GET /desk/r/{}/add/{}`: a form for a new record below another.
pub fn add(call: &Call) -> Answer {
    let parent = record::open(&call.app.office, &call.actor, call.id(0))?;
    first(call, &Begun::new(call, call.part(1), Some(&parent))?)
}

/// `GET /desk/r/{}/edit`: the form of a record, or the draft of it that was begun.
pub fn edit(call: &Call) -> Answer {
    let view = record::open(&call.app.office, &call.actor, call.id(0))?;
    let draft = draft::read(&call.app.office, &call.actor, view.row.id)?;
    first(call, &Begun::of_record(call, view, draft)?)
}

fn first(call: &Call, begun: &Begun) -> Answer {
    let part = begun.form(call, |form| form::open_pages(form).first().map_or(Part::Check, |page| Part::Page(*page)));
    Ok(page(call, begun, StatusCode::OK, &Said { part, ..Said::default() }))
}

/// `POST /desk/write`: takes in what was posted and does what the pressed button says.
pub fn save(call: &Call) -> Answer {
    if call.posted("_whole") != "yes" {
        return Err(Error::Request(call.words().say("form-too-large")));
    }
    let mut begun = Begun::posted(call)?;
    if call.posted("_part") == "clash" {
        clash::resolve(call, &mut begun);
        return done::save(call, begun, Part::Check);
    }
    let press = Press::read(call.posted("do"));
    let before = if press == Press::Next { begun.relevant(call) } else { BTreeSet::new() };
    begun.take(call);
    let current = match call.posted("_page").parse() {
        Ok(page) => Part::Page(page),
        Err(_) => Part::Check,
    };
    match press {
        Press::Keep => keep(call, &begun, current),
        Press::Save => done::save(call, begun, current),
        press => {
            let said = press::after(call, &mut begun, press, current, &before);
            draft::keep(&call.app.office, &call.actor, &begun.draft)?;
            let status = if begun.has_errors() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
            Ok(page(call, &begun, status, &said))
        }
    }
}

/// Keeps what was posted when its session had gone idle meanwhile, and gives the address it goes on at.
///
/// # Errors
/// As for the form itself.
pub fn keep_late(call: &Call) -> Result<String, Error> {
    let mut begun = Begun::posted(call)?;
    if call.posted("_whole") == "yes" && call.posted("_part") != "clash" {
        begun.take(call);
    }
    draft::keep(&call.app.office, &call.actor, &begun.draft)?;
    Ok(address(&begun))
}

/// Where a form goes on from its draft.
fn address(begun: &Begun) -> String {
    match begun.draft.base {
        0 => format!("/desk/new/{}?draft={}", begun.kind.name, begun.draft.id),
        _ => format!("/desk/r/{}/edit", begun.draft.id),
    }
}

/// What a page of the form says beside its questions.
pub struct Said {
    /// The page in view.
    part: Part,
    /// What is wrong beyond single questions.
    general: Vec<String>,
    /// The reason typed so far, where a rule asks for one.
    reason: Option<String>,
    /// A line about what just happened.
    notice: String,
}

impl Default for Said {
    fn default() -> Self {
        Self { part: Part::Page(0), general: Vec::new(), reason: None, notice: String::new() }
    }
}

fn page(call: &Call, begun: &Begun, status: StatusCode, said: &Said) -> Reply {
    let title = begun.title(call);
    let hidden = begun.hidden(call);
    let leave = begun.leave();
    let subject = begun.subject(call);
    let around = Around {
        action: "/desk/write",
        hidden: &hidden,
        shown: Shown { current: said.part, all: true },
        seen: &begun.draft.seen,
        general: &said.general,
        reason: said.reason.as_deref(),
        subject: subject.as_ref(),
        notice: &said.notice,
        leave: &leave,
    };
    let form = begun.form(call, |form| form::render(form, &around));
    let frame = frame(call, begun, &title);
    Reply::page_with(status, render(&WritePage { frame, title, form }))
}

fn frame<'a>(call: &'a Call, begun: &Begun, title: &str) -> Frame<'a> {
    let list = (format!("/desk/list/{}", begun.kind.name), show::plural(&call.words(), &begun.kind, &call.language));
    let steps = if begun.kind.parent.is_empty() {
        vec![list]
    } else {
        vec![(begun.leave(), call.words().say("back-to-record"))]
    };
    Frame { here: address(begun), ..Frame::new(call, title.to_owned()).under(steps) }
}

#[derive(Template)]
#[template(path = "desk/kept.html")]
struct Kept<'a> {
    frame: Frame<'a>,
    on: String,
    leave: String,
}

/// Keeps the draft and stops; what could not be read is shown again, since a draft holds answers.
fn keep(call: &Call, begun: &Begun, current: Part) -> Answer {
    draft::keep(&call.app.office, &call.actor, &begun.draft)?;
    if call.posted("_quiet") == "yes" {
        return Ok(Reply::empty(StatusCode::NO_CONTENT));
    }
    if begun.has_errors() {
        return Ok(page(call, begun, StatusCode::UNPROCESSABLE_ENTITY, &Said { part: current, ..Said::default() }));
    }
    let frame = Frame::new(call, call.words().say("form-kept-title"));
    Ok(Reply::page(render(&Kept { frame, on: address(begun), leave: begun.leave() })))
}
