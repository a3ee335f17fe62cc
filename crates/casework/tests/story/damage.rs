//! Bytes of the database file itself are changed: it is reported, or nothing that is stored has changed.

use crate::edits::{Random, Table, all_rows, fill};
use crate::office::mission;
use casework::verify::{self, Wanted};
use store::testing::{Folder, clock};
use store::{Error, Store};

/// Damages tried.
const DAMAGES: usize = 150;

#[test]
fn damage_to_the_file_is_reported_or_changes_nothing() {
    let folder = Folder::new();
    let path = folder.path().join("chautari.db");
    let open = || Store::open(&folder.url(), clock().0);
    let store = open().unwrap();
    fill(&store);
    let tables = Table::all(&store);
    let before = all_rows(&tables, &store).unwrap();
    drop(store);
    let whole = std::fs::read(&path).unwrap();
    let (mission, mut random, mut reported) = (mission(), Random::new(), 0);
    for number in 0..DAMAGES {
        let mut bytes = whole.clone();
        let at = random.below(bytes.len());
        // One byte, or a part of a sector that was written over.
        let length = [1, 64][random.below(2)];
        let end = bytes.len().min(at + length);
        bytes[at..end].iter_mut().for_each(|byte| *byte ^= u8::try_from(1 + random.below(255)).unwrap());
        std::fs::write(&path, bytes).unwrap();
        match open() {
            Ok(store) => {
                let wanted = Wanted { fold: true, ..Wanted::default() };
                let report = verify::stored(&store, &mission, &wanted, &mut |_| {}).unwrap();
                reported += usize::from(!report.faults.is_empty());
                if report.faults.is_empty() {
                    let now = all_rows(&tables, &store).unwrap();
                    assert!(now == before, "damage {number} at byte {at}: rows changed and nothing was said");
                }
            }
            // The command says so as well: such a file is no database any more.
            Err(Error::Engine(_)) => reported += 1,
            Err(error) => panic!("damage {number} at byte {at}: {error}"),
        }
        for end in ["-wal", "-shm"] {
            drop(std::fs::remove_file(format!("{}{end}", path.display())));
        }
    }
    // Most of a young database is empty pages, where nothing can be harmed.
    assert!(reported > DAMAGES / 10, "only {reported} of {DAMAGES} were reported");
}
