//! Order between dates of which more than one day may be meant: said only where it is certain.

use crate::partial::{PartialDate, Precision};

/// How two dates stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Certain {
    /// The first is the earlier one, whatever days are meant.
    Less,
    /// Both are the same day.
    Equal,
    /// The first is the later one.
    Greater,
    /// It depends on the days that are meant.
    Uncertain,
}

/// Year, month, day, for dates of one calendar.
type Parts = (i16, i8, i8);

impl PartialDate {
    /// How this date stands to `other`.
    ///
    /// Two dates of one calendar are also compared by what was typed: 1 Baisakh comes before 2 Baisakh even in a
    /// projected year, where the bounds of the two overlap.
    pub fn compare(&self, other: &Self) -> Certain {
        if self.is_same_day(other) {
            Certain::Equal
        } else if self.is_before(other) {
            Certain::Less
        } else if other.is_before(self) {
            Certain::Greater
        } else {
            Certain::Uncertain
        }
    }

    /// Certainly earlier than `other` (`<`).
    pub fn is_before(&self, other: &Self) -> bool {
        self.to < other.from || (self.calendar == other.calendar && self.last_parts() < other.first_parts())
    }

    /// Certainly not later than `other` (`<=`).
    pub fn is_at_most(&self, other: &Self) -> bool {
        self.to <= other.from || (self.calendar == other.calendar && self.last_parts() <= other.first_parts())
    }

    /// Certainly the same day as `other` (`=`).
    pub fn is_same_day(&self, other: &Self) -> bool {
        let days = (self.precision, other.precision) == (Precision::Day, Precision::Day);
        let typed = self.calendar == other.calendar && self.first_parts() == other.first_parts();
        days && (typed || (self.from == self.to && other.from == other.to && self.from == other.from))
    }

    /// Certainly another day than `other` (`!=`).
    pub fn is_other_day(&self, other: &Self) -> bool {
        self.is_before(other) || other.is_before(self)
    }

    /// The earliest parts it can mean.
    fn first_parts(&self) -> Parts {
        let spread = i16::from(self.precision == Precision::Estimate);
        (self.year.saturating_sub(spread), self.month.unwrap_or(1), self.day.unwrap_or(1))
    }

    /// The latest parts it can mean, or later ones.
    fn last_parts(&self) -> Parts {
        let spread = i16::from(self.precision == Precision::Estimate);
        (self.year.saturating_add(spread), self.month.unwrap_or(12), self.day.unwrap_or(i8::MAX))
    }
}
