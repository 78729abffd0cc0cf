//! A machine of the house: one host that whoever keeps this machine names in its configuration, for what the paper keeps there.
//! It may stand at any address and port, never redirects, and whoever stands still there is given up.

use std::fmt;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http::header::{CONTENT_LENGTH, HOST, USER_AGENT};
use http::{HeaderMap, HeaderName, HeaderValue, Method, Request, StatusCode};
use http_body_util::BodyExt as _;
use hyper::body::{Body, Frame, Incoming, SizeHint};
use hyper::client::conn::http1::{self, SendRequest};
use hyper_util::rt::TokioIo;
use tokio::sync::mpsc::{self, Receiver};
use tokio::sync::watch;
use tokio::time::{Instant, sleep_until, timeout};

use crate::allowed::Allowed;
use crate::connecting::Connector;
use crate::destination::{Destination, DestinationRefused};
use crate::names::NamesOfTheSystem;
use crate::tls::Tls;
use crate::unanswered::Unanswered;

const PROGRAM: HeaderValue = HeaderValue::from_static(concat!("Rotative/", env!("CARGO_PKG_VERSION")));

/// How long it is waited for.
#[derive(Clone, Copy, Debug)]
pub struct Times {
    /// Until a host is looked up, and then until a connection stands, handshakes included.
    pub connect: Duration,
    /// Without a byte in either direction.
    pub still: Duration,
}

/// A machine of the house. Connections are used again.
pub struct House {
    at: Destination,
    connector: Connector,
    still: Duration,
    idle: Arc<Idle>,
}

/// Connections on which nothing is asked at the moment.
type Idle = Mutex<Vec<SendRequest<Sending>>>;

/// So many wait to be used again.
const IDLE: usize = 8;

/// What is asked of it, with its path and its question.
#[derive(Debug)]
pub struct Asked {
    pub method: Method,
    pub target: String,
    pub headers: Vec<(HeaderName, HeaderValue)>,
    pub sending: Sending,
}

/// A body on its way there: nothing, or pieces of a known length all together.
pub struct Sending {
    pieces: Option<Receiver<Bytes>>,
    left: u64,
    moved: watch::Sender<Instant>,
}

/// What it answered. The body comes piece by piece.
pub struct Answered {
    pub status: StatusCode,
    pub headers: HeaderMap,
    body: Incoming,
    still: Duration,
    host: String,
    /// Goes back to the others once the body is whole.
    connection: Option<SendRequest<Sending>>,
    idle: Arc<Idle>,
}

impl House {
    /// The one at an address, of which nothing but scheme, host and port counts.
    pub fn at(address: &str, times: Times) -> Result<Self, DestinationRefused> {
        let at = Destination::read(address)?;
        Ok(Self {
            connector: Connector {
                allowed: Allowed::just(&at),
                names: Arc::new(NamesOfTheSystem),
                tls: Tls::default(),
                time: times.connect,
            },
            still: times.still,
            idle: Arc::default(),
            at,
        })
    }

    /// Asks once. A connection that the other side had closed meanwhile is no answer: another one is taken.
    pub async fn ask(&self, asked: Asked) -> Result<Answered, Unanswered> {
        let mut moved = asked.sending.moved.subscribe();
        let mut request = self.request(asked)?;
        loop {
            let (mut connection, is_fresh) = match self.idle().await {
                Some(idle) => (idle, false),
                None => (self.connected().await?, true),
            };
            let sent = tokio::select! {
                sent = connection.try_send_request(request) => sent,
                () = stands_still((&mut moved, Instant::now()), self.still) => return Err(self.stood_still()),
            };
            match sent {
                Ok(answer) => return Ok(self.answered(answer, connection)),
                Err(mut not) => match not.take_message().filter(|_| !is_fresh) {
                    Some(again) => request = again,
                    None => return Err(self.broken(&not.into_error())),
                },
            }
        }
    }

    fn request(&self, asked: Asked) -> Result<Request<Sending>, Unanswered> {
        let length = asked.sending.left;
        let mut request = Request::builder()
            .method(&asked.method)
            .uri(&asked.target)
            .header(HOST, self.at.authority())
            .header(USER_AGENT, PROGRAM);
        for (name, value) in asked.headers {
            request = request.header(name, value);
        }
        if asked.method == Method::PUT {
            request = request.header(CONTENT_LENGTH, length);
        }
        // The question of an address may hold a signature: it is not said again.
        let no_address = |_| DestinationRefused::NoAddress(self.at.host_name());
        Ok(request.body(asked.sending).map_err(no_address)?)
    }

    async fn idle(&self) -> Option<SendRequest<Sending>> {
        loop {
            let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop()?;
            if idle.ready().await.is_ok() {
                return Some(idle);
            }
        }
    }

    async fn connected(&self) -> Result<SendRequest<Sending>, Unanswered> {
        let checked = self.connector.checked(&self.at).await?;
        let stream = self.connector.connect(&self.at, &checked).await?;
        let shaken = timeout(self.still, http1::handshake(TokioIo::new(stream))).await;
        let (connection, reading) = shaken.map_err(|_| self.stood_still())?.map_err(|error| self.broken(&error))?;
        // How it ends is told to whoever waits for the answer.
        tokio::spawn(async move { drop(reading.await) });
        Ok(connection)
    }

    fn answered(&self, answer: http::Response<Incoming>, connection: SendRequest<Sending>) -> Answered {
        let (head, body) = answer.into_parts();
        Answered {
            status: head.status,
            headers: head.headers,
            body,
            still: self.still,
            host: self.at.host_name(),
            connection: Some(connection),
            idle: Arc::clone(&self.idle),
        }
    }

    fn broken(&self, error: &hyper::Error) -> Unanswered {
        Unanswered::Broken(self.at.host_name(), error.to_string())
    }

    fn stood_still(&self) -> Unanswered {
        Unanswered::StoodStill(self.at.host_name(), self.still.as_secs() as u32)
    }
}

impl fmt::Debug for House {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("House").field("at", &self.at.as_str()).finish_non_exhaustive()
    }
}

/// Ends once nothing has moved for so long since a request began: what connecting took does not count.
async fn stands_still((moved, began): (&mut watch::Receiver<Instant>, Instant), still: Duration) {
    loop {
        let last = *moved.borrow_and_update();
        sleep_until(last.max(began) + still).await;
        if *moved.borrow() == last {
            return;
        }
    }
}

impl Sending {
    pub fn nothing() -> Self {
        Self {
            pieces: None,
            left: 0,
            moved: watch::Sender::new(Instant::now()),
        }
    }

    /// What comes in pieces through the sender, all together of a length.
    pub fn pieces(length: u64) -> (mpsc::Sender<Bytes>, Self) {
        let (sender, pieces) = mpsc::channel(4);
        let sending = Self {
            pieces: Some(pieces),
            left: length,
            ..Self::nothing()
        };
        (sender, sending)
    }
}

impl fmt::Debug for Sending {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sending").field("left", &self.left).finish_non_exhaustive()
    }
}

impl Body for Sending {
    type Data = Bytes;
    type Error = CutShort;

    fn poll_frame(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, CutShort>>> {
        let Some(pieces) = &mut self.pieces else { return Poll::Ready(None) };
        let next = std::task::ready!(pieces.poll_recv(context));
        self.moved.send_replace(Instant::now());
        Poll::Ready(match next {
            Some(piece) => {
                self.left = self.left.saturating_sub(piece.len() as u64);
                Some(Ok(Frame::data(piece)))
            }
            None if self.left > 0 => Some(Err(CutShort)),
            None => None,
        })
    }

    fn is_end_stream(&self) -> bool {
        self.pieces.is_none()
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.left)
    }
}

/// Whoever gave the pieces stopped before the last one.
#[derive(Debug)]
pub struct CutShort;

impl std::error::Error for CutShort {}

impl fmt::Display for CutShort {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("what is sent was cut short on this side")
    }
}

impl Answered {
    /// The next piece of the body; nothing after the last one.
    pub async fn piece(&mut self) -> Result<Option<Bytes>, Unanswered> {
        loop {
            let next = timeout(self.still, self.body.frame()).await;
            let next = next.map_err(|_| Unanswered::StoodStill(self.host.clone(), self.still.as_secs() as u32))?;
            match next {
                None => {
                    self.let_go();
                    return Ok(None);
                }
                Some(Err(error)) => return Err(Unanswered::Broken(self.host.clone(), error.to_string())),
                Some(Ok(frame)) => {
                    if let Ok(piece) = frame.into_data() {
                        return Ok(Some(piece));
                    }
                }
            }
        }
    }

    /// The whole body, of no more than so many bytes.
    pub async fn whole(&mut self, most: usize) -> Result<Vec<u8>, Unanswered> {
        let mut whole = Vec::new();
        while let Some(piece) = self.piece().await? {
            whole.extend_from_slice(&piece);
            if whole.len() > most {
                return Err(Unanswered::BodyTooLarge((most >> 10) as u32));
            }
        }
        Ok(whole)
    }

    fn let_go(&mut self) {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        if idle.len() < IDLE {
            idle.extend(self.connection.take());
        }
    }
}

impl fmt::Debug for Answered {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Answered").field("status", &self.status).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    use tokio::net::{TcpListener, TcpStream};

    use super::*;

    const TIMES: Times = Times {
        connect: Duration::from_secs(5),
        still: Duration::from_millis(300),
    };

    async fn house() -> (TcpListener, House) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let house = House::at(&format!("http://{}", listener.local_addr().unwrap()), TIMES).unwrap();
        (listener, house)
    }

    fn get(target: &str) -> Asked {
        Asked {
            method: Method::GET,
            target: target.into(),
            headers: Vec::new(),
            sending: Sending::nothing(),
        }
    }

    async fn head_of(stream: &mut TcpStream) -> String {
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            head.push(stream.read_u8().await.unwrap());
        }
        String::from_utf8(head).unwrap()
    }

    #[tokio::test]
    async fn one_connection_is_used_again_and_one_that_was_closed_is_not() {
        let (listener, house) = house().await;
        let server = tokio::spawn(async move {
            let (mut stream, _) = listener.accept().await.unwrap();
            for _ in 0..2 {
                head_of(&mut stream).await;
                stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok").await.unwrap();
            }
            drop(stream);
            let (mut stream, _) = listener.accept().await.unwrap();
            head_of(&mut stream).await;
            stream
                .write_all(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")
                .await
                .unwrap();
        });
        for _ in 0..2 {
            assert_eq!(house.ask(get("/a")).await.unwrap().whole(10).await.unwrap(), b"ok");
        }
        assert_eq!(house.ask(get("/a")).await.unwrap().status, StatusCode::NOT_FOUND);
        server.await.unwrap();
    }

    #[tokio::test]
    async fn whoever_stands_still_is_given_up_before_and_within_an_answer() {
        let (listener, house) = house().await;
        let stood = Unanswered::StoodStill("127.0.0.1".into(), 0);
        let server = tokio::spawn(async move {
            let (mut first, _) = listener.accept().await.unwrap();
            head_of(&mut first).await;
            let (mut second, _) = listener.accept().await.unwrap();
            head_of(&mut second).await;
            second.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nok").await.unwrap();
            (first, second)
        });
        assert_eq!(house.ask(get("/a")).await.unwrap_err(), stood);
        let mut answered = house.ask(get("/a")).await.unwrap();
        assert_eq!(answered.piece().await.unwrap().unwrap(), "ok");
        assert_eq!(answered.piece().await.unwrap_err(), stood);
        server.await.unwrap();
    }

    #[tokio::test(start_paused = true)]
    async fn what_connecting_takes_is_no_standing_still() {
        let sending = Sending::nothing();
        let mut moved = sending.moved.subscribe();
        tokio::time::advance(TIMES.still * 2).await;
        let began = Instant::now();
        stands_still((&mut moved, began), TIMES.still).await;
        assert_eq!(began.elapsed(), TIMES.still);
    }

    #[tokio::test]
    async fn what_is_sent_has_its_length_and_a_giver_who_stops_sends_no_whole() {
        let (listener, house) = house().await;
        let server = tokio::spawn(async move {
            let (mut stream, _) = listener.accept().await.unwrap();
            let head = head_of(&mut stream).await;
            let mut body = [0; 4];
            stream.read_exact(&mut body).await.unwrap();
            stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n").await.unwrap();
            let mut second = Vec::new();
            stream.read_to_end(&mut second).await.unwrap();
            (head, body, String::from_utf8(second).unwrap())
        });
        let put = |sending| Asked {
            method: Method::PUT,
            sending,
            ..get("/a")
        };
        let (sender, sending) = Sending::pieces(4);
        sender.send(Bytes::from_static(b"ab")).await.unwrap();
        sender.send(Bytes::from_static(b"cd")).await.unwrap();
        drop(sender);
        let mut answered = house.ask(put(sending)).await.unwrap();
        assert!(answered.whole(10).await.unwrap().is_empty());
        let (sender, sending) = Sending::pieces(4);
        sender.send(Bytes::from_static(b"ab")).await.unwrap();
        drop(sender);
        assert!(matches!(house.ask(put(sending)).await, Err(Unanswered::Broken(..))));
        let (head, body, second) = server.await.unwrap();
        assert!(head.contains("content-length: 4\r\n") && &body == b"abcd", "{head}");
        // As much of it as went before it was known: never all.
        let sent = second.split_once("\r\n\r\n").map_or("", |(_, sent)| sent);
        assert!(sent.len() < 4, "{second}");
    }
}
