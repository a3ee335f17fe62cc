//! Functions on texts and on lists of codes. Lengths and places count UTF-16 units, as in the browser.

use super::calls::{flat, joined};
use super::value::{BLANKS, count, index};
use super::{Context, EvalError, Value, number, pattern};

/// The value of a function on texts; nothing when `name` is none.
pub(super) fn call(name: &str, values: &[Value], context: &Context) -> Result<Option<Value>, EvalError> {
    let text = |at: usize| values.get(at).map(Value::text).unwrap_or_default();
    let number = |at: usize| values.get(at).map(|value| value.number(&context.env.zone));
    Ok(Some(match name {
        "string" => Value::Text(text(0)),
        "concat" => joined(flat(values), "")?,
        "join" => joined(flat(&values[1..]), &text(0))?,
        "string-length" => Value::Number(count(text(0).encode_utf16().count())),
        "substr" => Value::Text(slice(&text(0), number(1).unwrap_or(0.0), number(2))),
        "substring" => Value::Text(substring(&text(0), number(1).unwrap_or(f64::NAN), number(2))),
        "substring-before" => Value::Text(text(0).split_once(&text(1)).map(|(a, _)| a.to_owned()).unwrap_or_default()),
        "substring-after" => Value::Text(text(0).split_once(&text(1)).map(|(_, b)| b.to_owned()).unwrap_or_default()),
        "contains" => Value::Boolean(text(0).contains(&text(1))),
        "starts-with" => Value::Boolean(text(0).starts_with(&text(1))),
        "ends-with" => Value::Boolean(text(0).ends_with(&text(1))),
        "normalize-space" => Value::Text(words(&text(0)).collect::<Vec<_>>().join(" ")),
        "translate" => Value::Text(translate(&text(0), &text(1), &text(2))),
        "regex" => Value::Boolean(pattern::matches(&text(0), &text(1))?),
        "selected" => Value::Boolean(selected(&text(0), &text(1))),
        "selected-at" => {
            let found = index(number(1).unwrap_or(f64::NAN)).and_then(|at| words(&text(0)).nth(at).map(str::to_owned));
            Value::Text(found.unwrap_or_default())
        }
        "count-selected" => Value::Number(count(words(&text(0)).count())),
        _ => return Ok(None),
    }))
}

/// The parts between XML's blanks.
pub(super) fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(BLANKS).filter(|word| !word.is_empty())
}

/// Whether `code` is one of the codes in `list`; nothing is selected in nothing.
fn selected(list: &str, code: &str) -> bool {
    let code = code.trim_matches(BLANKS);
    if code.is_empty() { words(list).next().is_none() } else { words(list).any(|word| word == code) }
}

/// From `start` up to `end`, from 0; negative places count from the end.
fn slice(text: &str, start: f64, end: Option<f64>) -> String {
    let units: Vec<u16> = text.encode_utf16().collect();
    let length = count(units.len());
    let place = |number: f64| {
        let number = if number.is_nan() { 0.0 } else { number.trunc() };
        index((if number < 0.0 { number + length } else { number }).clamp(0.0, length)).unwrap_or(0)
    };
    let (start, end) = (place(start), end.map_or(units.len(), place));
    units.get(start..end).map(String::from_utf16_lossy).unwrap_or_default()
}

/// XPath 1.0's `substring`: `length` units from `start`, from 1, both rounded.
fn substring(text: &str, start: f64, length: Option<f64>) -> String {
    let first = number::round(start, 0.0);
    let end = length.map_or(f64::INFINITY, |length| first + number::round(length, 0.0));
    let within = |place: f64| place >= first && place < end;
    let units = text.encode_utf16().enumerate().filter(|(at, _)| within(count(at + 1))).map(|(_, unit)| unit);
    String::from_utf16_lossy(&units.collect::<Vec<_>>())
}

/// Each sign of `from` becomes the one at the same place of `to`, or goes.
fn translate(text: &str, from: &str, to: &str) -> String {
    let (from, to): (Vec<char>, Vec<char>) = (from.chars().collect(), to.chars().collect());
    let other = |c: char| match from.iter().position(|f| *f == c) {
        Some(at) => to.get(at).copied(),
        None => Some(c),
    };
    text.chars().filter_map(other).collect()
}
