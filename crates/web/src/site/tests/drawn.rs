//! How pages look as HTML.

use super::super::{leaving, view};
use super::{LANGUAGES, WORLD, World, files, published};

#[test]
fn the_first_page_is_drawn_in_each_language() {
    for language in LANGUAGES {
        let html = WORLD.draw(language, WORLD.map.home(language).unwrap());
        // The leaves of the drawing and names of files change nothing that is read.
        let kept = html.lines().filter(|line| !line.starts_with("<use href=\"#sc-l\"") && !line.contains("/assets/"));
        insta::assert_snapshot!(format!("discover_{language}"), kept.collect::<Vec<_>>().join("\n"));
    }
}

#[test]
fn every_page_says_all_in_the_order_that_helps() {
    for language in LANGUAGES {
        for page in WORLD.map.pages(language) {
            let html = WORLD.draw(language, page);
            let at = |what: &str| html.find(what).unwrap_or_else(|| panic!("{language}/{}: no {what}", page.slug));
            assert_eq!(html.matches("<h1>").count(), 1, "{}", page.slug);
            let order = [
                "class=\"exit\"",
                "class=\"skip",
                "href=\"tel:",
                "class=\"brand\"",
                "class=\"trail\"",
                "class=\"langs\"",
                "<h1>",
                "id=\"menu\"",
            ];
            assert!(order.windows(2).all(|pair| at(pair[0]) < at(pair[1])), "{language}/{}", page.slug);
            assert_eq!(html.matches("class=\"trail\"").count(), 2, "{}", page.slug);
            assert!(html.contains(&format!("<html lang=\"{language}\">")));
            assert!(html.contains(&format!("rel=\"canonical\" href=\"https://chautari.example/{language}/")));
            assert_eq!(html.matches("rel=\"alternate\" hreflang").count(), 4, "{}", page.slug);
            assert!(html.contains("hreflang=\"x-default\" href=\"https://chautari.example/"), "{}", page.slug);
        }
    }
}

#[test]
fn no_page_styles_scripts_or_loads_from_elsewhere() {
    for language in LANGUAGES {
        for page in WORLD.map.pages(language) {
            let html = WORLD.draw(language, page);
            for never in [" style=", "<style", "<img", "<iframe", "onclick", "javascript:"] {
                assert!(!html.contains(never), "{language}/{} has {never}", page.slug);
            }
            // The other is data for search engines, which no browser runs.
            let scripts =
                html.matches("<script").count() - html.matches("<script type=\"application/ld+json\">").count();
            assert_eq!(scripts, 1, "{}", page.slug);
            let loaded =
                html.matches("<link rel=\"stylesheet\"").count() + html.matches("<link rel=\"icon\"").count() + 1;
            assert!(loaded < 6, "{} asks for {loaded} files beside itself", page.slug);
        }
    }
}

#[test]
fn no_text_is_a_name_of_a_text() {
    for language in LANGUAGES {
        for page in WORLD.map.pages(language) {
            let html = WORLD.draw(language, page);
            for name in ["site-", "leave-", "skip-to", "you-are-here", "demo-"] {
                let found = html.match_indices(name).find(|(at, _)| matches!(&html[at - 1..*at], ">" | "\"" | " "));
                assert!(found.is_none(), "{language}/{}: a text of {name}… is missing", page.slug);
            }
        }
    }
}

#[test]
fn pages_of_help_say_nothing_in_the_window_and_keep_the_exit_in_view() {
    for language in LANGUAGES {
        let page = WORLD.page(language, "get-help");
        let html = WORLD.draw(language, page);
        let title = html.split("<title>").nth(1).unwrap().split("</title>").next().unwrap();
        assert!(!title.contains("Chautari") && !title.contains(&page.title), "{title}");
        assert!(html.contains("class=\"strip stay\""));
        for never in ["og:", "name=\"description\"", "ld+json", "feed.xml", "noindex"] {
            assert!(!html.contains(never), "{language}: {never}");
        }
        for number in ["tel:1098", "tel:104", "tel:119"] {
            assert!(html.contains(number), "{language}: {number}");
        }
        let other = WORLD.draw(language, WORLD.page(language, "prevention"));
        assert!(!other.contains("strip stay") && other.contains("og:title"));
    }
}

#[test]
fn numbers_are_written_in_the_digits_of_the_language_and_dialled_in_latin_ones() {
    let html = WORLD.draw("ne", WORLD.page("ne", "get-help"));
    assert!(html.contains("<a href=\"tel:1098\">१०९८</a>"));
    assert!(!html.contains("tel:१"));
    let french = WORLD.draw("fr", WORLD.page("fr", "privacy"));
    assert!(french.find("tel:119") < french.find("tel:1098"), "a reader of French is first told the number of France");
}

#[test]
fn the_five_responses_are_a_table_whose_roles_survive_the_sheet() {
    let html = WORLD.draw("en", WORLD.map.home("en").unwrap());
    let table = html.split("<table class=\"five\" role=\"table\">").nth(1).unwrap().split("</table>").next().unwrap();
    assert_eq!(table.matches("role=\"rowheader\"").count(), 5);
    assert_eq!(table.matches("role=\"cell\"").count(), 5);
    assert_eq!(table.matches("role=\"columnheader\"").count(), 2);
    for (slug, icon) in [("prevention", "i-prevention"), ("advocacy", "i-advocacy")] {
        assert!(table.contains(&format!("<use href=\"#{icon}\"/></svg><a href=\"/en/{slug}\">")), "{slug}");
    }
}

#[test]
fn icons_that_a_page_uses_are_in_it() {
    for page in WORLD.map.pages("fr") {
        let html = WORLD.draw("fr", page);
        for used in html.split("<use href=\"#").skip(1).map(|rest| rest.split('"').next().unwrap()) {
            assert!(html.contains(&format!("id=\"{used}\"")), "{}: {used}", page.slug);
        }
    }
}

#[test]
fn dates_follow_the_calendar_of_the_language() {
    let day = |language: &str| WORLD.draw(language, WORLD.page(language, "privacy"));
    assert!(day("en").contains("24 November 2026"));
    assert!(day("fr").contains("24 novembre 2026"));
    assert!(day("ne").contains("मंसिर") && day("ne").contains("२०८३"));
}

#[test]
fn the_demonstration_says_so_on_every_page() {
    let mut world = World::with(published(&files()));
    assert!(!world.draw("en", world.map.home("en").unwrap()).contains("class=\"demo\""));
    world.settings.demo = Some(crate::Demo::default());
    for language in LANGUAGES {
        for page in world.map.pages(language) {
            assert!(world.draw(language, page).contains("<p class=\"demo\" role=\"note\">"), "{}", page.slug);
        }
    }
}

#[test]
fn hostile_texts_of_editors_stay_texts() {
    let mut pages = published(&files());
    for page in &mut pages {
        let evil = "\"><script>alert(1)</script><b onclick='x'>";
        page.title = evil.into();
        let texts = page.body.iter_mut().filter(|(path, value)| {
            value.is_string() && !path.ends_with("/type") && !path.ends_with("/page") && !path.ends_with("/drawing")
        });
        for (path, value) in texts {
            if !["section", "menu", "parent", "right"].contains(&path.as_str()) {
                *value = evil.into();
            }
        }
    }
    let world = World::with(pages);
    for language in LANGUAGES {
        for page in world.map.pages(language) {
            let html = view::page(&world.around(language), page);
            assert!(!html.contains("<script>") && !html.contains("<b onclick"), "{}", page.slug);
        }
    }
}

#[test]
fn the_page_that_is_left_for_does_not_say_whose_it_is() {
    for language in LANGUAGES {
        let html = leaving::page(WORLD.around(language).words);
        for never in ["Chautari", "chautari", "चौतारी", "mark.svg", "<script", "leave-", "1098"] {
            assert!(!html.contains(never), "{language}: {never}");
        }
        assert!(html.contains("<a href=\"https://"));
    }
}
