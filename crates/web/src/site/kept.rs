//! The site's map, kept between requests and made anew when something was published.

use super::map::SiteMap;
use casework::actor::Actor;
use casework::publish::{self, Stamp};
use casework::{Office, Result};
use forms::Mission;
use std::sync::{Arc, RwLock};

/// What the public site keeps in memory. One a process; [`Default`] is how it starts.
#[derive(Debug, Default)]
pub struct Site {
    kept: RwLock<Option<Kept>>,
}

/// A map, and what it was made of.
#[derive(Debug)]
struct Kept {
    stamp: Stamp,
    mission: Arc<Mission>,
    map: Arc<SiteMap>,
}

impl Site {
    /// The map of what is published now: one small query where nothing changed.
    ///
    /// # Errors
    /// What the store says.
    pub(super) fn map(&self, office: &Office, actor: &Actor) -> Result<Arc<SiteMap>> {
        let (stamp, mission) = (publish::stamp(office, actor)?, office.mission());
        if let Some(kept) = &*self.kept.read().expect("no holder of the map's lock panics")
            && kept.stamp == stamp
            && Arc::ptr_eq(&kept.mission, &mission)
        {
            return Ok(kept.map.clone());
        }
        // What is published between the two queries has the older stamp, and is read again by the next request.
        let map = Arc::new(SiteMap::new(publish::all(office, actor)?, &mission));
        let kept = Kept { stamp, mission, map: map.clone() };
        *self.kept.write().expect("no holder of the map's lock panics") = Some(kept);
        Ok(map)
    }
}
