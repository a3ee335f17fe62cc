//! Reading single values of the tree: texts, numbers, names, labels, expressions, mappings.

use super::Languages;
use super::faults::{Faults, meant};
use super::keys::Table;
use super::tree::{Node, Place, Scalar, Value};
use crate::codes::CodeList;
use crate::expr::Expression;
use crate::label::Label;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What the readers of all files share.
pub(super) struct Reader<'r> {
    /// Where faults go.
    pub(super) faults: &'r mut Faults,
    /// Which languages a label must have.
    pub(super) languages: &'r Languages,
    /// The code lists, read before the kinds.
    pub(super) lists: &'r BTreeMap<String, Arc<CodeList>>,
}

/// A mapping whose keys have been compared with the ones it may have.
#[derive(Clone, Copy)]
pub(super) struct Map<'n> {
    /// The mapping.
    pub(super) node: &'n Node,
    /// What it is, for messages.
    what: &'static str,
}

impl<'n> Map<'n> {
    /// Opens a mapping; names every key it may not have.
    pub(super) fn open(node: &'n Node, table: &Table, faults: &mut Faults) -> Option<Self> {
        Self::open_with(node, table, |_| false, faults)
    }

    /// The same, where `further` accepts keys beside the table's.
    pub(super) fn open_with(
        node: &'n Node,
        table: &Table,
        further: impl Fn(&str) -> bool,
        faults: &mut Faults,
    ) -> Option<Self> {
        let Value::Mapping(entries) = &node.value else {
            let message = format!("{} is written as keys with values, not as {}", table.what, node.what());
            faults.add(node.at, message);
            return None;
        };
        for (key, _) in entries {
            if !table.keys.contains(&key.text.as_str()) && !further(&key.text) {
                let hint = meant(&key.text, table.keys.iter().copied());
                let all = if hint.is_empty() { format!("; it has {}", table.keys.join(", ")) } else { hint };
                faults.add(key.at, format!("{} has no key `{}`{all}", table.what, key.text));
            }
        }
        Some(Self { node, what: table.what })
    }

    /// The value of a key, if it is there.
    pub(super) fn get(&self, key: &str) -> Option<&'n Node> {
        self.node.get(key)
    }

    /// The value of a key that must be there.
    pub(super) fn need(&self, key: &str, faults: &mut Faults) -> Option<&'n Node> {
        let found = self.node.get(key);
        if found.is_none() {
            faults.add(self.node.at, format!("{} needs the key `{key}`", self.what));
        }
        found
    }

    /// Where a key's value stands, or the mapping if it has no such key.
    pub(super) fn place(&self, key: &str) -> Place {
        self.node.get(key).map_or(self.node.at, |node| node.at)
    }
}

/// True when a YAML reader may take this unquoted word for a boolean or for nothing (YAML 1.2's
/// core schema, and the words YAML 1.1 takes so, because files travel).
fn ambiguous(scalar: &Scalar) -> bool {
    const WORDS: [&str; 9] = ["true", "false", "yes", "no", "on", "off", "null", "~", ""];
    scalar.plain && WORDS.contains(&scalar.text.to_lowercase().as_str())
}

impl<'r> Reader<'r> {
    /// A text, kept to the letter.
    pub(super) fn text(&mut self, node: &Node) -> Option<String> {
        self.scalar(node).map(|scalar| scalar.text.clone())
    }

    /// The text of an optional key; empty when it is not there.
    pub(super) fn text_of(&mut self, map: &Map<'_>, key: &str) -> String {
        map.get(key).and_then(|node| self.text(node)).unwrap_or_default()
    }

    /// A scalar that is surely a text.
    pub(super) fn scalar<'n>(&mut self, node: &'n Node) -> Option<&'n Scalar> {
        let Value::Scalar(scalar) = &node.value else {
            self.faults.add(node.at, format!("a text is expected here, not {}", node.what()));
            return None;
        };
        self.certain(scalar).then_some(scalar)
    }

    /// Refuses a word that is unquoted and could be a boolean or nothing.
    pub(super) fn certain(&mut self, scalar: &Scalar) -> bool {
        if !ambiguous(scalar) {
            return true;
        }
        let message = if scalar.text.is_empty() {
            "nothing stands here; write a text, \"\" for an empty one, or leave the key out".to_owned()
        } else {
            format!(
                "`{0}` without quotes may be read as a boolean or as nothing; write \"{0}\" if the text is meant",
                scalar.text
            )
        };
        self.faults.add(scalar.at, message);
        false
    }

    /// `true` or `false`.
    pub(super) fn flag(&mut self, node: &Node) -> Option<bool> {
        match &node.value {
            Value::Scalar(Scalar { text, plain: true, .. }) if text == "true" => Some(true),
            Value::Scalar(Scalar { text, plain: true, .. }) if text == "false" => Some(false),
            _ => {
                self.faults.add(node.at, "write `true` or `false` here, without quotes");
                None
            }
        }
    }

    /// A flag that is false when its key is not there.
    pub(super) fn flag_of(&mut self, map: &Map<'_>, key: &str) -> bool {
        map.get(key).and_then(|node| self.flag(node)).unwrap_or(false)
    }

    /// A whole number within bounds.
    pub(super) fn number(&mut self, node: &Node, bounds: std::ops::RangeInclusive<u16>) -> Option<u16> {
        let number = node.raw().and_then(|text| text.parse::<u16>().ok()).filter(|n| bounds.contains(n));
        if number.is_none() {
            let (low, high) = (bounds.start(), bounds.end());
            self.faults.add(node.at, format!("a whole number from {low} to {high} is expected here"));
        }
        number
    }

    /// A list of texts, or one text alone, each with its place.
    pub(super) fn words(&mut self, node: &Node) -> Vec<(String, Place)> {
        match &node.value {
            Value::Sequence(items) => {
                items.iter().filter_map(|item| self.text(item).map(|text| (text, item.at))).collect()
            }
            Value::Scalar(_) => self.text(node).map(|text| (text, node.at)).into_iter().collect(),
            Value::Mapping(_) => {
                self.faults.add(node.at, "a list of names is expected here: [a, b]");
                Vec::new()
            }
        }
    }

    /// The texts of an optional key's list.
    pub(super) fn words_of(&mut self, map: &Map<'_>, key: &str) -> Vec<String> {
        map.get(key).map_or_else(Vec::new, |node| self.words(node).into_iter().map(|(text, _)| text).collect())
    }

    /// One of the words a key may have.
    pub(super) fn choice<T: Copy>(&mut self, node: &Node, choices: &[(&str, T)]) -> Option<T> {
        let text = self.text(node)?;
        self.choose(&text, node.at, choices)
    }

    /// The same for a word already read.
    pub(super) fn choose<T: Copy>(&mut self, text: &str, at: Place, choices: &[(&str, T)]) -> Option<T> {
        let found = choices.iter().find(|(word, _)| *word == text).map(|(_, value)| *value);
        if found.is_none() {
            let words: Vec<&str> = choices.iter().map(|(word, _)| *word).collect();
            self.faults.add(at, format!("`{text}` is not known here; write one of {}", words.join(", ")));
        }
        found
    }

    /// Names mapped to texts.
    pub(super) fn texts(&mut self, node: &Node) -> BTreeMap<String, String> {
        let mut found = BTreeMap::new();
        if !matches!(node.value, Value::Mapping(_)) {
            self.faults.add(node.at, format!("names with texts are expected here, not {}", node.what()));
        }
        for (key, value) in node.entries() {
            if let Some(text) = self.text(value) {
                found.insert(key.text.clone(), text);
            }
        }
        found
    }

    /// A text in several languages, all of those asked for in this layer.
    pub(super) fn label(&mut self, node: &Node) -> Label {
        let label = self.some_label(node);
        if matches!(node.value, Value::Mapping(_)) {
            let missing: Vec<&str> = self
                .languages
                .of_layer(self.faults.layer(node.at))
                .iter()
                .map(String::as_str)
                .filter(|language| !label.0.contains_key(*language))
                .collect();
            if !missing.is_empty() {
                self.faults.add(node.at, format!("the text is missing in {}", missing.join(", ")));
            }
        }
        label
    }

    /// The label of an optional key; empty when it is not there.
    pub(super) fn label_of(&mut self, map: &Map<'_>, key: &str) -> Label {
        map.get(key).map_or_else(Label::default, |node| self.label(node))
    }

    /// The label of a key that must be there.
    pub(super) fn needed_label(&mut self, map: &Map<'_>, key: &str) -> Label {
        map.need(key, self.faults).map_or_else(Label::default, |node| self.label(node))
    }

    /// The label of a key that must be there in the tree we ship; forms from elsewhere may lack it.
    pub(super) fn wanted_label(&mut self, map: &Map<'_>, key: &str) -> Label {
        if map.get(key).is_none() {
            self.faults.demand(map.node.at, format!("{} needs the key `{key}`", map.what));
        }
        self.label_of(map, key)
    }

    /// A text in whatever languages it is given.
    fn some_label(&mut self, node: &Node) -> Label {
        let mut label = Label::default();
        let Value::Mapping(entries) = &node.value else {
            self.faults.add(node.at, "a text by language is expected here: {en: …, fr: …, ne: …}");
            return label;
        };
        for (language, text) in entries {
            if !self.certain(language) {
                continue;
            }
            if !is_language(&language.text) {
                self.faults.add(language.at, format!("`{}` is not a language tag such as en, fr, ne", language.text));
            }
            let Some(text_read) = self.text(text) else { continue };
            if text_read.trim().is_empty() {
                self.faults.add(text.at, format!("the text in `{}` is empty; write it or leave it out", language.text));
            } else {
                label.0.insert(language.text.clone(), text_read);
            }
        }
        if entries.is_empty() {
            self.faults.add(node.at, "no language stands here; write {en: …}");
        }
        label
    }

    /// An expression, with its text for places within it.
    pub(super) fn expression<'n>(&mut self, node: &'n Node) -> Option<(Expression, &'n Scalar)> {
        let scalar = self.scalar(node)?;
        match Expression::parse(&scalar.text) {
            Ok(expression) => Some((expression, scalar)),
            Err(error) => {
                let offset = (error.column as usize).saturating_sub(1);
                let at = self.faults.inside(scalar, offset);
                self.faults.add(at, error.message);
                None
            }
        }
    }
}

/// The shape of a BCP 47 tag: a language of two or three letters, then parts of up to eight.
fn is_language(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let first = parts.next().unwrap_or_default();
    (2..=3).contains(&first.len())
        && first.bytes().all(|b| b.is_ascii_lowercase())
        && parts.all(|part| (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric()))
}

/// A name of our own: lower-case letters, digits and `_`, beginning with a letter.
pub(super) fn is_name(text: &str) -> bool {
    text.len() <= 63
        && text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
}
