//! What rules told her: a line for each record, until she has read it.

use super::{Frame, render, show};
use crate::answer::{Answer, Reply};
use crate::call::Call;
use askama::Template;
use casework::{Error, notices, number};

#[derive(Template)]
#[template(path = "desk/news.html")]
struct NewsPage<'a> {
    frame: Frame<'a>,
    items: Vec<Item>,
}

/// One line: the record's number and kind, and the rule's own words. Nothing of a person.
struct Item {
    record: String,
    rule: String,
    number: String,
    kind: String,
    message: String,
    when: String,
}

/// True for who is told anything.
pub fn hears(call: &Call) -> bool {
    notices::hears(&call.app.office.mission(), &call.actor)
}

/// How many lines wait for her.
///
/// # Errors
/// [`Error::NotFound`] for who is never told anything.
pub fn waiting(call: &Call) -> Result<usize, Error> {
    Ok(notices::unread(&call.app.office, &call.actor)?.len())
}

/// `GET /desk/news`.
pub fn show(call: &Call) -> Answer {
    let found = notices::unread(&call.app.office, &call.actor)?;
    let prefix = show::prefix(call);
    let item = |notice: &notices::Notice| Item {
        record: notice.view.row.id.to_string(),
        rule: notice.rule.clone(),
        number: number::of(&prefix, &notice.view.row),
        kind: notice.view.kind.label.get(&call.language).to_owned(),
        message: notice.message.get(&call.language).to_owned(),
        when: show::moment(call, notice.told),
    };
    let items = found.iter().map(item).collect();
    Ok(Reply::page(render(&NewsPage { frame: Frame::new(call, call.words().say("news-title")), items })))
}

/// `POST /desk/news`: she has read a line.
pub fn read(call: &Call) -> Answer {
    let record = call.posted("record").parse().map_err(|_| Error::NotFound)?;
    notices::read(&call.app.office, &call.actor, record, call.posted("rule"))?;
    Ok(Reply::see("/desk/news"))
}
