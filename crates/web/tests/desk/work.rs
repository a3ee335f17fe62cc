//! Conflicts and approvals, and the card of the demonstration.

use crate::office::{Desk, value_after};
use casework::record;
use casework::verify;
use serde_json::json;

#[test]
fn a_conflict_shows_both_answers_and_is_settled() {
    for (choice, stands) in [("stands", "low"), ("aside", "medium"), ("other&answer=high", "high")] {
        let desk = Desk::new();
        let case = desk.conflict();
        let seat = desk.sign_in("kiran");
        let page = seat.get("/desk/conflicts").body;
        for shown in ["Asha Tamang", "Low", "Medium", "Kiran Shah", "What Maya Gurung wrote"] {
            assert!(page.contains(shown), "{shown} in {page}");
        }
        let id = value_after_action(&page);
        let base = value_after(&page, "name=\"base\" ").to_owned();
        assert_eq!(desk.sign_in("sabina").post(&format!("/desk/conflicts/{id}"), "choice=stands").status, 404);
        assert_eq!(desk.sign_in("urmila").post(&format!("/desk/conflicts/{id}"), "choice=stands").status, 404);
        let settled = seat.post(&format!("/desk/conflicts/{id}"), &format!("base={base}&choice={choice}"));
        assert_eq!(settled.location, "/desk/conflicts?done=settled", "{}", settled.body);
        let view = record::open(&desk.app.office, &desk.actor("kiran"), case).unwrap();
        assert_eq!(view.answers["risk"], json!(stands));
        assert!(seat.get("/desk/conflicts").body.contains("No question has two answers"));
        assert_eq!(seat.post(&format!("/desk/conflicts/{id}"), &format!("base={base}&choice=aside")).status, 404);
        let report = verify::run(&desk.app.office, true, &mut |_| {}).unwrap();
        assert!(report.faults.is_empty(), "{:#?}", report.faults);
    }
}

#[test]
fn a_conflict_whose_field_moved_on_is_not_settled_blindly() {
    let desk = Desk::new();
    let case = desk.conflict();
    let seat = desk.sign_in("kiran");
    let page = seat.get("/desk/conflicts").body;
    let (id, base) = (value_after_action(&page), value_after(&page, "name=\"base\" ").to_owned());
    desk.change("maya", case, json!({"risk": "high"}), None);
    assert_eq!(seat.post(&format!("/desk/conflicts/{id}"), &format!("base={base}&choice=aside")).status, 409);
    let view = record::open(&desk.app.office, &desk.actor("kiran"), case).unwrap();
    assert_eq!(view.answers["risk"], json!("high"));
}

#[test]
fn a_third_answer_must_fit_its_question() {
    let desk = Desk::new();
    desk.conflict();
    let seat = desk.sign_in("kiran");
    let page = seat.get("/desk/conflicts").body;
    let (id, base) = (value_after_action(&page), value_after(&page, "name=\"base\" ").to_owned());
    let answer = seat.post(&format!("/desk/conflicts/{id}"), &format!("base={base}&choice=other&answer=enormous"));
    assert_eq!(answer.status, 422);
    assert!(seat.get("/desk/conflicts").body.contains("Asha Tamang"), "it is still open");
}

fn value_after_action(page: &str) -> String {
    let rest = &page[page.find("action=\"/desk/conflicts/").unwrap() + 24..];
    rest[..rest.find('"').unwrap()].to_owned()
}

#[test]
fn an_approval_is_of_the_version_that_was_looked_at() {
    let desk = Desk::new();
    let case = desk.case();
    let seat = desk.sign_in("kiran");
    assert!(seat.get("/desk/approvals").body.contains("Nothing waits for you"));
    for stage in ["registered", "assessed", "planned", "in_service", "preparing_exit"] {
        desk.change("maya", case, json!({}), Some(stage));
    }
    let page = seat.get("/desk/approvals").body;
    assert!(page.contains("Asha Tamang") && page.contains("To go on to: After care"), "{page}");
    assert!(!page.contains("To go on to: Closed"), "closing is on the other page");
    assert!(seat.get("/desk/approvals?end=yes").body.contains("To go on to: Closed"));
    let old = value_after(&page, "name=\"version\" ").to_owned();
    desk.change("maya", case, json!({"risk": "low"}), None);
    let path = format!("/desk/approvals/{case}");
    let late = seat.post(&path, &format!("stage=after_care&version={old}&decision=approved"));
    assert_eq!(late.location, "/desk/approvals?done=moved");
    let page = seat.get("/desk/approvals").body;
    let version = value_after(&page, "name=\"version\" ").to_owned();
    assert_ne!(old, version);
    let approve = format!("stage=after_care&version={version}&decision=approved");
    for other in ["urmila", "sabina", "anita"] {
        assert_eq!(desk.sign_in(other).post(&path, &approve).status, 404, "{other}");
    }
    assert_eq!(desk.sign_in("maya").post(&path, &approve).status, 403, "not her role");
    assert_eq!(seat.post(&path, &approve).location, "/desk/approvals?done=approved");
    assert!(seat.get("/desk/approvals").body.contains("Nothing waits for you"), "decided once");
    desk.change("maya", case, json!({}), Some("after_care"));
}

#[test]
fn sending_back_says_why() {
    let desk = Desk::new();
    let case = desk.case();
    for stage in ["registered", "assessed", "planned", "in_service", "preparing_exit"] {
        desk.change("maya", case, json!({}), Some(stage));
    }
    let seat = desk.sign_in("kiran");
    let version = value_after(&seat.get("/desk/approvals").body, "name=\"version\" ").to_owned();
    let path = format!("/desk/approvals/{case}");
    let form = format!("stage=after_care&version={version}&decision=sent_back");
    assert_eq!(seat.post(&path, &form).status, 422);
    assert_eq!(seat.post(&path, &format!("{form}&reason=no+plan+yet")).location, "/desk/approvals?done=sent-back");
    let children = record::open(&desk.app.office, &desk.actor("maya"), case).unwrap();
    assert_eq!(children.row.stage, "preparing_exit");
}

#[test]
fn the_demonstration_says_what_to_try_and_a_real_office_does_not() {
    let card = "Sign in with another role";
    let demo = Desk::new();
    let seat = demo.sign_in("maya");
    assert!(seat.get("/desk/list/case").body.contains(card));
    assert!(!seat.get("/desk/list/person").body.contains(card));
}

#[test]
fn what_a_rule_told_stands_on_the_desk_until_it_is_read() {
    let desk = Desk::new();
    let case = desk.case();
    let seat = desk.sign_in("kiran");
    assert!(seat.get("/desk/news").body.contains("Nothing new"));
    assert_eq!(seat.get("/desk/").location, "/desk/list/case");
    desk.change("maya", case, json!({"risk": "immediate"}), None);
    assert_eq!(seat.get("/desk/").location, "/desk/news");
    for (language, words) in [("en", "She is not safe"), ("fr", "Elle n’est pas en sécurité"), ("ne", "उनी सुरक्षित छैनन्")]
    {
        seat.post("/desk/me/settings", &format!("language={language}&theme="));
        let page = seat.get("/desk/news").body;
        assert!(page.contains(words) && page.contains(&format!("href=\"/desk/r/{case}\"")), "{page}");
        assert!(!page.contains("Asha") && !page.contains("आशा"), "nothing of a person: {page}");
    }
    let line = format!("record={case}&rule=unsafe_case_is_told");
    for other in ["maya", "urmila", "sabina"] {
        assert_eq!(desk.sign_in(other).post("/desk/news", &line).status, 404, "{other}");
    }
    assert_eq!(seat.post("/desk/news", &line).location, "/desk/news");
    assert!(!seat.get("/desk/news").body.contains("<li class=\"card"), "it was read");
    assert_eq!(seat.post("/desk/news", &line).status, 404, "once");
}
