//! What is found by searching.

use super::super::index::Index;
use super::{LANGUAGES, WORLD};

/// English addresses of what is found, the best first.
fn found(language: &str, asked: &str) -> Vec<String> {
    let pages = WORLD.map.pages(language);
    let english = |at: usize| WORLD.map.page("en", pages[at].record).unwrap().slug.clone();
    Index::new(language, pages).find(language, asked).into_iter().map(english).collect()
}

#[test]
fn a_page_is_found_by_its_title_in_any_form_of_its_words() {
    for language in LANGUAGES {
        for page in WORLD.map.pages(language) {
            let english = &WORLD.map.page("en", page.record).unwrap().slug;
            let found = found(language, &page.title.to_uppercase());
            assert!(found.iter().take(3).any(|slug| slug == english), "{language}: {} gives {found:?}", page.title);
        }
    }
}

#[test]
fn questions_lead_to_the_page_that_answers_them() {
    for (language, asked, slug) in [
        ("en", "who can I call", "get-help"),
        ("en", "worrying about children", "worried-about-a-child"),
        ("fr", "inquiète pour une enfant", "worried-about-a-child"),
        ("fr", "que notez-vous de moi, mes données", "privacy"),
        ("fr", "prostitutions", "prostitution"),
        ("ne", "बच्चाको चिन्ता", "worried-about-a-child"),
    ] {
        let found = found(language, asked);
        assert!(found.iter().take(3).any(|found| found == slug), "{language}: {asked} gives {found:?}");
    }
}

#[test]
fn what_stands_nowhere_is_not_found() {
    for language in LANGUAGES {
        for asked in ["", "   ", "xyzzyplugh", "!!!", "\u{0}"] {
            assert!(found(language, asked).is_empty(), "{language}: {asked:?}");
        }
    }
    assert!(found("en", &"child ".repeat(10_000)).len() <= WORLD.map.pages("en").len());
}

#[test]
fn a_page_with_all_words_is_not_buried_under_those_with_one() {
    let one = found("en", "work").len();
    let both = found("en", "leaving for work");
    assert!(both[0] == "leaving-for-work" && both.len() < one, "{both:?}, {one} with one word");
}
