//! Languages of a sheet's headings: from the names people write to tags, and back.

use sha2::{Digest, Sha256};

/// Names of languages as headings write them, in English and in the language itself (Unicode CLDR),
/// with their BCP 47 tags. The first name of a tag is the one our own export writes.
const NAMES: [(&str, &str); 116] = [
    ("English", "en"),
    ("Français", "fr"),
    ("French", "fr"),
    ("नेपाली", "ne"),
    ("Nepali", "ne"),
    ("हिन्दी", "hi"),
    ("Hindi", "hi"),
    ("भोजपुरी", "bho"),
    ("Bhojpuri", "bho"),
    ("मैथिली", "mai"),
    ("Maithili", "mai"),
    ("Newari", "new"),
    ("Nepal Bhasa", "new"),
    ("Tamang", "taj"),
    ("Tharu", "thl"),
    ("Limbu", "lif"),
    ("Awadhi", "awa"),
    ("বাংলা", "bn"),
    ("Bengali", "bn"),
    ("Bangla", "bn"),
    ("اردو", "ur"),
    ("Urdu", "ur"),
    ("ਪੰਜਾਬੀ", "pa"),
    ("Punjabi", "pa"),
    ("ગુજરાતી", "gu"),
    ("Gujarati", "gu"),
    ("मराठी", "mr"),
    ("Marathi", "mr"),
    ("தமிழ்", "ta"),
    ("Tamil", "ta"),
    ("తెలుగు", "te"),
    ("Telugu", "te"),
    ("ଓଡ଼ିଆ", "or"),
    ("Odia", "or"),
    ("සිංහල", "si"),
    ("Sinhala", "si"),
    ("རྫོང་ཁ", "dz"),
    ("Dzongkha", "dz"),
    ("བོད་སྐད་", "bo"),
    ("Tibetan", "bo"),
    ("Español", "es"),
    ("Spanish", "es"),
    ("Português", "pt"),
    ("Portuguese", "pt"),
    ("Deutsch", "de"),
    ("German", "de"),
    ("Italiano", "it"),
    ("Italian", "it"),
    ("Nederlands", "nl"),
    ("Dutch", "nl"),
    ("Română", "ro"),
    ("Romanian", "ro"),
    ("Polski", "pl"),
    ("Polish", "pl"),
    ("Русский", "ru"),
    ("Russian", "ru"),
    ("Українська", "uk"),
    ("Ukrainian", "uk"),
    ("Türkçe", "tr"),
    ("Turkish", "tr"),
    ("Ελληνικά", "el"),
    ("Greek", "el"),
    ("Shqip", "sq"),
    ("Albanian", "sq"),
    ("العربية", "ar"),
    ("Arabic", "ar"),
    ("فارسی", "fa"),
    ("Persian", "fa"),
    ("Farsi", "fa"),
    ("دری", "prs"),
    ("Dari", "prs"),
    ("پښتو", "ps"),
    ("Pashto", "ps"),
    ("Kurdî", "ku"),
    ("Kurdish", "ku"),
    ("中文", "zh"),
    ("Chinese", "zh"),
    ("日本語", "ja"),
    ("Japanese", "ja"),
    ("한국어", "ko"),
    ("Korean", "ko"),
    ("Монгол", "mn"),
    ("Mongolian", "mn"),
    ("မြန်မာ", "my"),
    ("Burmese", "my"),
    ("Myanmar", "my"),
    ("ไทย", "th"),
    ("Thai", "th"),
    ("ខ្មែរ", "km"),
    ("Khmer", "km"),
    ("ລາວ", "lo"),
    ("Lao", "lo"),
    ("Tiếng Việt", "vi"),
    ("Vietnamese", "vi"),
    ("Indonesia", "id"),
    ("Indonesian", "id"),
    ("Melayu", "ms"),
    ("Malay", "ms"),
    ("Filipino", "fil"),
    ("Tagalog", "fil"),
    ("Kiswahili", "sw"),
    ("Swahili", "sw"),
    ("አማርኛ", "am"),
    ("Amharic", "am"),
    ("Soomaali", "so"),
    ("Somali", "so"),
    ("Hausa", "ha"),
    ("Yorùbá", "yo"),
    ("Yoruba", "yo"),
    ("Igbo", "ig"),
    ("Lingala", "ln"),
    ("Kinyarwanda", "rw"),
    ("Malagasy", "mg"),
    ("Wolof", "wo"),
    ("Kreyòl Ayisyen", "ht"),
    ("Haitian Creole", "ht"),
];

/// The tag of a language as a heading writes it, and whether it was known: `English (en)`, `English`
/// and `en` are all `en`; a name nobody knows becomes a private tag (`Bassa` → `und-x-bassa`, BCP 47 2.2.7).
pub(super) fn tag(written: &str) -> (String, bool) {
    let written = written.trim();
    if let Some((_, inner)) = written.strip_suffix(')').and_then(|rest| rest.rsplit_once('('))
        && is_tag(inner.trim())
    {
        return (inner.trim().to_lowercase(), true);
    }
    let lower = written.to_lowercase();
    if let Some((_, tag)) = NAMES.iter().find(|(name, _)| name.to_lowercase() == lower) {
        return ((*tag).into(), true);
    }
    if is_tag(written) {
        return (lower, true);
    }
    (format!("und-x-{}", private(&lower)), false)
}

/// Parts of at most eight letters and digits for a name; for other scripts, letters of its digest.
fn private(lower: &str) -> String {
    let words = lower.split(|c: char| !c.is_ascii_alphanumeric()).filter(|w| !w.is_empty());
    let parts: Vec<String> = words.map(|w| w.chars().take(8).collect()).collect();
    if !parts.is_empty() && lower.is_ascii() {
        return parts.join("-");
    }
    let digest = Sha256::digest(lower.as_bytes());
    digest.iter().take(4).map(|byte| format!("{byte:02x}")).collect()
}

/// How our export writes a language in headings: `Français (fr)`, or the tag alone.
pub(super) fn heading(tag: &str) -> String {
    match NAMES.iter().find(|(_, known)| *known == tag) {
        Some((name, _)) => format!("{name} ({tag})"),
        None => tag.into(),
    }
}

/// True for what looks like a BCP 47 tag: a language of two or three letters, then parts of up to eight.
fn is_tag(text: &str) -> bool {
    let mut parts = text.split('-');
    let first = parts.next().unwrap_or_default();
    (2..=3).contains(&first.len())
        && first.chars().all(|c| c.is_ascii_alphabetic())
        && parts.all(|p| (1..=8).contains(&p.len()) && p.chars().all(|c| c.is_ascii_alphanumeric()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_tags_meet() {
        for (written, expected) in [
            ("English (en)", "en"),
            ("English", "en"),
            ("english", "en"),
            ("FRENCH", "fr"),
            ("Français (fr)", "fr"),
            ("नेपाली (ne)", "ne"),
            ("en", "en"),
            ("pt-BR", "pt-br"),
            ("Chinese (Mandarin)", "und-x-chinese-mandarin"),
        ] {
            assert_eq!(tag(written).0, expected, "{written}");
        }
        assert_eq!(tag("Bassa"), ("und-x-bassa".into(), false));
    }

    #[test]
    fn what_export_writes_is_read_as_the_same_tag() {
        for (_, known) in NAMES {
            assert_eq!(tag(&heading(known)), (known.into(), true));
        }
        assert_eq!(tag(&heading("und-x-bassa")), ("und-x-bassa".into(), true));
    }
}
