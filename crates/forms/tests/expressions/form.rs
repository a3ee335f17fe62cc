//! The form that the tests fill in: of a household that does not exist.

use forms::expr::Expression;
use forms::kind::{Field, FieldType, Group, Item, Kind, Repeat, Search};
use forms::{Code, CodeList, Compartment, Label, Mission};
use std::sync::Arc;

pub fn expression(source: &str) -> Option<Expression> {
    Some(Expression::parse(source).unwrap_or_else(|e| panic!("{source}: {e}")))
}

pub fn field(name: &str, r#type: FieldType) -> Field {
    Field { name: name.into(), r#type, ..Field::default() }
}

pub fn item(field: Field) -> Item {
    Item::Field(Box::new(field))
}

fn plain(name: &str, r#type: FieldType) -> Item {
    item(field(name, r#type))
}

fn code(code: &str, label: &str, columns: &[(&str, &str)]) -> Code {
    Code {
        code: code.into(),
        label: Label::from([("en", label), ("fr", &format!("{label} (fr)"))]),
        columns: columns.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect(),
        ..Code::default()
    }
}

fn list(name: &str, closed: bool, codes: Vec<Code>) -> (String, Arc<CodeList>) {
    (name.into(), Arc::new(CodeList { name: name.into(), closed, codes, ..CodeList::default() }))
}

/// Topics (open) and districts (closed, each with its province; one retired, one not yet in use).
pub fn mission() -> Mission {
    let topics = vec![code("water", "Water", &[]), code("school", "School", &[]), code("health.eye", "Eyes", &[])];
    let mut districts = vec![
        code("north", "North", &[("province", "1")]),
        code("south", "South", &[("province", "2")]),
        code("old", "Old", &[("province", "1")]),
        code("new", "New", &[("province", "1")]),
    ];
    districts[2].until = "2020-12-31".into();
    districts[3].from = "2030-01-01".into();
    let mut mission = Mission::default();
    mission.codes.extend([list("topic", false, topics), list("district", true, districts)]);
    mission
}

pub fn kind() -> Kind {
    Kind { name: "household_visit".into(), label: Label::from([("en", "Visit")]), survey: survey(), ..Kind::default() }
}

fn survey() -> Vec<Item> {
    let identity = |name: &str, r#type| Field { compartment: Compartment::Identity, ..field(name, r#type) };
    vec![
        item(identity("name", FieldType::Text)),
        item(identity("born", FieldType::Date)),
        item(Field { index: true, ..field("seen", FieldType::Datetime) }),
        item(Field { index: true, ..field("weight", FieldType::Decimal) }),
        item(Field {
            index: true,
            required: expression("${agree} = 'OK'"),
            constraint: expression(". >= 0 and . < 100"),
            required_message: Label::from([("en", "How many?")]),
            constraint_message: Label::from([("en", "From 0 to 99.")]),
            ..field("tally", FieldType::Integer)
        }),
        item(Field { index: true, ..field("topics", FieldType::SelectMultiple("topic".into())) }),
        item(Field { index: true, ..field("topic", FieldType::SelectOne("topic".into())) }),
        plain("province", FieldType::Text),
        item(Field {
            choice_filter: expression("province = ${province} or ${province} = ''"),
            ..field("district", FieldType::SelectOne("district".into()))
        }),
        plain("agree", FieldType::Acknowledge),
        plain("alone", FieldType::YesNo),
        item(Field { search: Some(Search::Text), ..field("remark", FieldType::Text) }),
        Item::Group(Box::new(Group {
            name: "details".into(),
            relevant: expression("${alone} = 'no'"),
            survey: vec![
                plain("with_whom", FieldType::Text),
                Item::Group(Box::new(Group {
                    name: "inner".into(),
                    survey: vec![item(Field {
                        relevant: expression("${with_whom} != ''"),
                        ..field("why", FieldType::Text)
                    })],
                    ..Group::default()
                })),
            ],
            ..Group::default()
        })),
        Item::Repeat(Box::new(kids())),
        // The calculations stand in an order that is not the one they must be worked out in.
        item(Field {
            index: true,
            calculation: expression("${doubled} + ${oldest}"),
            ..field("score", FieldType::Calculate)
        }),
        item(Field { calculation: expression("2 * count(${kids})"), ..field("doubled", FieldType::Calculate) }),
        item(Field { calculation: expression("max(${age})"), ..field("oldest", FieldType::Calculate) }),
        item(Field {
            parameters: [("start", "0"), ("end", "5"), ("step", "0.5")].map(|(k, v)| (k.into(), v.into())).into(),
            ..field("mood", FieldType::Range)
        }),
    ]
}

fn kids() -> Repeat {
    let toys = Repeat {
        name: "toys".into(),
        survey: vec![plain("toy", FieldType::Text), plain("cost", FieldType::Decimal)],
        ..Repeat::default()
    };
    Repeat {
        name: "kids".into(),
        relevant: expression("${alone} != 'yes'"),
        compartment: Compartment::Legal,
        survey: vec![
            item(Field { index: true, ..field("age", FieldType::Integer) }),
            plain("nick", FieldType::Text),
            item(Field { relevant: expression("${age} >= 5"), ..field("school", FieldType::YesNo) }),
            item(Field { default: expression("concat('no. ', position(..))"), ..field("line", FieldType::Text) }),
            plain("likes", FieldType::SelectOne("topic".into())),
            Item::Repeat(Box::new(toys)),
            item(Field { calculation: expression("sum(${cost})"), ..field("spent", FieldType::Calculate) }),
        ],
        ..Repeat::default()
    }
}

/// A kind that has nothing but these questions.
pub fn kind_of(survey: Vec<Item>) -> Kind {
    Kind { survey, ..Kind::default() }
}

/// The id of the row `number`, in the order of numbers.
pub fn row(number: u32) -> String {
    format!("0190a000-0000-7000-8000-{number:012}")
}
