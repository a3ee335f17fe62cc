//! Kinds of our own as XLSForms: everything they can say goes out and comes back.

use crate::support::{by_name, odk, round_trip};
use forms::expr::Expression;
use forms::kind::{About, Compartment, Kind, Merge, Search};
use forms::xlsform::{ExportError, export};
use forms::{Code, CodeList, Field, FieldType, Group, Item, Label, Repeat};
use std::collections::BTreeMap;

fn label(text: &str) -> Label {
    Label::from([("en", text), ("fr", text), ("ne", "नेपाली")])
}

fn field(name: &str, r#type: FieldType) -> Field {
    Field { name: name.into(), r#type, label: label(name), purpose: "services".into(), ..Field::default() }
}

fn expression(source: &str) -> Option<Expression> {
    Some(Expression::parse(source).unwrap_or_else(|e| panic!("{source}: {e}")))
}

fn item(field: Field) -> Item {
    Item::Field(Box::new(field))
}

fn list(name: &str, codes: &[&str]) -> CodeList {
    let code = |code: &&str| Code { code: (*code).into(), label: label(code), ..Code::default() };
    CodeList { name: name.into(), codes: codes.iter().map(code).collect(), ..CodeList::default() }
}

fn kind(survey: Vec<Item>) -> Kind {
    Kind {
        name: "home_safety_check".into(),
        strand: "protection".into(),
        group: "protection_work".into(),
        label: label("Home-safety check"),
        about: About::Person,
        parent: vec!["case".into()],
        survey,
        ..Kind::default()
    }
}

/// The kind comes back and, where pyxform is at hand, pyxform and ODK Validate take it.
fn travels(kind: &Kind, codes: &[CodeList]) {
    let bytes = round_trip(kind, codes).unwrap_or_else(|e| panic!("{e}"));
    for (_, said) in odk(&[(kind.name.clone(), bytes)]).unwrap_or_default() {
        assert_eq!(said, None);
    }
}

#[test]
fn every_type_travels() {
    let list_name = || "decision".to_owned();
    let types = [
        FieldType::Text,
        FieldType::Integer,
        FieldType::Decimal,
        FieldType::Range,
        FieldType::Date,
        FieldType::Time,
        FieldType::Datetime,
        FieldType::SelectOne(list_name()),
        FieldType::SelectMultiple(list_name()),
        FieldType::Rank(list_name()),
        FieldType::YesNo,
        FieldType::Acknowledge,
        FieldType::Note,
        FieldType::Calculate,
        FieldType::Hidden,
        FieldType::Photo,
        FieldType::Audio,
        FieldType::Video,
        FieldType::File,
        FieldType::Signature,
        FieldType::Place,
        FieldType::Geopoint,
        FieldType::Geotrace,
        FieldType::Geoshape,
        FieldType::Barcode,
        FieldType::Ref("user".into()),
        FieldType::Children("consent".into()),
        FieldType::Start,
        FieldType::End,
        FieldType::Today,
        FieldType::Deviceid,
        FieldType::Username,
        FieldType::Foreign("simserial".into()),
        FieldType::Foreign("select_one_from_file towns.csv".into()),
        FieldType::Foreign("a type nobody knows".into()),
    ];
    let mut items: Vec<Item> =
        types.into_iter().enumerate().map(|(number, r#type)| item(field(&format!("f{number}"), r#type))).collect();
    let mut drawn = field("drawn", FieldType::Photo);
    drawn.appearance = "signature".into();
    let mut signed = field("signed", FieldType::Signature);
    signed.appearance = "landscape".into();
    items.extend([item(drawn), item(signed)]);
    travels(&kind(items), &[list("decision", &["home", "stay"])]);
}

#[test]
fn every_key_of_a_field_travels() {
    let mut full = field("score", FieldType::Calculate);
    full.hint = label("hint");
    full.guidance_hint = label("guidance");
    full.calculation = expression("1 + 1");
    full.compartment = Compartment::Health;
    full.index = true;
    full.search = Some(Search::Code);
    full.declassifies = vec!["a".into(), "b".into()];
    full.recompute_daily = true;
    full.merge = Merge::Max;
    full.purpose = "research".into();
    full.safety = true;
    full.translated = true;
    full.was = vec!["old".into(), "older".into()];
    let mut asked = field("asked", FieldType::Text);
    asked.required = expression("${score} > 1");
    asked.required_message = label("Please say.");
    asked.constraint = expression("string-length(.) < 10");
    asked.constraint_message = label("Too long.");
    asked.appearance = "multiline".into();
    asked.read_only = true;
    asked.parameters = BTreeMap::from([("rows".into(), "3".into())]);
    asked.purpose = String::new();
    asked.media.insert("image".into(), Label::from([("", "a.png"), ("fr", "b.png")]));
    asked.other = BTreeMap::from([("Notes of the office".into(), "ask alone".into())]);
    let mut always = field("always", FieldType::Decimal);
    always.required = expression("true()");
    always.parameters = BTreeMap::from([("ours alone".into(), "a b".into())]);
    let survey = vec![item(full), item(asked), item(always)];
    travels(&kind(survey), &[]);
}

#[test]
fn expressions_others_cannot_work_out_come_back() {
    let sources = [
        "age-low(${birth}) >= setting('adult')",
        "role('nurse')",
        "bs-date(${birth}, '%Y')",
        "floor(${n}) + ceiling(${n})",
        "substring('abc', 1)",
        "date('2026-13-45')",
        "missing(${n})",
        "count-of('follow_up', 'due = 1')",
    ];
    let mut survey = vec![item(field("birth", FieldType::Date)), item(field("n", FieldType::Integer))];
    for (number, source) in sources.into_iter().enumerate() {
        let mut calculated = field(&format!("c{number}"), FieldType::Calculate);
        calculated.calculation = expression(source);
        let mut asked = field(&format!("a{number}"), FieldType::Text);
        asked.relevant = expression(source);
        asked.required = expression(source);
        asked.constraint = expression(source);
        asked.default = expression(source);
        survey.extend([item(calculated), item(asked)]);
    }
    let mut chosen = field("chosen", FieldType::SelectOne("l".into()));
    chosen.choice_filter = expression("setting('x') = 'y'");
    survey.push(item(chosen));
    let repeat = Repeat {
        name: "r".into(),
        label: label("r"),
        count: expression("setting('most')"),
        relevant: expression("role('x')"),
        survey: vec![item(field("inside", FieldType::Text))],
        ..Repeat::default()
    };
    survey.push(Item::Repeat(Box::new(repeat)));
    let mut kind = kind(survey);
    kind.title = expression("concat(age-low(${birth}), ' · ', ${n})");
    travels(&kind, &[list("l", &["a"])]);
}

#[test]
fn expressions_others_can_work_out_stay_in_their_columns() {
    let mut late = field("late", FieldType::Text);
    late.relevant = expression("${n} > 3 and not(selected(${l}, 'a'))");
    let mut kind = kind(vec![
        item(field("n", FieldType::Integer)),
        item(field("l", FieldType::SelectMultiple("l".into()))),
        item(late),
    ]);
    kind.title = expression("concat(jr:choice-name(${l}, '${l}'), ' · ', ${n})");
    let bytes = export(&kind, &by_name(&[list("l", &["a"])])).unwrap();
    let cells = cells(&bytes);
    assert_eq!(cells["survey"]["relevant"], ["${n} > 3 and not(selected(${l}, 'a'))"]);
    assert!(!cells["survey"].contains_key("chautari::relevant"));
    assert_eq!(cells["settings"]["instance_name"], ["concat(jr:choice-name(${l}, '${l}'), ' · ', ${n})"]);
    assert!(cells["survey"].contains_key("label::नेपाली (ne)"));
}

/// By sheet and heading: the cells that are not blank.
fn cells(bytes: &[u8]) -> BTreeMap<String, BTreeMap<String, Vec<String>>> {
    use calamine::Reader;
    let mut book = calamine::Xlsx::new(std::io::Cursor::new(bytes)).unwrap();
    let mut found: BTreeMap<String, BTreeMap<String, Vec<String>>> = BTreeMap::new();
    for (name, range) in book.worksheets() {
        let headings: Vec<String> = range.rows().next().unwrap_or_default().iter().map(ToString::to_string).collect();
        let sheet = found.entry(name).or_default();
        for row in range.rows().skip(1) {
            for (heading, cell) in headings.iter().zip(row).filter(|(_, cell)| !cell.to_string().is_empty()) {
                sheet.entry(heading.clone()).or_default().push(cell.to_string());
            }
        }
    }
    found
}

#[test]
fn circles_and_answers_of_other_rows_do_not_stop_the_export() {
    let calculated = |name: &str, source: &str| {
        let mut found = field(name, FieldType::Calculate);
        found.calculation = expression(source);
        item(found)
    };
    let mut own = field("own", FieldType::Text);
    own.relevant = expression("${own} = ''");
    let group = Group {
        name: "g".into(),
        label: label("g"),
        relevant: expression("${within} = 'x'"),
        survey: vec![item(field("within", FieldType::Text))],
        ..Group::default()
    };
    let inner = Repeat {
        name: "r".into(),
        label: label("r"),
        survey: vec![item(field("n", FieldType::Integer)), calculated("twice", "2 * ${n}")],
        ..Repeat::default()
    };
    let survey = vec![
        calculated("a", "${b} + 1"),
        calculated("b", "${a} + 1"),
        item(own),
        Item::Group(Box::new(group)),
        Item::Repeat(Box::new(inner)),
        calculated("total", "sum(${n})"),
        calculated("first", "coalesce(${n}, 0)"),
    ];
    travels(&kind(survey), &[]);
}

#[test]
fn names_that_are_one_scope_s_own_travel() {
    let repeat = |name: &str, survey: Vec<Item>| {
        Item::Repeat(Box::new(Repeat { name: name.into(), label: label(name), survey, ..Repeat::default() }))
    };
    let mut asks = field("asks", FieldType::Text);
    asks.relevant = expression("${kind} = 'a'");
    asks.label = Label::from([("en", "About ${kind} and ${nothing}")]);
    let survey = vec![
        item(field("kind", FieldType::Text)),
        item(asks),
        repeat(
            "rows",
            vec![item(field("kind", FieldType::Text)), repeat("parts", vec![item(field("kind", FieldType::Text))])],
        ),
        repeat("more", vec![repeat("parts", vec![item(field("meta", FieldType::Text))])]),
        repeat("data", vec![item(field("x", FieldType::Text))]),
        item(field("meta", FieldType::Text)),
    ];
    travels(&kind(survey), &[]);
}

#[test]
fn groups_that_show_nothing_and_rows_without_words_travel() {
    let mut hidden = field("h", FieldType::Hidden);
    hidden.label = Label::default();
    let group = |name: &str, survey| Item::Group(Box::new(Group { name: name.into(), survey, ..Group::default() }));
    let mut bare = field("bare", FieldType::Text);
    bare.label = Label::default();
    let mut empty_calculation = field("later", FieldType::Calculate);
    empty_calculation.label = Label::default();
    let survey = vec![
        group("none", Vec::new()),
        group("outer", vec![group("inner", vec![item(hidden)])]),
        item(bare),
        item(empty_calculation),
    ];
    travels(&kind(survey), &[]);
}

#[test]
fn lists_travel_with_all_they_say() {
    let mut full = list("cities", &["king", "king", "NO", "x y", "12"]);
    full.id = "CL-99".into();
    full.source = "A gazetteer".into();
    full.closed = true;
    full.foreign = true;
    full.multiple = true;
    full.compartment = Some(Compartment::Network);
    let code = &mut full.codes[1];
    code.hint = label("the other one");
    code.status = BTreeMap::from([("en".into(), "reviewed".into())]);
    code.from = "2020-01-01".into();
    code.until = "2021-01-01".into();
    code.export = BTreeMap::from([("htcds".into(), "King".into())]);
    code.columns =
        BTreeMap::from([("county".into(), "a".into()), ("1 odd".into(), "b".into()), ("a::b".into(), "c".into())]);
    code.media = BTreeMap::from([("image".into(), "k.png".into()), ("audio::fr".into(), "k.mp3".into())]);
    full.codes[4].label = Label::default();
    let mut chosen = field("city", FieldType::SelectOne("cities".into()));
    chosen.choice_filter = expression("county = ${where}");
    let survey = vec![
        item(field("where", FieldType::Text)),
        item(chosen),
        item(field("none", FieldType::SelectOne("empty".into()))),
    ];
    travels(&kind(survey), &[full, list("empty", &[])]);
}

#[test]
fn defaults_travel_as_texts_and_as_expressions() {
    let with = |name: &str, r#type: FieldType, default: Expression| {
        let mut found = field(name, r#type);
        found.default = Some(default);
        item(found)
    };
    let survey = vec![
        with("text", FieldType::Text, Expression::literal("two words")),
        with("sum_as_text", FieldType::Text, Expression::literal("1 + 1")),
        with("day", FieldType::Date, Expression::literal("2026-11-24")),
        with("today", FieldType::Date, Expression::parse("today()").unwrap()),
        with("quoted", FieldType::Text, Expression::parse("'x'").unwrap()),
        with("number", FieldType::Integer, Expression::literal("8")),
    ];
    travels(&kind(survey), &[]);
}

#[test]
fn a_list_that_is_not_there_is_named() {
    let asked = kind(vec![item(field("asked", FieldType::SelectOne("nowhere".into())))]);
    let error = export(&asked, &BTreeMap::new()).unwrap_err();
    assert!(matches!(&error, ExportError::NoList { field, list } if field == "asked" && list == "nowhere"), "{error}");
}

#[test]
fn a_text_that_fits_no_cell_is_named() {
    let mut long = field("long", FieldType::Text);
    long.hint = Label::from([("en", "x".repeat(40_000).as_str())]);
    let error = export(&kind(vec![item(long)]), &BTreeMap::new()).unwrap_err();
    assert!(matches!(&error, ExportError::TooLong { length: 40_000, .. }), "{error}");
}

#[test]
fn the_same_kind_gives_the_same_bytes() {
    let kind = kind(vec![item(field("a", FieldType::Text))]);
    assert_eq!(export(&kind, &BTreeMap::new()).unwrap(), export(&kind, &BTreeMap::new()).unwrap());
}
