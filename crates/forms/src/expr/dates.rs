//! Civil days, moments and their texts, by arithmetic that the browser's evaluator repeats.

use super::EvalError;
use super::value::BLANKS;
use calendar::{Calendar, PartialDate, Precision};
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// Milliseconds of a day.
pub(super) const DAY: i64 = 86_400_000;

/// Days since 1970-01-01 of the first and last day that can be written with four digits.
const FIRST: i64 = -719_528;
const LAST: i64 = 2_932_896;

/// A day, or the days that a date known in part can mean.
#[derive(Clone, Debug, PartialEq)]
pub struct Days {
    /// First day, counted from 1970-01-01.
    pub from: i64,
    /// Last day.
    pub to: i64,
    /// What was written, when it was an answer.
    pub written: Option<Box<PartialDate>>,
}

/// A moment with the offset it was written with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// Milliseconds since 1970-01-01T00:00Z.
    pub millis: i64,
    /// Minutes that local time is ahead of UTC.
    pub offset: i32,
}

impl Days {
    /// One day.
    pub fn exact(day: i64) -> Self {
        Self { from: day, to: day, written: None }
    }

    /// The day that is so many days after 1970-01-01.
    ///
    /// # Errors
    /// A day outside the years 0 to 9999.
    pub(super) fn of_number(number: f64) -> Result<Self, EvalError> {
        let day = number.floor();
        #[expect(clippy::cast_possible_truncation, reason = "the range is checked")]
        let whole = day as i64;
        if day.is_finite() && (FIRST..=LAST).contains(&whole) {
            Ok(Self::exact(whole))
        } else {
            Err(EvalError::NotADate(super::number::to_text(number)))
        }
    }

    /// A date as answered.
    pub fn of_answer(date: PartialDate) -> Self {
        Self { from: day_number(date.from), to: day_number(date.to), written: Some(Box::new(date)) }
    }

    /// The one day it means, if it can mean only one.
    pub(super) fn single(&self) -> Option<i64> {
        (self.from == self.to).then_some(self.from)
    }

    /// The day in ISO form; what was written of a Gregorian date known in part; else `first day/last day`.
    pub fn text(&self) -> String {
        match (self.single(), &self.written) {
            (Some(day), _) => iso(day),
            (None, Some(date)) if date.calendar == Calendar::Gregorian => date.iso(),
            _ => format!("{}/{}", iso(self.from), iso(self.to)),
        }
    }

    /// What was written, in a form that can be compared within one calendar.
    fn parts(&self) -> Option<Parts> {
        let date = self.written.as_deref()?;
        let spread = i16::from(date.precision == Precision::Estimate);
        Some(Parts {
            calendar: date.calendar,
            first: [date.year - spread, date.month.unwrap_or(1).into(), date.day.unwrap_or(1).into()],
            last: [date.year + spread, date.month.unwrap_or(12).into(), date.day.unwrap_or(i8::MAX).into()],
            day: date.precision == Precision::Day,
        })
    }

    /// True when `test` holds for what was written of both, within one calendar: a projected year of Bikram Sambat
    /// has bounds wider than a day, but the second of a month still comes after the first.
    fn as_written(&self, other: &Self, test: fn(&Parts, &Parts) -> bool) -> bool {
        let pair = self.parts().zip(other.parts());
        pair.is_some_and(|(one, two)| one.calendar == two.calendar && test(&one, &two))
    }

    /// Certainly before `other`.
    pub(super) fn is_before(&self, other: &Self) -> bool {
        self.to < other.from || self.as_written(other, |one, two| one.last < two.first)
    }

    /// Certainly not after `other`.
    pub(super) fn is_at_most(&self, other: &Self) -> bool {
        self.to <= other.from || self.as_written(other, |one, two| one.last <= two.first)
    }

    /// Certainly the same day as `other`.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        self.single().is_some_and(|day| other.single() == Some(day))
            || self.as_written(other, |one, two| one.day && two.day && one.first == two.first)
    }
}

/// First and last year, month and day that a written date can mean, and whether it is a day.
struct Parts {
    calendar: Calendar,
    first: [i16; 3],
    last: [i16; 3],
    day: bool,
}

impl Moment {
    /// `2024-01-15T10:00:00.000+05:45`.
    pub fn text(self) -> String {
        let local = self.millis + i64::from(self.offset) * 60_000;
        let sign = if self.offset < 0 { '-' } else { '+' };
        let offset = self.offset.abs();
        let day = iso(local.div_euclid(DAY));
        format!("{day}T{}{sign}{:02}:{:02}", clock(local.rem_euclid(DAY)), offset / 60, offset % 60)
    }
}

/// What a text written as a date is.
pub(super) enum Written {
    Day(i64),
    Moment(Moment),
}

/// Reads `YYYY-MM-DD`, or that with `THH:MM[:SS[.fraction]]` and an offset or `Z`; months and days may have one
/// digit. Without an offset the moment is in `zone`. `None` for anything else, an impossible day included.
pub(super) fn parse(text: &str, zone: &TimeZone) -> Option<Written> {
    let text = text.trim_matches(BLANKS);
    let (date, time) = match text.find(['T', ' ']) {
        Some(at) => (&text[..at], Some(&text[at + 1..])),
        None => (text, None),
    };
    let mut parts = date.split('-');
    let (year, month, day) = (digits(parts.next()?, 4, 4)?, digits(parts.next()?, 1, 2)?, digits(parts.next()?, 1, 2)?);
    if parts.next().is_some() {
        return None;
    }
    let date = Date::new(year.try_into().ok()?, month.try_into().ok()?, day.try_into().ok()?).ok()?;
    let day = day_number(date);
    let Some(time) = time else { return Some(Written::Day(day)) };
    let (clock, offset) = split_offset(time)?;
    let local = day * DAY + parse_clock(clock)?;
    Some(Written::Moment(match offset {
        Some(offset) => Moment { millis: local - i64::from(offset) * 60_000, offset },
        None => in_zone(instant(local, zone), zone),
    }))
}

/// The moment with the offset that `zone` has then.
pub(super) fn in_zone(millis: i64, zone: &TimeZone) -> Moment {
    Moment { millis, offset: offset_at(millis, zone) }
}

/// The instant at which clocks in `zone` show `local`. In a gap the time moves on; told twice, it is the first.
pub(super) fn instant(local: i64, zone: &TimeZone) -> i64 {
    let shifted = |offset: i32| local - i64::from(offset) * 60_000;
    let (before, after) = (offset_at(local - DAY, zone), offset_at(local + DAY, zone));
    if offset_at(shifted(before), zone) != before && offset_at(shifted(after), zone) == after {
        return shifted(after);
    }
    shifted(before)
}

/// Minutes that `zone` is ahead of UTC at an instant.
pub(super) fn offset_at(millis: i64, zone: &TimeZone) -> i32 {
    let timestamp = jiff::Timestamp::from_millisecond(millis);
    timestamp.map_or(0, |timestamp| zone.to_offset(timestamp).seconds().div_euclid(60))
}

/// Milliseconds since midnight of `HH:MM[:SS[.fraction]]`.
fn parse_clock(text: &str) -> Option<i64> {
    let mut parts = text.split(':');
    let (hour, minute) = (digits(parts.next()?, 1, 2)?, digits(parts.next()?, 2, 2)?);
    let (second, fraction) = match parts.next().map(|s| s.split_once('.').unwrap_or((s, ""))) {
        Some((second, fraction)) => (digits(second, 2, 2)?, fraction),
        None => (0, ""),
    };
    let plain = fraction.len() <= 9 && fraction.bytes().all(|b| b.is_ascii_digit());
    if parts.next().is_some() || hour > 23 || minute > 59 || second > 59 || !plain {
        return None;
    }
    let millis: String = fraction.chars().chain("000".chars()).take(3).collect();
    Some(
        ((i64::from(hour) * 60 + i64::from(minute)) * 60 + i64::from(second)) * 1000
            + i64::from(digits(&millis, 3, 3)?),
    )
}

/// Milliseconds since midnight of a time of day, with or without an offset, which is passed over.
pub(crate) fn clock_of(text: &str) -> Option<i64> {
    parse_clock(split_offset(text.trim_matches(BLANKS))?.0)
}

/// Splits a time into clock and offset in minutes, if it has one; `None` for an offset that is none.
fn split_offset(time: &str) -> Option<(&str, Option<i32>)> {
    if let Some(clock) = time.strip_suffix('Z') {
        return Some((clock, Some(0)));
    }
    let Some(at) = time.find(['+', '-']) else { return Some((time, None)) };
    let (hours, minutes) = match time[at + 1..].split_once(':') {
        Some((hours, minutes)) => (hours, minutes),
        None if time.len() == at + 5 => time.get(at + 1..at + 3).zip(time.get(at + 3..))?,
        None => (&time[at + 1..], "00"),
    };
    let (hours, minutes) = (digits(hours, 2, 2)?, digits(minutes, 2, 2)?);
    let offset = hours * 60 + minutes;
    (hours <= 18 && minutes <= 59)
        .then(|| (&time[..at], Some(if time[at..].starts_with('-') { -offset } else { offset })))
}

fn digits(text: &str, least: usize, most: usize) -> Option<i32> {
    let plain = (least..=most).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    if plain { text.parse().ok() } else { None }
}

/// Days since 1970-01-01.
pub(crate) fn day_number(date: Date) -> i64 {
    let (year, month, day) = (i64::from(date.year()), i64::from(date.month()), i64::from(date.day()));
    // Years begin in March here, so that the leap day is the last one.
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let (era, of_era) = (year.div_euclid(400), year.rem_euclid(400));
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + (153 * month + 2) / 5 + day - 719_469
}

/// Year, month and day of a day counted from 1970-01-01.
pub(super) fn civil(day: i64) -> (i64, i64, i64) {
    let shifted = day + 719_468;
    let (era, of_era) = (shifted.div_euclid(146_097), shifted.rem_euclid(146_097));
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let (month, later) = if month < 10 { (month + 3, 0) } else { (month - 9, 1) };
    (year_of_era + era * 400 + later, month, day)
}

/// A day counted from 1970-01-01 as a date; `None` outside the years -9999 to 9999.
pub(super) fn date_of(day: i64) -> Option<Date> {
    let (year, month, day) = civil(day);
    Date::new(year.try_into().ok()?, month.try_into().ok()?, day.try_into().ok()?).ok()
}

/// `2024-01-15`.
pub(super) fn iso(day: i64) -> String {
    let (year, month, day) = civil(day);
    format!("{year:04}-{month:02}-{day:02}")
}

/// `10:00:00.000` of milliseconds since midnight.
fn clock(millis: i64) -> String {
    let seconds = millis / 1000;
    format!("{:02}:{:02}:{:02}.{:03}", seconds / 3600, seconds / 60 % 60, seconds % 60, millis % 1000)
}

/// Age in completed years on a day; someone born on 29 February completes a year on 1 March.
pub(super) fn completed_years(born: i64, on: i64) -> i64 {
    let ((from, month, day), (to, month_on, day_on)) = (civil(born), civil(on));
    to - from - i64::from((month_on, day_on) < (month, day))
}

const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const WEEKDAYS: [&str; 7] = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"];

/// Formats a day and the milliseconds since its midnight with ODK's signs.
///
/// # Errors
/// A sign that ODK does not have.
pub(super) fn format(day: i64, millis: i64, format: &str) -> Result<String, EvalError> {
    let (year, month, of_month) = civil(day);
    let seconds = millis / 1000;
    signs(format, |sign| {
        Some(match sign {
            'Y' => format!("{year:04}"),
            'y' => format!("{:02}", year.rem_euclid(100)),
            'm' => format!("{month:02}"),
            'n' => month.to_string(),
            'b' => MONTHS[usize::try_from(month - 1).ok()?].into(),
            'd' => format!("{of_month:02}"),
            'e' => of_month.to_string(),
            'a' => WEEKDAYS[usize::try_from(day.rem_euclid(7)).ok()?].into(),
            'H' => format!("{:02}", seconds / 3600),
            'h' => (seconds / 3600).to_string(),
            'M' => format!("{:02}", seconds / 60 % 60),
            'S' => format!("{:02}", seconds % 60),
            '3' => format!("{:03}", millis % 1000),
            _ => return None,
        })
    })
}

/// Replaces each `%x` of `format` by what `value` gives for it; `%%` is a per cent sign.
pub(super) fn signs(format: &str, value: impl Fn(char) -> Option<String>) -> Result<String, EvalError> {
    let mut text = String::new();
    let mut chars = format.chars();
    while let Some(c) = chars.next() {
        if c != '%' {
            text.push(c);
            continue;
        }
        match chars.next() {
            Some('%') => text.push('%'),
            Some(sign) => text.push_str(&value(sign).ok_or_else(|| EvalError::Format(format!("%{sign}")))?),
            None => return Err(EvalError::Format("%".into())),
        }
    }
    Ok(text)
}
