//! Rows that can be given many times, also within one another, with and without JavaScript.

use super::draw::{self, join};
use super::{Form, Html, errors, labels};
use askama::Template;
use forms::answers::{self, Answers};
use forms::{Item, Repeat};
use std::collections::BTreeSet;

#[derive(Template)]
#[template(path = "form/repeat.html")]
struct Rows<'a> {
    name: String,
    id: String,
    hidden: bool,
    label: Html,
    hint: Html,
    error: String,
    rows: Vec<Row>,
    template: Option<Row>,
    add: String,
    add_label: String,
    sprite: &'a str,
}

struct Row {
    name: String,
    id: String,
    heading: Html,
    body: Html,
    remove: String,
    remove_label: String,
}

/// Draws a repeat: each row a numbered fieldset, the row a browser copies, and "add". Nothing where its part may not be
/// written.
pub fn draw(form: &Form<'_>, repeat: &Repeat, row: &str) -> Html {
    if !form.access.write.contains(&repeat.compartment) {
        return Html::new();
    }
    let path = join(row, &repeat.name);
    let rows = rows_of(form.answers, &path);
    let wanted = wanted(form, repeat, &path);
    let (label, _) = labels::spoken(&repeat.label, form.language());
    Html::of(&Rows {
        name: form.name(&path),
        id: form.id(&path),
        hidden: !form.is_relevant(&path),
        label: labels::of(&repeat.label, form.language()),
        hint: labels::of(&repeat.hint, form.language()),
        error: errors::at(form, &path).unwrap_or_default(),
        rows: rows
            .iter()
            .enumerate()
            .map(|(n, row)| one(form, repeat, row, &labels::number(form.language(), n + 1)))
            .collect(),
        template: wanted.is_none().then(|| copied(form, repeat, &path)),
        add: if wanted.is_some() { String::new() } else { format!("add:{}", form.name(&path)) },
        add_label: form.w.with("form-add", "what", label),
        sprite: form.sprite,
    })
}

/// Paths of the rows of the repeat at `path`, in order.
pub fn rows_of(answers: &Answers, path: &str) -> Vec<String> {
    let prefix = format!("{path}/");
    answers
        .range(prefix.clone()..)
        .map_while(|(key, _)| key.strip_prefix(&prefix).map(|rest| (key, rest)))
        .filter(|(_, rest)| !rest.contains('/'))
        .map(|(key, _)| key.clone())
        .collect()
}

/// How many rows there are to be, where an answer fixes it.
pub fn wanted(form: &Form<'_>, repeat: &Repeat, path: &str) -> Option<usize> {
    let count = repeat.count.as_ref()?;
    let view = answers::AnswersView::new(form.kind, form.mission, form.answers, form.env);
    let number = count.eval(&view.context(path)).ok()?.number(&form.env.zone);
    // A float becomes the nearest whole number within the bounds; NaN becomes 0.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to what a repeat may hold")]
    let rows = number.clamp(0.0, answers::MAX_ROWS as f64) as usize;
    Some(rows)
}

fn one(form: &Form<'_>, repeat: &Repeat, row: &str, number: &str) -> Row {
    let (label, _) = labels::spoken(&repeat.label, form.language());
    Row {
        name: form.name(row),
        id: form.id(row),
        heading: Html::text(&form.w.with_all("form-row", &[("what", label), ("number", number)])),
        body: draw::items(form, &repeat.survey, row),
        remove: format!("remove:{}", form.name(row)),
        remove_label: form.w.with_all("form-remove", &[("what", label), ("number", number)]),
    }
}

/// What stands for a row's id in the row a browser copies, one for each depth; and for its number.
fn stand_in(depth: usize) -> String {
    format!("__{depth}__")
}

/// The row a browser copies: that of a new row with its first answers.
fn copied(form: &Form<'_>, repeat: &Repeat, path: &str) -> Row {
    let depth = path.matches('/').count() / 2;
    let row = format!("{path}/{}", stand_in(depth));
    let mut begun: Answers = form.answers.clone();
    answers::begin_row(form.kind, form.mission, &mut begun, &row, form.env);
    let relevant: BTreeSet<String> = answers::relevant(form.kind, form.mission, &begun, form.env);
    let fresh = Form { answers: &begun, relevant: &relevant, errors: &[], ..*form };
    one(&fresh, repeat, &row, "__number__")
}

/// Repeats of a form with fewer rows than an answer asks for (`repeat_count`), and how many are lacking.
pub fn lacking(form: &Form<'_>) -> Vec<(String, usize)> {
    let mut found = Vec::new();
    note_lacking(form, &form.kind.survey, "", &mut found);
    found
}

fn note_lacking(form: &Form<'_>, items: &[Item], row: &str, found: &mut Vec<(String, usize)>) {
    for item in items {
        match item {
            Item::Field(_) => {}
            Item::Group(group) => note_lacking(form, &group.survey, row, found),
            Item::Repeat(repeat) => {
                let path = join(row, &repeat.name);
                let rows = rows_of(form.answers, &path);
                let more = wanted(form, repeat, &path).unwrap_or(0).saturating_sub(rows.len());
                if more > 0 && form.is_relevant(&path) {
                    found.push((path, more));
                }
                for row in rows {
                    note_lacking(form, &repeat.survey, &row, found);
                }
            }
        }
    }
}
