//! What a stretch of the record touched: articles, catalogue, suspensions, settings, files.

use std::collections::BTreeSet;

use manuscript::commitment::hex;
use manuscript::{Tag, Uuid};
use shelf::{Applied, Shelf};
use store::Snapshot;
use store::record::Entered;

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

    /// From the tags of all entries, and those of entries that took something back.
    fn from_tags(tags: BTreeSet<Tag>, taken_back: &BTreeSet<Tag>) -> Self {
        let taken = taken_back.iter().filter_map(|tag| match tag {
            Tag::Article(id) => Some(*id),
            _ => None,
        });
        let mut touched = Self {
            taken: taken.collect(),
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

/// What was touched after an entry; nothing if the record's own entry of that number is another one: a restored database
/// may be an older one.
pub(crate) async fn touched_since(snapshot: &mut Snapshot, applied: &Applied) -> Result<Option<Touched>, PressBroken> {
    let (mut tags, mut taken_back) = (BTreeSet::new(), BTreeSet::new());
    let mut after = (applied.number - 1).max(0);
    loop {
        let mut entries = store::record::after(snapshot, after, AT_A_TIME as i64).await?;
        let is_last = entries.len() < AT_A_TIME;
        if after < applied.number {
            let known = entries.first().map(|entered| Applied {
                number: entered.entry.number,
                hash: hex(&entered.hash),
            });
            if known.as_ref() != Some(applied) {
                return Ok(None);
            }
            entries.remove(0);
        }
        for Entered { entry, .. } in &entries {
            let touched = entry.tags.iter().filter_map(|tag| Tag::from_entry(tag));
            if entry.takes_back() {
                taken_back.extend(touched);
            } else {
                tags.extend(touched);
            }
        }
        match entries.last() {
            Some(last) if !is_last => after = last.entry.number,
            _ => {
                tags.extend(taken_back.iter().cloned());
                return Ok(Some(Touched::from_tags(tags, &taken_back)));
            }
        }
    }
}
