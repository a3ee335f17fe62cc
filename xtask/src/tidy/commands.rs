//! The commands there are, read from the sources that define them.

use super::Tree;
use std::collections::{BTreeMap, BTreeSet};

const PROGRAM: &str = "crates/chautari/src/";

/// Subcommands of `chautari` with theirs, and commands of `cargo xtask`.
pub struct Commands {
    program: BTreeMap<String, BTreeSet<String>>,
    xtask: BTreeSet<String>,
}

impl Commands {
    /// Reads the enumerations `Command` of the program, and the words that xtask compares its arguments with.
    pub fn read(tree: &Tree) -> Self {
        let main = tree.text(&format!("{PROGRAM}main.rs")).unwrap_or("");
        let program = variants(main).into_iter().map(|(name, holds)| {
            let module = holds.split("::").next().unwrap_or("");
            let nested = if holds.ends_with("::Command") { tree.text(&format!("{PROGRAM}{module}.rs")) } else { None };
            let nested = nested.map(variants).unwrap_or_default();
            (name, nested.into_iter().map(|(name, _)| name).collect())
        });
        let xtask = tree
            .text("xtask/src/main.rs")
            .unwrap_or("")
            .lines()
            .filter_map(|line| line.trim().strip_prefix("[\"")?.split_once('"').map(|(word, _)| word.to_owned()));
        Self { program: program.collect(), xtask: xtask.collect() }
    }

    /// What is wrong with a text that begins as a command of ours does; none for other texts.
    pub fn wrong(&self, typed: &str) -> Option<String> {
        if let Some(rest) = typed.strip_prefix("cargo xtask ") {
            let word = rest.split_whitespace().next()?;
            return (!self.xtask.contains(word)).then(|| format!("`cargo xtask {word}` is no command"));
        }
        let rest = typed.strip_prefix("chautari ").or_else(|| typed.strip_prefix("cargo run --release -- "))?;
        let mut words = rest.split_whitespace().take_while(|word| !word.starts_with('-'));
        let first = words.next()?;
        let Some(nested) = self.program.get(first) else { return Some(format!("`chautari {first}` is no command")) };
        let second = words.next().filter(|_| !nested.is_empty())?;
        (!nested.contains(second)).then(|| format!("`chautari {first} {second}` is no command"))
    }
}

/// Variants of the enumeration `Command` as clap writes them on the command line, with what they hold.
fn variants(source: &str) -> Vec<(String, String)> {
    let Some((_, body)) = source.split_once("enum Command {\n") else { return Vec::new() };
    let lines = body.lines().take_while(|line| *line != "}").filter_map(|line| line.strip_prefix("    "));
    let heads = lines.filter(|line| line.starts_with(|c: char| c.is_ascii_uppercase()));
    heads
        .map(|line| {
            let end = line.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(line.len());
            let holds = line[end..].trim_matches(|c: char| !c.is_ascii_alphanumeric());
            (on_the_line(&line[..end]), holds.to_owned())
        })
        .collect()
}

/// `AddSite` is typed `add-site`.
fn on_the_line(variant: &str) -> String {
    let mut typed = String::new();
    for c in variant.chars() {
        if c.is_ascii_uppercase() && !typed.is_empty() {
            typed.push('-');
        }
        typed.push(c.to_ascii_lowercase());
    }
    typed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_and_their_commands_are_read_from_the_sources() {
        let main = "enum Command {\n    /// Kinds\n    #[command(subcommand)]\n    Kinds(kinds::Command),\n    \
                    Serve(serve::Options),\n}\nenum Other {\n    None,\n}\n";
        let kinds = "pub enum Command {\n    Check {\n        overlay: X,\n    },\n    BringIn,\n}\n";
        let tree = Tree::of(&[
            ("crates/chautari/src/main.rs", main),
            ("crates/chautari/src/kinds.rs", kinds),
            ("xtask/src/main.rs", "        [\"test\", \"--install\"] => x,\n"),
        ]);
        let commands = Commands::read(&tree);
        for good in [
            "chautari kinds",
            "chautari kinds check FILE",
            "chautari kinds bring-in",
            "chautari serve now",
            "chautari --help",
            "cargo xtask test --install",
            "chautari",
            "cargo build",
        ] {
            assert_eq!(commands.wrong(good), None, "{good}");
        }
        for bad in ["chautari kinds none", "chautari none", "cargo run --release -- none", "cargo xtask none"] {
            assert!(commands.wrong(bad).is_some(), "{bad}");
        }
    }
}
