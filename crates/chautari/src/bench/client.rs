//! A client of HTTP/1.1: one connection, kept open, one request at a time. It costs little beside what it measures.

use anyhow::{Context, Result, bail};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

/// Longest answer that is read.
const BODY_MOST: usize = 16 * 1024 * 1024;
/// How long an answer may take.
const WAIT: Duration = Duration::from_secs(60);

/// A connection to the program.
pub struct Client {
    stream: BufReader<TcpStream>,
    /// Lines that go with every request, each ended by CR LF.
    headers: String,
}

/// What was answered.
pub struct Answer {
    /// Status.
    pub status: u16,
    /// Value of `Set-Cookie`, up to its first semicolon.
    pub cookie: String,
    /// Body.
    pub body: Vec<u8>,
}

impl Client {
    /// Connects; `headers` go with every request.
    pub fn connect(address: SocketAddr, headers: &str) -> Result<Self> {
        let stream = TcpStream::connect(address).with_context(|| format!("{address}: does not answer"))?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(WAIT))?;
        Ok(Self { stream: BufReader::with_capacity(64 * 1024, stream), headers: headers.to_owned() })
    }

    /// Asks for a page.
    pub fn get(&mut self, path: &str) -> Result<Answer> {
        self.ask("GET", path, "", "")
    }

    /// Posts a form.
    pub fn post_form(&mut self, path: &str, form: &str) -> Result<Answer> {
        self.ask("POST", path, "application/x-www-form-urlencoded", form)
    }

    /// Posts JSON.
    pub fn post_json(&mut self, path: &str, json: &str) -> Result<Answer> {
        self.ask("POST", path, "application/json", json)
    }

    fn ask(&mut self, method: &str, path: &str, content: &str, body: &str) -> Result<Answer> {
        let mut request = format!("{method} {path} HTTP/1.1\r\nHost: bench\r\n{}", self.headers);
        if !content.is_empty() {
            request.push_str(&format!("Content-Type: {content}\r\nContent-Length: {}\r\n", body.len()));
        }
        request.push_str("\r\n");
        request.push_str(body);
        self.stream.get_mut().write_all(request.as_bytes())?;
        self.read()
    }

    fn read(&mut self) -> Result<Answer> {
        let mut line = String::new();
        self.stream.read_line(&mut line)?;
        let status = line.split(' ').nth(1).and_then(|code| code.parse().ok());
        let mut answer = Answer { status: status.context("no HTTP came back")?, cookie: String::new(), body: vec![] };
        let mut length = 0;
        loop {
            line.clear();
            self.stream.read_line(&mut line)?;
            let Some((name, value)) = line.trim_end().split_once(':') else { break };
            match name.to_ascii_lowercase().as_str() {
                "content-length" => length = value.trim().parse().context("Content-Length is no number")?,
                "set-cookie" => value.trim().split(';').next().unwrap_or("").clone_into(&mut answer.cookie),
                "transfer-encoding" => bail!("an answer came in pieces of unknown length"),
                _ => {}
            }
        }
        if length > BODY_MOST {
            bail!("an answer of {length} bytes");
        }
        answer.body.resize(length, 0);
        self.stream.read_exact(&mut answer.body)?;
        Ok(answer)
    }
}

impl Answer {
    /// The answer, if it has the status that was expected.
    ///
    /// # Errors
    /// The status and the beginning of the body, which here holds made-up people only.
    pub fn expect(self, status: u16) -> Result<Self> {
        if self.status != status {
            let text: String = String::from_utf8_lossy(&self.body).chars().take(400).collect();
            bail!("answered {} instead of {status}: {text}", self.status);
        }
        Ok(self)
    }
}
