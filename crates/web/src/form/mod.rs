//! Forms, drawn once, in Rust, for readers with and without JavaScript (`docs/kinds.md` 2 and 4).
//!
//! [`render`] makes the HTML of a form from its kind and the answers so far: each page a section, of which the reader
//! sees one; what is not relevant is there and hidden, so that a browser with JavaScript can show it at once and one
//! without gets it from the server on "Next". [`Merged`] brings what was posted back into the answers. Nothing here
//! reads the store: what else a form offers, such as records to choose from, comes through [`Known`].

mod check;
mod choice;
mod data;
mod date;
mod draw;
mod errors;
mod field;
mod file;
mod html;
mod labels;
mod missing;
mod page;
mod pages;
mod place;
mod post;
mod question;
mod refer;
mod repeat;
mod value;

pub use errors::{error_text, page_of};
pub use file::{FileLine, about as about_file};
pub use html::Html;
pub use page::{Around, Part, Shown, Subject, open_pages, render};
pub use pages::{holds_child, holds_children, pages};
pub use post::{Merged, Scope, add_row, child_prefix, covers, merge, of_child, remove_row, rendered};
pub use repeat::lacking;
pub use value::text as value_text;

use crate::say::Words;
use forms::answers::{Answers, FieldError};
use forms::expr::Env;
use forms::{Compartment, Field, FieldType, Kind, Mission};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use uuid::Uuid;

/// What was typed, by the name of the input, where it could not be read as an answer.
pub type Typed = BTreeMap<String, Vec<String>>;

/// What the one who fills the form may read and write.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Access {
    /// Compartments she may read.
    pub see: BTreeSet<Compartment>,
    /// Compartments she may write: only their fields are drawn.
    pub write: BTreeSet<Compartment>,
}

/// What a form knows beyond its own kind.
pub trait Known {
    /// Records of a kind, or the `user`s, `site`s or `team`s, that the reader may choose from: id and title.
    fn records(&self, target: &str) -> Vec<(String, String)>;

    /// The title of one of them; empty when it is not open to the reader.
    fn title(&self, target: &str, id: &str) -> String;

    /// What is told of a file; nothing when it is not open to the reader.
    fn file(&self, id: &str) -> Option<FileLine>;
}

/// A form to draw.
#[derive(Clone, Copy)]
pub struct Form<'a> {
    /// The kind.
    pub kind: &'a Kind,
    /// The mission it belongs to.
    pub mission: &'a Mission,
    /// The answers so far.
    pub answers: &'a Answers,
    /// Paths of what is relevant, as [`forms::answers::relevant`] gives them.
    pub relevant: &'a BTreeSet<String>,
    /// What was typed and could not be read.
    pub typed: &'a Typed,
    /// What needs another look.
    pub errors: &'a [FieldError],
    /// What may be read and written.
    pub access: &'a Access,
    /// Texts in the language of the page.
    pub w: Words<'a>,
    /// Day, zone, language, table of the calendar.
    pub env: &'a Env<'a>,
    /// Records to choose from.
    pub known: &'a dyn Known,
    /// Address of the sprite of icons.
    pub sprite: &'a str,
    /// Child records begun in the same form.
    pub children: &'a [Child],
    /// What the names of its inputs begin with: empty, or [`child_prefix`] of a child.
    pub prefix: &'a str,
}

/// A child record begun in a form.
#[derive(Clone, Debug)]
pub struct Child {
    /// Its id.
    pub id: Uuid,
    /// Its kind.
    pub kind: Arc<Kind>,
    /// Its answers so far.
    pub answers: Answers,
    /// Paths of what is relevant in it.
    pub relevant: BTreeSet<String>,
    /// What was typed and could not be read.
    pub typed: Typed,
    /// What needs another look.
    pub errors: Vec<FieldError>,
    /// What may be read and written of it.
    pub access: Access,
}

impl<'a> Form<'a> {
    /// Language of the page.
    fn language(&self) -> &'a str {
        self.w.language
    }

    /// Name of the input of a path.
    fn name(&self, path: &str) -> String {
        format!("{}{path}", self.prefix)
    }

    /// Id of the element of a path, which links lead to.
    fn id(&self, path: &str) -> String {
        format!("f-{}{path}", self.prefix)
    }

    /// What stands in an input: what was typed there, if it could not be read.
    fn typed(&self, name: &str) -> Option<&'a str> {
        self.typed.get(name).and_then(|values| values.first()).map(String::as_str)
    }

    /// Why an answer is missing, if it is.
    fn missing(&self, path: &str) -> Option<&'a str> {
        self.answers.get(path).and_then(forms::answers::missing)
    }

    /// True when the path is shown to a reader without JavaScript.
    fn is_relevant(&self, path: &str) -> bool {
        self.relevant.contains(path)
    }

    /// True when a question about it may be answered with "does not know", "not asked" or "refused to say": those are
    /// answers about people, never about the office's own things.
    fn may_lack(&self, field: &Field) -> bool {
        let closed = match &field.r#type {
            FieldType::SelectOne(list) | FieldType::SelectMultiple(list) | FieldType::Rank(list) => {
                self.mission.codes.get(list).is_some_and(|list| list.closed)
            }
            FieldType::Acknowledge => true,
            _ => field.translated,
        };
        let of_people = matches!(self.kind.name.as_str(), "person" | "household" | "organisation" | "suspect");
        !closed && (of_people || self.kind.about != forms::kind::About::None)
    }

    /// The same form with the answers of one of its children.
    pub fn of_child(self, child: &'a Child, prefix: &'a str) -> Self {
        Self {
            kind: &child.kind,
            answers: &child.answers,
            relevant: &child.relevant,
            typed: &child.typed,
            errors: &child.errors,
            access: &child.access,
            children: &[],
            prefix,
            ..self
        }
    }
}

/// The question at a path alone, in view; nothing where it is not drawn.
pub fn question_at(form: &Form<'_>, path: &str) -> Html {
    let Some(field) = form.kind.field(path).filter(|field| draw::is_drawn(form, field, path)) else {
        return Html::new();
    };
    let relevant = [path.to_owned()].into();
    field::draw(&Form { relevant: &relevant, ..*form }, field, path)
}

/// True when a question is put for the field: one that the program fills, works out or keeps from another program has
/// none.
fn is_asked(field: &Field) -> bool {
    !field.hidden
        && !field.read_only
        && field.calculation.is_none()
        && !matches!(
            field.r#type,
            FieldType::Note
                | FieldType::Calculate
                | FieldType::Hidden
                | FieldType::Geotrace
                | FieldType::Geoshape
                | FieldType::Children(_)
                | FieldType::Start
                | FieldType::End
                | FieldType::Today
                | FieldType::Deviceid
                | FieldType::Username
                | FieldType::Foreign(_)
        )
}

#[cfg(test)]
mod tests;
#[cfg(test)]
#[path = "tests/support_browser.rs"]
pub mod tests_browser;
