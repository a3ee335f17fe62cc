//! All pages of the site as one picture that does not change: what leads where, in which order, in which language.

use super::moved::{Moved, Old};
use super::page::Page;
use casework::publish::Published;
use forms::Mission;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use uuid::Uuid;

/// The published pages in all their languages.
#[derive(Debug, Default)]
pub struct SiteMap {
    languages: BTreeMap<String, Tongue>,
    /// Address in any language → its page, for links and for addresses asked in another language.
    anywhere: HashMap<String, Uuid>,
    /// Language and address of pages that were taken down.
    withdrawn: BTreeSet<(String, String)>,
    /// Where pages stood on an earlier website.
    moved: Moved,
}

/// The pages in one language.
#[derive(Debug, Default)]
struct Tongue {
    /// In the order of reading: by section, then by their place in it.
    pages: Vec<Page>,
    by_slug: HashMap<String, usize>,
    by_record: HashMap<Uuid, usize>,
}

/// What an address of the site holds.
#[derive(Debug, PartialEq)]
pub enum Found<'a> {
    /// A page.
    Page(&'a Page),
    /// A page whose address here is another one: it was asked for by that of another language.
    Elsewhere(String),
    /// A page that is not there in this language, at its address in the first language that has it.
    Untranslated(String),
    /// A page that visitors could read once.
    Gone,
    /// Nothing.
    Nothing,
}

impl SiteMap {
    /// The map of what is published, and of the addresses (language, last part) where a page was taken down. Sections
    /// come in the order of their code list.
    pub fn new(mut published: Vec<Published>, withdrawn: BTreeSet<(String, String)>, mission: &Mission) -> Self {
        published.sort_by(|a, b| (&a.language, &a.slug).cmp(&(&b.language, &b.slug)));
        let sections: Vec<&str> = mission
            .codes
            .get("page_section")
            .map(|list| list.codes.iter().map(|code| code.code.as_str()).collect())
            .unwrap_or_default();
        let mut map = Self { withdrawn, ..Self::default() };
        for one in published {
            let page = Page::read(&one);
            map.moved.add(&one.language, &page);
            map.anywhere.entry(page.slug.clone()).or_insert(page.record);
            map.languages.entry(one.language).or_default().pages.push(page);
        }
        for tongue in map.languages.values_mut() {
            let place = |page: &Page| sections.iter().position(|section| *section == page.section);
            tongue.pages.sort_by(|a, b| {
                let (first, second) = (place(a).unwrap_or(usize::MAX), place(b).unwrap_or(usize::MAX));
                (first, a.order, &a.slug).cmp(&(second, b.order, &b.slug))
            });
            for (index, page) in tongue.pages.iter().enumerate() {
                tongue.by_slug.insert(page.slug.clone(), index);
                tongue.by_record.insert(page.record, index);
            }
        }
        map
    }

    /// All pages of a language in the order of reading.
    pub fn pages(&self, language: &str) -> &[Page] {
        self.languages.get(language).map_or(&[], |tongue| &tongue.pages)
    }

    /// The page a visitor arrives at: the first of the menu.
    pub fn home(&self, language: &str) -> Option<&Page> {
        self.pages(language).iter().find(|page| page.menu)
    }

    /// The page of a record in a language.
    pub fn page(&self, language: &str, record: Uuid) -> Option<&Page> {
        let tongue = self.languages.get(language)?;
        tongue.by_record.get(&record).map(|index| &tongue.pages[*index])
    }

    /// What stands at an address of a language.
    pub fn at(&self, language: &str, slug: &str) -> Found<'_> {
        if let Some(tongue) = self.languages.get(language)
            && let Some(index) = tongue.by_slug.get(slug)
        {
            return Found::Page(&tongue.pages[*index]);
        }
        let Some(record) = self.anywhere.get(slug) else {
            let gone = self.withdrawn.contains(&(language.to_owned(), slug.to_owned()));
            return if gone { Found::Gone } else { Found::Nothing };
        };
        if self.page(language, *record).is_some() {
            return self.address(language, *record).map_or(Found::Nothing, Found::Elsewhere);
        }
        let other = self.languages.keys().find_map(|other| self.address(other, *record));
        other.map_or(Found::Nothing, Found::Untranslated)
    }

    /// The address of a record's page in a language.
    pub fn address(&self, language: &str, record: Uuid) -> Option<String> {
        let page = self.page(language, record)?;
        let home = self.home(language).is_some_and(|home| home.record == record);
        Some(if home { format!("/{language}/") } else { format!("/{language}/{}", page.slug) })
    }

    /// Where the page now is that stood at an address of an earlier website: in the language it names, else in that of
    /// the old page.
    pub fn moved(&self, path: &str, query: &[(String, String)]) -> Option<String> {
        let (language, record) = self.moved.get(&Old::asked(path, query))?;
        let named = query.iter().find(|(name, _)| name == "lang").and_then(|(_, lang)| self.address(lang, record));
        named.or_else(|| self.address(language, record))
    }

    /// The address of a page as a text of `language` names it: by its address in that or another language, or by a
    /// whole path of the site; a part of the page may follow with `#`. `None` when there is no such page.
    pub fn named(&self, language: &str, name: &str) -> Option<String> {
        let (name, part) = name.split_once('#').unwrap_or((name, ""));
        let (language, slug) = match name.strip_prefix('/') {
            Some(path) => path.split_once('/').filter(|(language, _)| self.languages.contains_key(*language))?,
            None => (language, name),
        };
        let address = match self.at(language, slug) {
            Found::Page(page) => self.address(language, page.record)?,
            Found::Elsewhere(address) | Found::Untranslated(address) => address,
            Found::Nothing if slug.is_empty() && name.starts_with('/') => {
                self.home(language).map(|_| format!("/{language}/"))?
            }
            Found::Gone | Found::Nothing => return None,
        };
        let plain = part.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        Some(if part.is_empty() || !plain { address } else { format!("{address}#{part}") })
    }

    /// The page that is read after this one.
    pub fn next(&self, language: &str, record: Uuid) -> Option<&Page> {
        let tongue = self.languages.get(language)?;
        tongue.pages.get(tongue.by_record.get(&record)? + 1)
    }
}
