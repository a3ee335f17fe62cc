//! `cargo xtask test`: the Rust tests on both engines, then the browser journeys on the release binary.

use crate::Outcome;
use crate::needs::{self, Missing};
use crate::process::{cargo, must, run as try_run, target};
use anyhow::{Context as _, Result, bail};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Names the folder of real forms and standards that are other people's and so not in this repository.
const DATA: &str = "CHAUTARI_DATA";
/// Names a Python that has pyxform, for the tests that ask it.
const PYTHON: &str = "CHAUTARI_PYXFORM";

/// Runs every test; those after a failing one still run, so that one run shows all that is wrong.
///
/// # Errors
/// When a part cannot be built or installed.
pub fn run(root: &Path, missing: Missing) -> Result<Outcome> {
    let data = data_folder(root)?;
    if !needs::settle(root, missing)? {
        return Ok(Outcome::CannotBegin);
    }
    must(cargo(root).args(["test", "--workspace", "--locked", "--no-run"]))?;
    let mut tests = cargo(root);
    tests.args(["test", "--workspace", "--locked", "--no-fail-fast"]).env(PYTHON, needs::python(root));
    match &data {
        Some(folder) => tests.env(DATA, folder),
        None => tests.env_remove(DATA),
    };
    let rust_passed = try_run(&mut tests)?;
    if data.is_none() {
        println!("Not part of this run: the tests on other people's forms and standards ({DATA} names no folder).");
    }
    must(cargo(root).args(["build", "--release", "--locked"]))?;
    let browser_passed = try_run(&mut browser(root, "run.mjs"))?;
    if rust_passed && browser_passed {
        return Ok(Outcome::Well);
    }
    if !rust_passed {
        println!("Rust tests failed; see above the browser's part.");
    }
    Ok(Outcome::FoundWrong)
}

/// A script of tests/browser, told where the release binary stands and where pictures of failures go.
pub fn browser(root: &Path, script: &str) -> Command {
    let mut node = Command::new("node");
    node.arg(root.join("tests/browser").join(script)).current_dir(root);
    node.env("CHAUTARI_BINARY", target(root).join("release/chautari"));
    node.env("CHAUTARI_BROWSER_OUT", target(root).join("browser"));
    node
}

/// The data folder as an absolute path, since cargo runs each test in its package's folder.
fn data_folder(root: &Path) -> Result<Option<PathBuf>> {
    let Some(named) = std::env::var_os(DATA).filter(|named| !named.is_empty()) else { return Ok(None) };
    let folder = root.join(named);
    let found = folder.canonicalize().with_context(|| format!("{DATA} names {}", folder.display()))?;
    if !found.is_dir() {
        bail!("{DATA} names {}, which is no folder", found.display());
    }
    Ok(Some(found))
}
