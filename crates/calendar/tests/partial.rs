//! Dates known in part: what is accepted, what it can mean, how it is stored, compared and shown.

use calendar::Calendar::{BikramSambat, Gregorian};
use calendar::{
    Age, Certain, CheckError, DateError, Evidence, Language, Part, PartialDate, Precision, Row, Table, month_name,
    to_devanagari_digits, to_latin_digits,
};
use jiff::civil::{Date, date};

fn bs(text: &str) -> PartialDate {
    PartialDate::parse(text, BikramSambat, Table::embedded()).expect("it exists in the table")
}

fn ad(text: &str) -> PartialDate {
    PartialDate::parse(text, Gregorian, Table::embedded()).expect("it exists in the calendar")
}

fn bounds(date: &PartialDate) -> (Date, Date) {
    (date.from, date.to)
}

#[test]
fn text_in_both_digit_sets_and_three_separators_is_read() {
    for text in ["2062-01-05", "2062/1/5", "2062.1.5", "२०६२-०१-०५", "२०६२/१/५", " 2062 - 1 - 5 ", "20६२-1-५"]
    {
        let read = bs(text);
        assert_eq!((read.year, read.month, read.day), (2062, Some(1), Some(5)), "{text}");
        assert_eq!(bounds(&read), (date(2005, 4, 18), date(2005, 4, 18)), "{text}");
    }
    let month = bs("२०६२-०१");
    assert_eq!((month.precision, month.day), (Precision::Month, None));
    assert_eq!(bounds(&month), (date(2005, 4, 14), date(2005, 5, 14)));
    let year = bs("2062");
    assert_eq!((year.precision, year.table), (Precision::Year, Table::embedded().version()));
    assert_eq!(bounds(&year), (date(2005, 4, 14), date(2006, 4, 13)));
    let about = bs("२०६२~");
    assert_eq!((about.precision, about.month), (Precision::Estimate, None));
    assert_eq!(bounds(&about), (date(2004, 4, 13), date(2007, 4, 13)));
    let leap = ad("2024-02");
    assert_eq!((bounds(&leap), leap.table), ((date(2024, 2, 1), date(2024, 2, 29)), 0));
    assert_eq!(bounds(&ad("2024~")), (date(2023, 1, 1), date(2025, 12, 31)));
}

#[test]
fn what_is_no_date_is_refused_and_named() {
    let table = Table::embedded();
    let refusal = |text: &str, calendar| PartialDate::parse(text, calendar, table).unwrap_err();
    assert_eq!(refusal("", BikramSambat), DateError::NoYear);
    assert_eq!(refusal("-01-05", BikramSambat), DateError::NoYear);
    assert_eq!(refusal("5-1-2062", BikramSambat), DateError::YearFirst);
    assert_eq!(refusal("62", BikramSambat), DateError::Shape);
    assert_eq!(refusal("2062-01-05-1", BikramSambat), DateError::Shape);
    assert_eq!(refusal("2062-", BikramSambat), DateError::Shape);
    assert_eq!(refusal("2062--5", BikramSambat), DateError::Shape);
    assert_eq!(refusal("20620105", BikramSambat), DateError::Shape);
    assert_eq!(refusal("2062-Jeth", BikramSambat), DateError::NotANumber { part: Part::Month });
    assert_eq!(refusal("2062-1-5th", BikramSambat), DateError::NotANumber { part: Part::Day });
    assert_eq!(refusal("two-1-5", BikramSambat), DateError::NotANumber { part: Part::Year });
    assert_eq!(refusal("2062-1-99999999999999999999", BikramSambat), DateError::NotANumber { part: Part::Day });
    assert_eq!(refusal(&"2".repeat(100_000), BikramSambat), DateError::Shape);
    assert_eq!(refusal("2062-01~", BikramSambat), DateError::EstimateWithMonth);
    assert_eq!(refusal("2062-13", BikramSambat), DateError::Month { month: 13 });
    assert_eq!(refusal("2062-00", Gregorian), DateError::Month { month: 0 });
    assert_eq!(refusal("1582-01-01", Gregorian).to_string(), "The year lies outside 1583–9998. You wrote 1582.");
    let day = refusal("२०६८-०५-३३", BikramSambat);
    assert_eq!(
        day,
        DateError::Day { calendar: BikramSambat, year: 2068, month: 5, days: 31, day: 33 },
        "a caller can translate it from its fields"
    );
    assert_eq!(day.to_string(), "Bhadau 2068 has 31 days. You wrote 33.");
    assert_eq!(refusal("2023-02-29", Gregorian).to_string(), "February 2023 has 28 days. You wrote 29.");
    assert_eq!(refusal("2023-02-0", Gregorian).to_string(), "February 2023 has 28 days. You wrote 0.");
    let without_month = PartialDate::new(Gregorian, 2023, None, Some(5), false, table);
    assert_eq!(without_month, Err(DateError::DayWithoutMonth));
}

#[test]
fn three_boxes_may_be_left_blank() {
    let table = Table::embedded();
    let boxes = |year, month, day| PartialDate::from_boxes(BikramSambat, year, month, day, false, table);
    assert_eq!(boxes("२०६२", " 1 ", "५"), Ok(bs("2062-01-05")));
    assert_eq!(boxes("2062", "", " "), Ok(bs("2062")));
    assert_eq!(boxes("2062", "", "5"), Err(DateError::DayWithoutMonth));
    assert_eq!(boxes("", "1", "5"), Err(DateError::NoYear));
    assert_eq!(boxes("2062", "1", "fifth"), Err(DateError::NotANumber { part: Part::Day }));
}

#[test]
fn projected_years_are_marked_and_widened() {
    let table = Table::embedded();
    assert_eq!(bs("2083-12-30").evidence(table), Some(Evidence::Checked));
    assert_eq!(bounds(&bs("2083-12-30")), (date(2027, 4, 13), date(2027, 4, 13)));
    let appointment = bs("2084-02-10");
    assert_eq!(appointment.evidence(table), Some(Evidence::Projected));
    assert_eq!(bounds(&appointment), (date(2027, 5, 23), date(2027, 5, 25)));
    assert_eq!(bounds(&bs("2084-01-01")), (date(2027, 4, 14), date(2027, 4, 15)), "2083 is known to its end");
    assert_eq!(ad("2027-05-24").evidence(table), None);
    let longest = PartialDate::parse("2085-01-31", BikramSambat, table);
    assert!(longest.is_ok());
    let shorter = table.days_in_month(2089, 1);
    assert_eq!(shorter, Some(30), "the projection");
    assert!(PartialDate::parse("2089-01-31", BikramSambat, table).is_ok(), "the almanac may come to say 31");
    assert!(PartialDate::parse("2089-01-32", BikramSambat, table).is_err(), "Baisakh never has 32 days");
    assert_eq!(bounds(&bs("2100~")).1, date(2044, 4, 12).checked_add(jiff::Span::new().days(367)).unwrap());
    assert_eq!(bounds(&bs("1975~")).0, date(1917, 4, 12));
}

#[test]
fn bounds_are_derived_again_when_a_year_is_published() {
    let old = Table::embedded();
    let months = [31, 32, 31, 31, 31, 31, 30, 30, 29, 30, 30, 30];
    let row = Row { year: 2084, evidence: Evidence::Checked, months, first_day: None };
    let new = old.with_rows(100, &[row]).unwrap();
    let typed = bs("2084-03-01");
    assert_eq!(typed.check(old), Ok(()));
    let Err(CheckError::OtherTable { right, table }) = typed.check(&new) else { panic!("the bounds are narrower now") };
    assert_eq!((*right).clone(), typed.rebound(&new).unwrap());
    assert_eq!((table, right.table), (old.version(), 100));
    assert_eq!((right.year, right.month, right.day), (2084, Some(3), Some(1)), "the parts never change");
    assert_eq!(bounds(&right), (date(2027, 6, 16), date(2027, 6, 16)));
    assert_eq!(right.check(&new), Ok(()));
    assert_eq!(bs("2062-01-05").check(&new), Ok(()), "the same days under any table that agrees on that year");
    let gone = PartialDate::parse("2084-03-32", BikramSambat, old).unwrap();
    let refusal = "Asar 2084 has 31 days. You wrote 32.";
    assert_eq!(gone.rebound(&new).unwrap_err().to_string(), refusal);
    assert_eq!(gone.check(&new).unwrap_err().to_string(), refusal);
}

#[test]
fn json_has_the_agreed_keys_and_is_not_trusted() {
    let json = serde_json::to_string(&bs("2062-01-05")).unwrap();
    let expected =
        r#"{"cal":"bs","y":2062,"m":1,"d":5,"precision":"day","from":"2005-04-18","to":"2005-04-18","table":1}"#;
    assert_eq!(json, expected);
    for date in [bs("2062-01-05"), bs("2062-01"), bs("2062"), bs("2062~"), bs("2090-11-29"), ad("2000-02"), ad("1999~")]
    {
        let json = serde_json::to_string(&date).unwrap();
        assert_eq!(serde_json::from_str::<PartialDate>(&json).unwrap(), date, "{json}");
    }
    let refusal = |from: &str, to: &str| {
        let changed = expected.replace(from, to);
        assert_ne!(changed, expected);
        serde_json::from_str::<PartialDate>(&changed).unwrap_err().to_string()
    };
    assert!(refusal(r#""from":"2005-04-18""#, r#""from":"2005-04-17""#).contains("means 2005-04-18 to 2005-04-18"));
    assert!(refusal(r#""d":5"#, r#""d":32"#).contains("Baisakh 2062 has 31 days. You wrote 32."));
    assert!(refusal(r#""precision":"day""#, r#""precision":"month""#).contains("precision"));
    assert!(refusal(r#""precision":"day""#, r#""precision":"estimate""#).contains("estimate"));
    assert!(refusal(r#""m":1,"#, "").contains("month"));
    assert!(refusal(r#""table":1"#, r#""table":1,"x":0"#).contains("unknown field"));
    assert!(refusal(r#""cal":"bs""#, r#""cal":"ad""#).contains("means 2062-01-05"));
}

#[test]
fn json_of_another_table_must_be_near_the_truth() {
    let read = |json: &str| serde_json::from_str::<PartialDate>(json);
    let of = |parts: &str, from: &str, to: &str| {
        read(&format!(r#"{{"cal":"bs",{parts},"from":"{from}","to":"{to}","table":107}}"#))
    };
    let day = r#""y":2062,"m":2,"d":5,"precision":"day""#;
    assert!(of(day, "2005-05-18", "2005-05-18").is_ok(), "a corrected month");
    assert!(of(day, "2005-06-18", "2005-06-18").is_err(), "a month off");
    assert!(of(day, "2005-05-19", "2005-05-18").is_err(), "ends before it begins");
    assert!(of(r#""y":2101,"precision":"year""#, "2044-04-13", "2045-04-13").is_ok(), "a year entered later");
    assert!(of(r#""y":2101,"precision":"year""#, "2044-04-13", "2044-04-13").is_err(), "a year has more days");
    assert!(of(r#""y":2101,"precision":"estimate""#, "2043-04-13", "2046-04-13").is_ok());
    assert!(of(r#""y":2101,"d":5,"precision":"day""#, "2044-04-17", "2044-04-17").is_err(), "a day without its month");
    assert!(of(r#""y":2101,"m":13,"precision":"month""#, "2045-04-13", "2045-05-13").is_err());
    assert!(of(r#""y":2101,"m":1,"d":33,"precision":"day""#, "2044-05-15", "2044-05-15").is_err());
    assert!(of(r#""y":2101,"m":1,"precision":"day""#, "2044-04-13", "2044-04-13").is_err());
    assert!(of(r#""y":-32768,"precision":"year""#, "2044-04-13", "2044-04-13").is_err());
    for year in 1975..=2100 {
        for month in 1..=12 {
            let date = PartialDate::new(BikramSambat, year, Some(month), None, false, Table::embedded()).unwrap();
            let json = serde_json::to_string(&PartialDate { table: 107, ..date }).unwrap();
            assert!(read(&json).is_ok(), "what a table says must pass: {json}");
        }
    }
}

#[test]
fn ages_are_intervals() {
    let on = date(2026, 11, 24);
    let age = |low, high| Some(Age { low, high });
    assert_eq!(ad("2010-11-24").age_on(on), age(16, 16));
    assert_eq!(ad("2010-11-25").age_on(on), age(15, 15));
    assert_eq!(ad("2010-11").age_on(on), age(15, 16));
    assert_eq!(ad("2010").age_on(on), age(15, 16));
    assert_eq!(ad("2010~").age_on(on), age(14, 17));
    assert_eq!(bs("2067-08-08").age_on(on), age(16, 16), "born on 24 November 2010");
    assert_eq!(bs("2067").age_on(on), age(15, 16));
    assert_eq!(ad("2026").age_on(on), age(0, 0), "born this year, which is not over");
    assert_eq!(ad("2026-12").age_on(on), None);
    assert_eq!(ad("2008-02-29").age_on(date(2026, 2, 28)), age(17, 17));
    assert_eq!(ad("2008-02-29").age_on(date(2026, 3, 1)), age(18, 18));
}

#[test]
fn about_so_many_years_old_is_an_estimate_around_that_age() {
    let table = Table::embedded();
    for calendar in [Gregorian, BikramSambat] {
        for on in [date(2026, 1, 1), date(2026, 4, 14), date(2026, 7, 1), date(2026, 12, 31)] {
            for years in [0, 1, 12, 17, 60] {
                let born = PartialDate::about_years_old(years, on, calendar, table).unwrap();
                let age = born.age_on(on).unwrap();
                let years = i16::try_from(years).unwrap();
                assert_eq!(born.precision, Precision::Estimate);
                assert!(age.low < years.max(1) && years < age.high, "{age:?} on {on} for {years}");
                assert!(age.high - age.low <= 3, "{age:?} on {on}");
            }
        }
    }
    let error = PartialDate::about_years_old(121, date(2026, 1, 1), Gregorian, table).unwrap_err();
    assert_eq!(error.to_string(), "An age lies between 0 and 120. You wrote 121.");
    assert!(PartialDate::about_years_old(120, date(2026, 1, 1), BikramSambat, table).is_err(), "before 1975");
}

#[test]
fn order_is_said_only_where_it_is_certain() {
    assert_eq!(bs("2062-01-05").compare(&ad("2005-04-18")), Certain::Equal);
    assert_eq!(bs("2062-01-05").compare(&ad("2005-04-19")), Certain::Less);
    assert_eq!(ad("2005-04-19").compare(&bs("2062-01-05")), Certain::Greater);
    assert_eq!(bs("2062").compare(&bs("2062")), Certain::Uncertain, "one year, perhaps two days");
    assert_eq!(bs("2062").compare(&bs("2062-06-01")), Certain::Uncertain);
    assert_eq!(bs("2062").compare(&bs("2063")), Certain::Less);
    assert_eq!(bs("2062~").compare(&bs("2063")), Certain::Uncertain);
    assert_eq!(bs("2062~").compare(&bs("2064")), Certain::Less);
    assert_eq!(ad("2005").compare(&bs("2062")), Certain::Uncertain);
    assert!(ad("2005-04").is_at_most(&ad("2005-04-30")), "the month ends on that day");
    assert!(!ad("2005-04").is_before(&ad("2005-04-30")));
    assert!(!ad("2005-04").is_at_most(&ad("2005-04-29")));
    assert!(bs("2062-01-05").is_at_most(&bs("2062-01-05")));
    assert!(!bs("2062").is_at_most(&bs("2062")));
    assert!(bs("2062").is_other_day(&bs("2063")) && !bs("2062").is_other_day(&bs("2062-01")));
}

#[test]
fn typed_dates_of_a_projected_year_keep_their_order() {
    assert_eq!(bs("2085-01-01").compare(&bs("2085-01-02")), Certain::Less);
    assert_eq!(bs("2085-01-02").compare(&bs("2085-01-02")), Certain::Equal);
    assert!(bs("2085-01-02").is_at_most(&bs("2085-01-02")));
    assert_eq!(bs("2085-01").compare(&bs("2085-02-01")), Certain::Less);
    let same = ad(&bs("2085-01-02").from.to_string());
    assert_eq!(bs("2085-01-02").compare(&same), Certain::Uncertain, "across calendars the margin counts");
}

#[test]
fn short_text_is_read_back() {
    for text in ["2062-01-05", "2062-11", "2062", "2062~"] {
        assert_eq!(bs(text).iso(), text);
        assert_eq!(ad(text).iso(), text);
    }
    assert_eq!(Table::embedded().from_gregorian(date(2005, 4, 18)).unwrap().iso(), "2062-01-05");
}

#[test]
fn long_text_follows_the_language() {
    use Language::{English, French, Nepali};
    let texts = [
        (bs("2062-01-05"), English, "5 Baisakh 2062 BS"),
        (bs("2062-01-05"), French, "5 baisakh 2062 BS"),
        (bs("2062-01-05"), Nepali, "वि.सं. २०६२ वैशाख ५"),
        (bs("2062~"), English, "about 2062 BS"),
        (bs("2062~"), Nepali, "वि.सं. २०६२ तिर"),
        (ad("2005-04"), English, "April 2005"),
        (ad("2005-05-01"), French, "1er mai 2005"),
        (ad("2005-05-01"), English, "1 May 2005"),
        (ad("2005-12-24"), Nepali, "ई.सं. २००५ डिसेम्बर २४"),
        (ad("2005~"), French, "vers 2005"),
    ];
    for (date, language, text) in texts {
        assert_eq!(date.long(language), text);
    }
    let beside = |date: PartialDate, language| date.beside(language, Table::embedded());
    assert_eq!(beside(bs("2062-01-05"), English).unwrap(), "18 April 2005");
    assert_eq!(beside(bs("2062-01"), French).unwrap(), "14 avril 2005 – 14 mai 2005");
    assert_eq!(beside(bs("2084-02-10"), English).unwrap(), "23 May 2027 – 25 May 2027", "a projected year");
    assert_eq!(beside(ad("2005-04-18"), Nepali).unwrap(), "वि.सं. २०६२ वैशाख ५");
    assert!(matches!(beside(ad("1900"), Nepali), Err(DateError::OutsideTable { .. })));
    let (first, last) = ad("2005-04").bikram_bounds(Table::embedded()).unwrap();
    assert_eq!((first.long(English), last.long(French)), ("19 Chait 2061 BS".into(), "17 baisakh 2062 BS".into()));
    assert_eq!(month_name(Gregorian, 13, English), "");
    assert_eq!(month_name(Gregorian, 0, English), "");
    assert_eq!(Language::from_tag("fr-CH"), Some(French));
    assert_eq!(Language::from_tag("ne"), Some(Nepali));
    assert_eq!(Language::from_tag("de"), None);
    assert_eq!(to_devanagari_digits("12, Ward 3"), "१२, Ward ३");
    assert_eq!(to_latin_digits("वडा १२"), "वडा 12");
}
