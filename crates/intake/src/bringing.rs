//! Manuscripts that were read become articles, a batch in a transaction.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::vec::IntoIter;

use acts::Desk;
use acts::catalogue::Catalogue;
use acts::importing::{BroughtIn, ImportRefused, bring_in};
use acts::requests::outcome::NotDone;
use manuscript::markdown::{self, Defaults};
use manuscript::refusal::Refusal;
use manuscript::{By, Said, Uuid};
use store::media::MediaFolders;
use store::{Broken, Store, Tx};

use crate::counts::Counts;
use crate::crossing::Crossing;
use crate::folder::manuscripts_in;
use crate::known::Known;
use crate::listening::{Event, Listener};
use crate::made::{InnerLink, Made, Told, inner_links};
use crate::media::{Keeper, MediaRefused};
use crate::preparing::Prepared;
use crate::reading::{self, Read, Reader, Ready};
use crate::refused::{FileRefused, NotTakenIn, Place};
use crate::sources::Sources;
use crate::turns::{self, Turns};

/// What one import works with.
pub(crate) struct Importer<'a> {
    pub(crate) store: &'a Store,
    pub(crate) desk: Desk,
    pub(crate) folder: &'a Path,
    pub(crate) media: MediaFolders,
    /// Which file each article was in this import: a second one with the same `id` is refused.
    pub(crate) claimed: HashMap<Uuid, String>,
    pub(crate) made: Made,
    pub(crate) counts: Counts,
    pub(crate) turns: Turns,
}

impl Importer<'_> {
    /// Brings every manuscript of the folder in; what stands in the place of one and is none is refused.
    pub(crate) async fn bring_all(&mut self, prefix: &str, listener: &mut dyn Listener) -> Result<(), NotTakenIn> {
        let manuscripts = manuscripts_in(self.folder, &self.desk.paper)?;
        for (path, unread) in &manuscripts.unfit {
            listener.hear(Event::Refused(&FileRefused::unread(self.folder.join(path), unread)));
        }
        self.counts.refused = manuscripts.unfit.len();
        listener.hear(Event::Begins(manuscripts.files.len()));
        let reader = Arc::new(Reader {
            folder: self.folder.to_owned(),
            prefix: prefix.to_owned(),
            known: Known::read(&mut self.store.snapshot().await?).await?,
            defaults: Defaults {
                language: self.desk.paper.language(),
                zone: self.desk.paper.time_zone(),
                markup: &arrivals::Arrivals,
            },
        });
        let mut crossing = Crossing::of(Arc::clone(&reader), &manuscripts.files);
        let (mut batches, reading) = reading::in_batches(Arc::clone(&reader), manuscripts.files);
        while let Some(batch) = batches.recv().await {
            let count = batch.len();
            self.batch(batch, &mut crossing, listener).await?;
            listener.hear(Event::Done(count));
        }
        reading.await.map_err(NotTakenIn::broken)?;
        self.bring_astray(&reader, &mut crossing, listener).await
    }

    /// Brings files in once more whose links lead to an address that another article has after all.
    async fn bring_astray(&mut self, reader: &Reader, crossing: &mut Crossing, listener: &mut dyn Listener) -> Result<(), NotTakenIn> {
        let astray = crossing.astray(&mut self.store.snapshot().await?).await?;
        let again = |file: &PathBuf| match reader.read(file) {
            Read::Ready(mut ready) => {
                ready.incoming.again = true;
                Read::Ready(ready)
            }
            other => other,
        };
        let batch: Vec<Read> = astray.iter().map(again).collect();
        self.batch(batch, crossing, listener).await
    }

    /// Brings one batch in.
    async fn batch(&mut self, batch: Vec<Read>, crossing: &mut Crossing, listener: &mut dyn Listener) -> Result<(), NotTakenIn> {
        let mut ready = Vec::new();
        for read in batch {
            match read {
                Read::Unchanged(article, path) => {
                    self.claimed.extend(article.map(|article| (article, path)));
                    self.counts.unchanged += 1;
                }
                Read::Refused(refused) => self.refuse(&refused, listener),
                Read::Ready(one) => ready.push(*one),
            }
        }
        let mut left = self.prepared(ready).await?.into_iter();
        while left.len() > 0 {
            self.turn(&mut left, crossing, listener).await?;
        }
        Ok(())
    }

    /// Keeps the files of manuscripts before there is a transaction: nobody waits for a disk with the pen in hand.
    async fn prepared(&self, ready: Vec<Ready>) -> Result<Vec<Waiting>, Broken> {
        let (mut waiting, keeper) = (Vec::with_capacity(ready.len()), self.keeper());
        for mut one in ready {
            let sources = Sources {
                root: self.folder,
                beside: one.file.parent().unwrap_or(self.folder),
            };
            let copy = &mut one.incoming.manuscript.copy;
            let files = match keeper.prepare(&sources, copy).await {
                Err(MediaRefused::Broken(broken)) => return Err(broken),
                prepared => prepared,
            };
            waiting.push(Waiting { one, files });
        }
        Ok(waiting)
    }

    fn keeper(&self) -> Keeper<'_> {
        Keeper::of(self.store, &self.media, &*self.desk.clock)
    }

    /// Brings in as many as fit into one turn: a transaction with a savepoint for each article.
    async fn turn(&mut self, left: &mut IntoIter<Waiting>, crossing: &mut Crossing, listener: &mut dyn Listener) -> Result<(), NotTakenIn> {
        let mut tx = acts::begin_patiently(self.store).await?;
        let mut catalogue = Catalogue::read(&mut tx).await?;
        tx.mark().await?;
        let mut kept = Vec::new();
        for mut waiting in left {
            let brought = self.bring(&mut tx, (&mut catalogue, crossing), &mut waiting).await;
            let Waiting { one, files } = waiting;
            kept.extend(files);
            match brought {
                Ok(done) => {
                    tx.keep_and_mark().await?;
                    if let Some(article) = done.article() {
                        crossing.is_here(&one.path, article);
                    }
                    self.note(&one, &done);
                }
                Err(NotBrought::Broken(broken)) => return Err(broken.into()),
                Err(NotBrought::Refused(said)) => {
                    tx.undo_to_mark().await?;
                    catalogue = Catalogue::read(&mut tx).await?;
                    let line = line_about(&one.source, &said.en);
                    self.refuse(&FileRefused::at(&one.file, Place::line(&one.source, line), said), listener);
                }
            }
            if tx.lasts() >= turns::LONGEST {
                break;
            }
        }
        let lasted = tx.lasts();
        tx.commit().await?;
        for files in &kept {
            self.keeper().settle_all(files).await?;
        }
        self.turns.ended(lasted).await;
        Ok(())
    }

    fn refuse(&mut self, refused: &FileRefused, listener: &mut dyn Listener) {
        self.counts.refused += 1;
        listener.hear(Event::Refused(refused));
    }

    /// Counts what was done, and notes what is told once everything is in.
    fn note(&mut self, one: &Ready, done: &BroughtIn) {
        self.counts.count(done);
        if matches!(done, BroughtIn::Draft(_)) {
            self.made.drafts.push(one.incoming.path.clone());
        }
        if !matches!(done, BroughtIn::Unchanged) {
            self.made
                .not_read
                .extend(one.told.iter().map(|told| not_read(&one.incoming.path, told)));
        }
        if matches!(done, BroughtIn::First(_) | BroughtIn::Next(_)) {
            let links = inner_links(&one.incoming.manuscript.copy).into_iter();
            self.made.links.extend(links.map(|address| InnerLink {
                place: format!("{}:{}", one.incoming.path, line_with(&one.source, &address).unwrap_or(1)),
                address,
            }));
        }
    }

    /// Refuses a second file of an article that this import has met already.
    fn claim(&mut self, one: &Ready) -> Result<(), ImportRefused> {
        let Some(id) = one.incoming.manuscript.id else { return Ok(()) };
        match self.claimed.insert(id, one.incoming.path.clone()) {
            Some(other) if other != one.incoming.path => {
                self.claimed.insert(id, other.clone());
                Err(ImportRefused::AnotherFile(other))
            }
            _ => Ok(()),
        }
    }

    async fn bring(
        &mut self,
        tx: &mut Tx,
        (catalogue, crossing): (&mut Catalogue, &mut Crossing),
        Waiting { one, files }: &mut Waiting,
    ) -> Result<BroughtIn, NotBrought> {
        self.claim(one)?;
        let copy = &mut one.incoming.manuscript.copy;
        crossing.lead(tx, &self.desk, &one.path, copy).await?;
        let files = files.as_ref().map_err(|refused| NotBrought::Refused(refused.said()))?;
        for name in files.enter(tx, (&self.desk, &By::Import), copy).await? {
            let place = format!("{}:{}", one.incoming.path, line_with(&one.source, name).unwrap_or(1));
            self.made.not_read.push(Told::NotCarried(place, name.clone()));
        }
        Ok(bring_in(tx, &self.desk, &By::Import, catalogue, &one.incoming).await?)
    }
}

/// A manuscript that waits for its turn, its files kept or refused.
struct Waiting {
    one: Ready,
    files: Result<Prepared, MediaRefused>,
}

/// Why one manuscript is not an article now; a full disk stops all of them.
enum NotBrought {
    Refused(Said),
    Broken(Broken),
}

impl From<Broken> for NotBrought {
    fn from(broken: Broken) -> Self {
        Self::Broken(broken)
    }
}

impl From<MediaRefused> for NotBrought {
    fn from(refused: MediaRefused) -> Self {
        match refused {
            MediaRefused::Broken(broken) => Self::Broken(broken),
            other => Self::Refused(other.said()),
        }
    }
}

impl From<ImportRefused> for NotBrought {
    fn from(refused: ImportRefused) -> Self {
        match NotDone::from(refused) {
            NotDone::Refused(refused) => Self::Refused(refused.said),
            NotDone::Broken(broken) => Self::Broken(broken),
        }
    }
}

/// What a file holds and the paper does not take over, with its place.
fn not_read(path: &str, told: &markdown::Told) -> Told {
    let said = told.not_read.said();
    Told::NotRead(format!("{path}:{}:{}", told.line, told.column), said.fr, said.en)
}

/// The line that a refusal is about: the first one that holds what the refusal quotes, else the first of the file.
fn line_about(source: &str, reason: &str) -> usize {
    let quoted = reason.split('`').nth(1).map(|quoted| quoted.split(':').next().unwrap_or(quoted));
    quoted.and_then(|quoted| line_with(source, quoted)).unwrap_or(1)
}

fn line_with(source: &str, words: &str) -> Option<usize> {
    source.lines().position(|line| line.contains(words)).map(|index| index + 1)
}
