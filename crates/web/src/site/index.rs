//! Which pages of a language speak of what: their words, weighed by where they stand.

use super::page::Page;
use super::words::Reader;
use std::collections::{BTreeSet, HashMap};

/// Most different words of a question that are looked for.
const ASKED_MOST: usize = 12;
/// What a word weighs that stands in the title; in the lead, a heading or the menu. In the text it weighs the more the
/// oftener it stands there, from two thirds on.
const TITLE: f32 = 8.0;
const HEADING: f32 = 3.0;

/// Where a text stands in its page.
#[derive(Clone, Copy)]
enum Place {
    Title,
    Heading,
    Text,
}

/// Word → the pages it stands in (place in the language's order of reading), with its weight there.
#[derive(Debug, Default)]
pub struct Index {
    words: HashMap<String, Vec<(usize, f32)>>,
    pages: usize,
}

impl Index {
    /// The index of the pages of a language.
    pub fn new(language: &str, pages: &[Page]) -> Self {
        let reader = Reader::new(language);
        let mut index = Self { words: HashMap::new(), pages: pages.len() };
        for (at, page) in pages.iter().enumerate() {
            let mut weights: HashMap<String, [f32; 3]> = HashMap::new();
            for (text, place) in texts(page) {
                for word in reader.words(text) {
                    weights.entry(word).or_default()[place as usize] += 1.0;
                }
            }
            for (word, [title, heading, text]) in weights {
                // The tenth mention in a text says little more than the third.
                let weight = TITLE * title.min(1.0) + HEADING * heading.min(1.0) + text.ln_1p();
                index.words.entry(word).or_default().push((at, weight));
            }
        }
        index
    }

    /// The pages that hold as many of the words asked for as any does, first those where rarer words weigh more.
    pub fn find(&self, language: &str, asked: &str) -> Vec<usize> {
        let words: BTreeSet<String> = Reader::new(language).words(asked).take(ASKED_MOST).collect();
        let mut found: HashMap<usize, (usize, f32)> = HashMap::new();
        for pages in words.iter().filter_map(|word| self.words.get(word)) {
            let rare = (1.0 + self.pages as f32 / pages.len() as f32).ln();
            for (page, weight) in pages {
                let (count, sum) = found.entry(*page).or_default();
                *count += 1;
                *sum += rare * weight;
            }
        }
        let best = found.values().map(|(count, _)| *count).max();
        let found = found.into_iter().filter(|(_, (count, _))| Some(*count) == best);
        let mut found: Vec<(usize, f32)> = found.map(|(page, (_, sum))| (page, sum)).collect();
        found.sort_by(|(a, a_sum), (b, b_sum)| b_sum.total_cmp(a_sum).then(a.cmp(b)));
        found.into_iter().map(|(page, _)| page).collect()
    }
}

fn texts(page: &Page) -> impl Iterator<Item = (&str, Place)> {
    let blocks = page.blocks.iter().flat_map(|block| {
        let notes = block.links.iter().map(|(_, note)| (note.as_str(), Place::Text));
        [(block.heading.as_str(), Place::Heading), (block.body.as_str(), Place::Text)].into_iter().chain(notes)
    });
    let menu = (page.menu_title.as_str(), Place::Heading);
    [(page.title.as_str(), Place::Title), menu, (page.lead.as_str(), Place::Heading)].into_iter().chain(blocks)
}
