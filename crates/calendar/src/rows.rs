//! Years entered after the release: the almanac committee's new year, or a correction.

use crate::Evidence;
use crate::error::TableError;
use crate::months;
use crate::table::{Table, Year};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Versions below this one belong to released tables; a table with entered rows takes one from here on, so that the two
/// never meet.
pub const FIRST_ENTERED_VERSION: u16 = 100;

/// One year as it is entered or listed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Row {
    /// Bikram Sambat year.
    pub year: i16,
    /// How well it is known.
    pub evidence: Evidence,
    /// Days of Baisakh to Chait.
    pub months: [i8; 12],
    /// Gregorian day of 1 Baisakh as the almanac prints it; when given it must follow on the year before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_day: Option<Date>,
}

impl Table {
    /// This table with entered rows, under a new version (at least [`FIRST_ENTERED_VERSION`], above this table's).
    ///
    /// A row extends the known years by the next one, or corrects a known year without moving New Year's days. When a
    /// year turns out a day longer or shorter than its projection, a later projected year gives or takes that day, so
    /// that the projections after it stay where the sun puts them.
    ///
    /// # Errors
    /// [`TableError`] names the year and what is wrong with it; nothing of a faulty list is taken.
    pub fn with_rows(&self, version: u16, rows: &[Row]) -> Result<Self, TableError> {
        let least = FIRST_ENTERED_VERSION.max(self.version.saturating_add(1));
        if version < least {
            return Err(TableError::Version { version, least });
        }
        let mut sorted: Vec<&Row> = rows.iter().collect();
        sorted.sort_by_key(|row| row.year);
        if let Some(pair) = sorted.windows(2).find(|pair| pair[0].year == pair[1].year) {
            return Err(TableError::Twice { year: pair[0].year });
        }
        let mut table = Self { version, years: self.years.clone() };
        for row in sorted {
            check_lengths(row)?;
            table.take(row)?;
        }
        Ok(table)
    }

    /// Puts one row in, in the place of its year.
    fn take(&mut self, row: &Row) -> Result<(), TableError> {
        let Row { year, evidence, months, .. } = *row;
        let (first, next) = (self.first_year(), self.last_known_year() + 1);
        if year < first || year > next {
            return Err(TableError::Year { year, first, next });
        }
        let follows = self.last_year() < year;
        let expected = if follows { self.first_open_day() } else { self.years[usize_of(year - first)].first_day };
        if let Some(given) = row.first_day.filter(|&given| given != expected) {
            return Err(TableError::FirstDay { year, expected, given });
        }
        let new = Year { number: year, evidence, months, first_day: expected };
        if follows {
            self.years.push(new);
            return Ok(());
        }
        let old = std::mem::replace(&mut self.years[usize_of(year - first)], new);
        let longer = self.years[usize_of(year - first)].length() - old.length();
        if longer != 0 {
            if old.evidence != Evidence::Projected {
                return Err(TableError::NewYear { year, days: old.length() });
            }
            self.settle(usize_of(year - first) + 1, longer);
        }
        self.chain();
        Ok(())
    }

    /// Takes `longer` days out of the first projected year from `index` on that can spare them.
    fn settle(&mut self, index: usize, longer: i64) {
        let (least, most) = month_ranges();
        for year in &mut self.years[index..] {
            let wanted = year.length() - longer;
            if !(365..=366).contains(&wanted) {
                continue;
            }
            let step = i8::try_from(-longer.signum()).unwrap_or(0);
            let month = (0..12).find(|&m| (least[m]..=most[m]).contains(&(year.months[m] + step)));
            if let Some(month) = month {
                year.months[month] += step;
                return;
            }
        }
    }
}

/// Shortest and longest each month has been in the years released as known.
pub(crate) fn month_ranges() -> ([i8; 12], [i8; 12]) {
    let mut ranges = ([i8::MAX; 12], [i8::MIN; 12]);
    for (_, _, months) in months::YEARS.iter().filter(|(_, evidence, _)| *evidence != Evidence::Projected) {
        for (month, &days) in months.iter().enumerate() {
            ranges.0[month] = ranges.0[month].min(days);
            ranges.1[month] = ranges.1[month].max(days);
        }
    }
    ranges
}

/// A month has 29 to 32 days, a year 365 or 366, and a projection is not entered by hand.
fn check_lengths(row: &Row) -> Result<(), TableError> {
    let year = row.year;
    if row.evidence == Evidence::Projected {
        return Err(TableError::Projected { year });
    }
    if let Some(index) = row.months.iter().position(|days| !(29..=32).contains(days)) {
        return Err(TableError::Month { year, month: index + 1, days: row.months[index] });
    }
    let days: i64 = row.months.iter().map(|&days| i64::from(days)).sum();
    if (365..=366).contains(&days) { Ok(()) } else { Err(TableError::Length { year, days }) }
}

/// An offset that was checked not to be negative.
fn usize_of(offset: i16) -> usize {
    usize::try_from(offset).unwrap_or(0)
}
