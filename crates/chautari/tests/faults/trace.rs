//! What the program did to the files of its database and when it answered, as `strace` saw it.

use serde_json::Value;
use std::collections::HashMap;
use std::fs::File;
use std::io::{BufRead, BufReader, Read, Seek, SeekFrom};
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};
use uuid::Uuid;

/// The system calls that matter: those that change a file, those that bring it to the disk, those that answer.
const CALLS: &str = "trace=pwrite64,write,writev,sendto,sendmsg,fdatasync,fsync,ftruncate,unlink";
/// How long `strace` may take to write down the end.
const END_MAX: Duration = Duration::from_secs(60);

/// One thing the program did. Files are named by what follows the database's own name (`-wal`).
#[derive(Debug)]
pub enum Step {
    /// Bytes at a place of a file, counted from the moment the call began: from then on they may be on disk.
    Write { file: String, at: usize, bytes: Vec<u8> },
    /// A file was cut or stretched to a length.
    Cut { file: String, length: usize },
    /// What was written to a file before the step with this number is on disk.
    Synced { file: String, before: usize },
    /// A file was deleted.
    Deleted { file: String },
    /// A client was told that this version of a record is saved.
    Acknowledged { record: Uuid, version: i64 },
    /// A call that failed.
    Nothing,
}

/// `strace` before the program, writing to `trace`. It runs beside the program, not above it, so that the process that
/// is started is the program itself. `more` are further words, such as a fault to inject.
pub fn strace(trace: &Path, more: &[&str], program: &Path) -> Command {
    let mut command = Command::new("strace");
    command.args(["-D", "-f", "--seccomp-bpf", "-y", "-xx", "-s", "2000000", "-e", CALLS, "-o"]).arg(trace);
    command.args(more).arg("--").arg(program);
    command
}

/// Waits until the end of the process is written down.
pub fn ended(trace: &Path, process: u32) {
    let (began, process) = (Instant::now(), process.to_string());
    let ends = |line: &str| line.split_whitespace().take(2).eq([process.as_str(), "+++"]);
    while !last_part(trace).is_ok_and(|text| text.lines().any(ends)) {
        assert!(began.elapsed() < END_MAX, "strace did not come to an end: is it installed and allowed to trace?");
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// The end of a file, enough for the ends of all threads.
fn last_part(path: &Path) -> std::io::Result<String> {
    let mut file = File::open(path)?;
    file.seek(SeekFrom::Start(file.metadata()?.len().saturating_sub(65_536)))?;
    let mut text = Vec::new();
    file.read_to_end(&mut text)?;
    Ok(String::from_utf8_lossy(&text).into_owned())
}

/// Adds the steps of a trace to those before it.
pub fn read(trace: &Path, database: &Path, steps: &mut Vec<Step>) {
    let database = database.to_str().expect("the path is UTF-8");
    // Per thread: the call it is in, and the step that stands for it.
    let mut open: HashMap<String, (String, usize)> = HashMap::new();
    for line in BufReader::new(File::open(trace).expect("the trace is there")).lines() {
        let line = line.expect("the trace is text");
        let Some((thread, said)) = line.split_once(' ') else { continue };
        let said = said.trim_start();
        let (call, end) = if let Some(rest) = said.strip_prefix("<... ") {
            let Some(began) = open.remove(thread) else { continue };
            (began, rest)
        } else {
            let Some((name, words)) = said.split_once('(') else { continue };
            let call = (name.to_owned(), steps.len());
            steps.push(begun(name, words, database, steps.len()));
            if said.contains("<unfinished ...>") {
                open.insert(thread.to_owned(), call);
                continue;
            }
            (call, said)
        };
        finished(&call, end, steps);
    }
}

/// The step of a call that begins. A sync counts for what was written before it began.
fn begun(name: &str, words: &str, database: &str, number: usize) -> Step {
    let file = || {
        let path = if name == "unlink" { quoted(words).0 } else { unhex(words.split(['<', '>']).nth(1).unwrap_or("")) };
        let path = String::from_utf8(path).unwrap_or_default();
        path.strip_prefix(database).filter(|rest| *rest != "-shm").map(str::to_owned)
    };
    let last = |words: &str| -> usize {
        let number = words.rsplit(", ").next().unwrap_or("").split([')', ' ']).next().unwrap_or("");
        number.parse().unwrap_or_else(|_| panic!("no number in {words}"))
    };
    match name {
        "write" | "writev" | "sendto" | "sendmsg" => acknowledged(words).unwrap_or(Step::Nothing),
        "pwrite64" => file().map_or(Step::Nothing, |file| {
            let (bytes, rest) = quoted(words);
            Step::Write { file, at: last(rest), bytes }
        }),
        "ftruncate" => file().map_or(Step::Nothing, |file| Step::Cut { file, length: last(words) }),
        "fdatasync" | "fsync" => file().map_or(Step::Nothing, |file| Step::Synced { file, before: number }),
        "unlink" => file().map_or(Step::Nothing, |file| Step::Deleted { file }),
        _ => Step::Nothing,
    }
}

/// A call has ended: one that failed, or that the tracer only pretended to make, did nothing. A sync counts from now.
fn finished((name, number): &(String, usize), end: &str, steps: &mut Vec<Step>) {
    let result = end.rsplit_once(" = ").map_or("", |(_, result)| result);
    let step = std::mem::replace(&mut steps[*number], Step::Nothing);
    if result.starts_with('-') || result.ends_with("(INJECTED)") {
        return;
    }
    if let Step::Write { bytes, .. } = &step {
        assert_eq!(result.split(' ').next(), Some(bytes.len().to_string().as_str()), "{name} wrote a part only");
    }
    match step {
        Step::Synced { .. } => steps.push(step),
        step => steps[*number] = step,
    }
}

/// An answer of the API that says a version of a record is saved.
fn acknowledged(words: &str) -> Option<Step> {
    let (mut sent, mut rest) = (Vec::new(), words);
    while rest.contains('"') {
        let (bytes, after) = quoted(rest);
        sent.extend(bytes);
        rest = after;
    }
    let sent = String::from_utf8(sent).ok()?;
    let (head, body) = sent.split_once("\r\n\r\n")?;
    if !head.starts_with("HTTP/1.1 20") {
        return None;
    }
    let body: Value = serde_json::from_str(body).ok()?;
    Some(Step::Acknowledged { record: body["id"].as_str()?.parse().ok()?, version: body["version"].as_i64()? })
}

/// The bytes of the first text in quotes, and what follows it.
fn quoted(words: &str) -> (Vec<u8>, &str) {
    let mut parts = words.splitn(3, '"');
    let (_, text, rest) = (parts.next(), parts.next().unwrap_or(""), parts.next().unwrap_or(""));
    (unhex(text), rest)
}

/// `\x41\x42` as bytes.
fn unhex(text: &str) -> Vec<u8> {
    text.split("\\x").skip(1).filter_map(|digits| u8::from_str_radix(digits.get(..2)?, 16).ok()).collect()
}
