//! `chautari kinds`: check the kinds of record, bring one in from an XLSForm, give one out as one.

use crate::{Outcome, mission};
use anyhow::{Context, Result, bail};
use forms::kind::About;
use forms::xlsform::{self, ImportOptions};
use std::path::PathBuf;

/// The kinds of record.
#[derive(clap::Subcommand)]
pub enum Command {
    /// Check every kind, code list and role; prints every fault
    #[command(after_help = "Example: chautari kinds check --overlay office/overlay")]
    Check {
        /// The association's own folder of kinds
        #[arg(long)]
        overlay: Option<PathBuf>,
    },
    /// Bring in an XLSForm as a kind; prints a report of what was not understood
    #[command(after_help = "Example: chautari kinds import visit.xlsx --about person --into office/overlay/protection")]
    Import {
        /// The form (.xlsx or .xls)
        file: PathBuf,
        /// What a record is about: person, household, organisation or none
        #[arg(long, default_value = "none")]
        about: String,
        /// Kinds it hangs under
        #[arg(long, value_delimiter = ',')]
        parent: Vec<String>,
        /// Language of labels that name none
        #[arg(long, default_value = "en")]
        language: String,
        /// Folder of a strand to write to; printed when absent
        #[arg(long)]
        into: Option<PathBuf>,
    },
    /// Give out a kind as an XLSForm
    #[command(after_help = "Example: chautari kinds export htcds htcds.xlsx")]
    Export {
        /// Name of the kind
        kind: String,
        /// File to make
        file: PathBuf,
        /// The association's own folder of kinds
        #[arg(long)]
        overlay: Option<PathBuf>,
    },
}

/// Runs the command.
pub fn run(command: &Command) -> Result<Outcome> {
    match command {
        Command::Check { overlay } => {
            let (mission, faults) = mission::check(overlay.as_deref())?;
            faults.iter().for_each(|fault| println!("{fault}"));
            match mission {
                Some(mission) => {
                    println!(
                        "{} kinds, {} code lists, {} roles: they load",
                        mission.kinds.len(),
                        mission.codes.len(),
                        mission.roles.len()
                    );
                    Ok(Outcome::Well)
                }
                None => {
                    println!("{} faults", faults.len());
                    Ok(Outcome::FoundWrong)
                }
            }
        }
        Command::Import { file, about, parent, language, into } => import(file, about, parent, language, into.as_ref()),
        Command::Export { kind, file, overlay } => {
            let mission = mission::load(overlay.as_deref())?;
            let kind = mission.kinds.get(kind).with_context(|| format!("{kind}: no such kind"))?;
            let bytes = xlsform::export(kind, &mission.codes).map_err(|error| anyhow::anyhow!("{error}"))?;
            std::fs::write(file, bytes).with_context(|| format!("{}: cannot be written", file.display()))?;
            Ok(Outcome::Well)
        }
    }
}

fn import(file: &PathBuf, about: &str, parent: &[String], language: &str, into: Option<&PathBuf>) -> Result<Outcome> {
    let about = match about {
        "person" => About::Person,
        "household" => About::Household,
        "organisation" => About::Organisation,
        "none" => About::None,
        other => bail!("{other}: a record is about person, household, organisation or none"),
    };
    let bytes = std::fs::read(file).with_context(|| format!("{}: cannot be read", file.display()))?;
    let strand = into.and_then(|path| path.file_name()).map_or("shared".into(), |n| n.to_string_lossy().into_owned());
    let options = ImportOptions {
        about: Some(about),
        parent: parent.to_vec(),
        default_language: language.into(),
        strand,
        ..ImportOptions::default()
    };
    let name = file.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let imported = match xlsform::import(&name, &bytes, &options) {
        Ok(imported) => imported,
        Err(refusal) => {
            eprintln!("{refusal}");
            return Ok(Outcome::FoundWrong);
        }
    };
    imported.report.iter().for_each(|line| eprintln!("{line}"));
    for (path, text) in xlsform::to_yaml(&imported.kind, &imported.codes) {
        match into.and_then(|folder| folder.parent()) {
            Some(root) => {
                let target = root.join(&path);
                if let Some(folder) = target.parent() {
                    std::fs::create_dir_all(folder).with_context(|| format!("{}: cannot be made", folder.display()))?;
                }
                std::fs::write(&target, text).with_context(|| format!("{}: cannot be written", target.display()))?;
                eprintln!("written: {}", target.display());
            }
            None => println!("# {path}\n{text}"),
        }
    }
    Ok(Outcome::Well)
}
