//! Devanagari to sounds, as Nepali is spoken.

/// True for letters and signs of the script, its digits and stops excepted.
pub(super) fn holds(c: char) -> bool {
    matches!(c, '\u{0900}'..='\u{0963}' | '\u{0970}'..='\u{097f}')
}

/// The sounds of a consonant.
fn consonant(c: char) -> Option<&'static str> {
    Some(match c {
        'क' | 'ख' => "k",
        'ग' | 'घ' => "g",
        'ङ' => "ng",
        'च' | 'छ' => "c",
        'ज' | 'झ' => "j",
        'ञ' | 'ण' | 'न' | 'ऩ' => "n",
        'ट' | 'ठ' | 'त' | 'थ' => "t",
        'ड' | 'ढ' | 'द' | 'ध' => "d",
        'प' | 'फ' => "p",
        'ब' | 'भ' | 'व' => "b",
        'म' => "m",
        'य' => "y",
        'र' | 'ऱ' => "r",
        'ल' | 'ळ' | 'ऴ' => "l",
        'श' | 'ष' | 'स' => "s",
        'ह' => "h",
        _ => return None,
    })
}

/// The sounds of a vowel, written as a letter or as a sign; no sign for the inherent one.
fn vowel(c: char) -> Option<&'static str> {
    Some(match c {
        'अ' | 'आ' | 'ा' | 'ऍ' | 'ॅ' => "a",
        'इ' | 'ई' | 'ि' | 'ी' => "i",
        'उ' | 'ऊ' | 'ु' | 'ू' => "u",
        'ऋ' | 'ॠ' | 'ृ' | 'ॄ' => "ri",
        'ए' | 'ऎ' | 'े' | 'ॆ' => "e",
        'ऐ' | 'ै' => "ai",
        'ओ' | 'ऒ' | 'ो' | 'ॊ' | 'ऑ' | 'ॉ' => "o",
        'औ' | 'ौ' => "au",
        _ => return None,
    })
}

const VIRAMA: char = '\u{094d}';

/// Turns the collected characters of a stretch of Devanagari into sounds at the end of `out`, and empties it.
pub(super) fn finish(word: &mut Vec<char>, out: &mut Vec<u8>) {
    // The nukta marks sounds of other languages that spelling does not keep apart in Latin either.
    word.retain(|&c| c != '\u{093c}');
    let mut index = 0;
    while let Some(&c) = word.get(index) {
        index += 1;
        let after = |n: usize| word.get(index + n).copied();
        let conjunct = (c, after(0), after(1));
        let sound = match conjunct {
            ('क', Some(VIRAMA), Some('ष')) => Some("c"),
            ('ज', Some(VIRAMA), Some('ञ')) => Some("g"),
            // ङ्ग and ङ्क sound as in Sangita and Shankar: the g of ङ alone is heard only without a stop after it.
            ('ङ', Some(VIRAMA), Some('क' | 'ख' | 'ग' | 'घ')) => Some("n"),
            _ => None,
        };
        if let Some(sound) = sound {
            out.extend(sound.bytes());
            index += if sound == "n" { 0 } else { 2 };
            index = inherent(word, index, sound != "n", out);
        } else if let Some(sound) = consonant(c) {
            let joined = index >= 2 && word[index - 2] == VIRAMA;
            out.extend(sound.bytes());
            index = inherent(word, index, joined, out);
        } else if let Some(sound) = vowel(c) {
            out.extend(sound.bytes());
        } else if matches!(c, 'ं' | 'ँ') && after(0) == Some('ह') {
            // सिंह is Singh.
            out.extend(*b"ng");
            index = inherent(word, index + 1, false, out);
        } else if matches!(c, 'ं' | 'ँ') {
            out.push(nasal(after(0)));
        }
    }
    word.clear();
}

/// The vowel that a consonant carries without a sign. It is not spoken at the end of a word, except after a conjunct.
fn inherent(word: &[char], index: usize, conjunct: bool, out: &mut Vec<u8>) -> usize {
    match word.get(index) {
        Some(&VIRAMA) => return index + 1,
        Some(&c) if vowel(c).is_some() && !is_letter(c) => {}
        Some(_) => out.push(b'a'),
        None if conjunct => out.push(b'a'),
        None => {}
    }
    index
}

/// A vowel written as a letter of its own, before which an inherent vowel is spoken.
fn is_letter(c: char) -> bool {
    matches!(c, '\u{0904}'..='\u{0914}' | '\u{0960}' | '\u{0961}')
}

/// How a nasal sign sounds before what follows: अंबिका is Ambika.
fn nasal(next: Option<char>) -> u8 {
    match next {
        Some('प' | 'फ' | 'ब' | 'भ' | 'म') => b'm',
        _ => b'n',
    }
}
