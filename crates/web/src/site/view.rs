//! A page of the site as HTML: a pure function of the pages, the mission and the texts.

use super::around::Around;
use super::body::{Body, Part};
use super::frame::{Frame, Head, Item};
use super::page::Page;
use crate::desk::render;
use askama::Template;
use calendar::{Calendar, Language, PartialDate, Table};

#[derive(Template)]
#[template(path = "site/page.html")]
struct View<'a> {
    frame: Frame<'a>,
    page: &'a Page,
    changed: String,
    minutes: String,
    /// Whole address of the page, and the same for a link.
    address: String,
    mail: String,
    body: Body,
    /// Pages of help, under the numbers.
    help: Vec<Item>,
    /// Pages of this part of the site; those below another one are set in.
    part: Vec<(Item, bool)>,
    next: Option<Item>,
}

/// The page as HTML.
pub fn page(around: &Around<'_>, page: &Page) -> String {
    let mut body = Body::new(around, page);
    let head = Head::page(around, page);
    let next = around.map.next(around.language, page.record).map(|next| item(around, next, next.title.clone()));
    if next.is_some() {
        body.icons.insert("i-arrow".into());
    }
    let address = head.canonical.clone();
    let help = around.in_menu("help").filter(|help| help.record != page.record).take(2);
    let view = View {
        frame: Frame::new(around, Some(page), head).with_icons(&body.icons),
        page,
        changed: around.words.with("site-last-changed", "date", day(around, page.published)),
        minutes: around.words.with("site-minutes-to-read", "count", page.minutes()),
        mail: format!("mailto:?body={}", encoded(&address)),
        address,
        help: help.map(|help| item(around, help, help.menu_title.clone())).collect(),
        part: part(around, page),
        next,
        body,
    };
    render(&view)
}

fn item(around: &Around<'_>, page: &Page, label: String) -> Item {
    Item { address: around.address(page), label, here: false }
}

/// The pages of the same section, and below the one that leads here its own.
fn part(around: &Around<'_>, page: &Page) -> Vec<(Item, bool)> {
    let pages: Vec<&Page> = around.map.pages(around.language).iter().filter(|p| p.section == page.section).collect();
    let within = |other: &Page| other.parent.filter(|parent| pages.iter().any(|page| page.record == *parent));
    let open = within(page).unwrap_or(page.record);
    let listed = pages.iter().filter(|other| within(other).is_none_or(|parent| parent == open));
    let mut part: Vec<(Item, bool)> = Vec::new();
    let mut below = Vec::new();
    for other in listed {
        let item = Item { here: other.record == page.record, ..item(around, other, other.title.clone()) };
        if within(other).is_some() { below.push((item, true)) } else { part.push((item, false)) }
    }
    let at = around.map.page(around.language, open).map(|open| around.address(open));
    let at = at.and_then(|at| part.iter().position(|(item, _)| item.address == at)).map_or(part.len(), |at| at + 1);
    part.splice(at..at, below);
    part
}

/// The day of a moment in the association's own country, as the language writes it: in Nepali by Bikram Sambat.
fn day(around: &Around<'_>, moment: i64) -> String {
    let zone =
        around.mission.countries.get(super::numbers::own_country(around)).map_or("UTC", |c| c.time_zone.as_str());
    let zone = jiff::tz::TimeZone::get(zone).unwrap_or(jiff::tz::TimeZone::UTC);
    let moment = jiff::Timestamp::from_microsecond(moment).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
    let day = zone.to_datetime(moment).date();
    let (table, language) = (Table::embedded(), Language::from_tag(around.language).unwrap_or(Language::English));
    match table.from_gregorian(day) {
        Ok(bikram) if language == Language::Nepali => bikram.long(language),
        _ => PartialDate::parse(&day.to_string(), Calendar::Gregorian, table)
            .map_or(day.to_string(), |d| d.long(language)),
    }
}

/// A text as part of an address.
fn encoded(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    text.bytes().map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}
