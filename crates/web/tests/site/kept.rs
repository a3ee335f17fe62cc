//! Pages are drawn once, and never shown after they changed.

use crate::world::{HOME, MORE, on_both};
use axum::http::header::{ACCEPT_ENCODING, IF_NONE_MATCH};

const GZIP: (axum::http::HeaderName, &str) = (ACCEPT_ENCODING, "gzip");

#[test]
fn what_anyone_publishes_or_takes_down_is_seen_by_the_next_request_of_every_program() {
    on_both(|here, there| {
        for path in ["/en/", "/fr/", "/en/know-more"] {
            let seen = here.get(path).text();
            assert_eq!(there.get(path).text(), seen, "{path}");
        }
        there.publish(MORE, "Read this instead");
        assert!(here.get("/en/know-more").text().contains("<h1>Read this instead</h1>"));
        assert!(here.get("/en/").text().contains("Read this instead"), "every page names it in its foot");
        here.publish(MORE, "Or this");
        here.publish(MORE, "Or that");
        assert!(there.get("/en/know-more").text().contains("<h1>Or that</h1>"));

        there.save(MORE, serde_json::json!({}), "archived");
        for program in [here, there] {
            let gone = program.get("/en/know-more");
            assert_eq!(gone.status, 410);
            assert!(gone.text().contains("tel:") && !gone.text().contains("Or that"));
            assert_eq!(program.get("/fr/en-savoir-plus").status, 410);
            assert_eq!(program.get("/en/never-was").status, 404);
            assert!(!program.get("/en/").text().contains("know-more"), "nothing leads there");
        }
    });
}

#[test]
fn a_page_that_is_there_is_sent_as_it_was_made_without_reading_more_than_one_row() {
    on_both(|here, there| {
        let first = here.asking("/en/know-more", &[GZIP]);
        assert_eq!((first.status, first.header("content-encoding")), (200, "gzip"));
        assert_eq!(first.header("cache-control"), "no-cache", "it is asked for again each time");
        assert_eq!(first.header("vary"), "accept-encoding");
        for _ in 0..3 {
            let before = here.statements();
            let again = here.asking("/en/know-more", &[GZIP]);
            assert_eq!(here.statements() - before, 1);
            assert_eq!((again.bytes.clone(), again.header("etag")), (first.bytes.clone(), first.header("etag")));
        }
        // Other work at the desk costs one look at what is published, and draws nothing.
        there.save(HOME, serde_json::json!({}), "draft");
        let before = here.statements();
        assert_eq!(here.asking("/en/know-more", &[GZIP]).header("etag"), first.header("etag"));
        assert!(here.statements() - before <= 3);
    });
}

#[test]
fn a_browser_that_has_the_page_is_told_so_until_it_changes() {
    on_both(|here, there| {
        for coding in ["br", "gzip", "identity"] {
            let page = here.asking("/fr/", &[(ACCEPT_ENCODING, coding)]);
            let tag = page.header("etag").to_owned();
            let again = here.asking("/fr/", &[(ACCEPT_ENCODING, coding), (IF_NONE_MATCH, &tag)]);
            assert_eq!((again.status, again.bytes.len()), (304, 0), "{coding}");
            assert_eq!(again.header("etag"), tag);
            there.publish(HOME, &format!("Changed {coding}"));
            let after = here.asking("/fr/", &[(ACCEPT_ENCODING, coding), (IF_NONE_MATCH, &tag)]);
            assert_eq!(after.status, 200, "{coding}");
        }
    });
}

#[test]
fn files_of_the_program_are_compressed_once_and_kept_by_browsers() {
    on_both(|here, _| {
        let page = here.get("/en/").text();
        let sheet = page.split("rel=\"stylesheet\" href=\"").nth(1).unwrap().split('"').next().unwrap();
        let sent = here.asking(sheet, &[(ACCEPT_ENCODING, "gzip, br")]);
        assert_eq!((sent.header("content-encoding"), sent.header("content-type")), ("br", "text/css; charset=utf-8"));
        assert!(sent.header("cache-control").contains("immutable"));
        let before = here.statements();
        assert_eq!(here.asking(sheet, &[(ACCEPT_ENCODING, "br")]).bytes, sent.bytes);
        assert_eq!(here.statements(), before);
    });
}
