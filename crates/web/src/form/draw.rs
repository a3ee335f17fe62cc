//! Draws the rows of a survey: questions, notes, what is worked out, groups, repeats, child forms.

use super::{Form, Html, field, is_asked, labels, refer, repeat, value};
use askama::Template;
use forms::{Field, FieldType, Group, Item};

/// Draws rows that stand in `row` (`repeat/<row id>`, or empty at the top).
pub fn items(form: &Form<'_>, items: &[Item], row: &str) -> Html {
    let mut html = Html::new();
    for item in items {
        match item {
            Item::Field(field) => html.push(&one(form, field, &join(row, &field.name))),
            Item::Group(group) => html.push(&self::group(form, group, row)),
            Item::Repeat(repeat) => html.push(&repeat::draw(form, repeat, row)),
        }
    }
    html
}

/// The path of a field or repeat in a row.
pub fn join(row: &str, name: &str) -> String {
    if row.is_empty() { name.to_owned() } else { format!("{row}/{name}") }
}

/// True when the question is drawn: asked, and of a part she may write.
pub fn is_drawn(form: &Form<'_>, field: &Field, path: &str) -> bool {
    is_asked(field) && form.access.write.contains(&forms::answers::compartment(form.kind, path))
}

fn one(form: &Form<'_>, field: &Field, path: &str) -> Html {
    if field.hidden {
        return Html::new();
    }
    let part = forms::answers::compartment(form.kind, path);
    let may_see = form.access.see.contains(&part);
    match &field.r#type {
        FieldType::Note => note(form, field, path),
        FieldType::Children(kind) => refer::children(form, field, kind, path),
        _ if is_drawn(form, field, path) => field::draw(form, field, path),
        _ if may_see && !field.label.is_empty() && !is_asked(field) => worked_out(form, field, path),
        _ => Html::new(),
    }
}

#[derive(Template)]
#[template(path = "form/group.html")]
struct Section<'a> {
    name: String,
    hidden: bool,
    label: Html,
    hint: Html,
    body: &'a Html,
}

fn group(form: &Form<'_>, group: &Group, row: &str) -> Html {
    let body = items(form, &group.survey, row);
    if body.is_empty() {
        return body;
    }
    let path = join(row, &group.name);
    Html::of(&Section {
        name: form.name(&path),
        hidden: !form.is_relevant(&path),
        label: labels::of(&group.label, form.language()),
        hint: labels::of(&group.hint, form.language()),
        body: &body,
    })
}

#[derive(Template)]
#[template(path = "form/said.html")]
struct Said {
    name: String,
    id: String,
    kind: &'static str,
    hidden: bool,
    label: Html,
    text: Html,
}

fn note(form: &Form<'_>, field: &Field, path: &str) -> Html {
    let text = labels::of(&field.label, form.language());
    let label = Html::new();
    Html::of(&Said {
        name: form.name(path),
        id: form.id(path),
        kind: "note",
        hidden: !form.is_relevant(path),
        label,
        text,
    })
}

/// A labelled value that nobody types.
fn worked_out(form: &Form<'_>, field: &Field, path: &str) -> Html {
    let text = match form.answers.get(path) {
        Some(answer) => Html::apart(&value::text(form.mission, &form.w, form.known, field, answer)),
        None => Html::text(&form.w.say("form-worked-out-later")),
    };
    Html::of(&Said {
        name: form.name(path),
        id: form.id(path),
        kind: "output",
        hidden: !form.is_relevant(path),
        label: labels::of(&field.label, form.language()),
        text,
    })
}
