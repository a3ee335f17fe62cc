//! Two people changed the same answers: both stand side by side, and she chooses. Nothing is lost meanwhile.

use super::begun::Begun;
use super::files::note_refused;
use super::known::Records;
use super::{frame, show};
use crate::answer::{Answer, Reply};
use crate::call::Call;
use crate::desk::Frame;
use crate::form::{self, Html, Scope};
use askama::Template;
use axum::http::StatusCode;
use casework::{Clash, draft, record};
use serde_json::Value;
use std::collections::BTreeSet;

#[derive(Template)]
#[template(path = "form/clash.html")]
struct ClashPage<'a> {
    frame: Frame<'a>,
    hidden: Vec<(&'static str, String)>,
    choices: Vec<Choice>,
    leave: String,
}

struct Choice {
    path: String,
    label: String,
    theirs: String,
    by: String,
    yours: String,
    again: Html,
}

/// The page with both values of each answer. From here on her changes are made against the version that stands now.
pub fn ask(call: &Call, mut begun: Begun, clashes: &[Clash]) -> Answer {
    let view = record::open(&call.app.office, &call.actor, begun.draft.id)?;
    let mine = begun.draft.clone();
    begun.draft.base = view.version;
    draft::keep(&call.app.office, &call.actor, &begun.draft)?;
    let begun = Begun::of_record(call, view, Some(casework::draft::Draft { base: begun.draft.base, ..mine }))?;
    let title = call.words().say("form-clash-title");
    let page = ClashPage {
        hidden: begun.hidden(call),
        choices: clashes.iter().map(|clash| choice(call, &begun, clash)).collect(),
        leave: begun.leave(),
        frame: frame(call, &begun, &title),
    };
    Ok(Reply::page_with(StatusCode::CONFLICT, crate::desk::render(&page)))
}

fn choice(call: &Call, begun: &Begun, clash: &Clash) -> Choice {
    let w = call.words();
    let known = Records::new(call);
    let text = |value: &Option<Value>| match (value, begun.kind.field(&clash.path)) {
        (Some(value), Some(field)) => form::value_text(&begun.mission, &w, &known, field, value),
        (Some(value), None) => value.as_str().unwrap_or_default().to_owned(),
        (None, _) => w.say("form-blank"),
    };
    let part = forms::answers::compartment(&begun.kind, &clash.path);
    let readable = begun.access.see.contains(&part);
    let label = begun.kind.field(&clash.path).map_or("", |field| field.label.get(&call.language));
    Choice {
        path: clash.path.clone(),
        label: if label.is_empty() { w.say("form-other-text") } else { label.to_owned() },
        theirs: if readable { text(&clash.theirs) } else { w.say("form-clash-hidden") },
        by: if clash.by.is_nil() {
            String::new()
        } else {
            let (who, when) = (show::staff(call, clash.by), show::moment(call, clash.at));
            w.with_all("form-clash-by", &[("who", &who), ("when", &when)])
        },
        yours: text(&clash.yours),
        again: begun.form(call, |form| form::question_at(form, &clash.path)),
    }
}

/// Takes in what was chosen: their answer leaves the draft, hers stays in it, a new one is read.
pub fn resolve(call: &Call, begun: &mut Begun) {
    let mut anew = BTreeSet::new();
    for (name, path) in call.form.iter().filter(|(name, _)| name.starts_with("_clash.")) {
        match call.posted(&name.replace("_clash.", "_choose.")) {
            "theirs" => drop(begun.draft.answers.remove(path)),
            "again" => drop(anew.insert(path.clone())),
            _ => {}
        }
    }
    begun.take_from(call, &Scope::Paths(anew));
    note_refused(call, begun);
}
