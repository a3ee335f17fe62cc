//! The password once more, before what concerns many people or cannot be undone.

use super::me::session;
use super::{Frame, ours, render};
use crate::answer::{Answer, Reply};
use crate::call::Call;
use askama::Template;
use axum::http::StatusCode;
use casework::accounts::{self, Refused};

#[derive(Template)]
#[template(path = "desk/again.html")]
struct AgainPage<'a> {
    frame: Frame<'a>,
    next: String,
    wrong: String,
}

fn page<'a>(call: &'a Call, next: &str, wrong: String) -> AgainPage<'a> {
    let next = if ours(next) { next.to_owned() } else { String::new() };
    AgainPage { frame: Frame::new(call, call.words().say("step-up-title")), next, wrong }
}

/// `GET /desk/again`.
pub fn ask(call: &Call) -> Answer {
    Ok(Reply::page(render(&page(call, call.asked("next"), String::new()))))
}

/// `POST /desk/again`: back to the page she came from.
pub fn confirm(call: &Call) -> Answer {
    let (session, next, w) = (session(call)?, call.posted("next"), call.words());
    let wrong = match accounts::confirm(&call.app.office, session, call.posted("password")) {
        Ok(()) => {
            accounts::step_up(&call.app.office, session)?;
            return Ok(Reply::see(if ours(next) { next } else { "/desk/" }));
        }
        Err(Refused::Wait(seconds)) => w.with("sign-in-wait", "seconds", seconds),
        Err(Refused::Casework(error)) => return Err(error),
        Err(_) => w.say("step-up-wrong"),
    };
    Ok(Reply::page_with(StatusCode::UNPROCESSABLE_ENTITY, render(&page(call, next, wrong))))
}
