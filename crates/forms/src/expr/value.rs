//! Values that expressions give, and how one sort becomes another.

use super::dates::{self, DAY, Days, Moment};
use super::{EvalError, Operator, number};
use jiff::tz::TimeZone;
use std::cmp::Ordering;

/// The blanks of XML.
pub(super) const BLANKS: [char; 4] = [' ', '\t', '\r', '\n'];

/// A value. Blank is the empty text.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A text; a code; several codes with a blank between them.
    Text(String),
    /// A number.
    Number(f64),
    /// A number that keeps the text it was written with.
    Decimal(f64, String),
    /// True or false.
    Boolean(bool),
    /// A day, perhaps known in part.
    Date(Days),
    /// A moment.
    Moment(Moment),
    /// What a repeat's field gives, seen from outside: one value a row, in order.
    Nodes(Vec<Value>),
}

impl Value {
    /// The blank value.
    pub fn blank() -> Self {
        Self::Text(String::new())
    }

    /// The day or moment a text in ISO form is; `None` when it is none or does not exist.
    pub fn read_date(text: &str, zone: &TimeZone) -> Option<Self> {
        as_date(text, zone)
    }

    /// True when nothing was answered: the empty text, or no row that holds anything.
    pub fn is_blank(&self) -> bool {
        match self {
            Self::Text(text) => text.is_empty(),
            Self::Nodes(values) => values.iter().all(Self::is_blank),
            _ => false,
        }
    }

    /// As text; several values give the first.
    pub fn text(&self) -> String {
        match self {
            Self::Text(text) | Self::Decimal(_, text) => text.clone(),
            Self::Number(number) => number::to_text(*number),
            Self::Boolean(truth) => truth.to_string(),
            Self::Date(days) => days.text(),
            Self::Moment(moment) => moment.text(),
            Self::Nodes(values) => values.first().map(Self::text).unwrap_or_default(),
        }
    }

    /// As a number; NaN for what is none, for blank, and for a date of which more than one day may be meant.
    /// A date is its days since 1970-01-01, a moment the same with the share of the day gone by in `zone`.
    pub fn number(&self, zone: &TimeZone) -> f64 {
        match self {
            Self::Text(text) => number::from_text(text),
            Self::Number(number) | Self::Decimal(number, _) => *number,
            Self::Boolean(truth) => f64::from(u8::from(*truth)),
            Self::Date(days) => days.single().map_or(f64::NAN, whole),
            Self::Moment(moment) => {
                let offset = i64::from(dates::offset_at(moment.millis, zone)) * 60_000;
                whole(moment.millis + offset) / whole(DAY)
            }
            Self::Nodes(values) => values.first().map_or(f64::NAN, |value| value.number(zone)),
        }
    }

    /// As yes or no: a number that is not zero, a text that is not empty.
    pub fn truth(&self) -> bool {
        match self {
            Self::Text(text) => !text.is_empty(),
            Self::Number(number) | Self::Decimal(number, _) => *number != 0.0 && !number.is_nan(),
            Self::Boolean(truth) => *truth,
            Self::Date(_) | Self::Moment(_) => true,
            Self::Nodes(values) if values.len() == 1 => values[0].truth(),
            Self::Nodes(values) => values.iter().any(|value| !value.is_blank()),
        }
    }

    /// As a day or moment; `None` for blank and NaN.
    ///
    /// # Errors
    /// [`EvalError::NotADate`] for a text that is no date, or a day that does not exist.
    pub(super) fn date(&self, zone: &TimeZone) -> Result<Option<Self>, EvalError> {
        match self {
            Self::Date(_) | Self::Moment(_) => Ok(Some(self.clone())),
            Self::Text(text) if text.trim_matches(BLANKS).is_empty() => Ok(None),
            Self::Text(text) => as_date(text, zone).map(Some).ok_or_else(|| EvalError::NotADate(text.clone())),
            Self::Number(number) | Self::Decimal(number, _) if number.is_nan() => Ok(None),
            Self::Number(number) | Self::Decimal(number, _) => of_number(*number, zone).map(Some),
            Self::Boolean(truth) => Err(EvalError::NotADate(truth.to_string())),
            Self::Nodes(values) => values.first().map_or(Ok(None), |value| value.date(zone)),
        }
    }

    /// The one day a value means, in `zone`: of a date, a moment, a text in ISO form or a number of days.
    pub fn civil_day(&self, zone: &TimeZone) -> Option<jiff::civil::Date> {
        dates::date_of(self.day(zone).ok()??.single()?)
    }

    /// The civil day of a day or moment, in `zone`; `None` for blank.
    ///
    /// # Errors
    /// As [`Value::date`].
    pub(super) fn day(&self, zone: &TimeZone) -> Result<Option<Days>, EvalError> {
        Ok(match self.date(zone)? {
            Some(Self::Date(days)) => Some(days),
            Some(Self::Moment(moment)) => {
                let offset = i64::from(dates::offset_at(moment.millis, zone)) * 60_000;
                Some(Days::exact((moment.millis + offset).div_euclid(DAY)))
            }
            _ => None,
        })
    }
}

#[expect(clippy::cast_precision_loss, reason = "days and milliseconds of four-digit years are exact in a double")]
pub(crate) fn whole(number: i64) -> f64 {
    number as f64
}

/// A count as a number.
pub(super) fn count(count: usize) -> f64 {
    whole(i64::try_from(count).unwrap_or(i64::MAX))
}

/// A number as a place from 0; none for a negative one or NaN.
pub(super) fn index(number: f64) -> Option<usize> {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "not negative; large ones saturate")]
    (number.trunc() >= 0.0).then_some(number as usize)
}

/// The day so many days after 1970-01-01; with a fraction, the moment of that day in `zone`.
fn of_number(number: f64, zone: &TimeZone) -> Result<Value, EvalError> {
    let days = Days::of_number(number)?;
    let share = number - number.floor();
    if share == 0.0 {
        return Ok(Value::Date(days));
    }
    #[expect(clippy::cast_possible_truncation, reason = "at most the milliseconds of a day")]
    let millis = (share * whole(DAY)).round() as i64;
    Ok(Value::Moment(dates::in_zone(dates::instant(days.from * DAY + millis, zone), zone)))
}

fn as_date(text: &str, zone: &TimeZone) -> Option<Value> {
    Some(match dates::parse(text, zone)? {
        dates::Written::Day(day) => Value::Date(Days::exact(day)),
        dates::Written::Moment(moment) => Value::Moment(moment),
    })
}

/// Compares two values as XPath 1.0 section 3.4 does, with dates: of several values any pair will do; a boolean makes
/// both booleans, a date reads a text as a date, a number makes both numbers.
pub(super) fn compare(operator: Operator, left: &Value, right: &Value, zone: &TimeZone) -> bool {
    match (left, right) {
        (Value::Nodes(values), _) => values.iter().any(|value| compare(operator, value, right, zone)),
        (_, Value::Nodes(values)) => values.iter().any(|value| compare(operator, left, value, zone)),
        _ => match operator {
            Operator::Equal => equal(left, right, zone),
            Operator::NotEqual => differ(left, right, zone),
            Operator::Greater => ordered(right, left, false, zone),
            Operator::GreaterOrEqual => ordered(right, left, true, zone),
            _ => ordered(left, right, operator == Operator::LessOrEqual, zone),
        },
    }
}

fn is_number(value: &Value) -> bool {
    matches!(value, Value::Number(_) | Value::Decimal(..))
}

fn is_date(value: &Value) -> bool {
    matches!(value, Value::Date(_) | Value::Moment(_))
}

/// Both as dates, a number included, if one of them is a date and the other can be read as one.
fn as_dates(left: &Value, right: &Value, zone: &TimeZone) -> Option<(Value, Value)> {
    if !is_date(left) && !is_date(right) {
        return None;
    }
    let read = |value: &Value| match value {
        Value::Text(text) => as_date(text, zone),
        other => Some(other.clone()),
    };
    read(left).zip(read(right))
}

fn equal(left: &Value, right: &Value, zone: &TimeZone) -> bool {
    if matches!(left, Value::Boolean(_)) || matches!(right, Value::Boolean(_)) {
        return left.truth() == right.truth();
    }
    match as_dates(left, right, zone) {
        Some((Value::Date(one), Value::Date(two))) => one.is_same(&two),
        Some((Value::Moment(one), Value::Moment(two))) => one.millis == two.millis,
        Some((one, two)) => number::equal(one.number(zone), two.number(zone)),
        None if is_number(left) || is_number(right) => number::equal(left.number(zone), right.number(zone)),
        None => left.text() == right.text(),
    }
}

/// `!=`: for dates known in part only when they are certainly not the same day.
fn differ(left: &Value, right: &Value, zone: &TimeZone) -> bool {
    match as_dates(left, right, zone) {
        Some(pair) if is_uncertain(&pair.0) || is_uncertain(&pair.1) => {
            ordered(&pair.0, &pair.1, false, zone) || ordered(&pair.1, &pair.0, false, zone)
        }
        _ => !equal(left, right, zone),
    }
}

fn is_uncertain(value: &Value) -> bool {
    matches!(value, Value::Date(days) if days.single().is_none())
}

/// `left < right`, or `<=` with `or_equal`.
fn ordered(left: &Value, right: &Value, or_equal: bool, zone: &TimeZone) -> bool {
    let (one, two) = as_dates(left, right, zone).unwrap_or_else(|| (left.clone(), right.clone()));
    match (&one, &two) {
        (Value::Date(one), Value::Date(two)) if or_equal => one.is_at_most(two),
        (Value::Date(one), Value::Date(two)) => one.is_before(two),
        (Value::Moment(one), Value::Moment(two)) if or_equal => one.millis <= two.millis,
        (Value::Moment(one), Value::Moment(two)) => one.millis < two.millis,
        _ => {
            let (last, first) = (edge(&one, true, zone), edge(&two, false, zone));
            match last.partial_cmp(&first) {
                Some(Ordering::Less) => or_equal || !number::equal(last, first),
                Some(Ordering::Equal) => or_equal,
                Some(Ordering::Greater) => or_equal && number::equal(last, first),
                None => false,
            }
        }
    }
}

/// The last or first number a value can be.
fn edge(value: &Value, last: bool, zone: &TimeZone) -> f64 {
    match value {
        Value::Date(days) => whole(if last { days.to } else { days.from }),
        other => other.number(zone),
    }
}
