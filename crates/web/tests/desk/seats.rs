//! Sessions: under one membership at a time, locked when idle, back to the same page with what was typed.

use crate::office::{Desk, Method, PASSWORD, value_after};
use casework::draft;

#[test]
fn a_session_acts_under_one_membership_and_switching_is_logged() {
    let desk = Desk::new();
    let case = desk.case();
    desk.also("maya", "trainer");
    let seat = desk.sign_in("maya");
    let page = seat.get("/desk/me").body;
    assert!(page.contains("<span class=\"under\">Social worker, Banke home</span>"), "{page}");
    assert_eq!(seat.get(&format!("/desk/r/{case}")).status, 200);
    let id = value_after(&page, "action=\"/desk/me/membership\"><input type=\"hidden\" name=\"csrf\" value=\"");
    let id = if id.len() == 36 { id } else { value_after(&page, "name=\"id\" ") }.to_owned();
    assert_eq!(desk.sign_in("kiran").post("/desk/me/membership", &format!("id={id}")).status, 404, "not hers");
    assert_eq!(seat.post("/desk/me/membership", &format!("id={id}")).location, "/desk/me?done=membership");
    assert!(seat.get("/desk/me").body.contains("<span class=\"under\">Trainer, Jamunaha</span>"));
    assert_eq!(seat.get(&format!("/desk/r/{case}")).status, 404, "a trainer does not see the case");
    assert!(desk.sign_in("prakash").get("/desk/log").body.contains("Acts under another role"));
    let next = desk.sign_in("maya");
    assert!(next.get("/desk/me").body.contains("Trainer, Jamunaha</span>"), "as she left it");
}

#[test]
fn a_membership_that_ends_opens_nothing_until_another_is_chosen() {
    let desk = Desk::new();
    desk.case();
    desk.also("maya", "trainer");
    let (seat, anita) = (desk.sign_in("maya"), desk.sign_in("anita"));
    let path = format!("/desk/people/{}", desk.user("maya"));
    let page = anita.get(&path).body;
    let at = page.find("Social worker, Banke home").unwrap();
    let id = value_after(&page[at..], "name=\"id\" ").to_owned();
    assert_eq!(anita.post(&format!("{path}/role/end"), &format!("id={id}")).status, 303);
    assert_eq!(seat.get("/desk/").location, "/desk/me");
    assert_eq!(seat.get("/desk/list/case").status, 404);
    assert!(seat.get("/desk/me").body.contains("has ended. Choose another"));
}

#[test]
fn an_idle_session_ends_and_signing_in_leads_back() {
    let desk = Desk::new();
    let seat = desk.sign_in("maya");
    desk.pass(14);
    assert_eq!(seat.post("/desk/stay", "").status, 204, "she is still there");
    desk.pass(14);
    assert_eq!(seat.get("/desk/list/case").status, 200);
    desk.pass(16);
    let id = desk.app.office.new_id();
    for place in
        ["/desk/list/case".to_owned(), format!("/desk/list/case?view={id}"), format!("/desk/new/case?draft={id}")]
    {
        assert_eq!(seat.get(&place).location, format!("/desk/sign-in?next={place}"));
    }
    let typed = seat.get("/desk/list/case?view=Asha").location;
    assert_eq!(typed, "/desk/sign-in?next=/desk/list/case", "what is no id stays out of the address");
    let form = format!("name=maya&password={}&next=/desk/new/case?draft={id}", PASSWORD.replace(' ', "+"));
    let back = desk.send(Method::Post, "/desk/sign-in", None, &form);
    assert_eq!(back.location, format!("/desk/new/case?draft={id}"));
    for page in ["/desk/list/case", "/desk/me"] {
        let page = desk.sign_in("maya").get(page).body;
        assert!(page.contains("data-idle=\"900\"") && page.contains("data-warning=\"The desk locks"), "it warns");
    }
}

#[test]
fn a_form_that_comes_too_late_is_kept_as_a_draft_and_nothing_else_is_done() {
    let desk = Desk::new();
    let seat = desk.sign_in("maya");
    let page = seat.get("/desk/new/person").body;
    let hidden = |name: &str| value_after(&page, &format!("name=\"{name}\" ")).to_owned();
    let id = hidden("_id");
    let form = format!(
        "_id={id}&_kind=person&_base=0&_parent=&_whole=yes&_part={}&_page={}&sex=male&do=save",
        hidden("_part"),
        hidden("_page")
    );
    desk.pass(16);
    assert_eq!(desk.send(Method::Post, "/desk/write", Some(&seat.cookie), &form).location, "/desk/sign-in", "no csrf");
    let held = || draft::read(&desk.app.office, &desk.actor("maya"), id.parse().unwrap()).unwrap();
    assert!(held().is_none());
    let late = seat.post("/desk/write", &form);
    assert_eq!(late.location, format!("/desk/sign-in?next=/desk/new/person?draft={id}"));
    assert_eq!(held().expect("it is kept").answers["sex"], "male");
    assert_eq!(seat.post("/desk/write", &format!("{form}&_quiet=yes")).status, 204);
    assert!(desk.send(Method::Get, &late.location, None, "").body.contains("What you were writing is kept"));
    let again = desk.sign_in("maya").get(&format!("/desk/new/person?draft={id}"));
    assert!(again.status == 200 && again.body.contains("value=\"male\" checked"), "{}", again.body);
    assert_eq!(seat.post("/desk/me/settings", "language=fr&theme=").location, "/desk/sign-in", "nothing else is done");
    desk.pass(12 * 60);
    assert_eq!(seat.post("/desk/write", &form).location, "/desk/sign-in", "after twelve hours it is over");
}
