//! The record service: create, change, move, read, list, history, over every kind alike.

mod awaiting;
mod conflicts;
mod erase;
mod history;
mod list;
mod load;
mod resolve;
mod revoke;
mod rules;
mod save;
mod seal;
mod span;
mod stage;
mod view;
mod visible;
mod world;

pub use awaiting::{Asked, Awaiting, awaiting};
pub use conflicts::{OpenConflict, open_conflict, open_conflicts};
pub use erase::erase;
pub use history::{Line, Version, history, timeline};
pub use list::{Filter, Item, Page, Query, children, list};
pub use load::{Loaded, Root};
pub use resolve::{Settled, resolve};
pub use save::{Saved, Wanted, save};
pub use span::{PERIODS, Span};
pub use store::RecordRow as Row;
pub use view::{Part, View, open};
pub use visible::{titles, visible};

pub(crate) use erase::again as erase_again;
pub(crate) use load::{answers_of, open_sealed_of_many, row};
pub(crate) use seal::{facets as facets_of, shows};
pub(crate) use stage::Staged;
pub(crate) use view::views;
