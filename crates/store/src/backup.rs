//! The whole database as it is at one moment, as a SQLite file, while others go on writing.

use crate::{Error, Result, Store, copy};
use std::path::Path;
use std::sync::Arc;

impl Store {
    /// Writes a new SQLite file at `path` that holds every row of one moment; only its owner may read it. SQLite copies
    /// its pages (readers and writers, also of other processes, go on), PostgreSQL its rows in one snapshot.
    ///
    /// # Errors
    /// [`Error::Io`] when there is such a file already or it cannot be made; [`Error::Busy`] when another process holds
    /// the file for itself; what the engine says.
    pub fn backup_to(&self, path: &Path) -> Result<()> {
        if path.exists() {
            let source = std::io::Error::from(std::io::ErrorKind::AlreadyExists);
            return Err(Error::Io { path: path.display().to_string(), source });
        }
        if self.read(|reads| reads.connection().backup_to(path))? {
            return Ok(());
        }
        let from = self.clone();
        let to = Self::open(&format!("sqlite:{}", path.display()), Arc::new(move || from.now()))?;
        copy(self, &to, |_, _| {})?;
        Ok(())
    }
}
