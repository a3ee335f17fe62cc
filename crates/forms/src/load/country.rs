//! Country packs, settings and the six rights.

use super::faults::Faults;
use super::keys;
use super::kind::items;
use super::reader::{Map, Reader, is_name};
use super::tree::{Node, Place, Value};
use crate::mission::{Country, HelpNumber, Right};
use std::collections::BTreeMap;

/// Reads `countries/<iso>/country.yaml`.
pub(super) fn read(reader: &mut Reader<'_>, code: &str, root: &Node) -> Option<Country> {
    let map = Map::open(root, &keys::COUNTRY, reader.faults)?;
    let label = reader.needed_label(&map, "label");
    let time_zone = map.need("time_zone", reader.faults).map_or_else(String::new, |node| zone(reader, node));
    let help = items(reader, &map, "help").iter().filter_map(|node| help(reader, node)).collect();
    let settings = map.get("settings").map_or_else(BTreeMap::new, |node| settings(reader, node));
    Some(Country { code: code.to_owned(), label, help, time_zone, settings })
}

/// The shape of an IANA name; whether the zone exists is seen when it is used, because the table
/// of zones is not part of a pure crate.
fn zone(reader: &mut Reader<'_>, node: &Node) -> String {
    let zone = reader.text(node).unwrap_or_default();
    let shaped = zone.split('/').count() >= 2
        && zone.split('/').all(|part| {
            part.starts_with(|c: char| c.is_ascii_uppercase())
                && part.bytes().all(|b| b.is_ascii_alphanumeric() || b"_+-".contains(&b))
        });
    if !shaped {
        reader.faults.add(node.at, format!("`{zone}` is no time zone; write its IANA name: Asia/Kathmandu"));
    }
    zone
}

fn help(reader: &mut Reader<'_>, node: &Node) -> Option<HelpNumber> {
    let map = Map::open(node, &keys::HELP, reader.faults)?;
    let number_node = map.need("number", reader.faults)?;
    let number = reader.text(number_node)?;
    let dialled = number.bytes().any(|b| b.is_ascii_digit())
        && number.bytes().all(|b| b.is_ascii_digit() || b" +-()/".contains(&b));
    if !dialled {
        reader.faults.add(number_node.at, format!("`{number}` cannot be dialled; write digits, blanks, `+` and `-`"));
    }
    Some(HelpNumber { number, label: reader.needed_label(&map, "label"), hint: reader.label_of(&map, "hint") })
}

/// Names and values of `settings.yaml`, or of a country's `settings`.
pub(super) fn settings(reader: &mut Reader<'_>, root: &Node) -> BTreeMap<String, serde_json::Value> {
    let mut found = BTreeMap::new();
    if !matches!(root.value, Value::Mapping(_)) {
        reader.faults.add(root.at, "settings are written by name: {home_alarm: 15}");
    }
    for (name, node) in root.entries() {
        if !is_name(&name.text) {
            let message = format!("`{}` cannot be a setting: lower-case letters, digits and `_`", name.text);
            reader.faults.add(name.at, message);
        }
        if let Some(value) = setting(reader.faults, node) {
            found.insert(name.text.clone(), value);
        }
    }
    found
}

/// A setting is a boolean, a number or a text, or a list of them (YAML 1.2's core schema).
fn setting(faults: &mut Faults, node: &Node) -> Option<serde_json::Value> {
    match &node.value {
        Value::Scalar(scalar) if !scalar.plain => Some(scalar.text.clone().into()),
        Value::Scalar(scalar) => match scalar.text.as_str() {
            "true" => Some(true.into()),
            "false" => Some(false.into()),
            text if matches!(text.to_lowercase().as_str(), "" | "~" | "null" | "yes" | "no" | "on" | "off") => {
                faults.add(node.at, "write true, false, a number or a text in quotes");
                None
            }
            text => Some(number(text).unwrap_or_else(|| text.into())),
        },
        Value::Sequence(items) => {
            Some(serde_json::Value::Array(items.iter().filter_map(|item| setting(faults, item)).collect()))
        }
        Value::Mapping(_) => {
            faults.add(node.at, "a setting is one value or a list, not keys with values");
            None
        }
    }
}

fn number(text: &str) -> Option<serde_json::Value> {
    if let Ok(whole) = text.parse::<i64>() {
        return Some(whole.into());
    }
    let shaped = text.bytes().all(|b| b.is_ascii_digit() || b"+-.eE".contains(&b));
    let decimal = text.parse::<f64>().ok().filter(|_| shaped)?;
    serde_json::Number::from_f64(decimal).map(serde_json::Value::Number)
}

/// Reads `rights.yaml`.
pub(super) fn rights(reader: &mut Reader<'_>, root: &Node) -> Vec<Right> {
    if !matches!(root.value, Value::Sequence(_)) {
        reader.faults.add(root.at, "rights are a list: - {code: identity, label: …, hint: …}");
    }
    let mut found: Vec<Right> = Vec::new();
    for node in root.items() {
        let Some(map) = Map::open(node, &keys::RIGHT, reader.faults) else { continue };
        let Some(code) = map.need("code", reader.faults).and_then(|node| reader.text(node)) else { continue };
        if found.iter().any(|right| right.code == code) {
            reader.faults.add(node.at, format!("the right `{code}` stands here twice"));
        }
        found.push(Right { label: reader.needed_label(&map, "label"), hint: reader.needed_label(&map, "hint"), code });
    }
    found
}

/// Where a country's code stands, checked for its shape.
pub(super) fn is_country(code: &str) -> bool {
    code.len() == 2 && code.bytes().all(|b| b.is_ascii_lowercase())
}

/// The place of the whole file.
pub(super) fn whole(file: u32) -> Place {
    Place { file, line: 0, column: 0 }
}
