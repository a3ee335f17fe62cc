//! The last page of every form: the answers, read once more before they are saved.

use super::draw::join;
use super::pages::pages;
use super::{Form, Html, is_asked, labels, refer, repeat, value};
use askama::Template;
use forms::{Field, FieldType, Item};

#[derive(Template)]
#[template(path = "form/check.html")]
struct Check<'a> {
    lines: Vec<Line>,
    change: &'a str,
}

struct Line {
    label: Html,
    text: Html,
    blank: bool,
    page: String,
}

/// The list of the answers, each with a way back to its page.
pub fn draw(form: &Form<'_>) -> Html {
    let mut lines = Vec::new();
    for (number, page) in pages(form.kind).iter().enumerate() {
        if page.name.is_empty() || form.is_relevant(page.name) {
            collect(form, page.items, &format!("page:{number}"), &mut lines);
        }
    }
    Html::of(&Check { lines, change: &form.w.say("form-change") })
}

fn collect(form: &Form<'_>, items: &[Item], page: &str, lines: &mut Vec<Line>) {
    for item in items {
        match item {
            Item::Group(group) if form.is_relevant(&group.name) => collect(form, &group.survey, page, lines),
            Item::Group(_) => {}
            Item::Field(field) => lines.extend(field_line(form, field, page)),
            Item::Repeat(repeat) if form.access.write.contains(&repeat.compartment) => {
                let (label, _) = labels::spoken(&repeat.label, form.language());
                for (n, row) in repeat::rows_of(form.answers, &repeat.name).iter().enumerate() {
                    let number = labels::number(form.language(), n + 1);
                    lines.push(Line {
                        label: Html::text(&form.w.with_all("form-row", &[("what", label), ("number", &number)])),
                        text: row_text(form, &repeat.survey, row),
                        blank: false,
                        page: page.to_owned(),
                    });
                }
            }
            Item::Repeat(_) => {}
        }
    }
}

fn field_line(form: &Form<'_>, field: &Field, page: &str) -> Option<Line> {
    if let FieldType::Children(kind) = &field.r#type {
        return children_line(form, field, kind, page);
    }
    let shown = is_shown(form, field, &field.name) && !field.label.is_empty();
    let text = answer(form, field, &field.name);
    let asked = is_asked(field);
    (shown && (asked || text.is_some())).then(|| Line {
        label: labels::of(&field.label, form.language()),
        blank: text.is_none(),
        text: text.unwrap_or_else(|| Html::text(&form.w.say("form-blank"))),
        page: if asked { page.to_owned() } else { String::new() },
    })
}

/// Relevant, of a part she may write or read, and not a record she may not see.
fn is_shown(form: &Form<'_>, field: &Field, path: &str) -> bool {
    let part = forms::answers::compartment(form.kind, path);
    let beyond = matches!(&field.r#type, FieldType::Ref(target) if refer::is_beyond(form, target, path));
    let open = form.access.write.contains(&part) || form.access.see.contains(&part);
    open && !beyond && !field.hidden && form.is_relevant(path) && field.r#type != FieldType::Note
}

fn answer(form: &Form<'_>, field: &Field, path: &str) -> Option<Html> {
    let answer = form.answers.get(path)?;
    let mut text = value::text(form.mission, &form.w, form.known, field, answer);
    if let Some(other) = form.answers.get(&format!("{path}_other")).and_then(|other| other.as_str()) {
        text = format!("{text}: {other}");
    }
    (!text.is_empty()).then(|| Html::apart(&text))
}

/// The answers of one row, with a dot between them; rows within it on lines of their own.
fn row_text(form: &Form<'_>, items: &[Item], row: &str) -> Html {
    let (mut texts, mut below) = (Vec::new(), Html::new());
    row_parts(form, items, row, &mut texts, &mut below);
    let mut all = Html::made(texts.iter().map(Html::as_str).collect::<Vec<_>>().join(" · "));
    all.push(&below);
    all
}

fn row_parts(form: &Form<'_>, items: &[Item], row: &str, texts: &mut Vec<Html>, below: &mut Html) {
    for item in items {
        match item {
            Item::Group(group) => row_parts(form, &group.survey, row, texts, below),
            Item::Field(field) => {
                let path = join(row, &field.name);
                if is_shown(form, field, &path) && is_asked(field) {
                    texts.extend(answer(form, field, &path));
                }
            }
            Item::Repeat(inner) => {
                let (label, _) = labels::spoken(&inner.label, form.language());
                for (n, row) in repeat::rows_of(form.answers, &join(row, &inner.name)).iter().enumerate() {
                    let number = labels::number(form.language(), n + 1);
                    let heading = form.w.with_all("form-row", &[("what", label), ("number", &number)]);
                    below
                        .push(&Html::made(format!("<br><span class=\"small quiet\">{}</span> ", Html::text(&heading))));
                    below.push(&row_text(form, &inner.survey, row));
                }
            }
        }
    }
}

fn children_line(form: &Form<'_>, field: &Field, kind: &str, page: &str) -> Option<Line> {
    let mut text = Html::new();
    for child in form.children.iter().filter(|child| child.kind.name == kind) {
        let prefix = super::child_prefix(child.id);
        if !text.is_empty() {
            text.push(&Html::made("<br>".into()));
        }
        text.push(&row_text(&form.of_child(child, &prefix), &child.kind.survey, ""));
    }
    let known = form.mission.kinds.get(kind)?;
    let label = if field.label.is_empty() { &known.label } else { &field.label };
    Some(Line {
        label: labels::of(label, form.language()),
        blank: text.is_empty(),
        text: if text.is_empty() { Html::text(&form.w.say("form-blank")) } else { text },
        page: page.to_owned(),
    })
}
