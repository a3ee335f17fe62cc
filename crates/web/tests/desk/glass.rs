//! Opening a record in an emergency.

use crate::hands::after;
use crate::office::Desk;
use casework::{number, record};
use uuid::Uuid;

const WHY: &str = "category=danger&reason=The+police+found+a+girl+at+the+border";

fn number_of(desk: &Desk, case: Uuid) -> String {
    number::of("CH", &record::open(&desk.app.office, &desk.actor("maya"), case).unwrap().row)
}

#[test]
fn a_record_is_opened_by_its_number_and_everyone_is_told() {
    let desk = Desk::new();
    let case = desk.case();
    let sunita = desk.sign_in("sunita");
    let record = format!("/desk/r/{case}");
    let page = sunita.get(&record).body;
    assert!(page.contains(&format!("/desk/break-glass?record={case}")) && !page.contains("Asha"), "{page}");
    assert!(sunita.get(&format!("/desk/break-glass?record={case}")).body.contains(&number_of(&desk, case)));
    assert!(!desk.sign_in("maya").get(&record).body.contains("/desk/break-glass"));

    let number = number_of(&desk, case);
    for (form, said) in [
        (format!("number={number}&category=danger&reason="), "Give an answer"),
        (format!("number={number}&category=danger&reason=help"), "Write it in a sentence"),
        (format!("number={number}&category=boredom&reason=The+police+found+a+girl"), "What kind of emergency"),
    ] {
        let wrong = sunita.post("/desk/break-glass", &form);
        assert!(wrong.status == 422 && wrong.body.contains(said), "{said} in {}", wrong.body);
    }
    let opened = sunita.post("/desk/break-glass", &format!("number={number}&{WHY}"));
    assert_eq!(opened.location, record, "{}", opened.body);
    let page = sunita.get(&record).body;
    assert!(page.contains("Asha Tamang") && page.contains("Open to you in an emergency until"), "{page}");
    for (name, told) in [("kiran", true), ("denis", true), ("maya", false)] {
        assert_eq!(desk.sign_in(name).get("/desk/me").body.contains("Emergency openings (1)"), told, "{name}");
    }
    desk.pass(120);
    let page = desk.sign_in("sunita").get(&record).body;
    assert!(!page.contains("Asha Tamang") && !page.contains("Open to you in an emergency"), "{page}");
}

#[test]
fn a_number_that_is_not_hers_and_one_that_is_not_there_are_answered_alike() {
    let desk = Desk::new();
    let case = desk.case();
    let sunita = desk.sign_in("sunita");
    // The number of another record of this tenant that she may not open so: the partner's have another ledger.
    let numbered = number_of(&desk, case);
    let absent = sunita.post("/desk/break-glass", &format!("number=CH-999999-1&{WHY}"));
    let wrong = sunita.post("/desk/break-glass", &format!("number=XX&{WHY}"));
    assert_eq!((absent.status, wrong.status), (404, 404));
    assert_eq!(absent.body.replace("CH-999999-1", ""), wrong.body.replace("XX", ""));
    for other in ["maya", "kiran", "urmila", "sabina", "anita"] {
        let seat = desk.sign_in(other);
        let answer = seat.post("/desk/break-glass", &format!("number={numbered}&{WHY}"));
        assert_eq!((answer.status, answer.body), (404, seat.get("/desk/absent").body), "{other}");
    }
    assert!(desk.sign_in("denis").get("/desk/log").body.contains("Was refused"));
    assert_eq!(desk.sign_in("urmila").post("/desk/break-glass", &format!("record={case}&{WHY}")).status, 404);
}

#[test]
fn an_opening_is_looked_at_by_someone_else_in_time() {
    let desk = Desk::new();
    let cases = [desk.case(), desk.case()];
    let open =
        |case| desk.sign_in("sunita").post("/desk/break-glass", &format!("number={}&{WHY}", number_of(&desk, case)));
    assert_eq!(open(cases[0]).status, 303);
    let kiran = desk.sign_in("kiran");
    let page = kiran.get("/desk/break-glass/reviews").body;
    for shown in ["Sunita Rai", "found a girl at the border", "to be looked at by", &number_of(&desk, cases[0])] {
        assert!(page.contains(shown), "{shown} in {page}");
    }
    assert!(!page.contains("tag late"));
    desk.pass(49 * 60);
    let late = open(cases[1]);
    assert!(late.status == 422 && late.body.contains("more than 48 hours"), "{}", late.body);
    let kiran = desk.sign_in("kiran");
    let page = kiran.get("/desk/break-glass/reviews").body;
    assert!(page.contains("tag late"), "{page}");
    let review = format!("/desk/break-glass/{}", after(&page, "action=\"/desk/break-glass/"));
    for (other, status) in [("sunita", 403), ("maya", 404), ("sabina", 404)] {
        assert_eq!(desk.sign_in(other).post(&review, "finding=justified&words=").status, status, "{other}");
    }
    assert_eq!(kiran.post(&review, "finding=&words=").status, 400);
    assert_eq!(kiran.post(&review, "finding=justified&words=ok").location, "/desk/break-glass/reviews?done=yes");
    assert!(kiran.get("/desk/break-glass/reviews").body.contains("No opening waits for you"));
    assert_eq!(open(cases[1]).status, 303);
}
