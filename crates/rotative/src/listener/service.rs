//! What answers requests.

use std::convert::Infallible;

use axum_core::body::Body;
use http::{Request, Response};

/// What answers a request: any service of `tower`.
pub(crate) trait Service:
    tower::Service<Request<Body>, Response = Response<Body>, Error = Infallible, Future: Send> + Clone + Send + Sync + 'static
{
}

impl<S> Service for S where
    S: tower::Service<Request<Body>, Response = Response<Body>, Error = Infallible, Future: Send> + Clone + Send + Sync + 'static
{
}
