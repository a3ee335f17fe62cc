//! Bikram Sambat and Gregorian dates, dates known only in part, and ages as intervals.
//!
//! Pure: no clock, no file, no network. "Today" is an argument.

mod partial;

pub use partial::{Calendar, PartialDate, Precision};
