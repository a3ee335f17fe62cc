//! Answers from posted pages.

use crate::answers::env;
use crate::cases::with_env;
use crate::form::{field, item, kind, mission, row};
use forms::answers::{Posted, read_posted};
use forms::kind::{Field, FieldType, Kind};
use serde_json::{Value as Json, json};

fn read(kind: &Kind, pairs: &[(&str, &str)]) -> Posted {
    let pairs: Vec<(String, String)> = pairs.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect();
    env(|env| read_posted(kind, &mission(), &pairs, env))
}

fn posted(pairs: &[(&str, &str)]) -> Json {
    let posted = read(&kind(), pairs);
    assert_eq!(posted.errors, [], "{pairs:?}");
    json!(posted.answers)
}

fn fault(pairs: &[(&str, &str)]) -> String {
    let errors = read(&kind(), pairs).errors;
    errors.iter().map(|error| format!("{} {}", error.path, error.code.key())).collect::<Vec<_>>().join(", ")
}

#[test]
fn inputs_are_named_by_their_paths() {
    let kid = format!("kids/{}", row(1));
    let pairs = [
        ("name", "  Maya \r\n"),
        ("tally", "१२"),
        ("weight", "१.५०"),
        ("topics", "school"),
        ("topics", "water"),
        ("topics", ""),
        ("topic", "other"),
        ("topic_other", "wells"),
        ("agree", "on"),
        ("alone", "no"),
        ("remark", "one\r\ntwo"),
        (&*kid, ""),
        (&*format!("{kid}/age"), "7"),
        ("_token", "x"),
        ("$base", "12"),
        ("mood", ""),
    ];
    let expected = json!({
        "name": "Maya", "tally": 12, "weight": "1.50", "topics": ["water", "school"], "topic": "other", "topic_other": "wells",
        "agree": "OK", "alone": "no", "remark": "one\ntwo", kid.clone(): {}, format!("{kid}/age"): 7,
    });
    assert_eq!(posted(&pairs), expected);
    assert_eq!(posted(&[(&format!("{kid}/age"), "7")])[&kid], json!({}), "an answer marks its row");
}

#[test]
fn dates_have_boxes() {
    let born = |pairs: &[(&str, &str)]| posted(pairs)["born"].clone();
    let day = born(&[("born.y", "२०६२"), ("born.m", "१"), ("born.d", "५"), ("born.cal", "bs")]);
    assert_eq!((&day["from"], &day["cal"], &day["precision"]), (&json!("2005-04-18"), &json!("bs"), &json!("day")));
    let month = born(&[("born.y", "2005"), ("born.m", "4"), ("born.d", ""), ("born.about", "9")]);
    assert_eq!((&month["to"], &month["cal"]), (&json!("2005-04-30"), &json!("ad")), "boxes count before an age");
    let about = born(&[("born.y", ""), ("born.about", "१४"), ("born.cal", "ad")]);
    assert_eq!((&about["y"], &about["precision"]), (&json!(2012), &json!("estimate")));
    assert_eq!(born(&[("born.y", "2012"), ("born.estimate", "on")])["from"], json!("2011-01-01"));
    assert_eq!(born(&[("born", "2012-05-06")])["from"], json!("2012-05-06"));
    assert_eq!(born(&[("born.y", ""), ("born.m", ""), ("born.d", ""), ("born.cal", "bs")]), Json::Null);
    assert_eq!(fault(&[("born.y", "2012"), ("born.m", "13")]), "born date");
    assert_eq!(fault(&[("born.m", "12")]), "born date");
    assert_eq!(fault(&[("born.y", "2012"), ("born.cal", "xx")]), "born type");
    assert_eq!(fault(&[("born.about", "200")]), "born date");
    let pairs = [("born.y".to_owned(), "2062".to_owned())];
    let nepali = with_env(&json!({ "language": "ne" }), |env| read_posted(&kind(), &mission(), &pairs, env));
    assert_eq!(nepali.answers["born"]["cal"], json!("bs"), "the usual calendar of the language");
}

#[test]
fn a_missing_answer_counts_where_nothing_was_answered() {
    assert_eq!(posted(&[("name", ""), ("name.missing", "refused")]), json!({ "name": { "missing": "refused" } }));
    assert_eq!(posted(&[("name", "Maya"), ("name.missing", "refused")]), json!({ "name": "Maya" }));
    assert_eq!(
        posted(&[("tally.missing", "unknown"), ("born.missing", "not_asked")])["born"],
        json!({ "missing": "not_asked" })
    );
    assert_eq!(posted(&[("name.missing", "")]), json!({}));
    assert_eq!(fault(&[("name.missing", "lost")]), "name type");
}

#[test]
fn what_cannot_be_read_is_named_and_the_rest_is_kept() {
    let read =
        read(&kind(), &[("tally", "twelve"), ("name", "Maya"), ("nmae", "x"), ("kids/1/age", "3"), ("a.b.c", "x")]);
    assert_eq!(json!(read.answers), json!({ "name": "Maya" }));
    let errors: Vec<String> = read.errors.iter().map(|error| format!("{} {}", error.path, error.code.key())).collect();
    assert_eq!(errors, ["a unknown_field", "kids/1/age row_id", "nmae unknown_field", "tally type"]);
}

#[test]
fn names_with_points_and_translations_are_told_from_boxes() {
    let words = Field { translated: true, ..field("body", FieldType::Text) };
    let kind = Kind { survey: vec![item(field("a.y", FieldType::Text)), item(words)], ..Kind::default() };
    let read = read(
        &kind,
        &[("a.y", "x"), ("a.y.missing", "refused"), ("body.en", "Hi"), ("body.en.state", "reviewed"), ("body.fr", "")],
    );
    assert_eq!(read.errors, []);
    assert_eq!(json!(read.answers), json!({ "a.y": "x", "body": { "en": { "text": "Hi", "state": "reviewed" } } }));
}
