//! `cargo xtask faults`: the long runs of the tests that kill the program and cut its power, on the release binary.

use crate::Outcome;
use crate::needs::{self, Missing};
use crate::process::{cargo, must, run as try_run, target};
use anyhow::Result;
use std::path::Path;

/// A fault, how it is tested, and how often unless it is said otherwise.
struct Fault {
    name: &'static str,
    /// What the number is called on the command line.
    count: &'static str,
    /// The variable by which the tests are told the number.
    variable: &'static str,
    ordinary: usize,
}

const FAULTS: [Fault; 2] = [
    Fault { name: "kill", count: "--rounds", variable: "CHAUTARI_FAULTS_ROUNDS", ordinary: 200 },
    Fault { name: "powercut", count: "--states", variable: "CHAUTARI_FAULTS_STATES", ordinary: 10_000 },
];

/// Runs one fault (`kill --rounds 200`), or all of them when none is named; `None` for words that name none.
///
/// # Errors
/// When the program cannot be built.
pub fn run(root: &Path, words: &[&str]) -> Result<Option<Outcome>> {
    let Some(wanted) = wanted(words) else { return Ok(None) };
    if !needs::settle(root, Missing::IsNamed)? {
        return Ok(Some(Outcome::CannotBegin));
    }
    must(cargo(root).args(["build", "--release", "--locked"]))?;
    let mut well = true;
    for (fault, number) in wanted {
        let mut tests = cargo(root);
        tests.args(["test", "--locked", "--package", "chautari", "--test", "commands"]);
        tests.args([&format!("faults::{}::", fault.name), "--", "--nocapture", "--test-threads=1"]);
        tests.env(fault.variable, number.to_string()).env("CHAUTARI_BINARY", target(root).join("release/chautari"));
        well &= try_run(&mut tests)?;
    }
    Ok(Some(if well { Outcome::Well } else { Outcome::FoundWrong }))
}

/// The faults that the words name, each with its number.
fn wanted(words: &[&str]) -> Option<Vec<(&'static Fault, usize)>> {
    let Some((name, numbers)) = words.split_first() else {
        return Some(FAULTS.iter().map(|fault| (fault, fault.ordinary)).collect());
    };
    let fault = FAULTS.iter().find(|fault| fault.name == *name)?;
    match numbers {
        [] => Some(vec![(fault, fault.ordinary)]),
        [count, number] if *count == fault.count => Some(vec![(fault, number.parse().ok()?)]),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::wanted;

    #[test]
    fn a_fault_is_named_with_its_own_number_or_not_at_all() {
        let read = |line: &str| {
            let found = wanted(&line.split_whitespace().collect::<Vec<_>>())?;
            Some(found.iter().map(|(fault, number)| (fault.name, *number)).collect::<Vec<_>>())
        };
        assert_eq!(read(""), Some(vec![("kill", 200), ("powercut", 10_000)]));
        assert_eq!(read("kill --rounds 7"), Some(vec![("kill", 7)]));
        assert_eq!(read("powercut"), Some(vec![("powercut", 10_000)]));
        for wrong in ["flood", "kill --states 7", "kill --rounds", "kill --rounds many"] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }
}
