//! Work queued in the transaction that caused it. A job can run twice (a process may end between doing and saying so):
//! that it then does no harm is up to the one who does it.

use crate::sql::sql;
use crate::{Error, Result, Writes};
use serde_json::Value;
use uuid::Uuid;

/// How long a taken job is held for the one who took it, microseconds: after that it is due again.
pub const LEASE: i64 = 10 * 60 * 1_000_000;
/// Tries after which a job rests as failed.
pub const TRIES_MAX: i64 = 12;
/// Delay after the first failure, microseconds; it doubles each time.
const DELAY: i64 = 10 * 1_000_000;
/// Longest delay between two tries, microseconds.
const DELAY_MAX: i64 = 6 * 3_600 * 1_000_000;

/// A job that was taken.
#[derive(Clone, Debug, PartialEq)]
pub struct Job {
    /// Id.
    pub id: Uuid,
    /// What to do.
    pub name: String,
    /// Ids and codes only.
    pub payload: Value,
    /// How often it was taken, this time included.
    pub tries: i64,
}

impl Writes<'_> {
    /// Takes up to `limit` due jobs of `tenant`, the longest due first; nobody else gets them within [`LEASE`].
    ///
    /// # Errors
    /// What the engine says; [`Error::Damaged`] for a payload that is not JSON.
    pub fn take_jobs(&mut self, tenant: i64, limit: i64) -> Result<Vec<Job>> {
        let now = self.now();
        let sql = sql!(
            "UPDATE job SET state = 'running', tries = tries + 1, due = $3 WHERE tenant = $1 AND id IN (
                 SELECT id FROM job WHERE tenant = $1 AND state IN ('waiting', 'running') AND due <= $2
                 ORDER BY due LIMIT $4 FOR UPDATE SKIP LOCKED
             ) RETURNING id, name, payload, tries"
        );
        let params = [tenant.into(), now.into(), (now + LEASE).into(), limit.into()];
        self.reads().all(sql, &params, |row| {
            let id: Uuid = row.get(0)?;
            let payload = serde_json::from_str(&row.get::<String>(2)?).map_err(|_| Error::Damaged {
                table: "job",
                row: id.to_string(),
                what: "its payload is not JSON".into(),
            })?;
            Ok(Job { id, name: row.get(1)?, payload, tries: row.get(3)? })
        })
    }

    /// The job is done: its row goes.
    ///
    /// # Errors
    /// What the engine says.
    pub fn job_done(&mut self, tenant: i64, job: Uuid) -> Result<()> {
        self.run(sql!("DELETE FROM job WHERE tenant = $1 AND id = $2"), &[tenant.into(), job.into()]).map(drop)
    }

    /// The job failed: it is due again after a delay that doubles, or rests as `failed` after [`TRIES_MAX`] tries.
    /// `error` is kept with it and holds nothing personal.
    ///
    /// # Errors
    /// What the engine says.
    pub fn job_failed(&mut self, tenant: i64, job: &Job, error: String) -> Result<()> {
        let state = if job.tries >= TRIES_MAX { "failed" } else { "waiting" };
        let due = self.now() + delay(job.tries);
        let sql = sql!("UPDATE job SET state = $3, due = $4, error = $5 WHERE tenant = $1 AND id = $2");
        self.run(sql, &[tenant.into(), job.id.into(), state.into(), due.into(), error.into()]).map(drop)
    }
}

fn delay(tries: i64) -> i64 {
    let doublings = u32::try_from((tries - 1).clamp(0, 30)).unwrap_or(30);
    DELAY.saturating_mul(1 << doublings).min(DELAY_MAX)
}
