//! The table of month lengths that every conversion is given.

use crate::days::{days_between, plus_days};
use crate::months;
use crate::rows::Row;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::sync::LazyLock;

/// 1 Baisakh of the first year, 1975: the one day that ties the two calendars. Every other day follows from it by the
/// lengths of the months; 1 Baisakh 2000 = 14 April 1943 and the later anchors are tests.
const FIRST_DAY: Date = Date::constant(1918, 4, 13);

/// How well the month lengths of a year are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Evidence {
    /// The sources agree.
    Agreed,
    /// Compared month by month with a printed almanac.
    Checked,
    /// Some sources put a month of the year one day off.
    Disputed,
    /// Not published yet: computed, within [`PROJECTED_MARGIN`](crate::PROJECTED_MARGIN) days.
    Projected,
}

/// One year of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Year {
    pub(crate) number: i16,
    pub(crate) evidence: Evidence,
    pub(crate) months: [i8; 12],
    /// 1 Baisakh.
    pub(crate) first_day: Date,
}

impl Year {
    /// Days of the year.
    pub(crate) fn length(&self) -> i64 {
        self.months.iter().map(|&days| i64::from(days)).sum()
    }
}

/// Month lengths of consecutive Bikram Sambat years, with a version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    pub(crate) version: u16,
    /// Never empty, without a gap, each year beginning on the day after the one before.
    pub(crate) years: Vec<Year>,
}

impl Table {
    /// The table released with the program: 1975–2083, and 2084–2100 as projections.
    pub fn embedded() -> &'static Self {
        static EMBEDDED: LazyLock<Table> = LazyLock::new(|| {
            let years = months::YEARS
                .iter()
                .map(|&(number, evidence, months)| Year { number, evidence, months, first_day: FIRST_DAY })
                .collect();
            let mut table = Table { version: months::VERSION, years };
            table.chain();
            table
        });
        &EMBEDDED
    }

    /// The version that dates carry whose bounds this table gave.
    pub fn version(&self) -> u16 {
        self.version
    }

    /// First year covered.
    pub fn first_year(&self) -> i16 {
        self.years[0].number
    }

    /// Last year covered, projections included.
    pub fn last_year(&self) -> i16 {
        self.years[self.years.len() - 1].number
    }

    /// Last year that is not a projection.
    pub fn last_known_year(&self) -> i16 {
        let known = self.years.iter().rev().find(|year| year.evidence != Evidence::Projected);
        known.map_or(self.first_year() - 1, |year| year.number)
    }

    /// How well `year` is known; `None` outside the table.
    pub fn evidence(&self, year: i16) -> Option<Evidence> {
        self.year(year.into()).map(|year| year.evidence)
    }

    /// Days of `month` (1–12) of `year`; `None` outside the table.
    pub fn days_in_month(&self, year: i16, month: i8) -> Option<i8> {
        let index = usize::try_from(month).ok()?.checked_sub(1)?;
        self.year(year.into())?.months.get(index).copied()
    }

    /// Every year as a row with its first day, oldest first: for the page of the table and for the field app.
    pub fn rows(&self) -> impl Iterator<Item = Row> + '_ {
        self.years.iter().map(|year| Row {
            year: year.number,
            evidence: year.evidence,
            months: year.months,
            first_day: Some(year.first_day),
        })
    }

    /// The year of that number.
    pub(crate) fn year(&self, number: i32) -> Option<&Year> {
        let index = number - i32::from(self.first_year());
        self.years.get(usize::try_from(index).ok()?)
    }

    /// First day that is not settled yet: the day after the last known year.
    pub(crate) fn first_open_day(&self) -> Date {
        let open = self.years.iter().find(|year| year.evidence == Evidence::Projected);
        open.map_or_else(|| plus_days(self.last_day(), 1), |year| year.first_day)
    }

    /// Last Gregorian day covered.
    pub(crate) fn last_day(&self) -> Date {
        let last = &self.years[self.years.len() - 1];
        plus_days(last.first_day, last.length() - 1)
    }

    /// The year that holds the Gregorian day, with the days that passed before it in that year.
    pub(crate) fn year_of(&self, day: Date) -> Option<(&Year, i64)> {
        if day > self.last_day() {
            return None;
        }
        let index = self.years.partition_point(|year| year.first_day <= day).checked_sub(1)?;
        let year = &self.years[index];
        Some((year, days_between(year.first_day, day)))
    }

    /// Works out every first day from the year before.
    pub(crate) fn chain(&mut self) {
        for index in 1..self.years.len() {
            let before = &self.years[index - 1];
            self.years[index].first_day = plus_days(before.first_day, before.length());
        }
    }
}
