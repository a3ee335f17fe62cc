//! Questions that are answered with a file. The file that answers so far is a box that stays ticked to keep it; one that
//! is chosen takes its place.

use super::question::{self, Parts};
use super::{Form, Html, missing};
use crate::say::{self, Words};
use askama::Template;
use casework::files;
use forms::{Field, FieldType};
use serde_json::Value;

/// What is told of a file in a form.
#[derive(Clone, Debug, PartialEq)]
pub struct FileLine {
    /// Its own name.
    pub name: String,
    /// Its media type.
    pub media: String,
    /// Bytes.
    pub bytes: i64,
}

#[derive(Template)]
#[template(path = "form/file.html")]
struct Input<'a> {
    name: String,
    id: String,
    kept: Option<Kept>,
    accept: &'static str,
    hint: &'a Html,
}

struct Kept {
    id: String,
    label: String,
    name: String,
    about: String,
}

/// The question of a field whose answer is a file.
pub fn draw(form: &Form<'_>, field: &Field, path: &str) -> Html {
    let kept = form.answers.get(path).and_then(Value::as_str).map(|id| {
        let line = form.known.file(id);
        Kept {
            id: id.to_owned(),
            label: form.w.say("form-file-keep"),
            name: line.as_ref().map_or_else(|| form.w.say("type-file"), |line| line.name.clone()),
            about: line.map(|line| about(&form.w, &line.media, line.bytes)).unwrap_or_default(),
        }
    });
    let mut note = form.w.say(match field.r#type {
        FieldType::Photo | FieldType::Signature => "form-file-picture",
        FieldType::Audio => "form-file-recording",
        FieldType::Video => "form-file-film",
        _ => "form-file-any",
    });
    if kept.is_some() {
        note = format!("{note} {}", form.w.say("form-file-instead"));
    }
    let hint = question::attributes(form, field, path, &note);
    let accept = files::accept(&field.r#type);
    let control = Html::of(&Input { name: form.name(path), id: form.id(path), kept, accept, hint: &hint });
    let after = if form.may_lack(field) { missing::after(form, path, true) } else { Html::new() };
    question::draw(form, field, path, &Parts { kind: "file", several: false, note, control, after })
}

/// `PDF · 1.2 MB`.
pub fn about(w: &Words<'_>, media: &str, bytes: i64) -> String {
    let key = match (media, media.split('/').next().unwrap_or_default()) {
        ("application/pdf", _) => "file-pdf",
        (_, "image") => "file-picture",
        (_, "audio") => "file-recording",
        (_, "video") => "file-film",
        (_, "text") => "file-text",
        _ => "file-document",
    };
    format!("{} · {}", w.say(key), size(w, bytes))
}

/// In kilobytes up to a megabyte, then with one place.
fn size(w: &Words<'_>, bytes: i64) -> String {
    let tenths = (bytes + 52_428) / 104_858;
    let (key, number) = match bytes {
        ..1_000_000 => ("file-size-kb", ((bytes + 1023) / 1024).to_string()),
        _ if w.language == "fr" => ("file-size-mb", format!("{},{}", tenths / 10, tenths % 10)),
        _ => ("file-size-mb", format!("{}.{}", tenths / 10, tenths % 10)),
    };
    w.with(key, "size", say::digits(w.language, &number))
}
