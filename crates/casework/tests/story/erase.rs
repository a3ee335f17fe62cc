//! Erasing a person, and the checkpoints that say where the ledger stood.

use crate::office::{changes, on_both, someone};
use casework::actor::Actor;
use casework::checkpoint::{ENTRIES, TIME, Watch};
use casework::record::{self, Query, Wanted};
use casework::{Error, Office, verify, witness};
use serde_json::json;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use store::keys::MasterKey;
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
        // A value kept aside is sealed by the tenant's key: it must go as a row.
        let view = record::open(&here.office, &here.worker, case).unwrap();
        here.change(case, json!({"risk": "low"}));
        let mut late =
            Wanted { id: case, kind: "case".into(), base: view.version, keep_conflicts: true, ..Wanted::default() };
        late.changes = changes(json!({"risk": "medium"}));
        let kept = record::save(&here.office, &here.worker, &late).unwrap();
        assert_eq!(kept.conflicts, ["risk"], "also when nothing else was changed");

        let Actor::Staff(worker) = &here.worker else { unreachable!("she is of the office") };
        let site = worker.memberships[0].site;
        let lead = someone(&here.office, 1, "Rita Kumal", "data_protection_lead", site, None);
        let refused = record::erase(&here.office, &here.worker, person);
        assert!(matches!(refused, Err(Error::Forbidden { .. })), "{refused:?}");
        assert!(matches!(record::erase(&here.office, &here.elsewhere, person), Err(Error::NotFound)));
        assert!(matches!(record::erase(&here.office, &here.partner, person), Err(Error::NotFound)));
        assert!(record::open(&here.office, &here.worker, case).is_ok(), "a refusal erases nothing");

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
