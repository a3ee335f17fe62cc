//! Each relation by itself, each kind of actor, and what making a record asks for.

use super::*;
use crate::rights::sites_to_create;
use Relation::{
    Assigned, Author, BrokenGlass, CareTeam, Country, Myself, Owner, Shared, Site, Supervised, Team, Tenant,
};

/// Each record is joined to her in one way; the relations that hold for it are listed beside it.
fn records() -> Vec<(Facts, Vec<Relation>)> {
    let f = elsewhere;
    vec![
        (f(), vec![Tenant]),
        (Facts { site: Some(NEAR), ..f() }, vec![Tenant, Country]),
        (Facts { site: Some(HERE), ..f() }, vec![Tenant, Country, Site]),
        (Facts { owner: Some(MATE), ..f() }, vec![Tenant, Team]),
        (Facts { owner: Some(ME), ..f() }, vec![Tenant, Team, Owner, CareTeam]),
        (Facts { assigned: ["care".to_owned()].into(), ..f() }, vec![Tenant, Assigned, CareTeam]),
        (Facts { owner: Some(TRAINEE), ..f() }, vec![Tenant, Supervised]),
        (Facts { shared: true, ..f() }, vec![Tenant, Shared]),
        (Facts { broken_glass: true, ..f() }, vec![Tenant, BrokenGlass]),
        (Facts { author: ME, ..f() }, vec![Tenant, Author]),
        (Facts { person: Some(id(50)), ..f() }, vec![Tenant, Myself]),
        (Facts { site: None, owner: None, ..f() }, vec![Tenant]),
    ]
}

#[test]
fn each_relation_holds_for_its_records_alone() {
    for relation in Relation::ALL {
        let actor = someone(vec![grant(relation, &[Action::View])]);
        for (facts, holding) in records() {
            let holds = holding.contains(&relation);
            assert_eq!(asked(&actor, &facts).visible(), holds, "{relation:?} of {facts:?}");
        }
    }
}

#[test]
fn a_grant_reaches_kinds_by_name_or_group_and_nothing_when_it_names_none() {
    let by_group = Grant { kinds: vec![], groups: vec!["casework".to_owned()], ..grant(Tenant, &[Action::View]) };
    let by_none = Grant { kinds: vec![], ..grant(Tenant, &[Action::View]) };
    assert!(asked(&someone(vec![by_group.clone()]), &elsewhere()).visible());
    assert!(!decide(&someone(vec![by_group]), &kind("page", "site", &[]), &elsewhere(), NOW).visible());
    assert!(!decide(&someone(vec![by_none]), &kind("odd", "", &[]), &elsewhere(), NOW).visible());
}

/// `where: site` of one membership says nothing of the site of another.
#[test]
fn memberships_add_up_each_at_its_own_site() {
    let reader = role("reader", vec![grant(Site, &[Action::View])]);
    let approver = role("approver", vec![grant(Site, &[Action::Approve])]);
    let actor = Actor::Staff(Arc::new(staff(vec![(reader.clone(), HERE), (approver, HERE), (reader, ABROAD)])));
    let at = |site| asked(&actor, &Facts { site: Some(site), ..elsewhere() }).actions;
    assert_eq!(at(HERE), set(&[Action::View, Action::Approve]));
    assert_eq!(at(ABROAD), set(&[Action::View]));
    assert_eq!(at(NEAR), set(&[]));
}

/// Someone who supervises the author of a note reads the note, not the case it hangs under.
#[test]
fn a_supervisor_reads_what_her_people_wrote_under_other_records() {
    let actor = someone(vec![Grant {
        kinds: vec!["case".to_owned(), "note".to_owned()],
        ..grant(Supervised, &[Action::View])
    }]);
    let written = Facts { author: TRAINEE, ..elsewhere() };
    assert!(decide(&actor, &kind("note", "casework", &["case"]), &written, NOW).visible());
    assert!(!asked(&actor, &written).visible());
}

#[test]
fn a_person_is_reached_by_her_own_record_and_by_records_about_her() {
    let person = kind("person", "person", &[]);
    let portrait = kind("portrait", "person", &["person"]);
    for relation in Relation::ALL {
        let actor = someone(vec![Grant {
            kinds: vec!["person".to_owned(), "portrait".to_owned()],
            ..grant(relation, &[Action::View])
        }]);
        for (about, holding) in records() {
            let facts = Facts { about: vec![elsewhere(), about.clone()], ..elsewhere() };
            let holds = holding.contains(&relation);
            assert_eq!(decide(&actor, &person, &facts, NOW).visible(), holds, "{relation:?} of {about:?}");
            let borrowed = relation == Tenant || (holds && relation != Author && relation != Myself);
            assert_eq!(
                decide(&actor, &portrait, &facts, NOW).visible(),
                borrowed,
                "portrait, {relation:?} of {about:?}"
            );
            assert_eq!(asked(&actor, &facts), Access::default(), "a case borrows nothing");
        }
    }
}

#[test]
fn those_without_a_membership_have_tenant_author_and_self_only() {
    let makers: [fn(Arc<Public>) -> Actor; 5] =
        [Actor::Visitor, Actor::Member, Actor::Reporter, Actor::Device, Actor::System];
    for make in makers {
        for relation in Relation::ALL {
            let actor = make(public(&role("r", vec![grant(relation, &[Action::View])]), ME));
            for (facts, _) in records() {
                let facts = Facts { person: Some(facts.author), ..facts };
                let holds = match relation {
                    Tenant => true,
                    Author | Myself => facts.author == ME,
                    _ => false,
                };
                assert_eq!(asked(&actor, &facts).visible(), holds, "{relation:?} of {facts:?}");
            }
        }
    }
}

/// Nobody has an id of its own: what one of them wrote is not the next one's.
#[test]
fn nobody_is_never_an_author() {
    for relation in [Author, Myself] {
        let nobody = Actor::Reporter(public(&role("reporter", vec![grant(relation, &[Action::View])]), Uuid::nil()));
        let facts = Facts { author: Uuid::nil(), person: Some(Uuid::nil()), ..elsewhere() };
        assert!(!asked(&nobody, &facts).visible());
    }
}

/// Nobody is assigned yet to a case that is to be made, so it is asked for the membership's site.
#[test]
fn a_record_that_stands_alone_is_made_at_the_memberships_site() {
    for relation in Relation::ALL {
        let actor = someone(vec![grant(relation, &[Action::Create])]);
        let at = |site| {
            let facts = Facts { new: true, site: Some(site), owner: Some(ME), author: ME, ..elsewhere() };
            asked(&actor, &facts).may(Action::Create)
        };
        let expected = match relation {
            Tenant => [true, true, true],
            Country => [true, true, false],
            Myself => [false, false, false],
            _ => [true, false, false],
        };
        assert_eq!([at(HERE), at(NEAR), at(ABROAD)], expected, "{relation:?}");
        let sites = sites_to_create(&actor, &case(), NOW);
        assert_eq!(sites, if expected[0] { vec![HERE] } else { vec![] }, "{relation:?}");
    }
    let about_me = Facts { new: true, person: Some(id(50)), ..elsewhere() };
    assert!(asked(&someone(vec![grant(Myself, &[Action::Create])]), &about_me).may(Action::Create));
}

/// A note is made under a case to which she already stands somehow. That she will be its author is no relation.
#[test]
fn a_record_under_another_is_made_by_the_relation_to_its_root() {
    let note = kind("note", "casework", &["case"]);
    for relation in Relation::ALL {
        let actor = someone(vec![Grant { kinds: vec!["note".to_owned()], ..grant(relation, &[Action::Create]) }]);
        for (facts, holding) in records() {
            let facts = Facts { new: true, author: ME, ..facts };
            let holds = if relation == Author { facts.site == Some(HERE) } else { holding.contains(&relation) };
            assert_eq!(decide(&actor, &note, &facts, NOW).may(Action::Create), holds, "{relation:?} of {facts:?}");
        }
    }
}

/// A member of the community has no site, and writes all the same.
#[test]
fn those_without_a_membership_make_what_they_are_the_author_of() {
    let member = Actor::Member(public(&role("member", vec![grant(Author, &[Action::Create])]), ME));
    let made = Facts { new: true, author: ME, ..elsewhere() };
    assert!(asked(&member, &made).may(Action::Create));
    assert!(!asked(&member, &Facts { author: STRANGER, ..made }).may(Action::Create));
}

/// A record that is there cannot be made, so whoever may only make such records does not find it.
#[test]
fn creating_says_nothing_of_a_record_that_is_there() {
    let actor = someone(vec![grant(Site, &[Action::Create])]);
    let facts = Facts { site: Some(HERE), ..elsewhere() };
    assert_eq!(asked(&actor, &facts), Access::default());
    assert!(asked(&actor, &Facts { new: true, ..facts }).may(Action::Create));
}
