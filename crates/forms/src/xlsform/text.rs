//! Looking at texts of a sheet letter by letter: references, functions, quotes, defaults, names.
//!
//! Nothing here understands an expression; that is [`crate::expr`]'s work. This tells what an
//! expression that is not ours mentions, and what other programs will say of one that is.

use std::fmt::Write;

/// One `${name}` in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Reference {
    /// First byte of the name.
    pub start: usize,
    /// Byte behind the name.
    pub end: usize,
    /// The name.
    pub name: String,
}

/// The references of a text in order.
///
/// # Errors
/// The piece that begins like a reference and is none.
pub(super) fn references(text: &str) -> Result<Vec<Reference>, String> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(open) = text[from..].find("${").map(|at| from + at) {
        let inner = open + 2;
        let Some(close) = text[inner..].find('}').map(|at| inner + at) else {
            return Err(text[open..].chars().take(40).collect());
        };
        let start = if text[inner..close].starts_with("last-saved#") { inner + 11 } else { inner };
        let name = &text[start..close];
        if !is_xml_name(name) || name.contains(':') {
            return Err(text[open..=close].chars().take(80).collect());
        }
        found.push(Reference { start, end: close, name: name.into() });
        from = close + 1;
    }
    Ok(found)
}

/// True for the name of an XML element, perhaps with one prefix: what pyxform takes for a name.
pub(super) fn is_xml_name(name: &str) -> bool {
    let part = |part: &str| {
        part.starts_with(|c: char| c.is_alphabetic() || c == '_')
            && part.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '·'))
    };
    name.split(':').count() <= 2 && name.split(':').all(part)
}

/// True for a name that every program takes, ours included: ASCII, at most 127 letters, not reserved.
pub(super) fn is_plain_name(name: &str) -> bool {
    name.len() <= 127
        && name != "_id"
        && name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && name.bytes().all(|b| b.is_ascii_alphanumeric() || b"_.-".contains(&b))
}

/// A name made of what can stay of `text`: letters, digits and `_`; `fallback` when nothing can.
pub(super) fn plain_name(text: &str, fallback: &str) -> String {
    let kept: String = text.chars().map(|c| if c.is_ascii_alphanumeric() || c == '.' { c } else { '_' }).collect();
    let kept: String = kept.trim_matches(['_', '.']).chars().take(100).collect();
    match kept.chars().next() {
        None => fallback.into(),
        Some(first) if first.is_ascii_alphabetic() => kept,
        Some(_) => format!("{fallback}_{kept}"),
    }
}

/// A name of our own for a kind or a list: lower-case letters, digits and `_`, at most 63.
pub(super) fn own_name(text: &str, fallback: &str) -> String {
    let mut kept = String::new();
    for c in text.chars() {
        match c.to_ascii_lowercase() {
            c if c.is_ascii_alphanumeric() => kept.push(c),
            _ if kept.ends_with('_') => {}
            _ => kept.push('_'),
        }
    }
    let kept: String = kept.trim_matches('_').chars().take(50).collect();
    match kept.chars().next() {
        None => fallback.into(),
        Some(first) if first.is_ascii_alphabetic() => kept,
        Some(_) => format!("{fallback}_{kept}"),
    }
}

/// The text with typographic quotes made straight, when it has any.
pub(super) fn straight(text: &str) -> Option<String> {
    const SINGLE: [char; 4] = ['‘', '’', '‚', '‛'];
    const DOUBLE: [char; 4] = ['“', '”', '„', '‟'];
    text.contains(|c| SINGLE.contains(&c) || DOUBLE.contains(&c))
        .then(|| text.replace(SINGLE, "'").replace(DOUBLE, "\""))
}

/// A text for one of our own columns: pyxform looks for `${…}` in every column and knows nothing of
/// fields that are not in the sheet, so a backslash is set between `$` and `{`.
pub(super) fn hide_references(text: &str) -> String {
    let mut found = String::with_capacity(text.len() + 8);
    let mut rest = text;
    while let Some(at) = rest.find('$') {
        let (before, after) = rest.split_at(at + 1);
        found.push_str(before);
        let slashes = after.len() - after.trim_start_matches('\\').len();
        if after[slashes..].starts_with('{') {
            found.push('\\');
        }
        rest = after;
    }
    found.push_str(rest);
    found
}

/// Undoes [`hide_references`].
pub(super) fn show_references(text: &str) -> String {
    let mut found = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('$') {
        let (before, after) = rest.split_at(at + 1);
        found.push_str(before);
        let slashes = after.len() - after.trim_start_matches('\\').len();
        rest = if slashes > 0 && after[slashes..].starts_with('{') { &after[1..] } else { after };
    }
    found.push_str(rest);
    found
}

/// A piece of an expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    /// A text in quotes, without them.
    Literal(String),
    /// `${name}`, with the name.
    Field(String),
    /// A name behind which a bracket opens.
    Function(String),
    /// Any other name or number.
    Word(String),
    /// Any other sign.
    Sign(char),
}

/// The pieces of an expression; nothing when a quote or a reference is not closed.
pub(super) fn pieces(text: &str) -> Option<Vec<Piece>> {
    let chars: Vec<char> = text.chars().collect();
    let mut found = Vec::new();
    let mut at = 0;
    let until = |from: usize, end: char| chars[from..].iter().position(|c| *c == end).map(|p| from + p);
    while at < chars.len() {
        match chars[at] {
            quote @ ('\'' | '"') => {
                let end = until(at + 1, quote)?;
                found.push(Piece::Literal(chars[at + 1..end].iter().collect()));
                at = end + 1;
            }
            '$' if chars.get(at + 1) == Some(&'{') => {
                let end = until(at + 2, '}')?;
                found.push(Piece::Field(chars[at + 2..end].iter().collect()));
                at = end + 1;
            }
            c if c.is_whitespace() => at += 1,
            c if c.is_alphanumeric() || c == '_' => {
                let mut end = at + 1;
                while let Some(c) = chars.get(end) {
                    let colon = *c == ':' && chars.get(end + 1).is_some_and(|c| c.is_alphabetic() || *c == '_');
                    if !(c.is_alphanumeric() || matches!(c, '_' | '-' | '.') || colon) {
                        break;
                    }
                    end += 1;
                }
                let word: String = chars[at..end].iter().collect();
                let next = chars[end..].iter().find(|c| !c.is_whitespace());
                let function = next == Some(&'(') && !matches!(word.as_str(), "and" | "or" | "div" | "mod");
                found.push(if function { Piece::Function(word) } else { Piece::Word(word) });
                at = end;
            }
            sign => {
                found.push(Piece::Sign(sign));
                at += 1;
            }
        }
    }
    Some(found)
}

/// True when pyxform takes a default for an expression and not for a plain text: it has arithmetic, a
/// function or a reference. `dated`: a day or a place, in which a minus is a hyphen.
pub(super) fn is_dynamic(text: &str, dated: bool) -> bool {
    let chars: Vec<char> = text.chars().collect();
    let mut at = 0;
    while at < chars.len() {
        let c = chars[at];
        match c {
            // A quote that is never closed is a sign like others.
            '\'' | '"' => at += chars[at + 1..].iter().position(|other| *other == c).map_or(0, |length| length + 1),
            '$' if chars.get(at + 1) == Some(&'{') => return true,
            '*' | '+' | '|' => return true,
            '-' if !chars.get(at + 1).is_some_and(|n| n.is_ascii_digit() || *n == '.') => return !dated,
            c if c.is_ascii_digit() => {
                // Dates, times and numbers take their own hyphens and points.
                while chars.get(at + 1).is_some_and(|n| n.is_ascii_digit() || matches!(n, '-' | '.' | ':' | 'T' | 'Z'))
                {
                    at += 1;
                }
            }
            c if c.is_alphabetic() || c == '_' => {
                let start = at;
                while chars.get(at + 1).is_some_and(|n| n.is_alphanumeric() || matches!(n, '_' | '-' | '.' | ':')) {
                    at += 1;
                }
                let word: String = chars[start..=at].iter().collect();
                let blank = |p: Option<usize>| p.and_then(|p| chars.get(p)) == Some(&' ');
                let operator = matches!(word.as_str(), "mod" | "div");
                if chars.get(at + 1) == Some(&'(') || operator && blank(start.checked_sub(1)) && blank(Some(at + 1)) {
                    return true;
                }
            }
            _ => {}
        }
        at += 1;
    }
    false
}

/// Parameters as the column has them: `start=1 end=10; step=1`.
///
/// # Errors
/// The piece that is no `name=value`.
pub(super) fn parameters(text: &str) -> Result<Vec<(String, String)>, String> {
    let spaced = text.replace(" =", "=").replace("= ", "=");
    let parts = spaced.split(|c: char| c.is_whitespace() || c == ',' || c == ';').filter(|p| !p.is_empty());
    let mut found = Vec::new();
    for part in parts {
        match part.split_once('=') {
            Some((name, value)) if !name.is_empty() && !value.is_empty() && !value.contains('=') => {
                let name = name.to_lowercase();
                let as_is = matches!(name.as_str(), "label" | "value") || value.starts_with("${");
                found.push((name, if as_is { value.into() } else { value.to_lowercase() }));
            }
            _ => return Err(part.into()),
        }
    }
    Ok(found)
}

/// Parameters as the column has them.
pub(super) fn write_parameters<'a>(pairs: impl IntoIterator<Item = (&'a String, &'a String)>) -> String {
    let mut text = String::new();
    for (name, value) in pairs {
        let blank = if text.is_empty() { "" } else { " " };
        // Writing into a text cannot fail.
        let _ = write!(text, "{blank}{name}={value}");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_found_or_refused() {
        let names = |text| references(text).map(|found| found.into_iter().map(|r| r.name).collect::<Vec<_>>());
        assert_eq!(names("Hi ${a} and ${last-saved#b-c}"), Ok(vec!["a".into(), "b-c".into()]));
        assert_eq!(names("no"), Ok(Vec::new()));
        assert!(names("${ a}").is_err() && names("${a").is_err() && names("${}").is_err());
    }

    #[test]
    fn hidden_references_come_back() {
        for text in ["${a}", "$\\{a}", "$${x} $", "$\\\\{", "plain", "$", "\\{", "costs $5 {a}"] {
            let hidden = hide_references(text);
            assert!(!hidden.contains("${"), "{hidden}");
            assert_eq!(show_references(&hidden), text);
        }
    }

    #[test]
    fn defaults_are_told_from_expressions() {
        for text in ["a c", "2010-06-15", "8", "-5", "http://getodk.org/", "<p>1</p>", "a-b", "'x'", "10:30:00"] {
            assert!(!is_dynamic(text, false), "{text}");
        }
        for text in ["today()", "${a}", "1 + 1", "2 * 3", "a - b", "7 mod 2", "concat('a')"] {
            assert!(is_dynamic(text, false), "{text}");
        }
        assert!(!is_dynamic("a - b", true));
    }

    #[test]
    fn names_are_made_plain() {
        assert_eq!(plain_name("नाम", "field_3"), "field_3");
        assert_eq!(plain_name("a:b", "field"), "a_b");
        assert_eq!(own_name("YES_NO_DK_REF", "list"), "yes_no_dk_ref");
        assert_eq!(own_name("SoR-Item", "list"), "sor_item");
        assert_eq!(own_name("2016 WHO", "form"), "form_2016_who");
    }

    #[test]
    fn parameters_are_read_however_they_are_parted() {
        let expected = vec![("start".to_owned(), "1".to_owned()), ("end".to_owned(), "10".to_owned())];
        for text in ["start=1 end=10", "start=1;end=10", "start=1, end = 10", "START=1 End=10"] {
            assert_eq!(parameters(text).as_ref(), Ok(&expected), "{text}");
        }
        assert!(parameters("start").is_err());
    }

    #[test]
    fn pieces_know_functions_from_words() {
        let pieces = pieces("if(${a} = 'x(', sum (${b}), age-low(.) and (1))").unwrap();
        let functions: Vec<_> = pieces
            .iter()
            .filter_map(|p| if let Piece::Function(name) = p { Some(name.as_str()) } else { None })
            .collect();
        assert_eq!(functions, ["if", "sum", "age-low"]);
    }
}
