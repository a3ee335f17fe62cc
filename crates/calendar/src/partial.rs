//! A date as it was said: its calendar, how exactly it is known, and the Gregorian days it can mean.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The calendar a date was written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Calendar {
    /// Gregorian (AD).
    #[serde(rename = "ad")]
    Gregorian,
    /// Bikram Sambat, Nepal's civil calendar.
    #[serde(rename = "bs")]
    BikramSambat,
}

/// How exactly a date is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Precision {
    /// To the day.
    Day,
    /// To the month.
    Month,
    /// To the year.
    Year,
    /// About that year: the year before and the year after are possible too.
    Estimate,
}

/// What was typed (the truth) and the Gregorian interval derived from it, both ends included.
/// Stored as JSON `{"cal","y","m"?,"d"?,"precision","from","to","table"}`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PartialDate {
    /// Calendar of `year`, `month`, `day`.
    #[serde(rename = "cal")]
    pub calendar: Calendar,
    /// Year in that calendar.
    #[serde(rename = "y")]
    pub year: i16,
    /// Month 1–12, absent when not known.
    #[serde(rename = "m", default, skip_serializing_if = "Option::is_none")]
    pub month: Option<i8>,
    /// Day of the month, absent when not known.
    #[serde(rename = "d", default, skip_serializing_if = "Option::is_none")]
    pub day: Option<i8>,
    /// How exactly it is known.
    pub precision: Precision,
    /// First Gregorian day it can mean.
    pub from: Date,
    /// Last Gregorian day it can mean.
    pub to: Date,
    /// Version of the table of month lengths that gave `from` and `to`.
    pub table: u16,
}
