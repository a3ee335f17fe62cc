//! Dates from text, in either digit set.

use crate::digits::digit_value;
use crate::error::{DateError, Part};
use crate::partial::{Calendar, PartialDate};
use crate::table::Table;

/// The longest text looked at, in bytes: ten Devanagari digits and two separators with room to spare.
const LONGEST: usize = 64;

impl PartialDate {
    /// Reads `2062-01-05`, `2062/1/5`, `2062.1.5`, `2062-01`, `2062`, or `2062~` for about that year, in Latin or
    /// Devanagari digits. The text says nothing of the calendar, so the caller does.
    ///
    /// # Errors
    /// [`DateError`]: [`DateError::Shape`] and [`DateError::YearFirst`] for a text of another form, else as
    /// [`PartialDate::new`].
    pub fn parse(text: &str, calendar: Calendar, table: &Table) -> Result<Self, DateError> {
        let text = text.trim();
        if text.is_empty() {
            return Err(DateError::NoYear);
        }
        if text.len() > LONGEST {
            return Err(DateError::Shape);
        }
        let (text, estimate) = match text.strip_suffix('~') {
            Some(year) => (year.trim_end(), true),
            None => (text, false),
        };
        let mut parts = text.split(['-', '/', '.']).map(str::trim);
        let (year, month, day) = (parts.next().unwrap_or_default(), parts.next(), parts.next());
        if parts.next().is_some() || month == Some("") || day == Some("") {
            return Err(DateError::Shape);
        }
        if year.chars().count() < 3 && day.is_some_and(|day| day.chars().count() > 2) {
            return Err(DateError::YearFirst);
        }
        if !matches!(year.chars().count(), 0 | 4) && year.chars().all(|c| digit_value(c).is_some()) {
            return Err(DateError::Shape);
        }
        Self::from_boxes(calendar, year, month.unwrap_or_default(), day.unwrap_or_default(), estimate, table)
    }

    /// Reads the three boxes of a form, in Latin or Devanagari digits; a blank box is a part that is not known.
    ///
    /// # Errors
    /// [`DateError::NoYear`], [`DateError::NotANumber`] naming the box, else as [`PartialDate::new`].
    pub fn from_boxes(
        calendar: Calendar,
        year: &str,
        month: &str,
        day: &str,
        estimate: bool,
        table: &Table,
    ) -> Result<Self, DateError> {
        let year = number(year, Part::Year)?.ok_or(DateError::NoYear)?;
        let (month, day) = (number(month, Part::Month)?, number(day, Part::Day)?);
        Self::new(calendar, year, month, day, estimate, table)
    }
}

/// The number in a box, `None` when it is blank. More than nine digits are no part of a date.
fn number(text: &str, part: Part) -> Result<Option<i32>, DateError> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let mut value: i32 = 0;
    for (index, c) in text.chars().enumerate() {
        let digit = digit_value(c).filter(|_| index < 9).ok_or(DateError::NotANumber { part })?;
        value = value * 10 + digit.cast_signed();
    }
    Ok(Some(value))
}
