//! The story of one case on both engines: opened with consent, changed, looked back at, verified.

#![expect(clippy::unwrap_used, reason = "a story that cannot be told fails the test")]

mod definitions;
mod desk;
mod doors;
mod erase;
mod files;
mod glass;
mod handover;
mod link;
mod named;
mod notices;
mod office;
mod publishing;
mod rights;
mod share;
mod statements;
mod texts;

use casework::record::{self, Query, Wanted};
use casework::{Error, find, verify};
use office::{changes, on_both};
use serde_json::json;

#[test]
fn a_case_opens_with_consent_and_its_history_is_kept() {
    on_both(|here| {
        let (person, case) = here.case();
        let view = record::open(&here.office, &here.worker, case).unwrap();
        assert_eq!(view.row.stage, "identified");
        assert_eq!(view.row.person, Some(person));
        assert!(view.row.numbered);

        here.change(case, json!({"risk": "low", "safe_now": "no", "safety_plan": "She sleeps in the inner house."}));
        here.change(case, json!({"risk": "medium"}));
        let risks: Vec<_> = record::history(&here.office, &here.worker, case, "risk").unwrap();
        assert_eq!(risks.iter().map(|v| v.value.clone().unwrap()).collect::<Vec<_>>(), ["high", "low", "medium"]);
        let plans = record::history(&here.office, &here.worker, case, "safety_plan").unwrap();
        assert_eq!(plans.len(), 1, "a sealed field has a history of its own");

        let lines = record::timeline(&here.office, &here.worker, case, 0, 50).unwrap();
        assert!(lines.iter().any(|line| line.made && line.kind.name == "consent"));
        assert_eq!(lines.iter().filter(|line| line.record == case).count(), 3);

        let report = verify::run(&here.office, true, &mut |_| {}).unwrap();
        assert!(report.faults.is_empty(), "{:#?}", report.faults);
        assert!(report.records > 5);
    });
}

#[test]
fn case_opens_on_a_ground() {
    on_both(|here| {
        let person = here.person("Asha Tamang", "आशा तामाङ");
        let refused = record::save(&here.office, &here.worker, &here.case_of(person, &[]));
        assert!(
            matches!(&refused, Err(Error::Refused(broken)) if broken[0].rule == "case_opens_on_a_ground"),
            "{refused:?}"
        );
        let refused =
            record::save(&here.office, &here.worker, &here.case_of(person, &[here.consent("services", "refused")]));
        assert!(matches!(refused, Err(Error::Refused(_))));
        record::save(&here.office, &here.worker, &here.case_of(person, &[here.consent("services", "given")])).unwrap();
    });
}

#[test]
fn what_one_may_not_see_does_not_exist() {
    on_both(|here| {
        let (_, case) = here.case();
        for other in [&here.elsewhere, &here.partner] {
            assert!(matches!(record::open(&here.office, other, case), Err(Error::NotFound)));
            assert!(matches!(record::history(&here.office, other, case, "risk"), Err(Error::NotFound)));
            assert!(matches!(record::timeline(&here.office, other, case, 0, 9), Err(Error::NotFound)));
            let mut wanted = Wanted { id: case, kind: "case".into(), base: 9, ..Wanted::default() };
            wanted.changes = changes(json!({"risk": "low"}));
            assert!(matches!(record::save(&here.office, other, &wanted), Err(Error::NotFound)));
        }
        let list = record::list(&here.office, &here.worker, "case", &Query::default()).unwrap();
        assert_eq!(list.items.len(), 1);
        let list = record::list(&here.office, &here.elsewhere, "case", &Query::default());
        assert!(list.is_err() || list.is_ok_and(|page| page.items.is_empty()));
    });
}

#[test]
fn two_changes_of_one_field_from_the_same_version_clash() {
    on_both(|here| {
        let (_, case) = here.case();
        let seen = record::open(&here.office, &here.worker, case).unwrap().version;
        here.change(case, json!({"risk": "low"}));
        let mut late = Wanted { id: case, kind: "case".into(), base: seen, ..Wanted::default() };
        late.changes = changes(json!({"risk": "medium", "care": "kin"}));
        match record::save(&here.office, &here.worker, &late) {
            Err(Error::Stale(clashes)) => {
                assert_eq!(clashes.len(), 1);
                assert_eq!(clashes[0].path, "risk");
                assert_eq!(clashes[0].theirs, Some(json!("low")));
                assert_eq!(clashes[0].yours, Some(json!("medium")));
            }
            other => panic!("{other:?}"),
        }
        late.keep_conflicts = true;
        let saved = record::save(&here.office, &here.worker, &late).unwrap();
        assert_eq!(saved.conflicts, ["risk"]);
        let view = record::open(&here.office, &here.worker, case).unwrap();
        assert_eq!(view.answers["risk"], json!("low"));
        assert_eq!(view.answers["care"], json!("kin"), "the other fields are applied");
    });
}

#[test]
fn a_change_that_clashes_in_all_it_says_is_kept_once() {
    on_both(|here| {
        let (_, case) = here.case();
        let seen = record::open(&here.office, &here.worker, case).unwrap().version;
        here.change(case, json!({"risk": "low"}));
        let mut late = Wanted { id: case, kind: "case".into(), base: seen, keep_conflicts: true, ..Wanted::default() };
        late.changes = changes(json!({"risk": "medium"}));
        assert_eq!(record::save(&here.office, &here.worker, &late).unwrap().conflicts, ["risk"]);
        assert!(record::save(&here.office, &here.worker, &late).unwrap().conflicts.is_empty(), "sent again");
        let (open, _) = record::open_conflicts(&here.office, &here.worker, "", 20).unwrap();
        assert_eq!(open.len(), 1);
        assert_eq!((open[0].stands.clone(), open[0].aside.clone()), (Some(json!("low")), Some(json!("medium"))));
        let report = verify::run(&here.office, true, &mut |_| {}).unwrap();
        assert!(report.faults.is_empty(), "{:#?}", report.faults);
    });
}

#[test]
fn a_second_sending_makes_no_second_record() {
    on_both(|here| {
        let person = here.person("Bina Rai", "बिना राई");
        let wanted = here.case_of(person, &[here.consent("services", "given")]);
        let first = record::save(&here.office, &here.worker, &wanted).unwrap();
        let second = record::save(&here.office, &here.worker, &wanted).unwrap();
        assert_eq!(first.version, second.version);
        let list = record::list(&here.office, &here.worker, "case", &Query::default()).unwrap();
        assert_eq!(list.items.len(), 1);
    });
}

#[test]
fn a_person_is_found_by_name_in_either_script() {
    on_both(|here| {
        let (person, _) = here.case();
        for text in ["Asha Tamang", "आशा", "asa tamang"] {
            let found = find::find(&here.office, &here.worker, text).unwrap();
            assert_eq!(found.first().map(|view| view.row.id), Some(person), "{text}");
        }
        assert!(find::find(&here.office, &here.partner, "Asha Tamang").unwrap().is_empty());
        let unnamed = find::find(&here.office, &here.elsewhere, "Asha Tamang").unwrap();
        assert!(unnamed.is_empty());
    });
}

#[test]
fn closing_waits_for_an_approval_and_a_reason() {
    on_both(|here| {
        let (_, case) = here.case();
        let close = || here.move_to(case, "closed");
        assert!(matches!(close(), Err(Error::Refused(_))));
        here.change(case, json!({"closure_reason": "goals_met"}));
        assert!(matches!(close(), Err(Error::Refused(broken)) if broken[0].rule == "approval:case_supervisor"));
        here.approve(case, "closed");
        close().unwrap();
        assert_eq!(record::open(&here.office, &here.worker, case).unwrap().row.stage, "closed");
    });
}

#[test]
fn an_approval_ends_with_the_next_change() {
    on_both(|here| {
        let (_, case) = here.case();
        here.change(case, json!({"closure_reason": "goals_met"}));
        here.approve(case, "closed");
        here.change(case, json!({"risk": "low"}));
        assert!(matches!(here.move_to(case, "closed"), Err(Error::Refused(_))));
    });
}

#[test]
fn names_are_in_no_table() {
    on_both(|here| {
        here.case();
        for table in ["record", "entry_plain", "facet", "term", "access", "sealed", "draft", "job"] {
            let text = here.dump(table);
            for name in ["Asha", "Tamang", "आशा", "inner house", "Maya"] {
                assert!(!text.contains(name), "{name} stands in {table}");
            }
        }
    });
}
