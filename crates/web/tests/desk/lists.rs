//! Lists: narrowed by what is posted, kept under an id, shared with a role, paged; no address holds what was chosen.

use crate::office::{Desk, Seat};
use serde_json::json;

/// Narrows the list of cases; gives its address.
fn narrowed(seat: &Seat<'_>, form: &str) -> String {
    let answer = seat.post("/desk/list/case", form);
    assert_eq!(answer.status, 303, "{}", answer.body);
    answer.location
}

fn view_of(address: &str) -> &str {
    address.strip_prefix("/desk/list/case?view=").unwrap_or_else(|| panic!("{address} is the id of a view"))
}

fn rows(body: &str) -> usize {
    body.matches("<tr><th scope=\"row\">").count()
}

#[test]
fn a_list_is_narrowed_by_an_id_and_widened_again_chip_by_chip() {
    let desk = Desk::new();
    let (high, low) = (desk.case(), desk.case());
    desk.change("maya", low, json!({"risk": "low"}), None);
    let seat = desk.sign_in("maya");
    let address = narrowed(&seat, "risk=high&stage=&owner=me");
    assert!(view_of(&address).parse::<uuid::Uuid>().is_ok());
    let page = seat.get(&address).body;
    assert!(page.contains(&high.to_string()) && !page.contains(&low.to_string()), "{page}");
    assert!(page.contains("Risk: High") && page.contains("Worker: Me"), "{page}");
    let wider = seat.post(&address, "_without=risk").location;
    assert_eq!(rows(&seat.get(&wider).body), 2);
    assert_eq!(seat.post(&wider, "_without=owner").location, "/desk/list/case", "nothing is left to keep to");
    assert_eq!(narrowed(&seat, "risk=&stage="), "/desk/list/case");
    let typed = narrowed(&seat, "risk=Asha+Tamang&owner=nobody&_sort=names&_column=names");
    assert_eq!(typed, "/desk/list/case", "only what is offered is taken");
    assert_eq!(desk.sign_in("kiran").get(&address).status, 404, "another's list is not there");
}

#[test]
fn dates_conflicts_order_and_columns_are_kept_too() {
    let desk = Desk::new();
    let old = desk.conflict();
    desk.pass(10 * 24 * 60);
    let new = desk.case();
    let seat = desk.sign_in("maya");
    let recent = seat.get(&narrowed(&seat, "_period.opened=past-7")).body;
    assert!(recent.contains(&new.to_string()) && !recent.contains(&old.to_string()), "{recent}");
    assert!(recent.contains("Opened: the last 7 days"));
    let day = jiff::Timestamp::from_microsecond(desk.app.office.now()).unwrap();
    let day = day.to_zoned_datetime(jiff::tz::TimeZone::get("Asia/Kathmandu").unwrap()).date();
    let until = day.yesterday().unwrap();
    let before = seat.get(&narrowed(&seat, &format!("_to.opened={until}"))).body;
    assert!(before.contains(&old.to_string()) && !before.contains(&new.to_string()), "{before}");
    let torn = seat.get(&narrowed(&seat, "_conflict=yes")).body;
    assert!(torn.contains(&old.to_string()) && !torn.contains(&new.to_string()));
    let turned = seat.get(&narrowed(&seat, "_sort=opened&_column=source&_column=number")).body;
    assert!(turned.find(&old.to_string()) < turned.find(&new.to_string()), "oldest first");
    assert!(turned.contains("<th scope=\"col\">Number</th><th scope=\"col\">Through whom"), "{turned}");
    assert!(!turned.contains("<th scope=\"col\">Stage</th>"));
}

#[test]
fn a_kept_list_is_shared_with_a_role_renamed_and_forgotten() {
    let mut desk = Desk::new();
    desk.join("puja", "Puja Rai", "social_worker");
    desk.case();
    let (maya, puja, kiran) = (desk.sign_in("maya"), desk.sign_in("puja"), desk.sign_in("kiran"));
    let address = narrowed(&maya, "risk=high");
    let keep =
        |seat: &Seat<'_>, at: &str, form: &str| seat.post(&format!("/desk/list/case/keep?view={}", view_of(at)), form);
    assert_eq!(keep(&maya, &address, "name=++&role=").status, 422);
    assert_eq!(keep(&maya, &address, "name=Ours&role=administrator").status, 422, "not a role of hers");
    let kept = keep(&maya, &address, "name=Most+urgent&role=").location;
    assert!(maya.get(&kept).body.contains("aria-current=\"page\">Most urgent"));
    assert_eq!(puja.get(&kept).status, 404, "not shared yet");
    let shared = keep(&maya, &kept, "name=Urgent&role=social_worker").location;
    assert_eq!(shared, kept, "renamed, the same list");
    assert!(puja.get("/desk/list/case").body.contains(&format!("href=\"{kept}\"")));
    assert!(puja.get(&kept).body.contains("Risk: High"));
    assert!(!kiran.get("/desk/list/case").body.contains("Urgent") && kiran.get(&kept).status == 404);
    let drop = format!("/desk/list/case/drop?view={}", view_of(&kept));
    assert_eq!(puja.post(&drop, "").status, 404, "only its owner forgets it");
    let own = keep(&puja, &kept, "name=Mine&role=").location;
    assert_ne!(own, kept, "another's list is kept as one's own");
    assert_eq!(maya.post(&drop, "").location, "/desk/list/case");
    assert_eq!(maya.get(&kept).status, 404);
    assert_eq!(puja.get(&own).status, 200);
    assert_eq!(maya.get("/desk/list/person?view=0").status, 200, "what is no id is no view");
}

#[test]
fn the_name_of_a_kept_list_is_sealed() {
    let desk = Desk::new();
    let seat = desk.sign_in("maya");
    let address = narrowed(&seat, "risk=high");
    seat.post(&format!("/desk/list/case/keep?view={}", view_of(&address)), "name=Ashas+cases&role=");
    let names =
        desk.app.office.store.read(|reads| reads.all("SELECT name FROM saved_view", &[], |c| c.get::<Vec<u8>>(0)));
    for name in names.unwrap() {
        assert!(!String::from_utf8_lossy(&name).contains("Ashas"));
    }
    assert!(seat.get("/desk/list/case").body.contains("Ashas cases"));
}

#[test]
fn the_pages_of_a_narrowed_list_stay_narrowed() {
    let desk = Desk::new();
    for _ in 0..27 {
        desk.case();
    }
    let other = desk.case();
    desk.change("maya", other, json!({"risk": "low"}), None);
    let seat = desk.sign_in("maya");
    let address = narrowed(&seat, "risk=high");
    let first = seat.get(&address).body;
    assert_eq!(rows(&first), 25);
    let at = first
        .find(&format!("{address}&after="))
        .or(first.find(&format!("{address}&#38;after=")))
        .expect("a second page");
    let next = first[at..].split('"').next().unwrap().replace("&#38;", "&").replace("&amp;", "&");
    let second = seat.get(&next).body;
    assert_eq!(rows(&second), 2);
    assert!(second.contains("Risk: High") && !second.contains(&other.to_string()));
    assert!(second.contains("Back to the first"));
}

#[test]
fn an_empty_list_says_what_belongs_there() {
    let desk = Desk::new();
    let maya = desk.sign_in("maya").get("/desk/list/case").body;
    assert!(
        maya.contains("Nothing here yet") && maya.contains("One child or one adult") && maya.contains("/desk/new/case")
    );
    let notes = desk.sign_in("maya").get("/desk/list/note").body;
    assert!(notes.contains("on the page of another record") && notes.contains("Cases"), "{notes}");
    let narrowed = desk.sign_in("maya").get("/desk/list/case?risk=high").body;
    assert!(narrowed.contains("Nothing fits these filters") && narrowed.contains("another team holds"));
}
