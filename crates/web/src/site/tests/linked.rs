//! What pages say of themselves to search engines and to who shares them.

use super::{LANGUAGES, WORLD, World, files, published};
use serde_json::Value;

fn data(html: &str) -> Value {
    let block = html.split("<script type=\"application/ld+json\">").nth(1).unwrap();
    serde_json::from_str(block.split("</script>").next().unwrap()).unwrap()
}

#[test]
fn the_data_of_a_page_names_us_the_way_to_it_and_the_page() {
    let page = WORLD.page("fr", "right-to-health");
    let html = WORLD.draw("fr", page);
    let data = data(&html);
    assert_eq!(data["@context"], "https://schema.org");
    let [us, way, article] = data["@graph"].as_array().unwrap().as_slice() else { panic!("{data}") };
    assert_eq!((us["@type"].as_str(), us["name"].as_str()), (Some("NGO"), Some("Chautari")));
    let steps = way["itemListElement"].as_array().unwrap();
    for (at, step) in steps.iter().enumerate() {
        assert_eq!((step["@type"].as_str(), step["position"].as_u64()), (Some("ListItem"), Some(at as u64 + 1)));
        assert!(step["item"].as_str().unwrap().starts_with("https://chautari.example/fr/"), "{step}");
    }
    assert_eq!(steps[0]["item"], "https://chautari.example/fr/");
    let canonical = format!("https://chautari.example/fr/{}", page.slug);
    assert_eq!(steps.last().unwrap()["item"], canonical);
    assert_eq!((article["@type"].as_str(), article["inLanguage"].as_str()), (Some("Article"), Some("fr")));
    assert_eq!(article["mainEntityOfPage"], canonical);
    assert_eq!(article["dateModified"], "2026-11-24T04:15:00Z");
    assert_eq!(article["publisher"], us_of(us));
    assert!(html.contains(&format!("<meta property=\"og:url\" content=\"{canonical}\">")));
    for (locale, name) in [("og:locale", "fr_FR"), ("og:locale:alternate", "en_GB"), ("og:locale:alternate", "ne_NP")] {
        assert!(html.contains(&format!("<meta property=\"{locale}\" content=\"{name}\">")), "{name}");
    }
}

fn us_of(us: &Value) -> Value {
    serde_json::json!({"@id": us["@id"]})
}

#[test]
fn data_does_not_end_where_an_editor_writes_the_end_of_a_script() {
    let mut pages = published(&files());
    for page in &mut pages {
        page.title = "</script><script>alert(1)</script><!--".into();
    }
    let world = World::with(pages);
    for page in world.map.pages("en").iter().filter(|page| !page.stay) {
        let html = world.draw("en", page);
        assert_eq!(data(&html)["@graph"][2]["headline"], page.title.as_str());
        assert!(!html.contains("<script>") && !html.contains("<!--"));
    }
}

#[test]
fn the_same_page_in_other_languages_is_named_by_each() {
    for page in WORLD.map.pages("en") {
        let alternates = |language: &str| {
            let html = WORLD.draw(language, WORLD.map.page(language, page.record).unwrap());
            let links = html.split("<link rel=\"alternate\" hreflang=").skip(1);
            links.map(|link| link.split('>').next().unwrap().to_owned()).collect::<Vec<_>>()
        };
        let english = alternates("en");
        assert_eq!(english.len(), 4);
        for language in LANGUAGES {
            assert_eq!(alternates(language), english, "{}", page.slug);
        }
        let home = page.record == WORLD.map.home("en").unwrap().record;
        let other = if home { String::new() } else { format!("en/{}", page.slug) };
        assert_eq!(english[3], format!("\"x-default\" href=\"https://chautari.example/{other}\""));
    }
}
