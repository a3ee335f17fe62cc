//! Reads cases of expressions, one JSON object a line, and evaluates them: `expr`, what it stands in (`context`,
//! `types`, `row`, …), the `type` it is turned into and the value that is `expect`ed.

use crate::form;
use forms::answers::{Answers, AnswersView};
use forms::expr::{Context, Env, Expression, NoHost, Reader, Value};
use jiff::tz::{Offset, TimeZone};
use serde_json::Value as Json;
use std::collections::{BTreeMap, BTreeSet};

/// Answers by name; a list is what a repeat's field gives from outside.
pub struct Flat(pub BTreeMap<String, Value>);

impl Reader for Flat {
    fn field(&self, name: &str, _row: &str) -> Option<Value> {
        self.0.get(name).cloned()
    }

    fn rows(&self, _name: &str, _row: &str) -> Option<Vec<String>> {
        None
    }

    fn position(&self, _row: &str) -> Option<usize> {
        None
    }

    fn choice_name(&self, field: &str, code: &str, language: &str) -> Option<String> {
        (code != "unlisted").then(|| format!("{field}:{code}:{language}"))
    }

    fn missing(&self, field: &str, _row: &str) -> Option<String> {
        (field == "refusing").then(|| "refused".into())
    }
}

/// The value of an answer in a case: a text of that type, a date as it is stored, or a list.
pub fn value(json: &Json, kind: &str, zone: &TimeZone) -> Value {
    let text = match json {
        Json::Array(values) => return Value::Nodes(values.iter().map(|json| value(json, kind, zone)).collect()),
        Json::Object(_) => {
            let date = serde_json::from_value(json.clone()).expect("a date as it is stored");
            return Value::Date(forms::expr::Days::of_answer(date));
        }
        other => other.as_str().expect("an answer is a text").to_owned(),
    };
    match kind {
        _ if text.is_empty() => Value::blank(),
        "int" => Value::Number(text.trim().parse().unwrap_or(f64::NAN)),
        "decimal" => Value::Decimal(text.trim().parse().unwrap_or(f64::NAN), text),
        "date" | "dateTime" => Value::read_date(&text, zone).expect("a date"),
        _ => Value::Text(text),
    }
}

/// Evaluates one case: in answers to the tests' form (`answers`, `at`), or in answers by name (`context`).
pub fn run(case: &Json) -> Result<Value, String> {
    let source = case["expr"].as_str().expect("a case has its expression");
    let (expression, _) = Expression::parse_noting(source).map_err(|e| e.to_string())?;
    with_env(case, |env| {
        if let Some(answers) = case.get("answers") {
            let answers: Answers = serde_json::from_value(answers.clone()).expect("answers are a map");
            let (kind, mission) = (form::kind(), form::mission());
            let view = AnswersView::new(&kind, &mission, &answers, env);
            return expression.eval(&view.context(case["at"].as_str().unwrap_or(""))).map_err(|e| e.to_string());
        }
        let types = |name: &str| case["types"][name].as_str().unwrap_or("text").to_owned();
        let given = case["context"].as_object().cloned().unwrap_or_default();
        let typed = given.iter().map(|(name, json)| (name.clone(), value(json, &types(name), &env.zone)));
        let answers = Flat(typed.collect());
        let columns: Option<BTreeMap<String, String>> =
            case.get("row").map(|row| serde_json::from_value(row.clone()).expect("a choice's columns are texts"));
        let current = answers.0.get(".").cloned().unwrap_or_else(Value::blank);
        let context = Context { answers: &answers, row: "", current, columns: columns.as_ref(), env };
        expression.eval(&context).map_err(|e| e.to_string())
    })
}

/// Calls `then` in the environment a case names, or the usual one.
pub fn with_env<T>(case: &Json, then: impl FnOnce(&Env) -> T) -> T {
    let text = |key: &str, otherwise: &str| case[key].as_str().unwrap_or(otherwise).to_owned();
    let settings: BTreeMap<String, Json> = serde_json::from_value(case["settings"].clone()).unwrap_or_default();
    let roles: BTreeSet<String> = serde_json::from_value(case["roles"].clone()).unwrap_or_default();
    let language = text("language", "en");
    then(&Env {
        today: text("today", "2026-11-24").parse().expect("today is a day"),
        now: text("now", "2026-11-24T06:15:00Z").parse().expect("now is a moment"),
        zone: zone(case),
        uuid: &|| uuid::Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0001),
        settings: &settings,
        roles: &roles,
        language: &language,
        table: calendar::Table::embedded(),
        host: &NoHost,
    })
}

/// The zone of a case: `+05:45`, the name of a zone written out here, or UTC.
pub fn zone(case: &Json) -> TimeZone {
    let text = match case["zone"].as_str() {
        None | Some("UTC") => return TimeZone::UTC,
        // The rule since 2007, so no cases before.
        Some("America/New_York") => return TimeZone::posix("EST5EDT,M3.2.0,M11.1.0").expect("a rule"),
        Some(text) => text,
    };
    let sign = if text.starts_with('-') { -1 } else { 1 };
    let (hours, minutes) = text[1..].split_once(':').expect("a zone is +HH:MM");
    let seconds: i32 =
        (hours.parse::<i32>().expect("it is written so") * 60 + minutes.parse::<i32>().expect("it is written so")) * 60;
    TimeZone::fixed(Offset::from_seconds(sign * seconds).expect("an offset"))
}

/// What is wrong with the outcome of a case, if anything.
pub fn fault(case: &Json) -> Option<String> {
    let (wanted, expected) = (case["type"].as_str().expect("a case has a type"), &case["expect"]);
    let found = run(case);
    let right = match (&found, wanted) {
        (Err(_), "error") => true,
        (Ok(value), "boolean") => expected.as_bool() == Some(value.truth()),
        (Ok(value), "string") => expected.as_str() == Some(&value.text()),
        (Ok(value), "number") => near(value.number(&zone(case)), number(expected)),
        _ => false,
    };
    (!right).then(|| format!("{case}\n   gives {found:?}"))
}

fn number(json: &Json) -> f64 {
    match json.as_str() {
        Some("Infinity") => f64::INFINITY,
        Some("-Infinity") => f64::NEG_INFINITY,
        Some(_) => f64::NAN,
        None => json.as_f64().expect("a number"),
    }
}

/// Equal within 1e-9 relative.
pub fn near(left: f64, right: f64) -> bool {
    (left.is_nan() && right.is_nan()) || left == right || (left - right).abs() <= 1e-9 * left.abs().max(right.abs())
}

/// The cases of a text of JSON lines; a line that begins with `#` is a heading.
pub fn cases(lines: &str) -> Vec<Json> {
    let written = |line: &&str| !line.trim().is_empty() && !line.starts_with('#');
    lines.lines().filter(written).map(|line| serde_json::from_str(line).expect(line)).collect()
}

/// Fails with all cases that do not give what is expected.
pub fn check(lines: &str, least: usize) {
    let cases = cases(lines);
    assert!(cases.len() >= least, "only {} cases", cases.len());
    let faults: Vec<String> = cases.iter().filter_map(fault).collect();
    assert!(faults.is_empty(), "{} of {}:\n{}", faults.len(), cases.len(), faults.join("\n"));
}
