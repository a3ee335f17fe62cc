//! Bad input at every door, on sockets: each request gets a clear answer within its time and memory, changes nothing, and
//! the program goes on answering.

#![expect(clippy::unwrap_used, reason = "a server that cannot be started fails the test")]

mod api;
mod heads;
#[path = "../desk/office.rs"]
#[expect(dead_code, reason = "the desk's tests use the rest of it")]
mod office;
mod slow;
mod uploads;

use casework::accounts::{self, Scope};
use casework::files::{self, Place};
use casework::record::{self, Wanted};
use office::{Desk, Seat, runtime};
use serde_json::json;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use uuid::Uuid;
use web::{Demo, Face, Limits};

/// Longest that any answer may take here, whatever is sent.
const PATIENCE: Duration = Duration::from_secs(60);
/// Most memory that the program and this test may take beyond what they had before, bytes.
const MEMORY: u64 = 96 * 1024 * 1024;

/// One corpus at a time: memory is that of the whole process.
static ALONE: Mutex<()> = Mutex::new(());

/// The program, answering on a socket.
struct Served {
    _alone: MutexGuard<'static, ()>,
    desk: Desk,
    address: SocketAddr,
    stop: Option<tokio::sync::oneshot::Sender<()>>,
}

/// What came back.
#[derive(Debug)]
struct Heard {
    status: u16,
    head: String,
    body: String,
}

impl Served {
    fn new(limits: Limits) -> Self {
        let alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
        let desk = Desk::patient(Some(Demo { folder: "chautari-demo".into(), ..Demo::default() }), limits);
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
        let face = Face(Arc::clone(&desk.app));
        runtime().spawn(async move { web::serve(listener, face, async { drop(stopped.await) }).await.unwrap() });
        Self { _alone: alone, desk, address, stop: Some(stop) }
    }

    fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(self.address).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        stream.set_write_timeout(Some(PATIENCE)).unwrap();
        stream
    }

    /// Sends bytes and hears what comes until the connection ends. A server may answer before all was sent.
    fn send(&self, bytes: &[u8]) -> Heard {
        self.send_parts(vec![(bytes.to_vec(), 1)])
    }

    fn send_parts(&self, parts: Vec<(Vec<u8>, usize)>) -> Heard {
        let mut stream = self.connect();
        let mut writer = stream.try_clone().unwrap();
        let writing = std::thread::spawn(move || {
            let all = parts.iter().flat_map(|(part, times)| std::iter::repeat_n(part, *times));
            // An error says that the program has heard enough.
            all.map(|part| writer.write_all(part)).take_while(Result::is_ok).count()
        });
        let heard = hear(&mut stream);
        drop(stream);
        writing.join().unwrap();
        heard
    }

    /// A whole request, after which the connection ends.
    fn ask(&self, line: &str, headers: &[(&str, &str)], body: &[u8]) -> Heard {
        self.ask_with(line, headers, &[(body, 1)])
    }

    /// The same with a body of parts that are sent some times over, so that a long one is not held here.
    fn ask_with(&self, line: &str, headers: &[(&str, &str)], body: &[(&[u8], usize)]) -> Heard {
        let mut head = format!("{line} HTTP/1.1\r\nhost: {}\r\nconnection: close\r\n", self.address);
        for (name, value) in headers {
            head += &format!("{name}: {value}\r\n");
        }
        let length: usize = body.iter().map(|(part, times)| part.len() * times).sum();
        head += &format!("content-length: {length}\r\n\r\n");
        let mut parts = vec![(head.into_bytes(), 1)];
        parts.extend(body.iter().map(|(part, times)| (part.to_vec(), *times)));
        self.send_parts(parts)
    }

    /// A document of Maya's with a file of that length; gives the file's id.
    fn filed(&self, length: usize) -> Uuid {
        let (office, maya) = (&self.desk.app.office, self.desk.actor("maya"));
        let (case, id) = (self.desk.case(), office.new_id());
        let place = Place { record: id, kind: "document", path: "copy", form: id };
        let pdf = b"%PDF-1.7".chain(std::io::repeat(7).take(length as u64 - 8));
        let file = files::put(office, &maya, &place, "scan.pdf", pdf).unwrap().id;
        let answers = json!({"document_type": "passport", "holder": "self", "copy": file});
        let changes = office::changes(answers);
        let wanted = Wanted { id, kind: "document".into(), parent: Some(case), changes, ..Wanted::default() };
        record::save(office, &maya, &wanted).unwrap();
        file
    }

    fn is_well(&self) {
        let heard = self.ask("GET /healthz", &[], b"");
        assert_eq!((heard.status, heard.body.as_str()), (200, "ok\n"), "it still answers");
    }

    /// Where the ledger stands: no request here may move it.
    fn seq(&self) -> i64 {
        let sql = "SELECT seq FROM ledger_head WHERE tenant = 1";
        self.desk.app.office.store.read(|reads| reads.first(sql, &[], |column| column.get(0))).unwrap().unwrap()
    }

    fn cookie(&self, seat: &Seat<'_>) -> String {
        format!("desk={}", seat.cookie)
    }

    fn csrf(&self, seat: &Seat<'_>) -> String {
        accounts::read(&self.desk.app.office, &seat.cookie).unwrap().unwrap().csrf
    }

    fn token(&self) -> String {
        let office = &self.desk.app.office;
        let actions = ["view", "create", "change"].map(str::to_owned).into();
        let see = ["open", "identity"].map(str::to_owned).into();
        let until = office.now() + 3_600_000_000;
        let scope = Scope { actions, see, ..Scope::default() };
        format!("Bearer {}", accounts::issue(office, 1, self.desk.user("maya"), "test", &scope, until).unwrap())
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        drop(self.stop.take());
    }
}

/// Reads an answer up to the end of the connection.
fn hear(stream: &mut TcpStream) -> Heard {
    let mut bytes = Vec::new();
    // A connection that is reset after the answer was read counts as ended.
    drop(stream.read_to_end(&mut bytes));
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let (head, body) = text.split_once("\r\n\r\n").unwrap_or((text.as_str(), ""));
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0);
    Heard { status, head: head.to_ascii_lowercase(), body: body.to_owned() }
}

/// Runs a corpus: the ledger stands where it stood, the program answers, and neither time nor memory ran away.
fn harmless(served: &Served, corpus: impl FnOnce()) {
    let (seq, began) = (served.seq(), Instant::now());
    let before = memory();
    corpus();
    served.is_well();
    assert_eq!(served.seq(), seq, "nothing was changed");
    let grown = memory().saturating_sub(before);
    assert!(grown < MEMORY, "{grown} bytes more");
    assert!(began.elapsed() < PATIENCE * 4, "{:?}", began.elapsed());
}

/// Bytes of memory this process holds, from `/proc`.
fn memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmRSS:")).unwrap();
    line.split_ascii_whitespace().nth(1).unwrap().parse::<u64>().unwrap() * 1024
}
