//! What stands published now, as visitors' pages are drawn from it, and what tells that it changed.

use super::{PUBLISHED, Published, languages, text};
use crate::actor::Actor;
use crate::{Error, Office, Result};
use forms::answers::Answers;
use std::collections::BTreeSet;
use store::{list, sql};

const ALL: &str = sql!("SELECT record, language, slug, title, body, published FROM publication WHERE tenant = $1");

/// All that is published of a tenant, in every language: what the public site is drawn from.
///
/// # Errors
/// What the store says.
pub fn all(office: &Office, actor: &Actor) -> Result<Vec<Published>> {
    office.store.read(|reads| {
        let pages = reads.all(ALL, &[actor.tenant().into()], |column| {
            let body: String = column.get(4)?;
            Ok(Published {
                record: column.get(0)?,
                language: column.get(1)?,
                slug: column.get(2)?,
                title: column.get(3)?,
                body: serde_json::from_str(&body).unwrap_or_default(),
                published: column.get(5)?,
            })
        })?;
        Ok(pages)
    })
}

/// What tells whether something was published or taken down since: it differs then, and only then. A row's `seq` is
/// that of the ledger entry that wrote it, larger than all before: whoever adds or renews a row raises `newest`, and
/// who only takes rows away lowers `pages`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// How many pages there are, each language counted.
    pub pages: i64,
    /// The ledger entry of the page that was published last.
    pub newest: i64,
}

const STAMP: &str = sql!("SELECT count(*), coalesce(max(seq), 0) FROM publication WHERE tenant = $1");

/// The stamp of what is published now.
///
/// # Errors
/// What the store says.
pub fn stamp(office: &Office, actor: &Actor) -> Result<Stamp> {
    office.store.read(|reads| {
        let found = reads.first(STAMP, &[actor.tenant().into()], |column| {
            Ok(Stamp { pages: column.get(0)?, newest: column.get(1)? })
        })?;
        Ok(found.unwrap_or(Stamp { pages: 0, newest: 0 }))
    })
}

const HEAD: &str = sql!("SELECT seq FROM ledger_head WHERE tenant = $1");

/// The last entry of the tenant's ledger. While it stays, nothing was published or taken down by anyone, in whatever
/// process: each of these is an entry, in the transaction that writes the page.
///
/// # Errors
/// What the store says.
pub fn head(office: &Office, actor: &Actor) -> Result<i64> {
    let found = office.store.read(|reads| reads.first(HEAD, &[actor.tenant().into()], |column| column.get(0)))?;
    Ok(found.unwrap_or(0))
}

/// [`head`] where it is read without waiting, else `None`; for threads that may not block.
pub fn head_at_once(office: &Office, actor: &Actor) -> Option<i64> {
    let found = office.store.glance(HEAD, &[actor.tenant().into()], |column| column.get(0))?;
    Some(found.ok()?.unwrap_or(0))
}

/// Most withdrawn pages that are known by their address; a site that took down more forgets which came later.
const WITHDRAWN_MOST: i64 = 5_000;

/// `kinds` and `stages` are lists as [`list`] makes them.
fn withdrawn_sql(kinds: &str, stages: &str) -> String {
    format!(
        "SELECT plain FROM record WHERE tenant = $1 AND kind IN {kinds} AND stage IN {stages} \
         ORDER BY opened, id LIMIT $2"
    )
}

/// Language and address of pages that visitors could read once and that were taken down for good.
///
/// # Errors
/// What the store says.
pub fn withdrawn(office: &Office, actor: &Actor) -> Result<BTreeSet<(String, String)>> {
    let mission = office.mission();
    let publishing: Vec<_> = mission.kinds.values().filter(|kind| kind.publishes).collect();
    let last = publishing.iter().flat_map(|kind| kind.stages.iter().filter(|stage| stage.r#final));
    let last: BTreeSet<&String> = last.map(|stage| &stage.name).collect();
    let mut params = vec![actor.tenant().into(), WITHDRAWN_MOST.into()];
    let kinds = list(&mut params, publishing.iter().map(|kind| kind.name.clone().into()));
    let stages = list(&mut params, last.into_iter().map(|stage| stage.clone().into()));
    let mut gone = BTreeSet::new();
    office.store.read(|reads| {
        reads.each(&withdrawn_sql(&kinds, &stages), &params, |column| {
            let plain: String = column.get(0)?;
            let plain: Answers = serde_json::from_str(&plain).unwrap_or_default();
            if plain.get("$reached").is_some_and(|reached| reached.get(PUBLISHED).is_some()) {
                let address = |language: String| (language.clone(), text(&plain, "slug", &language));
                gone.extend(languages(&plain).into_iter().map(address));
            }
            Ok::<_, Error>(())
        })
    })?;
    Ok(gone)
}
