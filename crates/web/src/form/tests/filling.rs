//! A form is filled page by page without JavaScript, or at once with it: the same bytes are stored.

use super::support::{ASHA, Desktop, HIDDEN, MISSION, everything, pairs, with_env};
use crate::form::{Merged, Scope, merge, post};
use forms::Compartment;
use forms::answers::{self, Answers};
use serde_json::json;
use std::collections::BTreeSet;

const ROW: &str = "companions/01900000-0000-7000-8000-00000000000a";
const INNER: &str = "companions/01900000-0000-7000-8000-00000000000a/phones/01900000-0000-7000-8000-00000000000b";

/// What a browser posts of each page, in the order of the pages.
pub fn posted() -> Vec<Vec<(String, String)>> {
    let row = |name: &str, value: &str| (format!("{ROW}{name}"), value.to_owned());
    let inner = |name: &str, value: &str| (format!("{INNER}{name}"), value.to_owned());
    vec![
        pairs(&[
            ("given_name", "Asha Tamang"),
            ("story", "First line\r\nsecond"),
            ("story.missing", ""),
            ("brothers", "२"),
            ("weight", ""),
            ("weight.missing", "refused"),
            ("fear", "7"),
            ("card", ""),
            ("brothers.missing", ""),
        ]),
        pairs(&[
            ("birth.cal", "bs"),
            ("birth.d", "३"),
            ("birth.m", "5"),
            ("birth.y", "२०६८"),
            ("birth.about", ""),
            ("met_on.cal", "ad"),
            ("met_on.d", ""),
            ("met_on.m", ""),
            ("met_on.y", ""),
            ("met_on.missing", "unknown"),
            ("bus_at", "6:30"),
            ("seen_at", "2026-11-23T18:00"),
        ]),
        pairs(&[
            ("alone", "no"),
            ("side", "east"),
            ("side_other", ""),
            ("crossing", "kakarbhitta"),
            ("colour", "other"),
            ("colour_other", "turquoise"),
            ("needs", "call"),
            ("needs", "food"),
            ("first_needs", "call"),
            ("first_needs", ""),
            ("first_needs", ""),
            ("told", "OK"),
            ("fears", "An aunt"),
        ]),
        pairs(&[
            ("home.within", "NP0328"),
            ("home", "NP0328401"),
            ("spot.lat", "27.7"),
            ("spot.lon", "85.3"),
            ("spot.acc", "12"),
            ("colleague", ASHA),
        ]),
        vec![
            row("", ""),
            row("/called", "Ram"),
            row("/relation", "unknown"),
            inner("", ""),
            inner("/digits", "9800000000"),
        ],
    ]
}

fn recomputed(desk: &mut Desktop) -> BTreeSet<String> {
    let (kind, answers) = (desk.kind.clone(), &mut desk.answers);
    with_env("en", |env| answers::recompute(&kind, &MISSION, answers, env).relevant)
}

pub fn post(desk: &mut Desktop, scope: &Scope, pairs: &[(String, String)]) -> Merged {
    let merged = desk.form(|form| merge(form, scope, pairs));
    desk.answers.clone_from(&merged.answers);
    recomputed(desk);
    merged
}

fn bytes(answers: &Answers) -> String {
    serde_json::to_string_pretty(answers).unwrap()
}

#[test]
fn page_by_page_and_at_once_give_the_same_bytes() {
    let mut by_page = Desktop::new("every_type", "en");
    for (page, pairs) in posted().iter().enumerate() {
        assert_eq!(post(&mut by_page, &Scope::Page(page), pairs).errors, []);
    }
    let mut at_once = Desktop::new("every_type", "en");
    let all: Vec<(String, String)> = posted().into_iter().flatten().collect();
    assert_eq!(post(&mut at_once, &Scope::All, &all).errors, []);
    assert_eq!(bytes(&by_page.answers), bytes(&at_once.answers));
    assert_eq!(with_env("en", |env| answers::validate(&at_once.kind, &MISSION, &at_once.answers, env)), []);
    insta::assert_snapshot!("stored", bytes(&at_once.answers));
}

#[test]
fn what_is_drawn_can_be_posted_back_without_a_change() {
    let mut desk = Desktop::new("every_type", "ne");
    let all: Vec<(String, String)> = posted().into_iter().flatten().collect();
    post(&mut desk, &Scope::All, &all);
    let before = bytes(&desk.answers);
    let html = desk.html(true);
    post(&mut desk, &Scope::All, &super::support_browser::successful(&html));
    assert_eq!(bytes(&desk.answers), before);
}

#[test]
fn a_blank_box_blanks_and_what_was_not_drawn_stays() {
    let mut desk = Desktop::new("every_type", "en");
    desk.answers.insert("given_name".into(), json!("Asha"));
    desk.answers.insert("advice".into(), json!("sealed"));
    desk.answers.insert("picture".into(), json!(HIDDEN));
    desk.answers.insert("alone".into(), json!("yes"));
    post(&mut desk, &Scope::Page(0), &pairs(&[("given_name", "")]));
    assert!(!desk.answers.contains_key("given_name"));
    assert_eq!(desk.answers["alone"], "yes", "it stands on another page");
    post(&mut desk, &Scope::All, &[]);
    assert!(!desk.answers.contains_key("alone"), "no radio chosen posts nothing");
    assert_eq!(desk.answers["advice"], "sealed", "a part she may not write");
    assert!(!desk.answers.contains_key("picture"), "a file whose tick was taken away");
    assert_eq!(desk.answers["channel"], "desk", "hidden values are not in the form");
}

#[test]
fn names_that_were_not_drawn_are_passed_over() {
    let mut desk = Desktop::new("every_type", "en");
    let merged = post(
        &mut desk,
        &Scope::All,
        &pairs(&[
            ("advice", "forged"),
            ("family", "9"),
            ("nothing", "x"),
            ("companions/not-an-id", ""),
            ("silent", "4"),
        ]),
    );
    assert_eq!(merged.errors.iter().map(|e| e.path.as_str()).collect::<Vec<_>>(), ["companions/not-an-id"]);
    for path in ["advice", "family", "nothing", "silent"] {
        assert!(!desk.answers.contains_key(path), "{path}");
    }
    desk.access.write = [Compartment::Open].into();
    post(&mut desk, &Scope::All, &pairs(&[("given_name", "forged"), (ROW, ""), ("brothers", "1")]));
    assert!(!desk.answers.contains_key("given_name") && !desk.answers.contains_key(ROW));
    assert_eq!(desk.answers["brothers"], 1);
}

#[test]
fn of_a_value_and_a_missing_answer_the_changed_one_counts() {
    let both = |name: &str, why: &str| pairs(&[("given_name", name), ("given_name.missing", why)]);
    let mut desk = Desktop::new("every_type", "en");
    desk.answers.insert("given_name".into(), json!("Asha"));
    post(&mut desk, &Scope::Page(0), &both("Asha", "refused"));
    assert_eq!(desk.answers["given_name"], json!({"missing": "refused"}));
    post(&mut desk, &Scope::Page(0), &both("Maya", "refused"));
    assert_eq!(desk.answers["given_name"], "Maya");
    post(&mut desk, &Scope::Page(0), &both("", "nonsense"));
    assert!(!desk.answers.contains_key("given_name"));
}

#[test]
fn a_date_that_is_none_stays_in_its_boxes() {
    let mut desk = Desktop::new("every_type", "ne");
    let boxes = pairs(&[("birth.cal", "bs"), ("birth.d", "३३"), ("birth.m", "5"), ("birth.y", "2068")]);
    let merged = post(&mut desk, &Scope::Page(1), &boxes);
    assert_eq!(merged.errors[0].path, "birth");
    desk.errors = merged.errors;
    desk.typed = merged.typed;
    let html = desk.html(true);
    assert!(html.contains("२०६८ भदौमा ३१ दिन छन्। तपाईंले ३३ लेख्नुभयो।"));
    assert!(html.contains("name=\"birth.d\" value=\"३३\""));
    assert!(html.contains("name=\"birth.cal\" value=\"bs\" checked"));
}

#[test]
fn a_calendar_chosen_without_a_date_is_kept_on_the_page() {
    let mut desk = Desktop::new("every_type", "en");
    let merged = post(&mut desk, &Scope::Page(1), &pairs(&[("birth.cal", "bs"), ("birth.d", ""), ("birth.y", "")]));
    desk.typed = merged.typed;
    assert!(desk.html(true).contains("1 Baisakh"));
}

#[test]
fn an_age_is_a_birth_in_about_that_year() {
    let mut desk = Desktop::new("every_type", "en");
    post(&mut desk, &Scope::Page(1), &pairs(&[("birth.cal", "ad"), ("birth.about", "14"), ("birth.y", "")]));
    assert_eq!(desk.answers["birth"]["precision"], "estimate");
    assert_eq!(desk.answers["birth"]["y"], 2012);
}

#[test]
fn a_district_alone_is_a_place_and_a_municipality_of_another_one_is_not() {
    let mut desk = Desktop::new("every_type", "en");
    post(&mut desk, &Scope::Page(3), &pairs(&[("home.within", "NP0328"), ("home", "")]));
    assert_eq!(desk.answers["home"], "NP0328");
    post(&mut desk, &Scope::Page(3), &pairs(&[("home.within", "NP0329"), ("home", "NP0328401")]));
    assert_eq!(desk.answers["home"], "NP0329");
    post(&mut desk, &Scope::Page(3), &pairs(&[("home.within", "not_asked"), ("home", "")]));
    assert_eq!(desk.answers["home"], json!({"missing": "not_asked"}));
}

#[test]
fn rows_are_added_and_taken_off_within_one_another() {
    let mut desk = Desktop::new("every_type", "en");
    let id = |end: &str| format!("01900000-0000-7000-8000-{end}").parse().unwrap();
    let mut answers = desk.answers.clone();
    let row = desk.form(|form| post::add_row(form, &mut answers, "companions", id("00000000000a"))).unwrap();
    assert_eq!(answers[&format!("{row}/relation")], "friend", "a row has its first answers");
    desk.answers.clone_from(&answers);
    let inner =
        desk.form(|form| post::add_row(form, &mut answers, &format!("{row}/phones"), id("00000000000b"))).unwrap();
    desk.answers.clone_from(&answers);
    assert!(desk.html(true).contains(&format!("data-row=\"{inner}\"")));
    desk.form(|form| post::remove_row(form, &mut answers, &row));
    assert!(!answers.keys().any(|path| path.starts_with("companions")));
    desk.access.write = [Compartment::Open].into();
    assert_eq!(desk.form(|form| post::add_row(form, &mut answers, "companions", id("00000000000c"))), None);
}

#[test]
fn a_row_that_does_not_come_back_is_gone_with_what_lies_in_it() {
    let mut desk = Desktop::new("every_type", "en");
    let all: Vec<(String, String)> = posted().into_iter().flatten().collect();
    post(&mut desk, &Scope::All, &all);
    assert!(desk.answers.contains_key(&format!("{INNER}/digits")));
    let without: Vec<(String, String)> = all.iter().filter(|(name, _)| !name.starts_with(INNER)).cloned().collect();
    post(&mut desk, &Scope::All, &without);
    assert!(desk.answers.contains_key(ROW) && !desk.answers.keys().any(|path| path.starts_with(INNER)));
}

#[test]
fn a_reference_that_may_not_be_seen_survives_the_form() {
    let mut desk = Desktop::new("every_type", "en");
    desk.answers.insert("colleague".into(), json!(HIDDEN));
    post(&mut desk, &Scope::All, &pairs(&[("colleague", ASHA)]));
    assert_eq!(desk.answers["colleague"], HIDDEN);
    assert_eq!(everything().len(), 2);
}
