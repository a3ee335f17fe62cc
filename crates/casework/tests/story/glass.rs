//! Breaking the glass: two hours, who the record is about and no more, told and looked at.

use crate::office::{Here, on_both_with_clock, someone};
use casework::actor::Actor;
use casework::record::{self, Which};
use casework::{Error, number, verify};
use forms::Compartment;
use forms::roles::{Action, Relation};
use serde_json::json;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use uuid::Uuid;

const HOUR: i64 = 3_600_000_000;
const WHY: &str = "The police found a girl at the border.";

fn director(here: &Here) -> Actor {
    someone(&here.office, 1, "Sunita Rai", "country_director", here.shelter(), None)
}

fn number_of(here: &Here, case: Uuid) -> String {
    number::of("CH", &record::open(&here.office, &here.worker, case).unwrap().row)
}

fn opens(here: &Here, who: &Actor, case: Uuid) -> casework::Result<Uuid> {
    record::break_glass(&here.office, who, Which::Number(&number_of(here, case)), "danger", WHY)
}

fn rule(answer: casework::Result<Uuid>) -> String {
    match answer {
        Err(Error::Refused(broken)) => broken[0].rule.clone(),
        other => panic!("{other:?}"),
    }
}

fn step(time: &AtomicI64, hours: i64) {
    time.fetch_add(hours * HOUR, Ordering::Relaxed);
}

#[test]
fn broken_glass_opens_who_she_is_for_two_hours() {
    on_both_with_clock(|here, time| {
        let (person, case) = here.case();
        here.change(case, json!({"safety_plan": "She sleeps in the inner house.", "safe_now": "no"}));
        let sunita = director(&here);
        let see = |id| record::open(&here.office, &sunita, id).unwrap().access.see;
        let before = see(case);
        assert!(!before.contains(&Compartment::Identity));
        let id = record::break_glass(&here.office, &sunita, Which::Id(case), "danger", " ");
        assert!(matches!(id, Err(Error::Invalid(_))), "a reason is typed: {id:?}");
        let id = record::break_glass(&here.office, &sunita, Which::Id(case), "curiosity", WHY);
        assert!(matches!(id, Err(Error::Invalid(_))), "of a category: {id:?}");
        assert_eq!(opens(&here, &sunita, case).unwrap(), case);
        let mut wider = before.clone();
        wider.insert(Compartment::Identity);
        assert_eq!(see(case), wider, "identity, and nothing else");
        assert_eq!(record::open(&here.office, &sunita, person).unwrap().title, "Asha Tamang");
        assert!(record::broken_until(&here.office, &sunita, case).unwrap().is_some());
        assert_eq!(rule(opens(&here, &sunita, case)), "glass_needless", "it is open to her");
        assert!(
            here.dump("access").contains("broken_glass")
                || here.number("SELECT count(*) FROM access WHERE act = 'break_glass'") == 1
        );
        step(&time, 2);
        assert_eq!(see(case), before, "after two hours it is as it was");
        assert!(record::broken_until(&here.office, &sunita, case).unwrap().is_none());
        let report = verify::run(&here.office, true, &mut |_| {}).unwrap();
        assert!(report.faults.is_empty(), "{:#?}", report.faults);
    });
}

/// A role that may break the glass before cases and sees nothing of them otherwise.
#[test]
fn a_record_she_cannot_see_at_all_is_opened_by_its_number() {
    on_both_with_clock(|here, time| {
        let (_, case) = here.case();
        let mut mission = (*here.office.mission()).clone();
        let mut role = (*mission.roles["country_director"]).clone();
        for grant in role.grants.iter_mut().filter(|grant| grant.r#where == Relation::Country) {
            grant.r#do.remove(&Action::View);
        }
        mission.roles.insert(role.name.clone(), Arc::new(role));
        here.office.set_mission(mission);
        let sunita = director(&here);
        let see = || record::open(&here.office, &sunita, case).map(|view| view.access.see);
        assert!(matches!(see(), Err(Error::NotFound)));
        assert_eq!(opens(&here, &sunita, case).unwrap(), case);
        assert_eq!(see().unwrap(), [Compartment::Open, Compartment::Identity].into());
        let listed = || record::list(&here.office, &sunita, "case", &record::Query::default()).unwrap().items.len();
        assert_eq!(listed(), 1, "in the lists too");
        step(&time, 2);
        assert!(matches!(see(), Err(Error::NotFound)));
        assert_eq!(listed(), 0);
    });
}

#[test]
fn who_may_not_break_the_glass_learns_nothing() {
    on_both_with_clock(|here, _| {
        let (_, case) = here.case();
        let partner = someone(&here.office, 2, "Hari Rai", "country_director", here.office.new_id(), None);
        for who in [&here.elsewhere, &partner] {
            assert!(matches!(opens(&here, who, case), Err(Error::NotFound)));
        }
        let nothing = record::break_glass(&here.office, &here.elsewhere, Which::Number("CH-999999-1"), "danger", WHY);
        assert!(matches!(nothing, Err(Error::NotFound)));
        let seen = opens(&here, &here.colleague("Indira Rai", "shelter_manager"), case);
        assert!(matches!(seen, Err(Error::Forbidden { .. })), "she sees the case and may not");
    });
}

#[test]
fn two_openings_a_week_and_none_while_a_review_is_overdue() {
    on_both_with_clock(|here, time| {
        let cases: Vec<Uuid> = (0..3).map(|_| here.case().1).collect();
        let (sunita, denis) = (director(&here), here.colleague("Denis Aubert", "data_protection_lead"));
        opens(&here, &sunita, cases[0]).unwrap();
        step(&time, 3);
        opens(&here, &sunita, cases[1]).unwrap();
        assert_eq!(rule(opens(&here, &sunita, cases[2])), "glass_quota");
        step(&time, 46);
        assert_eq!(rule(opens(&here, &sunita, cases[2])), "glass_overdue", "49 hours after the first");
        let waiting = record::openings(&here.office, &denis).unwrap();
        assert_eq!(waiting.len(), 2);
        for one in &waiting {
            record::review(&here.office, &denis, one.view.row.id, "justified", "").unwrap();
        }
        assert_eq!(rule(opens(&here, &sunita, cases[2])), "glass_quota", "reviewed, but still two in this week");
        step(&time, 7 * 24);
        opens(&here, &sunita, cases[2]).unwrap();
    });
}

#[test]
fn two_openings_at_the_same_moment_are_counted_one_after_the_other() {
    on_both_with_clock(|here, _| {
        let cases: Vec<Uuid> = (0..3).map(|_| here.case().1).collect();
        let sunita = director(&here);
        opens(&here, &sunita, cases[0]).unwrap();
        let numbers = [number_of(&here, cases[1]), number_of(&here, cases[2])];
        let opened = std::thread::scope(|scope| {
            let open =
                |number: &str| record::break_glass(&here.office, &sunita, Which::Number(number), "danger", WHY).is_ok();
            let threads: Vec<_> = numbers.iter().map(|number| scope.spawn(move || open(number))).collect();
            threads.into_iter().map(|thread| thread.join().unwrap()).filter(|opened| *opened).count()
        });
        assert_eq!(opened, 1);
    });
}

#[test]
fn supervisor_and_data_protection_lead_are_told_at_once_and_look_at_it() {
    on_both_with_clock(|here, _| {
        let (_, case) = here.case();
        let (sunita, denis) = (director(&here), here.colleague("Denis Aubert", "data_protection_lead"));
        let told = |who: &Actor| record::openings_waiting(&here.office, who).unwrap();
        assert_eq!((told(&denis), told(&here.supervisor)), (0, 0));
        opens(&here, &sunita, case).unwrap();
        assert_eq!((told(&denis), told(&here.supervisor)), (1, 1));
        assert_eq!((told(&here.worker), told(&sunita), told(&here.partner)), (0, 0, 0));
        let waiting = record::openings(&here.office, &here.supervisor).unwrap();
        assert_eq!(waiting[0].view.answers["reason"], json!(WHY));
        assert_eq!(waiting[0].of.id, case);
        let id = waiting[0].view.row.id;
        let review = |who, finding| record::review(&here.office, who, id, finding, "Called her.");
        assert!(matches!(review(&sunita, "justified"), Err(Error::Forbidden { .. })), "not her own");
        assert!(matches!(review(&here.worker, "justified"), Err(Error::NotFound)));
        assert!(matches!(review(&denis, "splendid"), Err(Error::Invalid(_))));
        assert!(matches!(review(&denis, ""), Err(Error::Request(_))));
        review(&here.supervisor, "avoidable").unwrap();
        assert!(matches!(review(&denis, "misuse"), Err(Error::NotFound)), "once");
        assert_eq!((told(&denis), told(&here.supervisor)), (0, 0));
        assert!(matches!(record::openings(&here.office, &here.worker), Err(Error::NotFound)));
        let mine = record::open(&here.office, &sunita, id).unwrap();
        assert_eq!(
            (mine.answers["finding"].clone(), mine.answers["words"].clone()),
            (json!("avoidable"), json!("Called her."))
        );
    });
}
