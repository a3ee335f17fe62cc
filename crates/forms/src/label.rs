//! Words in several languages.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A text by language tag (`en`, `fr`, `ne`, …). Markup is never interpreted in it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Label(pub BTreeMap<String, String>);

impl Label {
    /// The text in `language`; else in English; else in whatever language there is; else empty.
    pub fn get(&self, language: &str) -> &str {
        self.0.get(language).or_else(|| self.0.get("en")).or_else(|| self.0.values().next()).map_or("", String::as_str)
    }

    /// True when no language has a text.
    pub fn is_empty(&self) -> bool {
        self.0.values().all(String::is_empty)
    }
}

impl<const N: usize> From<[(&str, &str); N]> for Label {
    fn from(pairs: [(&str, &str); N]) -> Self {
        Self(pairs.iter().map(|(language, text)| ((*language).into(), (*text).into())).collect())
    }
}
