//! What a page of the site is drawn from, beside itself, and what follows from it for every page.

use super::map::SiteMap;
use super::page::Page;
use crate::app::Settings;
use crate::say::Words;
use forms::Mission;
use std::sync::Arc;

/// The section whose pages the block of responses lists.
pub const WORK: &str = "work";
/// The section that stands in the foot alone.
const FOOT_ONLY: &str = "site";

/// Everything a page is drawn from.
pub struct Around<'a> {
    /// Texts in the language of the page.
    pub words: Words<'a>,
    /// How the program was started.
    pub settings: &'a Settings,
    /// The mission.
    pub mission: Arc<Mission>,
    /// All pages.
    pub map: &'a SiteMap,
    /// Language of the page.
    pub language: &'a str,
}

/// A part of the site that has pages in menus.
pub struct Section<'a> {
    /// Its code.
    pub code: String,
    /// What it is called.
    pub label: String,
    /// Where its name leads.
    pub address: String,
    /// Its pages in menus.
    pub pages: Vec<&'a Page>,
}

impl Section<'_> {
    /// True when the head of the page lists it.
    pub fn in_head(&self) -> bool {
        self.code != FOOT_ONLY
    }
}

impl<'a> Around<'a> {
    /// The sections that have pages in menus, in their order.
    pub fn sections(&self) -> Vec<Section<'a>> {
        let codes = self.mission.codes.get("page_section").map(|list| list.codes.as_slice()).unwrap_or_default();
        let sections = codes.iter().filter_map(|code| {
            let pages: Vec<&Page> = self.in_menu(&code.code).collect();
            let address = self.entry(&code.code, pages.first()?);
            Some(Section { code: code.code.clone(), label: code.label.get(self.language).to_owned(), address, pages })
        });
        sections.collect()
    }

    /// The pages of a section in menus.
    pub fn in_menu<'s>(&self, section: &'s str) -> impl Iterator<Item = &'a Page> + use<'a, 's> {
        self.map.pages(self.language).iter().filter(move |page| page.menu && page.section == section)
    }

    /// Where a section begins: the responses at their block on the first page, where there is one; else its first page.
    fn entry(&self, section: &str, first: &Page) -> String {
        let home = self.map.home(self.language);
        if section == WORK && home.is_some_and(|home| home.blocks.iter().any(|block| block.kind == "five")) {
            return format!("/{}/#five", self.language);
        }
        self.address(first)
    }

    /// The address of a page in this language.
    pub fn address(&self, page: &Page) -> String {
        self.map.address(self.language, page.record).unwrap_or_default()
    }

    /// The pages above a page, the nearest last, without the first page of the site.
    pub fn above(&self, page: &Page) -> Vec<&'a Page> {
        let home = self.map.home(self.language).map(|home| home.record);
        let mut above: Vec<&Page> = Vec::new();
        let mut next = page.parent;
        // A page that stands below itself ends the way up.
        while let Some(parent) = next.and_then(|parent| self.map.page(self.language, parent))
            && Some(parent.record) != home
            && parent.record != page.record
            && above.iter().all(|seen| seen.record != parent.record)
        {
            above.push(parent);
            next = parent.parent;
        }
        above.reverse();
        above
    }

    /// The HTML of a text of editors.
    pub fn markdown(&self, text: &str) -> String {
        crate::markdown::html(text, &|name| self.map.named(self.language, name))
    }
}
