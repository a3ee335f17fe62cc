//! Code lists.

use super::keys;
use super::kind::{items, known_standard};
use super::reader::{Map, Reader};
use super::survey::media;
use super::tree::{Node, Value};
use crate::codes::{Code, CodeList};
use crate::kind::Compartment;
use crate::label::Label;
use std::collections::{BTreeMap, BTreeSet};

/// Reads `codes/<name>.yaml`.
pub(super) fn read(reader: &mut Reader<'_>, name: &str, root: &Node) -> Option<CodeList> {
    let map = Map::open(root, &keys::CODE_LIST, reader.faults)?;
    let closed = reader.flag_of(&map, "closed");
    let foreign = reader.flag_of(&map, "foreign");
    let words = Compartment::ALL.map(|compartment| (compartment.name(), compartment));
    let compartment = map.get("compartment").and_then(|node| reader.choice(node, &words));
    let list = CodeList {
        name: name.to_owned(),
        id: reader.text_of(&map, "id"),
        source: reader.text_of(&map, "source"),
        multiple: reader.flag_of(&map, "multiple"),
        closed,
        foreign,
        compartment,
        codes: Vec::new(),
    };
    map.need("codes", reader.faults)?;
    let mut seen = BTreeSet::new();
    let mut codes = Vec::new();
    for node in items(reader, &map, "codes") {
        let Some(code) = code(reader, node, &list) else { continue };
        // In a cascade of another body's list one name may stand below several others.
        let below = if closed || foreign { code.columns.clone() } else { BTreeMap::new() };
        if !seen.insert((code.code.clone(), below)) {
            let at = node.get("code").map_or(node.at, |code| code.at);
            let message = format!("the code `{}` stands in this list twice; a code is never used again", code.code);
            reader.faults.add(at, message);
        }
        codes.push(code);
    }
    Some(CodeList { codes, ..list })
}

fn code(reader: &mut Reader<'_>, node: &Node, list: &CodeList) -> Option<Code> {
    let map = Map::open_with(node, &keys::CODE, |key| keys::STANDARDS.contains(&key), reader.faults)?;
    let code_node = map.need("code", reader.faults)?;
    let code = reader.text(code_node)?;
    let own = !list.closed && !list.foreign;
    if own && !is_code(&code) {
        let message = format!(
            "`{code}` cannot be a code of our own: lower-case letters, digits and `_`, parts joined by dots; a list taken from others is `foreign: true` or `closed: true`"
        );
        reader.faults.add(code_node.at, message);
    }
    if code.trim() != code || code.is_empty() {
        reader.faults.add(code_node.at, format!("`{code}` is empty or has a blank at its end; remove the blank"));
    }
    if list.takes_other() && (code == "other" || keys::MISSING.contains(&code.as_str())) {
        let message = format!("every list takes `{code}` by itself; remove it here, or make the list `closed: true`");
        reader.faults.add(code_node.at, message);
    }
    let label = reader.wanted_label(&map, "label");
    Some(Code {
        hint: reader.label_of(&map, "hint"),
        status: map.get("status").map_or_else(BTreeMap::new, |node| status(reader, node, &label)),
        from: day(reader, &map, "from"),
        until: day(reader, &map, "until"),
        export: export(reader, &map),
        columns: map.get("columns").map_or_else(BTreeMap::new, |node| reader.texts(node)),
        media: map.get("media").map_or_else(BTreeMap::new, |node| one_file_each(reader, node)),
        label,
        code,
    })
}

/// Lower-case letters, digits and `_`, in parts joined by dots.
fn is_code(code: &str) -> bool {
    code.len() <= 100
        && code.split('.').all(|part| {
            !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
        })
}

/// `reviewed` for all languages of the label, or `{en: reviewed, ne: draft}`.
fn status(reader: &mut Reader<'_>, node: &Node, label: &Label) -> BTreeMap<String, String> {
    const WORDS: [(&str, &str); 2] = [("draft", "draft"), ("reviewed", "reviewed")];
    if matches!(node.value, Value::Mapping(_)) {
        let mut found = BTreeMap::new();
        for (language, value) in node.entries() {
            if let Some(state) = reader.choice(value, &WORDS) {
                found.insert(language.text.clone(), state.to_owned());
            }
        }
        return found;
    }
    let state = reader.choice(node, &WORDS);
    state.map_or_else(BTreeMap::new, |state| label.0.keys().map(|l| (l.clone(), state.to_owned())).collect())
}

fn day(reader: &mut Reader<'_>, map: &Map<'_>, key: &str) -> String {
    let Some(node) = map.get(key) else { return String::new() };
    let text = reader.text(node).unwrap_or_default();
    if !text.is_empty() && (text.len() != 10 || text.parse::<jiff::civil::Date>().is_err()) {
        reader.faults.add(node.at, format!("`{text}` is no day; write year-month-day: 2026-11-24"));
    }
    text
}

/// `htcds: Servitude` beside the code, or `export: {htcds: Servitude}`.
fn export(reader: &mut Reader<'_>, map: &Map<'_>) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    if let Some(node) = map.get("export") {
        for (standard, _) in node.entries() {
            known_standard(reader, &standard.text, standard.at);
        }
        found = reader.texts(node);
    }
    for standard in keys::STANDARDS {
        let Some(node) = map.get(standard) else { continue };
        let text = reader.text(node).unwrap_or_default();
        if found.insert(standard.to_owned(), text).is_some() {
            reader.faults.add(node.at, format!("`{standard}` stands here and in `export`; keep one of the two"));
        }
    }
    found
}

fn one_file_each(reader: &mut Reader<'_>, node: &Node) -> BTreeMap<String, String> {
    let by_language = media(reader, node);
    by_language.into_iter().map(|(sort, files)| (sort, files.get("").to_owned())).collect()
}
