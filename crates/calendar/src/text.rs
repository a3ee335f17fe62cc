//! Dates as text: the short form that can be read back, and the long form for people.

use crate::convert::BikramDate;
use crate::digits::to_devanagari_digits;
use crate::error::DateError;
use crate::partial::{Calendar, PartialDate, Precision};
use crate::table::Table;
use jiff::civil::Date;

/// The languages of the month names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Language {
    /// English.
    English,
    /// French.
    French,
    /// Nepali.
    Nepali,
}

impl Language {
    /// The language of a tag such as `ne` or `fr-CH`; `None` for another one.
    pub fn from_tag(tag: &str) -> Option<Self> {
        match tag.split(['-', '_']).next()? {
            "en" => Some(Self::English),
            "fr" => Some(Self::French),
            "ne" => Some(Self::Nepali),
            _ => None,
        }
    }
}

const BIKRAM_ENGLISH: [&str; 12] =
    ["Baisakh", "Jestha", "Asar", "Saun", "Bhadau", "Asoj", "Kartik", "Mangsir", "Poush", "Magh", "Phagun", "Chait"];
const BIKRAM_FRENCH: [&str; 12] =
    ["baisakh", "jestha", "asar", "saun", "bhadau", "asoj", "kartik", "mangsir", "poush", "magh", "phagun", "chait"];
const BIKRAM_NEPALI: [&str; 12] =
    ["वैशाख", "जेठ", "असार", "साउन", "भदौ", "असोज", "कात्तिक", "मंसिर", "पुस", "माघ", "फागुन", "चैत"];
const GREGORIAN_ENGLISH: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const GREGORIAN_FRENCH: [&str; 12] = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];
/// As in Unicode's CLDR.
const GREGORIAN_NEPALI: [&str; 12] =
    ["जनवरी", "फेब्रुअरी", "मार्च", "अप्रिल", "मे", "जुन", "जुलाई", "अगस्ट", "सेप्टेम्बर", "अक्टोबर", "नोभेम्बर", "डिसेम्बर"];

/// The name of a month, 1–12; nothing for another number. Bikram Sambat months bear their spoken Nepali names.
pub fn month_name(calendar: Calendar, month: i8, language: Language) -> &'static str {
    let names = match (calendar, language) {
        (Calendar::BikramSambat, Language::English) => &BIKRAM_ENGLISH,
        (Calendar::BikramSambat, Language::French) => &BIKRAM_FRENCH,
        (Calendar::BikramSambat, Language::Nepali) => &BIKRAM_NEPALI,
        (Calendar::Gregorian, Language::English) => &GREGORIAN_ENGLISH,
        (Calendar::Gregorian, Language::French) => &GREGORIAN_FRENCH,
        (Calendar::Gregorian, Language::Nepali) => &GREGORIAN_NEPALI,
    };
    usize::try_from(month).ok().and_then(|month| names.get(month.wrapping_sub(1))).copied().unwrap_or_default()
}

impl PartialDate {
    /// `2062-01-05`, `2062-01`, `2062`, or `2062~` for an estimate; [`PartialDate::parse`] reads it back.
    pub fn iso(&self) -> String {
        match (self.month, self.day, self.precision) {
            (Some(month), Some(day), _) => format!("{:04}-{month:02}-{day:02}", self.year),
            (Some(month), None, _) => format!("{:04}-{month:02}", self.year),
            (None, _, Precision::Estimate) => format!("{:04}~", self.year),
            (None, ..) => format!("{:04}", self.year),
        }
    }

    /// For people: `5 Baisakh 2062 BS`, `avril 2005`, `वि.सं. २०६२ वैशाख ५`, `about 2062 BS`. Bikram Sambat dates are
    /// marked as such in every language, Gregorian ones in Nepali, whose readers expect the other calendar.
    pub fn long(&self, language: Language) -> String {
        let text = long(self.calendar, language, self.year, self.month, self.day);
        match (self.precision, language) {
            (Precision::Estimate, Language::English) => format!("about {text}"),
            (Precision::Estimate, Language::French) => format!("vers {text}"),
            (Precision::Estimate, Language::Nepali) => format!("{text} तिर"),
            _ => text,
        }
    }

    /// What it means in the other calendar, for people: one day, or the first and the last with a dash between them.
    /// To stand beside the boxes while a date is typed.
    ///
    /// # Errors
    /// [`DateError::OutsideTable`] for a Gregorian date that the table does not reach.
    pub fn beside(&self, language: Language, table: &Table) -> Result<String, DateError> {
        let (first, last) = if self.calendar == Calendar::Gregorian {
            let (first, last) = self.bikram_bounds(table)?;
            (first.long(language), last.long(language))
        } else {
            (gregorian(self.from, language), gregorian(self.to, language))
        };
        Ok(if first == last { first } else { format!("{first} – {last}") })
    }
}

impl BikramDate {
    /// `2062-01-05`.
    pub fn iso(self) -> String {
        format!("{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }

    /// For people, as [`PartialDate::long`].
    pub fn long(self, language: Language) -> String {
        long(Calendar::BikramSambat, language, self.year, Some(self.month), Some(self.day))
    }
}

/// A Gregorian day, as [`PartialDate::long`].
fn gregorian(day: Date, language: Language) -> String {
    long(Calendar::Gregorian, language, day.year(), Some(day.month()), Some(day.day()))
}

/// The parts in the order and digits of the language, with the mark of the calendar where one is needed.
fn long(calendar: Calendar, language: Language, year: i16, month: Option<i8>, day: Option<i8>) -> String {
    let month = month.map(|month| month_name(calendar, month, language).to_owned());
    let year = year.to_string();
    if language == Language::Nepali {
        let era = if calendar == Calendar::BikramSambat { "वि.सं." } else { "ई.सं." };
        let parts = [Some(era.to_owned()), Some(year), month, day.map(|day| day.to_string())];
        return to_devanagari_digits(&joined(parts));
    }
    let first_of_month = language == Language::French && day == Some(1);
    let day = day.map(|day| if first_of_month { "1er".to_owned() } else { day.to_string() });
    let era = (calendar == Calendar::BikramSambat).then(|| "BS".to_owned());
    joined([day, month, Some(year), era])
}

/// The parts that are there, with a blank between them.
fn joined(parts: [Option<String>; 4]) -> String {
    parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
}
