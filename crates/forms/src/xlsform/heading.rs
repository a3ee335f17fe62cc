//! Headings of a sheet: every way people write a column's name, brought to one.

use super::language;
use super::report::{Report, What, at};
use super::workbook::Sheet;
use std::collections::BTreeMap;

/// Which sheet a heading stands in; the same word means different things.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Of {
    /// `survey`
    Survey,
    /// `choices`
    Choices,
    /// `settings` and `entities`
    Settings,
}

/// One heading, read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Heading {
    /// Column from 1.
    pub column: u32,
    /// As written.
    pub written: String,
    /// The column's one name; for a column not known, as written.
    pub name: String,
    /// Tag of its language, when it names one.
    pub language: Option<String>,
    /// True when the name is one an XLSForm knows.
    pub known: bool,
    /// True for our own columns (`chautari::…`), whose cells are taken to the letter.
    pub ours: bool,
}

/// Prefix of our own columns.
pub(super) const OURS: &str = "chautari";

/// Columns with a text a language.
pub(super) const TEXTS: [&str; 5] = ["label", "hint", "guidance_hint", "constraint_message", "required_message"];
/// Columns with the name of a file a language.
pub(super) const MEDIA: [&str; 4] = ["image", "big-image", "audio", "video"];
/// Columns of the survey with one cell for all languages.
const PLAIN: [&str; 16] = [
    "type",
    "name",
    "relevant",
    "required",
    "constraint",
    "calculation",
    "choice_filter",
    "default",
    "appearance",
    "read_only",
    "parameters",
    "repeat_count",
    "trigger",
    "save_to",
    "disabled",
    "neutral",
];
/// Other words for columns of the survey (XLSForm reference; the older ones from pyxform's list).
const SURVEY_WORDS: [(&str, &str); 34] = [
    ("caption", "label"),
    ("command", "type"),
    ("tag", "name"),
    ("value", "name"),
    ("relevance", "relevant"),
    ("readonly", "read_only"),
    ("calculate", "calculation"),
    ("count", "repeat_count"),
    ("jr:count", "repeat_count"),
    ("constraining_message", "constraint_message"),
    ("requiredmsg", "required_message"),
    ("bind::relevant", "relevant"),
    ("bind::required", "required"),
    ("bind::constraint", "constraint"),
    ("bind::calculate", "calculation"),
    ("bind::readonly", "read_only"),
    ("bind::jr:constraintmsg", "constraint_message"),
    ("bind::jr:requiredmsg", "required_message"),
    ("bind::entities:saveto", "save_to"),
    ("control::appearance", "appearance"),
    ("control::jr:count", "repeat_count"),
    ("body::appearance", "appearance"),
    ("body::jr:count", "repeat_count"),
    ("media::image", "image"),
    ("media::big-image", "big-image"),
    ("media::audio", "audio"),
    ("media::video", "video"),
    ("noapperrorstring", "no_app_error_string"),
    ("bind::jr:noapperrorstring", "no_app_error_string"),
    ("control::rows", "rows"),
    ("body::rows", "rows"),
    ("control::autoplay", "autoplay"),
    ("body::autoplay", "autoplay"),
    ("compact_tag", "instance::odk:tag"),
];
const CHOICE_WORDS: [(&str, &str); 6] = [
    ("caption", "label"),
    ("value", "name"),
    ("media::image", "image"),
    ("media::big-image", "big-image"),
    ("media::audio", "audio"),
    ("media::video", "video"),
];
const SETTING_WORDS: [(&str, &str); 6] = [
    ("set_form_title", "form_title"),
    ("title", "form_title"),
    ("set_form_id", "form_id"),
    ("id_string", "form_id"),
    ("list name", "list_name"),
    ("dataset", "list_name"),
];

/// The headings of a sheet's first row. Two headings for the same column are a fault; a column not
/// known gets a line.
pub(super) fn read(sheet: &Sheet, of: Of, report: &mut Report) -> Vec<Heading> {
    let Some(first) = sheet.rows.first() else { return Vec::new() };
    let double = first.cells.iter().any(|c| c.text.contains("::"));
    let mut found: Vec<Heading> = Vec::new();
    let mut seen: BTreeMap<(String, String, bool), String> = BTreeMap::new();
    for cell in &first.cells {
        let written = cell.text.trim();
        let place = at(&sheet.name, first.number, cell.column);
        let mut heading = parse(written, of, double);
        heading.column = cell.column;
        let exact = heading.language.clone().unwrap_or_default();
        // Languages are told apart as written: two names of one language are no fault, a word twice is.
        let key = (heading.name.clone(), exact.to_lowercase(), heading.ours);
        if let Some(other) = seen.insert(key, written.into()) {
            report.fault(place, format!("two headings for the same column: {other:?} and {written:?}; remove one"));
            continue;
        }
        if let Some(language) = heading.language.take() {
            let (tag, known) = language::tag(&language);
            if !known && !report.lines.iter().any(|l| l.what == What::LanguageTag(tag.clone())) {
                report.line(place, written, What::LanguageTag(tag.clone()));
            }
            heading.language = Some(tag);
        }
        if !heading.known && !heading.ours && of != Of::Settings {
            report.line(place, written, What::UnknownColumn);
        }
        found.push(heading);
    }
    found
}

/// Reads one heading. `double`: the sheet parts its headings by `::`, so a single colon is a letter.
fn parse(written: &str, of: Of, double: bool) -> Heading {
    let tokens = tokens(written, double);
    let ours = tokens.len() > 1 && tokens[0].eq_ignore_ascii_case(OURS);
    let tokens = if ours { &tokens[1..] } else { &tokens[..] };
    let heading = |name: &str, language: Option<&String>, known| Heading {
        column: 0,
        written: written.into(),
        name: name.into(),
        language: language.cloned(),
        known,
        ours,
    };
    let words: &[(&str, &str)] = match of {
        Of::Survey => &SURVEY_WORDS,
        Of::Choices => &CHOICE_WORDS,
        Of::Settings => &SETTING_WORDS,
    };
    // The longest beginning that is a known column; what stands behind it is the language.
    for length in (1..=tokens.len().min(2)).rev() {
        let joined = if length == 1 { snake(&tokens[0]) } else { tokens[..length].join("::").to_lowercase() };
        let name = words.iter().find(|(word, _)| *word == joined).map_or(joined.as_str(), |(_, name)| name);
        let rest = &tokens[length..];
        let with_language = TEXTS.contains(&name) || MEDIA.contains(&name);
        let fits = match of {
            Of::Survey if with_language => rest.len() <= 1,
            Of::Survey => rest.is_empty() && (PLAIN.contains(&name) || words.iter().any(|(_, n)| *n == name)),
            Of::Choices if name == "label" || MEDIA.contains(&name) => rest.len() <= 1,
            Of::Choices => rest.is_empty() && matches!(name, "list_name" | "name"),
            Of::Settings if ours && with_language => rest.len() <= 1,
            Of::Settings => rest.is_empty() && length == 1,
        };
        if fits {
            return heading(name, rest.first(), true);
        }
    }
    heading(&tokens.join("::"), None, false)
}

/// The parts of a heading; `jr:` is a prefix of its own part, not a part.
fn tokens(written: &str, double: bool) -> Vec<String> {
    if double || written.contains("::") {
        return written.split("::").map(|t| t.trim().to_owned()).collect();
    }
    let mut found: Vec<String> = Vec::new();
    for token in written.split(':').map(str::trim) {
        match found.last_mut() {
            Some(last) if last == "jr" => *last = format!("jr:{token}"),
            _ => found.push(token.into()),
        }
    }
    found
}

/// Lower case, blanks made underscores.
fn snake(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join("_").to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_one(written: &str, of: Of) -> (String, Option<String>, bool) {
        let heading = parse(written, of, false);
        (heading.name, heading.language, heading.known)
    }

    #[test]
    fn every_way_to_write_a_survey_column() {
        for (written, name, language) in [
            ("label", "label", None),
            (" Label ", "label", None),
            ("label::English (en)", "label", Some("English (en)")),
            ("label:English", "label", Some("English")),
            ("caption", "label", None),
            ("relevance", "relevant", None),
            ("bind:relevant", "relevant", None),
            ("bind::relevant", "relevant", None),
            ("bind:jr:constraintMsg", "constraint_message", None),
            ("bind:jr:constraintMsg:French", "constraint_message", Some("French")),
            ("Constraint Message", "constraint_message", None),
            ("readonly", "read_only", None),
            ("calculate", "calculation", None),
            ("repeat count", "repeat_count", None),
            ("jr:count", "repeat_count", None),
            ("media::audio::chinese", "audio", Some("chinese")),
            ("image::english", "image", Some("english")),
            ("body::appearance", "appearance", None),
        ] {
            let expected = (name.to_owned(), language.map(str::to_owned), true);
            assert_eq!(read_one(written.trim(), Of::Survey), expected, "{written}");
        }
    }

    #[test]
    fn columns_not_known_keep_their_words() {
        assert_eq!(read_one("Enumerator notes", Of::Survey), ("Enumerator notes".into(), None, false));
        assert_eq!(read_one("bind::odk:length", Of::Survey), ("bind::odk:length".into(), None, false));
        assert_eq!(read_one("county", Of::Choices), ("county".into(), None, false));
        assert_eq!(read_one("list name", Of::Choices), ("list_name".into(), None, true));
    }

    #[test]
    fn our_columns_are_told_by_their_prefix() {
        let heading = parse("chautari::label::Français (fr)", Of::Survey, true);
        assert!(heading.ours && heading.known);
        assert_eq!((heading.name.as_str(), heading.language.as_deref()), ("label", Some("Français (fr)")));
        let heading = parse("chautari::compartment", Of::Survey, true);
        assert!(heading.ours && !heading.known);
    }
}
