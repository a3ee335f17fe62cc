//! `GET /api/v1/openapi.json`: OpenAPI 3.1, made of the route table and the kinds the caller may reach.

use crate::answer::{Answer, Reply};
use crate::call::Call;
use crate::routes::{Door, ROUTES, Route};
use axum::http::StatusCode;
use forms::roles::Action;
use forms::{CodeList, Field, FieldType, Item, Kind, Mission};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

/// The description, with only the kinds that the caller may view or make.
pub fn openapi(call: &Call) -> Answer {
    let mission = call.app.office.mission();
    let reached = |kind: &Kind| call.views(kind) || call.actor.may_ever(kind, Action::Create);
    let kinds: Vec<&Kind> = mission.kinds.values().map(|kind| &**kind).filter(|kind| reached(kind)).collect();
    Ok(Reply::json(StatusCode::OK, &describe(&mission, &kinds)))
}

/// The whole document for some kinds.
pub fn describe(mission: &Mission, kinds: &[&Kind]) -> Value {
    let mut schemas = Map::new();
    for kind in kinds {
        schemas.insert(schema_name(kind), answers(mission, kind));
    }
    schemas.insert("Problem".into(), problem());
    schemas.insert("PartialDate".into(), date());
    let mut paths = Map::new();
    for route in ROUTES.iter().filter(|route| route.door == Door::Api && route.path.contains("/records/")) {
        for kind in kinds {
            let address = route.path.replacen("{}", &kind.name, 1).replacen("{}", "{id}", 1);
            let place = paths.entry(address.clone()).or_insert_with(|| json!({}));
            if address.contains("{id}") {
                let schema = json!({"type": "string", "format": "uuid"});
                place["parameters"] = json!([{"name": "id", "in": "path", "required": true, "schema": schema}]);
            }
            place[route.method.to_lowercase()] = operation(route, kind);
        }
    }
    paths.insert("/api/v1/files".into(), json!({"post": send_file()}));
    paths.insert("/api/v1/files/{id}".into(), json!({"get": read_file()}));
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Chautari",
            "version": env!("CARGO_PKG_VERSION"),
            "license": {"name": "AGPL-3.0-or-later", "identifier": "AGPL-3.0-or-later"},
        },
        "servers": [{"url": "/"}],
        "security": [{"bearer": []}],
        "paths": paths,
        "components": {
            "securitySchemes": {"bearer": {"type": "http", "scheme": "bearer"}},
            "schemas": schemas,
        },
    })
}

/// How a file comes in: alone, before the record that names it. It is kept for a day unless an answer names it.
fn send_file() -> Value {
    let parameter = |name: &str, schema: Value, what: &str| json!({"name": name, "in": "query", "required": true, "schema": schema, "description": what});
    let problem = json!({"schema": {"$ref": "#/components/schemas/Problem"}});
    let sent = json!({
        "type": "object",
        "required": ["id", "media", "bytes"],
        "properties": {"id": id(), "media": {"type": "string"}, "bytes": {"type": "integer"}},
    });
    json!({
        "operationId": "send_file",
        "summary": "Send a file of at most 20 MB, then give its id as the answer of its record",
        "parameters": [
            parameter("kind", json!({"type": "string"}), "kind of the record"),
            parameter("record", id(), "id of the record, which need not be there yet"),
            parameter("path", json!({"type": "string"}), "path of the answer"),
            {
                "name": "Content-Disposition", "in": "header", "required": false, "schema": {"type": "string"},
                "description": "attachment; filename*=UTF-8''name.pdf: the file's own name",
            },
        ],
        "requestBody": {
            "required": true,
            "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
        },
        "responses": {
            "201": {"description": "Kept for a day", "content": {"application/json": {"schema": sent}}},
            "default": {"description": "Nothing of it is kept", "content": {"application/problem+json": problem}},
        },
    })
}

fn read_file() -> Value {
    let problem = json!({"schema": {"$ref": "#/components/schemas/Problem"}});
    let bytes = json!({"schema": {"type": "string", "format": "binary"}});
    json!({
        "operationId": "read_file",
        "summary": "Read a file that an answer names",
        "parameters": [{"name": "id", "in": "path", "required": true, "schema": id()}],
        "responses": {
            "200": {"description": "Its bytes", "content": {"application/octet-stream": bytes}},
            "default": {"description": "Not read", "content": {"application/problem+json": problem}},
        },
    })
}

fn schema_name(kind: &Kind) -> String {
    kind.name
        .split('_')
        .map(|part| {
            let mut letters = part.chars();
            letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
        })
        .collect()
}

fn operation(route: &Route, kind: &Kind) -> Value {
    let answer = json!({"$ref": format!("#/components/schemas/{}", schema_name(kind))});
    let one = record(kind, &answer);
    let (name, good, content, body) = match (route.method, route.path.ends_with("{}/{}")) {
        ("GET", false) => ("list", "200", page(&one), None),
        ("GET", true) => ("open", "200", one, None),
        ("POST", _) => ("create", "201", saved(), Some(sent(&answer))),
        _ => ("change", "200", saved(), Some(sent(&answer))),
    };
    let problem = json!({"schema": {"$ref": "#/components/schemas/Problem"}});
    let mut operation = json!({
        "operationId": format!("{name}_{}", kind.name),
        "summary": kind.label.get("en"),
        "responses": {
            good: {"description": "Done", "content": {"application/json": {"schema": content}}},
            "default": {
                "description": "Not done; nothing was changed",
                "content": {"application/problem+json": problem},
            },
        },
    });
    if let Some(body) = body {
        operation["requestBody"] = json!({"required": true, "content": {"application/json": {"schema": body}}});
    }
    operation
}

fn record(kind: &Kind, answers: &Value) -> Value {
    json!({
        "type": "object",
        "required": ["id", "kind", "version", "stage", "site", "owner", "parent", "person", "opened", "title", "answers"],
        "additionalProperties": false,
        "properties": {
            "id": id(),
            "kind": {"const": kind.name},
            "version": {"type": "integer"},
            "stage": {"type": "string"},
            "site": id_or_null(),
            "owner": id_or_null(),
            "parent": id_or_null(),
            "person": id_or_null(),
            "opened": {"type": "integer", "description": "microseconds since 1970"},
            "title": {"type": "string"},
            "answers": answers,
        },
    })
}

fn page(one: &Value) -> Value {
    json!({
        "type": "object",
        "required": ["items", "next"],
        "additionalProperties": false,
        "properties": {"items": {"type": "array", "items": one}, "next": {"type": ["string", "null"]}},
    })
}

fn id() -> Value {
    json!({"type": "string", "format": "uuid"})
}

fn id_or_null() -> Value {
    json!({"type": ["string", "null"], "format": "uuid"})
}

fn sent(answers: &Value) -> Value {
    let child = json!({
        "type": "object",
        "required": ["kind"],
        "properties": {"kind": {"type": "string"}, "id": id(), "changes": {"type": "object"}},
    });
    json!({
        "type": "object",
        "additionalProperties": false,
        "properties": {
            "id": id(),
            "base": {"type": "integer"},
            "happened": {"type": "integer", "description": "microseconds since 1970"},
            "changes": answers,
            "parent": id(),
            "person": id(),
            "site": id(),
            "owner": id(),
            "stage": {"type": "string"},
            "reason": {"type": "string"},
            "children": {"type": "array", "items": child},
        },
    })
}

fn saved() -> Value {
    json!({
        "type": "object",
        "required": ["id", "version", "conflicts"],
        "properties": {
            "id": id(),
            "version": {"type": "integer"},
            "conflicts": {"type": "array", "items": {"type": "string"}},
        },
    })
}

/// The answers of a kind: its fields by path; fields of repeats stand behind `repeat/<row id>/`.
fn answers(mission: &Mission, kind: &Kind) -> Value {
    let (mut properties, mut patterns) = (Map::new(), Map::new());
    fields(mission, &kind.survey, "", &mut properties, &mut patterns);
    json!({
        "type": "object",
        "description": kind.hint.get("en"),
        "additionalProperties": false,
        "properties": properties,
        "patternProperties": patterns,
    })
}

const ROW: &str = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";

fn fields(
    mission: &Mission,
    survey: &[Item],
    within: &str,
    open: &mut Map<String, Value>,
    rows: &mut Map<String, Value>,
) {
    for item in survey {
        match item {
            Item::Field(field) if stores(field) => {
                let mut put = |name: String, answer: Value| {
                    if within.is_empty() {
                        open.insert(name, answer);
                    } else {
                        rows.insert(format!("^{within}{name}$"), answer);
                    }
                };
                put(field.name.clone(), json!({"anyOf": [schema(mission, field), missing(), {"type": "null"}]}));
                if list_of(mission, field).is_some_and(CodeList::takes_other) {
                    put(
                        format!("{}_other", field.name),
                        json!({"anyOf": [{"type": "string"}, missing(), {"type": "null"}]}),
                    );
                }
            }
            Item::Field(_) => {}
            Item::Group(group) => fields(mission, &group.survey, within, open, rows),
            Item::Repeat(repeat) => {
                let row = format!("{within}{}/{ROW}", repeat.name);
                rows.insert(format!("^{row}$"), json!({"type": ["object", "null"]}));
                fields(mission, &repeat.survey, &format!("{row}/"), open, rows);
            }
        }
    }
}

fn stores(field: &Field) -> bool {
    !matches!(field.r#type, FieldType::Note | FieldType::Children(_))
}

fn missing() -> Value {
    json!({
        "type": "object",
        "required": ["missing"],
        "additionalProperties": false,
        "properties": {"missing": {"enum": ["unknown", "not_asked", "refused"]}},
    })
}

/// The list whose codes a field takes, where the words of "other" have a field of their own.
fn list_of<'a>(mission: &'a Mission, field: &Field) -> Option<&'a CodeList> {
    match &field.r#type {
        FieldType::SelectOne(list) | FieldType::SelectMultiple(list) => mission.codes.get(list).map(|list| &**list),
        _ => None,
    }
}

/// What a code of a list is; nothing for a list that has none.
fn code(mission: &Mission, list: &str) -> Value {
    let Some(list) = mission.codes.get(list) else { return json!(false) };
    // Choices of a cascade may share a code, and no schema says one twice.
    let mut codes: BTreeSet<&str> = list.codes.iter().map(|code| code.code.as_str()).collect();
    if list.takes_other() {
        codes.insert("other");
    }
    if codes.is_empty() { json!(false) } else { json!({"enum": codes}) }
}

fn schema(mission: &Mission, field: &Field) -> Value {
    if field.translated {
        let one = json!({
            "type": "object",
            "required": ["text"],
            "properties": {"text": {"type": "string"}, "state": {"enum": ["draft", "outdated", "reviewed"]}},
        });
        return json!({"type": "object", "description": "by language", "additionalProperties": one});
    }
    match &field.r#type {
        FieldType::Integer => json!({"type": "integer"}),
        FieldType::SelectOne(list) => code(mission, list),
        FieldType::SelectMultiple(list) | FieldType::Rank(list) => {
            json!({"type": "array", "items": code(mission, list)})
        }
        FieldType::YesNo => json!({"enum": ["yes", "no"]}),
        FieldType::Date | FieldType::Today => {
            json!({"anyOf": [{"$ref": "#/components/schemas/PartialDate"}, {"type": "string"}]})
        }
        FieldType::Ref(_) => id(),
        r#type if casework::files::is_file(r#type) => json!({
            "type": "string",
            "format": "uuid",
            "description": "the id of a file that was sent to /api/v1/files for this answer",
        }),
        FieldType::Calculate => json!({"type": ["string", "number", "array"], "readOnly": true}),
        _ => json!({"type": "string"}),
    }
}

fn date() -> Value {
    json!({
        "type": "object",
        "required": ["cal", "y", "precision", "from", "to", "table"],
        "properties": {
            "cal": {"enum": ["ad", "bs"]},
            "y": {"type": "integer"},
            "m": {"type": "integer"},
            "d": {"type": "integer"},
            "precision": {"enum": ["day", "month", "year", "estimate"]},
            "from": {"type": "string", "format": "date"},
            "to": {"type": "string", "format": "date"},
            "table": {"type": "integer"},
        },
    })
}

fn problem() -> Value {
    json!({
        "type": "object",
        "required": ["type", "title", "status", "detail"],
        "properties": {
            "type": {"type": "string"},
            "title": {"type": "string"},
            "status": {"type": "integer"},
            "detail": {"type": "string"},
            "fields": {"type": "array", "items": {"type": "object"}},
            "rules": {"type": "array", "items": {"type": "object"}},
            "clashes": {"type": "array", "items": {"type": "object"}},
        },
    })
}
