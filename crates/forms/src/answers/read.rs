//! Answers from the API, an import or a device: types checked strictly, written the one way they are stored.

use super::check::check;
use super::shape::{Node, Shape, What};
use super::{Answers, Changes, ErrorCode, FieldError, is_row, rows_around};
use crate::expr::Env;
use crate::kind::{Field, FieldType, Kind};
use crate::mission::Mission;
use serde_json::{Map, Value as Json};

/// Reads whole answers. A null is blank; the rows that answers stand in are marked.
///
/// # Errors
/// All that is wrong with them: a path the form does not have, with the nearest name, or an answer of another type.
pub fn read_json(
    kind: &Kind,
    mission: &Mission,
    map: &Map<String, Json>,
    env: &Env,
) -> Result<Answers, Vec<FieldError>> {
    let changes = read_changes(kind, mission, map, env)?;
    let mut answers = Answers::new();
    super::apply(&mut answers, &changes);
    Ok(answers)
}

/// Reads changes of answers, in which a null takes an answer or a row away.
///
/// # Errors
/// As [`read_json`].
pub fn read_changes(
    kind: &Kind,
    mission: &Mission,
    map: &Map<String, Json>,
    env: &Env,
) -> Result<Changes, Vec<FieldError>> {
    let shape = Shape::of(kind, mission);
    let mut changes = Changes::new();
    let mut errors = Vec::new();
    for (path, json) in map {
        match read_one(&shape, mission, path, json, env) {
            Ok(json) => drop(changes.insert(path.clone(), json)),
            Err(code) => errors.push(FieldError::new(path.clone(), code)),
        }
    }
    if errors.is_empty() { Ok(changes) } else { Err(errors) }
}

/// One answer or mark of a row, as it is stored.
pub(super) fn read_one(
    shape: &Shape,
    mission: &Mission,
    path: &str,
    json: &Json,
    env: &Env,
) -> Result<Option<Json>, ErrorCode> {
    let unknown = || ErrorCode::UnknownField(shape.nearest(path));
    let node = shape.at(path).ok_or_else(unknown)?;
    if !rows_around(path).all(has_id) {
        return Err(ErrorCode::RowId);
    }
    if is_row(path) {
        let mark = json.as_object().is_some_and(Map::is_empty);
        return match json {
            Json::Null => Ok(None),
            _ if !has_id(path) => Err(ErrorCode::RowId),
            _ if mark => Ok(Some(json.clone())),
            _ => Err(ErrorCode::Type("{}, the mark of a row")),
        };
    }
    check(&field_of(node), mission, json, env)
}

/// The field that an answer at a node is checked by; the text of an `other` is a text.
pub(super) fn field_of<'a>(node: &Node<'a>) -> std::borrow::Cow<'a, Field> {
    match node.what {
        What::Field(field) => std::borrow::Cow::Borrowed(field),
        _ => std::borrow::Cow::Owned(Field { r#type: FieldType::Text, ..Field::default() }),
    }
}

/// True when the last part of a row's path is a UUID as it is stored.
pub(super) fn has_id(row: &str) -> bool {
    let id = row.rsplit('/').next().unwrap_or_default();
    uuid::Uuid::try_parse(id).is_ok_and(|uuid| uuid.hyphenated().to_string() == id)
}
