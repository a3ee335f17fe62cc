//! People of the office: sign-in, sessions, second factor, invitations, and the actor they act as.

mod acting;
mod confirm;
mod invite;
mod lost;
mod manage;
mod own;
mod password;
mod place;
mod session;
mod sign_in;
mod token;

pub use acting::{Post, acting, posts, public, staff, system};
pub use confirm::{change_password, confirm};
pub use invite::{Invitation, accept, invite, pending};
pub use lost::{Lost, ask_drop, confirm_drop, lost, open_requests, settle};
pub use manage::{Standing, close, reopen, reset, standings};
pub use own::{Token, set_settings, tokens};
pub use password::{Weak, hash, judge};
pub use place::place;
pub use session::{Session, end, end_others, hex, idle, read, sessions, step_up, switch};
pub use sign_in::{
    Factor, Refused, SignedIn, confirm_factor, demand_factor, lacks_factor, recovery_left, set_password, sign_in,
    start_factor,
};
pub use token::{Scope, bearer, issue, revoke};

/// Fifteen minutes without a click end a session (`docs/decisions`, sign-in).
pub const IDLE_US: i64 = 15 * 60 * 1_000_000;
/// Twelve hours end a session.
pub const ABSOLUTE_US: i64 = 12 * 3600 * 1_000_000;
/// Export, bulk work, roles, keys and erasure ask again after five minutes.
pub const STEP_UP_US: i64 = 5 * 60 * 1_000_000;
/// An invitation or reset can be used for three days.
pub const LINK_US: i64 = 72 * 3600 * 1_000_000;
