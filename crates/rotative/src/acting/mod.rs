//! `rotative act`: one act from the command line, or one a line as JSON, each answered after its commit.

mod asked;
mod doing;
pub(crate) mod finding;
mod refused;

use std::process::ExitCode;
use std::sync::Arc;

use acts::people;
use acts::together::{Ended, NotCommitted, Pending, Together};
use manuscript::By;
use manuscript::language::Language;
use manuscript::refusal::Refusal as _;
use serde_json::{Value, json};
use store::media::MediaFolders;
use store::{Store, Tx};
use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::sync::mpsc;

use crate::command::ActOptions;
use crate::configuration::Configuration;
use crate::{Stopped, clockwork, database, terminal};

pub(crate) use asked::Asked;
use doing::{Acting, Done};
pub(crate) use refused::{NotDone, refused};

/// How many lines of JSON may wait for their commit.
const WAITING: usize = 256;

/// `rotative act …`
pub(crate) async fn command(configuration: &Configuration, options: ActOptions) -> Result<ExitCode, Stopped> {
    let store = database::open_existing(configuration).await?;
    let bench = Arc::new(Bench {
        media: configuration.media_folders(),
        root: std::env::current_dir().map_err(Stopped::broken)?,
        who: options.who.clone(),
        language: configuration.language.clone(),
    });
    let how = options.how();
    if options.stdin && how.is_a_try {
        return Err(Stopped::refused("`--dry-run` tries one act; lines from `--stdin` are done"));
    }
    let done = match options.asked {
        Some(asked) if !options.stdin => one(&store, &bench, (asked, &how)).await,
        None if options.stdin => many(&store, &bench).await,
        _ => Err(Stopped::refused(
            "say one act, or `--stdin` to read them line by line; `rotative act --help` lists them",
        )),
    };
    store.close().await;
    done
}

/// What all acts of one run share.
struct Bench {
    media: MediaFolders,
    root: std::path::PathBuf,
    who: Option<String>,
    language: Option<Language>,
}

/// An act's answer and the language in which people are told.
struct Answer {
    done: Result<Done, NotDone>,
    is_french: bool,
}

impl Bench {
    /// Does one act in a transaction of its own or one that it shares.
    async fn act(&self, tx: &mut Tx, asked: Asked) -> Answer {
        let mut is_french = self.language.as_ref().is_none_or(|language| language.primary() == "fr");
        let acting = self.acting(tx).await;
        if let (Ok(acting), None) = (&acting, &self.language) {
            is_french = acting.desk.paper.language().primary() == "fr";
        }
        let done = match acting {
            Ok(acting) => match asked.unfit() {
                Some((field, unfit)) => Err(NotDone::Refused {
                    french: format!("« {field} » : {}", unfit.said().fr),
                    english: format!("`{field}`: {unfit}"),
                }),
                None => acting.act(tx, asked).await,
            },
            Err(not_done) => Err(not_done),
        };
        Answer { done, is_french }
    }

    /// The paper as it is set now, and the one who acts as they may act now.
    async fn acting(&self, tx: &mut Tx) -> Result<Acting, NotDone> {
        let settings = store::paper::settings(tx).await?;
        let settings = settings.ok_or_else(|| refused(acts::paper::SetRefused::NoPaper))?;
        let by = match &self.who {
            Some(key) => people::acting(tx, key).await.map_err(refused)?,
            None => By::CommandLine,
        };
        Ok(Acting {
            desk: clockwork::desk(settings.paper()?),
            by,
            media: self.media.clone(),
            root: self.root.clone(),
        })
    }
}

impl Answer {
    fn ended(&self) -> Ended {
        match &self.done {
            Ok(_) => Ended::Stands,
            Err(NotDone::Refused { .. }) => Ended::Refused,
            Err(NotDone::Broken(reason)) => Ended::Failed(reason.clone()),
        }
    }

    /// The answer as a line of JSON.
    fn as_json(&self) -> Value {
        match &self.done {
            Ok(done) => done.answer.clone(),
            Err(NotDone::Refused { french, english }) => json!({ "refused": if self.is_french { french } else { english } }),
            Err(NotDone::Broken(reason)) => json!({ "broken": reason }),
        }
    }
}

/// How an act is done and answered.
struct How {
    as_json: bool,
    /// Nothing is kept.
    is_a_try: bool,
}

impl ActOptions {
    const fn how(&self) -> How {
        How {
            as_json: self.json,
            is_a_try: self.dry_run,
        }
    }
}

async fn one(store: &Store, bench: &Bench, (asked, how): (Asked, &How)) -> Result<ExitCode, Stopped> {
    // Whoever types is waited for before the pen is taken, not with it in hand.
    let asked = asked.with_standard_input().map_err(Stopped::refused)?;
    let mut tx = acts::begin(store).await?;
    let answer = bench.act(&mut tx, asked).await;
    if answer.done.is_ok() && !how.is_a_try {
        tx.commit().await?;
    }
    let line = answer.as_json().to_string();
    match answer.done {
        Ok(_) if how.as_json => terminal::say(&line),
        Ok(done) => terminal::say(if answer.is_french { &done.french } else { &done.english }),
        Err(NotDone::Refused { .. }) if how.as_json => {
            terminal::say(&line);
            return Ok(ExitCode::from(2));
        }
        Err(NotDone::Refused { french, english }) => {
            return Err(Stopped::Refused(if answer.is_french { french } else { english }));
        }
        Err(NotDone::Broken(reason)) => return Err(Stopped::Broken(reason)),
    }
    Ok(ExitCode::SUCCESS)
}

/// A line that was read, and what is to be said of it.
enum Line {
    Handed(Pending<Answer>),
    Malformed(Value),
}

async fn many(store: &Store, bench: &Arc<Bench>) -> Result<ExitCode, Stopped> {
    let together = Together::on(store.clone());
    let (hand_on, mut handed) = mpsc::channel(WAITING);
    let reading = tokio::spawn(read_lines(together, Arc::clone(bench), hand_on));
    let mut code = ExitCode::SUCCESS;
    while let Some(line) = handed.recv().await {
        let answer = answer_to(line).await;
        if answer.get("done").is_none() {
            code = ExitCode::from(2);
        }
        terminal::say(&answer.to_string());
        if !terminal::is_heard() {
            // Acts that were handed in are done; nobody would learn of further ones.
            break;
        }
    }
    drop(handed);
    reading.await.map_err(Stopped::broken)??;
    Ok(code)
}

/// Hands every line in, in order; those that wait at the same moment share a commit.
async fn read_lines(together: Together, bench: Arc<Bench>, hand_on: mpsc::Sender<Line>) -> Result<(), Stopped> {
    let mut input = BufReader::new(tokio::io::stdin());
    let mut bytes = Vec::new();
    let mut number = 0;
    while input.read_until(b'\n', &mut bytes).await.map_err(Stopped::broken)? > 0 {
        number += 1;
        let text = std::mem::take(&mut bytes);
        if text.trim_ascii().is_empty() {
            continue;
        }
        let line = match asked_in(&text) {
            Ok(asked) => hand_in(&together, &bench, asked).await.map(Line::Handed),
            Err(reason) => Ok(Line::Malformed(
                json!({ "refused": format!("line {number}: {reason}"), "line": number }),
            )),
        };
        let line = line.unwrap_or_else(|not| Line::Malformed(json!({ "broken": not.to_string(), "line": number })));
        if hand_on.send(line).await.is_err() {
            break;
        }
    }
    Ok(())
}

/// The act in a line, or why there is none.
fn asked_in(line: &[u8]) -> Result<Asked, String> {
    let text = std::str::from_utf8(line).map_err(|_| "it is not UTF-8".to_owned())?;
    let value: Value = serde_json::from_str(text).map_err(|error| format!("column {}: it is no JSON object", error.column()))?;
    serde_json::from_value(value).map_err(|error| error.to_string())
}

async fn hand_in(together: &Together, bench: &Arc<Bench>, asked: Asked) -> Result<Pending<Answer>, NotCommitted> {
    let bench = Arc::clone(bench);
    together
        .hand_in(move |tx| {
            Box::pin(async move {
                let answer = bench.act(tx, asked).await;
                (answer.ended(), answer)
            })
        })
        .await
}

async fn answer_to(line: Line) -> Value {
    match line {
        Line::Malformed(answer) => answer,
        Line::Handed(pending) => match pending.committed().await {
            Ok(answer) => answer.as_json(),
            Err(not_committed) => json!({ "broken": not_committed.to_string() }),
        },
    }
}
