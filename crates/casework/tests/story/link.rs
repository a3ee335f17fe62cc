//! Linking two records: seen from both sides, by who sees both, and taken back.

use crate::office::on_both;
use casework::record::{self, NewLink};
use casework::{Error, verify};

#[test]
fn two_records_are_linked_settled_and_taken_apart() {
    on_both(|here| {
        let (asha, sani) = (here.person("Asha Tamang", "आशा तामाङ"), here.person("Asha Tamag", "आसा तामाङ"));
        let new = NewLink { from: asha, to: sani, kind: record::SAME, state: "suggested", why: "The same village." };
        let link = |actor, new| record::link(&here.office, actor, new);
        assert!(matches!(link(&here.elsewhere, new), Err(Error::NotFound)));
        let manager = here.colleague("Indira Rai", "shelter_manager");
        assert!(matches!(link(&manager, new), Err(Error::Forbidden { .. })), "she sees both and may not link");
        for wrong in [NewLink { to: asha, ..new }, NewLink { kind: "same_event", ..new }] {
            assert!(matches!(link(&here.worker, wrong), Err(Error::Request(_))));
        }
        assert!(matches!(link(&here.worker, NewLink { state: "holds_hands", ..new }), Err(Error::Invalid(_))));
        let id = link(&here.worker, new).unwrap();
        assert!(matches!(link(&here.worker, new), Err(Error::Refused(broken)) if broken[0].rule == "link_there"));
        let seen = |actor, from| record::links(&here.office, actor, from).unwrap();
        let there = seen(&here.worker, asha);
        assert_eq!((there.len(), there[0].other, there[0].first), (1, sani, true));
        let back = seen(&here.supervisor, sani);
        assert_eq!((back[0].other, back[0].first, back[0].state.as_str()), (asha, false, "suggested"));

        assert!(matches!(record::settle_link(&here.office, &manager, id, "same"), Err(Error::Forbidden { .. })));
        assert!(matches!(record::settle_link(&here.office, &here.elsewhere, id, "same"), Err(Error::NotFound)));
        record::settle_link(&here.office, &here.supervisor, id, "not_same").unwrap();
        assert_eq!(seen(&here.worker, sani)[0].state, "not_same");
        record::settle_link(&here.office, &here.worker, id, "ended").unwrap();
        assert!(seen(&here.worker, asha).is_empty() && seen(&here.worker, sani).is_empty());
        let mother = NewLink { from: sani, to: asha, kind: "mother_of", state: "", why: "" };
        link(&here.worker, mother).unwrap();
        assert_eq!(seen(&here.worker, asha)[0].kind, "mother_of");
        let report = verify::run(&here.office, true, &mut |_| {}).unwrap();
        assert!(report.faults.is_empty(), "{:#?}", report.faults);
    });
}

#[test]
fn cases_are_linked_too_and_the_other_end_is_shown_to_who_sees_it() {
    on_both(|here| {
        let ((_, first), (_, second)) = (here.case(), here.case());
        let new = NewLink { from: second, to: first, kind: "continues", state: "", why: "" };
        record::link(&here.office, &here.worker, new).unwrap();
        assert_eq!(record::links(&here.office, &here.worker, first).unwrap()[0].other, second);
        let duty = here.colleague("Rita Kumal", "duty_holder");
        let share = here.share(first, &duty, "services", serde_json::json!([]));
        record::save(&here.office, &here.worker, &share).unwrap();
        assert!(record::links(&here.office, &duty, first).unwrap().is_empty(), "she sees the first case alone");
        assert!(matches!(record::links(&here.office, &duty, second), Err(Error::NotFound)));
    });
}
