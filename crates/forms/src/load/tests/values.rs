//! A value of the wrong sort is named where it stands, with the sort that would be right.

use super::{faults, kind, load_with, survey};

#[test]
fn values_of_a_kind_are_of_the_right_sort() {
    for (text, fault) in [
        ("survey: {type: text}", "3:9: a survey is a list of rows, not keys with values"),
        ("survey: [text]", "3:10: a field is written as keys with values, not as a single value"),
        ("title: [a]", "3:8: a text is expected here, not a list"),
        ("parent: {case: true}", "3:9: a list of names is expected here: [a, b]"),
        ("settings: [a]", "3:11: names with texts are expected here, not a list"),
        ("hint: {}", "3:7: no language stands here; write {en: …}"),
        ("rules: {id: a}", "3:8: `rules` is a list, not keys with values"),
        ("stages: [a]", "3:9: stages are written by name: {draft: {initial: true, …}}"),
        ("claims: [a]", "3:9: claims are written by name: {name: {latin: [given, family]}}"),
        (
            "stages: {A: {label: {en: A}, initial: true, final: true}}",
            "3:10: `A` cannot be a stage: lower-case letters, digits and `_`, beginning with a letter",
        ),
        (
            "rules: [{id: r, on: {at: 'today()', x: a}, when: 'true()', message: {en: M}}]",
            "3:21: an event has one key, `at`",
        ),
    ] {
        assert_eq!(kind(&format!("label: {{en: K}}\nabout: none\n{text}\n")), [fault], "{text}");
    }
    assert_eq!(
        survey("  - {type: integer, name: a, label: {en: A}, parameters: start}\n"),
        ["4:58: `start` is no parameter; write {start: 0, end: 10} or \"start=0 end=10\""]
    );
    assert_eq!(
        survey("  - {type: integer, name: a, label: {en: A}, media: a.png}\n"),
        ["4:53: media are written by sort: {image: file.png}"]
    );
}

#[test]
fn values_of_other_files_are_of_the_right_sort() {
    for (path, text, fault) in [
        ("settings.yaml", "[a]\n", "1:1: settings are written by name: {home_alarm: 15}"),
        ("settings.yaml", "Home: 1\n", "1:1: `Home` cannot be a setting: lower-case letters, digits and `_`"),
        ("rights.yaml", "a: b\n", "1:1: rights are a list: - {code: identity, label: …, hint: …}"),
        (
            "rights.yaml",
            "- {code: a, label: {en: A}, hint: {en: A}}\n- {code: a, label: {en: A}, hint: {en: A}}\n",
            "2:3: the right `a` stands here twice",
        ),
        ("roles.yaml", "[a]\n", "1:1: roles are written by name: {nurse: {label: …, grants: […]}}"),
        (
            "roles.yaml",
            "owner: {label: {en: O}}\n",
            "1:1: `owner` cannot be a role: lower-case letters, digits and `_`, beginning with a letter; `owner` is taken",
        ),
        (
            "countries/np/places.csv",
            "",
            " the file is empty; its first line is code,within,level,name_en,name_ne,wards",
        ),
        (
            "codes/risk.yaml",
            "codes: [{code: low, label: {en: L}, htcds: A, export: {htcds: B}}]\n",
            "1:44: `htcds` stands here and in `export`; keep one of the two",
        ),
    ] {
        assert_eq!(faults(&[(path, text)]), [format!("response/{path}:{fault}")], "{text}");
    }
}

#[test]
fn values_of_a_patch_are_of_the_right_sort() {
    let patch = |path: &str, text: &str| {
        let found = load_with(&[], &[(path, text)]).err().unwrap_or_default();
        found.into_iter().map(|fault| fault.replace(&format!("overlay/{path}:"), "")).collect::<Vec<_>>()
    };
    let case = "protection/case.yaml";
    for (path, text, fault) in [
        (case, "fields: [risk]", "1:9: `fields` is written as names with values, not as a list"),
        (case, "stages: [open]", "1:9: `stages` is written as names with values, not as a list"),
        (case, "add: {type: text}", "1:6: `add` is a list, not keys with values"),
        (case, "hide: risk", "1:7: `hide` is a list, not a single value"),
        (case, "drop: rule", "1:7: `drop` is a list, not a single value"),
        (case, "rules: {id: a}", "1:8: `rules` is a list, not keys with values"),
        (case, "tasks: {id: a}", "1:8: `tasks` is a list, not keys with values"),
        ("codes/risk.yaml", "add: {code: a}", "1:6: `add` is a list, not keys with values"),
        ("roles.yaml", "[a]", "1:1: `roles.yaml` is written as names with values, not as a list"),
        ("settings.yaml", "[a]", "1:1: `settings.yaml` is written as names with values, not as a list"),
    ] {
        assert_eq!(patch(path, &format!("{text}\n")), [fault], "{text}");
    }
    let rights = [("rights.yaml", "- {code: a, label: {en: A}, hint: {en: A}}\n")];
    let found = load_with(&rights, &[("rights.yaml", "a: {en: A}\n")]).expect_err("not a list");
    assert_eq!(found, ["overlay/rights.yaml:1:1: `rights.yaml` is a list, not keys with values"]);
    let nepal = [("countries/np/country.yaml", "label: {en: Nepal}\ntime_zone: Asia/Kathmandu\n")];
    let found = load_with(&nepal, &[("countries/np/country.yaml", "[a]\n")]).expect_err("not a country");
    assert_eq!(
        found,
        ["overlay/countries/np/country.yaml:1:1: a country is written as names with values, not as a list"]
    );
    let shared =
        [("shared/rules/a.yaml", "rules: [{id: a, kinds: [case], on: change, when: '1', message: {en: A}}]\n")];
    let words = "rules: [{id: a, message: {fr: A}}]\ntasks: [{id: t, kinds: [case], on: create, due: 'today()', for: owner, harm: 1, label: {en: T}}]\n";
    let mission = load_with(&shared, &[("shared/rules/a.yaml", words)]).expect("this is right").mission;
    assert_eq!(mission.kinds["case"].rules[0].message.get("fr"), "A");
    assert_eq!(mission.kinds["case"].tasks.len(), 1);
    let found = load_with(&shared, &[("shared/rules/a.yaml", "rule: []\n")]).expect_err("a key nobody knows");
    assert_eq!(found, ["overlay/shared/rules/a.yaml:1:1: a file of rules has no key `rule`; did you mean `rules`?"]);
    let broken = [("protection/case.yaml", "label: {en: C}\nabout: none\nsurvey: text\n")];
    let found = load_with(&broken, &[("protection/case.yaml", "add: [{type: yes_no, name: x_a, label: {en: A}}]\n")]);
    assert!(found.expect_err("the survey below is broken")[0].contains("a survey is a list of rows"));
    assert_eq!(patch(case, "drop: [rule]\n"), ["1:8: the kind has no rule `rule`"]);
    assert_eq!(
        patch(case, "fields: {risk: {compartment: open}}\n"),
        ["1:30: the compartment of `risk` may be raised by an overlay, not written as `open`"]
    );
}

#[test]
fn a_mission_has_a_largest_number_of_files() {
    let files = (0..20_001).map(|n| (format!("reports/r{n}.yaml"), Vec::new())).collect();
    let found = crate::load::load(&[super::Layer { name: "response", files }]).expect_err("too many");
    assert_eq!(found.len(), 1);
    assert!(found[0].message.contains("more than 20000 files"));
}
