//! A flat form that tells who someone is makes her record of kind `person` in the same transaction: each answer becomes
//! a claim with its source and day, never a truth.

use crate::actor::Actor;
use crate::record::Staged;
use crate::{Office, Result, reserved};
use forms::answers::Answers;
use forms::kind::Claim;
use forms::{Field, FieldType, Kind, Mission};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use store::RecordRow;

/// Where a claim stands on a person: the repeat that gathers what was said, or a single field.
const PLACES: [(&str, &str, &str); 3] =
    [("name", "names", "latin"), ("birth", "births", "date"), ("origin", "origins", "country")];

/// The person a new record's claims make, staged; `None` when its kind makes none or the person is known.
///
/// # Errors
/// What staging says.
pub fn person(office: &Office, mission: &Mission, actor: &Actor, staged: &mut Staged) -> Result<Option<Staged>> {
    let (Some(claims), Some(kind)) = (&staged.kind.claims, mission.kinds.get("person")) else { return Ok(None) };
    if staged.row.person.is_some() {
        return Ok(None);
    }
    let mut answers = Answers::new();
    for (name, claim) in &claims.claims {
        add(office, mission, kind, name, claim, &staged.after, &mut answers);
    }
    if answers.is_empty() {
        return Ok(None);
    }
    let id = office.new_id();
    staged.row.person = Some(id);
    staged.reserved.insert("$person".into(), json!(id));
    let row = RecordRow {
        id,
        kind: kind.name.clone(),
        site: staged.row.site,
        owner: staged.row.owner,
        author: actor.id(),
        root: id,
        opened: staged.row.opened,
        definition: kind.hash.clone(),
        ..RecordRow::default()
    };
    let mut person = Staged { after: answers, ..Staged::new(kind.clone(), row, reserved::whole(kind)) };
    person.note_origin(office.now());
    Ok(Some(person))
}

/// Adds one claim to the answers of a person.
fn add(office: &Office, mission: &Mission, kind: &Kind, name: &str, claim: &Claim, from: &Answers, to: &mut Answers) {
    let mut columns: BTreeMap<&str, Value> = BTreeMap::new();
    for (column, fields) in &claim.from {
        let values: Vec<&Value> = fields.iter().filter_map(|field| from.get(field)).collect();
        if let Some(value) = joined(&values) {
            columns.insert(column, value);
        }
    }
    if columns.is_empty() {
        return;
    }
    let Some((_, repeat, main)) = PLACES.iter().find(|(claim, ..)| *claim == name) else {
        if let (Some(field), Some(value)) = (kind.field(name), columns.into_values().next()) {
            put(mission, field, name, value, to);
        }
        return;
    };
    let row = format!("{repeat}/{}", office.new_id());
    if let Some(value) = columns.remove("value") {
        columns.insert(main, value);
    }
    if !claim.source.is_empty() {
        columns.insert("source", json!(claim.source));
    }
    for (column, value) in columns {
        let path = format!("{row}/{column}");
        if let Some(field) = kind.field(&path) {
            put(mission, field, &path, value, to);
        }
    }
    if to.keys().any(|path| path.starts_with(&row)) {
        to.insert(row, json!({}));
    }
}

/// One value, or texts joined by a space.
fn joined(values: &[&Value]) -> Option<Value> {
    match values {
        [] => None,
        [one] => Some((*one).clone()),
        many => {
            let texts: Vec<&str> = many.iter().filter_map(|value| value.as_str()).collect();
            (!texts.is_empty()).then(|| json!(texts.join(" ")))
        }
    }
}

/// Stores a value in a field; a code of another standard becomes the code that maps to it.
fn put(mission: &Mission, field: &Field, path: &str, value: Value, to: &mut Answers) {
    let value = match (&field.r#type, &value) {
        (FieldType::SelectOne(list) | FieldType::SelectMultiple(list), Value::String(theirs)) => {
            let code = mission.codes.get(list).and_then(|list| {
                let mapped = || list.codes.iter().find(|code| code.export.values().any(|other| other == theirs));
                list.code(theirs).or_else(mapped).map(|code| code.code.clone())
            });
            match (code, &field.r#type) {
                (Some(code), FieldType::SelectMultiple(_)) => json!([code]),
                (Some(code), _) => json!(code),
                (None, _) => return,
            }
        }
        _ => value,
    };
    to.insert(path.to_owned(), value);
}
