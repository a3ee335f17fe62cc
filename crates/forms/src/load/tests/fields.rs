//! What a field may be, and where its answer may be kept.

use super::{kind, survey};

/// Rows and the one fault each has.
fn each(cases: &[(&str, &str)]) {
    for (row, fault) in cases {
        assert_eq!(survey(&format!("  - {row}\n")), [*fault], "{row}");
    }
}

#[test]
fn what_identifies_her_may_not_be_open() {
    each(&[
        (
            "{type: text, name: told, label: {en: T}}",
            "4:12: `told` is a text in a record about somebody and cannot be `open`; give it a compartment: identity, legal, health, mind, network",
        ),
        (
            "{type: photo, name: face, compartment: open, label: {en: T}}",
            "4:44: `face` is a photograph in a record about somebody and cannot be `open`; give it a compartment: identity, legal, health, mind, network",
        ),
        (
            "{type: date, name: birth_date, label: {en: T}}",
            "4:12: `birth_date` is a birth date in a record about somebody and cannot be `open`; give it a compartment: identity, legal, health, mind, network",
        ),
        (
            "{type: integer, name: phone, label: {en: T}}",
            "4:12: `phone` is a phone number in a record about somebody and cannot be `open`; give it a compartment: identity, legal, health, mind, network",
        ),
        (
            "{type: select_one drug, name: drug, compartment: open, label: {en: T}}",
            "4:54: the answers of `drug` come from a list of compartment `health` and cannot be `open`; write `compartment: health` or leave it out",
        ),
    ]);
    for r#type in ["audio", "video", "file", "signature", "geopoint", "geotrace", "geoshape", "barcode", "email"] {
        assert_eq!(survey(&format!("  - {{type: {type}, name: a, label: {{en: T}}}}\n")).len(), 1, "{}", r#type);
    }
    for row in
        ["{type: text, name: t, compartment: mind, label: {en: T}}", "{type: date, name: met_on, label: {en: T}}"]
    {
        assert_eq!(survey(&format!("  - {row}\n")), Vec::<String>::new());
    }
    assert_eq!(
        kind("label: {en: K}\nabout: none\nsurvey:\n  - {type: text, name: t, label: {en: T}}\n"),
        Vec::<String>::new()
    );
}

#[test]
fn answers_from_a_sealed_list_are_sealed_without_being_told() {
    let loaded = super::load_with(
        &[(
            "protection/k.yaml",
            "label: {en: K}\nabout: person\nsurvey:\n  - {type: select_one drug, name: d, label: {en: D}}\n",
        )],
        &[],
    );
    let mission = loaded.expect("this is right").mission;
    let field = mission.kinds["k"].field("d").map(|field| field.compartment);
    assert_eq!(field, Some(crate::Compartment::Health));
}

#[test]
fn sealed_answers_are_not_indexed_and_open_ones_not_searched_as_names() {
    each(&[
        (
            "{type: text, name: t, compartment: identity, index: true, label: {en: T}}",
            "4:57: `t` is sealed (`identity`) and cannot be indexed; leave `index` out, or index an open calculation of it",
        ),
        (
            "{type: text, name: t, compartment: identity, search: text, label: {en: T}}",
            "4:58: `t` is sealed; `search: text` is for open fields, write name, phone or code",
        ),
        (
            "{type: integer, name: t, search: code, label: {en: T}}",
            "4:38: `t` is open; name, phone and code are searched in sealed fields, write `search: text`",
        ),
        ("{type: note, name: t, index: true, label: {en: T}}", "4:34: `t` has no value to index; leave `index` out"),
    ]);
}

#[test]
fn merges_calculations_and_translations_fit_the_field() {
    each(&[
        (
            "{type: yes_no, name: t, merge: set, label: {en: T}}",
            "4:36: `t` cannot be merged so: `set` is for select_multiple, `max` and `min` for numbers and dates",
        ),
        (
            "{type: yes_no, name: t, merge: max, label: {en: T}}",
            "4:36: `t` cannot be merged so: `set` is for select_multiple, `max` and `min` for numbers and dates",
        ),
        ("{type: calculate, name: t}", "4:12: `t` is worked out and needs the key `calculation`"),
        (
            "{type: integer, name: t, recompute: daily, label: {en: T}}",
            "4:41: `t` has no calculation to work out again each day",
        ),
        (
            "{type: integer, name: t, translated: true, label: {en: T}}",
            "4:42: the kind is not `translated: true`, so its fields cannot be",
        ),
        (
            "{type: integer, name: t, choice_filter: 'name', label: {en: T}}",
            "4:45: only select_one, select_multiple and rank have choices to filter",
        ),
    ]);
}

#[test]
fn a_repeat_has_one_compartment_with_all_that_is_in_it() {
    assert_eq!(
        survey(
            "  - type: repeat\n    name: r\n    compartment: identity\n    label: {en: R}\n    survey:\n      - {type: text, name: a, compartment: health, label: {en: A}}\n      - {type: repeat, name: s, compartment: open, label: {en: S}, survey: []}\n"
        ),
        [
            "9:44: `a` stands in a repeat of compartment `identity` and cannot be `health`; a repeat has one compartment",
            "10:46: this repeat stands in one of compartment `identity` and cannot be `open`; a repeat has one compartment with all that is in it",
        ]
    );
    assert_eq!(
        survey("  - {type: repeat, name: r, label: {en: R}, survey: [{type: text, name: a, label: {en: A}}]}\n").len(),
        1,
        "a text in an open repeat"
    );
}

#[test]
fn names_are_usable_and_unique() {
    each(&[
        (
            "{type: yes_no, name: $stage, label: {en: T}}",
            "4:26: `$stage` cannot be a field's name: letters, digits, `_`, `.` and `-`, beginning with a letter or `_`, at most 127; `_id`, `$…` and `/` are reserved",
        ),
        (
            "{type: yes_no, name: a/b, label: {en: T}}",
            "4:26: `a/b` cannot be a field's name: letters, digits, `_`, `.` and `-`, beginning with a letter or `_`, at most 127; `_id`, `$…` and `/` are reserved",
        ),
    ]);
    let yes_no = |name: &str, more: &str| format!("  - {{type: yes_no, name: {name}, label: {{en: T}}{more}}}\n");
    assert_eq!(
        survey(&(yes_no("a", "") + &yes_no("a", ""))),
        ["5:26: `a` stands here twice; a name is unique in its kind or its repeat"]
    );
    assert_eq!(
        survey(&(yes_no("a", "") + &yes_no("b", ", was: [a]"))),
        ["5:50: `a` cannot be an earlier name of `b`: another field has or had it"]
    );
    assert_eq!(
        survey(&(yes_no("a", ", was: [c]") + &yes_no("b", ", was: [c]"))),
        ["5:50: `c` cannot be an earlier name of `b`: another field has or had it"]
    );
    let risk = "  - {type: select_one risk, name: r, label: {en: R}}\n";
    assert_eq!(
        survey(&(risk.to_owned() + &yes_no("r_other", ""))),
        ["5:26: `r_other` is where the answer `other` of `r` is written out; name the field otherwise"]
    );
    let country = "  - {type: select_one country, name: r, label: {en: R}}\n";
    assert_eq!(
        survey(&(country.to_owned() + &yes_no("r_other", ""))),
        Vec::<String>::new(),
        "a closed list has no other"
    );
}

#[test]
fn types_are_known_and_what_they_name_exists() {
    each(&[
        (
            "{type: select_one, name: t, label: {en: T}}",
            "4:12: `select_one` needs a name after it, such as `select_one exploitation_type`",
        ),
        ("{type: txet, name: t, label: {en: T}}", "4:12: there is no type `txet`; did you mean `text`?"),
        ("{type: text risk, name: t, label: {en: T}}", "4:12: `text` takes no name after it"),
        (
            "{type: select_one a b, name: t, label: {en: T}}",
            "4:12: `select_one a b` has a word too many; a type is one word, or one word and a name",
        ),
        (
            "{type: select_one rsik, name: t, label: {en: T}}",
            "4:12: there is no code list `rsik`; did you mean `risk`?",
        ),
        ("{type: ref caes, name: t, label: {en: T}}", "4:12: there is no kind `caes`; did you mean `case`?"),
        (
            "{type: children case, name: t}",
            "4:12: records of `case` cannot hang under `k`; add `k` to the `parent` of case.yaml",
        ),
        (
            "{type: yes_no, name: t, purpose: servces, label: {en: T}}",
            "4:38: there is no consent purpose `servces` in codes/consent_purpose.yaml; did you mean `services`?",
        ),
    ]);
    for word in super::super::keys::PLAIN_TYPES {
        if !matches!(word, "group" | "repeat") {
            assert!(super::super::types::field_type(word).is_ok(), "{word}");
        }
    }
}
