//! `POST /files`: a file as it comes, taken in once it is whole; acts may name it afterwards.

use axum::extract::State;
use axum_core::body::Body;
use doors::body::{self, BodyRefused, UPLOAD};
use http::header::EXPECT;
use http::{HeaderMap, Response, StatusCode};
use manuscript::Locale;
use works::{NotDone, Received, TakenIn, Works};

use crate::answers;
use crate::node::Door;

pub(crate) async fn files(State(door): State<Door>, request: http::Request<Body>) -> Response<Body> {
    let (head, body) = request.into_parts();
    let locale = answers::locale_of(&head.headers);
    let shown = match door.shown(&head.headers, doors::client::connection_of(&head.extensions)).await {
        Ok(shown) => shown,
        Err(answer) => return unread(answer, (&head.headers, body)).await,
    };
    let mut body = body;
    if let Err(not) = shown.bearer.for_file() {
        let (status, told) = answers::not_done(&works::refused(not), locale);
        return unread(answers::json_answer(status, &told), (&head.headers, body)).await;
    }
    let works = &door.operators.works;
    let received = match received(works, &mut body).await {
        Ok(received) => received,
        Err(not) => return unread(not.answer(locale), (&head.headers, body)).await,
    };
    answer(works.take_in(shown.token, received).await, locale)
}

/// Why a file is not here.
enum NotReceived {
    /// It did not come, or could not be kept.
    Body(BodyRefused),
    /// There is nobody to receive it.
    Works(NotDone),
}

impl NotReceived {
    fn answer(&self, locale: Option<Locale>) -> Response<Body> {
        match self {
            Self::Body(refused) => answers::refused(status_of(refused), refused, locale),
            Self::Works(not) => not_done(not, locale),
        }
    }
}

/// An answer to whoever may still be sending what nobody wants. Who waits to be asked for it is not.
pub(crate) async fn unread(answer: Response<Body>, (headers, body): (&HeaderMap, Body)) -> Response<Body> {
    if !headers.contains_key(EXPECT) {
        body::drain(body).await;
    }
    answer
}

fn answer(taken: Result<TakenIn, works::NotDone>, locale: Option<Locale>) -> Response<Body> {
    match taken {
        Ok(taken) => answers::json_answer(StatusCode::OK, &taken.to_json()),
        Err(not) => not_done(&not, locale),
    }
}

fn not_done(not: &NotDone, locale: Option<Locale>) -> Response<Body> {
    let (status, told) = answers::not_done(not, locale);
    answers::json_answer(status, &told)
}

/// Receives a body as it comes. It is nothing until it is whole.
async fn received(works: &Works, body: &mut Body) -> Result<Received, NotReceived> {
    let (giving, coming) = body::piped(body, UPLOAD);
    let (given, received) = tokio::join!(giving, works.receive(coming));
    // What ends before its end is not received either.
    given.map_err(NotReceived::Body)?;
    let received = received.map_err(NotReceived::Works)?;
    received.map_err(|error| NotReceived::Body(BodyRefused::Unwritable(error)))
}

pub(crate) fn status_of(refused: &BodyRefused) -> StatusCode {
    match refused {
        BodyRefused::TooLarge(_) => StatusCode::PAYLOAD_TOO_LARGE,
        BodyRefused::TooSlow(_) => StatusCode::REQUEST_TIMEOUT,
        BodyRefused::CutShort => StatusCode::BAD_REQUEST,
        BodyRefused::Unwritable(_) => StatusCode::INSUFFICIENT_STORAGE,
    }
}
