//! What may stand on a disk when the power goes: what was synced, and any part of what was written since.

use super::Chance;
use super::trace::Step;
use std::collections::BTreeMap;
use std::path::Path;
use uuid::Uuid;

/// A disk writes a sector whole or not at all.
const SECTOR: usize = 512;

/// Files by what follows the database's own name.
pub type Files = BTreeMap<String, Vec<u8>>;

/// A disk, and what the program did to it so far.
pub struct Disk<'a> {
    steps: &'a [Step],
    /// How many steps were taken.
    taken: usize,
    synced: Files,
    /// Steps that may or may not have reached the disk.
    waiting: Vec<usize>,
    /// What clients were told.
    pub acknowledged: BTreeMap<Uuid, i64>,
}

impl<'a> Disk<'a> {
    pub fn new(before: Files, steps: &'a [Step]) -> Self {
        Self { steps, taken: 0, synced: before, waiting: Vec::new(), acknowledged: BTreeMap::new() }
    }

    /// Takes steps until so many were taken.
    pub fn take(&mut self, until: usize) {
        for number in self.taken..until {
            match &self.steps[number] {
                Step::Write { .. } | Step::Cut { .. } => self.waiting.push(number),
                Step::Synced { file, before } => {
                    let (steps, synced) = (self.steps, &mut self.synced);
                    self.waiting.retain(|waiting| {
                        let reached = waiting < before && name(&steps[*waiting]) == file;
                        if reached {
                            apply(synced, &steps[*waiting], usize::MAX);
                        }
                        !reached
                    });
                }
                Step::Deleted { file } => {
                    self.synced.remove(file);
                    self.waiting.retain(|waiting| name(&self.steps[*waiting]) != file);
                }
                Step::Acknowledged { record, version } => {
                    let kept = self.acknowledged.entry(*record).or_default();
                    *kept = (*version).max(*kept);
                }
                Step::Nothing => {}
            }
        }
        self.taken = until;
    }

    /// What the disk may hold if the power goes now: of the writes not synced any may be missing, also earlier ones,
    /// and any may be cut off at a sector.
    pub fn without_power(&self, chance: &mut Chance) -> Files {
        let mut files = self.synced.clone();
        let kept = [0, 30, 50, 80, 100][chance.below(5)];
        for number in &self.waiting {
            if chance.below(100) < kept {
                let step = &self.steps[*number];
                let sectors = if let Step::Write { bytes, .. } = step { bytes.len() / SECTOR + 1 } else { 1 };
                let torn = chance.below(5) == 0;
                apply(&mut files, step, if torn { chance.below(sectors) * SECTOR } else { usize::MAX });
            }
        }
        files
    }

    /// The files as the program sees them.
    pub fn with_power(&self) -> Files {
        let mut files = self.synced.clone();
        self.waiting.iter().for_each(|number| apply(&mut files, &self.steps[*number], usize::MAX));
        files
    }
}

fn name(step: &Step) -> &str {
    match step {
        Step::Write { file, .. } | Step::Cut { file, .. } | Step::Synced { file, .. } | Step::Deleted { file } => file,
        Step::Acknowledged { .. } | Step::Nothing => "no file",
    }
}

/// Does to the files what a step did, with no more than so many of its bytes.
fn apply(files: &mut Files, step: &Step, most: usize) {
    match step {
        Step::Write { file, at, bytes } => {
            let bytes = &bytes[..most.min(bytes.len())];
            let content = files.entry(file.clone()).or_default();
            content.resize(content.len().max(at + bytes.len()), 0);
            content[*at..at + bytes.len()].copy_from_slice(bytes);
        }
        Step::Cut { file, length } => files.entry(file.clone()).or_default().resize(*length, 0),
        _ => {}
    }
}

/// The files of a database as they are.
pub fn read(database: &Path) -> Files {
    let mut files = Files::new();
    for end in ["", "-wal"] {
        if let Ok(bytes) = std::fs::read(format!("{}{end}", database.display())) {
            files.insert(end.to_owned(), bytes);
        }
    }
    files
}

/// Writes the files of a database, in place of all that is there.
pub fn write(files: &Files, database: &Path) {
    for end in ["", "-wal", "-shm"] {
        let path = format!("{}{end}", database.display());
        match files.get(end) {
            Some(bytes) => std::fs::write(path, bytes).expect("the folder can be written to"),
            // Mostly it is not there.
            None => drop(std::fs::remove_file(path)),
        }
    }
}
