//! `GET /desk/list/{}`: the list of a kind, narrowed by what is posted or by a view that is kept. An address holds the
//! id of a view or codes, never what was typed.

mod asked;
mod keep;

use super::me::Pick;
use super::{Frame, render, show};
use crate::answer::{Answer, Reply};
use crate::call::Call;
use askama::Template;
use asked::Asked;
use casework::Error;
use casework::record::{self, Item, Query};
use casework::views::{self, Kept};
use forms::roles::Action;
use forms::{Kind, Mission};
use std::sync::Arc;

pub use keep::{drop, keep};

#[derive(Template)]
#[template(path = "desk/list.html")]
struct ListPage<'a> {
    frame: Frame<'a>,
    kind: String,
    caption: String,
    hint: String,
    columns: Vec<String>,
    /// Where the form is posted: this list as it is narrowed now.
    action: String,
    filters: Vec<FilterBox>,
    more: Vec<FilterBox>,
    spans: Vec<SpanBox>,
    conflict: bool,
    sorts: Vec<Choice>,
    choose: Vec<Choice>,
    chips: Vec<Chip>,
    views: Vec<ViewLink>,
    view: keep::Opened,
    keepable: bool,
    wrong: String,
    rows: Vec<Row>,
    new: String,
    /// Records that are added on the page of another: what those are called.
    under: String,
    first: String,
    next: String,
    plain: String,
    tries: Vec<String>,
}

struct FilterBox {
    name: String,
    label: String,
    any: String,
    options: Vec<Choice>,
}

struct SpanBox {
    name: String,
    label: String,
    periods: Vec<Choice>,
    from: String,
    to: String,
}

struct Choice {
    code: String,
    label: String,
    chosen: bool,
}

struct Chip {
    name: String,
    label: String,
}

struct ViewLink {
    address: String,
    label: String,
    here: bool,
    role: String,
}

struct Row {
    id: String,
    title: String,
    /// Her name in her own script, where the title is another.
    native: String,
    child: bool,
    cells: Vec<Cell>,
}

struct Cell {
    label: String,
    text: String,
    code: bool,
}

/// `GET /desk/list/{}`.
pub fn show(call: &Call) -> Answer {
    let (kind, asked) = asked(call)?;
    Ok(Reply::page(render(&page(call, &kind, &asked, String::new())?)))
}

/// `POST /desk/list/{}`: narrows the list, and leads to it under the id it is kept by.
pub fn narrow(call: &Call) -> Answer {
    let (kind, now) = asked(call)?;
    let kept = match call.posted("_without") {
        "" => asked::of_form(call, &kind),
        name => asked::without(now.kept, name),
    };
    if kept == Kept::default() {
        return Ok(Reply::see(&plain(&kind)));
    }
    let id = views::narrow(&call.app.office, &call.actor, &kind.name, kept)?;
    Ok(Reply::see(&format!("{}?view={id}", plain(&kind))))
}

/// The kind of the address and what the address asks for.
fn asked(call: &Call) -> Result<(Arc<Kind>, Asked), Error> {
    let kind = call.app.office.kind(call.part(0)).ok().filter(|kind| call.views(kind)).ok_or(Error::NotFound)?;
    let asked = asked::of_address(call, &kind)?;
    Ok((kind, asked))
}

fn plain(kind: &Kind) -> String {
    format!("/desk/list/{}", kind.name)
}

/// The list as it is narrowed now, as an address.
fn address(kind: &Kind, asked: &Asked, below: &str, after: &str) -> String {
    let mut pairs: Vec<String> = match &asked.view {
        Some(view) => vec![format!("view={}", view.id)],
        None => asked.kept.filters.iter().map(|f| format!("{}={}", f.field, f.values.join(""))).collect(),
    };
    if !after.is_empty() {
        pairs.push(format!("after={after}"));
    }
    format!("{}{below}?{}", plain(kind), pairs.join("&")).trim_end_matches('?').to_owned()
}

fn page<'a>(call: &'a Call, kind: &Arc<Kind>, asked: &Asked, wrong: String) -> Result<ListPage<'a>, Error> {
    let (office, mission, w) = (&call.app.office, call.app.office.mission(), call.words());
    let after = call.asked("after").to_owned();
    let query = Query { after: after.clone(), limit: 25, ..asked.kept.query() };
    let found = record::list(office, &call.actor, &kind.name, &query)?;
    let columns: Vec<&str> = match asked.kept.columns.as_slice() {
        [] => asked::own_columns(kind).collect(),
        chosen => chosen.iter().map(String::as_str).collect(),
    };
    let title = show::plural(&w, kind, &call.language);
    let prefix = show::prefix(call);
    let may = kind.parent.is_empty() && call.actor.may_ever(kind, Action::Create);
    let mut page = ListPage {
        caption: w.with("list-caption", "kinds", title.as_str()),
        kind: kind.label.get(&call.language).to_owned(),
        hint: kind.hint.get(&call.language).to_owned(),
        columns: columns.iter().map(|column| show::column_label(&w, kind, column, &call.language)).collect(),
        action: address(kind, asked, "", ""),
        filters: Vec::new(),
        more: Vec::new(),
        spans: Vec::new(),
        conflict: false,
        sorts: Vec::new(),
        choose: Vec::new(),
        chips: Vec::new(),
        views: keep::links(call, kind, asked)?,
        view: keep::opened(call, kind, asked),
        keepable: asked.kept != Kept::default(),
        wrong,
        rows: found.items.iter().map(|item| row(call, &mission, kind, item, &columns, &prefix)).collect(),
        first: if after.is_empty() { String::new() } else { address(kind, asked, "", "") },
        next: if found.next.is_empty() { String::new() } else { address(kind, asked, "", &found.next) },
        tries: tries(call, kind),
        plain: plain(kind),
        new: if may { format!("/desk/new/{}", kind.name) } else { String::new() },
        under: under(call, &mission, kind),
        frame: Frame::new(call, title),
    };
    asked::draw(call, &mission, kind, &asked.kept, &mut page);
    Ok(page)
}

/// The kinds that records of this one hang under, in words; empty for one that stands alone.
fn under(call: &Call, mission: &Mission, kind: &Kind) -> String {
    let w = call.words();
    let parents = kind.parent.iter().filter_map(|name| mission.kinds.get(name));
    parents.map(|kind| show::plural(&w, kind, &call.language)).collect::<Vec<_>>().join(", ")
}

/// What a visitor of the demonstration may try, above the list of cases.
fn tries(call: &Call, kind: &Kind) -> Vec<String> {
    let Some(demo) = call.app.settings.demo.as_ref().filter(|_| kind.name == "case") else { return Vec::new() };
    let w = call.words();
    let command = format!("chautari verify --config {}/chautari.toml", demo.folder);
    let mut tries: Vec<String> = ["open", "history", "role"].map(|what| w.say(&format!("demo-try-{what}"))).into();
    tries.push(w.with("demo-try-verify", "command", command));
    tries
}

/// The roles she acts under, by label: whom a view may be shared with.
fn roles(call: &Call, chosen: &str) -> Vec<Pick> {
    let pick = |role: &forms::roles::Role| Pick {
        code: role.name.clone(),
        label: role.label.get(&call.language).to_owned(),
        chosen: role.name == chosen,
    };
    call.actor.roles().map(pick).collect()
}

fn row(call: &Call, mission: &Mission, kind: &Kind, item: &Item, columns: &[&str], prefix: &str) -> Row {
    let w = call.words();
    let cells = columns
        .iter()
        .map(|column| Cell {
            label: show::column_label(&w, kind, column, &call.language),
            text: show::column(call, mission, kind, item, column, prefix),
            code: *column == "number",
        })
        .collect();
    let (title, about) = match &item.person {
        Some(person) => (&person.title, &person.answers),
        None => (&item.title, &item.answers),
    };
    let native = show::native_name(about);
    Row {
        id: item.row.id.to_string(),
        native: if native == *title { String::new() } else { native },
        title: title.clone(),
        child: show::presumed_child(about),
        cells,
    }
}
