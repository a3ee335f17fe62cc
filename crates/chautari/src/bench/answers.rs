//! Made-up answers for any kind, and the ways they are sent: as JSON, and as a posted form.

use crate::demo::chance::Chance;
use crate::demo::words::{FAMILIES, GIRLS, NOTES};
use calendar::PartialDate;
use forms::{Field, FieldType, Item, Kind, Mission};
use serde_json::{Map, Value, json};
use std::fmt::Write as _;

/// Rows of each repeat.
const ROWS: usize = 3;

/// Answers to every question of a kind that can be made up, calculations left out.
pub fn of(kind: &Kind, mission: &Mission, chance: &mut Chance) -> Map<String, Value> {
    let mut answers = Map::new();
    add(&kind.survey, "", mission, chance, &mut answers);
    answers
}

fn add(survey: &[Item], below: &str, mission: &Mission, chance: &mut Chance, answers: &mut Map<String, Value>) {
    for item in survey {
        match item {
            Item::Group(group) => add(&group.survey, below, mission, chance, answers),
            Item::Repeat(repeat) => {
                for _ in 0..ROWS {
                    let row = format!("{below}{}/{}", repeat.name, chance.id(0));
                    answers.insert(row.clone(), json!({}));
                    add(&repeat.survey, &format!("{row}/"), mission, chance, answers);
                }
            }
            Item::Field(field) => {
                if let Some(value) = value(field, mission, chance) {
                    answers.insert(format!("{below}{}", field.name), value);
                }
            }
        }
    }
}

fn value(field: &Field, mission: &Mission, chance: &mut Chance) -> Option<Value> {
    Some(match &field.r#type {
        FieldType::Text if field.name == "phone" => json!(format!("98{:08}", chance.below(100_000_000))),
        FieldType::Text if field.name.contains("name") => json!(chance.one(&FAMILIES).0),
        FieldType::Text => json!(chance.one(&NOTES)),
        FieldType::Integer => json!(1 + chance.below(30)),
        FieldType::YesNo => json!(chance.one(&["yes", "no"])),
        FieldType::Date => json!(date(chance)?),
        FieldType::SelectOne(list) => json!(chance.one(&mission.codes.get(list)?.codes).code),
        _ => return None,
    })
}

fn date(chance: &mut Chance) -> Option<PartialDate> {
    let mut below = |most: usize| i8::try_from(chance.below(most)).ok();
    PartialDate::from_day(jiff::civil::date(2010 + i16::from(below(16)?), 1 + below(12)?, 1 + below(28)?)).ok()
}

/// A person with a name in both scripts; `number` tells her from others of that name.
pub fn person(number: u64, chance: &mut Chance) -> (String, String, Map<String, Value>) {
    let (first, family) = (chance.one(&GIRLS), chance.one(&FAMILIES));
    let middle = &GIRLS[usize::try_from(number).unwrap_or(0) % GIRLS.len()];
    let latin = format!("{} {} {}", first.0, middle.0, family.0);
    let native = format!("{} {} {}", first.1, middle.1, family.1);
    let row = format!("names/{}", chance.id(0));
    let mut answers = Map::new();
    answers.insert(row.clone(), json!({}));
    for (column, value) in [("kind", "birth"), ("latin", &latin), ("native", &native), ("source", "self")] {
        answers.insert(format!("{row}/{column}"), json!(value));
    }
    answers.insert("presumed_child".into(), json!("yes"));
    answers.insert("sex".into(), json!("female"));
    (latin, native, answers)
}

/// Answers as the inputs of a form.
pub fn posted(answers: &Map<String, Value>) -> String {
    let mut text = String::new();
    for (path, value) in answers {
        match value {
            Value::String(value) => pair(&mut text, path, value),
            Value::Object(date) if date.contains_key("y") => {
                for part in ["y", "m", "d"] {
                    pair(&mut text, &format!("{path}.{part}"), &date[part].to_string());
                }
                pair(&mut text, &format!("{path}.cal"), "ad");
            }
            Value::Object(_) => pair(&mut text, path, ""),
            value => pair(&mut text, path, &value.to_string()),
        }
    }
    text
}

/// Adds a pair to a posted form.
pub fn pair(text: &mut String, name: &str, value: &str) {
    let encode = |text: &mut String, word: &str| {
        for byte in word.bytes() {
            if byte.is_ascii_alphanumeric() || b"-._".contains(&byte) {
                text.push(char::from(byte));
            } else {
                let _ = write!(text, "%{byte:02X}");
            }
        }
    };
    text.push('&');
    encode(text, name);
    text.push('=');
    encode(text, value);
}
