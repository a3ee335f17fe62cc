//! The description of the API: an independent validator reads it, and what the API answers is what it says.

use crate::office::{Desk, Method, mission_with};
use casework::accounts::{Scope, issue};
use serde_json::{Value, json};
use std::io::Write;
use std::process::{Command, Stdio};

/// Reads the document, then judges each answer by the schema at its place.
const SCRIPT: &str = r##"
import json, sys
from openapi_spec_validator import OpenAPIV31SpecValidator
from jsonschema import Draft202012Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012
asked = json.load(sys.stdin)
said = [e.message for e in OpenAPIV31SpecValidator(asked["document"]).iter_errors()]
registry = Registry().with_resource("urn:doc", Resource(contents=asked["document"], specification=DRAFT202012))
for one in asked["answers"]:
    schema = {"$ref": "urn:doc#" + one["place"]}
    for e in Draft202012Validator(schema, registry=registry).iter_errors(one["answer"]):
        said.append(one["place"] + ": " + e.json_path + ": " + e.message[:300])
print(json.dumps(said))
"##;

/// What the validator says; `None` when `CHAUTARI_PYXFORM`, a Python with openapi-spec-validator, is not set.
fn validator(document: &Value, answers: &[(String, Value)]) -> Option<Vec<String>> {
    let Some(python) = std::env::var("CHAUTARI_PYXFORM").ok().filter(|python| !python.is_empty()) else {
        println!("openapi-spec-validator was not asked: CHAUTARI_PYXFORM is not set");
        return None;
    };
    let answers: Vec<Value> = answers.iter().map(|(place, answer)| json!({"place": place, "answer": answer})).collect();
    let asked = json!({"document": document, "answers": answers}).to_string();
    let mut child = Command::new(&python)
        .args(["-c", SCRIPT])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap_or_else(|error| panic!("CHAUTARI_PYXFORM={python}: {error}"));
    child.stdin.take().unwrap().write_all(asked.as_bytes()).unwrap();
    Some(serde_json::from_slice(&child.wait_with_output().unwrap().stdout).unwrap())
}

/// Grants someone's role every kind, and gives her a token for all she may.
fn everything(desk: &Desk, name: &str) -> String {
    let office = &desk.app.office;
    let user = desk.user(name);
    let kinds: Vec<String> = office.mission().kinds.keys().cloned().collect();
    let parts: Vec<&str> = forms::Compartment::ALL.iter().map(|part| part.name()).collect();
    let role = format!(
        "social_worker:\n  label: {{en: All}}\n  second_factor: true\n  grants:\n    - {{kinds: [{}], \
         do: [view, create, change, move], where: tenant, see: [{}]}}\n",
        kinds.join(", "),
        parts.join(", ")
    );
    office.set_mission(mission_with(&[("roles.yaml", &role)]));
    let scope = Scope {
        actions: ["view", "create", "change", "move"].map(str::to_owned).into(),
        see: forms::Compartment::ALL.iter().map(|part| part.name().to_owned()).collect(),
        ..Scope::default()
    };
    issue(office, 1, user, "test", &scope, office.now() + 3_600_000_000).unwrap()
}

/// Where the schema of an operation's part stands in the document.
fn place(path: &str, operation: &str, part: &str) -> String {
    let path = path.replace('~', "~0").replace('/', "~1");
    format!("/paths/{path}/{operation}/{part}/schema")
}

const GIVEN: &str = "responses/200/content/application~1json";

#[test]
fn an_independent_validator_reads_the_description_and_finds_every_answer_as_described() {
    let desk = Desk::new();
    desk.case();
    let token = everything(&desk, "maya");
    let get = |path: &str| {
        let (status, answer) = desk.api(&token, Method::Get, path, &Value::Null);
        assert_eq!(status, 200, "{path}: {answer}");
        answer
    };
    let document = get("/api/v1/openapi.json");
    let mut answers = Vec::new();
    let mut seen = 0;
    for kind in desk.app.office.mission().kinds.keys() {
        let path = format!("/api/v1/records/{kind}");
        assert!(document["paths"][&path].is_object(), "{kind} is described");
        let (status, list) = desk.api(&token, Method::Get, &path, &Value::Null);
        if status != 200 {
            continue;
        }
        for item in list["items"].as_array().unwrap() {
            let one = format!("{path}/{{id}}");
            answers.push((place(&one, "get", GIVEN), get(&format!("{path}/{}", item["id"].as_str().unwrap()))));
            seen += 1;
        }
        answers.push((place(&path, "get", GIVEN), list));
    }
    assert!(seen > 4, "{seen} records were looked at");

    // What may be sent is what is taken, and what is refused is told as a problem.
    let row = format!("names/{}", desk.app.office.new_id());
    let person = json!({"changes": {
        "presumed_child": "yes", "sex": "female", &row: {}, format!("{row}/kind"): "birth",
        format!("{row}/latin"): "Sita Rai", format!("{row}/source"): "self",
    }});
    let people = "/api/v1/records/person";
    let (status, made) = desk.api(&token, Method::Post, people, &person);
    assert_eq!(status, 201, "{made}");
    answers.push((place(people, "post", "requestBody/content/application~1json"), person));
    answers.push((place(people, "post", "responses/201/content/application~1json"), made));
    for wrong in [json!({"changes": {"sex": "purple"}}), json!({"changes": {"no_such": 1}}), json!({"chnges": {}})] {
        let (status, problem) = desk.api(&token, Method::Post, people, &wrong);
        assert!(status >= 400, "{problem}");
        answers.push((place(people, "post", "responses/default/content/application~1problem+json"), problem));
    }
    if let Some(said) = validator(&document, &answers) {
        assert!(said.is_empty(), "{}", said.join("\n"));
        // The judge is awake: an answer of another shape is found.
        let wrong = [(place(people, "get", GIVEN), json!({"items": [{"id": 1}], "next": 2}))];
        assert!(!validator(&document, &wrong).unwrap().is_empty());
    }
}
