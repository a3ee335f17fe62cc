//! What was posted, brought back into the answers.
//!
//! Names of inputs are paths, as [`forms::answers::read_posted`] takes them, after `@<id>/` for those of a child. What
//! was drawn and comes back blank is blank; what was not drawn stays as it was.

use super::draw::join;
use super::pages::pages;
use super::{Form, Typed, draw, is_asked, refer, repeat};
use forms::answers::{self, Answers, ErrorCode, FieldError, MISSING};
use forms::{FieldType, Item};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// Name and value of each posted input.
pub type Pairs = [(String, String)];

/// Which questions were on the page that was posted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scope {
    /// All of them.
    All,
    /// Those of one page.
    Page(usize),
    /// Single ones.
    Paths(BTreeSet<String>),
    /// None.
    Nothing,
}

/// The answers after a posting.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Merged {
    /// All answers.
    pub answers: Answers,
    /// What could not be read.
    pub errors: Vec<FieldError>,
    /// What was typed there, and what is chosen on the page without being an answer.
    pub typed: Typed,
}

/// What the names of a child's inputs begin with.
pub fn child_prefix(id: Uuid) -> String {
    format!("@{id}/")
}

/// The pairs of a child, their names without the prefix.
pub fn of_child(pairs: &Pairs, id: Uuid) -> Vec<(String, String)> {
    let prefix = child_prefix(id);
    let strip = |(name, value): &(String, String)| Some((name.strip_prefix(&prefix)?.to_owned(), value.clone()));
    pairs.iter().filter_map(strip).collect()
}

/// The scope of what [`super::render`] drew.
pub fn rendered(part: &str, page: &str) -> Scope {
    match (part, page.parse()) {
        ("all", _) => Scope::All,
        (_, Ok(page)) => Scope::Page(page),
        _ => Scope::Nothing,
    }
}

/// Brings the pairs of a posted form into the answers that it was drawn from. `form` is the form as it was drawn.
pub fn merge(form: &Form<'_>, scope: &Scope, pairs: &Pairs) -> Merged {
    let drawn = Drawn { form, scope };
    let (values, whys) = tidied(form, pairs);
    let posted = answers::read_posted(form.kind, form.mission, &values, form.env);
    let mut found: Answers = posted.answers.into_iter().filter(|(path, _)| drawn.has(path)).collect();
    let errors: Vec<FieldError> = posted
        .errors
        .into_iter()
        .filter(|error| !matches!(error.code, ErrorCode::UnknownField(_)) && drawn.has(&error.path))
        .collect();
    let wrong = |path: &str| errors.iter().any(|error| error.path == path);
    for (path, why) in whys {
        if !drawn.has(&path) || wrong(&path) {
            continue;
        }
        // Without JavaScript a reader can choose "does not know" and leave the old answer in its box. What she changed
        // counts: the choice where the box is as it was, else what she wrote.
        let untouched = found.get(&path).is_none_or(|answer| form.answers.get(&path) == Some(answer));
        if untouched {
            found.insert(path, json!({ "missing": why }));
        }
    }
    let mut merged: Answers = form
        .answers
        .iter()
        .filter(|(path, _)| wrong(path) || !drawn.has(path))
        .map(|(p, v)| (p.clone(), v.clone()))
        .collect();
    merged.extend(found);
    let merged = without_orphans(merged);
    let typed = typed(form, &values, &merged, &errors);
    Merged { answers: merged, errors, typed }
}

/// Takes away what lies in a row that is no longer there.
fn without_orphans(answers: Answers) -> Answers {
    let mut kept = Answers::new();
    // A row's mark comes before what lies in the row, so one way through is enough.
    for (path, answer) in answers {
        let mut rows = path.match_indices('/').enumerate().filter(|(n, _)| n % 2 == 1).map(|(_, (at, _))| &path[..at]);
        if rows.all(|row| kept.contains_key(row)) {
            kept.insert(path, answer);
        }
    }
    kept
}

/// The pairs as `read_posted` takes them, and apart from them which answers were said to be missing.
fn tidied(form: &Form<'_>, pairs: &Pairs) -> (Vec<(String, String)>, BTreeMap<String, String>) {
    let mut values: Vec<(String, String)> = Vec::new();
    let mut whys = BTreeMap::new();
    let mut boxes: BTreeMap<&str, BTreeMap<&str, &str>> = BTreeMap::new();
    for (name, value) in pairs.iter().filter(|(name, _)| !name.starts_with(['_', '$', '@'])) {
        let cut = name.rsplit_once('.').filter(|(path, _)| form.kind.field(path).is_some());
        let of_type = |path: &str| form.kind.field(path).map(|field| &field.r#type);
        match cut {
            Some((path, "missing")) if MISSING.contains(&value.as_str()) => {
                whys.insert(path.to_owned(), value.clone());
            }
            Some((_, "missing")) => {}
            Some((path, part @ ("lat" | "lon" | "acc"))) if of_type(path) == Some(&FieldType::Geopoint) => {
                boxes.entry(path).or_default().insert(part, value.trim());
            }
            Some((path, "within")) if of_type(path) == Some(&FieldType::Place) => {
                boxes.entry(path).or_default().insert("within", value.trim());
            }
            None if of_type(name) == Some(&FieldType::Place) => {
                boxes.entry(name).or_default().insert("", value.trim());
            }
            None if matches!(of_type(name), Some(FieldType::Ref(_))) && MISSING.contains(&value.as_str()) => {
                whys.insert(name.clone(), value.clone());
            }
            _ => values.push((name.clone(), value.clone())),
        }
    }
    for (path, boxes) in boxes {
        let part = |name: &str| boxes.get(name).copied().unwrap_or_default();
        if MISSING.contains(&part("within")) {
            whys.insert(path.to_owned(), part("within").to_owned());
        } else if boxes.contains_key("lat") || boxes.contains_key("lon") {
            values.push((path.to_owned(), point(part("lat"), part("lon"), part("acc"))));
        } else {
            values.push((path.to_owned(), place(form, part("within"), part("")).to_owned()));
        }
    }
    (values, whys)
}

fn point(latitude: &str, longitude: &str, accuracy: &str) -> String {
    let text = match accuracy {
        "" => format!("{latitude} {longitude}"),
        accuracy => format!("{latitude} {longitude} 0 {accuracy}"),
    };
    calendar::to_latin_digits(text.trim())
}

/// The municipality where it lies in the chosen district, else the district.
fn place<'a>(form: &'a Form<'_>, district: &'a str, unit: &'a str) -> &'a str {
    let lies = district.is_empty() || super::place::district_of(form, unit) == district;
    if !unit.is_empty() && lies { unit } else { district }
}

/// What is to be seen again in the inputs: all boxes of what could not be read, and a calendar chosen without a date.
fn typed(form: &Form<'_>, values: &Pairs, answers: &Answers, errors: &[FieldError]) -> Typed {
    let mut typed = Typed::new();
    for (name, value) in values {
        let path = name.rsplit_once('.').map_or(name.as_str(), |(path, _)| path);
        let wrong = errors.iter().any(|error| error.path == *name || error.path == path);
        let calendar = name.ends_with(".cal") && !answers.contains_key(path);
        if wrong || calendar {
            typed.entry(form.name(name)).or_default().push(value.clone());
        }
    }
    for error in errors {
        let parts = values.iter().find(|(name, _)| *name == error.path).map(|(_, value)| value.as_str());
        let geopoint = form.kind.field(&error.path).is_some_and(|field| field.r#type == FieldType::Geopoint);
        if let (true, Some(text)) = (geopoint, parts) {
            let numbers: Vec<&str> = text.split_ascii_whitespace().collect();
            for (part, place) in [("lat", 0), ("lon", 1), ("acc", 3)] {
                let number = numbers.get(place).copied().unwrap_or_default();
                typed.insert(form.name(&format!("{}.{part}", error.path)), vec![number.to_owned()]);
            }
        }
    }
    typed
}

/// What was drawn.
struct Drawn<'d, 'f> {
    form: &'d Form<'f>,
    scope: &'d Scope,
}

impl Drawn<'_, '_> {
    /// True when the answer, or the mark of a row, at a path had its input on the page.
    fn has(&self, path: &str) -> bool {
        match self.scope {
            Scope::Nothing => false,
            Scope::Paths(paths) => paths.contains(path) && self.within(&self.form.kind.survey, "", path),
            Scope::All => pages(self.form.kind).iter().any(|page| self.within(page.items, "", path)),
            Scope::Page(number) => {
                pages(self.form.kind).get(*number).is_some_and(|page| self.within(page.items, "", path))
            }
        }
    }

    fn within(&self, items: &[Item], row: &str, path: &str) -> bool {
        let rest =
            if row.is_empty() { path } else { path.strip_prefix(row).and_then(|p| p.strip_prefix('/')).unwrap_or("") };
        let name = rest.split('/').next().unwrap_or_default();
        items.iter().any(|item| match item {
            Item::Group(group) => self.within(&group.survey, row, path),
            Item::Repeat(repeat) if repeat.name == name => {
                let writes = self.form.access.write.contains(&repeat.compartment);
                let Some(id) = rest.split('/').nth(1) else { return writes };
                let inner = format!("{}/{id}", join(row, name));
                writes && (inner == path || self.within(&repeat.survey, &inner, path))
            }
            Item::Repeat(_) => false,
            Item::Field(field) => {
                let own = join(row, &field.name) == path;
                let other = path.strip_suffix("_other").is_some_and(|of| of == join(row, &field.name));
                (own && self.is_drawn(field, path)) || (other && self.takes_other(field, path))
            }
        })
    }

    fn is_drawn(&self, field: &forms::Field, path: &str) -> bool {
        let beyond = matches!(&field.r#type, FieldType::Ref(target) if refer::is_beyond(self.form, target, path));
        draw::is_drawn(self.form, field, path) && !beyond
    }

    fn takes_other(&self, field: &forms::Field, path: &str) -> bool {
        let (FieldType::SelectOne(list) | FieldType::SelectMultiple(list)) = &field.r#type else { return false };
        let takes = self.form.mission.codes.get(list).is_some_and(|list| list.takes_other());
        takes && is_asked(field) && self.form.access.write.contains(&answers::compartment(self.form.kind, path))
    }
}

/// Adds a row to a repeat, with its first answers, and gives its path. `repeat` is a path the form draws.
pub fn add_row(form: &Form<'_>, answers: &mut Answers, repeat: &str, id: Uuid) -> Option<String> {
    let row = format!("{repeat}/{id}");
    let fits = repeat::rows_of(answers, repeat).len() < answers::MAX_ROWS;
    let drawn = Drawn { form, scope: &Scope::All };
    if !fits || !drawn.has(&row) {
        return None;
    }
    answers::begin_row(form.kind, form.mission, answers, &row, form.env);
    Some(row)
}

/// Takes a row of a repeat away with all that lies in it.
pub fn remove_row(form: &Form<'_>, answers: &mut Answers, row: &str) {
    let drawn = Drawn { form, scope: &Scope::All };
    if drawn.has(row) {
        answers::apply(answers, &[(row.to_owned(), None)].into());
    }
}

/// True when the answer at a path, the mark of a row, or a repeat has its place on the pages of `scope`.
pub fn covers(form: &Form<'_>, scope: &Scope, path: &str) -> bool {
    Drawn { form, scope }.has(path)
}
