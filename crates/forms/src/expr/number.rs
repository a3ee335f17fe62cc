//! Numbers and their texts, by rules that the browser's evaluator follows to the digit.

use super::value::BLANKS;

/// The number a text is: digits with at most one point, a minus sign, blanks around. Anything else (an exponent, a
/// comma, other digits than ASCII's, nothing) is NaN.
pub(super) fn from_text(text: &str) -> f64 {
    let text = text.trim_matches(BLANKS);
    let digits = text.strip_prefix('-').unwrap_or(text);
    let dots = digits.matches('.').count();
    let plain = digits.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    if plain && dots <= 1 && digits.len() > dots { text.parse().unwrap_or(f64::NAN) } else { f64::NAN }
}

/// The shortest decimal text that reads back as `number`, without an exponent; `NaN`, `Infinity`, `-Infinity`.
pub(super) fn to_text(number: f64) -> String {
    if number.is_nan() {
        return "NaN".into();
    }
    if number.is_infinite() {
        return if number > 0.0 { "Infinity".into() } else { "-Infinity".into() };
    }
    if number == 0.0 { "0".into() } else { format!("{number}") }
}

/// Equality within 1e-12 relative, so that `0.1 + 0.2 = 0.3` (`docs/kinds.md` 4).
pub(super) fn equal(left: f64, right: f64) -> bool {
    left == right || (left - right).abs() <= 1e-12 * left.abs().max(right.abs()) && (left - right).is_finite()
}

/// Rounds half up (towards positive infinity) at `places` digits after the point, by decimal arithmetic on the
/// shortest text, so that `round(1.005, 2)` is 1.01.
pub(super) fn round(number: f64, places: f64) -> f64 {
    if number.is_nan() || places.is_nan() {
        return f64::NAN;
    }
    if number.is_infinite() || places > 400.0 {
        return number;
    }
    if places < -400.0 {
        return 0.0;
    }
    let text = to_text(number.abs());
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let digits: Vec<u8> = whole.bytes().chain(fraction.bytes()).map(|b| b - b'0').collect();
    #[expect(clippy::cast_possible_truncation, reason = "between -400 and 400")]
    let places = places.trunc() as i64;
    let cut = i64::try_from(whole.len()).unwrap_or(i64::MAX) + places;
    if cut >= i64::try_from(digits.len()).unwrap_or(i64::MAX) {
        return number;
    }
    let Ok(cut) = usize::try_from(cut) else { return 0.0 };
    let (kept, dropped) = digits.split_at(cut);
    let half = dropped[0] > 5 || (dropped[0] == 5 && (number > 0.0 || dropped[1..].iter().any(|d| *d > 0)));
    let rounded = format!("{}e{}", with_one_more(kept, half), -places);
    let magnitude: f64 = rounded.parse().unwrap_or(f64::NAN);
    // Adding zero makes a negative zero positive.
    if number < 0.0 { -magnitude + 0.0 } else { magnitude }
}

/// The digits as a text, one added at the last place if `up`.
fn with_one_more(digits: &[u8], up: bool) -> String {
    let mut digits = digits.to_vec();
    let mut carry = up;
    for digit in digits.iter_mut().rev() {
        if !carry {
            break;
        }
        carry = *digit == 9;
        *digit = if carry { 0 } else { *digit + 1 };
    }
    let first = if carry { "1" } else { "0" };
    first.chars().chain(digits.iter().map(|d| char::from(b'0' + d))).collect()
}
