//! Finding a person by the name or address she types, without keeping it in clear.

use super::master::MasterKey;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use unicode_normalization::UnicodeNormalization;

impl MasterKey {
    /// What stands for a sign-in name or e-mail address in an index: HMAC-SHA256 of its normal form.
    ///
    /// The key is derived from the master key, not from a tenant's: whoever signs in has not yet said which tenant she
    /// belongs to, and this is how it is found. The normal form ignores case, spaces around the text, invisible
    /// characters, and the different encodings of one letter (Unicode NFKC).
    pub fn lookup(&self, text: &str) -> [u8; 32] {
        self.lookup_in("sign-in", text)
    }

    /// As [`MasterKey::lookup`], for another register of people: the same address gives another value in each, so that
    /// a stolen database does not tell that a member of the public is also a member of staff.
    pub fn lookup_in(&self, register: &'static str, text: &str) -> [u8; 32] {
        let key = self.derive(&format!("chautari/lookup/{register}"));
        let mut mac = Hmac::<Sha256>::new_from_slice(key.bytes()).expect("HMAC takes keys of every length");
        mac.update(normal_form(text).as_bytes());
        mac.finalize().into_bytes().into()
    }
}

/// One text for all ways to type the same name.
fn normal_form(text: &str) -> String {
    let folded: String = text.nfkc().filter(|c| !is_invisible(*c)).flat_map(char::to_lowercase).nfkc().collect();
    folded.trim().to_owned()
}

/// Soft hyphen, zero-width spaces and joiners, byte order mark: they come with copied texts and are not seen.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_name_has_one_value_however_it_is_typed() {
        let master = MasterKey::generate();
        let expected = master.lookup("josé@example.org");
        for typed in [
            " José@Example.ORG\n",
            "jose\u{301}@example.org",
            "ｊo𝐒é@example.org",
            "jose\u{200b}\u{301}@example.org\u{feff}",
        ] {
            assert_eq!(master.lookup(typed), expected, "{typed:?}");
        }
        assert_ne!(master.lookup("jose@example.org"), expected);
        assert_eq!(master.lookup("सीता\u{200d}"), master.lookup("सीता"));
    }

    #[test]
    fn values_differ_by_register_and_installation() {
        let master = MasterKey::generate();
        assert_ne!(master.lookup("a@example.org"), master.lookup_in("member", "a@example.org"));
        assert_ne!(master.lookup("a@example.org"), MasterKey::generate().lookup("a@example.org"));
    }
}
