//! What lists, searches and figures know of a record: its title, facets and words.

use super::change::each_item;
use super::convert::to_value;
use super::view::AnswersView;
use super::{Answers, missing};
use crate::expr::{Env, Value};
use crate::kind::{Compartment, Item, Kind, Search};
use crate::mission::Mission;
use jiff::tz::TimeZone;
use serde_json::Value as Json;
use std::collections::BTreeSet;

/// Longest value of a facet and longest word kept, in characters.
const LONGEST: usize = 200;

/// The text of a record in headings, links and pickers; the kind's label where there is no title or it is blank.
/// It says what the answers that are handed in say: hand in those the reader may see.
pub fn title(kind: &Kind, mission: &Mission, answers: &Answers, env: &Env) -> String {
    let view = AnswersView::new(kind, mission, answers, env);
    let value = kind.title.as_ref().and_then(|title| title.eval(&view.context("")).ok());
    let text = value.map(|value| value.text().trim().to_owned()).unwrap_or_default();
    if text.is_empty() { kind.label.get(env.language).to_owned() } else { text }
}

/// Field, value and rank of each indexed open answer, rows of repeats each for themselves, none twice. The rank is the
/// number, or the days since 1970-01-01 of the first day a date can mean; 0 for codes. A missing answer has the value
/// `unknown`, `not_asked` or `refused`.
pub fn facets(kind: &Kind, answers: &Answers) -> Vec<(String, String, f64)> {
    let mut found: Vec<(String, String, f64)> = Vec::new();
    for (path, json) in answers {
        let Some(field) = kind.field(path) else { continue };
        if field.index && super::compartment(kind, path) == Compartment::Open {
            for (value, rank) in values(field, json) {
                let value = value.chars().take(LONGEST).collect();
                found.push((field.name.clone(), value, rank));
            }
        }
    }
    found.sort_by(|a, b| (&a.0, &a.1).cmp(&(&b.0, &b.1)));
    found.dedup_by(|a, b| (&a.0, &a.1) == (&b.0, &b.1));
    found
}

fn values(field: &crate::Field, json: &Json) -> Vec<(String, f64)> {
    if let Some(why) = missing(json) {
        return vec![(why.to_owned(), 0.0)];
    }
    if let Json::Array(parts) = json {
        return parts.iter().flat_map(|part| values(field, part)).collect();
    }
    let zone = TimeZone::UTC;
    match to_value(Some(field), json, &zone, "") {
        Value::Date(days) => vec![(days.text(), crate::expr::whole(days.from))],
        Value::Moment(moment) => vec![(moment.text(), Value::Moment(moment).number(&zone))],
        value @ (Value::Number(_) | Value::Decimal(..)) => vec![(value.text(), value.number(&zone))],
        Value::Text(text) => {
            // A calculation may give a day as a text.
            let day = Value::read_date(&text, &zone).map_or(0.0, |date| date.number(&zone));
            if text.is_empty() { Vec::new() } else { vec![(text, day)] }
        }
        _ => Vec::new(),
    }
}

/// The words of open fields marked `search: text`, in lower case, none twice.
pub fn terms(kind: &Kind, answers: &Answers) -> BTreeSet<String> {
    let mut searched = BTreeSet::new();
    each_item(&kind.survey, &mut |item| {
        if let Item::Field(field) = item
            && field.search == Some(Search::Text)
        {
            searched.insert(field.name.as_str());
        }
    });
    let mut words = BTreeSet::new();
    if searched.is_empty() {
        return words;
    }
    for (path, json) in answers {
        let name = path.rsplit('/').next().unwrap_or(path);
        let open = searched.contains(name) && super::compartment(kind, path) == Compartment::Open;
        if open && kind.field(path).is_some_and(|field| field.search == Some(Search::Text)) && missing(json).is_none() {
            texts(json, &mut |text| words.extend(split(text)));
        }
    }
    words
}

/// Each text in an answer, those of every language.
fn texts<'j>(json: &'j Json, visit: &mut impl FnMut(&'j str)) {
    match json {
        Json::String(text) => visit(text),
        Json::Array(parts) => parts.iter().for_each(|part| texts(part, visit)),
        Json::Object(parts) => parts.values().filter_map(|part| part.get("text")?.as_str()).for_each(visit),
        _ => {}
    }
}

/// The words a text is searched by, as [`terms`] keeps them.
pub fn words(text: &str) -> BTreeSet<String> {
    split(text).collect()
}

/// The words of a text: letters and digits with the marks that belong to them, in lower case.
fn split(text: &str) -> impl Iterator<Item = String> + '_ {
    let plain = text.split(|c: char| !(c.is_alphanumeric() || is_mark(c) || is_joiner(c)));
    plain
        .map(|word| word.chars().filter(|c| !is_joiner(*c)).flat_map(char::to_lowercase).take(LONGEST).collect())
        .filter(|word: &String| word.chars().any(char::is_alphanumeric))
}

/// Marks that stand on a letter and that Rust does not count as part of a word: accents written apart, the virama and
/// nukta of India's scripts, Arabic vowel signs (Unicode, general category Mn).
fn is_mark(c: char) -> bool {
    let offset = u32::from(c);
    let indic = (0x0900..0x0E00).contains(&offset) && matches!(offset % 0x80, 0x3C | 0x4D);
    indic || matches!(offset, 0x0300..=0x036F | 0x0900..=0x0903 | 0x0951..=0x0954 | 0x064B..=0x065F)
}

/// Signs that only say how letters are drawn together.
fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200C}' | '\u{200D}')
}
