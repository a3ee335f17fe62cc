//! First steps: of an office that is empty, and of a visitor of the demonstration.

use super::{Frame, backups, render, show};
use crate::answer::{Answer, Reply};
use crate::call::Call;
use askama::Template;
use casework::{Error, people};
use forms::roles::Manage;

#[derive(Template)]
#[template(path = "desk/start.html")]
struct StartPage<'a> {
    frame: Frame<'a>,
    steps: Vec<Step>,
}

struct Step {
    done: bool,
    title: String,
    text: String,
    state: String,
    address: String,
    link: String,
    command: &'static str,
}

/// True for an administrator of an office in which nobody's record was written yet.
///
/// # Errors
/// What the store says.
pub fn is_new(call: &Call) -> Result<bool, Error> {
    Ok(call.actor.manages(Manage::Users) && !people::begun(&call.app.office, &call.actor)?.records)
}

/// `GET /desk/start`: the five first steps of an office.
pub fn show(call: &Call) -> Answer {
    let begun = people::begun(&call.app.office, &call.actor)?;
    let w = call.words();
    let fresh = backups::is_fresh(call)?;
    let step = |number: i64, key: &str, done, address: &str, command| Step {
        done,
        state: w.say(&format!("start-{key}-{}", if done { "done" } else { "todo" })),
        title: format!("{}. {}", show::digits(call, number), w.say(&format!("start-{key}-title"))),
        text: w.say(&format!("start-{key}-text")),
        link: if address.is_empty() { String::new() } else { w.say(&format!("start-{key}-link")) },
        address: address.to_owned(),
        command,
    };
    let steps = vec![
        step(1, "sites", begun.sites > 1, "/desk/new/site", ""),
        step(2, "people", begun.users > 1, "/desk/new/user", ""),
        step(3, "roles", begun.roles > 1, "/desk/people", ""),
        step(4, "form", begun.records, "/desk/kinds", ""),
        step(5, "backup", fresh, "/desk/backups", "chautari backup /mnt/backup"),
    ];
    let frame = Frame::new(call, w.say("start-title"));
    Ok(Reply::page(render(&StartPage { frame, steps })))
}
