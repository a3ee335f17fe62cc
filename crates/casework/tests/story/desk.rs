//! What the desk keeps beside records, on both engines: lists, memberships acted under, lost factors, the log's pages.

use crate::office::{Here, on_both, someone};
use casework::access_log::{self, Sought};
use casework::accounts;
use casework::actor::Actor;
use casework::record::{self, Filter, Query, Span};
use casework::views::{self, Kept};
use casework::{Error, backup};
use serde_json::json;
use uuid::Uuid;

fn site_of(here: &Here) -> Uuid {
    let Actor::Staff(staff) = &here.worker else { unreachable!("the worker is of the staff") };
    staff.memberships[0].site
}

fn colleague(here: &Here, role: &str) -> Actor {
    someone(&here.office, 1, "Anita Karki", role, site_of(here), None)
}

fn risk(value: &str) -> Kept {
    Kept { filters: vec![Filter { field: "risk".into(), values: vec![value.into()] }], ..Kept::default() }
}

#[test]
fn a_kept_list_is_seen_by_its_owner_and_by_the_role_it_is_shared_with() {
    on_both(|here| {
        let (office, worker) = (&here.office, &here.worker);
        let id = views::narrow(office, worker, "case", risk("high")).unwrap();
        assert!(views::named(office, worker, "case").unwrap().is_empty(), "it has no name yet");
        let kept = views::keep(office, worker, "case", id, " Most  urgent ", "social_worker").unwrap();
        let seen = views::one(office, worker, "case", kept).unwrap();
        assert_eq!((seen.name.as_str(), seen.role.as_str()), ("Most urgent", "social_worker"));
        let same = colleague(&here, "social_worker");
        assert_eq!(views::named(office, &same, "case").unwrap(), [seen]);
        for other in [&here.supervisor, &here.partner] {
            assert!(views::named(office, other, "case").unwrap().is_empty());
            assert!(matches!(views::one(office, other, "case", kept), Err(Error::NotFound)));
        }
        assert!(matches!(views::drop(office, &same, "case", kept), Err(Error::NotFound)));
        views::drop(office, worker, "case", kept).unwrap();
        assert!(views::named(office, &same, "case").unwrap().is_empty());
    });
}

#[test]
fn lists_without_a_name_do_not_pile_up_and_keep_no_typed_text() {
    on_both(|here| {
        let (office, worker) = (&here.office, &here.worker);
        let odd = Kept {
            filters: vec![
                Filter { field: "risk".into(), values: vec!["Asha Tamang".into()] },
                Filter { field: "safety_plan".into(), values: vec!["yes".into()] },
            ],
            spans: vec![Span { field: "source".into(), period: "past-7".into(), ..Span::default() }],
            sort: "-names".into(),
            columns: vec!["names".into()],
            ..Kept::default()
        };
        let id = views::narrow(office, worker, "case", odd).unwrap();
        assert_eq!(views::one(office, worker, "case", id).unwrap().kept, Kept::default(), "nothing of it fits a case");
        for _ in 0..30 {
            views::narrow(office, worker, "case", risk("low")).unwrap();
        }
        assert!((20..=21).contains(&here.number("SELECT count(*) FROM saved_view")));
        let most = (0..30).map(|n| {
            let id = views::narrow(office, worker, "case", risk("low"))?;
            views::keep(office, worker, "case", id, &format!("List {n}"), "")
        });
        let most: Result<Vec<Uuid>, Error> = most.collect();
        let again = views::keep(office, worker, "case", most.unwrap()[3], "List 3", "social_worker");
        assert!(again.is_ok(), "one that is there is changed");
        let id = views::narrow(office, worker, "case", risk("low")).unwrap();
        assert!(matches!(views::keep(office, worker, "case", id, "One more", ""), Err(Error::Request(_))));
    });
}

#[test]
fn a_list_is_narrowed_by_date_by_oneself_and_by_conflict() {
    on_both(|here| {
        let (_, case) = here.case();
        let day = calendar::PartialDate::from_day("2026-03-01".parse().unwrap()).unwrap();
        here.change(case, json!({"risk_review": day}));
        let count = |kept: Kept| record::list(&here.office, &here.worker, "case", &kept.query()).unwrap().items.len();
        let days = |field: &str, from: &str, to: &str| Kept {
            spans: vec![Span { field: field.into(), from: from.parse().ok(), to: to.parse().ok(), ..Span::default() }],
            ..Kept::default()
        };
        assert_eq!(count(days("risk_review", "2026-03-01", "2026-03-01")), 1);
        assert_eq!(count(days("risk_review", "2026-03-02", "")), 0);
        assert_eq!(count(days("risk_review", "", "2026-02-28")), 0);
        assert_eq!(count(days("opened", "2020-01-01", "")), 1);
        assert_eq!(count(days("opened", "", "2020-01-01")), 0);
        let mine = Filter { field: "owner".into(), values: vec!["me".into()] };
        assert_eq!(count(Kept { filters: vec![mine.clone()], ..Kept::default() }), 1);
        let query = Query { filters: vec![mine], ..Query::default() };
        assert_eq!(record::list(&here.office, &here.supervisor, "case", &query).unwrap().items.len(), 0);
        assert_eq!(count(Kept { conflict: true, ..Kept::default() }), 0);
        let odd = Query { spans: vec![Span { field: "risk".into(), ..Span::default() }], ..Query::default() };
        assert!(matches!(record::list(&here.office, &here.worker, "case", &odd), Err(Error::Request(_))));
    });
}

#[test]
fn an_actor_holds_one_membership_at_a_time() {
    on_both(|here| {
        let (office, user) = (&here.office, here.worker.id());
        let posts = accounts::posts(office, 1, user).unwrap();
        assert_eq!(posts.iter().map(|post| post.role.as_str()).collect::<Vec<_>>(), ["social_worker"]);
        let acting = |post| accounts::acting(office, 1, user, post).unwrap();
        assert!(acting(None).holds("social_worker") && acting(Some(posts[0].id)).holds("social_worker"));
        assert_eq!(acting(Some(Uuid::from_u128(7))).roles().count(), 0, "one that is not hers opens nothing");
    });
}

#[test]
fn a_lost_factor_takes_two() {
    on_both(|here| {
        let (office, user) = (&here.office, here.worker.id());
        accounts::invite(office, 1, user, "maya", "{}").unwrap();
        let (one, other) = (colleague(&here, "administrator"), colleague(&here, "administrator"));
        assert!(matches!(accounts::ask_drop(office, &one, user), Err(Error::Request(_))), "none is in force");
        let (secret, recovery) = accounts::start_factor(office, 1, user).unwrap();
        assert_eq!(recovery.len(), 10);
        let secret = totp_rs::Secret::try_from_base32(&secret).unwrap();
        let app = totp_rs::Builder::new().with_secret(secret).build().unwrap();
        let first = app.generate(u64::try_from(office.now() / 1_000_000).unwrap()).to_string();
        assert!(accounts::confirm_factor(office, 1, user, &first).unwrap());
        let in_force = || accounts::recovery_left(office, 1, user).unwrap().is_some();
        assert!(matches!(accounts::confirm_drop(office, &other, user), Err(Error::NotFound)), "nobody asked");
        assert!(matches!(accounts::ask_drop(office, &here.supervisor, user), Err(Error::NotFound)));
        assert!(accounts::open_requests(office, &one).unwrap().is_empty());
        accounts::ask_drop(office, &one, user).unwrap();
        assert_eq!(accounts::open_requests(office, &other).unwrap()[0].account, user);
        assert!(matches!(accounts::confirm_drop(office, &one, user), Err(Error::Forbidden { .. })));
        assert!(in_force());
        accounts::confirm_drop(office, &other, user).unwrap();
        assert!(!in_force());
        let told = accounts::lost(office, 1, user).unwrap().unwrap();
        assert_eq!((told.asked, told.confirmed), (one.id(), Some(other.id())));
        assert!(matches!(accounts::settle(office, &one, user), Err(Error::NotFound)), "only she has read it");
        accounts::settle(office, &here.worker, user).unwrap();
        assert_eq!(accounts::lost(office, 1, user).unwrap(), None);
    });
}

#[test]
fn the_log_is_looked_into_by_person_record_and_day() {
    on_both(|here| {
        let (_, case) = here.case();
        let (_, another) = here.case();
        for id in [case, another, case] {
            record::open(&here.office, &here.worker, id).unwrap();
        }
        record::open(&here.office, &here.supervisor, case).unwrap();
        let auditor = colleague(&here, "auditor");
        let look = |sought: Sought, limit| access_log::look(&here.office, &auditor, &sought, limit);
        let of_case = Sought { record: Some(access_log::short(case)), ..Sought::default() };
        let found = look(of_case.clone(), 50).unwrap();
        assert!(found.lines.len() >= 3 && found.lines.iter().all(|line| line.records.contains(&case)));
        let first = look(of_case.clone(), 2).unwrap();
        assert_eq!(first.lines.len(), 2);
        let rest = look(Sought { before: first.before, ..of_case.clone() }, 50).unwrap();
        assert_eq!(first.lines.len() + rest.lines.len(), found.lines.len(), "page after page, each line once");
        let hers = Sought { actor: Some(here.supervisor.id()), ..of_case };
        assert!(look(hers, 50).unwrap().lines.iter().all(|line| line.actor == here.supervisor.id()));
        let now = here.office.now();
        let within = |from, to| Sought { within: Some((from, to)), ..Sought::default() };
        assert!(!look(within(0, now + 1), 50).unwrap().lines.is_empty());
        assert!(look(within(0, 1), 50).unwrap().lines.is_empty());
        let number = casework::number::of("CH", &record::open(&here.office, &here.worker, case).unwrap().row);
        assert_eq!(access_log::record_of(&here.office, &auditor, &number).unwrap(), access_log::short(case));
        assert!(matches!(access_log::record_of(&here.office, &here.worker, &number), Err(Error::NotFound)));
        assert!(matches!(access_log::look(&here.office, &here.worker, &Sought::default(), 5), Err(Error::NotFound)));
        assert_eq!(backup::last(&here.office, &auditor).unwrap(), None);
        backup::note(&here.office).unwrap();
        assert!(backup::last(&here.office, &auditor).unwrap().is_some_and(|at| at >= now));
        assert!(matches!(backup::last(&here.office, &here.worker), Err(Error::NotFound)));
    });
}
