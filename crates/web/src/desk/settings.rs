//! The association as the program knows it: name, languages, time zone, sites. What stands in the configuration is shown
//! and changed there; sites are records, and are changed here.

use super::{Frame, render, show, sign_in};
use crate::answer::{Answer, Reply};
use crate::call::Call;
use askama::Template;
use casework::Error;
use casework::record::{self, Query};
use forms::roles::Manage;

#[derive(Template)]
#[template(path = "desk/settings.html")]
struct SettingsPage<'a> {
    frame: Frame<'a>,
    facts: Vec<(String, String)>,
    languages: Vec<(&'static str, &'static str)>,
    sites: Vec<Site>,
    next: String,
}

struct Site {
    id: String,
    name: String,
    what: String,
}

/// `GET /desk/settings`.
pub fn show(call: &Call) -> Answer {
    if !call.actor.manages(Manage::Settings) {
        return Err(Error::NotFound);
    }
    let (w, settings, mission) = (call.words(), &call.app.settings, call.app.office.mission());
    let query = Query { after: call.asked("after").to_owned(), limit: 25, ..Query::default() };
    let page = record::list(&call.app.office, &call.actor, "site", &query)?;
    let what = |item: &record::Item| {
        let cell = |column| show::column(call, &mission, &item.kind, item, column, "");
        ["site_type", "country", "time_zone"].map(cell).join(" · ")
    };
    let languages = sign_in::LANGUAGES.iter().filter(|(code, _)| settings.languages.iter().any(|known| known == code));
    let host = |name: &str| if name.is_empty() { settings.origin.clone() } else { format!("https://{name}") };
    let page = SettingsPage {
        frame: Frame::new(call, w.say("office-settings-title")),
        facts: vec![
            (w.say("office-name"), settings.name.clone()),
            (w.say("office-prefix"), show::prefix(call)),
            (w.say("office-zone"), call.actor.zone().iana_name().unwrap_or("UTC").to_owned()),
            (w.say("office-site"), host(&settings.hosts.site)),
            (w.say("office-desk"), host(&settings.hosts.desk)),
        ],
        languages: languages.copied().collect(),
        sites: page
            .items
            .iter()
            .map(|item| Site { id: item.row.id.to_string(), name: item.title.clone(), what: what(item) })
            .collect(),
        next: if page.next.is_empty() { page.next } else { format!("/desk/settings?after={}", page.next) },
    };
    Ok(Reply::page(render(&page)))
}
