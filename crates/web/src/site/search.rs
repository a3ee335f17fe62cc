//! The search of the site. What is typed is posted, so that it stands in no address, history or log, and is not kept.

use super::around::Around;
use super::frame::{Frame, Head};
use super::numbers::{self, Number};
use super::{around, now};
use crate::answer::{Answer, Reply};
use crate::call::Call;
use askama::Template;
use axum::http::header;

/// Most pages that are listed of those that were found.
const LISTED_MOST: usize = 50;
/// Longest question that is read, in characters.
const ASKED_MOST: usize = 200;

#[derive(Template)]
#[template(path = "site/search.html")]
struct Search<'a> {
    frame: Frame<'a>,
    address: String,
    asked: String,
    /// What is said above the results, or in their place; empty before anything was asked.
    said: String,
    /// What to do when nothing was found; empty otherwise.
    advice: String,
    results: Vec<Hit>,
    numbers: Vec<Number>,
}

/// A page that was found.
struct Hit {
    address: String,
    title: String,
    lead: String,
    section: String,
}

/// `GET /en/search`: the field, and the numbers for who has no time to search.
///
/// # Errors
/// What the store says.
pub fn ask(call: &Call) -> Answer {
    let kept = now(call)?;
    Ok(Reply::page(crate::desk::render(&page(&around(call, &kept.map), String::new()))))
}

/// `POST /en/search`: what was found.
///
/// # Errors
/// What the store says.
pub fn find(call: &Call) -> Answer {
    let kept = now(call)?;
    let around = around(call, &kept.map);
    let asked: String = call.posted("q").trim().chars().filter(|c| !c.is_control()).take(ASKED_MOST).collect();
    let pages = kept.map.pages(&call.language);
    let found = kept.index(&call.language).find(&call.language, &asked);
    let section = |code: &str| {
        let list = around.mission.codes.get("page_section");
        let found = list.and_then(|list| list.codes.iter().find(|one| one.code == code));
        found.map(|one| one.label.get(around.language).to_owned()).unwrap_or_default()
    };
    let hit = |page: &super::page::Page| Hit {
        address: around.address(page),
        title: page.title.clone(),
        lead: page.lead.clone(),
        section: section(&page.section),
    };
    let results: Vec<Hit> = found.iter().filter_map(|at| pages.get(*at)).take(LISTED_MOST).map(hit).collect();
    let w = around.words;
    let mut page = page(&around, asked);
    if page.asked.is_empty() {
        page.said = w.say("site-search-nothing-typed");
    } else if results.is_empty() {
        page.said = w.say("site-search-none");
        page.advice = w.say("site-search-none-text");
    } else {
        page.said = w.with("site-search-found", "count", found.len());
    }
    page.results = results;
    Ok(Reply::page(crate::desk::render(&page)).with(header::CACHE_CONTROL, "no-store"))
}

fn page<'a>(around: &Around<'a>, asked: String) -> Search<'a> {
    let title = format!("{} · {}", around.words.say("site-search"), around.settings.name);
    let mut frame = Frame::new(around, None, Head { title, ..Head::default() }).staying();
    for language in &mut frame.languages {
        language.address = format!("/{}/search", language.code);
    }
    if let Some(last) = frame.trail.last_mut() {
        last.label = around.words.say("site-search");
    }
    Search {
        address: format!("/{}/search", around.language),
        frame,
        asked,
        said: String::new(),
        advice: String::new(),
        results: Vec::new(),
        numbers: numbers::few(around, &numbers::countries(around)),
    }
}
