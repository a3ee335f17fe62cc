//! Working out, checking and taking apart the answers of a record.

use crate::cases::with_env;
use crate::form::{expression, field, item, kind, kind_of, mission, row};
use forms::answers::{
    Answers, Changes, ErrorCode, apply, begin, begin_row, calculation_order, choices, compartment, diff, facets,
    read_changes, read_json, recompute, relevant, split_by_compartment, terms, title, validate,
};
use forms::expr::{Env, EvalError, Host, Value};
use forms::kind::{Field, FieldType, Item, Kind, Repeat};
use forms::{Compartment, Label};
use serde_json::{Map, Value as Json, json};

/// The usual environment, with the language of labels.
pub fn env<T>(then: impl FnOnce(&Env) -> T) -> T {
    with_env(&json!({}), then)
}

pub fn map(json: Json) -> Map<String, Json> {
    json.as_object().cloned().expect("an object")
}

fn answers(json: Json) -> Answers {
    map(json).into_iter().collect()
}

fn kid(number: u32, rest: &str) -> String {
    format!("kids/{}{rest}", row(number))
}

/// The errors of answers to the tests' form, as `path code`.
fn faults(json: Json) -> Vec<String> {
    let found = env(|env| validate(&kind(), &mission(), &answers(json), env));
    found.iter().map(|error| format!("{} {}", error.path, error.code.key())).collect()
}

#[test]
fn calculations_are_worked_out_after_what_they_read() {
    let order = calculation_order(&kind()).unwrap();
    assert_eq!(order, ["kids/spent", "doubled", "oldest", "score"]);
    let mut all = answers(json!({
        "alone": "no", kid(1, ""): {}, kid(1, "/age"): 4, kid(2, ""): {}, kid(2, "/age"): 9, kid(2, "/school"): "yes",
    }));
    let done = env(|env| recompute(&kind(), &mission(), &mut all, env));
    assert_eq!(all["score"], json!(13));
    assert_eq!(all[&kid(1, "/spent")], json!(0), "the sum of nothing");
    assert!(done.changed.contains("score") && done.removed.is_empty() && done.errors.is_empty(), "{done:?}");
    let before = all.clone();
    let again = env(|env| recompute(&kind(), &mission(), &mut all, env));
    assert_eq!(all, before);
    assert!(again.changed.is_empty(), "{again:?}");
}

#[test]
fn a_calculation_that_gives_no_number_is_blank() {
    let mut all = answers(json!({ "score": 5, "oldest": 3 }));
    let done = env(|env| recompute(&kind(), &mission(), &mut all, env));
    assert_eq!(all, answers(json!({ "doubled": 0 })));
    assert!(done.changed.contains("score") && done.changed.contains("oldest"));
}

#[test]
fn cycles_are_named() {
    let calculated =
        |name: &str, source: &str| item(Field { calculation: expression(source), ..field(name, FieldType::Calculate) });
    let mut kind = kind_of(vec![
        calculated("a", "${b} + 1"),
        calculated("b", "${c}"),
        calculated("c", "../a"),
        calculated("d", "1"),
    ]);
    assert_eq!(calculation_order(&kind).unwrap_err(), ["a", "b", "c"]);
    kind.survey = vec![calculated("a", "${a} + 1")];
    assert_eq!(calculation_order(&kind).unwrap_err(), ["a"]);
    kind.survey = vec![Item::Repeat(Box::new(Repeat {
        name: "r".into(),
        relevant: expression("sum(${x}) > 0"),
        survey: vec![calculated("x", "1")],
        ..Repeat::default()
    }))];
    assert!(calculation_order(&kind).is_err(), "a repeat that depends on what it holds");
    kind.survey = vec![calculated("a", "once(uuid())"), calculated("b", "if(. = '', ${a}, .)")];
    assert_eq!(calculation_order(&kind).unwrap(), ["a", "b"], "reading oneself with '.' is no cycle");
}

#[test]
fn what_is_not_relevant_goes_and_is_reported() {
    let start = json!({
        "alone": "yes", "with_whom": "aunt", "why": "visit", "topic": "water", "topic_other": "left over",
        kid(1, ""): {}, kid(1, "/age"): 7, kid(1, "/school"): "yes",
    });
    let mut all = answers(start.clone());
    let done = env(|env| recompute(&kind(), &mission(), &mut all, env));
    let gone: Vec<&str> = done.removed.keys().map(String::as_str).collect();
    let kid_paths = [kid(1, ""), kid(1, "/age"), kid(1, "/school")];
    assert_eq!(gone, [&kid_paths[0], &kid_paths[1], &kid_paths[2], "topic_other", "why", "with_whom"]);
    assert_eq!(done.removed["with_whom"], json!("aunt"));
    assert_eq!(all["doubled"], json!(0), "rows that went are not counted");

    let mut all = answers(start);
    all.insert("alone".into(), json!("no"));
    all.insert(kid(1, "/age"), json!(3));
    let done = env(|env| recompute(&kind(), &mission(), &mut all, env));
    assert_eq!(done.removed.keys().collect::<Vec<_>>(), [&kid(1, "/school"), "topic_other"]);
    all.remove("with_whom");
    let paths = env(|env| relevant(&kind(), &mission(), &all, env));
    assert!(paths.contains("details") && paths.contains("inner") && !paths.contains("why"), "{paths:?}");
    assert!(paths.contains("kids") && paths.contains(&kid(1, "/toys")) && !paths.contains("topic_other"));
}

#[test]
fn defaults_are_set_once() {
    let mut kind = kind();
    kind.survey.push(item(Field { default: expression("today()"), ..field("day", FieldType::Date) }));
    kind.survey.push(item(Field {
        default: expression("'school water'"),
        ..field("first", FieldType::SelectMultiple("topic".into()))
    }));
    let mut all = answers(json!({ "name": "Maya" }));
    env(|env| {
        assert_eq!(begin(&kind, &mission(), &mut all, env), []);
        assert_eq!(all["day"]["from"], json!("2026-11-24"));
        assert_eq!(all["first"], json!(["water", "school"]), "in the order of the list");
        begin_row(&kind, &mission(), &mut all, &kid(1, ""), env);
        begin_row(&kind, &mission(), &mut all, &kid(2, ""), env);
        all.insert(kid(1, "/line"), json!("mine"));
        begin_row(&kind, &mission(), &mut all, &kid(1, ""), env);
    });
    assert_eq!((&all[&kid(1, "/line")], &all[&kid(2, "/line")]), (&json!("mine"), &json!("no. 2")));
    assert_eq!(all[&kid(1, "")], json!({}));
}

#[test]
fn faulty_expressions_lose_nothing() {
    let kind = kind_of(vec![
        item(Field { relevant: expression("date('2024-02-30') < today()"), ..field("a", FieldType::Text) }),
        item(Field { relevant: expression("count-of('visit') > 0"), ..field("b", FieldType::Text) }),
        item(Field { calculation: expression("latest('visit', 'x')"), ..field("c", FieldType::Calculate) }),
        item(Field { calculation: expression("date('2024-02-30')"), ..field("d", FieldType::Calculate) }),
    ]);
    let mut all = answers(json!({ "a": "x", "b": "y", "c": "kept", "d": "old" }));
    let done = env(|env| recompute(&kind, &mission(), &mut all, env));
    assert_eq!(all, answers(json!({ "a": "x", "b": "y", "c": "kept" })));
    let paths: Vec<&str> = done.errors.iter().map(|error| error.path.as_str()).collect();
    assert_eq!(paths, ["a", "d"]);
    assert!(done.errors[1].code.to_string().contains("2024-02-30"), "{}", done.errors[1].code);
}

#[test]
fn what_only_the_server_knows_is_not_held_against_an_answer() {
    let kind = kind_of(vec![
        item(Field { constraint: expression("count-of('visit') > 0"), ..field("a", FieldType::Text) }),
        item(Field { required: expression("count-of('visit') > 0"), ..field("b", FieldType::Text) }),
    ]);
    assert_eq!(env(|env| validate(&kind, &mission(), &answers(json!({ "a": "x" })), env)), []);
}

#[test]
fn rules_are_answered_by_the_host() {
    struct Known;
    impl Host for Known {
        fn call(&self, function: &str, arguments: &[Value]) -> Result<Value, EvalError> {
            match (function, arguments) {
                ("latest", [kind, field]) => Ok(Value::Text(format!("{}.{}", kind.text(), field.text()))),
                _ => Err(EvalError::NotHere(function.into())),
            }
        }
    }
    let kind = kind_of(vec![item(Field {
        calculation: expression("latest('visit', 'x')"),
        ..field("c", FieldType::Calculate)
    })]);
    let mut all = Answers::new();
    env(|env| recompute(&kind, &mission(), &mut all, &Env { host: &Known, ..env.clone() }));
    assert_eq!(all["c"], json!("visit.x"));
}

#[test]
fn calculated_fields_are_stored_as_their_type() {
    let calculated =
        |name: &str, r#type, source: &str| item(Field { calculation: expression(source), ..field(name, r#type) });
    let kind = kind_of(vec![
        calculated("a", FieldType::Date, "days-after('2024-02-28', 2)"),
        calculated("b", FieldType::Integer, "7 div 2"),
        calculated("c", FieldType::Decimal, "7 div 2"),
        calculated("d", FieldType::YesNo, "1 = 1"),
        calculated("e", FieldType::SelectMultiple("topic".into()), "'school water school'"),
        calculated("f", FieldType::Text, "12"),
        calculated("g", FieldType::Calculate, "7 div 2"),
        calculated("h", FieldType::Calculate, "1 = 1"),
        calculated("i", FieldType::Calculate, "date('2024-01-15')"),
        calculated("j", FieldType::Calculate, "1 div 0"),
        calculated("k", FieldType::Integer, "'x'"),
        calculated("l", FieldType::Text, "0 div 0"),
    ]);
    let mut all = Answers::new();
    env(|env| recompute(&kind, &mission(), &mut all, env));
    assert_eq!(all.remove("a").unwrap()["from"], json!("2024-03-01"));
    let rest = json!({ "b": 3, "c": "3.5", "d": "yes", "e": ["water", "school"], "f": "12", "g": 3.5, "h": "true", "i": "2024-01-15" });
    assert_eq!(all, answers(rest));
}

#[test]
fn required_constraints_and_types_are_checked() {
    assert_eq!(faults(json!({ "doubled": 0 })), [""; 0]);
    assert_eq!(faults(json!({ "agree": "OK" })), ["tally required"]);
    assert_eq!(faults(json!({ "agree": "OK", "tally": { "missing": "refused" } })), [""; 0], "missing is an answer");
    assert_eq!(faults(json!({ "tally": 100 })), ["tally constraint"]);
    assert_eq!(faults(json!({ "tally": "5" })), ["tally type"]);
    assert_eq!(faults(json!({ "tally": { "missing": "why" } })), ["tally type"]);
    let found = env(|env| validate(&kind(), &mission(), &answers(json!({ "tally": -1 })), env));
    assert_eq!(found[0].message, Label::from([("en", "From 0 to 99.")]));
    let found = env(|env| validate(&kind(), &mission(), &answers(json!({ "agree": "OK" })), env));
    assert_eq!(found[0].message, Label::from([("en", "How many?")]));
    assert_eq!(faults(json!({ "remark": "x".repeat(70_000) })), ["remark too_long"]);
    assert_eq!(faults(json!({ "mood": "2.5" })), [""; 0]);
    assert_eq!(faults(json!({ "mood": "2.4" })), ["mood range"]);
    assert_eq!(faults(json!({ "mood": "5.5" })), ["mood range"]);
    assert_eq!(faults(json!({ "nmae": "x", "kids/1/age": 3 })), ["nmae unknown_field"]);
    assert_eq!(faults(json!({ "kids/1": {} })), ["kids/1 row_id"]);
    assert_eq!(faults(json!({ "alone": "yes", "with_whom": 5 })), [""; 0], "what is not relevant is not looked at");
    let found = env(|env| validate(&kind(), &mission(), &answers(json!({ "nmae": "x" })), env));
    assert_eq!(found[0].code.to_string(), "the form has no such field; did you mean name?");
}

#[test]
fn codes_exist_are_in_use_and_pass_the_filter() {
    assert_eq!(faults(json!({ "topic": "fire" })), ["topic code"]);
    assert_eq!(faults(json!({ "topics": ["fire", "water"] })), ["topics type"], "not in the order they are stored in");
    assert_eq!(faults(json!({ "topics": ["water", "fire"] })), ["topics code"]);
    assert_eq!(faults(json!({ "district": "old" })), ["district code_not_in_use"]);
    assert_eq!(faults(json!({ "district": "new" })), ["district code_not_in_use"]);
    assert_eq!(faults(json!({ "district": "other" })), ["district code"], "the list is closed");
    assert_eq!(faults(json!({ "district": "south", "province": "2" })), [""; 0]);
    assert_eq!(faults(json!({ "district": "south", "province": "1" })), ["district code_filtered"]);
    assert_eq!(faults(json!({ "topic": "other" })), ["topic_other other_text"]);
    assert_eq!(faults(json!({ "topic": "other", "topic_other": "wells" })), [""; 0]);
    let likes = json!({ kid(1, ""): {}, kid(1, "/likes"): "other" });
    assert_eq!(faults(likes), [format!("{} other_text", kid(1, "/likes_other"))]);
    let offered = |json: Json| -> Vec<String> {
        let mission = mission();
        let codes = env(|env| choices(&kind(), &mission, &answers(json), "district", env));
        codes.iter().map(|code| code.code.clone()).collect()
    };
    assert_eq!(offered(json!({})), ["north", "south"]);
    assert_eq!(offered(json!({ "province": "2" })), ["south"]);
}

#[test]
fn rows_are_limited() {
    let mut kind = kind();
    let rows = |count: u32| (1..=count).map(|number| (kid(number, ""), json!({}))).collect::<Answers>();
    let check = |kind: &Kind, count| env(|env| validate(kind, &mission(), &rows(count), env));
    assert_eq!(check(&kind, 1000), []);
    assert_eq!(check(&kind, 1001)[0].code, ErrorCode::TooManyRows(1000));
    for item in &mut kind.survey {
        if let Item::Repeat(repeat) = item {
            repeat.count = expression("2");
        }
    }
    assert_eq!(check(&kind, 2), []);
    assert_eq!(check(&kind, 3)[0].code, ErrorCode::TooManyRows(2));
}

#[test]
fn json_is_read_strictly_and_stored_one_way() {
    let read = |json: Json| env(|env| read_json(&kind(), &mission(), &map(json), env));
    let fine = read(json!({
        "born": "2005-04", "seen": "2024-01-15T10:00:00+05:45", "weight": "1.50", "tally": 4.0, "mood": 2,
        "topics": ["school", "water", "school"], "topic": "refused", "agree": true, "alone": false, "name": "", "remark": null,
        kid(1, "/age"): 7,
    }));
    let born = json!({ "cal": "ad", "y": 2005, "m": 4, "precision": "month", "from": "2005-04-01", "to": "2005-04-30", "table": 0 });
    let expected = json!({
        "born": born, "seen": "2024-01-15T10:00:00.000+05:45", "weight": "1.50", "tally": 4, "mood": "2",
        "topics": ["water", "school"], "topic": { "missing": "refused" }, "agree": "OK", "alone": "no", kid(1, ""): {}, kid(1, "/age"): 7,
    });
    assert_eq!(fine.unwrap(), answers(expected));
    let bikram = read(json!({ "born": { "cal": "bs", "y": 2062, "m": 1, "d": 5 } })).unwrap();
    assert_eq!(bikram["born"]["from"], json!("2005-04-18"));
    assert_eq!(read(json!(bikram)).unwrap(), bikram, "what is stored is read as it is");
    for (path, json, key) in [
        ("nmae", json!("x"), "unknown_field"),
        ("kids", json!("x"), "unknown_field"),
        ("name/x/y", json!("x"), "unknown_field"),
        ("kids/7/age", json!(7), "row_id"),
        ("KIDS", json!(7), "unknown_field"),
        ("tally", json!("7"), "type"),
        ("tally", json!(7.5), "type"),
        ("tally", json!(9_007_199_254_740_992_u64), "type"),
        ("weight", json!("1e3"), "type"),
        ("weight", json!("1,5"), "type"),
        ("born", json!("2024-02-30"), "date"),
        ("born", json!(2024), "type"),
        ("born", json!({ "cal": "bs", "y": 2062, "x": 1 }), "type"),
        (
            "born",
            json!({ "cal": "ad", "y": 2005, "precision": "year", "from": "2005-01-02", "to": "2005-12-31", "table": 0 }),
            "type",
        ),
        ("born", json!({ "cal": "ad", "y": 2005, "precision": "day" }), "type"),
        ("seen", json!("2024-01-15"), "type"),
        ("topics", json!("water"), "type"),
        ("topics", json!([1]), "type"),
        ("alone", json!("maybe"), "type"),
        ("agree", json!("no"), "type"),
        ("name", json!(5), "type"),
        ("name", json!({ "missing": "lost" }), "type"),
        ("name", json!({ "missing": "unknown", "x": 1 }), "type"),
    ] {
        let errors = read(json!({ path: json })).unwrap_err();
        assert_eq!((errors[0].path.as_str(), errors[0].code.key()), (path, key), "{path} {json}");
    }
    let row_mark = read(json!({ kid(1, ""): { "x": 1 } })).unwrap_err();
    assert_eq!(row_mark[0].code.key(), "type");
}

#[test]
fn every_type_has_its_stored_form() {
    let kinds: Vec<(&str, FieldType, Json, Option<Json>)> = vec![
        ("time", FieldType::Time, json!("9:05"), Some(json!("09:05"))),
        ("time", FieldType::Time, json!("09:05:07"), Some(json!("09:05:07"))),
        ("time", FieldType::Time, json!("25:00"), None),
        ("photo", FieldType::Photo, json!("0190A000-0000-7000-8000-000000000001"), Some(json!(row(1)))),
        ("photo", FieldType::Photo, json!("me.jpg"), None),
        ("ref", FieldType::Ref("person".into()), json!(row(1)), Some(json!(row(1)))),
        ("point", FieldType::Geopoint, json!(" 27.7 85.3 0 0"), Some(json!("27.7 85.3 0 0"))),
        ("point", FieldType::Geopoint, json!("97.7 85.3"), None),
        ("point", FieldType::Geopoint, json!("27.7 85.3; 1 1"), None),
        ("shape", FieldType::Geoshape, json!("1 1; 2 2 ;"), Some(json!("1 1;2 2"))),
        ("rank", FieldType::Rank("topic".into()), json!(["school", "water"]), Some(json!(["school", "water"]))),
        ("note", FieldType::Note, json!("x"), None),
        ("calculate", FieldType::Calculate, json!({ "a": 1 }), None),
        ("calculate", FieldType::Calculate, json!([1, "x"]), Some(json!([1, "x"]))),
    ];
    for (name, r#type, given, stored) in kinds {
        let kind = Kind { survey: vec![item(field(name, r#type))], ..Kind::default() };
        let read = env(|env| read_json(&kind, &mission(), &map(json!({ name: given })), env));
        assert_eq!(read.ok().map(|all| all[name].clone()), stored, "{name} {given}");
    }
    let words = Field { translated: true, ..field("body", FieldType::Text) };
    let kind = Kind { survey: vec![item(words)], ..Kind::default() };
    let read = |json: Json| env(|env| read_json(&kind, &mission(), &map(json!({ "body": json })), env));
    let given = json!({ "en": "Hello", "fr": { "text": "Bonjour", "state": "reviewed" }, "ne": "" });
    let stored =
        json!({ "en": { "text": "Hello", "state": "draft" }, "fr": { "text": "Bonjour", "state": "reviewed" } });
    assert_eq!(read(given).unwrap()["body"], stored);
    assert!(read(json!({ "en": { "text": "x", "state": "perfect" } })).is_err());
    assert!(read(json!("plain")).is_err());
}

#[test]
fn changes_are_told_apart_and_made() {
    let old = answers(json!({ "name": "Maya", "tally": 1, kid(1, ""): {}, kid(1, "/age"): 3, kid(2, ""): {} }));
    let new = answers(json!({ "name": "Maya", "tally": 2, kid(2, ""): {}, kid(2, "/age"): 5 }));
    let changes = diff(&old, &new);
    let expected: Changes = [
        ("tally".into(), Some(json!(2))),
        (kid(1, ""), None),
        (kid(1, "/age"), None),
        (kid(2, "/age"), Some(json!(5))),
    ]
    .into();
    assert_eq!(changes, expected);
    let mut made = old.clone();
    apply(&mut made, &changes);
    assert_eq!(made, new);
    let mut made = old;
    apply(&mut made, &[(kid(1, ""), None), (kid(3, "/age"), Some(json!(8)))].into());
    assert!(!made.contains_key(&kid(1, "/age")), "a row takes its answers along");
    assert_eq!(made[&kid(3, "")], json!({}), "an answer marks its row");
    let read = env(|env| read_changes(&kind(), &mission(), &map(json!({ "name": null, "tally": 3 })), env)).unwrap();
    assert_eq!(read, [("name".into(), None), ("tally".into(), Some(json!(3)))].into());
}

#[test]
fn every_answer_has_one_compartment() {
    let parts = split_by_compartment(
        &kind(),
        &answers(json!({ "name": "Maya", "tally": 1, "topic_other": "wells", kid(1, ""): {}, kid(1, "/age"): 3,
            kid(1, "/likes_other"): "x", "was_here_once": "y" })),
    );
    let paths = |compartment| parts[&compartment].keys().cloned().collect::<Vec<_>>();
    assert_eq!(paths(Compartment::Open), ["tally"]);
    assert_eq!(paths(Compartment::Identity), ["name", "topic_other", "was_here_once"]);
    assert_eq!(paths(Compartment::Legal), [kid(1, ""), kid(1, "/age"), kid(1, "/likes_other")]);
    let open = Kind {
        survey: vec![Item::Repeat(Box::new(Repeat {
            name: "r".into(),
            survey: vec![item(field("c", FieldType::SelectOne("topic".into())))],
            ..Repeat::default()
        }))],
        ..Kind::default()
    };
    assert_eq!(compartment(&open, &format!("r/{}/c", row(1))), Compartment::Open);
    assert_eq!(compartment(&open, &format!("r/{}/c_other", row(1))), Compartment::Identity, "words are never open");
}

#[test]
fn facets_and_terms_hold_open_answers_only() {
    let mut kind = kind();
    kind.survey.push(item(Field { index: true, ..field("day", FieldType::Date) }));
    let day = json!({ "cal": "ad", "y": 2024, "m": 1, "precision": "month", "from": "2024-01-01", "to": "2024-01-31", "table": 0 });
    let all = answers(json!({
        "seen": "2024-01-15T12:00:00.000+00:00", "weight": "1.50", "tally": { "missing": "unknown" }, "topics": ["water", "school"],
        "day": day, kid(1, ""): {}, kid(1, "/age"): 3, "name": "Maya Tamang", "score": 7,
        "remark": "काठमाडौँ, St-Maur: नमस्‍ते l’École 12!",
    }));
    let found = facets(&kind, &all);
    let expected = [
        ("day", "2024-01", 19723.0),
        ("score", "7", 7.0),
        ("seen", "2024-01-15T12:00:00.000+00:00", 19737.5),
        ("tally", "unknown", 0.0),
        ("topics", "school", 0.0),
        ("topics", "water", 0.0),
        ("weight", "1.50", 1.5),
    ];
    assert_eq!(found, expected.map(|(field, value, rank)| (field.to_owned(), value.to_owned(), rank)));
    let words: Vec<String> = terms(&kind, &all).into_iter().collect();
    assert_eq!(words, ["12", "l", "maur", "st", "école", "काठमाडौँ", "नमस्ते"]);
}

#[test]
fn a_title_falls_back_to_the_kind() {
    let mut kind = kind();
    let of = |kind: &Kind, json: Json| env(|env| title(kind, &mission(), &answers(json), env));
    assert_eq!(of(&kind, json!({ "topic": "water" })), "Visit");
    kind.title = expression("concat(jr:choice-name(${topic}, '${topic}'), ' ', ${tally})");
    assert_eq!(of(&kind, json!({ "topic": "water", "tally": 3 })), "Water 3");
    assert_eq!(of(&kind, json!({})), "Visit");
}

#[test]
fn deep_forms_and_paths_are_followed_without_end() {
    let mut items = vec![item(Field { relevant: expression("${top} = 'x'"), ..field("leaf", FieldType::Text) })];
    for level in 0..300 {
        items = vec![Item::Group(Box::new(forms::Group {
            name: format!("g{level}"),
            survey: items,
            ..Default::default()
        }))];
    }
    items.push(item(field("top", FieldType::Text)));
    let kind = Kind { survey: items, ..Kind::default() };
    let mut all = answers(json!({ "top": "x", "leaf": "y" }));
    let done = env(|env| recompute(&kind, &mission(), &mut all, env));
    assert!(done.relevant.contains("leaf") && all.contains_key("leaf"));
    let path = "kids/x/".repeat(20_000);
    assert_eq!(faults(json!({ path: "x" })).len(), 1);
}
