//! Bodies as they travel: gathered whole within limits, handed on while they arrive, sent while they are read.

use crate::limits::Limits;
use axum::body::{Body, Bytes, HttpBody};
use axum::http::StatusCode;
use http_body::{Frame, SizeHint};
use std::future::poll_fn;
use std::io::{self, ErrorKind, Read};
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};
use std::time::Duration;
use tokio::sync::mpsc;
use tokio::task::JoinHandle;
use tokio::time::{Instant, timeout, timeout_at};

/// Pieces between the socket and the thread that reads them.
const WAITING: usize = 4;
/// What is read of a body that is refused, so that its sender hears why instead of a broken connection.
const DRAINED_MOST: usize = 96 * 1024 * 1024;
/// How long a body that is refused is read.
const DRAINED_FOR: Duration = Duration::from_secs(20);

/// Reads a body whole.
///
/// # Errors
/// The kind of what went wrong, as [`status`] tells it: longer than `most`, too slow, or broken off.
pub async fn gather(mut body: Body, most: usize, limits: &Limits) -> Result<Vec<u8>, ErrorKind> {
    let until = Instant::now() + limits.body;
    let mut bytes = Vec::new();
    loop {
        match timeout_at(until, piece(&mut body, limits.piece)).await.unwrap_or(Err(ErrorKind::TimedOut))? {
            Some(piece) if bytes.len() + piece.len() > most => {
                tokio::spawn(drain(body));
                return Err(ErrorKind::FileTooLarge);
            }
            Some(piece) => bytes.extend_from_slice(&piece),
            None => return Ok(bytes),
        }
    }
}

/// A body that a thread which may block reads while it arrives.
pub struct Arriving {
    pieces: mpsc::Receiver<Result<Bytes, ErrorKind>>,
    piece: Bytes,
    left: usize,
    failure: Option<ErrorKind>,
}

/// Hands a body on while it arrives; at most `most` bytes of it.
pub fn arriving(mut body: Body, most: usize, limits: Limits) -> Arriving {
    let (to, pieces) = mpsc::channel(WAITING);
    tokio::spawn(async move {
        let until = Instant::now() + limits.upload;
        loop {
            let next = timeout_at(until, piece(&mut body, limits.piece)).await.unwrap_or(Err(ErrorKind::TimedOut));
            let (sent, over) = match next {
                Ok(Some(piece)) => (Ok(piece), false),
                Ok(None) => return,
                Err(kind) => (Err(kind), true),
            };
            if to.send(sent).await.is_err() {
                return drain(body).await;
            }
            if over {
                return;
            }
        }
    });
    Arriving { pieces, piece: Bytes::new(), left: most, failure: None }
}

impl Arriving {
    /// What went wrong with it so far.
    pub fn failure(&self) -> Option<ErrorKind> {
        self.failure
    }

    /// Notes that it is not as it should be, and gives the error.
    pub fn fail(&mut self, kind: ErrorKind) -> io::Error {
        self.failure.get_or_insert(kind);
        kind.into()
    }
}

impl Read for Arriving {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if let Some(kind) = self.failure {
            return Err(kind.into());
        }
        while self.piece.is_empty() {
            match self.pieces.blocking_recv() {
                None => return Ok(0),
                Some(Err(kind)) => return Err(self.fail(kind)),
                Some(Ok(piece)) if piece.len() > self.left => return Err(self.fail(ErrorKind::FileTooLarge)),
                Some(Ok(piece)) => {
                    self.left -= piece.len();
                    self.piece = piece;
                }
            }
        }
        let taken = self.piece.split_to(buffer.len().min(self.piece.len()));
        buffer[..taken.len()].copy_from_slice(&taken);
        Ok(taken.len())
    }
}

/// The next bytes of a body; nothing at its end.
async fn piece(body: &mut Body, wait: Duration) -> Result<Option<Bytes>, ErrorKind> {
    loop {
        let frame = timeout(wait, poll_fn(|context| Pin::new(&mut *body).poll_frame(context))).await;
        match frame.map_err(|_| ErrorKind::TimedOut)? {
            None => return Ok(None),
            Some(Err(_)) => return Err(ErrorKind::UnexpectedEof),
            // Trailers say nothing here.
            Some(Ok(frame)) => match frame.into_data() {
                Ok(bytes) => return Ok(Some(bytes)),
                Err(_) => continue,
            },
        }
    }
}

async fn drain(mut body: Body) {
    let until = Instant::now() + DRAINED_FOR;
    let mut read = 0;
    while read < DRAINED_MOST {
        match timeout_at(until, piece(&mut body, DRAINED_FOR)).await {
            Ok(Ok(Some(piece))) => read += piece.len(),
            _ => return,
        }
    }
}

/// The status and the key of the text (`error-KEY-title`) of what went wrong with a body.
pub fn status(kind: ErrorKind) -> (StatusCode, &'static str) {
    match kind {
        ErrorKind::FileTooLarge => (StatusCode::PAYLOAD_TOO_LARGE, "too-large"),
        ErrorKind::TimedOut => (StatusCode::REQUEST_TIMEOUT, "late"),
        _ => (StatusCode::BAD_REQUEST, "request"),
    }
}

/// Gives the next bytes of an answer, on a thread that may block; nothing after the last.
pub type Next = Box<dyn FnMut() -> casework::Result<Option<Vec<u8>>> + Send>;

/// A body of known length that is made while it is sent.
#[derive(Clone)]
pub struct Stream {
    next: Arc<Mutex<Next>>,
    length: u64,
}

impl Stream {
    /// Of `length` bytes.
    pub fn new(length: u64, next: Next) -> Self {
        Self { next: Arc::new(Mutex::new(next)), length }
    }

    /// As a body.
    pub fn body(self) -> Body {
        Body::new(Leaving { next: self.next, left: self.length, working: None })
    }
}

impl std::fmt::Debug for Stream {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Stream({} bytes)", self.length)
    }
}

type Made = casework::Result<Option<Vec<u8>>>;

struct Leaving {
    next: Arc<Mutex<Next>>,
    left: u64,
    working: Option<JoinHandle<Made>>,
}

impl HttpBody for Leaving {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        if self.left == 0 {
            return Poll::Ready(None);
        }
        let next = Arc::clone(&self.next);
        let work = move || next.lock().unwrap_or_else(PoisonError::into_inner)();
        let working = self.working.get_or_insert_with(|| tokio::task::spawn_blocking(work));
        let made = ready!(Pin::new(working).poll(context));
        self.working = None;
        let bytes = match made {
            Ok(Ok(Some(bytes))) if bytes.len() as u64 <= self.left => bytes,
            Ok(Err(error)) => {
                tracing::error!(%error, "an answer broke off");
                return Poll::Ready(Some(Err(ErrorKind::InvalidData.into())));
            }
            _ => return Poll::Ready(Some(Err(ErrorKind::UnexpectedEof.into()))),
        };
        self.left -= bytes.len() as u64;
        Poll::Ready(Some(Ok(Frame::data(bytes.into()))))
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.left)
    }
}
