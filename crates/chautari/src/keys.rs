//! `chautari key`: recovery shares of the master key. No share ever stands on a command line.

use crate::configuration::Configuration;
use crate::{Outcome, say};
use anyhow::{Context, Result, bail};
use serde_json::{Value, json};
use std::io::{BufRead, IsTerminal};
use std::path::PathBuf;
use store::keys::{MasterKey, Share};

/// Most lines that are read: the shares of the largest set, with empty lines between.
const LINES_MOST: usize = 200;
/// How often shares are asked back.
const TRIES_MOST: usize = 3;
/// Longest line of a share that is read.
const LINE_MOST: u64 = 1024;

/// The master key.
#[derive(clap::Subcommand)]
pub enum Command {
    /// Print a new set of three recovery shares; any two of them bring the key back
    #[command(after_help = "Example: chautari key shares --config office/chautari.toml\n\n\
        Shares of different sets do not fit together; the older set stays good.")]
    Shares {
        /// The installation's configuration
        #[arg(long, default_value = "chautari.toml")]
        config: PathBuf,
        /// How many shares
        #[arg(long, default_value_t = 3)]
        count: u8,
        /// How many of them give the key back
        #[arg(long, default_value_t = 2)]
        needed: u8,
        /// As JSON
        #[arg(long)]
        json: bool,
    },
    /// Bring the key back from shares, read from standard input, and write it to a new file
    #[command(after_help = "Example: chautari key recover --into master.key\n\n\
        Type the shares one after the other, each on three lines or on one.")]
    Recover {
        /// File to make; it is never overwritten
        #[arg(long)]
        into: PathBuf,
        /// As JSON
        #[arg(long)]
        json: bool,
    },
}

/// Runs the command.
pub fn run(command: &Command) -> Result<Outcome> {
    match command {
        Command::Shares { config, count, needed, json } => {
            let master = MasterKey::from_key_file(&Configuration::read(config)?.key_file)?;
            let shares = master.shares(*count, *needed)?;
            if *json { say::json(&shares_as_json(&shares))? } else { print_shares(&shares) }
        }
        Command::Recover { into, json } => {
            let shares = read_shares(&mut std::io::stdin().lock(), std::io::stdin().is_terminal())?;
            MasterKey::recover(&shares)?.write_key_file(into)?;
            if *json {
                say::json(&json!({"file": into}))?;
            } else {
                println!("The key is in {}", into.display());
            }
        }
    }
    Ok(Outcome::Well)
}

/// Prints recovery shares, each with its place in its set.
pub fn print_shares(shares: &[Share]) {
    let needed = shares.first().map_or(0, Share::needed);
    println!("{} recovery shares. Any {needed} bring the key back; give each to another person:", shares.len());
    for share in shares {
        println!("\nShare {} of {}, set {}", share.number(), share.count(), share.set());
        println!("{}", share.text().as_str());
    }
}

/// Recovery shares as JSON.
pub fn shares_as_json(shares: &[Share]) -> Value {
    let one = |share: &Share| {
        json!({
            "number": share.number(), "of": share.count(), "needed": share.needed(), "set": share.set(),
            "text": share.text().as_str(),
        })
    };
    shares.iter().map(one).collect()
}

/// Asks until the shares that were printed give the key back, so that they exist somewhere else than here.
///
/// # Errors
/// Shares that do not read or give another key, again and again.
pub fn ask_back(master: &MasterKey, from: &mut impl BufRead) -> Result<()> {
    let mut last = None;
    for _ in 0..TRIES_MOST {
        eprintln!("\nType two of them back:");
        let given = read_shares(from, true).and_then(|shares| Ok(MasterKey::recover(&shares)?));
        match given {
            Ok(key) if key.lookup("") == master.lookup("") => {
                eprintln!("They give the key back.");
                return Ok(());
            }
            Ok(_) => last = Some(anyhow::anyhow!("these shares are of another key")),
            Err(error) => last = Some(error),
        }
        if let Some(error) = &last {
            eprintln!("{error:#}");
        }
    }
    Err(last.unwrap_or_else(|| anyhow::anyhow!("no share was given")))
}

/// Reads shares until there are as many as are needed.
fn read_shares(from: &mut impl BufRead, ask: bool) -> Result<Vec<Share>> {
    let mut shares: Vec<Share> = Vec::new();
    let mut typed = String::new();
    for _ in 0..LINES_MOST {
        if ask && typed.is_empty() {
            eprintln!("Share {}:", shares.len() + 1);
        }
        let mut line = String::new();
        let read = std::io::Read::take(&mut *from, LINE_MOST).read_line(&mut line);
        let read = read.context("standard input cannot be read as text")?;
        if line.trim().is_empty() && !typed.is_empty() {
            // The share ends here, and was not whole: say what is wrong with it.
            Share::from_text(&typed)?;
        }
        if read == 0 {
            break;
        }
        typed.push_str(&line);
        if let Ok(share) = Share::from_text(&typed) {
            typed.clear();
            shares.push(share);
        } else if typed.trim().is_empty() {
            typed.clear();
        }
        if shares.last().is_some_and(|share| shares.len() >= usize::from(share.needed())) {
            return Ok(shares);
        }
    }
    match shares.last() {
        Some(share) => bail!("{} shares were given; {} are needed", shares.len(), share.needed()),
        None => bail!("no share was given; type the shares on standard input"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_of_the_shares_are_asked_back_until_they_give_the_key() {
        let master = MasterKey::generate();
        let texts: Vec<String> =
            master.shares(3, 2).unwrap().iter().map(|share| share.text().as_str().to_owned()).collect();
        let other = MasterKey::generate().shares(3, 2).unwrap();
        let typed = |lines: &[&str]| ask_back(&master, &mut lines.join("\n\n").as_bytes());
        assert!(typed(&[&texts[2], &texts[0], ""]).is_ok());
        assert!(typed(&[&texts[0], &texts[0], &texts[0], &texts[1], ""]).is_ok(), "the same twice is asked for again");
        assert!(typed(&[other[0].text().as_str(), other[1].text().as_str(), ""]).is_err());
        assert!(typed(&[&texts[0]]).is_err() && typed(&[]).is_err());
    }
}
