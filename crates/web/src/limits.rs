//! How long and how much the program waits for.

use std::time::Duration;

/// Largest body of a form or of an API request, and all texts of a form that is sent with files.
pub const BODY_MOST: usize = 2 * 1024 * 1024;
/// Largest form with its files: three of the longest.
pub const UPLOAD_MOST: usize = 64 * 1024 * 1024;
/// Largest head of a request: the line and its headers.
pub const HEAD_MOST: usize = 64 * 1024;
/// Pairs of a query or a form, and parts of one with files. A form of ours holds some hundreds.
pub const PAIRS_MOST: usize = 5_000;
/// Files that arrive at the same time: each holds a thread.
pub const UPLOADS_MOST: usize = 8;

/// How patient the program is with those who are slow.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// For the head of a request, also of the next one on a connection that is kept open.
    pub head: Duration,
    /// For the next piece of a body.
    pub piece: Duration,
    /// For a whole body. 2 MB in a minute is a slow telephone.
    pub body: Duration,
    /// For a whole body with files. 20 MB in a quarter of an hour is a slow telephone.
    pub upload: Duration,
    /// For taking a piece of an answer.
    pub answer: Duration,
    /// For what was begun when the program is told to stop.
    pub finish: Duration,
    /// Connections at the same time: a process may have 1,024 files open where nobody said otherwise.
    pub connections: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            head: Duration::from_secs(15),
            piece: Duration::from_secs(20),
            body: Duration::from_secs(60),
            upload: Duration::from_secs(15 * 60),
            answer: Duration::from_secs(30),
            finish: Duration::from_secs(30),
            connections: 800,
        }
    }
}
