//! The API: JSON that is none, that is deep, large, double or of other types; every field of every kind.

use crate::{Heard, Served, harmless};
use forms::{Field, FieldType};
use serde_json::{Value, json};
use web::Limits;

fn post(served: &Served, token: &str, kind: &str, body: &[u8]) -> Heard {
    let headers = [("authorization", token), ("content-type", "application/json")];
    served.ask(&format!("POST /api/v1/records/{kind}"), &headers, body)
}

#[test]
fn what_is_no_record_is_refused_with_its_place() {
    let served = Served::new(Limits::default());
    let token = served.token();
    harmless(&served, || {
        let deep = |open: &str, close: &str| {
            format!("{{\"changes\":{{\"sex\":{}1{}}}}}", open.repeat(100_000), close.repeat(100_000))
        };
        for (what, body, status) in [
            ("nothing", String::new(), 400),
            ("cut off", "{\"changes\": {\"sex\": \"fem".into(), 400),
            ("a list", "[]".into(), 400),
            ("100,000 lists deep", deep("[", "]"), 400),
            ("100,000 objects deep", deep("{\"a\":", "}"), 400),
            ("never closed", "[".repeat(1_000_000), 400),
            ("a number beyond numbers", "{\"base\": 1e999999}".into(), 400),
            ("a number of 1 MB", format!("{{\"base\": {}}}", "9".repeat(1_000_000)), 400),
            ("a number beyond whole ones", "{\"happened\": 99999999999999999999}".into(), 400),
            ("not a number", "{\"happened\": NaN}".into(), 400),
            ("the same member twice", "{\"base\": 0, \"base\": 0}".into(), 400),
            ("the same answer twice", "{\"changes\": {\"sex\": \"male\", \"sex\": \"male\"}}".into(), 400),
            ("a child that is a list", "{\"children\": [[\"consent\"]]}".into(), 400),
            ("an unknown member", "{\"isAdmin\": true}".into(), 400),
            ("an id that is none", "{\"id\": \"../../x\"}".into(), 400),
            ("half of a pair of surrogates", "{\"reason\": \"\\ud800\"}".into(), 400),
            ("a NUL", "{\"changes\": {\"sex\": \"a\\u0000b\"}}".into(), 422),
            (
                "a path that is none",
                "{\"changes\": {\"../../x\": 1, \"names//\": 1, \"$stage\": \"closed\"}}".into(),
                422,
            ),
            ("a prototype", "{\"changes\": {\"__proto__\": {\"a\": 1}}}".into(), 422),
            ("3 MB", format!("{{\"reason\": \"{}\"}}", "a".repeat(3_000_000)), 413),
        ] {
            let heard = post(&served, &token, "person", body.as_bytes());
            assert_eq!(heard.status, status, "{what}: {heard:?}");
            assert!(heard.head.contains("application/problem+json"), "{what}: {heard:?}");
            let problem: Value = serde_json::from_str(&heard.body).unwrap_or_else(|_| panic!("{what}: {heard:?}"));
            assert!(problem["detail"].as_str().is_some_and(|detail| !detail.is_empty()), "{what}");
            assert!(!heard.body.contains("fem"), "{what}: what was typed is not said back");
        }
        assert_eq!(post(&served, &token, "person", b"\xff\xfe{\x00}\x00").status, 400);
        for token in ["", "Bearer", "Bearer x", "Basic YTpi", &format!("Bearer {}", "a".repeat(10_000))] {
            assert_eq!(post(&served, token, "person", b"{}").status, 401, "{token}");
        }
    });
}

/// Values of every type but the field's own.
fn wrong(field: &Field) -> Vec<Value> {
    let mut values = vec![
        json!({"a": 1}),
        json!([[1]]),
        json!({"missing": "because"}),
        json!({"missing": "unknown", "more": 1}),
        json!([{"a": null}]),
    ];
    match field.r#type {
        FieldType::Text | FieldType::Hidden | FieldType::Barcode | FieldType::Deviceid | FieldType::Username => {
            values.extend([json!(1), json!(true), json!("a".repeat(1_000_000))]);
        }
        FieldType::Integer => values.extend([json!(1.5), json!("x"), json!(1e300), json!(true)]),
        FieldType::Decimal | FieldType::Range => values.extend([json!("1e5"), json!("x"), json!(true), json!("NaN")]),
        FieldType::YesNo | FieldType::Acknowledge => values.extend([json!("maybe"), json!(1), json!("YES")]),
        FieldType::Calculate | FieldType::Foreign(_) => values.clear(),
        _ => values.extend([json!("'; DROP TABLE record; --"), json!(-1), json!(true)]),
    }
    values
}

#[test]
fn a_value_of_another_type_is_refused_for_every_type_of_field() {
    let served = Served::new(Limits::default());
    let token = served.token();
    let mission = served.desk.app.office.mission();
    let case = served.desk.case();
    let mut seen = std::collections::BTreeSet::new();
    harmless(&served, || {
        for kind in
            mission.kinds.values().filter(|kind| kind.parent.is_empty() || kind.parent.contains(&"case".to_owned()))
        {
            for field in kind.fields() {
                let sort = format!("{:?}", field.r#type).split('(').next().unwrap().to_owned();
                let stored = !matches!(field.r#type, FieldType::Note | FieldType::Children(_));
                let alone = kind.field(&field.name).is_some() && stored && !field.translated;
                if !alone || !seen.insert(sort.clone()) {
                    continue;
                }
                for value in wrong(field) {
                    let mut body = json!({"changes": {field.name.clone(): value}});
                    if !kind.parent.is_empty() {
                        body["parent"] = json!(case);
                    }
                    let body = body.to_string();
                    let heard = post(&served, &token, &kind.name, body.as_bytes());
                    assert!(
                        [422, 403, 404].contains(&heard.status),
                        "{sort} {}/{}: {} {heard:?}",
                        kind.name,
                        field.name,
                        &body[..body.len().min(200)]
                    );
                }
            }
        }
    });
    assert!(seen.len() > 12, "{seen:?}");
}
