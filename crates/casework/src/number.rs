//! Numbers people say on the telephone: `BK-830147-7`.
//!
//! The six digits are the place in the ledger of the entry that made the record: given once, at acceptance, never
//! twice, with gaps; no year, site or initials (`docs/decisions`). The check digit finds one mistyped digit and two
//! neighbours swapped.

use store::RecordRow;

/// The number of a record, or the first eight characters of the random part of its id where its kind has none.
pub fn of(prefix: &str, row: &RecordRow) -> String {
    if row.numbered && row.first > 0 {
        let digits = format!("{:06}", row.first);
        let check = check_digit(&digits);
        if prefix.is_empty() { format!("{digits}-{check}") } else { format!("{prefix}-{digits}-{check}") }
    } else {
        short(row)
    }
}

/// The first eight characters of the random part of a record's id.
pub fn short(row: &RecordRow) -> String {
    row.id.simple().to_string()[24..].to_uppercase()
}

/// The place in the ledger that a number stands for, whatever its prefix; `None` when its check digit is wrong.
pub fn parse(text: &str) -> Option<i64> {
    let digits: String = text.chars().filter_map(latin_digit).collect();
    let (number, check) = digits.split_at_checked(digits.len().checked_sub(1)?)?;
    (number.len() >= 6 && number.len() <= 18 && check.starts_with(check_digit(number))).then(|| number.parse().ok())?
}

fn latin_digit(c: char) -> Option<char> {
    match c {
        '0'..='9' => Some(c),
        '०'..='९' => char::from_digit(c as u32 - '०' as u32, 10),
        _ => None,
    }
}

/// The quasigroup of order 10 with which every single wrong digit and every two neighbours swapped are found
/// (H. Michael Damm, 2004).
const DAMM: [[u8; 10]; 10] = [
    [0, 3, 1, 7, 5, 9, 8, 6, 4, 2],
    [7, 0, 9, 2, 1, 5, 4, 8, 6, 3],
    [4, 2, 0, 6, 8, 7, 1, 3, 5, 9],
    [1, 7, 5, 0, 9, 8, 3, 4, 2, 6],
    [6, 1, 2, 3, 0, 4, 5, 9, 7, 8],
    [3, 6, 7, 4, 2, 0, 9, 5, 8, 1],
    [5, 8, 6, 9, 7, 2, 0, 1, 3, 4],
    [8, 9, 4, 5, 3, 6, 2, 0, 1, 7],
    [9, 4, 3, 8, 6, 1, 7, 2, 0, 5],
    [2, 5, 8, 1, 4, 3, 6, 7, 9, 0],
];

fn check_digit(digits: &str) -> char {
    let check = digits.bytes().fold(0, |interim, digit| DAMM[usize::from(interim)][usize::from(digit - b'0')]);
    char::from(b'0' + check)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_wrong_digit_or_two_swapped_are_found() {
        let row = RecordRow { numbered: true, first: 830_147, ..RecordRow::default() };
        let number = of("BK", &row);
        assert_eq!(parse(&number), Some(830_147));
        let digits: Vec<char> = number.chars().collect();
        for (i, c) in digits.iter().enumerate().filter(|(_, c)| c.is_ascii_digit()) {
            for other in ('0'..='9').filter(|o| o != c) {
                let mut wrong = digits.clone();
                wrong[i] = other;
                assert_eq!(parse(&wrong.iter().collect::<String>()), None, "{i} {other}");
            }
        }
        let mut found = 0;
        for i in 3..8 {
            let mut wrong = digits.clone();
            wrong.swap(i, i + 1);
            found += u8::from(wrong == digits || parse(&wrong.iter().collect::<String>()).is_none());
        }
        assert_eq!(found, 5);
    }

    #[test]
    fn devanagari_digits_are_read() {
        let row = RecordRow { numbered: true, first: 12, ..RecordRow::default() };
        let number = of("", &row);
        let nepali: String =
            number.chars().map(|c| c.to_digit(10).map_or(c, |d| char::from_u32('०' as u32 + d).unwrap())).collect();
        assert_eq!(parse(&nepali), Some(12));
    }
}
