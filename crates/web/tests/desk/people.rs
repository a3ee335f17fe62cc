//! Colleagues: invitations, resets, closing, roles; never one's own.

use crate::office::{Desk, value_after};
use casework::{accounts, record};
use serde_json::json;

fn newcomer(desk: &Desk) -> uuid::Uuid {
    let id = desk.app.office.new_id();
    let wanted = record::Wanted {
        id,
        kind: "user".into(),
        changes: crate::office::changes(json!({"display_name": "Rita Kumal"})),
        ..record::Wanted::default()
    };
    record::save(&desk.app.office, &desk.actor("anita"), &wanted).unwrap().id
}

#[test]
fn everyone_is_listed_with_roles_and_account() {
    let desk = Desk::new();
    newcomer(&desk);
    let page = desk.sign_in("anita").get("/desk/people").body;
    for shown in ["Maya Gurung", "Social worker, Banke home", "Account in use", "Rita Kumal", "Not invited"] {
        assert!(page.contains(shown), "{shown} in {page}");
    }
    assert!(!page.contains("Sabina"), "nobody of another tenant");
}

#[test]
fn a_colleague_is_invited_once_and_reset_later() {
    let desk = Desk::new();
    let (seat, rita) = (desk.sign_in("anita"), newcomer(&desk));
    let path = format!("/desk/people/{rita}");
    assert_eq!(seat.post(&format!("{path}/invite"), "name=ab").status, 422);
    let taken = seat.post(&format!("{path}/invite"), "name=maya");
    assert!(taken.status == 422 && taken.body.contains("taken"), "{}", taken.body);
    let invited = seat.post(&format!("{path}/invite"), "name=rita").body;
    let link = value_after(&invited, "class=\"input code\" ").to_owned();
    let token = link.strip_prefix("http://127.0.0.1:8080/desk/link/").expect("a whole address");
    assert_eq!(accounts::pending(&desk.app.office, token).unwrap(), Some((1, rita)));
    let page = seat.get(&path).body;
    assert!(page.contains("Invited") && !page.contains(token), "shown once");
    assert_eq!(seat.post(&format!("{path}/invite"), "name=rita2").status, 400, "one account, one name");
    let reset = seat.post(&format!("{path}/reset"), "").body;
    let again = value_after(&reset, "class=\"input code\" ").rsplit('/').next().unwrap().to_owned();
    assert_eq!(accounts::pending(&desk.app.office, &again).unwrap(), Some((1, rita)));
    let other = desk.user("sabina");
    assert_eq!(seat.post(&format!("/desk/people/{other}/reset"), "").status, 404, "another tenant's");
    assert_eq!(desk.sign_in("kiran").post(&format!("{path}/reset"), "").status, 404);
}

#[test]
fn a_closed_account_loses_everything_at_once() {
    let desk = Desk::new();
    let (seat, maya) = (desk.sign_in("anita"), desk.sign_in("maya"));
    let scope = accounts::Scope { actions: vec!["view".into()], ..accounts::Scope::default() };
    let ends = desk.app.office.now() + 86_400_000_000;
    let token = accounts::issue(&desk.app.office, 1, desk.user("maya"), "x", &scope, ends).unwrap();
    let path = format!("/desk/people/{}", desk.user("maya"));
    assert_eq!(seat.post(&format!("{path}/account"), "do=close").status, 303);
    assert_eq!(maya.get("/desk/me").status, 303, "her session ended");
    assert!(accounts::bearer(&desk.app.office, &token).unwrap().is_none(), "her token ended");
    assert!(accounts::sign_in(&desk.app.office, "maya", crate::office::PASSWORD, "", "").is_err());
    let page = seat.get(&path).body;
    assert!(page.contains("Account closed") && page.contains("Open the account again"), "{page}");
    assert_eq!(seat.post(&format!("{path}/reset"), "").status, 400);
    assert_eq!(seat.post(&format!("{path}/account"), "do=open").status, 303);
    assert!(accounts::sign_in(&desk.app.office, "maya", crate::office::PASSWORD, "", "").is_ok());
    let log = desk.sign_in("prakash").get("/desk/log").body;
    assert!(log.contains("closed it") && log.contains("opened it again"), "{log}");
}

#[test]
fn roles_are_given_ended_and_given_again() {
    let desk = Desk::new();
    let (seat, rita) = (desk.sign_in("anita"), newcomer(&desk));
    let path = format!("/desk/people/{rita}");
    let give = format!("role=nurse&site={}&team=banke&supervisor={}", desk.site, desk.user("kiran"));
    for _ in 0..2 {
        let given = seat.post(&format!("{path}/role"), &give);
        assert_eq!(given.status, 303, "{}", given.body);
        let actor = accounts::staff(&desk.app.office, 1, rita).unwrap();
        assert!(actor.holds("nurse"));
        let page = seat.get(&path).body;
        assert!(page.contains("Nurse, Banke home") && page.contains("Supervisor: Kiran Shah"), "{page}");
        let id = value_after(&page, "name=\"id\" ").to_owned();
        let ended = seat.post(&format!("{path}/role/end"), &format!("id={id}"));
        assert_eq!(ended.status, 303, "{}", ended.body);
        assert!(!accounts::staff(&desk.app.office, 1, rita).unwrap().holds("nurse"));
        assert!(seat.get(&path).body.contains("Roles held before"));
    }
    assert_eq!(seat.post(&format!("{path}/role"), &format!("role=system&site={}", desk.site)).status, 400);
    assert_eq!(seat.post(&format!("{path}/role"), &format!("role=queen&site={}", desk.site)).status, 400);
}

#[test]
fn nobody_looks_after_her_own_account() {
    let desk = Desk::new();
    let seat = desk.sign_in("anita");
    let path = format!("/desk/people/{}", desk.user("anita"));
    let page = seat.get(&path).body;
    assert!(page.contains("Nobody gives a role to herself") && !page.contains("/account\""), "{page}");
    for (what, form) in [
        ("role", format!("role=case_supervisor&site={}", desk.site)),
        ("role/end", String::new()),
        ("account", "do=close".into()),
        ("reset", String::new()),
        ("invite", "name=anita2".into()),
    ] {
        assert_eq!(seat.post(&format!("{path}/{what}"), &form).status, 403, "{what}");
    }
}

#[test]
fn an_empty_office_shows_the_first_steps_until_someone_is_helped() {
    let desk = Desk::new();
    let seat = desk.sign_in("anita");
    assert_eq!(seat.get("/desk/").location, "/desk/start");
    let page = seat.get("/desk/start").body;
    assert_eq!(page.matches("<li class=\"card").count(), 5, "{page}");
    assert_eq!(desk.sign_in("maya").get("/desk/").location, "/desk/list/case");
    desk.case();
    assert_ne!(seat.get("/desk/").location, "/desk/start");
}
