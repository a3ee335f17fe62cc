//! Numbers to call for help, from the country packs.

use super::around::Around;
use crate::say::digits;
use forms::mission::{Country, HelpNumber};

/// A number to call.
#[derive(Clone, Debug, PartialEq)]
pub struct Number {
    /// As a telephone dials it.
    pub dial: String,
    /// As the language writes it.
    pub shown: String,
    /// Whose it is, and in which country.
    pub label: String,
    /// What to know before calling.
    pub hint: String,
}

/// The countries whose numbers every page shows: those of the help block of the first page, else all there are. The
/// country that is called like the language (`fr`) comes first.
pub fn countries(around: &Around<'_>) -> Vec<String> {
    let home = around.map.home(around.language);
    let block = home.and_then(|home| home.blocks.iter().find(|block| !block.countries.is_empty()));
    let mut countries =
        block.map_or_else(|| around.mission.countries.keys().cloned().collect(), |b| b.countries.clone());
    countries.sort_by_key(|country| country != around.language);
    countries
}

/// The association's own country: the first it names on its first page.
pub fn own_country<'a>(around: &'a Around<'_>) -> &'a str {
    let home = around.map.home(around.language);
    let named = home.and_then(|home| home.blocks.iter().find_map(|block| block.countries.first()));
    named.or(around.mission.countries.keys().next()).map_or("", String::as_str)
}

/// All numbers of these countries.
pub fn list(around: &Around<'_>, countries: &[String]) -> Vec<Number> {
    packs(around, countries).flat_map(|country| country.help.iter().map(|help| number(around, country, help))).collect()
}

/// The first numbers of these countries: two of the first, one of each other.
pub fn few(around: &Around<'_>, countries: &[String]) -> Vec<Number> {
    let first = |(place, country): (usize, _)| -> Vec<Number> {
        let country: &Country = country;
        country.help.iter().take(if place == 0 { 2 } else { 1 }).map(|help| number(around, country, help)).collect()
    };
    packs(around, countries).enumerate().flat_map(first).collect()
}

fn packs<'a>(around: &'a Around<'_>, countries: &'a [String]) -> impl Iterator<Item = &'a Country> {
    countries.iter().filter_map(|code| around.mission.countries.get(code)).filter(|country| !country.help.is_empty())
}

fn number(around: &Around<'_>, country: &Country, help: &HelpNumber) -> Number {
    let language = around.language;
    Number {
        dial: dialled(&help.number),
        shown: digits(language, &help.number),
        label: format!("{}, {}", help.label.get(language), country.label.get(language)),
        hint: help.hint.get(language).to_owned(),
    }
}

/// The number in the strip at the top of every page.
#[derive(Clone, Debug, PartialEq)]
pub struct Strip {
    /// As a telephone dials it.
    pub dial: String,
    /// As the language writes it.
    pub shown: String,
    /// Where there is room.
    pub long: Sentence,
    /// On a phone.
    pub short: Sentence,
}

/// The words of a sentence around the number in it, which is a link.
#[derive(Clone, Debug, PartialEq)]
pub struct Sentence {
    /// Words before the number.
    pub before: String,
    /// Words after it.
    pub after: String,
}

/// The first number of the first country.
pub fn strip(around: &Around<'_>) -> Option<Strip> {
    let country = countries(around).into_iter().find_map(|code| around.mission.countries.get(&code))?;
    let help = country.help.first()?;
    let name = country.label.get(around.language);
    Some(Strip {
        dial: dialled(&help.number),
        shown: digits(around.language, &help.number),
        long: sentence(around, "site-strip-call", name),
        short: sentence(around, "site-help-short", name),
    })
}

fn sentence(around: &Around<'_>, key: &str, country: &str) -> Sentence {
    // A mark that no text holds, to find where the language puts the number.
    let mark = "\u{1}";
    let text = around.words.with_all(key, &[("country", country), ("number", mark)]);
    let (before, after) = text.split_once(mark).unwrap_or((&text, ""));
    Sentence { before: before.to_owned(), after: after.to_owned() }
}

fn dialled(number: &str) -> String {
    number.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect()
}
