//! Finding people by name: an index in memory over names that are sealed on disk.
//!
//! Names of either script become sounds, in which सिता तामाङ, Sita Tamang and Seeta Taamang are the same or nearly so.
//! Each different word is kept once; a search compares its words with all of them by weighted edit distance and then
//! looks at which people bear the ones that fit. Nothing here is ever written down, and `Debug` shows counts only.
//!
//! Measured on `variants.tsv` among 2,500 other people: of 255 Latin spellings 249 and of 172 Devanagari ones 171 find
//! the person among the first ten, 237 and 169 at the first place. With 20,000 people of two or three names each, a
//! person costs about 170 bytes and a search about 2 ms on one core.

mod codes;
mod devanagari;
mod distance;
mod latin;
mod query;
mod sounds;
#[cfg(test)]
mod tests;
mod words;

use codes::Codes;
use sounds::Sounds;
use std::collections::HashMap;
use std::fmt;
use uuid::Uuid;
use words::Words;

/// The most words kept of one person; further ones are left out. Three names of four words in two scripts fit.
const WORDS_OF_A_PERSON: usize = 24;

/// Someone a search came upon.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Found {
    /// The id under which the names were inserted.
    pub id: Uuid,
    /// How well the names fit, above 0 and up to 1.
    pub score: f32,
}

/// The index of names, telephone numbers and codes.
#[derive(Default)]
pub struct NameIndex {
    people: Vec<Person>,
    /// Where each person stands in `people`.
    places: HashMap<Uuid, u32>,
    words: Words,
    codes: Codes,
}

/// The words of someone's names, without order or repetition.
struct Person {
    id: Uuid,
    words: Box<[u32]>,
}

impl NameIndex {
    /// An empty index.
    pub fn new() -> Self {
        Self::default()
    }

    /// Puts someone's names in, of either script, in the place of those that were there before. Codes stay.
    pub fn insert(&mut self, id: Uuid, names: &[&str]) {
        let mut words: Vec<Sounds> = Vec::new();
        for word in names.iter().flat_map(|name| sounds::words(name)) {
            if words.len() < WORDS_OF_A_PERSON && !words.contains(&word) {
                words.push(word);
            }
        }
        // New words first, so that those that stay are not forgotten and learnt again.
        let words: Box<[u32]> = words.into_iter().map(|word| self.words.take(word)).collect();
        let new = Person { id, words };
        let old = match self.places.get(&id) {
            Some(&place) => std::mem::replace(&mut self.people[place as usize], new),
            None => {
                let place = u32::try_from(self.people.len()).expect("fewer than 4 billion people");
                self.places.insert(id, place);
                self.people.push(new);
                return;
            }
        };
        self.words.give_back(&old.words);
    }

    /// Adds a telephone number, case number or other code to someone, to be found exactly. Nothing happens when the
    /// text has fewer than three letters and digits.
    pub fn insert_code(&mut self, id: Uuid, text: &str) {
        self.codes.insert(id, text);
    }

    /// Takes all codes of someone out, before those she has now are inserted.
    pub fn remove_codes(&mut self, id: Uuid) {
        self.codes.remove(id);
    }

    /// Takes someone out, with names and codes.
    pub fn remove(&mut self, id: Uuid) {
        self.codes.remove(id);
        let Some(place) = self.places.remove(&id) else { return };
        let old = self.people.swap_remove(place as usize);
        if let Some(moved) = self.people.get(place as usize) {
            self.places.insert(moved.id, place);
        }
        self.words.give_back(&old.words);
    }

    /// The people whose names or codes fit `text`, best first, at most `limit`.
    ///
    /// The order of the words does not matter, and each may be the beginning of a longer one. Every word has to fit;
    /// of three or more, one may fit nothing. Words that were written together or apart are tried both ways.
    pub fn find(&self, text: &str, limit: usize) -> Vec<Found> {
        query::find(self, text, limit)
    }

    /// The people with exactly this telephone number or code, in any digits and punctuation. Telephone numbers are
    /// compared by their last nine digits, so that a country's prefix makes no difference.
    pub fn find_code(&self, text: &str) -> &[Uuid] {
        self.codes.find(text)
    }

    /// How many people have names in the index.
    pub fn len(&self) -> usize {
        self.people.len()
    }

    /// True when nobody has.
    pub fn is_empty(&self) -> bool {
        self.people.is_empty()
    }

    /// Bytes of memory held for names, reserved space included, divided by the people; an estimate. Codes are not in
    /// it.
    pub fn bytes_per_person(&self) -> usize {
        let words: usize = self.people.iter().map(|person| allocated(person.words.len() * size_of::<u32>())).sum();
        let people = self.people.capacity() * size_of::<Person>() + map_bytes::<Uuid, u32>(self.places.capacity());
        (words + people + self.words.bytes()) / self.people.len().max(1)
    }
}

impl fmt::Debug for NameIndex {
    /// Counts only.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let people = self.people.len();
        f.debug_struct("NameIndex").field("people", &people).field("words", &self.words.len()).finish_non_exhaustive()
    }
}

/// What an allocation of `bytes` takes with the allocator's own bookkeeping, as glibc does it.
fn allocated(bytes: usize) -> usize {
    if bytes == 0 { 0 } else { (bytes + 8).next_multiple_of(16).max(32) }
}

/// What a hash map of that capacity takes: the standard library fills its buckets up to 7/8 and keeps a byte for each.
fn map_bytes<K, V>(capacity: usize) -> usize {
    (capacity * 8 / 7).next_power_of_two() * (size_of::<(K, V)>() + 1)
}
