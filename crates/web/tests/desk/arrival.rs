//! A kind that comes by one file while the office works: everywhere with no other change, and no draft is lost.

use crate::office::{Desk, Method, Seat, mission_with, value_after};
use casework::accounts::{Scope, issue};
use serde_json::{Value, json};

const VISIT: &str = r#"
label: {en: Market visit}
title: "concat(${market}, ' · ', ${stalls})"
about: none
group: casework
number: case
list: {columns: [stalls, opened], sort: -opened, filters: [weather]}
survey:
  - {type: text, name: market, search: text, required: true, label: {en: Which market}}
  - {type: integer, name: stalls, index: true, label: {en: Stalls seen}}
  - {type: select_one weather, name: weather, index: true, label: {en: Weather that day}}
"#;
const WEATHER: &str = "closed: true\ncodes:\n  - {code: dry, label: {en: Dry}}\n  - {code: wet, label: {en: Wet}}\n";

fn reload(desk: &Desk, visit: &str) {
    desk.app
        .office
        .set_mission(mission_with(&[("protection/market_visit.yaml", visit), ("codes/weather.yaml", WEATHER)]));
}

/// What a page's form would send, with answers and a button.
fn form(page: &str, answers: &str, press: &str) -> String {
    let hidden = ["_id", "_kind", "_base", "_page", "_part"]
        .map(|name| format!("{name}={}", value_after(page, &format!("name=\"{name}\""))));
    format!("{}&_parent=&_whole=yes&{answers}&do={press}", hidden.join("&"))
}

fn id(page: &str) -> String {
    value_after(page, "name=\"_id\"").to_owned()
}

fn fill_in(seat: &Seat<'_>, answers: &str) -> String {
    let page = seat.get("/desk/new/market_visit").body;
    let saved = seat.post("/desk/write", &form(&page, answers, "save"));
    assert_eq!((saved.status, saved.location), (303, format!("/desk/r/{}", id(&page))), "{}", saved.body);
    id(&page)
}

#[test]
fn a_new_kind_is_listed_filled_in_and_found_without_a_restart() {
    let desk = Desk::new();
    let seat = desk.sign_in("maya");
    assert_eq!(seat.get("/desk/new/market_visit").status, 404);
    reload(&desk, VISIT);

    assert!(seat.get("/desk/list/case").body.contains("href=\"/desk/list/market_visit\""), "it is in the side list");
    assert!(desk.sign_in("anita").get("/desk/kinds").body.contains("/desk/kinds/market_visit"));
    assert!(!desk.sign_in("urmila").get("/desk/find").body.contains("market_visit"), "whose group it is not");
    let record = fill_in(&seat, "market=Rupaidiha+Bazar&stalls=12&weather=wet");
    let list = seat.get("/desk/list/market_visit").body;
    assert!(list.contains(&record) && list.contains("Stalls seen") && list.contains("Weather that day"), "{list}");
    assert!(!seat.get("/desk/list/market_visit?weather=dry").body.contains(&record));
    let shown = seat.get(&format!("/desk/r/{record}")).body;
    assert!(shown.contains("Rupaidiha Bazar · 12") && shown.contains("Wet"), "{shown}");
    assert!(seat.post("/desk/find", "text=bazar").body.contains(&record), "it is found by its words");
    assert_eq!(seat.get(&format!("/desk/r/{record}/edit")).status, 200);
}

#[test]
fn a_draft_outlives_a_reload() {
    let desk = Desk::new();
    let seat = desk.sign_in("maya");
    reload(&desk, VISIT);
    let page = seat.get("/desk/new/market_visit").body;
    assert_eq!(seat.post("/desk/write", &form(&page, "market=Rupaidiha&stalls=9&weather=", "keep")).status, 200);
    let opened = seat.get("/desk/new/market_visit").body;

    // Another question comes, and must be answered.
    let more = format!("{VISIT}  - {{type: yes_no, name: crowded, required: true, label: {{en: Crowded}}}}\n");
    reload(&desk, &more);
    let again = seat.get(&format!("/desk/new/market_visit?draft={}", id(&page)));
    assert!(again.status == 200 && again.body.contains("Rupaidiha") && again.body.contains("Crowded"));

    // A form that was open meanwhile is sent as it was: kept, and asked for what is new.
    let sent = seat.post("/desk/write", &form(&opened, "market=Nepalgunj&stalls=3&weather=dry", "save"));
    assert_eq!(sent.status, 422);
    assert!(sent.body.contains("Nepalgunj") && sent.body.contains("Crowded"), "{}", sent.body);
    let saved =
        seat.post("/desk/write", &form(&sent.body, "market=Nepalgunj&stalls=3&weather=dry&crowded=yes", "save"));
    assert_eq!(saved.status, 303, "{}", saved.body);
}

#[test]
fn the_api_takes_a_new_kind_and_its_description_names_it() {
    let desk = Desk::new();
    reload(&desk, VISIT);
    let scope = Scope {
        actions: ["view", "create", "change"].map(str::to_owned).into(),
        see: vec!["open".into()],
        ..Scope::default()
    };
    let office = &desk.app.office;
    let token = issue(office, 1, desk.user("maya"), "test", &scope, office.now() + 3_600_000_000).unwrap();
    let ask = |method, path: &str, body: &Value| desk.api(&token, method, path, body);
    let sent = json!({"changes": {"market": "Rupaidiha", "stalls": 4, "weather": "dry"}});
    let (status, made) = ask(Method::Post, "/api/v1/records/market_visit", &sent);
    assert_eq!(status, 201, "{made}");
    let (status, list) = ask(Method::Get, "/api/v1/records/market_visit?weather=dry", &Value::Null);
    assert_eq!((status, &list["items"][0]["id"]), (200, &made["id"]), "{list}");
    let (_, described) = ask(Method::Get, "/api/v1/openapi.json", &Value::Null);
    assert!(described["paths"]["/api/v1/records/market_visit"]["post"].is_object());
    let weather = &described["components"]["schemas"]["MarketVisit"]["properties"]["weather"];
    assert!(weather.to_string().contains("\"dry\""), "{weather}");
    let (status, _) = ask(Method::Post, "/api/v1/records/market_visit", &json!({"changes": {"weather": "fog"}}));
    assert_eq!(status, 422);
}
