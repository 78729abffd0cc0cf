//! Withholding: taking a leaf, words, a picture, a byline or a whole version from the public on legal grounds.
//!
//! Bytes and salts go from versions, draft and checkpoints; digests stay, so every chain still verifies and says so.

pub mod again;

use std::collections::{BTreeMap, BTreeSet};

use manuscript::act::{Act, By};
use manuscript::commitment::{Hash, hex, pieces_of};
use manuscript::withheld::{self, Trace};
use manuscript::words::Ground;
use manuscript::{Copy, Tag, Uuid, refusals};
use serde_json::json;
use store::articles::Typed;
use store::versions::Version;
use store::{Broken, Numbered, Tx, addresses, articles, assets, explanations, public_media, versions, withholdings};

use crate::desk::Desk;
use crate::entry::{Done, enter};
use crate::subject::{Subject, SubjectRefused};

refusals! {
    /// Why nothing was withheld.
    #[derive(Debug)]
    pub enum WithholdRefused [Subject(SubjectRefused), Broken(Broken)] {
        NoReason at "reason":
            "say why, for the newsroom: `reason` is empty"
            / "dites pourquoi, pour la rédaction : `reason` est vide",
        NotFound:
            "nothing of this was published in the article; `history` shows its versions and the names of their parts"
            / "rien de tel n’a été publié dans l’article ; `history` montre ses versions et les noms de leurs parties",
        EveryVersion at "version":
            "words and files are withheld from every version; leave `version` out"
            / "des mots et des fichiers se retirent de toutes les versions ; n’écrivez pas `version`",
        Never(path: String) at "leaf":
            "`{path}` says nothing about anybody and cannot be withheld"
            / "« {path} » ne dit rien de personne et ne peut pas être retiré",
    }
}

/// What is taken from the public.
#[derive(Clone, Debug)]
pub enum What {
    /// One part: `headline`, `standfirst`, `body/ID`…
    Leaf(String),
    /// Some words in a row, a name, with every part that holds them.
    Words(String),
    /// A file, by its SHA-256, wherever the paper uses it.
    Picture(Hash),
    Byline,
    /// Everything that a version says.
    Whole,
}

/// What is asked for.
#[derive(Clone, Debug)]
pub struct Withholding {
    pub article: Uuid,
    pub what: What,
    /// Nothing means every version.
    pub version: Option<i64>,
    pub ground: Ground,
    /// For the newsroom; readers are told that it is legal, and no more.
    pub reason: String,
}

/// What was taken.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Withheld {
    pub versions: usize,
    pub leaves: usize,
    /// Addresses that still hold the withheld words: they stand for ever, but the article can move.
    pub addresses: Vec<String>,
}

/// Withholds. Readers are without it as soon as the record is applied.
pub async fn withhold(tx: &mut Tx, desk: &Desk, by: &By, wanted: &Withholding) -> Result<Withheld, WithholdRefused> {
    let subject = Subject::held(tx, by, wanted.article, Act::Withheld).await?;
    if wanted.reason.trim().is_empty() {
        return Err(WithholdRefused::NoReason);
    }
    if wanted.version.is_some() && matches!(wanted.what, What::Words(_) | What::Picture(_)) {
        return Err(WithholdRefused::EveryVersion);
    }
    let id = desk.ids.uuid();
    let (trace, mut cuts) = found(tx, desk, wanted).await?;
    if cuts.is_empty() && !is_a_file_of_ours(tx, &wanted.what).await? {
        return Err(WithholdRefused::NotFound);
    }
    withholdings::add(tx, id, &kept(desk, by, wanted), &trace).await?;
    if let What::Picture(hash) = &wanted.what {
        withhold_files(tx, hash, id).await?;
        crate::forgetting::leave(tx, desk, id).await?;
    }
    let mut touched = subject.tags(desk);
    let mut done = Withheld::default();
    let mut told = BTreeMap::new();
    for (article, cut) in &mut cuts {
        let taking = Taking {
            article: *article,
            what: &wanted.what,
            trace: &trace,
        };
        told.insert(*article, taking.cut_all(tx, desk, by, cut).await?);
        done.versions += cut.len();
        done.leaves += cut.iter().map(|(_, paths)| paths.len()).sum::<usize>();
        if let Some(other) = Subject::read(tx, *article).await?.filter(|_| *article != wanted.article) {
            touched.extend(other.tags(desk));
        }
    }
    touched.extend([Tag::Article(wanted.article), Tag::Corrections]);
    done.addresses = addresses_with(tx, wanted, &trace).await?;
    enter(tx, desk, by, entry(wanted, &cuts, &told).touching(touched)).await?;
    Ok(done)
}

/// The file that is meant, and whatever else is the same picture once cleaned: by the hashes of what was received.
async fn same_files(tx: &mut Tx, hash: &Hash) -> Result<Vec<Hash>, Broken> {
    let public = public_hash(tx, hash).await?;
    let mut same = match public {
        Some(public) => public_media::with_hash(tx, &public).await?,
        None => Vec::new(),
    };
    if !same.contains(hash) {
        same.push(*hash);
    }
    Ok(same)
}

async fn public_hash(tx: &mut Tx, received: &Hash) -> Result<Option<Hash>, Broken> {
    Ok(public_media::of_file(tx, received).await?.and_then(|cleaned| cleaned.outcome.ok()))
}

/// Whoever has a file from the paper's pages has its cleaned bytes: they come back no more than those that were received.
async fn withhold_files(tx: &mut Tx, hash: &Hash, withholding: Uuid) -> Result<(), Broken> {
    let mut all = same_files(tx, hash).await?;
    all.extend(public_hash(tx, hash).await?);
    for hash in all {
        withholdings::withhold_media(tx, &hash, withholding).await?;
    }
    Ok(())
}

/// A file that nothing shows any more can still be kept from coming back.
async fn is_a_file_of_ours(tx: &mut Tx, what: &What) -> Result<bool, Broken> {
    match what {
        What::Picture(hash) => Ok(assets::by_hash(tx, hash).await?.is_some()),
        _ => Ok(false),
    }
}

fn kept(desk: &Desk, by: &By, wanted: &Withholding) -> withholdings::Withholding {
    let what = match &wanted.what {
        What::Leaf(path) => path.clone(),
        What::Words(_) => "words".into(),
        What::Picture(hash) => format!("media:{}", hex(hash)),
        What::Byline => "byline".into(),
        What::Whole => "version".into(),
    };
    withholdings::Withholding {
        article: wanted.article,
        what,
        ground: wanted.ground,
        reason: wanted.reason.trim().to_owned(),
        at: desk.clock.now(),
        by: by.as_entry(),
    }
}

/// Which parts of which versions of which articles.
type Cuts = BTreeMap<Uuid, Cut>;

/// Which parts of which versions of one article.
type Cut = Vec<(i64, BTreeSet<String>)>;

async fn found(tx: &mut Tx, desk: &Desk, wanted: &Withholding) -> Result<(Trace, Cuts), WithholdRefused> {
    let salt = desk.ids.salt();
    if let What::Picture(hash) = &wanted.what {
        let files: Vec<String> = same_files(tx, hash).await?.iter().map(|hash| hex(hash)).collect();
        return Ok((Trace::of_pieces(salt, []), using(tx, &files).await?));
    }
    let all = versions::of(tx, wanted.article).await?;
    let named = named(&all, wanted)?;
    let trace = match &wanted.what {
        What::Words(words) => Trace::of_words(salt, words),
        What::Whole => {
            let (trace, cut) = whole(&all, salt, &named)?;
            return Ok((trace, of_one(wanted.article, cut)));
        }
        _ => Trace::of_pieces(salt, named.iter().flat_map(|(_, pieces)| telling(pieces))),
    };
    if trace.fingerprints.is_empty() || (trace.words == 0 && matches!(wanted.what, What::Words(_))) {
        return Err(WithholdRefused::NotFound);
    }
    let mut cuts = Vec::new();
    for version in &all {
        let mut paths = trace.found_in(&version.copy).map_err(|error| Broken::unreadable("a copy", error))?;
        paths.extend(
            named
                .iter()
                .filter(|(number, _)| *number == version.number)
                .flat_map(|(_, pieces)| pieces.keys().cloned()),
        );
        if !paths.is_empty() {
            cuts.push((version.number, paths));
        }
    }
    Ok((trace, of_one(wanted.article, cuts)))
}

fn of_one(article: Uuid, cut: Cut) -> Cuts {
    if cut.is_empty() {
        Cuts::new()
    } else {
        Cuts::from([(article, cut)])
    }
}

/// Whole versions go; what a remaining version says too stays there.
fn whole(all: &[Version], salt: [u8; 16], named: &[(i64, BTreeMap<String, String>)]) -> Result<(Trace, Cut), WithholdRefused> {
    let mut remaining = BTreeSet::new();
    for version in all
        .iter()
        .filter(|version| named.iter().all(|(number, _)| *number != version.number))
    {
        let pieces = pieces_of(&version.copy).map_err(|error| Broken::unreadable("a copy", error))?;
        remaining.extend(pieces.into_iter().map(|(_, piece)| piece));
    }
    let gone = named
        .iter()
        .flat_map(|(_, pieces)| telling(pieces))
        .filter(|piece| !remaining.contains(*piece));
    let trace = Trace::of_pieces(salt, gone);
    let cut = named
        .iter()
        .map(|(number, pieces)| (*number, pieces.keys().cloned().collect()))
        .collect();
    Ok((trace, cut))
}

/// Parts of versions by path, with their canonical text.
type Named = Vec<(i64, BTreeMap<String, String>)>;

/// Pieces that say something: what an earlier withholding left behind may always come back.
fn telling(pieces: &BTreeMap<String, String>) -> impl Iterator<Item = &str> {
    let telling = pieces.iter().filter(|(path, piece)| !withheld::is_left_behind(path, piece));
    telling.map(|(_, piece)| piece.as_str())
}

/// The parts that are asked for by name, in the versions that are asked for.
fn named(all: &[Version], wanted: &Withholding) -> Result<Named, WithholdRefused> {
    let is_asked = |version: &&Version| wanted.version.is_none_or(|number| number == version.number);
    let is_wanted = |path: &str| match &wanted.what {
        What::Leaf(leaf) => path == leaf,
        What::Byline => path == "byline",
        What::Whole => withheld::can_be_withheld(path),
        What::Words(_) | What::Picture(_) => false,
    };
    if let What::Leaf(path) = &wanted.what
        && !withheld::can_be_withheld(path)
    {
        return Err(WithholdRefused::Never(path.clone()));
    }
    let mut named = Vec::new();
    for version in all.iter().filter(is_asked) {
        let pieces = pieces_of(&version.copy).map_err(|error| Broken::unreadable("a copy", error))?;
        let pieces: BTreeMap<String, String> = pieces.into_iter().filter(|(path, _)| is_wanted(path)).collect();
        if !pieces.is_empty() {
            named.push((version.number, pieces));
        }
    }
    Ok(named)
}

/// Every part of every article that uses one of some files.
async fn using(tx: &mut Tx, files: &[String]) -> Result<Cuts, Broken> {
    let uses = |text: &str| files.iter().any(|hash| text.contains(hash.as_str()));
    let mut cuts = Cuts::new();
    let mut after = Numbered::BEFORE_ALL;
    loop {
        let next = versions::after(tx, after, 500).await?;
        let Some(last) = next.last() else { return Ok(cuts) };
        after = Numbered::of(last.article, last.number);
        for version in next.iter().filter(|version| uses(&version.copy)) {
            let pieces = pieces_of(&version.copy).map_err(|error| Broken::unreadable("a copy", error))?;
            let paths = pieces.into_iter().filter(|(_, piece)| uses(piece)).map(|(path, _)| path).collect();
            cuts.entry(version.article).or_default().push((version.number, paths));
        }
    }
}

/// What is taken out of one article.
struct Taking<'a> {
    article: Uuid,
    what: &'a What,
    trace: &'a Trace,
}

impl Taking<'_> {
    /// Cuts the versions of the article, then draft and checkpoints, and what readers were told: answers of which versions.
    async fn cut_all(&self, tx: &mut Tx, desk: &Desk, by: &By, cut: &Cut) -> Result<Vec<i64>, Broken> {
        let article = self.article;
        let mut pieces = BTreeSet::new();
        for (number, paths) in cut {
            let Some(version) = versions::one(tx, article, *number).await? else {
                continue;
            };
            let unreadable = |error| Broken::unreadable("a copy", error);
            let published = pieces_of(&version.copy).map_err(unreadable)?;
            pieces.extend(
                published
                    .into_iter()
                    .filter(|(path, _)| paths.contains(path))
                    .map(|(_, piece)| piece),
            );
            let (copy, leaves) = withheld::cut(&version.copy, &version.leaves, paths).map_err(unreadable)?;
            withholdings::cut_version(tx, Numbered::of(article, *number), &copy, &leaves).await?;
        }
        // A trace knows its pieces; a picture leaves none. Of a whole version, what another one still says stays.
        let pieces = if matches!(self.what, What::Picture(_)) {
            pieces
        } else {
            BTreeSet::new()
        };
        let gone = Gone { trace: self.trace, pieces };
        cut_working_copies(tx, desk, by, article, &gone).await?;
        let mut told = Vec::new();
        for explanation in explanations::of(tx, article).await? {
            if explanation.text.as_deref().is_some_and(|text| self.trace.is_in(text)) {
                explanations::withhold(tx, article, explanation.version).await?;
                told.push(explanation.version);
            }
        }
        Ok(told)
    }
}

/// What must be gone from working copies: the very pieces, and whatever else the trace is found in.
struct Gone<'a> {
    trace: &'a Trace,
    pieces: BTreeSet<String>,
}

impl Gone<'_> {
    /// The copy without it; nothing if it is not there.
    fn cut(&self, mut copy: Copy) -> Result<Option<String>, Broken> {
        let unreadable = |error| Broken::unreadable("a copy", error);
        let text = articles::text_of(&copy)?;
        let mut paths = self.trace.found_in(&text).map_err(unreadable)?;
        let same = pieces_of(&text).map_err(unreadable)?.into_iter();
        paths.extend(
            same.filter(|(path, piece)| withheld::can_be_withheld(path) && self.pieces.contains(piece))
                .map(|(path, _)| path),
        );
        if paths.is_empty() {
            return Ok(None);
        }
        withheld::take_out(&mut copy, &paths);
        articles::text_of(&copy).map(Some)
    }
}

async fn cut_working_copies(tx: &mut Tx, desk: &Desk, by: &By, article: Uuid, gone: &Gone<'_>) -> Result<(), Broken> {
    // Whoever types at this moment is done before, or is told that the draft moved on.
    articles::lock_draft(tx, article).await?;
    for (number, copy) in withholdings::checkpoints(tx, article).await? {
        if let Some(copy) = gone.cut(copy)? {
            withholdings::cut_checkpoint(tx, article, number, &copy).await?;
        }
    }
    let Some(draft) = articles::draft_of(tx, article).await? else {
        return Ok(());
    };
    if draft.committed_revision.is_some() {
        // What was committed to had the words in it, maybe: nobody is to try them against its digest.
        articles::commit_anew(tx, article);
    }
    if let Some(copy) = gone.cut(draft.copy)? {
        let typed = Typed {
            seen: draft.revision,
            copy: &copy,
        };
        articles::save_draft(tx, article, typed, desk.stamp(&by.as_entry())).await?;
    }
    Ok(())
}

async fn addresses_with(tx: &mut Tx, wanted: &Withholding, trace: &Trace) -> Result<Vec<String>, Broken> {
    if !matches!(wanted.what, What::Words(_)) {
        return Ok(Vec::new());
    }
    let thing = manuscript::ids::ThingId {
        thing: manuscript::ids::Thing::Article,
        id: wanted.article,
    };
    let spans = addresses::of(tx, thing).await?;
    Ok(spans.into_iter().map(|span| span.path).filter(|path| trace.is_in(path)).collect())
}

/// The entry names what is gone by its digests' places, never by its words.
fn entry(wanted: &Withholding, cuts: &Cuts, told: &BTreeMap<Uuid, Vec<i64>>) -> Done {
    let of_article = |cut: &Vec<(i64, BTreeSet<String>)>| -> serde_json::Value {
        cut.iter()
            .map(|(number, paths)| (number.to_string(), json!(paths)))
            .collect::<serde_json::Map<_, _>>()
            .into()
    };
    let withheld: serde_json::Map<_, _> = cuts.iter().map(|(article, cut)| (article.to_string(), of_article(cut))).collect();
    Done::to(Act::Withheld, wanted.article).detailed(json!({ "ground": wanted.ground, "withheld": withheld, "untold": told }))
}
