//! What the tests need beside Rust and a C compiler: whether it is there, how it is named, how it is brought.

use crate::process::{answers, must, target};
use anyhow::{Context as _, Result};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What happens to something that is missing.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Missing {
    /// It is named, with the line that brings it, and nothing is run.
    IsNamed,
    /// It is installed.
    IsInstalled,
}

/// A package of Debian's and how to see that what it holds is there already, from wherever it came.
struct SystemNeed {
    package: &'static str,
    reason: &'static str,
    present: fn() -> bool,
}

const SYSTEM: &[SystemNeed] = &[
    SystemNeed { package: "postgresql", reason: "the second database engine", present: has_postgres },
    SystemNeed { package: "strace", reason: "the power cuts", present: has_strace },
    SystemNeed { package: "chromium", reason: "the browser journeys", present: has_chromium },
    SystemNeed { package: "fonts-noto-core", reason: "pages in Nepali", present: has_devanagari },
    SystemNeed { package: "default-jre-headless", reason: "ODK Validate", present: has_java },
    SystemNeed { package: "python3-venv", reason: "pyxform and the OpenAPI validator", present: has_python },
    SystemNeed { package: "nodejs", reason: "the browser journeys", present: has_node },
    SystemNeed { package: "npm", reason: "the browser journeys' packages", present: has_npm },
];

/// Makes sure that all needs are there. False when something is missing and stays so: then it has been said what,
/// and which line brings it.
///
/// # Errors
/// When an installation fails.
pub fn settle(root: &Path, missing: Missing) -> Result<bool> {
    let absent: Vec<&SystemNeed> = SYSTEM.iter().filter(|need| !(need.present)()).collect();
    if missing == Missing::IsNamed {
        return Ok(name_missing(root, &absent));
    }
    if !absent.is_empty() && !install_system(&absent)? {
        return Ok(false);
    }
    if !has_browser_packages(root) {
        install_browser_packages(root)?;
    }
    if !has_python_packages(root) {
        install_python_packages(root)?;
    }
    Ok(true)
}

/// The Python that has pyxform and openapi-spec-validator.
pub fn python(root: &Path) -> PathBuf {
    target(root).join("python/bin/python")
}

fn name_missing(root: &Path, absent: &[&SystemNeed]) -> bool {
    let mut lines: Vec<String> = absent.iter().map(|need| format!("{} ({})", need.package, need.reason)).collect();
    if !has_browser_packages(root) {
        lines.push("the npm packages of tests/browser (the browser journeys)".to_owned());
    }
    if !has_python_packages(root) {
        lines.push("the Python packages of tests/python (pyxform, the OpenAPI validator)".to_owned());
    }
    if lines.is_empty() {
        return true;
    }
    eprintln!("The tests need what is not there:");
    for line in lines {
        eprintln!("  {line}");
    }
    eprintln!("This brings it:\n  cargo xtask test --install");
    false
}

/// Installs Debian's packages; false when this user or this system cannot.
fn install_system(absent: &[&SystemNeed]) -> Result<bool> {
    let packages: Vec<&str> = absent.iter().map(|need| need.package).collect();
    if !answers("apt-get", &["--version"]) {
        eprintln!("This system has no apt-get. Install by its own means what Debian calls:\n  {}", packages.join(" "));
        return Ok(false);
    }
    if !is_root() && !answers("sudo", &["--version"]) {
        eprintln!(
            "Packages have to be installed, which only root may do. Run this as root, then come back:\n  \
             apt-get update && apt-get install --yes --no-install-recommends {}",
            packages.join(" ")
        );
        return Ok(false);
    }
    must(apt_get().arg("update"))?;
    must(apt_get().args(["install", "--yes", "--no-install-recommends"]).args(&packages))?;
    Ok(true)
}

fn apt_get() -> Command {
    if is_root() {
        let mut command = Command::new("apt-get");
        command.env("DEBIAN_FRONTEND", "noninteractive");
        return command;
    }
    let mut command = Command::new("sudo");
    command.args(["DEBIAN_FRONTEND=noninteractive", "apt-get"]);
    command
}

/// A copy of the lock file stands beside what was installed by it, so that a change of the lock file is seen.
fn has_browser_packages(root: &Path) -> bool {
    let folder = root.join("tests/browser");
    same_text(&folder.join("package-lock.json"), &folder.join("node_modules/.installed-by.json"))
}

fn install_browser_packages(root: &Path) -> Result<()> {
    let folder = root.join("tests/browser");
    let mut npm = Command::new("npm");
    npm.args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]).current_dir(&folder);
    must(&mut npm)?;
    copy(&folder.join("package-lock.json"), &folder.join("node_modules/.installed-by.json"))
}

fn has_python_packages(root: &Path) -> bool {
    same_text(&root.join("tests/python/requirements.txt"), &target(root).join("python/installed-by.txt"))
}

fn install_python_packages(root: &Path) -> Result<()> {
    let folder = target(root).join("python");
    let requirements = root.join("tests/python/requirements.txt");
    must(Command::new("python3").args(["-m", "venv", "--clear"]).arg(&folder))?;
    let mut pip = Command::new(python(root));
    pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--requirement"]);
    must(pip.arg(&requirements))?;
    copy(&requirements, &folder.join("installed-by.txt"))
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::copy(from, to).with_context(|| format!("could not write {}", to.display()))?;
    Ok(())
}

fn same_text(left: &Path, right: &Path) -> bool {
    match (fs::read(left), fs::read(right)) {
        (Ok(left), Ok(right)) => left == right,
        _ => false,
    }
}

fn has_postgres() -> bool {
    let versions = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    versions.into_iter().any(|version| version.path().join("bin/initdb").exists())
}

fn has_strace() -> bool {
    answers("strace", &["--version"])
}

fn has_chromium() -> bool {
    Path::new("/usr/bin/chromium").exists()
}

fn has_devanagari() -> bool {
    ["/usr/share/fonts", "/usr/local/share/fonts"].iter().any(|folder| holds_devanagari(Path::new(folder), 4))
}

fn holds_devanagari(folder: &Path, depth_max: usize) -> bool {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.into_iter().any(|entry| {
        let path = entry.path();
        entry.file_name().to_string_lossy().contains("Devanagari")
            || (depth_max > 0 && path.is_dir() && holds_devanagari(&path, depth_max - 1))
    })
}

fn has_java() -> bool {
    answers("java", &["-version"])
}

/// Debian splits `ensurepip` from Python, without which a new environment has no pip.
fn has_python() -> bool {
    answers("python3", &["-c", "import venv, ensurepip"])
}

/// playwright-core needs Node 18 or newer.
fn has_node() -> bool {
    answers("node", &["--eval", "process.exit(parseInt(process.versions.node) >= 18 ? 0 : 1)"])
}

fn has_npm() -> bool {
    answers("npm", &["--version"])
}

fn is_root() -> bool {
    fs::metadata("/proc/self").is_ok_and(|about| std::os::unix::fs::MetadataExt::uid(&about) == 0)
}
