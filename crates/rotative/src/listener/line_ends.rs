//! Lines end with CR LF (RFC 9112, section 2.2): a bare LF in the head of a request, or between the parts of a chunked body,
//! is what one server takes for an end and the next one does not. The parser below us takes it; here it becomes a byte
//! that no parser takes, or the body ends with a fault, so that the request is answered 400 and the connection ends.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};

use memchr::{memchr, memchr_iter};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

/// What a bare LF becomes: it may stand nowhere in a head (RFC 9110, section 5.5).
const NEVER: u8 = 0;
/// So much of a header's line is kept in order to know it.
const KNOWN_BY: usize = 48;

/// A connection whose requests are looked through as they are read.
pub(super) struct LineEnds<T> {
    inner: T,
    reading: Reading,
}

impl<T> LineEnds<T> {
    pub(super) fn of(inner: T) -> Self {
        Self {
            inner,
            reading: Reading::default(),
        }
    }
}

impl<T: AsyncRead + Unpin> AsyncRead for LineEnds<T> {
    fn poll_read(mut self: Pin<&mut Self>, context: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        let read = Pin::new(&mut self.inner).poll_read(context, buffer);
        self.reading.look_through(&mut buffer.filled_mut()[before..]);
        if self.reading.is_torn {
            // The parser takes anything behind the size of a chunk: the body ends here, for whoever reads it.
            return Poll::Ready(Err(io::ErrorKind::InvalidData.into()));
        }
        read
    }
}

impl<T: AsyncWrite + Unpin> AsyncWrite for LineEnds<T> {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.inner).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.inner).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.inner).poll_shutdown(context)
    }

    fn poll_write_vectored(mut self: Pin<&mut Self>, context: &mut Context<'_>, parts: &[io::IoSlice<'_>]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.inner).poll_write_vectored(context, parts)
    }

    fn is_write_vectored(&self) -> bool {
        self.inner.is_write_vectored()
    }
}

/// Where in a request the next byte stands.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum At {
    #[default]
    Head,
    /// So many bytes of a body are left.
    Body(u64),
    ChunkSize,
    /// So many bytes of a chunk are left, the end of its line included.
    Chunk(u64),
    Trailers,
    /// Something was wrong: whatever follows is nobody's request.
    Over,
}

/// What was read so far of a connection.
#[derive(Debug, Default)]
struct Reading {
    at: At,
    /// The last byte before those that are looked at.
    last: u8,
    /// The beginning of the line that is being read, as far as it came in earlier pieces.
    begun: Vec<u8>,
    /// Bytes of the line that came in earlier pieces.
    line: usize,
    length: u64,
    has_length: bool,
    is_chunked: bool,
    /// Something was wrong between the chunks of a body.
    is_torn: bool,
}

impl Reading {
    fn look_through(&mut self, mut bytes: &mut [u8]) {
        while !bytes.is_empty() {
            let taken = match self.at {
                At::Over => return,
                At::Body(left) | At::Chunk(left) => self.pass_over(left, bytes.len()),
                At::Head if self.line == 0 => self.lines_of_head(bytes),
                At::Head | At::ChunkSize | At::Trailers => self.line(bytes),
            };
            bytes = &mut std::mem::take(&mut bytes)[taken..];
        }
    }

    /// Looks at the lines of a head of which the first begins here: nearly every request comes like this, whole.
    fn lines_of_head(&mut self, bytes: &mut [u8]) -> usize {
        let mut begins = 0;
        let mut bare = None;
        for end in memchr_iter(b'\n', bytes) {
            let Some(line) = bytes[begins..end].strip_suffix(b"\r") else {
                bare = Some(end);
                break;
            };
            begins = end + 1;
            match line.first() {
                Some(b'c' | b'C' | b't' | b'T') => self.header(line),
                Some(_) => {}
                None if self.is_ambiguous() => {
                    bare = Some(end);
                    break;
                }
                None => {
                    self.head_ended();
                    return begins;
                }
            }
        }
        if let Some(bare) = bare {
            return self.refuse(bytes, bare);
        }
        if begins == 0 {
            return self.line(bytes);
        }
        begins
    }

    /// Nothing behind this is anybody's request.
    fn refuse(&mut self, bytes: &mut [u8], at: usize) -> usize {
        bytes[at] = NEVER;
        self.is_torn = matches!(self.at, At::ChunkSize | At::Trailers);
        self.at = At::Over;
        bytes.len()
    }

    /// Two lengths, or a length that is longer than what is kept of a line: what the next server takes for it, nobody knows
    /// (RFC 9112, section 6.1).
    const fn is_ambiguous(&self) -> bool {
        self.is_chunked && self.has_length
    }

    /// Whether a line that came in pieces is one that must be known whole, and is not.
    fn is_cut(&self) -> bool {
        let says_length = |name: &[u8]| value_of(&self.begun, name).is_some();
        self.line > KNOWN_BY && (self.at == At::ChunkSize || says_length(b"content-length:") || says_length(b"transfer-encoding:"))
    }

    /// Passes over bytes that may hold anything.
    fn pass_over(&mut self, left: u64, here: usize) -> usize {
        let taken = usize::try_from(left).unwrap_or(usize::MAX).min(here);
        let left = left - taken as u64;
        self.at = match self.at {
            At::Chunk(_) if left > 0 => At::Chunk(left),
            At::Chunk(_) => At::ChunkSize,
            _ if left > 0 => At::Body(left),
            _ => At::Head,
        };
        taken
    }

    /// Looks at one line, or at what is here of it.
    fn line(&mut self, bytes: &mut [u8]) -> usize {
        let Some(end) = memchr(b'\n', bytes) else {
            self.keep(bytes);
            return bytes.len();
        };
        let before = if end > 0 { bytes[end - 1] } else { self.last };
        if before != b'\r' {
            return self.refuse(bytes, end);
        }
        if self.line == 0 {
            self.ended(&bytes[..end]);
        } else {
            self.keep(&bytes[..end]);
            if self.is_cut() {
                return self.refuse(bytes, end);
            }
            let whole = std::mem::take(&mut self.begun);
            self.ended(&whole);
        }
        if self.at == At::Over {
            bytes[end] = NEVER;
            return bytes.len();
        }
        (self.line, self.last) = (0, b'\n');
        end + 1
    }

    fn keep(&mut self, bytes: &[u8]) {
        let room = KNOWN_BY.saturating_sub(self.begun.len()).min(bytes.len());
        self.begun.extend_from_slice(&bytes[..room]);
        self.line += bytes.len();
        self.last = bytes.last().copied().unwrap_or(self.last);
    }

    /// A line has ended: its text, with the CR unless it is longer than what is kept.
    fn ended(&mut self, line: &[u8]) {
        let is_empty = matches!(line, [] | [b'\r']);
        match self.at {
            At::Head if is_empty && self.is_ambiguous() => self.at = At::Over,
            At::Head if is_empty => self.head_ended(),
            At::Head => self.header(line),
            At::ChunkSize => {
                self.at = chunk_of(line);
                self.is_torn = self.at == At::Over;
            }
            At::Trailers if is_empty => self.begin_again(),
            _ => {}
        }
    }

    fn header(&mut self, line: &[u8]) {
        match line.first() {
            Some(b'c' | b'C') => {
                if let Some(value) = value_of(line, b"content-length:") {
                    (self.length, self.has_length) = (number(value), true);
                }
            }
            Some(b't' | b'T') => self.is_chunked |= value_of(line, b"transfer-encoding:").is_some(),
            _ => {}
        }
    }

    fn head_ended(&mut self) {
        let (length, is_chunked) = (self.length, self.is_chunked);
        self.begin_again();
        if is_chunked {
            self.at = At::ChunkSize;
        } else if length > 0 {
            self.at = At::Body(length);
        }
    }

    fn begin_again(&mut self) {
        (self.at, self.length, self.is_chunked, self.has_length) = (At::Head, 0, false, false);
    }
}

fn value_of<'a>(line: &'a [u8], name: &[u8]) -> Option<&'a [u8]> {
    let (begins, value) = line.split_at_checked(name.len())?;
    begins.eq_ignore_ascii_case(name).then_some(value)
}

/// What the parser takes for a length; what it refuses may be anything here.
fn number(value: &[u8]) -> u64 {
    let text = std::str::from_utf8(value).unwrap_or_default().trim();
    let is_number = text.bytes().all(|byte| byte.is_ascii_digit());
    if is_number { text.parse().unwrap_or(0) } else { 0 }
}

/// The chunk that a line announces: its size in hexadecimal, then maybe extensions.
fn chunk_of(line: &[u8]) -> At {
    let digits = line.iter().take_while(|byte| byte.is_ascii_hexdigit()).count();
    let size = std::str::from_utf8(&line[..digits])
        .ok()
        .and_then(|text| u64::from_str_radix(text, 16).ok());
    match size {
        Some(0) => At::Trailers,
        Some(size) => At::Chunk(size.saturating_add(2)),
        None => At::Over,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// What is read of a text that comes in pieces.
    fn read(text: &[u8], piece: usize) -> (Vec<u8>, At) {
        let (mut reading, mut read) = (Reading::default(), text.to_vec());
        for part in read.chunks_mut(piece.max(1)) {
            reading.look_through(part);
        }
        (read, reading.at)
    }

    #[track_caller]
    fn is_right(text: &[u8]) {
        for piece in [1, 2, 3, 7, text.len()] {
            let (read, at) = read(text, piece);
            assert_eq!(
                String::from_utf8_lossy(&read),
                String::from_utf8_lossy(text),
                "in pieces of {piece}"
            );
            assert_eq!(at, At::Head, "in pieces of {piece}");
        }
    }

    #[track_caller]
    fn is_refused(text: &[u8]) {
        for piece in [1, 2, 3, 7, text.len()] {
            assert!(
                read(text, piece).0.contains(&NEVER),
                "{} in pieces of {piece}",
                String::from_utf8_lossy(text)
            );
        }
    }

    #[test]
    fn requests_one_after_the_other_are_left_as_they_are() {
        is_right(b"GET / HTTP/1.1\r\nHost: a\r\n\r\nGET /b HTTP/1.1\r\nHost: a\r\n\r\n");
        is_right(b"POST / HTTP/1.1\r\nContent-Length: 5\r\n\r\na\nb\n\nGET / HTTP/1.1\r\n\r\n");
        is_right(b"POST / HTTP/1.1\r\ntransfer-ENCODING: chunked\r\n\r\n4;x=y\r\na\nb\n\r\n0\r\nT: 1\r\n\r\nGET / HTTP/1.1\r\n\r\n");
    }

    #[test]
    fn a_bare_line_feed_is_refused_wherever_lines_stand() {
        is_refused(b"GET / HTTP/1.1\nHost: a\r\n\r\n");
        is_refused(b"GET / HTTP/1.1\r\nHost: a\n\r\n");
        is_refused(b"GET / HTTP/1.1\r\nHost: a\r\n\n");
        is_refused(b"\nGET / HTTP/1.1\r\nHost: a\r\n\r\n");
        is_refused(b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n4\nabcd\r\n0\r\n\r\n");
        is_refused(b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nabcd\r\n0\r\nT: 1\n\r\n");
        is_refused(b"POST / HTTP/1.1\r\nContent-Length: 1\r\n\r\naGET / HTTP/1.1\nHost: a\r\n\r\n");
    }

    #[test]
    fn a_length_that_is_said_twice_or_hidden_is_refused() {
        is_refused(b"POST / HTTP/1.1\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
        is_refused(b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n");
        let padded = format!("POST / HTTP/1.1\r\nContent-Length:{}5\r\n\r\nabcde", " ".repeat(60));
        let zeros = format!(
            "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n{}5\r\nab\nde\r\n0\r\n\r\n",
            "0".repeat(60)
        );
        for text in [padded, zeros] {
            for piece in 1..text.len() {
                let (read, at) = read(text.as_bytes(), piece);
                let is_whole = read == text.as_bytes() && at == At::Head;
                assert!(
                    is_whole || (read.contains(&NEVER) && at == At::Over),
                    "in pieces of {piece}: {at:?}"
                );
            }
        }
    }

    proptest! {
        #[test]
        fn bodies_may_hold_anything_and_pieces_do_not_matter(body in prop::collection::vec(any::<u8>(), 1..300), piece in 1..50usize) {
            let mut text = format!("POST / HTTP/1.1\r\nX-Long: {}\r\nContent-Length: {}\r\n\r\n", "x".repeat(90), body.len()).into_bytes();
            text.extend(&body);
            let (left, at) = read(&text, piece);
            prop_assert_eq!((left, at), (text, At::Head));
            let mut text = format!("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n{:x}\r\n", body.len()).into_bytes();
            text.extend(body.iter().chain(b"\r\n0\r\n\r\n"));
            let (left, at) = read(&text, piece);
            prop_assert_eq!((left, at), (text, At::Head));
        }

        #[test]
        fn nothing_but_line_feeds_is_changed(text in prop::collection::vec(prop_oneof![Just(b'\n'), Just(b'\r'), Just(b'0'), any::<u8>()], 0..200), piece in 1..50usize) {
            let (left, _) = read(&text, piece);
            for (before, after) in text.iter().zip(&left) {
                prop_assert!(before == after || (*before == b'\n' && *after == NEVER));
            }
        }
    }
}
