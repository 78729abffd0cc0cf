//! One connection's requests: what may be answered at all, kept pages at once, the rest by the service, each with its
//! number.

use std::convert::Infallible;
use std::net::IpAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Instant;

use axum_core::body::Body;
use doors::client::Connection;
use doors::request::{RequestId, RequestIds, X_REQUEST_ID};
use http::header::{CONNECTION, CONTENT_TYPE, RETRY_AFTER, X_CONTENT_TYPE_OPTIONS};
use http::{HeaderValue, Request, Response, StatusCode};
use hyper::body::{Body as _, Incoming};
use site::Door;
use supervision::unwound;
use tracing::Instrument as _;

use super::host;
use super::service::Service;

/// What connections lead to, and how many there may be at once. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Entrance<S> {
    /// Whose kept pages are answered before anything else is looked at.
    pub(crate) kept: Option<Door>,
    pub(crate) service: S,
    pub(crate) connections: usize,
    pub(crate) numbers: Arc<RequestIds>,
    pub(crate) access: AccessLog,
}

/// Whether every answer has a line in the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum AccessLog {
    Off,
    On,
}

/// The entrance as one connection sees it.
#[derive(Clone)]
pub(super) struct Answering<S> {
    entrance: Entrance<S>,
    from: Option<IpAddr>,
}

impl<S> Answering<S> {
    pub(super) const fn of(entrance: Entrance<S>, from: Option<IpAddr>) -> Self {
        Self { entrance, from }
    }
}

/// An answer that is there, or that is being made.
pub(super) enum Answer {
    There(Option<Response<Body>>),
    Made(Pin<Box<dyn Future<Output = Response<Body>> + Send>>),
}

impl Future for Answer {
    type Output = Result<Response<Body>, Infallible>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        match &mut *self {
            Self::There(answer) => Poll::Ready(Ok(answer.take().unwrap_or_default())),
            Self::Made(making) => making.as_mut().poll(context).map(Ok),
        }
    }
}

impl<S: Service> hyper::service::Service<Request<Incoming>> for Answering<S> {
    type Response = Response<Body>;
    type Error = Infallible;
    type Future = Answer;

    fn call(&self, request: Request<Incoming>) -> Answer {
        if !host::is_right(&request) {
            return Answer::There(Some(closing(StatusCode::BAD_REQUEST)));
        }
        if self.entrance.access == AccessLog::Off
            && let Some(kept) = self.kept(&request)
        {
            return Answer::There(Some(kept));
        }
        Answer::Made(self.made(request))
    }
}

impl<S: Service> Answering<S> {
    fn kept(&self, request: &Request<Incoming>) -> Option<Response<Body>> {
        let answer = self.entrance.kept.as_ref()?.kept(request)?;
        request.body().is_end_stream().then_some(answer)
    }

    fn made(&self, request: Request<Incoming>) -> Pin<Box<dyn Future<Output = Response<Body>> + Send>> {
        let kept = self.kept(&request);
        let (mut service, access) = (self.entrance.service.clone(), self.entrance.access);
        let number = self.entrance.numbers.next();
        let seen = Seen::of(&request, number);
        let mut request = request.map(Body::new);
        request.extensions_mut().insert(Connection(self.from));
        request.extensions_mut().insert(number);
        let span = tracing::info_span!("request", request = %number);
        let making = async move {
            let answer = match kept {
                Some(kept) => Ok(Ok(kept)),
                None => unwound(async { service.call(request).await }).await,
            };
            let mut answer = answer.map_or_else(|_| closing(StatusCode::INTERNAL_SERVER_ERROR), |Ok(answer)| answer);
            if let Ok(number) = HeaderValue::from_str(&number.to_string()) {
                answer.headers_mut().insert(X_REQUEST_ID, number);
            }
            if access == AccessLog::On {
                seen.say(answer.status());
            }
            answer
        };
        Box::pin(making.instrument(span))
    }
}

/// What the log may say of a request: never who asked, nor what they typed behind a question mark.
struct Seen {
    method: http::Method,
    path: String,
    number: RequestId,
    began: Instant,
}

impl Seen {
    fn of(request: &Request<Incoming>, number: RequestId) -> Self {
        Self {
            method: request.method().clone(),
            path: request.uri().path().to_owned(),
            number,
            began: Instant::now(),
        }
    }

    fn say(&self, status: StatusCode) {
        let Self {
            method,
            path,
            number,
            began,
        } = self;
        let took_us = u64::try_from(began.elapsed().as_micros()).unwrap_or(u64::MAX);
        tracing::info!(event = "answered", code = "access", request = %number, %method, path, status = status.as_u16(), took_us);
    }
}

/// An answer behind which the connection ends, with a sentence for whoever reads it.
pub(super) fn closing(status: StatusCode) -> Response<Body> {
    let sentence = match status {
        StatusCode::BAD_REQUEST => "Cette demande est mal écrite. This request is not written as HTTP asks.\n",
        StatusCode::PAYLOAD_TOO_LARGE => "C’est trop pour une page. This is too much for a page.\n",
        StatusCode::SERVICE_UNAVAILABLE => "Le journal revient dans un instant. The paper will be back in a moment.\n",
        _ => "Une faute est de notre côté ; elle est notée. A fault is on our side; it is noted.\n",
    };
    let mut answer = Response::new(Body::from(sentence));
    *answer.status_mut() = status;
    let headers = answer.headers_mut();
    headers.insert(CONNECTION, HeaderValue::from_static("close"));
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    if status == StatusCode::SERVICE_UNAVAILABLE {
        headers.insert(RETRY_AFTER, HeaderValue::from_static("5"));
    }
    answer
}
