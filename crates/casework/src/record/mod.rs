//! The record service: create, change, move, read, list, history, over every kind alike.

mod awaiting;
mod beside;
mod conflicts;
mod erase;
mod erasure;
mod glass;
mod handover;
mod history;
mod link;
mod list;
mod load;
mod named;
mod resolve;
mod revoke;
mod rules;
mod save;
mod seal;
mod share;
mod span;
mod stage;
mod view;
mod visible;
mod world;

pub use awaiting::{Asked, Awaiting, awaiting};
pub use beside::Undecided;
pub use conflicts::{OpenConflict, open_conflict, open_conflicts};
pub use erase::erase;
pub use erasure::{
    Erased, Progress, Standing, decide_erasure, erased, erasure, erasures, erasures_waiting, propose_erasure,
};
pub use glass::{REVIEW, Which, break_glass, broken_until, openings, openings_waiting, review};
pub use handover::{NewHandover, Offer, answer_handover, hand_over, offers, offers_waiting, withdraw_handover};
pub use history::{Line, Version, history, timeline};
pub use link::{Linked, NewLink, SAME, link, links, settle_link};
pub use list::{Filter, Item, Named, Page, Query, children, list};
pub use load::{Loaded, Root};
pub use resolve::{Settled, resolve};
pub use save::{Saved, Wanted, save};
pub use share::end_share;
pub use span::{PERIODS, Span};
pub use store::RecordRow as Row;
pub use view::{Part, View, open, print};
pub use visible::{titles, visible};

use awaiting::waiting;
pub(crate) use erase::again as erase_again;
pub(crate) use load::{answers_of, one, open_sealed_of_many, row};
pub(crate) use seal::{facets as facets_of, shows};
pub(crate) use stage::Staged;
pub(crate) use view::{access_of, read as read_view, views};
