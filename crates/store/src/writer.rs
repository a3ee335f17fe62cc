//! The writer's thread: takes what waits, writes it in one transaction, and answers after the commit.

use crate::append::{Outcome, append};
use crate::engine::Connection;
use crate::pool::Make;
use crate::prepare::Prepared;
use crate::{Clock, Error, Receipt, Result, Writes};
use std::collections::{HashSet, VecDeque};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::SyncSender;
use std::sync::{Condvar, Mutex, PoisonError};
use std::time::{Duration, Instant};
use uuid::Uuid;

/// Changes that share a transaction.
const GROUP_MAX: usize = 64;
/// Entries after which a group takes no further change.
const GROUP_ENTRIES_MAX: usize = 1_000;
/// What may wait before callers are told to come again.
const WAITING_MAX: usize = 1_024;
/// A closure on the writer's thread that takes longer is named in the log.
const SLOW: Duration = Duration::from_millis(50);

/// The answer to a change.
pub enum Answer {
    /// On disk.
    Done(Receipt),
    /// Nothing written; the closure must run again.
    Again,
    /// Nothing written; a record it calls new exists.
    Exists,
    /// Nothing written.
    Failed(Error),
}

/// A closure for the writer's thread; true when what it wrote shall stay.
pub type Task = Box<dyn FnOnce(&mut Writes<'_>) -> bool + Send>;

/// What waits to be written.
pub enum Work {
    Change(Box<Prepared>, SyncSender<Answer>),
    Write(Task, SyncSender<Result<()>>),
}

/// Work that waits for the writer.
#[derive(Default)]
pub struct Queue {
    state: Mutex<State>,
    ready: Condvar,
}

#[derive(Default)]
struct State {
    waiting: VecDeque<Work>,
    closed: bool,
}

impl Queue {
    /// Adds work, all of it or none.
    ///
    /// # Errors
    /// [`Error::Busy`] when too much waits.
    pub fn push(&self, work: impl IntoIterator<Item = Work>) -> Result<()> {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        if state.closed || state.waiting.len() >= WAITING_MAX {
            return Err(Error::Busy);
        }
        state.waiting.extend(work);
        drop(state);
        self.ready.notify_one();
        Ok(())
    }

    /// No more work is taken; the thread ends when it has written what waits.
    pub fn close(&self) {
        self.state.lock().unwrap_or_else(PoisonError::into_inner).closed = true;
        self.ready.notify_one();
    }

    /// The next group; `None` when the queue is closed and empty.
    fn take(&self) -> Option<Vec<Work>> {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        while state.waiting.is_empty() {
            if state.closed {
                return None;
            }
            state = self.ready.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        Some(group(&mut state.waiting))
    }
}

/// Takes from the front what may share a transaction. A change that reads or writes what an earlier one of the group
/// writes stays where it is: it must be checked against what that one leaves.
fn group(waiting: &mut VecDeque<Work>) -> Vec<Work> {
    let mut written: HashSet<(i64, Uuid)> = HashSet::new();
    let mut entries = 0;
    let mut taken = Vec::new();
    let mut kept = VecDeque::new();
    while let Some(work) = waiting.pop_front() {
        if taken.len() == GROUP_MAX || entries >= GROUP_ENTRIES_MAX {
            kept.push_back(work);
            break;
        }
        if let Work::Change(change, _) = &work {
            if change.written.iter().chain(&change.read).any(|id| written.contains(&(change.tenant, *id))) {
                kept.push_back(work);
                continue;
            }
            written.extend(change.written.iter().map(|id| (change.tenant, *id)));
            entries += change.parts.len();
        }
        taken.push(work);
    }
    kept.append(waiting);
    *waiting = kept;
    taken
}

/// Runs until the queue is closed.
pub fn run(queue: &Queue, make: &Make, first: Connection, clock: &Clock) {
    let mut connection = Some(first);
    while let Some(work) = queue.take() {
        let usable = connection.take().filter(Connection::alive).map_or_else(make, Ok);
        match usable {
            Ok(mut held) => {
                if flush(&mut held, work, clock()) {
                    connection = Some(held);
                }
            }
            Err(error) => {
                for one in work {
                    refuse(one, again(&error));
                }
            }
        }
    }
}

fn refuse(work: Work, error: Error) {
    // The caller waits for the answer; when its thread is gone there is nobody to tell.
    match work {
        Work::Change(_, reply) => drop(reply.send(Answer::Failed(error))),
        Work::Write(_, reply) => drop(reply.send(Err(error))),
    }
}

/// An error for one more member of a group.
fn again(error: &Error) -> Error {
    match error {
        Error::Busy => Error::Busy,
        Error::Exists { table } => Error::Exists { table: table.clone() },
        other => Error::Engine(match other {
            Error::Engine(text) => text.clone(),
            other => other.to_string(),
        }),
    }
}

/// Writes a group; false when the connection must not be used again.
fn flush(connection: &mut Connection, work: Vec<Work>, now: i64) -> bool {
    if let Err(error) = connection.begin_write() {
        for one in work {
            refuse(one, again(&error));
        }
        return false;
    }
    let mut written = Vec::new();
    let mut changes = Vec::new();
    let mut replies = Vec::new();
    for one in work {
        match one {
            Work::Write(task, reply) => written.push((write(connection, now, task), reply)),
            Work::Change(change, reply) => {
                changes.push(change);
                replies.push(reply);
            }
        }
    }
    let references: Vec<&Prepared> = changes.iter().map(Box::as_ref).collect();
    let mut answers = all(connection, now, &references);
    let committed = connection.control("COMMIT");
    if let Err(error) = &committed {
        for answer in &mut answers {
            *answer = Answer::Failed(again(error));
        }
    }
    for (result, reply) in written {
        let result = result.and_then(|()| committed.as_ref().copied().map_err(again));
        drop(reply.send(result));
    }
    for (answer, reply) in answers.into_iter().zip(replies) {
        drop(reply.send(answer));
    }
    committed.is_ok() || connection.control("ROLLBACK").is_ok()
}

/// Runs a closure within the transaction; what it wrote disappears when it fails.
fn write(connection: &mut Connection, now: i64, task: Task) -> Result<()> {
    connection.control("SAVEPOINT closure")?;
    let began = Instant::now();
    let kept = catch_unwind(AssertUnwindSafe(|| task(&mut Writes::new(connection, now))));
    if began.elapsed() > SLOW {
        tracing::warn!(took_ms = began.elapsed().as_millis(), "a closure held the writer for long");
    }
    if !matches!(kept, Ok(true)) {
        connection.control("ROLLBACK TO closure")?;
    }
    connection.control("RELEASE closure")?;
    kept.map(drop).map_err(|_| panicked())
}

/// What a caller hears when a closure panicked. The panic's own text may hold an answer, so it is not repeated.
pub fn panicked() -> Error {
    Error::Engine("a closure panicked; nothing was written".into())
}

/// Appends the changes together; when that fails, each by itself.
fn all(connection: &mut Connection, now: i64, changes: &[&Prepared]) -> Vec<Answer> {
    if changes.is_empty() {
        return Vec::new();
    }
    match together(connection, now, changes) {
        Ok(outcomes) => outcomes.into_iter().map(answer).collect(),
        Err(error) if changes.len() == 1 => vec![Answer::Failed(error)],
        Err(_) => changes
            .iter()
            .map(|change| match together(connection, now, &[change]) {
                Ok(mut outcomes) => outcomes.pop().map_or_else(|| Answer::Failed(Error::Busy), answer),
                Err(error) => Answer::Failed(error),
            })
            .collect(),
    }
}

fn answer(outcome: Outcome) -> Answer {
    match outcome {
        Outcome::Done(receipt) => Answer::Done(receipt),
        Outcome::Moved => Answer::Again,
        Outcome::Exists => Answer::Exists,
    }
}

fn together(connection: &mut Connection, now: i64, changes: &[&Prepared]) -> Result<Vec<Outcome>> {
    connection.control("SAVEPOINT changes")?;
    let appended = catch_unwind(AssertUnwindSafe(|| append(connection, now, changes)))
        .unwrap_or_else(|_| Err(Error::Engine("writing panicked; nothing was written".into())));
    if appended.is_err() {
        connection.control("ROLLBACK TO changes")?;
    }
    connection.control("RELEASE changes")?;
    appended
}
