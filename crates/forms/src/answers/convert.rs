//! Answers to values of expressions, and back.

use super::missing;
use crate::expr::{Days, Value};
use crate::kind::{Field, FieldType};
use jiff::tz::TimeZone;
use serde_json::Value as Json;

/// The largest whole number that every program reads exactly from JSON, 2^53 - 1 (RFC 8259, section 6).
pub(super) const MAX_INTEGER: i64 = 9_007_199_254_740_991;

/// What an expression sees of a stored answer; missing is blank.
pub(super) fn to_value(field: Option<&Field>, json: &Json, zone: &TimeZone, language: &str) -> Value {
    if missing(json).is_some() {
        return Value::blank();
    }
    if field.is_some_and(|field| field.translated) {
        return Value::Text(translation(json, language).unwrap_or_default().to_owned());
    }
    match (field.map(|field| &field.r#type), json) {
        (Some(FieldType::Decimal | FieldType::Range), Json::String(text)) => match text.parse() {
            Ok(number) => Value::Decimal(number, text.clone()),
            Err(_) => Value::Text(text.clone()),
        },
        (Some(FieldType::Date | FieldType::Today), Json::Object(_)) => serde_json::from_value(json.clone())
            .map_or_else(|_| Value::blank(), |date| Value::Date(Days::of_answer(date))),
        (Some(FieldType::Datetime | FieldType::Start | FieldType::End), Json::String(text)) => {
            Value::read_date(text, zone).unwrap_or_else(|| Value::Text(text.clone()))
        }
        (_, Json::String(text)) => Value::Text(text.clone()),
        (_, Json::Number(number)) => Value::Number(number.as_f64().unwrap_or(f64::NAN)),
        (_, Json::Bool(truth)) => Value::Boolean(*truth),
        (_, Json::Array(parts)) => Value::Text(parts.iter().map(part).collect::<Vec<_>>().join(" ")),
        (_, Json::Null | Json::Object(_)) => Value::blank(),
    }
}

fn part(json: &Json) -> String {
    json.as_str().map_or_else(|| json.to_string(), str::to_owned)
}

/// The text of an answer that holds one a language: in `language`, else in any.
fn translation<'j>(json: &'j Json, language: &str) -> Option<&'j str> {
    let texts = json.as_object()?;
    texts.get(language).or_else(|| texts.values().next())?.get("text")?.as_str()
}

/// How a value that an expression gave is stored in a field; nothing for blank, NaN and infinity.
pub(super) fn from_value(field: &Field, value: &Value, zone: &TimeZone) -> Option<Json> {
    let text = || Some(value.text()).filter(|text| !text.is_empty());
    match &field.r#type {
        FieldType::Calculate => calculated(value),
        _ if value.is_blank() => None,
        FieldType::Integer => whole(value.number(zone).trunc()).or_else(|| number(value.number(zone).trunc())),
        FieldType::Decimal | FieldType::Range => match value {
            Value::Decimal(_, text) => Some(text.clone().into()),
            _ => Some(value.number(zone)).filter(|n| n.is_finite()).map(|n| Value::Number(n).text().into()),
        },
        FieldType::Date | FieldType::Today => date(value, zone),
        FieldType::SelectMultiple(_) | FieldType::Rank(_) => {
            Some(value.text().split_ascii_whitespace().map(Json::from).collect())
        }
        FieldType::YesNo => match value {
            Value::Boolean(truth) => Some(if *truth { "yes" } else { "no" }.into()),
            _ => text().map(Json::from),
        },
        FieldType::Acknowledge => value.truth().then(|| "OK".into()),
        _ => text().filter(|_| !is_no_number(value)).map(Json::from),
    }
}

/// As the expression gives it: a number, a text, one value a row.
fn calculated(value: &Value) -> Option<Json> {
    match value {
        Value::Number(number) | Value::Decimal(number, _) => whole(*number).or_else(|| self::number(*number)),
        Value::Nodes(values) => {
            let parts: Vec<Json> = values.iter().filter_map(calculated).collect();
            (!parts.is_empty()).then_some(Json::Array(parts))
        }
        other => Some(other.text()).filter(|text| !text.is_empty()).map(Json::from),
    }
}

fn is_no_number(value: &Value) -> bool {
    matches!(value, Value::Number(number) if !number.is_finite())
}

fn date(value: &Value, zone: &TimeZone) -> Option<Json> {
    let date = match value {
        Value::Date(Days { written: Some(date), .. }) => (**date).clone(),
        other => calendar::PartialDate::from_day(other.civil_day(zone)?).ok()?,
    };
    serde_json::to_value(date).ok()
}

/// A number as JSON; nothing for NaN and infinity.
fn number(number: f64) -> Option<Json> {
    serde_json::Number::from_f64(number).map(Json::Number)
}

/// A whole number without a point, as RFC 8785 writes it.
pub(super) fn whole(number: f64) -> Option<Json> {
    #[expect(clippy::cast_precision_loss, reason = "2^53 - 1 is exact in a double")]
    let exact = number.fract() == 0.0 && number.abs() <= MAX_INTEGER as f64;
    #[expect(clippy::cast_possible_truncation, reason = "the range is checked")]
    exact.then(|| Json::from(number as i64))
}
