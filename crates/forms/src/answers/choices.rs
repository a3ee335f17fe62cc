//! The choices a question offers.

use super::shape::list_of;
use super::view::{AnswersView, columns};
use super::{Answers, ErrorCode};
use crate::Code;
use crate::expr::Env;
use crate::kind::{Field, Kind};
use crate::mission::Mission;

/// The codes offered for the question at `path`: in use on the day, and passing the choice filter. An open list
/// offers `other` and the ways of being missing beside them. Empty for a path without a list.
pub fn choices<'m>(kind: &Kind, mission: &'m Mission, answers: &Answers, path: &str, env: &Env) -> Vec<&'m Code> {
    let view = AnswersView::new(kind, mission, answers, env);
    let Some(field) = kind.field(path) else { return Vec::new() };
    let Some(list) = list_of(field, mission) else { return Vec::new() };
    list.codes.iter().filter(|code| refusal(field, code, &view, path, env).is_none()).collect()
}

/// Whether a code is in use on the day.
pub fn is_in_use(code: &Code, env: &Env) -> bool {
    let today = env.today.to_string();
    let early = !code.from.is_empty() && today < code.from;
    let late = !code.until.is_empty() && today > code.until;
    !early && !late
}

/// Why a code is not offered now, if it is not. A filter that cannot be worked out here filters nothing.
pub(super) fn refusal(field: &Field, code: &Code, view: &AnswersView, path: &str, env: &Env) -> Option<ErrorCode> {
    if !is_in_use(code, env) {
        return Some(ErrorCode::CodeNotInUse(code.code.clone()));
    }
    let filter = field.choice_filter.as_ref()?;
    let columns = columns(code);
    let mut context = view.context(path);
    context.columns = Some(&columns);
    let passes = filter.is_true(&context).unwrap_or(true);
    (!passes).then(|| ErrorCode::CodeFiltered(code.code.clone()))
}
