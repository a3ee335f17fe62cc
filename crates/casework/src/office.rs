//! The office: everything a piece of casework needs, in one place that each request is given.

use crate::names::NameIndex;
use crate::{Error, Result};
use forms::{Kind, Mission};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::{Arc, RwLock};
use store::Store;
use store::keys::{MasterKey, TenantKeys};
use uuid::Uuid;

/// Store, keys, mission and the indexes kept in memory. One a process.
pub struct Office {
    /// The database.
    pub store: Store,
    master: MasterKey,
    keys: RwLock<HashMap<i64, Arc<TenantKeys>>>,
    mission: RwLock<Arc<Mission>>,
    names: RwLock<HashMap<i64, Names>>,
    /// Definitions known to stand in the database: tenant and hash.
    kept: RwLock<HashSet<(i64, String)>>,
}

/// What is kept in memory of a tenant's names, as far as the ledger was followed.
#[derive(Default)]
pub struct Names {
    /// Names of persons, folded.
    pub persons: NameIndex,
    /// Display names of the office's own people.
    pub staff: BTreeMap<Uuid, String>,
    /// Names of the tenant's sites.
    pub sites: BTreeMap<Uuid, String>,
    /// Seq up to which the ledger was followed.
    pub seq: i64,
}

impl Office {
    /// An office over an open store.
    pub fn new(store: Store, master: MasterKey, mission: Mission) -> Self {
        Self {
            store,
            master,
            keys: RwLock::default(),
            mission: RwLock::new(Arc::new(mission)),
            names: RwLock::default(),
            kept: RwLock::default(),
        }
    }

    /// Microseconds since 1970 by the store's clock.
    pub fn now(&self) -> i64 {
        self.store.now()
    }

    /// The mission as it stands; hold on to it for the whole of a request.
    pub fn mission(&self) -> Arc<Mission> {
        self.mission.read().expect("no holder of the mission's lock panics").clone()
    }

    /// Swaps the mission for a newer one, checked beforehand.
    pub fn set_mission(&self, mission: Mission) {
        *self.mission.write().expect("no holder of the mission's lock panics") = Arc::new(mission);
    }

    /// True when a definition is known to stand in the tenant's table.
    pub(crate) fn keeps(&self, tenant: i64, hash: &str) -> bool {
        let kept = self.kept.read().expect("no holder of the definitions' lock panics");
        kept.contains(&(tenant, hash.to_owned()))
    }

    /// Notes definitions that were written.
    pub(crate) fn keep(&self, tenant: i64, hashes: Vec<String>) {
        if !hashes.is_empty() {
            let mut kept = self.kept.write().expect("no holder of the definitions' lock panics");
            kept.extend(hashes.into_iter().map(|hash| (tenant, hash)));
        }
    }

    /// The kind of that name.
    ///
    /// # Errors
    /// [`Error::NotFound`]: a kind that is not there is answered like a record that is not there.
    pub fn kind(&self, name: &str) -> Result<Arc<Kind>> {
        self.mission().kinds.get(name).cloned().ok_or(Error::NotFound)
    }

    /// The key that wraps tenants' keys and sign-in names' lookups.
    pub fn master(&self) -> &MasterKey {
        &self.master
    }

    /// The keys of a tenant.
    ///
    /// # Errors
    /// [`Error::Store`] when the tenant has none, or they do not open with this master key.
    pub fn keys(&self, tenant: i64) -> Result<Arc<TenantKeys>> {
        if let Some(keys) = self.keys.read().expect("no holder of the keys' lock panics").get(&tenant) {
            return Ok(keys.clone());
        }
        let keys = Arc::new(crate::tenants::open_keys(&self.store, &self.master, tenant)?);
        self.keys.write().expect("no holder of the keys' lock panics").insert(tenant, keys.clone());
        Ok(keys)
    }

    /// Reads the names of a tenant.
    pub fn with_names<T>(&self, tenant: i64, read: impl FnOnce(&Names) -> T) -> T {
        match self.names.read().expect("no holder of the names' lock panics").get(&tenant) {
            Some(names) => read(names),
            None => read(&Names::default()),
        }
    }

    /// Changes the names of a tenant.
    pub(crate) fn with_names_mut<T>(&self, tenant: i64, change: impl FnOnce(&mut Names) -> T) -> T {
        change(self.names.write().expect("no holder of the names' lock panics").entry(tenant).or_default())
    }

    /// A fresh id: UUIDv7 of the store's clock and the system's randomness.
    pub fn new_id(&self) -> Uuid {
        let mut random = [0u8; 10];
        fill(&mut random);
        id_at(self.now(), &random)
    }
}

/// The UUIDv7 of a moment (microseconds) and ten random bytes.
pub fn id_at(at: i64, random: &[u8; 10]) -> Uuid {
    uuid::Builder::from_unix_timestamp_millis(u64::try_from(at / 1000).unwrap_or(0), random).into_uuid()
}

/// Fills a buffer from the operating system.
pub(crate) fn fill(buffer: &mut [u8]) {
    getrandom::fill(buffer).expect("the operating system gives random bytes; without them nothing may be sealed");
}
