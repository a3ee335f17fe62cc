//! A client of the API and the desk: one connection, one request after the other, nothing followed by itself.

use std::fmt::Write as _;
use std::io::{BufRead, BufReader, Error, Read, Result, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

/// How long an answer may take on a busy machine.
const WAIT: Duration = Duration::from_secs(60);

/// What the program answered.
pub struct Answered {
    pub status: u16,
    /// Status line and headers as they came.
    pub head: String,
    pub body: String,
}

impl Answered {
    /// The value of a header, if it is there.
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut lines = self.head.lines().filter_map(|line| line.split_once(": "));
        lines.find(|(found, _)| found.eq_ignore_ascii_case(name)).map(|(_, value)| value.trim())
    }
}

/// A connection that is kept.
pub struct Client {
    stream: BufReader<TcpStream>,
    /// Headers sent with each request: a token, a cookie.
    pub headers: Vec<(&'static str, String)>,
}

impl Client {
    pub fn connect(address: SocketAddr) -> Result<Self> {
        let stream = TcpStream::connect(address)?;
        stream.set_read_timeout(Some(WAIT))?;
        stream.set_nodelay(true)?;
        Ok(Self { stream: BufReader::new(stream), headers: Vec::new() })
    }

    /// As [`Client::connect`], with a token of the API.
    pub fn with_token(address: SocketAddr, token: &str) -> Result<Self> {
        let mut client = Self::connect(address)?;
        client.headers.push(("Authorization", format!("Bearer {token}")));
        Ok(client)
    }

    pub fn get(&mut self, path: &str) -> Result<Answered> {
        self.send("GET", path, "text/plain", "")
    }

    /// Sends JSON.
    pub fn json(&mut self, method: &str, path: &str, body: &str) -> Result<Answered> {
        self.send(method, path, "application/json", body)
    }

    /// Sends a request and reads its answer; an error when the program went away before it was whole.
    pub fn send(&mut self, method: &str, path: &str, media: &str, body: &str) -> Result<Answered> {
        let mut request = format!("{method} {path} HTTP/1.1\r\nHost: localhost\r\nContent-Length: {}\r\n", body.len());
        write!(request, "Content-Type: {media}\r\n").expect("a String takes any text");
        for (name, value) in &self.headers {
            write!(request, "{name}: {value}\r\n").expect("a String takes any text");
        }
        request.push_str("\r\n");
        request.push_str(body);
        self.stream.get_mut().write_all(request.as_bytes())?;
        self.answer()
    }

    fn answer(&mut self) -> Result<Answered> {
        let mut head = String::new();
        while !head.ends_with("\r\n\r\n") {
            if self.stream.read_line(&mut head)? == 0 {
                return Err(Error::other("the program closed the connection"));
            }
        }
        let mut answered = Answered { status: 0, head, body: String::new() };
        let status = answered.head.split(' ').nth(1).and_then(|word| word.parse().ok());
        answered.status = status.ok_or_else(|| Error::other("no answer of HTTP"))?;
        let mut body = Vec::new();
        if let Some(length) = answered.header("content-length") {
            body.resize(length.parse().map_err(Error::other)?, 0);
            self.stream.read_exact(&mut body)?;
        } else if answered.header("transfer-encoding").is_some() {
            self.chunks(&mut body)?;
        }
        answered.body = String::from_utf8_lossy(&body).into_owned();
        Ok(answered)
    }

    fn chunks(&mut self, body: &mut Vec<u8>) -> Result<()> {
        loop {
            let mut line = String::new();
            self.stream.read_line(&mut line)?;
            let length = usize::from_str_radix(line.trim(), 16).map_err(Error::other)?;
            let start = body.len();
            body.resize(start + length + 2, 0);
            self.stream.read_exact(&mut body[start..])?;
            body.truncate(start + length);
            if length == 0 {
                return Ok(());
            }
        }
    }
}
