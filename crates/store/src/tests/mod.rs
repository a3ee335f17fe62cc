//! The seam on both engines.

mod changes;
mod columns;
mod sample;
mod texts;
