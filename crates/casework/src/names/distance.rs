//! How far two words are apart: edit distance with weights for what spelling and hearing confuse.

use super::sounds::{ALPHABET, FIRST_CONSONANT, LONGEST, SYMBOLS};

/// Weight of a consonant; the other weights are parts of it.
const CONSONANT: u8 = 20;
/// A vowel, y or h more or less, or one vowel for another.
const WEAK: u8 = 8;
/// An `a` more or less (the inherent vowel, spoken or not), or a vowel for its neighbour.
const SLIGHT: u8 = 5;
/// A consonant for one that is easily taken for it.
const CONFUSED: u8 = 10;

/// The most that a distance may be for two words to be taken as one, whatever their length.
const FARTHEST: u16 = 2 * CONSONANT as u16;

/// A similarity of 1 in the whole numbers that columns of similarities hold.
pub(super) const SAME: u8 = 200;

/// Pairs of letters that are heard or written for each other.
const NEIGHBOURS: [&[u8; 2]; 3] = [b"ei", b"ou", b"ae"];
const ALIKE: [&[u8; 2]; 10] = [b"dr", b"td", b"nm", b"kg", b"bp", b"cj", b"cs", b"jy", b"lr", b"gh"];

/// Cost of each symbol for each other one.
static SWAP: [[u8; SYMBOLS]; SYMBOLS] = swaps();
/// Cost of a symbol more or less.
static GAP: [u8; SYMBOLS] = gaps();

/// The number of a letter of the alphabet.
const fn number(letter: u8) -> usize {
    let mut index = 0;
    while ALPHABET[index] != letter {
        index += 1;
    }
    index + 1
}

const fn gaps() -> [u8; SYMBOLS] {
    let mut gaps = [CONSONANT; SYMBOLS];
    let mut vowel = 1;
    while vowel < FIRST_CONSONANT as usize {
        gaps[vowel] = WEAK;
        vowel += 1;
    }
    gaps[number(b'a')] = SLIGHT;
    gaps[number(b'y')] = WEAK;
    gaps[number(b'h')] = WEAK;
    gaps
}

const fn swaps() -> [[u8; SYMBOLS]; SYMBOLS] {
    let mut swaps = [[CONSONANT; SYMBOLS]; SYMBOLS];
    let vowels = FIRST_CONSONANT as usize;
    let mut a = 0;
    while a < SYMBOLS {
        let mut b = 0;
        while b < SYMBOLS {
            if a < vowels && b < vowels {
                swaps[a][b] = WEAK;
            }
            b += 1;
        }
        swaps[a][a] = 0;
        a += 1;
    }
    let mut pair = 0;
    while pair < NEIGHBOURS.len() {
        swaps = with(swaps, NEIGHBOURS[pair], SLIGHT);
        pair += 1;
    }
    pair = 0;
    while pair < ALIKE.len() {
        swaps = with(swaps, ALIKE[pair], CONFUSED);
        pair += 1;
    }
    swaps
}

const fn with(mut swaps: [[u8; SYMBOLS]; SYMBOLS], pair: &[u8; 2], cost: u8) -> [[u8; SYMBOLS]; SYMBOLS] {
    let (a, b) = (number(pair[0]), number(pair[1]));
    swaps[a][b] = cost;
    swaps[b][a] = cost;
    swaps
}

/// The whole weight of a word: what its similarities are measured by.
fn weight(word: &[u8]) -> u16 {
    word.iter().map(|&symbol| u16::from(GAP[usize::from(symbol)].max(WEAK))).sum()
}

/// What a distance may come to when a query of one weight is taken for a whole word, and for the beginning of one.
#[derive(Clone, Copy)]
pub(super) struct Bounds {
    weight: u16,
    whole: u16,
    beginning: u16,
}

impl Bounds {
    /// Three tenths of the weight for a whole word, a fifth for a beginning.
    pub(super) fn new(query: &[u8]) -> Self {
        let weight = weight(query);
        Self { weight, whole: (weight * 3 / 10).min(FARTHEST), beginning: (weight / 5).min(u16::from(CONSONANT)) }
    }

    /// The same for a query that differs from a word by at least so many strong consonants: `missing` that the word
    /// lacks, `extra` that only the word has. `None` when nothing is in reach.
    pub(super) fn with(self, missing: u32, extra: u32) -> Option<Self> {
        let least = |consonants: u32| u16::try_from(consonants).unwrap_or(u16::MAX).saturating_mul(CONFUSED.into());
        if least(missing.max(extra)) <= self.whole {
            Some(self)
        } else if least(missing) <= self.beginning {
            Some(Self { whole: 0, ..self })
        } else {
            None
        }
    }
}

/// A bit for each consonant whose loss or change costs at least [`CONFUSED`]: all but y and h, and the foreign letters.
pub(super) const fn strong_consonants() -> u32 {
    let weak = ((1 << FIRST_CONSONANT) - 1) | (1 << number(b'y')) | (1 << number(b'h'));
    !weak
}

/// Similarity of the words, 0 to [`SAME`]: of the whole, or of the query with the beginning of the word. A beginning
/// counts less the more of the word is not typed yet, and tolerates less.
pub(super) fn similarity(query: &[u8], bounds: Bounds, word: &[u8]) -> u8 {
    let Some((whole, beginning)) = distances(query, word, bounds.whole.max(bounds.beginning)) else { return 0 };
    let share = |distance: u16, of: u16| u32::from(SAME) * u32::from(of - distance) / u32::from(of.max(1));
    let as_whole = if whole <= bounds.whole { share(whole, bounds.weight.max(weight(word))) } else { 0 };
    let as_beginning = if query.len() < word.len() && beginning <= bounds.beginning {
        let (typed, length) = (query.len() as u32, word.len() as u32);
        share(beginning, bounds.weight) * (4 * length + typed) / (5 * length)
    } else {
        0
    };
    as_whole.max(as_beginning) as u8
}

/// Distance of the query to the whole word and to its nearest beginning; `None` when both lie beyond the bound.
fn distances(query: &[u8], word: &[u8], bound: u16) -> Option<(u16, u16)> {
    let mut row = [0u16; LONGEST + 1];
    for (index, &symbol) in word.iter().enumerate() {
        row[index + 1] = row[index] + u16::from(GAP[usize::from(symbol)]);
    }
    let row = &mut row[..=word.len()];
    for &typed in query {
        let (gap, swap) = (u16::from(GAP[usize::from(typed)]), &SWAP[usize::from(typed)]);
        let mut diagonal = row[0];
        row[0] += gap;
        let mut least = row[0];
        for (index, &symbol) in word.iter().enumerate() {
            let above = row[index + 1];
            let left = row[index] + u16::from(GAP[usize::from(symbol)]);
            let cost = (diagonal + u16::from(swap[usize::from(symbol)])).min(above + gap).min(left);
            diagonal = above;
            row[index + 1] = cost;
            least = least.min(cost);
        }
        if least > bound {
            return None;
        }
    }
    let beginning = row.iter().copied().min().unwrap_or(u16::MAX);
    Some((row[word.len()], beginning))
}
