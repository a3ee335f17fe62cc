//! Signing in, one-time links, locking.

use super::{cookie_name, icon, render};
use crate::answer::{Answer, Reply};
use crate::app::DemoAccount;
use crate::assets;
use crate::call::Call;
use crate::say::Words;
use askama::Template;
use axum::http::{StatusCode, header};
use casework::Error;
use casework::accounts::{self, Refused};

/// Names of the languages in themselves (CLDR).
pub const LANGUAGES: [(&str, &str); 3] = [("en", "English"), ("fr", "Français"), ("ne", "नेपाली")];

struct Choice {
    code: String,
    name: &'static str,
    here: bool,
}

#[derive(Template)]
#[template(path = "desk/sign_in.html")]
struct SignInPage<'a> {
    w: Words<'a>,
    title: String,
    languages: Vec<Choice>,
    demo: bool,
    accounts: Vec<DemoAccount>,
    password: String,
    next: String,
    name: String,
    code: bool,
    wrong: String,
    /// True when a form waits that she was writing.
    kept: bool,
}

impl SignInPage<'_> {
    fn asset(&self, name: &str) -> &'static str {
        assets::address(name)
    }

    fn icon(&self, name: &str) -> String {
        icon(name)
    }
}

#[derive(Template)]
#[template(path = "desk/link.html")]
struct LinkPage<'a> {
    w: Words<'a>,
    title: String,
    languages: Vec<Choice>,
    demo: bool,
    works: bool,
    wrong: String,
}

impl LinkPage<'_> {
    fn asset(&self, name: &str) -> &'static str {
        assets::address(name)
    }

    fn icon(&self, name: &str) -> String {
        icon(name)
    }
}

fn choices(call: &Call) -> Vec<Choice> {
    LANGUAGES
        .iter()
        .filter(|(code, _)| call.app.settings.languages.iter().any(|offered| offered == code))
        .map(|(code, name)| Choice { code: (*code).into(), name, here: *code == call.language })
        .collect()
}

fn page<'a>(call: &'a Call, wrong: String, code: bool, next: &str) -> SignInPage<'a> {
    let w = call.words();
    let demo = call.app.settings.demo.as_ref();
    SignInPage {
        title: w.say("sign-in"),
        w,
        languages: choices(call),
        demo: demo.is_some(),
        accounts: demo.map(|demo| named(call, &demo.accounts)).unwrap_or_default(),
        password: demo.map(|demo| demo.password.clone()).unwrap_or_default(),
        next: next.to_owned(),
        name: call.posted("name").to_owned(),
        code,
        wrong,
        kept: super::ours(next) && (next.contains("?draft=") || next.ends_with("/edit")),
    }
}

/// The accounts of the demonstration with their roles' labels in the reader's language.
fn named(call: &Call, accounts: &[DemoAccount]) -> Vec<DemoAccount> {
    let mission = call.app.office.mission();
    let label = |role: &str| mission.roles.get(role).map_or(role, |role| role.label.get(&call.language)).to_owned();
    accounts.iter().map(|account| DemoAccount { role: label(&account.role), ..account.clone() }).collect()
}

/// `GET /desk/sign-in`.
pub fn ask(call: &Call) -> Answer {
    Ok(Reply::page(render(&page(call, String::new(), false, call.asked("next")))))
}

/// `POST /desk/sign-in`.
pub fn enter(call: &Call) -> Answer {
    let next = call.posted("next");
    let outcome = accounts::sign_in(
        &call.app.office,
        call.posted("name"),
        call.posted("password"),
        call.posted("code"),
        &call.agent,
    );
    let w = call.words();
    let (status, wrong, code) = match outcome {
        Ok(signed) => {
            let demanded = call.app.settings.demo.is_none()
                && accounts::demand_factor(&call.app.office, signed.tenant, signed.account)?;
            let address = match next {
                _ if demanded => "/desk/me/factor",
                next if super::ours(next) => next,
                _ => "/desk/",
            };
            return Ok(Reply::see(address).with(header::SET_COOKIE, &cookie(call, &signed.token, 12 * 3600)));
        }
        Err(Refused::Wrong) => (StatusCode::UNAUTHORIZED, w.say("sign-in-wrong"), false),
        Err(Refused::Wait(seconds)) => {
            (StatusCode::TOO_MANY_REQUESTS, w.with("sign-in-wait", "seconds", seconds), false)
        }
        Err(Refused::Code) => (StatusCode::UNAUTHORIZED, w.say("sign-in-code-asked"), true),
        Err(Refused::WrongCode) => (StatusCode::UNAUTHORIZED, w.say("sign-in-code-wrong"), true),
        Err(Refused::Casework(error)) => return Err(error),
    };
    Ok(Reply::page_with(status, render(&page(call, wrong, code, next))))
}

/// `POST /desk/sign-in/language`: the choice before anyone is known; a cookie that says the language and nothing else.
pub fn language(call: &Call) -> Answer {
    let language = call.posted("language");
    if !call.app.settings.languages.iter().any(|offered| offered == language) {
        return Err(Error::Request("this language is not offered".into()));
    }
    let secure = if call.app.settings.secure { "; Secure" } else { "" };
    let cookie = format!("language={language}; Path=/desk; SameSite=Strict; HttpOnly; Max-Age=31536000{secure}");
    Ok(Reply::see("/desk/sign-in").with(header::SET_COOKIE, &cookie))
}

/// `POST /desk/stay`: she is still there; the session goes on.
pub fn stay(_: &Call) -> Answer {
    Ok(Reply::empty(StatusCode::NO_CONTENT))
}

/// `POST /desk/lock`: ends the session.
pub fn lock(call: &Call) -> Answer {
    if let Some(session) = &call.session {
        accounts::end(&call.app.office, session.tenant, session.id.clone())?;
    }
    Ok(Reply::see("/desk/sign-in").with(header::SET_COOKIE, &cookie(call, "", 0)))
}

fn cookie(call: &Call, token: &str, seconds: u32) -> String {
    let secure = call.app.settings.secure;
    let flag = if secure { "; Secure" } else { "" };
    format!("{}={token}; Path=/desk; HttpOnly; SameSite=Strict; Max-Age={seconds}{flag}", cookie_name(secure))
}

fn link_page(call: &Call, works: bool, wrong: String) -> LinkPage<'_> {
    let w = call.words();
    let demo = call.app.settings.demo.is_some();
    LinkPage {
        title: w.say(if works { "link-title" } else { "link-used-title" }),
        w,
        languages: choices(call),
        demo,
        works,
        wrong,
    }
}

/// `GET /desk/link/{}`: a one-time link.
pub fn link(call: &Call) -> Answer {
    let works = accounts::pending(&call.app.office, call.part(0))?.is_some();
    let status = if works { StatusCode::OK } else { StatusCode::NOT_FOUND };
    Ok(Reply::page_with(status, render(&link_page(call, works, String::new()))))
}

/// `POST /desk/link/{}`: sets the password.
pub fn use_link(call: &Call) -> Answer {
    match accounts::accept(&call.app.office, call.part(0), call.posted("password")) {
        Ok(_) => Ok(Reply::see("/desk/sign-in")),
        Err(Error::NotFound) => {
            Ok(Reply::page_with(StatusCode::NOT_FOUND, render(&link_page(call, false, String::new()))))
        }
        Err(Error::Request(why)) => {
            let key = why.replace(':', "-").to_lowercase();
            let wrong = call.words().say(&key);
            Ok(Reply::page_with(StatusCode::UNPROCESSABLE_ENTITY, render(&link_page(call, true, wrong))))
        }
        Err(error) => Err(error),
    }
}
