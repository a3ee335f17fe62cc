//! Fresh databases of both engines for tests.

mod cluster;
mod texts;

pub use texts::{Text, check_text, check_texts, find};

use crate::{Clock, Store};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

/// 2026-01-01T00:00:00Z in microseconds since 1970: where the clocks of tests begin.
pub const START: i64 = 1_767_225_600_000_000;

/// A clock that gives one microsecond more at each look; add to the number to step it.
pub fn clock() -> (Clock, Arc<AtomicI64>) {
    let time = Arc::new(AtomicI64::new(START));
    let reading = Arc::clone(&time);
    (Arc::new(move || reading.fetch_add(1, Ordering::Relaxed)), time)
}

/// Runs `test` on a fresh database of each engine, with a clock of its own. PostgreSQL is required.
///
/// # Panics
/// When a database cannot be made, or when `test` does.
pub fn on_both(test: impl Fn(Store)) {
    on_sqlite(&test);
    on_postgres(&test);
}

/// Runs `test` on a fresh SQLite file, deleted afterwards.
///
/// # Panics
/// When the file cannot be made, or when `test` does.
pub fn on_sqlite(test: impl Fn(Store)) {
    let folder = Folder::new();
    test(Store::open(&folder.url(), clock().0).expect("a fresh SQLite file opens"));
}

/// Runs `test` on a fresh PostgreSQL database, deleted afterwards.
///
/// # Panics
/// When PostgreSQL is absent or does not start, or when `test` does.
pub fn on_postgres(test: impl Fn(Store)) {
    let database = cluster::Database::new();
    test(Store::open(database.url(), clock().0).expect("a fresh PostgreSQL database opens"));
}

/// Addresses of an empty database of each engine, deleted when dropped; for tests that open them more than once.
pub struct Databases {
    folder: Folder,
    postgres: cluster::Database,
}

impl Databases {
    /// Makes both.
    ///
    /// # Panics
    /// When one cannot be made.
    #[expect(clippy::new_without_default, reason = "making databases is no default")]
    pub fn new() -> Self {
        Self { folder: Folder::new(), postgres: cluster::Database::new() }
    }

    /// The two addresses, SQLite first.
    pub fn urls(&self) -> [String; 2] {
        [self.folder.url(), self.postgres.url().to_owned()]
    }
}

/// A temporary folder, deleted when dropped.
pub struct Folder(PathBuf);

impl Folder {
    /// Makes it.
    ///
    /// # Panics
    /// When it cannot be made.
    #[expect(clippy::new_without_default, reason = "making a folder is no default")]
    pub fn new() -> Self {
        static NUMBER: AtomicU64 = AtomicU64::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("chautari-test-{}-{number}", std::process::id()));
        std::fs::create_dir_all(&path).expect("the temporary folder can be written to");
        Self(path)
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.0
    }

    /// Address of a SQLite file in it.
    pub fn url(&self) -> String {
        format!("sqlite:{}", self.0.join("chautari.db").display())
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // What is left behind lies in the temporary folder; a test has nothing to do about it.
        drop(std::fs::remove_dir_all(&self.0));
    }
}
