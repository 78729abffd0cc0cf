//! The client: one request, over its redirects, within bounds of bytes and time, at a polite pace.

use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::header::{ACCEPT, CONNECTION, HOST, LOCATION, USER_AGENT};
use http::{HeaderValue, Request, Response, StatusCode};
use http_body_util::Empty;
use hyper::body::Incoming;
use hyper::client::conn::http1::Builder;
use hyper_util::rt::TokioIo;
use tokio::task::JoinSet;

use crate::allowed::Allowed;
use crate::answer::{Answer, Body};
use crate::connecting::{Connector, Stream};
use crate::destination::{Destination, DestinationRefused};
use crate::names::{Names, NamesOfTheSystem};
use crate::pace::Pace;
use crate::time::TimeLeft;
use crate::tls::Tls;
use crate::unanswered::Unanswered;

/// How something is asked: nothing that changes anything where it is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    Head,
    Get,
}

/// How far one request may go.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    pub redirects: u32,
    /// Bytes of an answer's head.
    pub head: usize,
    /// Bytes of a body that is read.
    pub body: usize,
    /// Until a host is looked up, and then until a connection stands, handshakes included.
    pub connect: Duration,
    /// From the first connection to the last byte, waiting for one's turn left out.
    pub whole: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            redirects: 10,
            head: 64 << 10,
            body: 1 << 20,
            connect: Duration::from_secs(10),
            whole: Duration::from_secs(30),
        }
    }
}

/// Whom the client says that it is, where it may go, and how it behaves there.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The paper's own address, which whoever is asked may look up.
    pub paper: Option<String>,
    pub allowed: Allowed,
    pub limits: Limits,
    /// Between two requests at one host.
    pub pause: Duration,
    pub names: Arc<dyn Names>,
}

impl Settings {
    /// How long a host is left in peace, unless it is said otherwise.
    pub const PAUSE: Duration = Duration::from_secs(10);

    /// Of a paper, at some address or none yet; no machine of the house is allowed.
    pub fn of(paper: Option<String>) -> Self {
        Self {
            paper,
            allowed: Allowed::default(),
            limits: Limits::default(),
            pause: Self::PAUSE,
            names: Arc::new(NamesOfTheSystem),
        }
    }

    /// `Rotative/0.1.0 (+https://paper.example)`
    fn user_agent(&self) -> HeaderValue {
        const PROGRAM: &str = concat!("Rotative/", env!("CARGO_PKG_VERSION"));
        let named = self.paper.as_ref().map(|paper| format!("{PROGRAM} (+{paper})"));
        let named = named.and_then(|named| HeaderValue::try_from(named).ok());
        named.unwrap_or(HeaderValue::from_static(PROGRAM))
    }
}

/// What asks other machines. One for the whole process, for the pace is kept in it.
#[derive(Debug)]
pub struct Client {
    user_agent: HeaderValue,
    limits: Limits,
    connector: Connector,
    pace: Pace,
}

/// What one host said.
struct Said {
    head: Response<Incoming>,
    connection: JoinSet<()>,
}

impl Client {
    pub fn new(settings: Settings) -> Self {
        Self {
            user_agent: settings.user_agent(),
            limits: settings.limits,
            pace: Pace::of(settings.pause),
            connector: Connector {
                allowed: settings.allowed,
                names: settings.names,
                tls: Tls::default(),
                time: settings.limits.connect,
            },
        }
    }

    /// Asks at an address and wherever it redirects to, each time as if nothing were known of it.
    pub async fn ask(&self, method: Method, address: &str) -> Result<Answer, Unanswered> {
        let mut to = Destination::read(address)?;
        let mut time = TimeLeft::of(self.limits.whole);
        let mut moved = Moved::ForEver(None);
        for _ in 0..=self.limits.redirects {
            let checked = time.spend(self.connector.checked(&to)).await?;
            // Who is not there, or may not be asked, is not waited for.
            self.pace.turn(to.host_name()).await;
            let said = time.spend(self.asked(method, &to, &checked)).await?;
            let Some(next) = redirect_of(&to, &said.head)? else {
                return Ok(self.answer(said, &to, time).moved(moved));
            };
            moved = moved.on(said.head.status(), &next);
            to = next;
        }
        Err(Unanswered::TooManyRedirects(self.limits.redirects))
    }

    async fn asked(&self, method: Method, to: &Destination, checked: &[IpAddr]) -> Result<Said, Unanswered> {
        let request = self.request(method, to)?;
        let stream = self.connector.connect(to, checked).await?;
        let broken = |error| self.broken(&error, to);
        let handshake = self
            .builder()
            .handshake::<TokioIo<Box<dyn Stream>>, Empty<Bytes>>(TokioIo::new(stream));
        let (mut sender, reading) = handshake.await.map_err(broken)?;
        let mut connection = JoinSet::new();
        // How it ends is told to whoever waits for the answer.
        connection.spawn(async move { drop(reading.await) });
        let head = sender.send_request(request).await.map_err(broken)?;
        Ok(Said { head, connection })
    }

    fn builder(&self) -> Builder {
        let mut builder = Builder::new();
        // The one bounds what is taken for a head, the other what is read ahead of it.
        builder
            .max_header_size(self.limits.head)
            .max_buf_size(self.limits.head.max(8 << 10));
        builder
    }

    fn request(&self, method: Method, to: &Destination) -> Result<Request<Empty<Bytes>>, Unanswered> {
        let method = match method {
            Method::Head => http::Method::HEAD,
            Method::Get => http::Method::GET,
        };
        let request = Request::builder().method(method).uri(to.target()).header(HOST, to.authority());
        let request = request
            .header(USER_AGENT, &self.user_agent)
            .header(ACCEPT, "*/*")
            .header(CONNECTION, "close");
        let no_address = |_| DestinationRefused::NoAddress(to.as_str().to_owned());
        Ok(request.body(Empty::new()).map_err(no_address)?)
    }

    fn answer(&self, said: Said, from: &Destination, time: TimeLeft) -> Answer {
        let (head, incoming) = said.head.into_parts();
        Answer {
            status: head.status,
            headers: head.headers,
            address: from.as_str().to_owned(),
            moved_to: None,
            body: Body {
                incoming,
                host: from.host_name(),
                most: self.limits.body,
                time,
                connection: said.connection,
            },
        }
    }

    fn broken(&self, error: &hyper::Error, to: &Destination) -> Unanswered {
        if error.is_parse_too_large() {
            Unanswered::HeadTooLarge((self.limits.head >> 10) as u32)
        } else {
            Unanswered::Broken(to.host_name(), error.to_string())
        }
    }
}

impl Answer {
    fn moved(mut self, moved: Moved) -> Self {
        let (Moved::ForEver(to) | Moved::ForNow(to)) = moved;
        self.moved_to = to;
        self
    }
}

/// Where the first address has moved for ever, while every redirect was one for ever, and after one that was not.
enum Moved {
    ForEver(Option<String>),
    ForNow(Option<String>),
}

impl Moved {
    fn on(self, status: StatusCode, next: &Destination) -> Self {
        let is_for_ever = [StatusCode::MOVED_PERMANENTLY, StatusCode::PERMANENT_REDIRECT].contains(&status);
        match self {
            Self::ForEver(_) if is_for_ever => Self::ForEver(Some(next.as_str().to_owned())),
            Self::ForEver(to) | Self::ForNow(to) => Self::ForNow(to),
        }
    }
}

/// Where a host sends whoever asks, if it does.
fn redirect_of(from: &Destination, head: &Response<Incoming>) -> Result<Option<Destination>, DestinationRefused> {
    let redirects = [301, 302, 303, 307, 308].contains(&head.status().as_u16());
    let location = head.headers().get(LOCATION).filter(|_| redirects);
    let Some(location) = location else { return Ok(None) };
    let location = String::from_utf8_lossy(location.as_bytes());
    from.redirected(&location).map(Some)
}
