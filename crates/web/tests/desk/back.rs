//! Looking back: the access log, the ledger and its check.

use crate::office::Desk;

#[test]
fn the_log_says_in_words_who_saw_what() {
    let desk = Desk::new();
    let case = desk.case();
    desk.sign_in("maya").get(&format!("/desk/r/{case}"));
    let short = case.simple().to_string()[24..].to_uppercase();
    let auditor = desk.sign_in("prakash").get("/desk/log").body;
    for shown in ["Maya Gurung", "Opened a record", "Signed in", &short] {
        assert!(auditor.contains(shown), "{shown} in {auditor}");
    }
    assert!(!auditor.contains(&format!("/desk/r/{case}")), "an auditor may not see the case");
    assert!(!auditor.contains("Asha"), "no name of anyone helped");
    let lead = desk.sign_in("denis").get("/desk/log").body;
    assert!(lead.contains(&format!("href=\"/desk/r/{case}\"")), "the data-protection lead may");
    assert!(!desk.sign_in("prakash").get("/desk/log").body.contains("Sabina"), "no line of another tenant");
}

#[test]
fn the_log_goes_back_page_by_page() {
    let desk = Desk::new();
    let case = desk.case();
    let maya = desk.sign_in("maya");
    for _ in 0..60 {
        casework::record::open(&desk.app.office, &desk.actor("maya"), case).unwrap();
    }
    drop(maya);
    let seat = desk.sign_in("prakash");
    let page = seat.get("/desk/log").body;
    let at = page.find("/desk/log?before=").expect("there is an earlier page");
    let earlier = page[at..].split('"').next().unwrap().to_owned();
    let older = seat.get(&earlier).body;
    assert!(older.matches("<tr><th scope=\"row\"").count() > 5, "{older}");
    assert!(!older.contains("/desk/log?before="), "the last page");
}

#[test]
fn the_log_is_searched_by_person_record_and_day_without_typed_text_in_an_address() {
    let desk = Desk::new();
    let (case, other) = (desk.case(), desk.case());
    for id in [case, other] {
        casework::record::open(&desk.app.office, &desk.actor("maya"), id).unwrap();
    }
    casework::record::open(&desk.app.office, &desk.actor("kiran"), case).unwrap();
    let seat = desk.sign_in("prakash");
    let row = casework::record::open(&desk.app.office, &desk.actor("maya"), case).unwrap().row;
    let number = casework::number::of("CH", &row);
    let found = seat.post("/desk/log", &format!("who=&record={number}&day="));
    let digits = casework::access_log::short(case);
    assert_eq!(found.location, format!("/desk/log?record={digits}"), "{}", found.body);
    let page = seat.get(&found.location).body;
    assert!(page.contains("Maya Gurung") && page.contains("Kiran Shah"), "{page}");
    assert!(!page.contains(&casework::access_log::short(other)));
    let hers = seat.post("/desk/log", &format!("who={}&record={digits}&day=2026-01-01", desk.user("kiran"))).location;
    assert!(hers.ends_with("&day=2026-01-01"), "{hers}");
    let page = seat.get(&hers).body;
    assert!(page.matches("<td>Kiran Shah</td>").count() == 1 && !page.contains("<td>Maya Gurung</td>"), "{page}");
    assert!(seat.get("/desk/log?day=2025-12-31").body.contains("Nothing fits here"));
    let wrong = seat.post("/desk/log", "who=&record=Asha+Tamang&day=");
    assert!(wrong.status == 422 && wrong.body.contains("No record has this number"), "{}", wrong.body);
    assert_eq!(seat.post("/desk/log", "who=Asha&record=&day=Monday").location, "/desk/log");
    assert_eq!(desk.sign_in("maya").post("/desk/log", &format!("record={number}")).status, 404);
}

#[test]
fn the_ledger_is_checked_and_damage_is_found() {
    let desk = Desk::new();
    let case = desk.case();
    let seat = desk.sign_in("prakash");
    let page = seat.get("/desk/ledger").body;
    assert!(page.contains("Hash of the last entry") && page.contains("None was signed yet"), "{page}");
    let well = seat.post("/desk/ledger/verify", "");
    assert!(well.status == 200 && well.body.contains("All is well"), "{}", well.body);
    assert_eq!(desk.sign_in("maya").post("/desk/ledger/verify", "").status, 404);
    desk.app
        .office
        .store
        .write(move |writes| -> store::Result<()> {
            writes.run("UPDATE record SET stage = 'closed' WHERE tenant = 1 AND id = $1", &[case.into()])?;
            Ok(())
        })
        .unwrap();
    let damaged = seat.post("/desk/ledger/verify", "").body;
    assert!(damaged.contains("not as it was written") && damaged.contains(&case.to_string()), "{damaged}");
}
