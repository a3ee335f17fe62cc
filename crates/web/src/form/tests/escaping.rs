//! Nothing that people write or that a mission says becomes markup, nor turns the words around it.

use super::support::{Desktop, pairs};
use crate::form::{Part, Scope, merge};
use forms::Label;
use forms::kind::Kind;
use serde_json::json;
use std::sync::Arc;

const NASTY: &str = "\"'><script>alert(1)</script>&amp;\u{202e}txt\u{2066}";

fn without_data(html: &str) -> &str {
    html.split("<script type=\"application/json\"").next().unwrap()
}

#[test]
fn answers_stay_text_in_inputs_lists_and_the_block_of_data() {
    let mut desk = Desktop::new("every_type", "en");
    for path in ["given_name", "story", "card", "channel"] {
        desk.answers.insert(path.into(), json!(NASTY));
    }
    desk.answers.insert("colour".into(), json!("other"));
    desk.answers.insert("colour_other".into(), json!(NASTY));
    for part in [Part::Page(0), Part::Check] {
        desk.current = part;
        let html = desk.html(true);
        assert!(!without_data(&html).contains("<script"));
        assert_eq!(html.matches("<script").count(), 1, "only the block of data itself");
        assert!(html.contains("&lt;script&gt;alert(1)"));
    }
    let html = desk.html(false);
    let text =
        format!("<bdi>{}</bdi>", "&quot;&#39;&gt;&lt;script&gt;alert(1)&lt;/script&gt;&amp;amp;\u{202e}txt\u{2066}");
    assert!(html.contains(&text), "an answer among other words is kept apart from their direction");
}

#[test]
fn labels_hints_and_codes_stay_text() {
    let mut desk = Desktop::new("every_type", "en");
    let mut kind: Kind = (*desk.kind).clone();
    let label = Label::from([("en", NASTY)]);
    kind.label = label.clone();
    if let forms::Item::Group(group) = &mut kind.survey[0] {
        group.label = label.clone();
        group.hint = label.clone();
        if let forms::Item::Field(field) = &mut group.survey[0] {
            field.label = label.clone();
            field.hint = label.clone();
            field.guidance_hint = label;
        }
    }
    desk.kind = Arc::new(kind);
    let html = desk.html(true);
    assert!(!without_data(&html).contains("<script"));
}

#[test]
fn what_was_typed_and_not_understood_stays_text() {
    let mut desk = Desktop::new("every_type", "en");
    let posted =
        pairs(&[("brothers", NASTY), ("birth.y", NASTY), ("birth.cal", NASTY), ("side", NASTY), ("spot.lat", NASTY)]);
    let merged = desk.form(|form| merge(form, &Scope::All, &posted));
    assert_eq!(merged.errors.len(), 3, "{:?}", merged.errors);
    desk.errors = merged.errors;
    desk.typed = merged.typed;
    let html = desk.html(true);
    assert!(!without_data(&html).contains("<script"));
    assert!(html.contains("value=\"&#34;&#39;&#62;&#60;script&#62;"));
}

#[test]
fn a_label_in_another_language_says_so() {
    let mut desk = Desktop::new("every_type", "ne");
    let mut kind: Kind = (*desk.kind).clone();
    if let forms::Item::Group(group) = &mut kind.survey[0]
        && let forms::Item::Field(field) = &mut group.survey[0]
    {
        field.label = Label::from([("fr", "Comment s’appelle-t-elle ?")]);
    }
    desk.kind = Arc::new(kind);
    assert!(desk.html(true).contains("<span lang=\"fr\">Comment s’appelle-t-elle ?</span>"));
}
