//! The only crate that knows there are two engines: SQLite and PostgreSQL behind one seam.
//!
//! Closures read and decide and return a [`Change`]; [`Store::change`] alone writes to the ledger and the state it
//! changes, as a group, in one transaction. What is not in the ledger (sessions, drafts, jobs done) goes through
//! [`Store::write`]. It never knows what a kind, a role or a rule is.

mod access;
mod append;
mod backup;
mod change;
mod checkpoint;
mod copy;
mod engine;
mod error;
mod heads;
mod jobs;
mod migrate;
mod pool;
mod prepare;
mod rows;
mod schema;
mod sql;
mod store;
mod verify;
mod writer;

pub mod keys;
pub mod ledger;
#[cfg(any(test, feature = "testing"))]
pub mod testing;

#[cfg(test)]
mod tests;

pub use change::{
    Change, Facet, NewAccess, NewJob, Receipt, RecordChange, RecordKey, RecordRow, Row, SealedState, Table, Term,
};
pub use checkpoint::Checkpoint;
pub use copy::copy;
pub use error::{Error, Result};
pub use jobs::{Job, LEASE, TRIES_MAX};
pub use prepare::canonical_object;
pub use sql::{Column, FromColumn, Param, Reads, Writes, list};
pub use store::{Clock, Store};
pub use verify::Fault;
