//! One request, read and known: who asks, in which language, what was sent.

use crate::app::App;
use crate::say::Words;
use crate::site::Wants;
use casework::accounts::Session;
use casework::actor::Actor;
use casework::{Error, reserved, rights};
use forms::Kind;
use forms::answers::FieldError;
use forms::roles::Action;
use std::sync::Arc;
use uuid::Uuid;

/// One request.
pub struct Call {
    /// The running program.
    pub app: Arc<App>,
    /// Who asks.
    pub actor: Actor,
    /// Her session, on the desk.
    pub session: Option<Session>,
    /// Language of the answer (`en`, `fr`, `ne`).
    pub language: String,
    /// Path as requested, without the query.
    pub path: String,
    /// Parts of the path named in the route, in order.
    pub parts: Vec<String>,
    /// Pairs of the query.
    pub query: Vec<(String, String)>,
    /// Pairs of a posted form.
    pub form: Vec<(String, String)>,
    /// Body as sent, for the API.
    pub body: Vec<u8>,
    /// Value of the `Accept-Language` header.
    pub accept_language: String,
    /// How the answer is to be written, and what of it the browser has.
    pub wants: Wants,
    /// What the browser says it is.
    pub agent: String,
    /// The cookie of the desk, as sent.
    pub token: String,
    /// Files of the posted form that were not taken, each with the name of its input.
    pub refused: Vec<FieldError>,
}

impl Call {
    /// The part `index` of the path.
    pub fn part(&self, index: usize) -> &str {
        self.parts.get(index).map_or("", String::as_str)
    }

    /// The part `index` of the path as an id; nil when it is none, which no record has.
    pub fn id(&self, index: usize) -> Uuid {
        self.part(index).parse().unwrap_or(Uuid::nil())
    }

    /// True when some record of the kind may be open to her.
    pub fn views(&self, kind: &Kind) -> bool {
        rights::scope(&self.actor, kind, Action::View, self.app.office.now(), 1).is_some()
    }

    /// Why she may not make a record of the kind: it is not there for her, or she lacks the right.
    pub fn no_making(&self, kind: &Kind) -> Error {
        let right = reserved::action_on_parent(&kind.name).unwrap_or(Action::Create);
        if self.views(kind) { Error::Forbidden { right: right.name().into() } } else { Error::NotFound }
    }

    /// First value of a pair of the query; empty when there is none.
    pub fn asked(&self, name: &str) -> &str {
        first(&self.query, name)
    }

    /// First value of a pair of the posted form; empty when there is none.
    pub fn posted(&self, name: &str) -> &str {
        first(&self.form, name)
    }

    /// Texts in the language of the answer.
    pub fn words(&self) -> Words<'_> {
        self.app.texts.words(&self.language)
    }

    /// The value that forms of this session carry; empty where there is no session.
    pub fn csrf(&self) -> &str {
        self.session.as_ref().map_or("", |session| session.csrf.as_str())
    }
}

fn first<'a>(pairs: &'a [(String, String)], name: &str) -> &'a str {
    pairs.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value.as_str())
}
