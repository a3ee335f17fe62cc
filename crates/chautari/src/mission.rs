//! The mission as the program starts with it: the embedded tree, then the association's own `overlay/` folder.

use anyhow::{Context, Result, bail};
use forms::load::{self, Layer};
use forms::{Fault, Mission};
use rust_embed::RustEmbed;
use std::path::Path;

#[derive(RustEmbed)]
#[folder = "../../response/"]
struct Response;

/// Largest file of an overlay that is read.
const FILE_MOST: u64 = 8 * 1024 * 1024;

/// Loads the mission; `overlay` need not exist.
///
/// # Errors
/// Every fault of the files, one a line.
pub fn load(overlay: Option<&Path>) -> Result<Mission> {
    let (mission, faults) = check(overlay)?;
    match mission {
        Some(mission) => Ok(mission),
        None => bail!("the kinds do not load:\n{}", faults.iter().map(|f| format!("  {f}\n")).collect::<String>()),
    }
}

/// Loads the mission and gives every fault: those that keep it from loading, or its warnings.
///
/// # Errors
/// A folder or file that cannot be read.
pub fn check(overlay: Option<&Path>) -> Result<(Option<Mission>, Vec<Fault>)> {
    let mut layers = vec![Layer { name: "response", files: embedded() }];
    if let Some(folder) = overlay.filter(|folder| folder.is_dir()) {
        let mut files = Vec::new();
        read_folder(folder, folder, &mut files)?;
        files.sort();
        layers.push(Layer { name: "overlay", files });
    }
    Ok(match load::load(&layers) {
        Ok(loaded) => (Some(loaded.mission), loaded.warnings),
        Err(faults) => (None, faults),
    })
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
