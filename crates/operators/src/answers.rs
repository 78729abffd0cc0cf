//! Answers of the operators' door: JSON, never kept by anybody.

use axum_core::body::Body;
use http::header::{CACHE_CONTROL, CONTENT_TYPE, RETRY_AFTER, WWW_AUTHENTICATE, X_CONTENT_TYPE_OPTIONS};
use http::{HeaderMap, HeaderValue, Response, StatusCode};
use manuscript::language::Language;
use manuscript::refusal::Refusal;
use manuscript::{Locale, refusals};
use serde_json::{Value, json};
use works::NotDone;

refusals! {
    /// Why the operators' door has nothing to answer.
    #[derive(Debug)]
    pub(crate) enum DoorRefused [] {
        NothingHere:
            "there is nothing at this address; there are `/health`, `/metrics`, `/acts` and `/files`"
            / "il n’y a rien à cette adresse ; il y a `/health`, `/metrics`, `/acts` et `/files`",
        NotSo:
            "this address is asked in another way: GET for `/health` and `/metrics`, POST for `/acts` and `/files`"
            / "cette adresse s’utilise autrement : GET pour `/health` et `/metrics`, POST pour `/acts` et `/files`",
        NoToken:
            "show a token: `Authorization: Bearer …`; `rotative people token` issues one"
            / "montrez un jeton : `Authorization: Bearer …` ; `rotative people token` en délivre",
        TooOften:
            "too many tokens that open nothing came from there: try again in a minute"
            / "trop de jetons qui n’ouvrent rien sont venus de là : réessayez dans une minute",
    }
}

/// In which language whoever asks wants to be told, if they say so.
pub(crate) fn locale_of(headers: &HeaderMap) -> Option<Locale> {
    let asked = headers.get(http::header::ACCEPT_LANGUAGE)?.to_str().ok()?;
    let first = asked.split([',', ';']).next()?.trim();
    let language = Language::try_from(first.to_owned()).ok()?;
    Some(Locale::of(&language))
}

/// JSON with a status.
pub(crate) fn json_answer(status: StatusCode, answer: &Value) -> Response<Body> {
    text_answer(status, "application/json", format!("{answer}\n"))
}

/// Text of a type with a status.
pub(crate) fn text_answer(status: StatusCode, media_type: &'static str, text: String) -> Response<Body> {
    let mut response = Response::new(Body::from(text));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(media_type));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    if status == StatusCode::UNAUTHORIZED {
        headers.insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    }
    if matches!(status, StatusCode::SERVICE_UNAVAILABLE | StatusCode::TOO_MANY_REQUESTS) {
        headers.insert(RETRY_AFTER, HeaderValue::from_static("5"));
    }
    response
}

/// Too many tokens that open nothing: for so many seconds, no other is looked at.
pub(crate) fn too_often(seconds: i64, locale: Option<Locale>) -> Response<Body> {
    let mut answer = refused(StatusCode::TOO_MANY_REQUESTS, &DoorRefused::TooOften, locale);
    answer.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds));
    answer
}

/// A refusal with its sentence and code.
pub(crate) fn refused(status: StatusCode, refusal: &impl Refusal, locale: Option<Locale>) -> Response<Body> {
    json_answer(status, &refused_json(refusal, locale))
}

pub(crate) fn refused_json(refusal: &impl Refusal, locale: Option<Locale>) -> Value {
    let said = refusal.said();
    json!({ "refused": said.told(locale.unwrap_or_default()), "code": refusal.code() })
}

/// Why an act was not done, as a status and as a line of JSON.
pub(crate) fn not_done(not: &NotDone, locale: Option<Locale>) -> (StatusCode, Value) {
    let told = locale.unwrap_or_default();
    match not {
        NotDone::Refused(refused, of_paper) => (status_of(&refused.code), refused.to_json(locale.or(*of_paper).unwrap_or_default())),
        NotDone::Away(refused) => (StatusCode::SERVICE_UNAVAILABLE, refused.to_json(told)),
        NotDone::Broken(broken) => {
            let status = if broken.code() == "database.broken" {
                StatusCode::INTERNAL_SERVER_ERROR
            } else {
                StatusCode::SERVICE_UNAVAILABLE
            };
            let said = broken.said();
            (status, json!({ "broken": said.told(told), "code": broken.code() }))
        }
        NotDone::Fault(fault) => (
            StatusCode::INTERNAL_SERVER_ERROR,
            json!({ "broken": fault.said.told(told), "code": fault.code }),
        ),
        NotDone::Unknown(unknown) => (
            StatusCode::INTERNAL_SERVER_ERROR,
            json!({ "unknown": unknown.said.told(told), "code": unknown.code }),
        ),
    }
}

/// What a refusal's code is in HTTP.
fn status_of(code: &str) -> StatusCode {
    let (kind, reason) = code.split_once('.').unwrap_or((code, ""));
    match (kind, reason) {
        ("not_by_token", "no_token") => StatusCode::UNAUTHORIZED,
        ("not_by_token" | "permission", _) => StatusCode::FORBIDDEN,
        ("database", _) | ("media", "store_away" | "going") => StatusCode::SERVICE_UNAVAILABLE,
        ("media", "unwritable") => StatusCode::INSUFFICIENT_STORAGE,
        (_, "moved_on") => StatusCode::CONFLICT,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    }
}

pub(crate) async fn nothing_here(headers: HeaderMap) -> Response<Body> {
    refused(StatusCode::NOT_FOUND, &DoorRefused::NothingHere, locale_of(&headers))
}

pub(crate) async fn not_so(headers: HeaderMap) -> Response<Body> {
    refused(StatusCode::METHOD_NOT_ALLOWED, &DoorRefused::NotSo, locale_of(&headers))
}
