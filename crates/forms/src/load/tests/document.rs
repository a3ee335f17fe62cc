//! The page for people who write YAML names the keys this loader knows, and no others.

use crate::load::keys;
use std::collections::{BTreeMap, BTreeSet};

/// The page.
fn page() -> String {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/kinds.md");
    std::fs::read_to_string(path).expect("docs/kinds.md is there")
}

/// First cells of the tables under each heading `### Keys of …`.
fn documented() -> BTreeMap<String, BTreeSet<String>> {
    let page = page();
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut heading = None;
    for line in page.lines() {
        if line.starts_with('#') {
            heading = line.strip_prefix("### Keys of ").map(str::to_owned);
        }
        let cell = line.strip_prefix("| `").and_then(|rest| rest.split_once(" |")).map(|(cell, _)| cell);
        if let (Some(heading), Some(cell)) = (&heading, cell) {
            let names = cell.split('`').step_by(2).filter(|name| !name.trim().is_empty());
            found.entry(heading.clone()).or_default().extend(names.map(str::to_owned));
        }
    }
    found
}

#[test]
fn the_page_and_the_loader_know_the_same_keys() {
    let documented = documented();
    for table in keys::ALL {
        let known: BTreeSet<String> = table.keys.iter().map(|key| (*key).to_owned()).collect();
        assert_eq!(documented.get(table.what), Some(&known), "### Keys of {}", table.what);
    }
    let headings: BTreeSet<&str> = documented.keys().map(String::as_str).collect();
    let tables: BTreeSet<&str> = keys::ALL.iter().map(|table| table.what).collect();
    assert_eq!(headings, tables);
}

#[test]
fn the_page_names_every_type_standard_and_folder() {
    let page = page();
    let words = keys::PLAIN_TYPES.into_iter().chain(keys::NAMING_TYPES).chain(keys::FOREIGN_TYPES);
    let words = words.chain(keys::STANDARDS).chain(keys::STRANDS).chain(keys::CLAIM_NAMES).chain(keys::RECORD_COLUMNS);
    for word in words.chain(keys::MISSING).chain(keys::REF_TARGETS) {
        assert!(page.contains(&format!("`{word}")), "`{word}` is not named on the page");
    }
}

#[test]
fn the_example_of_the_page_loads() {
    let page = page();
    let mut files = Vec::new();
    for block in page.split("```yaml\n# response/").skip(1) {
        let block = block.split("\n```").next().unwrap_or_default();
        let (path, text) = block.split_once('\n').expect("the first line names the file");
        files.push((path.to_owned(), text.as_bytes().to_vec()));
    }
    assert!(files.len() >= 4, "the page shows a kind, a list, roles and settings");
    let overlay: Vec<(String, Vec<u8>)> = page
        .split("```yaml\n# overlay/")
        .skip(1)
        .filter_map(|block| block.split("\n```").next()?.split_once('\n'))
        .map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec()))
        .collect();
    assert!(!overlay.is_empty(), "the page shows a patch");
    let layers = [super::Layer { name: "response", files }, super::Layer { name: "overlay", files: overlay }];
    if let Err(faults) = crate::load::load(&layers) {
        panic!("{}", faults.iter().map(|fault| format!("{fault}\n")).collect::<String>());
    }
}

#[test]
fn the_page_names_functions_that_there_are() {
    let page = page();
    let part = page
        .split("**Functions**")
        .nth(1)
        .and_then(|rest| rest.split("A rule looks").next())
        .expect("the functions are listed");
    let names: Vec<&str> = part.split('`').skip(1).step_by(2).collect();
    assert!(names.len() > 70);
    for name in names {
        assert!(crate::expr::function(name).is_some(), "`{name}` is no function");
    }
}
