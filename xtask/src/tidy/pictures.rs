//! The pictures show the pages as they are: their hash is that of the templates and sheets they were taken from.

use super::{Fault, Tree};
use sha2::{Digest as _, Sha256};
use std::fmt::Write as _;

/// Where the pictures and the hash stand.
pub const FOLDER: &str = "docs/pictures/";
/// The committed hash.
pub const HASH: &str = "docs/pictures/taken-from.sha256";
/// What a picture depends on that someone may change without thinking of it.
const SOURCES: &[(&str, &str)] = &[("crates/web/templates/", ".html"), ("assets/", ".css")];

pub fn check(tree: &Tree) -> Vec<Fault> {
    let pictures = tree.paths_in(FOLDER, ".png").count();
    let committed = tree.text(HASH);
    match (pictures, committed) {
        (0, None) => Vec::new(),
        (0, Some(_)) | (_, None) => {
            vec![Fault::new(FOLDER, "pictures and their hash belong together: cargo xtask shots")]
        }
        (_, Some(committed)) if committed.trim() == hash(tree) => Vec::new(),
        _ => vec![Fault::new(HASH, "the pages have changed since the pictures were taken: cargo xtask shots")],
    }
}

/// The hash of all sources, each with its path and its length.
pub fn hash(tree: &Tree) -> String {
    let mut hasher = Sha256::new();
    for (start, end) in SOURCES {
        for (path, text) in tree.texts_in(start, end) {
            hasher.update(format!("{path}\n{}\n", text.len()));
            hasher.update(text);
        }
    }
    hasher.finalize().iter().fold(String::new(), |mut hex, byte| {
        write!(hex, "{byte:02x}").expect("a string takes all that is written to it");
        hex
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_changed_after_its_picture_is_found() {
        let sources = [("crates/web/templates/a.html", "<p>"), ("assets/chautari.css", "p{}")];
        let taken = hash(&Tree::of(&sources));
        let tree = |sheet: &'static str| {
            Tree::of(&[sources[0], ("assets/chautari.css", sheet), ("docs/pictures/a.png", ""), (HASH, &taken)])
        };
        assert_eq!(check(&tree("p{}")), []);
        assert_eq!(check(&tree("p{ }")).len(), 1);
    }

    #[test]
    fn pictures_without_a_hash_are_found() {
        assert_eq!(check(&Tree::of(&[])), []);
        assert_eq!(check(&Tree::of(&[("docs/pictures/a.png", "")])).len(), 1);
        assert_eq!(check(&Tree::of(&[(HASH, "0")])).len(), 1);
    }
}
