//! Addresses of an earlier website: pages name those they stood at, and who comes by one is sent on for good.

use super::page::Page;
use std::collections::HashMap;
use uuid::Uuid;

/// Most old addresses of one page that are read.
const LINES_MOST: usize = 100;

/// As much of an address as told the pages of the earlier site apart: its path, and the number of the article where the
/// query named one (`?option=com_content&id=325:a-name`). The same article stood at several.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Old {
    path: String,
    article: String,
}

impl Old {
    /// The address of a request.
    pub fn asked(path: &str, query: &[(String, String)]) -> Self {
        let id = query.iter().find(|(name, _)| name == "id").map_or("", |(_, id)| id.as_str());
        let article = id.chars().take_while(char::is_ascii_digit).collect();
        Self { path: path.trim_end_matches('/').to_owned(), article }
    }

    /// An address as an editor writes it down, whole or from its first slash.
    fn written(line: &str) -> Option<Self> {
        let line = line.trim();
        let path = match line.split_once("://") {
            Some((_, rest)) => &rest[rest.find('/')?..],
            None => line,
        };
        let (path, query) = path.split_once('?').unwrap_or((path, ""));
        let old = Self::asked(path, &crate::layer::pairs(query.as_bytes()));
        // An address that tells nothing apart would catch what is not ours to catch.
        (path.starts_with('/') && (!old.path.is_empty() || !old.article.is_empty())).then_some(old)
    }
}

/// Old address → language and page.
#[derive(Debug, Default)]
pub struct Moved(HashMap<Old, (String, Uuid)>);

impl Moved {
    /// Adds those of a page in a language. Where two pages name the same, the first keeps it.
    pub fn add(&mut self, language: &str, page: &Page) {
        for old in page.old_addresses.lines().take(LINES_MOST).filter_map(Old::written) {
            self.0.entry(old).or_insert_with(|| (language.to_owned(), page.record));
        }
    }

    /// The page that stood at an address, and the language it stood there in.
    pub fn get(&self, old: &Old) -> Option<(&str, Uuid)> {
        self.0.get(old).map(|(language, record)| (language.as_str(), *record))
    }
}

#[cfg(test)]
mod tests {
    use super::Old;

    #[test]
    fn an_address_is_its_path_and_the_number_of_its_article() {
        let old = |path: &str, article: &str| Some(Old { path: path.into(), article: article.into() });
        for (line, expected) in [
            ("/en/index.php/our-action/protection", old("/en/index.php/our-action/protection", "")),
            (" /en/index.php/our-action/protection/ ", old("/en/index.php/our-action/protection", "")),
            ("http://www.old.example/en/index.php/a?start=10", old("/en/index.php/a", "")),
            ("/index.php?option=com_content&view=article&id=466&Itemid=15&lang=fr", old("/index.php", "466")),
            (
                "/en/index.php/component/content/article?id=325:a-name",
                old("/en/index.php/component/content/article", "325"),
            ),
            ("/?id=12", old("", "12")),
            ("/", None),
            ("", None),
            ("http://old.example", None),
            ("no address at all", None),
        ] {
            assert_eq!(Old::written(line), expected, "{line}");
        }
    }
}
