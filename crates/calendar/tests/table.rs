//! The table of month lengths: anchors between the calendars, its evidence, and rows entered later.

use calendar::{BikramDate, DateError, Evidence, FIRST_ENTERED_VERSION, Row, Table, TableError};
use jiff::civil::{Date, date};

fn bs(year: i16, month: i8, day: i8) -> BikramDate {
    BikramDate { year, month, day }
}

/// Days printed on calendars and documents; calendar tables of nineteen packages agree on each.
const ANCHORS: [(i16, Date); 6] = [
    (2000, date(1943, 4, 14)),
    (2062, date(2005, 4, 14)),
    (2081, date(2024, 4, 13)),
    (2082, date(2025, 4, 14)),
    (2083, date(2026, 4, 14)),
    (2084, date(2027, 4, 14)),
];

#[test]
fn new_years_days_fall_on_the_known_gregorian_days() {
    let table = Table::embedded();
    for (year, day) in ANCHORS {
        assert_eq!(table.to_gregorian(bs(year, 1, 1)), Ok(day), "1 Baisakh {year}");
        assert_eq!(table.from_gregorian(day), Ok(bs(year, 1, 1)), "{day}");
    }
}

#[test]
fn years_have_365_or_366_days_and_follow_on_each_other() {
    let rows: Vec<Row> = Table::embedded().rows().collect();
    assert_eq!((rows[0].year, rows[rows.len() - 1].year), (1975, 2100));
    for pair in rows.windows(2) {
        let days: i32 = pair[0].months.iter().map(|&days| i32::from(days)).sum();
        assert!((365..=366).contains(&days), "{} has {days} days", pair[0].year);
        assert_eq!(pair[1].year, pair[0].year + 1);
        let (first, next) = (pair[0].first_day.unwrap(), pair[1].first_day.unwrap());
        assert_eq!(first.duration_until(next).as_hours(), i64::from(days) * 24, "{}", pair[0].year);
        assert!(pair[0].months.iter().all(|days| (29..=32).contains(days)), "{}", pair[0].year);
    }
}

#[test]
fn each_year_says_how_well_it_is_known() {
    let table = Table::embedded();
    assert_eq!(table.evidence(2062), Some(Evidence::Disputed));
    assert_eq!((table.days_in_month(2062, 1), table.days_in_month(2062, 2)), (Some(31), Some(31)));
    assert_eq!(table.evidence(2063), Some(Evidence::Agreed));
    assert_eq!(table.evidence(2083), Some(Evidence::Checked));
    assert_eq!(table.last_known_year(), 2083);
    for year in 2084..=2100 {
        assert_eq!(table.evidence(year), Some(Evidence::Projected), "{year}");
    }
    assert_eq!((table.evidence(1974), table.evidence(2101)), (None, None));
    assert_eq!((table.days_in_month(2062, 0), table.days_in_month(2062, 13)), (None, None));
}

#[test]
fn every_gregorian_day_goes_to_the_next_bikram_day_and_back() {
    let table = Table::embedded();
    let mut before = None;
    let mut day = date(1918, 4, 13);
    while day < date(2044, 4, 14) {
        let bikram = table.from_gregorian(day).unwrap();
        assert_eq!(table.to_gregorian(bikram), Ok(day));
        assert!(before < Some(bikram), "{day} does not come after the day before");
        before = Some(bikram);
        day = day.tomorrow().unwrap();
    }
    assert_eq!(before, Some(bs(2100, 12, 31)));
    assert!(matches!(table.from_gregorian(day), Err(DateError::OutsideTable { .. })));
    assert!(matches!(table.from_gregorian(date(1918, 4, 12)), Err(DateError::OutsideTable { .. })));
}

#[test]
fn conversion_refuses_days_that_do_not_exist() {
    let table = Table::embedded();
    let error = table.to_gregorian(bs(2068, 5, 33)).unwrap_err();
    assert_eq!(error.to_string(), "Bhadau 2068 has 31 days. You wrote 33.");
    assert_eq!(table.to_gregorian(bs(2068, 13, 1)), Err(DateError::Month { month: 13 }));
    assert_eq!(table.to_gregorian(bs(2068, 0, 1)), Err(DateError::Month { month: 0 }));
    assert!(table.to_gregorian(bs(2068, 5, 0)).is_err());
    let error = table.to_gregorian(bs(1974, 1, 1)).unwrap_err();
    assert_eq!(error.to_string(), "The year lies outside 1975–2100. You wrote 1974.");
}

/// 2084 as it might be published: the projection has 365 days.
const LONG_2084: [i8; 12] = [31, 31, 32, 31, 31, 31, 30, 30, 29, 30, 30, 30];

fn row(year: i16, months: [i8; 12]) -> Row {
    Row { year, evidence: Evidence::Agreed, months, first_day: None }
}

#[test]
fn an_entered_year_becomes_known_and_a_later_projection_gives_the_day_back() {
    let released = Table::embedded();
    let table = released.with_rows(FIRST_ENTERED_VERSION, &[row(2084, LONG_2084)]).unwrap();
    assert_eq!((table.version(), table.last_known_year()), (FIRST_ENTERED_VERSION, 2084));
    assert_eq!(table.days_in_month(2084, 6), Some(31));
    let first = |table: &Table, year| table.to_gregorian(bs(year, 1, 1)).unwrap();
    assert_eq!(first(&table, 2085), first(released, 2085).tomorrow().unwrap());
    assert_eq!(first(&table, 2086), first(released, 2086), "2085 lost the day that 2084 gained");
    assert_eq!(first(&table, 2100), first(released, 2100));
    let months: Vec<i8> = (1..=12).filter_map(|month| table.days_in_month(2085, month)).collect();
    assert_eq!(months.iter().map(|&days| i32::from(days)).sum::<i32>(), 365);
}

#[test]
fn rows_are_taken_in_order_and_end_beyond_the_projections() {
    let released = Table::embedded();
    let open = released.rows().filter(|row| row.evidence == Evidence::Projected);
    let mut rows: Vec<Row> = open.map(|row| Row { evidence: Evidence::Checked, ..row }).collect();
    rows.reverse();
    let known = released.with_rows(100, &rows).unwrap();
    assert_eq!(known.last_known_year(), 2100);
    let next = Row { first_day: Some(date(2044, 4, 14)), ..row(2101, LONG_2084) };
    assert_eq!(known.with_rows(101, &[next]).unwrap().last_year(), 2101);
}

#[test]
fn a_correction_may_move_months_but_not_new_years_days() {
    let table = Table::embedded();
    let mut months = [0; 12];
    for (month, days) in (1..).zip(&mut months) {
        *days = table.days_in_month(2062, month).unwrap();
    }
    (months[0], months[1]) = (30, 32);
    let corrected = table.with_rows(100, &[row(2062, months)]).unwrap();
    assert_eq!(corrected.to_gregorian(bs(2062, 2, 1)), Ok(date(2005, 5, 14)));
    assert_eq!(table.to_gregorian(bs(2062, 2, 1)), Ok(date(2005, 5, 15)));
    assert_eq!(corrected.to_gregorian(bs(2062, 3, 1)), table.to_gregorian(bs(2062, 3, 1)));
    months[0] = 31;
    let error = table.with_rows(100, &[row(2062, months)]).unwrap_err();
    assert_eq!(error, TableError::NewYear { year: 2062, days: 365 });
}

#[test]
fn faulty_rows_are_refused_by_name() {
    let table = Table::embedded();
    let refusal = |version, row: Row| table.with_rows(version, &[row]).unwrap_err();
    let good = row(2084, LONG_2084);
    assert_eq!(refusal(99, good.clone()), TableError::Version { version: 99, least: FIRST_ENTERED_VERSION });
    assert_eq!(refusal(100, row(2085, LONG_2084)), TableError::Year { year: 2085, first: 1975, next: 2084 });
    assert_eq!(refusal(100, row(1974, LONG_2084)), TableError::Year { year: 1974, first: 1975, next: 2084 });
    let projected = Row { evidence: Evidence::Projected, ..good.clone() };
    assert_eq!(refusal(100, projected), TableError::Projected { year: 2084 });
    let mut months = LONG_2084;
    months[3] = 33;
    assert_eq!(refusal(100, row(2084, months)), TableError::Month { year: 2084, month: 4, days: 33 });
    months[3] = 32;
    assert_eq!(refusal(100, row(2084, months)), TableError::Length { year: 2084, days: 367 });
    let other_day = Row { first_day: Some(date(2027, 4, 15)), ..good.clone() };
    let error = refusal(100, other_day);
    assert_eq!(
        error,
        TableError::FirstDay { year: 2084, expected: date(2027, 4, 14), given: date(2027, 4, 15) },
        "{error}"
    );
    assert_eq!(table.with_rows(100, &[good.clone(), good]), Err(TableError::Twice { year: 2084 }));
    let again = table.with_rows(100, &[row(2084, LONG_2084)]).unwrap();
    assert_eq!(again.with_rows(100, &[]), Err(TableError::Version { version: 100, least: 101 }));
}

/// Dates keep the version of the table that gave their bounds, and are judged by it when they are read.
#[test]
fn a_released_table_never_changes_under_its_version() {
    let mut sum: u64 = 0;
    for row in Table::embedded().rows() {
        for days in row.months {
            sum = sum.wrapping_mul(31).wrapping_add(days.unsigned_abs().into());
        }
    }
    let changed = "month lengths changed: give months.rs the next VERSION, then put the new pair here";
    assert_eq!((Table::embedded().version(), sum), (1, 8_383_830_839_016_317_845), "{changed}");
}

#[test]
fn rows_are_json_with_their_own_names() {
    let json =
        r#"{"year":2084,"evidence":"checked","months":[31,31,32,31,31,31,30,30,29,30,30,30],"first_day":"2027-04-14"}"#;
    let read: Row = serde_json::from_str(json).unwrap();
    assert_eq!(read.evidence, Evidence::Checked);
    assert_eq!(serde_json::to_string(&read).unwrap(), json);
    assert!(Table::embedded().with_rows(100, &[read]).is_ok());
}
