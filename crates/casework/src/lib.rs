//! What the association does: records, stages, rights, rules. No HTTP, no name of an engine.

pub mod access_log;
pub mod accounts;
pub mod actor;
pub mod backup;
pub mod checkpoint;
mod claims;
pub mod definitions;
pub mod draft;
mod error;
pub mod exchange;
pub mod files;
pub mod find;
mod follow;
pub mod ledger;
pub mod names;
pub mod notices;
pub mod number;
mod office;
pub mod people;
pub mod publish;
pub mod record;
pub mod reserved;
pub mod rights;
pub mod surroundings;
pub mod tenants;
pub mod verify;
pub mod views;
pub mod witness;

pub use error::{Broken, Clash, Error, Result};
pub use follow::after as catch_up;
pub use office::{Names, Office, id_at};
