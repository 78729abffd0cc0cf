//! `POST /files`: a file as it comes, taken in once it is whole; acts may name it afterwards.

use std::path::Path;

use axum::extract::State;
use axum_core::body::Body;
use doors::body::{self, BodyRefused, UPLOAD};
use http::header::EXPECT;
use http::{HeaderMap, Response, StatusCode};
use manuscript::Locale;
use works::TakenIn;

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
    let received = match received(&door.operators.incoming, &mut body).await {
        Ok(received) => received,
        Err(refused) => {
            let answer = answers::refused(status_of(&refused), &refused, locale);
            return unread(answer, (&head.headers, body)).await;
        }
    };
    // Its name goes here, whatever becomes of it.
    answer(door.operators.works.take_in(shown.token, received.into_file()).await, locale)
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
        Err(not) => {
            let (status, told) = answers::not_done(&not, locale);
            answers::json_answer(status, &told)
        }
    }
}

/// Writes a body beside the paper’s files as it comes. It is nothing until it is whole.
async fn received(incoming: &Path, body: &mut Body) -> Result<tempfile::NamedTempFile, BodyRefused> {
    std::fs::create_dir_all(incoming).map_err(BodyRefused::Unwritable)?;
    let received = tempfile::Builder::new().suffix(".part").tempfile_in(incoming);
    let received = received.map_err(BodyRefused::Unwritable)?;
    let writing = received.reopen().map_err(BodyRefused::Unwritable)?;
    body::into_file(body, UPLOAD, &mut tokio::fs::File::from_std(writing)).await?;
    Ok(received)
}

pub(crate) fn status_of(refused: &BodyRefused) -> StatusCode {
    match refused {
        BodyRefused::TooLarge(_) => StatusCode::PAYLOAD_TOO_LARGE,
        BodyRefused::TooSlow(_) => StatusCode::REQUEST_TIMEOUT,
        BodyRefused::CutShort => StatusCode::BAD_REQUEST,
        BodyRefused::Unwritable(_) => StatusCode::INSUFFICIENT_STORAGE,
    }
}
