//! A form that is sent with files, `multipart/form-data` (RFC 7578), read part by part while it arrives; or one file
//! alone, as the API sends it. At most two pieces of it are in memory, whatever is sent.

use crate::body::Arriving;
use crate::limits::{BODY_MOST, PAIRS_MOST};
use std::io::{self, ErrorKind, Read};

/// Longest head of a part. A browser sends a file's name of 255 bytes in one of 400.
const HEAD_MOST: usize = 32 * 1024;
/// Longest boundary: RFC 2046, section 5.1.1.
const BOUNDARY_MOST: usize = 70;
/// What is asked of the body at once.
const PIECE: usize = 16 * 1024;

/// What is being sent. Reads as the file that was reached.
pub struct Upload {
    from: Arriving,
    /// What stands before each part; nothing for a file sent alone.
    mark: Option<Vec<u8>>,
    /// Read and not yet taken.
    held: Vec<u8>,
    state: State,
    texts: usize,
    parts: usize,
    file: Option<Part>,
}

#[derive(Clone, Copy, PartialEq)]
enum State {
    /// Within a part, or what stands before the first.
    Within,
    /// Right after a mark.
    Mark,
    /// After the last mark.
    Over,
}

/// A part that holds a file.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// Name of its input.
    pub name: String,
    /// The file's own name; empty where none was chosen.
    pub file: String,
}

impl Upload {
    /// Of a body with that content type. `None` when it says it is a form with files and has no boundary that may be.
    pub fn new(from: Arriving, content_type: &str) -> Option<Self> {
        let mark = if is_multipart(content_type) { Some(boundary(content_type)?) } else { None };
        // The first mark stands at the beginning, without the line break that is part of the others.
        let held = if mark.is_some() { b"\r\n".to_vec() } else { Vec::new() };
        Some(Self { from, mark, held, state: State::Within, texts: 0, parts: 0, file: None })
    }

    /// What went wrong with the body so far.
    pub fn failure(&self) -> Option<ErrorKind> {
        self.from.failure()
    }

    /// Reads inputs that hold a text into `form`, up to the next file or the end.
    ///
    /// # Errors
    /// The body is broken, too slow or too large.
    pub fn texts(&mut self, form: &mut Vec<(String, String)>) -> io::Result<()> {
        while self.file.is_none() && self.mark.is_some() {
            let Some((name, file)) = self.part()? else { return Ok(()) };
            if let Some(file) = file {
                self.file = Some(Part { name, file });
                return Ok(());
            }
            let mut text = Vec::new();
            let left = BODY_MOST - self.texts;
            self.by_ref().take(left as u64 + 1).read_to_end(&mut text)?;
            if text.len() > left {
                return Err(self.from.fail(ErrorKind::FileTooLarge));
            }
            self.texts += text.len();
            form.push((name, String::from_utf8_lossy(&text).into_owned()));
        }
        Ok(())
    }

    /// The next file, with the inputs before it read into `form`; nothing at the end. What was not read of the file
    /// before is passed over.
    ///
    /// # Errors
    /// As [`Upload::texts`].
    pub fn next(&mut self, form: &mut Vec<(String, String)>) -> io::Result<Option<Part>> {
        self.texts(form)?;
        Ok(self.file.take())
    }

    /// Name and file name of the next part, after what is left of this one.
    fn part(&mut self) -> io::Result<Option<(String, Option<String>)>> {
        io::copy(self, &mut io::sink())?;
        if self.state == State::Over {
            return Ok(None);
        }
        self.parts += 1;
        if self.parts > PAIRS_MOST {
            return Err(self.from.fail(ErrorKind::FileTooLarge));
        }
        let end = loop {
            if self.held.starts_with(b"--") {
                self.state = State::Over;
                return Ok(None);
            }
            if let Some(end) = find(&self.held, b"\r\n\r\n") {
                break end;
            }
            if self.held.len() > HEAD_MOST || !self.fill()? {
                return Err(self.from.fail(ErrorKind::InvalidData));
            }
        };
        let head: Vec<u8> = self.held.drain(..end + 4).collect();
        self.state = State::Within;
        let head = String::from_utf8_lossy(&head[..end]).into_owned();
        let found = head.split("\r\n").find_map(|line| {
            let (name, value) = line.split_once(':')?;
            name.trim().eq_ignore_ascii_case("content-disposition").then(|| parameters(value))
        });
        let found = found.unwrap_or_default();
        let of = |wanted: &str| found.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.clone());
        match of("name") {
            Some(name) => Ok(Some((name, of("filename")))),
            None => Err(self.from.fail(ErrorKind::InvalidData)),
        }
    }

    /// Reads more of the body; false at its end.
    fn fill(&mut self) -> io::Result<bool> {
        let before = self.held.len();
        self.held.resize(before + PIECE, 0);
        let read = self.from.read(&mut self.held[before..]);
        self.held.truncate(before + *read.as_ref().unwrap_or(&0));
        Ok(read? > 0)
    }

    fn give(&mut self, buffer: &mut [u8], most: usize) -> usize {
        let count = most.min(buffer.len());
        buffer[..count].copy_from_slice(&self.held[..count]);
        self.held.drain(..count);
        count
    }
}

impl Read for Upload {
    /// Up to the mark that ends the part; a body that ends before it is broken.
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let Some(mark) = &self.mark else { return self.from.read(buffer) };
        if self.state != State::Within || buffer.is_empty() {
            return Ok(0);
        }
        let length = mark.len();
        loop {
            match self.mark.as_ref().and_then(|mark| find(&self.held, mark)) {
                Some(0) => {
                    self.held.drain(..length);
                    self.state = State::Mark;
                    return Ok(0);
                }
                Some(at) => return Ok(self.give(buffer, at)),
                None if self.held.len() >= length => {
                    let sure = self.held.len() - (length - 1);
                    return Ok(self.give(buffer, sure));
                }
                None if self.fill()? => {}
                None => return Err(self.from.fail(ErrorKind::UnexpectedEof)),
            }
        }
    }
}

/// True for a content type of a form with files.
pub fn is_multipart(content_type: &str) -> bool {
    let kind = content_type.split(';').next().unwrap_or_default().trim();
    kind.eq_ignore_ascii_case("multipart/form-data")
}

fn boundary(content_type: &str) -> Option<Vec<u8>> {
    let all = parameters(content_type);
    let (_, boundary) = all.iter().find(|(name, _)| name == "boundary")?;
    let fits = (1..=BOUNDARY_MOST).contains(&boundary.len()) && boundary.bytes().all(|b| (0x20..0x7f).contains(&b));
    fits.then(|| format!("\r\n--{boundary}").into_bytes())
}

/// The parameters of a header's value, names in lower case. Browsers write `"` and line breaks in a value as `%22`, `%0D`
/// and `%0A` (HTML standard, multipart form data); others write `\"`.
pub fn parameters(value: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut rest = value.split_once(';').map_or("", |(_, rest)| rest);
    while let Some((name, after)) = rest.split_once('=') {
        let name = name.trim_matches([' ', '\t', ';']).to_ascii_lowercase();
        let (text, left) = match after.trim_start().strip_prefix('"') {
            Some(quoted) => quoted_text(quoted),
            None => {
                let end = after.find(';').unwrap_or(after.len());
                (after[..end].trim().to_owned(), &after[end..])
            }
        };
        found.push((name, text.replace("%22", "\"").replace("%0D", "\r").replace("%0A", "\n")));
        rest = left;
    }
    found
}

fn quoted_text(quoted: &str) -> (String, &str) {
    let mut text = String::new();
    let mut letters = quoted.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        match letter {
            '"' => return (text, &quoted[at + 1..]),
            '\\' if letters.peek().is_some_and(|(_, next)| *next == '"') => {
                text.push('"');
                letters.next();
            }
            letter => text.push(letter),
        }
    }
    (text, "")
}

/// Where `wanted` begins in `bytes`.
fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    let first = *wanted.first()?;
    let mut from = 0;
    while let Some(at) = bytes.get(from..)?.iter().position(|byte| *byte == first) {
        if bytes[from + at..].starts_with(wanted) {
            return Some(from + at);
        }
        from += at + 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::body::{Stream, arriving};
    use crate::limits::Limits;

    const MEDIA: &str = "multipart/form-data; charset=utf-8; boundary=\"--x y\"";

    /// What a body that arrives `step` bytes at a time is read as: texts, and files with their names and bytes.
    fn read(media: &str, body: &[u8], step: usize, most: usize) -> Result<Vec<(String, String, Vec<u8>)>, ErrorKind> {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        runtime.block_on(async {
            let mut pieces: Vec<Vec<u8>> = body.chunks(step).rev().map(<[u8]>::to_vec).collect();
            let body = Stream::new(body.len() as u64, Box::new(move || Ok(pieces.pop()))).body();
            let upload = Upload::new(arriving(body, most, Limits::default()), media).ok_or(ErrorKind::InvalidInput);
            let mut upload = upload?;
            let work = move || {
                let (mut form, mut found) = (Vec::new(), Vec::new());
                while let Some(part) = upload.next(&mut form).map_err(|error| error.kind())? {
                    let mut bytes = Vec::new();
                    upload.read_to_end(&mut bytes).map_err(|error| error.kind())?;
                    found.push((part.name, part.file, bytes));
                }
                let texts = form.into_iter().map(|(name, value)| (name, "TEXT".to_owned(), value.into_bytes()));
                Ok(found.into_iter().chain(texts).collect())
            };
            tokio::task::spawn_blocking(work).await.unwrap()
        })
    }

    fn body() -> Vec<u8> {
        let mut body =
            b"a preamble\r\n----x y\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\nt\xc3\xa9\r\n".to_vec();
        body.extend(b"----x y \r\ncontent-type: a/b\r\nCONTENT-DISPOSITION: form-data; filename=\"a%22\\\"b; c=d.pdf\"; name=copy\r\n\r\n");
        // What looks like the mark and is not.
        body.extend(b"\r\n----x\r\n----x \r\r\n---\r\n");
        body.extend(b"\r\n----x y\r\nContent-Disposition: form-data; name=\"empty\"; filename=\"\"\r\n\r\n\r\n");
        body.extend(b"----x y\r\nContent-Disposition: form-data; name=\"do\"\r\n\r\nsave\r\n----x y--\r\nan epilogue");
        body
    }

    #[test]
    fn a_form_is_read_the_same_however_it_arrives() {
        let wanted: Vec<(String, String, Vec<u8>)> = [
            ("copy", "a\"\"b; c=d.pdf", b"\r\n----x\r\n----x \r\r\n---\r\n".as_slice()),
            ("empty", "", b""),
            ("csrf", "TEXT", "té".as_bytes()),
            ("do", "TEXT", b"save"),
        ]
        .map(|(name, file, bytes)| (name.to_owned(), file.to_owned(), bytes.to_vec()))
        .into();
        for step in (1..40).chain([1_000]) {
            assert_eq!(read(MEDIA, &body(), step, 10_000).as_ref(), Ok(&wanted), "{step} bytes at a time");
        }
    }

    #[test]
    fn a_form_that_is_cut_off_anywhere_is_told() {
        let (body, end) = (body(), b"an epilogue".len() + 2);
        for length in (0..body.len() - end - 2).step_by(7) {
            assert!(read(MEDIA, &body[..length], 64, 10_000).is_err(), "{length} bytes");
        }
        assert_eq!(read(MEDIA, &body, 64, 100), Err(ErrorKind::FileTooLarge));
        for media in
            ["multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary=\"\u{7}\""]
        {
            assert_eq!(read(media, &body, 64, 10_000), Err(ErrorKind::InvalidInput), "{media}");
        }
    }
}
