//! `cargo xtask tidy`: rules of the tree that no compiler checks. Each check takes the tree as text, so that its tests
//! can trip it on a tree of their own.

mod commands;
mod documents;
mod licences;
mod locales;
mod markers;
mod packages;
pub mod pictures;
mod routes;
mod sizes;
mod tree;

use crate::Outcome;
use anyhow::Result;
use std::path::Path;
pub use tree::Tree;

/// One thing that is not as it should be.
#[derive(Debug, PartialEq, Eq)]
pub struct Fault {
    /// File, with its line where there is one.
    pub place: String,
    /// What is wrong and what to do.
    pub what: String,
}

impl Fault {
    fn new(place: impl Into<String>, what: impl Into<String>) -> Self {
        Self { place: place.into(), what: what.into() }
    }
}

type Check = fn(&Tree) -> Vec<Fault>;

const CHECKS: &[(&str, Check)] = &[
    ("sizes", sizes::check),
    ("markers", markers::check),
    ("documents", documents::check),
    ("languages", locales::check),
    ("licences", licences::check),
    ("pages", routes::check),
    ("pictures", pictures::check),
];

/// Runs all checks over the tree and prints every fault.
///
/// # Errors
/// When the tree cannot be read, or cargo does not say what the program is made of.
pub fn run(root: &Path) -> Result<Outcome> {
    let tree = Tree::read(root)?;
    let mut found: Vec<(&str, Vec<Fault>)> = CHECKS.iter().map(|(name, check)| (*name, check(&tree))).collect();
    found.push(("packages", packages::check(root)?));
    let mut count = 0;
    for (name, faults) in &found {
        for fault in faults {
            println!("tidy ({name}): {}: {}", fault.place, fault.what);
        }
        count += faults.len();
    }
    println!("tidy: {} checks over {} files, {count} faults", found.len(), tree.len());
    Ok(if count == 0 { Outcome::Well } else { Outcome::FoundWrong })
}
