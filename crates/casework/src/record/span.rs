//! Conditions on dates in a list: from one day to another, or a period counted from today.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

/// One condition on a date: a period counted from today, or from one day to another.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Span {
    /// `opened`, or an indexed date.
    pub field: String,
    /// One of [`PERIODS`], or empty.
    pub period: String,
    /// First day, where there is no period; none for any.
    pub from: Option<Date>,
    /// Last day; none for any.
    pub to: Option<Date>,
}

/// Periods counted from today: name, first day and last day as days from it.
pub const PERIODS: [(&str, Option<i64>, Option<i64>); 7] = [
    ("past-7", Some(-6), Some(0)),
    ("past-30", Some(-29), Some(0)),
    ("past-90", Some(-89), Some(0)),
    ("past-365", Some(-364), Some(0)),
    ("over", None, Some(-1)),
    ("next-7", Some(0), Some(6)),
    ("next-30", Some(0), Some(29)),
];

impl Span {
    /// First and last moment (not included) of the days in a time zone, microseconds; `None` for an open end.
    pub fn moments(&self, zone: &TimeZone, now: i64) -> (Option<i64>, Option<i64>) {
        let midnight = |day: i64| {
            let at = Timestamp::from_second(day.checked_mul(86_400)?).ok()?.to_zoned_datetime(TimeZone::UTC);
            Some(at.date().to_zoned_datetime(zone.clone()).ok()?.timestamp().as_microsecond())
        };
        let (from, to) = self.days(zone, now);
        (from.and_then(midnight), to.and_then(|day| midnight(day + 1)))
    }

    /// The ranks that facets of these days have.
    #[expect(clippy::cast_precision_loss, reason = "a facet's rank is a double by its column; days are far below 2^53")]
    pub fn ranks(&self, zone: &TimeZone, now: i64) -> (Option<f64>, Option<f64>) {
        let (from, to) = self.days(zone, now);
        (from.map(|day| day as f64), to.map(|day| day as f64))
    }

    /// First and last day, as days since 1970.
    fn days(&self, zone: &TimeZone, now: i64) -> (Option<i64>, Option<i64>) {
        let Some((_, first, last)) = PERIODS.iter().find(|(name, ..)| *name == self.period) else {
            return (self.from.map(number), self.to.map(number));
        };
        let today = Timestamp::from_microsecond(now).map_or(0, |at| number(at.to_zoned_datetime(zone.clone()).date()));
        (first.map(|days| today + days), last.map(|days| today + days))
    }
}

/// Days since 1970.
fn number(day: Date) -> i64 {
    day.to_zoned_datetime(TimeZone::UTC).map_or(0, |at| at.timestamp().as_second().div_euclid(86_400))
}

#[cfg(test)]
mod tests {
    use super::{Span, number};
    use jiff::civil::date;
    use jiff::tz::TimeZone;

    /// 2026-11-24T19:00Z: already the 25th in Kathmandu (UTC+05:45).
    const NOW: i64 = 1_795_546_800 * 1_000_000;

    #[test]
    fn a_period_counts_the_days_of_the_readers_zone() {
        let zone = TimeZone::get("Asia/Kathmandu").unwrap();
        let past = Span { field: "opened".into(), period: "past-7".into(), ..Span::default() };
        let (from, to) = past.moments(&zone, NOW);
        // 19 November to the end of the 25th, each day from 18:15 UTC of the day before.
        assert_eq!(from, Some((number(date(2026, 11, 18)) * 86_400 + 18 * 3600 + 900) * 1_000_000));
        assert_eq!(to, Some((number(date(2026, 11, 25)) * 86_400 + 18 * 3600 + 900) * 1_000_000));
        let over = Span { period: "over".into(), ..Span::default() };
        assert_eq!(over.ranks(&zone, NOW), (None, Some(number(date(2026, 11, 24)) as f64)));
    }

    #[test]
    fn days_that_were_given_are_taken_as_they_are() {
        let span = Span { from: Some(date(1970, 1, 2)), to: Some(date(1970, 1, 3)), ..Span::default() };
        assert_eq!(span.ranks(&TimeZone::UTC, NOW), (Some(1.0), Some(2.0)));
        assert_eq!(span.moments(&TimeZone::UTC, NOW), (Some(86_400_000_000), Some(3 * 86_400_000_000)));
    }
}
