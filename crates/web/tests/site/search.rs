//! The search, without JavaScript and without a word in an address.

use crate::world::{MORE, on_both};
use axum::http::header::CACHE_CONTROL;

#[test]
fn what_is_typed_is_found_and_stands_in_no_address() {
    on_both(|here, there| {
        let page = here.get("/en/search");
        assert_eq!(page.status, 200);
        let html = page.text();
        assert!(html.contains("<form method=\"post\" action=\"/en/search\"") && html.contains("class=\"strip stay\""));
        assert!(html.contains("href=\"tel:") && html.contains("href=\"/fr/search\""));
        assert!(here.get("/fr/").text().contains("href=\"/fr/search\""), "every page leads there");

        let found = here.ask("POST", "/en/search", &[], "q=walking+to+a+School");
        assert_eq!((found.status, found.header(CACHE_CONTROL.as_str())), (200, "no-store"));
        let html = found.text();
        assert!(html.contains("One page found") && html.contains("<a href=\"/en/know-more\">More about it</a>"));
        assert!(html.contains("<p class=\"read\">One more.</p>") && html.contains("Who we are"));
        assert!(
            here.ask("POST", "/fr/search", &[], "q=ECOLES").text().contains("href=\"/fr/en-savoir-plus\">En savoir")
        );

        there.publish(MORE, "Nurseries");
        assert!(here.ask("POST", "/en/search", &[], "q=nursery").text().contains(">Nurseries</a></h3>"));
        assert_eq!(here.ask("POST", "/xx/search", &[], "q=nursery").status, 404);
    });
}

#[test]
fn who_finds_nothing_is_told_what_to_do_with_the_numbers_first() {
    on_both(|here, _| {
        let html = here.ask("POST", "/en/search", &[], "q=%3Cscript%3Exyzzy").text();
        let at = |what: &str| html.find(what).unwrap_or_else(|| panic!("no {what}"));
        assert!(at("Nothing was found") < at("<ul class=\"lines big\">"));
        assert!(at("<ul class=\"lines big\">") < at("Call first if it is urgent"));
        assert!(html.contains("value=\"&#60;script&#62;xyzzy\"") && !html.contains("<script>"));
        for empty in ["", "q=", "q=+++", "other=1"] {
            assert!(here.ask("POST", "/en/search", &[], empty).text().contains("Type one or two words"), "{empty}");
        }
        let long = format!("q={}", "nursery+".repeat(5_000));
        assert!(here.ask("POST", "/en/search", &[], &long).bytes.len() < 50_000, "what is said back is bounded");
    });
}
