//! What an association's own files may change, and what they may not.

use super::load_with;
use crate::kind::Compartment;

/// Our own kind that the overlays of these tests change.
const OWN: (&str, &str) = (
    "protection/k.yaml",
    "label: {en: K, fr: C}\nabout: person\nretain: {after: root.closed, years: 10}\nstages:\n  a: {initial: true, label: {en: A}, to: [b], approve: {b: {role: worker, count: 1}}}\n  b: {label: {en: B}, final: true}\nsurvey:\n  - {type: integer, name: n, constraint: '. > 0', label: {en: N, fr: N}}\n  - {type: yes_no, name: must, required: true, label: {en: M}}\n  - {type: yes_no, name: safe, safety: true, label: {en: S}}\n  - {type: text, name: told, compartment: health, label: {en: T}}\n  - type: group\n    name: g\n    survey:\n      - {type: yes_no, name: inner, label: {en: I}}\nrules:\n  - {id: guard, on: change, require: '${must} != 1', safety: true, message: {en: G}}\n  - {id: habit, on: change, require: '${must} != 1', message: {en: H}}\n",
);

fn over(text: &str) -> Result<crate::Mission, Vec<String>> {
    load_with(&[OWN], &[("protection/k.yaml", text)]).map(|loaded| loaded.mission).map_err(short)
}

fn short(faults: Vec<String>) -> Vec<String> {
    faults.into_iter().map(|fault| fault.replace("overlay/protection/k.yaml:", "")).collect()
}

#[test]
fn an_overlay_relabels_adds_hides_and_tightens() {
    let mission = over(
        "label: {fr: Contrôle, hi: क}\nfields:\n  n: {label: {en: Number}, constraint: '. < 9', required: true, index: true}\n  inner: {compartment: identity}\nadd:\n  - {type: yes_no, name: x_more, after: inner, label: {en: X}}\n  - {type: integer, name: x_last, label: {en: L}}\nhide: [told]\nretain: {after: root.closed, years: 5}\nstages: {a: {approve: {b: {role: worker, count: 2}}}}\nrules: [{id: x_new, on: change, require: '${x_more} != 1', message: {en: N}}, {id: guard, message: {fr: Garde}}]\ndrop: [habit]\n",
    )
    .expect("this is right");
    let kind = &mission.kinds["k"];
    assert_eq!((kind.label.get("en"), kind.label.get("fr"), kind.label.get("hi")), ("K", "Contrôle", "क"));
    let number = kind.field("n").expect("the field is there");
    assert_eq!((number.label.get("en"), number.label.get("fr")), ("Number", "N"));
    assert_eq!(number.constraint.as_ref().map(|e| e.source.to_string()).as_deref(), Some("(. > 0) and (. < 9)"));
    assert!(number.required.is_some() && number.index);
    assert_eq!(kind.field("inner").map(|field| field.compartment), Some(Compartment::Identity));
    assert!(kind.field("told").is_some_and(|field| field.hidden) && !number.hidden);
    let names: Vec<&str> = kind.fields().iter().map(|field| field.name.as_str()).collect();
    assert_eq!(names, ["n", "must", "safe", "told", "inner", "x_more", "x_last"]);
    assert_eq!(kind.retain.as_ref().map(|retain| retain.years), Some(5));
    assert_eq!(kind.stages[0].approve["b"].count, 2);
    let rules: Vec<(&str, &str)> = kind.rules.iter().map(|rule| (rule.id.as_str(), rule.message.get("fr"))).collect();
    assert_eq!(rules, [("guard", "Garde"), ("x_new", "N")]);
}

#[test]
fn an_overlay_may_not_weaken() {
    for (text, fault) in [
        (
            "fields: {told: {compartment: open}}",
            "1:30: `told` is kept in `health`; an overlay may seal what is open, not lower or change a compartment",
        ),
        (
            "fields: {told: {compartment: mind}}",
            "1:30: `told` is kept in `health`; an overlay may seal what is open, not lower or change a compartment",
        ),
        (
            "fields: {must: {required: false}}",
            "1:27: `must` is required; an overlay may write `required: true`, not less",
        ),
        ("fields: {safe: {safety: false}}", "1:25: `safe` is `safety: true`; an overlay may not weaken it"),
        ("hide: [safe]", "1:8: `safe` is there for safety; an overlay may not hide it"),
        ("hide: [must]", "1:8: `must` is required; an overlay may not hide it"),
        ("hide: [tld]", "1:8: the kind has no field `tld` to hide; did you mean `told`?"),
        ("drop: [guard]", "1:8: `guard` is a safety rule; an overlay may not drop it"),
        ("drop: [none]", "1:8: the kind has no rule `none`"),
        (
            "rules: [{id: guard, require: 'true()'}]",
            "1:21: `guard` is a safety rule; an overlay may change its `message` only",
        ),
        (
            "retain: {after: root.closed, years: 20}",
            "1:9: records are kept 10 years here; an overlay may keep them shorter, not longer",
        ),
        ("stages: {a: {approve: {b: {role: worker, count: 1, not: owner}}}}", ""),
        ("stages: {c: {label: {en: C}}}", "1:10: the kind has no stage `c`; an overlay may not add one"),
        ("fields: {x: {label: {en: X}}}", "1:10: the kind has no field `x`"),
        (
            "add: [{type: yes_no, name: more, label: {en: M}}]",
            "1:28: a field added by an overlay begins with `x_`: `x_more`",
        ),
        (
            "add: [{type: yes_no, name: x_m, after: tld, label: {en: M}}]",
            "1:40: there is no row `tld` to stand after; did you mean `told`?",
        ),
    ] {
        let found = over(&format!("{text}\n")).err().unwrap_or_default();
        let wanted: Vec<&str> = Some(fault).filter(|fault| !fault.is_empty()).into_iter().collect();
        assert_eq!(found, wanted, "{text}");
    }
    let fewer = ("protection/k.yaml", OWN.1.replace("count: 1", "count: 2"));
    let patch = "stages: {a: {approve: {b: {role: worker, count: 1}}}}\n";
    let found = load_with(&[(fewer.0, &fewer.1)], &[("protection/k.yaml", patch)]).expect_err("fewer people approve");
    assert_eq!(short(found), ["1:27: an overlay may raise the `count` of an approval, nothing less: `b`"]);
}

#[test]
fn what_is_fixed_is_said_to_be_fixed() {
    let kind = over("about: none\nsurvey: []\n").expect_err("these are fixed");
    assert!(kind[0].starts_with("1:1: an overlay may not change `about` of a kind; it may give label, hint"));
    assert!(kind[1].starts_with("2:1: an overlay may not change `survey` of a kind"));
    let field = over("fields: {n: {type: text, lable: {en: A}}}\n").expect_err("a type is fixed");
    assert!(field[0].starts_with("1:14: an overlay may not change `type` of a field"));
    assert_eq!(field[1], "1:26: a patch of a field has no key `lable`; did you mean `label`?");
}

#[test]
fn faults_of_an_overlay_are_found_in_its_own_file() {
    let found = over("add: [{type: select_one rsik, name: x_r, label: {en: R}, relevant: '${mst}'}]\n")
        .expect_err("two faults");
    assert_eq!(
        found,
        [
            "1:14: there is no code list `rsik`; did you mean `risk`?",
            "1:69: there is no field `mst` here; did you mean `must`?"
        ]
    );
}

#[test]
fn lists_gain_codes_and_words_but_no_code_changes_its_meaning() {
    let list = |text: &str| {
        load_with(&[], &[("codes/risk.yaml", text)]).map(|loaded| loaded.mission).map_err(|faults| {
            faults.into_iter().map(|fault| fault.replace("overlay/codes/risk.yaml:", "")).collect::<Vec<_>>()
        })
    };
    let mission =
        list("codes: {low: {label: {fr: Faible}, until: 2026-12-31}}\nadd: [{code: x_some, label: {en: Some}}]\n")
            .expect("this is right");
    let risk = &mission.codes["risk"];
    assert_eq!(risk.codes.iter().map(|code| code.code.as_str()).collect::<Vec<_>>(), ["low", "high", "x_some"]);
    assert_eq!((risk.codes[0].label.get("fr"), risk.codes[0].until.as_str()), ("Faible", "2026-12-31"));
    for (text, fault) in [
        ("add: [{code: some, label: {en: S}}]", "1:14: a code added by an overlay begins with `x_`: `x_some`"),
        (
            "codes: {lwo: {label: {en: L}}}",
            "1:9: the list has no code `lwo`; did you mean `low`?; new codes go under `add`",
        ),
        (
            "codes: [{code: low, label: {en: L}}]",
            "1:8: a lower layer has this list: write `codes` as {code: {label: …}} to change codes, and new ones under `add`",
        ),
        ("compartment: open", "1:1: an overlay may not change `compartment` of a code list; it may give codes, add"),
    ] {
        assert_eq!(list(&format!("{text}\n")).expect_err(text), [fault]);
    }
    let reused = list("add: [{code: low, label: {en: L}}]\n").expect_err("a code is used again");
    assert_eq!(reused[0], "1:14: the list has or had the code `low`; a code is never used again");
    let closed =
        load_with(&[], &[("codes/country.yaml", "add: [{code: x_a, label: {en: A}}]\n")]).expect_err("it is closed");
    assert_eq!(
        closed,
        ["overlay/codes/country.yaml:1:6: this list is closed or another body's; nothing is added to it"]
    );
}

#[test]
fn roles_settings_countries_and_rights_are_put_over_those_below() {
    let own = [
        ("rights.yaml", "- {code: health, label: {en: Health}, hint: {en: H}}\n"),
        (
            "countries/np/country.yaml",
            "label: {en: Nepal}\ntime_zone: Asia/Kathmandu\nsettings: {home_alarm: 10, other: 1}\n",
        ),
        ("countries/np/places.csv", "code,within,level,name_en\nA,,province,Old\n"),
    ];
    let over = [
        (
            "roles.yaml",
            "guest:\n  label: {en: Guest}\n  grants: [{kinds: [case], do: [view], where: shared, see: [open]}]\n",
        ),
        ("settings.yaml", "home_alarm: 20\nx_more: text\n"),
        ("rights.yaml", "- {code: health, label: {fr: Santé}}\n"),
        ("countries/np/country.yaml", "label: {fr: Népal}\nsettings: {home_alarm: 11}\n"),
        ("countries/np/places.csv", "code,within,level,name_en\nA,,province,New\nB,A,district,Bee\n"),
        ("training/own.yaml", "label: {en: Own}\nabout: none\n"),
    ];
    let mission = load_with(&own, &over).expect("this is right").mission;
    assert!(mission.roles.contains_key("guest") && mission.roles.contains_key("worker"));
    assert_eq!(mission.settings["home_alarm"], 20);
    assert_eq!((mission.rights[0].label.get("en"), mission.rights[0].label.get("fr")), ("Health", "Santé"));
    assert_eq!(mission.setting("np", "home_alarm"), Some(&11.into()));
    assert_eq!(mission.setting("np", "other"), Some(&1.into()));
    assert_eq!(mission.countries["np"].label.get("fr"), "Népal");
    assert_eq!((mission.places["A"].label.get("en"), mission.places.len()), ("New", 2));
    assert!(mission.kinds.contains_key("own"));
    assert_eq!(
        load_with(&[], &[("settings.yaml", "home_alarm: true\n")]).expect_err("another sort of value"),
        [
            "overlay/settings.yaml:1:13: the setting `home_alarm` is a number in the layer below; give it the same sort of value"
        ]
    );
    assert_eq!(
        load_with(&own, &[("rights.yaml", "- {code: play, label: {en: Play}}\n")]).expect_err("there are six"),
        ["overlay/rights.yaml:1:3: there is no right `play`; an overlay may give other words, not add a right"]
    );
}

#[test]
fn forms_from_elsewhere_load_with_warnings_where_ours_have_faults() {
    let kind = "label: {en: K}\nabout: none\nsurvey:\n  - {type: select_one towns, name: t, relevant: \"${t} = 'x' or null\"}\n";
    let list = "closed: true\ncodes:\n  - {code: king, columns: {county: a}}\n  - {code: king, columns: {county: b}}\n";
    let files = [("site/theirs.yaml", kind), ("codes/towns.yaml", list)];
    let loaded = load_with(&[], &files).expect("these are warnings");
    let warnings: Vec<String> = loaded.warnings.iter().map(ToString::to_string).collect();
    assert_eq!(
        warnings,
        [
            "overlay/codes/towns.yaml:3:5: a code needs the key `label`",
            "overlay/codes/towns.yaml:4:5: a code needs the key `label`",
            "overlay/site/theirs.yaml:4:5: a field needs the key `label`",
            "overlay/site/theirs.yaml:4:57: codes/towns.yaml has no code `x`",
            "overlay/site/theirs.yaml:4:64: the word `null` stands alone; write 'null' if a text is meant",
        ]
    );
    assert_eq!(load_with(&files, &[]).expect_err("in our own tree they are faults").len(), 5);
    let same = ("codes/towns.yaml", list.replace("county: b", "county: a"));
    let found = load_with(&[], &[files[0], (same.0, &same.1)]).expect_err("the same code twice");
    assert!(found[0].contains("stands in this list twice"));
}
