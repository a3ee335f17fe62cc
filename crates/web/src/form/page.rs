//! A whole form: its pages, one of them in view, what leads from one to the next, and how far it is filled.

use super::pages::{PageOf, pages};
use super::{Form, Html, check, data, draw, errors, labels};
use crate::say::Words;
use askama::Template;

/// A page of a form by its place in [`pages`], or the last one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// A page with questions.
    Page(usize),
    /// Check the answers.
    Check,
}

/// What is drawn of a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shown {
    /// The page in view.
    pub current: Part,
    /// The other pages too, hidden: a browser with JavaScript shows them without asking the server again.
    pub all: bool,
}

/// Whom a new record is about, to be chosen.
#[derive(Clone, Debug, Default)]
pub struct Subject {
    /// Id and title of each person.
    pub persons: Vec<(String, String)>,
    /// The one chosen; empty so far.
    pub chosen: String,
    /// Where a person is written down who is not among them; empty where she may not.
    pub new: String,
}

/// What a form needs to know of the page it stands on.
#[derive(Clone, Copy)]
pub struct Around<'a> {
    /// Where it is posted.
    pub action: &'a str,
    /// Hidden inputs: name and value.
    pub hidden: &'a [(&'a str, String)],
    /// What is drawn.
    pub shown: Shown,
    /// Pages gone through.
    pub seen: &'a [usize],
    /// What is wrong beyond single questions.
    pub general: &'a [String],
    /// The typed reason, where a rule asks for one.
    pub reason: Option<&'a str>,
    /// The persons it can be about, where that is not settled yet; with the one chosen so far.
    pub subject: Option<&'a Subject>,
    /// A line that says what just happened, such as that more questions came up.
    pub notice: &'a str,
    /// Where leaving the form leads.
    pub leave: &'a str,
}

#[derive(Template)]
#[template(path = "form/form.html")]
struct Whole<'a> {
    around: &'a Around<'a>,
    page: String,
    part: &'static str,
    summary: Html,
    sections: Vec<Section>,
    check: Option<Html>,
    check_place: String,
    about: bool,
    files: bool,
    steps: Vec<Step>,
    data: Html,
    sprite: &'a str,
    w: Words<'a>,
}

struct Section {
    page: usize,
    name: String,
    place: String,
    first: bool,
    hidden: bool,
    relevant: bool,
    label: Html,
    hint: Html,
    body: Html,
}

struct Step {
    goes: String,
    label: Html,
    icon: &'static str,
    state: &'static str,
    here: bool,
}

/// The HTML of a form. Without JavaScript its reader sees the page in view; the hidden rest is posted back as it came.
pub fn render(form: &Form<'_>, around: &Around<'_>) -> Html {
    let all = pages(form.kind);
    let drawn: Vec<(usize, &PageOf<'_>)> =
        all.iter().enumerate().filter(|(_, page)| page.is_drawn(form.access)).collect();
    let open: Vec<usize> = open_pages(form);
    let Shown { current, all: whole } = around.shown;
    let sections = drawn
        .iter()
        .filter(|(page, _)| whole || current == Part::Page(*page))
        .map(|(page, of)| section(form, *page, of, current, &open))
        .collect();
    let check = (current == Part::Check).then(|| check::draw(form));
    let about = form.kind.about == forms::kind::About::Person;
    Html::of(&Whole {
        page: match current {
            Part::Page(page) => page.to_string(),
            Part::Check => "check".into(),
        },
        part: if whole { "all" } else { "page" },
        summary: errors::summary(form, around.general, current),
        sections,
        check,
        check_place: place(form, open.len() + 1, &open),
        about,
        files: sends_files(form) || form.children.iter().any(|child| sends_files(&form.of_child(child, ""))),
        steps: steps(form, &drawn, &open, around),
        data: data::block(form),
        sprite: form.sprite,
        w: form.w,
        around,
    })
}

/// True when some question takes a file: only then the form is sent part by part.
fn sends_files(form: &Form<'_>) -> bool {
    form.kind.fields().into_iter().any(|field| casework::files::is_file(&field.r#type) && super::is_asked(field))
}

/// Places of the pages that have something to ask now.
pub fn open_pages(form: &Form<'_>) -> Vec<usize> {
    pages(form.kind)
        .iter()
        .enumerate()
        .filter(|(_, page)| page.is_drawn(form.access) && (page.name.is_empty() || form.is_relevant(page.name)))
        .map(|(place, _)| place)
        .collect()
}

/// `Page 3 of 7`; the last of them is the one on which the answers are checked.
fn place(form: &Form<'_>, number: usize, open: &[usize]) -> String {
    let local = |number| labels::number(form.language(), number);
    form.w.with_all("form-page-of", &[("number", &local(number)), ("count", &local(open.len() + 1))])
}

fn section(form: &Form<'_>, page: usize, of: &PageOf<'_>, current: Part, open: &[usize]) -> Section {
    Section {
        page,
        name: if of.name.is_empty() { String::new() } else { form.name(of.name) },
        place: place(form, open.iter().position(|other| *other == page).map_or(0, |at| at + 1), open),
        first: open.first() == Some(&page),
        hidden: current != Part::Page(page),
        relevant: open.contains(&page),
        label: labels::of(of.label, form.language()),
        hint: of.hint.map(|hint| labels::of(hint, form.language())).unwrap_or_default(),
        body: draw::items(form, of.items, ""),
    }
}

fn steps(form: &Form<'_>, drawn: &[(usize, &PageOf<'_>)], open: &[usize], around: &Around<'_>) -> Vec<Step> {
    let state = |part: Part, seen: bool| match (around.shown.current == part, seen) {
        (true, _) => ("i-half", "form-step-here"),
        (false, true) => ("i-met", "form-step-done"),
        (false, false) => ("i-todo", "form-step-todo"),
    };
    let mut steps: Vec<Step> = drawn
        .iter()
        .filter(|(page, _)| open.contains(page))
        .map(|(page, of)| {
            let (icon, state) = state(Part::Page(*page), around.seen.contains(page));
            let here = around.shown.current == Part::Page(*page);
            Step { goes: format!("page:{page}"), label: labels::of(of.label, form.language()), icon, state, here }
        })
        .collect();
    let (icon, state) = state(Part::Check, false);
    let label = Html::text(&form.w.say("form-check-title"));
    steps.push(Step { goes: "check".into(), label, icon, state, here: around.shown.current == Part::Check });
    steps
}
