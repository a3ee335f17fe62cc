//! What each button of a form does, short of saving.

use super::Said;
use super::begun::Begun;
use super::start::begin;
use crate::call::Call;
use crate::form::{self, Part, Scope};
use casework::draft::Draft;
use forms::answers::Answers;
use std::collections::BTreeSet;
use uuid::Uuid;

/// A pressed button.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Press {
    /// Go on.
    Next,
    /// One page back.
    Back,
    /// To a page.
    Page(usize),
    /// To the last page.
    Check,
    /// Work out the page anew.
    Show,
    /// A further row of a repeat.
    Add(String),
    /// A row, or a child, less.
    Remove(String),
    /// A further child of a kind.
    Child(String),
    /// Keep the draft and stop.
    Keep,
    /// Save.
    Save,
}

impl Press {
    /// What `do` says; what nobody offered shows the page anew.
    pub fn read(text: &str) -> Self {
        let (word, rest) = text.split_once(':').unwrap_or((text, ""));
        match (word, rest) {
            ("next", _) => Self::Next,
            ("back", _) => Self::Back,
            ("page", page) => page.parse().map_or(Self::Show, Self::Page),
            ("check", _) => Self::Check,
            ("add", path) => Self::Add(path.to_owned()),
            ("remove", path) => Self::Remove(path.to_owned()),
            ("child", kind) => Self::Child(kind.to_owned()),
            ("keep", _) => Self::Keep,
            ("save", _) => Self::Save,
            _ => Self::Show,
        }
    }
}

/// Does what a button says and gives the page that follows. What could not be read keeps the page where it is.
pub fn after(call: &Call, begun: &mut Begun, press: Press, current: Part, before: &BTreeSet<String>) -> Said {
    let stay = Said { part: current, ..Said::default() };
    match press {
        Press::Add(path) => add(call, begun, &path),
        Press::Remove(path) => remove(call, begun, &path),
        Press::Child(kind) => add_child(call, begun, &kind),
        _ if begun.has_errors() => return stay,
        Press::Next => return next(call, begun, current, before),
        Press::Back => return Said { part: neighbour(call, begun, current, false), ..stay },
        Press::Page(page) => return Said { part: Part::Page(page), ..stay },
        Press::Check => return check(call, begun, stay),
        Press::Show | Press::Keep | Press::Save => {}
    }
    stay
}

/// On: once the page is as it should be, and unless its answers bring up more questions on it.
fn next(call: &Call, begun: &mut Begun, current: Part, before: &BTreeSet<String>) -> Said {
    let stay = Said { part: current, ..Said::default() };
    let Part::Page(page) = current else { return check(call, begun, stay) };
    begun.judge(call);
    let (errors, news) = begun.form(call, |form| {
        let scope = Scope::Page(page);
        let here = |path: &str| form::covers(form, &scope, path);
        let errors: Vec<_> = form.errors.iter().filter(|error| here(&error.path)).cloned().collect();
        let fresh = |path: &&String| !before.contains(*path) && !form.answers.contains_key(*path) && here(path);
        (errors, form.relevant.iter().any(|path| fresh(&path)))
    });
    let children_here = begun.form(call, |form| form::holds_children(form, page));
    begun.errors = errors;
    if !children_here {
        begun.of_children.iter_mut().for_each(|(_, errors)| errors.clear());
    }
    if news && begun.errors.iter().all(|error| !before.contains(&error.path)) {
        begun.errors.clear();
        return Said { notice: call.words().say("form-more-questions"), ..stay };
    }
    if begun.has_errors() {
        return stay;
    }
    if !begun.draft.seen.contains(&page) {
        begun.draft.seen.push(page);
    }
    match neighbour(call, begun, current, true) {
        Part::Check => check(call, begun, stay),
        part => Said { part, ..stay },
    }
}

/// The page after or before one, of those that ask something now.
fn neighbour(call: &Call, begun: &Begun, current: Part, forward: bool) -> Part {
    let open = begun.form(call, form::open_pages);
    let last = open.last().map_or(Part::Check, |page| Part::Page(*page));
    match (current, forward) {
        (Part::Page(page), true) => {
            open.iter().find(|other| **other > page).map_or(Part::Check, |page| Part::Page(*page))
        }
        (Part::Page(page), false) => open.iter().rev().find(|other| **other < page).map_or(current, |p| Part::Page(*p)),
        (Part::Check, true) => Part::Check,
        (Part::Check, false) => last,
    }
}

/// The last page, or the first one on which something needs another look.
fn check(call: &Call, begun: &mut Begun, said: Said) -> Said {
    begun.judge(call);
    let part = if begun.has_errors() { first_wrong(call, begun).unwrap_or(said.part) } else { Part::Check };
    Said { part, ..said }
}

/// The page of the first error.
pub fn first_wrong(call: &Call, begun: &Begun) -> Option<Part> {
    begun.form(call, |form| {
        let own = form.errors.iter().find_map(|error| form::page_of(form, &error.path));
        let child = || form.children.iter().find(|child| !child.errors.is_empty());
        let of_child =
            || (0..form::pages(form.kind).len()).find(|page| child().is_some() && form::holds_children(form, *page));
        own.or_else(of_child).map(Part::Page)
    })
}

fn add(call: &Call, begun: &mut Begun, path: &str) {
    let id = call.app.office.new_id();
    if let Some((child, repeat)) = in_child(begun, path) {
        let answers = begun.form(call, |form| {
            let child = form.children.get(child)?;
            let mut answers = child.answers.clone();
            form::add_row(&form.of_child(child, ""), &mut answers, &repeat, id)?;
            Some(answers)
        });
        if let Some(answers) = answers {
            begun.draft.children[child].answers = answers;
        }
        return;
    }
    let mut answers = begun.answers(call);
    if begun.form(call, |form| form::add_row(form, &mut answers, path, id)).is_some() {
        begun.keep(&answers);
    }
}

fn remove(call: &Call, begun: &mut Begun, path: &str) {
    if let Some(child) = path.strip_prefix('@').and_then(|id| id.parse::<Uuid>().ok()) {
        if let Some(at) = begun.draft.children.iter().position(|draft| draft.id == child) {
            begun.draft.children.remove(at);
            begun.of_children.remove(at);
        }
        return;
    }
    if let Some((child, row)) = in_child(begun, path) {
        let mut answers: Answers = begun.draft.children[child].answers.clone();
        begun.form(call, |form| {
            if let Some(child) = form.children.get(child) {
                form::remove_row(&form.of_child(child, ""), &mut answers, &row);
            }
        });
        begun.draft.children[child].answers = answers;
        return;
    }
    let mut answers = begun.answers(call);
    begun.form(call, |form| form::remove_row(form, &mut answers, path));
    begun.keep(&answers);
}

/// The child a path `@<id>/…` lies in, by its place, and the path there.
fn in_child(begun: &Begun, path: &str) -> Option<(usize, String)> {
    let (id, rest) = path.strip_prefix('@')?.split_once('/')?;
    let id: Uuid = id.parse().ok()?;
    let at = begun.draft.children.iter().position(|draft| draft.id == id)?;
    Some((at, rest.to_owned()))
}

fn add_child(call: &Call, begun: &mut Begun, kind: &str) {
    let offered = (0..form::pages(&begun.kind).len()).any(|page| form::holds_child(&begun.kind, page, kind));
    let (true, Some(kind)) = (offered, begun.mission.kinds.get(kind).cloned()) else { return };
    let mut answers = Answers::new();
    begin(call, &kind, &mut answers);
    let id = call.app.office.new_id();
    begun.draft.children.push(Draft { id, kind: kind.name.clone(), answers, ..Draft::default() });
    begun.of_children.push(Default::default());
}
