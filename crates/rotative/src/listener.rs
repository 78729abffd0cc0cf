//! The accept loop: limits on request line, headers, body and time, and a graceful stop.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum_core::body::Body;
use http::{HeaderValue, Request, Response, StatusCode, header::CONNECTION};
use http_body::Body as _;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio_io_timeout::TimeoutStream;
use tokio_util::sync::CancellationToken;
use tower::Service as _;

use site::Door;

/// Request line and headers together, in bytes.
const HEAD_BYTES: usize = 16 << 10;
const HEADERS: usize = 64;
/// Nothing that readers send has a body yet; a small one is ignored, a large one refused.
const BODY_BYTES: u64 = 64 << 10;
/// Time to send the head of a request, to idle between two, to take the next bytes of an answer, to make a page.
const HEAD_TIME: Duration = Duration::from_secs(15);
const WRITE_TIME: Duration = Duration::from_secs(30);
const PAGE_TIME: Duration = Duration::from_secs(30);
/// How long a connection that was let in has to be heard when the stop comes.
const HEARING: Duration = Duration::from_millis(50);
/// How long connections may finish after the stop was asked for.
const FAREWELL: Duration = Duration::from_secs(10);

/// What connections lead to, and how many there may be at once.
pub(crate) struct Entrance {
    pub(crate) door: Door,
    pub(crate) connections: usize,
}

/// Serves until the token is cancelled, then lets what is under way finish, whoever waits at the door included.
pub(crate) async fn listen(listener: TcpListener, entrance: Entrance, stop: CancellationToken) {
    let Entrance { door, connections } = entrance;
    let graceful = GracefulShutdown::new();
    let room = Arc::new(Semaphore::new(connections));
    loop {
        let Ok(permit) = Arc::clone(&room).acquire_owned().await else {
            break;
        };
        let accepted = tokio::select! {
            () = stop.cancelled() => break,
            accepted = listener.accept() => accepted,
        };
        let Ok((stream, _)) = accepted else {
            // Out of file descriptors, or the reader went away already: others still come.
            tokio::time::sleep(Duration::from_millis(20)).await;
            continue;
        };
        answer(graceful.watch(connection(stream, door.clone(), KeepAlive::Yes)), permit);
    }
    for stream in at_the_door(listener) {
        let Ok(permit) = Arc::clone(&room).try_acquire_owned() else {
            break;
        };
        // Told to stop, a connection that has read nothing yet would end at once: these answer one request each.
        answer(connection(stream, door.clone(), KeepAlive::No), permit);
    }
    let all = u32::try_from(connections).unwrap_or(u32::MAX);
    let farewell = async {
        // Whoever was let in a moment ago may have asked already, and we have not read it: to be told to stop before that
        // would end the connection without an answer.
        tokio::time::sleep(HEARING).await;
        graceful.shutdown().await;
        let _ = room.acquire_many(all).await;
    };
    let _ = tokio::time::timeout(FAREWELL, farewell).await;
}

fn answer(connection: impl Future<Output: Send> + Send + 'static, permit: OwnedSemaphorePermit) {
    tokio::spawn(async move {
        // How a connection ends is the reader's own business: lost signal, closed lid.
        let _ = connection.await;
        drop(permit);
    });
}

/// Whom the system has let in and we have not taken yet: closing the listener would cut them off.
fn at_the_door(listener: TcpListener) -> impl Iterator<Item = TcpStream> {
    let listener = listener.into_std().ok();
    std::iter::from_fn(move || {
        let (stream, _) = listener.as_ref()?.accept().ok()?;
        stream.set_nonblocking(true).ok()?;
        TcpStream::from_std(stream).ok()
    })
}

type Connection = http1::Connection<TokioIo<std::pin::Pin<Box<TimeoutStream<TcpStream>>>>, Answering>;

/// Whether a connection may ask again.
#[derive(Clone, Copy, PartialEq, Eq)]
enum KeepAlive {
    Yes,
    No,
}

fn connection(stream: TcpStream, door: Door, keep_alive: KeepAlive) -> Connection {
    let _ = stream.set_nodelay(true);
    let mut stream = TimeoutStream::new(stream);
    stream.set_write_timeout(Some(WRITE_TIME));
    http1::Builder::new()
        .timer(TokioTimer::new())
        .keep_alive(keep_alive == KeepAlive::Yes)
        .header_read_timeout(HEAD_TIME)
        .max_headers(HEADERS)
        .max_buf_size(HEAD_BYTES)
        .serve_connection(TokioIo::new(Box::pin(stream)), Answering { door })
}

/// The door with a limit on bodies and time.
#[derive(Clone)]
pub(crate) struct Answering {
    door: Door,
}

impl hyper::service::Service<Request<Incoming>> for Answering {
    type Response = Response<Body>;
    type Error = Infallible;
    type Future = site::Answering;

    fn call(&self, request: Request<Incoming>) -> Self::Future {
        let is_empty = request.body().is_end_stream();
        if let Some(answer) = self.door.kept(&request).filter(|_| is_empty) {
            return Box::pin(std::future::ready(Ok(answer)));
        }
        let mut door = self.door.clone();
        Box::pin(async move {
            match request.body().size_hint().exact() {
                None => return Ok(closing(StatusCode::LENGTH_REQUIRED)),
                Some(length) if length > BODY_BYTES => return Ok(closing(StatusCode::PAYLOAD_TOO_LARGE)),
                Some(_) => {}
            }
            let answer = tokio::time::timeout(PAGE_TIME, door.call(request)).await;
            let mut answer = answer.unwrap_or_else(|_| Ok(closing(StatusCode::SERVICE_UNAVAILABLE)))?;
            if !is_empty {
                // What was not read would stand before the next request.
                answer.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
            }
            Ok(answer)
        })
    }
}

fn closing(status: StatusCode) -> Response<Body> {
    let mut answer = Response::new(Body::empty());
    *answer.status_mut() = status;
    answer.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
    answer
}
