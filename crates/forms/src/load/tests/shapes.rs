//! How values are written: texts, labels, keys, lists, countries.

use super::{faults, kind, load_with, survey};
use crate::load::{Languages, Layer, load_for};

#[test]
fn an_unknown_key_is_named_with_the_nearest_one() {
    assert_eq!(
        survey("  - {type: yes_no, name: a, label: {en: A}, relevent: 'true()'}\n"),
        ["4:45: a field has no key `relevent`; did you mean `relevant`?"]
    );
    let list = faults(&[("codes/a.yaml", "codes:\n  - {code: a, labl: {en: A}, label: {en: A}, htcds: X}\n")]);
    assert_eq!(list, ["response/codes/a.yaml:2:15: a code has no key `labl`; did you mean `label`?"]);
    assert!(
        kind("label: {en: K}\nabout: none\ncolour: red\n")[0]
            .starts_with("3:1: a kind has no key `colour`; it has label, hint")
    );
}

#[test]
fn a_word_yaml_may_take_for_a_boolean_is_refused_where_a_text_is_meant() {
    let codes = |code: &str| {
        faults(&[("codes/a.yaml", &format!("closed: true\ncodes:\n  - {{code: {code}, label: {{en: A}}}}\n"))])
    };
    assert_eq!(
        codes("NO"),
        [
            "response/codes/a.yaml:3:12: `NO` without quotes may be read as a boolean or as nothing; write \"NO\" if the text is meant"
        ]
    );
    for word in ["yes", "No", "true", "off", "null", "~"] {
        assert_eq!(codes(word).len(), 1, "{word}");
    }
    assert_eq!(codes("'NO'"), Vec::<String>::new());
    assert_eq!(codes("007"), Vec::<String>::new());
    assert_eq!(
        kind("label: {en: Yes}\nabout: none\n"),
        ["1:13: `Yes` without quotes may be read as a boolean or as nothing; write \"Yes\" if the text is meant"]
    );
    assert_eq!(
        kind("label: {no: Sak}\nabout: none\n"),
        ["1:9: `no` without quotes may be read as a boolean or as nothing; write \"no\" if the text is meant"]
    );
    assert_eq!(
        kind("label: {en: K}\nabout:\n"),
        ["2:6: nothing stands here; write a text, \"\" for an empty one, or leave the key out"]
    );
    assert_eq!(
        kind("label: {en: K}\nabout: none\npublishes: yes\n"),
        ["3:12: write `true` or `false` here, without quotes"]
    );
}

#[test]
fn labels_have_the_languages_asked_for() {
    let file = ("site/k.yaml".to_owned(), b"label: {en: K, fr: K}\nabout: none\n".to_vec());
    let own = [Layer { name: "response", files: vec![file.clone()] }];
    let found = load_for(&own, &Languages::default()).expect_err("Nepali is missing");
    assert_eq!(found[0].to_string(), "response/site/k.yaml:1:8: the text is missing in ne");
    let over = [Layer { name: "response", files: Vec::new() }, Layer { name: "overlay", files: vec![file] }];
    assert!(load_for(&over, &Languages::default()).is_ok(), "an association writes its own languages");
    assert_eq!(kind("label: Case\nabout: none\n"), ["1:8: a text by language is expected here: {en: …, fr: …, ne: …}"]);
    assert_eq!(kind("label: {English: K}\nabout: none\n"), ["1:9: `English` is not a language tag such as en, fr, ne"]);
    assert_eq!(kind("label: {en: ' '}\nabout: none\n"), ["1:13: the text in `en` is empty; write it or leave it out"]);
}

#[test]
fn codes_keep_their_shape_and_are_used_once() {
    let list = |text: &str| faults(&[("codes/a.yaml", text)]);
    let code = |code: &str| format!("codes:\n  - {{code: {code}, label: {{en: A}}}}\n");
    assert_eq!(
        list(&code("Servitude")),
        [
            "response/codes/a.yaml:2:12: `Servitude` cannot be a code of our own: lower-case letters, digits and `_`, parts joined by dots; a list taken from others is `foreign: true` or `closed: true`"
        ]
    );
    assert_eq!(list(&format!("foreign: true\n{}", code("Servitude"))), Vec::<String>::new());
    assert_eq!(
        list(&format!("closed: true\n{}", code("'Debt '"))),
        ["response/codes/a.yaml:3:12: `Debt ` is empty or has a blank at its end; remove the blank"]
    );
    assert_eq!(
        list("codes:\n  - {code: a, label: {en: A}}\n  - {code: a, label: {en: B}}\n"),
        ["response/codes/a.yaml:3:12: the code `a` stands in this list twice; a code is never used again"]
    );
    for word in ["other", "unknown", "not_asked", "refused"] {
        let found = list(&code(word));
        assert!(found[0].contains(&format!("every list takes `{word}` by itself")), "{found:?}");
        assert_eq!(list(&format!("closed: true\n{}", code(word))), Vec::<String>::new());
    }
    assert_eq!(
        list("codes:\n  - {code: a, label: {en: A}, from: 2026-02-30}\n"),
        ["response/codes/a.yaml:2:37: `2026-02-30` is no day; write year-month-day: 2026-11-24"]
    );
}

#[test]
fn a_code_carries_its_states_mappings_and_columns() {
    let text = "codes:\n  - {code: a, label: {en: A, ne: क}, status: {ne: draft}, htcds: X, export: {ctdc: Y}, columns: {area: hills}, media: {image: a.png}, until: 2026-01-31}\n";
    let mission = load_with(&[("codes/a.yaml", text)], &[]).expect("this is right").mission;
    let code = mission.codes["a"].code("a").expect("the code is there").clone();
    assert_eq!(code.status.get("ne").map(String::as_str), Some("draft"));
    assert_eq!(code.export.get("htcds").map(String::as_str), Some("X"));
    assert_eq!(code.export.get("ctdc").map(String::as_str), Some("Y"));
    assert_eq!(code.columns["area"], "hills");
    assert_eq!(code.media["image"], "a.png");
    assert!(mission.codes["a"].takes_other() && !mission.codes["country"].takes_other());
}

#[test]
fn files_stand_where_a_mission_has_a_place_for_them() {
    let one = |path: &str| faults(&[(path, "a: b\n")])[0].clone();
    assert!(one("protecton/a.yaml").contains("no place for this file in a mission; did you mean `protection`?"));
    assert!(one("protection/Case.yaml").contains("`Case.yaml` is no file of a mission"));
    assert!(one("protection/case.yml").contains("`case.yml` is no file of a mission"));
    assert!(one("countries/nepal/country.yaml").contains("countries/<two lower-case letters>"));
    assert_eq!(
        faults(&[("training/case.yaml", "label: {en: K}\nabout: none\n")]),
        ["response/training/case.yaml: `case` is also a kind of protection/; a kind's name is unique over the strands"]
    );
    let loaded = load_with(&[("reports/annual.yaml", "a: b\n")], &[]).expect("reports are left for later");
    assert_eq!(
        loaded.warnings[0].to_string(),
        "response/reports/annual.yaml: indicators and reports are kept, but not read by this version"
    );
}

#[test]
fn countries_rights_and_settings_are_read() {
    let files = [
        (
            "countries/np/country.yaml",
            "label: {en: Nepal}\ntime_zone: Asia/Kathmandu\nhelp:\n  - {number: '1098', label: {en: Child line}}\nsettings: {home_alarm: 12}\n",
        ),
        (
            "countries/np/places.csv",
            "code,within,level,name_en\nNP01,,province,Koshi\nNP0101,NP01,district,Taplejung\n",
        ),
        ("rights.yaml", "- {code: identity, label: {en: Identity}, hint: {en: A name}}\n"),
    ];
    let mission = load_with(&files, &[]).expect("this is right").mission;
    assert_eq!(mission.countries["np"].help[0].number, "1098");
    assert_eq!(mission.places["NP0101"].within, "NP01");
    assert_eq!(mission.rights[0].code, "identity");
    assert_eq!(mission.setting("np", "home_alarm"), Some(&12.into()));
    assert_eq!(mission.setting("in", "home_alarm"), Some(&15.into()));
    let wrong = [
        (
            "countries/np/country.yaml",
            "label: {en: N}\ntime_zone: Kathmandu\nhelp: [{number: call us, label: {en: A}}]\n",
        ),
        ("countries/np/places.csv", "code,within,level,name_en\nA,B,province,Koshi\nC,D,district,X\nD,C,district,Y\n"),
        ("settings.yaml", "a: yes\nb: {c: 1}\n"),
    ];
    assert_eq!(
        faults(&wrong),
        [
            "response/countries/np/country.yaml:2:12: `Kathmandu` is no time zone; write its IANA name: Asia/Kathmandu",
            "response/countries/np/country.yaml:3:17: `call us` cannot be dialled; write digits, blanks, `+` and `-`",
            "response/countries/np/places.csv:2: the place `A` lies within `B`, which is not in the list",
            "response/countries/np/places.csv:3: the place `C` lies within itself by a way round",
            "response/countries/np/places.csv:4: the place `D` lies within itself by a way round",
            "response/settings.yaml:1:4: write true, false, a number or a text in quotes",
            "response/settings.yaml:2:4: a setting is one value or a list, not keys with values",
        ]
    );
}
