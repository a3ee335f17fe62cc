//! What the association does: records, stages, rights, rules. No HTTP, no name of an engine.

pub mod actor;
pub mod rights;
