//! Forms and files by chance, with a fixed seed.

use crate::support::{english, odk, round_trip, workbook};
use forms::expr::Expression;
use forms::kind::{About, Compartment, Kind};
use forms::xlsform::import;
use forms::{Code, CodeList, Field, FieldType, Group, Item, Label, Repeat};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{RngSeed, TestRunner};

fn config(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, rng_seed: RngSeed::Fixed(1), failure_persistence: None, ..ProptestConfig::default() }
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[A-Za-zéनेपाल][A-Za-z0-9 .,:;!?'\"<>&%$#{}()é\n-]{0,20}[A-Za-z0-9?]",
        1 => Just("Hello ${name}, ${nobody} and ${a".to_owned()),
        1 => Just("=1+1".to_owned()),
        1 => Just("_x0041_ \u{1F331}".to_owned()),
        1 => Just("NO".to_owned()),
    ]
}

fn label() -> impl Strategy<Value = Label> {
    prop::collection::btree_map(prop_oneof![Just("en"), Just("fr"), Just("ne"), Just("und-x-bassa")], text(), 0..3)
        .prop_map(|texts| Label(texts.into_iter().map(|(k, v)| (k.to_owned(), v)).collect()))
}

fn expression() -> impl Strategy<Value = Option<Expression>> {
    let sources = [
        "true()",
        "${name} = 'x'",
        "${age} > 3 and not(selected(${name}, 'a'))",
        "age-low(${born}) > setting('adult')",
        "sum(${age}) + 1",
        "count(${rows}) > 2",
        "floor(${age} div 2)",
        ". != ''",
        "1 + 2 * 3",
        "concat('it', \"'s\", ${age})",
        "jr:choice-name(${name}, '${name}')",
        "today() > date('2026-02-30')",
        "once(uuid())",
        "${nobody} = 1",
    ];
    prop_oneof![3 => Just(None), 2 => prop::sample::select(sources.to_vec()).prop_map(|s| Expression::parse(s).ok())]
}

fn r#type() -> impl Strategy<Value = FieldType> {
    prop::sample::select(vec![
        FieldType::Text,
        FieldType::Integer,
        FieldType::Decimal,
        FieldType::Date,
        FieldType::Datetime,
        FieldType::SelectOne("colours".into()),
        FieldType::SelectMultiple("colours".into()),
        FieldType::YesNo,
        FieldType::Acknowledge,
        FieldType::Note,
        FieldType::Calculate,
        FieldType::Hidden,
        FieldType::Photo,
        FieldType::Signature,
        FieldType::Place,
        FieldType::Ref("person".into()),
        FieldType::Children("note".into()),
        FieldType::Today,
        FieldType::Foreign("simserial".into()),
    ])
}

fn name() -> impl Strategy<Value = String> {
    prop::sample::select(vec!["name", "age", "born", "rows", "a", "b-c", "d.e", "meta", "data", "Case_No", "other"])
        .prop_map(str::to_owned)
}

prop_compose! {
    fn field()(
        name in name(), r#type in r#type(), label in label(), hint in label(),
        relevant in expression(), required in expression(), constraint in expression(),
        calculation in expression(), filter in expression(),
        default in prop_oneof![2 => Just(None), 1 => text().prop_map(|t| Some(Expression::literal(&t))), 1 => expression()],
        appearance in prop_oneof![3 => Just(""), 1 => Just("minimal"), 1 => Just("signature draw")],
        compartment in prop::sample::select(Compartment::ALL.to_vec()), flags in any::<[bool; 4]>(),
    ) -> Field {
        let selects = matches!(r#type, FieldType::SelectOne(_) | FieldType::SelectMultiple(_));
        let drawn = r#type == FieldType::Signature && appearance.contains("signature");
        Field {
            name, r#type, label, hint, relevant, required, constraint, calculation, default, compartment,
            choice_filter: filter.filter(|_| selects),
            appearance: if drawn { "draw".into() } else { appearance.into() },
            read_only: flags[0], index: flags[1], safety: flags[2], translated: flags[3],
            purpose: "services".into(), ..Field::default()
        }
    }
}

fn items() -> impl Strategy<Value = Vec<Item>> {
    let leaf = field().prop_map(|f| Item::Field(Box::new(f)));
    let tree = leaf.prop_recursive(4, 40, 6, |inner| {
        let rows = prop::collection::vec(inner, 0..6);
        prop_oneof![
            (name(), label(), expression(), rows.clone()).prop_map(|(name, label, relevant, survey)| {
                Item::Group(Box::new(Group { name, label, relevant, survey, ..Group::default() }))
            }),
            (name(), label(), expression(), rows).prop_map(|(name, label, count, survey)| {
                Item::Repeat(Box::new(Repeat { name, label, count, survey, ..Repeat::default() }))
            }),
        ]
    });
    prop::collection::vec(tree, 0..8)
}

/// Makes names unique where the grammar asks for it: in their scope, and a group's in the kind.
fn unique(items: &mut [Item], scope: &mut Vec<String>, groups: &mut Vec<String>) {
    for item in items {
        let (name, group) = match item {
            Item::Field(field) => (&mut field.name, false),
            Item::Group(group) => (&mut group.name, true),
            Item::Repeat(repeat) => (&mut repeat.name, false),
        };
        while scope.contains(name) || group && groups.contains(name) {
            name.push('1');
        }
        scope.push(name.clone());
        if group {
            groups.push(name.clone());
        }
        match item {
            Item::Field(_) => {}
            Item::Group(group) => unique(&mut group.survey, scope, groups),
            Item::Repeat(repeat) => unique(&mut repeat.survey, &mut Vec::new(), groups),
        }
    }
}

fn kinds() -> impl Strategy<Value = (Kind, Vec<CodeList>)> {
    let codes = prop::collection::vec((name(), label()), 0..4).prop_map(|codes| {
        codes.into_iter().map(|(code, label)| Code { code, label, ..Code::default() }).collect::<Vec<_>>()
    });
    (items(), label(), codes, expression()).prop_map(|(mut survey, label, codes, title)| {
        unique(&mut survey, &mut Vec::new(), &mut Vec::new());
        let mut label = label;
        label.0.insert("en".into(), "A kind".into());
        let kind = Kind { name: "by_chance".into(), label, title, about: About::Person, survey, ..Kind::default() };
        let list = CodeList { name: "colours".into(), codes, ..CodeList::default() };
        (kind, vec![list])
    })
}

proptest! {
    #![proptest_config(config(200))]

    #[test]
    fn every_kind_comes_back_as_it_went((kind, codes) in kinds()) {
        if let Err(difference) = round_trip(&kind, &codes) {
            prop_assert!(false, "{difference}");
        }
    }
}

/// A few of them are shown to pyxform and ODK Validate.
#[test]
fn kinds_by_chance_are_taken_by_others() {
    let mut runner = TestRunner::new(config(1));
    let mut forms = Vec::new();
    for number in 0..25 {
        let (kind, codes) = kinds().new_tree(&mut runner).unwrap().current();
        forms.push((format!("{number}: {:#?}", kind.survey), round_trip(&kind, &codes).unwrap()));
    }
    for (kind, said) in odk(&forms).unwrap_or_default() {
        assert_eq!(said, None, "{kind}");
    }
}

proptest! {
    #![proptest_config(config(300))]

    #[test]
    fn bytes_by_chance_never_panic(mut bytes in prop::collection::vec(any::<u8>(), 0..2_000), head in 0..4usize) {
        let heads: [&[u8]; 4] = [b"", b"PK\x03\x04", &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], b"PK\x05\x06"];
        bytes.splice(0..0, heads[head].iter().copied());
        prop_assert!(import("x", &bytes, &english()).is_err());
    }

    #[test]
    fn cells_by_chance_never_panic(rows in prop::collection::vec(prop::collection::vec(cell(), 0..7), 0..12)) {
        let rows: Vec<Vec<&str>> = rows.iter().map(|r| r.iter().map(String::as_str).collect()).collect();
        let head: &[&str] = &["type", "name", "label", "relevant", "calculation", "default", "parameters"];
        let mut sheet: Vec<&[&str]> = vec![head];
        sheet.extend(rows.iter().map(Vec::as_slice));
        let choices: &[&[&str]] = &[&["list_name", "name", "label"], &["l", "x", "X"], &["l", "y", "Y"]];
        let bytes = workbook(&[("survey", &sheet), ("choices", choices)]);
        if let Ok(found) = import("x.xlsx", &bytes, &english())
            && let Err(difference) = round_trip(&found.kind, &found.codes)
        {
            prop_assert!(false, "{difference}");
        }
    }
}

/// What people and machines write into cells.
fn cell() -> impl Strategy<Value = String> {
    let known = vec![
        "text",
        "select_one l",
        "select_multiple l or_other",
        "begin group",
        "end group",
        "begin repeat",
        "end repeat",
        "begin loop over l",
        "end loop",
        "calculate",
        "note",
        "range",
        "audit",
        "image",
        "a",
        "b",
        "g",
        "name",
        "${a}",
        "${b} = 'x'",
        "1 + ${a}",
        "pulldata('f', 'x', 'y', ${a})",
        "today()",
        "rows=3",
        "start=1 end=5",
        "%(label)s",
        "yes",
        "NO",
        "",
        "",
        "",
    ];
    prop_oneof![8 => prop::sample::select(known).prop_map(str::to_owned), 1 => "\\PC{0,12}"]
}
