//! What a site begins with is written out: each page has something to say, in each language.

use super::super::page::Page;
use super::{LANGUAGES, WORLD, files};
use crate::markdown::words;
use std::collections::HashMap;

/// Words of its own that a visitor finds on each page at least.
const LEAST: usize = 250;

fn texts(page: &Page) -> impl Iterator<Item = &str> {
    let blocks = page.blocks.iter().flat_map(|block| {
        let notes = block.links.iter().map(|(_, note)| note.as_str());
        [block.heading.as_str(), block.body.as_str()].into_iter().chain(notes)
    });
    std::iter::once(page.lead.as_str()).chain(blocks)
}

#[test]
fn every_page_has_something_to_say_in_every_language() {
    assert!(files().len() >= 34);
    for language in LANGUAGES {
        let pages = WORLD.map.pages(language);
        assert_eq!(pages.len(), files().len(), "{language}");
        for page in pages {
            let count: usize = texts(page).map(words).sum();
            assert!(count >= LEAST, "{language}/{} has {count} words", page.slug);
        }
    }
}

#[test]
fn no_two_pages_say_the_same() {
    for language in LANGUAGES {
        let mut seen: HashMap<&str, &str> = HashMap::new();
        for page in WORLD.map.pages(language) {
            let paragraphs = texts(page).flat_map(|text| text.split("\n\n")).filter(|one| words(one) >= 12);
            for paragraph in paragraphs {
                let other = seen.insert(paragraph, &page.slug);
                assert_eq!(other, None, "{language}/{}: {paragraph}", page.slug);
            }
        }
    }
}

#[test]
fn nepali_is_written_in_its_script_and_other_languages_in_theirs() {
    for language in LANGUAGES {
        for page in WORLD.map.pages(language) {
            let letters = texts(page).flat_map(str::chars).filter(|c| c.is_alphabetic());
            let (mut nepali, mut all) = (0_usize, 0_usize);
            for letter in letters {
                all += 1;
                nepali += usize::from(('\u{0900}'..='\u{097f}').contains(&letter));
            }
            let share = nepali * 100 / all;
            let fits = if language == "ne" { share > 85 } else { share < 1 };
            assert!(fits, "{language}/{}: {share} of 100 letters are Nepali", page.slug);
        }
    }
}
