//! What a kind says around its form, and what roles grant.

use super::{faults, kind, load_with};

fn keys(text: &str) -> Vec<String> {
    kind(&format!(
        "label: {{en: K}}\nabout: person\nsurvey: [{{type: integer, name: a, label: {{en: A}}}}, {{type: yes_no, name: y, index: true, label: {{en: Y}}}}, {{type: text, name: s, compartment: identity, label: {{en: S}}}}]\n{text}"
    ))
}

#[test]
fn stages_form_a_way_from_a_first_to_a_final_one() {
    let stages = |text: &str| keys(&format!("stages:\n{text}"));
    let stage = |name: &str, keys: &str| format!("  {name}: {{label: {{en: S}}, {keys}}}\n");
    assert_eq!(stages(&(stage("a", "initial: true, to: [b]") + &stage("b", "final: true"))), Vec::<String>::new());
    for (text, fault) in [
        (stage("a", "to: [b]") + &stage("b", "final: true"), "5:3: one stage is `initial: true`; here there are 0"),
        (
            stage("a", "initial: true, to: [b]") + &stage("b", "final: true, initial: true"),
            "5:3: one stage is `initial: true`; here there are 2",
        ),
        (
            stage("a", "initial: true, to: [b]") + &stage("b", "final: true") + &stage("c", "to: [a]"),
            "7:3: no way leads from `a` to the stage `c`",
        ),
        (
            stage("a", "initial: true, to: [b]") + &stage("b", "to: [a]"),
            "5:3: no stage that can be reached is `final: true`; a record would never end",
        ),
        (
            stage("a", "initial: true, to: [b, c]") + &stage("b", "final: true") + &stage("c", "to: []"),
            "7:3: `c` leads nowhere and is not `final: true`",
        ),
        (
            stage("a", "initial: true, to: [b], reopen: worker") + &stage("b", "final: true"),
            "5:3: `a` is not final, so there is nothing to `reopen`",
        ),
        (stage("a", "initial: true, to: [b, x]") + &stage("b", "final: true"), "5:46: the kind `k` has no stage `x`"),
        (
            stage("a", "initial: true, to: [b], approve: {b: {role: guest}}") + &stage("b", "final: true"),
            "5:3: `guest` has no grant to approve records of `k`, so this move would wait for ever",
        ),
        (
            stage("a", "initial: true, to: [b], approve: {b: {role: boss}}") + &stage("b", "final: true"),
            "5:67: there is no role `boss`",
        ),
        (
            stage("a", "initial: true, to: [b], approve: {c: {role: worker}}") + &stage("b", "final: true"),
            "5:57: `c` is not among the stages this one may move `to`",
        ),
    ] {
        assert_eq!(stages(&text), [fault], "{text}");
    }
}

#[test]
fn a_list_names_columns_that_can_be_listed() {
    for (text, fault) in [
        ("columns: [b]", "4:18: there is no column or field `b`"),
        ("columns: [a]", "4:18: `a` is not indexed; write `index: true` at the field"),
        (
            "columns: [s]",
            "4:18: `s` is sealed and cannot stand in a list; `title` may show it to those who may read it",
        ),
        ("columns: [stage]", "4:18: this kind has no stages to list"),
        ("columns: [number]", "4:18: records of this kind have no number"),
        ("filters: [title]", "4:18: a title is worked out when it is shown; a list cannot sort or filter by it"),
        ("sort: -a", "4:14: `a` is not indexed; write `index: true` at the field"),
    ] {
        assert_eq!(keys(&format!("list: {{{text}}}\n")), [fault]);
    }
    assert_eq!(keys("list: {columns: [title, y, opened], sort: -opened, filters: [y, site]}\n"), Vec::<String>::new());
}

#[test]
fn what_a_kind_names_exists() {
    for (text, fault) in [
        ("parent: [caes]", "4:10: there is no kind `caes`; did you mean `case`?"),
        ("unique: [b]", "4:10: the kind `k` has no field `b`"),
        ("unique: [s]", "4:10: `s` is sealed and cannot be compared with other records"),
        ("claims: {name: {latin: [b]}}", "4:25: the kind `k` has no field `b`"),
        (
            "claims: {nmae: a}",
            "4:10: `nmae` is no claim; did you mean `name`?; there are name, birth, origin, sex, language, nationality",
        ),
        ("export: {htcds: {b: X}}", "4:18: the kind `k` has no field `b`"),
        (
            "export: {htdcs: {a: X}}",
            "4:10: `htdcs` is no standard we know (htcds, ctdc, ictip, glotip, isic, iso, unodc, dhis2, iati); one of your own begins with `x_`",
        ),
        (
            "retain: {after: never, years: 5}",
            "4:17: `never` is not known here; write one of root.closed, last(about), closed, created",
        ),
        ("group: Care", "4:8: `Care` cannot be a name: lower-case letters, digits and `_`, beginning with a letter"),
    ] {
        assert_eq!(keys(&format!("{text}\n")), [fault]);
    }
    let about = kind("label: {en: K}\n");
    assert_eq!(about, ["1:1: a kind needs the key `about`"]);
}

#[test]
fn a_kind_is_read_whole() {
    let text = "label: {en: K}\nabout: person\nparent: [case]\nnumber: case\nretain: {after: root.closed, years: 10, or_until_age: 25}\nvisible: when_both_closed\nunique: [person, a]\nclaims: {name: {latin: [s], source: self}, sex: a}\nlinks: {mother_of: {inverse: child_of, label: {en: Mother}}}\nexport: {htcds: {a: theirs}}\nsurvey:\n  - {type: integer, name: a, required: true, label: {en: A}, parameters: 'start=1 end=5', media: {image: {en: a.png}}}\n  - {type: text, name: s, compartment: identity, required: false, label: {en: S}}\n";
    let mission = load_with(&[("protection/k.yaml", text)], &[]).expect("this is right").mission;
    let kind = &mission.kinds["k"];
    assert_eq!(
        (kind.group.as_str(), kind.strand.as_str(), kind.number.as_deref()),
        ("protection", "protection", Some("case"))
    );
    assert_eq!(kind.visible, crate::kind::Visible::WhenBothClosed);
    assert_eq!(kind.retain.as_ref().map(|r| (r.years, r.or_until_age)), Some((10, Some(25))));
    let claims = kind.claims.as_ref().expect("claims");
    assert_eq!(claims.claims["name"].from["latin"], ["s"]);
    assert_eq!(claims.claims["sex"].from["value"], ["a"]);
    let field = kind.field("a").expect("the field is there");
    assert_eq!(field.required.as_ref().map(|e| e.source.to_string()).as_deref(), Some("true()"));
    assert!(kind.field("s").is_some_and(|field| field.required.is_none()));
    assert_eq!(field.parameters["end"], "5");
    assert_eq!(field.media["image"].get("en"), "a.png");
    assert_eq!(kind.export["htcds"]["a"], "theirs");
    assert_eq!(kind.links["mother_of"].inverse, "child_of");
}

#[test]
fn the_hash_is_of_what_is_said_and_not_of_how_it_is_written() {
    let one = load_with(&[], &[]).expect("the base is right").mission;
    let (path, text) = super::BASE[5];
    let spaced = text.replace("about: person\n", "# words for people\nabout:   person\n");
    let same = load_with(&[(path, &spaced)], &[]).expect("this is right").mission;
    assert_eq!(one.kinds["case"].hash, same.kinds["case"].hash);
    assert_eq!(one.hash(), same.hash());
    assert_eq!(one.kinds["case"].hash, crate::load::digest(&one.kinds["case"].definition()));
    let other = load_with(&[(path, &text.replace("{en: Risk}", "{en: Danger}"))], &[]).expect("this is right").mission;
    assert_ne!(one.kinds["case"].hash, other.kinds["case"].hash);
    assert_ne!(one.hash(), other.hash());
    let list = load_with(&[("settings.yaml", "home_alarm: 16\n")], &[]).expect("this is right").mission;
    assert_ne!(one.hash(), list.hash());
}

#[test]
fn grants_name_what_exists_and_make_sense() {
    let grant = |text: &str| {
        let roles = format!("worker:\n  label: {{en: W}}\n  second_factor: true\n  grants:\n    - {{{text}}}\n");
        let found = faults(&[("roles.yaml", &roles)]);
        found.into_iter().map(|fault| fault.replace("response/roles.yaml:", "")).collect::<Vec<_>>()
    };
    for (text, fault) in [
        ("kinds: [caes], do: [view], where: site", "5:16: there is no kind `caes`; did you mean `case`?"),
        (
            "groups: [protecton], do: [view], where: site",
            "5:17: no kind has the group `protecton`; did you mean `protection`?",
        ),
        ("do: [view], where: site", "5:7: a grant needs `kinds`, `groups` or `manage`"),
        ("kinds: [case], where: site", "5:7: a grant about records needs `do`"),
        ("kinds: [case], do: [view]", "5:7: a grant about records needs `where`"),
        (
            "kinds: [case], do: [veiw], where: site",
            "5:28: `veiw` is not known here; write one of view, create, change, move, approve, assign, share, transfer, resolve, link, export, erase, break_glass",
        ),
        (
            "kinds: [case], do: [create], where: owner",
            "5:44: a record is made at the site one works at; write `where: site`",
        ),
        (
            "kinds: [case], do: [view], where: site, flag: [open]",
            "5:54: `flag` is for sealed compartments that `see` does not name",
        ),
        ("kinds: [case], do: [view], where: site, only: [nme]", "5:55: none of these kinds has a field `nme`"),
        (
            "kinds: [case], do: [view], where: site, stages: [clsed]",
            "5:57: none of these kinds has a stage `clsed`; did you mean `closed`?",
        ),
        ("kinds: [case], do: [view], where: site, within: P1M", "5:56: `P1M` is no number of days; write P30D or P4W"),
        (
            "kinds: [case], do: [view], where: site, within: P30D, since: risk",
            "5:69: `risk` is no date: write `created`, `stage:NAME` or a date field of these kinds with `index: true`",
        ),
        ("kinds: [case], do: [view], where: site, since: created", "5:55: `since` needs `within`: how long from then"),
        ("kinds: [case], do: [change], where: site, only: [risk]", "5:56: `only` is for grants that `view`"),
        (
            "kinds: [case], do: [view], where: broken_glass, see: [open, mind]",
            "5:42: behind broken glass one may `view` what is `open` and `identity`, and nothing else",
        ),
        (
            "kinds: [case], do: [view, change], where: broken_glass, see: [open]",
            "5:50: behind broken glass one may `view` what is `open` and `identity`, and nothing else",
        ),
    ] {
        assert_eq!(grant(text), [fault], "{text}");
    }
    for text in [
        "kinds: [case], do: [view], where: site, see: [open], within: P4W, since: 'stage:closed'",
        "kinds: [case], do: [view], where: self, see: [open], within: P4W, since: seen_on",
        "kinds: [case], do: [view], where: broken_glass, see: [open, identity]",
        "manage: [users, keys]",
    ] {
        assert_eq!(grant(text), Vec::<String>::new(), "{text}");
    }
    let organisation = ("shared/organisation.yaml", "label: {en: O}\nabout: none\n");
    let own =
        "worker:\n  label: {en: W}\n  grants:\n    - {kinds: [organisation], do: [view], where: self, see: [open]}\n";
    assert_eq!(
        faults(&[organisation, ("roles.yaml", own)]),
        ["response/roles.yaml:4:50: `self` is for records about a person; `organisation` is not"]
    );
}

#[test]
fn a_grant_writes_what_it_sees_unless_told_otherwise() {
    let roles = "worker:\n  label: {en: W}\n  second_factor: true\n  grants:\n    - {kinds: [case], do: [view], where: site, see: [open, identity], within: P4W}\n    - {kinds: [case], do: [create], where: site, see: [open], write: [open, identity]}\n";
    let mission = load_with(&[("roles.yaml", roles)], &[]).expect("this is right").mission;
    let grants = &mission.roles["worker"].grants;
    assert_eq!(grants[0].write, grants[0].see);
    assert_eq!(grants[0].within_days, Some(28));
    assert_eq!(grants[1].write.len(), 2);
}

#[test]
fn who_reads_sealed_parts_exports_or_manages_has_a_second_factor() {
    let role = |grant: &str| {
        faults(&[("roles.yaml", &format!("worker:\n  label: {{en: W}}\n  grants:\n    - {{{grant}}}\n"))])
    };
    let wrong =
        ["response/roles.yaml:2:3: `worker` reads sealed parts, exports or manages; write `second_factor: true`"];
    assert_eq!(role("kinds: [case], do: [view], where: site, see: [identity]"), wrong);
    assert_eq!(role("kinds: [case], do: [export], where: site, see: [open]"), wrong);
    assert_eq!(role("manage: [users]"), wrong);
    assert_eq!(role("kinds: [case], do: [view], where: site, only: [given_name]"), Vec::<String>::new());
}
