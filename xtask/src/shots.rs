//! `cargo xtask shots`: the pictures of the README, taken from a demonstration that is the same each time.

use crate::Outcome;
use crate::needs::{self, Missing};
use crate::process::{cargo, must, run as try_run};
use crate::test::browser;
use crate::tidy::{Tree, pictures};
use anyhow::{Context as _, Result};
use std::path::Path;

/// Takes the pictures again.
///
/// # Errors
/// When the program cannot be built.
pub fn run(root: &Path, missing: Missing) -> Result<Outcome> {
    if !needs::settle(root, missing)? {
        return Ok(Outcome::CannotBegin);
    }
    must(cargo(root).args(["build", "--release", "--locked"]))?;
    if !try_run(&mut browser(root, "shots.mjs"))? {
        return Ok(Outcome::FoundWrong);
    }
    let hash = pictures::hash(&Tree::read(root)?);
    std::fs::write(root.join(pictures::HASH), format!("{hash}\n")).context("could not write the hash")?;
    Ok(Outcome::Well)
}
