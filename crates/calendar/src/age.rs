//! Ages, which are intervals as soon as a birth is not known to the day.

use crate::error::DateError;
use crate::partial::{Calendar, PartialDate};
use crate::table::Table;
use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The highest age that is taken for an age.
pub const OLDEST: u32 = 120;

/// Completed years, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Age {
    /// The least it can be.
    pub low: i16,
    /// The most it can be.
    pub high: i16,
}

impl PartialDate {
    /// The age on a day of someone born on this date, in completed Gregorian years; someone born on 29 February
    /// completes a year on 1 March where there is no such day. `None` when the birth lies after that day. A birth that
    /// may lie after it gives a `low` of 0.
    pub fn age_on(&self, on: Date) -> Option<Age> {
        if self.from > on {
            return None;
        }
        Some(Age { low: completed_years(self.to.min(on), on), high: completed_years(self.from, on) })
    }

    /// The birth of someone who is about `years` old on a day: the year, in `calendar`, that holds the middle of the
    /// twelve months in which someone of that age was born; as an estimate it reaches a year further on both sides.
    ///
    /// # Errors
    /// More than [`OLDEST`] years, or a year that the table does not cover.
    pub fn about_years_old(years: u32, on: Date, calendar: Calendar, table: &Table) -> Result<Self, DateError> {
        if years > OLDEST {
            return Err(DateError::Age { years, oldest: OLDEST });
        }
        let middle = on.saturating_sub(i64::from(years).years().months(6));
        let year = match calendar {
            Calendar::Gregorian => middle.year(),
            Calendar::BikramSambat => table.from_gregorian(middle)?.year,
        };
        Self::new(calendar, year.into(), None, None, true, table)
    }
}

/// Completed years between a birth and a later day.
fn completed_years(born: Date, on: Date) -> i16 {
    let reached = (on.month(), on.day()) >= (born.month(), born.day());
    on.year() - born.year() - i16::from(!reached)
}
