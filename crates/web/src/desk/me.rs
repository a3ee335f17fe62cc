//! Her own account: how the desk looks to her, what she began, where she is signed in, her password.

use super::{Frame, render, setting, show, sign_in};
use crate::answer::{Answer, Reply};
use crate::call::Call;
use askama::Template;
use axum::http::StatusCode;
use casework::accounts::{self, Refused, Session};
use casework::actor::Actor;
use casework::{Error, draft};

/// Themes a person may choose; the empty one is the device's own.
const THEMES: [(&str, &str); 3] =
    [("", "settings-theme-device"), ("light", "settings-theme-light"), ("dark", "settings-theme-dark")];

#[derive(Template)]
#[template(path = "desk/me.html")]
struct MePage<'a> {
    frame: Frame<'a>,
    done: String,
    wrong: String,
    posts: Vec<Post>,
    lost: Option<Lost>,
    languages: Vec<Pick>,
    themes: Vec<Pick>,
    drafts: Vec<Begun>,
    seats: Vec<Seat>,
    factor: String,
    has_factor: bool,
}

/// One of some choices.
pub struct Pick {
    /// What is posted.
    pub code: String,
    /// What is read.
    pub label: String,
    /// True when it is the one in force.
    pub chosen: bool,
}

/// A membership she may act under.
struct Post {
    id: String,
    text: String,
    here: bool,
}

/// What two administrators say of her second factor.
struct Lost {
    text: String,
    open: bool,
}

struct Begun {
    id: String,
    address: String,
    kind: String,
    when: String,
}

struct Seat {
    id: String,
    here: bool,
    agent: String,
    times: String,
}

/// The session of a page of the desk.
///
/// # Errors
/// [`Error::NotFound`] where there is none, which the door of the desk lets nobody come to.
pub fn session(call: &Call) -> Result<&Session, Error> {
    call.session.as_ref().ok_or(Error::NotFound)
}

/// `GET /desk/me`.
pub fn show(call: &Call) -> Answer {
    let done = match call.asked("done") {
        "settings" => "settings-saved",
        "password" => "settings-password-changed",
        "sessions" => "settings-sessions-ended",
        "draft" => "settings-draft-gone",
        "factor" => "factor-in-force",
        "membership" => "settings-acting-now",
        "lost" => "lost-settled",
        _ => "",
    };
    let done = if done.is_empty() { String::new() } else { call.words().say(done) };
    Ok(Reply::page(render(&page(call, done, String::new())?)))
}

fn page(call: &Call, done: String, wrong: String) -> Result<MePage<'_>, Error> {
    let session = session(call)?;
    let office = &call.app.office;
    let w = call.words();
    let left = accounts::recovery_left(office, session.tenant, session.account)?;
    let theme = setting(session, "theme");
    Ok(MePage {
        frame: Frame::new(call, w.say("settings-title")),
        done,
        wrong,
        posts: posts(call, session)?,
        lost: lost(call, session)?,
        languages: sign_in::LANGUAGES
            .iter()
            .filter(|(code, _)| call.app.settings.languages.iter().any(|offered| offered == code))
            .map(|(code, name)| Pick { code: (*code).into(), label: (*name).into(), chosen: *code == call.language })
            .collect(),
        themes: THEMES
            .iter()
            .map(|(code, key)| Pick { code: (*code).into(), label: w.say(key), chosen: *code == theme })
            .collect(),
        drafts: drafts(call)?,
        seats: seats(call, session)?,
        factor: match left {
            Some(left) => w.with("factor-on", "count", left as i64),
            None => w.say("factor-off"),
        },
        has_factor: left.is_some(),
    })
}

/// The roles she acts under with their sites, in words.
pub fn roles(call: &Call) -> Vec<String> {
    let Actor::Staff(staff) = &call.actor else { return Vec::new() };
    let w = call.words();
    staff
        .memberships
        .iter()
        .map(|held| {
            let (role, site) = (held.role.label.get(&call.language), show::site(call, held.site));
            w.with_all("acting-as", &[("role", role), ("site", &site)])
        })
        .collect()
}

/// The memberships she may choose among; the one she acts under is marked.
fn posts(call: &Call, session: &Session) -> Result<Vec<Post>, Error> {
    let (office, mission, w) = (&call.app.office, call.app.office.mission(), call.words());
    let posts = accounts::posts(office, session.tenant, session.account)?;
    let acting = session.membership.or(posts.first().map(|post| post.id));
    let text = |role: &str, site| {
        let role = mission.roles.get(role).map_or(role, |role| role.label.get(&call.language));
        w.with_all("acting-as", &[("role", role), ("site", &show::site(call, site))])
    };
    Ok(posts
        .into_iter()
        .map(|post| Post { id: post.id.to_string(), text: text(&post.role, post.site), here: Some(post.id) == acting })
        .collect())
}

/// That administrators dropped her second factor, or ask to.
fn lost(call: &Call, session: &Session) -> Result<Option<Lost>, Error> {
    let found = accounts::lost(&call.app.office, session.tenant, session.account)?;
    Ok(found.map(|lost| Lost { text: lost_in_words(call, &lost), open: lost.confirmed.is_none() }))
}

/// Who asked that a second factor be dropped, who confirmed, and when.
pub fn lost_in_words(call: &Call, lost: &accounts::Lost) -> String {
    let (w, asked) = (call.words(), show::staff(call, lost.asked));
    match lost.confirmed {
        Some(other) => {
            let (other, when) = (show::staff(call, other), show::moment(call, lost.confirmed_at));
            w.with_all("lost-dropped", &[("one", &asked), ("other", &other), ("when", &when)])
        }
        None => w.with_all("lost-asked", &[("one", &asked), ("when", &show::moment(call, lost.asked_at))]),
    }
}

/// `POST /desk/me/membership`: acts under another of her memberships from now on.
pub fn switch(call: &Call) -> Answer {
    let id = call.posted("id").parse().map_err(|_| Error::NotFound)?;
    accounts::switch(&call.app.office, session(call)?, id)?;
    Ok(Reply::see("/desk/me?done=membership"))
}

/// `POST /desk/me/lost`: her second factor is not lost, or she has read that it was dropped.
pub fn settle(call: &Call) -> Answer {
    accounts::settle(&call.app.office, &call.actor, session(call)?.account)?;
    Ok(Reply::see("/desk/me?done=lost"))
}

fn drafts(call: &Call) -> Result<Vec<Begun>, Error> {
    let mission = call.app.office.mission();
    let begun = draft::mine(&call.app.office, &call.actor)?;
    Ok(begun
        .into_iter()
        .filter_map(|begun| {
            let kind = mission.kinds.get(&begun.kind)?;
            Some(Begun {
                id: begun.id.to_string(),
                address: match begun.record {
                    Some(record) => format!("/desk/r/{record}/edit"),
                    None => format!("/desk/new/{}?draft={}", kind.name, begun.id),
                },
                kind: kind.label.get(&call.language).to_owned(),
                when: show::moment(call, begun.updated),
            })
        })
        .collect())
}

fn seats(call: &Call, session: &Session) -> Result<Vec<Seat>, Error> {
    let all = accounts::sessions(&call.app.office, session.tenant, session.account)?;
    let w = call.words();
    Ok(all
        .into_iter()
        .map(|seat| {
            let (began, seen) = (show::moment(call, seat.created), show::moment(call, seat.seen));
            Seat {
                here: seat.id == session.id,
                id: accounts::hex(&seat.id),
                agent: browser(&seat.agent).unwrap_or_else(|| w.say("settings-other-browser")),
                times: w.with_all("settings-session-times", &[("began", &began), ("seen", &seen)]),
            }
        })
        .collect())
}

/// Names of browser and system out of what a browser says it is.
fn browser(agent: &str) -> Option<String> {
    let first =
        |names: &[(&str, &'static str)]| names.iter().find(|(said, _)| agent.contains(said)).map(|(_, name)| *name);
    let name =
        first(&[("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari")]);
    let system = first(&[
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Mac OS", "macOS"),
        ("Linux", "Linux"),
    ]);
    let both: Vec<&str> = [name, system].into_iter().flatten().collect();
    (!both.is_empty()).then(|| both.join(", "))
}

/// `POST /desk/me/settings`: language and theme, each one of those offered.
pub fn settings(call: &Call) -> Answer {
    let session = session(call)?;
    let (language, theme) = (call.posted("language"), call.posted("theme"));
    if !call.app.settings.languages.iter().any(|offered| offered == language) {
        return Err(Error::Request("this language is not offered".into()));
    }
    if !THEMES.iter().any(|(code, _)| *code == theme) {
        return Err(Error::Request("this theme is not offered".into()));
    }
    let wanted = [("language", language.to_owned()), ("theme", theme.to_owned())];
    accounts::set_settings(&call.app.office, session.tenant, session.account, &wanted)?;
    Ok(Reply::see("/desk/me?done=settings"))
}

/// `POST /desk/me/sessions`: ends one of her sessions, or all but this one.
pub fn sessions(call: &Call) -> Answer {
    let session = session(call)?;
    let office = &call.app.office;
    match call.posted("id") {
        "others" => accounts::end_others(office, session)?,
        id => {
            let all = accounts::sessions(office, session.tenant, session.account)?;
            let one = all.into_iter().find(|seat| accounts::hex(&seat.id) == id).ok_or(Error::NotFound)?;
            accounts::end(office, session.tenant, one.id)?;
        }
    }
    Ok(Reply::see("/desk/me?done=sessions"))
}

/// `POST /desk/me/password`: a new one, for who knows the old one. Her other sessions end.
pub fn password(call: &Call) -> Answer {
    let session = session(call)?;
    let w = call.words();
    let wrong = match accounts::confirm(&call.app.office, session, call.posted("old")) {
        Ok(()) => match accounts::change_password(&call.app.office, session, call.posted("new")) {
            Ok(()) => return Ok(Reply::see("/desk/me?done=password")),
            Err(Error::Request(why)) => w.say(&why.replace(':', "-").to_lowercase()),
            Err(error) => return Err(error),
        },
        Err(Refused::Wait(seconds)) => w.with("sign-in-wait", "seconds", seconds),
        Err(Refused::Casework(error)) => return Err(error),
        Err(_) => w.say("settings-old-wrong"),
    };
    Ok(Reply::page_with(StatusCode::UNPROCESSABLE_ENTITY, render(&page(call, String::new(), wrong)?)))
}

/// `POST /desk/me/draft`: throws one of her drafts away.
pub fn throw_away(call: &Call) -> Answer {
    let id = call.posted("id").parse().map_err(|_| Error::NotFound)?;
    draft::forget(&call.app.office, &call.actor, id)?;
    Ok(Reply::see("/desk/me?done=draft"))
}

#[cfg(test)]
mod tests {
    use super::browser;

    #[test]
    fn a_browser_is_named_by_what_it_says() {
        let said = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/1";
        assert_eq!(browser(said).as_deref(), Some("Chrome, Android"));
        assert_eq!(
            browser("Mozilla/5.0 (X11; Linux x86_64; rv:1.0) Gecko Firefox/1").as_deref(),
            Some("Firefox, Linux")
        );
        assert_eq!(browser("curl/8"), None);
    }
}
