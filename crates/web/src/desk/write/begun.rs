//! A form that was begun: what it is for, the answers it was drawn from, and what changed since.
//!
//! For a record that exists the draft holds changes only: a path with its new answer, or null where it was blanked. The
//! other answers are read anew each time, as they were at the version the form was begun from, so that what someone
//! else changes meanwhile is never sent back as if it were hers.

use super::files::note_refused;
use super::known::Records;
use super::start::{as_of, begin, changes, creating, in_env, stamps};
use crate::assets;
use crate::call::Call;
use crate::form::{self, Access, Child, Form, Known, Scope, Subject, Typed};
use casework::Error;
use casework::draft::{self, Draft};
use casework::record::{self, View};
use forms::answers::{self, Answers, FieldError, Recomputed};
use forms::kind::About;
use forms::roles::Action;
use forms::{Kind, Mission};
use serde_json::Value;
use std::collections::BTreeSet;
use std::sync::Arc;
use uuid::Uuid;

/// A form that was begun.
pub struct Begun {
    /// The mission it is filled under.
    pub mission: Arc<Mission>,
    /// The kind.
    pub kind: Arc<Kind>,
    /// What she may read and write.
    pub access: Access,
    /// The record, where it exists.
    pub view: Option<View>,
    /// Its answers at the version the form was begun from; for a new record its first answers.
    pub base: Answers,
    /// What is kept.
    pub draft: Draft,
    /// True when a draft of it was kept before.
    pub was_kept: bool,
    /// What was typed and could not be read.
    pub typed: Typed,
    /// What needs another look.
    pub errors: Vec<FieldError>,
    /// The same of each child, in the order of the draft's children.
    pub of_children: Vec<(Typed, Vec<FieldError>)>,
}

impl Begun {
    /// A form for a new record of a kind, below `parent` where it hangs under one.
    ///
    /// # Errors
    /// [`Error::NotFound`] for a kind that is not open to her, [`Error::Forbidden`] for one she only sees,
    /// [`Error::Request`] for a parent it does not hang under.
    pub fn new(call: &Call, kind: &str, parent: Option<&View>) -> Result<Self, Error> {
        let person = match parent {
            Some(view) => about(view),
            None => call.asked("person").parse().ok(),
        };
        let draft = Draft {
            id: call.app.office.new_id(),
            kind: kind.to_owned(),
            parent: parent.map(|view| view.row.id),
            person,
            ..Draft::default()
        };
        Self::fresh(call, draft, parent)
    }

    /// A form for a new record that was begun before.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such draft of hers.
    pub fn again(call: &Call, id: Uuid) -> Result<Self, Error> {
        let draft = draft::read(&call.app.office, &call.actor, id)?.ok_or(Error::NotFound)?;
        let parent = draft.parent.map(|id| record::open(&call.app.office, &call.actor, id)).transpose()?;
        Ok(Self { was_kept: true, ..Self::fresh(call, draft, parent.as_ref())? })
    }

    /// The form of a record, with the changes kept in a draft.
    ///
    /// # Errors
    /// [`Error::Forbidden`] when she may see it and not change it.
    pub fn of_record(call: &Call, view: View, draft: Option<Draft>) -> Result<Self, Error> {
        if !view.access.actions.contains(&Action::Change) {
            return Err(Error::Forbidden { right: "change".into() });
        }
        let draft = draft.filter(|draft| draft.kind == view.kind.name && draft.base > 0).unwrap_or_else(|| Draft {
            id: view.row.id,
            kind: view.kind.name.clone(),
            base: view.version,
            ..Draft::default()
        });
        let access = Access { see: view.access.see.clone(), write: view.access.write.clone() };
        let base = as_of(call, &view, draft.base)?;
        Ok(Self::with(call, view.kind.clone(), access, Some(view), base, draft))
    }

    /// The form that was posted, with what was kept of it before.
    ///
    /// # Errors
    /// As for the form itself, which may not be open to her any more.
    pub fn posted(call: &Call) -> Result<Self, Error> {
        let id: Uuid = call.posted("_id").parse().map_err(|_| Error::NotFound)?;
        let base: i64 = call.posted("_base").parse().unwrap_or(0);
        let kept = draft::read(&call.app.office, &call.actor, id)?;
        let was_kept = kept.is_some();
        if base > 0 {
            let view = record::open(&call.app.office, &call.actor, id)?;
            let begun = Draft { id, kind: view.kind.name.clone(), base, ..Draft::default() };
            let draft = kept.filter(|draft| draft.base == base).unwrap_or(begun);
            return Ok(Self { was_kept, ..Self::of_record(call, view, Some(draft))? });
        }
        let draft = kept.filter(|draft| draft.kind == call.posted("_kind")).unwrap_or_else(|| Draft {
            id,
            kind: call.posted("_kind").to_owned(),
            parent: call.posted("_parent").parse().ok(),
            ..Draft::default()
        });
        let parent = draft.parent.map(|id| record::open(&call.app.office, &call.actor, id)).transpose()?;
        let mut begun = Self { was_kept, ..Self::fresh(call, draft, parent.as_ref())? };
        begun.draft.person = match &parent {
            Some(view) => about(view),
            None => call.posted("_person").parse().ok().filter(|_| begun.asks_for_person()),
        };
        Ok(begun)
    }

    fn fresh(call: &Call, draft: Draft, parent: Option<&View>) -> Result<Self, Error> {
        let kind = call.app.office.kind(&draft.kind)?;
        let access = creating(call, &kind, parent).ok_or_else(|| call.no_making(&kind))?;
        let hangs = |view: &View| kind.parent.contains(&view.kind.name);
        if parent.map_or(!kind.parent.is_empty(), |view| !hangs(view)) {
            return Err(Error::Request(call.words().say("error-request-text")));
        }
        let mut base = Answers::new();
        begin(call, &kind, &mut base);
        base.extend(stamps(call, &kind, &access, draft.id));
        Ok(Self::with(call, kind, access, None, base, draft))
    }

    fn with(call: &Call, kind: Arc<Kind>, access: Access, view: Option<View>, base: Answers, draft: Draft) -> Self {
        let of_children = draft.children.iter().map(|_| Default::default()).collect();
        Self {
            mission: call.app.office.mission(),
            typed: Typed::new(),
            errors: Vec::new(),
            was_kept: false,
            of_children,
            kind,
            access,
            view,
            base,
            draft,
        }
    }

    /// The answers as they stand with what was changed, worked out.
    pub fn answers(&self, call: &Call) -> Answers {
        self.worked_out(call).0
    }

    /// What is relevant in them.
    pub fn relevant(&self, call: &Call) -> BTreeSet<String> {
        self.worked_out(call).1.relevant
    }

    fn worked_out(&self, call: &Call) -> (Answers, Recomputed) {
        let mut answers = self.base.clone();
        answers::apply(&mut answers, &changes(&self.draft.answers));
        let done = in_env(call, &self.mission, |env| answers::recompute(&self.kind, &self.mission, &mut answers, env));
        (answers, done)
    }

    /// The form to draw or to read.
    pub fn form<T>(&self, call: &Call, then: impl FnOnce(&Form<'_>) -> T) -> T {
        let (answers, Recomputed { relevant, .. }) = self.worked_out(call);
        let children = self.children(call);
        let known = Records::new(call);
        in_env(call, &self.mission, |env| {
            then(&Form {
                kind: &self.kind,
                mission: &self.mission,
                answers: &answers,
                relevant: &relevant,
                typed: &self.typed,
                errors: &self.errors,
                access: &self.access,
                w: call.words(),
                env,
                known: &known,
                sprite: assets::address("sprite.svg"),
                children: &children,
                prefix: "",
            })
        })
    }

    fn children(&self, call: &Call) -> Vec<Child> {
        let children = self.draft.children.iter().zip(&self.of_children);
        let child = |(draft, (typed, errors)): (&Draft, &(Typed, Vec<FieldError>))| {
            let kind = self.mission.kinds.get(&draft.kind)?.clone();
            let mut answers = draft.answers.clone();
            let relevant = in_env(call, &self.mission, |env| {
                answers::recompute(&kind, &self.mission, &mut answers, env);
                answers::relevant(&kind, &self.mission, &answers, env)
            });
            let access = creating(call, &kind, self.view.as_ref())?;
            Some(Child { id: draft.id, answers, relevant, typed: typed.clone(), errors: errors.clone(), access, kind })
        };
        children.filter_map(child).collect()
    }

    /// Takes in what was posted.
    pub fn take(&mut self, call: &Call) {
        let scope = form::rendered(call.posted("_part"), call.posted("_page"));
        self.take_from(call, &scope);
        self.take_children(call, &scope);
        note_refused(call, self);
    }

    fn take_children(&mut self, call: &Call, scope: &Scope) {
        if *scope == Scope::Nothing {
            return;
        }
        self.fill_up(call);
        if self.draft.children.is_empty() {
            return;
        }
        let merged: Vec<(Uuid, form::Merged)> = self.form(call, |form| {
            let child = |child: &Child| {
                let pairs = form::of_child(&call.form, child.id);
                (child.id, form::merge(&form.of_child(child, ""), &Scope::All, &pairs))
            };
            let posted = |child: &&Child| {
                let mark = form::child_prefix(child.id);
                call.form.iter().any(|(name, _)| name.starts_with(&mark))
            };
            form.children.iter().filter(posted).map(child).collect()
        });
        for (id, merged) in merged {
            if let Some(at) = self.draft.children.iter().position(|draft| draft.id == id) {
                self.draft.children[at].answers = merged.answers;
                self.of_children[at] = (merged.typed, merged.errors);
            }
        }
    }

    /// Adds the rows that an answer asks for. A row that one comes to lack while rows are added is added next time.
    fn fill_up(&mut self, call: &Call) {
        let filled = self.form(call, |form| {
            let lacking = form::lacking(form);
            let rows = lacking.iter().flat_map(|(repeat, rows)| std::iter::repeat_n(repeat, *rows));
            let mut answers = (!lacking.is_empty()).then(|| form.answers.clone())?;
            let add = |repeat: &String| form::add_row(form, &mut answers, repeat, call.app.office.new_id());
            (rows.filter_map(add).count() > 0).then_some(answers)
        });
        if let Some(answers) = filled {
            self.keep(&answers);
        }
    }

    /// Takes in what was posted of some questions.
    pub fn take_from(&mut self, call: &Call, scope: &Scope) {
        let merged = self.form(call, |form| form::merge(form, scope, &call.form));
        self.keep(&merged.answers);
        self.errors = merged.errors;
        self.typed = merged.typed;
    }

    /// Makes the draft say that these are the answers.
    pub fn keep(&mut self, answers: &Answers) {
        let changes = answers::diff(&self.base, answers);
        let given = |path: &str| self.kind.field(path).is_none_or(|field| field.calculation.is_none());
        self.draft.answers = changes
            .into_iter()
            .filter(|(path, _)| given(path))
            .map(|(path, answer)| (path, answer.unwrap_or(Value::Null)))
            .collect();
    }

    /// True when something needs another look.
    pub fn has_errors(&self) -> bool {
        !self.errors.is_empty() || self.of_children.iter().any(|(_, errors)| !errors.is_empty())
    }

    /// All that keeps the form from being saved, as far as it is on its pages.
    pub fn judge(&mut self, call: &Call) {
        let (answers, done) = self.worked_out(call);
        let found = in_env(call, &self.mission, |env| {
            answers::validate_recomputed(&self.kind, &self.mission, &answers, done, env)
        });
        let unread: Vec<FieldError> = std::mem::take(&mut self.errors);
        let drawn: Vec<FieldError> = self.form(call, |form| {
            let news = found.into_iter().filter(|e| unread.iter().all(|other| other.path != e.path));
            news.filter(|error| form::covers(form, &Scope::All, &error.path)).collect()
        });
        // An old answer that is no longer offered may stay as long as nobody touches it.
        let touched = |error: &FieldError| {
            !matches!(error.code, answers::ErrorCode::CodeNotInUse(_)) || self.draft.answers.contains_key(&error.path)
        };
        let drawn: Vec<FieldError> = drawn.into_iter().filter(touched).collect();
        self.errors = unread.into_iter().chain(drawn).collect();
        for (at, child) in self.children(call).into_iter().enumerate() {
            let found =
                in_env(call, &self.mission, |env| answers::validate(&child.kind, &self.mission, &child.answers, env));
            let unread = &mut self.of_children[at].1;
            let news: Vec<FieldError> =
                found.into_iter().filter(|e| unread.iter().all(|other| other.path != e.path)).collect();
            unread.extend(news);
        }
    }

    /// Heading of the form.
    pub fn title(&self, call: &Call) -> String {
        match &self.view {
            Some(view) => call.words().with("form-edit", "what", view.title.as_str()),
            None => call.words().with("form-new", "what", self.kind.label.get(&call.language)),
        }
    }

    /// The inputs that say what the form is for.
    pub fn hidden(&self, call: &Call) -> Vec<(&'static str, String)> {
        let id = |id: Option<Uuid>| id.map(|id| id.to_string()).unwrap_or_default();
        vec![
            ("csrf", call.csrf().to_owned()),
            ("_id", self.draft.id.to_string()),
            ("_kind", self.kind.name.clone()),
            ("_base", self.draft.base.to_string()),
            ("_parent", id(self.draft.parent)),
        ]
    }

    /// True when the record is about a person who is chosen in the form: a new one that stands alone, unless the form
    /// itself writes her down.
    fn asks_for_person(&self) -> bool {
        self.draft.base == 0
            && self.draft.parent.is_none()
            && self.kind.about == About::Person
            && self.kind.claims.is_none()
    }

    /// The persons to choose from.
    pub fn subject(&self, call: &Call) -> Option<Subject> {
        if !self.asks_for_person() {
            return None;
        }
        let may_add = self.mission.kinds.get("person").is_some_and(|kind| call.actor.may_ever(kind, Action::Create));
        Some(Subject {
            persons: Records::new(call).records("person"),
            chosen: self.draft.person.map(|id| id.to_string()).unwrap_or_default(),
            new: if may_add { "/desk/new/person".into() } else { String::new() },
        })
    }

    /// True when nobody was chosen whom the record is about.
    pub fn lacks_person(&self) -> bool {
        self.asks_for_person() && self.draft.person.is_none()
    }

    /// Where leaving the form leads.
    pub fn leave(&self) -> String {
        match (self.draft.base, self.draft.parent) {
            (0, Some(parent)) => format!("/desk/r/{parent}"),
            (0, None) => format!("/desk/list/{}", self.kind.name),
            _ => format!("/desk/r/{}", self.draft.id),
        }
    }
}

/// Whom a record is about, and so what is added below it.
fn about(view: &View) -> Option<Uuid> {
    if view.kind.name == "person" { Some(view.row.id) } else { view.row.person }
}
