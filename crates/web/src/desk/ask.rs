//! Questions of the office's own kinds on pages of their own: labels, hints and codes are the kind's.

use super::me::Pick;
use crate::call::Call;
use crate::form::error_text;
use casework::Error;
use forms::answers::FieldError;
use forms::{FieldType, Kind};

/// One question.
pub struct Ask {
    /// Name of its input.
    pub name: String,
    /// The question.
    pub label: String,
    /// A line below it.
    pub hint: String,
    /// Codes to choose from; none for a text.
    pub choices: Vec<Pick>,
    /// What was typed or chosen before.
    pub value: String,
}

/// The questions of these fields, with what was posted.
pub fn asks(call: &Call, kind: &str, names: &[&str]) -> Vec<Ask> {
    let mission = call.app.office.mission();
    let Some(kind) = mission.kinds.get(kind) else { return Vec::new() };
    names.iter().filter_map(|name| ask(call, kind, name)).collect()
}

fn ask(call: &Call, kind: &Kind, name: &str) -> Option<Ask> {
    let (mission, field) = (call.app.office.mission(), kind.field(name)?);
    let value = call.posted(name).to_owned();
    let choices = match &field.r#type {
        FieldType::SelectOne(list) => mission.codes.get(list)?.codes.iter().map(|code| Pick {
            chosen: code.code == value,
            code: code.code.clone(),
            label: code.label.get(&call.language).to_owned(),
        }),
        _ => return Some(text(call, name, field.label.get(&call.language), field.hint.get(&call.language))),
    };
    let choices = choices.collect();
    let label = field.label.get(&call.language).to_owned();
    Some(Ask { name: name.to_owned(), label, hint: field.hint.get(&call.language).to_owned(), choices, value })
}

fn text(call: &Call, name: &str, label: &str, hint: &str) -> Ask {
    Ask {
        name: name.to_owned(),
        label: label.to_owned(),
        hint: hint.to_owned(),
        choices: Vec::new(),
        value: call.posted(name).to_owned(),
    }
}

/// What an action that was refused says on its page, where it can be said there; any other error goes on.
///
/// # Errors
/// The error itself.
pub fn refusal(call: &Call, kind: &str, error: Error) -> Result<Vec<String>, Error> {
    let w = call.words();
    match error {
        Error::Refused(broken) => Ok(broken
            .iter()
            .map(|one| match one.message.get(&call.language) {
                "" => w.say(&format!("refused-{}", one.rule.replace('_', "-"))),
                own => own.to_owned(),
            })
            .collect()),
        Error::Invalid(errors) => Ok(errors.iter().map(|error| wrong(call, kind, error)).collect()),
        other => Err(other),
    }
}

fn wrong(call: &Call, kind: &str, error: &FieldError) -> String {
    let mission = call.app.office.mission();
    let field = mission.kinds.get(kind).and_then(|kind| kind.field(&error.path));
    let text = error_text(&call.words(), field, error);
    let label = field.map(|field| field.label.get(&call.language)).unwrap_or_default();
    if label.is_empty() { text } else { format!("{label} · {text}") }
}
