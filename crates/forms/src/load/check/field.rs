//! What a single field may be: where its answer is kept, and what may be done with it.

use crate::kind::{About, Compartment, Field, FieldType, Merge, Search};
use crate::load::reader::Reader;
use crate::load::survey::Header;
use crate::load::tree::{Node, Place};

/// The compartment the field's code list asks for, if it has one.
pub(in crate::load) fn list_compartment(reader: &Reader<'_>, r#type: &FieldType) -> Option<Compartment> {
    match r#type {
        FieldType::SelectOne(list) | FieldType::SelectMultiple(list) | FieldType::Rank(list) => {
            reader.lists.get(list).and_then(|list| list.compartment)
        }
        _ => None,
    }
}

/// Checks one field against its kind's header and its code list.
pub(in crate::load) fn check(reader: &mut Reader<'_>, node: &Node, field: &Field, header: Header) {
    let mut faults = Vec::new();
    let at = |key: &str| node.get(key).map_or(node.at, |value| value.at);
    if field.compartment == Compartment::Open && header.about != About::None {
        may_be_open(reader, field, &at, &mut faults);
    }
    searchable(field, &at, &mut faults);
    mergeable(field, &at, &mut faults);
    worked_out(field, node.get("calculation").is_some(), &at, &mut faults);
    if field.translated && !header.translated {
        faults.push((at("translated"), "the kind is not `translated: true`, so its fields cannot be".to_owned()));
    }
    for (place, message) in faults {
        reader.faults.add(place, message);
    }
}

type Found = Vec<(Place, String)>;

/// What identifies somebody may not be kept in the open part of a record about her
/// (`docs/kinds.md`, "What may be open").
fn may_be_open(reader: &Reader<'_>, field: &Field, at: &impl Fn(&str) -> Place, faults: &mut Found) {
    let what = match &field.r#type {
        FieldType::Text => Some("a text"),
        FieldType::Audio => Some("a recording"),
        FieldType::Photo => Some("a photograph"),
        FieldType::Video => Some("a film"),
        FieldType::File => Some("a file"),
        FieldType::Signature => Some("a signature"),
        FieldType::Geopoint | FieldType::Geotrace | FieldType::Geoshape => Some("a point"),
        FieldType::Barcode => Some("a code read by the camera"),
        FieldType::Date | FieldType::Datetime if named(field, BIRTH) => Some("a birth date"),
        FieldType::Integer | FieldType::Decimal | FieldType::Hidden if named(field, PHONE) => Some("a phone number"),
        FieldType::Foreign(name) if matches!(name.as_str(), "phonenumber" | "email") => Some("an address to reach her"),
        FieldType::Foreign(name) if name.starts_with("start-geo") || name.starts_with("background") => {
            Some("a point or recording")
        }
        _ => None,
    };
    let place = if field_states_compartment(at) { at("compartment") } else { at("type") };
    if let Some(what) = what {
        faults.push((
            place,
            format!(
                "`{}` is {what} in a record about somebody and cannot be `open`; give it a compartment: identity, legal, health, mind, network",
                field.name
            ),
        ));
    } else if let Some(asked) = list_compartment(reader, &field.r#type).filter(|c| *c != Compartment::Open) {
        let message = format!(
            "the answers of `{}` come from a list of compartment `{1}` and cannot be `open`; write `compartment: {1}` or leave it out",
            field.name,
            asked.name()
        );
        faults.push((place, message));
    }
}

fn field_states_compartment(at: &impl Fn(&str) -> Place) -> bool {
    at("compartment") != at("")
}

/// Words in a name that say a birth date is asked: anywhere in it, or a part of it alone.
const BIRTH: (&[&str], &[&str]) = (&["birth"], &["born", "dob"]);
/// The same for a phone number.
const PHONE: (&[&str], &[&str]) = (&["phone", "mobile", "whatsapp", "viber"], &["tel", "imo"]);

fn named(field: &Field, (anywhere, alone): (&[&str], &[&str])) -> bool {
    let name = field.name.to_lowercase();
    anywhere.iter().any(|word| name.contains(word)) || name.split(['_', '.', '-']).any(|part| alone.contains(&part))
}

fn searchable(field: &Field, at: &impl Fn(&str) -> Place, faults: &mut Found) {
    let open = field.compartment == Compartment::Open;
    if field.index && !open {
        let message = format!(
            "`{}` is sealed (`{}`) and cannot be indexed; leave `index` out, or index an open calculation of it",
            field.name,
            field.compartment.name()
        );
        faults.push((at("index"), message));
    }
    if field.index && !stores_one_value(&field.r#type) {
        faults.push((at("index"), format!("`{}` has no value to index; leave `index` out", field.name)));
    }
    match field.search {
        Some(Search::Text) if !open => faults.push((
            at("search"),
            format!("`{}` is sealed; `search: text` is for open fields, write name, phone or code", field.name),
        )),
        Some(Search::Name | Search::Phone | Search::Code) if open => faults.push((
            at("search"),
            format!(
                "`{}` is open; name, phone and code are searched in sealed fields, write `search: text`",
                field.name
            ),
        )),
        _ => {}
    }
}

fn stores_one_value(r#type: &FieldType) -> bool {
    !matches!(
        r#type,
        FieldType::Note
            | FieldType::Photo
            | FieldType::Audio
            | FieldType::Video
            | FieldType::File
            | FieldType::Signature
            | FieldType::Geotrace
            | FieldType::Geoshape
            | FieldType::Children(_)
    )
}

fn mergeable(field: &Field, at: &impl Fn(&str) -> Place, faults: &mut Found) {
    let right = match field.merge {
        Merge::Review | Merge::Latest => true,
        Merge::Set => matches!(field.r#type, FieldType::SelectMultiple(_)),
        Merge::Max | Merge::Min => matches!(
            field.r#type,
            FieldType::Integer | FieldType::Decimal | FieldType::Range | FieldType::Date | FieldType::Datetime
        ),
    };
    if !right {
        let message = format!(
            "`{}` cannot be merged so: `set` is for select_multiple, `max` and `min` for numbers and dates",
            field.name
        );
        faults.push((at("merge"), message));
    }
}

fn worked_out(field: &Field, calculated: bool, at: &impl Fn(&str) -> Place, faults: &mut Found) {
    if field.r#type == FieldType::Calculate && !calculated {
        faults.push((at("type"), format!("`{}` is worked out and needs the key `calculation`", field.name)));
    }
    if field.recompute_daily && !calculated {
        faults.push((at("recompute"), format!("`{}` has no calculation to work out again each day", field.name)));
    }
}
