//! "Does not know", "Not asked", "Refused to say": three different answers, never one "unknown".

use super::{Form, Html};
use askama::Template;
use forms::answers::MISSING;

/// A choice of a question.
pub struct Choice {
    /// What is posted.
    pub code: String,
    /// What is read.
    pub label: Html,
    /// Language of the label, for an option.
    pub lang: Html,
    /// Line below the label.
    pub hint: Html,
    /// True when it is the answer.
    pub chosen: bool,
    /// True for the answers that say why there is none.
    pub apart: bool,
    /// True while other answers keep it from being offered; a page that follows them shows it when they no longer do.
    pub gone: bool,
}

/// The three as choices of the question at a path.
pub fn choices(form: &Form<'_>, path: &str) -> Vec<Choice> {
    let typed = form.typed(&form.name(&format!("{path}.missing")));
    let chosen = typed.or_else(|| form.missing(path));
    MISSING
        .iter()
        .map(|code| Choice {
            code: (*code).to_owned(),
            label: Html::text(&form.w.say(&format!("missing-{}", code.replace('_', "-")))),
            lang: Html::new(),
            hint: Html::new(),
            chosen: chosen == Some(code),
            apart: true,
            gone: false,
        })
        .collect()
}

#[derive(Template)]
#[template(path = "form/missing.html")]
struct Missing<'a> {
    name: String,
    legend: &'a str,
    open: bool,
    folded: bool,
    choices: Vec<Choice>,
}

/// The three after the inputs of a question, folded away below those of one line so that a page of them stays calm.
pub fn after(form: &Form<'_>, path: &str, folded: bool) -> Html {
    let choices = choices(form, path);
    Html::of(&Missing {
        name: form.name(&format!("{path}.missing")),
        legend: &form.w.say("form-no-answer"),
        open: choices.iter().any(|choice| choice.chosen),
        folded,
        choices,
    })
}
