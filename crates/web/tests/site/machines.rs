//! What programs read is what their standards ask for.

use crate::world::{MORE, Program, on_both};
use quick_xml::Reader;
use quick_xml::events::Event;

/// An element of an XML document.
#[derive(Debug, Default)]
struct Element {
    name: String,
    attributes: Vec<(String, String)>,
    text: String,
    children: Vec<Element>,
}

impl Element {
    fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Element> {
        self.children.iter().filter(move |child| child.name == name)
    }

    /// The one child of that name.
    fn one<'a>(&'a self, name: &'a str) -> &'a Element {
        assert_eq!(self.all(name).count(), 1, "{name} in {}", self.name);
        self.all(name).next().unwrap()
    }

    fn attribute(&self, name: &str) -> &str {
        self.attributes.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value)
    }
}

/// The root of a document; panics where it is not well-formed.
fn parsed(xml: &str) -> Element {
    let mut reader = Reader::from_str(xml);
    let mut open = vec![Element::default()];
    let element = |start: &quick_xml::events::BytesStart<'_>| Element {
        name: start.name().as_ref().to_owned(),
        attributes: start
            .attributes()
            .map(|attribute| attribute.unwrap())
            .map(|a| (a.key.as_ref().to_owned(), a.value.into_owned()))
            .collect(),
        ..Element::default()
    };
    loop {
        match reader.read_event().unwrap() {
            Event::Start(start) => open.push(element(&start)),
            Event::Empty(start) => open.last_mut().unwrap().children.push(element(&start)),
            Event::End(_) => {
                let done = open.pop().unwrap();
                open.last_mut().unwrap().children.push(done);
            }
            Event::Text(text) => open.last_mut().unwrap().text.push_str(&text),
            Event::GeneralRef(name) => open.last_mut().unwrap().text.push_str(&format!("&{};", &*name)),
            Event::Eof => break,
            _ => {}
        }
    }
    assert_eq!(open.len(), 1, "every element is closed");
    open.pop().unwrap().children.pop().unwrap()
}

fn is_moment(text: &str) -> bool {
    text.parse::<jiff::Timestamp>().is_ok() && text.ends_with('Z')
}

/// The rules of RFC 4287 that a schema would hold.
fn check_feed(feed: &Element, address: &str) {
    assert_eq!((feed.name.as_str(), feed.attribute("xmlns")), ("feed", "http://www.w3.org/2005/Atom"));
    assert!(is_moment(&feed.one("updated").text));
    assert!(!feed.one("title").text.is_empty() && !feed.one("author").one("name").text.is_empty());
    assert_eq!(feed.one("id").text, address);
    let links = |element: &Element, rel: &str| {
        let links = element.all("link").filter(|link| link.attribute("rel") == rel);
        links.map(|link| link.attribute("href").to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(links(feed, "self"), [address]);
    assert_eq!(links(feed, "alternate").len(), 1);
    let mut ids = Vec::new();
    for entry in feed.all("entry") {
        assert!(!entry.one("title").text.is_empty() && is_moment(&entry.one("updated").text));
        assert_eq!(links(entry, "alternate"), [entry.one("id").text.as_str()]);
        entry.one("summary");
        ids.push(entry.one("id").text.clone());
    }
    let known = ["id", "title", "subtitle", "updated", "author", "link", "entry"];
    assert!(feed.children.iter().all(|child| known.contains(&child.name.as_str())));
    let count = ids.len();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), count, "no two entries are the same");
}

fn answer(program: &Program, path: &str, media: &str) -> String {
    let answer = program.get(path);
    assert_eq!((answer.status, answer.header("content-type")), (200, media), "{path}");
    answer.text()
}

#[test]
fn the_feed_of_each_language_is_atom_with_what_changed_last_first() {
    on_both(|here, there| {
        there.publish(MORE, "More & <more>");
        for (language, count) in [("en", 2), ("fr", 2)] {
            let xml = answer(here, &format!("/{language}/feed.xml"), "application/atom+xml; charset=utf-8");
            let feed = parsed(&xml);
            check_feed(&feed, &format!("https://chautari.example/{language}/feed.xml"));
            assert_eq!((feed.attribute("xml:lang"), feed.all("entry").count()), (language, count));
            let first = feed.all("entry").next().unwrap();
            assert_eq!(first.one("title").text, "More &amp; &lt;more&gt;");
            assert_eq!(feed.one("updated").text, first.one("updated").text);
        }
        assert_eq!(here.get("/ne/feed.xml").status, 404, "nothing is published in that language");
    });
}

#[test]
fn the_map_of_the_site_names_every_page_in_every_language() {
    on_both(|here, there| {
        let map = parsed(&answer(here, "/sitemap.xml", "application/xml"));
        assert_eq!(
            (map.name.as_str(), map.attribute("xmlns")),
            ("urlset", "http://www.sitemaps.org/schemas/sitemap/0.9")
        );
        let urls: Vec<&Element> = map.all("url").collect();
        let places: Vec<&str> = urls.iter().map(|url| url.one("loc").text.as_str()).collect();
        let path = |path: &str| format!("https://chautari.example{path}");
        let all = ["/en/", "/en/know-more", "/fr/", "/fr/en-savoir-plus"].map(path);
        assert_eq!(places, all);
        for url in &urls {
            assert!(is_moment(&url.one("lastmod").text));
            let others: Vec<(&str, &str)> =
                url.all("xhtml:link").map(|link| (link.attribute("hreflang"), link.attribute("href"))).collect();
            assert_eq!(others.iter().map(|(tag, _)| *tag).collect::<Vec<_>>(), ["en", "fr", "x-default"]);
            assert!(others.iter().any(|(_, address)| *address == url.one("loc").text), "a page names itself too");
        }
        there.save(MORE, serde_json::json!({}), "archived");
        assert_eq!(parsed(&here.get("/sitemap.xml").text()).all("url").count(), 2);
    });
}

#[test]
fn robots_are_kept_from_what_is_not_public() {
    on_both(|here, _| {
        let text = answer(here, "/robots.txt", "text/plain; charset=utf-8");
        for line in
            ["User-agent: *", "Disallow: /desk", "Disallow: /api", "Sitemap: https://chautari.example/sitemap.xml"]
        {
            assert!(text.lines().any(|one| one == line), "{line}");
        }
        assert_eq!(here.get("/.well-known/security.txt").status, 404, "nobody was named");
    });
}

#[test]
fn who_finds_a_weakness_is_told_whom_to_tell() {
    on_both(|here, _| {
        let here = here.telling("mailto:security@chautari.example");
        let text = answer(&here, "/.well-known/security.txt", "text/plain; charset=utf-8");
        let value = |name: &str| {
            let lines: Vec<&str> = text.lines().filter_map(|line| line.strip_prefix(name)).collect();
            assert_eq!(lines.len(), 1, "{name}");
            lines[0].to_owned()
        };
        assert_eq!(value("Contact: "), "mailto:security@chautari.example");
        assert_eq!(value("Canonical: "), "https://chautari.example/.well-known/security.txt");
        assert_eq!(value("Preferred-Languages: "), "en, fr, ne");
        let expires: jiff::Timestamp = value("Expires: ").parse().unwrap();
        let days = (expires.as_microsecond() - here.now()) / 86_400_000_000;
        assert!((170..365).contains(&days), "{days}");
    });
}
