//! The door: a request comes in, a kept page goes out; what is not kept is made.

use std::convert::Infallible;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use axum_core::body::Body;
use bytes::Bytes;
use http::header::{
    ACCEPT_RANGES, ALLOW, CONTENT_LENGTH, CONTENT_RANGE, CONTENT_TYPE, IF_MATCH, IF_NONE_MATCH, IF_UNMODIFIED_SINCE, RANGE,
};
use http::{HeaderName, HeaderValue, Method, Request, Response, StatusCode};
use manuscript::reserved::Keeper;
use manuscript::route::{Asset, Route};
use supervision::{Ends, Kind};

use crate::negotiation::{self, Condition, Encoding};
use crate::page::{Page, Rendition};
use crate::question::{Question, is_too_long};
use crate::ranges::{Wanted, wanted};
use crate::reader::Reader;
use crate::{PageBroken, Site, statics};

static HELD_BACK: Kind = Kind {
    code: "page.held_back",
    is: "page held back",
    was: "page answered again",
    ends: Ends::WhenUnmet,
};
static BROKEN: Kind = Kind {
    code: "page.broken",
    is: "page broken",
    was: "page made again",
    ends: Ends::WhenUnmet,
};

/// The site as a service.
#[derive(Clone)]
pub struct Door {
    site: Arc<Site>,
}

/// An answer that is being made.
pub type Answering = Pin<Box<dyn Future<Output = Result<Response<Body>, Infallible>> + Send>>;

/// Opens the door of a site.
pub fn door(site: Arc<Site>) -> Door {
    Door { site }
}

impl<B> tower::Service<Request<B>> for Door
where
    B: Send + 'static,
{
    type Response = Response<Body>;
    type Error = Infallible;
    type Future = Answering;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<B>) -> Self::Future {
        if let Some(answer) = self.kept(&request) {
            return Box::pin(std::future::ready(Ok(answer)));
        }
        let (site, request) = (Arc::clone(&self.site), request.map(drop));
        site.answering(request)
    }
}

impl Door {
    /// The answer from the cache alone, at once: a plain path that is kept and fresh.
    pub fn kept<B>(&self, request: &Request<B>) -> Option<Response<Body>> {
        let plain = request.uri().query().is_none() && matches!(*request.method(), Method::GET | Method::HEAD);
        let page = self.site.cache.fresh(request.uri().path()).filter(|_| plain)?;
        self.site.cache.was_read(&page);
        Some(send(&page, request))
    }
}

impl Site {
    /// Boxed and not generic: what answers is compiled here, and not once more wherever a door is served.
    fn answering(self: Arc<Self>, request: Request<()>) -> Answering {
        Box::pin(async move { Ok(self.answer(&request).await) })
    }

    /// Answers a request.
    pub async fn answer(&self, request: &Request<()>) -> Response<Body> {
        if !matches!(*request.method(), Method::GET | Method::HEAD) {
            let page = self.refusal(StatusCode::METHOD_NOT_ALLOWED, "method-not-allowed").await;
            let mut answer = send(&page, request);
            answer.headers_mut().insert(ALLOW, HeaderValue::from_static("GET, HEAD"));
            return answer;
        }
        if is_too_long(request.uri()) {
            return send(&self.refusal(StatusCode::URI_TOO_LONG, "too-long").await, request);
        }
        match self.found_or_made(request).await {
            Ok(answer) => answer,
            Err(PageBroken::NotReady) => send(&self.refusal(StatusCode::SERVICE_UNAVAILABLE, "not-ready").await, request),
            Err(PageBroken::FileNotHere) => send(&self.refusal(StatusCode::SERVICE_UNAVAILABLE, "file-not-here").await, request),
            Err(broken @ (PageBroken::TakenBack(_) | PageBroken::Shelf(shelf::Broken::HeldBack))) => {
                self.settings.troubles.stands(&HELD_BACK, request.uri().path(), &broken);
                send(&self.refusal(StatusCode::SERVICE_UNAVAILABLE, "held-back").await, request)
            }
            Err(broken) => {
                if matches!(&broken, PageBroken::Shelf(broken) if broken.is_damage()) {
                    self.shelf.now().give_up();
                }
                self.settings.troubles.stands(&BROKEN, request.uri().path(), &broken);
                send(&self.refusal(StatusCode::INTERNAL_SERVER_ERROR, "broken").await, request)
            }
        }
    }

    /// Files answer at the very letters of their addresses, whatever is asked behind them; all else is a question.
    async fn found_or_made(&self, request: &Request<()>) -> Result<Response<Body>, PageBroken> {
        let uri = request.uri();
        let route = Route::of_the_site(uri.path());
        let page = match &route {
            Some(Route::Media(file)) => {
                if let Some(answer) = self.media(file, request.method(), request.headers()).await? {
                    return Ok(answer);
                }
                None
            }
            Some(Route::Asset(asset)) => self.asset(asset, uri.path()).await?,
            Some(Route::OnMastodon) => self.on_mastodon(uri).await?,
            _ => None,
        };
        if let Some(page) = page {
            return Ok(send(&page, request));
        }
        match Question::of(uri).filter(|_| !route.is_some_and(is_of_media)) {
            Some(question) => {
                let page = self.page(&question, Reader::WithoutAccount).await?;
                self.settings.troubles.is_over(&BROKEN, uri.path());
                self.settings.troubles.is_over(&HELD_BACK, uri.path());
                Ok(send(&page, request))
            }
            None => Ok(send(&self.refusal(StatusCode::NOT_FOUND, "not-found").await, request)),
        }
    }

    /// A file of the house at its path. A page that somebody kept may name a former style sheet: it is dressed in this one.
    async fn asset(&self, asset: &Asset<'_>, path: &str) -> Result<Option<Page>, PageBroken> {
        if let Some(page) = statics::at(path) {
            return Ok(Some(page));
        }
        if !statics::is_style(asset) {
            return Ok(None);
        }
        let furnishing = self.furnishings.on(&self.shelf.now()).await?;
        Ok(Some(if furnishing.style.path == path {
            furnishing.style.page()
        } else {
            furnishing.style.page_for_now()
        }))
    }

    /// The page for a question as one sort of reader sees it.
    pub async fn page(&self, question: &Question, reader: Reader) -> Result<Arc<Page>, PageBroken> {
        let key = match reader {
            Reader::WithoutAccount => question.key(),
            Reader::Registered => format!("registered {}", question.key()),
            Reader::Subscriber => format!("subscriber {}", question.key()),
        };
        self.cache.page(&key, || self.make(question, reader)).await
    }
}

/// Whether a path is among those of media, of which none is kept in the cache of pages.
fn is_of_media(route: Route<'_>) -> bool {
    match route {
        Route::Media(_) => true,
        Route::Reserved(reserved) => reserved.keeper == Keeper::Media,
        _ => false,
    }
}

/// Sends a page: whole, a part of it, or the word that the reader has it already.
fn send<B>(page: &Page, request: &Request<B>) -> Response<Body> {
    let headers = request.headers();
    let is_conditional = page.status == StatusCode::OK && headers.keys().any(|name| CONDITIONS.contains(name));
    if is_conditional && negotiation::condition(headers, |etag| page.any_rendition(|known| known == etag), page.made_at) == Condition::Fails
    {
        return failed(page);
    }
    let in_parts = is_conditional && request.method() == Method::GET && headers.contains_key(RANGE);
    let encoding = if in_parts {
        Encoding::Plain
    } else {
        negotiation::encoding(headers)
    };
    if is_conditional
        && headers.contains_key(IF_NONE_MATCH)
        && let Some(known) = page.known_rendition(encoding, |etag| negotiation::has_it(headers, etag))
    {
        return not_modified(known);
    }
    let rendition = page.rendition(encoding);
    let mut answer = Response::new(());
    *answer.status_mut() = page.status;
    *answer.headers_mut() = rendition.headers.clone();
    let mut body = rendition.body.clone();
    if in_parts {
        let etag = rendition.etag.to_str().unwrap_or_default();
        body = part(&mut answer, &body, wanted(headers, body.len() as u64, etag));
    }
    let is_asked_for = request.method() != Method::HEAD;
    answer.map(|()| if is_asked_for { Body::from(body) } else { Body::empty() })
}

/// Headers by which a reader asks for less than the whole page. Nearly nobody sends one.
const CONDITIONS: [HeaderName; 4] = [IF_MATCH, IF_NONE_MATCH, IF_UNMODIFIED_SINCE, RANGE];

/// What the reader meant is not what is there (RFC 9110, section 15.5.13).
fn failed(page: &Page) -> Response<Body> {
    let mut answer = not_modified(page.rendition(Encoding::Plain));
    *answer.status_mut() = StatusCode::PRECONDITION_FAILED;
    answer.headers_mut().remove(CONTENT_TYPE);
    answer
}

fn not_modified(rendition: &Rendition) -> Response<Body> {
    let mut answer = Response::new(Body::empty());
    *answer.status_mut() = StatusCode::NOT_MODIFIED;
    *answer.headers_mut() = rendition.headers.clone();
    answer.headers_mut().remove(CONTENT_LENGTH);
    answer
}

fn part(answer: &mut Response<()>, body: &Bytes, wanted: Wanted) -> Bytes {
    answer.headers_mut().insert(ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    let (status, range, part) = match wanted {
        Wanted::Whole => return body.clone(),
        Wanted::Part(first, last) => (
            StatusCode::PARTIAL_CONTENT,
            format!("bytes {first}-{last}/{}", body.len()),
            body.slice(first as usize..=last as usize),
        ),
        Wanted::Unsatisfiable => (StatusCode::RANGE_NOT_SATISFIABLE, format!("bytes */{}", body.len()), Bytes::new()),
    };
    *answer.status_mut() = status;
    if let Ok(range) = HeaderValue::from_str(&range) {
        answer.headers_mut().insert(CONTENT_RANGE, range);
    }
    answer.headers_mut().insert(CONTENT_LENGTH, HeaderValue::from(part.len()));
    part
}
