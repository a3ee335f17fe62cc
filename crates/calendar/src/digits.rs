//! Both digit sets.

/// The first Devanagari digit, `०`.
const DEVANAGARI_ZERO: u32 = 0x0966;

/// `text` with Latin digits written as Devanagari ones; everything else stays.
pub fn to_devanagari_digits(text: &str) -> String {
    text.chars()
        .map(|c| c.to_digit(10).and_then(|digit| char::from_u32(DEVANAGARI_ZERO + digit)).unwrap_or(c))
        .collect()
}

/// `text` with Devanagari digits written as Latin ones; everything else stays.
pub fn to_latin_digits(text: &str) -> String {
    text.chars().map(|c| digit_value(c).and_then(|value| char::from_digit(value, 10)).unwrap_or(c)).collect()
}

/// The value of a digit of either set.
pub(crate) fn digit_value(c: char) -> Option<u32> {
    c.to_digit(10).or_else(|| u32::from(c).checked_sub(DEVANAGARI_ZERO).filter(|&value| value < 10))
}
