//! What can go wrong below the seam. No text here holds an answer of a record.

/// Result of the seam.
pub type Result<T> = std::result::Result<T, Error>;

/// An error of the seam.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The address of a database is not one of `sqlite:PATH`, `postgres://…`.
    #[error("{url}: not an address of a database; write sqlite:PATH or postgres://user@host/name")]
    Address {
        /// As given, without a password.
        url: String,
    },
    /// The database was written by a newer version of the program.
    #[error("the database is at schema {found}, this program knows up to {known}: install the newer program")]
    Newer {
        /// Number of the database's last migration.
        found: i64,
        /// Number of the program's last migration.
        known: i64,
    },
    /// Too much waits to be written; try again shortly.
    #[error("too much is waiting to be written; try again in a moment")]
    Busy,
    /// A unique key is taken: the record, slug, name, … is there already.
    #[error("there is already such a row in {table}")]
    Exists {
        /// Table.
        table: String,
    },
    /// A row is not what its hash, key or type says.
    #[error("damaged: {table} {row}: {what}")]
    Damaged {
        /// Table.
        table: &'static str,
        /// Which row, by its key.
        row: String,
        /// What is wrong.
        what: String,
    },
    /// A key, key file or share does not fit.
    #[error("{0}")]
    Key(String),
    /// What the engine said.
    #[error("database: {0}")]
    Engine(String),
    /// Reading or writing a file.
    #[error("{path}: {source}")]
    Io {
        /// The file.
        path: String,
        /// What the system said.
        source: std::io::Error,
    },
}
