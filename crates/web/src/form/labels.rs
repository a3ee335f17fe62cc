//! Words of the mission on a page in one language: marked where they are in another.

use super::Html;
use crate::say::digits;
use forms::Label;

/// The text of a label, and its language where that is not the page's.
pub fn spoken<'l>(label: &'l Label, language: &str) -> (&'l str, Option<&'l str>) {
    let text = label.get(language);
    if label.0.contains_key(language) || text.is_empty() {
        return (text, None);
    }
    let found = label.0.iter().find(|(_, other)| other.as_str() == text);
    // An imported form may give a language by its name; only a tag belongs into `lang`.
    let tag =
        |name: &&str| (2..=12).contains(&name.len()) && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    (text, found.map(|(tag, _)| tag.as_str()).filter(tag))
}

/// The text of a label as markup.
pub fn of(label: &Label, language: &str) -> Html {
    match spoken(label, language) {
        (text, None) => Html::text(text),
        (text, Some(other)) => Html::made(format!("<span lang=\"{}\">{}</span>", Html::text(other), Html::text(text))),
    }
}

/// The attribute that says in which language a label is, where that is not the page's: for an `option`.
pub fn lang_attribute(label: &Label, language: &str) -> Html {
    match spoken(label, language).1 {
        Some(other) => Html::made(format!(" lang=\"{}\"", Html::text(other))),
        None => Html::new(),
    }
}

/// A number as the language writes it.
pub fn number(language: &str, number: usize) -> String {
    digits(language, &number.to_string())
}
