//! A date as it was said: its calendar, how exactly it is known, and the Gregorian days it can mean.

use crate::convert::BikramDate;
use crate::days::plus_days;
use crate::error::{CheckError, DateError};
use crate::stored::Written;
use crate::table::{Evidence, Table};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The Gregorian years accepted: from the first whole year of that calendar to one short of the last representable.
pub const GREGORIAN_YEARS: (i16, i16) = (1583, 9998);

/// Days by which the bounds of a date in a projected year are widened on either side. The projections at hand never
/// lie more than a day apart, nor more than a day from the published first days of the 1,308 months of 1975–2083.
pub const PROJECTED_MARGIN: i64 = 1;

/// The calendar a date was written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Calendar {
    /// Gregorian (AD).
    #[serde(rename = "ad")]
    Gregorian,
    /// Bikram Sambat, Nepal's civil calendar.
    #[serde(rename = "bs")]
    BikramSambat,
}

/// How exactly a date is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Precision {
    /// To the day.
    Day,
    /// To the month.
    Month,
    /// To the year.
    Year,
    /// About that year: the year before and the year after are possible too.
    Estimate,
}

/// What was typed (the truth) and the Gregorian interval derived from it, both ends included.
/// Stored as JSON `{"cal","y","m"?,"d"?,"precision","from","to","table"}`.
///
/// Read from JSON, the parts must make a date and agree with the precision and the bounds: exactly for Gregorian dates
/// and for the released table, within days for another version of the table, which [`PartialDate::check`] then judges.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "Written")]
pub struct PartialDate {
    /// Calendar of `year`, `month`, `day`.
    #[serde(rename = "cal")]
    pub calendar: Calendar,
    /// Year in that calendar.
    #[serde(rename = "y")]
    pub year: i16,
    /// Month 1–12, absent when not known.
    #[serde(rename = "m", default, skip_serializing_if = "Option::is_none")]
    pub month: Option<i8>,
    /// Day of the month, absent when not known.
    #[serde(rename = "d", default, skip_serializing_if = "Option::is_none")]
    pub day: Option<i8>,
    /// How exactly it is known.
    pub precision: Precision,
    /// First Gregorian day it can mean.
    pub from: Date,
    /// Last Gregorian day it can mean.
    pub to: Date,
    /// Version of the table of month lengths that gave `from` and `to`; 0 for a Gregorian date, which needs none.
    pub table: u16,
}

impl PartialDate {
    /// The date of these parts. `estimate` says that only about the year is known.
    ///
    /// In a projected year ([`Evidence::Projected`]) the bounds are widened by [`PROJECTED_MARGIN`].
    ///
    /// # Errors
    /// [`DateError`] for a year that is not covered, a month or day that does not exist (never rolled over), a day
    /// without its month, or an estimate with more than a year.
    pub fn new(
        calendar: Calendar,
        year: i32,
        month: Option<i32>,
        day: Option<i32>,
        estimate: bool,
        table: &Table,
    ) -> Result<Self, DateError> {
        let precision = match (month, day, estimate) {
            (None, Some(_), _) => return Err(DateError::DayWithoutMonth),
            (Some(_), _, true) => return Err(DateError::EstimateWithMonth),
            (Some(_), Some(_), false) => Precision::Day,
            (Some(_), None, false) => Precision::Month,
            (None, None, false) => Precision::Year,
            (None, None, true) => Precision::Estimate,
        };
        let year = covered_year(calendar, year, table)?;
        let month = month.map(existing_month).transpose()?;
        let day = match (month, day) {
            (Some(month), Some(day)) => Some(existing_day(calendar, year, month, day, table)?),
            _ => None,
        };
        let (from, to) = match calendar {
            Calendar::Gregorian => gregorian_bounds(year, month, day, estimate),
            Calendar::BikramSambat => bikram_bounds(year, month, day, estimate, table),
        };
        let table = if calendar == Calendar::Gregorian { 0 } else { table.version() };
        Ok(Self { calendar, year, month, day, precision, from, to, table })
    }

    /// A Gregorian day, known exactly.
    ///
    /// # Errors
    /// A year outside [`GREGORIAN_YEARS`].
    pub fn from_day(day: Date) -> Result<Self, DateError> {
        let (month, day_of_month) = (Some(day.month().into()), Some(day.day().into()));
        Self::new(Calendar::Gregorian, day.year().into(), month, day_of_month, false, Table::embedded())
    }

    /// The same typed date with the bounds that `table` gives: for a new version of the table. The parts never change.
    ///
    /// # Errors
    /// As [`PartialDate::new`]; a day that a projection allowed may turn out not to exist once its year is published.
    pub fn rebound(&self, table: &Table) -> Result<Self, DateError> {
        let (month, day) = (self.month.map(i32::from), self.day.map(i32::from));
        let estimate = self.precision == Precision::Estimate;
        Self::new(self.calendar, self.year.into(), month, day, estimate, table)
    }

    /// Whether parts, precision and bounds agree under `table`.
    ///
    /// # Errors
    /// [`CheckError`]; [`CheckError::OtherTable`] carries the date with its new bounds.
    pub fn check(&self, table: &Table) -> Result<(), CheckError> {
        let right = self.rebound(table)?;
        let (from, to) = (self.from, self.to);
        if right.precision != self.precision {
            Err(CheckError::Precision)
        } else if (right.from, right.to) == (from, to) {
            Ok(())
        } else if self.calendar == Calendar::Gregorian || self.table == table.version() {
            Err(CheckError::Bounds { right: Box::new(right), from, to })
        } else {
            Err(CheckError::OtherTable { right: Box::new(right), table: self.table })
        }
    }

    /// How well the lengths of its months are known; `None` for a Gregorian date or a year outside `table`.
    pub fn evidence(&self, table: &Table) -> Option<Evidence> {
        if self.calendar == Calendar::Gregorian { None } else { table.evidence(self.year) }
    }

    /// First and last Bikram Sambat day it can mean, to show beside what was typed in the other calendar.
    ///
    /// # Errors
    /// [`DateError::OutsideTable`] where the table does not reach.
    pub fn bikram_bounds(&self, table: &Table) -> Result<(BikramDate, BikramDate), DateError> {
        Ok((table.from_gregorian(self.from)?, table.from_gregorian(self.to)?))
    }
}

/// The year as it is kept, if the calendar covers it.
fn covered_year(calendar: Calendar, year: i32, table: &Table) -> Result<i16, DateError> {
    let (first, last) = match calendar {
        Calendar::Gregorian => GREGORIAN_YEARS,
        Calendar::BikramSambat => (table.first_year(), table.last_year()),
    };
    let kept = i16::try_from(year).ok().filter(|year| (first..=last).contains(year));
    kept.ok_or(DateError::Year { calendar, year, first: first.into(), last: last.into() })
}

/// The month as it is kept, if there is one of that number.
fn existing_month(month: i32) -> Result<i8, DateError> {
    i8::try_from(month).ok().filter(|month| (1..=12).contains(month)).ok_or(DateError::Month { month })
}

/// The day as it is kept, if the month has one of that number.
fn existing_day(calendar: Calendar, year: i16, month: i8, day: i32, table: &Table) -> Result<i8, DateError> {
    let days = match calendar {
        Calendar::Gregorian => gregorian(year, month, 1).days_in_month(),
        Calendar::BikramSambat => table.longest(year.into(), month.into())?,
    };
    let kept = i8::try_from(day).ok().filter(|day| (1..=days).contains(day));
    kept.ok_or(DateError::Day { calendar, year: year.into(), month, days, day })
}

/// A Gregorian day whose parts were checked, or that bounds checked years.
fn gregorian(year: i16, month: i8, day: i8) -> Date {
    Date::new(year, month, day).expect("the parts were checked, and the year lies within GREGORIAN_YEARS ± 1")
}

/// First and last day of Gregorian parts.
fn gregorian_bounds(year: i16, month: Option<i8>, day: Option<i8>, estimate: bool) -> (Date, Date) {
    let spread = i16::from(estimate);
    match (month, day) {
        (Some(month), Some(day)) => (gregorian(year, month, day), gregorian(year, month, day)),
        (Some(month), None) => (gregorian(year, month, 1), gregorian(year, month, 1).last_of_month()),
        (None, _) => (gregorian(year - spread, 1, 1), gregorian(year + spread, 12, 31)),
    }
}

/// First and last Gregorian day of Bikram Sambat parts, widened where the year is a projection. Nothing projected
/// reaches back before the last known year's end, which is settled.
fn bikram_bounds(year: i16, month: Option<i8>, day: Option<i8>, estimate: bool, table: &Table) -> (Date, Date) {
    let spread = i16::from(estimate);
    let (first, last) = (year - spread, year + spread);
    let at = |month, day| table.day_at(BikramDate { year, month, day });
    let (from, to) = match (month, day) {
        (Some(month), Some(day)) => (at(month, day), at(month, day)),
        (Some(month), None) => {
            let days = table.days_in_month(year, month).expect("year and month were checked");
            (at(month, 1), at(month, days))
        }
        (None, _) => (new_year(first, table), plus_days(new_year(last + 1, table), -1)),
    };
    let margin = |year| if table.evidence(year) == Some(Evidence::Projected) { PROJECTED_MARGIN } else { 0 };
    let from = match margin(first) {
        0 => from,
        margin => plus_days(from, -margin).max(table.first_open_day()),
    };
    (from, plus_days(to, margin(last)))
}

/// 1 Baisakh of a year of the table, or of one of the two years on either side, which an estimate may reach: those are
/// taken as 366 days long, so that the interval is never too short.
fn new_year(year: i16, table: &Table) -> Date {
    if let Some(found) = table.year(year.into()) {
        return found.first_day;
    }
    let before = i64::from(table.first_year() - year);
    if before > 0 {
        return plus_days(table.years[0].first_day, -366 * before);
    }
    plus_days(table.last_day(), 1 + 366 * i64::from(year - table.last_year() - 1))
}
