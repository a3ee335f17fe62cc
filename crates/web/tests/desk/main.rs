//! The desk's pages through the router, as browsers without JavaScript use them: who finds which page, what is refused,
//! and what each page does.

#![expect(clippy::unwrap_used, reason = "an office that cannot be made fails the test")]

mod account;
mod arrival;
mod back;
mod begin;
mod erasing;
mod factor;
mod files;
mod glass;
mod hands;
mod lists;
mod mission;
mod office;
mod openapi;
mod people;
mod seats;
mod walk;
mod work;

use office::{Desk, Method};

/// Pages that need a right, each with those who hold it; for everyone else they do not exist.
const PAGES: [(&str, &[&str]); 17] = [
    ("/desk/conflicts", &["maya", "kiran"]),
    ("/desk/approvals", &["kiran"]),
    ("/desk/news", &["kiran"]),
    ("/desk/log", &["prakash", "denis"]),
    ("/desk/ledger", &["prakash", "denis"]),
    ("/desk/people", &["anita"]),
    ("/desk/roles", &["anita", "prakash", "denis"]),
    ("/desk/roles/social_worker", &["anita", "prakash", "denis"]),
    ("/desk/kinds", &["anita"]),
    ("/desk/kinds/case", &["anita"]),
    ("/desk/start", &["anita"]),
    ("/desk/backups", &["anita", "prakash", "denis"]),
    ("/desk/settings", &["anita"]),
    ("/desk/handovers", &["maya", "kiran"]),
    ("/desk/break-glass/reviews", &["kiran", "denis"]),
    ("/desk/erasures", &["denis", "sunita"]),
    ("/desk/break-glass", &["sunita"]),
];

#[test]
fn a_page_is_there_for_who_holds_its_right_and_for_nobody_else() {
    let desk = Desk::new();
    for name in ["maya", "kiran", "anita", "prakash", "denis", "urmila", "sunita"] {
        let seat = desk.sign_in(name);
        let absent = seat.get("/desk/absent");
        for (page, readers) in PAGES {
            let answer = seat.get(page);
            if readers.contains(&name) {
                assert_eq!(answer.status, 200, "{page} for {name}");
                assert!(
                    answer.body.contains(&format!("href=\"{}\" aria-current=\"page\"", page))
                        || page.matches('/').count() > 2
                        || page == "/desk/start",
                    "{page} is in the side list of {name}"
                );
            } else {
                assert_eq!(answer.status, 404, "{page} for {name}");
                assert_eq!(answer.body, absent.body, "{page} for {name} looks like what does not exist");
                assert!(!answer.body.contains(&format!("href=\"{page}\"")), "{page} is not in the side list of {name}");
            }
        }
    }
}

#[test]
fn no_post_is_taken_without_the_value_of_its_session() {
    let desk = Desk::new();
    let seat = desk.sign_in("anita");
    let posts = web::ROUTES
        .iter()
        .filter(|route| route.method == "POST" && matches!(route.door, web::Door::Desk | web::Door::StepUp));
    let mut seen = 0;
    for route in posts {
        let path = route.path.replace("{}", &desk.user("kiran").to_string());
        for csrf in ["", "csrf=0123456789abcdef0123456789abcdef"] {
            let answer = desk.send(Method::Post, &path, Some(&seat.cookie), csrf);
            assert_eq!(answer.status, 403, "{path}");
        }
        seen += 1;
    }
    assert!(seen > 15);
    assert_eq!(seat.get("/desk/me").status, 200, "her session goes on");
}

#[test]
fn every_text_of_these_pages_is_there_in_every_language() {
    let desk = Desk::new();
    let case = desk.conflict();
    desk.share(case, "bina");
    let of = |page: &str| format!("/desk/r/{case}{page}");
    let (record, print, link, hand, erase) = (of(""), of("/print"), of("/link"), of("/handover"), of("/erase"));
    for language in ["en", "fr", "ne"] {
        for (name, pages) in [
            (
                "anita",
                vec![
                    "/desk/me",
                    "/desk/me/tokens",
                    "/desk/me/factor",
                    "/desk/again",
                    "/desk/people",
                    "/desk/roles",
                    "/desk/kinds",
                    "/desk/kinds/case",
                    "/desk/kinds/person",
                    "/desk/codes/risk_level",
                    "/desk/start",
                    "/desk/backups",
                    "/desk/settings",
                    "/desk/list/user",
                    "/desk/list/membership",
                    "/desk/roles/border_counsellor",
                    "/desk/roles/auditor",
                    "/desk/roles/country_director",
                ],
            ),
            ("kiran", vec!["/desk/conflicts", "/desk/approvals", "/desk/approvals?end=yes", &hand, &link, &record]),
            (
                "denis",
                vec![
                    "/desk/log",
                    "/desk/log?day=2001-01-01",
                    "/desk/ledger",
                    "/desk/backups",
                    "/desk/break-glass/reviews",
                    "/desk/erasures",
                    &erase,
                ],
            ),
            ("sunita", vec!["/desk/break-glass", &record]),
            ("maya", vec!["/desk/handovers", &print, &record, "/desk/list/case?risk=high", "/desk/list/case?risk=low"]),
        ] {
            let seat = desk.sign_in(name);
            seat.post("/desk/me/settings", &format!("language={language}&theme="));
            for page in pages {
                let answer = seat.get(page);
                assert_eq!(answer.status, 200, "{page}");
                assert!(answer.body.contains(&format!("<html lang=\"{language}\"")), "{page} in {language}");
                for text in office::texts(&answer.body) {
                    assert!(!office::is_key(&text), "{page} in {language} shows the key {text}");
                }
            }
        }
    }
}
