//! How many SQL statements the work with records takes, counted where they reach the engine.

use crate::office::{Here, changes, on_both};
use casework::Result;
use casework::record::{self, Wanted};
use serde_json::{Value, json};
use std::thread;
use uuid::Uuid;

/// Statements of `work`.
fn statements<T>(here: &Here, work: impl FnOnce() -> T) -> (u64, T) {
    let before = here.office.store.statements();
    let done = work();
    (here.office.store.statements() - before, done)
}

/// A change of a record as the desk sends it.
fn wanted(here: &Here, id: Uuid, answers: Value) -> Wanted {
    let view = record::open(&here.office, &here.worker, id).unwrap();
    let kind = view.kind.name.clone();
    Wanted { id, kind, base: view.version, changes: changes(answers), ..Wanted::default() }
}

fn save(here: &Here, wanted: &Wanted) -> Result<u64> {
    let (count, saved) = statements(here, || record::save(&here.office, &here.worker, wanted));
    saved.map(|_| count)
}

#[test]
fn a_change_alone_takes_at_most_14_statements_with_what_it_reads() {
    on_both(|here| {
        let (_, case) = here.case();
        let open = save(&here, &wanted(&here, case, json!({"risk": "low"}))).unwrap();
        assert!(open <= 14, "an open answer: {open}");
        let both = json!({"risk": "medium", "safe_now": "no", "safety_plan": "She sleeps in the inner house."});
        let sealed = save(&here, &wanted(&here, case, both)).unwrap();
        assert!(sealed <= 14, "open and sealed answers: {sealed}");
    });
}

#[test]
fn statements_of_a_change_do_not_grow_with_its_fields() {
    on_both(|here| {
        let follow_up = |answers: Value| {
            let (_, case) = here.case();
            let mut new = Wanted { kind: "follow_up".into(), parent: Some(case), ..Wanted::default() };
            (new.id, new.changes) = (here.office.new_id(), changes(answers));
            save(&here, &new).unwrap()
        };
        let due = json!(calendar::PartialDate::from_day(jiff::civil::date(2026, 3, 1)).unwrap());
        let mut few = json!({"due": "d7", "due_on": due, "channel": "visit", "reached": "yes", "safe": "yes"});
        few["wants"] = json!("A bicycle.");
        let mut many = few.clone();
        for question in ["threat", "back_in_exploitation", "works", "children_well", "next_welcome"] {
            many[question] = json!("no");
        }
        many["reached_on"] = few["due_on"].clone();
        // The first of a kind also keeps the kind's definition.
        follow_up(few.clone());
        assert_eq!(follow_up(few), follow_up(many));
    });
}

#[test]
fn a_change_in_a_group_of_16_takes_at_most_4_statements_with_what_it_reads() {
    on_both(|here| {
        let cases: Vec<Wanted> =
            (0..16).map(|_| here.case().1).map(|case| wanted(&here, case, json!({"risk": "low"}))).collect();
        here.office.store.write_in_groups_of(cases.len());
        let (all, saved) = statements(&here, || {
            thread::scope(|scope| {
                let save = |one| record::save(&here.office, &here.worker, one);
                let threads: Vec<_> = cases.iter().map(|one| scope.spawn(move || save(one))).collect();
                threads.into_iter().map(|thread| thread.join().unwrap()).collect::<Vec<Result<_>>>()
            })
        });
        here.office.store.write_in_groups_of(1);
        saved.into_iter().for_each(|one| drop(one.unwrap()));
        let each = all.div_ceil(16);
        assert!(each <= 4, "{each} statements each, {all} together");
    });
}

#[test]
fn opening_a_record_takes_as_many_statements_after_200_entries_as_after_one() {
    on_both(|here| {
        let (_, case) = here.case();
        let opened = || {
            let view = || record::open(&here.office, &here.worker, case).unwrap();
            let story = || record::timeline(&here.office, &here.worker, case, 0, 50).unwrap();
            statements(&here, || (view(), story().len()))
        };
        let (few, (view, _)) = opened();
        let mut base = view.version;
        for number in 1..200 {
            let risk = if number % 2 == 0 { "low" } else { "high" };
            let mut again = Wanted { id: case, kind: "case".into(), base, ..Wanted::default() };
            again.changes = changes(json!({"risk": risk}));
            base = record::save(&here.office, &here.worker, &again).unwrap().version;
        }
        let (many, (_, lines)) = opened();
        assert_eq!(lines, 50);
        assert_eq!(few, many, "statements");
    });
}
