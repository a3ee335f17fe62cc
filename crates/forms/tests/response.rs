//! The mission we ship has no fault.

use forms::load::{Layer, load};
use std::path::{Path, PathBuf};

/// Every file below a folder, with its path from there, in no particular order.
fn files(root: &Path) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    let mut folders: Vec<PathBuf> = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).expect("the folder can be read") {
            let path = entry.expect("its entries can be read").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name =
                    path.strip_prefix(root).expect("it lies below the root").to_string_lossy().replace('\\', "/");
                found.push((name, std::fs::read(&path).expect("the file can be read")));
            }
        }
    }
    found
}

#[test]
fn the_mission_we_ship_has_no_fault() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../response");
    assert!(root.is_dir(), "response/ stands beside crates/");
    match load(&[Layer { name: "response", files: files(&root) }]) {
        Ok(loaded) => {
            for warning in &loaded.warnings {
                println!("warning: {warning}");
            }
            assert!(!loaded.mission.kinds.is_empty());
        }
        Err(faults) => {
            let lines: Vec<String> = faults.iter().map(ToString::to_string).collect();
            panic!("{} faults:\n{}", lines.len(), lines.join("\n"));
        }
    }
}
