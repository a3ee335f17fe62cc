//! Bikram Sambat and Gregorian dates, dates known only in part, and ages as intervals.
//!
//! Pure: no clock, no file, no network. "Today" is an argument, and so is the [`Table`] of month lengths: the released
//! one ([`Table::embedded`]) or one with the rows that were entered since ([`Table::with_rows`]).
//!
//! ```
//! use calendar::{Calendar, PartialDate, Table};
//! let table = Table::embedded();
//! let born = PartialDate::parse("२०६२-०१-०५", Calendar::BikramSambat, table)?;
//! assert_eq!(born.from.to_string(), "2005-04-18");
//! let age = born.age_on("2026-11-24".parse().unwrap()).unwrap();
//! assert_eq!((age.low, age.high), (21, 21));
//! let wrong = PartialDate::parse("2068-05-33", Calendar::BikramSambat, table).unwrap_err();
//! assert_eq!(wrong.to_string(), "Bhadau 2068 has 31 days. You wrote 33.");
//! # Ok::<(), calendar::DateError>(())
//! ```

mod age;
mod compare;
mod convert;
mod days;
mod digits;
mod error;
mod months;
mod parse;
mod partial;
mod rows;
mod stored;
mod table;
mod text;

pub use age::{Age, OLDEST};
pub use compare::Certain;
pub use convert::BikramDate;
pub use digits::{to_devanagari_digits, to_latin_digits};
pub use error::{CheckError, DateError, Part, TableError};
pub use partial::{Calendar, GREGORIAN_YEARS, PROJECTED_MARGIN, PartialDate, Precision};
pub use rows::{FIRST_ENTERED_VERSION, Row};
pub use table::{Evidence, Table};
pub use text::{Language, month_name};
