//! A few connections shared by many threads.

use crate::engine::Connection;
use crate::{Error, Result};
use std::sync::{Condvar, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// How long a caller waits for a connection.
const WAIT_MAX: Duration = Duration::from_secs(10);
/// After this time unused a connection is asked whether it still lives.
const IDLE: Duration = Duration::from_secs(30);

/// Makes a connection.
pub type Make = Box<dyn Fn() -> Result<Connection> + Send + Sync>;

pub struct Pool {
    make: Make,
    size_max: usize,
    state: Mutex<State>,
    returned: Condvar,
}

#[derive(Default)]
struct State {
    idle: Vec<(Connection, Instant)>,
    made: usize,
}

impl Pool {
    pub fn new(size_max: usize, make: Make) -> Self {
        Self { make, size_max, state: Mutex::default(), returned: Condvar::new() }
    }

    /// Lends a connection; one that is not given back is closed.
    ///
    /// # Errors
    /// [`Error::Busy`] when all stay lent for too long; what the engine says when a new one cannot be made.
    pub fn take(&self) -> Result<Lent<'_>> {
        let deadline = Instant::now() + WAIT_MAX;
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            if let Some((mut connection, since)) = state.idle.pop() {
                drop(state);
                if connection.alive() && (since.elapsed() < IDLE || connection.answers()) {
                    return Ok(Lent { pool: self, connection: Some(connection) });
                }
                drop(connection);
                state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
                state.made -= 1;
                continue;
            }
            if state.made < self.size_max {
                state.made += 1;
                drop(state);
                let mut lent = Lent { pool: self, connection: None };
                lent.connection = Some((self.make)()?);
                return Ok(lent);
            }
            let left = deadline.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Err(Error::Busy);
            }
            state = self.returned.wait_timeout(state, left).unwrap_or_else(PoisonError::into_inner).0;
        }
    }
}

impl Pool {
    /// Lends a connection that lies idle; `None` when there is none, without waiting or making one.
    pub fn take_idle(&self) -> Option<Lent<'_>> {
        let (connection, _) = self.state.lock().unwrap_or_else(PoisonError::into_inner).idle.pop()?;
        Some(Lent { pool: self, connection: Some(connection) })
    }

    /// Closes the connections nobody uses: after one was found lost (the server was restarted), the others are too.
    pub fn forget_idle(&self) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.made -= state.idle.len();
        state.idle.clear();
    }
}

/// A connection lent by a [`Pool`]. Dropping it closes the connection; [`Lent::give_back`] keeps it.
pub struct Lent<'a> {
    pool: &'a Pool,
    connection: Option<Connection>,
}

impl Lent<'_> {
    pub fn connection(&mut self) -> &mut Connection {
        self.connection.as_mut().expect("a lent connection is there until it is given back")
    }

    /// Gives the connection back for the next caller; only when no transaction is open on it.
    pub fn give_back(mut self) {
        if let Some(connection) = self.connection.take() {
            let mut state = self.pool.state.lock().unwrap_or_else(PoisonError::into_inner);
            state.idle.push((connection, Instant::now()));
            // The place is not free: the connection stays made.
            state.made += 1;
        }
    }
}

impl Drop for Lent<'_> {
    fn drop(&mut self) {
        if self.connection.take().is_some_and(|connection| !connection.alive()) {
            self.pool.forget_idle();
        }
        let mut state = self.pool.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.made -= 1;
        drop(state);
        self.pool.returned.notify_one();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::open::Address;
    use crate::testing::Folder;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::thread;

    fn pool(folder: &Folder, size_max: usize) -> (Pool, Arc<AtomicUsize>) {
        let made = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&made);
        let make = Address::parse(&folder.url()).unwrap().pooled(&Arc::default());
        let counting = Box::new(move || {
            counted.fetch_add(1, Ordering::Relaxed);
            make()
        });
        (Pool::new(size_max, counting), made)
    }

    #[test]
    fn connections_are_lent_again_and_waited_for() {
        let folder = Folder::new();
        let (pool, made) = pool(&folder, 2);
        let (first, second) = (pool.take().unwrap(), pool.take().unwrap());
        thread::scope(|scope| {
            let waiting = scope.spawn(|| pool.take().map(Lent::give_back));
            first.give_back();
            waiting.join().unwrap().unwrap();
        });
        assert_eq!(made.load(Ordering::Relaxed), 2);
        drop(second);
        let (_again, _new) = (pool.take().unwrap(), pool.take().unwrap());
        assert_eq!(made.load(Ordering::Relaxed), 3, "one that was not given back is replaced");
    }

    #[test]
    fn a_connection_that_cannot_be_made_leaves_its_place_free() {
        let pool = Pool::new(1, Box::new(|| Err(Error::Busy)));
        for _ in 0..3 {
            let began = Instant::now();
            assert!(matches!(pool.take(), Err(Error::Busy)));
            assert!(began.elapsed() < WAIT_MAX / 2, "it did not wait for a place that nobody holds");
        }
    }
}
