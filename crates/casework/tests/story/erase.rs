//! Erasing a person, and the checkpoints that say where the ledger stood.

use crate::office::{Here, changes, on_both};
use casework::actor::Actor;
use casework::checkpoint::{ENTRIES, TIME, Watch};
use casework::record::{self, Query, Wanted};
use casework::{Error, Office, verify, witness};
use serde_json::json;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use store::keys::{MasterKey, Sealed};
use store::testing::{Folder, clock};
use store::{Param, Store};
use uuid::Uuid;

#[test]
fn an_erased_person_is_gone_with_all_that_is_about_her() {
    on_both(|here| {
        let (person, case) = here.case();
        here.change(case, json!({"safety_plan": "She sleeps in the inner house."}));
        let (other, others_case) = {
            let other = here.person("Maya Rai", "माया राई");
            let wanted = here.case_of(other, &[here.consent("services", "given")]);
            (other, record::save(&here.office, &here.worker, &wanted).unwrap().id)
        };
        let view = record::open(&here.office, &here.worker, case).unwrap();
        here.change(case, json!({"risk": "low"}));
        let mut late =
            Wanted { id: case, kind: "case".into(), base: view.version, keep_conflicts: true, ..Wanted::default() };
        late.changes = changes(json!({"risk": "medium"}));
        let kept = record::save(&here.office, &here.worker, &late).unwrap();
        assert_eq!(kept.conflicts, ["risk"], "also when nothing else was changed");

        let lead = here.colleague("Denis Aubert", "data_protection_lead");
        let refused = record::erase(&here.office, &here.worker, person);
        assert!(matches!(refused, Err(Error::Forbidden { .. })), "{refused:?}");
        assert!(matches!(record::erase(&here.office, &here.elsewhere, person), Err(Error::NotFound)));
        assert!(matches!(record::erase(&here.office, &here.partner, person), Err(Error::NotFound)));
        assert!(record::open(&here.office, &here.worker, case).is_ok(), "a refusal erases nothing");

        approved(&here, &lead, person);
        let erased = record::erase(&here.office, &lead, person).unwrap();
        assert!(erased.contains(&person) && erased.contains(&case) && erased.len() >= 3, "{erased:?}");
        for id in &erased {
            for table in ["record_key", "sealed", "facet", "term", "conflict"] {
                assert_eq!(count(&here.office.store, table, *id), 0, "{table}");
            }
            assert!(matches!(record::open(&here.office, &here.worker, *id), Err(Error::NotFound)));
        }
        here.office.with_names(1, |names| assert!(names.persons.find("Asha Tamang", 9).is_empty()));
        assert!(record::open(&here.office, &here.worker, other).is_ok());
        let list = record::list(&here.office, &here.worker, "case", &Query::default()).unwrap();
        assert_eq!(list.items.iter().map(|item| item.row.id).collect::<Vec<_>>(), [others_case]);

        let report = verify::run(&here.office, true, &mut |_| {}).unwrap();
        assert!(report.faults.is_empty(), "{:#?}", report.faults);
        let wanted = verify::Wanted { open: Some(here.office.master()), ..verify::Wanted::default() };
        let report = verify::stored(&here.office.store, &here.office.mission(), &wanted, &mut |_| {}).unwrap();
        assert!(report.faults.is_empty() && report.opened > 0, "{report:#?}");
    });
}

/// A second person approves what the lead proposes.
pub fn approved(here: &Here, lead: &Actor, id: Uuid) {
    record::propose_erasure(&here.office, lead, id, "her_wish", "She asked for it on the telephone.").unwrap();
    let director = here.colleague("Sunita Rai", "country_director");
    let proposal = record::erasures(&here.office, &director).unwrap()[0].view.row.id;
    record::decide_erasure(&here.office, &director, proposal, true, "Yes.").unwrap();
}

#[test]
fn an_erasure_needs_a_second_person_and_no_legal_hold() {
    on_both(|here| {
        let (person, case) = here.case();
        let (lead, other) =
            (here.colleague("Denis Aubert", "data_protection_lead"), here.colleague("Sunita Rai", "country_director"));
        let rule = |answer: casework::Result<()>| match answer {
            Err(Error::Refused(broken)) => broken[0].rule.clone(),
            other => panic!("{other:?}"),
        };
        let erase = |id| record::erase(&here.office, &lead, id).map(drop);
        let propose = |who, ground, why| record::propose_erasure(&here.office, who, person, ground, why);
        assert_eq!(rule(erase(person)), "erasure_unapproved");
        assert!(matches!(propose(&here.worker, "her_wish", "x"), Err(Error::Forbidden { .. })));
        assert!(matches!(propose(&here.elsewhere, "her_wish", "x"), Err(Error::NotFound)));
        assert!(matches!(propose(&lead, "her_wish", ""), Err(Error::Invalid(_))));
        assert!(matches!(propose(&lead, "mood", "x"), Err(Error::Invalid(_))));
        propose(&lead, "her_wish", "She asked.").unwrap();
        assert_eq!(rule(propose(&lead, "her_wish", "She asked.")), "erasure_waiting");
        assert_eq!(record::erasures_waiting(&here.office, &other).unwrap(), 1);
        assert!(record::erasures(&here.office, &lead).unwrap().is_empty(), "not her own");
        let proposal = record::erasures(&here.office, &other).unwrap()[0].view.row.id;
        let own = record::decide_erasure(&here.office, &lead, proposal, true, "");
        assert!(matches!(own, Err(Error::Forbidden { .. })), "{own:?}");
        record::decide_erasure(&here.office, &other, proposal, false, "Ask her once more.").unwrap();
        assert_eq!(rule(erase(person)), "erasure_unapproved");
        approved(&here, &lead, person);

        let hold = json!({"ground": "court", "reason": "Her claim is before the court."});
        let hold = Wanted {
            id: here.office.new_id(),
            kind: "legal_hold".into(),
            parent: Some(case),
            changes: changes(hold),
            ..Wanted::default()
        };
        record::save(&here.office, &lead, &hold).unwrap();
        assert_eq!(rule(erase(person)), "legal_hold", "under the case, it keeps the person too");
        assert!(record::erasure(&here.office, &lead, person).unwrap().held);
        let day = calendar::PartialDate::from_day(jiff::civil::date(2025, 12, 31)).unwrap();
        let seen = record::open(&here.office, &lead, hold.id).unwrap();
        let over = Wanted { base: seen.version, parent: None, changes: changes(json!({"until": day})), ..hold };
        record::save(&here.office, &lead, &over).unwrap();
        let standing = record::erasure(&here.office, &lead, person).unwrap();
        assert!(!standing.held && standing.progress == record::Progress::Approved);
        assert!(standing.goes.contains(&("case".into(), 1)), "{:?}", standing.goes);
        erase(person).unwrap();
        let gone = record::erased(&here.office, &lead, person).unwrap();
        assert_eq!((gone.by, gone.ground.as_str()), (lead.id(), "her_wish"));
        assert!(gone.approved_by.is_some_and(|who| who != lead.id()));
        assert!(record::erased(&here.office, &here.worker, case).is_ok(), "she could see it before");
        for who in [&here.elsewhere, &here.partner] {
            assert!(matches!(record::erased(&here.office, who, case), Err(Error::NotFound)));
        }
        assert!(matches!(record::erased(&here.office, &lead, here.office.new_id()), Err(Error::NotFound)));
        let report = verify::run(&here.office, true, &mut |_| {}).unwrap();
        assert!(report.faults.is_empty(), "{:#?}", report.faults);
    });
}

/// Both values of an open conflict: the one that stands in the record, the other beside it, each under its key.
#[test]
fn a_value_kept_aside_is_unreadable_once_its_record_is_erased() {
    on_both(|here| {
        let (_, case) = here.case();
        let plan = |text: &str| json!({"safety_plan": text, "safe_now": "no", "risk": if text.len() > 9 { "low" } else { "medium" }});
        here.change(case, plan("At her aunt's."));
        let seen = record::open(&here.office, &here.worker, case).unwrap().version;
        here.change(case, plan("At her uncle's."));
        let mut late = Wanted { id: case, kind: "case".into(), base: seen, keep_conflicts: true, ..Wanted::default() };
        late.changes = changes(plan("In Banke"));
        assert_eq!(record::save(&here.office, &here.worker, &late).unwrap().conflicts.len(), 1, "the risk stayed low");
        here.change(case, json!({"risk": "high"}));
        late.id = case;
        late.changes = changes(json!({"risk": "medium"}));
        assert_eq!(record::save(&here.office, &here.worker, &late).unwrap().conflicts, ["risk"]);
        let (open, _) = record::open_conflicts(&here.office, &here.worker, "", 9).unwrap();
        let mut aside: Vec<_> = open.iter().map(|one| one.aside.clone().unwrap()).collect();
        aside.sort_by_key(ToString::to_string);
        assert_eq!(aside, [json!("In Banke"), json!("medium")], "read as long as the record is there");

        let rows = |store: &Store| -> Vec<(Uuid, String, Sealed)> {
            let sql = "SELECT id, compartment, key, nonce, value FROM conflict WHERE tenant = 1 ORDER BY id";
            store
                .read(|reads| {
                    reads.all(sql, &[], |column| {
                        let nonce: Vec<u8> = column.get(3)?;
                        let sealed = Sealed {
                            key: column.get(2)?,
                            nonce: nonce.try_into().unwrap(),
                            ciphertext: column.get(4)?,
                        };
                        Ok((column.get(0)?, column.get(1)?, sealed))
                    })
                })
                .unwrap()
        };
        let kept = rows(&here.office.store);
        assert_eq!(kept.len(), 2);
        let keys = here.office.keys(1).unwrap();
        for (id, compartment, sealed) in &kept {
            assert!(
                keys.open_box("conflict", id.as_bytes(), sealed).is_err(),
                "{compartment}: the tenant's key opens it"
            );
        }
        let sql = "SELECT compartment FROM record_key WHERE tenant = 1 AND record = $1 ORDER BY compartment";
        let wrapped =
            || here.office.store.read(|reads| reads.all(sql, &[case.into()], |c| c.get::<String>(0))).unwrap();
        assert_eq!(wrapped(), ["identity", "open"]);

        let lead = here.colleague("Denis Aubert", "data_protection_lead");
        approved(&here, &lead, case);
        record::erase(&here.office, &lead, case).unwrap();
        assert!(wrapped().is_empty() && rows(&here.office.store).is_empty());
        let ids: Vec<Uuid> = kept.iter().map(|(id, ..)| *id).collect();
        for id in ids {
            assert!(matches!(record::open_conflict(&here.office, &here.worker, id), Err(Error::NotFound)));
        }
        assert!(record::open_conflicts(&here.office, &here.worker, "", 9).unwrap().0.is_empty());
    });
}

fn count(store: &Store, table: &str, record: Uuid) -> i64 {
    let sql = format!("SELECT count(*) FROM {table} WHERE tenant = $1 AND record = $2");
    store.read(|reads| reads.first(&sql, &[1.into(), record.into()], |column| column.get(0))).unwrap().unwrap()
}

#[test]
fn checkpoints_are_signed_after_entries_or_time_and_bear_witness() {
    let folder = Folder::new();
    let (clock, time) = clock();
    let store = Store::open(&folder.url(), clock).unwrap();
    let here = crate::office::Here::new(store);
    let office = &here.office;
    let mut watch = Watch::default();
    assert_eq!(watch.look(office).unwrap(), 2, "at the start, every tenant");
    assert_eq!(Watch::default().look(office).unwrap(), 0, "they stand at their heads");
    here.person("Asha Tamang", "आशा तामाङ");
    assert_eq!(watch.look(office).unwrap(), 0, "neither entries nor time are enough");
    time.fetch_add(TIME, Ordering::Relaxed);
    assert_eq!(watch.look(office).unwrap(), 1, "a minute after something was written");
    time.fetch_add(TIME, Ordering::Relaxed);
    assert_eq!(watch.look(office).unwrap(), 0, "nothing was written since");
    here.person("Sita Lama", "सीता लामा");
    assert_eq!(watch.look(office).unwrap(), 1, "written more than a minute after the last");
    let last = |office: &Office| office.store.read(|reads| reads.checkpoint(1)).unwrap().unwrap();
    let before = last(office).heads.seq + last(office).heads.access_seq;
    loop {
        here.person("Maya Rai", "माया राई");
        if watch.look(office).unwrap() > 0 {
            break;
        }
    }
    let written = last(office).heads.seq + last(office).heads.access_seq - before;
    assert!((ENTRIES..ENTRIES + 10).contains(&written), "{written}");

    // Another ledger, of the same names, does not contain these heads.
    let kept = witness::read(&witness::line(&last(office))).unwrap();
    let wanted = verify::Wanted { witnesses: &kept, ..verify::Wanted::default() };
    let found =
        |office: &Office| verify::stored(&office.store, &office.mission(), &wanted, &mut |_| {}).unwrap().faults;
    assert!(found(office).is_empty(), "{:#?}", found(office));
    let other = Folder::new();
    let other = Store::open(&other.url(), store::testing::clock().0).unwrap();
    let empty = Office::new(other, MasterKey::generate(), Arc::unwrap_or_clone(office.mission()));
    assert!(!found(&empty).is_empty(), "a ledger that is not there any more is told");
    let params: [Param; 1] = [2.into()];
    office.store.write(move |writes| writes.run("DELETE FROM checkpoint WHERE tenant = $1", &params)).unwrap();
    assert_eq!(Watch::default().look(office).unwrap(), 1, "the one without a checkpoint");
}
