//! To whom a record is open, in whose hands it is, what it is linked with, and how it is printed.

use crate::office::{Desk, Seat};
use casework::record;
use uuid::Uuid;

/// What stands in the first address that begins so.
pub fn after<'a>(body: &'a str, start: &str) -> &'a str {
    let rest = &body[body.find(start).unwrap_or_else(|| panic!("no {start} in {body}")) + start.len()..];
    &rest[..rest.find(['"', '/']).unwrap()]
}

/// Pages of a record that is not hers are those of one that is not there.
fn nowhere(seat: &Seat<'_>, case: Uuid, page: &str) {
    let (there, nothing) = (format!("/desk/r/{case}{page}"), format!("/desk/r/{}{page}", Uuid::from_u128(7)));
    let (there, nothing) = (seat.get(&there), seat.get(&nothing));
    assert_eq!((there.status, nothing.status), (404, 404), "{page}");
    assert_eq!(there.body, nothing.body, "{page}");
}

#[test]
fn a_share_is_listed_and_ended_by_who_may_share() {
    let desk = Desk::new();
    let case = desk.case();
    let maya = desk.sign_in("maya");
    assert!(maya.get(&format!("/desk/r/{case}")).body.contains(&format!("/desk/r/{case}/add/share")));
    assert!(!desk.sign_in("indira").get(&format!("/desk/r/{case}")).body.contains("/add/share"), "not her right");
    let share = desk.share(case, "bina");
    let page = maya.get(&format!("/desk/r/{case}")).body;
    for shown in ["Bina Rai", "To receive help and services", "Who she is", "End this share"] {
        assert!(page.contains(shown), "{shown} in {page}");
    }
    assert_eq!(desk.sign_in("bina").get(&format!("/desk/r/{case}")).status, 200);
    let end = format!("/desk/shares/{share}/end");
    assert_eq!(desk.sign_in("indira").post(&end, "").status, 403);
    for other in ["bina", "urmila", "sabina"] {
        assert_eq!(desk.sign_in(other).post(&end, "").status, 404, "{other}");
    }
    assert_eq!(maya.post(&end, "").location, format!("/desk/r/{case}"));
    let page = maya.get(&format!("/desk/r/{case}")).body;
    assert!(page.contains("ended, last day") && !page.contains("End this share"), "{page}");
    nowhere(&desk.sign_in("bina"), case, "");
}

#[test]
fn a_case_is_offered_taken_and_out_of_the_old_hands() {
    let desk = Desk::new();
    let case = desk.case();
    let (kiran, bina) = (desk.sign_in("kiran"), desk.sign_in("bina"));
    let path = format!("/desk/r/{case}/handover");
    assert!(kiran.get(&format!("/desk/r/{case}")).body.contains(&path));
    let maya = desk.sign_in("maya");
    assert!(!maya.get(&format!("/desk/r/{case}")).body.contains(&path), "the control is absent");
    assert_eq!((maya.get(&path).status, maya.post(&path, "").status), (403, 403));
    for other in ["bina", "urmila", "sabina"] {
        nowhere(&desk.sign_in(other), case, "/handover");
        assert_eq!(desk.sign_in(other).post(&path, "").status, 404);
    }
    assert!(kiran.get(&path).body.contains("Bina Rai"));
    let form = format!("to={}&to_site={}&why=", desk.user("bina"), desk.site);
    let wrong = kiran.post(&path, &form);
    assert!(wrong.status == 422 && wrong.body.contains("Why, and what does the next worker"), "{}", wrong.body);
    let wrong = kiran.post(&path, &format!("to={}&to_site={}&why=x", desk.user("urmila"), desk.site));
    assert!(wrong.status == 422 && wrong.body.contains("could not work on this case"), "{}", wrong.body);
    assert_eq!(kiran.post(&path, &format!("{form}Maya+goes+on+leave")).location, format!("/desk/r/{case}"));
    assert!(kiran.get(&format!("/desk/r/{case}")).body.contains("Take the offer back"));

    assert!(bina.get("/desk/handovers").body.contains("Handed to you (1)"));
    let page = bina.get("/desk/handovers").body;
    assert!(page.contains("Maya goes on leave") && page.contains("until now with Maya Gurung"), "{page}");
    assert!(!page.contains("Asha"), "nothing of her yet");
    let offer = after(&page, "action=\"/desk/handovers/").to_owned();
    let answer = format!("/desk/handovers/{offer}");
    assert_eq!(desk.sign_in("kiran").post(&answer, "answer=take&words=").status, 404);
    assert_eq!(maya.post(&answer, "answer=take&words=").status, 404);
    assert_eq!(bina.post(&answer, "answer=perhaps").status, 400);
    assert_eq!(bina.post(&answer, "answer=take&words=").location, format!("/desk/r/{case}"));
    let page = bina.get(&format!("/desk/r/{case}")).body;
    assert!(page.contains("Asha Tamang") && page.contains("Maya Gurung → Bina Rai"), "{page}");
    nowhere(&maya, case, "");
    nowhere(&maya, case, "/edit");
}

#[test]
fn an_offer_is_taken_back_or_declined() {
    let desk = Desk::new();
    let case = desk.case();
    let (kiran, bina) = (desk.sign_in("kiran"), desk.sign_in("bina"));
    let form = format!("to={}&to_site={}&why=She+moves", desk.user("bina"), desk.site);
    kiran.post(&format!("/desk/r/{case}/handover"), &form);
    let page = kiran.get(&format!("/desk/r/{case}")).body;
    let back = format!("/desk/handovers/{}/withdraw", after(&page, "action=\"/desk/handovers/"));
    assert_eq!(desk.sign_in("maya").post(&back, "").status, 403);
    assert_eq!(bina.post(&back, "").status, 404);
    assert_eq!(kiran.post(&back, "").location, format!("/desk/r/{case}"));
    kiran.post(&format!("/desk/r/{case}/handover"), &form);
    let offer = after(&bina.get("/desk/handovers").body, "action=\"/desk/handovers/").to_owned();
    assert_eq!(
        bina.post(&format!("/desk/handovers/{offer}"), "answer=decline").location,
        "/desk/handovers?done=declined"
    );
    assert!(bina.get("/desk/handovers").body.contains("No case is offered to you"));
    assert_eq!(desk.sign_in("maya").get(&format!("/desk/r/{case}/edit")).status, 200, "it is hers still");
}

#[test]
fn records_whose_names_are_alike_are_proposed_and_linked() {
    let desk = Desk::new();
    let (first, second) = (desk.case(), desk.case());
    let person = |case| record::open(&desk.app.office, &desk.actor("maya"), case).unwrap().row.person.unwrap();
    let (a, b) = (person(first), person(second));
    let maya = desk.sign_in("maya");
    let path = format!("/desk/r/{a}/link");
    assert!(maya.get(&format!("/desk/r/{a}")).body.contains(&path));
    let indira = desk.sign_in("indira");
    assert!(!indira.get(&format!("/desk/r/{a}")).body.contains(&path), "the control is absent");
    assert_eq!((indira.get(&path).status, indira.post(&path, "to=&kind=").status), (403, 403));
    for other in ["bina", "sabina"] {
        nowhere(&desk.sign_in(other), a, "/link");
    }
    let page = maya.get(&path).body;
    assert!(page.contains("Names that sound alike") && page.contains(&format!("value=\"{b}\"")), "{page}");
    assert!(!page.contains(&format!("value=\"{a}\"")), "not herself");
    assert!(maya.post(&path, "do=find&text=आशा").body.contains(&b.to_string()));
    assert_eq!(maya.post(&path, &format!("to={b}&kind=")).status, 422);
    let made = maya.post(&path, &format!("to={b}&kind=same_person:suggested&why=The+same+village"));
    assert_eq!(made.location, format!("/desk/r/{a}"), "{}", made.body);
    let again = maya.post(&path, &format!("to={b}&kind=same_person:suggested&why="));
    assert!(again.status == 422 && again.body.contains("linked in this way already"), "{}", again.body);
    let page = maya.get(&format!("/desk/r/{b}")).body;
    assert!(page.contains("May be the same person"), "seen from both sides: {page}");
    let link = format!("/desk/links/{}", after(&page, "action=\"/desk/links/"));
    assert!(!indira.get(&format!("/desk/r/{b}")).body.contains("action=\"/desk/links/"));
    assert_eq!(indira.post(&link, "state=same").status, 403);
    assert_eq!(desk.sign_in("sabina").post(&link, "state=same").status, 404);
    assert_eq!(maya.post(&link, &format!("state=not_same&back={b}")).location, format!("/desk/r/{b}"));
    assert!(maya.get(&format!("/desk/r/{a}")).body.contains("Two different people"));
    maya.post(&link, &format!("state=ended&back={b}"));
    assert!(!maya.get(&format!("/desk/r/{a}")).body.contains("/desk/links/"));
    let kiran = desk.sign_in("kiran");
    assert_eq!(kiran.post(&format!("/desk/r/{first}/link"), &format!("to={second}&kind=same_event:&why=")).status, 303);
    assert!(kiran.get(&format!("/desk/r/{second}")).body.contains("Began with the same event"));
}

#[test]
fn the_printed_page_says_whose_it_is_and_is_noted() {
    let desk = Desk::new();
    let case = desk.case();
    let path = format!("/desk/r/{case}/print");
    let page = desk.sign_in("maya").get(&path).body;
    for shown in ["<b>One</b>", "Confidential", "Printed by Maya Gurung", "CH-0000", "Asha Tamang", "The story so far"]
    {
        assert!(page.contains(shown), "{shown} in {page}");
    }
    assert!(!page.contains("<nav") && !page.contains("<form"), "no navigation");
    assert!(page.contains("Sealed: for"), "sealed parts by name");
    let lawyers = desk.sign_in("sunita").get(&path).body;
    assert!(!lawyers.contains("Asha"), "who she is is not hers to read");
    nowhere(&desk.sign_in("bina"), case, "/print");
    let log = desk.sign_in("denis").get("/desk/log").body;
    assert!(log.contains("Printed a record"), "{log}");
}
