//! `cargo xtask tidy`: rules of the tree that no compiler checks. Each check takes the tree as text, so that its tests
//! can trip it on a tree of their own.

mod markers;
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

const CHECKS: &[(&str, Check)] = &[("sizes", sizes::check), ("markers", markers::check)];

/// Runs all checks over the tree and prints every fault.
///
/// # Errors
/// When the tree cannot be read.
pub fn run(root: &Path) -> Result<Outcome> {
    let tree = Tree::read(root)?;
    let mut count = 0;
    for (name, check) in CHECKS {
        for fault in check(&tree) {
            println!("tidy ({name}): {}: {}", fault.place, fault.what);
            count += 1;
        }
    }
    println!("tidy: {} checks over {} files, {count} faults", CHECKS.len(), tree.len());
    Ok(if count == 0 { Outcome::Well } else { Outcome::FoundWrong })
}
