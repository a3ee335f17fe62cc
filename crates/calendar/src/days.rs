//! Counting Gregorian days.

use jiff::ToSpan;
use jiff::civil::Date;

/// Days from `from` to `to`, negative when `to` is earlier.
pub(crate) fn days_between(from: Date, to: Date) -> i64 {
    from.duration_until(to).as_hours() / 24
}

/// The day `count` days after `date`; the last representable day where that lies beyond it.
pub(crate) fn plus_days(date: Date, count: i64) -> Date {
    date.saturating_add(count.days())
}
