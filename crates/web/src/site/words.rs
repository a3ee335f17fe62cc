//! Words of texts as they are looked for: without case, accents and endings.

use rust_stemmers::{Algorithm, Stemmer};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Longest word that is kept whole, in characters.
const LONGEST: usize = 40;

/// Words too common to find anything by, folded; without them a question typed as a sentence finds what it is about.
const COMMON: [(&str, &[&str]); 3] = [
    (
        "en",
        &[
            "a", "about", "an", "and", "are", "at", "be", "by", "can", "do", "does", "for", "from", "he", "her", "his",
            "how", "i", "if", "in", "is", "it", "me", "my", "of", "on", "or", "our", "she", "that", "the", "their",
            "they", "this", "to", "we", "what", "when", "where", "who", "with", "you", "your",
        ],
    ),
    (
        "fr",
        &[
            "a", "au", "aux", "ce", "ces", "cette", "comment", "d", "dans", "de", "des", "du", "elle", "en", "est",
            "et", "il", "ils", "j", "je", "l", "la", "le", "les", "leur", "m", "ma", "mon", "n", "ne", "nos", "notre",
            "nous", "on", "ou", "par", "pas", "pour", "qu", "que", "qui", "s", "sa", "se", "ses", "son", "sont", "sur",
            "un", "une", "vos", "votre", "vous", "y",
        ],
    ),
    (
        "ne",
        &["छ", "छन्", "हो", "हुन्", "र", "वा", "पनि", "के", "कसरी", "कहां", "यो", "त्यो", "म", "हामी", "तपाईं", "एक", "भने"],
    ),
];

/// English plurals that Snowball leaves as they are, and that this site is about.
const ENGLISH_PLURALS: [(&str, &str); 3] = [("children", "child"), ("women", "woman"), ("men", "man")];

/// Postpositions and the plural, folded, which Nepali writes onto the word before them. A word may carry several.
const NEPALI_ENDINGS: [&str; 14] =
    ["हरू", "हरु", "लाई", "बाट", "संग", "देखि", "सम्म", "भित्र", "को", "का", "की", "ले", "मा", "नै"];
/// Shortest word that an ending is taken from, in characters that stay.
const NEPALI_SHORTEST: usize = 2;

/// How the words of a language are read.
pub struct Reader {
    stemmer: Option<Stemmer>,
    english: bool,
    nepali: bool,
    common: &'static [&'static str],
}

impl Reader {
    /// For a language; one it does not know keeps its words as they are.
    pub fn new(language: &str) -> Self {
        let algorithm = match language {
            "en" => Some(Algorithm::English),
            "fr" => Some(Algorithm::French),
            _ => None,
        };
        let common = COMMON.iter().find(|(tag, _)| *tag == language).map_or(&[][..], |(_, words)| words);
        Self { stemmer: algorithm.map(Stemmer::create), english: language == "en", nepali: language == "ne", common }
    }

    /// The words of a text that something is found by, in their order.
    pub fn words<'a>(&'a self, text: &'a str) -> impl Iterator<Item = String> + 'a {
        // A vowel sign or a nukta belongs to the letter before it, though it is none.
        let within = |c: char| c.is_alphanumeric() || is_combining_mark(c) || c == '\u{200d}' || c == '\u{200c}';
        text.split(move |c| !within(c)).filter_map(|word| self.word(word))
    }

    fn word(&self, word: &str) -> Option<String> {
        let folded = folded(word);
        if folded.is_empty() || self.common.contains(&folded.as_str()) {
            return None;
        }
        if let Some((_, one)) = ENGLISH_PLURALS.iter().find(|(many, _)| self.english && *many == folded) {
            return Some((*one).to_owned());
        }
        let bare = match &self.stemmer {
            // Endings are known by their accents ("protégée"), so they are taken first.
            Some(stemmer) => self::folded(&stemmer.stem(&word.to_lowercase())),
            None if self.nepali => without_endings(&folded).to_owned(),
            None => folded,
        };
        Some(bare.chars().take(LONGEST).collect())
    }
}

/// A word in lower case; Latin letters without accents, Nepali digits as Latin ones, joiners left out.
fn folded(word: &str) -> String {
    let latin = word.chars().next().is_some_and(|first| first < '\u{0900}');
    let one = |c: char| match c {
        '\u{200c}' | '\u{200d}' => None,
        mark if latin && is_combining_mark(mark) => None,
        '०'..='९' => char::from_digit(c as u32 - '०' as u32, 10),
        'ँ' => Some('ं'),
        other => Some(other),
    };
    word.nfd().filter_map(one).flat_map(char::to_lowercase).collect()
}

fn without_endings(word: &str) -> &str {
    let mut bare = word;
    while let Some(shorter) = NEPALI_ENDINGS.iter().find_map(|ending| bare.strip_suffix(ending))
        && shorter.chars().filter(|c| !is_combining_mark(*c)).count() >= NEPALI_SHORTEST
    {
        bare = shorter;
    }
    bare
}

#[cfg(test)]
mod tests {
    use super::Reader;

    #[test]
    fn words_are_found_in_other_forms() {
        let same = |language: &str, words: &[&str]| {
            let reader = Reader::new(language);
            let read: Vec<Vec<String>> = words.iter().map(|word| reader.words(word).collect()).collect();
            assert!(read.windows(2).all(|pair| pair[0] == pair[1] && pair[0].len() == 1), "{language}: {read:?}");
        };
        same("en", &["trafficking", "Trafficked", "traffick"]);
        same("en", &["child", "CHILD", "children"]);
        same("en", &["working", "work", "works"]);
        same("fr", &["protéger", "protégée", "Protégés"]);
        same("fr", &["enfant", "enfants", "ENFANTS"]);
        same("fr", &["santé", "sante"]);
        same("ne", &["बच्चा", "बच्चालाई", "बच्चाहरूको", "बच्चाहरूसँग"]);
        same("ne", &["गाउँ", "गाउँमा", "गाउंबाट"]);
        same("ne", &["१०९८", "1098"]);
    }

    #[test]
    fn short_words_keep_what_they_are() {
        let read = |language: &str, text: &str| Reader::new(language).words(text).collect::<Vec<_>>();
        assert_eq!(read("ne", "आमा काका छोरा"), ["आमा", "काका", "छोरा"]);
        assert_eq!(read("en", "Who can I call in the night?"), ["call", "night"]);
        assert_eq!(read("fr", "l’école d’à côté"), ["ecol", "cot"]);
        assert!(read("en", "… — ‘’ ").is_empty());
        assert_eq!(read("en", &"x".repeat(500))[0].len(), 40);
    }
}
