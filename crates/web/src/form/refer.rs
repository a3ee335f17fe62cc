//! Questions answered with another record, and child records filled in the same form.

use super::missing::{self, Choice};
use super::question::{self, Parts};
use super::{Child, Form, Html, choice, draw, labels, post};
use askama::Template;
use forms::Field;
use serde_json::Value;

/// The question of a reference: records the reader may see. One she may not see is not offered, and where it is the
/// answer the question is not drawn at all.
pub fn draw(form: &Form<'_>, field: &Field, target: &str, path: &str) -> Html {
    let name = form.name(path);
    let stored = form.answers.get(path).and_then(Value::as_str).unwrap_or_default();
    let chosen = form.typed(&name).unwrap_or(stored);
    let mut records = form.known.records(target);
    if !stored.is_empty() && !records.iter().any(|(id, _)| id == stored) {
        let title = form.known.title(target, stored);
        if title.is_empty() {
            return Html::new();
        }
        records.insert(0, (stored.to_owned(), title));
    }
    let mut choices: Vec<Choice> = records
        .into_iter()
        .map(|(id, title)| Choice {
            chosen: id == chosen,
            label: Html::text(&title),
            lang: Html::new(),
            hint: Html::new(),
            apart: false,
            gone: false,
            code: id,
        })
        .collect();
    if form.may_lack(field) {
        choices.extend(missing::choices(form, path));
    }
    let more = Html::made(format!(" data-filter{}", question::attributes(form, field, path, "")));
    let control = choice::select(form, &name, form.id(path), "w20", more, choices);
    let parts = Parts { kind: "select", several: false, note: String::new(), control, after: Html::new() };
    question::draw(form, field, path, &parts)
}

/// True when the reader may not see the record that answers a reference, so that its question is not drawn.
pub fn is_beyond(form: &Form<'_>, target: &str, path: &str) -> bool {
    let Some(id) = form.answers.get(path).and_then(Value::as_str) else { return false };
    !form.known.records(target).iter().any(|(other, _)| other == id) && form.known.title(target, id).is_empty()
}

#[derive(Template)]
#[template(path = "form/children.html")]
struct Children<'a> {
    id: String,
    label: Html,
    hint: Html,
    forms: Vec<ChildForm>,
    add: String,
    add_label: String,
    sprite: &'a str,
}

struct ChildForm {
    name: String,
    kind: String,
    heading: String,
    body: Html,
    remove: String,
    remove_label: String,
}

/// `children KIND`: the child forms begun here, and a button for one more.
pub fn children(form: &Form<'_>, field: &Field, kind: &str, path: &str) -> Html {
    // A child's own children are added from its page: one level keeps a form that can be read.
    let (Some(known), true) = (form.mission.kinds.get(kind), form.prefix.is_empty()) else { return Html::new() };
    let label = labels::spoken(&known.label, form.language()).0;
    let mine: Vec<&Child> = form.children.iter().filter(|child| child.kind.name == kind).collect();
    let forms = mine.iter().enumerate().map(|(n, child)| child_form(form, child, n)).collect();
    Html::of(&Children {
        id: form.id(path),
        label: labels::of(&field.label, form.language()),
        hint: labels::of(&field.hint, form.language()),
        forms,
        add: format!("child:{kind}"),
        add_label: form.w.with("form-add", "what", label),
        sprite: form.sprite,
    })
}

fn child_form(form: &Form<'_>, child: &Child, n: usize) -> ChildForm {
    let label = labels::spoken(&child.kind.label, form.language()).0;
    let number = labels::number(form.language(), n + 1);
    let prefix = post::child_prefix(child.id);
    let inner = form.of_child(child, &prefix);
    ChildForm {
        name: prefix.trim_end_matches('/').to_owned(),
        kind: child.kind.name.clone(),
        heading: form.w.with_all("form-row", &[("what", label), ("number", &number)]),
        body: draw::items(&inner, &child.kind.survey, ""),
        remove: format!("remove:{}", prefix.trim_end_matches('/')),
        remove_label: form.w.with_all("form-remove", &[("what", label), ("number", &number)]),
    }
}
