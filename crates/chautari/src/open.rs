//! Opening an installation.

use crate::configuration::Configuration;
use crate::mission;
use anyhow::{Result, bail};
use casework::{Office, tenants};
use jiff::Timestamp;
use std::path::Path;
use std::sync::Arc;
use store::Store;
use store::keys::MasterKey;

/// The program's own clock: microseconds since 1970.
pub fn clock() -> store::Clock {
    #[expect(clippy::disallowed_methods, reason = "this is the one place where the program reads the time")]
    Arc::new(|| Timestamp::now().as_microsecond())
}

/// Opens an installation: database, master key, mission.
///
/// # Errors
/// What is missing or does not fit, and what to do.
pub fn office(configuration: &Configuration) -> Result<Office> {
    let master = MasterKey::from_key_file(&configuration.key_file)?;
    let store = Store::open(&configuration.database, clock())?;
    let mission = mission::in_force(&store, configuration.tenant, &configuration.overlay)?;
    let office = Office::new(store, master, mission);
    for tenant in tenants::all(&office.store)? {
        casework::catch_up(&office, tenant.tenant)?;
    }
    Ok(office)
}

/// Refuses a SQLite file that is not there: opening it would make an empty one.
///
/// # Errors
/// Its path.
pub fn must_exist(url: &str) -> Result<()> {
    match url.strip_prefix("sqlite:") {
        Some(path) if !Path::new(path).is_file() => bail!("{path}: no database is there"),
        _ => Ok(()),
    }
}
