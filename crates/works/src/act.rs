//! One act for a door: handed in, committed, applied on this node, answered.

use std::sync::Arc;
use std::time::Duration;

use acts::group_commit::{GroupCommit, Pending};
use acts::once::{Once, SentKey};
use acts::requests::context::NoFiles;
use acts::requests::outcome::{NEEDS_PEN, Outcome};
use acts::requests::{Asking, Request, Who};
use acts::tokens;
use manuscript::Said;
use serde_json::Value;
use store::{Broken, Tx};
use tracing::Instrument as _;

use crate::newsroom::Newsroom;
use crate::not_done::{NotDone, ended, not_done, refused};
use crate::standing::Works;

/// How long an act's answer waits for this node's shelf. It stands already.
const FOR_READERS: Duration = Duration::from_secs(5);

/// An act as it comes to a door.
#[derive(Clone, Debug)]
pub struct Asked {
    pub request: Request,
    /// What the token of whoever asks shows.
    pub token: String,
    /// The key under which the same act may be asked for again.
    pub key: Option<SentKey>,
}

/// An act that stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Done {
    pub answer: Value,
    /// Whether readers of this node see it.
    pub is_shown: bool,
    /// What is told of it where the list outside of the data folder does not tell of it yet.
    pub unlisted: Option<Said>,
}

impl Asked {
    /// Whether a list outside of the data folder tells of it, without which an older backup would undo it.
    const fn is_kept_outside(&self) -> bool {
        matches!(self.request, Request::Erase(_) | Request::Withhold(_))
    }
}

impl Works {
    /// Does one act: hands it in, waits for its commit, brings this node's readers up to it.
    pub async fn act(&self, asked: Asked) -> Result<Done, NotDone> {
        let newsroom = self.newsroom()?;
        if asked.request.is_tried_without_pen() {
            return newsroom.without_pen(asked).await;
        }
        let is_kept_outside = asked.is_kept_outside();
        let answer = newsroom.answer_of(newsroom.hand_in(asked).await?).await?;
        let unlisted = if is_kept_outside { newsroom.kept_outside().await } else { None };
        let is_shown = newsroom.shown().await;
        Ok(Done {
            answer,
            is_shown,
            unlisted,
        })
    }

    /// Does acts in their order, those that wait at the same moment with one commit; what is no act is handed back in its
    /// place.
    pub async fn acts<E>(&self, asked: Vec<Result<Asked, E>>) -> Vec<Result<Result<Done, NotDone>, E>> {
        let newsroom = match self.newsroom() {
            Ok(newsroom) => newsroom,
            Err(away) => {
                let away = NotDone::from(away);
                return asked.into_iter().map(|one| one.map(|_| Err(away.clone()))).collect();
            }
        };
        let kept_outside: Vec<bool> = asked.iter().map(|one| one.as_ref().is_ok_and(Asked::is_kept_outside)).collect();
        let mut pending = Vec::with_capacity(asked.len());
        for one in asked {
            pending.push(match one {
                Ok(asked) => Ok(newsroom.hand_in(asked).await),
                Err(no_act) => Err(no_act),
            });
        }
        let mut answers = Vec::with_capacity(pending.len());
        for one in pending {
            answers.push(match one {
                Ok(Ok(pending)) => Ok(newsroom.answer_of(pending).await),
                Ok(Err(not)) => Ok(Err(not)),
                Err(no_act) => Err(no_act),
            });
        }
        let unlisted = if kept_outside.contains(&true) {
            newsroom.kept_outside().await
        } else {
            None
        };
        let is_shown = newsroom.shown().await;
        let done = |(one, is_kept_outside): (Result<Result<Value, NotDone>, E>, bool)| {
            one.map(|one| {
                one.map(|answer| Done {
                    answer,
                    is_shown,
                    unlisted: unlisted.clone().filter(|_| is_kept_outside),
                })
            })
        };
        answers.into_iter().zip(kept_outside).map(done).collect()
    }
}

impl Newsroom {
    /// Does what enters nothing, which readers do not notice: their shelf is not waited for. What needs the pen all the same
    /// takes its turn with the acts.
    async fn without_pen(self: &Arc<Self>, asked: Asked) -> Result<Done, NotDone> {
        let tried = self.answer_of(self.hand_to(&self.keeps, asked.clone()).await?).await;
        let answer = match tried {
            Err(NotDone::Refused(refused, _)) if refused.code == NEEDS_PEN => self.answer_of(self.hand_in(asked).await?).await,
            tried => tried,
        };
        answer.map(|answer| Done {
            answer,
            is_shown: true,
            unlisted: None,
        })
    }

    /// The answer of an act that was handed in. Damage that it met closes the newsroom to those that follow.
    async fn answer_of(&self, pending: Pending<Result<Value, NotDone>>) -> Result<Value, NotDone> {
        let answer = pending.committed().await.map_err(NotDone::from).and_then(|answer| answer);
        if let Err(NotDone::Refused(refused, _)) = &answer
            && refused.code == "database.damaged"
        {
            self.press.found_damaged(&refused.said.en);
        }
        answer
    }

    async fn hand_in(self: &Arc<Self>, asked: Asked) -> Result<Pending<Result<Value, NotDone>>, NotDone> {
        self.hand_to(&self.acts, asked).await
    }

    async fn hand_to(self: &Arc<Self>, queue: &GroupCommit, asked: Asked) -> Result<Pending<Result<Value, NotDone>>, NotDone> {
        let (newsroom, asked) = (Arc::clone(self), Arc::new(asked));
        // Made here, the span has the request around it.
        let span = tracing::info_span!("act", act = asked.request.form().word);
        let pending = queue.hand_in(move |tx| {
            let (newsroom, asked) = (Arc::clone(&newsroom), Arc::clone(&asked));
            let doing = async move {
                let told = newsroom.told(tx, &asked).await;
                tracing::debug!(event = "act handed in", is_refused = told.is_err());
                (ended(&told), told)
            };
            Box::pin(doing.instrument(span.clone()))
        });
        Ok(pending.await?)
    }

    /// Does the act in the transaction that it shares, unless the same was done before.
    async fn told(&self, tx: &mut Tx, asked: &Asked) -> Result<Value, NotDone> {
        let once = self.once(tx, asked).await?;
        if let Some(once) = &once
            && let Some(before) = once.answered(tx, self.clock.now()).await.map_err(refused)?
        {
            return Ok(before);
        }
        let outcome = self.outcome(tx, asked).await;
        let locale = outcome.locale;
        let answer = outcome.done.map_err(|not| not_done(not, locale))?;
        if let Some(once) = &once {
            once.keep(tx, &answer.to_json(), self.clock.now()).await.map_err(refused)?;
        }
        Ok(answer.to_json())
    }

    async fn outcome(&self, tx: &mut Tx, asked: &Asked) -> Outcome {
        let asking = Asking {
            who: Who::Token(&asked.token),
            clock: Arc::clone(&self.clock),
            ids: Arc::clone(&self.ids),
            files: &NoFiles,
        };
        asked.request.clone().done(tx, &asking).await
    }

    async fn once(&self, tx: &mut Tx, asked: &Asked) -> Result<Option<Once>, NotDone> {
        let Some(key) = &asked.key else { return Ok(None) };
        let bearer = tokens::bearer(tx, &asked.token, self.clock.now()).await.map_err(refused)?;
        let word = asked.request.form().word;
        let account = bearer.account;
        bearer.for_act(word).map_err(refused)?;
        let request = serde_json::to_value(&asked.request).map_err(|error| refused(Broken::unreadable("a request", error)))?;
        let named = serde_json::json!({ "act": word, "fields": request });
        Once::of(account, key, &named).map(Some).map_err(refused)
    }

    /// What is to be told if it is not.
    async fn kept_outside(&self) -> Option<Said> {
        match self.outside.get() {
            Some(outside) => outside().await,
            None => None,
        }
    }

    /// Brings this node's readers up to the record. It goes on if nobody waits any more.
    pub(crate) async fn shown(self: &Arc<Self>) -> bool {
        let press = Arc::clone(&self.press);
        let applied = tokio::spawn(async move { press.catch_up().await });
        matches!(tokio::time::timeout(FOR_READERS, applied).await, Ok(Ok(Ok(()))))
    }
}
