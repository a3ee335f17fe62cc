//! Reading a date back from JSON without trusting it.

use crate::days::{days_between, plus_days};
use crate::error::{CheckError, DateError};
use crate::partial::{Calendar, PartialDate, Precision};
use crate::table::Table;
use jiff::civil::Date;
use serde::Deserialize;

/// How many days the bounds of an unknown table may lie from a count with months of equal length. Months of 29 to 32
/// days stray up to 5 days from it, and 1 Baisakh wanders between 13 and 15 April.
const STRAY: i64 = 10;

/// A [`PartialDate`] as JSON claims it to be.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Written {
    cal: Calendar,
    y: i16,
    #[serde(default)]
    m: Option<i8>,
    #[serde(default)]
    d: Option<i8>,
    precision: Precision,
    from: Date,
    to: Date,
    table: u16,
}

impl TryFrom<Written> for PartialDate {
    type Error = CheckError;

    fn try_from(written: Written) -> Result<Self, CheckError> {
        let Written { cal: calendar, y: year, m: month, d: day, precision, from, to, table } = written;
        let date = Self { calendar, year, month, day, precision, from, to, table };
        let released = Table::embedded();
        if calendar == Calendar::Gregorian || table == released.version() {
            date.check(released)?;
        } else {
            date.check_without_table()?;
        }
        Ok(date)
    }
}

impl PartialDate {
    /// What can be said of a Bikram Sambat date whose table is not at hand.
    fn check_without_table(&self) -> Result<(), CheckError> {
        let precision = match (self.month, self.day) {
            (None, Some(_)) => return Err(DateError::DayWithoutMonth.into()),
            (Some(_), Some(_)) => Precision::Day,
            (Some(_), None) => Precision::Month,
            (None, None) if self.precision == Precision::Estimate => Precision::Estimate,
            (None, None) => Precision::Year,
        };
        if precision != self.precision {
            return Err(CheckError::Precision);
        }
        let (month, day) = (self.month.unwrap_or(1), self.day.unwrap_or(1));
        if !(1..=12).contains(&month) {
            return Err(DateError::Month { month: month.into() }.into());
        }
        if !(1..=32).contains(&day) {
            let (calendar, year) = (self.calendar, self.year.into());
            return Err(DateError::Day { calendar, year, month, days: 32, day: day.into() }.into());
        }
        let (from, days) = self.guess(month, day).ok_or(CheckError::FarAway)?;
        let near = |a, b| days_between(a, b).abs() <= STRAY;
        let agrees = self.from <= self.to && near(self.from, from) && near(self.to, plus_days(from, days - 1));
        if agrees { Ok(()) } else { Err(CheckError::FarAway) }
    }

    /// First day and number of days, counted with 57 years between the calendars and months of equal length.
    fn guess(&self, month: i8, day: i8) -> Option<(Date, i64)> {
        let spread = i16::from(self.precision == Precision::Estimate);
        let new_year = Date::new(self.year.checked_sub(57)?.checked_sub(spread)?, 4, 14).ok()?;
        let passed = i64::from(month - 1) * 365 / 12 + i64::from(day) - 1;
        let days = match self.precision {
            Precision::Day => 1,
            Precision::Month => 30,
            Precision::Year => 365,
            Precision::Estimate => 3 * 365,
        };
        Some((plus_days(new_year, passed), days))
    }
}
