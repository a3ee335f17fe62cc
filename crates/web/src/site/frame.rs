//! What every page of the site shows around its own part: strip, head, trail, languages, foot.

use super::around::{Around, Section};
use super::icons;
use super::numbers::{self, Strip};
use super::page::Page;
use super::{linked, machines};
use crate::assets;
use crate::desk::sign_in::LANGUAGES;
use crate::say::Words;
use std::collections::BTreeSet;

/// The frame of a page.
pub struct Frame<'a> {
    /// Texts.
    pub w: Words<'a>,
    /// Language of the page.
    pub language: &'a str,
    /// Name of the association.
    pub name: &'a str,
    /// What the head of the document says.
    pub head: Head,
    /// True when the exit stays in view.
    pub stay: bool,
    /// True for the demonstration.
    pub demo: bool,
    /// The number in the strip.
    pub strip: Option<Strip>,
    /// Address of the first page.
    pub home: String,
    /// Main navigation.
    pub menu: Vec<Item>,
    /// Where the page stands; the last step is the page itself.
    pub trail: Vec<Item>,
    /// The page in each language.
    pub languages: Vec<Tongue>,
    /// Groups of the foot.
    pub foot: Vec<Group>,
    /// Symbols of the icons that the page uses.
    pub symbols: String,
}

/// What the head of the document says.
#[derive(Default)]
pub struct Head {
    /// Title of the window.
    pub title: String,
    /// Whole address of the page, empty for a message.
    pub canonical: String,
    /// The page in the languages it is there in, and for who reads none of them: tag and whole address.
    pub alternates: Vec<(String, String)>,
    /// What search engines and shared links show; empty on pages that say nothing of themselves. Those have no data
    /// and no card either, but search engines may list them: who looks for help must find it.
    pub description: String,
    /// What a shared link is called.
    pub card: String,
    /// Language and country of the page, then those it is also there in, as shared links name them.
    pub locales: Vec<&'static str>,
    /// The page's own data for search engines, as JSON-LD.
    pub data: String,
    /// Whole address of the feed in this language.
    pub feed: String,
}

/// A link.
pub struct Item {
    /// Where it leads.
    pub address: String,
    /// What it says.
    pub label: String,
    /// True on its own page, or within its part.
    pub here: bool,
}

/// The page in a language.
pub struct Tongue {
    /// Its tag.
    pub code: String,
    /// What it is called in itself.
    pub name: &'static str,
    /// Where it leads.
    pub address: String,
    /// True for the language of this page.
    pub here: bool,
}

/// A group of the foot.
pub struct Group {
    /// Its heading.
    pub label: String,
    /// Its links.
    pub items: Vec<Item>,
}

impl<'a> Frame<'a> {
    /// The frame of `page`, or of a message when there is none.
    pub fn new(around: &Around<'a>, page: Option<&Page>, mut head: Head) -> Self {
        let sections = around.sections();
        let icons = ["tree", "i-leave", "i-menu"].map(String::from).into();
        let trail = trail(around, &sections, page, &head.title);
        if let Some(page) = page.filter(|page| !page.stay) {
            head.data = linked::data(around, page, &head, &trail);
        }
        Self {
            w: around.words,
            language: around.language,
            name: &around.settings.name,
            stay: page.is_some_and(|page| page.stay),
            demo: around.settings.demo.is_some(),
            strip: numbers::strip(around),
            home: format!("/{}/", around.language),
            menu: menu(around, &sections, page),
            trail,
            languages: languages(around, page),
            foot: foot(around, &sections, page),
            symbols: icons::symbols(&icons),
            head,
        }
    }

    /// The same with the symbols of the icons that the page's own part uses.
    #[must_use]
    pub fn with_icons(mut self, names: &BTreeSet<String>) -> Self {
        self.symbols.push_str(&icons::symbols(names));
        self
    }

    /// The same where the exit stays in view though no editor's page says so.
    #[must_use]
    pub fn staying(mut self) -> Self {
        self.stay = true;
        self
    }

    /// Address of a file of `assets/`.
    pub fn asset(&self, name: &str) -> &'static str {
        assets::address(name)
    }
}

impl Head {
    /// Of a message: no address of its own, nothing for search engines.
    pub fn message(title: &str) -> Self {
        Self { title: title.to_owned(), ..Self::default() }
    }

    /// Of a page. Where the exit stays in view, the window and the history of the browser say nothing of the page.
    pub fn page(around: &Around<'_>, page: &Page) -> Self {
        let whole = |language: &str| {
            let address = around.map.address(language, page.record).unwrap_or_default();
            format!("{}{address}", around.settings.origin)
        };
        let alternates = machines::alternates(around.settings, around.map, page);
        let others = alternates.iter().map(|(tag, _)| tag.as_str()).filter(|tag| *tag != around.language);
        let locales = std::iter::once(around.language).chain(others).filter_map(locale).collect();
        Self {
            title: if page.stay {
                around.words.say("site-neutral-title")
            } else {
                format!("{} · {}", page.title, around.settings.name)
            },
            canonical: whole(around.language),
            feed: if page.stay {
                String::new()
            } else {
                format!("{}/{}/feed.xml", around.settings.origin, around.language)
            },
            locales,
            alternates,
            description: if page.stay { String::new() } else { page.lead.clone() },
            card: page.title.clone(),
            data: String::new(),
        }
    }
}

/// A language as OpenGraph names it, with the country it is written for.
fn locale(language: &str) -> Option<&'static str> {
    match language {
        "en" => Some("en_GB"),
        "fr" => Some("fr_FR"),
        "ne" => Some("ne_NP"),
        _ => None,
    }
}

/// Where the search stands, which is no page of editors.
fn search(around: &Around<'_>) -> Item {
    let address = format!("/{}/search", around.language);
    Item { address, label: around.words.say("site-search"), here: false }
}

fn menu(around: &Around<'_>, sections: &[Section<'_>], page: Option<&Page>) -> Vec<Item> {
    let item = |section: &Section<'_>| Item {
        address: section.address.clone(),
        label: section.label.clone(),
        here: page.is_some_and(|page| page.section == section.code),
    };
    let items = sections.iter().filter(|section| section.in_head()).map(item);
    // Where nothing is published there is nothing to find.
    items.chain((!sections.is_empty()).then(|| search(around))).collect()
}

fn trail(around: &Around<'_>, sections: &[Section<'_>], page: Option<&Page>, title: &str) -> Vec<Item> {
    let step = |address: String, label: String| Item { address, label, here: false };
    let home = format!("/{}/", around.language);
    let mut steps = vec![step(home.clone(), around.words.say("home"))];
    let Some(page) = page else {
        steps.push(Item { address: String::new(), label: title.to_owned(), here: true });
        return steps;
    };
    let above = around.above(page);
    let outer = above.first().copied().unwrap_or(page);
    let section = sections.iter().find(|section| section.code == outer.section);
    if let Some(section) = section.filter(|section| section.address != home && section.address != around.address(outer))
    {
        steps.push(step(section.address.clone(), section.label.clone()));
    }
    steps.extend(above.into_iter().map(|page| step(around.address(page), page.menu_title.clone())));
    steps.push(Item { address: String::new(), label: page.title.clone(), here: true });
    steps
}

fn languages(around: &Around<'_>, page: Option<&Page>) -> Vec<Tongue> {
    let offered = LANGUAGES.iter().filter(|(code, _)| around.settings.languages.iter().any(|offered| offered == code));
    let tongue = |(code, name): &(&str, &'static str)| Tongue {
        code: (*code).to_owned(),
        name,
        address: page.and_then(|page| around.map.address(code, page.record)).unwrap_or_else(|| format!("/{code}/")),
        here: *code == around.language,
    };
    offered.map(tongue).collect()
}

/// The sections with their pages; the search stands in the last, which is about the site itself.
fn foot(around: &Around<'_>, sections: &[Section<'_>], page: Option<&Page>) -> Vec<Group> {
    let mut groups: Vec<Group> = sections.iter().map(|section| group(around, section, page)).collect();
    if let Some(last) = groups.last_mut() {
        last.items.push(search(around));
    }
    groups
}

fn group(around: &Around<'_>, section: &Section<'_>, here: Option<&Page>) -> Group {
    let item = |page: &&Page| Item {
        address: around.address(page),
        label: page.title.clone(),
        here: here.is_some_and(|here| here.record == page.record),
    };
    Group { label: section.label.clone(), items: section.pages.iter().map(item).collect() }
}
