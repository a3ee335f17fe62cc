//! Opening a database and the three ways to use it: read, write, change.

use crate::{Change, Error, Reads, Receipt, Result, Writes};
use std::sync::Arc;

/// Gives the time in microseconds since 1970, UTC. Tests step it.
pub type Clock = Arc<dyn Fn() -> i64 + Send + Sync>;

/// An open database. Cheap to clone; blocking: call from a thread that may block.
#[derive(Clone)]
pub struct Store {
    _inner: Arc<()>,
}

impl Store {
    /// Opens `sqlite:PATH` or `postgres://…`, made when absent, and runs the migrations it lacks.
    ///
    /// # Errors
    /// [`Error::Address`], [`Error::Newer`], [`Error::Engine`].
    pub fn open(url: &str, clock: Clock) -> Result<Self> {
        let _ = (url, clock);
        unimplemented!()
    }

    /// Microseconds since 1970 by the store's clock.
    pub fn now(&self) -> i64 {
        unimplemented!()
    }

    /// Reads.
    ///
    /// # Errors
    /// What the engine or `work` says.
    pub fn read<T, E: From<Error>>(
        &self,
        work: impl FnOnce(&mut Reads<'_>) -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        let _ = work;
        unimplemented!()
    }

    /// Writes outside the ledger. On SQLite the closure runs on the writer's thread, so it must be short.
    ///
    /// # Errors
    /// What the engine or `work` says; nothing was written then.
    pub fn write<T: Send + 'static, E: From<Error> + Send + 'static>(
        &self,
        work: impl FnOnce(&mut Writes<'_>) -> std::result::Result<T, E> + Send + 'static,
    ) -> std::result::Result<T, E> {
        let _ = work;
        unimplemented!()
    }

    /// Reads, decides, and writes to the ledger. `decide` runs on the caller's thread over a reading of its own and
    /// again whenever a root it read has moved; when this returns `Ok`, the change is on disk.
    ///
    /// # Errors
    /// What `decide` says; [`Error::Busy`] when the roots keep moving or the queue is full.
    pub fn change<E: From<Error>>(
        &self,
        tenant: i64,
        decide: impl FnMut(&mut Reads<'_>) -> std::result::Result<Change, E>,
    ) -> std::result::Result<Receipt, E> {
        let _ = (tenant, decide);
        unimplemented!()
    }
}
