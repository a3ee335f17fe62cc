//! Answers as people read them: labels of codes, dates in both calendars, names instead of ids.

use crate::call::Call;
use crate::say::{self, Words};
use calendar::{BikramDate, Language, PartialDate, Table};
use casework::record::{self, Item, View};
use casework::{number, tenants};
use forms::answers::Answers;
use forms::{Field, FieldType, Kind, Mission};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde_json::Value;
use std::collections::BTreeMap;
use uuid::Uuid;

/// What several records of a kind are called: `kinds-NAME` where there is such a text, else the kind's own label.
pub fn plural(w: &Words<'_>, kind: &Kind, language: &str) -> String {
    let key = format!("kinds-{}", kind.name.replace('_', "-"));
    if w.has(&key) { w.say(&key) } else { kind.label.get(language).to_owned() }
}

/// Heading of a list's column: a record column or an indexed field.
pub fn column_label(w: &Words<'_>, kind: &Kind, column: &str, language: &str) -> String {
    match column {
        "stage" | "site" | "owner" | "opened" | "number" | "person" | "title" => w.say(&format!("column-{column}")),
        field => kind.field(field).map_or_else(String::new, |field| field.label.get(language).to_owned()),
    }
}

/// A cell of a list; `prefix` is what the tenant's numbers begin with, read once for the page.
pub fn column(call: &Call, mission: &Mission, kind: &Kind, item: &Item, column: &str, prefix: &str) -> String {
    match column {
        "stage" => kind.stage(&item.row.stage).map_or_else(String::new, |s| s.label.get(&call.language).to_owned()),
        "site" => item.row.site.map(|id| site(call, id)).unwrap_or_default(),
        "owner" => item.row.owner.map(|id| staff(call, id)).unwrap_or_default(),
        "opened" => day_of(call, item.row.opened),
        "number" => number::of(prefix, &item.row),
        path => kind
            .field(path)
            .and_then(|field| Some(cell(call, mission, field, item.answers.get(path)?)))
            .unwrap_or_default(),
    }
}

/// An answer in a list: a date in the language's own calendar alone, for want of room.
fn cell(call: &Call, mission: &Mission, field: &Field, answer: &Value) -> String {
    let day = answer.get("from").and_then(Value::as_str).and_then(|day| day.parse::<Date>().ok());
    match day {
        Some(day) if answer.get("precision").and_then(Value::as_str) == Some("day") => in_language(call, day),
        _ => value(call, mission, field, answer),
    }
}

/// What numbers of the actor's tenant begin with.
pub fn prefix(call: &Call) -> String {
    tenants::all(&call.app.office.store)
        .ok()
        .and_then(|all| all.into_iter().find(|tenant| tenant.tenant == call.actor.tenant()))
        .map(|tenant| tenant.prefix)
        .unwrap_or_default()
}

/// Name of the actor's tenant: the association, or the partner she works for.
pub fn tenant(call: &Call) -> String {
    tenants::all(&call.app.office.store)
        .ok()
        .and_then(|all| all.into_iter().find(|tenant| tenant.tenant == call.actor.tenant()))
        .map(|tenant| tenant.name)
        .unwrap_or_default()
}

/// Display name of a colleague; `System` stands for the program.
pub fn staff(call: &Call, id: Uuid) -> String {
    if id.is_nil() {
        return call.words().say("the-program");
    }
    call.app
        .office
        .with_names(call.actor.tenant(), |names| names.staff.get(&id).cloned())
        .unwrap_or_else(|| call.words().say("a-colleague"))
}

/// Titles of the persons that records are about, for those whose kind gives them no title of their own.
pub fn persons(call: &Call, views: &[&View]) -> Result<BTreeMap<Uuid, String>, casework::Error> {
    let untitled = views.iter().filter(|view| view.kind.title.is_none());
    let ids: Vec<Uuid> = untitled.filter_map(|view| view.row.person).collect();
    record::titles(&call.app.office, &call.actor, &ids)
}

/// A record's own title, or that of the person it is about, as [`persons`] read it.
pub fn title(view: &View, persons: &BTreeMap<Uuid, String>) -> String {
    let person = view.row.person.filter(|_| view.kind.title.is_none());
    person.and_then(|person| persons.get(&person)).unwrap_or(&view.title).clone()
}

/// The newest name of a person in her own script, where it is among what may be read.
pub fn native_name(answers: &Answers) -> String {
    let last = answers.iter().rev().find(|(path, _)| path.starts_with("names/") && path.ends_with("/native"));
    last.and_then(|(_, value)| value.as_str()).unwrap_or_default().to_owned()
}

/// True for who is taken for a child until a paper or a decision says otherwise.
pub fn presumed_child(answers: &Answers) -> bool {
    answers.get("presumed_child").and_then(Value::as_str) == Some("yes")
}

/// A number in the digits of the language.
pub fn digits(call: &Call, number: impl std::fmt::Display) -> String {
    say::digits(&call.language, &number.to_string())
}

/// Name of a site.
pub fn site(call: &Call, id: Uuid) -> String {
    call.app.office.with_names(call.actor.tenant(), |names| names.sites.get(&id).cloned()).unwrap_or_default()
}

/// An answer as text.
pub fn value(call: &Call, mission: &Mission, field: &Field, value: &Value) -> String {
    if let Some(missing) = value.get("missing").and_then(Value::as_str) {
        return call.words().say(&format!("missing-{}", missing.replace('_', "-")));
    }
    let language = call.language.as_str();
    match (&field.r#type, value) {
        (FieldType::SelectOne(list), Value::String(code)) => code_label(mission, list, code, language),
        (FieldType::SelectMultiple(list) | FieldType::Rank(list), Value::Array(codes)) => codes
            .iter()
            .filter_map(Value::as_str)
            .map(|code| code_label(mission, list, code, language))
            .collect::<Vec<_>>()
            .join(", "),
        (FieldType::YesNo, Value::String(answer)) => call.words().say(&format!("answer-{answer}")),
        (FieldType::Acknowledge, _) => call.words().say("answer-yes"),
        (FieldType::Date | FieldType::Today, Value::Object(_)) => date(value, language),
        (FieldType::Place, Value::String(code)) => place(mission, code, language),
        (FieldType::Ref(kind), Value::String(id)) => reference(call, kind, id),
        (r#type, Value::String(_)) if casework::files::is_file(r#type) => call.words().say("type-file"),
        (FieldType::Start | FieldType::End | FieldType::Datetime, Value::String(text)) => {
            text.parse::<Timestamp>().map_or_else(|_| text.clone(), |at| moment(call, at.as_microsecond()))
        }
        (_, Value::String(text)) => text.clone(),
        (_, Value::Number(number)) => number.to_string(),
        (_, Value::Array(values)) => values.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(", "),
        _ => String::new(),
    }
}

fn code_label(mission: &Mission, list: &str, code: &str, language: &str) -> String {
    let label = mission.codes.get(list).and_then(|list| list.code(code)).map(|code| code.label.get(language));
    label.filter(|label| !label.is_empty()).unwrap_or(code).to_owned()
}

fn place(mission: &Mission, code: &str, language: &str) -> String {
    let Some(place) = mission.places.get(code) else { return code.to_owned() };
    let within = mission.places.get(&place.within).map(|above| above.label.get(language)).unwrap_or_default();
    if within.is_empty() {
        place.label.get(language).into()
    } else {
        format!("{}, {within}", place.label.get(language))
    }
}

fn reference(call: &Call, kind: &str, id: &str) -> String {
    let Ok(id) = id.parse::<Uuid>() else { return String::new() };
    match kind {
        "user" => staff(call, id),
        "site" => site(call, id),
        _ => casework::record::open(&call.app.office, &call.actor, id).map(|view| view.title).unwrap_or_default(),
    }
}

/// A date as it was said, and what it is in the other calendar.
pub fn date(value: &Value, language: &str) -> String {
    let Ok(date) = serde_json::from_value::<PartialDate>(value.clone()) else { return String::new() };
    let language = Language::from_tag(language).unwrap_or(Language::English);
    let said = date.long(language);
    let other = match date.calendar {
        calendar::Calendar::BikramSambat if date.from == date.to => gregorian(date.from, language),
        calendar::Calendar::Gregorian if date.from == date.to => bikram(date.from, language).unwrap_or_default(),
        _ => String::new(),
    };
    if other.is_empty() { said } else { format!("{said} ({other})") }
}

/// A Gregorian day in words.
pub fn gregorian(day: Date, language: Language) -> String {
    PartialDate::from_day(day).map(|date| date.long(language)).unwrap_or_default()
}

/// The same day in Bikram Sambat.
pub fn bikram(day: Date, language: Language) -> Option<String> {
    Table::embedded().from_gregorian(day).ok().map(|date: BikramDate| date.long(language))
}

/// The day of a moment, in the language's own calendar first.
pub fn day_of(call: &Call, at: i64) -> String {
    in_language(call, local(call, at).date())
}

/// A day in the calendar of the language.
pub fn in_language(call: &Call, day: Date) -> String {
    let language = Language::from_tag(&call.language).unwrap_or(Language::English);
    match language {
        Language::Nepali => bikram(day, language).unwrap_or_else(|| gregorian(day, language)),
        _ => gregorian(day, language),
    }
}

/// A moment: its day and its time.
pub fn moment(call: &Call, at: i64) -> String {
    format!("{}, {}", day_of(call, at), time_of(call, at))
}

/// The time of day of a moment.
pub fn time_of(call: &Call, at: i64) -> String {
    let local = local(call, at);
    digits(call, format!("{:02}:{:02}", local.hour(), local.minute()))
}

/// The month of a moment in Gregorian, and the Nepali months it falls into.
pub fn month(call: &Call, at: i64) -> (String, String) {
    let language = Language::from_tag(&call.language).unwrap_or(Language::English);
    let day = local(call, at).date();
    let name = calendar::month_name(calendar::Calendar::Gregorian, day.month(), language);
    let year = day.year().to_string();
    let year = if language == Language::Nepali { calendar::to_devanagari_digits(&year) } else { year };
    let nepali = |day: Date| Table::embedded().from_gregorian(day).ok();
    let (first, last) = (nepali(day.first_of_month()), nepali(day.last_of_month()));
    let names: Vec<&str> = [first, last]
        .into_iter()
        .flatten()
        .map(|date| calendar::month_name(calendar::Calendar::BikramSambat, date.month, Language::Nepali))
        .collect();
    let of = last.map(|date| calendar::to_devanagari_digits(&date.year.to_string())).unwrap_or_default();
    (format!("{name} {year}"), format!("{} {of}", names.join(" – ")))
}

fn local(call: &Call, at: i64) -> jiff::ZonedDateTime {
    Timestamp::from_microsecond(at).unwrap_or(Timestamp::UNIX_EPOCH).to_zoned_datetime(zone(call))
}

fn zone(call: &Call) -> TimeZone {
    call.actor.zone()
}
