//! No link leads nowhere.

use super::super::map::Found;
use super::{LANGUAGES, WORLD};
use std::collections::{BTreeMap, BTreeSet};

/// Every address of the site → its page, drawn.
fn all() -> BTreeMap<String, String> {
    let drawn = LANGUAGES.iter().flat_map(|language| {
        WORLD
            .map
            .pages(language)
            .iter()
            .map(|page| (WORLD.map.address(language, page.record).unwrap(), WORLD.draw(language, page)))
    });
    drawn.collect()
}

#[test]
fn every_link_of_every_page_leads_to_a_page_and_to_a_part_of_it() {
    let all = all();
    assert_eq!(all.len(), 3 * super::files().len(), "each page has an address of its own in each language");
    for (address, html) in &all {
        for link in html.split(" href=\"").skip(1).map(|rest| rest.split('"').next().unwrap()) {
            if ["tel:", "mailto:", "https://", "/assets/"].iter().any(|start| link.starts_with(start))
                || link == "/leave"
                || LANGUAGES.iter().any(|language| link == format!("/{language}/search"))
            {
                continue;
            }
            let (page, part) = link.split_once('#').unwrap_or((link, ""));
            let target =
                if page.is_empty() { html } else { all.get(page).unwrap_or_else(|| panic!("{address}: {link}")) };
            assert!(part.is_empty() || target.contains(&format!("id=\"{part}\"")), "{address}: {link}");
        }
    }
}

#[test]
fn every_page_is_reached_from_the_first() {
    let all = all();
    let mut reached: BTreeSet<String> = LANGUAGES.iter().map(|language| format!("/{language}/")).collect();
    let mut waiting: Vec<String> = reached.iter().cloned().collect();
    while let Some(address) = waiting.pop() {
        for link in all[&address].split(" href=\"").skip(1).map(|rest| rest.split(['"', '#']).next().unwrap()) {
            if all.contains_key(link) && reached.insert(link.to_owned()) {
                waiting.push(link.to_owned());
            }
        }
    }
    assert_eq!(reached.len(), all.len());
}

#[test]
fn addresses_are_unique_in_a_language_and_plain() {
    for language in LANGUAGES {
        let slugs: Vec<&str> = WORLD.map.pages(language).iter().map(|page| page.slug.as_str()).collect();
        assert_eq!(slugs.iter().collect::<BTreeSet<_>>().len(), slugs.len());
        for slug in slugs {
            assert!(
                slug.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-'),
                "{slug}"
            );
        }
    }
}

#[test]
fn names_within_a_page_are_unique() {
    for (address, html) in all() {
        let ids: Vec<&str> = html.split(" id=\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
        assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "{address}");
    }
}

#[test]
fn reading_on_goes_through_all_pages() {
    for language in LANGUAGES {
        let mut page = WORLD.map.home(language).unwrap();
        let mut read = 1;
        while let Some(next) = WORLD.map.next(language, page.record) {
            page = next;
            read += 1;
        }
        assert_eq!(read, WORLD.map.pages(language).len());
    }
}

#[test]
fn the_language_switch_stays_on_the_page() {
    let english = WORLD.page("en", "worried-about-a-child");
    let html = WORLD.draw("en", english);
    let french = WORLD.map.address("fr", english.record).unwrap();
    assert_ne!(french, "/fr/");
    assert!(html.contains(&format!("<a href=\"{french}\" lang=\"fr\" hreflang=\"fr\">Français</a>")));
    assert_eq!(WORLD.map.at("fr", "worried-about-a-child"), Found::Elsewhere(french));
}
