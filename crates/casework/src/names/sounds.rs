//! Words as sounds: one small alphabet for names of both scripts.
//!
//! Folded together is what spelling varies in Nepal: aspiration (Thapa, Tapa), dental and retroflex, s and sh, b v w,
//! j and z, p and f, the length of vowels, ksh, chh and x, gy and jn, y after a consonant. What is left of it are five
//! vowels and fifteen consonants.

use super::{devanagari, latin};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Sounds kept of a word; what is longer is compared by its first sixteen.
pub(super) const LONGEST: usize = 16;

/// Characters of a name or query that are looked at.
const LONGEST_TEXT: usize = 200;

/// Vowels, then consonants, at the number by which a word holds them. The numbers above stand for the letters of other
/// scripts, which are told apart only roughly.
pub(super) const ALPHABET: &[u8; 20] = b"aeiouykgcjtdnpbmrlsh";

/// Number of the first consonant of [`ALPHABET`], counted from 1.
pub(super) const FIRST_CONSONANT: u8 = 6;

/// Number of the first symbol for letters of other scripts.
pub(super) const FIRST_FOREIGN: u8 = 21;

/// One more than the highest number of a symbol.
pub(super) const SYMBOLS: usize = 32;

/// A word as numbers of sounds from 1 on, filled up with 0. Deliberately without `Debug`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Sounds([u8; LONGEST]);

impl Sounds {
    /// From letters of the alphabet (foreign letters as numbers), after the sequences that sound alike are made one.
    pub(super) fn new(letters: &[u8]) -> Self {
        let mut sounds = [0; LONGEST];
        for (place, letter) in sounds.iter_mut().zip(reduced(letters)) {
            *place = symbol(letter);
        }
        Self(sounds)
    }

    /// The numbers of its sounds.
    pub(super) fn symbols(&self) -> &[u8] {
        let length = self.0.iter().position(|&symbol| symbol == 0).unwrap_or(LONGEST);
        &self.0[..length]
    }

    /// A bit for each symbol that occurs.
    pub(super) fn mask(&self) -> u32 {
        self.symbols().iter().fold(0, |mask, symbol| mask | 1 << symbol)
    }

    /// Both words written together.
    pub(super) fn joined(&self, next: &Self) -> Self {
        let mut symbols = self.symbols().to_vec();
        let doubled = symbols.last() == next.symbols().first();
        symbols.extend(&next.symbols()[usize::from(doubled)..]);
        Self::of_symbols(&symbols)
    }

    /// The word cut in two before sound `at`.
    pub(super) fn split(&self, at: usize) -> (Self, Self) {
        let (first, second) = self.symbols().split_at(at);
        (Self::of_symbols(first), Self::of_symbols(second))
    }

    /// From numbers of sounds.
    fn of_symbols(symbols: &[u8]) -> Self {
        let mut sounds = [0; LONGEST];
        for (place, symbol) in sounds.iter_mut().zip(symbols) {
            *place = *symbol;
        }
        Self(sounds)
    }
}

/// The words of a text as sounds. Digits and signs end a word; a hyphen, apostrophe or joiner within one does not.
pub(super) fn words(text: &str) -> Vec<Sounds> {
    let mut words = Vec::new();
    let mut word = String::new();
    // Decomposed, so that accents and the nukta stand apart; a letter's marks never end a word.
    for c in text.chars().take(LONGEST_TEXT).nfd().chain([' ']) {
        if c.is_alphabetic() || is_combining_mark(c) {
            word.extend(c.to_lowercase());
        } else if !matches!(c, '\'' | '’' | 'ʼ' | '\u{200c}' | '\u{200d}') {
            let sounds = Sounds::new(&letters(&word));
            if !sounds.symbols().is_empty() {
                words.push(sounds);
            }
            word.clear();
        }
    }
    words
}

/// The letters of a word, by the script of each stretch of it.
fn letters(word: &str) -> Vec<u8> {
    let (mut letters, mut latin, mut nepali) = (Vec::new(), Vec::new(), Vec::new());
    for c in word.chars() {
        if devanagari::holds(c) {
            latin::finish(&mut latin, &mut letters);
            nepali.push(c);
        } else if let Some(letter) = latin::letter(c) {
            devanagari::finish(&mut nepali, &mut letters);
            latin.extend(letter.bytes());
        } else if c.is_alphabetic() {
            latin::finish(&mut latin, &mut letters);
            devanagari::finish(&mut nepali, &mut letters);
            letters.push(foreign(c));
        }
    }
    latin::finish(&mut latin, &mut letters);
    devanagari::finish(&mut nepali, &mut letters);
    letters
}

/// The symbol of a letter of another script.
fn foreign(c: char) -> u8 {
    let kinds = SYMBOLS as u32 - u32::from(FIRST_FOREIGN);
    FIRST_FOREIGN + (u32::from(c) % kinds) as u8
}

/// The number of a letter; foreign letters are numbers already.
fn symbol(letter: u8) -> u8 {
    match ALPHABET.iter().position(|&known| known == letter) {
        Some(index) => index as u8 + 1,
        None => letter,
    }
}

/// Makes one of sequences that sound alike, the same for both scripts.
fn reduced(letters: &[u8]) -> Vec<u8> {
    let mut out: Vec<u8> = Vec::with_capacity(letters.len());
    for (index, &letter) in letters.iter().enumerate() {
        let (last, next) = (out.last().copied(), letters.get(index + 1).copied());
        match (last, letter) {
            // Doubled letters, and y after a consonant or i.
            (Some(last), letter) if last == letter => {}
            (Some(last), b'y') if last == b'i' || !is_vowel(last) => {}
            // ai and ay become e; au and ou become o. Before a vowel, y is a consonant: Narayan.
            (Some(b'a' | b'e'), b'i') => set_last(&mut out, b'e'),
            (Some(b'a' | b'e'), b'y') if !next.is_some_and(is_vowel) => set_last(&mut out, b'e'),
            (Some(b'a' | b'o'), b'u') => set_last(&mut out, b'o'),
            _ => out.push(letter),
        }
    }
    out
}

/// Replaces the last letter.
fn set_last(out: &mut [u8], letter: u8) {
    if let Some(last) = out.last_mut() {
        *last = letter;
    }
}

/// A vowel of the alphabet.
pub(super) fn is_vowel(letter: u8) -> bool {
    matches!(letter, b'a' | b'e' | b'i' | b'o' | b'u')
}
