//! The seam on both engines.

mod broken;
mod changes;
mod columns;
mod copies;
mod groups;
mod jobs;
mod kill;
mod ledger;
mod limits;
mod sample;
mod schema;
mod subset;
mod texts;
mod verify;
