//! What the pages that hold the paper to its word are given: an article's history, corrections, retractions, suspensions.

use manuscript::difference::{Change, Changed, Part, Run, shortened};
use manuscript::language::Language;
use manuscript::spacing;
use manuscript::words::Nature;
use serde::Serialize;

use crate::furniture::{Furniture, Head, Link, Moment};
use crate::messages::Messages;

mod samples;

/// Words of context on each side of a change.
const CONTEXT: usize = 8;

/// The history of an article: its public versions, the newest first.
#[derive(Clone, Debug, Serialize)]
pub struct History {
    pub furniture: Furniture,
    pub head: Head,
    /// The article's language, where it is not the paper's.
    pub language: Option<String>,
    /// The language of what the page says around the article, where it is not the paper's.
    pub speaks: Option<String>,
    pub right_to_left: bool,
    pub headline: String,
    /// The article's path.
    pub path: String,
    /// A sentence, where this reader may not see what changed past the teaser.
    pub closed: Option<String>,
    pub versions: Vec<VersionOnPage>,
    /// How many versions mended typos alone; they are in the chain and not in the list.
    pub typos_hidden: Option<u32>,
    pub chain: Chain,
}

/// How a reader checks that nothing was rewritten.
#[derive(Clone, Debug, Serialize)]
pub struct Chain {
    /// Path of the chain's JSON.
    pub path: String,
    /// Address or path of the page that says how to check it.
    pub manual: String,
    /// Address or path of a program that checks it.
    pub script: String,
    /// The link of the last version, hexadecimal.
    pub last_link: String,
}

/// One public version.
#[derive(Clone, Debug, Serialize)]
pub struct VersionOnPage {
    pub number: i64,
    /// `first`, `correction`…: for style alone.
    pub nature: Nature,
    pub nature_label: String,
    pub at: Moment,
    /// What the newsroom tells readers of it.
    pub explanation: Option<String>,
    /// What changed from the version before; none for the first one.
    pub changes: Vec<ChangeOnPage>,
    /// Labels of the parts that are kept from the public on legal grounds.
    pub withheld: Vec<String>,
}

/// One part that changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ChangeOnPage {
    /// "Titre", "Paragraphe"…
    pub label: String,
    pub change: Change,
    /// What happened where it is not a change of words: "ajouté", "photo remplacée".
    pub said: Option<String>,
    pub runs: Vec<RunOnPage>,
}

/// Words with what happened to them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RunOnPage {
    /// `same`, `added` or `removed`.
    pub how: &'static str,
    pub text: String,
}

/// What the newsroom tells readers of one version, on the article's page.
#[derive(Clone, Debug, Serialize)]
pub struct Explanation {
    pub nature: Nature,
    pub nature_label: String,
    pub at: Moment,
    pub text: String,
}

/// The paper's corrections, clarifications and retractions, the newest first.
#[derive(Clone, Debug, Serialize)]
pub struct Corrections {
    pub furniture: Furniture,
    pub head: Head,
    pub entries: Vec<CorrectionOnPage>,
    pub newer: Option<Link>,
    pub older: Option<Link>,
}

/// One correction in the list.
#[derive(Clone, Debug, Serialize)]
pub struct CorrectionOnPage {
    pub at: Moment,
    pub nature: Nature,
    pub nature_label: String,
    pub headline: String,
    pub path: String,
    /// Where it is not the paper's.
    pub language: Option<String>,
    pub right_to_left: bool,
    pub explanation: Option<String>,
    /// Path of the article's history.
    pub history: Option<String>,
}

/// What stands at the address of a retracted article.
#[derive(Clone, Debug, Serialize)]
pub struct Retracted {
    pub furniture: Furniture,
    pub head: Head,
    pub language: Option<String>,
    /// The language of what the page says around it, where it is not the paper's.
    pub speaks: Option<String>,
    pub right_to_left: bool,
    pub headline: String,
    pub published: Moment,
    pub at: Moment,
    pub reason: String,
    /// Path of the article's history.
    pub history: Option<String>,
}

/// Every suspension of comments, those that stand and those that ended.
#[derive(Clone, Debug, Serialize)]
pub struct Suspensions {
    pub furniture: Furniture,
    pub head: Head,
    pub standing: Vec<Suspension>,
    pub ended: Vec<Suspension>,
    pub newer: Option<Link>,
    pub older: Option<Link>,
}

/// One closing of comments: scoped, dated, reasoned.
#[derive(Clone, Debug, Serialize)]
pub struct Suspension {
    pub scope: SuspensionScope,
    /// The section or the article; none for the whole paper.
    pub of: Option<Link>,
    pub since: Moment,
    /// When it ends by itself; without it, until further notice.
    pub until: Option<Moment>,
    /// When the newsroom looks at it again.
    pub review: Option<Moment>,
    pub reason: String,
    pub ended: Option<Moment>,
    pub why_ended: Option<String>,
}

/// How far a suspension reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SuspensionScope {
    Paper,
    Section,
    Article,
}

/// A nature in words: "correction", "mise à jour".
pub fn nature_label(nature: Nature, messages: &Messages) -> String {
    messages.say(&format!("nature-{nature}"), &[])
}

/// A part of the copy in words: "Titre", "Paragraphe". For the places that are withheld too.
pub fn part_label(part: Part, messages: &Messages) -> String {
    messages.say(&format!("part-{part}"), &[])
}

impl ChangeOnPage {
    /// A change in the furniture's words, shortened around what changed; `language` is the article's.
    pub fn of(changed: &Changed, messages: &Messages, language: &Language) -> Self {
        let said = match changed.change {
            Change::Words => None,
            other => Some(messages.say(&format!("change-{other}"), &[])),
        };
        let runs = spaced(&shortened(&changed.runs, CONTEXT), language);
        Self {
            label: part_label(changed.part, messages),
            change: changed.change,
            said,
            runs: runs.iter().flat_map(|run| on_page(run, changed.part, messages)).collect(),
        }
    }
}

/// The runs with the language's spaces, also where a space stands between two runs.
fn spaced(runs: &[Run], language: &Language) -> Vec<Run> {
    let side = |skipped: fn(&Run) -> bool| -> String {
        let text: String = runs.iter().filter(|run| !skipped(run)).map(Run::text).collect();
        spacing::typeset(&text, language)
    };
    let (old, new) = (side(|run| matches!(run, Run::Added(_))), side(|run| matches!(run, Run::Removed(_))));
    let (mut old, mut new) = (old.chars(), new.chars());
    let mut spaced = Vec::with_capacity(runs.len());
    for run in runs {
        let length = run.text().chars().count();
        spaced.push(match run {
            Run::Added(_) => Run::Added(new.by_ref().take(length).collect()),
            Run::Removed(_) => Run::Removed(old.by_ref().take(length).collect()),
            Run::Same(_) => {
                old.by_ref().take(length).for_each(drop);
                Run::Same(new.by_ref().take(length).collect())
            }
        });
    }
    spaced
}

/// Spaces at the ends of a change stand beside it: an underlined space reads as a blank to fill in.
fn on_page(run: &Run, part: Part, messages: &Messages) -> Vec<RunOnPage> {
    let how = match run {
        Run::Same(_) => "same",
        Run::Added(_) => "added",
        Run::Removed(_) => "removed",
    };
    let text = match (part, run.text()) {
        (Part::Kind, kind) => messages.say(&format!("kind-{kind}"), &[]),
        (Part::Status, status @ ("developing" | "updated")) => messages.say(&format!("status-{status}"), &[]),
        (_, text) => text.to_owned(),
    };
    let words = text.trim();
    if words.is_empty() || how == "same" {
        return vec![RunOnPage { how, text }];
    }
    let (before, after) = (text.len() - text.trim_start().len(), text.trim_end().len());
    let pieces = [("same", &text[..before]), (how, words), ("same", &text[after..])];
    pieces
        .into_iter()
        .filter(|(_, text)| !text.is_empty())
        .map(|(how, text)| RunOnPage {
            how,
            text: text.to_owned(),
        })
        .collect()
}
