//! Each package names the licence it is given under, and its text stands beside it; each dependency has its reason.

use super::{Fault, Tree};

/// The whole.
const WHOLE: &str = "AGPL-3.0-or-later";
/// The pure crates, which others may take into what they build.
const FREE: &str = "MIT OR Apache-2.0";
const FREE_CRATES: &[&str] = &["calendar", "forms"];
/// Why each dependency is taken.
const REASONS: &str = "docs/decisions/005-dependencies.md";

pub fn check(tree: &Tree) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut expect = |path: &str, part: &str| match tree.text(path) {
        None => faults.push(Fault::new(path, "missing")),
        Some(text) if !text.contains(part) => faults.push(Fault::new(path, format!("does not say {part:?}"))),
        Some(_) => {}
    };
    expect("Cargo.toml", &format!("license = \"{WHOLE}\""));
    expect("LICENSE", "GNU AFFERO GENERAL PUBLIC LICENSE");
    expect("tests/browser/package.json", &format!("\"license\": \"{WHOLE}\""));
    let manifests: Vec<&str> = tree.texts_in("", "/Cargo.toml").map(|(path, _)| path).collect();
    for path in manifests {
        let folder = path.trim_end_matches("/Cargo.toml");
        let name = folder.trim_start_matches("crates/");
        if FREE_CRATES.contains(&name) {
            expect(path, &format!("license = \"{FREE}\""));
            expect(&format!("{folder}/LICENSE-MIT"), "Permission is hereby granted, free of charge");
            expect(&format!("{folder}/LICENSE-APACHE"), "Apache License");
        } else {
            expect(path, "license.workspace = true");
        }
    }
    faults.extend(without_reason(tree));
    faults
}

/// Dependencies that are not in the table of reasons, and rows of it that are no dependency any more.
fn without_reason(tree: &Tree) -> Vec<Fault> {
    let named = tree.text("Cargo.toml").map(dependencies).unwrap_or_default();
    let rows = tree.text(REASONS).unwrap_or("").lines().filter_map(|line| line.strip_prefix("| ")?.split(' ').next());
    let rows: Vec<&str> = rows.filter(|name| *name != "package").collect();
    let missing = named.iter().filter(|name| !rows.contains(name)).map(|name| format!("{name} has no row"));
    let gone = rows.iter().filter(|name| !named.contains(name)).map(|name| format!("{name} is no dependency any more"));
    missing.chain(gone).map(|what| Fault::new(REASONS, what)).collect()
}

/// Names in the workspace's table of dependencies, but for crates of our own.
fn dependencies(manifest: &str) -> Vec<&str> {
    let table = manifest.lines().skip_while(|line| *line != "[workspace.dependencies]").skip(1);
    let lines = table.take_while(|line| !line.starts_with('['));
    lines
        .filter_map(|line| line.split_once(" = "))
        .filter(|(_, what)| !what.contains("path = "))
        .map(|(name, _)| name)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &[(&str, &str)] = &[
        ("Cargo.toml", "license = \"AGPL-3.0-or-later\""),
        ("LICENSE", "GNU AFFERO GENERAL PUBLIC LICENSE"),
        ("tests/browser/package.json", "\"license\": \"AGPL-3.0-or-later\""),
        ("crates/web/Cargo.toml", "license.workspace = true"),
        ("crates/forms/Cargo.toml", "license = \"MIT OR Apache-2.0\""),
        ("crates/forms/LICENSE-MIT", "Permission is hereby granted, free of charge"),
        ("crates/forms/LICENSE-APACHE", "Apache License"),
    ];

    #[test]
    fn what_is_agreed_passes_and_any_other_text_is_found() {
        assert_eq!(check(&Tree::of(GOOD)), []);
        for at in 0..GOOD.len() {
            let mut files = GOOD.to_vec();
            files[at].1 = "another";
            assert_eq!(check(&Tree::of(&files)).len(), 1, "{}", GOOD[at].0);
        }
    }

    #[test]
    fn a_missing_text_is_found() {
        assert_eq!(check(&Tree::of(&GOOD[..6])).len(), 1);
    }

    #[test]
    fn a_dependency_without_a_reason_and_a_reason_without_a_dependency_are_found() {
        let manifest =
            "[workspace.dependencies]\nforms = { path = \"x\" }\nserde = \"1\"\n\n[profile.dev]\ndebug = 1\n";
        let count = |table: &str| without_reason(&Tree::of(&[("Cargo.toml", manifest), (REASONS, table)])).len();
        assert_eq!(count("| package | why |\n| serde | data |\n"), 0);
        assert_eq!(count("| package | why |\n"), 1);
        assert_eq!(count("| package | why |\n| serde | data |\n| none | gone |\n"), 1);
    }
}
