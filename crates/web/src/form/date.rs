//! Dates: three boxes in either calendar, each part may be left out, the other calendar beside.

use super::question::{self, Parts};
use super::{Form, Html, missing};
use crate::say::{self, Words};
use askama::Template;
use calendar::{Calendar, Language, PartialDate, Precision, Table, month_name};
use forms::Field;

#[derive(Template)]
#[template(path = "form/date.html")]
struct Boxes<'a> {
    name: String,
    id: String,
    bikram: bool,
    day: String,
    month: String,
    year: String,
    months: Vec<(String, String)>,
    estimate: bool,
    beside: String,
    about: Option<String>,
    w: Words<'a>,
}

/// The question of a date.
pub fn draw(form: &Form<'_>, field: &Field, path: &str) -> Html {
    let name = form.name(path);
    let stored = form.answers.get(path).and_then(|value| serde_json::from_value::<PartialDate>(value.clone()).ok());
    let calendar = chosen_calendar(form, &name, stored.as_ref());
    let language = Language::from_tag(form.language()).unwrap_or(Language::English);
    let part = |key: &str, kept: Option<i32>| match form.typed(&format!("{name}.{key}")) {
        Some(typed) => typed.to_owned(),
        None => kept.map(|number| digits(number, language)).unwrap_or_default(),
    };
    // Month values are plain numbers, whatever digits the box shows.
    let month = form.typed(&format!("{name}.m")).map(str::to_owned);
    let month = month.or_else(|| Some(stored.as_ref()?.month?.to_string())).unwrap_or_default();
    let estimate = stored.as_ref().is_some_and(|date| date.precision == Precision::Estimate)
        || form.typed(&format!("{name}.estimate")).is_some();
    let control = Html::of(&Boxes {
        bikram: calendar == Calendar::BikramSambat,
        day: part("d", stored.as_ref().and_then(|date| date.day).map(i32::from)),
        year: part("y", stored.as_ref().map(|date| date.year).map(i32::from)),
        months: months(calendar, language),
        month,
        estimate,
        beside: stored.as_ref().map(|date| beside(date, language)).unwrap_or_default(),
        about: is_birth(field, path).then(|| form.typed(&format!("{name}.about")).unwrap_or_default().to_owned()),
        id: form.id(path),
        w: form.w,
        name,
    });
    let after = if form.may_lack(field) { missing::after(form, path, false) } else { Html::new() };
    let note = form.w.say("form-date-hint");
    question::draw(form, field, path, &Parts { kind: "date", several: true, note, control, after })
}

/// The calendar of the boxes: what was chosen, that of the answer, else Bikram Sambat in Nepali and Gregorian elsewhere.
fn chosen_calendar(form: &Form<'_>, name: &str, stored: Option<&PartialDate>) -> Calendar {
    match (form.typed(&format!("{name}.cal")), stored) {
        (Some("bs"), _) => Calendar::BikramSambat,
        (Some("ad"), _) => Calendar::Gregorian,
        (_, Some(date)) => date.calendar,
        _ if form.language() == "ne" => Calendar::BikramSambat,
        _ => Calendar::Gregorian,
    }
}

/// The months of a calendar as `5 Bhadau`: the number helps whoever knows the other calendar better.
fn months(calendar: Calendar, language: Language) -> Vec<(String, String)> {
    (1..=12)
        .map(|month: i8| {
            let name = month_name(calendar, month, language);
            (month.to_string(), format!("{} {name}", digits(month.into(), language)))
        })
        .collect()
}

fn digits(number: i32, language: Language) -> String {
    say::digits(if language == Language::Nepali { "ne" } else { "" }, &number.to_string())
}

/// A date in the other calendar; empty where the table does not reach.
pub fn beside(date: &PartialDate, language: Language) -> String {
    date.beside(language, Table::embedded()).unwrap_or_default()
}

/// A birth may be said as an age. The field, or the repeat it stands in, says so by its name or appearance.
fn is_birth(field: &Field, path: &str) -> bool {
    let said = |text: &str| text.to_ascii_lowercase().contains("birth");
    said(&field.appearance) || said(path)
}
