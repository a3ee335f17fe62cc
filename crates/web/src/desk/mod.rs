//! The desk: the office side.

pub mod again;
pub mod approvals;
pub mod conflicts;
pub mod factor;
pub mod find;
pub mod kinds;
pub mod ledger;
pub mod list;
pub mod log;
pub mod me;
pub mod people;
pub mod record;
pub mod roles;
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
use casework::rights;
use forms::roles::{Action, Manage};
use uuid::Uuid;

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
    /// True when the page warns before the session ends.
    pub idle: bool,
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
            idle: true,
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

/// Address of an icon of the sprite.
pub fn icon(name: &str) -> String {
    format!("{}#{name}", assets::address("sprite.svg"))
}

/// Kinds with a list of their own in the side list, in order, with their icons.
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
    let (w, now) = (call.words(), call.app.office.now());
    let item =
        |address: String, label: String, icon| NavigationItem { here: call.path == address, address, label, icon };
    let mut work: Vec<NavigationItem> = Vec::new();
    for (name, icon) in LISTS {
        let Some(kind) = mission.kinds.get(name) else { continue };
        if rights::scope(&call.actor, kind, Action::View, now, 1).is_some() {
            work.push(item(format!("/desk/list/{name}"), show::plural(&w, kind, &call.language), icon));
        }
    }
    work.push(item("/desk/find".into(), w.say("find-a-person"), "i-search"));
    if approvals::may(call) {
        work.push(item("/desk/approvals".into(), w.say("nav-approvals"), "i-met"));
    }
    if conflicts::may(call) {
        work.push(item("/desk/conflicts".into(), w.say("nav-conflicts"), "i-half"));
    }
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
    if start::is_new(call)? {
        return Ok(Reply::see("/desk/start"));
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
    let page = Message {
        frame: Frame::new(call, w.say(&format!("error-{key}-title"))),
        lines,
        link: "/desk/".into(),
        link_text: w.say("to-the-desk"),
    };
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

/// True for the path of a page of the desk as we write them: a place to come back to, never typed text.
pub fn ours(path: &str) -> bool {
    let written = path.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"/-_.".contains(&b));
    let parts: Vec<&str> = path.split('/').collect();
    let ids = parts.windows(2).all(|pair| !matches!(pair[0], "r" | "people") || pair[1].parse::<Uuid>().is_ok());
    written && ids && crate::routes::is_page(path)
}

/// Where to sign in, and where to come back to.
pub fn sign_in_address(path: &str, back: bool) -> String {
    if back && ours(path) && path != "/desk/" { format!("/desk/sign-in?next={path}") } else { "/desk/sign-in".into() }
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
