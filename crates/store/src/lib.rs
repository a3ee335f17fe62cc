//! The only crate that knows there are two engines: SQLite and PostgreSQL behind one seam.
//!
//! Closures read and decide and return a [`Change`]; [`Store::change`] alone writes to the ledger and the state it
//! changes, as a group, in one transaction. What is not in the ledger (sessions, drafts, jobs done) goes through
//! [`Store::write`]. It never knows what a kind, a role or a rule is.

mod change;
mod error;
mod sql;
mod store;

pub mod keys;

pub use change::{
    Change, Facet, NewAccess, NewJob, Receipt, RecordChange, RecordKey, RecordRow, Row, SealedState, Table, Term,
};
pub use error::{Error, Result};
pub use sql::{Column, FromColumn, Param, Reads, Writes};
pub use store::{Clock, Store};
