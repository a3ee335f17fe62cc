//! What is drawn.

use super::support::{ASHA, Desktop, HIDDEN, lines, with_env};
use crate::form::{Access, Child, Part, pages};
use forms::Compartment;
use forms::Label;
use forms::answers::{self, FieldError};
use serde_json::json;
use std::collections::BTreeMap;

const COMPANION: &str = "companions/01900000-0000-7000-8000-00000000000a";

fn filled(language: &'static str) -> Desktop {
    let mut desk = Desktop::new("every_type", language);
    let day = json!({"cal": "bs", "y": 2068, "m": 5, "d": 3, "precision": "day", "from": "2011-08-20", "to": "2011-08-20", "table": 1});
    for (path, value) in [
        ("given_name", json!("आशा")),
        ("brothers", json!(2)),
        ("family", json!(3)),
        ("weight", json!({"missing": "not_asked"})),
        ("birth", day),
        ("alone", json!("no")),
        ("side", json!("east")),
        ("crossing", json!("kakarbhitta")),
        ("colour", json!("other")),
        ("colour_other", json!("turquoise")),
        ("needs", json!(["food", "call"])),
        ("first_needs", json!(["call"])),
        ("home", json!("NP0328401")),
        ("spot", json!("27.7 85.3 0 12")),
        ("colleague", json!(ASHA)),
        (COMPANION, json!({})),
    ] {
        desk.answers.insert(path.to_owned(), value);
    }
    desk.answers.insert(format!("{COMPANION}/called"), json!("Ram"));
    desk.answers.insert(format!("{COMPANION}/relation"), json!("friend"));
    desk
}

fn wrong(desk: &mut Desktop) {
    let error = |path: &str, code, message: &[(&str, &str)]| FieldError {
        path: path.to_owned(),
        code,
        message: Label(message.iter().map(|(l, t)| ((*l).to_owned(), (*t).to_owned())).collect()),
    };
    let day = calendar::DateError::Day {
        calendar: calendar::Calendar::BikramSambat,
        year: 2068,
        month: 5,
        days: 31,
        day: 33,
    };
    desk.errors = vec![
        error(
            "given_name",
            answers::ErrorCode::Required,
            &[("en", "Write the name she uses."), ("ne", "उनले चलाउने नाम लेख्नुहोस्।")],
        ),
        error("brothers", answers::ErrorCode::Type("a whole number"), &[]),
        error("birth", answers::ErrorCode::Date(day), &[]),
        error("alone", answers::ErrorCode::Required, &[]),
    ];
    desk.typed = BTreeMap::from([
        ("brothers".to_owned(), vec!["two".to_owned()]),
        ("birth.d".to_owned(), vec!["33".to_owned()]),
        ("birth.m".to_owned(), vec!["5".to_owned()]),
        ("birth.y".to_owned(), vec!["2068".to_owned()]),
        ("birth.cal".to_owned(), vec!["bs".to_owned()]),
    ]);
}

#[test]
fn a_form_with_every_type_is_drawn_in_each_language() {
    for language in ["en", "fr", "ne"] {
        insta::assert_snapshot!(format!("blank_{language}"), lines(&Desktop::new("every_type", language).html(true)));
        let mut desk = filled(language);
        insta::assert_snapshot!(format!("filled_{language}"), lines(&desk.html(true)));
        wrong(&mut desk);
        desk.current = Part::Page(1);
        insta::assert_snapshot!(format!("wrong_{language}"), lines(&desk.html(false)));
        desk.errors.clear();
        desk.typed.clear();
        desk.current = Part::Check;
        insta::assert_snapshot!(format!("check_{language}"), lines(&desk.html(false)));
    }
}

#[test]
fn groups_at_the_top_are_pages_and_loose_rows_between_them_too() {
    let desk = filled("en");
    let names: Vec<&str> = pages(&desk.kind).iter().map(|page| page.name).collect();
    assert_eq!(names, ["words", "days", "choices", "", "travel", ""]);
}

#[test]
fn every_language_has_every_text_of_a_form() {
    for language in ["en", "fr", "ne"] {
        let mut desk = filled(language);
        wrong(&mut desk);
        for html in [desk.html(true), {
            desk.current = Part::Check;
            desk.html(false)
        }] {
            let shown = html.split("<script").next().unwrap();
            // A key stands for itself where its text is not there.
            assert!(!shown.contains(">form-"), "{language}: {}", &shown[shown.find(">form-").unwrap()..][..60]);
        }
    }
}

#[test]
fn what_may_not_be_written_is_not_drawn() {
    let mut desk = filled("en");
    desk.access.write = [Compartment::Open].into();
    let html = desk.html(true);
    assert!(html.contains("name=\"brothers\""));
    for sealed in ["name=\"given_name\"", "name=\"birth.y\"", "data-repeat=\"companions\"", "name=\"advice\""] {
        assert!(!html.contains(sealed), "{sealed}");
    }
    desk.access = Access { see: [].into(), write: [Compartment::Open].into() };
    assert!(!desk.html(true).contains("data-kind=\"output\""), "a value worked out is shown only to who may read it");
}

#[test]
fn an_expression_goes_along_only_to_who_may_read_all_it_reads() {
    let mut desk = filled("en");
    let data = |desk: &Desktop| -> serde_json::Value {
        let html = desk.html(true);
        let text = html.split("id=\"form-data\">").nth(1).unwrap().split("</script>").next().unwrap();
        serde_json::from_str(text).unwrap()
    };
    let all = data(&desk);
    assert!(all["forms"][""]["rows"]["crossing"]["filter"].is_array());
    assert_eq!(all["answers"][""]["family"], 3);
    desk.access.see = [Compartment::Identity].into();
    let some = data(&desk);
    assert!(some["forms"][""]["rows"]["crossing"].get("filter").is_none());
    assert!(some["forms"][""]["rows"]["fears"].get("relevant").is_none());
    assert!(some["answers"][""].get("family").is_none());
}

#[test]
fn a_record_that_is_not_open_to_the_reader_leaves_no_trace() {
    let mut desk = filled("en");
    desk.answers.insert("colleague".into(), json!(HIDDEN));
    assert!(!desk.html(true).contains("data-path=\"colleague\""));
    assert!(!desk.html(true).contains(HIDDEN));
    desk.current = Part::Check;
    assert!(!desk.html(false).contains("Which colleague"));
}

#[test]
fn about_things_of_the_office_nothing_is_refused() {
    let html = Desktop::new("leaflet", "en").html(true);
    assert!(!html.contains("Refused to say"));
    assert!(html.contains("name=\"heading.en\"") && html.contains("name=\"heading.ne.state\""));
}

#[test]
fn a_child_form_stands_in_the_same_form_under_its_id() {
    let mut desk = filled("en");
    let kind = super::support::MISSION.kinds["consent"].clone();
    let id = "01900000-0000-7000-8000-0000000000c1".parse().unwrap();
    let answers = answers::Answers::from([("purpose".to_owned(), json!("east"))]);
    let relevant = with_env("en", |env| answers::relevant(&kind, &super::support::MISSION, &answers, env));
    desk.children.push(Child {
        id,
        relevant,
        answers,
        typed: BTreeMap::new(),
        errors: Vec::new(),
        access: desk.access.clone(),
        kind,
    });
    let html = desk.html(true);
    assert!(html.contains(&format!("name=\"@{id}\" value=\"consent\"")));
    assert!(html.contains(&format!("name=\"@{id}/purpose\" value=\"east\" checked")));
    assert!(html.contains(&format!("value=\"remove:@{id}\"")));
    desk.current = Part::Check;
    assert!(desk.html(false).contains("<dt>Her consent</dt><dd><bdi>East</bdi></dd>"));
}

#[test]
fn every_input_has_a_label_and_every_id_is_used_once() {
    let html = filled("ne").html(true);
    let outside: String = html.split("<template>").map(|part| part.rsplit("</template>").next().unwrap()).collect();
    let ids: Vec<&str> = outside.split(" id=\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
    let mut once = ids.clone();
    once.sort_unstable();
    once.dedup();
    assert_eq!(ids.len(), once.len(), "an id stands twice");
    for target in outside.split(" for=\"").skip(1).map(|rest| rest.split('"').next().unwrap()) {
        assert!(once.binary_search(&target).is_ok(), "no input has the id {target}");
    }
    assert!(!outside.contains(" style=") && !outside.contains(" on"), "no inline style and no handler");
}
