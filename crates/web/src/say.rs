//! Texts of the program in every language (`locales/*.ftl`).

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use rust_embed::RustEmbed;
use std::collections::BTreeMap;

#[derive(RustEmbed)]
#[folder = "../../locales/"]
struct Files;

/// All texts.
pub struct Texts {
    bundles: BTreeMap<String, FluentBundle<FluentResource>>,
}

impl Texts {
    /// Reads the embedded texts.
    ///
    /// # Errors
    /// A file that is not Fluent, named with what is wrong.
    pub fn load() -> Result<Self, String> {
        let mut bundles = BTreeMap::new();
        for name in Files::iter().filter(|name| name.ends_with(".ftl")) {
            let language = name.trim_end_matches(".ftl").to_owned();
            let tag: unic_langid::LanguageIdentifier =
                language.parse().map_err(|_| format!("locales/{name}: not named after a language"))?;
            let bytes = Files::get(&name).map(|file| file.data).unwrap_or_default();
            let text = String::from_utf8(bytes.into_owned()).map_err(|_| format!("locales/{name}: not UTF-8"))?;
            let resource =
                FluentResource::try_new(text).map_err(|(_, errors)| format!("locales/{name}: {errors:?}"))?;
            let mut bundle = FluentBundle::new_concurrent(vec![tag]);
            bundle.set_use_isolating(false);
            if language == "ne" {
                bundle.set_formatter(Some(nepali_number));
            }
            bundle.add_resource(resource).map_err(|errors| format!("locales/{name}: {errors:?}"))?;
            bundles.insert(language, bundle);
        }
        Ok(Self { bundles })
    }

    /// The texts in `language`, or in English where that language is not there.
    pub fn words<'a>(&'a self, language: &str) -> Words<'a> {
        let (language, bundle) = self
            .bundles
            .get_key_value(language)
            .or_else(|| self.bundles.get_key_value("en"))
            .expect("the English texts are embedded");
        Words { language, bundle }
    }

    /// Languages there are texts in.
    pub fn languages(&self) -> impl Iterator<Item = &str> {
        self.bundles.keys().map(String::as_str)
    }
}

/// A text with its digits as the language writes them.
pub fn digits(language: &str, text: &str) -> String {
    if language == "ne" { calendar::to_devanagari_digits(text) } else { text.to_owned() }
}

/// Numbers within a Nepali text; every other value as Fluent writes it.
fn nepali_number<M>(value: &FluentValue<'_>, _: &M) -> Option<String> {
    match value {
        FluentValue::Number(number) => Some(digits("ne", &number.as_string())),
        _ => None,
    }
}

/// The texts in one language.
#[derive(Clone, Copy)]
pub struct Words<'a> {
    /// Its tag.
    pub language: &'a str,
    bundle: &'a FluentBundle<FluentResource>,
}

impl Words<'_> {
    /// The text of `key`; the key itself where there is none, which a test finds.
    pub fn say(&self, key: &str) -> String {
        self.format(key, None)
    }

    /// The text of `key` with one value.
    pub fn with<'v>(&self, key: &str, name: &'v str, value: impl Into<FluentValue<'v>>) -> String {
        let mut args = FluentArgs::new();
        args.set(name, value);
        self.format(key, Some(&args))
    }

    /// The text of `key` with several values.
    pub fn with_all(&self, key: &str, values: &[(&str, &str)]) -> String {
        let mut args = FluentArgs::new();
        for (name, value) in values {
            args.set(*name, *value);
        }
        self.format(key, Some(&args))
    }

    /// True when there is a text of `key`.
    pub fn has(&self, key: &str) -> bool {
        self.bundle.has_message(key)
    }

    fn format(&self, key: &str, args: Option<&FluentArgs<'_>>) -> String {
        let Some(pattern) = self.bundle.get_message(key).and_then(|message| message.value()) else {
            return key.to_owned();
        };
        let mut errors = Vec::new();
        self.bundle.format_pattern(pattern, args, &mut errors).into_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::Texts;

    #[test]
    fn numbers_within_a_text_are_written_as_its_language_writes_them() {
        let texts = Texts::load().expect("the texts are Fluent");
        assert!(texts.words("ne").with("log-more", "count", 34).contains("३४"));
        assert!(texts.words("fr").with("log-more", "count", 34).contains("34"));
    }
}
