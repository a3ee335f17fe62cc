//! The sheet of choices, and the two sheets for what it cannot say.

use super::super::heading::MEDIA;
use super::super::language::heading;
use super::super::text::is_plain_name;
use super::super::types::YES_NO_LIST;
use super::rows::Cells;
use crate::{Code, CodeList};
use std::collections::{BTreeMap, BTreeSet};

/// Code of the one choice of a list that has none; ODK takes no list without choices.
pub(in super::super) const NO_CODE: &str = "chautari_no_code";

/// Rows of the three sheets.
pub(super) struct Lists<'a> {
    default_language: &'a str,
    /// `choices`
    pub choices: Vec<Cells>,
    /// `chautari_lists`
    pub lists: Vec<Cells>,
    /// `chautari_codes`
    pub codes: Vec<Cells>,
    /// True when a code stands twice in a list.
    pub duplicates: bool,
}

impl<'a> Lists<'a> {
    /// Nothing written yet.
    pub(super) fn new(default_language: &'a str) -> Self {
        Self { default_language, choices: Vec::new(), lists: Vec::new(), codes: Vec::new(), duplicates: false }
    }

    /// The list for yes and no.
    pub(super) fn yes_no(&mut self, languages: &BTreeSet<String>) {
        for (code, english, french, nepali) in [("yes", "Yes", "Oui", "हो"), ("no", "No", "Non", "होइन")] {
            let mut cells = Cells::from([("list_name".into(), YES_NO_LIST.into()), ("name".into(), code.into())]);
            let default = self.default_language.to_owned();
            for tag in languages.iter().chain([&default]) {
                let word = match tag.as_str() {
                    "fr" => french,
                    "ne" => nepali,
                    _ => english,
                };
                cells.insert(format!("label::{}", heading(tag)), word.into());
            }
            self.choices.push(cells);
        }
    }

    /// Adds a list.
    pub(super) fn list(&mut self, list: &CodeList) {
        let yes = |yes: bool| if yes { "yes" } else { "no" };
        let compartment = list.compartment.map_or("", |c| c.name());
        for (key, value) in [
            ("id", list.id.as_str()),
            ("source", list.source.as_str()),
            ("multiple", yes(list.multiple)),
            ("closed", yes(list.closed)),
            ("foreign", yes(list.foreign)),
            ("compartment", compartment),
        ] {
            if !value.is_empty() {
                let cells = [("list_name", list.name.as_str()), ("key", key), ("value", value)];
                self.lists.push(cells.into_iter().map(|(k, v)| (k.into(), v.into())).collect());
            }
        }
        let mut times: BTreeMap<&str, usize> = BTreeMap::new();
        for code in &list.codes {
            let nth = times.entry(&code.code).or_default();
            *nth += 1;
            self.duplicates |= *nth > 1;
            let nth = *nth;
            self.code(&list.name, code, nth);
        }
        if list.codes.is_empty() {
            let cells = [("list_name".into(), list.name.clone()), ("name".into(), NO_CODE.into()), self.label("-")];
            self.choices.push(cells.into());
        }
    }

    fn label(&self, text: &str) -> (String, String) {
        (format!("label::{}", heading(self.default_language)), text.into())
    }

    fn code(&mut self, list: &str, code: &Code, nth: usize) {
        let mut cells = Cells::from([("list_name".into(), list.into()), ("name".into(), code.code.clone())]);
        let mut further: Vec<(String, String)> = Vec::new();
        for (tag, text) in code.label.0.iter().filter(|(_, text)| !text.is_empty()) {
            // A choice's label may name a field in XLSForm; ours never do.
            cells.insert(format!("label::{}", heading(tag)), text.replace("${", "$ {"));
            if text.contains("${") {
                further.push((format!("label::{tag}"), text.clone()));
            }
        }
        for (key, file) in &code.media {
            let written = match key.split_once("::") {
                Some((sort, tag)) => format!("{sort}::{}", heading(tag)),
                None => key.clone(),
            };
            let sort = key.split("::").next().unwrap_or(key);
            if MEDIA.contains(&sort) {
                cells.insert(written, file.clone());
            } else {
                further.push((format!("media::{key}"), file.clone()));
            }
        }
        if code.label.is_empty() && code.media.is_empty() {
            cells.extend([self.label(&code.code)]);
            further.push(("unlabelled".into(), "yes".into()));
        }
        for (column, text) in &code.columns {
            // A column becomes an element of XML; one with a blank is left out by pyxform, with a warning.
            let taken = matches!(column.to_lowercase().as_str(), "label" | "name" | "list_name" | "value" | "caption");
            let element = (is_plain_name(column) || column.contains(' ')) && !column.contains(':');
            if element && !taken && !MEDIA.contains(&column.as_str()) {
                cells.insert(column.clone(), text.clone());
            } else {
                further.push((format!("column::{column}"), text.clone()));
            }
        }
        further.extend([("from".into(), code.from.clone()), ("until".into(), code.until.clone())]);
        for (key, texts) in [("hint", &code.hint.0), ("status", &code.status), ("export", &code.export)] {
            further.extend(texts.iter().map(|(name, text)| (format!("{key}::{name}"), text.clone())));
        }
        self.choices.push(cells);
        for (key, value) in further.into_iter().filter(|(_, value)| !value.is_empty()) {
            self.codes.push(Cells::from([
                ("list_name".into(), list.into()),
                ("name".into(), code.code.clone()),
                ("nth".into(), nth.to_string()),
                ("key".into(), key),
                ("value".into(), value),
            ]));
        }
    }
}

/// The columns of these sheets in the order people expect.
pub(super) fn order(column: &str) -> (usize, String) {
    const ORDER: [&str; 6] = ["list_name", "name", "nth", "key", "value", "label"];
    let base = column.split("::").next().unwrap_or(column);
    (ORDER.iter().position(|c| *c == base).unwrap_or(ORDER.len()), column.into())
}
