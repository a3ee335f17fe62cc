//! Which address holds what.

use super::super::map::{Found, SiteMap};
use super::super::preferred;
use super::{MISSION, WORLD, World, files, published};
use std::collections::BTreeSet;

#[test]
fn the_first_page_is_the_one_of_smallest_order_in_the_menu() {
    assert_eq!(WORLD.map.home("en").unwrap().slug, "discover");
    assert_eq!(WORLD.map.address("en", WORLD.map.home("en").unwrap().record).unwrap(), "/en/");
}

#[test]
fn an_address_of_another_language_leads_to_the_page_in_the_language_asked_for() {
    assert_eq!(WORLD.map.at("en", "vie-privee"), Found::Elsewhere("/en/privacy".into()));
    assert_eq!(WORLD.map.at("ne", "decouvrir"), Found::Elsewhere("/ne/".into()));
    assert_eq!(WORLD.map.at("en", "nowhere"), Found::Nothing);
    assert_eq!(WORLD.map.at("en", ""), Found::Nothing);
    assert_eq!(WORLD.map.at("xx", "nowhere"), Found::Nothing);
    // The same word is the address of one page in two languages.
    assert!(matches!(WORLD.map.at("fr", "prevention"), Found::Page(page) if page.title == "Prévention"));
}

#[test]
fn a_page_without_a_translation_is_found_in_the_language_it_has() {
    let mut pages = published(&files());
    pages.retain(|page| page.language != "fr" || page.slug != "vie-privee");
    let map = SiteMap::new(pages.clone(), BTreeSet::new(), &MISSION);
    assert_eq!(map.at("fr", "privacy"), Found::Untranslated("/en/privacy".into()));
    let world = World::with(pages);
    let english = world.page("en", "privacy");
    let html = world.draw("en", english);
    assert!(html.contains("<a href=\"/fr/\" lang=\"fr\""), "the switch leads to the first page in that language");
    assert!(!html.contains("hreflang=\"fr\" href="), "what is not there is not announced");
}

#[test]
fn links_of_texts_name_a_page_by_its_address_in_any_language() {
    let named = |name: &str| WORLD.map.named("fr", name);
    let help = Some("/fr/trouver-de-l-aide".to_owned());
    assert_eq!(named("trouver-de-l-aide"), help);
    assert_eq!(named("get-help"), help);
    assert_eq!(named("get-help#b1"), Some("/fr/trouver-de-l-aide#b1".into()));
    assert_eq!(named("get-help#\"x"), help);
    assert_eq!(named("/en/get-help"), Some("/en/get-help".into()));
    assert_eq!(named("/ne/"), Some("/ne/".into()));
    for nowhere in ["", "/", "/xx/get-help", "/desk/", "../desk", "//x.example", "no-such-page"] {
        assert_eq!(named(nowhere), None, "{nowhere}");
    }
}

#[test]
fn the_trail_names_what_stands_above() {
    let steps = |slug: &str| {
        let html = WORLD.draw("en", WORLD.page("en", slug));
        let trail = html.split("class=\"trail\"").nth(2).unwrap().split("</ol>").next().unwrap().to_owned();
        let texts = trail.split('>').skip(1).map(|piece| piece.split('<').next().unwrap().trim().to_owned());
        texts.filter(|text| !text.is_empty() && text != "You are here:").collect::<Vec<_>>()
    };
    assert_eq!(steps("discover"), ["Home", "Discovering Chautari"]);
    assert_eq!(steps("prevention"), ["Home", "What we do", "Prevention"]);
    assert_eq!(steps("leaving-for-work"), ["Home", "What we do", "Leaving for work"]);
    assert_eq!(steps("get-help"), ["Home", "Get help now"]);
    assert_eq!(steps("for-children"), ["Home", "Help", "For children"]);
}

#[test]
fn the_browser_chooses_the_language_of_the_first_page() {
    let offered = ["en", "fr", "ne"].map(String::from);
    for (header, language) in [
        ("fr", "fr"),
        ("fr-CH, fr;q=0.9, en;q=0.8", "fr"),
        ("ne-NP,ne;q=0.9,en;q=0.8", "ne"),
        ("de, en;q=0.3, fr;q=0.7", "fr"),
        ("fr;q=0, ne", "ne"),
        ("FR", "fr"),
        ("de", "en"),
        ("", "en"),
        (";;;,q=,x;q=nan", "en"),
    ] {
        assert_eq!(preferred(header, &offered), language, "{header}");
    }
    assert_eq!(preferred("de", &[]), "en");
}

#[test]
fn a_page_below_itself_is_still_drawn() {
    let mut pages = published(&files());
    for page in &mut pages {
        let own = page.record.to_string();
        page.body.insert("parent".into(), own.into());
    }
    let world = World::with(pages);
    for page in world.map.pages("en") {
        assert!(world.draw("en", page).contains("<h1>"));
    }
}

#[test]
fn a_site_without_pages_has_no_first_page() {
    let world = World::with(Vec::new());
    assert!(world.map.home("en").is_none());
    assert_eq!(world.map.at("en", "discover"), Found::Nothing);
    assert!(world.around("en").sections().is_empty());
}
