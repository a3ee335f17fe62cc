//! One's own account: settings, sessions, password, second factor, drafts, tokens; the password asked for again.

use crate::office::{Desk, Method, PASSWORD, value_after};
use casework::{accounts, draft};

const ENCODED: &str = "three+goats+on+the+roof";

#[test]
fn settings_are_kept_and_used() {
    let desk = Desk::new();
    let seat = desk.sign_in("maya");
    let page = seat.get("/desk/me").body;
    assert!(page.contains("Maya Gurung") && page.contains("Social worker, Banke home"), "{page}");
    let saved = seat.post("/desk/me/settings", "language=fr&theme=dark");
    assert_eq!(saved.location, "/desk/me?done=settings");
    let page = seat.get(&saved.location).body;
    assert!(page.contains("<html lang=\"fr\" data-theme=\"dark\">"), "{page}");
    assert!(page.contains("Vos réglages"), "{page}");
    assert_eq!(seat.post("/desk/me/settings", "language=de&theme=").status, 400);
    assert_eq!(seat.post("/desk/me/settings", "language=en&theme=pink").status, 400);
}

#[test]
fn sessions_are_seen_and_ended() {
    let desk = Desk::new();
    let (here, there, third) = (desk.sign_in("maya"), desk.sign_in("maya"), desk.sign_in("maya"));
    let other = desk.sign_in("kiran");
    let page = here.get("/desk/me").body;
    let id =
        value_after(&page, "action=\"/desk/me/sessions\"><input type=\"hidden\" name=\"csrf\" value=\"").to_owned();
    let id = if id.len() == 64 { id } else { value_after(&page, "name=\"id\" ").to_owned() };
    assert_eq!(other.post("/desk/me/sessions", &format!("id={id}")).status, 404, "nobody ends another's");
    assert_eq!(here.post("/desk/me/sessions", &format!("id={id}")).status, 303);
    let alive = [&there, &third].iter().filter(|seat| seat.get("/desk/me").status == 200).count();
    assert_eq!(alive, 1, "one of the others ended");
    here.post("/desk/me/sessions", "id=others");
    assert!(there.get("/desk/me").location.starts_with("/desk/sign-in") && third.get("/desk/me").status == 303);
    assert_eq!(here.get("/desk/me").status, 200);
    assert_eq!(other.get("/desk/me").status, 200);
}

#[test]
fn a_new_password_needs_the_old_one() {
    let desk = Desk::new();
    let (here, there) = (desk.sign_in("maya"), desk.sign_in("maya"));
    let wrong = here.post("/desk/me/password", "old=something+else&new=four+boats+on+the+lake");
    assert_eq!(wrong.status, 422);
    assert!(wrong.body.contains("does not fit"));
    let weak = here.post("/desk/me/password", &format!("old={ENCODED}&new=password1234"));
    assert!(weak.status == 422 && weak.body.contains("Many people use"), "{}", weak.body);
    let done = here.post("/desk/me/password", &format!("old={ENCODED}&new=four+boats+on+the+lake"));
    assert_eq!(done.location, "/desk/me?done=password");
    assert_eq!(here.get("/desk/me").status, 200);
    assert_eq!(there.get("/desk/me").status, 303, "her other sessions end");
    let old = desk.send(Method::Post, "/desk/sign-in", None, &format!("name=maya&password={ENCODED}"));
    assert_eq!(old.status, 401);
    let new = desk.send(Method::Post, "/desk/sign-in", None, "name=maya&password=four+boats+on+the+lake");
    assert_eq!(new.status, 303);
}

#[test]
fn a_draft_goes_on_or_is_thrown_away() {
    let desk = Desk::new();
    let (maya, kiran) = (desk.sign_in("maya"), desk.sign_in("kiran"));
    let id = desk.app.office.new_id();
    let begun = draft::Draft { id, kind: "person".into(), ..draft::Draft::default() };
    draft::keep(&desk.app.office, &desk.actor("maya"), &begun).unwrap();
    assert!(maya.get("/desk/me").body.contains(&format!("/desk/new/person?draft={id}")));
    assert!(!kiran.get("/desk/me").body.contains(&id.to_string()));
    kiran.post("/desk/me/draft", &format!("id={id}"));
    assert!(draft::read(&desk.app.office, &desk.actor("maya"), id).unwrap().is_some(), "only hers");
    maya.post("/desk/me/draft", &format!("id={id}"));
    assert!(draft::read(&desk.app.office, &desk.actor("maya"), id).unwrap().is_none());
}

#[test]
fn a_token_is_shown_once_and_does_less_than_its_holder() {
    let desk = Desk::new();
    let case = desk.case();
    let seat = desk.sign_in("maya");
    assert_eq!(seat.post("/desk/me/tokens", "label=&action=view&days=30").status, 422);
    assert_eq!(seat.post("/desk/me/tokens", "label=figures&action=view&days=9999").status, 422);
    let made = seat.post("/desk/me/tokens", "label=monthly+figures&action=view&part=open&kind=case&days=7");
    assert_eq!(made.status, 200);
    let token = value_after(&made.body, "class=\"input code\" ").to_owned();
    let actor = accounts::bearer(&desk.app.office, &token).unwrap().unwrap();
    let view = casework::record::open(&desk.app.office, &actor, case).unwrap();
    assert_eq!(view.access.actions.len(), 1, "{:?}", view.access.actions);
    let page = seat.get("/desk/me/tokens").body;
    assert!(page.contains("monthly figures") && !page.contains(&token));
    let id = value_after(&page, "name=\"id\" ").to_owned();
    assert_eq!(desk.sign_in("kiran").post("/desk/me/tokens/end", &format!("id={id}")).status, 404);
    seat.post("/desk/me/tokens/end", &format!("id={id}"));
    assert!(accounts::bearer(&desk.app.office, &token).unwrap().is_none());
}

#[test]
fn the_password_is_asked_again_and_leads_back() {
    let desk = Desk::new();
    let seat = desk.sign_in("anita");
    assert_eq!(seat.get("/desk/me/tokens").status, 200);
    desk.pass(6);
    assert_eq!(seat.get("/desk/me/tokens").location, "/desk/again?next=/desk/me/tokens");
    let kiran = desk.user("kiran");
    let posted = seat.post(&format!("/desk/people/{kiran}/reset"), "");
    assert_eq!(posted.location, format!("/desk/again?next=/desk/people/{kiran}"), "to the page its form stands on");
    assert_eq!(seat.get(&posted.location).status, 200);
    let wrong = seat.post("/desk/again", "password=no&next=/desk/me/tokens");
    assert_eq!(wrong.status, 422);
    for elsewhere in ["https://example.org/", "//example.org", "/desk/%0d%0aX:1", "/en/"] {
        let next = elsewhere.replace(':', "%3A");
        let answer = seat.post("/desk/again", &format!("password={ENCODED}&next={next}"));
        assert_eq!(answer.location, "/desk/", "{elsewhere}");
    }
    desk.pass(6);
    let right = seat.post("/desk/again", &format!("password={ENCODED}&next=/desk/me/tokens"));
    assert_eq!(right.location, "/desk/me/tokens");
    assert_eq!(seat.get("/desk/me/tokens").status, 200);
}

#[test]
fn wrong_passwords_slow_down_also_when_asked_again() {
    let desk = Desk::new();
    let seat = desk.sign_in("maya");
    for _ in 0..5 {
        seat.post("/desk/again", "password=no");
    }
    let waits = seat.post("/desk/again", &format!("password={ENCODED}"));
    assert!(waits.status == 422 && waits.body.contains("Too many tries"), "{}", waits.body);
}

#[test]
fn who_must_have_a_second_factor_sets_it_up_first() {
    let desk = Desk::with(None);
    let form = format!("name=maya&password={}&next=/desk/list/case", PASSWORD.replace(' ', "+"));
    let entered = desk.send(Method::Post, "/desk/sign-in", None, &form);
    assert_eq!(entered.location, "/desk/me/factor");
    let seat = desk.sign_in("maya");
    for page in ["/desk/", "/desk/list/case", "/desk/me", "/desk/absent"] {
        assert_eq!(seat.get(page).location, "/desk/me/factor", "{page}");
    }
    assert!(seat.get("/desk/me/factor").body.contains("Your role opens names"));
    let begun = seat.post("/desk/me/factor", "").body;
    let secret = begun.split("secret=").nth(1).unwrap().split('&').next().unwrap().to_owned();
    assert!(begun.contains("otpauth://totp/One:Maya%20Gurung?secret="));
    assert_eq!(begun.matches("<li>").count() - begun.matches("<li><a").count(), 10, "ten recovery codes");
    let wrong = seat.post("/desk/me/factor/confirm", "code=000000");
    assert!(wrong.status == 422 && !wrong.body.contains(&secret), "the secret is shown once");
    let code = code(&secret, desk.app.office.now());
    assert_eq!(seat.post("/desk/me/factor/confirm", &format!("code={code}")).location, "/desk/me?done=factor");
    assert!(seat.get("/desk/me").body.contains("10 recovery codes"));
    assert_eq!(seat.get("/desk/me/factor").location, "/desk/me");
    assert_eq!(seat.post("/desk/me/factor", "").status, 403, "one in force is not replaced");
    let trainer = desk.sign_in("urmila");
    assert_eq!(trainer.get("/desk/me").status, 200, "her role asks for none");
}

/// The six digits a code app would show.
pub fn code(secret: &str, now: i64) -> String {
    let secret = totp_rs::Secret::try_from_base32(secret).unwrap();
    let totp = totp_rs::Builder::new().with_secret(secret).build().unwrap();
    totp.generate(u64::try_from(now / 1_000_000).unwrap()).to_string()
}
