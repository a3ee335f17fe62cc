//! What is wrong with an answer, in words; the summary that leads to each of them.

use super::draw::join;
use super::page::Part;
use super::{Form, Html, labels, pages};
use crate::say::{self, Words};
use askama::Template;
use calendar::{DateError, Language, Part as DatePart, month_name};
use casework::files;
use forms::answers::{ErrorCode, FieldError};
use forms::{Field, FieldType, Item};

/// The error beside the question at a path.
pub fn at(form: &Form<'_>, path: &str) -> Option<String> {
    let error = form.errors.iter().find(|error| error.path == path)?;
    Some(error_text(&form.w, form.kind.field(path), error))
}

/// What is wrong: in the form's own words where it has some.
pub fn error_text(w: &Words<'_>, field: Option<&Field>, error: &FieldError) -> String {
    let (own, _) = labels::spoken(&error.message, w.language);
    if !own.is_empty() {
        return own.to_owned();
    }
    let number = |number: String| say::digits(w.language, &number);
    match &error.code {
        ErrorCode::Required => w.say("form-error-required"),
        ErrorCode::Constraint => w.say("form-error-constraint"),
        ErrorCode::Type(_) => w.say(type_key(field.map(|field| &field.r#type))),
        ErrorCode::Date(wrong) => date_text(w, wrong),
        ErrorCode::Code(_) => w.say("form-error-code"),
        ErrorCode::CodeNotInUse(_) => w.say("form-error-code-not-in-use"),
        ErrorCode::CodeFiltered(_) => w.say("form-error-code-filtered"),
        ErrorCode::OtherText => w.say("form-error-other"),
        ErrorCode::Range(start, end, step) => w.with_all(
            "form-error-range",
            &[("start", &number(start.clone())), ("end", &number(end.clone())), ("step", &number(step.clone()))],
        ),
        ErrorCode::TooLong(_) if field.is_some_and(|field| files::is_file(&field.r#type)) => {
            w.say("form-error-file-too-long")
        }
        ErrorCode::TooLong(_) => w.say("form-error-too-long"),
        ErrorCode::TooManyRows(most) => w.with("form-error-rows", "most", number(most.to_string())),
        ErrorCode::UnknownField(_) | ErrorCode::RowId | ErrorCode::Expression(_) => w.say("form-error-form"),
    }
}

fn type_key(r#type: Option<&FieldType>) -> &'static str {
    match r#type {
        Some(FieldType::Integer) => "form-error-integer",
        Some(FieldType::Decimal | FieldType::Range) => "form-error-decimal",
        Some(FieldType::Date | FieldType::Today) => "form-error-date",
        Some(FieldType::Time) => "form-error-time",
        Some(FieldType::Datetime) => "form-error-datetime",
        Some(FieldType::Geopoint) => "form-error-point",
        Some(r#type) if files::is_file(r#type) => "form-error-file",
        _ => "form-error-code",
    }
}

/// Why something is not a date.
fn date_text(w: &Words<'_>, wrong: &DateError) -> String {
    let number = |number: i32| say::digits(w.language, &number.to_string());
    match wrong {
        DateError::Shape | DateError::YearFirst => w.say("form-error-date"),
        DateError::NoYear => w.say("form-error-date-no-year"),
        DateError::NotANumber { part } => w.say(match part {
            DatePart::Year => "form-error-date-year-digits",
            DatePart::Month => "form-error-date-month-digits",
            DatePart::Day => "form-error-date-day-digits",
        }),
        DateError::Year { year, first, last, .. } => w.with_all(
            "form-error-date-year",
            &[("year", &number(*year)), ("first", &number(*first)), ("last", &number(*last))],
        ),
        DateError::Month { month } => w.with("form-error-date-month", "month", number(*month)),
        DateError::Day { calendar, year, month, days, day } => {
            let language = Language::from_tag(w.language).unwrap_or(Language::English);
            let values = [
                ("month", month_name(*calendar, *month, language)),
                ("year", &number(*year)),
                ("days", &number(i32::from(*days))),
                ("day", &number(*day)),
            ];
            w.with_all("form-error-date-day", &values)
        }
        DateError::DayWithoutMonth => w.say("form-error-date-day-without-month"),
        DateError::EstimateWithMonth => w.say("form-error-date-estimate"),
        DateError::OutsideTable { .. } => w.say("form-error-date-outside"),
        DateError::Age { oldest, .. } => {
            w.with("form-error-date-age", "oldest", say::digits(w.language, &oldest.to_string()))
        }
    }
}

#[derive(Template)]
#[template(path = "form/errors.html")]
struct Summary {
    title: String,
    lines: Vec<Line>,
    kept: String,
}

struct Line {
    text: String,
    /// Where it leads on this page; empty for what has no question of its own.
    href: String,
    /// The button that leads to another page; empty for this one.
    button: String,
    page: String,
}

/// The summary at the top: how many, and a link to each. `general` is what has no question of its own. One on another
/// page than `shown` is reached by a button, because that page is not in view without JavaScript.
pub fn summary(form: &Form<'_>, general: &[String], shown: Part) -> Html {
    let mut lines: Vec<Line> = general
        .iter()
        .map(|text| Line { text: text.clone(), href: String::new(), button: String::new(), page: String::new() })
        .collect();
    lines.extend(lines_of(form, None, shown));
    let place = place_of_children(form);
    for child in form.children {
        let prefix = super::child_prefix(child.id);
        lines.extend(lines_of(&form.of_child(child, &prefix), place(&child.kind.name), shown));
    }
    if lines.is_empty() {
        return Html::new();
    }
    let title = form.w.with("form-errors-title", "count", lines.len());
    Html::of(&Summary { title, lines, kept: form.w.say("form-errors-kept") })
}

fn lines_of(form: &Form<'_>, page: Option<usize>, shown: Part) -> Vec<Line> {
    let own = page.is_none();
    form.errors
        .iter()
        .map(|error| {
            let field = form.kind.field(&error.path).or_else(|| form.kind.field(error.path.strip_suffix("_other")?));
            let text = error_text(&form.w, field, error);
            let (label, _) = field.map(|field| labels::spoken(&field.label, form.language())).unwrap_or_default();
            let page = if own { page_of(form, &error.path) } else { page };
            let elsewhere = page.filter(|page| shown != Part::Page(*page));
            Line {
                text: if error.message.is_empty() && !label.is_empty() { format!("{label} · {text}") } else { text },
                href: format!("#{}", form.id(&error.path)),
                button: elsewhere.map(|page| format!("page:{page}")).unwrap_or_default(),
                page: elsewhere.map(|page| page_name(form, page)).filter(|_| own).unwrap_or_default(),
            }
        })
        .collect()
}

fn page_name(form: &Form<'_>, page: usize) -> String {
    let pages = pages(form.kind);
    pages.get(page).map(|page| labels::spoken(page.label, form.language()).0.to_owned()).unwrap_or_default()
}

/// The page a path stands on.
pub fn page_of(form: &Form<'_>, path: &str) -> Option<usize> {
    let name = path.split('/').next().unwrap_or(path);
    let own = name.strip_suffix("_other");
    pages(form.kind).iter().position(|page| holds(page.items, name) || own.is_some_and(|name| holds(page.items, name)))
}

fn holds(items: &[Item], name: &str) -> bool {
    items.iter().any(|item| match item {
        Item::Field(field) => field.name == name,
        Item::Group(group) => group.name == name || holds(&group.survey, name),
        Item::Repeat(repeat) => repeat.name == name,
    })
}

/// On which page child forms of a kind stand.
fn place_of_children<'f>(form: &'f Form<'_>) -> impl Fn(&str) -> Option<usize> + 'f {
    |kind| {
        let asked = |field: &&Field| matches!(&field.r#type, FieldType::Children(child) if child == kind);
        let field = form.kind.fields().into_iter().find(asked)?;
        page_of(form, &join("", &field.name))
    }
}
