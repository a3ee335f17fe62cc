//! Questions with one box to write in.

use super::question::{self, Parts};
use super::{Form, Html, choice, date, file, missing, place, refer, value};
use askama::Template;
use casework::files;
use forms::{Field, FieldType};
use serde_json::Value;

/// Draws the question of a field; nothing for one that is not asked.
pub fn draw(form: &Form<'_>, field: &Field, path: &str) -> Html {
    if field.translated {
        return translated(form, field, path);
    }
    match &field.r#type {
        FieldType::SelectOne(_) | FieldType::YesNo => choice::one(form, field, path),
        FieldType::SelectMultiple(_) => choice::several(form, field, path),
        FieldType::Rank(_) => choice::rank(form, field, path),
        FieldType::Acknowledge => choice::acknowledge(form, field, path),
        FieldType::Date => date::draw(form, field, path),
        FieldType::Place => place::draw(form, field, path),
        FieldType::Geopoint => point(form, field, path),
        FieldType::Ref(target) => refer::draw(form, field, target, path),
        r#type if files::is_file(r#type) => file::draw(form, field, path),
        _ => written(form, field, path),
    }
}

#[derive(Template)]
#[template(path = "form/input.html")]
struct Input<'a> {
    name: String,
    id: String,
    value: String,
    lines: bool,
    class: &'static str,
    mode: &'static str,
    hint: &'a Html,
}

/// One box of text or digits. Digits of both sets are taken, so its `type` stays `text`.
fn written(form: &Form<'_>, field: &Field, path: &str) -> Html {
    let name = form.name(path);
    let stored = form.answers.get(path);
    let value = match form.typed(&name) {
        Some(typed) => typed.to_owned(),
        None => stored.map(|value| value::plain(field, value)).unwrap_or_default(),
    };
    let note = note(form, field);
    let (class, mode) = match field.r#type {
        FieldType::Integer => ("w4", "numeric"),
        FieldType::Decimal | FieldType::Range => ("w4", "decimal"),
        FieldType::Time => ("w4", ""),
        FieldType::Datetime => ("w20", ""),
        _ if field.appearance.contains("numbers") => ("w20", "numeric"),
        _ => ("", ""),
    };
    let lines = field.r#type == FieldType::Text && field.appearance.contains("multiline");
    let hint = question::attributes(form, field, path, &note);
    let control = Html::of(&Input { id: form.id(path), name, value, lines, class, mode, hint: &hint });
    let after = if form.may_lack(field) { missing::after(form, path, true) } else { Html::new() };
    question::draw(form, field, path, &Parts { kind: kind(&field.r#type), several: false, note, control, after })
}

/// What the browser's part calls the type: how its text becomes the stored answer.
fn kind(r#type: &FieldType) -> &'static str {
    match r#type {
        FieldType::Integer => "integer",
        FieldType::Decimal | FieldType::Range => "decimal",
        FieldType::Time => "time",
        FieldType::Datetime => "datetime",
        _ => "text",
    }
}

/// How to write it, where that is not plain.
fn note(form: &Form<'_>, field: &Field) -> String {
    match field.r#type {
        FieldType::Range => {
            let of = |name: &str| field.parameters.get(name).map_or("", String::as_str);
            form.w.with_all("form-range", &[("start", of("start")), ("end", of("end"))])
        }
        FieldType::Time => form.w.say("form-time"),
        FieldType::Datetime => form.w.say("form-datetime"),
        _ => String::new(),
    }
}

#[derive(Template)]
#[template(path = "form/translated.html")]
struct Translated {
    boxes: Vec<Translation>,
}

struct Translation {
    name: String,
    id: String,
    tag: String,
    language: String,
    text: String,
    lines: bool,
    state: String,
    states: Vec<(&'static str, String)>,
    state_label: String,
}

/// The languages a text of the association is written in.
const LANGUAGES: [&str; 3] = ["en", "fr", "ne"];

/// One box a language, side by side, each with the state of its text.
fn translated(form: &Form<'_>, field: &Field, path: &str) -> Html {
    let stored = form.answers.get(path).and_then(Value::as_object);
    let mut tags: Vec<String> = LANGUAGES.map(str::to_owned).to_vec();
    tags.extend(
        stored.into_iter().flatten().map(|(tag, _)| tag.clone()).filter(|tag| !LANGUAGES.contains(&tag.as_str())),
    );
    let boxes = tags
        .into_iter()
        .map(|tag| {
            let part = |key: &str| stored.and_then(|all| all.get(&tag)?.get(key)?.as_str()).unwrap_or_default();
            let name = form.name(&format!("{path}.{tag}"));
            let key = format!("language-{tag}");
            Translation {
                text: form.typed(&name).unwrap_or(part("text")).to_owned(),
                state: Some(part("state")).filter(|state| !state.is_empty()).unwrap_or("draft").to_owned(),
                states: ["draft", "reviewed", "outdated"].map(|s| (s, form.w.say(&format!("form-text-{s}")))).to_vec(),
                state_label: form.w.say("form-text-state"),
                language: if form.w.has(&key) { form.w.say(&key) } else { tag.clone() },
                id: format!("{}.{tag}", form.id(path)),
                lines: field.appearance.contains("multiline"),
                name,
                tag,
            }
        })
        .collect();
    let control = Html::of(&Translated { boxes });
    let parts = Parts { kind: "translated", several: true, note: String::new(), control, after: Html::new() };
    question::draw(form, field, path, &parts)
}

#[derive(Template)]
#[template(path = "form/boxes.html")]
struct Boxes {
    boxes: Vec<(String, String, String, String)>,
}

/// A point: latitude, longitude and how exact they are.
fn point(form: &Form<'_>, field: &Field, path: &str) -> Html {
    let stored = form.answers.get(path).and_then(Value::as_str).unwrap_or_default();
    let numbers: Vec<&str> = stored.split_ascii_whitespace().collect();
    let boxes = [("lat", 0), ("lon", 1), ("acc", 3)].map(|(part, place)| {
        let name = form.name(&format!("{path}.{part}"));
        let value = form.typed(&name).or_else(|| numbers.get(place).copied()).unwrap_or_default().to_owned();
        (form.w.say(&format!("form-point-{part}")), format!("{}-{part}", form.id(path)), name, value)
    });
    let control = Html::of(&Boxes { boxes: boxes.to_vec() });
    let after = if form.may_lack(field) { missing::after(form, path, true) } else { Html::new() };
    question::draw(
        form,
        field,
        path,
        &Parts { kind: "point", several: true, note: form.w.say("form-point"), control, after },
    )
}
