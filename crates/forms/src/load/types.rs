//! Types of fields, as they are written.

use super::faults::meant;
use super::keys;
use crate::kind::FieldType;

/// The type a text names, or what would be right.
pub(super) fn field_type(text: &str) -> Result<FieldType, String> {
    let mut words = text.split_whitespace();
    let (first, second, more) = (words.next().unwrap_or_default(), words.next(), words.next());
    if keys::FOREIGN_TYPES.contains(&first) {
        return Ok(FieldType::Foreign(text.split_whitespace().collect::<Vec<_>>().join(" ")));
    }
    if more.is_some() {
        return Err(format!("`{text}` has a word too many; a type is one word, or one word and a name"));
    }
    if let (true, Some(name)) = (keys::NAMING_TYPES.contains(&first), second) {
        let name = name.to_owned();
        return Ok(match first {
            "select_one" => FieldType::SelectOne(name),
            "select_multiple" => FieldType::SelectMultiple(name),
            "rank" => FieldType::Rank(name),
            "ref" => FieldType::Ref(name),
            _ => FieldType::Children(name),
        });
    }
    if keys::NAMING_TYPES.contains(&first) {
        return Err(format!("`{first}` needs a name after it, such as `{first} {}`", example(first)));
    }
    match (plain_type(first), second) {
        (Some(found), None) => Ok(found),
        (Some(_), Some(_)) => Err(format!("`{first}` takes no name after it")),
        (None, _) => {
            let known = keys::PLAIN_TYPES.into_iter().chain(keys::NAMING_TYPES);
            let hint = meant(first, known.clone());
            let all = if hint.is_empty() {
                format!("; the types are {}", known.collect::<Vec<_>>().join(", "))
            } else {
                hint
            };
            Err(format!("there is no type `{first}`{all}"))
        }
    }
}

fn example(first: &str) -> &'static str {
    match first {
        "ref" | "children" => "person",
        _ => "exploitation_type",
    }
}

fn plain_type(word: &str) -> Option<FieldType> {
    Some(match word {
        "text" => FieldType::Text,
        "integer" => FieldType::Integer,
        "decimal" => FieldType::Decimal,
        "range" => FieldType::Range,
        "date" => FieldType::Date,
        "time" => FieldType::Time,
        "datetime" => FieldType::Datetime,
        "yes_no" => FieldType::YesNo,
        "acknowledge" => FieldType::Acknowledge,
        "note" => FieldType::Note,
        "calculate" => FieldType::Calculate,
        "hidden" => FieldType::Hidden,
        "photo" => FieldType::Photo,
        "audio" => FieldType::Audio,
        "video" => FieldType::Video,
        "file" => FieldType::File,
        "signature" => FieldType::Signature,
        "place" => FieldType::Place,
        "geopoint" => FieldType::Geopoint,
        "geotrace" => FieldType::Geotrace,
        "geoshape" => FieldType::Geoshape,
        "barcode" => FieldType::Barcode,
        "start" => FieldType::Start,
        "end" => FieldType::End,
        "today" => FieldType::Today,
        "deviceid" => FieldType::Deviceid,
        "username" => FieldType::Username,
        _ => return None,
    })
}
