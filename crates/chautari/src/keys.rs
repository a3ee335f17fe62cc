//! `chautari key`: recovery shares of the master key. No share ever stands on a command line.

use crate::configuration::Configuration;
use crate::{Outcome, open};
use anyhow::{Context, Result, bail};
use std::io::{BufRead, IsTerminal};
use std::path::PathBuf;
use store::keys::{MasterKey, Share};

/// Most lines that are read: the shares of the largest set, with empty lines between.
const LINES_MOST: usize = 200;
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
    },
    /// Bring the key back from shares, read from standard input, and write it to a new file
    #[command(after_help = "Example: chautari key recover --into master.key\n\n\
        Type the shares one after the other, each on three lines or on one.")]
    Recover {
        /// File to make; it is never overwritten
        #[arg(long)]
        into: PathBuf,
    },
}

/// Runs the command.
pub fn run(command: &Command) -> Result<Outcome> {
    match command {
        Command::Shares { config, count, needed } => {
            let master = MasterKey::from_key_file(&Configuration::read(config)?.key_file)?;
            open::print_shares(&master.shares(*count, *needed)?);
        }
        Command::Recover { into } => {
            let shares = read_shares(&mut std::io::stdin().lock(), std::io::stdin().is_terminal())?;
            MasterKey::recover(&shares)?.write_key_file(into)?;
            println!("The key is in {}", into.display());
        }
    }
    Ok(Outcome::Well)
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
