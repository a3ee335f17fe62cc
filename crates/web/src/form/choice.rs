//! Questions with choices: up to seven as boxes to press, more in a list to open.

use super::missing::{self, Choice};
use super::question::{self, Parts};
use super::{Form, Html, labels};
use askama::Template;
use forms::answers;
use forms::{Code, Field, FieldType};
use serde_json::Value;

/// Most choices that are laid out side by side; more become a select.
const MOST_IN_VIEW: usize = 7;
/// Longest label, in characters, of choices that stand in a line.
const LONGEST_IN_LINE: usize = 24;
/// From so many choices on they stand in lines whatever their length, so that the page stays short.
const ALWAYS_IN_LINE: usize = 13;
/// Most places of an order of preference.
const MOST_RANKS: usize = 12;

#[derive(Template)]
#[template(path = "form/pick.html")]
struct Pick<'a> {
    kind: &'static str,
    name: &'a str,
    id: String,
    inline: bool,
    choices: Vec<Choice>,
}

#[derive(Template)]
#[template(path = "form/select.html")]
struct Select<'a> {
    name: &'a str,
    id: String,
    class: &'static str,
    more: Html,
    first: String,
    choices: Vec<Choice>,
}

/// `select_one` and `yes_no`.
pub fn one(form: &Form<'_>, field: &Field, path: &str) -> Html {
    let mut choices = offered(form, field, path);
    let in_view = choices.len() <= MOST_IN_VIEW && !field.appearance.contains("minimal");
    if form.may_lack(field) {
        choices.extend(missing::choices(form, path));
    }
    let name = form.name(path);
    let after = other(form, field, path);
    let (control, kind) = if in_view {
        (pick(form, path, "radio", &name, choices), "one")
    } else {
        let more = question::attributes(form, field, path, "");
        (select(form, &name, form.id(path), "w20", more, choices), "select")
    };
    question::draw(form, field, path, &Parts { kind, several: in_view, note: String::new(), control, after })
}

/// `select_multiple`.
pub fn several(form: &Form<'_>, field: &Field, path: &str) -> Html {
    let name = form.name(path);
    let control = pick(form, path, "checkbox", &name, offered(form, field, path));
    let mut after = other(form, field, path);
    if form.may_lack(field) {
        after.push(&missing::after(form, path, false));
    }
    let parts = Parts { kind: "several", several: true, note: form.w.say("form-several"), control, after };
    question::draw(form, field, path, &parts)
}

/// `rank`: one list for each place, the most preferred first.
pub fn rank(form: &Form<'_>, field: &Field, path: &str) -> Html {
    let name = form.name(path);
    let order = chosen(form, path);
    let places = offered(form, field, path).iter().filter(|choice| !choice.gone).count().min(MOST_RANKS);
    let mut control = Html::new();
    for place in 0..places {
        let mut choices = offered(form, field, path);
        for choice in &mut choices {
            choice.chosen = order.get(place) == Some(&choice.code);
        }
        let label = form.w.with("form-rank", "place", labels::number(form.language(), place + 1));
        let id = format!("{}-{place}", form.id(path));
        control.push(&Html::made(format!(
            "<div class=\"field\"><label for=\"{}\">{}</label>",
            Html::text(&id),
            Html::text(&label)
        )));
        control.push(&select(form, &name, id, "w20", Html::new(), choices));
        control.push(&Html::made("</div>".into()));
    }
    let after = if form.may_lack(field) { missing::after(form, path, false) } else { Html::new() };
    let parts = Parts { kind: "rank", several: true, note: form.w.say("form-rank-hint"), control, after };
    question::draw(form, field, path, &parts)
}

/// `acknowledge`: one box to tick.
pub fn acknowledge(form: &Form<'_>, field: &Field, path: &str) -> Html {
    let choice = Choice {
        code: "OK".into(),
        label: Html::text(&form.w.say("form-acknowledge")),
        lang: Html::new(),
        hint: Html::new(),
        chosen: chosen(form, path) == ["OK"],
        apart: false,
        gone: false,
    };
    let control = pick(form, path, "checkbox", &form.name(path), vec![choice]);
    let parts = Parts { kind: "acknowledge", several: true, note: String::new(), control, after: Html::new() };
    question::draw(form, field, path, &parts)
}

/// A list to open; its first choice is blank.
pub fn select(form: &Form<'_>, name: &str, id: String, class: &'static str, more: Html, choices: Vec<Choice>) -> Html {
    Html::of(&Select { name, id, class, more, first: form.w.say("form-choose"), choices })
}

fn pick(form: &Form<'_>, path: &str, kind: &'static str, name: &str, choices: Vec<Choice>) -> Html {
    let short = |choice: &Choice| choice.label.as_str().chars().count() <= LONGEST_IN_LINE && choice.hint.is_empty();
    let inline = choices.len() >= ALWAYS_IN_LINE || choices.iter().all(short);
    Html::of(&Pick { kind, name, id: form.id(path), inline, choices })
}

/// The codes that are offered now, the answer itself even where it is not any more, and "other".
fn offered(form: &Form<'_>, field: &Field, path: &str) -> Vec<Choice> {
    let chosen = chosen(form, path);
    if field.r#type == FieldType::YesNo {
        return ["yes", "no"]
            .map(|code| plain(code, &form.w.say(&format!("answer-{code}")), &chosen))
            .into_iter()
            .collect();
    }
    let (FieldType::SelectOne(list) | FieldType::SelectMultiple(list) | FieldType::Rank(list)) = &field.r#type else {
        return Vec::new();
    };
    let Some(list) = form.mission.codes.get(list) else { return Vec::new() };
    let offered = answers::choices(form.kind, form.mission, form.answers, path, form.env);
    let is_offered = |code: &Code| offered.iter().any(|other| other.code == code.code);
    let is_shown = |code: &Code| is_offered(code) || chosen.contains(&code.code);
    let follows = field.choice_filter.as_ref().is_some_and(|filter| !filter.reads.is_empty());
    let mut choices: Vec<Choice> = list
        .codes
        .iter()
        .filter(|code| is_shown(code) || (follows && answers::is_in_use(code, form.env)))
        .map(|code| Choice {
            code: code.code.clone(),
            label: Html::text(labels::spoken(&code.label, form.language()).0),
            lang: labels::lang_attribute(&code.label, form.language()),
            hint: labels::of(&code.hint, form.language()),
            chosen: chosen.contains(&code.code),
            apart: false,
            gone: !is_shown(code),
        })
        .collect();
    if list.takes_other() && !matches!(field.r#type, FieldType::Rank(_)) {
        choices.push(plain("other", &form.w.say("form-other"), &chosen));
    }
    choices
}

fn plain(code: &str, label: &str, chosen: &[String]) -> Choice {
    Choice {
        code: code.to_owned(),
        label: Html::text(label),
        lang: Html::new(),
        hint: Html::new(),
        chosen: chosen.iter().any(|other| other == code),
        apart: false,
        gone: false,
    }
}

/// The codes answered: what was posted, where it could not be read.
fn chosen(form: &Form<'_>, path: &str) -> Vec<String> {
    if let Some(typed) = form.typed.get(&form.name(path)) {
        return typed.clone();
    }
    match form.answers.get(path) {
        Some(Value::String(code)) => vec![code.clone()],
        Some(Value::Array(codes)) => codes.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
        _ => Vec::new(),
    }
}

#[derive(Template)]
#[template(path = "form/other.html")]
struct Other<'a> {
    name: String,
    id: String,
    label: String,
    value: &'a str,
    error: String,
    hidden: bool,
    sprite: &'a str,
}

/// The box for what "other" is; a reader who may not write it does not get it.
fn other(form: &Form<'_>, field: &Field, path: &str) -> Html {
    let (FieldType::SelectOne(list) | FieldType::SelectMultiple(list)) = &field.r#type else { return Html::new() };
    let text = format!("{path}_other");
    let takes = form.mission.codes.get(list).is_some_and(|list| list.takes_other());
    if !takes || !form.access.write.contains(&answers::compartment(form.kind, &text)) {
        return Html::new();
    }
    let name = form.name(&text);
    let value = form.typed(&name).or_else(|| form.answers.get(&text).and_then(Value::as_str)).unwrap_or_default();
    Html::of(&Other {
        id: form.id(&text),
        label: form.w.say("form-other-text"),
        error: super::errors::at(form, &text).unwrap_or_default(),
        hidden: !form.is_relevant(&text),
        sprite: form.sprite,
        value,
        name,
    })
}
