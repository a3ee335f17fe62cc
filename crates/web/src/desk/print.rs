//! A record on paper: what its reader may see, whose it is, who printed it and when; no navigation.

use super::record::{Link, Section, StoryLine, facts, sections, story, vault};
use super::{Frame, render, show};
use crate::answer::{Answer, Reply};
use crate::call::Call;
use askama::Template;
use casework::{files, number, record};

/// Entries of the story that are printed.
const LINES: i64 = 100;

#[derive(Template)]
#[template(path = "desk/print.html")]
struct PrintPage<'a> {
    frame: Frame<'a>,
    association: String,
    kind: String,
    number: String,
    printed: String,
    back: String,
    facts: Vec<Link>,
    sections: Vec<Section>,
    vault: Vec<Link>,
    lines: Vec<StoryLine>,
}

/// `GET /desk/r/{}/print`. That it was printed is in the access log before it is sent.
pub fn show(call: &Call) -> Answer {
    let office = &call.app.office;
    let view = record::print(office, &call.actor, call.id(0))?;
    let mission = office.mission();
    let lines = record::timeline(office, &call.actor, view.row.id, 0, LINES)?;
    let persons = show::persons(call, &[&view])?;
    let when = show::moment(call, office.now());
    let who = show::staff(call, call.actor.id());
    let page = PrintPage {
        frame: Frame::new(call, show::title(&view, &persons)),
        association: show::tenant(call),
        kind: view.kind.label.get(&call.language).to_owned(),
        number: number::of(&show::prefix(call), &view.row),
        printed: call.words().with_all("printed-by", &[("name", &who), ("when", &when)]),
        back: format!("/desk/r/{}", view.row.id),
        facts: facts(call, &view),
        sections: sections(call, &mission, &view, &files::of_view(office, &call.actor, &view)?),
        vault: vault(call, &view),
        lines: story(call, &mission, lines),
    };
    Ok(Reply::page(render(&page)))
}
