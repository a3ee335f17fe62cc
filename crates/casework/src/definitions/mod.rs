//! The definitions in force: kinds, code lists, roles and settings, and the overlay's files they are made of.
//!
//! Each tenant has one record of the reserved kind [`KIND`], which bears the tenant's own id. It has no form, so that
//! no page and no import reaches it; each of its entries says by hash what came into force. The texts themselves stand
//! in the table `definition`, each once, under their hash.

mod fits;
mod index;

pub use fits::misfits;

use crate::record::shows;
use crate::{Error, Office, Result, accounts, office};
use forms::Mission;
use forms::load::{canonical, digest};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use store::{Change, Reads, RecordChange, RecordRow, Store, sql};
use uuid::Uuid;

/// The reserved kind of the record that says what is in force.
pub const KIND: &str = "$mission";
/// What stands for a kind's name in `definition` for a text that is no kind's.
const OVERLAY: &str = "$overlay";
const CODES: &str = "$codes";
const ROLE: &str = "$role";
const SETTINGS: &str = "$settings";

/// Files of an association's own folder: path within it → text.
pub type Files = BTreeMap<String, String>;

/// What is in force, by hash.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct InForce {
    /// The whole mission.
    pub mission: String,
    /// The overlay's files.
    pub overlay: String,
    /// Kinds by name.
    pub kinds: BTreeMap<String, String>,
    /// Code lists by name.
    pub codes: BTreeMap<String, String>,
    /// Roles by name.
    pub roles: BTreeMap<String, String>,
    /// Settings, the rights of the child and the countries.
    pub settings: String,
}

/// What came into force, by name: `kinds/case`, `codes/risk_level`, `roles/lawyer`, `settings`.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Difference {
    /// Was not there before.
    pub new: Vec<String>,
    /// Says something else than before.
    pub changed: Vec<String>,
    /// Is there no more.
    pub gone: Vec<String>,
}

const STANDS: &str = sql!(
    "SELECT r.version, r.plain FROM record r JOIN tenant t ON t.tenant = r.tenant AND t.id = r.id WHERE r.tenant = $1"
);
const VERSION: &str =
    sql!("SELECT r.version FROM record r JOIN tenant t ON t.tenant = r.tenant AND t.id = r.id WHERE r.tenant = $1");
const TENANT: &str = sql!("SELECT id FROM tenant WHERE tenant = $1");
const BODY: &str = sql!("SELECT body FROM definition WHERE tenant = $1 AND hash = $2");

/// The version of what is in force; 0 before anything was noted. Cheap enough to be asked each second.
///
/// # Errors
/// What the store says.
pub fn version(store: &Store, tenant: i64) -> Result<i64> {
    let found = store.read(|reads| reads.first(VERSION, &[tenant.into()], |column| column.get::<i64>(0)))?;
    Ok(found.unwrap_or(0))
}

/// What is in force in a tenant; `None` before anything was noted.
///
/// # Errors
/// What the store says.
pub fn in_force(store: &Store, tenant: i64) -> Result<Option<InForce>> {
    let plain = store
        .read(|reads| reads.first(STANDS, &[tenant.into()], |column| column.get::<String>(1)).map_err(Error::from))?;
    plain.map(|text| serde_json::from_str(&text).map_err(|_| damaged("record", KIND, "does not read"))).transpose()
}

/// The overlay's files in force in a tenant; `None` before anything was noted.
///
/// # Errors
/// What the store says; files that are not there, or not those the ledger names.
pub fn files(store: &Store, tenant: i64) -> Result<Option<Files>> {
    let Some(stands) = in_force(store, tenant)? else { return Ok(None) };
    let hash = stands.overlay;
    let body = body(store, tenant, &hash)?.ok_or_else(|| damaged("definition", &hash, "is missing"))?;
    if digest(&body) != hash {
        return Err(damaged("definition", &hash, "is not what the ledger names"));
    }
    serde_json::from_str(&body).map(Some).map_err(|_| damaged("definition", &hash, "does not read"))
}

/// The text of a hash.
fn body(store: &Store, tenant: i64, hash: &str) -> Result<Option<String>> {
    let params = [tenant.into(), hash.to_owned().into()];
    store.read(|reads| reads.first(BODY, &params, |column| column.get(0)).map_err(Error::from))
}

fn damaged(table: &'static str, row: &str, what: &str) -> Error {
    Error::Store(store::Error::Damaged { table, row: row.into(), what: what.into() })
}

/// Brings a mission into force in a tenant: its texts into `definition`, the records of kinds that index or search other
/// questions into lists and searches, and an entry that says what changed. Gives what changed; an entry is written only
/// when something did. The office's own mission is not swapped.
///
/// # Errors
/// What the store says.
pub fn put_in_force(office: &Office, tenant: i64, mission: &Mission, files: &Files) -> Result<Difference> {
    let wanted = Wanted::of(mission, files);
    // Before the entry: what a crash leaves undone is done by the next try.
    index::anew(office, tenant, &in_force(&office.store, tenant)?.unwrap_or_default(), mission)?;
    let actor = accounts::system(office, tenant)?;
    let (mut difference, mut unchanged) = (Difference::default(), false);
    let outcome = office.store.change(tenant, |reads| -> Result<Change> {
        let before = standing(reads, tenant)?;
        let stands: InForce = serde_json::from_value(Value::Object(before.plain.clone())).unwrap_or_default();
        difference = Difference::between(&stands, &wanted.stands);
        unchanged = before.first > 0 && stands == wanted.stands;
        if unchanged {
            return Err(Error::Busy);
        }
        let texts = wanted.texts.iter().filter(|(hash, ..)| !stands.names(hash)).cloned().collect();
        let (tx, entry) = (office.new_id(), office.new_id());
        let read = if before.first > 0 { vec![(before.id, before.tree)] } else { Vec::new() };
        let record = change_of(entry, before, &wanted.stands, office.now());
        Ok(Change {
            tx,
            actor: actor.id(),
            happened: office.now(),
            read,
            records: vec![record],
            definitions: texts,
            ..Change::default()
        })
    });
    if !unchanged {
        outcome?;
    }
    Ok(difference)
}

/// The record that says what is in force, or a new one.
fn standing(reads: &mut Reads<'_>, tenant: i64) -> Result<RecordRow> {
    let id: Uuid = reads
        .first(TENANT, &[tenant.into()], |column| column.get(0))?
        .ok_or_else(|| Error::Request(format!("{tenant}: no such tenant")))?;
    Ok(crate::record::one(reads, tenant, id)?
        .map_or_else(|| RecordRow { id, root: id, kind: KIND.into(), ..RecordRow::default() }, |loaded| loaded.row))
}

fn change_of(entry: Uuid, mut row: RecordRow, stands: &InForce, now: i64) -> RecordChange {
    let new = row.first == 0;
    let after = match serde_json::to_value(stands) {
        Ok(Value::Object(map)) => map,
        _ => Map::new(),
    };
    let mut plain: Map<String, Value> = after
        .iter()
        .filter(|(path, value)| row.plain.get(*path) != Some(value))
        .map(|(p, v)| (p.clone(), v.clone()))
        .collect();
    let mut changed: Vec<String> = plain.keys().cloned().collect();
    if new {
        row.opened = now;
        plain.extend([("$root".to_owned(), json!(row.id)), ("$opened".to_owned(), json!(now))]);
    }
    if shows(&plain) {
        changed.push("$open".into());
    }
    row.plain = after;
    let mut salt = [0; 32];
    office::fill(&mut salt);
    RecordChange {
        entry,
        row,
        new,
        changed,
        plain,
        salt,
        sealed: Vec::new(),
        keys: Vec::new(),
        facets: None,
        terms: None,
        rows: Vec::new(),
        erase: false,
    }
}

/// A mission and its files as they are put in force.
struct Wanted {
    stands: InForce,
    /// Hash, what it is, text.
    texts: Vec<(String, String, String)>,
}

impl Wanted {
    fn of(mission: &Mission, files: &Files) -> Self {
        let mut texts = Vec::new();
        let mut keep = |what: &str, text: String| {
            let hash = digest(&text);
            texts.push((hash.clone(), what.to_owned(), text));
            hash
        };
        let settings = json!({
            "settings": mission.settings, "rights": mission.rights, "countries": mission.countries,
        });
        let stands = InForce {
            mission: mission.hash(),
            overlay: keep(OVERLAY, canonical(files)),
            kinds: mission.kinds.iter().map(|(name, kind)| (name.clone(), keep(name, kind.definition()))).collect(),
            codes: mission.codes.iter().map(|(name, list)| (name.clone(), keep(CODES, list.definition()))).collect(),
            roles: mission.roles.iter().map(|(name, role)| (name.clone(), keep(ROLE, canonical(role)))).collect(),
            settings: keep(SETTINGS, canonical(&settings)),
        };
        Self { stands, texts }
    }
}

impl InForce {
    /// True when a text of this hash is in force, and so in the table.
    fn names(&self, hash: &str) -> bool {
        [&self.overlay, &self.settings].into_iter().any(|own| own == hash)
            || [&self.kinds, &self.codes, &self.roles].into_iter().any(|map| map.values().any(|own| own == hash))
    }

    fn named(&self) -> BTreeMap<String, &str> {
        let mut all = BTreeMap::new();
        for (part, map) in [("kinds", &self.kinds), ("codes", &self.codes), ("roles", &self.roles)] {
            all.extend(map.iter().map(|(name, hash)| (format!("{part}/{name}"), hash.as_str())));
        }
        if !self.settings.is_empty() {
            all.insert("settings".into(), &self.settings);
        }
        all
    }
}

impl Difference {
    fn between(before: &InForce, after: &InForce) -> Self {
        let (before, after) = (before.named(), after.named());
        let mut difference = Self::default();
        for (name, hash) in &after {
            match before.get(name) {
                None => difference.new.push(name.clone()),
                Some(old) if old != hash => difference.changed.push(name.clone()),
                Some(_) => {}
            }
        }
        difference.gone = before.into_keys().filter(|name| !after.contains_key(name)).collect();
        difference
    }

    /// True when nothing came into force that was not.
    pub fn is_empty(&self) -> bool {
        self.new.is_empty() && self.changed.is_empty() && self.gone.is_empty()
    }
}
