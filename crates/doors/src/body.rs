//! Bodies within limits of bytes and of time: a small one in memory, a large one given on as it comes.

use std::io::{self, Read};
use std::time::Duration;

use axum_core::body::Body;
use bytes::{Buf as _, Bytes, BytesMut};
use http_body::Body as _;
use http_body_util::BodyExt as _;
use manuscript::refusals;
use tokio::sync::mpsc;

/// How large a body may be, and how long it may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    pub bytes: u64,
    /// From the first byte asked for to the last one read.
    pub time: Duration,
}

/// A form: acts as JSON, a manuscript among them.
pub const FORM: Limits = Limits {
    bytes: 8 << 20,
    time: Duration::from_secs(30),
};

/// A file: a film on a slow line.
pub const UPLOAD: Limits = Limits {
    bytes: 512 << 20,
    time: Duration::from_mins(30),
};

refusals! {
    /// Why a body was not read to its end.
    #[derive(Debug)]
    pub enum BodyRefused [] {
        TooLarge(most: u64):
            "this is larger than {most} bytes, nothing of it was kept: send less at once"
            / "ceci dépasse {most} octets, rien n’en a été gardé : envoyez-en moins à la fois",
        TooSlow(seconds: u64):
            "this took longer than {seconds} seconds to arrive, nothing of it was kept: send it again, on a better line if there is one"
            / "ceci a mis plus de {seconds} secondes à arriver, rien n’en a été gardé : renvoyez-le, par une meilleure ligne s’il y en a une",
        CutShort:
            "this ended before its end, nothing of it was kept: send it again"
            / "ceci s’est arrêté avant sa fin, rien n’en a été gardé : renvoyez-le",
        Unwritable(error: std::io::Error):
            "this could not be written to the disk, nothing of it was kept: {error}"
            / "ceci n’a pas pu être écrit sur le disque, rien n’en a été gardé : {error}",
    }
}

/// Reads a whole body.
pub async fn whole(body: &mut Body, limits: Limits) -> Result<Bytes, BodyRefused> {
    within(limits, async {
        let mut parts = Parts::of(body, limits)?;
        let mut read = BytesMut::new();
        while let Some(part) = parts.next().await? {
            read.extend_from_slice(&part);
        }
        Ok(read.freeze())
    })
    .await
}

/// So many parts of a body are in memory before whoever reads it has read them.
const PARTS: usize = 4;

/// A body for somebody who reads it in a thread that may wait, and the giving of it, which is over when all of it was given
/// or nobody reads any more. Whoever reads gets an error where the body ends before its end.
pub fn piped(body: &mut Body, limits: Limits) -> (impl Future<Output = Result<(), BodyRefused>>, Piped) {
    let (give, parts) = mpsc::channel(PARTS);
    let giving = within(limits, async move {
        let mut parts = Parts::of(body, limits)?;
        while let Some(part) = parts.next().await? {
            if give.send(Given::Part(part)).await.is_err() {
                return Ok(());
            }
        }
        // Nobody need read to the end.
        let _ = give.send(Given::All).await;
        Ok(())
    });
    let piped = Piped {
        parts,
        part: Bytes::new(),
        is_whole: false,
    };
    (giving, piped)
}

enum Given {
    Part(Bytes),
    All,
}

/// What comes of a body. It is read in a thread that may wait.
#[derive(Debug)]
pub struct Piped {
    parts: mpsc::Receiver<Given>,
    /// What was not read yet of what came last.
    part: Bytes,
    is_whole: bool,
}

impl Read for Piped {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        while self.part.is_empty() && !self.is_whole {
            match self.parts.blocking_recv() {
                Some(Given::Part(part)) => self.part = part,
                Some(Given::All) => self.is_whole = true,
                None => return Err(io::ErrorKind::UnexpectedEof.into()),
            }
        }
        let length = into.len().min(self.part.len());
        self.part.copy_to_slice(&mut into[..length]);
        Ok(length)
    }
}

/// How much of a body that nobody wants is read all the same, and for how long.
const LEFT: Limits = Limits {
    bytes: 256 << 10,
    time: Duration::from_millis(500),
};

/// Reads some of what nobody wants: a connection that is closed over unread bytes is reset, and its answer lost on the way.
pub async fn drain(body: Body) {
    let reading = async {
        let (mut body, mut length) = (body, 0);
        while let Some(Ok(frame)) = body.frame().await {
            length += frame.data_ref().map_or(0, |part| part.len() as u64);
            if length > LEFT.bytes {
                return;
            }
        }
    };
    let _ = tokio::time::timeout(LEFT.time, reading).await;
}

async fn within<T>(limits: Limits, reading: impl Future<Output = Result<T, BodyRefused>>) -> Result<T, BodyRefused> {
    let read = tokio::time::timeout(limits.time, reading).await;
    read.unwrap_or(Err(BodyRefused::TooSlow(limits.time.as_secs())))
}

/// A body, part by part.
struct Parts<'a> {
    body: &'a mut Body,
    most: u64,
    /// Of what was read so far.
    length: u64,
}

impl<'a> Parts<'a> {
    /// Whoever says beforehand that it is too much is not listened to.
    fn of(body: &'a mut Body, limits: Limits) -> Result<Self, BodyRefused> {
        let most = limits.bytes;
        if body.size_hint().lower() > most {
            return Err(BodyRefused::TooLarge(most));
        }
        Ok(Self { body, most, length: 0 })
    }

    async fn next(&mut self) -> Result<Option<Bytes>, BodyRefused> {
        while let Some(frame) = self.body.frame().await {
            let Ok(part) = frame.map_err(|_| BodyRefused::CutShort)?.into_data() else {
                continue;
            };
            self.length += part.len() as u64;
            if self.length > self.most {
                return Err(BodyRefused::TooLarge(self.most));
            }
            return Ok(Some(part));
        }
        Ok(None)
    }
}

#[cfg(test)]
mod tests {
    use manuscript::refusal::Refusal as _;

    use super::*;

    const SMALL: Limits = Limits {
        bytes: 10,
        time: Duration::from_secs(5),
    };

    /// A body whose length nobody was told of.
    struct Told(Vec<&'static str>);

    impl http_body::Body for Told {
        type Data = Bytes;
        type Error = std::io::Error;

        fn poll_frame(
            mut self: std::pin::Pin<&mut Self>,
            _: &mut std::task::Context<'_>,
        ) -> std::task::Poll<Option<Result<http_body::Frame<Bytes>, std::io::Error>>> {
            if self.0.first() == Some(&"...") {
                return std::task::Poll::Pending;
            }
            let next = (!self.0.is_empty()).then(|| self.0.remove(0));
            match next {
                Some("!") => std::task::Poll::Ready(Some(Err(std::io::Error::other("gone")))),
                Some(part) => std::task::Poll::Ready(Some(Ok(http_body::Frame::data(Bytes::from_static(part.as_bytes()))))),
                None => std::task::Poll::Ready(None),
            }
        }
    }

    /// What is read of a body in a thread, and how the giving ended.
    async fn read_piped(parts: &[&'static str]) -> (Result<String, io::ErrorKind>, Result<(), String>) {
        let mut body = Body::new(Told(parts.to_vec()));
        let (giving, piped) = piped(&mut body, SMALL);
        let reading = tokio::task::spawn_blocking(|| io::read_to_string(piped).map_err(|error| error.kind()));
        let (given, read) = tokio::join!(giving, reading);
        (read.unwrap(), given.map_err(|refused| refused.code()))
    }

    #[tokio::test]
    async fn whoever_reads_a_body_in_a_thread_gets_all_of_it_or_an_error() {
        let cut_short = || Err(io::ErrorKind::UnexpectedEof);
        assert_eq!(read_piped(&["12345", "", "67890"]).await, (Ok("1234567890".into()), Ok(())));
        assert_eq!(read_piped(&[]).await, (Ok(String::new()), Ok(())));
        assert_eq!(read_piped(&["12345", "678901"]).await, (cut_short(), Err("body.too_large".into())));
        assert_eq!(read_piped(&["1", "!"]).await, (cut_short(), Err("body.cut_short".into())));
    }

    #[tokio::test]
    async fn giving_ends_when_nobody_reads_any_more() {
        let mut body = Body::new(Told(vec!["1"; 10]));
        let (giving, piped) = piped(&mut body, SMALL);
        drop(piped);
        giving.await.unwrap();
    }

    async fn read(parts: &[&'static str]) -> Result<Bytes, String> {
        let read = whole(&mut Body::new(Told(parts.to_vec())), SMALL).await;
        read.map_err(|refused| refused.code())
    }

    #[tokio::test(start_paused = true)]
    async fn a_body_is_read_to_its_limits_and_no_further() {
        assert_eq!(read(&["12345", "67890"]).await.unwrap(), "1234567890");
        assert_eq!(read(&["12345", "678901"]).await, Err("body.too_large".into()));
        assert_eq!(read(&["1", "..."]).await, Err("body.too_slow".into()));
        assert_eq!(read(&["1", "!"]).await, Err("body.cut_short".into()));
        let said_before = whole(&mut Body::from("12345678901"), SMALL).await;
        assert_eq!(said_before.unwrap_err().code(), "body.too_large");
    }
}
