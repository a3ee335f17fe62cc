//! The desk: the office side.

pub mod again;
pub mod approvals;
mod ask;
pub mod backups;
pub mod conflicts;
pub mod erase;
pub mod factor;
pub mod file;
pub mod find;
pub mod glass;
pub mod handover;
pub mod kinds;
pub mod ledger;
pub mod link;
pub mod list;
pub mod log;
pub mod me;
pub mod near;
pub mod news;
pub mod people;
pub mod print;
mod qr;
pub mod record;
pub mod roles;
pub mod settings;
mod show;
pub mod sign_in;
pub mod start;
pub mod tokens;
pub mod write;

use crate::answer::{Answer, Reply};
use crate::assets;
use crate::call::Call;
use crate::say::Words;
use askama::Template;
use axum::http::StatusCode;
use casework::accounts::Session;
use casework::record as records;
use forms::roles::Manage;

/// What every page of the desk shows around its own part.
pub struct Frame<'a> {
    /// Texts.
    pub w: Words<'a>,
    /// Language of the page.
    pub language: String,
    /// Heading and title.
    pub title: String,
    /// `light`, `dark`, or empty for the device's own.
    pub theme: String,
    /// Her display name.
    pub person: String,
    /// What forms of this session carry.
    pub csrf: String,
    /// True for the demonstration.
    pub demo: bool,
    /// The role and site she acts under.
    pub acting: String,
    /// Where to come back to after the desk was locked.
    pub here: String,
    /// The side list.
    pub navigation: Vec<Part>,
    /// Where the page stands; the last step has no address.
    pub trail: Vec<Step>,
}

/// A part of the side list.
pub struct Part {
    /// Its heading, empty for the first.
    pub heading: String,
    /// Its items.
    pub items: Vec<NavigationItem>,
}

/// An item of the side list.
pub struct NavigationItem {
    /// Where it leads.
    pub address: String,
    /// What it says.
    pub label: String,
    /// Its icon.
    pub icon: &'static str,
    /// True on its own page.
    pub here: bool,
}

/// A step of the trail.
pub struct Step {
    /// Where it leads; empty for the page itself.
    pub address: String,
    /// What it says.
    pub label: String,
}

impl<'a> Frame<'a> {
    /// The frame of a page with that title.
    pub fn new(call: &'a Call, title: String) -> Self {
        let names = |id| call.app.office.with_names(call.actor.tenant(), |names| names.staff.get(&id).cloned());
        Self {
            w: call.words(),
            language: call.language.clone(),
            theme: call.session.as_ref().map(|s| setting(s, "theme")).unwrap_or_default(),
            person: names(call.actor.id()).unwrap_or_else(|| call.words().say("me")),
            csrf: call.csrf().to_owned(),
            demo: call.app.settings.demo.is_some(),
            acting: me::roles(call).into_iter().next().unwrap_or_default(),
            here: here(call),
            navigation: navigation(call),
            trail: Vec::new(),
            title,
        }
    }

    /// The same with its trail: steps with addresses, then the page itself.
    #[must_use]
    pub fn under(mut self, steps: Vec<(String, String)>) -> Self {
        self.trail = steps.into_iter().map(|(address, label)| Step { address, label }).collect();
        self.trail.push(Step { address: String::new(), label: self.title.clone() });
        self
    }

    /// Address of a file of `assets/`.
    pub fn asset(&self, name: &str) -> &'static str {
        assets::address(name)
    }

    /// Address of an icon.
    pub fn icon(&self, name: &str) -> String {
        icon(name)
    }
}

/// The page she is on, as a place to come back to; empty where it is none.
fn here(call: &Call) -> String {
    let known = call.query.iter().find(|(name, _)| name == "draft" || name == "view");
    let query = known.map(|(name, id)| format!("?{name}={id}")).unwrap_or_default();
    let address = format!("{}{query}", call.path);
    if ours(&address) && crate::routes::is_page(&call.path) { address } else { String::new() }
}

/// Address of an icon of the sprite.
pub fn icon(name: &str) -> String {
    format!("{}#{name}", assets::address("sprite.svg"))
}

/// Kinds that stand first in the side list, in order, with their icons; other kinds that stand alone follow by their
/// names.
const LISTS: [(&str, &str); 7] = [
    ("case", "i-case"),
    ("htcds", "i-visit"),
    ("person", "i-person"),
    ("household", "i-home"),
    ("organisation", "i-people"),
    ("place", "i-route"),
    ("page", "i-paper"),
];

fn navigation(call: &Call) -> Vec<Part> {
    let mission = call.app.office.mission();
    let w = call.words();
    let item =
        |address: String, label: String, icon| NavigationItem { here: call.path == address, address, label, icon };
    let mut work: Vec<NavigationItem> = Vec::new();
    let others = mission.kinds.values().filter(|kind| {
        // What is read elsewhere on the desk, or below another record, has no place of its own here.
        let elsewhere = kind.group == "office" || !kind.parent.is_empty();
        !elsewhere && LISTS.iter().all(|(name, _)| *name != kind.name)
    });
    let first = LISTS.iter().filter_map(|(name, icon)| Some((mission.kinds.get(*name)?, *icon)));
    for (kind, icon) in first.chain(others.map(|kind| (kind, "i-paper"))) {
        if call.views(kind) {
            work.push(item(format!("/desk/list/{}", kind.name), show::plural(&w, kind, &call.language), icon));
        }
    }
    work.push(item("/desk/find".into(), w.say("find-a-person"), "i-search"));
    if approvals::may(call) {
        work.push(item("/desk/approvals".into(), w.say("nav-approvals"), "i-met"));
    }
    if conflicts::may(call) {
        work.push(item("/desk/conflicts".into(), w.say("nav-conflicts"), "i-half"));
    }
    work.extend(told(call).into_iter().map(|(address, label, icon)| item(address.into(), label, icon)));
    let mut parts = vec![Part { heading: String::new(), items: work }];
    let manages = |part| call.actor.manages(part);
    let mut office = Vec::new();
    if manages(Manage::Users) {
        office.push(item("/desk/people".into(), w.say("people-title"), "i-people"));
    }
    if let Some(kind) = mission.kinds.get("site").filter(|_| manages(Manage::Settings)) {
        office.push(item("/desk/list/site".into(), show::plural(&w, kind, &call.language), "i-home"));
    }
    for (may, address, text, icon) in [
        (roles::may(call), "/desk/roles", "roles-title", "i-key"),
        (manages(Manage::Kinds), "/desk/kinds", "forms-title", "i-paper"),
        (manages(Manage::Audit), "/desk/log", "log-title", "i-history"),
        (manages(Manage::Audit), "/desk/ledger", "ledger-title", "i-seal"),
        (backups::may(call), "/desk/backups", "backups-title", "i-clock"),
        (manages(Manage::Settings), "/desk/settings", "office-settings-title", "i-pen"),
    ] {
        if may {
            office.push(item(address.into(), w.say(text), icon));
        }
    }
    if !office.is_empty() {
        parts.push(Part { heading: w.say("the-office"), items: office });
    }
    parts
}

/// Pages that tell her what others did and she must answer, each with how much waits.
fn told(call: &Call) -> Vec<(&'static str, String, &'static str)> {
    let (office, actor, w) = (&call.app.office, &call.actor, call.words());
    // A count that cannot be read is no reason to lose the page; the page it leads to says what is wrong.
    let counted = |key: &str, count: Result<usize, casework::Error>| match count.unwrap_or(0) {
        0 => w.say(key),
        count => w.with_all("nav-counted", &[("what", &w.say(key)), ("count", &show::digits(call, count))]),
    };
    let mut told = Vec::new();
    if news::hears(call) {
        told.push(("/desk/news", counted("news-title", news::waiting(call)), "i-information"));
    }
    if handover::receives(call) {
        let label = counted("handovers-title", records::offers_waiting(office, actor));
        told.push(("/desk/handovers", label, "i-arrow"));
    }
    if glass::reviews(call) {
        let label = counted("glass-reviews-title", records::openings_waiting(office, actor));
        told.push(("/desk/break-glass/reviews", label, "i-late"));
    }
    if erase::approves(call) {
        let label = counted("erasures-title", records::erasures_waiting(office, actor));
        told.push(("/desk/erasures", label, "i-cross"));
    }
    if glass::may(call) {
        told.push(("/desk/break-glass", w.say("glass-title"), "i-key"));
    }
    told
}

#[derive(Template)]
#[template(path = "desk/message.html")]
struct Message<'a> {
    frame: Frame<'a>,
    lines: Vec<String>,
    link: String,
    link_text: String,
}

/// `GET /desk/`: the list she works with.
pub fn home(call: &Call) -> Answer {
    if call.actor.roles().next().is_none() {
        return Ok(Reply::see("/desk/me"));
    }
    if start::is_new(call)? {
        return Ok(Reply::see("/desk/start"));
    }
    if news::waiting(call).is_ok_and(|count| count > 0) {
        return Ok(Reply::see("/desk/news"));
    }
    let first = navigation(call).into_iter().flat_map(|part| part.items).next();
    Ok(Reply::see(&first.map_or("/desk/find".into(), |item| item.address)))
}

/// The page of an error on the desk.
pub fn error(call: &Call, status: StatusCode, key: &str, detail: &str) -> Reply {
    let w = call.words();
    let mut lines = vec![w.say(&format!("error-{key}-text"))];
    if !detail.is_empty() {
        lines.push(detail.to_owned());
    }
    let mut frame = Frame::new(call, w.say(&format!("error-{key}-title")));
    // Nothing on the page tells one address from another: what is hidden looks like what is not there.
    frame.here.clear();
    let page = Message { frame, lines, link: "/desk/".into(), link_text: w.say("to-the-desk") };
    Reply::page_with(status, render(&page))
}

/// A template as text. A template of ours always renders.
pub fn render(page: &impl Template) -> String {
    page.render().unwrap_or_else(|error| {
        tracing::error!(%error, "a template did not render");
        String::new()
    })
}

/// A setting of the session's account.
pub fn setting(session: &Session, name: &str) -> String {
    serde_json::from_str::<serde_json::Value>(&session.settings)
        .ok()
        .and_then(|settings| settings.get(name)?.as_str().map(str::to_owned))
        .unwrap_or_default()
}

/// The language of a session: the account's own, else that of the request.
pub fn language_of(call: &Call, session: &Session) -> String {
    let chosen = setting(session, "language");
    if call.app.settings.languages.contains(&chosen) { chosen } else { call.language.clone() }
}

/// Name of the desk's cookie.
pub fn cookie_name(secure: bool) -> &'static str {
    if secure { "__Secure-desk" } else { "desk" }
}

/// True for the address of a page of the desk as we write them, perhaps with the id of a draft or a view: a place to
/// come back to, never typed text.
pub fn ours(address: &str) -> bool {
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let id = query.strip_prefix("draft=").or(query.strip_prefix("view="));
    let known = query.is_empty() || id.is_some_and(|id| id.len() == 36 && id.parse::<uuid::Uuid>().is_ok());
    let written = path.bytes().all(|b| b.is_ascii_alphanumeric() || b"/-_.".contains(&b));
    known && written && path.starts_with("/desk/") && !path.contains("//")
}

/// Where to sign in, and where to come back to; a place that is none of ours is left out, without its query first.
pub fn sign_in_address(back: &str) -> String {
    let path = back.split('?').next().unwrap_or_default();
    match [back, path].into_iter().find(|place| ours(place) && *place != "/desk/") {
        Some(place) => format!("/desk/sign-in?next={place}"),
        None => "/desk/sign-in".into(),
    }
}

/// Where the password is asked for again, and where to come back to: the page itself, or for what is posted the nearest
/// page above it, where its form stands.
pub fn again_address(path: &str, page: bool) -> String {
    let mut at = path;
    while !page || at != path {
        let Some((above, _)) = at.rsplit_once('/') else { return "/desk/again".into() };
        at = above;
        if crate::routes::is_page(at) {
            break;
        }
    }
    if ours(at) { format!("/desk/again?next={at}") } else { "/desk/again".into() }
}
