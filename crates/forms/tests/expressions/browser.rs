//! The browser's evaluator (`assets/expression.js`) gives the same values as this one: over the fixtures, over the cases
//! of the data folder, and over generated expressions.

use forms::answers::{bikram_table, shape_json};
use forms::expr::Expression;
use serde_json::{Value as Json, json};
use std::path::{Path, PathBuf};
use std::process::Command;

/// What the browser is told of the tests' form.
fn form() -> Json {
    let (kind, mission) = (crate::form::kind(), crate::form::mission());
    let mut labels = serde_json::Map::new();
    for (field, list) in [("topic", "topic"), ("topics", "topic"), ("likes", "topic"), ("district", "district")] {
        let codes = mission.codes[list].codes.iter().map(|code| (code.code.clone(), json!(code.label)));
        labels.insert(field.into(), Json::Object(codes.collect()));
    }
    let table = calendar::Table::embedded();
    let bikram = json!({ "en": bikram_table(table, "en"), "ne": bikram_table(table, "ne") });
    json!({ "shape": shape_json(&kind, &mission), "labels": labels, "bikram": bikram })
}

/// Writes cases with their trees where Node finds them.
fn write(name: &str, mut cases: Vec<Json>) -> PathBuf {
    for case in &mut cases {
        let read = Expression::parse_noting(case["expr"].as_str().expect("an expression"));
        case["tree"] = read.map_or(Json::Null, |(expression, _)| json!(&*expression.tree));
    }
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let text = json!({ "form": form(), "cases": cases }).to_string();
    std::fs::write(&path, text).expect("the target folder can be written");
    path
}

/// Runs Node over the files; a computer without Node fails the test.
fn node(files: &[PathBuf]) {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/js/expressions.test.mjs");
    let files: Vec<String> = files.iter().map(|file| file.display().to_string()).collect();
    let output = Command::new("node").arg("--test").arg(&script).env("CASES", files.join("\n")).output();
    let output = output.expect("Node is installed (Debian: apt install nodejs)");
    let text = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{text}");
    assert!(text.contains(&format!("pass {}", files.len())), "not every file was tried:\n{text}");
}

#[test]
fn fixtures_give_the_same_in_the_browser() {
    let mut files = vec![write("own.json", crate::cases::cases(include_str!("../fixtures/expressions.jsonl")))];
    match std::env::var("CHAUTARI_DATA") {
        Ok(folder) => {
            let lines = std::fs::read_to_string(format!("{folder}/expressions/cases.jsonl")).expect("cases.jsonl");
            files.push(write("data.json", crate::cases::cases(&lines)));
        }
        Err(_) => println!("the cases of the data folder were not part of the run: CHAUTARI_DATA is not set"),
    }
    node(&files);
}

#[test]
fn generated_expressions_give_the_same_in_the_browser() {
    let cases = crate::generate::cases(1, 4000);
    let errors = cases.iter().filter(|case| case["type"] == "error").count();
    assert!(errors * 4 < cases.len(), "{errors} of the generated cases have no value");
    node(&[write("generated.json", cases)]);
}
