//! Whole days from one calendar to the other.

use crate::days::plus_days;
use crate::error::DateError;
use crate::table::Table;
use crate::{Calendar, Evidence};
use jiff::civil::Date;

/// A day in Bikram Sambat. Only a [`Table`] knows whether it exists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BikramDate {
    /// Year.
    pub year: i16,
    /// Month, 1 (Baisakh) to 12 (Chait).
    pub month: i8,
    /// Day of the month.
    pub day: i8,
}

impl Table {
    /// The Gregorian day of a Bikram Sambat day. In a projected year it may be [`PROJECTED_MARGIN`] off
    /// ([`Table::evidence`] tells).
    ///
    /// [`PROJECTED_MARGIN`]: crate::PROJECTED_MARGIN
    ///
    /// # Errors
    /// A year outside the table, or a month or day that does not exist.
    pub fn to_gregorian(&self, date: BikramDate) -> Result<Date, DateError> {
        let days = self.month_length(date.year.into(), date.month.into())?;
        if (1..=days).contains(&date.day) {
            return Ok(self.day_at(date));
        }
        Err(DateError::Day {
            calendar: Calendar::BikramSambat,
            year: date.year.into(),
            month: date.month,
            days,
            day: date.day.into(),
        })
    }

    /// The Bikram Sambat day of a Gregorian day.
    ///
    /// # Errors
    /// [`DateError::OutsideTable`] for a day before the first or after the last year.
    pub fn from_gregorian(&self, day: Date) -> Result<BikramDate, DateError> {
        let outside = DateError::OutsideTable { day, first: self.years[0].first_day, last: self.last_day() };
        let (year, mut rest) = self.year_of(day).ok_or(outside)?;
        for (month, &days) in (1i8..).zip(&year.months) {
            if rest < i64::from(days) {
                let day = i8::try_from(rest + 1).expect("a month has at most 32 days");
                return Ok(BikramDate { year: year.number, month, day });
            }
            rest -= i64::from(days);
        }
        unreachable!("the months of a year add up to its length")
    }

    /// Days of a month of a covered year.
    pub(crate) fn month_length(&self, year: i32, month: i32) -> Result<i8, DateError> {
        let (first, last) = (self.first_year().into(), self.last_year().into());
        let found = self.year(year).ok_or(DateError::Year { calendar: Calendar::BikramSambat, year, first, last })?;
        let index = usize::try_from(month - 1).ok().filter(|&index| index < 12);
        index.map(|index| found.months[index]).ok_or(DateError::Month { month })
    }

    /// The longest a typed day of that month may be: in a projected year, the longest the month has ever been, because
    /// the almanac in the worker's hand may know better than the projection.
    pub(crate) fn longest(&self, year: i32, month: i32) -> Result<i8, DateError> {
        let days = self.month_length(year, month)?;
        match (self.year(year), usize::try_from(month - 1)) {
            (Some(found), Ok(index)) if found.evidence == Evidence::Projected => {
                Ok(days.max(crate::rows::month_ranges().1[index]))
            }
            _ => Ok(days),
        }
    }

    /// The Gregorian day of a day whose year and month are covered, counted from the first of the month.
    pub(crate) fn day_at(&self, date: BikramDate) -> Date {
        let year = self.year(date.year.into()).expect("the year was found before");
        let before = &year.months[..usize::try_from(date.month - 1).expect("the month was found before")];
        let passed: i64 = before.iter().map(|&days| i64::from(days)).sum();
        plus_days(year.first_day, passed + i64::from(date.day) - 1)
    }
}
