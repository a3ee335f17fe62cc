//! What a list is narrowed to: read from a kept view, from the codes of an address, or from the posted form; and shown
//! as the form's choices and as chips.

use super::super::show;
use super::{Chip, Choice, FilterBox, ListPage, SpanBox};
use crate::call::Call;
use casework::Error;
use casework::record::{Filter, PERIODS, Span};
use casework::views::{self, Kept, View};
use forms::{FieldType, Kind, Mission};
use std::collections::BTreeSet;

/// A view that is looked at, where there is one, and what the list keeps to.
pub struct Asked {
    /// The view of the address.
    pub view: Option<View>,
    /// What the list keeps to.
    pub kept: Kept,
}

/// What the address asks for: the id of a view, or filters by code.
///
/// # Errors
/// [`Error::NotFound`] for a view that is not hers to use.
pub fn of_address(call: &Call, kind: &Kind) -> Result<Asked, Error> {
    if let Ok(id) = call.asked("view").parse() {
        let view = views::one(&call.app.office, &call.actor, &kind.name, id)?;
        return Ok(Asked { kept: view.kept.clone(), view: Some(view) });
    }
    let mission = call.app.office.mission();
    let filters = filtered(&mission, kind, |field| call.asked(field).to_owned(), call);
    Ok(Asked { view: None, kept: Kept { filters, ..Kept::default() } })
}

/// What the posted form asks for; only what it offers is taken.
pub fn of_form(call: &Call, kind: &Kind) -> Kept {
    let mission = call.app.office.mission();
    let filters = filtered(&mission, kind, |field| call.posted(field).to_owned(), call);
    let span = |field: &str| {
        let posted = |what: &str| call.posted(&format!("_{what}.{field}")).trim().to_owned();
        let period = posted("period");
        let day = |what: &str| if period.is_empty() { posted(what).parse().ok() } else { None };
        Span { field: field.to_owned(), from: day("from"), to: day("to"), period }
    };
    let chosen: BTreeSet<&str> =
        call.form.iter().filter(|(name, _)| name == "_column").map(|(_, column)| column.as_str()).collect();
    let own: BTreeSet<&str> = own_columns(kind).filter(|own| views::columns(kind).any(|c| c == *own)).collect();
    let sort = call.posted("_sort");
    let columns =
        if chosen == own { Vec::new() } else { views::columns(kind).filter(|c| chosen.contains(c)).collect() };
    Kept {
        filters,
        spans: views::dates(kind).map(span).collect(),
        conflict: call.posted("_conflict") == "yes",
        sort: if sort == own_sort(kind) { String::new() } else { sort.to_owned() },
        columns: columns.into_iter().map(str::to_owned).collect(),
    }
    .fitting(kind)
}

/// The filters whose value is one that is offered.
fn filtered(mission: &Mission, kind: &Kind, value: impl Fn(&str) -> String, call: &Call) -> Vec<Filter> {
    let one = |field: &str| {
        let value = value(field);
        let offered = !value.is_empty() && options(call, mission, kind, field).iter().any(|(code, _)| *code == value);
        offered.then(|| Filter { field: field.to_owned(), values: vec![value] })
    };
    fields(kind).into_iter().filter_map(one).collect()
}

/// Fields a list can be narrowed by, those of the kind's own list first.
fn fields(kind: &Kind) -> Vec<&str> {
    let mut fields: Vec<&str> = kind.list.filters.iter().map(String::as_str).collect();
    let others = views::columns(kind).filter(|column| !matches!(*column, "number" | "opened"));
    for field in others {
        if !fields.contains(&field) {
            fields.push(field);
        }
    }
    fields
}

/// The kind's own columns, without the title, which always stands first.
pub fn own_columns(kind: &Kind) -> impl Iterator<Item = &str> {
    kind.list.columns.iter().map(String::as_str).filter(|column| *column != "title" && *column != "person")
}

/// The kind's own order.
fn own_sort(kind: &Kind) -> &str {
    if kind.list.sort.is_empty() { "-opened" } else { &kind.list.sort }
}

/// Takes one condition out, by the name its chip bears.
pub fn without(mut kept: Kept, name: &str) -> Kept {
    kept.filters.retain(|filter| filter.field != name);
    kept.spans.retain(|span| format!("_date.{}", span.field) != name);
    kept.conflict &= name != "_conflict";
    kept
}

/// Fills in the choices of the form and the chips of a page.
pub fn draw(call: &Call, mission: &Mission, kind: &Kind, kept: &Kept, page: &mut ListPage<'_>) {
    let w = call.words();
    let own = kind.list.filters.len();
    let boxes = fields(kind).into_iter().enumerate().filter_map(|(at, field)| {
        let label = show::column_label(&w, kind, field, &call.language);
        let value = kept.filters.iter().find(|filter| filter.field == field).and_then(|filter| filter.values.first());
        let options: Vec<Choice> = options(call, mission, kind, field)
            .into_iter()
            .map(|(code, label)| Choice { chosen: Some(&code) == value, code, label })
            .collect();
        let filter =
            FilterBox { name: field.to_owned(), any: w.with("any-of", "what", label.as_str()), label, options };
        (!filter.options.is_empty()).then_some((at < own, filter))
    });
    let (first, more): (Vec<_>, Vec<_>) = boxes.partition(|(first, _)| *first);
    page.filters = first.into_iter().map(|(_, filter)| filter).collect();
    page.more = more.into_iter().map(|(_, filter)| filter).collect();
    page.spans = views::dates(kind).map(|field| span_box(call, kind, kept, field)).collect();
    page.conflict = kept.conflict;
    page.sorts = sorts(call, kind, kept);
    page.choose = views::columns(kind)
        .map(|column| Choice {
            code: column.to_owned(),
            label: show::column_label(&w, kind, column, &call.language),
            chosen: if kept.columns.is_empty() {
                own_columns(kind).any(|own| own == column)
            } else {
                kept.columns.iter().any(|chosen| chosen == column)
            },
        })
        .collect();
    page.chips = chips(call, mission, kind, kept);
}

fn span_box(call: &Call, kind: &Kind, kept: &Kept, field: &str) -> SpanBox {
    let w = call.words();
    let held = kept.spans.iter().find(|span| span.field == field).cloned().unwrap_or_default();
    SpanBox {
        name: field.to_owned(),
        label: show::column_label(&w, kind, field, &call.language),
        periods: PERIODS
            .iter()
            .filter(|(name, ..)| field != "opened" || name.starts_with("past"))
            .map(|(name, ..)| Choice {
                code: (*name).to_owned(),
                label: w.say(&format!("period-{name}")),
                chosen: held.period == *name,
            })
            .collect(),
        from: held.from.map(|day| day.to_string()).unwrap_or_default(),
        to: held.to.map(|day| day.to_string()).unwrap_or_default(),
    }
}

fn sorts(call: &Call, kind: &Kind, kept: &Kept) -> Vec<Choice> {
    let w = call.words();
    let now = if kept.sort.is_empty() { own_sort(kind) } else { kept.sort.as_str() };
    views::sorts(kind)
        .flat_map(|field| {
            let label = show::column_label(&w, kind, field, &call.language);
            [("", "sort-up"), ("-", "sort-down")].map(|(sign, key)| {
                let code = format!("{sign}{field}");
                Choice { chosen: code == now, label: w.with(key, "what", label.as_str()), code }
            })
        })
        .collect()
}

fn chips(call: &Call, mission: &Mission, kind: &Kind, kept: &Kept) -> Vec<Chip> {
    let w = call.words();
    let filters = kept.filters.iter().map(|filter| {
        let value = options(call, mission, kind, &filter.field)
            .into_iter()
            .find(|(code, _)| filter.values.contains(code))
            .map_or_else(|| w.say("unknown-filter"), |(_, label)| label);
        let what = show::column_label(&w, kind, &filter.field, &call.language);
        Chip { name: filter.field.clone(), label: format!("{what}: {value}") }
    });
    let spans = kept.spans.iter().map(|span| {
        let what = show::column_label(&w, kind, &span.field, &call.language);
        Chip { name: format!("_date.{}", span.field), label: format!("{what}: {}", span_in_words(call, span)) }
    });
    let conflict = kept.conflict.then(|| Chip { name: "_conflict".into(), label: w.say("filter-conflict") });
    filters.chain(spans).chain(conflict).collect()
}

fn span_in_words(call: &Call, span: &Span) -> String {
    let w = call.words();
    let day = |day: jiff::civil::Date| show::in_language(call, day);
    match (span.period.as_str(), span.from, span.to) {
        ("", Some(from), Some(to)) => w.with_all("span-between", &[("from", &day(from)), ("to", &day(to))]),
        ("", Some(from), None) => w.with("span-from", "from", day(from)),
        ("", None, Some(to)) => w.with("span-to", "to", day(to)),
        (period, ..) => w.say(&format!("period-{period}")),
    }
}

/// The values a filter offers: stages, sites, people, or the codes of the field's list.
fn options(call: &Call, mission: &Mission, kind: &Kind, field: &str) -> Vec<(String, String)> {
    let (w, language) = (call.words(), call.language.as_str());
    let names = |pick: fn(&casework::Names) -> Vec<(String, String)>| {
        let mut names = call.app.office.with_names(call.actor.tenant(), pick);
        names.sort_by(|a, b| a.1.cmp(&b.1));
        names
    };
    match field {
        "stage" => kind.stages.iter().map(|s| (s.name.clone(), s.label.get(language).to_owned())).collect(),
        "site" => names(|names| names.sites.iter().map(|(id, name)| (id.to_string(), name.clone())).collect()),
        "owner" => {
            let all = names(|names| names.staff.iter().map(|(id, name)| (id.to_string(), name.clone())).collect());
            std::iter::once(("me".to_owned(), w.say("filter-me"))).chain(all).collect()
        }
        field => match kind.field(field).map(|f| &f.r#type) {
            Some(FieldType::SelectOne(list) | FieldType::SelectMultiple(list)) => mission
                .codes
                .get(list)
                .map(|list| list.codes.iter().map(|c| (c.code.clone(), c.label.get(language).to_owned())).collect())
                .unwrap_or_default(),
            Some(FieldType::YesNo) => {
                ["yes", "no"].iter().map(|code| ((*code).to_owned(), w.say(&format!("answer-{code}")))).collect()
            }
            Some(FieldType::Place) => places(mission, kind, field, language),
            _ => Vec::new(),
        },
    }
}

/// The places of the level that a question asks for, by name; those of a lower level are too many to choose from.
fn places(mission: &Mission, kind: &Kind, field: &str, language: &str) -> Vec<(String, String)> {
    let level = kind.field(field).and_then(|field| field.parameters.get("level")).map_or("", String::as_str);
    let of_level = mission.places.values().filter(|place| place.level == level && level != "local_unit");
    let mut places: Vec<(String, String)> =
        of_level.map(|place| (place.code.clone(), place.label.get(language).to_owned())).collect();
    places.sort_by(|a, b| a.1.cmp(&b.1));
    places
}
