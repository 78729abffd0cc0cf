//! The accept loop: limits on the head of a request, RFC 9112 to the letter, numbers of requests, and a graceful stop.

mod answering;
mod host;
mod line_ends;
mod operators_at;
mod pages;
mod service;
mod sockets;

use std::sync::Arc;
use std::time::Duration;

use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio_io_timeout::TimeoutStream;
use tokio_util::sync::CancellationToken;

use answering::Answering;
use line_ends::LineEnds;

pub(crate) use answering::{AccessLog, Entrance};
pub(crate) use operators_at::OperatorsAt;
pub(crate) use pages::readers;
pub(crate) use service::Service;
pub(crate) use sockets::{Listens, Local, Remote};

/// Request line and headers together, in bytes.
const HEAD_BYTES: usize = 16 << 10;
const HEADERS: usize = 64;
/// Time to send the head of a request and to idle between two, to take the next bytes of an answer.
const HEAD_TIME: Duration = Duration::from_secs(15);
const WRITE_TIME: Duration = Duration::from_secs(30);
/// How long a connection that was let in has to be heard when the stop comes.
const HEARING: Duration = Duration::from_millis(50);
/// How long connections may finish after the stop was asked for.
const FAREWELL: Duration = Duration::from_secs(10);

/// Serves until the token is cancelled, then lets what is under way finish, whoever waits at the door included.
pub(crate) async fn listen<L: Listens, S: Service>(listener: L, entrance: Entrance<S>, stop: CancellationToken) {
    let graceful = GracefulShutdown::new();
    let room = Arc::new(Semaphore::new(entrance.connections));
    loop {
        let Ok(permit) = Arc::clone(&room).acquire_owned().await else {
            break;
        };
        let accepted = tokio::select! {
            () = stop.cancelled() => break,
            accepted = listener.accept() => accepted,
        };
        let Ok(stream) = accepted else {
            // Out of file descriptors, or the reader went away already: others still come.
            tokio::time::sleep(Duration::from_millis(20)).await;
            continue;
        };
        answer(graceful.watch(connection(stream, &entrance, KeepAlive::Yes)), permit);
    }
    for stream in listener.at_the_door() {
        let Ok(permit) = Arc::clone(&room).try_acquire_owned() else {
            break;
        };
        // Told to stop, a connection that has read nothing yet would end at once: these answer one request each.
        answer(connection(stream, &entrance, KeepAlive::No), permit);
    }
    let all = u32::try_from(entrance.connections).unwrap_or(u32::MAX);
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

type Io<T> = TokioIo<std::pin::Pin<Box<TimeoutStream<LineEnds<T>>>>>;

/// Whether a connection may ask again.
#[derive(Clone, Copy, PartialEq, Eq)]
enum KeepAlive {
    Yes,
    No,
}

fn connection<L: sockets::Stream, S: Service>(
    stream: sockets::Accepted<L>,
    entrance: &Entrance<S>,
    keep_alive: KeepAlive,
) -> http1::Connection<Io<L>, Answering<S>> {
    let from = stream.from;
    let mut stream = TimeoutStream::new(LineEnds::of(stream.stream));
    stream.set_write_timeout(Some(WRITE_TIME));
    http1::Builder::new()
        .timer(TokioTimer::new())
        .keep_alive(keep_alive == KeepAlive::Yes)
        // Whoever has said all may close that half: what was asked is answered.
        .half_close(true)
        .header_read_timeout(HEAD_TIME)
        .max_headers(HEADERS)
        .max_buf_size(HEAD_BYTES)
        .serve_connection(TokioIo::new(Box::pin(stream)), Answering::of(entrance.clone(), from))
}
