//! What was answered: status, head, and a body of bounded length for who wants it.

use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use http_body_util::{BodyExt as _, LengthLimitError, Limited};
use hyper::body::Incoming;
use tokio::task::JoinSet;

use crate::time::TimeLeft;
use crate::unanswered::Unanswered;

/// An answer, after all redirects. Dropped, its connection is closed, whatever of the body is still to come.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    /// Where it was answered.
    pub address: String,
    /// Where the first address has gone for ever, as its host says (301, 308).
    pub moved_to: Option<String>,
    pub(crate) body: Body,
}

/// A body that is still to come, and how much is waited for and taken.
#[derive(Debug)]
pub(crate) struct Body {
    pub(crate) incoming: Incoming,
    pub(crate) host: String,
    pub(crate) most: usize,
    pub(crate) time: TimeLeft,
    /// What reads from the connection; it ends with the answer.
    pub(crate) connection: JoinSet<()>,
}

impl Answer {
    /// The whole body, if it is no larger than the client's bound and there in time.
    pub async fn body(self) -> Result<Bytes, Unanswered> {
        self.body.whole().await
    }
}

impl Body {
    async fn whole(self) -> Result<Bytes, Unanswered> {
        let Self {
            incoming,
            host,
            most,
            mut time,
            connection,
        } = self;
        let collected = Limited::new(incoming, most).collect();
        let read = time
            .spend(async { collected.await.map_err(|error| unread(error.as_ref(), host, most)) })
            .await;
        drop(connection);
        Ok(read?.to_bytes())
    }
}

fn unread(error: &(dyn std::error::Error + Send + Sync + 'static), host: String, most: usize) -> Unanswered {
    if error.is::<LengthLimitError>() {
        Unanswered::BodyTooLarge((most >> 10) as u32)
    } else {
        Unanswered::Broken(host, error.to_string())
    }
}
