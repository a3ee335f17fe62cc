//! The column `type`: every word XLSForm has had for a type, and what it is with us.

use crate::FieldType;

/// What a row of the survey is.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Row {
    /// A question, note, calculation or hidden value.
    Field {
        /// Its type with us.
        r#type: FieldType,
        /// `or_other`: a code and a field for another answer are to be added.
        or_other: bool,
        /// Largest number, for the old types that limit one.
        most: Option<u32>,
    },
    /// `begin …`, with the list of a loop.
    Begin(Control, Option<String>),
    /// `end …`
    End(Control),
    /// A setting written in the survey.
    Setting(&'static str),
}

/// What a `begin` and an `end` stand around.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Control {
    /// A heading.
    Group,
    /// Rows given many times.
    Repeat,
    /// A group for each code of a list.
    Loop,
}

impl Control {
    /// As messages call it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Group => "group",
            Self::Repeat => "repeat",
            Self::Loop => "loop",
        }
    }
}

/// List our export writes for yes and no.
pub(super) const YES_NO_LIST: &str = "chautari_yes_no";

const SELECTS: [(&str, &str); 17] = [
    ("add select one prompt using", "select_one"),
    ("add select multiple prompt using", "select_multiple"),
    ("select all that apply from", "select_multiple"),
    ("select one from", "select_one"),
    ("select_one_from_file", "select_one_from_file"),
    ("select_multiple_from_file", "select_multiple_from_file"),
    ("select one from file", "select_one_from_file"),
    ("select multiple from file", "select_multiple_from_file"),
    ("select multiple from", "select_multiple"),
    ("select one using", "select_one"),
    ("select multiple using", "select_multiple"),
    ("select_one_external", "select_one_external"),
    ("select all that apply", "select_multiple"),
    ("select1", "select_one"),
    ("select_one", "select_one"),
    ("select one", "select_one"),
    ("select_multiple", "select_multiple"),
];

/// Types that stand alone, by our word for them, with other words for each (pyxform's dictionary).
const ALONE: [(&str, &[&str]); 24] = [
    ("text", &["text", "string", "q string", "add text prompt"]),
    ("integer", &["integer", "int", "q int", "add integer prompt"]),
    ("decimal", &["decimal", "q decimal", "add decimal prompt"]),
    ("range", &["range"]),
    ("date", &["date", "q date", "add date prompt"]),
    ("time", &["time"]),
    (
        "datetime",
        &[
            "dateTime",
            "datetime",
            "date time",
            "q dateTime",
            "q date time",
            "add dateTime prompt",
            "add date time prompt",
        ],
    ),
    ("acknowledge", &["acknowledge", "trigger", "q acknowledge", "add acknowledge prompt"]),
    ("note", &["note", "q note", "add note prompt"]),
    ("calculate", &["calculate", "q calculate", "add calculate prompt"]),
    ("hidden", &["hidden"]),
    ("photo", &["image", "photo", "q image", "q picture", "add image prompt", "add photo prompt"]),
    ("audio", &["audio", "q audio", "add audio prompt"]),
    ("video", &["video", "q video", "add video prompt"]),
    ("file", &["file", "add file prompt"]),
    ("geopoint", &["geopoint", "q geopoint", "location", "q location", "gps", "add location prompt"]),
    ("geotrace", &["geotrace", "q geotrace"]),
    ("geoshape", &["geoshape", "q geoshape"]),
    ("barcode", &["barcode", "q barcode", "add barcode prompt"]),
    ("start", &["start", "start time", "get start time"]),
    ("end", &["end", "end time", "get end time"]),
    ("today", &["today", "get today"]),
    ("deviceid", &["deviceid", "device id", "get device id", "imei", "uri:deviceid"]),
    ("username", &["username", "uri:username"]),
];

/// Types we keep but do not ask, with other words for each.
const FOREIGN: [(&str, &[&str]); 11] = [
    ("audit", &["audit"]),
    ("email", &["email", "uri:email"]),
    ("phonenumber", &["phonenumber", "phone number", "get phone number", "uri:phonenumber"]),
    ("simserial", &["simserial", "sim id", "get sim id", "uri:simserial"]),
    ("subscriberid", &["subscriberid", "subscriber id", "get subscriber id", "uri:subscriberid"]),
    ("xml-external", &["xml-external"]),
    ("csv-external", &["csv-external"]),
    ("start-geopoint", &["start-geopoint"]),
    ("background-audio", &["background-audio"]),
    ("background-geopoint", &["background-geopoint"]),
    ("osm", &["osm"]),
];

/// Whole numbers with a limit of their own.
const LIMITED: [(&str, u32); 4] = [
    ("percentage", 100),
    ("number of days in last month", 31),
    ("number of days in last six months", 183),
    ("number of days in last year", 365),
];

/// Endings of files that hold choices.
pub(super) const CHOICE_FILES: [&str; 3] = [".xml", ".csv", ".geojson"];

/// What a cell of the column `type` says.
///
/// # Errors
/// A message that names the nearest known type, or what is missing.
pub(super) fn parse(cell: &str) -> Result<Row, String> {
    let text = cell.split_whitespace().collect::<Vec<_>>().join(" ");
    if let Some(row) = control(&text) {
        return row;
    }
    match text.as_str() {
        "form_title" | "set form title" | "set_form_title" => return Ok(Row::Setting("form_title")),
        "form_id" | "set form id" | "set_form_id" => return Ok(Row::Setting("form_id")),
        _ => {}
    }
    if let Some((_, most)) = LIMITED.iter().find(|(word, _)| *word == text) {
        return Ok(Row::Field { r#type: FieldType::Integer, or_other: false, most: Some(*most) });
    }
    if let Some(found) = select(&text) {
        return found;
    }
    let word = |table: &[(&'static str, &[&str])]| {
        table.iter().find(|(_, words)| words.contains(&text.as_str())).map(|(word, _)| *word)
    };
    if let Some(found) = word(&ALONE).and_then(alone) {
        return Ok(field(found));
    }
    if let Some(found) = word(&FOREIGN) {
        return Ok(field(FieldType::Foreign(found.into())));
    }
    if text.starts_with("osm ") {
        return Ok(field(FieldType::Foreign(text)));
    }
    let known = ALONE.iter().chain(&FOREIGN).flat_map(|(_, words)| words.iter());
    let near = known.copied().chain(["select_one LIST", "select_multiple LIST", "rank LIST"]).find(|word| {
        let word = word.trim_end_matches(" LIST");
        word.eq_ignore_ascii_case(&text) || text.starts_with(word) && word.len() > 3
    });
    let hint = near.map(|near| format!("; did you mean {near:?}?")).unwrap_or_default();
    Err(format!("unknown question type {text:?}{hint}"))
}

fn field(r#type: FieldType) -> Row {
    Row::Field { r#type, or_other: false, most: None }
}

fn control(text: &str) -> Option<Result<Row, String>> {
    let (begin, rest) = match text.strip_prefix("begin") {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix("end")?),
    };
    let rest = rest.strip_prefix([' ', '_'])?;
    let words = [
        ("group", Control::Group),
        ("lgroup", Control::Repeat),
        ("repeat", Control::Repeat),
        ("looped group", Control::Repeat),
        ("loop", Control::Loop),
    ];
    words.into_iter().find_map(|(word, control)| {
        let rest = rest.strip_prefix(word)?;
        if !begin {
            return rest.is_empty().then_some(Ok(Row::End(control)));
        }
        let list = rest.strip_prefix(' ').map(|list| list.strip_prefix("over ").unwrap_or(list));
        match list {
            None if !rest.is_empty() => None,
            Some(list) if list.contains(' ') => None,
            None if control == Control::Loop => Some(Err("a loop names its list: begin loop over LIST".into())),
            _ => Some(Ok(Row::Begin(control, list.map(str::to_owned)))),
        }
    })
}

fn select(text: &str) -> Option<Result<Row, String>> {
    if let Some(list) = text.strip_prefix("rank ") {
        return (!list.contains(' ')).then(|| Ok(field(FieldType::Rank(list.into()))));
    }
    // The longest words first: "select one from" before "select one".
    let mut words: Vec<_> = SELECTS.iter().collect();
    words.sort_by_key(|(word, _)| std::cmp::Reverse(word.len()));
    for (word, meaning) in words {
        let Some(rest) = text.strip_prefix(word).and_then(|rest| rest.strip_prefix(' ')) else { continue };
        let ending = [" or specify other", " or_other", " or other"].into_iter().find(|end| rest.ends_with(end));
        let list = rest.strip_suffix(ending.unwrap_or_default()).unwrap_or(rest);
        if list.is_empty() || list.contains(' ') {
            continue;
        }
        if meaning.ends_with("_from_file") && !CHOICE_FILES.iter().any(|end| list.ends_with(end)) {
            return Some(Err(format!("the file of {text:?} must end with {}", CHOICE_FILES.join(", "))));
        }
        let r#type = match *meaning {
            "select_one" if list == YES_NO_LIST => FieldType::YesNo,
            // Choices taken from earlier answers: kept, not asked.
            "select_one" if list.starts_with("${") => FieldType::Foreign(format!("select_one {list}")),
            "select_multiple" if list.starts_with("${") => FieldType::Foreign(format!("select_multiple {list}")),
            "select_one" | "select_one_external" => FieldType::SelectOne(list.into()),
            "select_multiple" => FieldType::SelectMultiple(list.into()),
            file => FieldType::Foreign(format!("{file} {list}")),
        };
        return Some(Ok(Row::Field { r#type, or_other: ending.is_some(), most: None }));
    }
    None
}

fn alone(word: &str) -> Option<FieldType> {
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

/// A type as the grammar of kinds writes it (`docs/kinds.md` 2).
pub(super) fn written(r#type: &FieldType) -> String {
    match r#type {
        FieldType::SelectOne(list) => format!("select_one {list}"),
        FieldType::SelectMultiple(list) => format!("select_multiple {list}"),
        FieldType::Rank(list) => format!("rank {list}"),
        FieldType::Ref(kind) => format!("ref {kind}"),
        FieldType::Children(kind) => format!("children {kind}"),
        FieldType::Foreign(text) => text.clone(),
        FieldType::Text => "text".into(),
        FieldType::Integer => "integer".into(),
        FieldType::Decimal => "decimal".into(),
        FieldType::Range => "range".into(),
        FieldType::Date => "date".into(),
        FieldType::Time => "time".into(),
        FieldType::Datetime => "datetime".into(),
        FieldType::YesNo => "yes_no".into(),
        FieldType::Acknowledge => "acknowledge".into(),
        FieldType::Note => "note".into(),
        FieldType::Calculate => "calculate".into(),
        FieldType::Hidden => "hidden".into(),
        FieldType::Photo => "photo".into(),
        FieldType::Audio => "audio".into(),
        FieldType::Video => "video".into(),
        FieldType::File => "file".into(),
        FieldType::Signature => "signature".into(),
        FieldType::Place => "place".into(),
        FieldType::Geopoint => "geopoint".into(),
        FieldType::Geotrace => "geotrace".into(),
        FieldType::Geoshape => "geoshape".into(),
        FieldType::Barcode => "barcode".into(),
        FieldType::Start => "start".into(),
        FieldType::End => "end".into(),
        FieldType::Today => "today".into(),
        FieldType::Deviceid => "deviceid".into(),
        FieldType::Username => "username".into(),
    }
}

/// The type that [`written`] wrote so; what it does not know is a type of another program.
pub(super) fn from_written(text: &str) -> FieldType {
    let named = |prefix: &str| text.strip_prefix(prefix).map(str::to_owned);
    if let Some(list) = named("select_one ").filter(|l| !l.starts_with("${")) {
        FieldType::SelectOne(list)
    } else if let Some(list) = named("select_multiple ").filter(|l| !l.starts_with("${")) {
        FieldType::SelectMultiple(list)
    } else if let Some(list) = named("rank ") {
        FieldType::Rank(list)
    } else if let Some(kind) = named("ref ") {
        FieldType::Ref(kind)
    } else if let Some(kind) = named("children ") {
        FieldType::Children(kind)
    } else {
        alone(text).unwrap_or_else(|| FieldType::Foreign(text.into()))
    }
}

/// Parameters a type takes (pyxform's list); nothing for a type whose parameters are not looked at.
pub(super) fn parameters(r#type: &FieldType) -> Option<&'static [&'static str]> {
    const GEO: [&str; 3] = ["allow-mock-accuracy", "incremental", "reference-geometry"];
    Some(match r#type {
        FieldType::Text => &["rows"],
        FieldType::Range => &["start", "end", "step", "placeholder", "tick_interval", "tick_labelset"],
        FieldType::SelectOne(_) | FieldType::SelectMultiple(_) | FieldType::Rank(_) => &["randomize", "seed"],
        FieldType::Photo => &["app", "max-pixels"],
        FieldType::Audio => &["quality"],
        FieldType::Geopoint => &["allow-mock-accuracy", "capture-accuracy", "reference-geometry", "warning-accuracy"],
        FieldType::Geotrace | FieldType::Geoshape => &GEO,
        FieldType::Foreign(word) if word == "background-audio" => &["quality"],
        FieldType::Foreign(word) if word == "audit" => &[
            "identify-user",
            "location-max-age",
            "location-min-interval",
            "location-priority",
            "track-changes",
            "track-changes-reasons",
        ],
        FieldType::Foreign(word) if word.contains("_from_file") => &["label", "randomize", "seed", "value"],
        FieldType::Foreign(word) if word.starts_with("select_") => &["randomize", "seed"],
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_all_times_are_read() {
        let one = |list: &str| FieldType::SelectOne(list.into());
        for (cell, r#type, or_other) in [
            ("select_one yes_no", one("yes_no"), false),
            ("select one from yes_no", one("yes_no"), false),
            ("select_multiple  happy_sad", FieldType::SelectMultiple("happy_sad".into()), false),
            ("select all that apply from t or specify other", FieldType::SelectMultiple("t".into()), true),
            ("select one from sexes or specify other", one("sexes"), true),
            ("select_one colors or_other", one("colors"), true),
            ("add select one prompt using x", one("x"), false),
            ("rank opt", FieldType::Rank("opt".into()), false),
            (
                "select_one_from_file cities.geojson",
                FieldType::Foreign("select_one_from_file cities.geojson".into()),
                false,
            ),
            ("select_one ${names}", FieldType::Foreign("select_one ${names}".into()), false),
            ("q picture", FieldType::Photo, false),
            ("string", FieldType::Text, false),
            ("imei", FieldType::Deviceid, false),
            ("get sim id", FieldType::Foreign("simserial".into()), false),
            ("select_one chautari_yes_no", FieldType::YesNo, false),
        ] {
            assert_eq!(parse(cell), Ok(Row::Field { r#type, or_other, most: None }), "{cell}");
        }
        assert_eq!(parse("begin loop over toilet_type"), Ok(Row::Begin(Control::Loop, Some("toilet_type".into()))));
        assert_eq!(parse("begin_looped group"), Ok(Row::Begin(Control::Repeat, None)));
        assert_eq!(parse("end_group"), Ok(Row::End(Control::Group)));
    }

    #[test]
    fn what_is_no_type_is_refused() {
        for cell in ["select_one", "cascading_select x", "foo", "Text", "begin loop", "select_one_from_file x.doc"] {
            assert!(parse(cell).is_err(), "{cell}");
        }
        assert!(parse("Text").unwrap_err().contains("\"text\""));
    }

    #[test]
    fn every_type_is_read_as_written() {
        for (word, _) in ALONE {
            assert_eq!(written(&from_written(word)), word);
        }
        for text in
            ["select_one a", "select_multiple b", "rank c", "ref user", "children consent", "place", "signature"]
        {
            assert_eq!(written(&from_written(text)), text);
            assert!(!matches!(from_written(text), FieldType::Foreign(_)), "{text}");
        }
        assert_eq!(from_written("select_one ${x}"), FieldType::Foreign("select_one ${x}".into()));
    }
}
