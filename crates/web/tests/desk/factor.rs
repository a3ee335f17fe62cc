//! A second factor: shown as a code to read, dropped by two administrators and never by one, its owner told.

use crate::account::code;
use crate::office::{Desk, Seat};
use casework::accounts;

/// Maya's second factor in force.
fn in_force(desk: &Desk) {
    let (secret, _) = accounts::start_factor(&desk.app.office, 1, desk.user("maya")).unwrap();
    let first = code(&secret, desk.app.office.now());
    assert!(accounts::confirm_factor(&desk.app.office, 1, desk.user("maya"), &first).unwrap());
}

fn has_factor(desk: &Desk) -> bool {
    accounts::recovery_left(&desk.app.office, 1, desk.user("maya")).unwrap().is_some()
}

fn ask(seat: &Seat<'_>, desk: &Desk, what: &str) -> u16 {
    seat.post(&format!("/desk/people/{}/factor", desk.user("maya")), &format!("do={what}")).status
}

#[test]
fn a_code_to_read_stands_beside_the_secret_and_the_link() {
    let desk = Desk::new();
    let seat = desk.sign_in("maya");
    let page = seat.post("/desk/me/factor", "").body;
    assert!(page.contains("<svg class=\"qr\" role=\"img\"") && page.contains("data-print"), "{page}");
    assert!(!page.contains("style="), "nothing that the content policy forbids");
    let link = desk.sign_in("anita").post(&format!("/desk/people/{}/reset", desk.user("maya")), "").body;
    assert!(link.contains("<svg class=\"qr\" role=\"img\""));
}

#[test]
fn a_lost_factor_takes_two_administrators_and_its_owner_is_told() {
    let mut desk = Desk::new();
    desk.join("puja", "Puja Rai", "administrator");
    let maya = desk.sign_in("maya");
    in_force(&desk);
    let (anita, puja) = (desk.sign_in("anita"), desk.sign_in("puja"));
    assert_eq!(ask(&anita, &desk, "confirm"), 404, "nobody asked yet");
    assert_eq!(ask(&anita, &desk, "ask"), 303);
    assert_eq!(ask(&anita, &desk, "confirm"), 403, "not who asked");
    assert!(has_factor(&desk));
    let told = maya.get("/desk/me").body;
    assert!(told.contains("Anita Karki asked on") && told.contains("I still have it"), "{told}");
    let waiting = puja.get("/desk/people").body;
    assert!(waiting.contains("A second administrator is needed"), "{waiting}");
    assert_eq!(ask(&desk.sign_in("kiran"), &desk, "confirm"), 404, "no administrator");
    desk.pass(6);
    assert!(ask(&puja, &desk, "confirm") == 303 && has_factor(&desk), "the password is asked for again");
    puja.post("/desk/again", "password=three+goats+on+the+roof");
    assert_eq!(ask(&puja, &desk, "confirm"), 303);
    assert!(!has_factor(&desk));
    assert_eq!(maya.get("/desk/me").status, 303, "she is signed out everywhere");
    let again = desk.sign_in("maya");
    let told = again.get("/desk/me").body;
    assert!(told.contains("Anita Karki and Puja Rai dropped the second factor"), "{told}");
    assert!(again.get("/desk/me/factor").body.contains("dropped the second factor"));
    assert_eq!(ask(&desk.sign_in("anita"), &desk, "back"), 404, "only she says that she has read it");
    assert_eq!(again.post("/desk/me/lost", "").location, "/desk/me?done=lost");
    assert!(!again.get("/desk/me").body.contains("dropped"));
    let log = desk.sign_in("prakash").get("/desk/log").body;
    assert!(
        log.contains("asked that a second factor be dropped") && log.contains("confirmed: a second factor"),
        "{log}"
    );
}

#[test]
fn a_request_ends_after_three_days_or_when_she_still_has_it() {
    let mut desk = Desk::new();
    desk.join("puja", "Puja Rai", "administrator");
    in_force(&desk);
    assert_eq!(ask(&desk.sign_in("anita"), &desk, "ask"), 303);
    desk.pass(72 * 60);
    assert_eq!(ask(&desk.sign_in("puja"), &desk, "confirm"), 404);
    assert_eq!(ask(&desk.sign_in("anita"), &desk, "ask"), 303);
    accounts::settle(&desk.app.office, &desk.actor("maya"), desk.user("maya")).unwrap();
    assert_eq!(ask(&desk.sign_in("puja"), &desk, "confirm"), 404);
    assert!(has_factor(&desk));
    let anita = desk.sign_in("anita");
    let own = format!("/desk/people/{}/factor", desk.user("anita"));
    assert_eq!(anita.post(&own, "do=ask").status, 403, "not of oneself");
    let none = format!("/desk/people/{}/factor", desk.user("kiran"));
    assert_eq!(anita.post(&none, "do=ask").status, 400, "there is none");
}

#[test]
fn a_reset_password_never_drops_the_factor() {
    let desk = Desk::new();
    in_force(&desk);
    let link = accounts::reset(&desk.app.office, &desk.actor("anita"), desk.user("maya")).unwrap();
    accounts::accept(&desk.app.office, &link.token, "four boats on the lake").unwrap();
    assert!(has_factor(&desk));
    let again = accounts::invite(&desk.app.office, 1, desk.user("maya"), "maya", "{}").unwrap();
    accounts::accept(&desk.app.office, &again.token, "five boats on the lake").unwrap();
    assert!(has_factor(&desk), "nor does the link that the command gives");
}
