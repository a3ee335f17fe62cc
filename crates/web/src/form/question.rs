//! What stands around the answer of one question: label, hint, advice, error, and the answers that say there is none.

use super::{Form, Html, errors, labels};
use askama::Template;
use forms::{Field, Label};

/// One question, ready to be drawn.
#[derive(Template)]
#[template(path = "form/question.html")]
struct Question<'a> {
    id: String,
    name: String,
    kind: &'static str,
    hidden: bool,
    several: bool,
    label: Html,
    hint: Html,
    note: &'a str,
    advice: Html,
    advice_label: String,
    error: String,
    sprite: &'a str,
    control: &'a Html,
    after: &'a Html,
}

/// The parts of a question that its type decides.
pub struct Parts {
    /// What the browser's part calls the type.
    pub kind: &'static str,
    /// True when the answer has several inputs, so that the question is a fieldset.
    pub several: bool,
    /// A further line of hint, such as the range of a number.
    pub note: String,
    /// The inputs.
    pub control: Html,
    /// What follows them: the missing answers, the text of "other".
    pub after: Html,
}

/// Draws a question.
pub fn draw(form: &Form<'_>, field: &Field, path: &str, parts: &Parts) -> Html {
    Html::of(&Question {
        id: form.id(path),
        name: form.name(path),
        kind: parts.kind,
        hidden: !form.is_relevant(path),
        several: parts.several,
        label: labels::of(&field.label, form.language()),
        hint: labels::of(&field.hint, form.language()),
        note: &parts.note,
        advice: labels::of(&field.guidance_hint, form.language()),
        advice_label: form.w.say("form-advice"),
        error: errors::at(form, path).unwrap_or_default(),
        sprite: form.sprite,
        control: &parts.control,
        after: &parts.after,
    })
}

/// The attributes of an input that stands alone in its question.
pub fn attributes(form: &Form<'_>, field: &Field, path: &str, note: &str) -> Html {
    let described = described(form, &field.hint, path, note);
    let wrong = if errors::at(form, path).is_some() { " aria-invalid=\"true\"" } else { "" };
    Html::made(format!("{described}{wrong}"))
}

/// Which lines of the question tell more about its input.
fn described(form: &Form<'_>, hint: &Label, path: &str, note: &str) -> String {
    let id = form.id(path);
    let hint = (!hint.is_empty()).then(|| format!("{id}-h"));
    let note = (!note.is_empty()).then(|| format!("{id}-n"));
    let error = errors::at(form, path).map(|_| format!("{id}-e"));
    let ids: Vec<String> = [hint, note, error].into_iter().flatten().collect();
    if ids.is_empty() { String::new() } else { format!(" aria-describedby=\"{}\"", Html::text(&ids.join(" "))) }
}
