//! Nothing unfinished, and nothing of the machine it was written on, is committed.

use super::{Fault, Tree};

/// Words that mark unfinished work. Written in halves, so that this file does not trip itself.
const UNFINISHED: &[&str] = &[
    concat!("TO", "DO"),
    concat!("FIX", "ME"),
    concat!("XX", "X"),
    concat!("to", "do!("),
    concat!("unimple", "mented!("),
];

/// Folders that stand on one machine only, and addresses of package registries, which each machine names in its own
/// settings.
const MACHINE: &[&str] = &[
    concat!("/wo", "rk/"),
    concat!("/ro", "ot/"),
    concat!("/ho", "me/"),
    concat!("/tm", "p/"),
    concat!("registry.", "npmjs"),
    concat!("pypi.", "org/simple"),
    concat!("static.", "crates.io"),
    concat!("deb.", "debian.org"),
];

pub fn check(tree: &Tree) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (path, text) in tree.texts().filter(|(path, _)| !path.starts_with("LICENSE")) {
        for (number, line) in text.lines().enumerate() {
            let place = || format!("{path}:{}", number + 1);
            if let Some(word) = UNFINISHED.iter().find(|word| stands_alone(line, word)) {
                faults.push(Fault::new(place(), format!("{word:?}: finish it, or write down what is so and why")));
            }
            if let Some(part) = MACHINE.iter().find(|part| begins_a_path(line, part)) {
                faults.push(Fault::new(place(), format!("{part:?} is of one machine; take it as an argument")));
            }
        }
    }
    faults
}

/// Whether a word stands in a line with no letter, digit or underscore before it or after it.
fn stands_alone(line: &str, word: &str) -> bool {
    line.match_indices(word).any(|(at, _)| {
        let joins = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
        !joins(line[..at].chars().next_back())
            && (word.ends_with('(') || !joins(line[at + word.len()..].chars().next()))
    })
}

/// Whether a part stands in a line where a path begins: `/a/b` in `x/a/b` is another path.
fn begins_a_path(line: &str, part: &str) -> bool {
    line.match_indices(part).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        !before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '_' | '.' | '}'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places(text: &str) -> Vec<String> {
        check(&Tree::of(&[("a.rs", text)])).into_iter().map(|fault| fault.place).collect()
    }

    #[test]
    fn each_marker_is_found_where_it_stands_alone() {
        for word in UNFINISHED {
            assert_eq!(places(&format!("fine\n// {word} later")), ["a.rs:2"], "{word}");
        }
        assert_eq!(places(concat!("MASTO", "DON, x", "XX", "Xy")), Vec::<String>::new());
    }

    #[test]
    fn each_machine_path_is_found_where_a_path_begins() {
        for part in MACHINE {
            assert_eq!(places(&format!("open(\"{part}x\")")), ["a.rs:1"], "{part}");
        }
        assert_eq!(places(concat!("frame", "/wo", "rk/x, ../ro", "ot/y")), Vec::<String>::new());
    }
}
