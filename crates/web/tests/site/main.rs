//! The public site through the router, as browsers without JavaScript ask for it, on both engines.

#![expect(clippy::unwrap_used, reason = "a site that cannot be made fails the test")]

mod content;
mod kept;
mod machines;
mod moved;
mod search;
mod world;
