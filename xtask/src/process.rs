//! Running other programs, each printed as it would be typed.

use anyhow::{Context as _, Result, bail};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Runs a program to its end and says whether it ended well.
///
/// # Errors
/// When the program cannot be started.
pub fn run(command: &mut Command) -> Result<bool> {
    println!("$ {}", line(command));
    let status = command.status().with_context(|| format!("could not start {}", line(command)))?;
    Ok(status.success())
}

/// Runs a program that has to end well.
///
/// # Errors
/// When it cannot be started or ends with another code than 0.
pub fn must(command: &mut Command) -> Result<()> {
    if run(command)? {
        return Ok(());
    }
    bail!("this command failed, see above: {}", line(command));
}

/// Whether a program can be started and ends well; its output is thrown away.
pub fn answers(program: &str, arguments: &[&str]) -> bool {
    let output = Command::new(program).args(arguments).output();
    output.is_ok_and(|output| output.status.success())
}

/// The cargo that runs us.
pub fn cargo(root: &Path) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root);
    command
}

/// The folder of the workspace.
pub fn root() -> PathBuf {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    package.parent().expect("xtask stands in the workspace's folder").to_owned()
}

/// Where cargo builds: `CARGO_TARGET_DIR` or `target`.
pub fn target(root: &Path) -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), |folder| root.join(folder))
}

fn line(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let name = program.file_name().unwrap_or(command.get_program());
    let words = std::iter::once(name).chain(command.get_args());
    words.map(|word| word.to_string_lossy().into_owned()).collect::<Vec<_>>().join(" ")
}
