//! Sharing a case: with her consent to the purpose, in the parts that are named, until it ends.

use crate::office::{changes, on_both, on_both_with_clock};
use casework::record::{self, Wanted};
use casework::{Error, accounts, verify};
use forms::Compartment;
use serde_json::json;
use std::sync::atomic::Ordering;

#[test]
fn share_needs_consent() {
    on_both(|here| {
        let (_, case) = here.case();
        let (organisation, other) = (here.organisation("Sathi"), here.organisation("Women’s cell"));
        let colleague = here.colleague("Rita Kumal", "duty_holder");
        let mut share = here.share(case, &colleague, "share", json!(["identity"]));
        share.changes.insert("organisation".into(), Some(json!(organisation)));
        let save = |share: &Wanted| record::save(&here.office, &here.worker, share);
        let refused = |share: &Wanted| {
            let answer = save(share);
            assert!(
                matches!(&answer, Err(Error::Refused(broken)) if broken[0].rule == "share_needs_consent" && !broken[0].message.is_empty()),
                "{answer:?}"
            );
        };
        refused(&share);
        here.agreed(case, "share", "given", Some(other));
        refused(&share);
        let consent = here.agreed(case, "share", "given", Some(organisation));
        save(&share).unwrap();
        assert!(record::open(&here.office, &colleague, case).is_ok());
        here.change(consent, json!({"state": "withdrawn"}));
        assert!(record::open(&here.office, &colleague, case).is_err());
        refused(&Wanted { id: here.office.new_id(), ..share.clone() });
        // Another purpose, for which there is another ground than consent.
        let mut justice = here.share(case, &colleague, "justice", json!([]));
        refused(&justice);
        let mut ground = here.consent("justice", "not_needed");
        ground.parent = Some(case);
        ground.changes.insert("ground".into(), Some(json!("court")));
        record::save(&here.office, &here.worker, &ground).unwrap();
        save(&justice).unwrap();
        justice.id = here.office.new_id();
        let day = calendar::PartialDate::from_day(jiff::civil::date(2030, 1, 1)).unwrap();
        justice.changes.insert("until".into(), Some(json!(day)));
        assert!(matches!(save(&justice), Err(Error::Refused(broken)) if broken[0].rule == "share_ends"));
    });
}

#[test]
fn a_share_opens_what_it_names_and_who_shared_ends_it() {
    on_both(|here| {
        let (person, case) = here.case();
        here.change(case, json!({"safety_plan": "She sleeps in the inner house.", "safe_now": "no"}));
        let duty = here.colleague("Rita Kumal", "duty_holder");
        let open = |id| record::open(&here.office, &duty, id);
        assert!(matches!(open(case), Err(Error::NotFound)));
        let codes = record::save(&here.office, &here.worker, &here.share(case, &duty, "services", json!([]))).unwrap();
        assert_eq!(open(case).unwrap().access.see, [Compartment::Open].into());
        assert!(!open(case).unwrap().answers.contains_key("safety_plan"));
        let wider = here.share(case, &duty, "services", json!(["identity"]));
        let wider = record::save(&here.office, &here.worker, &wider).unwrap();
        assert_eq!(open(case).unwrap().access.see, [Compartment::Open, Compartment::Identity].into());
        assert!(open(case).unwrap().answers.contains_key("safety_plan"));
        assert_eq!(open(person).unwrap().title, "Asha Tamang", "the person as the case about her");

        assert!(matches!(record::end_share(&here.office, &duty, wider.id), Err(Error::NotFound)));
        let nurse = here.colleague("Nirmala Thapa", "shelter_manager");
        assert!(matches!(record::end_share(&here.office, &nurse, wider.id), Err(Error::Forbidden { .. })));
        assert_eq!(record::end_share(&here.office, &here.worker, wider.id).unwrap(), case);
        assert_eq!(open(case).unwrap().access.see, [Compartment::Open].into(), "the other goes on");
        record::end_share(&here.office, &here.worker, codes.id).unwrap();
        assert!(matches!(open(case), Err(Error::NotFound)));
        let report = verify::run(&here.office, true, &mut |_| {}).unwrap();
        assert!(report.faults.is_empty(), "{:#?}", report.faults);
    });
}

/// What is opened to someone of another organisation is shared with that organisation, whatever purpose is named.
#[test]
fn a_share_beyond_the_association_names_the_organisation() {
    on_both(|here| {
        let (_, case) = here.case();
        let (organisation, other) = (here.organisation("Sathi"), here.organisation("Women’s cell"));
        let duty = here.colleague("Rita Kumal", "duty_holder");
        let system = accounts::system(&here.office, 1).unwrap();
        let user = record::open(&here.office, &system, duty.id()).unwrap();
        let works_there = Wanted {
            id: duty.id(),
            kind: "user".into(),
            base: user.version,
            changes: changes(json!({"organisation": organisation})),
            ..Wanted::default()
        };
        record::save(&here.office, &system, &works_there).unwrap();
        here.agreed(case, "share", "given", Some(organisation));
        here.agreed(case, "share", "given", Some(other));
        let try_with = |purpose, named: Option<uuid::Uuid>| {
            let mut share = here.share(case, &duty, purpose, json!([]));
            share.changes.extend(named.map(|id| ("organisation".to_owned(), Some(json!(id)))));
            record::save(&here.office, &here.worker, &share)
        };
        for (purpose, named) in [("services", None), ("share", Some(other))] {
            let refused = try_with(purpose, named);
            assert!(
                matches!(&refused, Err(Error::Refused(broken)) if broken[0].rule == "share_organisation"),
                "{refused:?}"
            );
        }
        try_with("share", Some(organisation)).unwrap();
        let mut nobody = here.share(case, &duty, "services", json!([]));
        nobody.changes.insert("account".into(), Some(json!(other)));
        assert!(matches!(record::save(&here.office, &here.worker, &nobody), Err(Error::Request(_))));
    });
}

/// In Nepal a day begins at a quarter past six in the evening in UTC; a share ends at once at any hour.
#[test]
fn withdrawal_ends_shares() {
    on_both_with_clock(|here, time| {
        time.fetch_add(19 * 3_600_000_000, Ordering::Relaxed);
        let (_, case) = here.case();
        let organisation = here.organisation("Sathi");
        let consent = here.agreed(case, "share", "given", Some(organisation));
        let duty = here.colleague("Rita Kumal", "duty_holder");
        let mut share = here.share(case, &duty, "share", json!(["identity"]));
        share.changes.insert("organisation".into(), Some(json!(organisation)));
        record::save(&here.office, &here.worker, &share).unwrap();
        let until = || here.number("SELECT until FROM share WHERE tenant = 1");
        assert!(until() > here.office.now(), "given, it ends nothing");
        here.change(consent, json!({"state": "withdrawn"}));
        assert!(until() <= here.office.now(), "closed in the same transaction");
        assert!(matches!(record::open(&here.office, &duty, case), Err(Error::NotFound)));
        let report = verify::run(&here.office, true, &mut |_| {}).unwrap();
        assert!(report.faults.is_empty(), "{:#?}", report.faults);
    });
}
