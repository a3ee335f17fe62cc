//! What programs read: a feed a language, the map of the site, what robots may ask for, whom to tell of a weakness.

use super::linked::moment;
use super::map::SiteMap;
use super::page::Page;
use super::{around, now};
use crate::answer::{Answer, Reply};
use crate::app::Settings;
use crate::call::Call;
use casework::Error;
use std::fmt::Write as _;
use std::iter::once;

/// Entries of a feed: what changed last.
const FEED_MOST: usize = 30;
/// How long what `security.txt` says is good for, from the day it is read. RFC 9116 asks for less than a year.
const SECURITY_DAYS: i64 = 180;
const DAY: i64 = 86_400 * 1_000_000;

/// `GET /en/feed.xml`: the pages that changed last, as Atom (RFC 4287). Pages that say nothing of themselves are not in it:
/// a reader would show their titles.
///
/// # Errors
/// [`Error::NotFound`] while no page is published in the language.
pub fn feed(call: &Call) -> Answer {
    let kept = now(call)?;
    let mut pages: Vec<&Page> = kept.map.pages(&call.language).iter().filter(|page| !page.stay).collect();
    pages.sort_by_key(|page| std::cmp::Reverse(page.published));
    pages.truncate(FEED_MOST);
    let Some(newest) = pages.first() else { return Err(Error::NotFound) };
    let draw = || {
        let (settings, language) = (&call.app.settings, &call.language);
        let home = format!("{}/{language}/", settings.origin);
        let own = format!("{home}feed.xml");
        let mut xml = format!(
            "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{language}\">\n\
             <id>{own}</id>\n<title>{name}</title>\n<subtitle>{about}</subtitle>\n<updated>{updated}</updated>\n\
             <author><name>{name}</name></author>\n<link rel=\"self\" type=\"application/atom+xml\" href=\"{own}\"/>\n\
             <link rel=\"alternate\" type=\"text/html\" href=\"{home}\"/>\n",
            name = escaped(&settings.name),
            about = escaped(&around(call, &kept.map).words.say("site-tagline")),
            updated = moment(newest.published),
        );
        for page in &pages {
            let address = whole(settings, &kept.map, language, page).unwrap_or_default();
            let _ = writeln!(
                xml,
                "<entry><id>{address}</id><title>{}</title><link rel=\"alternate\" type=\"text/html\" href=\"{address}\"/>\
                 <updated>{}</updated><summary>{}</summary></entry>",
                escaped(&page.title),
                moment(page.published),
                escaped(&page.lead)
            );
        }
        xml.push_str("</feed>\n");
        xml
    };
    Ok(kept.answer(call, &format!("/{}/feed.xml", call.language), "application/atom+xml; charset=utf-8", draw))
}

/// `GET /sitemap.xml`: every page in every language, each with the same page in the others.
pub fn sitemap(call: &Call) -> Answer {
    let kept = now(call)?;
    let draw = || {
        let mut xml = String::from(
            "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" \
             xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n",
        );
        let settings = &call.app.settings;
        for language in &settings.languages {
            for page in kept.map.pages(language) {
                let address = whole(settings, &kept.map, language, page).unwrap_or_default();
                let _ = write!(xml, "<url><loc>{address}</loc><lastmod>{}</lastmod>", moment(page.published));
                for (tag, address) in alternates(settings, &kept.map, page) {
                    let _ = write!(xml, "<xhtml:link rel=\"alternate\" hreflang=\"{tag}\" href=\"{address}\"/>");
                }
                xml.push_str("</url>\n");
            }
        }
        xml.push_str("</urlset>\n");
        xml
    };
    Ok(kept.answer(call, "/sitemap.xml", "application/xml", draw))
}

/// `GET /robots.txt`: all of the public site, and nothing else.
pub fn robots(call: &Call) -> Answer {
    let text = format!(
        "User-agent: *\nDisallow: /desk\nDisallow: /api\nDisallow: /leave\n\nSitemap: {}/sitemap.xml\n",
        call.app.settings.origin
    );
    Ok(Reply::of("text/plain; charset=utf-8", text.into_bytes()))
}

/// `GET /.well-known/security.txt` (RFC 9116).
///
/// # Errors
/// [`Error::NotFound`] where the configuration names no one to tell.
pub fn security(call: &Call) -> Answer {
    let settings = &call.app.settings;
    if settings.security_contact.is_empty() {
        return Err(Error::NotFound);
    }
    let expires = (call.app.office.now() / DAY + SECURITY_DAYS) * DAY;
    let text = format!(
        "Contact: {}\nExpires: {}\nPreferred-Languages: {}\nCanonical: {}/.well-known/security.txt\n",
        settings.security_contact,
        moment(expires),
        settings.languages.join(", "),
        settings.origin
    );
    Ok(Reply::of("text/plain; charset=utf-8", text.into_bytes()))
}

/// The whole address of a page in a language.
fn whole(settings: &Settings, map: &SiteMap, language: &str, page: &Page) -> Option<String> {
    Some(format!("{}{}", settings.origin, map.address(language, page.record)?))
}

/// A page in each language it is there in: tag and whole address. The last, `x-default`, is for who reads none of them:
/// the first page lets the browser choose, others come in the first language offered.
pub fn alternates(settings: &Settings, map: &SiteMap, page: &Page) -> Vec<(String, String)> {
    let there = settings.languages.iter().filter_map(|language| {
        let address = whole(settings, map, language, page)?;
        Some((language.clone(), address))
    });
    let there: Vec<_> = there.collect();
    let home = settings.languages.iter().any(|one| map.home(one).is_some_and(|home| home.record == page.record));
    let other =
        if home { Some(format!("{}/", settings.origin)) } else { there.first().map(|(_, first)| first.clone()) };
    there.into_iter().chain(once("x-default".to_owned()).zip(other)).collect()
}

/// A text within XML. Control characters, which XML cannot hold, are left out.
fn escaped(text: &str) -> String {
    let mut made = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => made.push_str("&amp;"),
            '<' => made.push_str("&lt;"),
            '>' => made.push_str("&gt;"),
            '"' => made.push_str("&quot;"),
            '\n' | '\t' => made.push(character),
            control if control.is_control() || matches!(control, '\u{fffe}' | '\u{ffff}') => {}
            other => made.push(other),
        }
    }
    made
}
