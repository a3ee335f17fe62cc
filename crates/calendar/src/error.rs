//! What can be wrong with a date or a table, as values that the caller can put into any language.

use crate::text::{Language, month_name};
use crate::{Calendar, PartialDate};
use jiff::civil::Date;

/// A part of a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Part {
    /// The year.
    Year,
    /// The month.
    Month,
    /// The day of the month.
    Day,
}

/// Why something is not a date. The texts are English; the fields let a caller say it otherwise.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DateError {
    /// The text is not year, month, day.
    #[error("Write the year, then month and day where they are known: 2062-01-05, 2062-01 or 2062.")]
    Shape,
    /// The last part looks like the year.
    #[error("Write the year first: 2062-01-05.")]
    YearFirst,
    /// Nothing stands where the year should be.
    #[error("The year is missing. It can be an estimate.")]
    NoYear,
    /// A part holds something else than digits.
    #[error("The {} is not a number.", part_name(*.part))]
    NotANumber {
        /// Which one.
        part: Part,
    },
    /// The year is outside the table, or outside what is accepted of Gregorian years.
    #[error("The year lies outside {first}–{last}. You wrote {year}.")]
    Year {
        /// Calendar of the years.
        calendar: Calendar,
        /// What was written.
        year: i32,
        /// First year accepted.
        first: i32,
        /// Last year accepted.
        last: i32,
    },
    /// There is no such month.
    #[error("A year has 12 months. You wrote month {month}.")]
    Month {
        /// What was written.
        month: i32,
    },
    /// The month has no such day.
    #[error("{} {year} has {days} days. You wrote {day}.", month_name(*.calendar, *.month, Language::English))]
    Day {
        /// Calendar of the date.
        calendar: Calendar,
        /// Its year.
        year: i32,
        /// Its month, which exists.
        month: i8,
        /// Days of that month.
        days: i8,
        /// What was written.
        day: i32,
    },
    /// A day of the month without the month.
    #[error("A day needs its month. Write the month, or leave the day out.")]
    DayWithoutMonth,
    /// An estimate is of a year.
    #[error("An estimated date has a year only. Leave month and day out, or do not mark it as estimated.")]
    EstimateWithMonth,
    /// A Gregorian day that the table of month lengths does not reach.
    #[error("{day} has no Bikram Sambat date here: the table covers {first} to {last}.")]
    OutsideTable {
        /// The day.
        day: Date,
        /// First day covered.
        first: Date,
        /// Last day covered.
        last: Date,
    },
    /// An age nobody has.
    #[error("An age lies between 0 and {oldest}. You wrote {years}.")]
    Age {
        /// What was written.
        years: u32,
        /// The most accepted.
        oldest: u32,
    },
}

/// Why a stored date does not agree with itself or with the table.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CheckError {
    /// Its parts make no date.
    #[error(transparent)]
    Date(#[from] DateError),
    /// The precision says another thing than the parts that are there.
    #[error("The precision of the date does not agree with the parts given.")]
    Precision,
    /// The bounds are not those of the parts.
    #[error("The date means {} to {}, not {from} to {to}.", .right.from, .right.to)]
    Bounds {
        /// The date with its right bounds.
        right: Box<PartialDate>,
        /// First day it claimed.
        from: Date,
        /// Last day it claimed.
        to: Date,
    },
    /// The bounds come from another version of the table and differ from what this one gives.
    #[error("The bounds of the date come from version {table} of the calendar table and are to be worked out again.")]
    OtherTable {
        /// The date as this table has it.
        right: Box<PartialDate>,
        /// The version it carries.
        table: u16,
    },
    /// The bounds cannot be those of that year in any table.
    #[error("The Gregorian days of the date are far from its year.")]
    FarAway,
}

/// Why rows cannot be taken into the table.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TableError {
    /// The version is taken.
    #[error("Version {version} of the calendar table is taken. The next free one is {least}.")]
    Version {
        /// What was given.
        version: u16,
        /// The least possible.
        least: u16,
    },
    /// Neither a known year nor the next one.
    #[error("Year {year} cannot be entered now: years {first} to {next} can.")]
    Year {
        /// What was given.
        year: i16,
        /// First year of the table.
        first: i16,
        /// The year after the last known one.
        next: i16,
    },
    /// A year stands in the list more than once.
    #[error("Year {year} is entered twice.")]
    Twice {
        /// The year.
        year: i16,
    },
    /// A projection was entered.
    #[error("Year {year} is marked as projected. Enter a year once its almanac is published.")]
    Projected {
        /// The year.
        year: i16,
    },
    /// A month too short or too long.
    #[error("Month {month} of {year} has {days} days. A month has 29 to 32.")]
    Month {
        /// The year.
        year: i16,
        /// The month, 1–12.
        month: usize,
        /// What was given.
        days: i8,
    },
    /// A year too short or too long.
    #[error("The months of {year} add up to {days} days. A year has 365 or 366.")]
    Length {
        /// The year.
        year: i16,
        /// What they add up to.
        days: i64,
    },
    /// The year does not begin on the day after the one before.
    #[error("Year {year} begins on {expected} by the year before it. You wrote {given}.")]
    FirstDay {
        /// The year.
        year: i16,
        /// By the table.
        expected: Date,
        /// What was given.
        given: Date,
    },
    /// A correction would move the New Year's days of known years.
    #[error("Year {year} has {days} days, or the years after it would begin on other days than they did.")]
    NewYear {
        /// The year.
        year: i16,
        /// Days it has.
        days: i64,
    },
}

/// The English word of a part.
fn part_name(part: Part) -> &'static str {
    match part {
        Part::Year => "year",
        Part::Month => "month",
        Part::Day => "day",
    }
}
