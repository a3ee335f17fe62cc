//! The work around the code: `cargo xtask test`, `cargo xtask tidy`, `cargo xtask faults`,
//! `cargo xtask shots`.
//!
//! Exit code 0: well; 1: something found wrong; 2: used wrongly, or something is missing that has to be installed.

mod faults;
mod needs;
mod process;
mod shots;
mod test;
mod tidy;

use std::process::ExitCode;

const HELP: &str = "\
The work around the code of Chautari.

  cargo xtask test [--install]   every test on both engines, then the browser journeys;
                                 --install first brings what they need
  cargo xtask tidy               the rules of the tree: documents, languages, licences, sizes
  cargo xtask faults [kill [--rounds N] | powercut [--states N]]
                                 the long runs: the program killed 200 times, the power cut
                                 10,000 times; nothing acknowledged may be lost
  cargo xtask shots [--install]  take the pictures of the README again, from a demonstration";

/// How a command ended.
pub enum Outcome {
    /// All is as it should be.
    Well,
    /// Something is wrong; it has been printed.
    FoundWrong,
    /// It could not begin; the reason and the line to run have been printed.
    CannotBegin,
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let root = process::root();
    let outcome = match arguments.as_slice() {
        ["test"] => test::run(&root, needs::Missing::IsNamed),
        ["test", "--install"] => test::run(&root, needs::Missing::IsInstalled),
        ["tidy"] => tidy::run(&root),
        ["faults", words @ ..] => faults::run(&root, words).map(|outcome| {
            outcome.unwrap_or_else(|| {
                eprintln!("xtask: no such fault: {:?}\n\n{HELP}", words.join(" "));
                Outcome::CannotBegin
            })
        }),
        ["shots"] => shots::run(&root, needs::Missing::IsNamed),
        ["shots", "--install"] => shots::run(&root, needs::Missing::IsInstalled),
        ["help" | "--help" | "-h"] => {
            println!("{HELP}");
            Ok(Outcome::Well)
        }
        other => {
            eprintln!("xtask: no such command: {:?}\n\n{HELP}", other.join(" "));
            Ok(Outcome::CannotBegin)
        }
    };
    match outcome {
        Ok(Outcome::Well) => ExitCode::SUCCESS,
        Ok(Outcome::FoundWrong) => ExitCode::from(1),
        Ok(Outcome::CannotBegin) => ExitCode::from(2),
        Err(error) => {
            eprintln!("xtask: {error:#}");
            ExitCode::from(1)
        }
    }
}
