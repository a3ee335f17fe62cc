//! Searching: the words of a query against the words of each person.

use super::distance::SAME;
use super::sounds::{self, Sounds};
use super::{Found, NameIndex, Person};
use std::cmp::Ordering;
use std::collections::HashMap;

/// Words of a query that are looked at.
const WORDS_OF_A_QUERY: usize = 6;

/// From this many words on, one may fit nothing.
const WORDS_WITH_ONE_FREE: usize = 3;

/// Sounds of each half when a word is tried as two.
const SHORTEST_HALF: usize = 3;

/// What each word of a person that nothing in the query fits takes away from the score, up to [`MOST_UNSAID`] words:
/// enough to put Sita Tamang before Sita Kumari Tamang, too little to matter otherwise.
const UNSAID: f32 = 0.01;
const MOST_UNSAID: usize = 5;

/// See [`NameIndex::find`].
pub(super) fn find(index: &NameIndex, text: &str, limit: usize) -> Vec<Found> {
    let mut scores = vec![0.0f32; index.people.len()];
    let mut columns = Columns { index, known: HashMap::new() };
    for reading in readings(index, text) {
        columns.compare(&reading);
        let fitting: Vec<&[u8]> =
            reading.iter().filter_map(|word| columns.known.get(word)).map(Vec::as_slice).collect();
        for (best, person) in scores.iter_mut().zip(&index.people) {
            *best = best.max(score(&fitting, person).unwrap_or(0.0));
        }
    }
    let named = scores.into_iter().zip(&index.people).map(|(score, person)| Found { id: person.id, score });
    let mut found: Vec<Found> = named.filter(|found| found.score > 0.0).collect();
    if text.chars().any(char::is_numeric) {
        let bearers = index.find_code(text);
        found.retain(|found| !bearers.contains(&found.id));
        found.extend(bearers.iter().map(|&id| Found { id, score: 1.0 }));
    }
    if found.len() > limit && limit > 0 {
        found.select_nth_unstable_by(limit - 1, best_first);
    }
    found.truncate(limit);
    found.sort_unstable_by(best_first);
    found
}

/// Higher scores first, ids in order among equal ones.
fn best_first(a: &Found, b: &Found) -> Ordering {
    b.score.total_cmp(&a.score).then(a.id.cmp(&b.id))
}

/// Similarities of query words with all words of the index, each worked out once.
struct Columns<'a> {
    index: &'a NameIndex,
    known: HashMap<Sounds, Vec<u8>>,
}

impl Columns<'_> {
    /// Works out those of these words that are missing.
    fn compare(&mut self, reading: &[Sounds]) {
        for word in reading {
            self.known.entry(*word).or_insert_with(|| self.index.words.similarities(word));
        }
    }
}

/// The ways to read the text as words: as typed, with two neighbours as one word (Phul Maya for Phulmaya), and with a
/// word as two where people bear both.
fn readings(index: &NameIndex, text: &str) -> Vec<Vec<Sounds>> {
    let mut typed = sounds::words(text);
    typed.truncate(WORDS_OF_A_QUERY);
    if typed.is_empty() {
        return Vec::new();
    }
    let mut readings = Vec::new();
    for at in 0..typed.len() {
        if let Some(next) = typed.get(at + 1) {
            let mut together = typed.clone();
            together.splice(at..=at + 1, [typed[at].joined(next)]);
            readings.push(together);
        }
        for cut in SHORTEST_HALF..typed[at].symbols().len().saturating_sub(SHORTEST_HALF - 1) {
            let (first, second) = typed[at].split(cut);
            if index.words.knows(&first) && index.words.knows(&second) {
                let mut apart = typed.clone();
                apart.splice(at..=at, [first, second]);
                readings.push(apart);
            }
        }
    }
    readings.insert(0, typed);
    readings
}

/// How well a person's words fit those of a reading, of which each has its similarities in a column.
fn score(reading: &[&[u8]], person: &Person) -> Option<f32> {
    let mut left_out = usize::from(reading.len() >= WORDS_WITH_ONE_FREE);
    let mut sum = 0;
    for column in reading {
        let best = person.words.iter().map(|&word| column[word as usize]).max().unwrap_or(0);
        if best == 0 {
            left_out = left_out.checked_sub(1)?;
        }
        sum += u32::from(best);
    }
    if sum == 0 {
        return None;
    }
    let unsaid = person.words.iter().filter(|&&word| reading.iter().all(|column| column[word as usize] == 0)).count();
    let whole = reading.len() as f32 * f32::from(SAME);
    Some(sum as f32 / whole - UNSAID * unsaid.min(MOST_UNSAID) as f32)
}
