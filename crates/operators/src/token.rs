//! Who asks: the token of the request, looked at before any of its body is.

use std::net::IpAddr;

use acts::tokens::Bearer;
use axum_core::body::Body;
use doors::client::address_of;
use http::header::AUTHORIZATION;
use http::{HeaderMap, Response, StatusCode};
use manuscript::Locale;
use works::NotDone;

use crate::answers::{self, DoorRefused, locale_of};
use crate::node::Door;

/// A token that opens this door. The act looks at it again, in its own transaction.
pub(crate) struct Shown {
    pub(crate) token: String,
    pub(crate) bearer: Bearer,
}

impl Door {
    /// The token that a request shows, if it holds; else what is answered.
    pub(crate) async fn shown(&self, headers: &HeaderMap, connection: Option<IpAddr>) -> Result<Shown, Response<Body>> {
        let locale = locale_of(headers);
        let client = address_of(connection, headers, &self.operators.trusted_proxies).map(|client| client.0);
        let Some(token) = token_in(headers) else {
            return Err(answers::refused(StatusCode::UNAUTHORIZED, &DoorRefused::NoToken, locale));
        };
        match self.bearer(&token).await {
            Ok(bearer) => Ok(Shown { token, bearer }),
            Err(not) => {
                let (status, answer) = answers::not_done(&not, locale);
                if status == StatusCode::UNAUTHORIZED {
                    return Err(self.wrong(client, (answers::json_answer(status, &answer), locale)).await);
                }
                Err(answers::json_answer(status, &answer))
            }
        }
    }

    /// A token that opens nothing. Whoever shows many of them is not told any more whether one did; a right one opens always.
    async fn wrong(&self, client: Option<IpAddr>, (answer, locale): (Response<Body>, Option<Locale>)) -> Response<Body> {
        match self.closed_for(client).await {
            Ok(None) => {
                tracing::warn!(event = "a token opens nothing", code = "token.wrong");
                answer
            }
            Ok(Some(seconds)) => answers::too_often(seconds, locale),
            Err(not) => {
                let (status, answer) = answers::not_done(&not, locale);
                answers::json_answer(status, &answer)
            }
        }
    }

    /// For how many seconds no other token is looked at from there, if too many opened nothing; else this one is counted.
    async fn closed_for(&self, client: Option<IpAddr>) -> Result<Option<i64>, NotDone> {
        let newsroom = self.operators.works.newsroom()?;
        let until = newsroom.wrong_token(client).await?;
        Ok(until.map(|until| ((until.0 - newsroom.clock.now().0).max(1) + 999) / 1_000))
    }

    async fn bearer(&self, token: &str) -> Result<Bearer, NotDone> {
        let newsroom = self.operators.works.newsroom()?;
        newsroom.bearer(token).await
    }
}

/// `Authorization: Bearer …` (RFC 6750).
fn token_in(headers: &HeaderMap) -> Option<String> {
    let text = headers.get(AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = text.split_once(' ')?;
    let token = token.trim();
    (scheme.eq_ignore_ascii_case("bearer") && !token.is_empty()).then(|| token.to_owned())
}
