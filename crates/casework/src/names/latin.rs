//! Latin letters to sounds, by the ways Nepali names are spelt.

use super::sounds::is_vowel;

/// The plain letters of a decomposed, lower-case character; `None` where it is not Latin.
pub(super) fn letter(c: char) -> Option<&'static str> {
    const PLAIN: &str = "abcdefghijklmnopqrstuvwxyz";
    match c {
        'a'..='z' => {
            let index = usize::try_from(u32::from(c) - u32::from('a')).ok()?;
            PLAIN.get(index..=index)
        }
        'æ' => Some("e"),
        'œ' | 'ø' => Some("o"),
        'ß' => Some("s"),
        'ł' => Some("l"),
        'đ' | 'ð' => Some("d"),
        'ı' => Some("i"),
        'ŋ' => Some("ng"),
        'þ' => Some("t"),
        _ => None,
    }
}

/// Spellings of more than one letter and what they sound like; the longest comes first where two begin alike.
const SPELLINGS: [(&str, &str); 14] = [
    ("ksh", "c"),
    ("ks", "c"),
    ("chh", "c"),
    ("ch", "c"),
    ("ck", "k"),
    ("gny", "g"),
    ("jny", "g"),
    ("jn", "g"),
    ("sh", "s"),
    ("ph", "p"),
    ("aa", "a"),
    ("ee", "i"),
    ("oo", "u"),
    ("ow", "o"),
];

/// Turns the collected letters of a stretch of Latin into sounds at the end of `out`, and empties it.
pub(super) fn finish(word: &mut Vec<u8>, out: &mut Vec<u8>) {
    let start = out.len();
    let mut rest: &[u8] = word;
    while let Some(&letter) = rest.first() {
        let initial = out.len() == start;
        let spelling = SPELLINGS.iter().find(|(spelling, _)| fits(rest, spelling));
        if let Some((spelling, sound)) = spelling {
            out.extend(sound.bytes());
            rest = &rest[spelling.len()..];
            continue;
        }
        let (after, last) = (rest.get(1).copied(), out[start..].last().copied());
        rest = &rest[1..];
        match letter {
            // Aspiration, and the silent h of Hrishi.
            b'h' if last.is_some_and(aspirated) || (initial && after == Some(b'r')) => {}
            // The Gn of Gnawali.
            b'n' if out[start..] == *b"g" => {}
            b'c' if after.is_some_and(|next| matches!(next, b'e' | b'i' | b'y')) => out.push(b's'),
            b'c' | b'q' => out.push(b'k'),
            b'f' => out.push(b'p'),
            b'v' | b'w' => out.push(b'b'),
            b'x' => out.push(b'c'),
            b'z' => out.push(b'j'),
            letter => out.push(letter),
        }
    }
    word.clear();
}

/// Whether the rest of a word begins with a spelling; `ow` only where no vowel follows.
fn fits(rest: &[u8], spelling: &str) -> bool {
    let follows = rest.get(spelling.len()).copied();
    rest.starts_with(spelling.as_bytes()) && (spelling != "ow" || !follows.is_some_and(is_vowel))
}

/// Sounds after which an h is breath only.
fn aspirated(sound: u8) -> bool {
    matches!(sound, b'k' | b'g' | b'c' | b'j' | b't' | b'd' | b'p' | b'b' | b's' | b'r')
}
