//! Functions on dates and times.

use super::dates::{self, DAY, Days, Moment};
use super::value::whole;
use super::{Context, EvalError, Value};
use calendar::{BikramDate, Calendar, Language, month_name};

/// The value of a function on dates; nothing when `name` is none.
pub(super) fn call(name: &str, values: &[Value], context: &Context) -> Result<Option<Value>, EvalError> {
    let zone = &context.env.zone;
    let day = || values[0].day(zone);
    let number = |days: Option<Days>, of: fn(&Days, i64) -> f64| {
        Value::Number(days.map_or(f64::NAN, |days| of(&days, dates::day_number(context.env.today))))
    };
    Ok(Some(match name {
        "today" => Value::Date(Days::exact(dates::day_number(context.env.today))),
        "now" => Value::Moment(dates::in_zone(context.env.now.as_millisecond(), zone)),
        "date" => day()?.map_or_else(Value::blank, Value::Date),
        "date-time" => values[0].date(zone)?.unwrap_or_else(Value::blank),
        "decimal-date-time" => Value::Number(values[0].date(zone)?.map_or(f64::NAN, |date| date.number(zone))),
        "decimal-time" => Value::Number(decimal_time(&values[0], context)),
        "format-date" | "format-date-time" => Value::Text(formatted(&values[0], &values[1].text(), context)?),
        "age-low" => number(day()?, |days, today| age(days, days.to.min(today), today)),
        "age-high" => number(day()?, |days, today| age(days, days.from, today)),
        "days-since" => number(day()?, |days, today| days.single().map_or(f64::NAN, |day| whole(today - day))),
        "days-after" => days_after(day()?, values[1].number(zone))?,
        "bs-date" => Value::Text(match day()? {
            Some(days) => bikram_text(&days, &values[1].text(), context)?,
            None => String::new(),
        }),
        _ => return Ok(None),
    }))
}

/// Completed years on `today` of someone born on `born`; NaN when every day it can mean lies ahead.
fn age(days: &Days, born: i64, today: i64) -> f64 {
    if days.from > today { f64::NAN } else { whole(dates::completed_years(born, today)) }
}

fn days_after(days: Option<Days>, count: f64) -> Result<Value, EvalError> {
    let Some(days) = days.filter(|_| !count.is_nan()) else { return Ok(Value::blank()) };
    let shifted = |day: i64| Days::of_number(whole(day) + count.floor()).map(|days| days.from);
    Ok(Value::Date(Days { from: shifted(days.from)?, to: shifted(days.to)?, written: None }))
}

/// The share of the day gone by.
fn decimal_time(value: &Value, context: &Context) -> f64 {
    let zone = &context.env.zone;
    let text = value.text();
    if let Some(millis) = dates::clock_of(&text) {
        return whole(millis) / whole(DAY);
    }
    match value.date(zone) {
        Ok(Some(date @ (Value::Date(_) | Value::Moment(_)))) => {
            let number = date.number(zone);
            number - number.floor()
        }
        _ => f64::NAN,
    }
}

/// A day or moment by a format. A date known in part gives a text only if all its days give the same.
fn formatted(value: &Value, format: &str, context: &Context) -> Result<String, EvalError> {
    let zone = &context.env.zone;
    match value.date(zone)? {
        Some(Value::Date(days)) => {
            let text = dates::format(days.from, 0, format)?;
            Ok(if text == dates::format(days.to, 0, format)? { text } else { String::new() })
        }
        Some(Value::Moment(Moment { millis, .. })) => {
            let local = millis + i64::from(dates::offset_at(millis, zone)) * 60_000;
            dates::format(local.div_euclid(DAY), local.rem_euclid(DAY), format)
        }
        _ => Ok(String::new()),
    }
}

/// A day in Bikram Sambat by a format of `%Y %y %m %n %b %d %e`, as written if it was written so. A date known in
/// part gives a text only if all its days give the same.
fn bikram_text(days: &Days, format: &str, context: &Context) -> Result<String, EvalError> {
    let (first, last) = match days.written.as_deref().filter(|date| date.calendar == Calendar::BikramSambat) {
        Some(date) => {
            let spread = i16::from(date.precision == calendar::Precision::Estimate);
            let part = |year, month, day| BikramDate { year, month, day };
            (
                part(date.year - spread, date.month.unwrap_or(1), date.day.unwrap_or(1)),
                part(date.year + spread, date.month.unwrap_or(12), date.day.unwrap_or(32)),
            )
        }
        None => (bikram(days.from, context)?, bikram(days.to, context)?),
    };
    let text = bikram_format(first, format, context)?;
    Ok(if text == bikram_format(last, format, context)? { text } else { String::new() })
}

fn bikram(day: i64, context: &Context) -> Result<BikramDate, EvalError> {
    let refused = || EvalError::NotADate(dates::iso(day));
    let date = dates::date_of(day).ok_or_else(refused)?;
    context.env.table.from_gregorian(date).map_err(|_| refused())
}

fn bikram_format(date: BikramDate, format: &str, context: &Context) -> Result<String, EvalError> {
    let language = Language::from_tag(context.env.language).unwrap_or(Language::English);
    dates::signs(format, |sign| {
        Some(match sign {
            'Y' => format!("{:04}", date.year),
            'y' => format!("{:02}", date.year.rem_euclid(100)),
            'm' => format!("{:02}", date.month),
            'n' => date.month.to_string(),
            'b' => month_name(Calendar::BikramSambat, date.month, language).to_owned(),
            'd' => format!("{:02}", date.day),
            'e' => date.day.to_string(),
            _ => return None,
        })
    })
}
