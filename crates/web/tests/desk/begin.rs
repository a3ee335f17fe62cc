//! A real association from its first link to its first case, by pages alone.

use crate::account::code;
use crate::office::{Answer, Desk, Method, Seat, value_after};
use casework::backup;

/// Opens a link, chooses a password, signs in, sets the second factor up.
fn arrives<'a>(desk: &'a Desk, token: &str, name: &str) -> Seat<'a> {
    let link = format!("/desk/link/{token}");
    assert_eq!(desk.send(Method::Get, &link, None, "").status, 200);
    let chosen = desk.send(Method::Post, &link, None, "password=seven+kites+over+the+hill");
    assert_eq!(chosen.location, "/desk/sign-in", "{}", chosen.body);
    assert_eq!(desk.send(Method::Get, &link, None, "").status, 404, "a link works once");
    let form = format!("name={name}&password=seven+kites+over+the+hill&code=&next=");
    let entered = desk.send(Method::Post, "/desk/sign-in", None, &form);
    assert_eq!(entered.location, "/desk/me/factor", "{}", entered.body);
    let seat = desk.seat(&entered);
    assert_eq!(seat.get("/desk/").location, "/desk/me/factor", "the desk opens when it is done");
    let page = seat.post("/desk/me/factor", "").body;
    let secret = page.split("secret=").nth(1).unwrap().split('&').next().unwrap().to_owned();
    let first = code(&secret, desk.app.office.now());
    assert_eq!(seat.post("/desk/me/factor/confirm", &format!("code={first}")).location, "/desk/me?done=factor");
    seat
}

/// Fills a form as a browser without JavaScript sends it; gives the answer to the button.
fn fill(seat: &Seat<'_>, page: &str, answers: &str, press: &str) -> Answer {
    let form = &page[page.find("<form id=\"form\"").or(page.find("id=\"form\"")).expect("a form")..];
    let hidden: Vec<String> = form
        .split("<input type=\"hidden\" ")
        .skip(1)
        .map(|input| {
            let value = |name: &str| input.split(&format!("{name}=\"")).nth(1).and_then(|rest| rest.split('"').next());
            (value("name").unwrap_or_default(), value("value").unwrap_or_default())
        })
        .filter(|(name, _)| name.starts_with('_'))
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    seat.post("/desk/write", &format!("{}&{answers}&do={press}", hidden.join("&")))
}

fn written(seat: &Seat<'_>, page: &str, answers: &str) -> String {
    let saved = fill(seat, page, answers, "save");
    let at = saved.body.find("id=\"errors\"").unwrap_or(0);
    assert_eq!(saved.status, 303, "{}", &saved.body[at..(at + 2000).min(saved.body.len())]);
    saved.location.trim_start_matches("/desk/r/").to_owned()
}

#[test]
fn an_association_goes_from_its_first_link_to_its_first_case() {
    let (desk, token) = Desk::begun();
    let anita = arrives(&desk, &token, "anita.karki");
    assert_eq!(anita.get("/desk/").location, "/desk/start");
    let steps = anita.get("/desk/start").body;
    for state in ["Only the main office so far", "You are alone so far", "No record yet", "None within a day"] {
        assert!(steps.contains(state), "{state} in {steps}");
    }

    let place = "name=Banke+home&site_type=shelter&country=NP&time_zone=Asia/Kathmandu";
    let site = written(&anita, &anita.get("/desk/new/site").body, place);
    assert!(anita.get("/desk/settings").body.contains("Banke home"));
    let rita = written(&anita, &anita.get("/desk/new/user").body, "display_name=Rita+Kumal");
    let path = format!("/desk/people/{rita}");
    let given = anita.post(&format!("{path}/role"), &format!("role=social_worker&site={site}&team=&supervisor="));
    assert_eq!(given.status, 303, "{}", given.body);
    let invited = anita.post(&format!("{path}/invite"), "name=rita").body;
    let link = value_after(&invited, "class=\"input code\" ").rsplit('/').next().unwrap().to_owned();

    let seat = arrives(&desk, &link, "rita");
    assert!(seat.get("/desk/me").body.contains("Social worker, Banke home"));
    assert_eq!(seat.get("/desk/").location, "/desk/list/case");
    assert!(seat.get("/desk/list/case").body.contains("Nothing here yet"));
    let form = seat.get("/desk/new/person").body;
    let row_of = |form: &str| {
        let rows = form.split("name=\"names/").skip(1).filter_map(|rest| rest.get(..36));
        rows.filter(|id| id.parse::<uuid::Uuid>().is_ok()).map(str::to_owned).next()
    };
    let form = if row_of(&form).is_some() { form } else { fill(&seat, &form, "", "add:names").body };
    let row = row_of(&form).expect("a row of names");
    let names = format!("names/{row}/kind=birth&names/{row}/latin=Asha+Tamang&names/{row}/source=self");
    let person = written(&seat, &form, &format!("{names}&presumed_child=yes&sex=female"));
    let case = format!(
        "_person={person}&source=border&ground=child_protection&ground_reason=The+ward+asked+us+to+take+her+in.\
         &presenting_concern=exploitation&safe_now=yes&risk=high"
    );
    let case = written(&seat, &seat.get("/desk/new/case").body, &case);
    assert!(seat.get(&format!("/desk/r/{case}")).body.contains("Asha Tamang"));
    assert_eq!(anita.get(&format!("/desk/r/{case}")).status, 404, "the administrator sees no case");

    backup::note(&desk.app.office).unwrap();
    let steps = anita.get("/desk/start").body;
    for state in [
        "There are several sites",
        "You have colleagues",
        "Colleagues hold roles",
        "The first record is written",
        "Taken within a day",
    ] {
        assert!(steps.contains(state), "{state} in {steps}");
    }
    assert_ne!(anita.get("/desk/").location, "/desk/start");
}

#[test]
fn an_old_backup_is_warned_of() {
    let desk = Desk::new();
    let seat = desk.sign_in("anita");
    assert!(seat.get("/desk/backups").body.contains("No backup was taken yet"));
    backup::note(&desk.app.office).unwrap();
    let fresh = seat.get("/desk/backups").body;
    assert!(fresh.contains("less than an hour ago") && !fresh.contains("class=\"errors"), "{fresh}");
    desk.pass(3 * 24 * 60);
    let old = desk.sign_in("prakash").get("/desk/backups").body;
    assert!(old.contains("older than a day") && old.contains("3 days ago"), "{old}");
    assert!(desk.sign_in("prakash").get("/desk/log").body.contains("Took a backup"));
}
