//! Handing a case over: one offers, the other takes it, and who had it before sees it no more.

use crate::office::on_both;
use casework::record::{self, NewHandover, Wanted};
use casework::{Error, verify};
use serde_json::{Value, json};
use uuid::Uuid;

fn rule(answer: casework::Result<impl std::fmt::Debug>) -> String {
    match answer {
        Err(Error::Refused(broken)) => broken[0].rule.clone(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_case_changes_hands_when_both_agree() {
    on_both(|here| {
        let (person, case) = here.case();
        let next = here.colleague("Bina Rai", "social_worker");
        let task = json!({"account": here.worker.id(), "task": "owner"});
        let task = Wanted {
            id: here.office.new_id(),
            kind: "assignment".into(),
            parent: Some(case),
            changes: crate::office::changes(task),
            ..Wanted::default()
        };
        record::save(&here.office, &here.worker, &task).unwrap();
        let new = NewHandover { case, to: next.id(), site: here.shelter(), why: "Maya goes on leave." };
        let offer = |actor, new| record::hand_over(&here.office, actor, new);
        assert!(matches!(offer(&here.worker, new), Err(Error::Forbidden { .. })));
        assert!(matches!(offer(&here.elsewhere, new), Err(Error::NotFound)));
        assert!(matches!(offer(&here.supervisor, NewHandover { why: " ", ..new }), Err(Error::Invalid(_))));
        assert_eq!(rule(offer(&here.supervisor, NewHandover { to: here.worker.id(), ..new })), "handover_same");
        let other = here.office.new_id();
        assert_eq!(rule(offer(&here.supervisor, NewHandover { site: other, ..new })), "handover_cannot");
        assert_eq!(rule(offer(&here.supervisor, NewHandover { to: here.elsewhere.id(), ..new })), "handover_cannot");

        offer(&here.supervisor, new).unwrap();
        assert_eq!(rule(offer(&here.supervisor, new)), "handover_waiting");
        assert_eq!(record::offers_waiting(&here.office, &next).unwrap(), 1);
        let offers = record::offers(&here.office, &next).unwrap();
        assert_eq!((offers.len(), offers[0].why.as_str()), (1, "Maya goes on leave."));
        assert!(matches!(record::open(&here.office, &next, case), Err(Error::NotFound)), "nothing is hers yet");
        assert!(record::offers(&here.office, &here.worker).unwrap().is_empty());
        let id = offers[0].id;
        assert!(matches!(record::answer_handover(&here.office, &here.supervisor, id, true, ""), Err(Error::NotFound)));

        assert_eq!(record::answer_handover(&here.office, &next, id, true, "I take it.").unwrap(), case);
        let view = record::open(&here.office, &next, case).unwrap();
        assert_eq!(view.row.owner, Some(next.id()));
        assert!(record::open(&here.office, &next, person).is_ok(), "the person's record goes with it");
        for id in [case, person] {
            assert!(
                matches!(record::open(&here.office, &here.worker, id), Err(Error::NotFound)),
                "she sees it no more"
            );
        }
        assert!(matches!(record::answer_handover(&here.office, &next, id, true, ""), Err(Error::NotFound)), "once");
        let told = record::open(&here.office, &here.again(&here.supervisor), id).unwrap();
        let said = |path: &str| told.answers.get(path).and_then(Value::as_str).unwrap_or_default().to_owned();
        assert_eq!(said("from"), here.worker.id().to_string());
        assert_eq!((said("why"), said("answer")), ("Maya goes on leave.".into(), "I take it.".into()));
        let report = verify::run(&here.office, true, &mut |_| {}).unwrap();
        assert!(report.faults.is_empty(), "{:#?}", report.faults);
    });
}

#[test]
fn an_offer_is_declined_or_taken_back_and_nothing_changes() {
    on_both(|here| {
        let (_, case) = here.case();
        let next = here.colleague("Bina Rai", "social_worker");
        let offer = || {
            let new = NewHandover { case, to: next.id(), site: here.shelter(), why: "She moves." };
            record::hand_over(&here.office, &here.supervisor, new).unwrap();
            record::offers(&here.office, &next).unwrap()[0].id
        };
        record::answer_handover(&here.office, &next, offer(), false, "I have too many.").unwrap();
        let id = offer();
        assert!(matches!(record::withdraw_handover(&here.office, &here.worker, id), Err(Error::Forbidden { .. })));
        assert!(matches!(record::withdraw_handover(&here.office, &next, id), Err(Error::NotFound)));
        assert_eq!(record::withdraw_handover(&here.office, &here.supervisor, id).unwrap(), case);
        assert!(matches!(record::answer_handover(&here.office, &next, id, true, ""), Err(Error::NotFound)));
        let owner = record::open(&here.office, &here.worker, case).unwrap().row.owner;
        assert_eq!(owner, Some(here.worker.id()));
    });
}

/// What decides who sees a record is made by its action alone, whatever a role may create or change.
#[test]
fn no_form_writes_a_record_that_an_action_makes() {
    on_both(|here| {
        let (_, case) = here.case();
        for (kind, answers) in [
            ("broken_glass", json!({"category": "danger", "reason": "She is in danger at home."})),
            ("erasure", json!({"ground": "her_wish", "reason": "She asks."})),
            ("handover", json!({"to": here.worker.id(), "to_site": here.shelter(), "why": "So."})),
        ] {
            let wanted = Wanted {
                id: here.office.new_id(),
                kind: kind.into(),
                parent: Some(case),
                changes: crate::office::changes(answers),
                ..Wanted::default()
            };
            let saved = record::save(&here.office, &here.supervisor, &wanted);
            assert!(matches!(saved, Err(Error::Forbidden { .. })), "{kind}: {saved:?}");
        }
        let link = json!({"a": case, "b": Uuid::nil(), "kind": "same_person", "state": "same"});
        let wanted = Wanted {
            id: here.office.new_id(),
            kind: "link".into(),
            changes: crate::office::changes(link),
            ..Wanted::default()
        };
        assert!(record::save(&here.office, &here.supervisor, &wanted).is_err());
    });
}
