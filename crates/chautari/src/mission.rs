//! The mission: the embedded tree, then the association's own files, as they stand in the database or in `overlay/`.

use anyhow::{Context, Result, bail};
use casework::definitions;
pub use casework::definitions::Files;
use casework::{Office, tenants};
use forms::load::{self, Layer};
use forms::{Fault, Mission};
use rust_embed::RustEmbed;
use std::path::Path;
use store::Store;

#[derive(RustEmbed)]
#[folder = "../../response/"]
struct Response;

/// Largest file of an overlay that is read.
const FILE_MOST: u64 = 8 * 1024 * 1024;

/// The mission of these files of an overlay.
///
/// # Errors
/// Every fault of the files, one a line.
pub fn load(overlay: &Files) -> Result<Mission> {
    let files = overlay.iter().map(|(path, text)| (path.clone(), text.clone().into_bytes())).collect();
    let (mission, faults) = check(files);
    mission.with_context(|| format!("the kinds do not load:\n{}", lines(&faults)))
}

/// The mission that is in force in a database; before any was noted, that of the overlay's folder.
///
/// # Errors
/// What the store says; every fault of the files.
pub fn in_force(store: &Store, tenant: i64, overlay: &Path) -> Result<Mission> {
    let files = match definitions::files(store, tenant)? {
        Some(files) => files,
        None => texts(folder(Some(overlay))?)?,
    };
    load(&files).context(
        "mend the files of the overlay's folder, then `chautari kinds reload` takes them instead of those in force",
    )
}

/// The mission that what is stored is compared with: that in force or, where the database is too damaged to say, that
/// of the overlay's folder, else the program's own.
///
/// # Errors
/// A folder that cannot be read; every fault of the files in force.
pub fn for_comparison(store: &Store, tenant: i64, overlay: Option<&Path>) -> Result<Mission> {
    match definitions::files(store, tenant) {
        Ok(Some(files)) => load(&files),
        Ok(None) | Err(_) => texts(folder(overlay)?).and_then(|files| load(&files)).or_else(|_| load(&Files::new())),
    }
}

/// Notes in the ledger of every tenant what is in force, where that is not said yet: at the beginning, and after an
/// update of the program.
///
/// # Errors
/// What the store says; a folder that cannot be read.
pub fn note(office: &Office, tenant: i64, overlay: &Path) -> Result<()> {
    let files = match definitions::files(&office.store, tenant)? {
        Some(files) => files,
        None => texts(folder(Some(overlay))?)?,
    };
    for one in tenants::all(&office.store)? {
        definitions::put_in_force(office, one.tenant, &office.mission(), &files)?;
    }
    Ok(())
}

/// True when the overlay's folder holds other files than those in force. One that cannot be read holds others.
pub fn differs(office: &Office, tenant: i64, overlay: &Path) -> bool {
    let there = folder(Some(overlay)).and_then(texts);
    let here = definitions::files(&office.store, tenant);
    !matches!((there, here), (Ok(there), Ok(Some(here))) if there == here)
}

/// Loads the mission and gives every fault: those that keep it from loading, or its warnings.
pub fn check(overlay: Vec<(String, Vec<u8>)>) -> (Option<Mission>, Vec<Fault>) {
    let mut layers = vec![Layer { name: "response", files: embedded() }];
    if !overlay.is_empty() {
        layers.push(Layer { name: "overlay", files: overlay });
    }
    match load::load(&layers) {
        Ok(loaded) => (Some(loaded.mission), loaded.warnings),
        Err(faults) => (None, faults),
    }
}

/// Faults, one a line.
pub fn lines(faults: &[Fault]) -> String {
    faults.iter().map(|fault| format!("  {fault}\n")).collect()
}

/// The files of an association's own folder, which need not exist.
///
/// # Errors
/// A folder or file that cannot be read, or is larger than [`FILE_MOST`].
pub fn folder(overlay: Option<&Path>) -> Result<Vec<(String, Vec<u8>)>> {
    let mut files = Vec::new();
    if let Some(folder) = overlay.filter(|folder| folder.is_dir()) {
        read_folder(folder, folder, &mut files)?;
        files.sort();
    }
    Ok(files)
}

/// Files as the texts they are.
///
/// # Errors
/// The first that is not UTF-8.
pub fn texts(files: Vec<(String, Vec<u8>)>) -> Result<Files> {
    let text = |(path, bytes): (String, Vec<u8>)| {
        let text = String::from_utf8(bytes).with_context(|| format!("{path}: is not UTF-8"))?;
        Ok((path, text))
    };
    files.into_iter().map(text).collect()
}

/// The embedded tree, without the texts that the demonstration and a new site begin with.
fn embedded() -> Vec<(String, Vec<u8>)> {
    let mut files: Vec<(String, Vec<u8>)> = Response::iter()
        .filter(|path| !path.starts_with("site/content/"))
        .filter_map(|path| Some((path.to_string(), Response::get(&path)?.data.into_owned())))
        .collect();
    files.sort();
    files
}

/// The pages a new site begins with: name and YAML text.
pub fn pages() -> Vec<(String, String)> {
    let mut pages: Vec<(String, String)> = Response::iter()
        .filter_map(|path| {
            let name = path.strip_prefix("site/content/")?.strip_suffix(".yaml")?.to_owned();
            Some((name, String::from_utf8(Response::get(&path)?.data.into_owned()).ok()?))
        })
        .collect();
    pages.sort();
    pages
}

fn read_folder(root: &Path, folder: &Path, files: &mut Vec<(String, Vec<u8>)>) -> Result<()> {
    let entries = std::fs::read_dir(folder).with_context(|| format!("{}: cannot be read", folder.display()))?;
    for entry in entries {
        let entry = entry.with_context(|| format!("{}: cannot be read", folder.display()))?;
        let (path, kind) = (entry.path(), entry.file_type()?);
        if kind.is_dir() {
            read_folder(root, &path, files)?;
        } else if kind.is_file() {
            let bytes = entry.metadata()?.len();
            if bytes > FILE_MOST {
                bail!("{}: {bytes} bytes; a file of kinds has at most {FILE_MOST}", path.display());
            }
            let name = path.strip_prefix(root).unwrap_or(&path).to_string_lossy().replace('\\', "/");
            let text = std::fs::read(&path).with_context(|| format!("{}: cannot be read", path.display()))?;
            files.push((name, text));
        }
    }
    Ok(())
}

/// Follows the kinds in force, which `chautari kinds reload` changes from another process.
#[derive(Default)]
pub struct Watch {
    /// Version of what was taken last.
    version: i64,
}

impl Watch {
    /// Takes what was brought into force since the last look: one small query where nothing was. What does not load with
    /// this program is left, and asked for again only when it changes.
    ///
    /// # Errors
    /// What the store says; every fault of files that do not load.
    pub fn look(&mut self, office: &Office, tenant: i64) -> Result<()> {
        let version = definitions::version(&office.store, tenant)?;
        if version == self.version {
            return Ok(());
        }
        let Some(files) = definitions::files(&office.store, tenant)? else { return Ok(()) };
        self.version = version;
        let mission = load(&files)?;
        if mission.hash() != office.mission().hash() {
            office.set_mission(mission);
            tracing::info!(version, "other kinds are in force");
        }
        Ok(())
    }
}
