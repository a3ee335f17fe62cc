//! What the documents name exists: files, commands, functions.

use super::commands::Commands;
use super::{Fault, Tree};

/// Folders of the root by which a path in a document is known to be one.
const FOLDERS: &[&str] =
    &["assets", "bench", "crates", "docs", "locales", "migrations", "response", "tests", "xtask", ".ci", ".cargo"];
/// Endings by which a name without a folder is known to be a file's.
const ENDINGS: &[&str] = &[".rs", ".md", ".yaml", ".toml", ".sql", ".ftl", ".css", ".js", ".mjs", ".csv", ".lock"];

/// Documents about another language: what they write as `name()` is a function of that language.
const OF_OTHER_LANGUAGES: &[&str] = &["docs/sql.md", "docs/kinds.md"];

pub fn check(tree: &Tree) -> Vec<Fault> {
    let commands = Commands::read(tree);
    let names = Names::read(tree);
    let mut faults = Vec::new();
    for (path, text) in tree.texts().filter(|(path, _)| is_document(path)) {
        for (line, named) in named_in(text) {
            let wrong = match named {
                Named::Link(target) => dead_link(tree, path, &target),
                Named::Span(span) if span.ends_with("()") && OF_OTHER_LANGUAGES.contains(&path) => None,
                Named::Span(span) => wrong_span(tree, &commands, &names, &span),
                Named::Typed(typed) => commands.wrong(&typed),
            };
            faults.extend(wrong.map(|what| Fault::new(format!("{path}:{line}"), what)));
        }
    }
    faults.extend(documents_named_elsewhere(tree));
    faults
}

fn is_document(path: &str) -> bool {
    path.ends_with(".md") && (!path.contains('/') || path.starts_with("docs/") || path.starts_with("crates/"))
}

/// Something a document names.
enum Named {
    /// The target of a link.
    Link(String),
    /// Text between backticks.
    Span(String),
    /// A line of a block of commands.
    Typed(String),
}

/// What a document names, with lines. Blocks of other languages than shell are examples and name nothing.
fn named_in(text: &str) -> Vec<(usize, Named)> {
    let mut found = Vec::new();
    let mut block: Option<bool> = None;
    for (number, line) in text.lines().enumerate() {
        let line_number = number + 1;
        if let Some(language) = line.trim_start().strip_prefix("```") {
            block = if block.is_some() { None } else { Some(matches!(language, "sh" | "bash")) };
            continue;
        }
        match block {
            Some(true) => {
                found.push((line_number, Named::Typed(line.split('#').next().unwrap_or("").trim().to_owned())));
            }
            Some(false) => {}
            None => found.extend(in_line(line).into_iter().map(|named| (line_number, named))),
        }
    }
    found
}

fn in_line(line: &str) -> Vec<Named> {
    let mut found = Vec::new();
    let mut outside = String::new();
    for (number, piece) in line.split('`').enumerate() {
        if number % 2 == 1 {
            found.push(Named::Span(piece.to_owned()));
        } else {
            outside.push_str(piece);
        }
    }
    let links = outside.split("](").skip(1).filter_map(|rest| rest.split_once(')'));
    found.extend(links.map(|(target, _)| Named::Link(target.to_owned())));
    found
}

fn dead_link(tree: &Tree, document: &str, target: &str) -> Option<String> {
    let target = target.split('#').next().unwrap_or("");
    if target.is_empty() || target.contains("://") || target.starts_with("mailto:") {
        return None;
    }
    let mut parts: Vec<&str> = document.split('/').collect();
    parts.pop();
    for part in target.split('/') {
        match part {
            ".." => drop(parts.pop()),
            "." | "" => {}
            part => parts.push(part),
        }
    }
    let path = parts.join("/");
    (!tree.holds(&path)).then(|| format!("the link to {target:?} leads nowhere"))
}

fn wrong_span(tree: &Tree, commands: &Commands, names: &Names, span: &str) -> Option<String> {
    if let Some(wrong) = commands.wrong(span) {
        return Some(wrong);
    }
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '/' | '-');
    if span.chars().all(plain) {
        let first = span.split('/').next().unwrap_or("");
        let in_folder = span.contains('/') && FOLDERS.contains(&first);
        let is_file = ENDINGS.iter().any(|ending| span.len() > ending.len() && span.ends_with(ending));
        if (in_folder && !tree.holds(span)) || (!in_folder && is_file && !tree.holds_end(span)) {
            return Some(format!("`{span}` does not exist"));
        }
        return None;
    }
    names.wrong(span)
}

/// Names of functions, types and modules in the Rust sources.
struct Names<'a> {
    sources: Vec<(&'a str, &'a str)>,
}

impl<'a> Names<'a> {
    fn read(tree: &'a Tree) -> Self {
        let sources = tree.texts().filter(|(path, _)| path.ends_with(".rs") && !path.starts_with("xtask/"));
        Self { sources: sources.collect() }
    }

    /// What is wrong with a span that names `a::b::c` or `c()`; none for other spans.
    fn wrong(&self, span: &str) -> Option<String> {
        let name = span.strip_suffix("()").unwrap_or(span);
        let word = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
        let parts: Vec<&str> = name.split("::").collect();
        let names_code = parts.len() > 1 || name.len() < span.len();
        if !names_code || !parts.iter().all(|part| word(part)) {
            return None;
        }
        let folder = format!("crates/{}/", parts[0]);
        let in_crate = self.sources.iter().any(|(path, _)| path.starts_with(&folder));
        let looked_at = self.sources.iter().filter(|(path, _)| !in_crate || path.starts_with(&folder));
        let parts = if in_crate { &parts[1..] } else { &parts[..] };
        let sources: Vec<&(&str, &str)> = looked_at.collect();
        let missing = parts.iter().find(|part| !sources.iter().any(|(path, text)| defines(path, text, part)))?;
        Some(format!("`{span}`: there is no {missing:?} in the sources"))
    }
}

/// Whether a source file is, or defines, something of this name.
fn defines(path: &str, text: &str, name: &str) -> bool {
    if path.ends_with(&format!("/{name}.rs")) || path.contains(&format!("/{name}/")) {
        return true;
    }
    text.match_indices(name).any(|(at, _)| {
        let before = text[..at].trim_end_matches(' ');
        let after = text[at + name.len()..].chars().next();
        let ends = !after.is_some_and(|c| c.is_alphanumeric() || c == '_');
        let keyword = ["fn", "struct", "enum", "trait", "type", "const", "static", "mod"];
        let defined = keyword.iter().any(|word| before.ends_with(word) && before.len() < at);
        // A variant of an enumeration stands alone at the beginning of its line.
        let variant = before.ends_with('\n') && name.starts_with(|c: char| c.is_ascii_uppercase());
        ends && (defined || variant)
    })
}

/// Documents are named in comments of code and data too.
fn documents_named_elsewhere(tree: &Tree) -> Vec<Fault> {
    let mut faults = Vec::new();
    let others = tree.texts().filter(|(path, _)| !is_document(path) && !path.starts_with("xtask/src/tidy/"));
    for (path, text) in others {
        for (number, line) in text.lines().enumerate() {
            for (at, start) in line.match_indices("docs/") {
                if line[..at].ends_with(|c: char| c.is_alphanumeric() || c == '/') {
                    continue;
                }
                let rest = line[at + start.len()..].split(|c: char| !(c.is_ascii_alphanumeric() || "_-/.".contains(c)));
                let named = format!("docs/{}", rest.into_iter().next().unwrap_or("").trim_end_matches('.'));
                if named.ends_with(".md") && !tree.holds(&named) {
                    faults.push(Fault::new(format!("{path}:{}", number + 1), format!("{named} does not exist")));
                }
            }
        }
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOURCE: &str =
        "pub struct Store;\nimpl Store {\n    pub fn change() {}\n}\npub enum Error {\n    Stale,\n}\n";
    const MAIN: &str = "enum Command {\n    /// Checks\n    Verify(verify::Options),\n}\n";

    fn whats(document: &str) -> Vec<String> {
        let files = [
            ("README.md", document),
            ("docs/kinds.md", "`today()`"),
            ("response/roles.yaml", ""),
            ("crates/store/src/store.rs", SOURCE),
            ("crates/chautari/src/main.rs", MAIN),
            ("xtask/src/main.rs", "[\"tidy\"] => x"),
        ];
        check(&Tree::of(&files)).into_iter().map(|fault| fault.what).collect()
    }

    #[test]
    fn what_exists_passes() {
        let good = "`docs/kinds.md` [kinds](docs/kinds.md#a) `roles.yaml` `crates/store` `store::Store::change` \
                    `change()` `Error::Stale` `chautari verify --open` `cargo xtask tidy` `/en/` `yes` `a::<b>`\n\
                    ```yaml\n`docs/none.md`\n```\n```sh\nchautari verify # and more\n```\n";
        assert_eq!(whats(good), Vec::<String>::new());
    }

    #[test]
    fn each_name_of_nothing_is_found() {
        for bad in [
            "`docs/none.md`",
            "[kinds](docs/none.md)",
            "`none.yaml`",
            "`crates/none`",
            "`store::Store::none`",
            "`none()`",
            "`Error::None`",
            "`chautari none`",
            "`cargo xtask none`",
            "```sh\nchautari none\n```",
            "```sh\ncargo run --release -- none\n```",
        ] {
            assert_eq!(whats(bad).len(), 1, "{bad}");
        }
    }

    #[test]
    fn links_are_followed_from_where_they_stand() {
        let tree = Tree::of(&[("docs/decisions/a.md", "[k](../kinds.md) [k](kinds.md)"), ("docs/kinds.md", "")]);
        assert_eq!(check(&tree).len(), 1);
    }

    #[test]
    fn a_document_that_a_comment_names_must_be_there() {
        let tree = Tree::of(&[("a.rs", "// docs/kinds.md, docs/none.md"), ("docs/kinds.md", "")]);
        assert_eq!(check(&tree).len(), 1);
    }
}
