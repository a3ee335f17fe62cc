//! The seam on both engines.

mod changes;
mod columns;
mod copies;
mod groups;
mod jobs;
mod kill;
mod ledger;
mod sample;
mod schema;
mod texts;
mod verify;
