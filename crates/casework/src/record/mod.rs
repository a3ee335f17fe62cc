//! The record service: create, change, move, read, list, history, over every kind alike.

mod history;
mod list;
mod load;
mod rules;
mod save;
mod seal;
mod stage;
mod view;
mod world;

pub use history::{Line, Version, history, timeline};
pub use list::{Filter, Item, Page, Query, children, list};
pub use load::{Loaded, Root};
pub use save::{Saved, Wanted, save};
pub use store::RecordRow as Row;
pub use view::{Part, View, open};

pub(crate) use load::{answers_of, open_sealed_of_many, row};
pub(crate) use seal::{facets as facets_of, shows};
pub(crate) use stage::Staged;
pub(crate) use view::views;
