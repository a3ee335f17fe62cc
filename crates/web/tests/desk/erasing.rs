//! Erasing a record: proposed, approved by another, carried out with its number typed; and what is left of it.

use crate::hands::after;
use crate::office::{Desk, changes};
use casework::record::{self, Wanted};
use casework::{number, verify};
use serde_json::json;
use uuid::Uuid;

fn number_of(desk: &Desk, case: Uuid) -> String {
    number::of("CH", &record::open(&desk.app.office, &desk.actor("maya"), case).unwrap().row)
}

#[test]
fn a_record_is_erased_by_two_people_and_says_so_afterwards() {
    let desk = Desk::new();
    let case = desk.case();
    let number = number_of(&desk, case);
    let (denis, sunita) = (desk.sign_in("denis"), desk.sign_in("sunita"));
    let (record, path) = (format!("/desk/r/{case}"), format!("/desk/r/{case}/erase"));
    assert!(denis.get(&record).body.contains(&path));
    for name in ["maya", "kiran", "sunita"] {
        let seat = desk.sign_in(name);
        assert!(!seat.get(&record).body.contains(&path), "no control for {name}");
        assert_eq!((seat.get(&path).status, seat.post(&path, "do=propose").status), (403, 403), "{name}");
        assert_eq!(seat.post(&path, "do=erase&number=x").status, 403, "{name}");
    }
    for name in ["urmila", "sabina", "bina"] {
        let seat = desk.sign_in(name);
        let (there, nothing) = (seat.get(&path), seat.get("/desk/absent"));
        assert_eq!((there.status, there.body), (404, nothing.body), "{name}");
    }
    let page = denis.get(&path).body;
    assert!(page.contains("Case: 1") && page.contains("Consent: 1") && page.contains("Propose it"), "{page}");
    assert!(page.contains("approved by: Country director"), "{page}");
    let wrong = denis.post(&path, "do=propose&ground=her_wish&reason=");
    assert!(wrong.status == 422 && wrong.body.contains("by which law"), "{}", wrong.body);
    let early = denis.post(&path, &format!("do=erase&number={number}"));
    assert!(early.status == 422 && early.body.contains("A second person must approve"), "{}", early.body);
    assert_eq!(denis.post(&path, "do=propose&ground=her_wish&reason=She+asked+by+letter").location, path);
    assert!(denis.get(&path).body.contains("waits for a second person"));
    assert!(denis.get("/desk/erasures").body.contains("No erasure waits for you"), "not her own");

    let page = sunita.get("/desk/erasures").body;
    assert!(page.contains("She asks for it") && page.contains("She asked by letter"), "{page}");
    let decide = format!("/desk/erasures/{}", after(&page, "action=\"/desk/erasures/"));
    assert_eq!(denis.post(&decide, "decision=approved").status, 403);
    assert_eq!(desk.sign_in("kiran").post(&decide, "decision=approved").status, 404);
    assert_eq!(sunita.post(&decide, "decision=approved&words=").location, "/desk/erasures?done=approved");

    let mistyped = denis.post(&path, "do=erase&number=CH-000001-1");
    assert!(mistyped.status == 422 && mistyped.body.contains("Nothing was erased"), "{}", mistyped.body);
    assert_eq!(denis.post(&path, &format!("do=erase&number={}", number.to_lowercase())).location, record);
    for name in ["denis", "maya"] {
        let gone = desk.sign_in(name).get(&record);
        assert_eq!(gone.status, 410, "{name}");
        for shown in ["was erased", &number, "Denis Aubert", "She asks for it", "Sunita Rai"] {
            assert!(gone.body.contains(shown), "{shown} in {}", gone.body);
        }
        assert!(!gone.body.contains("Asha") && !gone.body.contains("Exploitation"), "never what it said");
    }
    for name in ["urmila", "sabina", "bina"] {
        let seat = desk.sign_in(name);
        let (there, nothing) = (seat.get(&record), seat.get("/desk/absent"));
        assert_eq!((there.status, there.body), (404, nothing.body), "{name}");
    }
    let report = verify::run(&desk.app.office, true, &mut |_| {}).unwrap();
    assert!(report.faults.is_empty(), "{:#?}", report.faults);
}

#[test]
fn a_legal_hold_stands_in_the_way_and_the_password_is_asked_again() {
    let desk = Desk::new();
    let case = desk.case();
    let hold = Wanted {
        id: desk.app.office.new_id(),
        kind: "legal_hold".into(),
        parent: Some(case),
        changes: changes(json!({"ground": "court", "reason": "Her claim is before the court."})),
        ..Wanted::default()
    };
    record::save(&desk.app.office, &desk.actor("kiran"), &hold).unwrap();
    let path = format!("/desk/r/{case}/erase");
    let denis = desk.sign_in("denis");
    assert!(denis.get(&path).body.contains("A legal hold keeps this record"));
    let refused = denis.post(&path, "do=propose&ground=her_wish&reason=She+asked");
    assert!(refused.status == 422 && refused.body.contains("A legal hold"), "{}", refused.body);
    desk.pass(6);
    assert_eq!(denis.get(&path).location, format!("/desk/again?next={path}"));
    assert!(denis.get("/desk/break-glass").location.starts_with("/desk/again"));
}
