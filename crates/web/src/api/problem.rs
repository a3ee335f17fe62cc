//! Errors as problem JSON (RFC 9457).

use crate::answer::{Reply, meaning};
use axum::http::{HeaderValue, StatusCode, header};
use casework::{Clash, Error};
use forms::answers::FieldError;
use serde_json::{Map, Value, json};

/// An error as problem JSON.
pub fn problem(error: &Error) -> Reply {
    let (status, key, detail) = meaning(error);
    let mut more = Map::new();
    match error {
        Error::Invalid(errors) => {
            more.insert("fields".into(), errors.iter().map(field).collect());
        }
        Error::Refused(broken) => {
            let rules = broken
                .iter()
                .map(|b| json!({"rule": b.rule, "fields": b.fields, "message": b.message.0, "reason": b.reason}));
            more.insert("rules".into(), rules.collect());
        }
        Error::Stale(clashes) => {
            more.insert("clashes".into(), clashes.iter().map(clash).collect());
        }
        _ => {}
    }
    let text = match error {
        Error::Store(fault) => {
            tracing::error!(%fault, "a request failed");
            "a fault of the program; it is in its log".into()
        }
        _ if detail.is_empty() => error.to_string(),
        _ => detail,
    };
    let reply = of(status, key, &text, more);
    if matches!(error, Error::Busy) { reply.with(header::RETRY_AFTER, "2") } else { reply }
}

/// What was wrong with a request before anything was done with it.
pub fn refused(status: StatusCode, key: &str, detail: &str) -> Reply {
    of(status, key, detail, Map::new())
}

/// Without a token that works.
pub fn unauthorised() -> Reply {
    of(StatusCode::UNAUTHORIZED, "unauthorised", "Send a bearer token that has not ended.", Map::new())
        .with(header::WWW_AUTHENTICATE, "Bearer")
}

fn field(error: &FieldError) -> Value {
    json!({"path": error.path, "error": error.code.key()})
}

fn clash(clash: &Clash) -> Value {
    json!({"path": clash.path, "theirs": clash.theirs, "yours": clash.yours, "at": clash.at})
}

fn of(status: StatusCode, key: &str, detail: &str, more: Map<String, Value>) -> Reply {
    let mut body = json!({
        "type": format!("urn:chautari:problem:{key}"),
        "title": key,
        "status": status.as_u16(),
        "detail": detail,
    });
    if let Value::Object(members) = &mut body {
        members.extend(more);
    }
    let media = (header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
    Reply { headers: vec![media], body: body.to_string().into_bytes(), ..Reply::empty(status) }
}
