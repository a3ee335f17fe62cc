//! From the blank form to the record, and what stands in between.

use super::office::{Here, in_office, location, text, visible};
use crate::answer::Reply;
use crate::desk::write;
use axum::http::StatusCode;
use casework::Error;
use casework::draft;
use forms::{Field, FieldType, Item};
use serde_json::json;
use uuid::Uuid;

const NOTE: [(&str, &str); 2] = [("kind", "call"), ("text", "She called \"home\" <today>.")];

fn hidden(page: &Reply, name: &str) -> String {
    let pairs = crate::form::tests_browser::successful(&text(page));
    pairs.into_iter().find(|(other, _)| other == name).map(|(_, value)| value).unwrap_or_default()
}

/// A case of a person, opened with consent by the form without JavaScript, page by page.
fn case(here: &Here) -> Uuid {
    let person = here.person().to_string();
    let worker = &here.worker;
    let page = here.get(worker, write::new, &["case"]).unwrap();
    let page = here.press(worker, &page, &[("_person", &person)], "child:consent").unwrap();
    let child = text(&page).split("data-child=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let of_child = |name: &str| format!("{child}/{name}");
    let consent: Vec<(String, &str)> = [
        ("purpose", "services"),
        ("state", "given"),
        ("given_by", "child"),
        ("how_explained", "spoken"),
        ("understood", "yes"),
        ("evidence", "thumb"),
    ]
    .map(|(name, value)| (of_child(name), value))
    .to_vec();
    let mut changed: Vec<(&str, &str)> = consent.iter().map(|(name, value)| (name.as_str(), *value)).collect();
    changed.extend([("source", "border"), ("ground", "consent"), ("presenting_concern", "exploitation")]);
    let mut page = here.press(worker, &page, &changed, "next").unwrap();
    assert_eq!(page.status, StatusCode::OK, "{}", visible(&page));
    let mut answers = vec![("safe_now", "yes"), ("risk", "high")];
    for _ in 0..20 {
        if hidden(&page, "_page") == "check" {
            break;
        }
        page = here.press(worker, &page, &answers, "next").unwrap();
        assert_eq!(page.status, StatusCode::OK, "{}", visible(&page));
        answers.clear();
    }
    let saved = here.press(worker, &page, &[], "save").unwrap();
    location(&saved).trim_start_matches("/desk/r/").parse().unwrap()
}

#[test]
fn a_case_is_opened_page_by_page_with_consent_in_the_same_form() {
    in_office(|here| {
        let id = case(&here);
        let view = here.open(id);
        assert_eq!(view.answers["source"], "border");
        assert_eq!(view.answers["presenting_concern"], json!(["exploitation"]));
        assert!(view.row.person.is_some());
        let kinds = [here.app.office.kind("consent").unwrap()];
        let consents = casework::record::children(&here.app.office, &here.worker, id, &kinds).unwrap();
        assert_eq!(consents.len(), 1);
        assert_eq!(draft::mine(&here.app.office, &here.worker).unwrap(), [], "the draft is forgotten");
    });
}

#[test]
fn a_case_without_a_person_is_asked_for_one() {
    in_office(|here| {
        let page = here.get(&here.worker, write::new, &["case"]).unwrap();
        let again = here.press(&here.worker, &page, &[("source", "border")], "save").unwrap();
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(text(&again).contains("Choose whom it is about"));
        assert!(
            text(&again).contains("value=\"border\" checked") || text(&again).contains("value=\"border\" selected")
        );
    });
}

#[test]
fn a_double_submit_makes_one_record() {
    in_office(|here| {
        let parent = case(&here).to_string();
        let page = here.get(&here.worker, write::add, &[&parent, "note"]).unwrap();
        let first = here.press(&here.worker, &page, &NOTE, "save").unwrap();
        let second = here.press(&here.worker, &page, &NOTE, "save").unwrap();
        assert_eq!(location(&first), location(&second));
        let id = location(&first).trim_start_matches("/desk/r/").parse().unwrap();
        assert_eq!(here.open(id).answers["text"], "She called \"home\" <today>.");
    });
}

#[test]
fn a_kept_draft_is_hers_alone_and_goes_on_where_it_stopped() {
    in_office(|here| {
        let parent = case(&here).to_string();
        let page = here.get(&here.worker, write::add, &[&parent, "note"]).unwrap();
        let kept = here.press(&here.worker, &page, &[("text", "half a sentence")], "keep").unwrap();
        let id: Uuid = hidden(&page, "_id").parse().unwrap();
        assert!(text(&kept).contains(&format!("/desk/new/note?draft={id}")));
        assert_eq!(
            draft::read(&here.app.office, &here.worker, id).unwrap().unwrap().answers["text"],
            "half a sentence"
        );
        assert!(draft::read(&here.app.office, &here.colleague, id).unwrap().is_none());
        let quiet = here.press(&here.worker, &page, &[("text", "more"), ("_quiet", "yes")], "keep").unwrap();
        assert_eq!(quiet.status, StatusCode::NO_CONTENT);
    });
}

#[test]
fn only_what_she_changed_is_written_and_a_clash_shows_both() {
    in_office(|here| {
        let id = case(&here);
        let path = id.to_string();
        let hers = here.get(&here.worker, write::edit, &[&path]).unwrap();
        let his = here.get(&here.colleague, write::edit, &[&path]).unwrap();
        let saved = here.press(&here.colleague, &his, &[("risk", "low")], "save").unwrap();
        assert_eq!(location(&saved), format!("/desk/r/{id}"));

        // Another field: written beside what he changed, none of which comes back as it was.
        let saved = here.press(&here.worker, &hers, &[("presenting_concern", "violence")], "save").unwrap();
        assert_eq!(location(&saved), format!("/desk/r/{id}"));
        assert_eq!(here.open(id).answers["risk"], "low");

        // The same field: both values, nothing written.
        let clash = here.press(&here.worker, &hers, &[("risk", "medium")], "save").unwrap();
        assert_eq!(clash.status, StatusCode::CONFLICT);
        let shown = text(&clash);
        assert!(shown.contains("<bdi>Low") && shown.contains("<bdi>Medium"), "{}", visible(&clash));
        assert_eq!(here.open(id).answers["risk"], "low");
        let kept = draft::read(&here.app.office, &here.worker, id).unwrap().unwrap();
        assert_eq!(kept.answers["risk"], "medium", "hers is kept");

        let theirs = here.press(&here.worker, &clash, &[("_choose.1", "theirs")], "save").unwrap();
        assert_eq!(location(&theirs), format!("/desk/r/{id}"));
        assert_eq!(here.open(id).answers["risk"], "low");

        let clash = here.press(&here.worker, &hers, &[("risk", "medium")], "save").unwrap();
        let mine = here.press(&here.worker, &clash, &[("_choose.1", "mine")], "save").unwrap();
        assert_eq!(location(&mine), format!("/desk/r/{id}"));
        assert_eq!(here.open(id).answers["risk"], "medium");

        let clash = here.press(&here.worker, &hers, &[("risk", "low")], "save").unwrap();
        let anew = here.press(&here.worker, &clash, &[("_choose.1", "again"), ("risk", "high")], "save").unwrap();
        assert_eq!(location(&anew), format!("/desk/r/{id}"));
        assert_eq!(here.open(id).answers["risk"], "high");
    });
}

#[test]
fn a_rule_speaks_beside_its_fields_and_nothing_is_saved() {
    in_office(|here| {
        let parent = case(&here).to_string();
        let page = here.get(&here.worker, write::add, &[&parent, "consent"]).unwrap();
        let answers = [
            ("purpose", "photograph"),
            ("state", "given"),
            ("given_by", "child"),
            ("how_explained", "spoken"),
            ("understood", "no"),
            ("evidence", "thumb"),
            ("expires.cal", "ad"),
            ("expires.y", "2024"),
        ];
        let again = here.press(&here.worker, &page, &answers, "save").unwrap();
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
        let shown = text(&again);
        let question = shown.split("data-path=\"understood\"").nth(1).unwrap().split("</fieldset>").next().unwrap();
        assert!(question.contains("She has not understood yet."), "{}", visible(&again));
        assert!(shown.contains("href=\"#f-understood\""));
        assert!(draft::read(&here.app.office, &here.worker, hidden(&page, "_id").parse().unwrap()).unwrap().is_some());
    });
}

#[test]
fn what_is_not_open_to_her_has_no_form() {
    in_office(|here| {
        let id = case(&here).to_string();
        for (handle, parts) in [
            (write::edit as fn(&crate::call::Call) -> crate::answer::Answer, vec![id.as_str()]),
            (write::add, vec![id.as_str(), "note"]),
            (write::new, vec!["case"]),
            (write::new, vec!["no_such_kind"]),
        ] {
            assert!(matches!(here.get(&here.trainer, handle, &parts), Err(Error::NotFound)), "{parts:?}");
        }
        let page = here.get(&here.worker, write::edit, &[&id]).unwrap();
        assert!(matches!(here.press(&here.trainer, &page, &[("risk", "low")], "save"), Err(Error::NotFound)));
    });
}

/// The rule of the kind, as the form says it: what is missing, and what to do.
#[test]
fn a_share_without_her_consent_says_what_to_do() {
    in_office(|here| {
        let parent = case(&here).to_string();
        let page = here.get(&here.worker, write::add, &[&parent, "share"]).unwrap();
        let with = here.colleague.id().to_string();
        let mut answers = vec![("account", with.as_str()), ("purpose", "justice"), ("reason", "The lawyer asks.")];
        answers.extend([("until.cal", "ad"), ("until.d", "1"), ("until.m", "2"), ("until.y", "2026")]);
        let refused = here.press(&here.worker, &page, &answers, "save").unwrap();
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(text(&refused).contains("She has not agreed to this purpose"), "{}", visible(&refused));
        let saved = here.press(&here.worker, &refused, &[("purpose", "services")], "save").unwrap();
        assert!(location(&saved).starts_with("/desk/r/"), "{}", visible(&saved));
    });
}

#[test]
fn a_form_that_arrives_cut_off_is_not_taken() {
    in_office(|here| {
        let page = here.get(&here.worker, write::new, &["case"]).unwrap();
        let cut = here.press(&here.worker, &page, &[("_whole", "")], "save");
        assert!(matches!(cut, Err(Error::Request(_))));
    });
}

#[test]
fn the_program_fills_in_when_a_form_was_begun_and_saved() {
    in_office(|here| {
        let parent = case(&here).to_string();
        let mut mission = (*here.app.office.mission()).clone();
        let mut kind = (*mission.kinds["note"]).clone();
        for (name, r#type) in [("begun", FieldType::Start), ("ended", FieldType::End), ("day", FieldType::Today)] {
            kind.survey.push(Item::Field(Box::new(Field { name: name.into(), r#type, ..Field::default() })));
        }
        mission.kinds.insert("note".into(), kind.into());
        here.app.office.set_mission(mission);
        let page = here.get(&here.worker, write::add, &[&parent, "note"]).unwrap();
        let saved = here.press(&here.worker, &page, &NOTE, "save").unwrap();
        let id: Uuid = location(&saved).trim_start_matches("/desk/r/").parse().unwrap();
        let answers = here.open(id).answers;
        let moment = |path: &str| answers[path].as_str().unwrap().parse::<jiff::Timestamp>().unwrap();
        let (seconds, _) = id.get_timestamp().unwrap().to_unix();
        assert_eq!(moment("begun").as_second().cast_unsigned(), seconds);
        assert!(moment("begun") <= moment("ended"));
        assert!(answers["begun"].as_str().unwrap().ends_with("+05:45"));
        assert_eq!(answers["day"]["precision"], "day");
    });
}
