//! Each modifier of a grant by itself: compartments, single fields, stages, time, tokens.

use super::*;
use crate::rights::{manages, scope};
use Compartment::{Health, Identity, Mind, Network, Open};
use forms::roles::Manage;

fn tenant_wide(actions: &[Action]) -> Grant {
    grant(Relation::Tenant, actions)
}

#[test]
fn open_goes_with_view_unless_single_fields_are_all_there_is() {
    let seen = |see: &[Compartment], only: &[&str]| {
        let only = only.iter().map(|&field| field.to_owned()).collect();
        let access = asked(&someone(vec![Grant { see: set(see), only, ..tenant_wide(&[Action::View]) }]), &elsewhere());
        (access.see, access.only.len())
    };
    assert_eq!(seen(&[], &[]), (set(&[Open]), 0));
    assert_eq!(seen(&[Identity], &[]), (set(&[Open, Identity]), 0));
    assert_eq!(seen(&[], &["given_name"]), (set(&[]), 1));
    assert_eq!(seen(&[Identity], &["allergies"]), (set(&[Open, Identity]), 1));
}

/// `see`, `flag` and `only` of a grant count only where it gives `view`; `write` only where it gives `change`.
#[test]
fn compartments_come_with_the_action_that_uses_them() {
    let full = |action| Grant {
        see: set(&[Identity]),
        write: set(&[Health]),
        flag: set(&[Mind]),
        only: ["risk".to_owned()].into(),
        ..tenant_wide(&[action])
    };
    let view = asked(&someone(vec![full(Action::View)]), &elsewhere());
    assert_eq!((view.see, view.flag, view.only.len()), (set(&[Open, Identity]), set(&[Mind]), 1));
    assert_eq!(view.write, set(&[]));
    let change = asked(&someone(vec![full(Action::Change)]), &elsewhere());
    assert_eq!((change.see, change.flag, change.only.len()), (set(&[]), set(&[]), 0));
    assert_eq!(change.write, set(&[Health]));
    let assign = asked(&someone(vec![full(Action::Assign)]), &elsewhere());
    assert_eq!(assign, Access { actions: set(&[Action::Assign]), ..Access::default() });
}

#[test]
fn write_is_what_is_seen_when_it_is_not_said() {
    let written = |see: &[Compartment], write: &[Compartment]| {
        let grant = Grant { see: set(see), write: set(write), ..tenant_wide(&[Action::Change]) };
        asked(&someone(vec![grant]), &elsewhere()).write
    };
    assert_eq!(written(&[Identity], &[]), set(&[Open, Identity]));
    assert_eq!(written(&[Identity], &[Network]), set(&[Network]));
}

/// A volunteer hands over a name that she may not read back, and may not change the name of a case she owns.
#[test]
fn what_may_be_written_at_the_start_may_not_be_written_later() {
    let hand_over = Grant { write: set(&[Open, Identity]), ..grant(Relation::Site, &[Action::Create]) };
    let keep = Grant { write: set(&[Open, Network]), ..grant(Relation::Owner, &[Action::View, Action::Change]) };
    let actor = someone(vec![hand_over, keep]);
    let facts = Facts { site: Some(HERE), owner: Some(ME), ..elsewhere() };
    let there = asked(&actor, &facts);
    assert_eq!((there.see, there.write), (set(&[Open]), set(&[Open, Network])));
    let made = asked(&actor, &Facts { new: true, ..facts });
    assert_eq!((made.see, made.write), (set(&[Open]), set(&[Open, Identity])));
}

#[test]
fn rights_add_up_and_only_from_grants_that_apply() {
    let actor = someone(vec![
        grant(Relation::Tenant, &[Action::View]),
        Grant { see: set(&[Identity]), ..grant(Relation::Owner, &[Action::View, Action::Change]) },
        Grant { see: set(&[Network]), ..grant(Relation::Shared, &[Action::View]) },
    ]);
    assert_eq!(asked(&actor, &elsewhere()).see, set(&[Open]));
    let own = asked(&actor, &Facts { owner: Some(ME), ..elsewhere() });
    assert_eq!((own.see, own.write), (set(&[Open, Identity]), set(&[Open, Identity])));
    assert_eq!(own.actions, set(&[Action::View, Action::Change]));
}

/// A share says which sealed compartments it opens; the grant says which it could.
#[test]
fn a_share_opens_the_compartments_it_names_and_no_grant_more() {
    let shared = Grant { see: set(&[Open, Identity, Network]), ..grant(Relation::Shared, &[Action::View]) };
    let actor = someone(vec![shared.clone()]);
    let lent = |parts: &[Compartment]| Facts { shared: true, lent: set(parts), ..elsewhere() };
    assert_eq!(asked(&actor, &lent(&[])).see, set(&[Open]));
    assert_eq!(asked(&actor, &lent(&[Identity])).see, set(&[Open, Identity]));
    assert_eq!(asked(&actor, &lent(&[Identity, Mind])).see, set(&[Open, Identity]), "the grant opens no mind");
    let person = kind("person", "person", &[]);
    let about = Facts { about: vec![lent(&[Identity])], ..elsewhere() };
    let of_person = someone(vec![Grant { kinds: vec!["person".to_owned()], ..shared }]);
    assert_eq!(decide(&of_person, &person, &about, NOW).see, set(&[Open, Identity]), "as the record about her says");
}

#[test]
fn stages_limit_a_grant() {
    let actor = someone(vec![Grant { stages: ["closed".to_owned()].into(), ..tenant_wide(&[Action::View]) }]);
    assert!(!asked(&actor, &elsewhere()).visible());
    assert!(asked(&actor, &Facts { stage: "closed".to_owned(), ..elsewhere() }).visible());
}

fn within(days: u32, since: &str) -> Actor {
    someone(vec![Grant { within_days: Some(days), since: since.to_owned(), ..tenant_wide(&[Action::View]) }])
}

#[test]
fn time_counts_from_the_making_of_the_record() {
    for since in ["", "created"] {
        let seen = |opened| asked(&within(3, since), &Facts { opened, ..elsewhere() }).visible();
        assert_eq!([0, 3 * DAY, 3 * DAY + 1, -1].map(|ago| seen(NOW - ago)), [true, true, false, false]);
    }
}

#[test]
fn time_counts_from_a_stage_to_the_microsecond_and_not_before_it() {
    let actor = within(30, "stage:handed_over");
    let seen = |at: i64| asked(&actor, &Facts { since: [("stage:handed_over".to_owned(), at)].into(), ..elsewhere() });
    assert_eq!([0, 30 * DAY, 30 * DAY + 1, -1].map(|ago| seen(NOW - ago).visible()), [true, true, false, false]);
    assert!(!asked(&actor, &Facts { opened: NOW, ..elsewhere() }).visible(), "not handed over yet");
}

/// A date has no hour: the whole last day counts.
#[test]
fn time_counts_from_a_date_in_whole_days() {
    let today = NOW.div_euclid(DAY);
    let actor = within(30, "released_on");
    let seen = |day: i64| {
        asked(&actor, &Facts { since: [("released_on".to_owned(), day * DAY)].into(), ..elsewhere() }).visible()
    };
    assert_eq!([0, 30, 31, -1].map(|ago| seen(today - ago)), [true, true, false, false]);
}

#[test]
fn times_at_the_ends_of_the_world_do_not_overflow() {
    for at in [i64::MIN, i64::MAX] {
        for since in ["created", "stage:x", "released_on"] {
            let facts =
                Facts { opened: at, since: [("stage:x".into(), at), ("released_on".into(), at)].into(), ..elsewhere() };
            let access = decide(&within(u32::MAX, since), &case(), &facts, at);
            assert!(access.visible());
            assert!(scope(&within(u32::MAX, since), &case(), Action::View, at, 1).is_some());
        }
    }
}

/// A person has no stage of her own: the record about her that gives the relation must also be in stage and time.
#[test]
fn one_record_about_a_person_must_answer_for_everything() {
    let person = kind("person", "person", &[]);
    let actor = someone(vec![Grant {
        kinds: vec!["person".to_owned()],
        within_days: Some(30),
        since: "stage:handed_over".to_owned(),
        ..grant(Relation::Site, &[Action::View])
    }]);
    let handed = |site, days: i64| Facts {
        site: Some(site),
        since: [("stage:handed_over".to_owned(), NOW - days * DAY)].into(),
        ..elsewhere()
    };
    let seen = |about| decide(&actor, &person, &Facts { about, ..elsewhere() }, NOW).visible();
    assert!(seen(vec![handed(HERE, 30)]));
    assert!(!seen(vec![handed(HERE, 31)]));
    assert!(!seen(vec![handed(ABROAD, 1), handed(HERE, 31)]));
}

/// A portrait has stages of its own; a case about the girl lends it the relation, not the stage.
#[test]
fn a_record_under_a_person_keeps_its_own_stage() {
    let portrait = kind("portrait", "person", &["person"]);
    let actor = someone(vec![Grant {
        kinds: vec!["portrait".to_owned()],
        stages: ["closed".to_owned()].into(),
        ..grant(Relation::Site, &[Action::View])
    }]);
    let seen = |own: &str, about: &str| {
        let about = vec![Facts { site: Some(HERE), stage: about.to_owned(), ..elsewhere() }];
        decide(&actor, &portrait, &Facts { stage: own.to_owned(), about, ..elsewhere() }, NOW).visible()
    };
    assert!(seen("closed", "draft"));
    assert!(!seen("draft", "closed"));
}

#[test]
fn a_token_keeps_only_what_it_names() {
    let grants = || {
        vec![Grant {
            see: set(&[Identity, Health]),
            flag: set(&[Mind]),
            only: ["risk".to_owned(), "given_name".to_owned(), "elsewhere".to_owned()].into(),
            ..tenant_wide(&[Action::View, Action::Change, Action::Export])
        }]
    };
    let with = |kinds: &[&str], actions: &[Action], see: &[Compartment]| {
        let kinds = kinds.iter().map(|&kind| kind.to_owned()).collect();
        narrowed(someone(grants()), Narrowing { kinds, actions: set(actions), see: set(see) })
    };
    let access = asked(&with(&["case"], &[Action::View, Action::Change], &[Open, Identity]), &elsewhere());
    assert_eq!(access.actions, set(&[Action::View, Action::Change]));
    assert_eq!((access.see, access.write), (set(&[Open, Identity]), set(&[Open, Identity])));
    assert_eq!(access.flag, set(&[]));
    assert_eq!(access.only, ["given_name".to_owned(), "risk".to_owned()].into());

    let reads = asked(&with(&[], &[Action::View], &Compartment::ALL), &elsewhere());
    assert_eq!((reads.flag, reads.write), (set(&[Mind]), set(&[])));
    let writes = asked(&with(&[], &[Action::Change], &Compartment::ALL), &elsewhere());
    assert_eq!((writes.see, writes.flag, writes.only.len()), (set(&[]), set(&[]), 0));
    assert_eq!(writes.write, set(&[Open, Identity, Health]));

    let other = with(&["page"], &[Action::View], &[Open]);
    assert_eq!(asked(&other, &elsewhere()), Access::default());
    assert_eq!(scope(&other, &case(), Action::View, NOW, 1), None);
    assert_eq!(scope(&with(&[], &[Action::Export], &[Open]), &case(), Action::View, NOW, 1), None);
    assert!(scope(&with(&[], &[Action::Export], &[Open]), &case(), Action::Export, NOW, 1).is_some());
}

#[test]
fn the_office_is_managed_by_role_and_never_by_token() {
    let grants = || vec![Grant { manage: [Manage::Users].into(), ..Grant::default() }];
    let administrator = someone(grants());
    assert!(manages(&administrator, Manage::Users));
    assert!(!manages(&administrator, Manage::Keys));
    assert_eq!(asked(&administrator, &elsewhere()), Access::default());
    let token = narrowed(someone(grants()), Narrowing { actions: set(&Action::ALL), ..Narrowing::default() });
    assert!(!manages(&token, Manage::Users));
}
