//! `POST /acts`: acts as JSON, one or many, each done as by its account within what its token reaches.

use acts::once::{OnceRefused, SentKey};
use acts::requests::Request;
use acts::requests::outcome::AskRefused;
use axum::extract::State;
use axum_core::body::Body;
use doors::body::{self, BodyRefused, FORM};
use http::{HeaderMap, Response, StatusCode};
use manuscript::{Locale, refusals};
use serde_json::{Value, json};
use works::{Asked, Done, NotDone};

use crate::answers;
use crate::files::unread;
use crate::node::Door;
use crate::token::Shown;

/// How many acts may come at once.
const MOST: usize = 1_000;
/// Under which an act may be asked for again, and is done once.
const KEY: &str = "idempotency-key";

refusals! {
    /// Why what came holds no acts.
    #[derive(Debug)]
    enum ActsRefused [Body(BodyRefused), Ask(AskRefused)] {
        NotJson(line: usize, column: usize):
            "line {line}, column {column}: it is no JSON"
            / "ligne {line}, colonne {column} : ce n’est pas du JSON",
        NoActs:
            "there is no act in this: send an object, a list of them, or one a line"
            / "il n’y a pas d’acte là-dedans : envoyez un objet, une liste d’objets, ou un par ligne",
        TooMany(most: usize):
            "these are more than {most} acts, none of them was done: send them in several requests"
            / "cela fait plus de {most} actes, aucun n’a été fait : envoyez-les en plusieurs fois",
    }
}

/// What came: one act, or a batch that is answered line by line.
enum Came {
    One(Value),
    Batch(Vec<Value>),
}

pub(crate) async fn acts(State(door): State<Door>, request: http::Request<Body>) -> Response<Body> {
    let (head, body) = request.into_parts();
    let shown = match door.shown(&head.headers, doors::client::connection_of(&head.extensions)).await {
        Ok(shown) => shown,
        Err(answer) => return unread(answer, (&head.headers, body)).await,
    };
    let locale = answers::locale_of(&head.headers);
    let mut body = body;
    match came(&mut body).await {
        Ok(Came::One(act)) => door.one(&shown, (act, &head.headers)).await,
        Ok(Came::Batch(acts)) => door.batch(&shown, (acts, &head.headers)).await,
        Err(refused) => {
            let answer = answers::refused(status_of(&refused), &refused, locale);
            unread(answer, (&head.headers, body)).await
        }
    }
}

impl Door {
    async fn one(&self, shown: &Shown, (act, headers): (Value, &HeaderMap)) -> Response<Body> {
        let locale = answers::locale_of(headers);
        let request = match Request::read(act) {
            Ok(request) => request,
            Err(refused) => return answers::refused(StatusCode::UNPROCESSABLE_ENTITY, &refused, locale),
        };
        let key = match key_in(headers) {
            Ok(key) => key,
            Err(refused) => return answers::refused(StatusCode::UNPROCESSABLE_ENTITY, &refused, locale),
        };
        let done = self.operators.works.act(shown.asked(request, key)).await;
        let (status, answer) = told(done, locale);
        answers::json_answer(status, &answer)
    }

    /// Acts of a batch are handed in in order, and share commits; each has its line.
    async fn batch(&self, shown: &Shown, (acts, headers): (Vec<Value>, &HeaderMap)) -> Response<Body> {
        let locale = answers::locale_of(headers);
        let key = match key_in(headers) {
            Ok(key) => key,
            Err(refused) => return answers::refused(StatusCode::UNPROCESSABLE_ENTITY, &refused, locale),
        };
        let requests = acts.into_iter().zip(1..).map(|(act, line)| {
            let key = key.as_ref().map(|key| key.for_line(line));
            Request::read(act)
                .map(|request| shown.asked(request, key))
                .map_err(|refused| with_line(answers::refused_json(&refused, locale), line))
        });
        let told = self.operators.works.acts(requests.collect()).await;
        let lines = told.into_iter().map(|one| match one {
            Ok(done) => self::told(done, locale).1,
            Err(refused) => refused,
        });
        let text = lines.fold(String::new(), |text, line| text + &line.to_string() + "\n");
        answers::text_answer(StatusCode::OK, "application/x-ndjson", text)
    }
}

impl Shown {
    fn asked(&self, request: Request, key: Option<SentKey>) -> Asked {
        Asked {
            request,
            token: self.token.clone(),
            key,
        }
    }
}

async fn came(body: &mut Body) -> Result<Came, ActsRefused> {
    let bytes = body::whole(body, FORM).await?;
    let values = serde_json::Deserializer::from_slice(&bytes).into_iter::<Value>();
    let mut values: Vec<Value> = values
        .take(MOST + 1)
        .collect::<Result<_, _>>()
        .map_err(|error| ActsRefused::NotJson(error.line(), error.column()))?;
    let came = match values.len() {
        0 => return Err(ActsRefused::NoActs),
        1 => match values.remove(0) {
            Value::Array(acts) => Came::Batch(acts),
            one => Came::One(one),
        },
        _ => Came::Batch(values),
    };
    match &came {
        Came::Batch(acts) if acts.is_empty() => Err(ActsRefused::NoActs),
        Came::Batch(acts) if acts.len() > MOST => Err(ActsRefused::TooMany(MOST)),
        _ => Ok(came),
    }
}

fn told(done: Result<Done, NotDone>, locale: Option<Locale>) -> (StatusCode, Value) {
    match done {
        Ok(done) => {
            let Done {
                mut answer,
                is_shown,
                unlisted,
            } = done;
            if let Some(fields) = answer.as_object_mut() {
                let shown_later = (!is_shown).then(|| ("shown".to_owned(), "later".into()));
                let unlisted = unlisted.map(|said| ("unlisted".to_owned(), said.told(locale.unwrap_or_default()).into()));
                fields.extend(shown_later.into_iter().chain(unlisted));
            }
            (StatusCode::OK, answer)
        }
        Err(not) => answers::not_done(&not, locale),
    }
}

fn key_in(headers: &HeaderMap) -> Result<Option<SentKey>, OnceRefused> {
    let key = headers.get(KEY).map(|key| String::from_utf8_lossy(key.as_bytes()).into_owned());
    key.map(|key| SentKey::of(&key)).transpose()
}

fn with_line(mut answer: Value, line: u64) -> Value {
    if let Some(fields) = answer.as_object_mut() {
        fields.insert("line".into(), json!(line));
    }
    answer
}

fn status_of(refused: &ActsRefused) -> StatusCode {
    match refused {
        ActsRefused::Body(body) => crate::files::status_of(body),
        ActsRefused::TooMany(_) => StatusCode::PAYLOAD_TOO_LARGE,
        ActsRefused::NotJson(..) => StatusCode::BAD_REQUEST,
        ActsRefused::NoActs | ActsRefused::Ask(_) => StatusCode::UNPROCESSABLE_ENTITY,
    }
}
