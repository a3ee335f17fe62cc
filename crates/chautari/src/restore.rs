//! `chautari restore`: an installation from the newest files of a backup.

use crate::configuration::Configuration;
use crate::say::{self, Progress};
use crate::{Outcome, archive, backup, mission, open, verify};
use anyhow::{Context, Result, bail};
use casework::Office;
use serde_json::json;
use std::fs::{File, OpenOptions};
use std::io::{BufReader, Read};
use std::path::{Component, Path, PathBuf};
use store::Store;
use store::keys::{BackupReader, MasterKey};

/// Make an installation from a backup.
#[derive(clap::Args)]
#[command(after_help = "Example: chautari restore /mnt/backup --into office --key-file master.key\n\n\
    Takes the newest data-* and the newest keys-* of the folder. Whoever was erased after the data file was written is \
    erased again. The result is verified, every sealed part included.")]
pub struct Options {
    /// Folder of the backup
    pub dir: PathBuf,
    /// Folder to make; empty or absent
    #[arg(long)]
    pub into: PathBuf,
    /// The master key's file (`chautari key recover` makes it from recovery shares)
    #[arg(long, env = "CHAUTARI_KEY_FILE", default_value = "master.key")]
    pub key_file: PathBuf,
    /// As JSON
    #[arg(long)]
    pub json: bool,
}

/// Runs it: exit 1 when what was restored does not verify.
pub fn run(options: &Options) -> Result<Outcome> {
    let master = MasterKey::from_key_file(&options.key_file)?;
    let data = newest(&options.dir, "data-")?;
    let keys = newest(&options.dir, "keys-")?;
    if options.into.exists() && std::fs::read_dir(&options.into).map_or(true, |mut entries| entries.next().is_some()) {
        bail!("{}: is not an empty folder; name one that is not there yet", options.into.display());
    }
    let name = options.into.file_name().and_then(|name| name.to_str()).context("--into: name a folder")?;
    let half = Half(options.into.with_file_name(format!("{name}.restoring")));
    std::fs::create_dir(&half.0).with_context(|| {
        format!("{}: is there already, or cannot be made; delete what an earlier try left", half.0.display())
    })?;

    let progress = Progress::busy("restoring");
    unpack(&data, &master, &half.0)?;
    configure(&half.0, &options.key_file)?;
    let store = Store::open(&format!("sqlite:{}", half.0.join("chautari.db").display()), open::clock())?;
    let tenant = Configuration::read(&half.0.join("chautari.toml"))?.tenant;
    let mission = mission::for_comparison(&store, tenant, Some(&half.0.join("overlay")))?;
    let office = Office::new(store, master, mission);
    let from = File::open(&keys).with_context(|| format!("{}: cannot be read", keys.display()))?;
    let lines = BackupReader::new(BufReader::new(from), office.master())
        .with_context(|| format!("{}: cannot be opened", keys.display()))?;
    let brought = casework::backup::bring_keys(&office, BufReader::new(lines))
        .with_context(|| format!("{}: cannot be brought in", keys.display()))?;
    let wanted = casework::verify::Wanted { fold: true, open: Some(office.master()), ..Default::default() };
    let report = casework::verify::stored(&office.store, &office.mission(), &wanted, &mut |_| {})?;
    drop((office, progress));

    if options.into.exists() {
        std::fs::remove_dir(&options.into).with_context(|| format!("{}: is in use", options.into.display()))?;
    }
    std::fs::rename(&half.0, &options.into).with_context(|| format!("{}: cannot be made", options.into.display()))?;
    let file = options.into.join("chautari.toml");
    if options.json {
        say::json(&json!({
            "data": data, "keys": keys, "keys_brought": brought.keys, "erased_again": brought.erased,
            "configuration": file, "verified": report,
        }))?;
    } else {
        println!("From:    {}", data.display());
        println!("         {}", keys.display());
        println!("Keys:    {}; erased again: {}", brought.keys, brought.erased);
        verify::print(&report);
        println!("Start:   chautari serve --config {}", file.display());
    }
    Ok(if report.faults.is_empty() { Outcome::Well } else { Outcome::FoundWrong })
}

/// The folder while it is made; deleted when it did not become the installation.
struct Half(PathBuf);

impl Drop for Half {
    fn drop(&mut self) {
        if self.0.exists()
            && let Err(error) = std::fs::remove_dir_all(&self.0)
        {
            eprintln!("chautari: {}: cannot be deleted: {error}. Delete it by hand", self.0.display());
        }
    }
}

fn newest(dir: &Path, beginning: &str) -> Result<PathBuf> {
    let found = backup::named(dir, beginning)?.pop();
    found.with_context(|| format!("{}: no file {beginning}* is there", dir.display()))
}

/// Opens the data file into `folder`.
fn unpack(data: &Path, master: &MasterKey, folder: &Path) -> Result<()> {
    let from = File::open(data).with_context(|| format!("{}: cannot be read", data.display()))?;
    let mut from = BackupReader::new(BufReader::new(from), master)
        .with_context(|| format!("{}: cannot be opened", data.display()))?;
    archive::each(&mut from, |name, part| {
        let path = folder.join(place(name)?);
        if let Some(parent) = path.parent() {
            std::fs::create_dir_all(parent).with_context(|| format!("{}: cannot be made", parent.display()))?;
        }
        let mut new = OpenOptions::new();
        new.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut new, 0o600);
        let mut file = new.open(&path).with_context(|| format!("{}: cannot be made", path.display()))?;
        std::io::copy(part, &mut file).with_context(|| format!("{}: cannot be written", path.display()))?;
        Ok(file.sync_all()?)
    })
    .with_context(|| format!("{}: cannot be unpacked", data.display()))?;
    if !folder.join("chautari.db").exists() {
        bail!("{}: holds no database", data.display());
    }
    Ok(())
}

/// Where a part goes, never outside the folder.
fn place(name: &str) -> Result<PathBuf> {
    if name == "database" {
        return Ok("chautari.db".into());
    }
    let path = PathBuf::from(name);
    let inside = path.components().all(|part| matches!(part, Component::Normal(_)));
    if inside && (name == "chautari.toml" || name.starts_with("overlay/")) {
        return Ok(path);
    }
    bail!("{name}: a part of the data file that this version does not know")
}

/// Points the configuration at the restored database, and at the key where it lies.
fn configure(folder: &Path, key_file: &Path) -> Result<()> {
    let path = folder.join("chautari.toml");
    let mut text = String::new();
    File::open(&path).context("the data file holds no configuration")?.read_to_string(&mut text)?;
    let mut configuration: Configuration = toml::from_str(&text).context("the backup's configuration does not read")?;
    configuration.database = "sqlite:chautari.db".into();
    configuration.overlay = "overlay".into();
    configuration.key_file = key_file.canonicalize().with_context(|| format!("{}: is gone", key_file.display()))?;
    std::fs::remove_file(&path)?;
    std::fs::create_dir_all(folder.join("overlay"))?;
    configuration.write_new(&path)
}

#[cfg(test)]
mod tests {
    use super::place;

    #[test]
    fn no_part_leaves_the_folder() {
        for name in ["../chautari.toml", "overlay/../../x", "/etc/passwd", "overlay//../x", "master.key", "", "overlay"]
        {
            assert!(place(name).is_err(), "{name}");
        }
        assert_eq!(place("overlay/protection/visit.yaml").unwrap().to_str(), Some("overlay/protection/visit.yaml"));
    }
}
