//! One answer from outside: is it of its field's type, and how is it stored?

use super::convert::{MAX_INTEGER, whole};
use super::shape::list_of;
use super::{ErrorCode, MAX_TEXT_ANSWER, MISSING, missing, missing_answer};
use crate::expr::{Env, Value};
use crate::kind::{Field, FieldType};
use crate::mission::Mission;
use calendar::{Calendar, PartialDate, Precision};
use serde_json::Value as Json;
use std::collections::BTreeMap;

type Checked = Result<Option<Json>, ErrorCode>;

/// The answer as it is stored; nothing for a blank one.
pub(super) fn check(field: &Field, mission: &Mission, json: &Json, env: &Env) -> Checked {
    if json.is_null() {
        return Ok(None);
    }
    if let Some(why) = missing(json) {
        let known = MISSING.contains(&why) && !matches!(field.r#type, FieldType::Note | FieldType::Children(_));
        return if known { Ok(Some(json.clone())) } else { Err(ErrorCode::Type("unknown, not_asked or refused")) };
    }
    if field.translated {
        return translations(json);
    }
    match &field.r#type {
        FieldType::Integer => integer(json),
        FieldType::Decimal | FieldType::Range => decimal(json),
        FieldType::Date | FieldType::Today => date(json, env),
        FieldType::Time => text(json, "a time as 14:30")?.map(|text| time(&text)).transpose(),
        FieldType::Datetime | FieldType::Start | FieldType::End => moment(json, env),
        FieldType::SelectOne(_) => Ok(text(json, "a code")?.map(|code| one_code(field, mission, code))),
        FieldType::SelectMultiple(_) | FieldType::Rank(_) => Ok(stored(field, mission, Some(codes(json)?))),
        FieldType::YesNo => match json {
            Json::Bool(truth) => Ok(Some(if *truth { "yes" } else { "no" }.into())),
            Json::String(text) if text == "yes" || text == "no" => Ok(Some(json.clone())),
            Json::String(text) if text.is_empty() => Ok(None),
            Json::String(text) if MISSING.contains(&text.as_str()) => Ok(Some(missing_answer(text))),
            _ => Err(ErrorCode::Type("yes or no")),
        },
        FieldType::Acknowledge => match json {
            Json::Bool(truth) => Ok(truth.then(|| "OK".into())),
            Json::String(text) if text == "OK" => Ok(Some(json.clone())),
            Json::String(text) if text.is_empty() => Ok(None),
            _ => Err(ErrorCode::Type("OK or nothing")),
        },
        FieldType::Photo | FieldType::Audio | FieldType::Video | FieldType::File | FieldType::Signature => {
            id(json, "the id of a file, a UUID")
        }
        FieldType::Ref(_) => id(json, "the id of a record, a UUID"),
        FieldType::Place => place(json, mission),
        FieldType::Geopoint => text(json, POINT)?.map(|text| points(&text, 1, POINT)).transpose(),
        FieldType::Geotrace => text(json, "points")?.map(|text| points(&text, usize::MAX, "points")).transpose(),
        FieldType::Geoshape => text(json, "points")?.map(|text| points(&text, usize::MAX, "points")).transpose(),
        FieldType::Note | FieldType::Children(_) => Err(ErrorCode::Type("no answer")),
        FieldType::Calculate | FieldType::Foreign(_) => calculated(json),
        FieldType::Text | FieldType::Hidden | FieldType::Barcode | FieldType::Deviceid | FieldType::Username => {
            Ok(text(json, "a text")?.map(Json::from))
        }
    }
}

const POINT: &str = "a point as `latitude longitude`";

/// What is stored of a value: codes in the order of their list, each once; a missing answer given as a code.
pub(super) fn stored(field: &Field, mission: &Mission, json: Option<Json>) -> Option<Json> {
    match (&field.r#type, json?) {
        (FieldType::SelectOne(_), Json::String(code)) => Some(one_code(field, mission, code)),
        (FieldType::SelectMultiple(_), Json::Array(codes)) => {
            let codes: Vec<&str> = codes.iter().filter_map(Json::as_str).collect();
            if let [only] = codes[..]
                && is_missing_code(field, mission, only)
            {
                return Some(missing_answer(only));
            }
            let list = list_of(field, mission);
            let place = |code: &str| list.and_then(|list| list.codes.iter().position(|c| c.code == code));
            let mut sorted: Vec<(usize, &str)> = codes.iter().map(|c| (place(c).unwrap_or(usize::MAX), *c)).collect();
            sorted.sort_unstable();
            sorted.dedup();
            (!sorted.is_empty()).then(|| sorted.into_iter().map(|(_, code)| Json::from(code)).collect())
        }
        (FieldType::Rank(_), Json::Array(codes)) => (!codes.is_empty()).then_some(Json::Array(codes)),
        (_, other) => Some(other),
    }
}

fn one_code(field: &Field, mission: &Mission, code: String) -> Json {
    if is_missing_code(field, mission, &code) { missing_answer(&code) } else { code.into() }
}

/// `unknown`, `not_asked` or `refused` of an open list that has no such code of its own.
fn is_missing_code(field: &Field, mission: &Mission, code: &str) -> bool {
    let open = list_of(field, mission).is_none_or(|list| !list.closed && list.code(code).is_none());
    open && MISSING.contains(&code)
}

/// A text; nothing for the empty one.
fn text(json: &Json, expected: &'static str) -> Result<Option<String>, ErrorCode> {
    let text = json.as_str().ok_or(ErrorCode::Type(expected))?;
    if text.len() > MAX_TEXT_ANSWER {
        return Err(ErrorCode::TooLong(MAX_TEXT_ANSWER));
    }
    Ok((!text.is_empty()).then(|| text.to_owned()))
}

fn integer(json: &Json) -> Checked {
    let expected = ErrorCode::Type("a whole number");
    match json {
        Json::String(text) if text.is_empty() => Ok(None),
        Json::Number(number) => {
            let whole = number.as_f64().and_then(whole).filter(Json::is_i64);
            whole.filter(|n| n.as_i64().is_some_and(|n| n.abs() <= MAX_INTEGER)).map(Some).ok_or(expected)
        }
        _ => Err(expected),
    }
}

/// A decimal number keeps the text it was written with.
fn decimal(json: &Json) -> Checked {
    let text = match json {
        Json::Number(number) => Value::Number(number.as_f64().unwrap_or(f64::NAN)).text(),
        Json::String(text) if text.is_empty() => return Ok(None),
        Json::String(text) => text.clone(),
        _ => return Err(ErrorCode::Type("a number")),
    };
    let digits = text.strip_prefix('-').unwrap_or(&text);
    let dots = digits.matches('.').count();
    let plain = digits.bytes().all(|b| b.is_ascii_digit() || b == b'.') && dots <= 1 && digits.len() > dots;
    if plain && text.len() <= 40 { Ok(Some(text.into())) } else { Err(ErrorCode::Type("a number")) }
}

/// A day written in ISO form (Gregorian), a stored date, or its parts `{"cal", "y", "m", "d"}`, for which the bounds
/// are worked out.
fn date(json: &Json, env: &Env) -> Checked {
    let expected = || ErrorCode::Type("a date as 2024-01-31, or its calendar and parts");
    let date = match json {
        Json::String(text) if text.is_empty() => return Ok(None),
        Json::String(text) => PartialDate::parse(text, Calendar::Gregorian, env.table).map_err(ErrorCode::Date)?,
        Json::Object(parts) => {
            let known = ["cal", "y", "m", "d", "precision", "from", "to", "table"];
            let number = |key: &str| parts.get(key).map(|part| part.as_i64().and_then(|n| i32::try_from(n).ok()));
            let part = |key: &str| number(key).map(|n| n.ok_or_else(expected)).transpose();
            let calendar = match parts.get("cal").and_then(Json::as_str) {
                Some("ad") => Calendar::Gregorian,
                Some("bs") => Calendar::BikramSambat,
                _ => return Err(expected()),
            };
            if parts.keys().any(|key| !known.contains(&key.as_str())) {
                return Err(expected());
            }
            let year = part("y")?.ok_or_else(expected)?;
            let estimate = parts.get("precision").and_then(Json::as_str) == Some("estimate");
            let made = PartialDate::new(calendar, year, part("m")?, part("d")?, estimate, env.table);
            keep_bounds(json, made.map_err(ErrorCode::Date)?)?
        }
        _ => return Err(expected()),
    };
    serde_json::to_value(date).map(Some).map_err(|_| expected())
}

/// A whole stored date must agree with itself; it keeps the bounds that another version of the table gave it.
fn keep_bounds(json: &Json, made: PartialDate) -> Result<PartialDate, ErrorCode> {
    if json.get("from").is_none() && json.get("to").is_none() {
        let given = json.get("precision").cloned();
        let same = given.is_none_or(|given| serde_json::from_value::<Precision>(given).ok() == Some(made.precision));
        return if same { Ok(made) } else { Err(ErrorCode::Type("a precision that goes with the parts")) };
    }
    serde_json::from_value(json.clone()).map_err(|_| ErrorCode::Type("a date whose bounds go with its parts"))
}

fn time(text: &str) -> Result<Json, ErrorCode> {
    let expected = ErrorCode::Type("a time as 14:30");
    let millis = crate::expr::clock_of(text).ok_or(expected)?;
    let seconds = millis / 1000;
    let (hour, minute, second) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    let short = format!("{hour:02}:{minute:02}");
    Ok(if second == 0 { short.into() } else { format!("{short}:{second:02}").into() })
}

fn moment(json: &Json, env: &Env) -> Checked {
    let expected = "a moment as 2024-01-31T14:30:00+05:45";
    let Some(text) = text(json, expected)? else { return Ok(None) };
    match Value::read_date(&text, &env.zone) {
        Some(Value::Moment(moment)) => Ok(Some(moment.text().into())),
        _ => Err(ErrorCode::Type(expected)),
    }
}

fn codes(json: &Json) -> Result<Json, ErrorCode> {
    let expected = ErrorCode::Type("a list of codes");
    let codes = json.as_array().ok_or(expected.clone())?;
    let whole =
        codes.len() <= 1000 && codes.iter().all(|code| code.as_str().is_some_and(|c| (1..=200).contains(&c.len())));
    if whole { Ok(json.clone()) } else { Err(expected) }
}

fn id(json: &Json, expected: &'static str) -> Checked {
    let Some(text) = text(json, expected)? else { return Ok(None) };
    let id = uuid::Uuid::try_parse(&text).map_err(|_| ErrorCode::Type(expected))?;
    Ok(Some(id.hyphenated().to_string().into()))
}

fn place(json: &Json, mission: &Mission) -> Checked {
    let Some(code) = text(json, "the code of a place")? else { return Ok(None) };
    if !mission.places.is_empty() && !mission.places.contains_key(&code) {
        return Err(ErrorCode::Code(code));
    }
    Ok(Some(code.into()))
}

/// Points with `;` between them: latitude, longitude, and perhaps altitude and accuracy.
fn points(text: &str, most: usize, expected: &'static str) -> Result<Json, ErrorCode> {
    let number = |part: &str| Value::Text(part.into()).number(&jiff::tz::TimeZone::UTC);
    let valid = |point: &str| {
        let parts: Vec<f64> = point.split_ascii_whitespace().map(number).collect();
        let within = |at: usize, limit: f64| parts.get(at).is_some_and(|part| part.abs() <= limit);
        (2..=4).contains(&parts.len())
            && within(0, 90.0)
            && within(1, 180.0)
            && parts.iter().all(|part| part.is_finite())
    };
    let points: Vec<&str> = text.split(';').map(str::trim).filter(|point| !point.is_empty()).collect();
    if points.is_empty() || points.len() > most || !points.iter().copied().all(valid) {
        return Err(ErrorCode::Type(expected));
    }
    Ok(points.join(";").into())
}

/// A value worked out elsewhere: replaced as soon as it can be worked out here.
fn calculated(json: &Json) -> Checked {
    let simple = |json: &Json| json.is_string() || json.is_number();
    let small = |json: &Json| json.as_str().is_none_or(|text| text.len() <= MAX_TEXT_ANSWER);
    match json {
        Json::String(text) if text.is_empty() => Ok(None),
        Json::Array(parts) if parts.len() <= 10_000 && parts.iter().all(|part| simple(part) && small(part)) => {
            Ok((!parts.is_empty()).then(|| json.clone()))
        }
        other if simple(other) && small(other) => Ok(Some(other.clone())),
        _ => Err(ErrorCode::Type("a text, a number or a list of them")),
    }
}

/// One text a language, each with its state; blank texts are left out.
fn translations(json: &Json) -> Checked {
    let expected = ErrorCode::Type("one text a language");
    let texts = json.as_object().ok_or(expected.clone())?;
    let mut kept = BTreeMap::new();
    for (language, given) in texts {
        let tag =
            (2..=12).contains(&language.len()) && language.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
        let (words, state) = match given {
            Json::String(words) => (words.as_str(), "draft"),
            Json::Object(parts) => {
                let part = |key: &str| parts.get(key).and_then(Json::as_str);
                (part("text").ok_or(expected.clone())?, part("state").unwrap_or("draft"))
            }
            _ => return Err(expected),
        };
        if !tag || !["draft", "outdated", "reviewed"].contains(&state) {
            return Err(expected);
        }
        if words.len() > MAX_TEXT_ANSWER {
            return Err(ErrorCode::TooLong(MAX_TEXT_ANSWER));
        }
        if !words.is_empty() {
            kept.insert(language.clone(), serde_json::json!({ "text": words, "state": state }));
        }
    }
    Ok((!kept.is_empty()).then(|| kept.into_iter().collect::<serde_json::Map<_, _>>().into()))
}
