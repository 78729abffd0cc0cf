//! A reader who asks: HTTP/1.1 over a plain socket, so that tests see the very bytes.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

/// What came back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Answer {
    /// A header by its lower-case name.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.as_str())
    }

    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// Insists on a page and answers its text.
    #[track_caller]
    pub fn page(&self) -> String {
        assert_eq!(self.status, 200, "{}", self.text());
        self.text()
    }
}

/// Asks for a path.
#[track_caller]
pub fn get(base: &str, path: &str, headers: &[(&str, &str)]) -> Answer {
    let mut head = format!("GET {path} HTTP/1.1\r\nHost: paper.example\r\nConnection: close\r\n");
    for (name, value) in headers {
        head.extend([name, ": ", value, "\r\n"]);
    }
    request(base, &format!("{head}\r\n")).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// What is sent to a path.
#[derive(Clone, Copy, Debug)]
pub struct Sent<'a> {
    pub path: &'a str,
    pub headers: &'a [(&'a str, &'a str)],
    pub body: &'a [u8],
}

/// Sends a body to a path.
#[track_caller]
pub fn post(base: &str, sent: Sent<'_>) -> Answer {
    let Sent { path, headers, body } = sent;
    let length = body.len();
    let mut head = format!("POST {path} HTTP/1.1\r\nHost: paper.example\r\nConnection: close\r\nContent-Length: {length}\r\n");
    for (name, value) in headers {
        head.extend([name, ": ", value, "\r\n"]);
    }
    let mut bytes = format!("{head}\r\n").into_bytes();
    bytes.extend_from_slice(body);
    request_bytes(base, &bytes).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Sends raw text and reads the answer until the other side closes.
pub fn request(base: &str, text: &str) -> std::io::Result<Answer> {
    request_bytes(base, text.as_bytes())
}

fn request_bytes(base: &str, bytes: &[u8]) -> std::io::Result<Answer> {
    let address = base.trim_start_matches("http://");
    let mut stream = TcpStream::connect(address)?;
    stream.set_read_timeout(Some(Duration::from_secs(40)))?;
    // A server that refuses early reads no further.
    let sent = stream.write_all(bytes);
    let mut bytes = Vec::new();
    // A server that refuses early may reset the connection after its answer.
    let read = stream.read_to_end(&mut bytes);
    if bytes.is_empty() {
        sent?;
        read?;
    }
    answer_in(&bytes).ok_or_else(|| std::io::Error::other(format!("no answer: {}", String::from_utf8_lossy(&bytes))))
}

/// The answer that stands in bytes: a head, an empty line, a body.
pub fn answer_in(bytes: &[u8]) -> Option<Answer> {
    let end = bytes.windows(4).position(|window| window == b"\r\n\r\n")?;
    let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
    let mut lines = head.split("\r\n");
    let status = lines.next()?.split(' ').nth(1)?.parse().ok()?;
    let headers = lines
        .filter_map(|line| line.split_once(':'))
        .map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned()))
        .collect();
    Some(Answer {
        status,
        headers,
        body: bytes[end + 4..].to_vec(),
    })
}
