//! An imported kind as files of the mission, in the grammar of `docs/kinds.md`.

use super::types::written;
use crate::expr::Expression;
use crate::kind::{About, Kind, Merge, Search};
use crate::{Code, CodeList, Field, Group, Item, Label, Repeat};
use std::collections::BTreeMap;
use std::fmt::Write;

/// The files of an imported kind: path within the tree and text. First `<strand>/<kind>.yaml`, then one
/// `codes/<list>.yaml` for each list, in order.
///
/// Written is what an XLSForm can hold: the survey, the lists, label, title, what the kind is about and
/// where it belongs. Rules, stages and what else people add afterwards are not.
pub fn to_yaml(kind: &Kind, codes: &[CodeList]) -> Vec<(String, String)> {
    let folder = if kind.strand.is_empty() { String::new() } else { format!("{}/", kind.strand) };
    let mut files = vec![(format!("{folder}{}.yaml", kind.name), kind_file(kind))];
    files.extend(codes.iter().map(|list| (format!("codes/{}.yaml", list.name), list_file(list))));
    files
}

/// Text of a file as it grows; each line indented.
#[derive(Default)]
struct Page {
    text: String,
    depth: usize,
    /// The next line begins an item of a list.
    item: bool,
}

impl Page {
    /// A line `key: value`; `value` is YAML already.
    fn line(&mut self, key: &str, value: &str) {
        let (depth, dash) = if self.item { (self.depth - 1, "- ") } else { (self.depth, "") };
        self.item = false;
        let blank = if value.is_empty() { "" } else { " " };
        // Writing into a text cannot fail.
        let _ = writeln!(self.text, "{:indent$}{dash}{key}:{blank}{value}", "", indent = depth * 2);
    }

    fn text(&mut self, key: &str, text: &str) {
        if !text.is_empty() {
            self.line(key, &scalar(text));
        }
    }

    fn label(&mut self, key: &str, label: &Label) {
        if !label.is_empty() {
            self.line(key, &map(label.0.iter().filter(|(_, text)| !text.is_empty())));
        }
    }

    fn texts(&mut self, key: &str, texts: &BTreeMap<String, String>) {
        if !texts.is_empty() {
            self.line(key, &map(texts));
        }
    }

    fn expression(&mut self, key: &str, expression: Option<&Expression>) {
        if let Some(expression) = expression {
            self.line(key, &quoted(&expression.source));
        }
    }

    fn flag(&mut self, key: &str, on: bool) {
        if on {
            self.line(key, "true");
        }
    }

    fn words(&mut self, key: &str, words: &[String]) {
        if !words.is_empty() {
            let words: Vec<String> = words.iter().map(|w| scalar(w)).collect();
            self.line(key, &format!("[{}]", words.join(", ")));
        }
    }
}

fn kind_file(kind: &Kind) -> String {
    let mut page = Page::default();
    page.label("label", &kind.label);
    page.label("hint", &kind.hint);
    page.expression("title", kind.title.as_ref());
    let about = match kind.about {
        About::Person => "person",
        About::Household => "household",
        About::Organisation => "organisation",
        About::None => "none",
    };
    page.line("about", about);
    page.words("parent", &kind.parent);
    page.text("group", if kind.group == kind.strand { "" } else { &kind.group });
    page.flag("translated", kind.translated);
    if !kind.settings.is_empty() {
        page.line("settings", "");
        page.depth += 1;
        for (key, value) in &kind.settings {
            page.line(&scalar(key), &scalar(value));
        }
        page.depth -= 1;
    }
    survey(&mut page, &kind.survey, false);
    page.text
}

fn survey(page: &mut Page, items: &[Item], in_repeat: bool) {
    if items.is_empty() {
        page.line("survey", "[]");
        return;
    }
    page.line("survey", "");
    page.depth += 2;
    for item in items {
        page.item = true;
        match item {
            Item::Field(field) => self::field(page, field, in_repeat),
            Item::Group(group) => self::group(page, group, in_repeat),
            Item::Repeat(repeat) => self::repeat(page, repeat, in_repeat),
        }
    }
    page.depth -= 2;
}

fn group(page: &mut Page, group: &Group, in_repeat: bool) {
    page.line("type", "group");
    page.text("name", &group.name);
    page.label("label", &group.label);
    page.label("hint", &group.hint);
    page.expression("relevant", group.relevant.as_ref());
    page.text("appearance", &group.appearance);
    page.texts("other", &group.other);
    survey(page, &group.survey, in_repeat);
}

fn repeat(page: &mut Page, repeat: &Repeat, in_repeat: bool) {
    page.line("type", "repeat");
    page.text("name", &repeat.name);
    page.label("label", &repeat.label);
    page.label("hint", &repeat.hint);
    if !in_repeat {
        page.line("compartment", repeat.compartment.name());
    }
    page.expression("relevant", repeat.relevant.as_ref());
    page.expression("repeat_count", repeat.count.as_ref());
    page.text("appearance", &repeat.appearance);
    page.texts("other", &repeat.other);
    survey(page, &repeat.survey, true);
}

fn field(page: &mut Page, field: &Field, in_repeat: bool) {
    page.text("type", &written(&field.r#type));
    page.text("name", &field.name);
    page.label("label", &field.label);
    page.label("hint", &field.hint);
    page.label("guidance_hint", &field.guidance_hint);
    // A repeat says it for all its fields.
    if !in_repeat {
        page.line("compartment", field.compartment.name());
    }
    match &field.required {
        Some(always) if &*always.source == "true()" => page.flag("required", true),
        required => page.expression("required", required.as_ref()),
    }
    page.label("required_message", &field.required_message);
    page.expression("relevant", field.relevant.as_ref());
    page.expression("constraint", field.constraint.as_ref());
    page.label("constraint_message", &field.constraint_message);
    page.expression("calculation", field.calculation.as_ref());
    page.expression("choice_filter", field.choice_filter.as_ref());
    page.expression("default", field.default.as_ref());
    page.text("appearance", &field.appearance);
    page.flag("read_only", field.read_only);
    page.texts("parameters", &field.parameters);
    media(page, &field.media);
    page.flag("index", field.index);
    let search = match field.search {
        None => "",
        Some(Search::Text) => "text",
        Some(Search::Name) => "name",
        Some(Search::Phone) => "phone",
        Some(Search::Code) => "code",
    };
    page.text("search", search);
    page.words("declassifies", &field.declassifies);
    page.text("recompute", if field.recompute_daily { "daily" } else { "" });
    let merge = match field.merge {
        Merge::Review => "",
        Merge::Latest => "latest",
        Merge::Set => "set",
        Merge::Max => "max",
        Merge::Min => "min",
    };
    page.text("merge", merge);
    page.text("purpose", if field.purpose == super::fields::PURPOSE { "" } else { &field.purpose });
    page.flag("safety", field.safety);
    page.flag("translated", field.translated);
    page.words("was", &field.was);
    page.texts("other", &field.other);
}

fn media(page: &mut Page, media: &BTreeMap<String, Label>) {
    if media.is_empty() {
        return;
    }
    let one = |(sort, files): (&String, &Label)| match files.0.get("") {
        Some(file) if files.0.len() == 1 => format!("{}: {}", scalar(sort), scalar(file)),
        _ => format!("{}: {}", scalar(sort), map(&files.0)),
    };
    let sorts: Vec<String> = media.iter().map(one).collect();
    page.line("media", &format!("{{{}}}", sorts.join(", ")));
}

fn list_file(list: &CodeList) -> String {
    let mut page = Page::default();
    page.text("id", &list.id);
    page.text("source", &list.source);
    page.flag("multiple", list.multiple);
    page.flag("closed", list.closed);
    page.flag("foreign", list.foreign);
    page.text("compartment", list.compartment.map_or("", |c| c.name()));
    if list.codes.is_empty() {
        page.line("codes", "[]");
        return page.text;
    }
    page.line("codes", "");
    for code in &list.codes {
        // Writing into a text cannot fail.
        let _ = writeln!(page.text, "  - {}", self::code(code));
    }
    page.text
}

/// One code on one line, as lists are read.
fn code(code: &Code) -> String {
    let mut parts = vec![format!("code: {}", scalar(&code.code))];
    let mut add = |key: &str, texts: &BTreeMap<String, String>| {
        if texts.values().any(|text| !text.is_empty()) {
            parts.push(format!("{key}: {}", map(texts.iter().filter(|(_, text)| !text.is_empty()))));
        }
    };
    add("label", &code.label.0);
    add("hint", &code.hint.0);
    add("status", &code.status);
    add("export", &code.export);
    add("columns", &code.columns);
    add("media", &code.media);
    for (key, day) in [("from", &code.from), ("until", &code.until)] {
        if !day.is_empty() {
            parts.push(format!("{key}: {}", scalar(day)));
        }
    }
    format!("{{{}}}", parts.join(", "))
}

/// A mapping on one line.
fn map<'a>(pairs: impl IntoIterator<Item = (&'a String, &'a String)>) -> String {
    let pairs: Vec<String> = pairs.into_iter().map(|(k, v)| format!("{}: {}", scalar(k), scalar(v))).collect();
    format!("{{{}}}", pairs.join(", "))
}

/// A text: bare where no reader can take it for anything else, in any version of YAML; else in quotes.
fn scalar(text: &str) -> String {
    const WORDS: [&str; 10] = ["true", "false", "yes", "no", "on", "off", "y", "n", "null", "nan"];
    let bare = text.starts_with(|c: char| c.is_alphabetic() || c == '_')
        && !text.ends_with(char::is_whitespace)
        && text.chars().all(is_plain)
        && !WORDS.contains(&text.to_lowercase().as_str());
    if bare { text.into() } else { quoted(text) }
}

/// Letters of any script with the signs written on them (Devanagari's vowels and joins are no letters of
/// their own), digits, and what has no meaning in YAML.
fn is_plain(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, ' ' | '_' | '-' | '.' | '/' | '(' | ')' | '\'' | '\u{900}'..='\u{963}')
}

/// A text in double quotes.
fn quoted(text: &str) -> String {
    let mut found = String::with_capacity(text.len() + 2);
    found.push('"');
    for c in text.chars() {
        match c {
            '"' => found.push_str("\\\""),
            '\\' => found.push_str("\\\\"),
            '\n' => found.push_str("\\n"),
            '\t' => found.push_str("\\t"),
            // Signs a reader may take for an end of line, or may not take at all.
            c if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}') => {
                // Writing into a text cannot fail.
                let _ = write!(found, "\\u{:04X}", c as u32);
            }
            c => found.push(c),
        }
    }
    found.push('"');
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_a_reader_may_misread_are_quoted() {
        for text in ["NO", "yes", "null", "12", "1.5", "2026-11-24", "~", "", "a: b", "#x", "- a", "{a}", "x ", "e: 1"]
        {
            assert!(scalar(text).starts_with('"'), "{text}");
        }
        for text in ["DebtBondage", "Åland Islands", "prs_First_Name", "घर सुरक्षा", "Hong Kong (China)"]
        {
            assert_eq!(scalar(text), text);
        }
    }

    #[test]
    fn quoted_texts_are_read_to_the_letter() {
        for text in
            ["a\nb", "tab\there", "say \"hi\" \\ back", "\u{1}\u{2028}\u{feff}", "नेपाली: \u{200d}", "  blanks  "]
        {
            let read: String = serde_saphyr::from_str(&quoted(text)).unwrap();
            assert_eq!(read, text);
        }
    }
}
