//! The public site: pages that editors published, in each language, for anyone. No cookie, nothing from elsewhere.

mod around;
mod body;
mod copies;
mod drawing;
mod frame;
mod icons;
mod index;
mod kept;
mod leaving;
mod linked;
pub mod machines;
mod map;
mod moved;
mod numbers;
mod page;
pub mod search;
#[cfg(test)]
mod tests;
mod view;
mod words;

pub use copies::{Copy, Wants};
pub use kept::Site;

use crate::answer::{Answer, Reply};
use crate::call::Call;
use around::Around;
use askama::Template;
use axum::http::{StatusCode, header};
use casework::publish;
use frame::{Frame, Head};
use kept::Kept;
use map::{Found, SiteMap};
use page::Page;
use std::sync::Arc;

/// `GET /`: the home page in the language the browser asks for.
pub fn root(call: &Call) -> Answer {
    if !call.query.is_empty()
        && let Some(address) = now(call)?.map.moved(&call.path, &call.query)
    {
        return Ok(Reply::elsewhere(StatusCode::MOVED_PERMANENTLY, &address));
    }
    let language = preferred(&call.accept_language, &call.app.settings.languages);
    Ok(Reply::elsewhere(StatusCode::FOUND, &format!("/{language}/")).with(header::VARY, "accept-language"))
}

/// `GET /en`: the same address with its last slash.
pub fn bare(call: &Call) -> Answer {
    Ok(Reply::elsewhere(StatusCode::MOVED_PERMANENTLY, &format!("/{}/", call.language)))
}

/// `GET /en/`: the page visitors arrive at.
pub fn home(call: &Call) -> Answer {
    let kept = now(call)?;
    let around = around(call, &kept.map);
    Ok(match kept.map.home(&call.language) {
        Some(page) => drawn(call, &kept, page),
        None => empty(&around),
    })
}

/// `GET /en/{}`: a page by its address; one that was taken down is gone (410).
///
/// # Errors
/// [`casework::Error::NotFound`] when no language has a page of that address.
pub fn page(call: &Call) -> Answer {
    let kept = now(call)?;
    match kept.map.at(&call.language, call.part(0)) {
        // The first page has one address.
        Found::Page(page) if kept.map.home(&call.language).is_some_and(|home| home.record == page.record) => {
            Ok(Reply::elsewhere(StatusCode::MOVED_PERMANENTLY, &format!("/{}/", call.language)))
        }
        Found::Page(page) => Ok(drawn(call, &kept, page)),
        Found::Elsewhere(address) => Ok(Reply::elsewhere(StatusCode::MOVED_PERMANENTLY, &address)),
        Found::Untranslated(address) => Ok(Reply::elsewhere(StatusCode::FOUND, &address)),
        Found::Gone => Ok(gone(call, &kept.map)),
        Found::Nothing => absent(call),
    }
}

/// An address that nothing stands at: a page of an earlier website may have.
///
/// # Errors
/// [`casework::Error::NotFound`] when none has.
pub fn absent(call: &Call) -> Answer {
    let moved = now(call)?.map.moved(&call.path, &call.query);
    let address = moved.ok_or(casework::Error::NotFound)?;
    Ok(Reply::elsewhere(StatusCode::MOVED_PERMANENTLY, &address))
}

/// `GET /leave`: a page that says nothing about us, to stand where ours stood.
pub fn leave(call: &Call) -> Answer {
    let language = preferred(&call.accept_language, &call.app.settings.languages);
    let html = leaving::page(call.app.texts.words(&language));
    Ok(Reply::page(html).with(header::CACHE_CONTROL, "no-store").with(header::VARY, "accept-language"))
}

/// `GET /healthz`: `ok` when the database answers.
///
/// # Errors
/// What the store says.
pub fn health(call: &Call) -> Answer {
    publish::head(&call.app.office, &call.actor)?;
    Ok(Reply::of("text/plain; charset=utf-8", b"ok\n".to_vec()).with(header::CACHE_CONTROL, "no-store"))
}

/// The page of an error: what it means, the numbers to call, the menu. It is drawn even when the database is not there.
pub fn error(call: &Call, status: StatusCode, key: &str, detail: &str) -> Reply {
    let (now, none) = (now(call), SiteMap::default());
    let map = now.as_ref().map_or(&none, |kept| &kept.map);
    let key = match key {
        "not-found" | "busy" | "fault" | "too-large" | "late" | "method" => key,
        _ => "request",
    };
    let of = if matches!(key, "too-large" | "late" | "method") { "error" } else { "site" };
    if !detail.is_empty() {
        tracing::debug!(%status, detail, "a request to the public site was refused");
    }
    refusal(call, map, status, &format!("{of}-{key}"))
}

/// The page at an address where one was taken down.
fn gone(call: &Call, map: &SiteMap) -> Reply {
    refusal(call, map, StatusCode::GONE, "site-gone")
}

fn refusal(call: &Call, map: &SiteMap, status: StatusCode, key: &str) -> Reply {
    let around = around(call, map);
    let say = |what: &str| around.words.say(&format!("{key}-{what}"));
    let mut page = message(&around, say("title"), say("text"));
    if map.home(&call.language).is_some() {
        page.link = format!("/{}/", call.language);
        page.link_text = around.words.say("site-back-home");
    }
    page.reply(status)
}

fn now(call: &Call) -> casework::Result<Arc<Kept>> {
    call.app.site.now(&call.app.office, &call.actor)
}

/// A page, drawn once for all who ask until something is published.
fn drawn(call: &Call, kept: &Kept, page: &Page) -> Reply {
    let path = kept.map.address(&call.language, page.record).unwrap_or_default();
    kept.answer(call, &path, "text/html; charset=utf-8", || view::page(&around(call, &kept.map), page))
}

fn around<'a>(call: &'a Call, map: &'a SiteMap) -> Around<'a> {
    Around {
        words: call.words(),
        settings: &call.app.settings,
        mission: call.app.office.mission(),
        map,
        language: &call.language,
    }
}

#[derive(Template)]
#[template(path = "site/message.html")]
struct Message<'a> {
    frame: Frame<'a>,
    title: String,
    text: String,
    numbers: Vec<numbers::Number>,
    link: String,
    link_text: String,
}

impl Message<'_> {
    fn reply(&self, status: StatusCode) -> Reply {
        Reply::page_with(status, crate::desk::render(self))
    }
}

fn message<'a>(around: &Around<'a>, title: String, text: String) -> Message<'a> {
    Message {
        frame: Frame::new(around, None, Head::message(&title)),
        title,
        text,
        numbers: numbers::list(around, &numbers::countries(around)),
        link: String::new(),
        link_text: String::new(),
    }
}

/// What a site says before its first page is published.
fn empty(around: &Around<'_>) -> Reply {
    let w = around.words;
    let page = message(around, around.settings.name.clone(), w.say("site-no-pages"));
    Message { link: "/desk/".into(), link_text: w.say("site-to-the-desk"), ..page }.reply(StatusCode::OK)
}

/// The language of `offered` that the header `Accept-Language` likes best; else the first.
fn preferred(header: &str, offered: &[String]) -> String {
    let mut wanted: Vec<(f32, &str)> = header
        .split(',')
        .filter_map(|part| {
            let (tag, weight) = part.split_once(';').unwrap_or((part, ""));
            let weight = weight.trim().strip_prefix("q=").map_or(Ok(1.0), str::parse::<f32>).ok()?;
            Some((weight, tag.trim().split('-').next()?))
        })
        .filter(|(weight, _)| *weight > 0.0)
        .collect();
    wanted.sort_by(|a, b| b.0.total_cmp(&a.0));
    let found = wanted.iter().find_map(|(_, tag)| offered.iter().find(|language| language.eq_ignore_ascii_case(tag)));
    found.or(offered.first()).cloned().unwrap_or_else(|| "en".into())
}
