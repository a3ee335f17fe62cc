//! What must hold for every date, on generated ones.

use calendar::{BikramDate, Calendar, Certain, Evidence, PartialDate, Row, Table};
use jiff::civil::Date;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

/// Always the same cases, so that a failure is the same failure for everyone.
fn fixed() -> ProptestConfig {
    ProptestConfig { cases: 500, rng_seed: RngSeed::Fixed(1), failure_persistence: None, ..ProptestConfig::default() }
}

/// Parts of dates of both calendars, some of which exist.
fn parts() -> impl Strategy<Value = (Calendar, i32, Option<i32>, Option<i32>, bool)> {
    let calendar = prop_oneof![Just(Calendar::Gregorian), Just(Calendar::BikramSambat)];
    (calendar, 1970..2105i32, prop::option::of(0..14i32), prop::option::of(0..34i32), prop::bool::weighted(0.2))
}

/// Dates that exist.
fn dates() -> impl Strategy<Value = PartialDate> {
    parts().prop_filter_map("does not exist", |(calendar, year, month, day, estimate)| {
        PartialDate::new(calendar, year, month, day, estimate, Table::embedded()).ok()
    })
}

/// Days within the table.
fn days() -> impl Strategy<Value = Date> {
    (0..46_020i64).prop_map(|n| Date::constant(1918, 4, 13).saturating_add(jiff::Span::new().days(n)))
}

proptest! {
    #![proptest_config(fixed())]

    #[test]
    fn days_go_to_bikram_sambat_and_back_in_order(a in days(), b in days()) {
        let table = Table::embedded();
        let (there_a, there_b) = (table.from_gregorian(a).unwrap(), table.from_gregorian(b).unwrap());
        prop_assert_eq!(table.to_gregorian(there_a).unwrap(), a);
        prop_assert_eq!(a.cmp(&b), there_a.cmp(&there_b));
    }

    #[test]
    fn a_day_lies_within_its_month_its_year_and_the_estimate(day in days(), gregorian in any::<bool>()) {
        let table = Table::embedded();
        let exact = if gregorian {
            PartialDate::from_day(day).unwrap()
        } else {
            let BikramDate { year, month, day } = table.from_gregorian(day).unwrap();
            let (month, day) = (Some(month.into()), Some(day.into()));
            PartialDate::new(Calendar::BikramSambat, year.into(), month, day, false, table).unwrap()
        };
        let (year, month) = (exact.year.into(), exact.month.map(i32::from));
        let month = PartialDate::new(exact.calendar, year, month, None, false, table).unwrap();
        let whole_year = PartialDate::new(exact.calendar, year, None, None, false, table).unwrap();
        let about = PartialDate::new(exact.calendar, year, None, None, true, table).unwrap();
        prop_assert!(exact.from <= day && day <= exact.to);
        for (inner, outer) in [(&exact, &month), (&month, &whole_year), (&whole_year, &about)] {
            prop_assert!(outer.from <= inner.from && inner.to <= outer.to);
            prop_assert_eq!(outer.compare(inner), Certain::Uncertain);
        }
    }

    #[test]
    fn text_and_json_are_read_back(date in dates()) {
        let table = Table::embedded();
        prop_assert_eq!(&PartialDate::parse(&date.iso(), date.calendar, table).unwrap(), &date);
        let nepali = calendar::to_devanagari_digits(&date.iso());
        prop_assert_eq!(&PartialDate::parse(&nepali, date.calendar, table).unwrap(), &date);
        let json = serde_json::to_string(&date).unwrap();
        prop_assert_eq!(&serde_json::from_str::<PartialDate>(&json).unwrap(), &date);
        prop_assert_eq!(date.check(table), Ok(()));
    }

    #[test]
    fn moved_bounds_are_noticed(date in dates(), from in -3..4i64, to in -3..4i64) {
        prop_assume!((from, to) != (0, 0));
        let mut wrong = date.clone();
        wrong.from = wrong.from.saturating_add(jiff::Span::new().days(from));
        wrong.to = wrong.to.saturating_add(jiff::Span::new().days(to));
        prop_assert!(wrong.check(Table::embedded()).is_err());
        prop_assert!(serde_json::from_str::<PartialDate>(&serde_json::to_string(&wrong).unwrap()).is_err());
    }

    #[test]
    fn a_certain_order_holds_for_every_day_that_can_be_meant(a in dates(), b in dates()) {
        match a.compare(&b) {
            // Within one calendar the typed parts decide, and bounds of projected years may overlap.
            Certain::Less if a.calendar != b.calendar => prop_assert!(a.to < b.from),
            Certain::Greater if a.calendar != b.calendar => prop_assert!(b.to < a.from),
            Certain::Less => prop_assert!(a.from < b.from && a.to < b.to),
            Certain::Greater => prop_assert!(b.from < a.from && b.to < a.to),
            Certain::Equal => prop_assert_eq!((a.from, a.to), (b.from, b.to)),
            Certain::Uncertain => prop_assert!(a.from <= b.to && b.from <= a.to),
        }
        prop_assert_eq!(a.compare(&b) == Certain::Less, b.compare(&a) == Certain::Greater);
        prop_assert!(!a.is_before(&b) || a.is_at_most(&b));
        prop_assert!(!(a.is_at_most(&b) && b.is_before(&a)));
    }

    #[test]
    fn ages_shrink_with_what_is_known_and_grow_with_time(born in days(), on in days()) {
        prop_assume!(born <= on);
        let exact = PartialDate::from_day(born).unwrap();
        let year = PartialDate::new(Calendar::Gregorian, born.year().into(), None, None, false, Table::embedded());
        let (known, vague) = (exact.age_on(on).unwrap(), year.unwrap().age_on(on).unwrap());
        prop_assert_eq!(known.low, known.high);
        prop_assert!(vague.low <= known.low && known.high <= vague.high && vague.high - vague.low <= 1);
        prop_assert!(exact.age_on(on.tomorrow().unwrap()).unwrap().low >= known.low);
    }

    /// The published year may differ from its projection by a day at each month's first day; what was stored as
    /// possible must hold what turns out to be true.
    #[test]
    fn published_days_lie_within_the_projected_bounds(shifts in prop::array::uniform11(-1..2i8), month in 1..13i32, day in 1..30i32) {
        let old = Table::embedded();
        let months = published(old, shifts);
        let row = Row { year: 2084, evidence: Evidence::Checked, months, first_day: None };
        let Ok(new) = old.with_rows(100, &[row]) else { return Ok(()) };
        let typed = PartialDate::new(Calendar::BikramSambat, 2084, Some(month), Some(day), false, old).unwrap();
        let known = typed.rebound(&new).unwrap();
        prop_assert_eq!(known.from, known.to);
        prop_assert!(typed.from <= known.from && known.to <= typed.to);
    }

    #[test]
    fn no_text_makes_it_panic(text in ".{0,20}") {
        for calendar in [Calendar::Gregorian, Calendar::BikramSambat] {
            if let Ok(date) = PartialDate::parse(&text, calendar, Table::embedded()) {
                prop_assert_eq!(date.check(Table::embedded()), Ok(()));
            }
        }
    }

    #[test]
    fn no_parts_make_it_panic(year in any::<i32>(), month in any::<Option<i32>>(), day in any::<Option<i32>>(), estimate in any::<bool>()) {
        for calendar in [Calendar::Gregorian, Calendar::BikramSambat] {
            let made = PartialDate::new(calendar, year, month, day, estimate, Table::embedded());
            prop_assert!(made.is_err() || (month.unwrap_or(1) <= 12 && day.unwrap_or(1) <= 32));
        }
    }
}

/// The months of the projected 2084 when the first days of Jestha to Chait move by `shifts`.
fn published(table: &Table, shifts: [i8; 11]) -> [i8; 12] {
    let mut months = [0; 12];
    for (month, days) in (1..).zip(&mut months) {
        *days = table.days_in_month(2084, month).expect("2084 is covered");
    }
    for (index, shift) in shifts.into_iter().enumerate() {
        months[index] += shift;
        months[index + 1] -= shift;
    }
    months
}
