//! What a stretch of the record touched: articles, catalogue, suspensions, settings, files.

use std::collections::BTreeSet;

use manuscript::commitment::hex;
use manuscript::{Tag, Uuid};
use shelf::{Applied, Shelf};
use store::Snapshot;
use store::record::{Touching, touched_after};
use store::release;

use crate::broken::PressBroken;

/// How many entries of the record, and how many articles, are taken at a time.
pub(crate) const AT_A_TIME: usize = 500;

/// What a stretch of the record touched.
#[derive(Debug, Default)]
pub(crate) struct Touched {
    pub(crate) tags: Vec<Tag>,
    pub(crate) articles: Vec<Uuid>,
    /// Those of the articles from which readers lose something.
    pub(crate) taken: Vec<Uuid>,
    pub(crate) catalogue: bool,
    pub(crate) suspensions: bool,
    pub(crate) paper: bool,
    /// Files of which readers get something else than before.
    media: Vec<String>,
    /// What a newer program touched and this one does not know, by the number of the entry.
    pub(crate) unknown: Vec<(i64, String)>,
}

impl Touched {
    /// What a page carries that shows any of what was taken back.
    pub(crate) fn taken_back(&self) -> Vec<Tag> {
        self.taken.iter().copied().map(Tag::Article).collect()
    }

    /// Articles show files of which readers get something else now.
    pub(crate) async fn add_users(&mut self, shelf: &Shelf) -> Result<(), PressBroken> {
        for hash in &self.media {
            for article in shelf.users_of(hash).await? {
                if !self.articles.contains(&article) {
                    self.articles.push(article);
                    self.tags.push(Tag::Article(article));
                }
            }
        }
        Ok(())
    }

    /// From what entries touched.
    fn from_read(read: ReadTags) -> Self {
        let ReadTags {
            mut tags,
            taken_back,
            unknown,
        } = read;
        tags.extend(taken_back.iter().cloned());
        let taken = taken_back.iter().filter_map(|tag| match tag {
            Tag::Article(id) => Some(*id),
            _ => None,
        });
        let mut touched = Self {
            taken: taken.collect(),
            unknown,
            ..Self::default()
        };
        for tag in &tags {
            match tag {
                Tag::Article(id) => touched.articles.push(*id),
                Tag::Person(_) | Tag::Section(_) | Tag::Described(_) => touched.catalogue = true,
                Tag::Suspensions => touched.suspensions = true,
                Tag::Media(hash) => touched.media.push(hash.clone()),
                Tag::Paper => touched.paper = true,
                _ => {}
            }
        }
        touched.tags = tags.into_iter().collect();
        touched
    }
}

/// The tags of a stretch of the record.
#[derive(Default)]
struct ReadTags {
    tags: BTreeSet<Tag>,
    /// Those of entries that took something back.
    taken_back: BTreeSet<Tag>,
    unknown: Vec<(i64, String)>,
}

impl ReadTags {
    fn add(&mut self, entry: &Touching) {
        for entered in &entry.tags {
            match release::tag(entered) {
                Some(tag) if entry.takes_back => self.taken_back.insert(tag),
                Some(tag) => self.tags.insert(tag),
                None => {
                    self.unknown.push((entry.number, entered.clone()));
                    continue;
                }
            };
        }
    }
}

/// What was touched after an entry; nothing if the record's own entry of that number is another one: a restored database
/// may be an older one.
pub(crate) async fn touched_since(snapshot: &mut Snapshot, applied: &Applied) -> Result<Option<Touched>, PressBroken> {
    let mut read = ReadTags::default();
    let mut after = (applied.number - 1).max(0);
    loop {
        let mut entries = touched_after(snapshot, after, AT_A_TIME as i64).await?;
        let is_last = entries.len() < AT_A_TIME;
        if after < applied.number {
            let known = entries.first().map(|entered| Applied {
                number: entered.number,
                hash: hex(&entered.hash),
            });
            if known.as_ref() != Some(applied) {
                return Ok(None);
            }
            entries.remove(0);
        }
        for entry in &entries {
            read.add(entry);
        }
        match entries.last() {
            Some(last) if !is_last => after = last.number,
            _ => return Ok(Some(Touched::from_read(read))),
        }
    }
}
