//! What expressions, rules and tasks may name.

use super::{faults, kind, load_with, survey};

fn calculation(text: &str) -> Vec<String> {
    survey(&format!(
        "  - {{type: integer, name: a, label: {{en: A}}}}\n  - {{type: calculate, name: b, calculation: \"{text}\"}}\n"
    ))
}

#[test]
fn a_fault_points_into_the_expression() {
    assert_eq!(calculation("1 + ${x}"), ["5:50: there is no field `x` here"]);
    assert_eq!(
        calculation("setting('home_alram')")[0],
        "5:55: there is no setting `home_alram`; did you mean `home_alarm`?"
    );
    let broken = calculation("1 + ");
    assert_eq!(broken, ["5:50: the expression ends where a value is expected"]);
    let folded = survey("  - type: calculate\n    name: b\n    calculation: >\n      1 +\n      2 + ${bad}\n");
    assert_eq!(folded, ["8:11: there is no field `bad` here"]);
}

#[test]
fn fields_columns_and_words_are_told_apart() {
    assert_eq!(calculation("a + 1"), ["5:46: the word `a` stands alone; write ${a}"]);
    assert_eq!(calculation("word"), ["5:46: the word `word` stands alone; write 'word' if a text is meant"]);
    let filter = |text: &str| {
        survey(&format!("  - {{type: select_one risk, name: r, label: {{en: R}}, choice_filter: \"{text}\"}}\n"))
    };
    assert_eq!(filter("name = 'low' or area = 'hills'"), Vec::<String>::new());
    assert_eq!(filter("aera = 'hills'"), ["4:70: the choices of `risk` have no column `aera`; did you mean `area`?"]);
}

#[test]
fn names_are_looked_up_from_the_scope_outward() {
    let repeat = |name: &str, inner: &str| {
        format!(
            "  - {{type: repeat, name: {name}, label: {{en: R}}, survey: [{{type: integer, name: {inner}, label: {{en: I}}}}]}}\n"
        )
    };
    let total = "  - {type: calculate, name: t, calculation: \"sum(${i})\"}\n";
    assert_eq!(survey(&(repeat("r", "i") + total)), Vec::<String>::new());
    assert_eq!(
        survey(&(repeat("r", "i") + &repeat("s", "i") + total)),
        ["6:50: `i` stands in several repeats; from outside it is not clear which is meant"]
    );
    let risk = "  - {type: select_one risk, name: r, label: {en: R}}\n  - {type: calculate, name: t, compartment: identity, calculation: \"${r_other}\"}\n";
    assert_eq!(survey(risk), Vec::<String>::new());
}

#[test]
fn functions_of_rules_do_not_work_in_forms() {
    assert_eq!(
        calculation("count-of('case')"),
        ["5:46: `count-of` looks at other records and works in rules, tasks, `title` and `valid`, not in a form"]
    );
}

#[test]
fn arguments_that_name_things_are_checked() {
    let rule = |text: &str| {
        let rule = format!("rules: [{{id: r, on: change, require: \"{text}\", message: {{en: M}}}}]\n");
        let rows =
            "survey:\n  - {type: ref case, name: c, label: {en: C}}\n  - {type: yes_no, name: y, label: {en: Y}}\n";
        kind(&format!("label: {{en: K}}\nabout: person\nparent: [case]\n{rows}{rule}"))
    };
    for (text, wrong) in [
        ("role('workr')", "there is no role `workr`; did you mean `worker`?"),
        ("approvals('boss') > 1", "there is no role `boss`"),
        ("consent('servies')", "there is no consent purpose `servies`; did you mean `services`?"),
        ("records('cse') != ''", "there is no kind `cse`; did you mean `case`?"),
        ("latest('case', 'rsk') = 'low'", "the kind `case` has no field `rsk`; did you mean `risk`?"),
        ("count-of('case', 'rsk = 1') > 0", "the kind `case` has no field `rsk`; did you mean `risk`?"),
        ("ref(${c}, 'rsk') = 'low'", "the kind `case` has no field `rsk`; did you mean `risk`?"),
        ("ref(${y}, 'risk') = 'low'", "`y` of k does not refer to a record (type `ref KIND`)"),
        ("setting(${y}) = 'low'", "`setting` takes a name in quotes, so that it can be checked"),
    ] {
        let found = rule(text);
        assert!(found.len() == 1 && found[0].ends_with(wrong), "{text}: {found:?}");
    }
    let right = "latest('case', 'risk') = 'low' and count-of('case', 'risk = 1') > 0 and ref(${c}, 'stage') = 'open' and consent('services')";
    assert_eq!(rule(right), Vec::<String>::new());
}

#[test]
fn an_open_calculation_declares_what_it_shows_of_a_sealed_field() {
    let rows = |more: &str| {
        survey(&format!(
            "  - {{type: text, name: s, compartment: health, label: {{en: S}}}}\n  - {{type: calculate, name: c, calculation: \"${{s}} != ''\"{more}}}\n"
        ))
    };
    assert_eq!(
        rows(""),
        [
            "5:46: `c` is open and reads `s`, which is kept in `health`; seal `c`, or write `declassifies: [s]` after a review"
        ]
    );
    assert_eq!(rows(", declassifies: [s]"), Vec::<String>::new());
    assert_eq!(rows(", compartment: health"), Vec::<String>::new());
    assert_eq!(
        rows(", declassifies: [s, other]"),
        ["5:73: `other` is not a sealed field that an open calculation `c` reads; remove it"]
    );
    let repeat = "  - {type: repeat, name: r, compartment: network, label: {en: R}, survey: []}\n  - {type: calculate, name: n, calculation: \"count(${r})\"}\n";
    assert_eq!(survey(repeat).len(), 1, "the number of rows of a sealed repeat");
    let other = "  - {type: select_one risk, name: r, label: {en: R}}\n  - {type: calculate, name: n, calculation: \"${r_other}\"}\n";
    assert!(survey(other)[0].contains("kept in `identity`"));
    let cross = "label: {en: K}\nabout: person\nsurvey:\n  - {type: text, name: s, compartment: health, label: {en: S}}\n  - {type: calculate, name: c, compartment: identity, calculation: \"${s}\"}\n";
    let loaded = load_with(&[("protection/k.yaml", cross)], &[]).expect("a warning is no fault");
    assert_eq!(
        loaded.warnings[0].to_string(),
        "response/protection/k.yaml:5:69: `c` in `identity` shows something of `s` in `health` to whoever may read the first"
    );
}

#[test]
fn calculations_do_not_wait_for_each_other() {
    let rows = |a: &str, b: &str| {
        survey(&format!(
            "  - {{type: calculate, name: a, calculation: \"{a}\"}}\n  - {{type: calculate, name: b, calculation: \"{b}\"}}\n  - {{type: calculate, name: c, calculation: \"${{a}}\"}}\n"
        ))
    };
    assert_eq!(rows("${b} + 1", "${a} + 1"), ["4:46: these calculations wait for each other: a → b → a"]);
    assert_eq!(rows("${a}", "1"), ["4:46: these calculations wait for each other: a → a"]);
    assert_eq!(rows("1", "${a} + ${a}"), Vec::<String>::new());
}

#[test]
fn a_default_is_a_value_unless_it_is_worked_out() {
    let text = |default: &str| {
        let row = format!(
            "label: {{en: K}}\nabout: none\nsurvey:\n  - {{type: text, name: a, default: {default}, label: {{en: A}}}}\n"
        );
        let mission = load_with(&[("site/k.yaml", &row)], &[]).expect("this is right").mission;
        let default = mission.kinds["k"].field("a").and_then(|field| field.default.clone()).expect("a default");
        (matches!(&*default.tree, crate::expr::Expr::Text(_)), default.source.to_string())
    };
    for word in ["north", "north west", "2026-11-24", "5", "-5"] {
        assert_eq!(text(word), (true, word.to_owned()));
    }
    assert_eq!(text("today()"), (false, "today()".to_owned()));
    assert_eq!(text("\"'NP'\""), (true, "'NP'".to_owned()));
    assert_eq!(survey("  - {type: integer, name: a, default: '${b}', label: {en: A}}\n").len(), 1);
}

#[test]
fn rules_and_tasks_are_read_and_their_names_checked() {
    let rule =
        |keys: &str| kind(&format!("label: {{en: K}}\nabout: none\nrules:\n  - {{{keys}, message: {{en: M}}}}\n"));
    let need = "id: r, on: create, require: 'true()'";
    assert_eq!(rule(need), Vec::<String>::new());
    for (keys, fault) in [
        (
            "id: r, on: crate, when: 'true()'",
            "4:17: `crate` is no event; write create, change, stage:NAME, daily or {at: \"${a field with a date}\"}",
        ),
        ("id: r, on: create", "4:5: the rule `r` needs `when`, `require` or both"),
        (
            "id: R, on: create, when: 'true()'",
            "4:10: `R` cannot be an id: lower-case letters, digits and `_`, beginning with a letter",
        ),
        ("id: r, on: 'stage:x', when: 'true()'", "4:17: the kind `k` has no stage `x`"),
        ("id: r, on: create, when: 'true()', else: {notify: boss}", "4:47: there is no role `boss`"),
        (
            "id: r, on: create, when: 'true()', else: {revoke: all}",
            "4:47: `else` is refuse, warn, task, {move: STAGE}, {revoke: shares} or {notify: ROLE}",
        ),
        ("id: r, on: create, when: 'true()', fields: [x]", "4:50: the kind `k` has no field `x`"),
        (
            "id: r, on: create, when: 'true()', kinds: [case]",
            "4:48: a rule in a kind's own file is that kind's; leave `kinds` out",
        ),
    ] {
        assert_eq!(rule(keys), [fault], "{keys}");
    }
    assert_eq!(
        kind(
            "label: {en: K}\nabout: none\ntasks:\n  - {id: t, on: create, due: 'today()', for: boss, harm: 6, label: {en: T}}\n"
        ),
        ["4:46: there is no role `boss`", "4:58: a whole number from 1 to 5 is expected here"]
    );
}

#[test]
fn shared_rules_reach_the_kinds_they_name_and_those_that_name_them() {
    let shared = "rules:\n  - {id: a, kinds: [case], on: change, require: '${risk} != 1', message: {en: M}}\n  - {id: b, on: change, require: 'true()', message: {en: M}}\n";
    let naming = ("protection/k.yaml", "label: {en: K}\nabout: none\nrules: [b]\n");
    let mission = load_with(&[("shared/rules/common.yaml", shared), naming], &[]).expect("this is right").mission;
    let ids = |kind: &str| mission.kinds[kind].rules.iter().map(|rule| rule.id.clone()).collect::<Vec<_>>();
    assert_eq!((ids("case"), ids("k")), (vec!["a".to_owned()], vec!["b".to_owned()]));
    assert_eq!(
        faults(&[("shared/rules/common.yaml", shared)]),
        [
            "response/shared/rules/common.yaml:3:5: no kind uses this one of the rules; write `kinds: […]` or name `b` in a kind"
        ]
    );
    let wrong = "rules:\n  - {id: a, kinds: [caes], on: change, require: '1', message: {en: M}}\n";
    assert_eq!(
        faults(&[("shared/rules/common.yaml", wrong)]),
        ["response/shared/rules/common.yaml:2:21: there is no kind `caes`; did you mean `case`?"]
    );
    let twice = "label: {en: K}\nabout: none\nrules: [b, {id: a, on: change, require: '1', message: {en: M}}]\n";
    assert_eq!(
        faults(&[("shared/rules/common.yaml", shared), ("protection/k.yaml", twice)]),
        ["response/shared/rules/common.yaml:2:10: the id `a` is used by another of the rules; give this one its own"]
    );
    assert_eq!(
        kind("label: {en: K}\nabout: none\nrules: [nothing]\n"),
        ["3:9: there is no rule `nothing` in a file of shared rules"]
    );
}

#[test]
fn a_code_that_is_compared_or_given_first_is_one_of_its_list() {
    let rows = |text: &str| {
        survey(&format!(
            "  - {{type: select_one risk, name: r, label: {{en: R}}}}\n  - {{type: yes_no, name: y, label: {{en: Y}}}}\n  - {{type: integer, name: n, label: {{en: N}}, relevant: \"{text}\"}}\n"
        ))
    };
    for (text, wrong) in [
        ("${r} = 'hgih'", "codes/risk.yaml has no code `hgih`; did you mean `high`?"),
        ("'hgih' != ${r}", "codes/risk.yaml has no code `hgih`; did you mean `high`?"),
        ("selected(${r}, 'hgih')", "codes/risk.yaml has no code `hgih`; did you mean `high`?"),
        ("${r} = 'unknown'", "`unknown` is a missing answer and blank in expressions; write missing(${…}) = 'unknown'"),
        ("${y} = 'true'", "`y` is answered yes or no, not `true`"),
        ("${y} = 'refused'", "`refused` is a missing answer and blank in expressions; write missing(${…}) = 'refused'"),
    ] {
        let found = rows(text);
        assert!(found.len() == 1 && found[0].ends_with(wrong), "{text}: {found:?}");
    }
    for text in ["${r} = 'high' and ${y} != 'no'", "${r} = 'other'", "${r} != ''", "${r_other} = 'words'", "${n} = 'x'"]
    {
        assert_eq!(rows(text), Vec::<String>::new(), "{text}");
    }
    let default = "  - {type: select_one risk, name: r, default: hgih, label: {en: R}}\n";
    assert_eq!(survey(default), ["4:47: codes/risk.yaml has no code `hgih`; did you mean `high`?"]);
    let own = "  - {type: select_one risk, name: r, constraint: \". != 'hgih'\", label: {en: R}}\n";
    assert_eq!(survey(own), ["4:56: codes/risk.yaml has no code `hgih`; did you mean `high`?"]);
    let filter = "  - {type: select_one risk, name: r, choice_filter: \"name != 'hgih'\", label: {en: R}}\n";
    assert_eq!(survey(filter).len(), 1);
    let counted = "label: {en: K}\nabout: none\nparent: [case]\nrules: [{id: r, on: change, when: \"count-of('case', \\\"${risk} = 'hgih'\\\") > 0\", message: {en: M}}]\n";
    let found = kind(counted);
    assert!(found.len() == 1 && found[0].contains("no code `hgih`"), "{found:?}");
}

#[test]
fn a_seal_opened_by_an_overlay_is_a_warning() {
    let over = "add:\n  - {type: calculate, name: x_named, calculation: \"${given_name} != ''\", declassifies: [given_name]}\n";
    let loaded = load_with(&[], &[("protection/case.yaml", over)]).expect("a warning is no fault");
    assert_eq!(
        loaded.warnings[0].to_string(),
        "overlay/protection/case.yaml:2:88: `x_named`, added by an overlay, shows something sealed in the open; have it reviewed"
    );
}

#[test]
fn a_rule_looks_no_further_than_its_root() {
    let alone =
        "label: {en: K}\nabout: none\nrules: [{id: r, on: change, when: \"count-of('case') > 0\", message: {en: M}}]\n";
    assert_eq!(
        kind(alone),
        ["3:46: records of `case` never stand under one root with those of `k`, so none would be found"]
    );
    let below = alone.replace("about: none\n", "about: none\nparent: [middle]\n");
    let middle = ("site/middle.yaml", "label: {en: M}\nabout: none\nparent: [case, middle]\n");
    assert_eq!(faults(&[("protection/k.yaml", &below), middle]), Vec::<String>::new());
}
