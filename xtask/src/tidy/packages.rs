//! The program stays small enough to build on a laptop and to be read.

use super::Fault;
use crate::process::cargo;
use anyhow::{Context as _, Result, bail};
use std::collections::BTreeSet;
use std::path::Path;

/// Most packages of the program with its default features (docs/decisions/005-dependencies.md).
const PACKAGES_MAX: usize = 280;

/// Asks cargo which packages the program is made of, and counts them.
///
/// # Errors
/// When cargo cannot say.
pub fn check(root: &Path) -> Result<Vec<Fault>> {
    let mut tree = cargo(root);
    tree.args(["tree", "--locked", "--edges", "normal,build", "--prefix", "none"]);
    let output = tree.args(["--target", "x86_64-unknown-linux-gnu"]).output().context("could not start cargo tree")?;
    if !output.status.success() {
        bail!("cargo tree: {}", String::from_utf8_lossy(&output.stderr).trim());
    }
    Ok(judge(&String::from_utf8_lossy(&output.stdout)))
}

fn judge(printed: &str) -> Vec<Fault> {
    let packages: BTreeSet<&str> = printed.lines().map(|line| line.trim_end_matches(" (*)")).collect();
    let what = format!("{} packages; {PACKAGES_MAX} is the most: which can be done without?", packages.len());
    if packages.len() > PACKAGES_MAX { vec![Fault::new("Cargo.toml", what)] } else { Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_package_too_many_is_found_and_none_is_counted_twice() {
        let mut printed: String = (0..280).map(|n| format!("package v{n}\npackage v{n} (*)\n")).collect();
        assert_eq!(judge(&printed), []);
        printed.push_str("more v1\n");
        assert_eq!(judge(&printed).len(), 1);
    }
}
