//! The seam on both engines.

mod changes;
mod columns;
mod groups;
mod ledger;
mod sample;
mod texts;
mod verify;
