//! Markup that is already safe, and the escaping that makes it so.

use std::fmt;

/// Markup made here: written as it stands by the templates.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Html(String);

impl Html {
    /// Nothing.
    pub fn new() -> Self {
        Self::default()
    }

    /// A text, escaped for an element and for a quoted attribute.
    pub fn text(text: &str) -> Self {
        let mut html = String::with_capacity(text.len());
        for c in text.chars() {
            match c {
                '&' => html.push_str("&amp;"),
                '<' => html.push_str("&lt;"),
                '>' => html.push_str("&gt;"),
                '"' => html.push_str("&quot;"),
                '\'' => html.push_str("&#39;"),
                c => html.push(c),
            }
        }
        Self(html)
    }

    /// A text of a person, kept apart from the direction of the words around it.
    pub fn apart(text: &str) -> Self {
        Self(format!("<bdi>{}</bdi>", Self::text(text)))
    }

    /// What a template rendered. A template of ours always renders.
    pub fn of(template: &impl askama::Template) -> Self {
        Self(template.render().unwrap_or_else(|error| {
            tracing::error!(%error, "a template did not render");
            String::new()
        }))
    }

    /// Markup from one of this module's own `format!`s, its parts escaped.
    pub(super) fn made(markup: String) -> Self {
        Self(markup)
    }

    /// Adds more.
    pub fn push(&mut self, more: &Self) {
        self.0.push_str(&more.0);
    }

    /// True when there is nothing.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// As a string.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Html {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl askama::filters::HtmlSafe for Html {}
