//! `GET /desk/list/{}`: the list of a kind with its filters.

use super::{Frame, render, show};
use crate::answer::{Answer, Reply};
use crate::call::Call;
use askama::Template;
use casework::Error;
use casework::record::{self, Filter, Item, Query};
use forms::roles::Action;
use forms::{FieldType, Kind, Mission};

#[derive(Template)]
#[template(path = "desk/list.html")]
struct ListPage<'a> {
    frame: Frame<'a>,
    kind: String,
    caption: String,
    hint: String,
    first: String,
    columns: Vec<String>,
    filters: Vec<FilterBox>,
    chips: Vec<Chip>,
    rows: Vec<Row>,
    new: String,
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

struct Choice {
    code: String,
    label: String,
    chosen: bool,
}

struct Chip {
    address: String,
    label: String,
}

struct Row {
    id: String,
    title: String,
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
    let mission = call.app.office.mission();
    let kind = mission.kinds.get(call.part(0)).ok_or(Error::NotFound)?;
    let query = query(call, kind);
    let page = record::list(&call.app.office, &call.actor, &kind.name, &query)?;
    let w = call.words();
    let columns: Vec<&str> = kind
        .list
        .columns
        .iter()
        .map(String::as_str)
        .filter(|column| *column != "title" && *column != "person")
        .collect();
    let title = show::plural(&w, kind, &call.language);
    let new = if kind.parent.is_empty() && may_create(call, kind) {
        format!("/desk/new/{}", kind.name)
    } else {
        String::new()
    };
    let prefix = show::prefix(call);
    let page = ListPage {
        caption: w.with("list-caption", "kinds", title.as_str()),
        frame: Frame::new(call, title),
        kind: kind.label.get(&call.language).to_owned(),
        hint: kind.hint.get(&call.language).to_owned(),
        first: kind.label.get(&call.language).to_owned(),
        columns: columns.iter().map(|column| show::column_label(&w, kind, column, &call.language)).collect(),
        filters: filter_boxes(call, &mission, kind),
        chips: chips(call, &mission, kind, &query),
        rows: page.items.iter().map(|item| row(call, &mission, kind, item, &columns, &prefix)).collect(),
        next: if page.next.is_empty() { String::new() } else { address(call, kind, &query, None, &page.next) },
        tries: tries(call, kind),
        plain: format!("/desk/list/{}", kind.name),
        new,
    };
    Ok(Reply::page(render(&page)))
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

fn may_create(call: &Call, kind: &Kind) -> bool {
    call.actor.may_ever(kind, Action::Create)
}

/// What the address asks for: only filters that the kind has, only values by code.
fn query(call: &Call, kind: &Kind) -> Query {
    let filters = kind
        .list
        .filters
        .iter()
        .filter(|field| !call.asked(field).is_empty())
        .map(|field| Filter { field: field.clone(), values: vec![call.asked(field).to_owned()] })
        .collect();
    Query { filters, after: call.asked("after").to_owned(), limit: 25, ..Query::default() }
}

fn address(call: &Call, kind: &Kind, query: &Query, without: Option<&str>, after: &str) -> String {
    let mut pairs: Vec<String> = query
        .filters
        .iter()
        .filter(|filter| Some(filter.field.as_str()) != without)
        .map(|filter| format!("{}={}", filter.field, call.asked(&filter.field)))
        .collect();
    if !after.is_empty() {
        pairs.push(format!("after={after}"));
    }
    format!("/desk/list/{}?{}", kind.name, pairs.join("&")).trim_end_matches('?').to_owned()
}

fn filter_boxes(call: &Call, mission: &Mission, kind: &Kind) -> Vec<FilterBox> {
    let w = call.words();
    kind.list
        .filters
        .iter()
        .map(|field| {
            let label = show::column_label(&w, kind, field, &call.language);
            let chosen = call.asked(field);
            let options = options(call, mission, kind, field)
                .into_iter()
                .map(|(code, label)| Choice { chosen: code == chosen, code, label })
                .collect();
            FilterBox { name: field.clone(), any: w.with("any-of", "what", label.as_str()), label, options }
        })
        .filter(|filter| !filter.options.is_empty())
        .collect()
}

/// The values a filter offers: stages, sites, people, or the codes of the field's list.
fn options(call: &Call, mission: &Mission, kind: &Kind, field: &str) -> Vec<(String, String)> {
    let language = call.language.as_str();
    let office = &call.app.office;
    match field {
        "stage" => kind.stages.iter().map(|s| (s.name.clone(), s.label.get(language).to_owned())).collect(),
        "site" => office.with_names(call.actor.tenant(), |names| {
            names.sites.iter().map(|(id, name)| (id.to_string(), name.clone())).collect()
        }),
        "owner" => office.with_names(call.actor.tenant(), |names| {
            names.staff.iter().map(|(id, name)| (id.to_string(), name.clone())).collect()
        }),
        field => match kind.field(field).map(|f| &f.r#type) {
            Some(FieldType::SelectOne(list) | FieldType::SelectMultiple(list)) => mission
                .codes
                .get(list)
                .map(|list| list.codes.iter().map(|c| (c.code.clone(), c.label.get(language).to_owned())).collect())
                .unwrap_or_default(),
            Some(FieldType::YesNo) => ["yes", "no"]
                .iter()
                .map(|code| ((*code).to_owned(), call.words().say(&format!("answer-{code}"))))
                .collect(),
            _ => Vec::new(),
        },
    }
}

fn chips(call: &Call, mission: &Mission, kind: &Kind, query: &Query) -> Vec<Chip> {
    query
        .filters
        .iter()
        .map(|filter| {
            let label = options(call, mission, kind, &filter.field)
                .into_iter()
                .find(|(code, _)| filter.values.contains(code))
                .map_or_else(|| call.words().say("unknown-filter"), |(_, label)| label);
            Chip { address: address(call, kind, query, Some(&filter.field), ""), label }
        })
        .collect()
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
    let title = if item.person.is_empty() { item.title.clone() } else { item.person.clone() };
    let child = item.answers.get("presumed_child").and_then(|v| v.as_str()) == Some("yes");
    Row { id: item.row.id.to_string(), title, child, cells }
}
