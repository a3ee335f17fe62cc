//! The mission as data: kinds of record, their fields, code lists, roles; expressions; answers and
//! their validation; XLSForm in and out. The grammar is the one of `docs/kinds.md`.
//!
//! Pure: callers hand in the files' bytes, the day, the clock's time and random ids.

pub mod answers;
pub mod codes;
pub mod expr;
pub mod fault;
pub mod kind;
pub mod label;
pub mod load;
pub mod mission;
pub mod roles;
mod rule;
pub mod xlsform;

pub use codes::{Code, CodeList};
pub use fault::Fault;
pub use kind::{Compartment, Field, FieldType, Group, Item, Kind, Repeat, Stage};
pub use label::Label;
pub use mission::Mission;
