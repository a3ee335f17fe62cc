//! `chautari kinds`: check the kinds of record, bring them into force, bring one in from an XLSForm, give one out as one.

use crate::configuration::Configuration;
use crate::say::json as say_json;
use crate::{Outcome, mission, open};
use anyhow::{Context, Result, bail};
use casework::{Office, definitions, tenants};
use forms::Fault;
use forms::kind::About;
use forms::xlsform::{self, ImportOptions};
use serde_json::json;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use store::Store;
use store::keys::MasterKey;

/// Largest file of a form that is read; the import itself bounds what it unpacks to.
const FILE_MOST: u64 = 16 * 1024 * 1024;

/// The kinds of record.
#[derive(clap::Subcommand)]
pub enum Command {
    /// Check every kind, code list and role; prints every fault
    #[command(after_help = "Example: chautari kinds check --overlay office/overlay")]
    Check {
        /// The association's own folder of kinds
        #[arg(long)]
        overlay: Option<PathBuf>,
        /// As JSON
        #[arg(long)]
        json: bool,
    },
    /// Bring the files of the overlay into force while the office works; faulty ones are refused, all of them
    #[command(after_help = "Example: chautari kinds reload --config office/chautari.toml\n\n\
        What comes into force is an entry of the ledger. Every `chautari serve` of the database takes it within a \
        second; forms that were begun stay. A field or code that records hold may not go: the faults name it.")]
    Reload {
        /// The installation's configuration
        #[arg(long, default_value = "chautari.toml")]
        config: PathBuf,
        /// As JSON
        #[arg(long)]
        json: bool,
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
        /// As JSON: the files and the report
        #[arg(long)]
        json: bool,
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
        /// As JSON: the file, and what of the kind is not in it
        #[arg(long)]
        json: bool,
    },
}

/// Runs the command.
pub fn run(command: &Command) -> Result<Outcome> {
    match command {
        Command::Check { overlay, json } => check(overlay.as_deref(), *json),
        Command::Reload { config, json } => reload(&Configuration::read(config)?, *json),
        Command::Import { file, about, parent, language, into, json } => {
            import(file, about, parent, language, into.as_deref(), *json)
        }
        Command::Export { kind, file, overlay, json } => {
            let mission = mission::load(&mission::texts(mission::folder(overlay.as_deref())?)?)?;
            let kind = mission.kinds.get(kind).with_context(|| format!("{kind}: no such kind"))?;
            let bytes = xlsform::export(kind, &mission.codes).map_err(|error| anyhow::anyhow!("{error}"))?;
            std::fs::write(file, bytes).with_context(|| format!("{}: cannot be written", file.display()))?;
            let left_out = xlsform::left_out(kind);
            if *json {
                say_json(&json!({"kind": kind.name, "file": file, "left_out": left_out}))?;
            } else if !left_out.is_empty() {
                eprintln!("not in a spreadsheet, and only in the kind's own file: {}", left_out.join(", "));
            }
            Ok(Outcome::Well)
        }
    }
}

fn check(overlay: Option<&Path>, json: bool) -> Result<Outcome> {
    let (mission, faults) = mission::check(mission::folder(overlay)?);
    let counts = mission.as_ref().map(|m| (m.kinds.len(), m.codes.len(), m.roles.len()));
    if json {
        let (kinds, codes, roles) = counts.unwrap_or_default();
        say_json(&json!({
            "loads": counts.is_some(), "kinds": kinds, "code_lists": codes, "roles": roles, "faults": faults,
        }))?;
    } else {
        faults.iter().for_each(|fault| println!("{fault}"));
        match counts {
            Some((kinds, codes, roles)) => println!("{kinds} kinds, {codes} code lists, {roles} roles: they load"),
            None => println!("{} faults", faults.len()),
        }
    }
    Ok(if counts.is_some() { Outcome::Well } else { Outcome::FoundWrong })
}

/// Brings the files of the overlay's folder into force in every tenant, or says what keeps them from it.
fn reload(configuration: &Configuration, json: bool) -> Result<Outcome> {
    open::must_exist(&configuration.database)?;
    let files = mission::folder(Some(&configuration.overlay))?;
    let (mission, mut faults) = mission::check(files.clone());
    let store = Store::open(&configuration.database, open::clock())?;
    let all = tenants::all(&store)?;
    let Some(mission) = mission else { return refuse(&faults, json) };
    faults.clear();
    for tenant in &all {
        faults.extend(definitions::misfits(&store, tenant.tenant, &mission)?);
    }
    faults.sort_by_key(ToString::to_string);
    faults.dedup();
    if !faults.is_empty() {
        return refuse(&faults, json);
    }
    let (files, master) = (mission::texts(files)?, MasterKey::from_key_file(&configuration.key_file)?);
    let office = Office::new(store, master, mission);
    let mut difference = definitions::Difference::default();
    for tenant in &all {
        let changed = definitions::put_in_force(&office, tenant.tenant, &office.mission(), &files)?;
        if difference.is_empty() {
            difference = changed;
        }
    }
    if json {
        say_json(
            &json!({"reloaded": true, "new": difference.new, "changed": difference.changed, "gone": difference.gone}),
        )?;
    } else {
        for (what, names) in [("new", &difference.new), ("changed", &difference.changed), ("gone", &difference.gone)] {
            names.iter().for_each(|name| println!("{what}: {name}"));
        }
        println!("{}", if difference.is_empty() { "Nothing changed." } else { "In force." });
    }
    Ok(Outcome::Well)
}

fn refuse(faults: &[Fault], json: bool) -> Result<Outcome> {
    if json {
        say_json(&json!({"reloaded": false, "faults": faults}))?;
    } else {
        faults.iter().for_each(|fault| println!("{fault}"));
        println!("{} faults: the kinds in force stay as they are", faults.len());
    }
    Ok(Outcome::FoundWrong)
}

fn import(
    file: &Path,
    about: &str,
    parent: &[String],
    language: &str,
    into: Option<&Path>,
    json: bool,
) -> Result<Outcome> {
    let about = match about {
        "person" => About::Person,
        "household" => About::Household,
        "organisation" => About::Organisation,
        "none" => About::None,
        other => bail!("{other}: a record is about person, household, organisation or none"),
    };
    let bytes = read(file)?;
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
            if json {
                say_json(&json!({"imported": false, "reason": refusal.to_string()}))?;
            } else {
                eprintln!("{refusal}");
            }
            return Ok(Outcome::FoundWrong);
        }
    };
    let files = xlsform::to_yaml(&imported.kind, &imported.codes);
    if let Some(root) = into.and_then(Path::parent) {
        write(root, &files)?;
    }
    let report: Vec<String> = imported.report.iter().map(ToString::to_string).collect();
    if json {
        let texts: BTreeMap<&String, &String> = files.iter().map(|(path, text)| (path, text)).collect();
        say_json(&json!({"imported": true, "written": into.is_some(), "files": texts, "report": report}))?;
        return Ok(Outcome::Well);
    }
    report.iter().for_each(|line| eprintln!("{line}"));
    for (path, text) in &files {
        match into.and_then(Path::parent) {
            Some(root) => eprintln!("written: {}", root.join(path).display()),
            None => println!("# {path}\n{text}"),
        }
    }
    Ok(Outcome::Well)
}

/// Writes the files below a folder; none is written when one of them is there already.
fn write(root: &Path, files: &[(String, String)]) -> Result<()> {
    if let Some((path, _)) = files.iter().find(|(path, _)| root.join(path).exists()) {
        bail!("{}: is there already; take it away or name another folder", root.join(path).display());
    }
    for (path, text) in files {
        let target = root.join(path);
        if let Some(folder) = target.parent() {
            std::fs::create_dir_all(folder).with_context(|| format!("{}: cannot be made", folder.display()))?;
        }
        std::fs::write(&target, text).with_context(|| format!("{}: cannot be written", target.display()))?;
    }
    Ok(())
}

/// A form's bytes, refused before they are read when there are more than an import takes.
fn read(file: &Path) -> Result<Vec<u8>> {
    let length = std::fs::metadata(file).with_context(|| format!("{}: cannot be read", file.display()))?.len();
    if length > FILE_MOST {
        bail!("{}: {length} bytes; a form has at most {FILE_MOST}", file.display());
    }
    std::fs::read(file).with_context(|| format!("{}: cannot be read", file.display()))
}
