//! The site's map and the answers drawn from it, kept between requests and made anew when something was published.

use super::copies::{Coding, Copies, Copy, Wants};
use super::index::Index;
use super::map::SiteMap;
use crate::answer::Reply;
use crate::call::Call;
use casework::actor::Actor;
use casework::publish::{self, Stamp};
use casework::{Office, Result};
use forms::Mission;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, RwLock};

/// Bytes of drawn pages that are kept.
const PAGES_MOST: usize = 16 * 1024 * 1024;
/// Bytes of style sheets, modules and icons that are kept: more than there are in all codings.
const FILES_MOST: usize = 2 * 1024 * 1024;

/// What the public site keeps in memory. One a process; [`Default`] is how it starts.
#[derive(Debug)]
pub struct Site {
    kept: RwLock<Option<Arc<Kept>>>,
    files: Copies,
}

impl Default for Site {
    fn default() -> Self {
        Self { kept: RwLock::default(), files: Copies::new(FILES_MOST) }
    }
}

/// What is published at one moment: the map, and answers drawn from it.
#[derive(Debug)]
pub struct Kept {
    /// The last entry of the ledger at which the stamp was seen to hold.
    head: AtomicI64,
    stamp: Stamp,
    mission: Arc<Mission>,
    /// All pages.
    pub map: SiteMap,
    copies: Copies,
    /// What is searched, by language; made when somebody searches.
    indexes: Mutex<BTreeMap<String, Arc<Index>>>,
}

impl Kept {
    /// The words of the pages of a language.
    pub fn index(&self, language: &str) -> Arc<Index> {
        let mut indexes = self.indexes.lock().expect("no holder of the indexes' lock panics");
        let index = indexes.entry(language.to_owned());
        index.or_insert_with(|| Arc::new(Index::new(language, self.map.pages(language)))).clone()
    }

    /// The answer at an address, drawn where no one asked for it before. A page of a mission or a publication that was
    /// swapped meanwhile stays with the `Kept` it was drawn from, which nobody asks any more.
    pub fn answer(&self, call: &Call, path: &str, media: &'static str, draw: impl FnOnce() -> String) -> Reply {
        let make = || Copy::new(media, None, call.wants.coding, draw().into_bytes());
        self.copies.get_or_make(path, call.wants.coding, make).reply(&call.wants)
    }
}

impl Site {
    /// What is published now: one small query where the ledger stands where it stood, two where it went on and nothing
    /// was published.
    ///
    /// # Errors
    /// What the store says.
    pub(super) fn now(&self, office: &Office, actor: &Actor) -> Result<Arc<Kept>> {
        // The head is read first: what is published between the queries has a later one, and is seen by the next request.
        let (head, mission) = (publish::head(office, actor)?, office.mission());
        let kept = self.kept().filter(|kept| Arc::ptr_eq(&kept.mission, &mission));
        if let Some(kept) = kept.clone().filter(|kept| kept.head.load(Ordering::Relaxed) == head) {
            return Ok(kept);
        }
        let stamp = publish::stamp(office, actor)?;
        if let Some(kept) = kept.filter(|kept| kept.stamp == stamp) {
            kept.head.store(head, Ordering::Relaxed);
            return Ok(kept);
        }
        let map = SiteMap::new(publish::all(office, actor)?, publish::withdrawn(office, actor)?, &mission);
        let copies = Copies::new(PAGES_MOST);
        let kept = Kept { head: AtomicI64::new(head), stamp, mission, map, copies, indexes: Mutex::default() };
        let kept = Arc::new(kept);
        *self.kept.write().expect("no holder of the map's lock panics") = Some(kept.clone());
        Ok(kept)
    }

    /// The answer at an address where it is kept and known to hold without waiting for anything, else `None`: then the
    /// request takes the usual way. It runs on a thread that may not block.
    pub(crate) fn at_once(&self, office: &Office, actor: &Actor, path: &str, wants: &Wants) -> Option<Reply> {
        if let Some(file) = self.files.get(path, wants.coding) {
            return Some(file.reply(wants));
        }
        let kept = self.kept()?;
        let copy = kept.copies.get(path, wants.coding)?;
        let holds = publish::head_at_once(office, actor)? == kept.head.load(Ordering::Relaxed)
            && Arc::ptr_eq(&kept.mission, &office.mission());
        holds.then(|| copy.reply(wants))
    }

    /// A file of the program, which stays as it is while it runs.
    pub(crate) fn file(&self, path: &str, wants: &Wants, make: impl FnOnce(Coding) -> Copy) -> Reply {
        self.files.get_or_make(path, wants.coding, || make(wants.coding)).reply(wants)
    }

    fn kept(&self) -> Option<Arc<Kept>> {
        self.kept.read().expect("no holder of the map's lock panics").clone()
    }
}
