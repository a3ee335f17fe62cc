//! `chautari export` and `chautari import`: records of a kind as JSON Lines or CSV.

mod cells;
mod csv;

use crate::configuration::Configuration;
use crate::say::{self, Progress};
use crate::{Outcome, open};
use anyhow::{Context, Result, bail};
use casework::actor::Actor;
use casework::exchange::{self, Line};
use casework::{Error, Office, accounts};
use forms::Kind;
use serde::Serialize;
use serde_json::{Value, json};
use std::fs::{File, OpenOptions};
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};

/// Longest line of JSON that is read, bytes.
const LINE_MOST: u64 = 4 * 1024 * 1024;

/// Give out records.
#[derive(clap::Args)]
#[command(after_help = "Example: chautari export case cases.csv --as 'Rita Kumal' --config office/chautari.toml\n\n\
    JSON Lines on standard output when no file is named; a name that ends in .csv is written as CSV. Each export stands \
    in the access log. `base` is the version of each record: changed lines can be imported again.")]
pub struct ExportOptions {
    /// Name of the kind
    pub kind: String,
    /// File to make: .jsonl or .csv
    pub file: Option<PathBuf>,
    /// Who exports: someone of the office, within whose right to export it is done, and whom the access log names
    #[arg(long = "as")]
    pub person: String,
    /// How many, as JSON
    #[arg(long)]
    pub json: bool,
    /// Tenant; the configuration's when absent
    #[arg(long)]
    pub tenant: Option<i64>,
    /// The installation's configuration
    #[arg(long, default_value = "chautari.toml")]
    pub config: PathBuf,
}

/// Take in records.
#[derive(clap::Args)]
#[command(after_help = "Example: chautari import person people.csv --config office/chautari.toml\n\n\
    Each line is taken whole or not at all; those that are not are named with the reason, and the exit is 1. A line \
    without `base` is a new record, one with it a change against that version; what was changed meanwhile becomes an \
    open conflict. A line that was taken before makes no second record when it has an id.")]
pub struct ImportOptions {
    /// Name of the kind
    pub kind: String,
    /// File to read: .jsonl or .csv
    pub file: PathBuf,
    /// Take every line as a new record with the id it has, as when it comes from another office
    #[arg(long)]
    pub new: bool,
    /// As JSON: how many were taken, and each line that was not or that is in an open conflict
    #[arg(long)]
    pub json: bool,
    /// Tenant; the configuration's when absent
    #[arg(long)]
    pub tenant: Option<i64>,
    /// The installation's configuration
    #[arg(long, default_value = "chautari.toml")]
    pub config: PathBuf,
}

/// Runs the export.
pub fn export(options: &ExportOptions) -> Result<Outcome> {
    let configuration = Configuration::read(&options.config)?;
    let office = open::office(&configuration)?;
    let tenant = options.tenant.unwrap_or(configuration.tenant);
    let actor = staff(&office, tenant, &options.person)?;
    let kind = kind_of(&office, &options.kind)?;
    let mut to: Box<dyn Write> = match &options.file {
        Some(path) => Box::new(BufWriter::new(new_file(path)?)),
        None => Box::new(BufWriter::new(std::io::stdout().lock())),
    };
    let columns = is_csv(options.file.as_deref())?.then(|| cells::columns(&kind));
    if let Some(columns) = &columns {
        csv::write(&mut to, columns.iter().map(String::as_str))?;
    }
    let written = |source| Error::Store(store::Error::Io { path: "the export".into(), source });
    let (progress, mut done) = (Progress::of("records"), 0_u64);
    let given = exchange::export(&office, &actor, &kind.name, &mut |line| {
        done += 1;
        progress.at(done);
        match &columns {
            Some(columns) => csv::write(&mut to, cells::of(line, columns).iter().map(String::as_str)).map_err(written),
            None => {
                let text = serde_json::to_string(line).expect("answers are JSON already");
                writeln!(to, "{text}").map_err(written)
            }
        }
    });
    drop(progress);
    let given = given.map_err(|error| anyhow::anyhow!("{}: {error}", kind.name))?;
    to.flush().context("the export cannot be written")?;
    match (options.json, &options.file) {
        (true, Some(file)) => say::json(&json!({"kind": kind.name, "file": file, "records": given}))?,
        // Standard output holds the records, which are JSON already.
        _ => eprintln!("{given} records of {} exported", kind.name),
    }
    Ok(Outcome::Well)
}

/// Runs the import: exit 1 when a line was not taken.
pub fn import(options: &ImportOptions) -> Result<Outcome> {
    let configuration = Configuration::read(&options.config)?;
    let office = open::office(&configuration)?;
    let actor = accounts::system(&office, options.tenant.unwrap_or(configuration.tenant))?;
    let kind = kind_of(&office, &options.kind)?;
    let file = File::open(&options.file).with_context(|| format!("{}: cannot be read", options.file.display()))?;
    let (mut counts, progress) = (Counts::default(), Progress::of("lines"));
    let mut take = |number: u64, line: std::result::Result<Line, String>| {
        progress.at(number);
        let taken = line.and_then(|line| one(&office, &actor, &kind, line, options.new));
        match taken {
            Ok(conflicts) => {
                counts.taken += 1;
                for path in conflicts {
                    counts.conflicts += 1;
                    let what = format!("{path} was changed meanwhile; both values are kept as an open conflict");
                    counts.say(options.json, number, &what);
                }
            }
            Err(reason) => {
                counts.left += 1;
                counts.say(options.json, number, &format!("not taken: {reason}"));
            }
        }
    };
    let from = BufReader::new(file);
    let read = if is_csv(Some(&options.file))? { cells::read(from, &kind, &mut take) } else { lines(from, &mut take) };
    drop(progress);
    counts.print(options.json)?;
    read.with_context(|| format!("{}", options.file.display()))?;
    Ok(if counts.left == 0 { Outcome::Well } else { Outcome::FoundWrong })
}

/// What became of the lines of an import.
#[derive(Default, Serialize)]
struct Counts {
    taken: u64,
    left: u64,
    conflicts: u64,
    /// What is to be said of single lines, for JSON; otherwise it is printed as it comes.
    lines: Vec<Value>,
}

/// Lines that are told one by one as JSON; the counts are of all.
const TOLD_MOST: usize = 10_000;

impl Counts {
    fn say(&mut self, json: bool, line: u64, what: &str) {
        if !json {
            println!("line {line}: {what}");
        } else if self.lines.len() < TOLD_MOST {
            self.lines.push(json!({"line": line, "what": what}));
        }
    }

    fn print(&self, json: bool) -> Result<()> {
        if json {
            return say::json(self);
        }
        println!("{} lines taken, {} not; {} open conflicts", self.taken, self.left, self.conflicts);
        Ok(())
    }
}

/// Takes one line; gives the fields that are in an open conflict, or why it was not taken.
fn one(
    office: &Office,
    actor: &Actor,
    kind: &Kind,
    mut line: Line,
    new: bool,
) -> std::result::Result<Vec<String>, String> {
    if line.kind.is_empty() {
        line.kind.clone_from(&kind.name);
    } else if line.kind != kind.name {
        return Err(format!("it is of another kind than {}", kind.name));
    }
    if new {
        line.base = 0;
    }
    exchange::import(office, actor, &line).map(|saved| saved.conflicts).map_err(|error| reason(&error))
}

/// Why a line was not taken.
fn reason(error: &Error) -> String {
    match error {
        Error::Invalid(fields) => {
            fields.iter().map(|field| format!("{}: {}", field.path, field.code)).collect::<Vec<_>>().join("; ")
        }
        Error::Refused(broken) => broken
            .iter()
            .map(|rule| format!("{} ({})", rule.message.get("en"), rule.rule))
            .collect::<Vec<_>>()
            .join("; "),
        Error::NotFound => "there is no such record to change, or no such record to hang under".into(),
        other => other.to_string(),
    }
}

/// Reads JSON Lines; one that does not read is handed on as such.
fn lines(mut from: impl BufRead, take: &mut dyn FnMut(u64, std::result::Result<Line, String>)) -> Result<()> {
    let mut text = Vec::new();
    for number in 1.. {
        text.clear();
        let read = std::io::Read::take(&mut from, LINE_MOST).read_until(b'\n', &mut text)?;
        if read == 0 {
            break;
        }
        if read as u64 == LINE_MOST {
            bail!("line {number} is longer than {LINE_MOST} bytes; nothing from it on was read");
        }
        if text.iter().all(u8::is_ascii_whitespace) {
            continue;
        }
        // The parser's own words could repeat what was typed: only the place is said.
        take(
            number,
            serde_json::from_slice(&text)
                .map_err(|error| format!("not as a record is written, near column {}", error.column())),
        );
    }
    Ok(())
}

fn staff(office: &Office, tenant: i64, person: &str) -> Result<Actor> {
    let found = office.with_names(tenant, |names| {
        names.staff.iter().filter(|(_, name)| *name == person).map(|(id, _)| *id).collect::<Vec<_>>()
    });
    match found.as_slice() {
        [one] => Ok(accounts::staff(office, tenant, *one)?),
        [] => bail!("{person}: nobody of that name; `chautari user list` names everyone"),
        _ => bail!("{person}: {} people bear that name", found.len()),
    }
}

fn kind_of(office: &Office, name: &str) -> Result<std::sync::Arc<Kind>> {
    let mission = office.mission();
    let names = || mission.kinds.keys().cloned().collect::<Vec<_>>().join(", ");
    mission.kinds.get(name).cloned().with_context(|| format!("{name}: no such kind; the kinds are {}", names()))
}

/// True for a name that ends in `.csv`.
fn is_csv(path: Option<&Path>) -> Result<bool> {
    let end = path.map(|path| path.extension().unwrap_or_default().to_string_lossy().to_lowercase());
    match end.as_deref() {
        Some("csv") => Ok(true),
        None | Some("jsonl" | "ndjson" | "json") => Ok(false),
        Some(_) => bail!("a file's name ends in .jsonl or .csv"),
    }
}

fn new_file(path: &Path) -> Result<File> {
    let mut new = OpenOptions::new();
    new.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut new, 0o600);
    new.open(path).with_context(|| format!("{}: is there already, or cannot be made", path.display()))
}
