//! The site drawn from the pages a new one begins with, without a database.

mod drawn;
mod found;
mod linked;
mod links;
mod ways;
mod written;

use super::around::Around;
use super::map::SiteMap;
use super::page::Page;
use super::view;
use crate::app::Settings;
use crate::say::Texts;
use casework::publish::{self, Published};
use forms::Mission;
use forms::load::{Layer, load};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};
use uuid::Uuid;

/// The languages every page is there in.
pub const LANGUAGES: [&str; 3] = ["en", "fr", "ne"];
/// 24 November 2026, 10:00 in Kathmandu.
const PUBLISHED: i64 = 1_795_493_700_000_000;

/// The site of the pages a new one begins with.
pub struct World {
    mission: Arc<Mission>,
    texts: Texts,
    pub settings: Settings,
    pub map: SiteMap,
}

pub static WORLD: LazyLock<World> = LazyLock::new(|| World::with(published(&files())));

impl World {
    /// The site of these publications.
    pub fn with(published: Vec<Published>) -> Self {
        let settings = Settings {
            languages: LANGUAGES.map(String::from).to_vec(),
            name: "Chautari".into(),
            origin: "https://chautari.example".into(),
            ..Settings::default()
        };
        Self {
            map: SiteMap::new(published, BTreeSet::new(), &MISSION),
            mission: MISSION.clone(),
            texts: Texts::load().unwrap(),
            settings,
        }
    }

    pub fn around<'a>(&'a self, language: &'a str) -> Around<'a> {
        Around {
            words: self.texts.words(language),
            settings: &self.settings,
            mission: self.mission.clone(),
            map: &self.map,
            language,
        }
    }

    pub fn draw(&self, language: &str, page: &Page) -> String {
        view::page(&self.around(language), page)
    }

    /// The page whose English address is `slug`, in a language.
    pub fn page(&self, language: &str, slug: &str) -> &Page {
        let english = self.map.pages("en").iter().find(|page| page.slug == slug).unwrap();
        self.map.page(language, english.record).unwrap()
    }
}

static MISSION: LazyLock<Arc<Mission>> = LazyLock::new(|| {
    let root = root();
    let mut files = Vec::new();
    read(&root, &root, &mut files);
    files.retain(|(name, _)| !name.starts_with("site/content/"));
    let loaded = load(&[Layer { name: "response", files }]);
    Arc::new(
        loaded.map_err(|faults| faults.iter().map(|fault| format!("{fault}\n")).collect::<String>()).unwrap().mission,
    )
});

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../response")
}

fn read(root: &Path, folder: &Path, files: &mut Vec<(String, Vec<u8>)>) {
    let mut entries: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            read(root, &path, files);
        } else {
            let name = path.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/");
            files.push((name, std::fs::read(&path).unwrap()));
        }
    }
}

/// Name and YAML of the pages a new site begins with.
pub fn files() -> Vec<(String, String)> {
    let folder = root().join("site/content");
    let mut files = Vec::new();
    read(&folder, &folder, &mut files);
    let yaml = |(name, bytes): (String, Vec<u8>)| (name.replace(".yaml", ""), String::from_utf8(bytes).unwrap());
    files.into_iter().map(yaml).collect()
}

/// The pages of these files as publishing freezes them.
pub fn published(files: &[(String, String)]) -> Vec<Published> {
    let (mut pages, mut rows) = (0, 1 << 64);
    let mut page = || next(&mut pages);
    let starters = publish::starters(files, &mut page, &mut || next(&mut rows)).unwrap();
    let kind = &MISSION.kinds["page"];
    starters.iter().flat_map(|one| publish::freeze(kind, one.id, &one.answers, PUBLISHED).unwrap()).collect()
}

fn next(count: &mut u128) -> Uuid {
    *count += 1;
    Uuid::from_u128(*count)
}
