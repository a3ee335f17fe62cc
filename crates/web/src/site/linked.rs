//! What a page tells search engines of itself, as JSON-LD: who we are, where the page stands, when it changed.

use super::around::Around;
use super::frame::{Head, Item};
use super::page::Page;
use serde_json::{Value, json};

/// The data block of a page. `trail` begins at the first page of the site and ends with the page itself.
pub fn data(around: &Around<'_>, page: &Page, head: &Head, trail: &[Item]) -> String {
    let origin = &around.settings.origin;
    let us = format!("{origin}/#us");
    let whole = |item: &Item| match item.address.as_str() {
        "" => head.canonical.clone(),
        address => format!("{origin}{address}"),
    };
    let steps: Vec<Value> = trail
        .iter()
        .enumerate()
        .map(|(at, step)| json!({"@type": "ListItem", "position": at + 1, "name": step.label, "item": whole(step)}))
        .collect();
    let data = json!({"@context": "https://schema.org", "@graph": [
        {
            "@type": "NGO",
            "@id": us,
            "name": around.settings.name,
            "url": format!("{origin}/"),
            "slogan": around.words.say("site-tagline"),
        },
        {"@type": "BreadcrumbList", "itemListElement": steps},
        {
            "@type": "Article",
            "headline": page.title,
            "description": page.lead,
            "inLanguage": around.language,
            "dateModified": moment(page.published),
            "mainEntityOfPage": head.canonical,
            "author": {"@id": us},
            "publisher": {"@id": us},
        },
    ]});
    // Within HTML the text must not end its own element, nor open a comment.
    data.to_string().replace('<', "\\u003c")
}

/// A moment as machines read it (RFC 3339), to the second.
pub fn moment(microseconds: i64) -> String {
    jiff::Timestamp::from_second(microseconds.div_euclid(1_000_000)).unwrap_or(jiff::Timestamp::UNIX_EPOCH).to_string()
}
