//! Saving: once, whole, or not at all and with everything kept.

use super::begun::Begun;
use super::press::first_wrong;
use super::start::{changes, stamps_of_saving};
use super::{Said, clash, page};
use crate::answer::{Answer, Reply};
use crate::call::Call;
use crate::form::{Part, error_text};
use axum::http::StatusCode;
use casework::record::{self, Wanted};
use casework::{Broken, Error, draft};
use forms::Label;
use forms::answers::{ErrorCode, FieldError};

/// Saves the record and its children. A second sending of the same form changes nothing, since the record has the id
/// that the form carries.
pub fn save(call: &Call, mut begun: Begun, current: Part) -> Answer {
    let office = &call.app.office;
    begun.judge(call);
    let general = if begun.lacks_person() { vec![call.words().say("form-subject-missing")] } else { Vec::new() };
    if begun.has_errors() || !general.is_empty() {
        draft::keep(office, &call.actor, &begun.draft)?;
        return Ok(again(call, &begun, current, general, None));
    }
    match record::save(office, &call.actor, &wanted(call, &begun)) {
        Ok(saved) => {
            if begun.was_kept {
                draft::forget(office, &call.actor, begun.draft.id)?;
            }
            Ok(Reply::see(&format!("/desk/r/{}", saved.id)))
        }
        Err(error) => {
            draft::keep(office, &call.actor, &begun.draft)?;
            refused(call, begun, current, error)
        }
    }
}

fn wanted(call: &Call, begun: &Begun) -> Wanted {
    let children = begun.draft.children.iter().map(|child| Wanted {
        id: child.id,
        kind: child.kind.clone(),
        changes: changes(&child.answers),
        person: begun.draft.person,
        ..Wanted::default()
    });
    let mut all = changes(&begun.draft.answers);
    if begun.draft.base == 0 {
        // A new record has its first answers too, unless they were changed or blanked.
        for (path, answer) in &begun.base {
            all.entry(path.clone()).or_insert_with(|| Some(answer.clone()));
        }
        let end = stamps_of_saving(call, &begun.kind, &begun.access);
        all.extend(end.into_iter().map(|(path, answer)| (path, Some(answer))));
        all.retain(|_, answer| answer.is_some());
    }
    Wanted {
        id: begun.draft.id,
        kind: begun.kind.name.clone(),
        base: begun.draft.base,
        changes: all,
        parent: begun.draft.parent,
        person: begun.draft.person,
        reason: call.posted("_reason").trim().to_owned(),
        children: children.collect(),
        ..Wanted::default()
    }
}

/// What a refusal looks like; nothing was saved.
fn refused(call: &Call, mut begun: Begun, current: Part, error: Error) -> Answer {
    match error {
        Error::Invalid(errors) => {
            let general = invalid(call, &mut begun, errors);
            Ok(again(call, &begun, current, general, None))
        }
        Error::Refused(broken) => {
            let reason = broken.iter().any(|one| one.reason).then(|| call.posted("_reason").to_owned());
            let general = broken.into_iter().filter_map(|one| beside(call, &mut begun, one)).collect();
            Ok(again(call, &begun, current, general, reason))
        }
        Error::Stale(clashes) => clash::ask(call, begun, &clashes),
        other => Err(other),
    }
}

fn again(call: &Call, begun: &Begun, current: Part, general: Vec<String>, reason: Option<String>) -> Reply {
    let part = first_wrong(call, begun).unwrap_or(current);
    page(call, begun, StatusCode::UNPROCESSABLE_ENTITY, &Said { part, general, reason, notice: String::new() })
}

/// Puts errors beside their questions, those of `children/<number>/path` in their child; gives what has no question.
fn invalid(call: &Call, begun: &mut Begun, errors: Vec<FieldError>) -> Vec<String> {
    // The person that a flat form makes stands before the children.
    let first_child = if begun.kind.claims.is_some() && begun.draft.base == 0 { 2 } else { 1 };
    let mut general = Vec::new();
    for error in errors {
        let child = error.path.strip_prefix("children/").and_then(|rest| {
            let (number, path) = rest.split_once('/')?;
            Some((number.parse::<usize>().ok()?.checked_sub(first_child)?, path.to_owned()))
        });
        match child {
            Some((at, path)) if at < begun.of_children.len() => {
                begun.of_children[at].1.push(FieldError { path, ..error });
            }
            None if begun.form(call, |form| crate::form::covers(form, &crate::form::Scope::All, &error.path)) => {
                begun.errors.push(error);
            }
            _ => {
                // Only the form's own words may be told of a part she does not fill.
                let hidden = FieldError { path: String::new(), code: ErrorCode::Required, message: Label::default() };
                let text = if error.message.is_empty() {
                    call.words().say("error-refused-title")
                } else {
                    error_text(&call.words(), None, &FieldError { message: error.message, ..hidden })
                };
                general.push(text);
            }
        }
    }
    general
}

/// Puts the message of a rule beside its fields; gives it back where it has none in the form.
fn beside(call: &Call, begun: &mut Begun, broken: Broken) -> Option<String> {
    let w = call.words();
    let text = match broken.rule.as_str() {
        _ if !broken.message.is_empty() => broken.message.get(&call.language).to_owned(),
        "unique" => w.say("unique-taken"),
        rule if rule.starts_with("approval:") => w.say("form-rule-approval"),
        rule if w.has(&format!("refused-{}", rule.replace('_', "-"))) => {
            w.say(&format!("refused-{}", rule.replace('_', "-")))
        }
        _ => w.say("error-refused-text"),
    };
    let mut placed = false;
    for path in &broken.fields {
        if begun.form(call, |form| crate::form::covers(form, &crate::form::Scope::All, path)) {
            let message = Label([(call.language.clone(), text.clone())].into());
            begun.errors.push(FieldError { path: path.clone(), code: ErrorCode::Constraint, message });
            placed = true;
        }
    }
    (!placed).then_some(text)
}
