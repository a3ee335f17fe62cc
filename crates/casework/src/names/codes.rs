//! Telephone numbers, case numbers and other codes, found exactly.

use std::collections::HashMap;
use uuid::Uuid;

/// Fewer letters and digits than this are no code.
const SHORTEST: usize = 3;

/// Letters and digits that are looked at.
const LONGEST: usize = 64;

/// Digits from the end by which telephone numbers are compared: without country prefix and leading zero, what is left
/// of a number in Nepal, India or France.
const OF_A_TELEPHONE: usize = 9;

/// Who has which code.
#[derive(Default)]
pub(super) struct Codes {
    bearers: HashMap<Box<str>, Vec<Uuid>>,
}

impl Codes {
    /// Adds a code to someone.
    pub(super) fn insert(&mut self, id: Uuid, text: &str) {
        if let Some(code) = normal(text) {
            let bearers = self.bearers.entry(code.into()).or_default();
            if !bearers.contains(&id) {
                bearers.push(id);
            }
        }
    }

    /// Takes all codes of someone out.
    pub(super) fn remove(&mut self, id: Uuid) {
        self.bearers.retain(|_, bearers| {
            bearers.retain(|&bearer| bearer != id);
            !bearers.is_empty()
        });
    }

    /// Who has this code.
    pub(super) fn find(&self, text: &str) -> &[Uuid] {
        let code = normal(text);
        code.and_then(|code| self.bearers.get(code.as_str())).map(Vec::as_slice).unwrap_or_default()
    }
}

/// Letters in upper case and Latin digits, nothing else; of a telephone number the last digits.
fn normal(text: &str) -> Option<String> {
    let letters = text.chars().filter(|c| c.is_alphanumeric()).take(LONGEST);
    let code: String = calendar::to_latin_digits(&letters.collect::<String>()).to_uppercase();
    if code.chars().count() < SHORTEST {
        return None;
    }
    if code.len() > OF_A_TELEPHONE && code.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(code[code.len() - OF_A_TELEPHONE..].to_owned());
    }
    Some(code)
}
