//! The writer's thread: takes what waits, writes it in one transaction, and answers after the commit.

use crate::append::{Outcome, append};
use crate::engine::Connection;
use crate::heads;
use crate::pool::Make;
use crate::prepare::Prepared;
use crate::sql::sql;
use crate::{Clock, Error, Receipt, Result, Writes};
use std::collections::{HashSet, VecDeque};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::SyncSender;
use std::sync::{Condvar, Mutex, PoisonError};
use std::time::{Duration, Instant};
use uuid::Uuid;

/// Changes that share a transaction.
const GROUP_MAX: usize = 64;
/// Entries and roots read after which a group takes no further change.
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
    /// Less than this is left to wait, so that a test knows which group it measures.
    #[cfg(any(test, feature = "testing"))]
    least: usize,
}

impl State {
    fn is_enough(&self) -> bool {
        #[cfg(any(test, feature = "testing"))]
        let least = self.least.max(1);
        #[cfg(not(any(test, feature = "testing")))]
        let least = 1;
        self.waiting.len() >= least
    }
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

    /// From now on a group is taken only when `least` works wait.
    #[cfg(any(test, feature = "testing"))]
    pub fn wait_for(&self, least: usize) {
        self.state.lock().unwrap_or_else(PoisonError::into_inner).least = least;
        self.ready.notify_one();
    }

    /// The next group; `None` when the queue is closed and empty.
    fn take(&self) -> Option<Vec<Work>> {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        while !state.is_enough() {
            if state.closed {
                return (!state.waiting.is_empty()).then(|| group(&mut state.waiting));
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
            entries += change.parts.len() + change.read.len();
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
        match begun(connection.take(), make) {
            // A panic leaves the group without an answer, which its callers are told; the connection goes with it.
            Ok(held) => {
                let flushed = catch_unwind(AssertUnwindSafe(|| flush(held, make, work, clock())));
                connection = flushed.unwrap_or_default();
            }
            Err(error) => work.into_iter().for_each(|one| refuse(one, again(&error))),
        }
    }
}

/// A connection in a new transaction; one that was lost is made anew.
fn begun(held: Option<Connection>, make: &Make) -> Result<Connection> {
    if let Some(mut held) = held.filter(Connection::alive) {
        match held.begin_write() {
            Ok(()) => return Ok(held),
            Err(error) if held.alive() => return Err(error),
            Err(_) => {}
        }
    }
    let mut made = make()?;
    made.begin_write()?;
    Ok(made)
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

/// Writes a group in the transaction that was begun and answers its members; gives the connection back if it can be
/// used again.
fn flush(mut connection: Connection, make: &Make, work: Vec<Work>, now: i64) -> Option<Connection> {
    let mut written = Vec::new();
    let mut changes = Vec::new();
    let mut replies = Vec::new();
    for one in work {
        match one {
            Work::Write(task, reply) => written.push((write(&mut connection, now, task), reply)),
            Work::Change(change, reply) => {
                changes.push(change);
                replies.push(reply);
            }
        }
    }
    let references: Vec<&Prepared> = changes.iter().map(Box::as_ref).collect();
    let mut answers = all(&mut connection, now, &references, written.is_empty());
    let failed = written.is_empty() && answers.iter().all(|answer| matches!(answer, Answer::Failed(_)));
    let (committed, mut usable) = if failed {
        (Ok(()), rolled_back(connection))
    } else {
        match connection.commit() {
            Ok(()) => (Ok(()), Some(connection)),
            Err(error) if connection.alive() => (Err(error), rolled_back(connection)),
            Err(_) => (look(make, &references, &mut answers), None),
        }
    };
    if let Err(error) = &committed {
        for answer in &mut answers {
            *answer = Answer::Failed(again(error));
        }
    } else if references.iter().any(|change| change.change.records.iter().any(|record| record.erase)) {
        usable = usable.map(Connection::after_erasure);
    }
    for (result, reply) in written {
        let result = result.and_then(|()| committed.as_ref().copied().map_err(again));
        drop(reply.send(result));
    }
    for (answer, reply) in answers.into_iter().zip(replies) {
        drop(reply.send(answer));
    }
    usable
}

/// The connection after a rollback; none when it refuses even that.
fn rolled_back(mut connection: Connection) -> Option<Connection> {
    connection.roll_back().is_ok().then_some(connection)
}

/// Finds out what became of a group whose `COMMIT` was never answered, because the connection broke. What turns out not
/// to be there runs again.
///
/// # Errors
/// When it cannot be known.
fn look(make: &Make, changes: &[&Prepared], answers: &mut [Answer]) -> Result<()> {
    let written = changes.iter().zip(answers.iter()).find_map(|(change, answer)| match answer {
        Answer::Done(receipt) => Some((change.tenant, *receipt.seqs.first()?, change.change.records.first()?.entry)),
        _ => None,
    });
    let unknown = "the connection broke during the commit: look whether the change was written before trying again";
    let (tenant, seq, entry) = written.ok_or_else(|| Error::Engine(unknown.into()))?;
    let there = is_there(make, tenant, seq, entry).map_err(|error| Error::Engine(format!("{unknown} ({error})")))?;
    if !there {
        for answer in answers.iter_mut().filter(|answer| matches!(answer, Answer::Done(_))) {
            *answer = Answer::Again;
        }
    }
    Ok(())
}

/// Whether the ledger has that entry. The head is locked first, which waits until the lost transaction has ended one
/// way or the other.
fn is_there(make: &Make, tenant: i64, seq: i64, entry: Uuid) -> Result<bool> {
    let mut connection = make()?;
    connection.begin_write()?;
    heads::lock(&mut connection, &[tenant])?;
    let mut there = false;
    let sql = sql!("SELECT id FROM entry WHERE tenant = $1 AND seq = $2");
    connection.each(sql, &[tenant.into(), seq.into()], |row| {
        there = row.get::<Uuid>(0)? == entry;
        Ok::<_, Error>(true)
    })?;
    Ok(there)
}

/// Runs a closure within the transaction; what it wrote disappears when it fails.
fn write(connection: &mut Connection, now: i64, task: Task) -> Result<()> {
    connection.control("SAVEPOINT closure")?;
    let began = Instant::now();
    let kept = catch_unwind(AssertUnwindSafe(|| task(&mut Writes::new(connection, now))));
    if began.elapsed() > SLOW {
        tracing::warn!(took_ms = began.elapsed().as_millis(), "a closure held the writer for long");
    }
    let went_on = connection.has_failed() && matches!(kept, Ok(true));
    if went_on || !matches!(kept, Ok(true)) {
        connection.control("ROLLBACK TO closure")?;
    }
    connection.control("RELEASE closure")?;
    if went_on {
        return Err(Error::Engine("a statement had failed, so nothing was written".into()));
    }
    kept.map(drop).map_err(|_| panicked())
}

/// What a caller hears when a closure panicked. The panic's own text may hold an answer, so it is not repeated.
pub fn panicked() -> Error {
    Error::Engine("a closure panicked; nothing was written".into())
}

/// Appends the changes together; when that fails, each by itself. When the transaction is theirs alone, `own`, a
/// failure takes it back whole: a savepoint would make SQLite keep a copy of every page that is written.
fn all(connection: &mut Connection, now: i64, changes: &[&Prepared], own: bool) -> Vec<Answer> {
    if changes.is_empty() {
        return Vec::new();
    }
    let written = if own { appended(connection, now, changes) } else { together(connection, now, changes) };
    match written {
        Ok(outcomes) => return outcomes.into_iter().map(answer).collect(),
        Err(error) if changes.len() == 1 => return vec![Answer::Failed(error)],
        Err(_) => {}
    }
    if own && let Err(error) = connection.roll_back().and_then(|()| connection.begin_write()) {
        return changes.iter().map(|_| Answer::Failed(again(&error))).collect();
    }
    changes
        .iter()
        .map(|change| match together(connection, now, &[change]) {
            Ok(mut outcomes) => outcomes.pop().map_or(Answer::Again, answer),
            Err(error) => Answer::Failed(error),
        })
        .collect()
}

fn answer(outcome: Outcome) -> Answer {
    match outcome {
        Outcome::Done(receipt) => Answer::Done(receipt),
        Outcome::Moved => Answer::Again,
        Outcome::Exists => Answer::Exists,
    }
}

/// Appends the changes within a savepoint, which a failure goes back to.
fn together(connection: &mut Connection, now: i64, changes: &[&Prepared]) -> Result<Vec<Outcome>> {
    connection.control("SAVEPOINT changes")?;
    let appended = appended(connection, now, changes);
    if appended.is_err() {
        connection.control("ROLLBACK TO changes")?;
    }
    connection.control("RELEASE changes")?;
    appended
}

fn appended(connection: &mut Connection, now: i64, changes: &[&Prepared]) -> Result<Vec<Outcome>> {
    catch_unwind(AssertUnwindSafe(|| append(connection, now, changes)))
        .unwrap_or_else(|_| Err(Error::Engine("writing panicked; nothing was written".into())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc::sync_channel;

    fn nothing() -> Work {
        Work::Write(Box::new(|_| true), sync_channel(1).0)
    }

    #[test]
    fn a_full_or_closed_queue_takes_nothing() {
        let queue = Queue::default();
        queue.push((0..WAITING_MAX).map(|_| nothing())).unwrap();
        assert!(matches!(queue.push([nothing()]), Err(Error::Busy)));
        assert_eq!(queue.take().map(|group| group.len()), Some(GROUP_MAX));
        queue.push([nothing()]).unwrap();
        queue.close();
        assert!(matches!(queue.push([nothing()]), Err(Error::Busy)));
        let mut left = 0;
        while let Some(group) = queue.take() {
            left += group.len();
        }
        assert_eq!(left, WAITING_MAX - GROUP_MAX + 1, "what waited before is still written");
    }
}
