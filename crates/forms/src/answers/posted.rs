//! Answers from a posted HTML form.

use super::read::{field_of, has_id};
use super::shape::{Node, Shape};
use super::{Answers, ErrorCode, FieldError, MISSING, is_row, missing_answer, rows_around};
use crate::expr::Env;
use crate::kind::{Field, FieldType, Kind};
use crate::mission::Mission;
use calendar::{Calendar, PartialDate, to_latin_digits};
use serde_json::Value as Json;
use std::collections::BTreeMap;

/// What a posted form said.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Posted {
    /// The answers that could be read.
    pub answers: Answers,
    /// What could not be read, by path.
    pub errors: Vec<FieldError>,
}

/// Reads the pairs of a posted form. The name of an input is its path; several pairs of a name are several codes.
/// A date has the boxes `path.y`, `path.m`, `path.d` in either digit set, its calendar in `path.cal` (`ad`, `bs`; without
/// it `bs` in Nepali, else `ad`), a mark `path.estimate`, or years of age in `path.about`. `path.missing` says why an
/// answer is missing, and counts where nothing else was answered. `path.LANGUAGE` and `path.LANGUAGE.state` are the texts
/// of a field that holds one a language. A pair `repeat/<row id>` marks a row. Names the form does not have are errors;
/// those that begin with `_` or `$` are the page's own and passed over.
pub fn read_posted(kind: &Kind, mission: &Mission, pairs: &[(String, String)], env: &Env) -> Posted {
    let shape = Shape::of(kind, mission);
    let mut boxes: BTreeMap<&str, Boxes> = BTreeMap::new();
    for (name, value) in pairs.iter().filter(|(name, _)| !name.starts_with(['_', '$'])) {
        // A name of a field may itself hold points, so the whole name is tried first.
        let (path, part) = match name.find('.') {
            Some(_) if shape.at(name).is_none() => split_name(&shape, name),
            _ => (name.as_str(), ""),
        };
        boxes.entry(path).or_default().entry(part).or_default().push(value);
    }
    let mut posted = Posted::default();
    for (path, boxes) in &boxes {
        match answer(&shape, mission, path, boxes, env) {
            Ok(Some(json)) => {
                for row in rows_around(path) {
                    posted.answers.entry(row.to_owned()).or_insert_with(|| serde_json::json!({}));
                }
                posted.answers.insert((*path).to_owned(), json);
            }
            Ok(None) => {}
            Err(code) => posted.errors.push(FieldError::new(*path, code)),
        }
    }
    posted
}

/// Name of a box (empty for the answer itself) → what was posted in it.
type Boxes<'p> = BTreeMap<&'p str, Vec<&'p str>>;

/// Cuts a name into the path of an answer and the name of a box.
fn split_name<'n>(shape: &Shape, name: &'n str) -> (&'n str, &'n str) {
    let points = name.match_indices('.').map(|(at, _)| (&name[..at], &name[at + 1..]));
    let known = points.clone().rfind(|(path, _)| shape.at(path).is_some());
    known.or_else(|| points.clone().next()).unwrap_or((name, ""))
}

fn first<'p>(boxes: &Boxes<'p>, name: &str) -> &'p str {
    boxes.get(name).and_then(|values| values.first()).map_or("", |value| value.trim())
}

fn answer(shape: &Shape, mission: &Mission, path: &str, boxes: &Boxes, env: &Env) -> Result<Option<Json>, ErrorCode> {
    let node = shape.at(path).ok_or_else(|| ErrorCode::UnknownField(shape.nearest(path)))?;
    if !rows_around(path).chain(is_row(path).then_some(path)).all(has_id) {
        return Err(ErrorCode::RowId);
    }
    if is_row(path) {
        return Ok(Some(serde_json::json!({})));
    }
    let field = field_of(node);
    let json = typed(node, &field, boxes, env)?;
    let checked = super::check::check(&field, mission, &json, env)?;
    let why = first(boxes, "missing");
    match checked {
        None if MISSING.contains(&why) => Ok(Some(missing_answer(why))),
        None if !why.is_empty() => Err(ErrorCode::Type("unknown, not_asked or refused")),
        answered => Ok(answered),
    }
}

/// The posted texts as JSON of the field's type.
fn typed(node: &Node, field: &Field, boxes: &Boxes, env: &Env) -> Result<Json, ErrorCode> {
    if field.translated {
        return Ok(translations(boxes));
    }
    let text = first(boxes, "");
    let digits = || to_latin_digits(text);
    Ok(match &field.r#type {
        _ if node.field().is_none() => lines(text).into(),
        FieldType::Date | FieldType::Today => date(boxes, env)?,
        FieldType::SelectMultiple(_) | FieldType::Rank(_) => {
            let chosen = boxes.get("").into_iter().flatten().map(|code| code.trim()).filter(|code| !code.is_empty());
            chosen.map(Json::from).collect()
        }
        FieldType::Integer if text.is_empty() => Json::Null,
        FieldType::Integer => {
            let number = digits().parse::<i64>().map_err(|_| ErrorCode::Type("a whole number"))?;
            number.into()
        }
        FieldType::Decimal | FieldType::Range => digits().into(),
        FieldType::Time | FieldType::Datetime => digits().into(),
        FieldType::Acknowledge if text == "on" => "OK".into(),
        _ => lines(text).into(),
    })
}

/// A posted text has CR LF at the ends of its lines (HTML standard, form submission); stored is LF.
fn lines(text: &str) -> String {
    text.replace("\r\n", "\n")
}

fn translations(boxes: &Boxes) -> Json {
    let texts = boxes.iter().filter(|(name, _)| !name.is_empty() && !name.contains('.') && **name != "missing");
    let with_state = texts.map(|(language, _)| {
        let state = first(boxes, &format!("{language}.state"));
        let state = if state.is_empty() { "draft" } else { state };
        let text = lines(first(boxes, language));
        ((*language).to_owned(), serde_json::json!({ "text": text, "state": state }))
    });
    Json::Object(with_state.collect())
}

/// A date from its boxes, from years of age, or from one text in ISO form.
fn date(boxes: &Boxes, env: &Env) -> Result<Json, ErrorCode> {
    let calendar = match first(boxes, "cal") {
        "ad" => Calendar::Gregorian,
        "bs" => Calendar::BikramSambat,
        "" if env.language.split(['-', '_']).next() == Some("ne") => Calendar::BikramSambat,
        "" => Calendar::Gregorian,
        _ => return Err(ErrorCode::Type("a calendar, ad or bs")),
    };
    let (year, month, day) = (first(boxes, "y"), first(boxes, "m"), first(boxes, "d"));
    let (whole, about) = (first(boxes, ""), first(boxes, "about"));
    let date = if [year, month, day].iter().any(|part| !part.is_empty()) {
        let estimate = !first(boxes, "estimate").is_empty();
        PartialDate::from_boxes(calendar, year, month, day, estimate, env.table)
    } else if !about.is_empty() {
        let years = to_latin_digits(about).parse().map_err(|_| ErrorCode::Type("an age in years"))?;
        PartialDate::about_years_old(years, env.today, calendar, env.table)
    } else if !whole.is_empty() {
        PartialDate::parse(whole, calendar, env.table)
    } else {
        return Ok(Json::Null);
    };
    let date = date.map_err(ErrorCode::Date)?;
    serde_json::to_value(date).map_err(|_| ErrorCode::Type("a date"))
}
