//! The readers' entrance: what takes forms by its route, the site for whatever is left over.

use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::Router;
use axum_core::body::Body;
use doors::body::drain;
use http::header::CONNECTION;
use http::{HeaderValue, Request, Response, StatusCode};
use http_body::Body as _;
use site::Door;

use super::answering::closing;

/// No page takes a body: a small one is not looked at, a large one refused.
const BODY_BYTES: u64 = 64 << 10;
/// Time to make a page.
const PAGE_TIME: Duration = Duration::from_secs(30);

/// Routes of rooms that take forms are added here; a path that none of them has is the site’s.
pub(crate) fn readers(site: Door) -> Router {
    Router::new().fallback_service(Pages { site })
}

/// The site within the limits of pages. A page writes nothing: it may be given up at any time.
#[derive(Clone)]
struct Pages {
    site: Door,
}

impl tower::Service<Request<Body>> for Pages {
    type Response = Response<Body>;
    type Error = Infallible;
    type Future = Pin<Box<dyn Future<Output = Result<Response<Body>, Infallible>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<Body>) -> Self::Future {
        let body = request.body().size_hint();
        let is_empty = request.body().is_end_stream();
        if body.lower() > BODY_BYTES {
            return Box::pin(async move {
                drain(request.into_body()).await;
                Ok(closing(StatusCode::PAYLOAD_TOO_LARGE))
            });
        }
        let making = self.site.call(request.map(drop));
        Box::pin(async move {
            let answer = tokio::time::timeout(PAGE_TIME, making).await;
            let mut answer = answer.unwrap_or_else(|_| Ok(closing(StatusCode::SERVICE_UNAVAILABLE)))?;
            if !is_empty {
                // What was not read would stand before the next request.
                answer.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
            }
            Ok(answer)
        })
    }
}
