//! The program's own texts are complete in every language, and none that is asked for is missing.

use super::{Fault, Tree};
use std::collections::{BTreeMap, BTreeSet};

/// Languages of the program; the first is the one the others are compared with.
const LANGUAGES: &[&str] = &["en", "fr", "ne"];
/// Calls that name a text, in templates and in Rust.
const CALLS: &[&str] = &[".say(", ".with(", ".with_all(", ".has("];

/// A text of a Fluent file.
#[derive(Default)]
struct Message {
    line: usize,
    text: String,
    variables: BTreeSet<String>,
}

pub fn check(tree: &Tree) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut languages = Vec::new();
    for language in LANGUAGES {
        let path = format!("locales/{language}.ftl");
        match tree.text(&path) {
            Some(text) => languages.push((path, read(text))),
            None => faults.push(Fault::new(path, "missing: the program speaks this language")),
        }
    }
    let Some(((first_path, first), others)) = languages.split_first() else { return faults };
    for (path, messages) in others {
        faults.extend(compare(first_path, first, path, messages));
        if path.ends_with("ne.ftl") {
            faults.extend(not_devanagari(path, messages));
        }
    }
    faults.extend(asked_for(tree, first_path, first));
    faults
}

/// Reads keys, texts and variables of a Fluent file.
fn read(text: &str) -> BTreeMap<String, Message> {
    let mut messages: BTreeMap<String, Message> = BTreeMap::new();
    let mut key = String::new();
    for (number, line) in text.lines().enumerate() {
        let begins = line.chars().next().is_some_and(|c| c.is_ascii_alphabetic() || c == '-');
        let mut part = line;
        if let Some((name, rest)) = line.split_once('=').filter(|_| begins) {
            key = name.trim().to_owned();
            messages.entry(key.clone()).or_default().line = number + 1;
            part = rest;
        } else if line.starts_with('#') || begins {
            continue;
        }
        if let Some(message) = messages.get_mut(&key) {
            message.text.push_str(part.trim());
            message.text.push('\n');
            message.variables.extend(variables(part));
        }
    }
    messages
}

fn variables(text: &str) -> impl Iterator<Item = String> {
    text.match_indices('$').map(|(at, _)| {
        let name = text[at + 1..].chars().take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'));
        name.collect()
    })
}

fn compare(
    first_path: &str,
    first: &BTreeMap<String, Message>,
    path: &str,
    messages: &BTreeMap<String, Message>,
) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (key, message) in first {
        match messages.get(key) {
            None => faults.push(Fault::new(path, format!("{key} is missing; {first_path}:{} has it", message.line))),
            Some(other) if other.variables != message.variables => {
                let what =
                    format!("{key} has the variables {:?}, {first_path} has {:?}", other.variables, message.variables);
                faults.push(Fault::new(format!("{path}:{}", other.line), what));
            }
            Some(_) => {}
        }
    }
    for (key, message) in messages.iter().filter(|(key, _)| !first.contains_key(*key)) {
        faults.push(Fault::new(format!("{path}:{}", message.line), format!("{key} is not in {first_path}")));
    }
    faults
}

/// Texts of several words without one letter of Devanagari are left in another language.
fn not_devanagari(path: &str, messages: &BTreeMap<String, Message>) -> Vec<Fault> {
    let foreign = messages.iter().filter(|(_, message)| {
        let words = said(&message.text);
        let latin = words.split_whitespace().filter(|word| word.chars().any(|c| c.is_ascii_alphabetic())).count();
        latin > 1 && !words.chars().any(|c| ('\u{900}'..='\u{97f}').contains(&c))
    });
    foreign
        .map(|(key, message)| Fault::new(format!("{path}:{}", message.line), format!("{key} is not in Nepali")))
        .collect()
}

/// A text without its placeables.
fn said(text: &str) -> String {
    let mut depth = 0usize;
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            c if depth == 0 => out.push(c),
            _ => {}
        }
    }
    out
}

/// Every key that a page names, whole or as the beginning of one (`part-{}`), stands in the texts.
fn asked_for(tree: &Tree, first_path: &str, messages: &BTreeMap<String, Message>) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (path, text) in tree.texts_in("crates/web/", "").filter(|(path, _)| is_page(path)) {
        for (number, line) in text.lines().enumerate() {
            for key in CALLS.iter().flat_map(|call| keys_after(line, call)) {
                let known = match key.split_once('{') {
                    Some((start, _)) => messages.keys().any(|known| known.starts_with(start)),
                    None => messages.contains_key(key),
                };
                if !known {
                    faults
                        .push(Fault::new(format!("{path}:{}", number + 1), format!("{key:?} is not in {first_path}")));
                }
            }
        }
    }
    faults
}

fn is_page(path: &str) -> bool {
    path.ends_with(".html") || path.ends_with(".rs")
}

/// What stands in quotes right after a call, or in a `format!` there.
fn keys_after<'a>(line: &'a str, call: &'a str) -> impl Iterator<Item = &'a str> {
    line.match_indices(call).filter_map(move |(at, _)| {
        let argument = line[at + call.len()..].trim_start_matches('&');
        let argument = argument.strip_prefix("format!(").unwrap_or(argument);
        let key = argument.strip_prefix('"')?.split_once('"')?.0;
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '{' | '}' | '_');
        (key.contains('-') || key.chars().all(plain)).then_some(key)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const EN: &str = "# Texts\nhello = Hello { $name }\nbye =\n    Good bye\n    my friend\n";
    const FR: &str = "hello = Bonjour { $name }\nbye = Au revoir\n";
    const NE: &str = "hello = नमस्ते { $name }\nbye = बिदा\n";

    fn whats(files: &[(&str, &str)]) -> Vec<String> {
        check(&Tree::of(files)).into_iter().map(|fault| format!("{} {}", fault.place, fault.what)).collect()
    }

    fn with(fr: &str, ne: &str, page: &str) -> Vec<String> {
        let texts = [("locales/en.ftl", EN), ("locales/fr.ftl", fr), ("locales/ne.ftl", ne)];
        whats(&[&texts[..], &[("crates/web/templates/a.html", page)]].concat())
    }

    #[test]
    fn complete_texts_pass() {
        let page = r#"{{ w.say("bye") }} {{ w.with("hello", "name", x) }} {{ w.say(format!("by{}", e)) }}"#;
        assert_eq!(with(FR, NE, page), Vec::<String>::new());
    }

    #[test]
    fn a_missing_language_a_missing_key_and_one_too_many_are_found() {
        assert_eq!(whats(&[("locales/en.ftl", EN), ("locales/fr.ftl", FR)]).len(), 1);
        assert_eq!(
            with("hello = Bonjour { $name }\n", NE, ""),
            ["locales/fr.ftl bye is missing; locales/en.ftl:3 has it"]
        );
        let more = format!("{FR}more = Plus\n");
        assert_eq!(with(&more, NE, ""), ["locales/fr.ftl:3 more is not in locales/en.ftl"]);
    }

    #[test]
    fn another_variable_is_found() {
        let other = FR.replace("$name", "$nom");
        assert_eq!(with(&other, NE, "").len(), 1);
    }

    #[test]
    fn english_left_in_nepali_is_found() {
        let left = NE.replace("बिदा", "Good bye");
        assert_eq!(with(FR, &left, ""), ["locales/ne.ftl:2 bye is not in Nepali"]);
    }

    #[test]
    fn a_key_that_a_page_asks_for_must_be_there() {
        let page = r#"{{ w.say("hello-all") }} {{ w.say(format!("kind-{}", e)) }}"#;
        assert_eq!(with(FR, NE, page).len(), 2);
    }
}
