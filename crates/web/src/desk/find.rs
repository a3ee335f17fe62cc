//! Finding a person by name in any spelling, or a record by its number. The text is posted, so that it is in no address.

use super::{Frame, render};
use crate::answer::{Answer, Reply};
use crate::call::Call;
use askama::Template;

#[derive(Template)]
#[template(path = "desk/find.html")]
struct FindPage<'a> {
    frame: Frame<'a>,
    asked: bool,
    found: Vec<Found>,
}

struct Found {
    id: String,
    title: String,
    kind: String,
}

/// `GET /desk/find`.
pub fn ask(call: &Call) -> Answer {
    let frame = Frame::new(call, call.words().say("find-a-person"));
    Ok(Reply::page(render(&FindPage { frame, asked: false, found: Vec::new() })))
}

/// `POST /desk/find`.
pub fn show(call: &Call) -> Answer {
    let found = casework::find::find(&call.app.office, &call.actor, call.posted("text"))?
        .into_iter()
        .map(|view| Found {
            id: view.row.id.to_string(),
            title: view.title,
            kind: view.kind.label.get(&call.language).to_owned(),
        })
        .collect();
    let frame = Frame::new(call, call.words().say("find-a-person"));
    Ok(Reply::page(render(&FindPage { frame, asked: true, found })))
}
