//! `chautari backup`: the database and the keys of its records, each in a sealed file of its own.

use crate::configuration::Configuration;
use crate::say::{self, Progress};
use crate::{Outcome, archive, open};
use anyhow::{Context, Result, bail};
use casework::{backup, checkpoint, witness};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::{Value, json};
use std::fs::{File, OpenOptions};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use store::keys::BackupWriter;

/// Days after which a key file is deleted: so long an erased person can still be read from the backups
/// (docs/operations.md).
const KEYS_DAYS: i64 = 30;

/// Write a backup while the office works.
#[derive(clap::Args)]
#[command(after_help = "Example: chautari backup /mnt/backup --config office/chautari.toml >> witness.jsonl\n\n\
    Writes data-TIME and keys-TIME, both sealed by the master key, which is not in them. Prints the last checkpoint of \
    each tenant: keep these lines elsewhere, for `chautari verify --witness`.")]
pub struct Options {
    /// Folder for the files; made when absent
    pub dir: PathBuf,
    /// The installation's configuration
    #[arg(long, default_value = "chautari.toml")]
    pub config: PathBuf,
    /// As JSON: the files, those deleted, and the checkpoints
    #[arg(long)]
    pub json: bool,
}

/// Runs it.
pub fn run(options: &Options) -> Result<Outcome> {
    let configuration = Configuration::read(&options.config)?;
    let office = open::office(&configuration)?;
    make_folder(&options.dir)?;
    let stamp = stamp(office.now());
    let marks = checkpoint::all(&office)?;
    let progress = Progress::busy("writing the backup");
    let working = Working(options.dir.join(format!(".working-{stamp}.db")));
    let copy = backup::take(&office.store, &working.0)?;

    let keys = options.dir.join(format!("keys-{stamp}"));
    sealed(&keys, &office, "keys", |to| Ok(backup::keys(&copy, &mut |line| to.write_all(line.as_bytes()))?))?;
    backup::strip(&copy)?;
    drop(copy);
    if std::fs::metadata(with_end(&working.0, "-wal")).is_ok_and(|log| log.len() > 0) {
        bail!("{}: the copy was not closed whole; try again", working.0.display());
    }
    let data = options.dir.join(format!("data-{stamp}"));
    sealed(&data, &office, "data", |to| write_data(to, options, &configuration, &working.0))?;
    backup::note(&office)?;

    let deleted = old_keys(&options.dir, office.now())?;
    for old in &deleted {
        std::fs::remove_file(old).with_context(|| format!("{}: cannot be deleted", old.display()))?;
    }
    drop(progress);
    if options.json {
        let lines = marks.iter().map(|mark| serde_json::from_str(&witness::line(mark)));
        let checkpoints = lines.collect::<Result<Vec<Value>, _>>()?;
        say::json(&json!({"data": data, "keys": keys, "deleted": deleted, "checkpoints": checkpoints}))?;
        return Ok(Outcome::Well);
    }
    marks.iter().for_each(|mark| println!("{}", witness::line(mark)));
    eprintln!("Data:  {}", data.display());
    eprintln!("Keys:  {}", keys.display());
    deleted.iter().for_each(|old| eprintln!("Deleted, older than {KEYS_DAYS} days: {}", old.display()));
    Ok(Outcome::Well)
}

/// The copy that files are written from; deleted when dropped.
struct Working(PathBuf);

impl Drop for Working {
    fn drop(&mut self) {
        for file in [self.0.clone(), with_end(&self.0, "-wal"), with_end(&self.0, "-shm")] {
            if file.exists()
                && let Err(error) = std::fs::remove_file(&file)
            {
                eprintln!("chautari: {}: cannot be deleted: {error}. Delete it by hand", file.display());
            }
        }
    }
}

fn with_end(path: &Path, end: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(end);
    name.into()
}

/// Configuration, overlay and database as parts of one stream.
fn write_data(to: &mut impl Write, options: &Options, configuration: &Configuration, database: &Path) -> Result<()> {
    archive::begin(to)?;
    part(to, "chautari.toml", &options.config)?;
    if configuration.overlay.is_dir() {
        overlay(to, &configuration.overlay, "overlay")?;
    }
    part(to, "database", database)
}

fn overlay(to: &mut impl Write, folder: &Path, name: &str) -> Result<()> {
    let entries = std::fs::read_dir(folder).with_context(|| format!("{}: cannot be read", folder.display()))?;
    for entry in entries {
        let entry = entry.with_context(|| format!("{}: cannot be read", folder.display()))?;
        let (kind, own) = (entry.file_type()?, entry.file_name());
        let own = own.to_str().with_context(|| format!("{}: its name is not UTF-8", entry.path().display()))?;
        let name = format!("{name}/{own}");
        if kind.is_dir() {
            overlay(to, &entry.path(), &name)?;
        } else if kind.is_file() {
            part(to, &name, &entry.path())?;
        }
    }
    Ok(())
}

fn part(to: &mut impl Write, name: &str, path: &Path) -> Result<()> {
    let mut file = File::open(path).with_context(|| format!("{}: cannot be read", path.display()))?;
    archive::put(to, name, file.metadata()?.len(), &mut file)
}

/// Writes a sealed file; it bears its name only when it is whole and on disk.
fn sealed(
    path: &Path,
    office: &casework::Office,
    holds: &str,
    write: impl FnOnce(&mut BackupWriter<BufWriter<File>>) -> Result<()>,
) -> Result<()> {
    let partial = with_end(path, ".part");
    let mut new = OpenOptions::new();
    new.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut new, 0o600);
    if path.exists() {
        bail!("{}: is there already; wait a second and try again", path.display());
    }
    let file = new.open(&partial).with_context(|| format!("{}: cannot be made", partial.display()))?;
    let written = (|| -> Result<()> {
        let mut to = BackupWriter::new(BufWriter::new(file), office.master(), holds)?;
        write(&mut to)?;
        let file = to.finish()?.into_inner().map_err(std::io::IntoInnerError::into_error)?;
        file.sync_all()?;
        std::fs::rename(&partial, path)?;
        Ok(())
    })();
    if written.is_err() {
        // The error that is reported matters more than what is left of the file.
        drop(std::fs::remove_file(&partial));
    }
    written.with_context(|| format!("{}: cannot be written", path.display()))
}

fn make_folder(dir: &Path) -> Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(dir).with_context(|| format!("{}: cannot be made", dir.display()))
}

/// The moment as it stands in names: in UTC, so that names sort by time.
fn stamp(now: i64) -> String {
    let at = Timestamp::from_microsecond(now).unwrap_or_default().to_zoned_datetime(TimeZone::UTC);
    at.strftime("%Y%m%dT%H%M%SZ").to_string()
}

/// Key files older than [`KEYS_DAYS`] by their names.
fn old_keys(dir: &Path, now: i64) -> Result<Vec<PathBuf>> {
    let oldest = format!("keys-{}", stamp(now - KEYS_DAYS * 86_400_000_000));
    Ok(named(dir, "keys-")?
        .into_iter()
        .filter(|path| path.file_name().is_some_and(|name| name < oldest.as_str()))
        .collect())
}

/// Files of a backup folder whose names begin so and end in a moment, oldest first.
///
/// # Errors
/// The folder cannot be read.
pub fn named(dir: &Path, beginning: &str) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(dir).with_context(|| format!("{}: cannot be read", dir.display()))? {
        let path = entry.with_context(|| format!("{}: cannot be read", dir.display()))?.path();
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        if name.strip_prefix(beginning).is_some_and(|rest| rest.len() == 16 && rest.ends_with('Z')) {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}
