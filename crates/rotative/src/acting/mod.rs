//! `rotative act`: one act from the command line, or one a line as JSON, each answered after its commit.

pub(crate) mod arguments;
mod files;

use std::process::ExitCode;
use std::sync::Arc;

use acts::group_commit::{GroupCommit, NotCommitted, Pending};
use acts::requests::outcome::{AskRefused, NotDone, Outcome};
use acts::requests::{Asking, Request, Who};
use manuscript::refusal::Refusal;
use manuscript::{Locale, Said, refusals};
use safekeeping::traces::{TracesFile, unlisted};
use serde_json::{Value, json};
use store::{Broken, Store, Tx};
use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::sync::mpsc;

use crate::clockwork::{Chance, WallClock};
use crate::command::ActOptions;
use crate::configuration::Configuration;
use crate::people::paper_locale;
use crate::{Stopped, database, terminal};

use arguments::Typed;
use files::{FilesHere, FilesOfOne};

/// How many lines of JSON may wait for their commit.
const WAITING: usize = 256;

/// `rotative act …`
pub(crate) async fn command(configuration: &Configuration, options: ActOptions) -> Result<ExitCode, Stopped> {
    let store = database::open_existing(configuration).await?;
    let bench = Arc::new(Bench {
        files: FilesHere {
            root: std::env::current_dir().map_err(Stopped::broken)?,
            media: configuration.media.clone(),
        },
        who: options.who.clone(),
        locale: configuration.language.as_ref().map(Locale::of),
        erasures: configuration.erasures.as_ref().map(TracesFile::at),
    });
    let how = options.how();
    if options.stdin && how.is_a_try {
        return Err(Stopped::both(
            "`--dry-run` essaie un acte ; les lignes de `--stdin` sont faites",
            "`--dry-run` tries one act; lines from `--stdin` are done",
        ));
    }
    let done = match options.asked {
        Some(asked) if !options.stdin => one(&store, &bench, (asked, &how)).await,
        None if options.stdin => many(&store, &bench).await,
        _ => Err(Stopped::both(
            "dites un acte, ou `--stdin` pour les lire ligne par ligne ; `rotative act --help` les liste",
            "say one act, or `--stdin` to read them line by line; `rotative act --help` lists them",
        )),
    };
    store.close().await;
    done
}

/// What all acts of one run share.
#[derive(Clone)]
struct Bench {
    files: FilesHere,
    who: Option<String>,
    /// In which language people asked to be told.
    locale: Option<Locale>,
    /// The list of what was erased and withheld, outside of the data folder.
    erasures: Option<TracesFile>,
}

impl Bench {
    /// What was erased or withheld is listed before anybody is told that it is done, and gone from the database's journal.
    /// Answers what is told of a list that could not be written.
    async fn listed(&self, store: &Store, done: Option<&str>) -> Result<Option<Said>, Broken> {
        if !matches!(done, Some("erased" | "withheld")) {
            return Ok(None);
        }
        let written = match &self.erasures {
            Some(file) => file.write_out(&mut store.snapshot().await?).await,
            None => Ok(()),
        };
        // Whoever serves sees to what readers still hold open.
        store.cut_journal().await?;
        Ok(written.err().map(|not| unlisted(&not.as_said())))
    }

    /// Does one act in a transaction of its own or one that it shares.
    async fn act(&self, tx: &mut Tx, (request, files): (Request, &FilesOfOne)) -> Outcome {
        let asking = Asking {
            who: Who::at_machine(self.who.as_deref()),
            clock: Arc::new(WallClock),
            ids: Arc::new(Chance),
            files,
        };
        let outcome = request.done(tx, &asking).await;
        Outcome {
            locale: self.locale.or(outcome.locale),
            ..outcome
        }
    }
}

impl Bench {
    /// Hands an act in; those that wait at the same moment share a commit.
    async fn hand_in(
        self: &Arc<Self>,
        together: &GroupCommit,
        (request, files): (Request, &FilesOfOne),
    ) -> Result<Pending<Outcome>, NotCommitted> {
        let (bench, files) = (Arc::clone(self), files.clone());
        together
            .hand_in(move |tx| {
                let (bench, request, files) = (Arc::clone(&bench), request.clone(), files.clone());
                Box::pin(async move {
                    let answer = bench.act(tx, (request, &files)).await;
                    (answer.ended(), answer)
                })
            })
            .await
    }

    /// In which language people are told of what never came to an act: as they asked, else as their paper speaks.
    async fn locale_on(&self, store: &Store) -> Result<Locale, Stopped> {
        match self.locale {
            Some(locale) => Ok(locale),
            None => Ok(paper_locale(store).await?.unwrap_or_default()),
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

async fn one(store: &Store, bench: &Bench, (typed, how): (Typed, &How)) -> Result<ExitCode, Stopped> {
    // Whoever types is waited for before the record’s lock is taken, not with it in hand.
    let request = Request::read(typed.fields().map_err(Stopped::refused)?);
    let answered = match request {
        Ok(request) => {
            let files = bench.files.of(&request, store).await?;
            let one = One {
                request,
                files: &files,
                is_a_try: how.is_a_try,
            };
            let answered = alone(store, bench, &one).await;
            files.settle(store).await?;
            match answered {
                Err(busy) if busy.is_busy() && how.as_json => {
                    terminal::say(&broken_line(&busy, bench.locale_on(store).await?).to_string());
                    return Ok(ExitCode::from(1));
                }
                answered => answered?,
            }
        }
        Err(refused) => Outcome {
            done: Err(refused.into()),
            locale: Some(bench.locale_on(store).await?),
        },
    };
    let unlisted = match &answered.done {
        Ok(answer) if !how.is_a_try => bench.listed(store, Some(answer.done)).await?,
        _ => None,
    };
    let code = tell(&answered, how)?;
    unlisted.map_or(Ok(code), |said| Err(Stopped::Refused(said)))
}

/// One act, with the files that it names.
struct One<'a> {
    request: Request,
    files: &'a FilesOfOne,
    /// Nothing of it is kept.
    is_a_try: bool,
}

/// One act in a transaction of its own; where it is tried without the pen first, and needs it, in a second one.
async fn alone(store: &Store, bench: &Bench, one: &One<'_>) -> Result<Outcome, Broken> {
    if one.request.is_tried_without_pen() {
        let answered = within(acts::begin_unrecorded(store).await?, bench, one).await?;
        if !answered.needs_pen() {
            return Ok(answered);
        }
    }
    within(acts::begin(store).await?, bench, one).await
}

async fn within(mut tx: Tx, bench: &Bench, one: &One<'_>) -> Result<Outcome, Broken> {
    let answered = bench.act(&mut tx, (one.request.clone(), one.files)).await;
    if answered.done.is_ok() && !one.is_a_try {
        tx.commit().await?;
    }
    Ok(answered)
}

/// Tells how one act ended, in a line for people or for machines.
fn tell(answered: &Outcome, how: &How) -> Result<ExitCode, Stopped> {
    let locale = answered.locale.unwrap_or_default();
    match &answered.done {
        Ok(_) if how.as_json => terminal::say(&answered.to_json(None).to_string()),
        Ok(answer) => terminal::say(answer.said.told(locale)),
        Err(NotDone::Refused(_)) if how.as_json => {
            terminal::say(&answered.to_json(None).to_string());
            return Ok(ExitCode::from(2));
        }
        Err(NotDone::Refused(refused)) => return Err(Stopped::refused(refused.said.told(locale))),
        Err(NotDone::Broken(broken)) => return Err(broken.clone().into()),
    }
    Ok(ExitCode::SUCCESS)
}

/// Machinery that failed, as a line of JSON: with its code, by which programs know what can be tried again.
fn broken_line(broken: &impl Refusal, locale: Locale) -> Value {
    json!({ "broken": broken.said().told(locale), "code": broken.code() })
}

/// A line that was read, and what is to be said of it.
enum Line {
    Handed(Pending<Outcome>, FilesOfOne),
    Malformed(Value),
}

async fn many(store: &Store, bench: &Arc<Bench>) -> Result<ExitCode, Stopped> {
    let together = GroupCommit::on(store.clone());
    let (hand_on, mut handed) = mpsc::channel(WAITING);
    let bench = Arc::new(Bench {
        locale: Some(bench.locale_on(store).await?),
        ..Bench::clone(bench)
    });
    let (locale, listing) = (bench.locale.unwrap_or_default(), Arc::clone(&bench));
    let reading = tokio::spawn(read_lines((together, store.clone()), bench, hand_on));
    let mut code = ExitCode::SUCCESS;
    while let Some(line) = handed.recv().await {
        let mut answer = answer_to(line, (store, locale)).await?;
        if let Some(said) = listing.listed(store, answer["done"].as_str()).await? {
            answer["unlisted"] = said.told(locale).into();
            code = ExitCode::from(2);
        }
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
async fn read_lines((together, store): (GroupCommit, Store), bench: Arc<Bench>, hand_on: mpsc::Sender<Line>) -> Result<(), Stopped> {
    let mut input = BufReader::new(tokio::io::stdin());
    let mut bytes = Vec::new();
    let mut number = 0;
    while input.read_until(b'\n', &mut bytes).await.map_err(Stopped::broken)? > 0 {
        number += 1;
        let text = std::mem::take(&mut bytes);
        if text.trim_ascii().is_empty() {
            continue;
        }
        let line = match request_in(&text) {
            Ok(request) => {
                let files = bench.files.of(&request, &store).await?;
                let handed = bench.hand_in(&together, (request, &files)).await;
                handed.map(|pending| Line::Handed(pending, files))
            }
            Err(refused) => Ok(Line::Malformed(malformed(number, &refused, bench.locale.unwrap_or_default()))),
        };
        let line = line.unwrap_or_else(|not| Line::Malformed(json!({ "broken": not.to_string(), "line": number })));
        if hand_on.send(line).await.is_err() {
            break;
        }
    }
    Ok(())
}

/// The request in a line, or why there is none.
fn request_in(line: &[u8]) -> Result<Request, LineRefused> {
    let text = std::str::from_utf8(line).map_err(|_| LineRefused::NotUtf8)?;
    let object: Value = serde_json::from_str(text).map_err(|error| LineRefused::NotJson(error.column()))?;
    Ok(Request::read(object)?)
}

refusals! {
    /// Why a line holds no request.
    #[derive(Debug)]
    enum LineRefused [Ask(AskRefused)] {
        NotUtf8:
            "it is not UTF-8"
            / "ce n’est pas de l’UTF-8",
        NotJson(column: usize):
            "column {column}: it is no JSON object"
            / "colonne {column} : ce n’est pas un objet JSON",
    }
}

fn malformed(number: usize, refused: &LineRefused, locale: Locale) -> Value {
    let Said { fr, en } = refused.said();
    let said = Said::new(format!("ligne {number} : {fr}"), format!("line {number}: {en}"));
    json!({ "refused": said.told(locale), "code": refused.code(), "line": number })
}

async fn answer_to(line: Line, (store, locale): (&Store, Locale)) -> Result<Value, Stopped> {
    let (pending, files) = match line {
        Line::Malformed(answer) => return Ok(answer),
        Line::Handed(pending, files) => (pending, files),
    };
    let answer = match pending.committed().await {
        Ok(answer) => answer.to_json(None),
        // Nobody knows whether the act stands: whoever serves next sees to its files.
        Err(not_committed) => return Ok(broken_line(&not_committed, locale)),
    };
    files.settle(store).await?;
    Ok(answer)
}
