//! An answer as people read it.

use super::{Known, date, file, labels};
use crate::say::{self, Words};
use calendar::{Language, PartialDate};
use forms::{Field, FieldType, Mission};
use serde_json::Value;

/// An answer in the language of the page: labels of codes, dates in both calendars, titles instead of ids.
pub fn text(mission: &Mission, w: &Words<'_>, known: &dyn Known, field: &Field, value: &Value) -> String {
    if let Some(missing) = forms::answers::missing(value) {
        return w.say(&format!("missing-{}", missing.replace('_', "-")));
    }
    match (&field.r#type, value) {
        (FieldType::SelectOne(list), Value::String(code)) => code_label(mission, w, list, code),
        (FieldType::SelectMultiple(list) | FieldType::Rank(list), Value::Array(codes)) => {
            let labels = codes.iter().filter_map(Value::as_str).map(|code| code_label(mission, w, list, code));
            labels.collect::<Vec<_>>().join(", ")
        }
        (FieldType::YesNo, Value::String(answer)) => w.say(&format!("answer-{answer}")),
        (FieldType::Acknowledge, _) => w.say("answer-yes"),
        (FieldType::Place, Value::String(code)) => place(mission, w, code),
        (FieldType::Ref(target), Value::String(id)) => known.title(target, id),
        (r#type, Value::String(id)) if casework::files::is_file(r#type) => match known.file(id) {
            Some(line) => format!("{} · {}", line.name, file::about(w, &line.media, line.bytes)),
            None => w.say("type-file"),
        },
        (_, Value::Object(_)) if field.translated => translation(value, w.language),
        (_, Value::Object(_)) => day(value, w.language),
        (FieldType::Calculate, Value::String(answer)) if answer == "yes" || answer == "no" => {
            w.say(&format!("answer-{answer}"))
        }
        (_, Value::String(text)) => text.clone(),
        (_, Value::Number(number)) => say::digits(w.language, &number.to_string()),
        (_, Value::Array(values)) => values.iter().map(plain_json).collect::<Vec<_>>().join(", "),
        _ => String::new(),
    }
}

/// An answer as it stands in a box to write in.
pub fn plain(field: &Field, value: &Value) -> String {
    match (&field.r#type, value) {
        (_, Value::Object(_)) => String::new(),

        (_, Value::String(text)) => text.clone(),
        (_, other) => other.to_string(),
    }
}

fn plain_json(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

fn code_label(mission: &Mission, w: &Words<'_>, list: &str, code: &str) -> String {
    let label =
        mission.codes.get(list).and_then(|list| list.code(code)).map(|code| labels::spoken(&code.label, w.language).0);
    match label.filter(|label| !label.is_empty()) {
        Some(label) => label.to_owned(),
        None if code == "other" => w.say("form-other"),
        None => code.to_owned(),
    }
}

fn place(mission: &Mission, w: &Words<'_>, code: &str) -> String {
    let name = |code: &str| mission.places.get(code).map(|place| place.label.get(w.language));
    let within = mission.places.get(code).and_then(|place| name(&place.within)).unwrap_or_default();
    match name(code) {
        Some(name) if within.is_empty() => name.to_owned(),
        Some(name) => format!("{name}, {within}"),
        None => code.to_owned(),
    }
}

fn day(value: &Value, language: &str) -> String {
    let Ok(stored) = serde_json::from_value::<PartialDate>(value.clone()) else { return String::new() };
    let language = Language::from_tag(language).unwrap_or(Language::English);
    match (stored.long(language), date::beside(&stored, language)) {
        (said, other) if other.is_empty() => said,
        (said, other) => format!("{said} ({other})"),
    }
}

fn translation(value: &Value, language: &str) -> String {
    let of = |tag: &str| value.get(tag)?.get("text")?.as_str().map(str::to_owned);
    of(language).or_else(|| value.as_object()?.keys().find_map(|tag| of(tag))).unwrap_or_default()
}
