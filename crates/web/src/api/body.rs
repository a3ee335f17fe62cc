//! Reading what is sent, within bounds: bad input gets an error that says where, and holds nothing of what was sent.

use casework::Error;
use serde::de::{Error as _, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::error::Category;
use serde_json::{Map, Value};
use std::fmt;
use uuid::Uuid;

/// Deepest nesting of a body; answers are flat, so that real ones need five.
const DEPTH_MOST: usize = 12;

/// A record as it is sent.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Sent {
    pub id: Option<Uuid>,
    pub base: i64,
    pub happened: i64,
    pub changes: Members,
    pub parent: Option<Uuid>,
    pub person: Option<Uuid>,
    pub site: Option<Uuid>,
    pub owner: Option<Uuid>,
    pub stage: Option<String>,
    pub reason: String,
    pub children: Vec<Members>,
}

/// The members of an object, each given once: of two, nobody knows which was meant.
#[derive(Default)]
pub struct Members(pub Map<String, Value>);

impl<'de> Deserialize<'de> for Members {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Once;
        impl<'de> Visitor<'de> for Once {
            type Value = Members;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Members, A::Error> {
                let mut members = Map::new();
                while let Some((name, value)) = access.next_entry::<String, Value>()? {
                    if members.insert(name, value).is_some() {
                        return Err(A::Error::custom("a member stands twice"));
                    }
                }
                Ok(Members(members))
            }
        }
        deserializer.deserialize_map(Once)
    }
}

/// A child record sent with its parent.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SentChild {
    pub kind: String,
    pub id: Option<Uuid>,
    #[serde(default)]
    pub changes: Members,
}

/// Reads a child of a body.
///
/// # Errors
/// [`Error::Request`]: a member is unknown, missing or of another type.
pub fn child(sent: Members) -> Result<SentChild, Error> {
    serde_json::from_value(Value::Object(sent.0))
        .map_err(|error| Error::Request(format!("children: {}", reason(&error))))
}

/// Reads a body.
///
/// # Errors
/// [`Error::Request`] with the place of the fault.
pub fn read(body: &[u8]) -> Result<Sent, Error> {
    let text = std::str::from_utf8(body)
        .map_err(|error| Error::Request(format!("the body is not UTF-8 from byte {}", error.valid_up_to())))?;
    if depth(text) > DEPTH_MOST {
        return Err(Error::Request(format!("the body is nested deeper than {DEPTH_MOST}")));
    }
    // A list would be read as the members in their order.
    if !text.trim_start().starts_with('{') && !text.trim_start().is_empty() {
        return Err(Error::Request("the body is not as a record is sent: it is no JSON object".into()));
    }
    serde_json::from_str(text).map_err(|error| {
        let (line, column, why) = (error.line(), error.column(), reason(&error));
        Error::Request(format!("the body is not as a record is sent (line {line}, column {column}): {why}"))
    })
}

fn reason(error: &serde_json::Error) -> &'static str {
    match error.classify() {
        Category::Eof => "it ends too early",
        Category::Syntax => "it is not JSON",
        Category::Data => "a member is unknown, missing, given twice or of another type",
        Category::Io => "it could not be read",
    }
}

/// How deep brackets are nested, texts left out.
fn depth(text: &str) -> usize {
    let (mut depth, mut most, mut quoted, mut escaped) = (0usize, 0, false, false);
    for byte in text.bytes() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            b'{' | b'[' if !quoted => {
                depth += 1;
                most = most.max(depth);
            }
            b'}' | b']' if !quoted => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    most
}

#[cfg(test)]
mod tests {
    use super::*;

    fn why(body: &[u8]) -> String {
        match read(body) {
            Err(Error::Request(why)) => why,
            Err(other) => panic!("{other:?}"),
            Ok(_) => "read".into(),
        }
    }

    #[test]
    fn what_is_wrong_with_a_body_is_said_with_its_place_and_without_its_words() {
        assert!(why(b"{\"changes\": {\"name\": \"Asha").contains("ends too early"));
        assert!(why(b"{\"chnges\": {}}").contains("unknown"));
        assert!(why(b"{\"changes\": {\"a\": 1, \"a\": 2}}").contains("twice"));
        assert!(why(b"[null, 0]").contains("no JSON object"));
        assert!(why(b"\xff\xfe").contains("byte 0"));
        assert!(why(&b"[".repeat(100_000)).contains("deeper"));
        assert!(!why(b"{\"changes\": {\"name\": \"Asha}").contains("Asha"));
        assert_eq!(why(b"{\"changes\": {\"a\": \"[[[[[[[[[[[[[[[\"}}"), "read");
    }
}
