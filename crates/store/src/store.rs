//! Opening a database and the three ways to use it: read, write, change.

use crate::engine::Connection;
use crate::engine::open::Address;
use crate::pool::Pool;
use crate::prepare::{Prepared, prepare};
use crate::writer::{self, Answer, Queue, Work, panicked};
use crate::{Change, Column, Error, Param, Reads, Receipt, Result, Writes, migrate};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::sync_channel;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};

/// Gives the time in microseconds since 1970, UTC. Tests step it.
pub type Clock = Arc<dyn Fn() -> i64 + Send + Sync>;

/// How often a closure runs before its caller is told to come again.
const TRIES_MAX: usize = 8;

/// An open database. Cheap to clone; blocking: call from a thread that may block, and never from within a closure
/// given to it (the inner call could wait for the connection the outer one holds).
#[derive(Clone)]
pub struct Store {
    inner: Arc<Inner>,
}

struct Inner {
    clock: Clock,
    pool: Pool,
    queue: Arc<Queue>,
    writer: Mutex<Option<JoinHandle<()>>>,
    statements: Arc<AtomicU64>,
    one_writer: bool,
}

impl Store {
    /// Opens `sqlite:PATH` or `postgres://…`, made when absent, and runs the migrations it lacks.
    ///
    /// # Errors
    /// [`Error::Address`], [`Error::Newer`], [`Error::Engine`].
    pub fn open(url: &str, clock: Clock) -> Result<Self> {
        let address = Address::parse(url)?;
        address.make_database()?;
        let statements = Arc::new(AtomicU64::new(0));
        let make = address.writers(&statements);
        let mut connection = make()?;
        migrate::migrate(&mut connection, clock())?;
        let queue = Arc::new(Queue::default());
        let thread = thread::Builder::new().name("writer".into()).spawn({
            let (queue, clock) = (Arc::clone(&queue), Arc::clone(&clock));
            move || writer::run(&queue, &make, connection, &clock)
        });
        let thread = thread.map_err(|error| Error::Engine(format!("no thread for the writer: {error}")))?;
        let inner = Inner {
            clock,
            pool: Pool::new(address.readers(), address.pooled(&statements)),
            queue,
            writer: Mutex::new(Some(thread)),
            statements,
            one_writer: address.one_writer(),
        };
        Ok(Self { inner: Arc::new(inner) })
    }

    /// Microseconds since 1970 by the store's clock.
    pub fn now(&self) -> i64 {
        (self.inner.clock)()
    }

    /// How many SQL statements ran since the store was opened (`BEGIN`, `COMMIT` and savepoints not counted).
    pub fn statements(&self) -> u64 {
        self.inner.statements.load(Ordering::Relaxed)
    }

    /// Reads.
    ///
    /// # Errors
    /// What the engine or `work` says.
    pub fn read<T, E: From<Error>>(
        &self,
        work: impl FnOnce(&mut Reads<'_>) -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        self.reading(Connection::begin_read, work)
    }

    /// The first row of one statement, where it is read without waiting: from a file, by a connection that lies idle.
    /// `None` says that it would have to wait (for a server, or for a connection): then ask with [`Store::read`] from a
    /// thread that may block. This alone may be called from one that may not.
    ///
    /// # Errors
    /// What the engine or `row` says.
    pub fn glance<T>(
        &self,
        sql: &str,
        params: &[Param],
        row: impl FnMut(&Column<'_>) -> Result<T>,
    ) -> Option<Result<Option<T>>> {
        if !self.inner.one_writer {
            return None;
        }
        let mut lent = self.inner.pool.take_idle()?;
        let found = Reads::new(lent.connection()).first(sql, params, row);
        if found.is_ok() {
            lent.give_back();
        }
        Some(found)
    }

    /// Writes outside the ledger. On SQLite the closure runs on the writer's thread, so it must be short.
    ///
    /// # Errors
    /// What the engine or `work` says; nothing was written then.
    pub fn write<T: Send + 'static, E: From<Error> + Send + 'static>(
        &self,
        work: impl FnOnce(&mut Writes<'_>) -> std::result::Result<T, E> + Send + 'static,
    ) -> std::result::Result<T, E> {
        if self.inner.one_writer { self.write_there(work) } else { self.write_here(work) }
    }

    /// Reads, decides, and writes to the ledger. `decide` runs on the caller's thread over a reading of its own and
    /// again whenever a root it read has moved; when this returns `Ok`, the change is on disk.
    ///
    /// # Errors
    /// What `decide` says; [`Error::Busy`] when the roots keep moving or the queue is full; [`Error::Exists`] when
    /// `decide` keeps calling a record new that is there.
    pub fn change<E: From<Error>>(
        &self,
        tenant: i64,
        mut decide: impl FnMut(&mut Reads<'_>) -> std::result::Result<Change, E>,
    ) -> std::result::Result<Receipt, E> {
        let mut last = Error::Busy;
        for _ in 0..TRIES_MAX {
            let change = self.snapshot(&mut decide)?;
            match self.submit(prepare(tenant, change)?)? {
                Answer::Done(receipt) => return Ok(receipt),
                Answer::Again => last = Error::Busy,
                // Seen twice, the closure does not look for it: running it again will not help.
                Answer::Exists if matches!(last, Error::Exists { .. }) => break,
                Answer::Exists => last = Error::Exists { table: "record".into() },
                Answer::Failed(error) => return Err(error.into()),
            }
        }
        Err(last.into())
    }

    /// Reads everything as it was at one moment, on both engines. A change decides on such a reading, so that a root's
    /// `tree` and what lies below it are of the same moment in whatever order they are read.
    pub(crate) fn snapshot<T, E: From<Error>>(
        &self,
        work: impl FnOnce(&mut Reads<'_>) -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        self.reading(Connection::begin_snapshot, work)
    }

    fn reading<T, E: From<Error>>(
        &self,
        begin: impl FnOnce(&mut Connection) -> Result<()>,
        work: impl FnOnce(&mut Reads<'_>) -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        let mut lent = self.inner.pool.take()?;
        begin(lent.connection())?;
        let result = catch_unwind(AssertUnwindSafe(|| work(&mut Reads::new(lent.connection()))));
        if lent.connection().end_read().is_ok() && lent.connection().alive() {
            lent.give_back();
        }
        result.unwrap_or_else(|_| Err(panicked().into()))
    }

    /// Prepares `sql`; gives SQLite's plan for it (nothing on PostgreSQL).
    #[cfg(any(test, feature = "testing"))]
    pub(crate) fn plan(&self, sql: &str) -> Result<Vec<String>> {
        self.read(|reads| reads.connection().plan(sql))
    }

    /// From now on the writer takes a group only when `least` works wait, so that a test knows what shares one.
    #[cfg(any(test, feature = "testing"))]
    pub fn write_in_groups_of(&self, least: usize) {
        self.inner.queue.wait_for(least);
    }

    /// Hands several decided changes to the writer at once, so that it takes them as one group.
    #[cfg(test)]
    pub(crate) fn submit_all(&self, tenant: i64, changes: Vec<Change>) -> Result<Vec<Result<Receipt>>> {
        let mut work = Vec::new();
        let mut answers = Vec::new();
        for change in changes {
            let (reply, answer) = sync_channel(1);
            work.push(Work::Change(Box::new(prepare(tenant, change)?), reply));
            answers.push(answer);
        }
        self.inner.queue.push(work)?;
        let heard = answers.into_iter().map(|answer| match answer.recv().expect("the writer answers") {
            Answer::Done(receipt) => Ok(receipt),
            Answer::Again => Err(Error::Busy),
            Answer::Exists => Err(Error::Exists { table: "record".into() }),
            Answer::Failed(error) => Err(error),
        });
        Ok(heard.collect())
    }

    /// Hands a prepared change to the writer and waits for its answer.
    fn submit(&self, change: Prepared) -> Result<Answer> {
        let (reply, answer) = sync_channel(1);
        self.inner.queue.push([Work::Change(Box::new(change), reply)])?;
        answer.recv().map_err(|_| unanswered())
    }

    fn write_there<T: Send + 'static, E: From<Error> + Send + 'static>(
        &self,
        work: impl FnOnce(&mut Writes<'_>) -> std::result::Result<T, E> + Send + 'static,
    ) -> std::result::Result<T, E> {
        let slot = Arc::new(Mutex::new(None));
        let task = {
            let slot = Arc::clone(&slot);
            Box::new(move |writes: &mut Writes<'_>| {
                let result = work(writes);
                let kept = result.is_ok();
                *slot.lock().unwrap_or_else(PoisonError::into_inner) = Some(result);
                kept
            })
        };
        let (reply, answer) = sync_channel(1);
        self.inner.queue.push([Work::Write(task, reply)])?;
        answer.recv().map_err(|_| unanswered())??;
        let result = slot.lock().unwrap_or_else(PoisonError::into_inner).take();
        result.unwrap_or_else(|| Err(Error::Engine("the closure left no result".into()).into()))
    }

    fn write_here<T, E: From<Error>>(
        &self,
        work: impl FnOnce(&mut Writes<'_>) -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        let mut lent = self.inner.pool.take()?;
        lent.connection().begin_write()?;
        let now = self.now();
        let result = catch_unwind(AssertUnwindSafe(|| work(&mut Writes::new(lent.connection(), now))))
            .unwrap_or_else(|_| Err(panicked().into()));
        if result.is_ok() {
            lent.connection().commit()?;
            lent.give_back();
        } else if lent.connection().roll_back().is_ok() {
            lent.give_back();
        }
        result
    }
}

fn unanswered() -> Error {
    Error::Engine("the writer gave no answer: look whether it was written before trying again".into())
}

impl Drop for Inner {
    fn drop(&mut self) {
        self.queue.close();
        let writer = self.writer.get_mut().unwrap_or_else(PoisonError::into_inner).take();
        // A closure may own the last handle: the writer does not wait for itself.
        if let Some(writer) = writer.filter(|writer| writer.thread().id() != thread::current().id()) {
            // It catches panics of its work; a failure here has nobody left to tell.
            drop(writer.join());
        }
    }
}
