//! The different words of all names, each kept once.

use super::distance::{Bounds, similarity, strong_consonants};
use super::map_bytes;
use super::sounds::Sounds;
use std::collections::HashMap;

/// All words, at numbers that people refer to.
#[derive(Default)]
pub(super) struct Words {
    entries: Vec<Entry>,
    numbers: HashMap<Sounds, u32>,
    /// Numbers that are free again.
    free: Vec<u32>,
}

/// A word and how many people bear it; nobody where the number is free.
#[derive(Clone, Copy)]
struct Entry {
    sounds: Sounds,
    mask: u32,
    uses: u32,
}

impl Words {
    /// The number of a word for one more person.
    pub(super) fn take(&mut self, sounds: Sounds) -> u32 {
        if let Some(&number) = self.numbers.get(&sounds) {
            self.entries[number as usize].uses += 1;
            return number;
        }
        let entry = Entry { sounds, mask: sounds.mask(), uses: 1 };
        let number = match self.free.pop() {
            Some(number) => {
                self.entries[number as usize] = entry;
                number
            }
            None => {
                self.entries.push(entry);
                u32::try_from(self.entries.len() - 1).expect("fewer than 4 billion words")
            }
        };
        self.numbers.insert(sounds, number);
        number
    }

    /// One person fewer bears each of these words; a word nobody bears is forgotten.
    pub(super) fn give_back(&mut self, numbers: &[u32]) {
        for &number in numbers {
            let entry = &mut self.entries[number as usize];
            entry.uses -= 1;
            if entry.uses == 0 {
                self.numbers.remove(&entry.sounds);
                self.free.push(number);
            }
        }
    }

    /// True when somebody bears exactly this word.
    pub(super) fn knows(&self, sounds: &Sounds) -> bool {
        self.numbers.contains_key(sounds)
    }

    /// How many different words there are.
    pub(super) fn len(&self) -> usize {
        self.numbers.len()
    }

    /// The similarity of a query's word with every word, at its number.
    pub(super) fn similarities(&self, query: &Sounds) -> Vec<u8> {
        let (symbols, mask) = (query.symbols(), query.mask());
        let bounds = Bounds::new(symbols);
        let similar = |entry: &Entry| {
            let missing = (mask & !entry.mask & strong_consonants()).count_ones();
            let extra = (entry.mask & !mask & strong_consonants()).count_ones();
            match bounds.with(missing, extra) {
                Some(bounds) if entry.uses > 0 => similarity(symbols, bounds, entry.sounds.symbols()),
                _ => 0,
            }
        };
        self.entries.iter().map(similar).collect()
    }

    /// Bytes of memory held.
    pub(super) fn bytes(&self) -> usize {
        self.entries.capacity() * size_of::<Entry>()
            + map_bytes::<Sounds, u32>(self.numbers.capacity())
            + self.free.capacity() * size_of::<u32>()
    }
}
